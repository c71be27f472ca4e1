"""Names and places in cells that were decoded wrongly before they came to us: read as they were meant, and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.values import clean, is_name_placeholder
from supplychain_risk.resolve.misread import may_be_misread, repaired, unreadable

_NAMES = ("name", "other_name", "buyer", "supplier_ref", "parent")
_PLACES_AND_GOODS = ("city", "address", "region", "country", "commodity", "origin", "origin_region")
_SHOWN = 120
_EXPORT = "Export the list as UTF-8 (in Excel: CSV UTF-8, or .xlsx) from the program that holds it."


class Readings:
    """Reads the texts of the columns of a table that name something; each distinct text of a column is told of once."""

    def __init__(self, grid: Grid, plan: Plan, tell: Callable[[Problem], None]) -> None:
        self._grid, self._tell = grid, tell
        self._names = frozenset(name_columns(plan))
        self.columns = tuple(sorted({*self._names, *_columns(plan, _PLACES_AND_GOODS)}))
        """Columns that are looked at."""
        self._fine: set[str] = set()
        self._told: dict[tuple[int, str], str] = {}
        self._held: dict[int, Counter[str]] = {}

    def is_fine(self, raw: str) -> bool:
        """Whether a text is read as it stands, and nothing is to be told of it."""
        if raw in self._fine:
            return True
        if (may_be_misread(raw) and repaired(raw)) or unreadable(raw):
            return False
        self._fine.add(raw)
        return True

    def read(self, row: int, column: int, raw: str, text: str) -> str:
        """What a cell says: `text`, which is `raw` cleaned, or what was meant by it."""
        if raw in self._fine:
            return text
        told = self._told.get((column, raw))
        if told is not None:
            return told
        repair = repaired(raw) if may_be_misread(raw) else None
        lost = unreadable(repair.text if repair else raw)
        if repair is None and not lost:
            self._fine.add(raw)
            return text
        meant = clean(repair.text) if repair else text
        if repair:
            self._problem(
                "text-repaired", row, column, raw, f"read as '{_short(meant)}' ({repair.how})", _EXPORT, Fate.NOTE
            )
        if lost and column in self._names and not is_name_placeholder(meant):
            what = "the name cannot be read in full, so lists cannot be searched for it reliably"
            self._problem("name-unreadable", row, column, raw, what, _EXPORT, Fate.VALUE_NOT_USED)
        self._told[column, raw] = meant
        return meant

    def _problem(self, code: str, row: int, column: int, raw: str, message: str, hint: str, fate: Fate) -> None:
        if column not in self._held:
            self._held[column] = Counter(texts[column] for texts in self._grid.rows if column < len(texts))
        number = self._held[column][raw]
        more = f"; {number:,} cells of this column hold the same text" if number > 1 else ""
        self._tell(
            Problem(
                where=self._grid.cell(row, column),
                code=code,
                value=raw,
                message=message + more,
                hint=hint,
                fate=fate,
            )
        )


def name_columns(plan: Plan) -> tuple[int, ...]:
    """The columns that name companies, whatever these are to the row."""
    return tuple(sorted(set(_columns(plan, _NAMES))))


def _columns(plan: Plan, fields: tuple[str, ...]) -> Iterator[int]:
    for source in (plan.fields, *(party.fields for party in plan.parties)):
        for field in fields:
            yield from source.get(field, ())
    if "name" in fields:
        yield from (column for level in plan.levels for column in level)
        yield from (column for party in plan.parties for column in party.names)
    elif plan.combined is not None:
        yield plan.combined


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
