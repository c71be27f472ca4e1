"""The case: everything about a supplier that a rule or factor may look at. And the world it is judged in.

Rules and factors are functions of a small `Case`, so they run once per distinct case and their answers are spread over
all suppliers that share it: a million rows cost a few thousand calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from supplychain_risk.domain import CellRef, Certainty, Line, Method, Reading, Supplier
from supplychain_risk.laws.inputs import GoodsGraph
from supplychain_risk.reference.entities import ListedEntity
from supplychain_risk.reference.goods import GoodListing, downstream_goods, eo13126, ilab_listings
from supplychain_risk.reference.industries import priority_sectors, risk_industries
from supplychain_risk.reference.inputs import input_relations
from supplychain_risk.reference.orders import order_rules
from supplychain_risk.reference.user_lists import Screened, UserList, entities_to_screen

if TYPE_CHECKING:
    from supplychain_risk.policy import Policy
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.goods import DownstreamGood
    from supplychain_risk.reference.industries import PrioritySector, RiskIndustry
    from supplychain_risk.reference.orders import OrderRule
    from supplychain_risk.reference.package import Table
    from supplychain_risk.resolve.commodity import CommodityResolver
    from supplychain_risk.resolve.country import CountryResolver
    from supplychain_risk.resolve.region import RegionResolver
    from supplychain_risk.resolve.sector import SectorResolver


@dataclass(frozen=True, slots=True)
class Good:
    """A commodity of a supplier. `firm` is False where the text only contains the good's name among other words."""

    code: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What rules and factors see of a supplier: codes only, no names, no cells."""

    country: str | None
    region: str | None
    region_firm: bool
    possible_region: str | None
    goods: tuple[Good, ...]
    goods_complete: bool
    """False where the sheet gives no commodity, or one that is in no table: other goods are then possible."""
    sectors: tuple[str, ...]
    indicators: tuple[Good, ...] = ()
    """Reported ILO indicators; firm as for goods."""
    origins: tuple[Case, ...] = ()
    """A case for each origin that the sheet states of the supplier's goods, with the goods that come from there."""
    unplaced: tuple[Good, ...] | None = None
    """Goods whose origin the sheet does not state; None where it states none at all, so that all of them are."""
    origin: str = ""
    """For the case of a stated origin: its mark, by which its cells are found. Country and region are then those of
    the goods."""

    def of_goods(self) -> Iterator[Case]:
        """The cases in which the goods are looked at where they come from.

        That is each stated origin with its goods, and the supplier's own place with the goods of which none is stated.
        """
        yield from self.origins
        if self.unplaced is None:
            yield self
        elif self.unplaced or not self.origins:
            yield replace(self, goods=self.unplaced)

    @classmethod
    def of(cls, supplier: Supplier) -> Case:
        """The case of a supplier."""
        case = cls._placed(supplier)
        placed = [line for line in supplier.lines if line.placed]
        if not placed:
            return case
        told = {cell for line in placed for good in line.goods for cell in good.cells}
        free = [good for good in supplier.commodities if not told.issuperset(good.cells)]
        by_origin: dict[str, list[Line]] = {}
        for line in placed:
            by_origin.setdefault(origin_mark(line), []).append(line)
        origins = tuple(case._from(mark, lines) for mark, lines in sorted(by_origin.items()))
        return replace(case, origins=origins, unplaced=_firmest(free))

    def _from(self, mark: str, lines: Sequence[Line]) -> Case:
        """The case of the goods of some lines that come from one place."""
        first = lines[0]
        goods = [good for line in lines for good in line.goods]
        return replace(
            self,
            country=first.origin.code if first.origin else None,
            region=first.region.code if first.region else None,
            region_firm=first.region is not None and (_is_firm(first.region) or first.origin is not None),
            possible_region=first.possible_region.code if first.possible_region else None,
            goods=_firmest(goods),
            goods_complete=bool(goods) and all(r.code for r in goods),
            indicators=(),
            origin=mark,
        )

    @classmethod
    def _placed(cls, supplier: Supplier) -> Case:
        region = supplier.region if supplier.region and supplier.region.code else None
        return cls(
            country=supplier.country_code,
            region=region.code if region else None,
            region_firm=region is not None and (_is_firm(region) or bool(supplier.country)),
            possible_region=supplier.possible_region.code if supplier.possible_region else None,
            goods=_firmest(supplier.commodities),
            goods_complete=bool(supplier.commodities) and all(r.code for r in supplier.commodities),
            sectors=supplier.sector_codes,
            indicators=_firmest(supplier.indicators),
        )

    @classmethod
    def readings(cls, supplier: Supplier) -> tuple[Case, ...]:
        """The case of a supplier; if its rows state several countries, or a text may mean several, a case for each.

        One contradicting row must not switch off what the other row says.
        """
        case = cls.of(supplier)
        doubtful = {
            origin_mark(line): line.origin.resolution.candidates
            for line in supplier.lines
            if _is_doubtful(line.origin) and line.origin
        }
        own = supplier.country.resolution.candidates if supplier.country and _is_doubtful(supplier.country) else ()
        many = max((len(own), *map(len, doubtful.values())))
        if not many:
            return (case,)
        return tuple(
            replace(
                case,
                country=own[min(at, len(own) - 1)] if own else case.country,
                origins=tuple(
                    replace(o, country=meant[min(at, len(meant) - 1)]) if (meant := doubtful.get(o.origin)) else o
                    for o in case.origins
                ),
            )
            for at in range(many)
        )


def _is_doubtful(reading: Reading | None) -> bool:
    """Whether a text may mean several countries, or rows state several."""
    return reading is not None and reading.resolution.method is Method.AMBIGUOUS


def origin_mark(line: Line) -> str:
    """What tells the origin of a line from that of another: country and region, or the text that names no country."""
    country = line.origin.code or f"?{line.origin.resolution.raw}" if line.origin else ""
    region = line.region.code if line.region else f"?{line.possible_region.code}" if line.possible_region else ""
    return f"{country}/{region}"


def _firmest(readings: Iterable[Reading]) -> tuple[Good, ...]:
    """Each code once, firm if one of its readings is."""
    firm: dict[str, bool] = {}
    for reading in readings:
        if reading.code:
            firm[reading.code] = firm.get(reading.code, False) or _is_firm(reading)
    return tuple(Good(code, is_firm) for code, is_firm in sorted(firm.items()))


def _is_firm(reading: Reading) -> bool:
    return reading.resolution.method in (Method.EXACT, Method.ALIAS)


def cells_of(supplier: Supplier, reads: tuple[str, ...]) -> tuple[CellRef, ...]:
    """The cells behind what a rule or factor says it read.

    `reads` names parts of the supplier: name, country, region, possible_region, goods, sectors, or `good:CODE`,
    `sector:CODE`, `indicator:CODE`; with `@MARK` behind it, of the lines with that origin.
    """
    found: list[CellRef] = []
    for part in reads:
        part, _, mark = part.partition("@")
        what, _, code = part.partition(":")
        if mark:
            found.extend(_cells_of_lines(supplier, what, code, mark))
        elif what == "name":
            found.extend(cell for named in supplier.names for cell in named.cells)
        elif what in ("country", "region", "possible_region"):
            reading: Reading | None = getattr(supplier, what)
            found.extend(reading.cells if reading else ())
        else:
            readings = _LISTS[what](supplier)
            found.extend(cell for r in readings if not code or r.code == code for cell in r.cells)
    return tuple(dict.fromkeys(found))


def _cells_of_lines(supplier: Supplier, what: str, code: str, mark: str) -> Iterator[CellRef]:
    for line in supplier.lines:
        if not line.placed or origin_mark(line) != mark:
            continue
        places: dict[str, Reading | None] = {
            "country": line.origin,
            "region": line.region,
            "possible_region": line.possible_region,
        }
        if what in places:
            reading = places[what]
            yield from reading.cells if reading else ()
        elif what in ("good", "goods"):
            yield from (cell for good in line.goods if not code or good.code == code for cell in good.cells)
        else:
            yield from cells_of(supplier, (f"{what}:{code}" if code else what,))


_LISTS: Mapping[str, Callable[[Supplier], tuple[Reading, ...]]] = {
    "good": lambda supplier: supplier.commodities,
    "goods": lambda supplier: supplier.commodities,
    "sector": lambda supplier: supplier.sectors,
    "sectors": lambda supplier: supplier.sectors,
    "indicator": lambda supplier: supplier.indicators,
}


@dataclass(frozen=True, slots=True)
class Covered:
    """A good of a case that a listed good covers."""

    good: str
    closeness: int

    @property
    def certainty(self) -> Certainty:
        """Stated where the good is firm and is the listed one or a kind of it."""
        return Certainty.STATED if self.closeness == 4 else Certainty.POSSIBLE


_CLOSENESS = {(True, False): 4, (True, True): 3, (False, False): 2, (False, True): 1}
"""(the good is firm, the listed good is only a kind of it) → rank."""

SELLS_ANYTHING = frozenset({"G", "F", "41", "42", "43", "45", "46", "47", "49", "50", "51", "52", "53"})
"""ISIC sections and divisions whose companies deal in, build with or move goods that others make."""

Listing = TypeVar("Listing")
Goods = Callable[[Listing], tuple[str, ...]]


class World:
    """The tables as of one day under one policy, indexed for the rules; built once per run."""

    def __init__(
        self,
        reference: Reference,
        policy: Policy,
        as_of: date,
        *,
        countries: CountryResolver,
        regions: RegionResolver,
        sectors: SectorResolver,
        commodities: CommodityResolver,
        lists: tuple[UserList, ...] = (),
    ) -> None:
        self.lists = lists
        self.reference = reference
        self.policy = policy
        self.as_of = as_of
        self.countries = countries
        self.regions = regions
        self.sectors = sectors
        self.commodities = commodities

    @cached_property
    def ilab(self) -> Mapping[str, tuple[GoodListing, ...]]:
        """ILAB listings by country."""
        found: dict[str, list[GoodListing]] = {}
        for listing in ilab_listings(self.reference, self.as_of):
            found.setdefault(listing.country, []).append(listing)
        return {country: tuple(listings) for country, listings in sorted(found.items())}

    @cached_property
    def downstream(self) -> tuple[DownstreamGood, ...]:
        """Goods that ILAB says may contain a listed input."""
        return tuple(downstream_goods(self.reference, self.as_of))

    @cached_property
    def eo13126(self) -> Mapping[str, tuple[GoodListing, ...]]:
        """EO 13126 listings by country."""
        found: dict[str, list[GoodListing]] = {}
        for listing in eo13126(self.reference, self.as_of):
            found.setdefault(listing.country, []).append(listing)
        return {country: tuple(listings) for country, listings in sorted(found.items())}

    @cached_property
    def orders(self) -> tuple[OrderRule, ...]:
        """CBP orders on origins and goods."""
        return tuple(order_rules(self.reference, self.as_of))

    @cached_property
    def industries(self) -> tuple[RiskIndustry, ...]:
        """High-risk industries of lists known on the day; UFLPA sectors, which are about one origin, left out."""
        return tuple(i for i in risk_industries(self.reference, self.as_of) if "UFLPA" not in i.list_name)

    @property
    def later_industries(self) -> tuple[RiskIndustry, ...]:
        """High-risk industries of lists that came after the day."""
        known = set(self.industries)
        return tuple(i for i in risk_industries(self.reference) if "UFLPA" not in i.list_name and i not in known)

    @cached_property
    def priority(self) -> tuple[PrioritySector, ...]:
        """UFLPA high-priority sectors named by the day asked about."""
        return tuple(priority_sectors(self.reference, self.as_of))

    @cached_property
    def screened(self) -> Screened:
        """Entities of the bundled and the user's lists, and how they were put together."""
        return entities_to_screen(self.reference, self.lists, self.as_of)

    @cached_property
    def inputs(self) -> GoodsGraph:
        """Which good can be an input of which."""
        goods = (row["id"] for row in self.reference.table("commodities"))
        return GoodsGraph(input_relations(self.reference, self.as_of), goods, self.commodities)

    @property
    def indicators(self) -> Table:
        """The ILO indicators of forced labor."""
        return self.reference.table("ilo_indicators")

    @property
    def entities(self) -> tuple[ListedEntity, ...]:
        """Listed entities."""
        return self.screened.entities

    def covered(self, case: Case, listed: str) -> Covered | None:
        """The good of the case that the listed good covers, and how surely; None if there is none.

        A good that is the listed one, or a kind of it, is stated; one the listed good is a kind of ("bricks" against
        "bricks (clay)"), or one only mentioned among other words, is possible.
        """
        best: Covered | None = None
        for good in case.goods:
            relation = self.commodities.relation(good.code, listed)
            if relation is None:
                continue
            found = Covered(good.code, _CLOSENESS[good.firm, relation == "wider"])
            if best is None or found.closeness > best.closeness:
                best = found
        return best

    def closest(
        self, case: Case, listings: Iterable[Listing], goods: Goods[Listing]
    ) -> Iterator[tuple[Listing, Covered]]:
        """The listings that cover a good of the case; of several for one good only the closest.

        `goods` gives the commodity ids of a listing. A garment maker in China matches "Apparel"; that some garments are
        "cotton products" adds nothing.
        """
        found: list[tuple[Listing, Covered]] = []
        for listing in listings:
            covers = [covered for commodity in goods(listing) if (covered := self.covered(case, commodity))]
            if covers:
                found.append((listing, max(covers, key=lambda c: c.closeness)))
        best: dict[str, int] = {}
        for _, covered in found:
            best[covered.good] = max(best.get(covered.good, 0), covered.closeness)
        return ((listing, covered) for listing, covered in found if covered.closeness == best[covered.good])

    def sectors_of_goods(self, case: Case) -> tuple[str, ...]:
        """ISIC classes that produce the case's goods: where a sector is not stated, what it may be."""
        return tuple(sorted({code for good in case.goods for code in self._isic(good.code)}))

    def in_sectors(self, case: Case, commodity: str) -> bool:
        """Whether one of the case's sectors can produce the commodity, by its ISIC classes."""
        return any(
            produced.startswith(division)
            for sector in case.sectors
            for division in ([sector] if sector[:1].isdigit() else self.sectors.divisions(sector))
            for produced in self._isic(commodity)
        )

    def _isic(self, commodity: str) -> tuple[str, ...]:
        row = self.reference.table("commodities").by_id.get(commodity)
        return tuple(code for code in row["isic"].split(";") if code) if row else ()
