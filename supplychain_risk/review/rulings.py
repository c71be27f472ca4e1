"""Rulings: what reviewers wrote into a dispositions file, row by row, each with its cell and what is wrong with it.

The file is the workbook that `screen` writes (`review/workbook.py`), or the same table as text. A row without a
verdict is an open question and no ruling.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import InputError
from supplychain_risk.files import file_content
from supplychain_risk.intake import limits
from supplychain_risk.intake.filledin import columns_of, grids_of, heading_row, rows_below, signed
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.values import clean
from supplychain_risk.resolve.text import key
from supplychain_risk.review.given import given_as
from supplychain_risk.review.marks import is_mark

FILE_NAME = "dispositions.xlsx"
SHEET = "Dispositions"
EARLIER_SHEET = "Earlier verdicts"


class Verdict(StrEnum):
    """What a reviewer says of a match."""

    TRUE_MATCH = "true_match"
    """The supplier is the listed one, or one that the entry reaches."""
    FALSE_POSITIVE = "false_positive"
    """The supplier is another company: the match is cleared."""
    IN_REVIEW = "in_review"
    """Somebody is looking."""


HEADINGS: Mapping[str, str] = {
    "supplier": "Supplier id",
    "supplier_name": "Supplier",
    "country": "Country",
    "cells": "Cells",
    "code": "Match",
    "listed_name": "Listed name",
    "list_name": "List",
    "entry": "Entry",
    "score": "Score",
    "why": "Why it matched",
    "verdict": "Verdict",
    "reason": "Reason",
    "person": "Your name",
    "day": "Date",
    "until": "Expires",
    "earlier": "Earlier verdict",
    "edition": "List edition",
    "supplier_mark": "Supplier fingerprint",
    "entry_mark": "Entry fingerprint",
}
"""Field of a row → heading of its column."""
ANSWERS = ("verdict", "reason", "person", "day", "until")
"""What a reviewer fills in; everything else is ours."""
NEEDED = ("supplier", "list_name", "entry", "verdict", "supplier_mark", "entry_mark")
_HINT = "Give the dispositions.xlsx that `screen` wrote, with verdicts in it, or the same table as .csv."

Key = tuple[str, str, str]
"""(supplier id, list, entry): what a verdict is about."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a dispositions file, as text; what it is about and what a reviewer wrote."""

    supplier: str
    supplier_name: str = ""
    country: str = ""
    cells: str = ""
    code: str = ""
    listed_name: str = ""
    list_name: str = ""
    entry: str = ""
    score: str = ""
    why: str = ""
    verdict: str = ""
    reason: str = ""
    person: str = ""
    day: str = ""
    until: str = ""
    earlier: str = ""
    edition: str = ""
    supplier_mark: str = ""
    entry_mark: str = ""

    @property
    def key(self) -> Key:
        """What the row is about, in the form in which a spreadsheet gives it back."""
        return match_key(self.supplier, self.list_name, self.entry)

    @property
    def is_answered(self) -> bool:
        """Whether a reviewer wrote anything."""
        return bool(self.verdict or self.reason or self.until)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A row with a verdict and its cell. `verdict` and `day` are None where the row is faulty; then nothing applies."""

    row: Row
    where: CellRef
    verdict: Verdict | None = None
    day: date | None = None
    until: date | None = None

    @property
    def is_sound(self) -> bool:
        """Whether the row can be applied."""
        return self.verdict is not None and self.day is not None

    @property
    def in_words(self) -> str:
        """ "cleared by A. Reviewer on 2026-05-01 because …"."""
        said = {
            Verdict.TRUE_MATCH: "confirmed as a true match",
            Verdict.FALSE_POSITIVE: "cleared",
            Verdict.IN_REVIEW: "taken into review",
        }
        what = said[self.verdict] if self.verdict else f"'{self.row.verdict}'"
        return f"{what} by {self.row.person} on {self.day} because: {self.row.reason.rstrip('. ')}"


@dataclass(frozen=True, slots=True)
class RulingFile:
    """A dispositions file: its rulings, sound and faulty, and the problems of its rows."""

    name: str
    sha256: str
    rulings: tuple[Ruling, ...]
    problems: tuple[Problem, ...]


def match_key(supplier: str, list_name: str, entry: str) -> Key:
    """The key of a match, of what is left of its parts once a spreadsheet has held them."""
    return (plain(supplier), key(list_name), plain(entry))


def plain(text: str) -> str:
    """Without control and invisible characters, runs of blanks as one, and no longer than a cell surely holds."""
    seen = "".join(c for c in clean(text) if unicodedata.category(c)[0] != "C" or c in "\n\t")
    return " ".join(seen.split())[:_LONGEST]


_LONGEST = 1_000


def read_rulings(path: Path) -> RulingFile:
    """Read a dispositions file, workbook or text.

    Raises:
        MissingFile: there is no such file.
        InputError: it is no table, or has no sheet with the columns of a dispositions file.
    """
    content, tables, person, day = _tables(path)
    rulings: list[Ruling] = []
    problems: list[Problem] = []
    for grid, start in tables:
        for _, place, row in _rows(grid, start, person, day):
            if row.is_answered:
                ruling, faults = _checked(row, place)
                rulings.append(ruling)
                problems.extend(faults)
    return RulingFile(given_as(path).name, hashlib.sha256(content).hexdigest(), tuple(rulings), tuple(problems))


def read_rows(path: Path) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """All rows of a dispositions file, decided or not, and those of its earlier verdicts, each with its own signature.

    Raises:
        MissingFile: there is no such file.
        InputError: it is no table, or has no sheet with the columns of a dispositions file.
    """
    _, tables, person, day = _tables(path)
    found: dict[bool, list[Row]] = {False: [], True: []}
    for grid, start in tables:
        for is_earlier, _, row in _rows(grid, start, person, day):
            if row.supplier:
                found[is_earlier].append(row)
    return tuple(found[False]), tuple(found[True])


def fault_of(row: Row) -> str:
    """Why a row with a verdict could not be applied, in a sentence; "" where it can."""
    grid = Grid("", SHEET, ())
    _, faults = _checked(row, _Place(grid, 0, {"verdict": 0}))
    return f"{faults[0].message}. {faults[0].hint}" if faults else ""


def _tables(path: Path) -> tuple[bytes, list[tuple[Grid, int]], str, str]:
    """The content of a dispositions file, its tables with the row of their headings, and who signed it and when."""
    content = file_content(path, _HINT, most=limits.most("file_bytes"), what="the dispositions")
    grids = grids_of(content, given_as(path), HEADINGS.values(), "dispositions file", _HINT)
    needed = [HEADINGS[name] for name in NEEDED]
    tables = [(grid, start) for grid in grids if (start := heading_row(grid, needed)) is not None]
    if not tables:
        wanted = ", ".join(HEADINGS[name] for name in NEEDED)
        raise InputError(
            f"this is no dispositions file: no sheet has the columns {wanted}", where=path.name, hint=_HINT
        )
    person, day = signed(grids, HEADINGS["person"], HEADINGS["day"])
    return content, tables, person, day


def _rows(grid: Grid, start: int, person: str, day: str) -> Iterator[tuple[bool, _Place, Row]]:
    """Each row of a table: whether it is of the earlier verdicts, its place, and what it says; answers are signed."""
    columns = columns_of(grid, start, HEADINGS)
    is_earlier = grid.name == EARLIER_SHEET
    for number, values in rows_below(grid, start, columns):
        row = Row(**{"supplier": "", **values})
        if row.is_answered and not is_earlier:
            row = replace(row, person=row.person or person, day=row.day or day)
        yield is_earlier, _Place(grid, number, columns), row


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of a sheet, for the addresses of its cells."""

    grid: Grid
    number: int
    columns: Mapping[str, int]

    def cell(self, name: str) -> CellRef:
        column = self.columns.get(name, self.columns["verdict"])
        return CellRef(self.grid.file, self.grid.name, f"{column_letters(column)}{self.number + 1}")

    def problem(self, name: str, code: str, value: str, message: str, hint: str) -> Problem:
        return Problem(
            where=self.cell(name), code=code, value=value, message=message, hint=hint, fate=Fate.ROW_SET_ASIDE
        )


def _checked(row: Row, place: _Place) -> tuple[Ruling, list[Problem]]:
    """A row as a ruling, and everything that is wrong with it; one fault is enough to apply nothing of it."""
    problems: list[Problem] = []

    def fault(name: str, code: str, value: str, message: str, hint: str) -> None:
        problems.append(place.problem(name, code, value, f"{message}; this row is not applied", hint))

    verdict = _verdict(row.verdict)
    if verdict is None:
        known = ", ".join(Verdict)
        if row.verdict:
            fault(
                "verdict", "disposition-verdict-unknown", row.verdict, "this is no verdict", f"Write one of: {known}."
            )
        else:
            fault("verdict", "disposition-incomplete", "", "there is no verdict", f"Write one of: {known}.")
    for name, hint in (
        ("reason", "Write what tells the two companies apart, or shows that they are one."),
        ("person", "Write who decided."),
        ("day", "Write the day of the decision as YYYY-MM-DD."),
    ):
        if not getattr(row, name):
            heading = HEADINGS[name].lower()
            fault(name, "disposition-incomplete", "", f"a verdict needs a {heading}", hint)
    day, until = day_of(row.day), day_of(row.until)
    for name, value, text in (("day", day, row.day), ("until", until, row.until)):
        if text and value is None:
            fault(name, "disposition-date-unclear", text, "this is no date", "Write it as YYYY-MM-DD.")
    if day and until and until < day:
        fault(
            "until", "disposition-date-unclear", row.until, "it expires before it was made", "Correct one of the dates."
        )
    for name in ("supplier", "list_name", "entry"):
        if not getattr(row, name):
            heading = HEADINGS[name]
            hint = "Copy the row from the dispositions.xlsx that `screen` wrote."
            fault(name, "disposition-incomplete", "", f"'{heading}' is empty, so nobody knows what this is about", hint)
    for name in ("supplier_mark", "entry_mark"):
        text = getattr(row, name)
        if not is_mark(text):
            what = "without the fingerprint it cannot be told whether anything has changed since"
            hint = "Copy the fingerprints from the dispositions.xlsx that `screen` wrote."
            fault(name, "disposition-incomplete", text, what, hint)
    where = place.cell("verdict")
    if problems:
        return Ruling(row, where), problems
    return Ruling(row, where, verdict, day, until), []


def _verdict(text: str) -> Verdict | None:
    plain = re.sub(r"[\s_-]+", "_", text.strip().lower())
    return Verdict(plain) if plain in set(Verdict) else None


def day_of(text: str) -> date | None:
    """ISO dates only: 6/1/2026 is one day in Boston and another in Berlin."""
    try:
        return date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d(?: 00:00:00)?", text) else None
    except ValueError:
        return None


def all_rulings(files: Sequence[RulingFile]) -> tuple[Ruling, ...]:
    """The rulings of several files in order."""
    return tuple(ruling for file in files for ruling in file.rulings)
