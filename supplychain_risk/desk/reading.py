"""How the inputs are read: the reading of today's files, kept until one of them changes, and its sheets to be shown."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Condition, Thread

from supplychain_risk.account import ColumnReading, SheetReading
from supplychain_risk.desk.choosing import policy_of
from supplychain_risk.desk.folder import Folder, id_of, stamp
from supplychain_risk.domain import Fate, Problem
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.intake import limits
from supplychain_risk.intake.grid import Grid, Opened, column_letters
from supplychain_risk.intake.mapping import (
    FOR_ALL,
    Mappings,
    SheetMapping,
    for_sheet,
    headings_in,
    headings_of,
    load_mapping,
)
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.intake.weights import bits
from supplychain_risk.loading import Loading, Question, load_opened
from supplychain_risk.loading.fixes.reading import read_fixes
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.loading.sources import open_source
from supplychain_risk.policy import LimitsPolicy, Policy
from supplychain_risk.reference import Reference
from supplychain_risk.report.readiness import readiness

ROWS = 40
"""Rows of a sheet that are sent at once."""
COLUMNS = 60
"""Columns of a sheet that are shown; all are read."""
Stamp = tuple[object, ...]
Place = tuple[str, str]
"""File and sheet."""


@dataclass(frozen=True)
class Reading:
    """What the inputs were read as, or why they could not be."""

    opened: tuple[Opened, ...]
    mapping: Mappings
    loading: Loading | None = None
    error: SupplyChainRiskError | None = None
    questions: tuple[Question, ...] = ()

    @property
    def grids(self) -> Iterator[Grid]:
        """Every sheet, in the order of the files; corrections in place where they could be read."""
        for file in self.loading.opened if self.loading else self.opened:
            yield from file.grids

    @cached_property
    def sheets(self) -> Mapping[Place, SheetReading]:
        """What was found on each sheet."""
        files = self.loading.network.account.files if self.loading else ()
        return {(file.name, sheet.name): sheet for file in files for sheet in file.sheets}

    @cached_property
    def problems(self) -> Mapping[Place, Mapping[int, tuple[Problem, ...]]]:
        """Problems by sheet and row."""
        found: dict[Place, dict[int, list[Problem]]] = {}
        for problem in self.loading.network.account.problems if self.loading else ():
            number = re.search(r"\d+$", problem.where.cell)
            if number:
                found.setdefault(problem.where.place, {}).setdefault(int(number[0]), []).append(problem)
        return {place: {row: tuple(of) for row, of in rows.items()} for place, rows in found.items()}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Figures of the whole input."""
        if not self.loading:
            return {}
        network = self.loading.network
        ready = readiness(network)
        sheets = [sheet for sheet in self.sheets.values() if sheet.header_row is not None]
        return {
            "suppliers": len(network.suppliers),
            "can be assessed": ready.suppliers - ready.not_assessed,
            "links": len(network.links),
            "rows read": sum(sheet.rows_read for sheet in sheets),
            "rows set aside": sum(sheet.problem_rows for sheet in sheets),
            "questions": len(self.questions),
        }

    def sheet(self, sheet_id: str, stated: Mappings | None = None) -> SheetView:
        """A sheet by the id that the browser names it by; with what has been stated since it was read.

        Raises:
            InputError: there is none.
        """
        for view in self.views(stated):
            if view.id == sheet_id:
                return view
        raise InputError("there is no such sheet any more", hint="Load the page anew; the files have changed.")

    def views(self, stated: Mappings | None = None) -> Iterator[SheetView]:
        """Every sheet to be shown; with what has been stated since it was read."""
        for grid in self.grids:
            place = (grid.file, grid.name)
            then = for_sheet(self.mapping, grid) or {}
            now = then if stated is None else for_sheet(stated, grid) or {}
            yield SheetView(
                grid, self.sheets.get(place), now, self.problems.get(place, {}), None if now == then else then
            )

    def row(self, file: str, sheet: str, number: int) -> tuple[tuple[str, str], ...]:
        """The cells of a row with their headings, those that hold something."""
        for view in self.views() if self.loading else ():
            if (view.grid.file, view.grid.name) == (file, sheet) and 0 < number <= len(view.grid.rows):
                cells = view.grid.rows[number - 1]
                headings = {column.index: column.heading for column in view.columns}
                return tuple(
                    (headings.get(index, column_letters(index)), text)
                    for index, text in enumerate(cells)
                    if text.strip()
                )
        return ()


@dataclass(frozen=True)
class ColumnView:
    """A column of a sheet: what it was taken for, why and how sure."""

    index: int
    letters: str
    heading: str
    field: str
    sure: str
    why: str


@dataclass(frozen=True)
class RowView:
    """A row of a sheet, with what became of it."""

    number: int
    state: str
    """above, header, used, set aside, blank or unread."""
    cells: tuple[tuple[str, str], ...]
    """Text, and what is to be known of it."""
    told: str


@dataclass(frozen=True)
class SheetView:
    """A sheet as it was read."""

    grid: Grid
    read: SheetReading | None
    stated: SheetMapping
    problems: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    stated_when_read: SheetMapping | None = None
    """What was stated of it when it was read, where something else has been stated since; None where it is the same."""

    @property
    def has_same_rows(self) -> bool:
        """Whether what was stated since leaves the sheet with the row of headings, and so the columns, that it had."""
        then = self.stated if self.stated_when_read is None else self.stated_when_read
        row = self.stated.get("header_row")
        return bool(then.get("ignore")) == self.is_ignored and row in (then.get("header_row"), self.header_row)

    @property
    def key(self) -> str:
        """How a mapping names it."""
        return f"{self.grid.file}!{self.grid.name}"

    @property
    def id(self) -> str:
        """How the browser names it."""
        return id_of(self.key)

    @property
    def header_row(self) -> int | None:
        """The row of headings, 1-based; None where there is none."""
        found = self.read.header_row if self.read else None
        return found if found is not None else self.stated.get("header_row")

    @property
    def is_ignored(self) -> bool:
        """Whether the mapping leaves it out."""
        return bool(self.stated.get("ignore"))

    @property
    def width(self) -> int:
        """Columns that are shown."""
        return min(COLUMNS, max((len(row) for row in self.grid.rows[:1000]), default=0))

    @cached_property
    def columns(self) -> tuple[ColumnView, ...]:
        """Its columns; of a sheet that is not read, those of the row that is stated to be its header."""
        if self.read and self.read.columns:
            read = tuple(_column(one) for one in self.read.columns)
            return read if self.stated_when_read is None else tuple(_stated_since(self.stated, one) for one in read)
        row = self.header_row
        if not row or row > len(self.grid.rows) or (self.read and self.read.header_row is not None):
            return ()
        found = enumerate(headings_in(self.grid.rows[row - 1]))
        return tuple(ColumnView(i, column_letters(i), text, "", "", "the sheet is not read yet") for i, text in found)

    def rows(self, first: int) -> Iterator[RowView]:
        """A window of its rows, from the given one on (1-based)."""
        for number in range(first, min(first + ROWS, len(self.grid.rows) + 1)):
            yield self._row(number)

    def _row(self, number: int) -> RowView:
        texts = [*self.grid.rows[number - 1][: self.width]]
        texts += [""] * (self.width - len(texts))
        found = self.problems.get(number, ())
        of_cell: dict[str, str] = {}
        for problem in found:
            of_cell.setdefault(problem.where.cell, f"{problem.message}. {problem.hint}")
        said = tuple((text, of_cell.get(f"{column_letters(i)}{number}", "")) for i, text in enumerate(texts))
        aside = next((p for p in found if p.fate is Fate.ROW_SET_ASIDE), None)
        return RowView(number, self._state(number, texts, aside), said, aside.message if aside else "")

    def _state(self, number: int, texts: Sequence[str], aside: Problem | None) -> str:
        row = self.read.header_row if self.read else None
        if row is None:
            return "header" if number == self.header_row else "unread"
        if number == row:
            return "header"
        if number < row:
            return "above"
        if not any(text.strip() for text in self.grid.rows[number - 1]):
            return "blank"
        return "set aside" if aside else "used"


def _column(read: ColumnReading) -> ColumnView:
    index = 0
    for letter in read.letters:
        index = index * 26 + ord(letter) - 64
    if read.is_stated:
        sure, why = "stated", "by the mapping"
    elif read.evidence:
        close = read.margin < bits("choice.close")
        over = f" over {read.second}" if read.second else ""
        sure = f"{'close' if close else 'clear'}: {read.margin:.1f} bits{over}"
        why = "; ".join(f"{what} {count:+.1f}" for what, count in read.evidence)
    else:
        sure, why = "", "by its heading and its place among the others" if read.field else "its values travel along"
    return ColumnView(index - 1, read.letters, read.heading, read.field, sure, why)


def _stated_since(stated: SheetMapping, read: ColumnView) -> ColumnView:
    """A column with what was stated of it after it was read."""
    named = {heading: name for name, value in stated.get("columns", {}).items() for heading in headings_of(value)}
    unused = read.heading in headings_of(stated.get("unused"))
    if read.heading not in named and not unused:
        return read
    return replace(read, field=named.get(read.heading, ""), sure="stated", why="by the mapping")


FIELD_CHOICES = tuple(FIELDS.items())
"""What a column can be: canonical column and what it means."""
DEFAULT_CHOICES = tuple((name, FIELDS[name]) for name in FOR_ALL)
"""What can be stated for all rows of a sheet."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The files are being read: what is done, how much of how much, and for how many seconds."""

    what: str
    done: int
    total: int
    seconds: int


class Superseded(Exception):
    """The files have changed since this reading of them was begun, so nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The reading that was made last, of the same lists, and what has changed beside them since."""

    reading: Reading
    only_answers: bool
    """Whether nothing but answers to questions has been added or taken back."""


class Reader:
    """Reads the files of a folder when they have changed, in the background, and keeps what came of it.

    A reading is about the files as they are when it is asked for: their names, sizes and times are looked at each time,
    so that what the command line or another window wrote counts at once. Inputs that did not change are not opened
    again for another mapping or another answer. A reading that is under way when the files change is given up and
    begun anew, so that the third of three changes waits for one reading and not for three.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._turn = Condition()
        self._known: tuple[Stamp, Reading] | None = None
        self._under_way: Stamp | None = None
        self._asked: Stamp | None = None
        self._since = 0.0
        self._at: tuple[str, int, int] = ("Opening the files", 0, 0)
        self._opened: tuple[Stamp, LimitsPolicy, tuple[Opened, ...]] | None = None

    def reading(self, company: str, patience: float) -> Reading | Waiting | None:
        """The reading of the files as they are now; None where there is no input.

        Args:
            company: name of the reporting company.
            patience: seconds to wait; then what is being done is told instead.
        """
        until = time.monotonic() + patience
        while True:
            wanted = self._stamps(company)
            if not wanted[0]:
                return None
            with self._turn:
                if self._known and self._known[0] == wanted:
                    return self._known[1]
                self._asked = wanted
                if self._under_way is None:
                    self._under_way, self._since = wanted, time.monotonic()
                    self._at = ("Opening the files", 0, 0)
                    Thread(target=self._read, args=(wanted, company), daemon=True).start()
                left = until - time.monotonic()
                if left <= 0:
                    return Waiting(*self._at, round(time.monotonic() - self._since))
                self._turn.wait(left)

    def earlier(self, company: str) -> Earlier | None:
        """The last reading, to be shown while the files are read anew; None where the lists are others than then."""
        wanted = self._stamps(company)
        with self._turn:
            if self._known is None or self._known[0][0] != wanted[0] or self._known[1].loading is None:
                return None
            known, reading = self._known
        return Earlier(reading, [a == b for a, b in zip(known, wanted, strict=True)] == [True, True, False, True, True])

    def _stamps(self, company: str) -> Stamp:
        """What the files are now: lists, mapping, answers, policy, and for which company."""
        folder = self._folder
        inputs = tuple(stamp(path) for path in folder.paths())
        return inputs, stamp(folder.mapping), stamp(folder.fixes), stamp(folder.policy), company

    def _read(self, wanted: Stamp, company: str) -> None:
        try:
            found = self._reading(wanted[0], company)
        except Superseded:
            with self._turn:
                self._under_way = None
                self._turn.notify_all()
            return
        except BaseException as error:
            with self._turn:
                self._known = (wanted, Reading((), {}, error=_unexpected(error)))
                self._under_way = None
                self._turn.notify_all()
            raise
        with self._turn:
            self._known, self._under_way = (wanted, found), None
            self._turn.notify_all()

    def _reading(self, inputs: object, company: str) -> Reading:
        opened: tuple[Opened, ...] = ()
        mapping: Mappings = {}
        resolvers = Resolvers.over(Reference.bundled())
        try:
            policy = policy_of(self._folder) or Policy.default()
            if self._opened and self._opened[:2] == ((inputs,), policy.limits):
                opened = self._opened[2]
            else:
                with limits.within(policy.limits):
                    opened, _ = open_source(list(self._folder.paths()), resolvers.reference, self._tick)
                self._opened = ((inputs,), policy.limits, opened)
            mapping = load_mapping(self._folder.mapping) if self._folder.mapping.is_file() else {}
            answered = [read_fixes(self._folder.fixes)] if self._folder.fixes.is_file() else []
            loading = load_opened(
                opened,
                company=company,
                resolvers=resolvers,
                mapping=mapping,
                fixes=answered,
                policy=policy,
                progress=self._tick,
            )
            self._tick("Looking for cells to ask about", 0, 0)
            return Reading(opened, mapping, loading, questions=loading.questions())
        except SupplyChainRiskError as error:
            return Reading(opened, mapping, error=error)

    def _tick(self, what: str, done: int, total: int) -> None:
        with self._turn:
            self._at = (what, done, total)
            if self._asked != self._under_way:
                raise Superseded


def _unexpected(error: BaseException) -> SupplyChainRiskError:
    return InputError(
        f"unexpected {type(error).__name__}: {error}",
        hint="This is a bug in supplychain_risk; your files are as they were. Please report it with what the terminal "
        "shows.",
    )
