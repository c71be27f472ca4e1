"""The document's parts from domain objects: rounding, addresses, and one function per part."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from supplychain_risk.account import FileReading
from supplychain_risk.domain import (
    CellRef,
    Exposure,
    Factor,
    Finding,
    OwnershipLink,
    Problem,
    Reading,
    Reason,
    Residual,
    Resolution,
    StructuralScore,
    Supplier,
    SupplyLink,
    content_id,
)
from supplychain_risk.laws import KINDS
from supplychain_risk.laws.case import cells_of
from supplychain_risk.report.assessed import Assessed
from supplychain_risk.report.models import (
    ControlEntry,
    Coverage,
    FactorEntry,
    FileCoverage,
    FindingEntry,
    IdentifierEntry,
    KindEntry,
    LineDayEntry,
    LineEntry,
    LinkEntry,
    OutcomeEntry,
    OwnershipEntry,
    PaperEntry,
    ProblemEntry,
    ReadingEntry,
    ReasonEntry,
    ResidualEntry,
    Resolved,
    ResolvedField,
    ScoreEntry,
    SheetCoverage,
    StructuralEntry,
    SupplierEntry,
    Unmapped,
    VerdictsEntry,
)
from supplychain_risk.report.outlook_entries import exposure_entry, supplier_stability
from supplychain_risk.report.outlook_models import ExposureEntry
from supplychain_risk.report.outlook_models import SupplierStability as StabilityOfSupplier
from supplychain_risk.report.rounding import effect_of, rounded, score_of, share_of, total_of
from supplychain_risk.risk.outlook import Outlook
from supplychain_risk.risk.reviewed import Verdicts
from supplychain_risk.risk.stability import SupplierStability

RowsOfProblems = Mapping[tuple[str, str, int], list[str]]
"""(file, sheet, row) → cells of its problems."""


def _place(cell: str) -> tuple[int, int]:
    """A1 address → (row, column), 1-based; text that is no address counts as (0, 0)."""
    match = re.fullmatch(r"([A-Z]+)?([0-9]+)", cell)
    if match is None:
        return (0, 0)
    column = 0
    for letter in match[1] or "":
        column = column * 26 + ord(letter) - 64
    return (int(match[2]), column)


def row_of(cell: CellRef) -> tuple[str, str, int]:
    """(file, sheet, row) of a cell."""
    return (*cell.place, cell.row or _place(cell.cell)[0])


def _problem_order(files: Iterable[FileReading]) -> Callable[[Problem], tuple[Any, ...]]:
    """Sheets in workbook order, as a reader goes through them; what is not a cell of a known sheet comes last."""
    position = {(f.name, s.name): i for f in files for i, s in enumerate(f.sheets)}

    def key(problem: Problem) -> tuple[Any, ...]:
        where = problem.where
        sheet = position.get((where.file, where.sheet), len(position))
        return (where.file, sheet, where.sheet, _place(where.cell), where.cell, problem.code, problem.value)

    return key


def supplier_entry(
    supplier: Supplier,
    assessed: Assessed,
    findings: tuple[str, ...],
    on_row: RowsOfProblems,
    shared: Shared,
) -> SupplierEntry:
    """One supplier, with the ids of its findings and the problems on the rows it was read from."""
    decision = assessed.decisions[supplier.id]
    sectors = {r.code: r.resolution.label for r in supplier.sectors if r.code}
    commodities = {r.code: r.resolution.label for r in supplier.commodities if r.code}
    return SupplierEntry(
        id=supplier.id,
        name=supplier.name,
        names=tuple(dict.fromkeys([n.text for n in supplier.names])),
        identifiers=tuple(
            [IdentifierEntry(scheme=i.scheme, value=i.value, cells=shared.cells(i.cells)) for i in supplier.identifiers]
        ),
        country=supplier.country_code,
        country_name=supplier.country.resolution.label if supplier.country else "",
        region=supplier.region_code,
        region_name=supplier.region.resolution.label if supplier.region else "",
        sectors=tuple(sorted(sectors)),
        sector_names=tuple([sectors[code] for code in sorted(sectors)]),
        commodities=tuple(sorted(commodities)),
        commodity_names=tuple([commodities[code] for code in sorted(commodities)]),
        address=tuple([a.text for a in supplier.address]),
        address_cells=shared.cells(_joined([a.cells for a in supplier.address])),
        tier=assessed.tiers.get(supplier.id),
        stated_tier=supplier.stated_tier,
        described=supplier.described,
        due_diligence=decision.level,
        ground=decision.ground,
        why=shared.words(decision.why),
        reason=decision.reason,
        structural=_structural(assessed.scores.get(supplier.id), supplier, shared),
        exposure=shared.exposure(assessed.exposures[supplier.id]),
        findings=findings,
        problems=_problems(supplier, on_row) if on_row else (),
        resolved=_resolved(supplier, shared),
        cells=shared.cells(supplier.cells),
        stability=shared.stability(assessed.outlook, supplier.id),
        positive=assessed.positive.get(supplier.id, ()),
    )


def _problems(supplier: Supplier, on_row: RowsOfProblems) -> tuple[str, ...]:
    """Cells of the problems on the rows that a supplier was read from."""
    rows = {row for cell in supplier.cells if (row := row_of(cell)) in on_row}
    return tuple([where for row in sorted(rows) for where in on_row[row]]) if rows else ()


def _joined(cells: Sequence[tuple[CellRef, ...]]) -> tuple[CellRef, ...]:
    """Cells of several values; those of one as it holds them."""
    return cells[0] if len(cells) == 1 else tuple([cell for some in cells for cell in some])


class Shared:
    """Parts that many suppliers and findings share, each made once."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._cells: dict[int, tuple[tuple[CellRef, ...], tuple[str, ...]]] = {}
        """Cells with their addresses, by identity: to compare them would take longer than to make them."""
        self._addresses: dict[int, tuple[CellRef, str]] = {}
        self._readings: dict[tuple[str, Resolution], ReadingEntry] = {}
        self._scores: dict[tuple[Factor, ...], ScoreEntry] = {}
        self._same_readings: dict[tuple[str, int], tuple[Resolution, ReadingEntry]] = {}
        """By the identity of what they are made of, as the next: to compare that takes longer than all else."""
        self._same_scores: dict[int, tuple[tuple[Factor, ...], ScoreEntry]] = {}
        self._reasons: dict[str, ReasonEntry] = {}
        self._exposures: dict[Exposure, ExposureEntry] = {}
        """Of those without suppliers of their own, who share a few."""
        self._stabilities: dict[int, tuple[SupplierStability, StabilityOfSupplier]] = {}
        """By identity; all suppliers of a kind have one."""

    def of_next_supplier(self) -> Shared:
        """The same parts, for another supplier: the addresses of cells are shared by the parts of one supplier."""
        self._cells.clear()
        self._addresses.clear()
        return self

    def cells(self, cells: tuple[CellRef, ...]) -> tuple[str, ...]:
        """Cells as readers find them."""
        made = self._cells.get(id(cells))
        if made is not None:
            return made[1]
        known, texts = self._addresses, []
        for cell in cells:
            told = known.get(id(cell))
            if told is None:
                told = known[id(cell)] = (cell, str(cell))
            texts.append(told[1])
        addresses = tuple(texts)
        self._cells[id(cells)] = (cells, addresses)
        return addresses

    def exposure(self, exposure: Exposure) -> ExposureEntry:
        """What a supplier inherits."""
        if exposure.upstream:
            return exposure_entry(exposure)
        made = self._exposures.get(exposure)
        if made is None:
            made = self._exposures[exposure] = exposure_entry(exposure)
        return made

    def stability(self, outlook: Outlook | None, supplier: str) -> StabilityOfSupplier | None:
        """How firm score and rank of a supplier are; None where it was not ranked."""
        told = outlook.stability.by_supplier.get(supplier) if outlook else None
        if told is None:
            return None
        made = self._stabilities.get(id(told))
        if made is None:
            made = self._stabilities[id(told)] = (told, supplier_stability(told))
        return made[1]

    def words(self, text: str) -> str:
        """A text that is said of many suppliers."""
        return self._words.setdefault(text, text)

    def reading(self, field: ResolvedField, resolution: Resolution) -> ReadingEntry:
        """How a text became a code."""
        known = self._same_readings.get((field, id(resolution)))
        if known is not None:
            return known[1]
        made = self._readings.get((field, resolution))
        if made is None:
            made = ReadingEntry(
                id="",
                field=field,
                raw=resolution.raw,
                code=resolution.code,
                label=resolution.label,
                method=resolution.method,
                rule=resolution.rule,
                candidates=resolution.candidates,
                citation=resolution.citation,
            )
            made = self._readings[field, resolution] = made.changed(id=content_id(made))
        self._same_readings[field, id(resolution)] = (resolution, made)
        return made

    def score(self, score: StructuralScore) -> ScoreEntry:
        """The score of a case."""
        known = self._same_scores.get(id(score.factors))
        if known is not None:
            return known[1]
        made = self._scores.get(score.factors)
        if made is None:
            made = ScoreEntry(
                id="",
                low=score_of(score.low),
                high=score_of(score.high),
                band=score.band,
                band_low=score.band_low,
                factors=tuple(
                    FactorEntry(
                        id=f.id,
                        points_low=score_of(f.points_low),
                        points_high=score_of(f.points_high),
                        answer=f.answer,
                        citations=f.citations,
                    )
                    for f in score.factors
                ),
                unknown=score.unknown,
            )
            made = self._scores[score.factors] = made.changed(id=content_id(made))
        self._same_scores[id(score.factors)] = (score.factors, made)
        return made

    def reason(self, reason: Reason) -> ReasonEntry:
        """The reason of findings, as it is counted by `counting`."""
        return self._reasons[reason.id]

    def counting(
        self, findings: Iterable[Finding], spend: Mapping[str, float], verdicts: Mapping[str, Verdicts] | None = None
    ) -> tuple[ReasonEntry, ...]:
        """The reasons of all findings with how many suppliers they are true of, most urgent first.

        `verdicts`: what a reviewer's verdict makes of reasons, by their ids.
        """
        by_id: dict[str, Reason] = {}
        suppliers: dict[str, dict[str, None]] = {}
        for finding in findings:
            by_id.setdefault(finding.reason.id, finding.reason)
            suppliers.setdefault(finding.reason.id, {})[finding.supplier] = None
        self._reasons = {
            id_: _reason_entry(reason, suppliers[id_], spend, (verdicts or {}).get(id_))
            for id_, reason in sorted(
                by_id.items(), key=lambda item: (item[1].calls_for.urgency, item[1].code, item[0])
            )
        }
        return tuple(self._reasons.values())


def _reason_entry(
    reason: Reason, suppliers: Collection[str], spend: Mapping[str, float], verdicts: Verdicts | None
) -> ReasonEntry:
    return ReasonEntry(
        **reason.fields(),
        suppliers=len(suppliers),
        spend=spent(suppliers, spend),
        verdicts=_verdicts_entry(verdicts) if verdicts else None,
    )


def _verdicts_entry(verdicts: Verdicts) -> VerdictsEntry:
    return VerdictsEntry(
        listed_name=verdicts.entity.name,
        list_name=verdicts.entity.list_name,
        confirmed=_outcome_entry(verdicts.confirmed),
        rejected=_outcome_entry(verdicts.rejected),
    )


def _outcome_entry(reason: Reason) -> OutcomeEntry:
    return OutcomeEntry(
        code=reason.code,
        title=KINDS[reason.code].title,
        certainty=reason.certainty,
        calls_for=reason.calls_for,
        next_step=reason.next_step,
        steps=reason.steps,
    )


def spent(suppliers: Iterable[str], spend: Mapping[str, float]) -> float | None:
    """What is stated as spent on some suppliers; None where nothing is."""
    return total_of(map(spend.get, suppliers))


def _resolved(supplier: Supplier, shared: Shared) -> tuple[Resolved, ...]:
    parts: list[tuple[ResolvedField, tuple[Reading, ...]]] = [
        ("country", (supplier.country,) if supplier.country else ()),
        ("region", (supplier.region,) if supplier.region else ()),
        ("possible region", (supplier.possible_region,) if supplier.possible_region else ()),
        ("sector", supplier.sectors),
        ("commodity", supplier.commodities),
    ]
    return tuple(
        [
            Resolved(reading=shared.reading(name, reading.resolution), cells=shared.cells(reading.cells))
            for name, readings in parts
            for reading in readings
        ]
    )


def _structural(score: StructuralScore | None, supplier: Supplier, shared: Shared) -> StructuralEntry | None:
    if score is None:
        return None
    return StructuralEntry(
        score=shared.score(score),
        cells=tuple([shared.cells(cells_of(supplier, factor.reads)) for factor in score.factors]),
        residual=_residual(score.residual, shared),
    )


def _residual(residual: Residual | None, shared: Shared) -> ResidualEntry | None:
    if residual is None:
        return None
    return ResidualEntry(
        low=score_of(residual.low),
        high=score_of(residual.high),
        effect_low=effect_of(residual.effect_low),
        effect_high=effect_of(residual.effect_high),
        controls=tuple(
            [
                ControlEntry(
                    what=c.what,
                    evidence=c.evidence,
                    low=effect_of(c.low),
                    high=effect_of(c.high),
                    why=c.why,
                    cells=shared.cells(c.cells),
                    covers=c.covers,
                    citations=c.citations,
                )
                for c in residual.controls
            ]
        ),
    )


def kind_entries(codes: Iterable[str]) -> tuple[KindEntry, ...]:
    """What each kind of finding means and does not, once per code, by code."""
    known = (KINDS[code] for code in sorted(set(codes)) if code in KINDS)
    return tuple(
        KindEntry(code=kind.code, title=kind.title, means=kind.means, does_not_mean=f"Not {kind.does_not_mean}")
        for kind in known
    )


def finding_entry(finding: Finding, shared: Shared) -> FindingEntry:
    """One finding."""
    return FindingEntry(
        id=finding.id,
        supplier=finding.supplier,
        reason=shared.reason(finding.reason),
        cells=shared.cells(finding.cells),
        paths=finding.paths,
        path_count=finding.path_count,
        path_count_exact=finding.path_count_exact,
        score=None if finding.score is None else score_of(finding.score),
        disposition=finding.disposition,
        disposition_why=finding.disposition_why,
    )


def link_entry(link: SupplyLink, shared: Shared) -> LinkEntry:
    """One supply link."""
    return LinkEntry(
        supplier=link.supplier,
        buyer=link.buyer,
        commodity=link.commodity,
        spend=None if link.spend is None else rounded(link.spend, 2),
        share=share_of(link.share),
        basis=link.basis,
        cells=shared.cells(link.cells),
    )


def line_entries(supplier: Supplier, shared: Shared) -> Iterator[LineEntry]:
    """The lines of a supplier, in the order of its rows."""
    for line in supplier.lines:
        origin, region, possible = line.origin, line.region, line.possible_region
        yield LineEntry(
            supplier=supplier.id,
            buyer=line.buyer,
            goods=tuple(dict.fromkeys(g.resolution.raw for g in line.goods)),
            commodities=tuple(sorted({g.code for g in line.goods if g.code})),
            origin=origin.code if origin else None,
            origin_name=origin.resolution.label if origin else "",
            origin_stated=origin.resolution.raw if origin else "",
            region=region.code if region else None,
            region_name=region.resolution.label if region else "",
            possible_region=possible.code if possible else None,
            quantity=line.quantity,
            unit=line.unit,
            dated=line.dated,
            document=line.document,
            papers=tuple(
                PaperEntry(kind=p.kind.value, number=p.number, cells=shared.cells((p.cell,))) for p in line.papers
            ),
            days=tuple(LineDayEntry(kind=d.kind.value, day=d.day, cells=shared.cells((d.cell,))) for d in line.days),
            payee=line.payee.text if line.payee else "",
            spend=None if line.spend is None else rounded(line.spend, 2),
            cells=shared.cells(line.cells),
        )


def ownership_entry(link: OwnershipLink) -> OwnershipEntry:
    """One ownership link."""
    return OwnershipEntry(
        parent=link.parent, child=link.child, share=share_of(link.share), cells=tuple(map(str, link.cells))
    )


def problem_entries(problems: Iterable[Problem], files: Iterable[FileReading] = ()) -> tuple[ProblemEntry, ...]:
    """Problems by file, sheet and cell; sheets in the order of the workbook where `files` are given."""
    return tuple(
        ProblemEntry(
            where=str(p.where), code=p.code, value=p.value, message=p.message, hint=p.hint, fate=p.fate, cells=p.cells
        )
        for p in sorted(problems, key=_problem_order(files))
    )


def file_coverage(
    files: Iterable[FileReading], counts: Mapping[tuple[str, str], tuple[int, int, int]]
) -> tuple[FileCoverage, ...]:
    """The account of every file and sheet; `counts` is (file, sheet) → (suppliers, links, countries)."""
    entries = []
    for file in sorted(files, key=lambda f: (f.name, f.sha256)):
        sheets = []
        for sheet in file.sheets:
            suppliers, links, countries = counts.get((file.name, sheet.name), (0, 0, 0))
            sheets.append(
                SheetCoverage(
                    name=sheet.name,
                    header_row=sheet.header_row,
                    mapping=dict(sorted(sheet.mapping.items())),
                    unused=sheet.unused,
                    rows_read=sheet.rows_read,
                    used_rows=sheet.used_rows,
                    problem_rows=sheet.problem_rows,
                    blank_rows=sheet.blank_rows,
                    suppliers=suppliers,
                    links=links,
                    countries=countries,
                    reason=sheet.reason,
                    confidence=rounded(sheet.confidence, 2),
                    hidden=sheet.hidden,
                )
            )
        entries.append(
            FileCoverage(
                name=file.name, format=file.format, encoding=file.encoding, sha256=file.sha256, sheets=tuple(sheets)
            )
        )
    return tuple(entries)


def coverage(assessed: Assessed) -> Coverage:
    """What was read, what was not assessed and what nobody has mapped."""
    mapped = assessed.outlook.mapped if assessed.outlook else None
    unmapped = {k: rounded(v, 4) for k, v in sorted(assessed.unmapped_by_tier_1.items())}
    return Coverage(
        files=file_coverage(assessed.files, assessed.sheet_counts),
        not_assessed=dict(sorted(assessed.not_assessed.items())),
        unmapped=Unmapped(
            overall=share_of(assessed.unmapped_share),
            by_tier_1=unmapped,
            basis=mapped.basis if mapped else "",
            note=mapped.note if mapped else "",
            by_supplier=share_of(mapped.by_supplier) if mapped else None,
            by_spend=share_of(mapped.by_spend) if mapped else None,
        ),
    )
