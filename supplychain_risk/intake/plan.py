"""The plan of one table: how each of its columns is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.records import ANSWERS

SEVERAL = frozenset(("other_name", "address", "sector", "commodity", "hs", "parent", "vat", "registration", *ANSWERS))
"""Columns of which a sheet may have several, all used."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the columns of one table are used. Fields map to column indexes, best first."""

    columns: tuple[Column, ...]
    fields: Mapping[str, tuple[int, ...]]
    tiers: Mapping[int, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    """With tier columns side by side: tier → field → columns; `fields` then holds what belongs to the row."""
    via: int | None = None
    """A column of vendors beside a column of sites: the site supplies the vendor."""
    of_via: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Columns that say where the vendor is ("Vendor country"), beside those that say where the site is."""
    levels: tuple[tuple[int, ...], ...] = ()
    """Columns of owners, nearest first; each level owns the one before it."""
    combined: int | None = None
    """A column with city and country in one cell."""
    decimal: str = "."
    is_links: bool = False

    @property
    def mapping(self) -> dict[str, str]:
        """Canonical column → heading as written."""
        names = {column.index: column.heading for column in self.columns}
        parts: dict[str, list[int]] = {}
        for source in (self.fields, self.of_via, *(self.tiers[t] for t in sorted(self.tiers))):
            for name, indexes in source.items():
                parts.setdefault(name, []).extend(i for i in indexes if i not in parts.get(name, []))
        if self.via is not None:
            parts.setdefault("buyer", []).insert(0, self.via)
        if self.combined is not None:
            parts.setdefault("country", []).append(self.combined)
        aliases = set(parts.get("other_name", ()))  # an alias that steps in for a missing name is shown once
        if "name" in parts:
            parts["name"] = [i for i in parts["name"] if i not in aliases] or parts["name"]
        return {name: " + ".join(names[i] for i in parts[name]) for name in sorted(parts) if parts[name]}

    @property
    def used(self) -> frozenset[int]:
        """Indexes of all columns in use."""
        every = [self.fields, self.of_via, *self.tiers.values()]
        used = {i for source in every for indexes in source.values() for i in indexes}
        return frozenset(used | {i for i in (self.via, self.combined) if i is not None})

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of columns not in use; columns with neither heading nor value are left out."""
        return tuple(
            c.heading
            for c in self.columns
            if c.index not in self.used and (c.has_text or not c.heading.startswith("column "))
        )
