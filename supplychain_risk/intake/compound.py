"""Compound files, the small file system inside an old Excel file (.xls): streams in chains of sectors."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from supplychain_risk.intake.archive import damaged

_SMALL = 64
"""Bytes in a sector of small streams."""
_END_OF_CHAIN = 0xFFFF_FFFC
"""Sector numbers from here on are marks."""


def workbook_stream(content: bytes, file: str) -> bytes:
    """The stream of the workbook in its compound file; b"" where there is none.

    Raises:
        UnreadableFile: a chain leads back into itself, or a part is stated to be longer than the file; calamine would
            follow the one for ever, and reserve memory for the other.
    """
    size = 1 << struct.unpack_from("<H", content, 0x1E)[0]
    if size not in (512, 4096):
        return b""
    sectors = len(content) // size + 1
    if any(struct.unpack_from("<I", content, at)[0] > sectors for at in (0x28, 0x2C, 0x40, 0x48)):
        raise damaged("it states more sectors than it has", file)
    compound = _Compound(content, size, file)
    return compound.stream("Workbook") or compound.stream("Book")


class _Compound:
    def __init__(self, content: bytes, size: int, file: str) -> None:
        self._content, self._size, self._file = content, size, file
        start, _, self._smallest, small_table = struct.unpack_from("<4I", content, 0x30)
        self._fat = self._table()
        self._sectors = content[size:]
        self._folder = b"".join(self._chain(self._sectors, size, self._fat, start))
        (held,) = struct.unpack_from("<I", self._folder, 116)  # the first entry is the root: it holds small streams
        self._held = b"".join(self._chain(self._sectors, size, self._fat, held))
        table = b"".join(self._chain(self._sectors, size, self._fat, small_table))
        self._small = list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))

    def stream(self, name: str) -> bytes:
        """A stream by its name, b"" where there is none."""
        for at in range(0, len(self._folder) - 127, 128):
            (letters,) = struct.unpack_from("<H", self._folder, at + 64)
            own = self._folder[at : at + min(max(letters - 2, 0), 64)].decode("utf-16-le", "replace")
            first, length = struct.unpack_from("<II", self._folder, at + 116)
            if own == name:
                if length > len(self._content):
                    raise damaged("its content is stated to be longer than the file", self._file)
                if length >= self._smallest:
                    return b"".join(self._chain(self._sectors, self._size, self._fat, first))[:length]
                return b"".join(self._chain(self._held, _SMALL, self._small, first))[:length]
        return b""

    def _table(self) -> list[int]:
        """Sector → the sector after it."""
        sectors = list(struct.unpack_from("<109I", self._content, 0x4C))
        (more,) = struct.unpack_from("<I", self._content, 0x44)
        seen: set[int] = set()
        while more < _END_OF_CHAIN:
            if more in seen:
                raise self._endless()
            seen.add(more)
            *found, more = struct.unpack_from(f"<{self._size // 4}I", self._content, (more + 1) * self._size)
            sectors += found
        if len(sectors) > 109 + len(self._content) // 4:
            raise damaged("it states more sectors than it has", self._file)
        fat: list[int] = []
        for sector in sectors:
            if sector < _END_OF_CHAIN:
                fat += struct.unpack_from(f"<{self._size // 4}I", self._content, (sector + 1) * self._size)
        return fat

    def _chain(self, sectors: bytes, size: int, fat: list[int], sector: int) -> Iterator[bytes]:
        seen: set[int] = set()
        while sector < len(fat):
            if sector in seen:
                raise self._endless()
            seen.add(sector)
            yield sectors[sector * size : (sector + 1) * size]
            sector = fat[sector]

    def _endless(self) -> Exception:
        return damaged("a chain of its sectors leads back into itself", self._file)
