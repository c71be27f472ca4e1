"""Goods lists as of a day: ILAB's list, its downstream goods, and the Executive Order 13126 list.

Sources: US Department of Labor, tables `ilab_goods`, `ilab_downstream_goods`, `eo13126`. A listing is about a country
and a good, never about a company; none of the lists is a white list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row, Table
from supplychain_risk.reference.store import Reference, day, each, parts


@dataclass(frozen=True, slots=True)
class GoodListing:
    """A good from a country on a list. `country` is ISO 3166-1 alpha-2, `commodity` an id of table `commodities`.

    `listed_to` is the first day on which the listing no longer stood in this form; None while it stands. `edition_year`
    is the edition in which it was read, `since_edition` the earliest of the table since which the pair has been listed
    without a gap (the table begins with 2016).
    """

    country: str
    commodity: str
    good: str
    child_labor: bool
    forced_labor: bool
    forced_child_labor: bool
    edition_year: int
    listed_from: date
    listed_to: date | None
    citation: Citation
    since_edition: int = 0
    """0 where the list has no editions."""

    @property
    def labor(self) -> tuple[str, ...]:
        """The kinds of labor it is listed for, in words."""
        kinds = {
            "forced labor": self.forced_labor,
            "child labor": self.child_labor,
            "forced child labor": self.forced_child_labor,
        }
        return tuple(name for name, stated in kinds.items() if stated)

    @property
    def is_forced(self) -> bool:
        """Whether it is listed for forced labor, of grown-ups or of children."""
        return self.forced_labor or self.forced_child_labor


def by_country(listings: Iterable[GoodListing]) -> Mapping[str, tuple[GoodListing, ...]]:
    """Listings by country, in the order of the countries' codes."""
    found: dict[str, list[GoodListing]] = {}
    for listing in listings:
        found.setdefault(listing.country, []).append(listing)
    return {country: tuple(of_one) for country, of_one in sorted(found.items())}


@dataclass(frozen=True, slots=True)
class DownstreamGood:
    """A good made with a listed input. `countries` (alpha-2) are those ILAB lists it for.

    `countries` is empty where ILAB only says that goods of this kind may contain the input (`basis` "may contain").
    """

    commodity: str
    good: str
    countries: tuple[str, ...]
    input_country: str
    input_commodity: str
    input_good: str
    basis: str
    edition_year: int
    listed_from: date
    citation: Citation

    def as_listing(self, country: str) -> GoodListing:
        """The good as a listing for one country, without flags: what is forced or child labor is the input."""
        return GoodListing(
            country=country,
            commodity=self.commodity,
            good=self.good,
            child_labor=False,
            forced_labor=False,
            forced_child_labor=False,
            edition_year=self.edition_year,
            listed_from=self.listed_from,
            listed_to=None,
            citation=self.citation,
        )


def ilab_listings(reference: Reference, as_of: date) -> tuple[GoodListing, ...]:
    """ILAB listings that stood on the day, by country and commodity.

    Editions before September 2016 are not in the table: an earlier day gives none, which means not known.
    """
    return _standing(reference.once(_ilab), as_of)


def same_labor_since(reference: Reference, listing: GoodListing) -> int:
    """The earliest edition since which ILAB has listed the pair for the same kinds of labor without a gap."""
    since = listing.edition_year
    for earlier in reference.once(_by_pair)[listing.country, listing.commodity]:
        if listing.since_edition <= earlier.edition_year < since:
            if earlier.labor != listing.labor:
                break
            since = earlier.edition_year
    return since


def _by_pair(reference: Reference) -> Mapping[tuple[str, str], tuple[GoodListing, ...]]:
    """ILAB's listings by country and commodity, newest edition first."""
    found: dict[tuple[str, str], list[GoodListing]] = {}
    for listing in sorted(reference.once(_ilab), key=lambda one: one.edition_year, reverse=True):
        found.setdefault((listing.country, listing.commodity), []).append(listing)
    return {pair: tuple(listings) for pair, listings in found.items()}


def eo13126(reference: Reference, as_of: date) -> tuple[GoodListing, ...]:
    """Products on the Executive Order 13126 list on the day, all for forced or indentured child labor."""
    return _standing(reference.once(_eo13126), as_of)


def downstream_goods(reference: Reference, as_of: date) -> tuple[DownstreamGood, ...]:
    """Goods ILAB names as made with listed inputs, of editions published on or before the day."""
    return tuple(item for item in reference.once(_downstream) if item.listed_from <= as_of)


def _standing(listings: tuple[GoodListing, ...], as_of: date) -> tuple[GoodListing, ...]:
    return tuple(x for x in listings if x.listed_from <= as_of and (x.listed_to is None or as_of < x.listed_to))


def _ilab(reference: Reference) -> tuple[GoodListing, ...]:
    table = reference.table("ilab_goods")

    def listing(row: Row) -> GoodListing:
        return _listing(
            table,
            row,
            child_labor=row["child_labor"] == "1",
            forced_labor=row["forced_labor"] == "1",
            forced_child_labor=row["forced_child_labor"] == "1",
            edition_year=int(row["edition_year"]),
        )

    return each(table, listing)


def _eo13126(reference: Reference) -> tuple[GoodListing, ...]:
    table = reference.table("eo13126")
    year = table.data_date.year

    def listing(row: Row) -> GoodListing:
        return _listing(table, row, child_labor=False, forced_labor=False, forced_child_labor=True, edition_year=year)

    return each(table, listing)


def _listing(
    table: Table, row: Row, *, child_labor: bool, forced_labor: bool, forced_child_labor: bool, edition_year: int
) -> GoodListing:
    return GoodListing(
        country=row["country"],
        commodity=row["commodity"],
        good=row["good"],
        child_labor=child_labor,
        forced_labor=forced_labor,
        forced_child_labor=forced_child_labor,
        edition_year=edition_year,
        listed_from=date.fromisoformat(row["listed_from"]),
        listed_to=day(row["listed_to"]),
        citation=table.cite(row),
        since_edition=int(row.get("since_edition") or 0),
    )


def _downstream(reference: Reference) -> tuple[DownstreamGood, ...]:
    table = reference.table("ilab_downstream_goods")

    def good(row: Row) -> DownstreamGood:
        return DownstreamGood(
            commodity=row["commodity"],
            good=row["good"],
            countries=parts(row["countries"]),
            input_country=row["input_country"],
            input_commodity=row["input_commodity"],
            input_good=row["input_good"],
            basis=row["basis"],
            edition_year=int(row["edition_year"]),
            listed_from=date.fromisoformat(row["listed_from"]),
            citation=table.cite(row),
        )

    return each(table, good)


def first_edition(reference: Reference) -> date:
    """The day of the oldest edition of ILAB's list that the table holds; before it, the table knows nothing."""
    return reference.once(_first_ilab)


def first_eo13126(reference: Reference) -> date:
    """The day of the oldest Executive Order 13126 list that the table can rebuild."""
    return reference.once(_first_eo13126)


def _first_ilab(reference: Reference) -> date:
    return min(listing.listed_from for listing in reference.once(_ilab))


def _first_eo13126(reference: Reference) -> date:
    return min(listing.listed_from for listing in reference.once(_eo13126))
