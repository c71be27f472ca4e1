"""From an assessment to the report document. What is sorted and rounded is decided here, once, for every format."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from supplychain_risk.domain import Band, CellRef, Certainty, DueDiligence, Finding, Supplier, SupplyLink
from supplychain_risk.report.assessed import Assessed
from supplychain_risk.report.entries import (
    Shared,
    coverage,
    finding_entry,
    kind_entries,
    line_entries,
    link_entry,
    ownership_entry,
    problem_entries,
    row_of,
    supplier_entry,
)
from supplychain_risk.report.groups import Grouping
from supplychain_risk.report.kept import MANY, Keeper
from supplychain_risk.report.models import (
    SCHEMA_VERSION,
    TOOL,
    About,
    ContextEntry,
    DispositionEntry,
    Document,
    InputCoverage,
    Section,
    SourceTable,
    Summary,
    SupplierEntry,
)
from supplychain_risk.report.outlook_entries import (
    company_exposures,
    concentration_entries,
    engagement_entry,
    stability_entry,
)
from supplychain_risk.report.rounding import finite, score_of, share_of

__all__ = [
    "PROMISE",
    "Assessed",
    "DispositionEntry",
    "Document",
    "Section",
    "SourceTable",
    "build_document",
]

PROMISE = "This report states matches and factors. It never states that a company uses forced labor."
"""The first of every report's limits, whatever else is said."""


def build_document(assessed: Assessed) -> Document:
    """The report document of an assessment.

    Suppliers: most urgent due diligence first, then by what it rests on (a fact before a score, a score before one that
    is high only because inputs are unknown), then by high score after controls, exposure and id. Findings: by
    urgency, code, supplier and id. Problems: by file, sheet and cell. Equal assessments give equal documents.
    """
    findings = _in_order(assessed.findings)
    own: dict[str, tuple[str, ...]] = {}
    for supplier_id, its in groupby(sorted(findings, key=attrgetter("supplier")), key=attrgetter("supplier")):
        own[supplier_id] = tuple([finding.id for finding in its])
    on_row: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for problem in sorted(assessed.problems, key=lambda p: (p.where, p.code)):
        on_row[row_of(problem.where)].append(str(problem.where))
    shared = Shared()
    spend = spend_of(assessed.links)
    reasons = shared.counting(findings, spend, assessed.verdicts)
    tally, grouping = _Tally(), Grouping(reasons, spend)

    def entries() -> Iterator[SupplierEntry]:
        """The suppliers in their order, each counted as it is made."""
        for supplier in sorted(assessed.suppliers, key=lambda s: _supplier_order(s, assessed)):
            entry = supplier_entry(supplier, assessed, own.get(supplier.id, ()), on_row, shared.of_next_supplier())
            tally.add(entry)
            grouping.add(entry)
            yield entry

    known = {supplier.id for supplier in assessed.suppliers}
    links = (
        link_entry(link, shared.of_next_supplier())
        for link in sorted(assessed.links, key=_link_order)
        if link.supplier in known
    )
    lines = (
        line
        for supplier in sorted(assessed.suppliers, key=lambda s: s.id)
        for line in line_entries(supplier, shared.of_next_supplier())
    )
    found = (finding_entry(finding, shared.of_next_supplier()) for finding in findings)
    keeper = Keeper(reasons) if len(known) + len(findings) > MANY else None
    suppliers = keeper.suppliers(entries()) if keeper else tuple(entries())
    outlook = assessed.outlook
    names = {**assessed.companies, **{s.id: s.name for s in assessed.suppliers}}
    return Document(
        about=About(
            tool=TOOL,
            version=assessed.version,
            schema_version=SCHEMA_VERSION,
            company=assessed.company,
            as_of=assessed.as_of,
            as_of_basis=assessed.as_of_basis,
            limits=tuple(dict.fromkeys((PROMISE, *assessed.limits))),
        ),
        summary=tally.summary(assessed),
        suppliers=suppliers,
        groups=grouping.groups(),
        reasons=reasons,
        findings=keeper.findings(found) if keeper else tuple(found),
        kinds=kind_entries(reason.code for reason in reasons),
        problems=problem_entries(assessed.problems, assessed.files),
        coverage=coverage(assessed),
        dispositions=tuple(
            sorted(assessed.dispositions, key=lambda d: (d.finding, d.supplier, d.date, d.verdict, d.where))
        ),
        tasks=tuple(sorted(assessed.tasks, key=lambda t: (t.subject, t.id, t.name, t.state, t.cells))),
        methodology=assessed.methodology,
        context=tuple(
            ContextEntry(beside=one.beside, text=one.words, citation=one.citation) for one in assessed.context
        ),
        sources=tuple(sorted(assessed.sources, key=lambda s: (s.name, s.edition))),
        manifest=finite(dict(assessed.manifest)),
        companies=dict(sorted(assessed.companies.items())),
        lines=keeper.lines(lines) if keeper else tuple(lines),
        links=keeper.links(links) if keeper else tuple(links),
        ownership=tuple(map(ownership_entry, sorted(assessed.ownership, key=lambda o: (o.parent, o.child, o.cells)))),
        cycles=tuple(sorted(assessed.cycles)),
        company_exposure=company_exposures(outlook) if outlook else (),
        concentration=concentration_entries(outlook) if outlook else (),
        engagement=engagement_entry(outlook, names, keeper.priorities if keeper else tuple) if outlook else None,
        stability=stability_entry(outlook, assessed.policy_numbers) if outlook else None,
    )


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By urgency, code, supplier and id: one after the other, for of a long list the keys of all would be much."""
    found = list(findings)
    for key in (attrgetter("id"), attrgetter("supplier"), attrgetter("code"), lambda f: f.calls_for.urgency):
        found.sort(key=key)
    return found


def spend_of(links: Iterable[SupplyLink]) -> Mapping[str, float]:
    """Supplier id → what the input states as spent on it, over all its links."""
    found: dict[str, float] = {}
    for link in links:
        if link.spend is not None:
            found[link.supplier] = found.get(link.supplier, 0.0) + link.spend
    return found


def _link_order(link: SupplyLink) -> tuple[str, str, tuple[CellRef, ...]]:
    return (link.supplier, link.buyer, link.cells)


def _supplier_order(supplier: Supplier, assessed: Assessed) -> tuple[int, int, float, float, str]:
    """By the figures as the report states them, rounded."""
    decision, score = assessed.decisions[supplier.id], assessed.scores.get(supplier.id)
    # What controls leave of the score orders suppliers that call for the same; it changes no level.
    high = score_of((score.residual or score).high) if score else -1.0
    worst = assessed.exposures[supplier.id].worst
    told = -1.0 if worst is None else score_of(worst)
    return (decision.level.urgency, decision.ground.rank, -high, -told, supplier.id)


class _Tally:
    """Counts suppliers as they are made."""

    def __init__(self) -> None:
        self._levels: Counter[DueDiligence] = Counter()
        self._bands: Counter[Band | None] = Counter()
        self._tiers: Counter[int | None] = Counter()
        self._countries: Counter[str] = Counter()
        self._known: Counter[str] = Counter()

    def add(self, supplier: SupplierEntry) -> None:
        """Count one."""
        self._levels[supplier.due_diligence] += 1
        self._bands[supplier.structural.band if supplier.structural else None] += 1
        self._tiers[supplier.tier] += 1
        self._countries[supplier.country or "unknown"] += 1
        self._known["region"] += supplier.region is not None
        self._known["sector"] += bool(supplier.sectors)
        self._known["commodity"] += bool(supplier.commodities)

    def summary(self, assessed: Assessed) -> Summary:
        """The counts of all that were added, and of what else was assessed."""
        levels, bands, tiers, known = self._levels, self._bands, self._tiers, self._known
        total = levels.total()
        certainties = Counter(f.certainty for f in assessed.findings)
        sheets = [s for f in assessed.files for s in f.sheets]
        return Summary(
            suppliers=total,
            by_due_diligence={level.value: levels[level] for level in DueDiligence},
            by_band={**{band.value: bands[band] for band in Band}, "not_scored": bands[None]},
            by_tier={
                **{str(tier): tiers[tier] for tier in sorted(t for t in tiers if t is not None)},
                "unknown": tiers[None],
            },
            by_country=dict(sorted(self._countries.items())),
            findings=len(assessed.findings),
            findings_by_certainty={certainty.value: certainties[certainty] for certainty in Certainty},
            findings_inferred=certainties[Certainty.INFERRED],
            raised_by_inferred=len(assessed.raised_by_inferred),
            findings_carried=sum(f.code.startswith("carried-") for f in assessed.findings),
            problems=len(assessed.problems),
            problem_cells=sum(p.cells for p in assessed.problems),
            coverage=InputCoverage(
                files=len(assessed.files),
                sheets=len(sheets),
                sheets_with_suppliers=sum(s.header_row is not None for s in sheets),
                rows_read=sum(s.rows_read for s in sheets),
                used_rows=sum(s.used_rows for s in sheets),
                problem_rows=sum(s.problem_rows for s in sheets),
                blank_rows=sum(s.blank_rows for s in sheets),
                suppliers_with_country=total - self._countries["unknown"],
                suppliers_with_region=known["region"],
                suppliers_with_sector=known["sector"],
                suppliers_with_commodity=known["commodity"],
                suppliers_with_tier=total - tiers[None],
                suppliers_scored=total - bands[None],
                unmapped_share=share_of(assessed.unmapped_share),
            ),
        )
