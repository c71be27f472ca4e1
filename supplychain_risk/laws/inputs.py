"""The goods graph: whether, and by which rows, one good can be an input of another.

Only what a table states counts. That two goods are not connected means that no row connects them, not that the one
cannot be in the other.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.reference.inputs import InputRelation
    from supplychain_risk.resolve.commodity import CommodityResolver


@dataclass(frozen=True, slots=True)
class Chain:
    """How a good gets into a product: the relations in order (none where they are the same good).

    `firm` is True where the product is the good itself, or each step is stated as made of the one before; otherwise the
    good can be in the product but need not.
    """

    good: str
    product: str
    steps: tuple[InputRelation, ...]
    firm: bool


class GoodsGraph:
    """Goods as nodes, relations as edges; answers are worked out once per good and kept."""

    def __init__(
        self, relations: Iterable[InputRelation], goods: Iterable[str], commodities: CommodityResolver
    ) -> None:
        self._commodities = commodities
        self._goods = tuple(sorted(goods))
        self.relations = tuple(relations)
        self._from: dict[str, list[InputRelation]] = {}
        for relation in self.relations:
            self._from.setdefault(relation.input, []).append(relation)
        self._reached: dict[str, Mapping[str, tuple[int, tuple[InputRelation, ...]]]] = {}
        self._chains: dict[tuple[str, str], Chain | None] = {}

    def chain(self, good: str, product: str) -> Chain | None:
        """The firmest, then shortest way in which the good can be in the product; None if no row connects them.

        A product that is a kind of the good, or that the good is a kind of, is the good itself, but not firmly.
        """
        if (good, product) not in self._chains:
            self._chains[good, product] = self._chain(good, product)
        return self._chains[good, product]

    def products(self, good: str) -> tuple[str, ...]:
        """Every good of the table that the good can be in, itself left out."""
        return tuple(p for p in self._goods if p != good and self.chain(good, p))

    def _chain(self, good: str, product: str) -> Chain | None:
        best: tuple[int, int, str, tuple[InputRelation, ...]] | None = None
        for reached, (loose, steps) in self._reach(good).items():
            how = self._commodities.relation(product, reached)
            # "Textiles" reached in general do not make silk fabric of cotton: a kind of what was reached counts only
            # while every step so far is firm.
            if how is None or (how == "narrower" and loose):
                continue
            found = (loose + (how != "same"), len(steps), reached, steps)
            best = min(best, found, key=lambda f: f[:3]) if best else found
        return Chain(good, product, best[3], best[0] == 0) if best else None

    def _reach(self, good: str) -> Mapping[str, tuple[int, tuple[InputRelation, ...]]]:
        """Each good that can be made of this one → (steps that are not firm, the steps)."""
        if good not in self._reached:
            done: dict[str, tuple[int, tuple[InputRelation, ...]]] = {}
            heap: list[tuple[int, int, str, int, tuple[InputRelation, ...]]] = [(0, 0, good, 0, ())]
            pushed = 0
            while heap:
                loose, length, here, _, steps = heapq.heappop(heap)
                if here in done:
                    continue
                done[here] = (loose, steps)
                for named in self._named(here, reached=bool(steps)):
                    for relation in self._from.get(named, ()):
                        more = loose + (not relation.made_of or named != here)
                        pushed += 1
                        heapq.heappush(heap, (more, length + 1, relation.product, pushed, (*steps, relation)))
            self._reached[good] = done
        return self._reached[good]

    def _named(self, good: str, *, reached: bool) -> tuple[str, ...]:
        """The goods whose relations hold for this one: itself and what it is a kind of.

        Of the good asked about also its own kinds, which it may mean; yarn that was merely reached is not silk yarn.
        """
        fits = ("same", "narrower") if reached else ("same", "narrower", "wider")
        return tuple(named for named in self._from if self._commodities.relation(good, named) in fits)
