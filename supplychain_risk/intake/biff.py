"""Old Excel files (.xls): damage that would end the whole process is found before calamine reads the file.

calamine takes the used range that a sheet states, and the columns of its cells, at their word and reserves memory for
all between them; more than there is aborts the process, which nothing can catch.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from supplychain_risk.errors import UnreadableFile

_ROWS, _COLUMNS = 65_536, 256
"""What a sheet of this format holds at most."""
_SMALL = 64
"""Bytes in a sector of small streams."""
_END_OF_CHAIN = 0xFFFF_FFFC
"""Sector numbers from here on are marks."""
_DIMENSIONS, _MULRK = 0x0200, 0x00BD
_CELLS = frozenset((0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
"""Records of cells with a value; each begins with its row and its column."""


def refuse_impossible(content: bytes, file: str) -> None:
    """Refuse a workbook with cells where its format has none.

    Raises:
        UnreadableFile: a sheet states a range, or a cell a column, that does not exist.
    """
    try:
        stream = _workbook(content)
        sound = all(_possible(kind, body) for kind, body in _records(stream))
    except struct.error:
        return  # cut off or no workbook at all: reading it says so
    if not sound:
        raise UnreadableFile(
            "the workbook is damaged: it has cells outside of any sheet",
            where=file,
            hint="Open it in a spreadsheet program and save it anew as .xlsx.",
        )


def _possible(kind: int, body: memoryview) -> bool:
    if kind == _DIMENSIONS and len(body) >= 10:
        top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
        return bool(top <= bottom <= _ROWS and left <= right <= _COLUMNS)
    if kind in _CELLS and len(body) >= 4:
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MULRK else 0
        return bool(struct.unpack_from("<H", body, 2)[0] < _COLUMNS and last < _COLUMNS)
    return True


def _records(stream: bytes) -> Iterator[tuple[int, memoryview]]:
    view, at = memoryview(stream), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, view[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook(content: bytes) -> bytes:
    """The stream of the workbook in its compound file; b"" where there is none."""
    size = 1 << struct.unpack_from("<H", content, 0x1E)[0]
    if size not in (512, 4096):
        return b""
    start, _, smallest, small_table = struct.unpack_from("<4I", content, 0x30)
    fat = _table(content, size)
    sectors = content[size:]
    folder = b"".join(_chain(sectors, size, fat, start))
    for at in range(0, len(folder) - 127, 128):
        (letters,) = struct.unpack_from("<H", folder, at + 64)
        if folder[at : at + max(letters - 2, 0)].decode("utf-16-le", "replace") in ("Workbook", "Book"):
            first, length = struct.unpack_from("<II", folder, at + 116)
            if length >= smallest:
                return b"".join(_chain(sectors, size, fat, first))[:length]
            held = b"".join(_chain(sectors, size, fat, struct.unpack_from("<I", folder, 116)[0]))  # of the root
            table = b"".join(_chain(sectors, size, fat, small_table))
            small = list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))
            return b"".join(_chain(held, _SMALL, small, first))[:length]
    return b""


def _table(content: bytes, size: int) -> list[int]:
    """Sector → the sector after it."""
    sectors = list(struct.unpack_from("<109I", content, 0x4C))
    (more,) = struct.unpack_from("<I", content, 0x44)
    seen: set[int] = set()
    while more < _END_OF_CHAIN and more not in seen:
        seen.add(more)
        *found, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += found
    fat: list[int] = []
    for sector in sectors:
        if sector < _END_OF_CHAIN:
            fat += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return fat


def _chain(sectors: bytes, size: int, fat: list[int], sector: int) -> Iterator[bytes]:
    seen: set[int] = set()
    while sector < len(fat) and sector not in seen:
        seen.add(sector)
        yield sectors[sector * size : (sector + 1) * size]
        sector = fat[sector]
