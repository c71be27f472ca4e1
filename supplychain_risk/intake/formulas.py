"""Formulas whose values are not in the file: programs that write workbooks leave calculating to whoever opens them."""

from __future__ import annotations

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.grid import Grid, column_letters

_SHOWN = 3
HINT = "Open the workbook in a spreadsheet program, let it calculate, and save it."


def without_values(grid: Grid) -> tuple[Problem, ...]:
    """A problem per column of a sheet with formulas that have no value; cells that a person filled in are none."""
    rows_of: dict[int, list[int]] = {}
    for row, column in sorted(grid.uncalculated):
        if not _text(grid, row, column):
            rows_of.setdefault(column, []).append(row)
    return tuple(_problem(grid, column, rows) for column, rows in sorted(rows_of.items()))


def _text(grid: Grid, row: int, column: int) -> str:
    texts = grid.rows[row] if row < len(grid.rows) else ()
    return texts[column] if column < len(texts) else ""


def _problem(grid: Grid, column: int, rows: list[int]) -> Problem:
    cells = [f"{column_letters(column)}{row + 1}" for row in rows]
    first, more = ", ".join(cells[:_SHOWN]), f" and {len(cells) - _SHOWN:,} more" if len(cells) > _SHOWN else ""
    return Problem(
        where=CellRef(grid.file, grid.name, cells[0]),
        code="formula-without-value",
        value="",
        message="the file holds a formula and not its value, so the cell is read as empty"
        if len(cells) == 1
        else f"the file holds {len(cells):,} formulas and not their values, so the cells are read as empty: "
        f"{first}{more}",
        hint=HINT,
        fate=Fate.VALUE_NOT_USED,
    )
