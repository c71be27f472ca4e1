"""Tables that people filled in and gave back: their sheets, row of headings, rows below it, and who signed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.sniff import sniff
from supplychain_risk.intake.textfile import read_text, unpack_gzip
from supplychain_risk.intake.values import clean
from supplychain_risk.intake.workbook import read_workbook
from supplychain_risk.resolve.text import key

ABOUT_SHEET = "Read me"
"""The sheet that says what to do, and in which one signs for all rows."""
_LOOKED_AT = 30
"""Rows in which the headings must stand."""


def grids_of(content: bytes, path: Path, headings: Iterable[str], what: str, hint: str) -> tuple[Grid, ...]:
    """The sheets of a file that people filled in, workbook or text with these headings.

    Raises:
        InputError: it cannot be read; the message calls it no `what`.
    """
    known = {key(heading) for heading in headings}
    try:
        form = sniff(content, path.name)
        if form == "gzip":
            content = unpack_gzip(content, path.name)
            form = sniff(content, path.name)
        if form == "text":
            return (read_text(content, path.name, path.stem, lambda text: key(text) in known)[0],)
        return read_workbook(content, form, path.name)[0]
    except SupplyChainRiskError as error:
        raise InputError(f"this is no {what} ({error.message})", where=path.name, hint=hint) from error


def heading_row(grid: Grid, headings: Iterable[str]) -> int | None:
    """The row, 0-based, in which all of the headings stand; None where none of the first rows has them."""
    wanted = set(map(key, headings))
    for number, cells in enumerate(grid.rows[:_LOOKED_AT]):
        if wanted <= {key(cell) for cell in cells}:
            return number
    return None


def columns_of(grid: Grid, start: int, headings: Mapping[str, str]) -> dict[str, int]:
    """Name → column, 0-based, of those of some headings (name → heading) that stand in a row; the first of each."""
    by_heading = {key(heading): name for name, heading in headings.items()}
    columns: dict[str, int] = {}
    for number, text in enumerate(grid.rows[start]):
        if (name := by_heading.get(key(text))) is not None:
            columns.setdefault(name, number)
    return columns


def rows_below(grid: Grid, start: int, columns: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below a row, 0-based: the number of each, and name → text of what stands in the columns."""
    for number in range(start + 1, len(grid.rows)):
        cells = grid.rows[number]
        yield number, {name: clean(cells[c]) if c < len(cells) else "" for name, c in columns.items()}


def signed(grids: Iterable[Grid], person: str, day: str) -> tuple[str, str]:
    """Name and day that stand for all rows without their own: what stands beside two labels of the sheet "Read me"."""
    about = next((grid for grid in grids if grid.name == ABOUT_SHEET), None)
    rows = about.rows if about else ()
    found = {cells[0].strip(): clean(cells[1]) for cells in rows if len(cells) > 1 and cells[1]}
    return found.get(person, ""), found.get(day, "")
