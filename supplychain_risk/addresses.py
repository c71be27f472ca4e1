"""Addresses of cells. Every value of an input keeps one, so they are most of what a network is in memory.

An address is its column, which all cells of the column share, and its row, a number that all cells of the row share:
32 bytes. As three texts it would take 128, and 1,000,000 suppliers have 8,000,000 of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

ALL_ROWS = "all rows"
"""Stands for the address of a cell where a value was stated for all rows of a sheet and stands in none of its cells."""


class ColumnRef(NamedTuple):
    """A column of a sheet of the input: file name, sheet name, and its letters, "AB" of the cell "AB12"."""

    file: str
    sheet: str
    letters: str


class _Spelled(msgspec.StructMeta):
    """Makes an address of the three texts that it is written as."""

    def __call__(self, file: str, sheet: str, cell: str) -> CellRef:
        letters, row = _apart(cell)
        return cell_at(column_ref(file, sheet, letters), row)


class CellRef(msgspec.Struct, frozen=True, gc=False, array_like=True, metaclass=_Spelled):
    """One cell of the input, `CellRef(file, sheet, cell)`: file name, sheet name, A1 address.

    For text files the sheet is the file's stem (what a spreadsheet program shows when it opens the file) and the
    row is the 1-based record, so that quoted line breaks do not shift addresses. Cells are ordered as their texts are,
    file by file and sheet by sheet: "A10" before "A2".
    """

    at: ColumnRef
    row: int
    """1-based; 0 where the address is no letters with a number, such as `ALL_ROWS`, and stands in `at` as a whole."""

    if TYPE_CHECKING:

        def __init__(self, file: str, sheet: str, cell: str) -> None: ...

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.at.file

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.at.sheet

    @property
    def cell(self) -> str:
        """A1 address in the sheet."""
        return f"{self.at.letters}{self.row}" if self.row else self.at.letters

    @property
    def column(self) -> ColumnRef:
        """The column it stands in: file, sheet, letters."""
        if self.row:
            return self.at
        return self.at._replace(letters=self.at.letters.rstrip(_DIGITS))

    @property
    def letters(self) -> str:
        """The letters of its column, "AB" of "AB12"."""
        return self.column.letters

    @property
    def place(self) -> tuple[str, str]:
        """The sheet it stands in: file, sheet."""
        return self.at[:2]

    @property
    def stands_in_a_cell(self) -> bool:
        """Whether it is the address of a cell, and not a value stated for all rows of a sheet."""
        return self.row != 0 or self.at.letters != ALL_ROWS

    def __str__(self) -> str:
        file, sheet, letters = self.at
        return f"{file}!{sheet}!{letters}{self.row}" if self.row else f"{file}!{sheet}!{letters}"

    def __repr__(self) -> str:
        return f"CellRef(file={self.file!r}, sheet={self.sheet!r}, cell={self.cell!r})"

    def __iter__(self) -> Iterator[str]:
        """File, sheet and address."""
        return iter((self.file, self.sheet, self.cell))

    def __lt__(self, other: CellRef) -> bool:
        return tuple(self) < tuple(other)

    def __gt__(self, other: CellRef) -> bool:
        return tuple(self) > tuple(other)

    def __le__(self, other: CellRef) -> bool:
        return tuple(self) <= tuple(other)

    def __ge__(self, other: CellRef) -> bool:
        return tuple(self) >= tuple(other)

    def __reduce__(self) -> tuple[Any, ...]:
        return cell_at, (self.at, self.row)


cell_at: Callable[[ColumnRef, int], CellRef] = partial(msgspec.StructMeta.__call__, CellRef)
"""The cell of a column in a row (1-based), without its address being written and read."""


@lru_cache(maxsize=4096)
def column_ref(file: str, sheet: str, letters: str) -> ColumnRef:
    """A column; the same one for the same texts."""
    return ColumnRef(file, sheet, letters)


_DIGITS = "0123456789"


def _apart(cell: str) -> tuple[str, int]:
    """Letters and row of an address; the whole of it and 0 where they would not give it again."""
    letters = cell.rstrip(_DIGITS)
    digits = cell[len(letters) :]
    if not digits or digits[0] == "0" or len(digits) > _LONGEST:
        return cell, 0
    return letters, int(digits)


_LONGEST = 9
"""Digits of a row; no format has longer ones."""
