"""screen(): the one place where the floors meet. A network goes in, an Assessment comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.assessment import Assessment
from supplychain_risk.audit.manifest import manifest
from supplychain_risk.dates import as_date
from supplychain_risk.domain import (
    CellRef,
    Certainty,
    DueDiligence,
    Factor,
    Finding,
    OwnershipLink,
    StructuralScore,
    Supplier,
)
from supplychain_risk.errors import PolicyError
from supplychain_risk.laws.case import Case, cells_of
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.listed import listed_entity
from supplychain_risk.laws.particular import particular
from supplychain_risk.laws.triggers import drafts, is_stated, united
from supplychain_risk.laws.world import World
from supplychain_risk.loading import load
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.method import limits, methodology, sources
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.context import figures
from supplychain_risk.reference.steps import steps_for
from supplychain_risk.reference.user_lists import newest_day, read_user_lists
from supplychain_risk.report import Assessed, Document, build_document
from supplychain_risk.report.reviewed import disposition_entries, limits_of_review
from supplychain_risk.risk.carried import NOT_CONNECTED, CarriedGoods, carried_goods
from supplychain_risk.risk.due_diligence import due_diligence, holds_upstream, missing_inputs, most_urgent, on_hold
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.inferred import Inference
from supplychain_risk.risk.outlook import outlook
from supplychain_risk.risk.reviewed import Matches, is_cleared, level_if_confirmed, reviewed
from supplychain_risk.risk.structural import CaseScore, as_structural, score
from supplychain_risk.screening import ListIndex, NameReader
from supplychain_risk.screening.dispositions import Register
from supplychain_risk.screening.rulings import RulingFile, all_rulings, read_rulings
from supplychain_risk.whatif import Change, WhatIf, as_confirmed

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]


@no_garbage_collection()
def screen(
    source: SupplyNetwork | str | Path | pd.DataFrame | Sequence[str | Path],
    *,
    as_of: date | str | None = None,
    policy: Policy | None = None,
    company: str = "",
    reference: Reference | None = None,
    dispositions: str | Path | Sequence[str | Path] = (),
    lists: Sequence[str | Path] = (),
    inferred: bool | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """Screen a supplier network (or anything `load` reads) and assess every supplier.

    Args:
        source: what `load()` returned, or what it takes.
        as_of: the day whose tables and laws apply, ISO 8601; by default the newest day any list of entities or orders
            shows, so that equal inputs and tables give equal reports. No clock is read here.
        policy: the chosen numbers; `Policy.default()` if left out.
        company: name of the reporting company; used only if `source` is not loaded yet.
        reference: the tables; those the network was loaded with by default.
        dispositions: files with reviewers' verdicts on matches (`dispositions.xlsx` of an earlier run); what holds of
            them is applied, the rest is reported with the reason.
        lists: folders with lists of your own, as `reference import` writes them; screened beside the bundled ones.
        inferred: whether to add findings, marked as such, about inputs that nobody stated; the policy if left out.
        progress: called with what is being done, how much is done, and how much there is.

    Raises:
        InputError: the input or a dispositions file cannot be read, or `as_of` is no date.
        ReferenceDataError: a list is damaged.
    """
    tick = progress or (lambda what, done, total: None)
    network = (
        source
        if isinstance(source, SupplyNetwork)
        else load(source, company=company, reference=reference, progress=progress)
    )
    ruled = _rulings(dispositions)
    known = reference or network.account.reference or Reference.bundled()
    chosen = policy or Policy.default()
    if inferred is not None:
        chosen = chosen.inferring(inferred)
    _check_names(chosen, known)
    world = _world(known, chosen, as_of, lists)
    index = ListIndex(world.entities, NameReader(world.reference), world.policy.screening)
    network = _with_listed_buyers(network, index)

    def again(other: SupplyNetwork, confirmed: Collection[str]) -> Document:
        return _assess(other, world, index, ruled, tick, confirmed)[0]

    document, register = _assess(network, world, index, ruled, tick)
    return Assessment(document, network, world, register, again)


def what_if(
    source: SupplyNetwork | str | Path | pd.DataFrame | Sequence[str | Path],
    *changes: Change,
    as_of: date | str | None = None,
    policy: Policy | None = None,
    company: str = "",
    reference: Reference | None = None,
    dispositions: str | Path | Sequence[str | Path] = (),
    lists: Sequence[str | Path] = (),
    inferred: bool | None = None,
    progress: Progress | None = None,
) -> WhatIf:
    """Screen a network as it is and with changes, and tell what differs and why. Takes what `screen` takes.

    To try several things on one network, screen it once and call `assessment.what_if(...)`.

    Raises:
        InputError: as `screen`; or a change names a supplier, country or finding that is not known.
    """
    assessment = screen(
        source,
        as_of=as_of,
        policy=policy,
        company=company,
        reference=reference,
        dispositions=dispositions,
        lists=lists,
        inferred=inferred,
        progress=progress,
    )
    return assessment.what_if(*changes)


@no_garbage_collection()
def _assess(
    network: SupplyNetwork,
    world: World,
    index: ListIndex,
    ruled: Sequence[RulingFile],
    tick: Progress,
    confirmed: Collection[str] = (),
) -> tuple[Document, Register]:
    """The report document of a network; findings whose id is among the confirmed stand as confirmed."""
    account = network.account
    owners = _owners(network)
    scores, judged = _judge(network, world, index, owners, tick)
    matches = Matches.among(judged, world.entities)
    register = Register(matches.rows(network.suppliers, owners), world.as_of).with_rulings(all_rulings(ruled))
    levels = {finding.id: level_if_confirmed(entity) for finding, entity in matches.by_key.values()}

    def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings, those a what-if takes as confirmed as they would then stand."""
        return tuple(as_confirmed(f, levels.get(f.id, DueDiligence.HOLD)) if f.id in confirmed else f for f in findings)

    own_findings = {s: settled(many) for s, many in reviewed(judged, matches, register).items()}
    goods = carried_goods(network, world, own_findings)
    own = {supplier: scored.high for supplier, scored in scores.items()}
    found = {s: (*made, *settled(_arrived(s, goods, network, world))) for s, made in own_findings.items()}
    standing = {s: tuple(f for f in many if not is_cleared(f)) for s, many in found.items()}
    holding = on_hold(found)
    exposed = exposures(
        network,
        own,
        {s: _own_count(f) for s, f in own_findings.items()},
        world.policy,
        own_low={supplier: scored.low for supplier, scored in scores.items()},
        holds=holding,
        unassessed={s.id for s in network.suppliers.values() if missing_inputs(s)},
    )
    upstream = holds_upstream(network, holding)
    decided = {
        s.id: due_diligence(s, found[s.id], scores[s.id], upstream.get(s.id)) for s in network.suppliers.values()
    }

    def apart(supplier: str) -> bool:
        """Whether only a hold upstream, whose goods no row connects with what is sold here, calls for review."""
        own_level = most_urgent(f.calls_for for f in found[supplier])
        own_review = own_level in (DueDiligence.HOLD, DueDiligence.REVIEW)
        return bool(upstream.get(supplier)) and not own_review and supplier not in goods.reached

    def raised(supplier: Supplier) -> bool:
        stated = [f for f in found[supplier.id] if f.certainty is not Certainty.INFERRED]
        if len(stated) == len(found[supplier.id]):
            return False
        level, _ = due_diligence(supplier, stated, scores[supplier.id], upstream.get(supplier.id))
        return level is not decided[supplier.id][0]

    view = outlook(network, world, exposed, decided, standing, scores, upstream)
    assessed = Assessed(
        company=network.name(COMPANY),
        as_of=world.as_of,
        version=version("supplychain-risk"),
        suppliers=tuple(network.suppliers.values()),
        tiers={s: network.tier(s) for s in network.suppliers},
        scores=scores,
        exposures={s: exposed[s] for s in network.suppliers},
        due_diligence={s: level for s, (level, _) in decided.items()},
        why={
            s: f"{why} {NOT_CONNECTED}" if level is DueDiligence.REVIEW and apart(s) else why
            for s, (level, why) in decided.items()
        },
        findings=tuple(finding for findings in found.values() for finding in findings),
        problems=(*account.problems, *(p for file in ruled for p in file.problems), *register.problems),
        files=account.files,
        sheet_counts={at: (c.suppliers, c.links, c.countries) for at, c in account.counts.items()},
        links=network.links,
        ownership=network.ownership,
        cycles=network.cycles,
        companies={COMPANY: network.name(COMPANY), **network.buyers},
        not_assessed=dict(
            Counter(
                reason.split(" ('")[0]
                for s in network.suppliers.values()
                if decided[s.id][0] is DueDiligence.NOT_ASSESSED
                for reason in missing_inputs(s)
            )
        ),
        raised_by_inferred=tuple(s.id for s in network.suppliers.values() if raised(s)),
        unmapped_share=view.mapped.unmapped,
        unmapped_by_tier_1={
            s: share
            for s in network.suppliers
            if network.tier(s) == 1 and (share := exposed[s].unmapped_share) is not None
        },
        sources=sources(world),
        methodology=methodology(world),
        context=figures(world.reference, world.as_of),
        limits=(*limits(world, network, view.mapped), *limits_of_review(found)),
        dispositions=disposition_entries(register, found, matches),
        manifest=manifest(
            account.files,
            world.reference,
            world.policy,
            as_of=world.as_of.isoformat(),
            company=network.company,
            lists={one.name: one.sha256 for one in world.lists},
            dispositions=ruled,
            mapping=account.mapping,
        )
        | {"stability": {"draws": view.stability.draws, "seed": view.stability.seed}},
        outlook=view,
        policy_numbers={key: number.value for key, number in world.policy.numbers().items()},
    )
    return build_document(assessed), register


def _rulings(given: str | Path | Sequence[str | Path]) -> tuple[RulingFile, ...]:
    paths = [given] if isinstance(given, str | Path) else given
    return tuple(read_rulings(Path(path)) for path in paths)


def _world(reference: Reference, policy: Policy, as_of: date | str | None, lists: Sequence[str | Path] = ()) -> World:
    own = read_user_lists(lists)
    day = as_date(as_of) if as_of is not None else newest_day(reference, own)
    resolvers = Resolvers.over(reference)
    return World(
        reference,
        policy,
        day,
        countries=resolvers.countries,
        regions=resolvers.regions,
        sectors=resolvers.sectors,
        commodities=resolvers.commodities,
        lists=own,
    )


def _check_names(policy: Policy, reference: Reference) -> None:
    """Refuse a policy that names an indicator no table knows: a misspelt one would quietly lose its level."""
    known = reference.table("ilo_indicators").by_id
    chosen = policy.indicators.critical.value
    if unknown := sorted(name for name in chosen if name not in known):
        raise PolicyError(
            f"indicators.critical: there is no ILO indicator {', '.join(repr(name) for name in unknown)}",
            where=policy.name,
            hint=f"Write ids of the table ilo_indicators: {', '.join(sorted(known))}.",
        )


def _with_listed_buyers(network: SupplyNetwork, index: ListIndex) -> SupplyNetwork:
    """Companies named only as buyers are looked up, too: a sheet of tier-2 suppliers names its tier 1 there.

    One whose name agrees with a list entry is screened as a supplier known by name only.
    """
    named = {COMPANY: network.company, **network.buyers}
    return network.with_suppliers(node for node, name in named.items() if name and index.match(name))


def _judge(
    network: SupplyNetwork,
    world: World,
    index: ListIndex,
    owners: Mapping[str, tuple[OwnershipLink, ...]],
    tick: Progress,
) -> tuple[Mapping[str, StructuralScore], Mapping[str, tuple[Finding, ...]]]:
    """Scores and findings of every supplier; rules and factors run once per distinct case."""
    inference = Inference(network, world) if world.policy.inferred.enabled.value else None
    judged: dict[Case, tuple[CaseScore, tuple[Draft, ...]]] = {}
    scores: dict[str, StructuralScore] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    for number, supplier in enumerate(network.suppliers.values()):
        if number % 500 == 0:
            tick("Screening suppliers", number, len(network))
        case, readings = Case.of(supplier), Case.readings(supplier)
        for reading in (case, *readings):
            if reading not in judged:
                judged[reading] = (score(reading, world), drafts(reading, world))
        scored = judged[case][0]
        of_case = united([judged[reading][1] for reading in readings], is_stated(supplier))
        factors = tuple(
            Factor(
                id=a.id,
                points_low=a.low,
                points_high=a.high,
                answer=a.text,
                citations=a.citations,
                cells=cells_of(supplier, a.reads),
            )
            for a in scored.answers
        )
        scores[supplier.id] = as_structural(scored, world, factors, supplier.controls)
        listed = listed_entity(supplier, index, owners.get(supplier.id, ()))
        told = particular(supplier, (*listed, *of_case), world)
        inferred = inference.drafts(supplier, case) if inference else ()
        made = [(draft, (*cells_of(supplier, draft.reads), *draft.cells)) for draft in (*told, *inferred)]
        found[supplier.id] = tuple(_findings(supplier.id, made, network, world))
    tick("Screening suppliers", len(network), len(network))
    return scores, found


def _own_count(findings: Iterable[Finding]) -> int:
    """Findings of a supplier that count upstream of others: neither inferred nor cleared by a reviewer."""
    return sum(finding.certainty is not Certainty.INFERRED and not is_cleared(finding) for finding in findings)


def _arrived(supplier: str, goods: CarriedGoods, network: SupplyNetwork, world: World) -> Iterator[Finding]:
    """Findings about barred or listed goods that reach this supplier from upstream."""
    for carried in goods.to.get(supplier, ()):
        (made,) = _findings(supplier, [(carried.draft, carried.cells)], network, world)
        yield made.model_copy(
            update={"paths": carried.paths, "path_count": carried.path_count, "path_count_exact": False}
        )


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


def _findings(
    supplier: str, made: Iterable[tuple[Draft, tuple[CellRef, ...]]], network: SupplyNetwork, world: World
) -> Iterable[Finding]:
    """Findings with stable ids: code, supplier, and the reference row they rest on."""
    policy = world.policy.exposure
    items = list(made)
    if not items:
        return
    paths = network.paths(supplier, policy.paths_shown.value)
    count, exact = network.count_paths(supplier, policy.path_count_cap.value)
    for draft, cells in items:
        yield Finding(
            id=f"{draft.code}:{supplier}:{draft.citations[0].row}",
            supplier=supplier,
            code=draft.code,
            channel=draft.channel,
            certainty=draft.certainty,
            statement=draft.text,
            instrument=draft.instrument,
            jurisdiction=draft.jurisdiction,
            citations=draft.citations,
            cells=cells,
            paths=paths,
            path_count=count,
            path_count_exact=exact,
            score=draft.score,
            calls_for=draft.calls_for,
            next_step=draft.next_step,
            steps=steps_for(world.reference, draft.steps_of or draft.code, draft.citations),
            goods=tuple(part.partition(":")[2] for part in draft.reads if part.startswith("good:")),
        )
