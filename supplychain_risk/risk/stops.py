"""Whether what a company sells can hold a good that comes to it, and how surely."""

from __future__ import annotations

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

    @property
    def sureness(self) -> int:
        """The rank, with the good itself (0) before what is stated to be made of it (1), and each other rank one up."""
        return 0 if self.rank == 0 and self.chain is not None and not self.chain.steps else self.rank + 1


class Stops:
    """What each company can make of a good, worked out once per case, and what links say is sold."""

    def __init__(self, network: SupplyNetwork, world: World) -> None:
        self.network = network
        self._world = world
        self._cases: dict[str, Case] = {}
        self._stops: dict[tuple[str, Case, bool], Stop | None] = {}

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str], set[str]]:
        """What links say is sold, by (supplier, buyer)."""
        found: dict[tuple[str, str], set[str]] = {}
        for link in self.network.links:
            if link.commodity:
                found.setdefault((link.supplier, link.buyer), set()).add(link.commodity)
        return found

    def case(self, supplier: str) -> Case:
        """The case of a supplier."""
        if supplier not in self._cases:
            self._cases[supplier] = Case.of(self.network.suppliers[supplier])
        return self._cases[supplier]

    def sold(self, supplier: str, buyer: str, good: str) -> tuple[bool, Stop | None]:
        """Whether the link itself says that something else is sold, and, where it names such a good, what is sold."""
        texts = self._texts.get((supplier, buyer))
        if not good or not texts:
            return False, None
        readings = [answer for text in sorted(texts) for answer in self._world.commodities.resolve(text)]
        firm = {a.code: a.method.value in ("exact", "alias") for a in readings if a.code}
        stop = self._best(good, firm)
        return bool(firm) and stop is None and all(a.code for a in readings), stop

    def at(self, good: str, company: str) -> Stop | None:
        """What a company can make of the good; None where no row connects what it makes with it."""
        if company not in self.network.suppliers:
            return Stop(2, "", None, "goods not stated")
        case = self.case(company)
        texts = bool(self.network.suppliers[company].commodities)
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
