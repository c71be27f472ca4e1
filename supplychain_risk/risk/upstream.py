"""What lies upstream of every node at once: sums over it, the first few of it. Each supplier once.

Asking each node for its upstream one by one takes time in the square of the network; these passes go over the links a
fixed number of times.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from supplychain_risk.network import SupplyNetwork

CHUNK = 32768
"""Suppliers whose reach is followed together, one bit each: 4 KiB per node reached."""

FEW = 1024
"""Suppliers upstream of a company, up to which they are always passed on as numbers: 4 KiB."""

SPARSE = 64
"""One in so many of all suppliers takes about as long to pass on as a number as all take as bits."""

HELD = 2**26
"""Numbers that wait to be passed on, above which only companies with `FEW` upstream pass on numbers: 256 MiB."""

ASKED = 16
"""Companies, up to which each is asked for its upstream by itself: the reporting company buys from all."""

_Numbers = npt.NDArray[np.int32]
"""Suppliers by number."""

_NOTHING: _Numbers = np.empty(0, np.int32)

_AS_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


class Reach:
    """Sums over everything upstream of each node, each supplier once.

    Most companies have few suppliers upstream, whose numbers are passed on from suppliers to buyers. Where there
    are many they travel as sets of bits, `CHUNK` suppliers at a time.
    """

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
        return self._beside(self._network.buyers_of)

    @cached_property
    def _inward(self) -> list[tuple[int, ...]]:
        """Place of a group → places of the groups that supply it."""
        return self._beside(self._network.suppliers_of)

    def _beside(self, others_of: Mapping[str, Sequence[str]]) -> list[tuple[int, ...]]:
        place = self._place
        found: list[tuple[int, ...]] = []
        for number, group in enumerate(self._groups):
            if len(group) == 1:
                beside = [place[other] for other in others_of.get(group[0], ())]
            else:
                beside = [place[other] for node in group for other in others_of.get(node, ())]
            found.append(tuple(sorted({*beside} - {number})) if len(beside) > 1 or number in beside else tuple(beside))
        return found

    def sums(self, *weights: Mapping[str, int]) -> tuple[Mapping[str, int], ...]:
        """For each of several weightings (supplier → whole number, at least 0): node → sum over its upstream.

        A node with nothing upstream is left out; a node is not upstream of itself, whatever circle it is in.
        """
        distinct = [w for number, w in enumerate(weights) if w not in weights[:number]]
        counting = {supplier for weight in distinct for supplier, many in weight.items() if many}
        order = [s for group in self._groups for s in group if s in counting]
        counts = [_Count.over(order, weight) for weight in distinct]
        number_of = {supplier: number for number, supplier in enumerate(order)}
        uncounted, large, feeding = self._few(number_of, counts)
        asked = self._most_supplied(uncounted)
        for place in asked:
            (node,) = self._groups[place]
            numbers = [number_of[other] for other in self._network.upstream(node) if other in number_of]
            for count in counts:
                count.add(node, np.array(numbers, np.int32))
        rest = uncounted - asked
        through = self._behind(rest, within=uncounted | large)
        feeding = {place: held for place, held in feeding.items() if not through.isdisjoint(self._onward[place])}
        for start in range(0, len(order) if rest else 0, CHUNK):
            self._many(order[start : start + CHUNK], start, number_of, counts, rest, through, feeding)
        return tuple(counts[distinct.index(weight)].total for weight in weights)

    def _most_supplied(self, places: Collection[int]) -> set[int]:
        """The few companies of these with the most suppliers: to ask each is cheaper than to pass all on to them."""
        single = (place for place in places if len(self._groups[place]) == 1)
        return set(heapq.nsmallest(ASKED, single, key=lambda place: (-len(self._inward[place]), place)))

    def _behind(self, places: Collection[int], *, within: Collection[int]) -> set[int]:
        """These groups, and those of `within` that lead to them by way of others of it."""
        found = set(places)
        waiting = list(found)
        while waiting:
            more = {supplier for supplier in self._inward[waiting.pop()] if supplier in within} - found
            found |= more
            waiting.extend(more)
        return found

    def _few(
        self, number_of: Mapping[str, int], counts: Sequence[_Count]
    ) -> tuple[set[int], set[int], Mapping[int, _Numbers]]:
        """Count for the groups all of whose suppliers have few upstream.

        Groups that are not counted; those that are, and have too many upstream to pass them on; and what the others
        pass on to these. What a group passes on is kept until the last of its buyers has it.
        """
        inward = self._inward
        passed: dict[int, _Numbers] = {}
        waiting = [len(buyers) for buyers in self._onward]
        uncounted: set[int] = set()
        large: set[int] = set()
        held = 0
        for place, group in enumerate(self._groups):
            suppliers = inward[place]
            if not suppliers and len(group) == 1:
                number = number_of.get(group[0])
                if number is not None and waiting[place]:
                    passed[place] = np.array((number,), np.int32)
                    held += 1
                continue
            if any(supplier in large or supplier in uncounted for supplier in suppliers):
                uncounted.add(place)
                continue
            mine = [number_of[node] for node in group if node in number_of]
            behind = [passed[supplier] for supplier in suppliers if supplier in passed]
            if len(group) > 1:
                behind.append(np.array(mine, np.int32))
            everything = before = _union(behind)
            if len(group) == 1 and mine:
                everything = np.append(before, np.int32(mine[0])) if len(before) else np.array(mine, np.int32)
            for node in group if len(before) else ():
                alone = len(group) == 1 or node not in number_of
                for count in counts:
                    count.add(node, before if alone else before[before != number_of[node]])
            if len(everything) > (FEW if held > HELD else max(FEW, len(number_of) // SPARSE)):
                large.add(place)
                continue
            if len(everything) and waiting[place]:
                passed[place] = everything
                held += len(everything)
            for supplier in suppliers:
                waiting[supplier] -= 1
                if not waiting[supplier]:
                    held -= len(passed.pop(supplier, ()))
        return uncounted, large, {place: np.sort(numbers) for place, numbers in passed.items()}

    def _many(
        self,
        suppliers: list[str],
        start: int,
        number_of: Mapping[str, int],
        counts: Sequence[_Count],
        counting: Collection[int],
        through: Collection[int],
        feeding: Mapping[int, _Numbers],
    ) -> None:
        """Count a chunk of suppliers for some groups, as bits that travel to them from those `feeding`."""
        end = start + len(suppliers)
        planes = [(count.total, tuple(_planes(suppliers, count.weights))) for count in counts]
        inherited: dict[int, int] = {}
        for place in sorted((*through, *feeding)):
            if place in feeding:
                everything = _bits(feeding[place], start, end)
            else:
                group = self._groups[place]
                before = inherited.pop(place, 0)
                mine = [1 << number_of[n] - start for n in group if n in number_of and start <= number_of[n] < end]
                everything = before | sum(mine)
                for node in group if everything and place in counting else ():
                    upstream = before
                    if len(group) > 1:
                        number = number_of.get(node, -1)
                        upstream = everything & ~(1 << number - start) if start <= number < end else everything
                    if upstream:
                        for total, of_weight in planes:
                            more = 0
                            for power, mask in of_weight:
                                more += (upstream if mask is None else upstream & mask).bit_count() << power
                            if more:
                                total[node] = total.get(node, 0) + more
            if everything:
                for buyer in self._onward[place]:
                    if buyer in through:
                        inherited[buyer] = inherited.get(buyer, 0) | everything

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


@dataclass(frozen=True, slots=True)
class _Count:
    """One weighting, and its sums so far."""

    total: dict[str, int]
    weights: Mapping[str, int]
    by_number: npt.NDArray[np.int64] | None
    """None if every supplier counts as one."""

    @classmethod
    def over(cls, order: Sequence[str], weights: Mapping[str, int]) -> _Count:
        by_number = np.fromiter((weights.get(supplier, 0) for supplier in order), np.int64, len(order))
        return cls({}, weights, None if (by_number == 1).all() else by_number)

    def add(self, node: str, upstream: _Numbers) -> None:
        """Count what is upstream of a node; where all of it counts nothing, the node is left out."""
        if not self.weights:
            return
        total = len(upstream) if self.by_number is None else int(self.by_number[upstream].sum())
        if total:
            self.total[node] = total


def _union(many: Sequence[_Numbers]) -> _Numbers:
    """Numbers of several arrays, each once; sorted where there are several."""
    if len(many) < 2:
        return many[0] if many else _NOTHING
    together = np.concatenate(many)
    together.sort()
    is_first = np.empty(len(together), np.bool_)
    is_first[:1] = True
    np.not_equal(together[1:], together[:-1], out=is_first[1:])
    once: _Numbers = together[is_first]
    return once


def _bits(numbers: _Numbers, start: int, end: int) -> int:
    """Of sorted numbers those from `start` and below `end` as bits."""
    first, last = np.searchsorted(numbers, (start, end))
    if last - first < 4:
        return sum(1 << int(number) - start for number in numbers[first:last])
    held = np.zeros(int(numbers[last - 1]) - start + 1, np.bool_)
    held[numbers[first:last] - start] = True
    return int.from_bytes(np.packbits(held, bitorder="little").tobytes(), "little")


def _planes(suppliers: list[str], weight: Mapping[str, int]) -> Iterable[tuple[int, int | None]]:
    """Binary digits of the weights: (power of two, the suppliers whose weight has that digit as bits, None for all)."""
    power, rest = 0, {number: weight.get(supplier, 0) for number, supplier in enumerate(suppliers)}
    while any(rest.values()):
        odd = bytearray(len(suppliers))
        for number, value in rest.items():
            odd[len(suppliers) - 1 - number] = value & 1
        mask = int(odd.translate(_AS_DIGITS), 2) if odd else 0
        if mask:
            yield power, None if mask.bit_count() == len(suppliers) else mask
        power += 1
        rest = {number: value >> 1 for number, value in rest.items() if value > 1}
