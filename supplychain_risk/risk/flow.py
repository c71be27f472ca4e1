"""The ways of a good downstream: from which sources it comes to a company, and by which companies.

Asking each source for all it reaches takes time in the square of a long chain. Here all sources set out together, and a
company keeps the surest few ways to it, so that time is in proportion to the links.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from supplychain_risk.network import SupplyNetwork, suppliers_first
from supplychain_risk.risk.bits import CHUNK
from supplychain_risk.risk.stops import Stop, Stops


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The surest way on which a good of one source comes to a company."""

    source: str
    at: str
    before: int
    """The least sure stop before this company, by `Stop.sureness`; 0 where the source itself sells to it."""
    distance: int
    """Links from the source."""
    came_from: Way | None
    """The way to the company before; None where the source itself sells to this one."""
    head: tuple[Way, ...]
    """The first steps of the way, as many as are ever shown of a beginning."""

    def passes(self, company: str) -> bool:
        """Whether the good has passed a company on this way."""
        here: Way | None = self
        while here is not None and here.at != company:
            here = here.came_from
        return here is not None

    def last(self, count: int) -> tuple[Way, ...]:
        """The last steps, up to `count`, in the order of the way."""
        found: list[Way] = []
        here: Way | None = self
        while here is not None and len(found) < count:
            found.append(here)
            here = here.came_from
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of a good from some sources to each company that it reaches, as many as are kept."""

    to: Mapping[str, Sequence[Way]]
    incomplete: Collection[str]
    """Companies that the good of further sources reaches, whose ways are not kept."""


class Flow:
    """Where one good can go: which companies can have it in what they sell, and to whom they can sell it."""

    def __init__(self, network: SupplyNetwork, stops: Stops, good: str) -> None:
        self.good = good
        self._network = network
        self._all_stops = stops
        self._stops: dict[str, Stop | None] = {}
        self._allowed: dict[str, tuple[str, ...]] = {}
        self._passing: dict[str, tuple[str, ...]] = {}

    def stop(self, company: str) -> Stop | None:
        """What a company can make of the good; None where no row connects what it makes with it."""
        if company not in self._stops:
            self._stops[company] = self._all_stops.at(self.good, company)
        return self._stops[company]

    def passing(self, company: str) -> tuple[str, ...]:
        """The buyers, ends of the chain left out, to whom a company can sell the good and who can use it."""
        if company not in self._passing:
            ends = self._network.ends
            self._passing[company] = tuple(
                buyer for buyer in self._buyers(company) if buyer not in ends and self.stop(buyer) is not None
            )
        return self._passing[company]

    def _buyers(self, company: str) -> tuple[str, ...]:
        """The buyers but for those to whom links say that something else is sold."""
        if company not in self._allowed:
            self._allowed[company] = tuple(
                buyer
                for buyer in self._network.buyers_of.get(company, ())
                if not self._all_stops.sold(company, buyer, self.good)[0]
            )
        return self._allowed[company]

    def end_of(self, way: Way) -> str | None:
        """To whom the good can go on from where the way leads, an end of the chain first; None if only back."""
        buyers = self._buyers(way.at)
        end = next((buyer for buyer in buyers if buyer in self._network.ends), None)
        if end is not None:
            return end
        in_one_circle = self._network.in_one_circle
        return next((b for b in buyers if not (in_one_circle(way.at, b) and way.passes(b))), None)

    def last_stop(self, at: str, end: str) -> Stop:
        """The stop at a company that the good has come to and that sells to `end`: first what that link names."""
        stop = self._all_stops.sold(at, end, self.good)[1] or self.stop(at)
        if stop is None:
            raise ValueError(f"no row connects {self.good!r} with what {at} makes")
        return stop

    def reached(self, sources: Iterable[str]) -> set[str]:
        """The companies that the good of any of the sources can reach."""
        found = {buyer for source in sources for buyer in self.passing(source)}
        waiting = list(found)
        while waiting:
            for buyer in self.passing(waiting.pop()):
                if buyer not in found:
                    found.add(buyer)
                    waiting.append(buyer)
        return found

    def ways(self, sources: Sequence[str], room: int, heads: int) -> Ways:
        """To each company the surest ways of different sources: `room` of them, if as many other sources reach it.

        The surest first, then the shortest, then by ids; the beginning of a way is the surest there is to each company
        on it. A company keeps `room` ways for each sureness that they can have before it, since what a link names may
        be surer than what the company makes.

        Args:
            sources: ids, sorted.
            room: how many ways are kept.
            heads: of how many first steps each way knows by itself.
        """
        room += 1  # One way may be that of a source to which the good comes further on, where it is not told.
        heap, cut = self._first_steps(sources, room)
        found: dict[str, list[Way]] = {}
        seen: dict[str, set[str]] = {}
        kept: Counter[tuple[str, int]] = Counter()
        while heap:
            _, distance, source, here, _, before, came_from = heapq.heappop(heap)
            known = seen.setdefault(here, set())
            if here == source or source in known or (distance > 1 and _holds(self.passing(source), here)):
                continue
            known.add(source)
            if kept[here, before] >= room:
                cut.add(here)
                continue
            kept[here, before] += 1
            head = came_from.head if came_from is not None else ()
            way = Way(source, here, before, distance, came_from, head)
            if distance <= heads:
                way = Way(source, here, before, distance, came_from, (*head, way))
            found.setdefault(here, []).append(way)
            stop = self.stop(here)
            surely = max(before, stop.sureness) if stop is not None else before
            for buyer in self.passing(here):
                if source not in seen.get(buyer, ()) and (at := self.stop(buyer)) is not None:
                    step = (max(surely, at.sureness), distance + 1, source, buyer, here, surely, way)
                    heapq.heappush(heap, step)
        return Ways(found, cut | self.reached(cut))

    def _first_steps(self, sources: Sequence[str], room: int) -> tuple[list[_Step], set[str]]:
        """From the sources to their buyers, `room` of them to each, and the buyers to whom there are more."""
        heap: list[_Step] = []
        counted: Counter[str] = Counter()
        cut: set[str] = set()
        for source in sources:
            for buyer in self.passing(source):
                counted[buyer] += 1
                if counted[buyer] > room:
                    cut.add(buyer)
                elif (at := self.stop(buyer)) is not None:
                    heap.append((at.sureness, 1, source, buyer, "", 0, None))
        heapq.heapify(heap)
        return heap, cut

    # --- how many sources there are --------------------------------------------------------------------------

    def sets(self, sources: Sequence[str], wanted: Collection[str]) -> Mapping[str, int]:
        """Company of those wanted → which of the sources' goods reach it, a bit for each by its place in `sources`."""
        groups, place_of = self._groups
        arrived: dict[int, int] = {}
        for number, source in enumerate(sources):
            for buyer in self.passing(source):
                place = place_of[buyer]
                arrived[place] = arrived.get(place, 0) | 1 << number
        waiting = sorted(arrived)
        queued = set(waiting)
        found: dict[str, int] = {}
        while waiting:
            place = heapq.heappop(waiting)
            bits = arrived.pop(place)
            for company in groups[place]:
                if company in wanted:
                    found[company] = bits
            for onward in self._onward(place):
                arrived[onward] = arrived.get(onward, 0) | bits
                if onward not in queued:
                    queued.add(onward)
                    heapq.heappush(waiting, onward)
        return found

    @cached_property
    def _groups(self) -> tuple[Sequence[tuple[str, ...]], Mapping[str, int]]:
        """Companies, those together between which the good can go round, suppliers first; and the place of each."""
        network = self._network
        groups: Sequence[tuple[str, ...]]
        if network.circle_of:
            groups = suppliers_first(network.upstream_first, self.passing)
        else:
            groups = [(node,) for node in network.upstream_first]
        return groups, {node: place for place, group in enumerate(groups) for node in group}

    def _onward(self, place: int) -> Iterable[int]:
        groups, place_of = self._groups
        return {place_of[buyer] for node in groups[place] for buyer in self.passing(node)} - {place}


_Step = tuple[int, int, str, str, str, int, Way | None]
"""How sure a way is at a company, its links, the source, the company, the one before, and the way to that one."""


def _holds(names: Sequence[str], name: str) -> bool:
    """Whether a sorted sequence holds a name."""
    place = bisect_left(names, name)
    return place < len(names) and names[place] == name


Asked = tuple[str, Mapping[str, frozenset[str]]]
"""A company, and for each good the sources that are asked about."""


def count_sources(flow: Callable[[str], Flow], asked: Sequence[Asked]) -> Sequence[int]:
    """How many different sources' goods reach each company, itself left out; each source once, whichever good.

    Exact for companies that supply nobody in circles. Inside a circle also counted are sources whose goods can only go
    back from the company to where they came from.
    """
    goods = sorted({good for _, parts in asked for good in parts})
    everybody = sorted({source for _, parts in asked for sources in parts.values() for source in sources})
    wanted = {good: {company for company, parts in asked if good in parts} for good in goods}
    counts = [0] * len(asked)
    for start in range(0, len(everybody), CHUNK):
        chunk = everybody[start : start + CHUNK]
        number_of = {source: number for number, source in enumerate(chunk)}
        sets = {good: flow(good).sets(chunk, wanted[good]) for good in goods}
        masks: dict[frozenset[str], int] = {}
        for number, (company, parts) in enumerate(asked):
            union = 0
            for good, sources in parts.items():
                if sources not in masks:
                    masks[sources] = sum(1 << number_of[source] for source in sources if source in number_of)
                union |= sets[good].get(company, 0) & masks[sources]
            if company in number_of:
                union &= ~(1 << number_of[company])
            counts[number] += union.bit_count()
    return counts
