"""The account of how a network was read: files, sheets, the fate of every row, problems and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supplychain_risk.domain import CellRef, Problem


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What one column of a table was taken for, why, and how sure that is."""

    letters: str
    """Where it stands: "B"."""
    heading: str
    """As written; "column L" where there is none. A mapping names the column so."""
    field: str
    """Canonical column it is used as; "" where it is not used, and its values travel as attributes."""
    margin: float
    """Lead, in bits, of what it is taken for over the next best; 0 where nothing was weighed."""
    evidence: tuple[tuple[str, float], ...]
    """What spoke for it, in words and bits; empty where nothing was weighed."""
    second: str
    """The next best canonical column; "" where that is no use at all."""
    is_stated: bool = False
    """Whether a mapping says what it is."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What was found on one sheet. `rows_read == used_rows + problem_rows + blank_rows` always holds.

    A sheet without a supplier table has `header_row` None, an empty mapping, zero counts and a `reason`.
    """

    name: str
    header_row: int | None
    mapping: Mapping[str, str]
    """Canonical column → heading as written (several headings for one column are joined with ` + `)."""
    unused: tuple[str, ...]
    """Headings that are not used; their values travel as attributes."""
    rows_read: int
    used_rows: int
    problem_rows: int
    blank_rows: int
    reason: str
    """Why this row is the header, or why the sheet has no supplier table."""
    confidence: float = 0.0
    hidden: bool = False
    doubts: tuple[str, ...] = ()
    """Columns that were close: what each is taken for, and the evidence in bits."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Letters of a column of documents, days or quantities → its heading, which says of what kind they are."""
    columns: tuple[ColumnReading, ...] = ()
    """The columns of its first table, of all where tables stand side by side; none where a sheet is read as a whole."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """One input file: name without folder, format, text encoding where it applies, hash and sheets in order."""

    name: str
    format: str
    encoding: str
    sha256: str
    sheets: tuple[SheetReading, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person put in the place of a cell's text."""

    cell: CellRef
    was: str
    now: str
    person: str
    date: str

    def __str__(self) -> str:
        who = ", ".join(part for part in (self.person or "a person who gave no name", self.date) if part)
        return f"was '{self.was}'; corrected by {who}" if self.was else f"was empty; filled in by {who}"


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """What one sheet gave: distinct suppliers, distinct stated links, distinct countries of its country column."""

    suppliers: int
    links: int
    countries: int


@dataclass(frozen=True, slots=True)
class Account:
    """How a network was read: problems, the account of every row, and the tables that resolved its texts."""

    problems: tuple[Problem, ...] = ()
    files: tuple[FileReading, ...] = ()
    counts: Mapping[tuple[str, str], SheetCounts] = field(default_factory=dict)
    """By (file, sheet)."""
    reference: object = None
    """The `Reference` whose tables resolved the texts, for whoever screens the network; nothing here uses it."""
    corrections: tuple[Correction, ...] = ()
    """Cells that were read with a person's correction in the place of what they hold."""
    mapping: str = ""
    """What a person stated of the sheets (header rows, columns, values for all rows), as JSON; "" where nothing."""
