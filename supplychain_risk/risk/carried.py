"""Goods on their way: an order on an input, followed along the paths that the input states.

A finding about a good of a supplier far upstream says nothing yet about the goods bought at tier 1. Here each path is
walked link by link: whether what the next company makes can hold the good (`inputs.py`, table rows), whether its goods
are not stated, or whether no row connects them, where the walk ends. What arrives at a company, in the
middle of the chain as at its end, is told there once per order or list row, with the paths; the finding at the source
stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from supplychain_risk.domain import CellRef, Certainty, Channel, DueDiligence, Finding
from supplychain_risk.laws import KINDS
from supplychain_risk.laws.case import cells_of
from supplychain_risk.laws.cbp import ORDER_ON_COMPANY, orders
from supplychain_risk.laws.chain import CARRIED, CARRIED_LISTED_GOOD, CARRIED_ORDER
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Travels
from supplychain_risk.laws.merchandise import names_good
from supplychain_risk.laws.world import World
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.paths import left_out
from supplychain_risk.risk.flow import Asked, Flow, Way, Ways, count_sources
from supplychain_risk.risk.stops import Stop, Stops


@dataclass(frozen=True, slots=True)
class CarriedFinding:
    """A draft about a company that a good reaches, with its cells and the paths that it is about."""

    supplier: str
    draft: Draft
    cells: tuple[CellRef, ...]
    paths: tuple[tuple[str, ...], ...]
    path_count: int
    """Suppliers from which the good arrives, each by its surest path; there may be more paths."""


@dataclass(frozen=True)
class CarriedGoods:
    """What arrives where.

    `reached` holds the companies that a barred good of a supplier on hold upstream can reach.
    """

    findings: tuple[CarriedFinding, ...]
    reached: frozenset[str]

    @cached_property
    def to(self) -> Mapping[str, tuple[CarriedFinding, ...]]:
        """The findings by supplier."""
        found: dict[str, list[CarriedFinding]] = {}
        for finding in self.findings:
            found.setdefault(finding.supplier, []).append(finding)
        return {supplier: tuple(findings) for supplier, findings in found.items()}


def carried_goods(network: SupplyNetwork, world: World, made: Mapping[str, Sequence[Finding]]) -> CarriedGoods:
    """Follow every barred or listed good of `made` (findings by supplier) to every company it can reach.

    Why it matters: import bans reach goods made wholly or in part with a barred input, whoever sells them.
    Does not say: that the goods bought hold the input. Stated means that the sheet states each link and each good, and
    that each product is made of the one before; possible that a table says it can be, or that a company's goods are not
    stated. Where no row of our tables connects two goods the walk ends, which does not rule out that they are.
    """
    stops = Stops(network, world)
    rows: dict[_Row, dict[str, dict[str, list[Finding]]]] = {}
    holding: dict[str, list[str]] = {}
    for source in sorted(made):
        if source not in network.buyers_of or not network.is_connected(source):
            continue
        for finding in filter(travels, made[source]):
            for good in finding.reason.goods or tuple(g.code for g in stops.case(source).goods) or ("",):
                row = _kind(finding).code, finding.citations[0].row
                rows.setdefault(row, {}).setdefault(good, {}).setdefault(source, []).append(finding)
                if finding.calls_for is DueDiligence.HOLD:
                    holding.setdefault(good, []).append(source)
    flows = {good: Flow(network, stops, good) for by_good in rows.values() for good in by_good}
    exposure = world.policy.exposure
    arrivals = _Arrivals(flows, rows, exposure.paths_shown.value, exposure.companies_shown.value)
    told = [one for company in arrivals.companies(network) for one in arrivals.told(company, made.get(company, ()))]
    counted = iter(count_sources(flows.__getitem__, [one.asked for one in told if one.asked]))
    return CarriedGoods(
        tuple(_finding(network, world, flows, one, next(counted) if one.asked else None) for one in told),
        frozenset().union(*(flows[good].reached(sources) for good, sources in holding.items())),
    )


NOT_CONNECTED = (
    "No row of our tables connects what is barred there with what this supplier sells, which does not rule it out."
)
"""Put to the reason of a supplier that is for review only because of a hold upstream whose goods were not followed to
it. It lowers nothing: that no row connects two goods is no clearance."""


_Row = tuple[str, str]
"""What tells of a good where it arrives, by the code of its kind, and the row that the good is under."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A good of a source at a company that can pass it on."""

    good: str
    way: Way
    end: str
    """A buyer to whom the company sells."""
    last: Stop
    """What was found at the company, for what it sells to that buyer."""

    @property
    def sureness(self) -> int:
        """That of the least sure stop."""
        return max(self.way.before, self.last.sureness)

    @property
    def rank(self) -> int:
        """The rank of the least sure stop."""
        return max(0, self.sureness - 1)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told in one finding about a company: arrivals of goods under some rows from the same sources."""

    company: str
    code: str
    arrivals: Sequence[tuple[Finding, _Arrival]]
    asked: Asked | None
    """What must be asked to count the sources; None where each of them is among the arrivals."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """Sources of one good under the same rows, as surely and by the same kinds of finding, and the ways from them."""

    sources: tuple[str, ...]
    rows: frozenset[_Row]
    ways: Ways


class _Arrivals:
    """What arrives where, worked out once for all sources of a good that are under the same rows."""

    def __init__(
        self,
        flows: Mapping[str, Flow],
        rows: Mapping[_Row, Mapping[str, Mapping[str, Sequence[Finding]]]],
        paths_shown: int,
        companies_shown: int,
    ) -> None:
        self._flows = flows
        self._rows = rows
        self._sources: dict[tuple[str, int], frozenset[str]] = {}
        under: dict[str, dict[str, list[tuple[_Row, str, Certainty]]]] = {}
        for row in sorted(rows):
            for good, sources in rows[row].items():
                for source, findings in sources.items():
                    told = [(row, finding.code, finding.certainty) for finding in findings]
                    under.setdefault(good, {}).setdefault(source, []).extend(told)
        self._alike: dict[str, list[_Alike]] = {}
        for good in sorted(under):
            groups: dict[tuple[tuple[_Row, str, Certainty], ...], list[str]] = {}
            for source in sorted(under[good]):
                groups.setdefault(tuple(under[good][source]), []).append(source)
            self._alike[good] = [
                _Alike(
                    tuple(sources),
                    frozenset(row for row, _, _ in of),
                    flows[good].ways(sources, paths_shown, companies_shown // 2),
                )
                for of, sources in sorted(groups.items())
            ]

    def companies(self, network: SupplyNetwork) -> Sequence[str]:
        """The suppliers that something reaches, sorted."""
        reached = {company for groups in self._alike.values() for alike in groups for company in alike.ways.to}
        return sorted(company for company in reached if company in network.suppliers)

    def told(self, company: str, own: Sequence[Finding]) -> Iterator[_Told]:
        """The findings about a company, which has these of its own.

        What its own findings tell is left out, and of listed goods what an order on the same good tells; several orders
        on the same goods of the same sources are told together.
        """
        here: dict[tuple[str, int], list[_Arrival]] = {}
        parts: dict[_Row, dict[str, int]] = {}
        for good, groups in self._alike.items():
            for number, alike in enumerate(groups):
                found = [a for way in alike.ways.to.get(company, ()) if (a := self._arrival(good, way)) is not None]
                if found:
                    here[good, number] = found
                    for row in alike.rows:
                        parts.setdefault(row, {})[good] = parts.get(row, {}).get(good, 0) | 1 << number
        barred: dict[str, int] = {}
        for (code, _), by_good in parts.items():
            for good, groups_there in by_good.items() if code == CARRIED_ORDER.code else ():
                barred[good] = barred.get(good, 0) | groups_there
        merged: dict[tuple[str, frozenset[tuple[str, int]]], list[_Row]] = {}
        for row in sorted(parts):
            by_good = parts[row]
            if any(_tells(finding, row[1]) for finding in own):
                continue
            listed = row[0] == CARRIED_LISTED_GOOD.code
            if listed and all(there & ~barred.get(good, 0) == 0 for good, there in by_good.items()):
                continue
            merged.setdefault((row[0], frozenset(by_good.items())), []).append(row)
        for (code, goods), together in merged.items():
            arrived = [
                (finding, arrival)
                for row in together
                for good, there in sorted(goods)
                for number in _places(there)
                for arrival in here[good, number]
                for finding in self._rows[row][good][arrival.way.source]
            ]
            all_here = not any(
                company in self._alike[good][number].ways.incomplete
                for good, there in goods
                for number in _places(there)
            )
            asked = None if all_here else (company, {good: self._of(good, there) for good, there in sorted(goods)})
            yield _Told(company, code, arrived, asked)

    def _arrival(self, good: str, way: Way) -> _Arrival | None:
        flow = self._flows[good]
        end = flow.end_of(way)
        return None if end is None else _Arrival(good, way, end, flow.last_stop(way.at, end))

    def _of(self, good: str, groups: int) -> frozenset[str]:
        """All sources of some groups."""
        if (good, groups) not in self._sources:
            alike = self._alike[good]
            self._sources[good, groups] = frozenset(s for number in _places(groups) for s in alike[number].sources)
        return self._sources[good, groups]


def _places(bits: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _tells(finding: Finding, row: str) -> bool:
    """Whether a supplier's own finding rests on the row; one that is only inferred tells nothing."""
    return finding.certainty is not Certainty.INFERRED and any(row == c.row for c in finding.citations)


def travels(finding: Finding) -> bool:
    """Whether a finding goes with the goods: an order, a confirmed match, or a good listed for forced labor.

    A match that a reviewer cleared does not.
    """
    if finding.disposition == "false_positive":
        return False
    confirmed = finding.calls_for is DueDiligence.HOLD and finding.certainty is Certainty.STATED
    return KINDS[finding.code].travels is not Travels.NOT or (finding.channel is Channel.LEGAL and confirmed)


def _kind(finding: Finding) -> Kind:
    """The kind that tells of the finding where its goods arrive."""
    return CARRIED.get(KINDS[finding.code].travels, CARRIED_ORDER)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown of an arrival: the source, the first companies, how many are left out, the last ones, the end."""

    source: str
    first: Sequence[tuple[str, Stop]]
    left_out: int
    last: Sequence[tuple[str, Stop]]
    end: str

    @classmethod
    def of(cls, arrival: _Arrival, flow: Flow, most: int) -> _Shown:
        """As `shortened` cuts a path to `most` companies."""
        way = arrival.way

        def stops(ways: Iterable[Way]) -> Sequence[tuple[str, Stop]]:
            return [
                (one.at, stop)
                for one in ways
                if (stop := arrival.last if one is way else flow.stop(one.at)) is not None
            ]

        left_out = max(0, way.distance + 2 - most)
        first = way.head[: most // 2 - 1] if left_out else way.last(way.distance)
        last = way.last(most - most // 2 - 1) if left_out else ()
        return cls(way.source, stops(first), left_out, stops(last), arrival.end)

    @property
    def stops(self) -> Sequence[tuple[str, Stop]]:
        """The companies after the source and what was found there."""
        return [*self.first, *self.last]

    @property
    def pieces(self) -> Sequence[tuple[str, ...]]:
        """The companies of the path in one piece, or in two where some between are left out."""
        first = (self.source, *(company for company, _ in self.first))
        last = (*(company for company, _ in self.last), self.end)
        return (first, last) if self.left_out else ((*first, *last),)

    @property
    def path(self) -> tuple[str, ...]:
        """The path, with how many companies are left out of it."""
        first, *last = self.pieces
        return (*first, left_out(self.left_out), *last[0]) if last else first


def _finding(
    network: SupplyNetwork, world: World, flows: Mapping[str, Flow], told: _Told, counted: int | None
) -> CarriedFinding:
    """The finding; `counted` is the number of sources where not all are among the arrivals."""

    def order(item: tuple[Finding, _Arrival]) -> tuple[bool, bool, int, int, str]:
        finding, arrival = item
        doubtful = _certainty(finding, arrival, world) is not Certainty.STATED
        way = arrival.way
        return doubtful, finding.certainty is not Certainty.STATED, arrival.rank, way.distance, way.source

    ranked = sorted(told.arrivals, key=order)
    by_source: dict[str, tuple[Finding, _Arrival]] = {}
    for item in ranked:
        by_source.setdefault(item[1].way.source, item)
    sources = len(by_source) if counted is None else counted
    finding, arrival = ranked[0]
    certainty = _certainty(finding, arrival, world)
    most = world.policy.exposure.companies_shown.value
    shown = [
        (f, _Shown.of(a, flows[a.good], most))
        for f, a in list(by_source.values())[: world.policy.exposure.paths_shown.value]
    ]
    also = _once(f for f, a in ranked if a.way.source == arrival.way.source and f.citations[0] != finding.citations[0])
    relations = [s.citation for _, one in shown for _, stop in one.stops if stop.chain for s in stop.chain.steps]
    policy = world.policy.carried
    kind = KINDS[told.code]
    if kind is CARRIED_ORDER:
        chosen = policy.stated_order if certainty is Certainty.STATED else policy.possible_order
    else:
        chosen = policy.stated_listed_good if certainty is Certainty.STATED else policy.possible_listed_good
    made = Draft(
        kind=kind,
        certainty=certainty,
        statement=_statement(network, world, finding, arrival, shown[0][1], sources) + _also(also),
        instrument=finding.reason.instrument,
        jurisdiction=finding.reason.jurisdiction,
        citations=_once([*finding.citations, *(c for f in also for c in f.citations), *relations]),
        reads=(),
        calls_for=chosen.value,
        next_step=(
            f"Ask {network.name(told.company)} "
            + (f"where the {_name(world, arrival.good).lower()} comes from that" if arrival.good else "what of it")
            + " is in these goods, with purchase and production records of each step."
        ),
        steps_of=finding.code,
    )
    cells = _once(cell for f, one in shown for cell in _cells(network, f, one))
    return CarriedFinding(told.company, made, cells, tuple(one.path for _, one in shown), sources)


def _also(findings: Sequence[Finding]) -> str:
    """The other orders or rows on the same goods of the same supplier."""
    named = [
        f"{'' if d.certainty is Certainty.STATED else 'possibly '}{d.reason.instrument} (finding {d.code})"
        for d in findings
    ]
    return f" The same goods are also under {'; '.join(named)}." if named else ""


def _certainty(finding: Finding, arrival: _Arrival, world: World) -> Certainty:
    """Stated where the sheet states each link and good, each product is made of the last, and the law reaches it."""
    if finding.certainty is not Certainty.STATED or arrival.rank > 0 or not _named(finding, arrival.good, world):
        return Certainty.POSSIBLE
    return Certainty.STATED if arrival.sureness == 0 or _in_part(finding, world) else Certainty.POSSIBLE


def _merchandise(finding: Finding, world: World) -> str:
    """What an order on a company names, in CBP's words; empty for other findings."""
    if finding.code != ORDER_ON_COMPANY.code:
        return ""
    row = world.reference.table("cbp_orders").by_id.get(finding.citations[0].row)
    return row["merchandise"] if row else ""


def _named(finding: Finding, good: str, world: World) -> bool:
    """Whether an order on a company names the good followed; True where the finding is not such an order."""
    return names_good(_merchandise(finding, world), good, world)


def _in_part(finding: Finding, world: World) -> bool:
    if KINDS[finding.code].in_part:
        return True
    return any(rule.includes_downstream for rule in world.view(orders) if rule.citation.row == finding.citations[0].row)


def _statement(
    network: SupplyNetwork, world: World, finding: Finding, arrival: _Arrival, shown: _Shown, sources: int
) -> str:
    good = _name(world, arrival.good)
    product = arrival.last.product
    bought = f"the {world.commodities.name(product)}" if product else "the goods"
    source = network.suppliers[shown.source]
    place = world.countries.name(source.country_code) if source.country_code else "country not known"
    links = [f"{source.name} ({place}): {good}"]
    links += [f"{network.name(company)}: {stop.words}" for company, stop in shown.first]
    links += [left_out(shown.left_out)] if shown.left_out else []
    links += [f"{network.name(company)}: {stop.words}" for company, stop in shown.last]
    barred = _kind(finding) is CARRIED_ORDER
    under = (
        f"under {finding.reason.instrument} there"
        if barred
        else "on the Department of Labor's list for forced labor there"
    )
    perhaps = "" if finding.certainty is Certainty.STATED else "possibly "
    others = f"{sources - 1} more supplier{'s' if sources > 2 else ''}"
    more = f" The same good can come from {others} upstream." if sources > 1 else ""
    text = _merchandise(finding, world)
    named = "" if _named(finding, arrival.good, world) else f" The order names '{text}', which may be another good."
    if barred and not _in_part(finding, world) and any(s.chain and s.chain.steps for _, s in shown.stops):
        named += (
            " The order itself names the good, not what is made with it; section 307 bars goods made in part with it."
        )
    return (
        f"{good} from {source.name}, {perhaps}{under} (finding {finding.code} of that supplier), can be an input of "
        f"{bought} bought from {network.name(arrival.way.at).rstrip('.')}. "
        f"Link by link: {' → '.join(links)}.{named}{more}"
    )


def _name(world: World, good: str) -> str:
    return world.commodities.name(good) if good else "Goods"


def _cells(network: SupplyNetwork, finding: Finding, shown: _Shown) -> Iterator[CellRef]:
    """The source's cells, then per company that is shown what told its goods, then the links between them."""
    yield from finding.cells
    for company, stop in shown.stops:
        if company in network.suppliers:
            yield from cells_of(network.suppliers[company], stop.reads)
    for piece in shown.pieces:
        for pair in pairwise(piece):
            yield from network.cells_between(*pair)


Item = TypeVar("Item")


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
