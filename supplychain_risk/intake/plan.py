"""The plan of one table: how each of its columns is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.records import ANSWERS

Fields = Mapping[str, tuple[int, ...]]
"""Field → indexes of the columns that hold it, best first."""

SEVERAL = frozenset(
    (
        "other_name",
        "address",
        "sector",
        "commodity",
        "hs",
        "origin",
        "parent",
        "vat",
        "registration",
        "document",
        "line_date",
        *ANSWERS,
    )
)
"""Columns of which a sheet may have several, all used."""

AMOUNTS = ("spend", "quantity")
"""Columns of amounts, which may be written with a decimal comma."""

OF_LINK = (
    "commodity",
    "hs",
    "origin",
    "origin_region",
    "quantity",
    "unit",
    "line_date",
    "document",
    "payee",
    "spend",
    "share",
)
"""What a line says of the goods that travel along it."""


@dataclass(frozen=True, slots=True)
class Made:
    """Goods that the heading of a column of companies names."""

    column: int
    goods: str


@dataclass(frozen=True, slots=True)
class Party:
    """A company that each row names besides the one it is about, with the columns that speak of it."""

    names: tuple[int, ...]
    fields: Fields
    steps: int
    """Links from the row's subject: -1 is supplied by it, 1 supplies it, 2 supplies that one …"""
    tier: int | None = None
    """The tier that its heading states."""
    said: str = ""
    """The words of its heading that place it: "tier 2", "sub", "fabric"; "" for a vendor beside its sites."""
    made: Made | None = None
    """The goods that its heading names ("Cotton supplier", "Ginner"), if it names any."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A column of a matrix: its heading is a good (or a country), its ticks say which suppliers have it."""

    index: int
    field: str
    says: str
    """The good or country, as the heading names it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the columns of one table are used. Fields map to column indexes, best first."""

    columns: tuple[Column, ...]
    fields: Fields
    """Of the company that a row is about (its subject), and of the row as a whole."""
    tier: int | None = None
    """The tier that the heading of the subject states."""
    made: Made | None = None
    """The goods that the heading of the subject names, where no column says what it sells."""
    parties: tuple[Party, ...] = ()
    """Other companies of a row, nearest to the reporting company first."""
    levels: tuple[tuple[int, ...], ...] = ()
    """Columns of owners, nearest first; each level owns the one before it."""
    combined: int | None = None
    """A column with city and country in one cell."""
    ticks: tuple[Tick, ...] = ()
    """Columns of a matrix of suppliers and goods."""
    stairs: tuple[int, ...] = ()
    """Columns for one depth of parts each: the last one that a row fills is its part, and says how deep it lies."""
    ownership: int | None = None
    """The column that says which rows are the company's own sites."""
    roles: int | None = None
    """The column that tells customers of the company from its suppliers."""
    decimal: Mapping[str, str] = field(default_factory=dict)
    """Column of `AMOUNTS` → its decimal mark, "." where none is said."""
    is_links: bool = False
    notes: Mapping[int, str] = field(default_factory=dict)
    """Columns about which something should be told: index → why (a key of `planning.NOTES`)."""

    @property
    def nearer(self) -> Party | None:
        """The company that the subject supplies, where each row names it."""
        return next((party for party in reversed(self.parties) if party.steps < 0), None)

    @property
    def further(self) -> tuple[Party, ...]:
        """The companies upstream of the subject, nearest first."""
        return tuple(party for party in self.parties if party.steps > 0)

    def _sources(self) -> Iterator[Fields]:
        """Fields of every company: the subject's first where nothing is nearer."""
        yield from ({"name": p.names, **p.fields} for p in self.parties if p.steps < 0 and p.said)
        yield self.fields
        yield from (
            {"name": p.names, **p.fields} if p.said else p.fields for p in self.parties if not (p.steps < 0 and p.said)
        )

    @property
    def taken(self) -> dict[int, str]:
        """Index of a column → the canonical column that it is used as; of several, the one of the nearest company."""
        found = {self.nearer.names[0]: "buyer"} if self.nearer is not None and not self.nearer.said else {}
        for source in self._sources():
            for name, indexes in source.items():
                for index in indexes:
                    found.setdefault(index, name)
        for indexes in self.levels:
            for index in indexes:
                found.setdefault(index, "parent")
        for one, name in ((self.combined, "country"), (self.ownership, "tier")):
            if one is not None:
                found.setdefault(one, name)
        for tick in self.ticks:
            found.setdefault(tick.index, tick.field)
        return found

    @property
    def mapping(self) -> dict[str, str]:
        """Canonical column → heading as written."""
        names = {column.index: column.heading for column in self.columns}
        parts: dict[str, list[int]] = {}
        for source in self._sources():
            for name, indexes in source.items():
                parts.setdefault(name, []).extend(i for i in indexes if i not in parts.get(name, []))
        vendor = self.nearer
        if vendor is not None and not vendor.said:
            parts.setdefault("buyer", []).insert(0, vendor.names[0])
        if self.combined is not None:
            parts.setdefault("country", []).append(self.combined)
        if self.ownership is not None:
            parts.setdefault("tier", []).append(self.ownership)
        for tick in self.ticks:
            parts.setdefault(tick.field, []).append(tick.index)
        aliases = set(parts.get("other_name", ()))  # an alias that steps in for a missing name is shown once
        if "name" in parts:
            parts["name"] = [i for i in parts["name"] if i not in aliases] or parts["name"]
        return {name: " + ".join(names[i] for i in parts[name]) for name in sorted(parts) if parts[name]}

    @property
    def used(self) -> frozenset[int]:
        """Indexes of all columns in use."""
        used = {i for fields in (self.fields, *(p.fields for p in self.parties)) for ix in fields.values() for i in ix}
        used |= {i for party in self.parties for i in party.names} | {tick.index for tick in self.ticks}
        return frozenset(used | {i for i in (self.combined, self.ownership) if i is not None})

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of columns not in use; columns with neither heading nor value are left out."""
        return tuple(c.heading for c in self.columns if c.index not in self.used and (c.has_text or c.is_headed))
