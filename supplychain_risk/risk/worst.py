"""The worst that lies upstream of every node, and the way it comes: in one pass over the links."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from supplychain_risk.network import SupplyNetwork
from supplychain_risk.paths import Path, Way, one_longer, shown

Origin = tuple[float, int, int, int]
"""Where a node's worst upstream value comes from: the value below zero, the fewest links away, the supplier, and the
direct supplier through whom it comes; both by number. They sort by what is worse: value, then nearness, then ids."""


class Worst:
    """For each node the supplier upstream whose own value, faded by `attenuation` per link beyond the first, is worst.

    A value only fades on its way, so the worst of a node is the worst of what its direct suppliers pass on, in one pass
    over the links, suppliers first. Where companies supply each other it is found like shortest paths (Dijkstra): the
    largest unsettled value is final. A node in a circle keeps two, of different suppliers: its buyers leave themselves
    out. Ties: nearer, then by id. Paths show at most `most` companies (`paths.shortened`).

    Nodes are told by their numbers in the network.
    """

    def __init__(self, network: SupplyNetwork, own: Mapping[str, float], attenuation: float, most: int) -> None:
        numbers = network.numbers
        self._nodes = numbers.nodes
        self._own = [own.get(node) if node in network.suppliers else None for node in numbers.nodes]
        self._attenuation = attenuation
        self._most = most
        self._found: list[Origin | None] = [None] * len(numbers.nodes)
        self._second: dict[int, Origin] = {}
        """The second origin of nodes in circles."""
        self._passed: list[Origin | None] = [None] * len(numbers.nodes)
        """Of each node the worst that it passes on to a buyer outside of its circle, itself included."""
        self._ways: dict[tuple[int, int], Way] = {}
        self._faded_by = [1.0]
        """What is left of a value after so many links."""
        circles = {numbers.of[node]: circle for node, circle in network.circle_of.items()}
        self._in_circle = circles.keys()
        settled: set[tuple[str, ...]] = set()
        suppliers_of, passed, found = list(numbers.suppliers.each()), self._passed, self._found
        for node in network.numbers_upstream_first:
            if node not in circles:
                behind = [origin for supplier in suppliers_of[node] if (origin := passed[supplier]) is not None]
                if behind:
                    found[node] = min(behind)
                self._pass_on(node)
            elif circles[node] not in settled:
                settled.add(circles[node])
                self._settle([numbers.of[member] for member in circles[node]], suppliers_of)

    def _pass_on(self, node: int) -> None:
        """Note what buyers of a node outside of its circle get from it."""
        own, first = self._own[node], self._found[node]
        if first is None:
            self._passed[node] = None if own is None else (-own, 1, node, node)
            return
        faded = self._faded(first, node)
        self._passed[node] = faded if own is None else min((-own, 1, node, node), faded)

    def _faded(self, origin: Origin, node: int) -> Origin:
        """What a buyer of the node gets of an origin of the node."""
        _, distance, supplier, _ = origin
        while distance >= len(self._faded_by):
            self._faded_by.append(self._attenuation ** len(self._faded_by))
        own = self._own[supplier] or 0.0
        return -(own * self._faded_by[distance]), distance + 1, supplier, node

    def _settle(self, circle: list[int], suppliers_of: list[list[int]]) -> None:
        """The two worst of each company of a circle."""
        inside = set(circle)
        buyers_of: dict[int, list[int]] = {node: [] for node in circle}
        heap: list[tuple[Origin, int]] = []
        for node in circle:
            suppliers = suppliers_of[node]
            # No other direct supplier can come before the two that are worst themselves.
            direct = heapq.nsmallest(2, ((-own, 1, s, s) for s in suppliers if (own := self._own[s]) is not None))
            heap.extend((origin, node) for origin in direct)
            for supplier in suppliers:
                if supplier in inside:
                    buyers_of[supplier].append(node)
                elif (origin := self._found[supplier]) is not None:
                    heap.append((self._faded(origin, supplier), node))
        heapq.heapify(heap)
        while heap:
            origin, node = heapq.heappop(heap)
            first = self._found[node]
            if first is None:
                self._found[node] = origin
            elif node in self._second or first[2] == origin[2]:
                continue
            else:
                self._second[node] = origin
            faded = self._faded(origin, node)
            for buyer in buyers_of[node]:
                if buyer != origin[2] and buyer not in self._second:
                    heapq.heappush(heap, (faded, buyer))
        for node in circle:
            self._pass_on(node)

    def of(self, node: int) -> float | None:
        """The worst that lies upstream of a node; None if nothing does."""
        origin = self._found[node]
        return None if origin is None else -origin[0]

    def supplier(self, node: int) -> str:
        """Whose the worst is that lies upstream of a node; empty if nothing does."""
        origin = self._found[node]
        return "" if origin is None else self._nodes[origin[2]]

    def passed_on(self) -> list[float]:
        """By number of a node the worst that reaches buyers outside of its circle through it, itself included."""
        return [0.0 if origin is None else max(0.0, -origin[0]) for origin in self._passed]

    def through(self, supplier: int, buyer: int) -> float:
        """The worst that reaches a buyer through one direct supplier, that one included and the buyer left out."""
        first = self._found[supplier] if supplier in self._in_circle else None
        if first is None or first[2] != buyer:
            passed = self._passed[supplier]
            return 0.0 if passed is None else max(0.0, -passed[0])
        second = self._second.get(supplier)
        return max(self._own[supplier] or 0.0, 0.0 if second is None else -self._faded(second, supplier)[0])

    def path(self, node: int) -> Path:
        """A shortest path from the worst supplier upstream to the node, shortened; empty if there is none."""
        origin = self._found[node]
        if origin is None:
            return ()
        supplier, here, ways = origin[2], node, self._ways
        ahead: list[int] = []
        while here != supplier and (here, supplier) not in ways:
            ahead.append(here)
            here = self._via(here, supplier)
        way = (1, (self._nodes[supplier],), ()) if here == supplier else ways[here, supplier]
        for following in reversed(ahead):
            way = ways[following, supplier] = one_longer(way, self._nodes[following], self._most)
        return shown(way)

    def _via(self, node: int, supplier: int) -> int:
        first = self._found[node]
        return first[3] if first is not None and first[2] == supplier else self._second[node][3]
