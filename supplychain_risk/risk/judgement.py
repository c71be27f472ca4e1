"""The judgement of a network: scores, findings, levels and outlook of every supplier in a world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import (
    Certainty,
    DueDiligence,
    Exposure,
    Finding,
    OwnershipLink,
    StructuralScore,
)
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.listed import listed_entity
from supplychain_risk.laws.particular import particular
from supplychain_risk.laws.world import World
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.review.register import Register
from supplychain_risk.review.rulings import Ruling
from supplychain_risk.risk.bycase import ByCase
from supplychain_risk.risk.carried import NOT_CONNECTED, CarriedGoods, carried_goods
from supplychain_risk.risk.controls import Controls
from supplychain_risk.risk.due_diligence import (
    Decision,
    Decisions,
    HoldsUpstream,
    holds_upstream,
    missing_inputs,
    on_hold,
)
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.findings import Findings
from supplychain_risk.risk.inferred import Inference
from supplychain_risk.risk.outlook import Outlook, outlook
from supplychain_risk.risk.past import ListedLater
from supplychain_risk.risk.plausibility import doubts
from supplychain_risk.risk.reviewed import Matches, as_confirmed, is_cleared, reviewed
from supplychain_risk.risk.upstream import Reach
from supplychain_risk.screening import ListIndex

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found about the suppliers of a network, by supplier id.

    None of it rests on suppliers that no way through links, names or documents connects with the one it is about.
    """

    scores: Mapping[str, StructuralScore]
    findings: Mapping[str, tuple[Finding, ...]]
    exposures: Mapping[str, Exposure]
    """Of suppliers and of the ends of the chain."""
    decisions: Mapping[str, Decision]
    """What each supplier calls for, and why."""
    raised_by_inferred: tuple[str, ...]
    """Suppliers that would call for less without findings about inputs that nobody stated."""
    not_compared: tuple[str, ...]
    """What of the stated quantities and dates could not be compared, and why."""
    matches: Matches
    register: Register
    """The matches as a reviewer gets them, with the verdicts that were given."""
    cases: Mapping[str, Case]
    upstream: Mapping[str, HoldsUpstream]
    """Of those with suppliers on hold upstream, which and how many."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found about a network, by supplier id, and of the network as a whole."""

    scores: Mapping[str, StructuralScore]
    findings: Mapping[str, tuple[Finding, ...]]
    exposures: Mapping[str, Exposure]
    """Of suppliers and of the ends of the chain."""
    decisions: Mapping[str, Decision]
    """What each supplier calls for, and why."""
    raised_by_inferred: tuple[str, ...]
    """Suppliers that would call for less without findings about inputs that nobody stated."""
    outlook: Outlook
    not_compared: tuple[str, ...]
    """What of the stated quantities and dates could not be compared, and why."""
    matches: Matches
    register: Register
    """The matches as a reviewer gets them, with the verdicts that were given."""
    listed_later: tuple[str, ...]
    """What is told of suppliers that are listed only from a later day on."""


def judge(
    network: SupplyNetwork,
    world: World,
    index: ListIndex,
    rulings: Sequence[Ruling],
    tick: Progress,
    confirmed: Collection[str] = (),
) -> Judgement:
    """Judge every supplier of a network; findings whose id is among the confirmed stand as confirmed."""
    later, reach = ListedLater(world), Reach(network)
    judged = judge_suppliers(network, world, index, rulings, tick, confirmed, later=later, reach=reach)
    standing = {
        s: tuple(f for f in many if not is_cleared(f)) if any(map(is_cleared, many)) else many
        for s, many in judged.findings.items()
    }
    return Judgement(
        scores=judged.scores,
        findings=judged.findings,
        exposures=judged.exposures,
        decisions=judged.decisions,
        raised_by_inferred=judged.raised_by_inferred,
        outlook=outlook(
            network,
            world,
            judged.exposures,
            judged.decisions,
            standing,
            judged.scores,
            judged.upstream,
            judged.cases,
            reach,
        ),
        not_compared=judged.not_compared,
        matches=judged.matches,
        register=judged.register,
        listed_later=later.sentences(),
    )


def judge_suppliers(
    network: SupplyNetwork,
    world: World,
    index: ListIndex,
    rulings: Sequence[Ruling],
    tick: Progress,
    confirmed: Collection[str] = (),
    by_case: ByCase | None = None,
    named_elsewhere: Container[str] = (),
    later: ListedLater | None = None,
    reach: Reach | None = None,
) -> Judged:
    """Judge every supplier of a network, and leave out the outlook of the network as a whole.

    Args:
        network: all of one, or all that hangs together with the suppliers in it.
        world: tables and laws of the day.
        index: the listed names.
        rulings: reviewers' verdicts.
        tick: is told how far it is.
        confirmed: ids of findings that stand as confirmed.
        by_case: what was worked out of cases before, of the same world.
        named_elsewhere: comparable forms of names of companies of the input that are not in the network.
        later: notes suppliers that are listed only from a later day on.
        reach: that of the network, where it is made already.
    """
    reach = reach or Reach(network)
    owners = _owners(network)
    make = Findings(network, world)
    cases, scores, judged = _own(network, world, index, owners, tick, make, by_case or ByCase(world), later)
    chain = "Following the chain"
    tick(chain, 0, 4)
    matches = Matches.among(judged, world.entities)
    register = Register(matches.rows(network.suppliers, owners), world.as_of).with_rulings(rulings)
    entries = {finding.id: entity for finding, entity in matches.by_key.values()} if confirmed else {}

    def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, those a what-if takes as confirmed as they would then stand."""
        if not confirmed:
            return tuple(findings)
        return tuple(as_confirmed(f, entries.get(f.id), world) if f.id in confirmed else f for f in findings)

    own_findings = {s: settled(many) for s, many in reviewed(judged, matches, register, world).items()}
    goods = carried_goods(network, world, own_findings)
    tick(chain, 1, 4)
    own = {supplier: scored.high for supplier, scored in scores.items()}
    records = doubts(network, world, named_elsewhere)
    found = {}
    for s, made in own_findings.items():
        further = (*settled(_arrived(s, goods, make)), *(make.of(s, *one) for one in records.about.get(s, ())))
        found[s] = _told_apart((*made, *further) if further else made)
    counts = {s: _own_count(many) for s, many in own_findings.items()}
    del make, judged, own_findings  # nothing below asks for them, and of a long list they are much
    holding = on_hold(found)
    missing = {s: why for s, supplier in network.suppliers.items() if (why := missing_inputs(supplier))}
    tick(chain, 2, 4)
    exposed = exposures(
        network,
        own,
        counts,
        world.policy,
        own_low={supplier: scored.low for supplier, scored in scores.items()},
        holds=holding,
        unassessed=missing.keys(),
        reach=reach,
    )
    upstream = holds_upstream(network, holding, exposed, reach)
    decisions = Decisions()
    decided = {s: decisions.of(found[s], scores[s], missing.get(s, ()), upstream.get(s)) for s in network.suppliers}
    tick(chain, 3, 4)

    def apart(supplier: str) -> bool:
        """Whether only a hold upstream, whose goods no row connects with what is sold here, calls for review."""
        own_level = DueDiligence.most_urgent(f.calls_for for f in found[supplier])
        return bool(upstream.get(supplier)) and not own_level.is_a_persons and supplier not in goods.reached

    def raised(supplier: str) -> bool:
        stated = [f for f in found[supplier] if f.reason.certainty is not Certainty.INFERRED]
        if len(stated) == len(found[supplier]):
            return False
        without = decisions.of(stated, scores[supplier], missing.get(supplier, ()), upstream.get(supplier))
        return without.level is not decided[supplier].level

    judged_here = Judged(
        scores=scores,
        findings=found,
        exposures=exposed,
        decisions={
            s: replace(one, why=f"{one.why} {NOT_CONNECTED}") if one.level is DueDiligence.REVIEW and apart(s) else one
            for s, one in decided.items()
        },
        raised_by_inferred=tuple(filter(raised, network.suppliers)),
        not_compared=records.not_compared,
        matches=matches,
        register=register,
        cases=cases,
        upstream=upstream,
    )
    tick(chain, 4, 4)
    return judged_here


def _own(
    network: SupplyNetwork,
    world: World,
    index: ListIndex,
    owners: Mapping[str, tuple[OwnershipLink, ...]],
    tick: Progress,
    make: Findings,
    by_case: ByCase,
    later: ListedLater | None,
) -> tuple[Mapping[str, Case], Mapping[str, StructuralScore], Mapping[str, tuple[Finding, ...]]]:
    """Cases, scores and findings of every supplier; rules and factors run once per distinct case."""
    inference = Inference(network, world) if world.policy.inferred.enabled.value else None
    controls = Controls(world)
    cases: dict[str, Case] = {}
    scores: dict[str, StructuralScore] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    for number, supplier in enumerate(network.suppliers.values()):
        if number % 500 == 0:
            tick("Screening suppliers", number, len(network))
        known = by_case.of(supplier)
        cases[supplier.id] = known.case
        scores[supplier.id] = controls.after(known.score, supplier.controls)
        listed = listed_entity(supplier, index, owners.get(supplier.id, ()))
        told = particular(supplier, (*listed, *known.drafts), world)
        if later:
            later.look_up(supplier)
        inferred = inference.drafts(supplier.id, known.case) if inference else ()
        found[supplier.id] = make.about(supplier, (*told, *inferred))
    tick("Screening suppliers", len(network), len(network))
    return cases, scores, found


def _own_count(findings: Iterable[Finding]) -> int:
    """Findings of a supplier that count upstream of others: neither inferred nor cleared by a reviewer."""
    return sum(finding.certainty is not Certainty.INFERRED and not is_cleared(finding) for finding in findings)


def _arrived(supplier: str, goods: CarriedGoods, make: Findings) -> Iterator[Finding]:
    """Findings about barred or listed goods that reach this supplier from upstream."""
    for carried in goods.to.get(supplier, ()):
        made = make.of(supplier, carried.draft, carried.cells)
        yield made.changed(paths=carried.paths, path_count=carried.path_count, path_count_exact=False)


def _owners(network: SupplyNetwork) -> Mapping[str, tuple[OwnershipLink, ...]]:
    """Supplier id → stated owners. A link names its child by id or by name."""
    by_name: dict[str, list[str]] = {}
    for supplier in network.suppliers.values():
        by_name.setdefault(supplier.name, []).append(supplier.id)
    found: dict[str, list[OwnershipLink]] = {}
    for link in network.ownership:
        for child in [link.child] if link.child in network.suppliers else by_name.get(link.child, ()):
            found.setdefault(child, []).append(link)
    return {child: tuple(links) for child, links in found.items()}


def _told_apart(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of a supplier, ids that several of them bear numbered from the second on.

    A supplier's own place and the origin of its goods may fall under the same row of a list.
    """
    if len({finding.id for finding in findings}) == len(findings):
        return findings
    borne: Counter[str] = Counter()
    apart: list[Finding] = []
    for finding in findings:
        borne[finding.id] += 1
        number = borne[finding.id]
        apart.append(finding if number == 1 else finding.changed(id=f"{finding.id}:{number}"))
    return tuple(apart)
