"""What a sheet as a whole says of its suppliers: its name is a country or a tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.senses import IsCountry
from supplychain_risk.intake.survey import Found, Survey

_NOT_WORDS = frozenset(("supplier", "suppliers", "vendor", "vendors", "factories", "facilities", "sites", "list", ""))


def given_by_names(
    sheets: Sequence[Survey], is_country: IsCountry, vocabulary: Vocabulary
) -> Sequence[Mapping[str, Value]]:
    """For each sheet, what its name says of all its rows; empty where it says nothing.

    A sheet's name is its country only if the names of all sheets with suppliers are countries, there are at least
    two of them, and none of their tables has a column of countries. Likewise for tiers.
    """
    read = [found for found in sheets if found.tables]
    countries = len(read) > 1 and all(
        is_country(found.grid.name.strip()) and not any(_has(t, "country") for t in found.tables) for found in read
    )
    tiers = {found.grid.name: _tier(found.grid.name, vocabulary) for found in read}
    tiered = len(read) > 1 and all(
        tiers[found.grid.name] and not any(_has(t, "tier") or t.plan.tier or t.plan.parties for t in found.tables)
        for found in read
    )
    given: list[dict[str, Value]] = []
    for found in sheets:
        name = found.grid.name
        cell = CellRef(found.grid.file, name, "A1")
        said: dict[str, Value] = {}
        if found.tables and countries:
            said["country"] = Value(name.strip(), name, cell)
        if found.tables and tiered:
            said["tier"] = Value(str(tiers[name]), name, cell)
        given.append(said)
    return given


def notes_on(given: Mapping[str, Value]) -> list[Problem]:
    """A note for each value that comes from the name of a sheet."""
    return [
        Problem(
            where=value.cell,
            code=f"{field}-from-sheet",
            value=value.raw,
            message=f"no column states the {field}; it is taken from the sheet's name, as on every sheet",
            hint=f"Add a column with the {field} if a row differs from the sheet's name.",
            fate=Fate.NOTE,
        )
        for field, value in sorted(given.items())
    ]


def _has(table: Found, field: str) -> bool:
    columns = {c.index: c for c in table.plan.columns}
    every = (table.plan.fields, *(party.fields for party in table.plan.parties))
    return table.plan.combined is not None or any(columns[i].filled for f in every for i in f.get(field, ()))


def _tier(name: str, vocabulary: Vocabulary) -> int | None:
    found = vocabulary.tier_of(name)
    return found[0] if found and set(found[1].casefold().split()) <= _NOT_WORDS else None
