"""The least that is a binary workbook (.xlsb); no library of ours writes one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

Value = str | float | None
PLACED = tuple[int, int, Value]

BOOK, END_BOOK, VERSION, PROPERTIES, SHEETS, END_SHEETS, SHEET = 0x83, 0x84, 0x80, 0x99, 0x8F, 0x90, 0x9C
BEGIN, END, EXTENT, DATA, END_DATA = 0x81, 0x82, 0x94, 0x91, 0x92
ROW, ERROR, NUMBER, TEXT = 0, 3, 5, 6
ERRORS = {"#REF!": 0x17, "#N/A": 0x2A}


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    length = len(body)
    size = b""
    while True:
        size += bytes((length & 0x7F | (0x80 if length > 0x7F else 0),))
        length >>= 7
        if not length:
            return head + size + body


def text_of(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(column: int, value: Value) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, str):
        if value in ERRORS:
            return record(ERROR, place + bytes((ERRORS[value],)))
        return record(TEXT, place + text_of(value))
    return record(NUMBER, place + struct.pack("<d", value or 0.0))


def sheet_of(cells: Sequence[PLACED]) -> bytes:
    parts = [record(BEGIN), record(EXTENT, bytes(16)), record(DATA)]
    row_before = -1
    for row, column, value in sorted(cells, key=lambda each: each[:2]):
        if row != row_before:
            parts.append(record(ROW, struct.pack("<I", row) + bytes(13)))
            row_before = row
        parts.append(cell(column, value))
    return b"".join((*parts, record(END_DATA), record(END)))


def xlsb_of(sheets: Mapping[str, Sequence[PLACED]]) -> bytes:
    """A workbook of cells given as (row, column, value), 0-based."""
    named = [
        record(SHEET, struct.pack("<II", 0, number) + text_of(f"rId{number}") + text_of(name))
        for number, name in enumerate(sheets, 1)
    ]
    head = (record(BOOK), record(VERSION), record(PROPERTIES, bytes(12)), record(SHEETS))
    book = b"".join((*head, *named, record(END_SHEETS), record(END_BOOK)))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
        )
        for number, cells in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", sheet_of(cells))
    return out.getvalue()
