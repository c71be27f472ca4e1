"""Walking downstream with a good: at each company, whether what it sells can hold it."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

from supplychain_risk.network import SupplyNetwork
from supplychain_risk.risk.case import SELLS_ANYTHING, Case, World
from supplychain_risk.risk.inputs import Chain


@dataclass(frozen=True, slots=True)
class Stop:
    """What was found at one company of a path: how surely the good can be in what it sells (0 stated, 1 possible by a
    table, 2 not told by the sheet), as which product, and by which rows."""

    rank: int
    product: str
    chain: Chain | None
    words: str
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A good that reaches a direct supplier along a path of companies (source first, the end of the chain last)."""

    source: str
    good: str
    path: tuple[str, ...]
    stops: tuple[Stop, ...]
    """One per company after the source, the last one the direct supplier."""

    @property
    def rank(self) -> int:
        """The least sure stop."""
        return max((stop.rank for stop in self.stops), default=0)


class Walk:
    """Follows goods downstream; what a company can make of a good is worked out once per case."""

    def __init__(self, network: SupplyNetwork, world: World) -> None:
        self._network = network
        self._world = world
        self._cases: dict[str, Case] = {}
        self._stops: dict[tuple[str, Case, bool], Stop | None] = {}

    def case(self, supplier: str) -> Case:
        """The case of a supplier."""
        if supplier not in self._cases:
            self._cases[supplier] = Case.of(self._network.suppliers[supplier])
        return self._cases[supplier]

    def follow(self, source: str, good: str) -> tuple[frozenset[str], tuple[Arrival, ...]]:
        """The companies the good can reach, and its arrivals at direct suppliers other than the source."""
        network = self._network
        before: dict[str, tuple[str, Stop | None]] = {}
        heap: list[tuple[int, int, str, str, Stop | None]] = [
            (0, 0, source, "", None)
        ]  # ends before a stop is compared
        arrived: list[Arrival] = []
        while heap:
            rank, distance, here, came_from, stop = heapq.heappop(heap)
            if here in before:
                continue
            before[here] = (came_from, stop)
            for buyer in network.buyers_of.get(here, ()):
                other, sold = self._sold(here, buyer, good)
                if other:
                    continue
                if buyer in network.ends:
                    if here != source:
                        arrived.append(self._arrival(source, good, here, buyer, before, sold))
                elif buyer not in before and (at := self._stop(good, buyer)) is not None:
                    heapq.heappush(heap, (max(rank, at.rank), distance + 1, buyer, here, at))
        first: dict[str, Arrival] = {}
        for arrival in arrived:
            first.setdefault(arrival.path[-2], arrival)
        return frozenset(before) - {source}, tuple(first.values())

    @staticmethod
    def _arrival(
        source: str, good: str, tier_1: str, end: str, before: Mapping[str, tuple[str, Stop | None]], sold: Stop | None
    ) -> Arrival:
        path, stops = [tier_1], []
        while path[-1] != source:
            came_from, stop = before[path[-1]]
            stops.append(sold if sold is not None and path[-1] == tier_1 else stop)
            path.append(came_from)
        found = tuple(stop for stop in reversed(stops) if stop is not None)
        return Arrival(source, good, (*reversed(path), end), found)

    def _sold(self, supplier: str, buyer: str, good: str) -> tuple[bool, Stop | None]:
        """Whether the link itself says that something else is sold, and, where it names such a good, what is sold."""
        if not good:
            return False, None
        texts = [k.commodity for k in self._network.inbound.get(buyer, ()) if k.supplier == supplier and k.commodity]
        readings = [answer for text in texts for answer in self._world.commodities.resolve(text)]
        firm = {a.code: a.method.value in ("exact", "alias") for a in readings if a.code}
        stop = self._best(good, firm)
        return bool(firm) and stop is None and all(a.code for a in readings), stop

    def _stop(self, good: str, company: str) -> Stop | None:
        if company not in self._network.suppliers:
            return Stop(2, "", None, "goods not stated")
        case = self.case(company)
        texts = bool(self._network.suppliers[company].commodities)
        key = (good, case, texts)
        if key not in self._stops:
            self._stops[key] = self._judge(good, case, texts)
        return self._stops[key]

    def _judge(self, good: str, case: Case, texts: bool) -> Stop | None:
        """What a company with this case can make of the good; None where no row connects what it makes with it."""
        if not good:
            return Stop(2, "", None, "which good arrives is not known")
        found = self._best(good, {g.code: g.firm for g in case.goods})
        if found or case.goods_complete:
            return found
        if any(code[:2] in SELLS_ANYTHING for code in case.sectors):
            return Stop(2, "", None, "deals in goods that others make; which is not stated", ("sectors",))
        if not case.sectors:
            return Stop(2, "", None, "goods in no table" if texts else "goods not stated", ("goods",))
        able = [p for p in (good, *self._world.inputs.products(good)) if self._world.in_sectors(case, p)]
        best = self._best(good, dict.fromkeys(able, False))
        if best is None:
            return None
        name = self._world.commodities.name(best.product)
        return Stop(2, best.product, best.chain, f"goods not stated; its sector can make {name}", ("sectors",))

    def _best(self, good: str, goods: Mapping[str, bool]) -> Stop | None:
        """The surest product among goods (code → whether the text names it firmly)."""
        found = [
            (0 if chain.firm and firm else 1, len(chain.steps), code, chain)
            for code, firm in sorted(goods.items())
            if (chain := self._world.inputs.chain(good, code))
        ]
        if not found:
            return None
        rank, _, code, chain = min(found, key=lambda f: f[:3])
        return Stop(rank, code, chain, self._words(code, chain, goods[code]), (f"good:{code}",))

    def _words(self, code: str, chain: Chain, firm: bool) -> str:
        name = self._world.commodities.name(code)
        if chain.steps:
            verb = "made of it" if chain.firm else "which can hold it"
            name = f"{name}, {verb} ({'; '.join(step.words for step in chain.steps)})"
        elif code != chain.good:
            name = f"{name}, which may be the same good"
        return name if firm else f"{name}; the sheet's words only point to this good"
