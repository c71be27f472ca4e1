"""How much room the sheets of a book take: calamine reserves the whole rectangle up to the last row and column used.

More than there is ends the process, and nothing can catch that; so the rectangle is known before calamine reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.intake.archive import damaged
from supplychain_risk.intake.details import Cell
from supplychain_risk.intake.grid import column_letters

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""What a sheet holds at most in any spreadsheet program."""
_SPARSE = 10
"""A large sheet with fewer than one cell in so many is looked through for cells far from all others."""
_FEW = 20
"""Cells that may be left out of a sheet because they lie far from all others."""
_LOOKS = 4
"""How often such cells are looked for: those to the right, those below, and both again."""
_APART_COLUMNS, _APART_ROWS = 100, 1_000
"""Empty columns or rows between a table and a cell far from it; and there are at least as many as the table has."""

Filled = Callable[[], Iterator[Cell]]
"""Gives the cells that hold something, anew each time it is called."""


class Room:
    """Counts the cells and the text of all sheets of a book, so that more than can be held is refused."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cells = 0
        self._characters = 0
        self.problems: list[Problem] = []
        """Cells that are left out."""

    def take(
        self, sheet: str, rows: int, columns: int, cells: int, filled: Filled | None = None, farthest: str = ""
    ) -> frozenset[Cell]:
        """Count a sheet whose cells reach as far as a row and a column; the cells of it that are to be left out.

        None is left out unless `filled` says which there are. `farthest`: the cells that reach so far.

        Raises:
            UnreadableFile: there are no such cells in any sheet, or they are too many.
        """
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            raise damaged("it has cells outside of any sheet", self._file)
        left_out: frozenset[Cell] = frozenset()
        area = rows * columns
        if filled and area > limits.SPARSE_FROM and cells * _SPARSE < area:
            left_out, rows, columns = _strays(filled)
            self.problems += [_stray(CellRef(self._file, sheet, _address(cell)), area) for cell in sorted(left_out)]
        if rows * columns > limits.most("cells"):
            reach = f"; farthest out lie {farthest}" if farthest else ""
            raise UnreadableFile(
                f"sheet '{sheet}' uses cells as far as {_address((rows - 1, columns - 1))}, a range of "
                f"{rows * columns:,} cells, and {limits.can_be_read('cells')}{reach}",
                where=self._file,
                hint="Delete the rows and columns beyond the table (select them, Delete, save) and try again.",
            )
        self._cells += rows * columns
        if self._cells > limits.most("cells"):
            raise UnreadableFile(
                f"the sheets up to '{sheet}' use {self._cells:,} cells together, and {limits.can_be_read('cells')}",
                where=self._file,
                hint="Save only the sheets with suppliers to a new workbook.",
            )
        return left_out

    def take_text(self, characters: int) -> None:
        """Count the characters in the cells of a sheet.

        Raises:
            UnreadableFile: they are too many.
        """
        self._characters += characters
        if self._characters > limits.most("characters"):
            raise UnreadableFile(
                f"the cells of the workbook hold {self._characters:,} characters together, and "
                f"{limits.can_be_read('characters')}",
                where=self._file,
                hint="Save only the sheets with suppliers to a new workbook, without long remarks.",
            )


def _address(cell: Cell) -> str:
    return f"{column_letters(cell[1])}{cell[0] + 1}"


def _stray(where: CellRef, cells: int) -> Problem:
    return Problem(
        where=where,
        code="stray-cell",
        value="",
        message=f"this cell lies far from all others and is left out: with it, the sheet would have {cells:,} cells",
        hint="Delete it, or move it to the table.",
        fate=Fate.VALUE_NOT_USED,
    )


def _strays(filled: Filled) -> tuple[frozenset[Cell], int, int]:
    """Cells that lie far to the right of or below all others, a few at most; rows and columns of what is left."""
    left_out: frozenset[Cell] = frozenset()
    look = 0
    while True:
        by_row: Counter[int] = Counter()
        by_column: Counter[int] = Counter()
        for cell in filled():
            if cell not in left_out:
                by_row[cell[0]] += 1
                by_column[cell[1]] += 1
        rows, columns = max(by_row, default=-1) + 1, max(by_column, default=-1) + 1
        few = _FEW - len(left_out)
        below, number_below = _far(by_row, _APART_ROWS, few)
        right, number_right = _far(by_column, _APART_COLUMNS, few)
        look += 1
        if look > _LOOKS or rows * columns <= limits.SPARSE_FROM or not number_below + number_right:
            return left_out, rows, columns
        if number_right and (not number_below or number_right <= number_below):
            left_out |= {cell for cell in filled() if cell[1] >= right}
        else:
            left_out |= {cell for cell in filled() if cell[0] >= below}


def _far(counts: Counter[int], apart: int, few: int) -> tuple[int, int]:
    """The first row or column beyond a wide gap that few cells lie beyond, and how many; 0 where there is none."""
    lines = sorted(counts)
    cells = 0
    for at in range(len(lines) - 1, 0, -1):
        cells += counts[lines[at]]
        if cells > few:
            break
        if lines[at] - lines[at - 1] > max(apart, lines[at - 1]):
            return lines[at], cells
    return 0, 0


def column_number(letters: str) -> int:
    """ "A" → 1, "aa" → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
