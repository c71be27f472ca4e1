"""From an assessment to the report document. What is sorted and rounded is decided here, once, for every format."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from supplychain_risk.domain import Band, Certainty, DueDiligence, Finding, SupplyLink
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
from supplychain_risk.report.groups import groups
from supplychain_risk.report.models import (
    SCHEMA_VERSION,
    TOOL,
    About,
    ContextEntry,
    DispositionEntry,
    Document,
    FindingEntry,
    InputCoverage,
    LineEntry,
    LinkEntry,
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
from supplychain_risk.report.rounding import finite, share_of

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
    findings = sorted(assessed.findings, key=lambda f: (f.calls_for.urgency, f.code, f.supplier, f.id))
    own: dict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for place, finding in enumerate(findings):
        own[finding.supplier].append((place, finding))
    on_row: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for problem in sorted(assessed.problems, key=lambda p: (p.where, p.code)):
        on_row[row_of(problem.where)].append(str(problem.where))
    shared = Shared()
    spend = spend_of(assessed.links)
    reasons = shared.counting(findings, spend, assessed.verdicts)
    links_of: dict[str, list[SupplyLink]] = defaultdict(list)
    for link in assessed.links:
        links_of[link.supplier].append(link)
    suppliers: list[SupplierEntry] = []
    found: dict[int, FindingEntry] = {}
    lines: list[LineEntry] = []
    links: list[LinkEntry] = []
    # Supplier by supplier, so that what stands in the same cells shares their addresses.
    for supplier in sorted(assessed.suppliers, key=lambda s: s.id):
        shared = shared.of_next_supplier()
        its = own.get(supplier.id, ())
        suppliers.append(supplier_entry(supplier, assessed, tuple(f.id for _, f in its), on_row, shared))
        found.update((place, finding_entry(f, shared)) for place, f in its)
        lines.extend(line_entries(supplier, shared))
        many = sorted(links_of.get(supplier.id, ()), key=lambda link: (link.buyer, link.cells))
        links.extend(link_entry(link, shared) for link in many)
    suppliers.sort(key=_supplier_order)
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
        summary=_summary(suppliers, assessed),
        suppliers=tuple(suppliers),
        groups=groups(suppliers, reasons, spend),
        reasons=reasons,
        findings=tuple(found[place] for place in range(len(findings))),
        kinds=kind_entries(f.code for f in findings),
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
        lines=tuple(lines),
        links=tuple(links),
        ownership=tuple(map(ownership_entry, sorted(assessed.ownership, key=lambda o: (o.parent, o.child, o.cells)))),
        cycles=tuple(sorted(assessed.cycles)),
        company_exposure=company_exposures(outlook) if outlook else (),
        concentration=concentration_entries(outlook) if outlook else (),
        engagement=engagement_entry(outlook, names) if outlook else None,
        stability=stability_entry(outlook, assessed.policy_numbers) if outlook else None,
    )


def spend_of(links: Iterable[SupplyLink]) -> Mapping[str, float]:
    """Supplier id → what the input states as spent on it, over all its links."""
    found: dict[str, float] = {}
    for link in links:
        if link.spend is not None:
            found[link.supplier] = found.get(link.supplier, 0.0) + link.spend
    return found


def _supplier_order(supplier: SupplierEntry) -> tuple[int, int, float, float, str]:
    score = supplier.structural
    # What controls leave of the score orders suppliers that call for the same; it changes no level.
    high = (score.residual or score).high if score else -1.0
    worst = supplier.exposure.worst if supplier.exposure.worst is not None else -1.0
    return (supplier.due_diligence.urgency, supplier.ground.rank, -high, -worst, supplier.id)


def _summary(suppliers: list[SupplierEntry], assessed: Assessed) -> Summary:
    levels = Counter(s.due_diligence for s in suppliers)
    bands = Counter(s.structural.band if s.structural else None for s in suppliers)
    tiers = Counter(s.tier for s in suppliers)
    certainties = Counter(f.certainty for f in assessed.findings)
    sheets = [s for f in assessed.files for s in f.sheets]
    return Summary(
        suppliers=len(suppliers),
        by_due_diligence={level.value: levels[level] for level in DueDiligence},
        by_band={**{band.value: bands[band] for band in Band}, "not_scored": bands[None]},
        by_tier={
            **{str(tier): tiers[tier] for tier in sorted(t for t in tiers if t is not None)},
            "unknown": tiers[None],
        },
        by_country=dict(sorted(Counter(s.country or "unknown" for s in suppliers).items())),
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
            suppliers_with_country=sum(s.country is not None for s in suppliers),
            suppliers_with_region=sum(s.region is not None for s in suppliers),
            suppliers_with_sector=sum(bool(s.sectors) for s in suppliers),
            suppliers_with_commodity=sum(bool(s.commodities) for s in suppliers),
            suppliers_with_tier=sum(s.tier is not None for s in suppliers),
            suppliers_scored=sum(s.structural is not None for s in suppliers),
            unmapped_share=share_of(assessed.unmapped_share),
        ),
    )
