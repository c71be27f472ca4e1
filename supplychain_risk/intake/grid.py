"""A sheet as it was read: rows of text, with what is needed to give each value its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from supplychain_risk.addresses import cell_at, column_ref
from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake import limits


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
    errors: frozenset[tuple[int, int]] = frozenset()
    """Cells of the sheet that hold an error value, 0-based; elsewhere "#N/A" is a text that somebody wrote."""
    uncalculated: tuple[tuple[int, int], ...] = ()
    """Cells with a formula whose value is not in the file, 0-based."""
    origin: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Where the rows were rearranged (a fact sheet): cell → the cell of the sheet it comes from (both 0-based)."""

    elsewhere: Mapping[tuple[int, int], CellRef] = field(default_factory=dict)
    """Cells whose text stands in another place: moved back under its heading, or joined from another sheet."""

    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """Cells whose format moves their text to the right, and how far."""
    outline: Mapping[int, int] = field(default_factory=dict)
    """Rows that are grouped under another, and how deep, where the row they are grouped under stands above them."""
    above: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Rows of parts and the rows of the parts they go into, where another sheet says which go into which."""

    ids: frozenset[int] = frozenset()
    """Columns of ids by which this table and another refer to one another, whatever their headings say."""
    label: int = -1
    """Column of the names of its rows, whatever its heading says; -1 where headings tell."""
    stages: Mapping[int, int] = field(default_factory=dict)
    """Columns of companies under a stage of the chain and nothing else ("Fabric"): column → how far up it is."""
    numbers: Sequence[int] = ()
    """Where the rows were taken out of a longer sheet: the number (1-based) of each in it."""

    @property
    def first_filled(self) -> int | None:
        """The first row, 0-based, that has a text; None where none has."""
        return next((number for number, row in enumerate(self.rows) if any(map(str.strip, row))), None)

    def cell(self, row: int, column: int) -> CellRef:
        """Reference of a cell; a merged cell refers to the cell that holds the text, a rearranged one to its origin."""
        if self.elsewhere and (place := self.elsewhere.get((row, column))) is not None:
            return place
        if self.origin:
            row, column = self.origin.get((row, column), (row, column))
        if self.merged:
            row, column = self.merged.get((row, column), (row, column))
        number = self.numbers[row] if self.numbers else row + 1
        return cell_at(column_ref(self.file, self.name, column_letters(column)), number)

    def is_error(self, row: int, column: int) -> bool:
        """Whether a cell holds an error value."""
        return bool(self.errors) and self.origin.get((row, column), (row, column)) in self.errors


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read, before anything is made of it."""

    name: str
    format: str
    encoding: str
    sha256: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...] = ()


def with_changes(
    opened: Sequence[Opened], changed: Mapping[tuple[int, int], Grid], notes: Mapping[int, Sequence[Problem]]
) -> tuple[Opened, ...]:
    """The files with other sheets, by numbers of file and sheet, and with further problems, by number of the file."""
    return tuple(
        replace(
            file,
            grids=tuple(changed.get((f, s), grid) for s, grid in enumerate(file.grids)),
            problems=(*file.problems, *notes.get(f, ())),
        )
        for f, file in enumerate(opened)
    )


def columns_not_read(file: str, sheet: str, width: int) -> Problem:
    """The problem of a sheet that is wider than what is kept of it."""
    first = column_letters(limits.most("columns"))
    return Problem(
        where=CellRef(file, sheet, f"{first}1"),
        code="columns-not-read",
        value="",
        message=f"the sheet has {width:,} columns, and {limits.most('columns'):,} are read "
        f"(limits.columns of the policy); those from {first} on are not",
        hint="Delete the columns beyond the table, or save the columns that count to a new sheet.",
        fate=Fate.VALUE_NOT_USED,
    )
