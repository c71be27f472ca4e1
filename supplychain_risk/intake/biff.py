"""Old Excel files (.xls): damage that would end the process, and the error values that calamine reads as empty.

calamine takes the used range that a sheet states, and the columns of its cells, at their word and reserves memory for
all between them, for all sheets at once; more than there is aborts the process, which nothing can catch.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from supplychain_risk.intake.archive import damaged
from supplychain_risk.intake.compound import workbook_stream
from supplychain_risk.intake.details import ERROR_NAMES, Cell, Details, Scanned
from supplychain_risk.intake.extent import Room

_ROWS, _COLUMNS = 65_536, 256
"""What a sheet of this format holds at most."""
_DIMENSIONS, _SHEET, _START, _END = 0x0200, 0x0085, 0x0809, 0x000A
_FORMULA, _SEVERAL, _ERROR = 0x0006, 0x00BD, 0x0205
_CELLS = frozenset((_FORMULA, _SEVERAL, 0x00D6, 0x00FD, 0x0203, 0x0204, _ERROR, 0x027E))
"""Records of cells with a value; each begins with its row and its column."""
_BIFF8 = 0x0600


def scan_xls(content: bytes, file: str) -> Scanned:
    """Look through the sheets of a workbook before it is read.

    Raises:
        UnreadableFile: a chain of sectors without end, cells where there can be none, more cells than can be held.
    """
    details: dict[str, Details] = {}
    room = Room(file)
    try:
        stream = workbook_stream(content, file)
        if not all(_possible(kind, body) for _, kind, body in _records(stream)):
            raise damaged("it has cells outside of any sheet", file)
        sheets = list(_sheets(stream))
        found: dict[int, _Sheet] = {}
        end = 0
        for start in sorted({start for start, _ in sheets}):
            if start < end:
                raise damaged("its sheets lie over one another", file)
            found[start], end = _looked_through(stream, start)
        for start, name in sheets:
            room.take(name, found[start].rows, found[start].columns, found[start].cells)
            details[name] = Details(found[start].errors)
    except struct.error:
        pass  # cut off or no workbook at all: reading it says so
    return Scanned(content, details)


class _Sheet(NamedTuple):
    rows: int
    columns: int
    cells: int
    errors: dict[Cell, str]


def _sheets(stream: bytes) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and its name."""
    is_unicode = False
    for _, kind, body in _records(stream):
        if kind == _START and len(body) >= 2:
            is_unicode = struct.unpack_from("<H", body)[0] == _BIFF8
        elif kind == _SHEET and len(body) > 7:
            (start,) = struct.unpack_from("<I", body)
            letters = bytes(body[8:]) if is_unicode else bytes(body[7:])
            wide = is_unicode and body[7] & 1
            yield start, letters.decode("utf-16-le" if wide else "latin-1", "replace")[: body[6]]
        elif kind == _END:
            return


def _looked_through(stream: bytes, start: int) -> tuple[_Sheet, int]:
    """How far the cells of a sheet reach, its error values, and where it ends."""
    rows = columns = cells = 0
    errors: dict[Cell, str] = {}
    end = start
    for at, kind, body in _records(stream, start):
        end = at
        if kind == _END:
            break
        if kind in _CELLS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _SEVERAL else column
            rows, columns, cells = max(rows, row + 1), max(columns, last + 1), cells + last + 1 - column
            code = _error(kind, body)
            if code is not None:
                errors[row, column] = ERROR_NAMES.get(code, "#VALUE!")
    return _Sheet(rows, columns, cells, errors), end


def _error(kind: int, body: memoryview) -> int | None:
    """The code of an error value; a formula keeps its value in eight bytes, of which two say that it is no number."""
    if kind == _ERROR and len(body) >= 8 and body[7]:
        return body[6]
    if kind == _FORMULA and len(body) >= 14 and body[6] == 2 and bytes(body[12:14]) == b"\xff\xff":
        return body[8]
    return None


def _possible(kind: int, body: memoryview) -> bool:
    if kind == _DIMENSIONS and len(body) >= 10:
        top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
        return bool(top <= bottom <= _ROWS and left <= right <= _COLUMNS)
    if kind in _CELLS and len(body) >= 4:
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _SEVERAL else 0
        return bool(struct.unpack_from("<H", body, 2)[0] < _COLUMNS and last < _COLUMNS)
    return True


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, memoryview]]:
    """Where each record begins, its kind and its body."""
    view = memoryview(stream)
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, view[at + 4 : at + 4 + length]
        at += 4 + length
