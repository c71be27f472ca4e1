"""The cells of a row as values: cleaned, split where they list several, each with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from supplychain_risk.addresses import cell_at, column_ref
from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.headingkeys import heading_key, unaccented
from supplychain_risk.intake.matrix import is_ticked
from supplychain_risk.intake.meaning import OWN_SITES
from supplychain_risk.intake.mojibake import Readings
from supplychain_risk.intake.plan import AMOUNTS, Plan
from supplychain_risk.intake.records import (
    ANSWERS,
    Answer,
    LinkRecord,
    OwnershipRecord,
    PartRecord,
    SupplierRecord,
    Value,
)
from supplychain_risk.intake.roles import Roles
from supplychain_risk.intake.values import (
    clean,
    is_cell_error,
    is_name_placeholder,
    may_be_list,
    name_placeholders_among,
    one_line,
    plain_amount,
    split_codes,
    split_list,
    split_parents,
)
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.resolve.answers import TICKS
from supplychain_risk.resolve.text import is_placeholder

_LISTS = {
    "sector": True,
    "commodity": True,
    "hs": True,
    "origin": True,
    "buyer": False,
    "buyer_id": False,
    "other_name": False,
    "tier": False,
}
"""Fields whose cells may list several values, and whether "/" separates them there."""
_OF_CHAIN = ("commodity", "hs")
_ANSWERED = ("due_diligence", "code_of_conduct", "questionnaire", "worker_voice")
LONGEST_PLACEHOLDER = 40
OWN_PRODUCTION = "own-production"
"""Why a row has no supplier: the company makes the part itself."""
DOUBTFUL = frozenset("&%?")
"""What a misread text has in it if it has no letter beyond ASCII."""
NOT_FILLED_DOWN = ("spend", "share", "quantity")
"""A merged amount belongs to its rows together; counting it for each would multiply it."""


def is_doubtful(raw: str) -> bool:
    """Whether a text may have been misread, so that it has to be looked at."""
    return not raw.isascii() or not DOUBTFUL.isdisjoint(raw)


class Row(NamedTuple):
    """A row of a sheet: its number (0-based), its cells as they are, and cleaned."""

    number: int
    raw: Sequence[str]
    texts: Sequence[str]

    def text(self, column: int) -> str:
        """The text in a column, "" where the row ends before it."""
        return self.texts[column] if column < len(self.texts) else ""

    @property
    def filled(self) -> list[str]:
        """The texts of the cells that hold one."""
        return [text for text in self.texts if text]


@dataclass(slots=True)
class Yield:
    """What a table gives, and the account of its rows."""

    suppliers: list[SupplierRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    ownership: list[OwnershipRecord] = field(default_factory=list)
    parts: list[PartRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: int = 0
    set_aside: int = 0
    blank: int = 0

    def add(self, other: Yield) -> None:
        """Append what a further table of the same sheet gives."""
        self.suppliers += other.suppliers
        self.links += other.links
        self.ownership += other.ownership
        self.parts += other.parts
        self.problems += other.problems
        self.used += other.used
        self.set_aside += other.set_aside
        self.blank += other.blank


class RowCells:
    """Reads the cells of one row after another as a plan says; records and problems go to `out`."""

    def __init__(self, grid: Grid, plan: Plan, words: HeadingWords, for_all: Mapping[str, Value]) -> None:
        """`for_all`: what a person stated for all rows; a row's own value goes before."""
        self.for_all = {field: (value,) for field, value in for_all.items()}
        self.grid = grid
        self.words = words
        self.plan = plan
        self._cleaned: dict[str, str] = {"": ""}
        self.placeholders: set[str] = set()
        self._doubtful: set[str] = set()
        """Texts of cells that may have been misread."""
        self._named = -1
        """The last row in which a name was found."""
        self._failed: list[int] = []
        """Columns of the present row that hold an error value instead of a name and are not told of yet."""
        width = max((len(row) for row in grid.rows), default=0)
        self._columns = [column_ref(grid.file, grid.name, column_letters(index)) for index in range(width)]
        self.schemes = frozenset(c.index for c in plan.columns if c.sense == "scheme")
        days = words.days_of_answers if grid.origin else words["day_of_response"]
        self.day_of_answers = next((c.index for c in plan.columns if c.filled and heading_key(c.heading) in days), None)
        self.dated = _ANSWERED if grid.origin else ("due_diligence",)
        self.heading_of = {c.index: c.heading for c in plan.columns}
        # sites are places; that they may be listed companies is looked for as in columns that are not used
        extra = (c for c in plan.columns if c.index not in plan.used or c.sense == OWN_SITES)
        self.extra_columns = tuple((c.index, c.heading) for c in extra)
        self._roles = Roles(words)
        self._own = words["own_production"]
        self._own_two = frozenset(word[:2] for word in self._own)
        self._own_starts: dict[str, bool] = {}
        """First characters of a text → whether one of these words may begin so."""
        self.out = Yield()
        self.readings = Readings(grid, plan, self.out.problems.append)

    def is_own_production(self, text: str) -> bool:
        """Whether what stands in the place of a supplier says that the company makes it itself: "In-house"."""
        start = text[:3]
        may_be = self._own_starts.get(start)
        if may_be is None:
            may_be = self._own_starts[start] = unaccented(start.lstrip("([{<*")[:2]).casefold() in self._own_two
        return may_be and len(text) <= LONGEST_PLACEHOLDER and heading_key(text) in self._own

    def unusual(self, body: Body) -> set[int]:
        """Rows of the body of which something is to be told: an error value, or a text that may have been misread."""
        found = {row - body.first for row, _ in self.grid.errors}
        for index in range(body.width):
            column = body.column(index)
            if "#" in column.all_cleaned:
                found.update(column.rows_where(is_cell_error))
        for index in self.readings.columns:
            column = body.column(index)
            if not column.joined.isascii() or not DOUBTFUL.isdisjoint(column.joined):
                read = self.readings.is_fine
                found.update(column.rows_of({text for text in column.distinct if is_doubtful(text) and not read(text)}))
        return found

    def unnamed(self, body: Body, columns: Sequence[int]) -> set[int]:
        """Rows of the body that have no name in the first of some columns, or one that has to be looked at."""
        column = body.column(columns[0])
        nobody = name_placeholders_among(column.cleaned.values())
        return {
            *body.blank_in(columns[:1]),
            *column.rows_where(lambda text: text in nobody or self.is_own_production(text)),
        }

    def row(self, number: int) -> Row:
        """A row of the sheet (0-based), cleaned; each distinct text is cleaned once."""
        self._failed.clear()
        raw = self.grid.rows[number]
        known = list(map(self._cleaned.get, raw))
        texts = [self._clean(cell) if text is None else text for cell, text in zip(raw, known, strict=True)]
        if not self._doubtful.isdisjoint(raw):
            self._read_anew(number, raw, texts)
        return Row(number, raw, texts)

    def _clean(self, cell: str) -> str:
        text = self._cleaned[cell] = clean(cell)
        if len(text) <= LONGEST_PLACEHOLDER and not "0" <= text[:1] <= "9" and is_placeholder(text):
            self.placeholders.add(text)
        if is_doubtful(cell):
            self._doubtful.add(cell)
        return text

    def _read_anew(self, number: int, raw: Sequence[str], texts: list[str]) -> None:
        """Put what was meant in place of misread texts of a row."""
        for column in self.readings.columns:
            if column < len(raw) and raw[column] in self._doubtful:
                text = self.readings.read(number, column, raw[column], texts[column])
                if text != texts[column]:
                    texts[column] = text
                    if is_placeholder(text):
                        self.placeholders.add(text)

    def value(self, row: Row, column: int, text: str | None = None) -> Value:
        """The value in a column, or a part of it as `text`."""
        shown = row.texts[column] if text is None else text
        if "\n" in shown:
            shown = shown.replace("\n", " ")
        grid = self.grid
        if grid.merged or grid.origin or grid.elsewhere or grid.numbers:
            return Value(shown, row.raw[column], grid.cell(row.number, column))
        # The same as grid.cell(), without its look-ups: this line runs for every value of a sheet.
        return Value(shown, row.raw[column], cell_at(self._columns[column], row.number + 1))

    def values(self, row: Row, fields: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[Value, ...]]:
        """Values by field for one supplier in a row."""
        found: dict[str, tuple[Value, ...]] = {}
        for name, columns in fields.items():
            if name in ANSWERS:
                continue
            values: list[Value] = []
            for column in self._own_stair(row, columns) if self.plan.stairs else columns:
                text = row.text(column)
                if not text:
                    continue
                if text in self.placeholders:
                    if self.grid.is_error(row.number, column):
                        self._error(row, column)
                    continue
                if text[0] == "#" and is_cell_error(text):
                    self._error(row, column)
                    continue
                if name in NOT_FILLED_DOWN and (row.number, column) in self.grid.merged:
                    continue
                values += [self.value(row, column, part) for part in self.said(name, text)]
            if values:
                found[name] = tuple(values)
        return found

    def said(self, field: str, text: str) -> Sequence[str]:
        """What a cell under a field says, one text or several; `text` is no placeholder and no error."""
        if field == "parent":
            return [one_line(part) for part, _ in split_parents(text)]
        if field in _LISTS:
            coded = field == "hs" and "," in text
            parts = split_codes(text) if coded else split_list(text, slash=_LISTS[field])
            return parts if len(parts) == 1 else [part for part in parts if not is_placeholder(part)]
        return (plain_amount(text, self.plan.decimal.get(field, ".")) if field in AMOUNTS else text,)

    def says_itself(self, field: str, texts: str) -> bool:
        """Whether `said` gives each text of a column under a field as it stands; `texts`: all of them in one."""
        return (
            field != "parent"
            and field not in AMOUNTS
            and (field not in _LISTS or not (may_be_list(texts) or (field == "hs" and "," in texts)))
        )

    def _own_stair(self, row: Row, columns: tuple[int, ...]) -> tuple[int, ...]:
        """Columns without those for the parts above the row's own."""
        own = next((i for i in reversed(self.plan.stairs) if row.text(i)), None)
        return tuple(i for i in columns if i == own or i not in self.plan.stairs)

    def ticked(self, row: Row) -> dict[str, tuple[Value, ...]]:
        """What the ticks of a matrix say of the supplier of a row: the headings over them, each at its tick."""
        found: dict[str, list[Value]] = {}
        for tick in self.plan.ticks:
            if is_ticked(row.text(tick.index)):
                said = self.value(row, tick.index, tick.says)
                found.setdefault(tick.field, []).append(said)
        return {name: tuple(values) for name, values in found.items()}

    def supplier(
        self,
        row: Row,
        values: Mapping[str, tuple[Value, ...]],
        fields: Mapping[str, tuple[int, ...]] | None = None,
        *,
        extras: bool = True,
        possible: Mapping[str, tuple[Value, ...]] | None = None,
        bare: bool = False,
    ) -> None:
        """Add a supplier that a row describes, with its answers under `fields` and what no column is used for.

        `possible`: of a company upstream, what the row says of its chain as a whole. What a person stated for all rows
        is said of the company that a row is about; of those upstream only its goods, and perhaps.
        """
        if self.for_all and possible is not None:
            possible = {**{k: v for k, v in self.for_all.items() if k in _OF_CHAIN and k not in values}, **possible}
        elif self.for_all and extras:
            values = {**self.for_all, **values}
        extra = self._extras(row) if fields is not None and extras else ()
        answers = self._answers(row, fields) if fields is not None else ()
        record = SupplierRecord(
            self.grid.file, self.grid.name, row.number + 1, values, extra, answers, possible=possible or {}, bare=bare
        )
        self.out.suppliers.append(record)

    def note(self, code: str, about: Value, message: str, hint: str) -> None:
        """Note something about a value that is used all the same."""
        self.out.problems.append(
            Problem(where=about.cell, code=code, value=about.raw, message=message, hint=hint, fate=Fate.NOTE)
        )

    @staticmethod
    def is_answer(text: str) -> bool:
        """Whether a text under a heading that asks something answers it."""
        return any(map(str.isalnum, text)) or text in TICKS

    def _answers(self, row: Row, fields: Mapping[str, tuple[int, ...]]) -> tuple[Answer, ...]:
        """What a row says under headings that ask something; a dash alone is no answer."""
        found: list[Answer] = []
        day = self.day_of_answers
        dated = self.value(row, day) if day is not None and day < len(row.texts) and row.texts[day] else None
        for name in ANSWERS:
            for column in fields.get(name, ()):
                text = row.text(column)
                if not self.is_answer(text):
                    continue
                if text[0] == "#" and is_cell_error(text):
                    self._error(row, column)
                    continue
                value = self.value(row, column)
                when = dated if name in self.dated else None
                found.append(Answer(name, self.heading_of[column], value, when, column in self.schemes))
        return tuple(found)

    def _error(self, row: Row, column: int) -> None:
        self.out.problems.append(
            Problem(
                where=self.grid.cell(row.number, column),
                code="cell-error",
                value=row.raw[column],
                message="an error value of a formula",
                hint="Correct the formula.",
                fate=Fate.VALUE_NOT_USED,
            )
        )

    def name(self, row: Row, columns: Sequence[int]) -> tuple[Value | None, str]:
        """The name of a supplier in a row, or why there is none: "", placeholder-name, own-production or cell-error."""
        why = ""
        found = -1
        for column in columns:
            text = row.text(column)
            if not text:
                continue
            is_error = self.grid.is_error(row.number, column)
            if not is_error and is_name_placeholder(text):
                why = why or "placeholder-name"
            elif self.is_own_production(text):
                why = why or OWN_PRODUCTION
            elif is_error or is_cell_error(text):
                why = why or "cell-error"
                self._failed.append(column)
            else:
                found = column
                self._named = row.number
                break
        if self._named == row.number:  # a row without any name is set aside, which tells of the error by itself
            for column in self._failed:
                self._error(row, column)
            self._failed.clear()
        return (self.value(row, found), "") if found >= 0 else (None, why)

    def is_of_customer(self, row: Row) -> bool:
        """Whether a column says that the company of a row is a customer, and no supplier."""
        return self.plan.roles is not None and self.says_customer(row.text(self.plan.roles))

    def says_customer(self, text: str) -> bool:
        """Whether a text of the column that tells customers from suppliers says customer."""
        return self._roles.is_customer(heading_key(self.heading_of[self.plan.roles or 0]), text)

    def _extras(self, row: Row) -> tuple[tuple[str, Value], ...]:
        return tuple(
            (heading, self.value(row, i)) for i, heading in self.extra_columns if i < len(row.texts) and row.texts[i]
        )
