"""The worst that lies upstream of every node, and the way it comes: in one pass over the links."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import NamedTuple

from supplychain_risk.network import SupplyNetwork
from supplychain_risk.paths import Path, Way, one_longer, shown


class Origin(NamedTuple):
    """Where a node's worst upstream value comes from. They sort by what is worse: value, then nearness, then ids."""

    minus: float
    """The value, below zero, so that the worst sorts first."""
    distance: int
    """Fewest links away."""
    supplier: str
    via: str
    """The direct supplier through whom it comes."""

    @property
    def value(self) -> float:
        """The supplier's own value, faded on its way."""
        return -self.minus


class Worst:
    """For each node the supplier upstream whose own value, faded by `attenuation` per link beyond the first, is worst.

    A value only fades on its way, so the worst of a node is the worst of what its direct suppliers pass on, in one pass
    over the links, suppliers first. Where companies supply each other it is found like shortest paths (Dijkstra): the
    largest unsettled value is final. A node in a circle keeps two, of different suppliers: its buyers leave themselves
    out. Ties: nearer, then by id. Paths show at most `most` companies (`paths.shortened`).
    """

    def __init__(self, network: SupplyNetwork, own: Mapping[str, float], attenuation: float, most: int) -> None:
        self._own = {supplier: value for supplier, value in own.items() if supplier in network.suppliers}
        self._attenuation = attenuation
        self._most = most
        self._found: dict[str, Origin] = {}
        self._second: dict[str, Origin] = {}
        """The second origin of nodes in circles."""
        self._passed: dict[str, Origin] = {}
        """Node → the worst that it passes on to a buyer outside of its circle, itself included."""
        self._ways: dict[tuple[str, str], Way] = {}
        self._circles = circles = network.circle_of
        suppliers_of, passed, found = network.suppliers_of, self._passed, self._found
        for node in network.upstream_first:
            if node in found:
                continue
            if node in circles:
                self._settle(circles[node], network)
            else:
                behind = [passed[supplier] for supplier in suppliers_of.get(node, ()) if supplier in passed]
                if behind:
                    found[node] = min(behind)
                self._pass_on(node)

    def _pass_on(self, node: str) -> None:
        """Note what buyers of a node outside of its circle get from it."""
        ways = [Origin(-self._own[node], 1, node, node)] if node in self._own else []
        first = self._found.get(node)
        if first is not None:
            ways.append(self._faded(first, node))
        if ways:
            self._passed[node] = min(ways)

    def _faded(self, origin: Origin, node: str) -> Origin:
        """What a buyer of the node gets of an origin of the node."""
        own = self._own[origin.supplier]
        return Origin(-(own * self._attenuation**origin.distance), origin.distance + 1, origin.supplier, node)

    def _settle(self, circle: tuple[str, ...], network: SupplyNetwork) -> None:
        """The two worst of each company of a circle."""
        inside, own = set(circle), self._own
        heap: list[tuple[Origin, str]] = []
        for node in circle:
            suppliers = network.suppliers_of.get(node, ())
            # No other direct supplier can come before the two that are worst themselves.
            direct = heapq.nsmallest(2, (Origin(-own[s], 1, s, s) for s in suppliers if s in own))
            outside = (self._faded(self._found[s], s) for s in suppliers if s not in inside and s in self._found)
            heap.extend((origin, node) for origin in (*direct, *outside))
        heapq.heapify(heap)
        while heap:
            origin, node = heapq.heappop(heap)
            first = self._found.get(node)
            if first is None:
                self._found[node] = origin
            elif node in self._second or first.supplier == origin.supplier:
                continue
            else:
                self._second[node] = origin
            faded = self._faded(origin, node)
            for buyer in network.buyers_of.get(node, ()):
                if buyer in inside and buyer != origin.supplier and buyer not in self._second:
                    heapq.heappush(heap, (faded, buyer))
        for node in circle:
            self._pass_on(node)

    def of(self, node: str) -> Origin | None:
        """The worst that lies upstream of a node; None if nothing does."""
        return self._found.get(node)

    def through(self, supplier: str, buyer: str) -> float:
        """The worst that reaches a buyer through one direct supplier, that one included and the buyer left out."""
        first = self._found.get(supplier) if supplier in self._circles else None
        if first is None or first.supplier != buyer:
            passed = self._passed.get(supplier)
            return max(0.0, passed.value) if passed else 0.0
        second = self._second.get(supplier)
        return max(self._own.get(supplier, 0.0), self._faded(second, supplier).value if second else 0.0)

    def path(self, node: str) -> Path:
        """A shortest path from the worst supplier upstream to the node, shortened; empty if there is none."""
        origin = self._found.get(node)
        if origin is None:
            return ()
        supplier, here = origin.supplier, node
        ahead: list[str] = []
        while here != supplier and (here, supplier) not in self._ways:
            ahead.append(here)
            here = self._origin(here, supplier).via
        way = (1, (supplier,), ()) if here == supplier else self._ways[here, supplier]
        for following in reversed(ahead):
            way = self._ways[following, supplier] = one_longer(way, following, self._most)
        return shown(way)

    def _origin(self, node: str, supplier: str) -> Origin:
        first = self._found[node]
        return first if first.supplier == supplier else self._second[node]
