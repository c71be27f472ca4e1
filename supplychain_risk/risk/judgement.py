"""The judgement of a network: scores, findings, levels and outlook of every supplier in a world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import (
    CellRef,
    Certainty,
    DueDiligence,
    Exposure,
    Finding,
    OwnershipLink,
    Reason,
    StructuralScore,
    Supplier,
)
from supplychain_risk.laws.case import Case, cells_of
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.listed import listed_entity
from supplychain_risk.laws.particular import particular
from supplychain_risk.laws.triggers import drafts, is_stated, united
from supplychain_risk.laws.world import World
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.paths import Path
from supplychain_risk.policy import Policy
from supplychain_risk.reference.steps import steps_for
from supplychain_risk.review.register import Register
from supplychain_risk.review.rulings import Ruling
from supplychain_risk.risk.carried import NOT_CONNECTED, CarriedGoods, carried_goods
from supplychain_risk.risk.due_diligence import (
    Decision,
    HoldsUpstream,
    due_diligence,
    holds_upstream,
    missing_inputs,
    on_hold,
)
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.inferred import Inference
from supplychain_risk.risk.outlook import Outlook, outlook
from supplychain_risk.risk.past import ListedLater
from supplychain_risk.risk.plausibility import doubts
from supplychain_risk.risk.reviewed import Matches, as_confirmed, is_cleared, level_if_confirmed, reviewed
from supplychain_risk.risk.structural import after_controls, score
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


class ByCase:
    """What rules and factors say of a case, worked out when it is first asked for, once per distinct case."""

    def __init__(
        self,
        world: World,
        drafted: Mapping[Case, tuple[Draft, ...]] | None = None,
        scored: Mapping[Case, StructuralScore] | None = None,
    ) -> None:
        """`drafted` and `scored`: what was worked out before, of the same world."""
        self._world = world
        self._drafted = dict(drafted or {})
        self._scored = dict(scored or {})

    def drafts(self, case: Case) -> tuple[Draft, ...]:
        """All drafts of all rules for a case."""
        if case not in self._drafted:
            self._drafted[case] = drafts(case, self._world)
        return self._drafted[case]

    def score(self, case: Case) -> StructuralScore:
        """The score of a case, as `Case.scored` leaves it."""
        if case not in self._scored:
            self._scored[case] = score(case, self._world)
        return self._scored[case]


def judge(
    network: SupplyNetwork,
    world: World,
    index: ListIndex,
    rulings: Sequence[Ruling],
    tick: Progress,
    confirmed: Collection[str] = (),
) -> Judgement:
    """Judge every supplier of a network; findings whose id is among the confirmed stand as confirmed."""
    later = ListedLater(world)
    judged = judge_suppliers(network, world, index, rulings, tick, confirmed, later=later)
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
    """
    owners = _owners(network)
    reasons = Reasons(world)
    ways = WaysOut(network, world.policy)
    cases, scores, judged = _own(network, world, index, owners, tick, reasons, by_case or ByCase(world), ways, later)
    chain = "Following the chain"
    tick(chain, 0, 4)
    matches = Matches.among(judged, world.entities)
    register = Register(matches.rows(network.suppliers, owners), world.as_of).with_rulings(rulings)
    levels = {finding.id: level_if_confirmed(entity) for finding, entity in matches.by_key.values()}

    def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, those a what-if takes as confirmed as they would then stand."""
        if not confirmed:
            return tuple(findings)
        return tuple(as_confirmed(f, levels.get(f.id, DueDiligence.HOLD)) if f.id in confirmed else f for f in findings)

    own_findings = {s: settled(many) for s, many in reviewed(judged, matches, register, world).items()}
    goods = carried_goods(network, world, own_findings)
    tick(chain, 1, 4)
    own = {supplier: scored.high for supplier, scored in scores.items()}
    records = doubts(network, world, named_elsewhere)
    found = {}
    for s, made in own_findings.items():
        further = (*settled(_arrived(s, goods, ways, reasons)), *_findings(s, records.about.get(s, ()), ways, reasons))
        found[s] = _told_apart((*made, *further) if further else made)
    counts = {s: _own_count(many) for s, many in own_findings.items()}
    del ways, judged, own_findings  # nothing below asks for them, and of a long list they are much
    holding = on_hold(found)
    tick(chain, 2, 4)
    exposed = exposures(
        network,
        own,
        counts,
        world.policy,
        own_low={supplier: scored.low for supplier, scored in scores.items()},
        holds=holding,
        unassessed={s.id for s in network.suppliers.values() if missing_inputs(s)},
    )
    upstream = holds_upstream(network, holding)
    decided: dict[str, Decision] = {}
    said: dict[Decision, Decision] = {}
    for supplier in network.suppliers.values():
        decision = due_diligence(supplier, found[supplier.id], scores[supplier.id], upstream.get(supplier.id))
        decided[supplier.id] = said.setdefault(decision, decision)

    tick(chain, 3, 4)

    def apart(supplier: str) -> bool:
        """Whether only a hold upstream, whose goods no row connects with what is sold here, calls for review."""
        own_level = DueDiligence.most_urgent(f.calls_for for f in found[supplier])
        return bool(upstream.get(supplier)) and not own_level.is_a_persons and supplier not in goods.reached

    def raised(supplier: Supplier) -> bool:
        stated = [f for f in found[supplier.id] if f.certainty is not Certainty.INFERRED]
        if len(stated) == len(found[supplier.id]):
            return False
        without = due_diligence(supplier, stated, scores[supplier.id], upstream.get(supplier.id))
        return without.level is not decided[supplier.id].level

    judged_here = Judged(
        scores=scores,
        findings=found,
        exposures=exposed,
        decisions={
            s: replace(one, why=f"{one.why} {NOT_CONNECTED}") if one.level is DueDiligence.REVIEW and apart(s) else one
            for s, one in decided.items()
        },
        raised_by_inferred=tuple(s.id for s in network.suppliers.values() if raised(s)),
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
    reasons: Reasons,
    by_case: ByCase,
    ways: WaysOut,
    later: ListedLater | None,
) -> tuple[Mapping[str, Case], Mapping[str, StructuralScore], Mapping[str, tuple[Finding, ...]]]:
    """Cases, scores and findings of every supplier; rules and factors run once per distinct case."""
    inference = Inference(network, world) if world.policy.inferred.enabled.value else None
    cases: dict[str, Case] = {}
    distinct: dict[Case, Case] = {}
    scores: dict[str, StructuralScore] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    for number, supplier in enumerate(network.suppliers.values()):
        if number % 500 == 0:
            tick("Screening suppliers", number, len(network))
        case = Case.of(supplier)
        case = cases[supplier.id] = distinct.setdefault(case, case)
        of_case = united([by_case.drafts(reading) for reading in case.readings(supplier)], is_stated(supplier))
        scores[supplier.id] = after_controls(by_case.score(case.scored()), supplier.controls, world)
        listed = listed_entity(supplier, index, owners.get(supplier.id, ()))
        told = particular(supplier, (*listed, *of_case), world)
        if later:
            later.look_up(supplier)
        inferred = inference.drafts(supplier, case) if inference else ()
        made = [(draft, (*cells_of(supplier, draft.reads), *draft.cells)) for draft in (*told, *inferred)]
        found[supplier.id] = tuple(_findings(supplier.id, made, ways, reasons))
    tick("Screening suppliers", len(network), len(network))
    return cases, scores, found


def _own_count(findings: Iterable[Finding]) -> int:
    """Findings of a supplier that count upstream of others: neither inferred nor cleared by a reviewer."""
    return sum(finding.certainty is not Certainty.INFERRED and not is_cleared(finding) for finding in findings)


def _arrived(supplier: str, goods: CarriedGoods, ways: WaysOut, reasons: Reasons) -> Iterator[Finding]:
    """Findings about barred or listed goods that reach this supplier from upstream."""
    for carried in goods.to.get(supplier, ()):
        (made,) = _findings(supplier, [(carried.draft, carried.cells)], ways, reasons)
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


class WaysOut:
    """The ways from each supplier to the ends of the chain: a few of them, and how many there are."""

    def __init__(self, network: SupplyNetwork, policy: Policy) -> None:
        shown = policy.exposure
        self._few = network.few_paths(shown.paths_shown.value, shown.companies_shown.value)
        self._counts = network.path_counts(shown.path_count_cap.value)

    def of(self, supplier: str) -> tuple[tuple[Path, ...], tuple[int, bool]]:
        """The few shortest, and how many there are and whether that is all of them."""
        return self._few.get(supplier, ()), self._counts.get(supplier, (0, True))


class Reasons:
    """Reasons of findings, each made once for all suppliers it is true of."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._made: dict[Draft, Reason] = {}

    def of(self, draft: Draft) -> Reason:
        """The reason that a draft gives."""
        made = self._made.get(draft)
        if made is None:
            steps_of = draft.steps_of or draft.code
            made = self._made[draft] = Reason.of(
                code=draft.code,
                channel=draft.channel,
                certainty=draft.certainty,
                calls_for=draft.calls_for,
                statement=draft.text,
                instrument=draft.instrument,
                jurisdiction=draft.jurisdiction,
                citations=draft.citations,
                next_step=draft.next_step,
                steps=steps_for(self.world.reference, steps_of, draft.citations, self.world.as_of),
                goods=tuple(part.partition(":")[2] for part in draft.reads if part.startswith("good:")),
            )
        return made


def _findings(
    supplier: str, made: Sequence[tuple[Draft, tuple[CellRef, ...]]], ways: WaysOut, reasons: Reasons
) -> Iterator[Finding]:
    """Findings with stable ids: code, supplier, and the reference row they rest on."""
    if not made:
        return
    paths, (count, exact) = ways.of(supplier)
    for draft, cells in made:
        yield Finding(
            id=":".join((draft.code, supplier, draft.citations[0].row, *([draft.mark] if draft.mark else ()))),
            supplier=supplier,
            reason=reasons.of(draft),
            cells=cells,
            paths=paths,
            path_count=count,
            path_count_exact=exact,
            score=draft.score,
        )
