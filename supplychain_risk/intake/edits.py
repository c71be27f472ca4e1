"""Rows of a table as they are being put in order: cells that are filled in refer to the cell that holds their text."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.grid import Grid

Cell = tuple[int, int]
"""Row and column, 0-based."""


class Edits:
    """The rows of a table, and what is written into them. The grid itself stays as it is."""

    def __init__(self, grid: Grid, start: int, end: int) -> None:
        """`start`: the row (0-based) below the header; `end`: exclusive."""
        self.grid = grid
        self.rows: list[Sequence[str]] = list(grid.rows)
        self.merged: dict[Cell, Cell] = dict(grid.merged)
        self.body = [n for n in range(start, end) if any(text.strip() for text in grid.rows[n])]

    def text(self, row: int, column: int) -> str:
        """What a cell holds by now, without the blanks around it."""
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def put(self, row: int, column: int, text: str, source: Cell | None = None) -> None:
        """Write a text into a cell; `source` is the cell it was taken from."""
        cells = list(self.rows[row])
        cells += [""] * (column + 1 - len(cells))
        cells[column] = text
        self.rows[row] = cells
        if source is not None:
            self.merged[row, column] = self.merged.get(source, source)

    def is_total(self, number: int) -> bool:
        """Whether a row speaks of a total."""
        raise NotImplementedError

    def note(self, code: str, row: int, column: int, value: str, message: str, hint: str, cells: int = 1) -> Problem:
        """What is told of a change."""
        where = self.grid.cell(row, column)
        return Problem(where=where, code=code, value=value, message=message, hint=hint, fate=Fate.NOTE, cells=cells)
