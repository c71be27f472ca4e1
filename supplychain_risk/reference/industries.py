"""Industries on published lists of high-risk sectors, and the UFLPA strategy's high-priority sectors.

Sources: tables `high_risk_industries` and `uflpa_priority_sectors`. Rows compiled from general knowledge keep the
confidence `recalled` in their citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each, parts


@dataclass(frozen=True, slots=True)
class RiskIndustry:
    """An industry a list names, with its ISIC Rev.4 divisions (two digits, our mapping).

    `list_name` is the survey by which lists are counted: one that repeats another's survey has the same. `published_in`
    is the list that names the industry.
    """

    industry: str
    list_name: str
    published_in: str
    publisher: str
    list_year: int
    isic_divisions: tuple[str, ...]
    drivers: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class PrioritySector:
    """A high-priority sector for UFLPA enforcement; commodities and ISIC divisions are our mapping."""

    sector: str
    commodities: tuple[str, ...]
    isic_divisions: tuple[str, ...]
    hs_chapters: tuple[str, ...]
    date_from: date
    citation: Citation


def risk_industries(reference: Reference, as_of: date | None = None) -> tuple[RiskIndustry, ...]:
    """Every industry of every list known on the day (all without one), by list and industry.

    The table has the year of a list and no day; a list counts as known from the last day of its year.
    """
    return tuple(i for i in reference.once(_industries) if as_of is None or date(i.list_year, 12, 31) <= as_of)


def _industries(reference: Reference) -> tuple[RiskIndustry, ...]:
    table = reference.table("high_risk_industries")

    def industry(row: Row) -> RiskIndustry:
        return RiskIndustry(
            industry=row["industry"],
            list_name=row["survey"],
            published_in=row["list_name"],
            publisher=row["publisher"],
            list_year=int(row["list_year"]),
            isic_divisions=parts(row["isic_divisions"]),
            drivers=parts(row["risk_drivers"]),
            citation=table.cite(row),
        )

    return each(table, industry)


def priority_sectors(reference: Reference, as_of: date) -> tuple[PrioritySector, ...]:
    """The sectors named by the day."""
    table = reference.table("uflpa_priority_sectors")

    def sector(row: Row) -> PrioritySector:
        return PrioritySector(
            sector=row["sector"],
            commodities=parts(row["commodities"]),
            isic_divisions=parts(row["isic_divisions"]),
            hs_chapters=parts(row["hs_chapters"]),
            date_from=date.fromisoformat(row["date_from"]),
            citation=table.cite(row),
        )

    return tuple(made for made in each(table, sector) if made.date_from <= as_of)
