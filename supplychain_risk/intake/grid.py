"""A sheet as it was read: rows of text, with what is needed to give each value its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from supplychain_risk.domain import CellRef, Problem


@lru_cache(maxsize=4096)
def column_letters(index: int) -> str:
    """0 → "A", 26 → "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: `rows[r][c]` is the text of the cell in sheet row r + 1 and column c; rows may differ in length."""

    file: str
    name: str
    rows: Sequence[Sequence[str]]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Cells below the first of a merged range → the cell that holds its text (both 0-based)."""
    header_merges: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column), 0-based: headings above several columns."""
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """Rows that a reader of the workbook does not see (hidden or filtered out), 0-based."""
    hidden_columns: tuple[int, ...] = ()
    origin: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Where the rows were rearranged (a fact sheet): cell → the cell of the sheet it comes from (both 0-based)."""

    def cell(self, row: int, column: int) -> CellRef:
        """Reference of a cell; a merged cell refers to the cell that holds the text, a rearranged one to its origin."""
        if self.origin:
            row, column = self.origin.get((row, column), (row, column))
        if self.merged:
            row, column = self.merged.get((row, column), (row, column))
        return CellRef(self.file, self.name, f"{column_letters(column)}{row + 1}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read, before anything is made of it."""

    name: str
    format: str
    encoding: str
    sha256: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...] = ()
