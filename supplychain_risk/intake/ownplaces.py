"""Columns that speak of the reporting company itself: its clerks, its plants that receive the goods, what it owns,
who buys of it.

Neither is anybody of the chain. A clerk under "Buyer" would be a customer, and a plant beside its vendors would be
supplied by them and lie where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import OTHER, RECEIVING, Meaning
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.whose import UNSAID
from supplychain_risk.resolve.text import key

Rows = Sequence[Sequence[str]]
_MOSTLY = 0.6
"""Share of the buyers that must be persons for the column to be one of clerks."""
_NEARLY_ALL = 0.9
_MAY_TELL_OWN = ("", OTHER, "sector", "parent", "relation", "name", "buyer", "tier")
"""Fields of headings under which a column may say which sites are the company's own; "自有/外协" reads like a name."""
_MAY_TELL_ROLES = ("", OTHER, "sector", "relation", "name", "buyer", "tier")
"""Fields of headings that may ask for a role: "Type" is one of sectors, "Relationship" one between two companies."""
_OF_PARTS = ("part", "parent_part", "level")


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """The columns without what speaks of the company itself."""

    columns: tuple[Column, ...]
    ownership: int | None = None
    """The column that says which rows are the company's own sites."""
    roles: int | None = None
    """The column that says which rows are its customers."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """Columns of which something should be told (a key of `planning.NOTES`)."""


def settle_own_places(columns: Sequence[Column], senses: Senses, rows: Rows) -> OwnPlaces:
    """Find the columns that speak of the company itself; the others come back as they are."""
    notes = {c.index: "received-there" for c in columns if c.field == OTHER and c.sense == RECEIVING and c.filled}
    notes |= {c.index: "buyer-is-a-person" for c in columns if _is_of_clerks(c, columns, senses)}
    notes |= {c.index: "own-plants" for c in columns if _is_of_own_plants(c, columns, rows)}
    settled = tuple(_set_apart(c) if c.index in notes else c for c in columns)
    owned = next((c for c in settled if _tells_own(c, settled)), None)
    if owned is not None:
        settled = tuple(_set_apart(c) if c is owned else c for c in settled)
    asked = any(c.field == "supplier_ref" for c in settled)
    roles = next((c for c in settled if c.tells_roles and c.field in _MAY_TELL_ROLES and not asked), None)
    if roles is not None:
        settled = tuple(_set_apart(c) if c is roles else c for c in settled)
    return OwnPlaces(settled, owned.index if owned else None, roles.index if roles else None, notes)


def _set_apart(column: Column) -> Column:
    return replace(column, meaning=Meaning(OTHER, RECEIVING, 1.0, "of the company itself"), whose=UNSAID)


def _is_of_clerks(column: Column, columns: Sequence[Column], senses: Senses) -> bool:
    """Whether the buyers of a column are persons: then they buy for the company, and are not its customers."""
    nearer = column.field == "name" and column.whose.kind == "nearer"
    if not column.clerk or not column.sample or not (column.field == "buyer" or nearer):
        return False
    listed = {key(t) for c in columns if c.field == "name" and c is not column for t in c.sample}
    persons = [text for text in column.sample if senses.person(text)]
    return len(persons) >= _MOSTLY * len(column.sample) and listed.isdisjoint(map(key, persons))


def _is_of_own_plants(column: Column, columns: Sequence[Column], rows: Rows) -> bool:
    """Whether a bare "Plant" beside vendors is where they deliver: few plants, most of them shared by several vendors.

    Their names bear no legal form. A vendor has a factory or more; that most factories sell through several vendors is
    what no chain looks like.
    """
    if not column.bare_plant or column.field != "name" or column.whose or not column.filled:
        return False
    vendors = [c for c in columns if c.field == "name" and c.sense == "vendor" and not c.whose and c.filled]
    placed = any(c.index != column.index and column.key in c.key.split() and c.field != "name" for c in columns)
    if not vendors or placed or column.looks.companies:
        return False
    served: dict[str, set[str]] = {}
    width = max(column.index, vendors[0].index)
    for row in rows:
        plant, vendor = (key(row[c]) for c in (column.index, vendors[0].index)) if len(row) > width else ("", "")
        if plant and vendor:
            served.setdefault(plant, set()).add(vendor)
    shared = sum(len(found) > 1 for found in served.values())
    ordered = any(c.field == "document" and c.filled for c in columns)
    several = len(set().union(*served.values()))
    few = len(served) < several if ordered else 2 * len(served) <= several
    return few and 2 * shared >= len(served)


def _tells_own(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column says of each row that it is the company's own or a supplier's: "Own plant", "Third party"."""
    if column.field not in _MAY_TELL_OWN or any(c.field in _OF_PARTS and c.filled for c in columns):
        return False
    looks = column.looks
    return looks.own > 0 and looks.external > 0 and looks.own + looks.external >= _NEARLY_ALL
