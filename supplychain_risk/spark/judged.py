"""Suppliers of chains that are whole, judged: what a worker does with the chains that it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from supplychain_risk.assess.screening import with_listed_buyers
from supplychain_risk.domain import Problem, Reading, Resolution, StructuralScore, Supplier
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.loading.connect import Group, Rest, connect, ownership_links
from supplychain_risk.loading.loader import note_tier_conflicts
from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.report.assessed import Assessed
from supplychain_risk.report.document import spend_of
from supplychain_risk.report.entries import Shared, finding_entry, supplier_entry
from supplychain_risk.report.tables import FINDINGS, REASONS, SUPPLIERS
from supplychain_risk.risk.bycase import ByCase
from supplychain_risk.risk.judgement import Judged, judge_suppliers
from supplychain_risk.spark.described import decode_described, problem_row, table_row
from supplychain_risk.spark.run import Run
from supplychain_risk.spark.sheets import decode_kept, row_of


@dataclass(frozen=True, slots=True)
class Known:
    """What was worked out for all parts of a job before its chains are judged."""

    company: str
    """Name of the reporting company; "" where the chains have several ends."""
    rest: Rest
    drafted: Mapping[Case, tuple[Draft, ...]]
    scored: Mapping[Case, StructuralScore]
    matching: frozenset[int]
    """Marks of the names that agree with an entity."""
    mark: Callable[[str, str | None, tuple[str, ...]], int]
    payees: frozenset[str] = frozenset()
    """Comparable forms of names under which somebody is paid and which a company of the input bears."""

    def may_match(self, name: str, country: str | None, places: tuple[str, ...]) -> bool:
        """Whether a name was found to agree with an entity, or has the mark of one that was."""
        return self.mark(name, country, places) in self.matching


def judged(rows: Iterable[Mapping[str, Any]], run: Run, known: Known) -> Iterator[dict[str, Any]]:
    """Rows of the tables of suppliers, findings, reasons and problems.

    Args:
        rows: of kind supplier or link, all of the chains that any of them belongs to.
        run: what the job was given.
        known: what was worked out before.
    """
    with no_garbage_collection():
        yield from _judged(rows, run, known)


def _judged(rows: Iterable[Mapping[str, Any]], run: Run, known: Known) -> Iterator[dict[str, Any]]:
    problems: list[Problem] = []
    network = _network(rows, known, problems.append)
    if network is None:
        return
    world = run.screening.world
    index = run.screening.index.knowing(known.may_match)
    network = with_listed_buyers(network, index)
    by_case = ByCase(world, known.drafted, known.scored)
    found = judge_suppliers(
        network, world, index, (), lambda what, done, total: None, by_case=by_case, named_elsewhere=known.payees
    )
    yield from _tables(network, found, run, known.company)
    for place, problem in enumerate(problems):
        yield {"kind": "problem", **problem_row(problem, 4, row_of(problem.where), place)}


def _network(
    rows: Iterable[Mapping[str, Any]], known: Known, report: Callable[[Problem], None]
) -> SupplyNetwork | None:
    groups: list[tuple[int, Group, tuple[OwnershipRecord, ...]]] = []
    resolutions: dict[Resolution, Resolution] = {}
    links: list[tuple[int, LinkRecord]] = []
    for row in rows:
        if row["kind"] == "supplier":
            one = decode_described(row["payload"])
            groups.append((row["row"], Group(_sharing(one.supplier, resolutions), one.rows), one.owners))
            continue
        link = decode_kept(row["payload"]).link
        if link is not None:
            # An end of the chain is called as it is first called anywhere, and not only in these rows.
            text = row["end_text"] or link.buyer.text
            links.append((row["row"], link.changed(buyer=link.buyer.changed(text=text))))
    if not groups and not links:
        return None
    groups.sort(key=lambda one: one[0])
    links.sort(key=lambda one: one[0])
    told: dict[tuple[object, str], Problem] = {}

    def tell(problem: Problem) -> None:
        told.setdefault((problem.where, problem.code), problem)

    connection = connect(
        [group for _, group, _ in groups],
        [link for _, link in links],
        known.company,
        tell,
        rest=known.rest,
    )
    network = SupplyNetwork(
        [*(group.supplier for _, group, _ in groups), *connection.named_only.values()],
        connection.links,
        ownership=ownership_links([one for _, _, owners in groups for one in owners]),
        buyers=connection.buyers,
        company=connection.company,
    )
    note_tier_conflicts(network, tell)
    for problem in told.values():
        report(problem)
    return network


def _sharing(supplier: Supplier, known: dict[Resolution, Resolution]) -> Supplier:
    """The supplier with one resolution for each text that many have, as it had where it was described.

    Each that is read from a row is one of its own, and would be most of what a large chain holds in memory.
    """

    def shared(reading: Reading | None) -> Reading | None:
        return reading and reading.changed(resolution=known.setdefault(reading.resolution, reading.resolution))

    def every(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        return tuple(one for reading in readings if (one := shared(reading)))

    return supplier.changed(
        country=shared(supplier.country),
        region=shared(supplier.region),
        possible_region=shared(supplier.possible_region),
        sectors=every(supplier.sectors),
        commodities=every(supplier.commodities),
        lines=tuple(
            line.changed(goods=every(line.goods), origin=shared(line.origin), region=shared(line.region))
            for line in supplier.lines
        ),
    )


def _tables(network: SupplyNetwork, found: Judged, run: Run, company: str) -> Iterator[dict[str, Any]]:
    assessed = Assessed(
        company=company,
        as_of=run.screening.world.as_of,
        version="",
        suppliers=tuple(network.suppliers.values()),
        tiers={s: network.tier(s) for s in network.suppliers},
        scores=found.scores,
        exposures=found.exposures,
        decisions=found.decisions,
        findings=(),
        problems=(),
        files=(),
        sheet_counts={},
    )
    shared, spend = Shared(), spend_of(network.links)
    every = [finding for findings in found.findings.values() for finding in findings]
    for reason in shared.counting(every, spend):
        yield {"kind": "reason", "reason": table_row(REASONS, reason)}
    own: dict[str, list[str]] = {}
    for finding in every:
        own.setdefault(finding.supplier, []).append(finding.id)
        entry = finding_entry(finding, shared.of_next_supplier())
        yield {"kind": "finding", "finding": table_row(FINDINGS, entry), "spend": spend.get(finding.supplier)}
    for supplier in network.suppliers.values():
        entry_of = supplier_entry(supplier, assessed, tuple(own.get(supplier.id, ())), {}, shared.of_next_supplier())
        yield {"kind": "supplier", "supplier": table_row(SUPPLIERS, entry_of)}
