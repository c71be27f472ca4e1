"""Walking downstream with a good: at each company, whether what it sells can hold it."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from supplychain_risk.laws.case import Case
from supplychain_risk.laws.inputs import Chain
from supplychain_risk.laws.world import SELLS_ANYTHING, World
from supplychain_risk.network import SupplyNetwork


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
    """A good that reaches a company: the companies it passes after its source, and one that buys from the last."""

    good: str
    path: tuple[str, ...]
    """From the first buyer on; the company that it reaches is the last but one, a buyer of it the last."""
    stops: tuple[Stop, ...]
    """One per company of the path, the end left out."""

    @property
    def rank(self) -> int:
        """The least sure stop."""
        return max(stop.rank for stop in self.stops)

    @property
    def at(self) -> str:
        """The company that it reaches."""
        return self.path[-2]


@dataclass(frozen=True, slots=True)
class Walked:
    """The companies a good can reach from a set of first buyers, and where it arrives, each by its surest path."""

    reached: frozenset[str]
    arrivals: tuple[Arrival, ...]


def _way(here: str, before: Mapping[str, tuple[str, Stop]]) -> frozenset[str]:
    """The companies that a good has passed on its way to one, itself among them."""
    passed = [here]
    while came_from := before[passed[-1]][0]:
        passed.append(came_from)
    return frozenset(passed)


class Walk:
    """Follows goods downstream; what a company can make of a good is worked out once per case.

    Sources of one good that sell to the same buyers share one walk: a thousand gins behind one mill cost one.
    """

    def __init__(self, network: SupplyNetwork, world: World) -> None:
        self._network = network
        self._world = world
        self._cases: dict[str, Case] = {}
        self._stops: dict[tuple[str, Case, bool], Stop | None] = {}
        self._walks: dict[tuple[str, tuple[str, ...]], Walked] = {}

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str], set[str]]:
        """What links say is sold, by (supplier, buyer)."""
        found: dict[tuple[str, str], set[str]] = {}
        for link in self._network.links:
            if link.commodity:
                found.setdefault((link.supplier, link.buyer), set()).add(link.commodity)
        return found

    def case(self, supplier: str) -> Case:
        """The case of a supplier."""
        if supplier not in self._cases:
            self._cases[supplier] = Case.of(self._network.suppliers[supplier])
        return self._cases[supplier]

    def first_buyers(self, source: str, good: str) -> tuple[str, ...]:
        """The buyers, ends of the chain left out, to whom the source can sell the good and who can use it."""
        return tuple(
            buyer
            for buyer in self._network.buyers_of.get(source, ())
            if buyer not in self._network.ends
            and not self._sold(source, buyer, good)[0]
            and self._stop(good, buyer) is not None
        )

    def onward(self, good: str, buyers: tuple[str, ...]) -> Walked:
        """Where the good can get from these first buyers on."""
        if (good, buyers) not in self._walks:
            self._walks[good, buyers] = self._onward(good, buyers)
        return self._walks[good, buyers]

    def _onward(self, good: str, buyers: tuple[str, ...]) -> Walked:
        network = self._network
        before: dict[str, tuple[str, Stop]] = {}
        heap: list[tuple[int, int, str, str, Stop]] = []
        for buyer in buyers:
            if (at := self._stop(good, buyer)) is not None:
                heapq.heappush(heap, (at.rank, 1, buyer, "", at))
        arrived: dict[str, Arrival] = {}
        while heap:
            rank, distance, here, came_from, stop = heapq.heappop(heap)
            if here in before:
                continue
            before[here] = (came_from, stop)
            for buyer in network.buyers_of.get(here, ()):
                other, sold = self._sold(here, buyer, good)
                if other:
                    continue
                is_end = buyer in network.ends
                nearer = is_end and here in arrived and arrived[here].path[-1] not in network.ends
                if nearer or (here not in arrived and (is_end or buyer not in _way(here, before))):
                    arrived[here] = self._arrival(good, here, buyer, before, sold)
                if buyer not in network.ends and buyer not in before and (at := self._stop(good, buyer)) is not None:
                    heapq.heappush(heap, (max(rank, at.rank), distance + 1, buyer, here, at))
        return Walked(frozenset(before), tuple(arrived.values()))

    @staticmethod
    def _arrival(good: str, at: str, end: str, before: Mapping[str, tuple[str, Stop]], sold: Stop | None) -> Arrival:
        path, stops, here = [end], [], at
        while here:
            came_from, stop = before[here]
            stops.append(sold if sold is not None and here == at else stop)
            path.append(here)
            here = came_from
        return Arrival(good, tuple(reversed(path)), tuple(reversed(stops)))

    def _sold(self, supplier: str, buyer: str, good: str) -> tuple[bool, Stop | None]:
        """Whether the link itself says that something else is sold, and, where it names such a good, what is sold."""
        texts = self._texts.get((supplier, buyer))
        if not good or not texts:
            return False, None
        readings = [answer for text in sorted(texts) for answer in self._world.commodities.resolve(text)]
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
