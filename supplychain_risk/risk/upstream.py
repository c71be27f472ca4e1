"""What lies upstream of every node at once: the worst of it, sums over it, the first few of it. Each supplier once.

Asking each node for its upstream one by one takes time in the square of the network; these passes go over the links a
fixed number of times.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from supplychain_risk.network import SupplyNetwork
from supplychain_risk.paths import Path

CHUNK = 32768
"""Suppliers whose reach is followed together, one bit each: 4 KiB per node reached."""


_AS_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a node's worst upstream value comes from: value, fewest links away, which supplier, through whom."""

    value: float
    distance: int
    supplier: str
    via: str


class Worst:
    """For each node the supplier upstream whose own value, faded by `attenuation` per link beyond the first, is worst.

    Found like shortest paths (Dijkstra): a value only fades on its way, so the largest unsettled one is final. A node
    in a circle keeps two, of different suppliers: its buyers leave themselves out. Ties: nearer, then by id.
    """

    def __init__(self, network: SupplyNetwork, own: Mapping[str, float], attenuation: float) -> None:
        self._own = own
        self._found: dict[str, list[Origin]] = {}
        self._attenuation = attenuation
        found, buyers_of, circle_of = self._found, network.buyers_of, network.circle_of
        heap = list(self._nearest(network))
        heapq.heapify(heap)
        while heap:
            minus, distance, supplier, node, via = heapq.heappop(heap)
            known = found.setdefault(node, [])
            room = 2 if node in circle_of else 1
            if len(known) >= room or any(origin.supplier == supplier for origin in known):
                continue
            known.append(Origin(-minus, distance, supplier, via))
            faded = own[supplier] * attenuation**distance
            for buyer in buyers_of.get(node, ()):
                full = len(found.get(buyer, ())) >= (2 if buyer in circle_of else 1)
                if buyer != supplier and not full:
                    heapq.heappush(heap, (-faded, distance + 1, supplier, buyer, node))

    def _nearest(self, network: SupplyNetwork) -> Iterator[tuple[float, int, str, str, str]]:
        """The worst direct suppliers of each node, as many as it keeps: no other direct one can come before them."""
        own = self._own
        for node, suppliers in network.suppliers_of.items():
            known = [(-own[i], i) for i in suppliers if i in own and i in network.suppliers]
            for minus, supplier in sorted(known)[:2] if node in network.circle_of else ([min(known)] if known else ()):
                yield minus, 1, supplier, node, supplier

    def of(self, node: str) -> Origin | None:
        """The worst that lies upstream of a node; None if nothing does."""
        return next(iter(self._found.get(node, ())), None)

    def through(self, supplier: str, buyer: str) -> float:
        """The worst that reaches a buyer through one direct supplier, that one included and the buyer left out."""
        beyond = next((o for o in self._found.get(supplier, ()) if o.supplier != buyer), None)
        faded = self._own[beyond.supplier] * self._attenuation**beyond.distance if beyond else 0.0
        return max(self._own.get(supplier, 0.0), faded)

    def path(self, node: str) -> Path:
        """A shortest path from the worst supplier upstream to the node; empty if there is none."""
        origin = self.of(node)
        if origin is None:
            return ()
        path = [node]
        while path[-1] != origin.supplier:
            here = next(o for o in self._found[path[-1]] if o.supplier == origin.supplier)
            path.append(here.via)
        return tuple(reversed(path))


class Reach:
    """Sums over everything upstream of each node, by sets of bits that are passed on from suppliers to buyers."""

    def __init__(self, network: SupplyNetwork) -> None:
        self._network = network
        circles = network.circle_of
        groups: dict[tuple[str, ...], int] = {}
        self._place: dict[str, int] = {}
        for node in network.upstream_first:
            self._place[node] = groups.setdefault(circles.get(node) or (node,), len(groups))
        self._groups = list(groups)
        """Single nodes and circles, suppliers before buyers."""

    @cached_property
    def _onward(self) -> list[tuple[int, ...]]:
        """Place of a group → places of the groups that buy from it."""
        place, buyers_of = self._place, self._network.buyers_of
        return [
            tuple(sorted({place[buyer] for node in group for buyer in buyers_of.get(node, ())} - {number}))
            for number, group in enumerate(self._groups)
        ]

    def sums(self, *weights: Mapping[str, int]) -> tuple[Mapping[str, int], ...]:
        """For each of several weightings (supplier → whole number, at least 0): node → sum over its upstream.

        A node with nothing upstream is left out; a node is not upstream of itself, whatever circle it is in.
        """
        totals: tuple[dict[str, int], ...] = tuple({} for _ in weights)
        order = [s for group in self._groups for s in group if any(w.get(s) for w in weights)]
        for start in range(0, len(order), CHUNK):
            self._follow(order[start : start + CHUNK], weights, totals)
        return totals

    def _follow(
        self, suppliers: list[str], weights: tuple[Mapping[str, int], ...], totals: tuple[dict[str, int], ...]
    ) -> None:
        number_of = {supplier: number for number, supplier in enumerate(suppliers)}
        planes = [list(_planes(suppliers, weight)) for weight in weights]
        inherited: dict[int, int] = {}
        own: dict[int, list[int]] = {}
        for supplier, number in number_of.items():
            own.setdefault(self._place[supplier], []).append(number)
        waiting = sorted(own)
        queued = set(waiting)
        while waiting:
            place = heapq.heappop(waiting)
            before = inherited.pop(place, 0)
            everything = before | sum(1 << number for number in own.get(place, ()))
            group = self._groups[place]
            for node in group:
                itself = 1 << number_of[node] if len(group) > 1 and node in number_of else 0
                upstream = before if len(group) == 1 else everything & ~itself
                if upstream:
                    for total, of_weight in zip(totals, planes, strict=True):
                        more = sum((upstream & mask).bit_count() << power for power, mask in of_weight)
                        total[node] = total.get(node, 0) + more
            for onward in self._onward[place]:
                inherited[onward] = inherited.get(onward, 0) | everything
                if onward not in queued:
                    queued.add(onward)
                    heapq.heappush(waiting, onward)

    def first(self, chosen: Collection[str], limit: int) -> Mapping[str, tuple[str, ...]]:
        """Node → the first `limit` of the chosen suppliers upstream of it, by id; nodes without any are left out."""
        kept: dict[int, tuple[str, ...]] = {}
        found: dict[str, tuple[str, ...]] = {}
        for place, group in enumerate(self._groups):
            before = kept.get(place, ())
            mine = [node for node in group if node in chosen]
            # One more than asked for, because a node in a circle leaves itself out.
            everything = _smallest((*before, *mine), limit + 1) if mine else before
            for node in group:
                upstream = before if len(group) == 1 else tuple(n for n in everything if n != node)
                if upstream:
                    found[node] = upstream[:limit]
            if everything:
                for onward in self._onward[place]:
                    known = kept.get(onward)
                    kept[onward] = _smallest((*known, *everything), limit + 1) if known else everything
        return found


def _smallest(names: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(sorted(set(names))[:limit])


def _planes(suppliers: list[str], weight: Mapping[str, int]) -> Iterable[tuple[int, int]]:
    """Binary digits of the weights: (power of two, the suppliers whose weight has that digit, as bits)."""
    power, rest = 0, {number: weight.get(supplier, 0) for number, supplier in enumerate(suppliers)}
    while any(rest.values()):
        odd = bytearray(len(suppliers))
        for number, value in rest.items():
            odd[len(suppliers) - 1 - number] = value & 1
        mask = int(odd.translate(_AS_DIGITS), 2) if odd else 0
        if mask:
            yield power, mask
        power += 1
        rest = {number: value >> 1 for number, value in rest.items() if value > 1}
