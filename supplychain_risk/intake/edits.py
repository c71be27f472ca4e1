"""Rows of a table as they are being put in order: cells that are filled in refer to the cell that holds their text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.body import Body

Cell = tuple[int, int]
"""Row and column, 0-based."""


class Edits:
    """The rows of a table, and what is written into them. The grid itself stays as it is."""

    def __init__(self, body: Body) -> None:
        self.grid = grid = body.grid
        self.rows: list[Sequence[str]] = list(grid.rows)
        self.merged: dict[Cell, Cell] = dict(grid.merged)
        self.body = body.filled
        """The rows of the table (0-based) that are not blank."""
        self._as_read = body
        self._changed: set[int] = set()
        """Columns that something was written into."""

    def text(self, row: int, column: int) -> str:
        """What a cell holds by now, without the blanks around it."""
        cells = self.rows[row]
        return cells[column].strip() if column < len(cells) else ""

    def distinct(self, column: int) -> Collection[str]:
        """What the cells of a column hold by now, each once; perhaps with "" where none is blank."""
        if column in self._changed:
            return {self.text(number, column) for number in self.body}
        texts = self._as_read.column(column)
        return texts.distinct if texts.is_clean else set(map(str.strip, texts.distinct))

    def is_full(self, column: int) -> bool:
        """Whether each row of the table that is not blank has something in a column by now."""
        if column not in self._changed and self._as_read.column(column).is_full:
            return True
        return all(self.text(number, column) for number in self.body)

    def put(self, row: int, column: int, text: str, source: Cell | None = None) -> None:
        """Write a text into a cell; `source` is the cell it was taken from."""
        self._changed.add(column)
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
