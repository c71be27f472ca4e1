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
from supplychain_risk.paths import shortened
from supplychain_risk.risk.walk import Arrival, Walk


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
    walk = Walk(network, world)
    groups: dict[tuple[str, str, str, tuple[str, ...]], list[tuple[Finding, str]]] = {}
    reached: set[str] = set()
    for source in sorted(made):
        if source not in network.buyers_of or not network.is_connected(source):
            continue
        for finding in filter(travels, made[source]):
            for good in finding.reason.goods or tuple(g.code for g in walk.case(source).goods) or ("",):
                buyers = walk.first_buyers(source, good)
                groups.setdefault((_kind(finding).code, finding.citations[0].row, good, buyers), []).append(
                    (finding, source)
                )
                if finding.calls_for is DueDiligence.HOLD:
                    reached |= walk.onward(good, buyers).reached
    found: dict[tuple[str, str, str], list[_Group]] = {}
    for (code, row, good, buyers), sources in sorted(groups.items()):
        for arrival in walk.onward(good, buyers).arrivals:
            group = _Group(arrival, tuple(sources))
            if group.names:
                found.setdefault((code, row, arrival.at), []).append(group)
    barred: dict[tuple[str, str], set[str]] = {}
    for (code, _, tier_1), arrived in found.items():
        for group in arrived if code == CARRIED_ORDER.code else ():
            barred.setdefault((tier_1, group.arrival.good), set()).update(group.names)
    merged: dict[tuple[str, str, frozenset[tuple[str, frozenset[str]]]], list[_Group]] = {}
    for (code, row, tier_1), arrived in sorted(found.items(), key=lambda item: item[0]):
        # Said already: by the supplier's own finding on the same row, or by an order on the same good.
        if any(_tells(own, row) for own in made.get(tier_1, ())):
            continue
        listed = code == CARRIED_LISTED_GOOD.code
        if listed and all(g.names <= barred.get((tier_1, g.arrival.good), set()) for g in arrived):
            continue
        # Several orders on the same goods of the same suppliers are told together.
        merged.setdefault((code, tier_1, frozenset((g.arrival.good, g.names) for g in arrived)), []).extend(arrived)
    findings = tuple(_finding(network, world, code, tier_1, arrived) for (code, tier_1, _), arrived in merged.items())
    return CarriedGoods(findings, frozenset(reached))


NOT_CONNECTED = (
    "No row of our tables connects what is barred there with what this supplier sells, which does not rule it out."
)
"""Put to the reason of a supplier that is for review only because of a hold upstream whose goods were not followed to
it. It lowers nothing: that no row connects two goods is no clearance."""


@dataclass(frozen=True)
class _Group:
    """Sources of one good under one row that share their way to a company."""

    arrival: Arrival
    sources: tuple[tuple[Finding, str], ...]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(source for _, source in self.sources if source != self.arrival.at)


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


def _finding(network: SupplyNetwork, world: World, code: str, tier_1: str, groups: Sequence[_Group]) -> CarriedFinding:
    def order(item: tuple[Finding, str, Arrival]) -> tuple[bool, bool, int, int, str]:
        finding, source, arrival = item
        doubtful = _certainty(finding, arrival, world) is not Certainty.STATED
        return doubtful, finding.certainty is not Certainty.STATED, arrival.rank, len(arrival.path), source

    limit = world.policy.exposure.paths_shown.value
    sources = frozenset().union(*(group.names for group in groups))
    ranked = sorted(
        (
            (finding, source, group.arrival)
            for group in groups
            for finding, source in _surest(group.sources, limit + 1)
            if source != tier_1
        ),
        key=order,
    )
    by_source: dict[str, tuple[Finding, str, Arrival]] = {}
    for item in ranked:
        by_source.setdefault(item[1], item)
    finding, source, arrival = ranked[0]
    certainty = _certainty(finding, arrival, world)
    shown = list(by_source.values())[:limit]
    also = _once(d for d, s, _ in ranked if s == source and d.citations[0] != finding.citations[0])
    relations = [s.citation for _, _, a in shown for stop in a.stops if stop.chain for s in stop.chain.steps]
    policy = world.policy.carried
    kind = KINDS[code]
    if kind is CARRIED_ORDER:
        chosen = policy.stated_order if certainty is Certainty.STATED else policy.possible_order
    else:
        chosen = policy.stated_listed_good if certainty is Certainty.STATED else policy.possible_listed_good
    made = Draft(
        kind=kind,
        certainty=certainty,
        statement=_statement(network, world, finding, source, arrival, len(sources)) + _also(also),
        instrument=finding.reason.instrument,
        jurisdiction=finding.reason.jurisdiction,
        citations=_once([*finding.citations, *(c for d in also for c in d.citations), *relations]),
        reads=(),
        calls_for=chosen.value,
        next_step=(
            f"Ask {network.name(tier_1)} "
            + (f"where the {_name(world, arrival.good).lower()} comes from that" if arrival.good else "what of it")
            + " is in these goods, with purchase and production records of each step."
        ),
        steps_of=finding.code,
    )
    cells = _once(cell for d, s, a in shown for cell in _cells(network, d, s, a))
    most = world.policy.exposure.companies_shown.value
    paths = tuple(shortened((s, *a.path), most) for _, s, a in shown)
    return CarriedFinding(tier_1, made, cells, paths, len(sources))


def _also(findings: Sequence[Finding]) -> str:
    """The other orders or rows on the same goods of the same supplier."""
    named = [
        f"{'' if d.certainty is Certainty.STATED else 'possibly '}{d.reason.instrument} (finding {d.code})"
        for d in findings
    ]
    return f" The same goods are also under {'; '.join(named)}." if named else ""


def _surest(sources: Sequence[tuple[Finding, str]], limit: int) -> list[tuple[Finding, str]]:
    """The first sources by certainty and id; those after them differ from them in nothing that is told."""
    ranked = sorted(sources, key=lambda item: (item[0].certainty is not Certainty.STATED, item[1]))
    return ranked[:limit]


def _certainty(finding: Finding, arrival: Arrival, world: World) -> Certainty:
    """Stated where the sheet states each link and good, each product is made of the last, and the law reaches it."""
    if finding.certainty is not Certainty.STATED or arrival.rank > 0 or not _named(finding, arrival.good, world):
        return Certainty.POSSIBLE
    same = all(not stop.chain.steps for stop in arrival.stops if stop.chain)
    return Certainty.STATED if same or _in_part(finding, world) else Certainty.POSSIBLE


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
    network: SupplyNetwork, world: World, finding: Finding, origin: str, arrival: Arrival, sources: int
) -> str:
    tier_1 = arrival.at
    good = _name(world, arrival.good)
    at = arrival.stops[-1]
    bought = f"the {world.commodities.name(at.product)}" if at.product else "the goods"
    source = network.suppliers[origin]
    place = world.countries.name(source.country_code) if source.country_code else "country not known"
    links = [f"{source.name} ({place}): {good}"]
    links += [
        f"{network.name(company)}: {stop.words}" for company, stop in zip(arrival.path[:-1], arrival.stops, strict=True)
    ]
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
    if barred and not _in_part(finding, world) and any(s.chain and s.chain.steps for s in arrival.stops):
        named += (
            " The order itself names the good, not what is made with it; section 307 bars goods made in part with it."
        )
    return (
        f"{good} from {source.name}, {perhaps}{under} (finding {finding.code} of that supplier), can be an input of "
        f"{bought} bought from {network.name(tier_1).rstrip('.')}. Link by link: {' → '.join(links)}.{named}{more}"
    )


def _name(world: World, good: str) -> str:
    return world.commodities.name(good) if good else "Goods"


def _cells(network: SupplyNetwork, finding: Finding, source: str, arrival: Arrival) -> Iterator[CellRef]:
    """The source's cells, then per company what told its goods, then the links."""
    yield from finding.cells
    for company, stop in zip(arrival.path[:-1], arrival.stops, strict=True):
        if company in network.suppliers:
            yield from cells_of(network.suppliers[company], stop.reads)
    for pair in pairwise((source, *arrival.path)):
        yield from network.cells_of_link.get(pair, ())


Item = TypeVar("Item")


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
