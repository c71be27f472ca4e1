"""The world: the tables as of a day under a policy, in which cases are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from supplychain_risk.domain import Certainty, Citation, DayBasis
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.inputs import GoodsGraph
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference.entities import ListedEntity
from supplychain_risk.reference.inputs import input_relations
from supplychain_risk.reference.user_lists import Screened, UserList, entities_to_screen

if TYPE_CHECKING:
    from supplychain_risk.policy import Policy
    from supplychain_risk.reference import Reference
    from supplychain_risk.resolve.commodity import CommodityResolver
    from supplychain_risk.resolve.country import CountryResolver
    from supplychain_risk.resolve.region import RegionResolver
    from supplychain_risk.resolve.sector import SectorResolver


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

NOT_PLACED = "without placing the supplier there"
"""What a finding says where a region is only possible."""

SELLS_ANYTHING = frozenset({"G", "F", "41", "42", "43", "45", "46", "47", "49", "50", "51", "52", "53"})
"""ISIC sections and divisions whose companies deal in, build with or move goods that others make."""

View = TypeVar("View")
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
        as_of_basis: DayBasis = DayBasis.GIVEN,
    ) -> None:
        self.lists = lists
        self.reference = reference
        self.policy = policy
        self.as_of = as_of
        self.as_of_basis = as_of_basis
        self.countries = countries
        self.regions = regions
        self.sectors = sectors
        self.commodities = commodities
        self._views: dict[Callable[[World], object], object] = {}

    @classmethod
    def over(
        cls,
        reference: Reference,
        policy: Policy,
        as_of: date,
        lists: tuple[UserList, ...] = (),
        as_of_basis: DayBasis = DayBasis.GIVEN,
    ) -> World:
        """The world of a day, with the resolvers that belong to the tables."""
        resolvers = Resolvers.over(reference)
        return cls(
            reference,
            policy,
            as_of,
            as_of_basis=as_of_basis,
            countries=resolvers.countries,
            regions=resolvers.regions,
            sectors=resolvers.sectors,
            commodities=resolvers.commodities,
            lists=lists,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled as what it is made of: what is derived from the tables is made again when it is asked for."""
        return World.over, (self.reference, self.policy, self.as_of, self.lists, self.as_of_basis)

    def under(self, policy: Policy) -> World:
        """The same tables and what laws made of them, under another policy."""
        other = World.__new__(World)
        other.__dict__.update(self.__dict__)
        other.policy = policy
        other.__dict__.pop("spans", None)  # worked out of the policy
        return other

    @cached_property
    def spans(self) -> Mapping[str, tuple[float, float]]:
        """The fewest and the most points that the policy gives for each factor of the score, by its id."""
        return {id_: (section.low, section.high) for id_, section in self.policy.points().items()}

    def view(self, make: Callable[[World], View]) -> View:
        """What a law makes of the tables for its rules; made once per world."""
        if make not in self._views:
            self._views[make] = make(self)
        return cast("View", self._views[make])

    def law(self, instrument: str) -> Citation:
        """The row of table `legal_instruments` with this id."""
        table = self.reference.table("legal_instruments")
        return table.cite(table.by_id[instrument])

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
        return tuple(sorted({code for good in case.goods for code in self.commodities.industries(good.code)}))

    def in_sectors(self, case: Case, commodity: str) -> bool:
        """Whether one of the case's sectors can produce the commodity, by its ISIC classes."""
        return any(
            produced.startswith(division)
            for sector in case.sectors
            for division in ([sector] if sector[:1].isdigit() else self.sectors.divisions(sector))
            for produced in self.commodities.industries(commodity)
        )
