"""Binary workbooks of Excel (.xlsb): how large their sheets are, and the error values that calamine reads as empty.

A sheet is a row of records: a kind and a length, both in bytes of seven bits, and a body.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from supplychain_risk.intake.archive import Archive, damaged, elements, related
from supplychain_risk.intake.details import ERROR_NAMES, Cell, Details, Scanned
from supplychain_risk.intake.extent import Room

_ROW, _BLANK, _ERROR, _SHARED_TEXT, _ERROR_OF_FORMULA = 0, 1, 3, 7, 11
_VALUES = frozenset((*range(2, 12), 62))
"""Kinds of cells that hold a value."""
_TEXT, _SHEET, _END_OF_CELLS = 19, 156, 146
_LAST_ROW = 1 << 20
_ROW_BYTES, _CELL_BYTES = 4, 9
"""What the shortest record of a row or of a cell with a value holds."""


class _Record(NamedTuple):
    kind: int
    start: int
    body: int
    """Where its body begins."""
    end: int


def scan_xlsb(content: bytes, file: str) -> Scanned:
    """Look through the sheets of a workbook before it is read; cells far from all others are left out, and told.

    Raises:
        UnreadableFile: damage, or more cells or text than can be held.
    """
    archive = Archive(content, file)
    targets = related(elements(archive.read("xl/_rels/workbook.bin.rels")))
    members = {name.casefold(): name for name in archive.names}
    texts = [
        record.end - record.body for record in _records(archive.read("xl/sharedStrings.bin")) if record.kind == _TEXT
    ]
    room = Room(file)
    details: dict[str, Details] = {}
    changed: dict[str, bytes] = {}
    for relation, name in _sheets(archive.read("xl/workbook.bin")):
        member = members.get(targets.get(relation, "").casefold(), "")
        sheet = _Sheet(archive.read(member), file)
        errors = sheet.look_through(texts)
        room.take_text(sheet.characters)
        strays = room.take(name, sheet.rows, sheet.columns, sheet.cells, sheet.filled)
        details[name] = Details(errors)
        if strays:
            changed[member] = sheet.emptied(strays)
    return Scanned(archive.with_changed(changed) if changed else content, details, tuple(room.problems))


class _Sheet:
    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        self.rows = self.columns = self.cells = self.characters = 0

    def look_through(self, texts: Sequence[int]) -> dict[Cell, str]:
        """Find how far the cells reach and how much shared text they hold, by its length; their error values."""
        errors: dict[Cell, str] = {}
        for record, cell in _cells(self._data, self._file):
            self.cells += 1
            self.rows, self.columns = max(self.rows, cell[0] + 1), max(self.columns, cell[1] + 1)
            if record.kind in (_ERROR, _ERROR_OF_FORMULA):
                errors[cell] = ERROR_NAMES.get(self._data[record.body + 8], "#VALUE!")
            elif record.kind == _SHARED_TEXT and record.end - record.body >= 12:
                (number,) = struct.unpack_from("<I", self._data, record.body + 8)
                self.characters += texts[number] // 2 if number < len(texts) else 0
        return errors

    def filled(self) -> Iterator[Cell]:
        """The places that calamine reserves room for."""
        return (cell for _, cell in _cells(self._data, self._file))

    def emptied(self, cells: frozenset[Cell]) -> bytes:
        """The sheet with some cells made blank."""
        data = bytearray(self._data)
        for record, cell in _cells(self._data, self._file):
            if cell in cells:
                data[record.start] = _BLANK
        return bytes(data)


def _sheets(book: bytes) -> Iterator[tuple[str, str]]:
    """Relation and name of each sheet."""
    for record in _records(book):
        if record.kind == _SHEET:
            texts: list[str] = []
            at = record.body + 8
            for _ in range(2):
                (size,) = struct.unpack_from("<I", book, at) if at + 4 <= record.end else (0,)
                texts.append(book[at + 4 : min(at + 4 + 2 * size, record.end)].decode("utf-16-le", "replace"))
                at += 4 + 2 * size
            yield texts[0], texts[1]


def _cells(sheet: bytes, file: str) -> Iterator[tuple[_Record, Cell]]:
    """Cells with a value, as far as calamine reads; of a record that is too short it would read what came before."""
    row = 0
    for record in _records(sheet):
        size = record.end - record.body
        if (record.kind == _ROW and size < _ROW_BYTES) or (record.kind in _VALUES and size < _CELL_BYTES):
            raise damaged("a cell or row of it is cut short", file)
        if record.kind == _ROW:
            (row,) = struct.unpack_from("<I", sheet, record.body)
            if row > _LAST_ROW:
                return
        elif record.kind in _VALUES:
            (column,) = struct.unpack_from("<I", sheet, record.body)
            yield record, (row, column)
        elif record.kind == _END_OF_CELLS:
            return


def _records(data: bytes) -> Iterator[_Record]:
    """The records of a part, up to one that is cut off."""
    at, size = 0, len(data)
    while at < size:
        start = at
        kind = data[at]
        at += 1
        if kind & 0x80 and at < size:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < size and shift < 28:
            length |= (data[at] & 0x7F) << shift
            shift += 7
            at += 1
            if not data[at - 1] & 0x80:
                break
        if at + length > size:
            return
        yield _Record(kind, start, at, at + length)
        at += length
