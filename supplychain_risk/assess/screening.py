"""Screening: lists, laws, policy and verdicts made ready once, to assess any number of networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.assess.assessment import Assessment
from supplychain_risk.assess.positive import PositiveLists
from supplychain_risk.audit.manifest import manifest
from supplychain_risk.dates import as_date
from supplychain_risk.domain import DayBasis, DueDiligence
from supplychain_risk.errors import PolicyError
from supplychain_risk.laws.listed import name_reader
from supplychain_risk.laws.world import World
from supplychain_risk.loading import load
from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.method import limits, methodology, sources
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.context import figures
from supplychain_risk.reference.user_lists import newest_day, read_user_lists
from supplychain_risk.regimes.entries import regime_entries
from supplychain_risk.report import Assessed, Document, build_document
from supplychain_risk.report.reviewed import disposition_entries, limits_of_review, task_entries
from supplychain_risk.review.register import Register
from supplychain_risk.review.rulings import RulingFile, all_rulings, read_rulings
from supplychain_risk.review.tasklist import Today, place
from supplychain_risk.review.tasks import TaskFile, all_tasks, read_tasks
from supplychain_risk.risk.balance import check_yields
from supplychain_risk.risk.due_diligence import missing_inputs
from supplychain_risk.risk.judgement import Judgement, Progress, judge
from supplychain_risk.risk.reviewed import verdicts_on
from supplychain_risk.screening import ListIndex

if TYPE_CHECKING:
    import pandas as pd

    from supplychain_risk.lists.prevalence import CountryFigures
    from supplychain_risk.whatif import Change, WhatIf


TaskFiles = str | Path | TaskFile | Sequence[str | Path | TaskFile]


def _quiet(what: str, done: int, total: int) -> None:
    """The progress of a screening nobody watches."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What networks are screened against: the tables of a day under a policy, the index of listed names, the verdicts.

    Building one reads the lists and indexes their names; assessing a network with it does not. Made by `prepare`.
    """

    world: World
    index: ListIndex
    rulings: tuple[RulingFile, ...] = ()
    tasks: tuple[TaskFile, ...] = ()
    context: tuple[CountryFigures, ...] = ()
    """Figures of the user's own, shown beside the country factor."""
    positive: PositiveLists | None = None
    """Lists that raise nothing, shown beside the suppliers on them."""

    @classmethod
    def prepare(
        cls,
        *,
        as_of: date | str | None = None,
        policy: Policy | None = None,
        reference: Reference | None = None,
        dispositions: str | Path | Sequence[str | Path] = (),
        tasks: TaskFiles = (),
        lists: Sequence[str | Path] = (),
        context: Sequence[str | Path] = (),
        inferred: bool | None = None,
        progress: Progress | None = None,
    ) -> Screening:
        """Make a screening ready.

        Args:
            as_of: the day whose tables and laws apply, ISO 8601; by default the newest day any list of entities or
                orders shows, so that equal inputs and tables give equal reports; no clock is read. The report says
                which it is.
            policy: the chosen numbers; `Policy.default()` if left out.
            reference: the tables; the bundled ones by default.
            dispositions: files with reviewers' verdicts on matches (`dispositions.xlsx` of an earlier run); what holds
                of them is applied, the rest is reported with the reason.
            tasks: workbooks of earlier reports (`report.xlsx`) in which people wrote tasks, or what `read_tasks` gave
                of them; they are carried into this report, and change nothing else in it.
            lists: folders with lists of your own, as `reference import` writes them; screened beside the bundled ones.
            context: CSV files with figures of your own about countries (country, figure, source, licence), such as a
                prevalence table; those of the network's countries are shown beside the country factor, never scored.
            inferred: whether to add findings, marked as such, about inputs that nobody stated; the policy if left out.
            progress: called with what is being done, how much is done, and how much there is.

        Raises:
            InputError: a dispositions file or a file of figures cannot be read, or `as_of` is no date.
            PolicyError: the policy names an indicator that no table knows.
            ReferenceDataError: a list is damaged.
        """
        tick, reading = progress or _quiet, "Reading the lists"
        tick(reading, 0, 3)
        ruled = _rulings(dispositions)
        given = [tasks] if isinstance(tasks, str | Path | TaskFile) else tasks
        to_do = tuple(one if isinstance(one, TaskFile) else read_tasks(Path(one)) for one in given)
        known = reference or Reference.bundled()
        chosen = policy or Policy.default()
        if inferred is not None:
            chosen = chosen.inferring(inferred)
        _check_names(chosen, known)
        check_yields(chosen, known)
        own = read_user_lists(lists)
        day = as_date(as_of) if as_of is not None else newest_day(known, own)
        basis = DayBasis.NEWEST_LIST if as_of is None else DayBasis.GIVEN
        tick(reading, 1, 3)
        world = World.over(known, chosen, day, own, as_of_basis=basis)
        tick(reading, 2, 3)
        index = ListIndex(world.entities, world.view(name_reader), world.policy.screening)
        figures_read = _figures_of(context, world)
        tick(reading, 3, 3)
        return cls(world, index, ruled, to_do, figures_read, PositiveLists(world))

    def assess(self, network: SupplyNetwork, *, progress: Progress | None = None) -> Assessment:
        """Assess every supplier of a network.

        Args:
            network: what `load()` returned. Its texts were resolved by the tables it was loaded with; load it with the
                tables of this screening.
            progress: called with what is being done, how much is done, and how much there is.
        """
        network = with_listed_buyers(network, self.index)
        document, register = self.report(network, progress=progress)
        document = document.changed(regimes=regime_entries(document, self.world.reference))
        return Assessment(document, network, self, register)

    @no_garbage_collection()
    def report(
        self, network: SupplyNetwork, confirmed: Collection[str] = (), *, progress: Progress | None = None
    ) -> tuple[Document, Register]:
        """The report document of a network, and its matches with the verdicts that were given.

        Findings whose id is among the confirmed are taken as a person had confirmed them.
        """
        tick = progress or _quiet
        judgement = judge(network, self.world, self.index, all_rulings(self.rulings), tick, confirmed)
        tick("Composing the report", 0, 2)
        assessed = self._assessed(network, judgement)
        tick("Composing the report", 1, 2)
        document = build_document(assessed)
        tick("Composing the report", 2, 2)
        return document, judgement.register

    def _assessed(self, network: SupplyNetwork, judged: Judgement) -> Assessed:
        account, world, view, register = network.account, self.world, judged.outlook, judged.register
        placed = {s.country_code for s in network.suppliers.values()}
        tasks, notes = place(all_tasks(self.tasks), _today(network, judged)) if self.tasks else ((), ())
        brought = tuple(one for file in self.context for country, one in file.figures if country in placed)
        return Assessed(
            company=network.name(COMPANY),
            as_of=world.as_of,
            as_of_basis=world.as_of_basis,
            version=version("supplychain-risk"),
            suppliers=tuple(network.suppliers.values()),
            tiers={s: network.tier(s) for s in network.suppliers},
            scores=judged.scores,
            exposures=judged.exposures,
            decisions=judged.decisions,
            findings=tuple(finding for findings in judged.findings.values() for finding in findings),
            problems=(
                *account.problems,
                *(p for file in self.rulings for p in file.problems),
                *register.problems,
                *(p for file in self.tasks for p in file.problems),
                *notes,
            ),
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
                    if judged.decisions[s.id].level is DueDiligence.NOT_ASSESSED
                    for reason in missing_inputs(s)
                )
            ),
            raised_by_inferred=judged.raised_by_inferred,
            unmapped_share=view.mapped.unmapped,
            unmapped_by_tier_1={
                s: share
                for s in network.suppliers
                if network.tier(s) == 1 and (share := judged.exposures[s].unmapped_share) is not None
            },
            sources=sources(world),
            methodology=methodology(world, brought),
            context=(*figures(world.reference, world.as_of), *brought),
            positive={
                s.id: entries for s in network.suppliers.values() if self.positive and (entries := self.positive.of(s))
            },
            limits=(
                *limits(world, network, view.mapped),
                *judged.listed_later,
                *judged.not_compared,
                *limits_of_review(judged.findings),
            ),
            dispositions=disposition_entries(register, judged.findings, judged.matches),
            verdicts=verdicts_on(judged.matches, world),
            tasks=task_entries(tasks),
            manifest=manifest(
                account.files,
                world.reference,
                world.policy,
                as_of=world.as_of.isoformat(),
                as_of_basis=world.as_of_basis,
                company=network.company,
                lists={one.name: one.sha256 for one in world.lists},
                dispositions=self.rulings,
                tasks=self.tasks,
                mapping=account.mapping,
                context={file.name: file.sha256 for file in self.context},
            )
            | {"stability": {"draws": view.stability.draws, "seed": view.stability.seed}},
            outlook=view,
            policy_numbers={key: number.value for key, number in world.policy.numbers().items()},
        )


@no_garbage_collection()
def screen(
    source: SupplyNetwork | str | Path | pd.DataFrame | Sequence[str | Path],
    *,
    as_of: date | str | None = None,
    policy: Policy | None = None,
    company: str = "",
    reference: Reference | None = None,
    dispositions: str | Path | Sequence[str | Path] = (),
    tasks: TaskFiles = (),
    lists: Sequence[str | Path] = (),
    context: Sequence[str | Path] = (),
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
        tasks: workbooks of earlier reports (`report.xlsx`) in which people wrote tasks; carried into this report.
        lists: folders with lists of your own, as `reference import` writes them; screened beside the bundled ones.
        context: CSV files with figures of your own about countries (country, figure, source, licence); never scored.
        inferred: whether to add findings, marked as such, about inputs that nobody stated; the policy if left out.
        progress: called with what is being done, how much is done, and how much there is.

    Raises:
        InputError: the input or a dispositions file cannot be read, or `as_of` is no date.
        ReferenceDataError: a list is damaged.
    """
    network = (
        source
        if isinstance(source, SupplyNetwork)
        else load(source, company=company, reference=reference, policy=policy, progress=progress)
    )
    loaded = network.account.reference
    return Screening.prepare(
        as_of=as_of,
        policy=policy,
        reference=reference or (loaded if isinstance(loaded, Reference) else None),
        dispositions=dispositions,
        tasks=tasks,
        lists=lists,
        context=context,
        inferred=inferred,
        progress=progress,
    ).assess(network, progress=progress)


def what_if(
    source: SupplyNetwork | str | Path | pd.DataFrame | Sequence[str | Path],
    *changes: Change,
    as_of: date | str | None = None,
    policy: Policy | None = None,
    company: str = "",
    reference: Reference | None = None,
    dispositions: str | Path | Sequence[str | Path] = (),
    tasks: TaskFiles = (),
    lists: Sequence[str | Path] = (),
    context: Sequence[str | Path] = (),
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
        tasks=tasks,
        lists=lists,
        context=context,
        inferred=inferred,
        progress=progress,
    )
    return assessment.what_if(*changes)


def _today(network: SupplyNetwork, judged: Judgement) -> Today:
    reasons = {f.reason.id: f.reason for findings in judged.findings.values() for f in findings}
    return Today(
        {s.id: (s.name, *(named.text for named in s.names)) for s in network.suppliers.values()},
        {id_: (reason.code, reason.statement) for id_, reason in sorted(reasons.items())},
    )


def _rulings(given: str | Path | Sequence[str | Path]) -> tuple[RulingFile, ...]:
    paths = [given] if isinstance(given, str | Path) else given
    return tuple(read_rulings(Path(path)) for path in paths)


def _figures_of(context: Sequence[str | Path], world: World) -> tuple[CountryFigures, ...]:
    if not context:
        return ()  # what reads lists of all formats need not be imported
    from supplychain_risk.lists.prevalence import read_country_figures

    return read_country_figures(context, world.countries)


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


def with_listed_buyers(network: SupplyNetwork, index: ListIndex) -> SupplyNetwork:
    """Companies named only as buyers are looked up, too: a sheet of tier-2 suppliers names its tier 1 there.

    One whose name agrees with a list entry is screened as a supplier known by name only.
    """
    named = {COMPANY: network.company, **network.buyers}
    return network.with_suppliers(node for node, name in named.items() if name and index.match(name))
