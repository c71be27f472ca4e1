"""A document on its way to where it is stored: what is shared is collected, cells are numbered by their sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import UNSET

from supplychain_risk.domain import Citation, DueStep, Frozen, content_id
from supplychain_risk.network import COMPANY
from supplychain_risk.report.models import (
    Document,
    FindingEntry,
    LineEntry,
    LinkEntry,
    OutcomeEntry,
    ProblemEntry,
    ReadingEntry,
    ReasonEntry,
    ResidualEntry,
    ScoreEntry,
    SupplierEntry,
    VerdictsEntry,
)
from supplychain_risk.report.outlook_models import ExposureEntry
from supplychain_risk.report.stored.base import Cells
from supplychain_risk.report.stored.document import INNER, StoredDocument, StoredEngagement, StoredSince, StoredTables
from supplychain_risk.report.stored.records import (
    StoredControl,
    StoredExposure,
    StoredFinding,
    StoredIdentifier,
    StoredLine,
    StoredLineDay,
    StoredLink,
    StoredPaper,
    StoredProblem,
    StoredResidual,
    StoredSupplier,
)
from supplychain_risk.report.stored.shared import (
    StoredCitation,
    StoredFactor,
    StoredOutcome,
    StoredReading,
    StoredReason,
    StoredScore,
    StoredSentence,
    StoredStep,
    StoredVerdicts,
)

Noun = TypeVar("Noun", bound=Frozen)


def stored(document: Document) -> StoredDocument:
    """The document as `report.json` stores it, holding all its lists itself."""
    storing = Storing(document)
    return storing.rest({key: tuple([record for _, record in pairs]) for key, _, pairs in storing.lists()})


class Storing:
    """A document on its way to where it is stored, list by list, so that no list need be there as a whole."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sheets: dict[str, str] = {}
        """Sheet → what its cells begin with: its number and the mark."""
        self._plainly_named: set[tuple[object, ...]] = set()
        """Codes with their names as the pool has them, of whole suppliers."""
        self._citations: dict[Citation, StoredCitation] = {}
        self._citation_ids: dict[str, Citation] = {}
        self._steps: dict[DueStep, StoredStep] = {}
        self._readings: dict[str, StoredReading] = {}
        self._scores: dict[str, StoredScore] = {}
        self._sentences: dict[str, str] = {}
        self._exposures: dict[ExposureEntry, StoredExposure] = {}
        self._names: dict[str, str] = {}
        self._statements = {reason.id: reason.statement for reason in document.reasons}

    def lists(self) -> Iterator[tuple[str, int, Iterator[tuple[Any, Any]]]]:
        """Each list of `RECORDS`: its key, how many items, and each item of the document with its record, in order.

        Each is to be taken whole before the next: what items share is collected on the way, and comes last.
        """
        for key, items, record in self._lists():
            yield key, len(items), ((item, record(item)) for item in items)

    def _lists(self) -> Iterator[tuple[str, Sequence[Any], Callable[[Any], Any]]]:
        d = self._document
        yield "reasons", d.reasons, self._reason
        yield "suppliers", d.suppliers, self._supplier
        yield "findings", d.findings, self._finding
        yield "problems", d.problems, self._problem
        yield "links", d.links, self._link
        yield "lines", d.lines, self._line
        yield "groups", d.groups, _itself
        yield "ownership", d.ownership, _itself
        for outer, inner in INNER.items():
            for name in inner:
                yield f"{outer}.{name}", getattr(getattr(d, outer), name, ()), _itself
        yield "readings", [self._readings[id_] for id_ in sorted(self._readings)], _itself
        sentences = sorted(self._sentences.items(), key=lambda item: item[1])
        yield "sentences", [StoredSentence(id=id_, text=text) for text, id_ in sentences], _itself

    def rest(self, holding: Mapping[str, tuple[Any, ...]], tables: StoredTables | None = None) -> StoredDocument:
        """All else, when every list has been taken, with the lists that the stored document is to hold itself."""
        d = self._document

        def partly(kind: Callable[..., Noun], outer: str) -> Noun | None:
            part, inner = getattr(d, outer), INNER[outer]
            lists = {name: holding.get(f"{outer}.{name}", UNSET) for name in inner}
            return kind(**part.fields(*inner), **lists) if part else None

        return StoredDocument(
            about=d.about,
            tables=tables,
            summary=d.summary,
            since=partly(StoredSince, "since"),
            tasks=d.tasks,
            regimes=d.regimes,
            kinds=d.kinds,
            coverage=d.coverage,
            dispositions=d.dispositions,
            companies=d.companies,
            cycles=d.cycles,
            company_exposure=d.company_exposure,
            concentration=d.concentration,
            engagement=partly(StoredEngagement, "engagement"),
            stability=d.stability,
            scores=tuple(self._scores[id_] for id_ in sorted(self._scores)),
            steps=tuple(sorted(self._steps.values(), key=lambda step: step.id)),
            citations=tuple(sorted(self._citations.values(), key=lambda cited: cited.id)),
            names=dict(sorted(self._names.items())),
            sheets=tuple(self._sheets),
            context=d.context,
            methodology=d.methodology,
            sources=d.sources,
            manifest=d.manifest,
            **{key: records for key, records in holding.items() if "." not in key},
        )

    # --- pools ----------------------------------------------------------------------------------------------------

    def _cell(self, text: str) -> str:
        return self._cells((text,))[0]

    def _cells(self, cells: Sequence[str]) -> Cells:
        if not cells:
            return ()
        sheets = self._sheets
        found = []
        for text in cells:  # a long report has millions
            sheet, mark, cell = text.rpartition("!")
            begun = sheets.get(sheet) if mark else ""
            if begun is None:
                begun = sheets[sheet] = f"{len(sheets)}!"
            found.append(begun + cell)
        return tuple(found)

    def _labels(self, s: SupplierEntry) -> dict[str, str]:
        """Names of its codes, where the pool has another name for the code."""
        place = (s.country, s.country_name, s.region, s.region_name)
        told = (*place, s.sectors, s.sector_names, s.commodities, s.commodity_names)
        if told in self._plainly_named:
            return {}
        labels = {code: name for code, name in _named(s) if self._names.setdefault(code, name) != name}
        if not labels and len(self._plainly_named) < _MOST_NAMED:
            self._plainly_named.add(told)
        return labels

    def _citation(self, cited: Citation) -> str:
        found = self._citations.get(cited)
        if found is None:
            id_ = f"{cited.dataset}/{cited.row}"
            if id_ in self._citation_ids:  # two editions of one row: rare, and told apart by their content
                id_ = f"{id_}/{content_id(cited)}"
            self._citation_ids[id_] = cited
            found = self._citations[cited] = StoredCitation(id=id_, **cited.fields())
        return found.id

    def _cited(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        return tuple(map(self._citation, citations))

    def _step(self, step: DueStep) -> str:
        found = self._steps.get(step)
        if found is None:
            cited = self._citation(step.citation)
            found = StoredStep(id=content_id(step), **step.fields("citation"), citation=cited)
            self._steps[step] = found
        return found.id

    def _reading(self, reading: ReadingEntry) -> str:
        if reading.id not in self._readings:
            cited = self._citation(reading.citation) if reading.citation else None
            self._readings[reading.id] = StoredReading(**reading.fields("citation"), citation=cited)
        return reading.id

    def _score(self, score: ScoreEntry) -> str:
        if score.id not in self._scores:
            factors = tuple(
                StoredFactor(**factor.fields("citations"), citations=self._cited(factor.citations))
                for factor in score.factors
            )
            self._scores[score.id] = StoredScore(**score.fields("factors"), factors=factors)
        return score.id

    def _sentence(self, text: str) -> str:
        known = self._sentences.get(text)
        if known is None:
            known = self._sentences[text] = content_id(StoredSentence(id="", text=text))
        return known

    # --- parts ----------------------------------------------------------------------------------------------------

    def _problem(self, problem: ProblemEntry) -> StoredProblem:
        return StoredProblem(**problem.fields("where"), where=self._cell(problem.where))

    def _link(self, link: LinkEntry) -> StoredLink:
        return StoredLink(**link.fields("cells"), cells=self._cells(link.cells))

    def _line(self, line: LineEntry) -> StoredLine:
        papers = tuple(StoredPaper(**p.fields("cells"), cells=self._cells(p.cells)) for p in line.papers)
        days = tuple(StoredLineDay(**d.fields("cells"), cells=self._cells(d.cells)) for d in line.days)
        rest = line.fields("cells", "papers", "days")
        return StoredLine(**rest, papers=papers, days=days, cells=self._cells(line.cells))

    def _reason(self, reason: ReasonEntry) -> StoredReason:
        return StoredReason(
            **reason.fields("citations", "steps", "verdicts"),
            citations=self._cited(reason.citations),
            steps=tuple(map(self._step, reason.steps)),
            verdicts=self._verdicts(reason.verdicts) if reason.verdicts else None,
        )

    def _verdicts(self, told: VerdictsEntry) -> StoredVerdicts:
        return StoredVerdicts(
            **told.fields("confirmed", "rejected"),
            confirmed=self._outcome(told.confirmed),
            rejected=self._outcome(told.rejected),
        )

    def _outcome(self, outcome: OutcomeEntry) -> StoredOutcome:
        return StoredOutcome(**outcome.fields("steps"), steps=tuple(map(self._step, outcome.steps)))

    def _finding(self, finding: FindingEntry) -> StoredFinding:
        straight = finding.paths == ((finding.supplier, COMPANY),)
        return StoredFinding(
            id=finding.id,
            supplier=finding.supplier,
            reason=finding.reason.id,
            cells=self._cells(finding.cells),
            paths=None if straight else finding.paths,
            path_count=finding.path_count,
            path_count_exact=finding.path_count_exact,
            score=finding.score,
            disposition=finding.disposition,
            disposition_why=finding.disposition_why,
        )

    def _supplier(self, s: SupplierEntry) -> StoredSupplier:
        said = self._statements.get(s.reason) == s.why
        structural = s.structural
        return StoredSupplier(
            id=s.id,
            name=s.name,
            names=None if s.names == (s.name,) else s.names,
            identifiers=tuple(
                StoredIdentifier(scheme=i.scheme, value=i.value, cells=self._cells(i.cells)) for i in s.identifiers
            ),
            country=s.country,
            region=s.region,
            sectors=s.sectors,
            commodities=s.commodities,
            address=s.address,
            address_cells=self._cells(s.address_cells),
            tier=s.tier,
            stated_tier=s.stated_tier,
            described=s.described,
            due_diligence=s.due_diligence,
            ground=s.ground,
            why="" if said else self._sentence(s.why),
            reason=s.reason,
            score=self._score(structural.score) if structural else None,
            score_cells=tuple(map(self._cells, structural.cells)) if structural else (),
            residual=self._residual(structural.residual) if structural and structural.residual else None,
            exposure=self._exposure(s.exposure),
            findings=s.findings,
            problems=self._cells(s.problems),
            resolved=tuple([(self._reading(r.reading), self._cells(r.cells)) for r in s.resolved]),
            cells=self._cells(s.cells),
            stability=s.stability,
            positive=s.positive,
            labels=self._labels(s),
        )

    def _exposure(self, exposure: ExposureEntry) -> StoredExposure:
        if exposure.upstream:
            return StoredExposure(**exposure.fields())
        known = self._exposures.get(exposure)  # of those without suppliers of their own, who share a few
        if known is None:
            known = self._exposures[exposure] = StoredExposure(**exposure.fields())
        return known

    def _residual(self, left: ResidualEntry) -> StoredResidual:
        controls = tuple(
            StoredControl(
                **c.fields("cells", "citations"), cells=self._cells(c.cells), citations=self._cited(c.citations)
            )
            for c in left.controls
        )
        return StoredResidual(**left.fields("controls"), controls=controls)


def _itself(item: Frozen) -> Frozen:
    return item


_MOST_NAMED = 1 << 14
"""Suppliers unlike in codes and names that are remembered."""


def _named(s: SupplierEntry) -> Iterable[tuple[str, str]]:
    """Each code of a supplier with its name, as `names` and `labels` hold them; one without a code under its field."""
    yield s.country or "country:", s.country_name
    yield s.region or "region:", s.region_name
    yield from zip((f"sector:{code}" for code in s.sectors), s.sector_names, strict=True)
    yield from zip((f"commodity:{code}" for code in s.commodities), s.commodity_names, strict=True)
