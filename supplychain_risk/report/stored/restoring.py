"""The document of a stored one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from supplychain_risk.domain import Citation, DueStep, Frozen
from supplychain_risk.network import COMPANY
from supplychain_risk.report.models import (
    ControlEntry,
    Document,
    FactorEntry,
    FindingEntry,
    IdentifierEntry,
    LineDayEntry,
    LineEntry,
    LinkEntry,
    OutcomeEntry,
    PaperEntry,
    ProblemEntry,
    ReadingEntry,
    ReasonEntry,
    ResidualEntry,
    Resolved,
    ScoreEntry,
    StructuralEntry,
    SupplierEntry,
    VerdictsEntry,
)
from supplychain_risk.report.outlook_models import EngagementEntry, ExposureEntry
from supplychain_risk.report.since_models import SinceEntry
from supplychain_risk.report.stored.base import Cells
from supplychain_risk.report.stored.document import INNER, RECORDS, StoredDocument, held
from supplychain_risk.report.stored.records import StoredFinding, StoredLine, StoredResidual, StoredSupplier
from supplychain_risk.report.stored.shared import (
    StoredOutcome,
    StoredReading,
    StoredReason,
    StoredScore,
    StoredVerdicts,
)

Noun = TypeVar("Noun", bound=Frozen)


def restored(content: StoredDocument, records: Callable[[str], Iterable[Any]] | None = None) -> Document:
    """The document of a stored one.

    Args:
        content: the stored document.
        records: gives the records of a list by its key in `RECORDS`, where the stored document does not hold all.

    Raises:
        ValueError: it refers to an id or a sheet that it does not hold, or a list is nowhere.
    """
    try:
        return _Restoring(content, records or (lambda key: _of(content, key))).document()
    except (LookupError, IndexError) as error:
        raise ValueError(f"it refers to {error} and does not hold it") from error


def _of(content: StoredDocument, key: str) -> tuple[Any, ...]:
    found = held(content, key)
    if found is None:
        raise ValueError(f"Object missing required field `{key}`")
    return found


_POOLED = ("scores", "steps", "citations", "names", "sheets")
"""What is stored once for all that share it, besides lists of `RECORDS`; a document has it in its place."""


class _Restoring:
    def __init__(self, content: StoredDocument, records: Callable[[str], Iterable[Any]]) -> None:
        self._content = content
        self._records = records
        self._citations = {c.id: Citation(**c.fields("id")) for c in content.citations}
        self._steps = {
            s.id: DueStep(**s.fields("id", "citation"), citation=self._citations[s.citation]) for s in content.steps
        }
        self._readings = {r.id: self._reading(r) for r in records("readings")}
        self._scores = {s.id: self._score(s) for s in content.scores}
        self._sentences = {s.id: s.text for s in records("sentences")}
        self._reasons = {r.id: self._reason(r) for r in records("reasons")}

    def document(self) -> Document:
        """All of it."""
        c, of = self._content, self._records

        def whole(kind: Callable[..., Noun], outer: str) -> Noun | None:
            part, inner = getattr(c, outer), INNER[outer]
            return kind(**part.fields(*inner), **{n: tuple(of(f"{outer}.{n}")) for n in inner}) if part else None

        return Document(
            **c.fields(*RECORDS, "tables", "summary", *INNER, *_POOLED),
            summary=c.summary.in_order(),
            engagement=whole(EngagementEntry, "engagement"),
            since=whole(SinceEntry, "since"),
            groups=tuple(of("groups")),
            reasons=tuple(self._reasons.values()),
            suppliers=tuple(map(self._supplier, of("suppliers"))),
            findings=tuple(map(self._finding, of("findings"))),
            problems=tuple(ProblemEntry(**p.fields("where"), where=self._cell(p.where)) for p in of("problems")),
            links=self._each(of("links"), LinkEntry),
            lines=tuple(map(self._line, of("lines"))),
            ownership=tuple(of("ownership")),
        )

    def _line(self, line: StoredLine) -> LineEntry:
        return LineEntry(
            **line.fields("cells", "papers", "days"),
            papers=self._each(line.papers, PaperEntry),
            days=self._each(line.days, LineDayEntry),
            cells=self._cells(line.cells),
        )

    def _each(self, parts: Iterable[Any], make: Callable[..., Noun]) -> tuple[Noun, ...]:
        return tuple(make(**part.fields("cells"), cells=self._cells(part.cells)) for part in parts)

    def _cell(self, text: str) -> str:
        number, mark, cell = text.rpartition("!")
        return f"{self._content.sheets[int(number)]}!{cell}" if mark else text

    def _cells(self, cells: Iterable[str]) -> Cells:
        return tuple(map(self._cell, cells))

    def _cited(self, ids: Iterable[str]) -> tuple[Citation, ...]:
        return tuple(self._citations[id_] for id_ in ids)

    def _reading(self, r: StoredReading) -> ReadingEntry:
        cited = self._citations[r.citation] if r.citation is not None else None
        return ReadingEntry(**r.fields("citation"), citation=cited)

    def _score(self, s: StoredScore) -> ScoreEntry:
        factors = tuple(FactorEntry(**f.fields("citations"), citations=self._cited(f.citations)) for f in s.factors)
        return ScoreEntry(**s.fields("factors"), factors=factors)

    def _reason(self, r: StoredReason) -> ReasonEntry:
        return ReasonEntry(
            **r.fields("citations", "steps", "verdicts"),
            citations=self._cited(r.citations),
            steps=self._asked(r.steps),
            verdicts=self._verdicts(r.verdicts) if r.verdicts else None,
        )

    def _verdicts(self, told: StoredVerdicts) -> VerdictsEntry:
        return VerdictsEntry(
            **told.fields("confirmed", "rejected"),
            confirmed=self._outcome(told.confirmed),
            rejected=self._outcome(told.rejected),
        )

    def _outcome(self, o: StoredOutcome) -> OutcomeEntry:
        return OutcomeEntry(**o.fields("steps"), steps=self._asked(o.steps))

    def _asked(self, ids: Iterable[str]) -> tuple[DueStep, ...]:
        return tuple(self._steps[id_] for id_ in ids)

    def _finding(self, f: StoredFinding) -> FindingEntry:
        return FindingEntry(
            **f.fields("reason", "cells", "paths"),
            reason=self._reasons[f.reason],
            cells=self._cells(f.cells),
            paths=((f.supplier, COMPANY),) if f.paths is None else f.paths,
        )

    def _supplier(self, s: StoredSupplier) -> SupplierEntry:
        names: Mapping[str, str] = {**self._content.names, **s.labels} if s.labels else self._content.names
        structural = None
        if s.score is not None:
            structural = StructuralEntry(
                score=self._scores[s.score],
                cells=tuple(map(self._cells, s.score_cells)),
                residual=self._residual(s.residual) if s.residual else None,
            )
        return SupplierEntry(
            id=s.id,
            name=s.name,
            names=(s.name,) if s.names is None else s.names,
            identifiers=self._each(s.identifiers, IdentifierEntry),
            country=s.country,
            country_name=names[s.country or "country:"],
            region=s.region,
            region_name=names[s.region or "region:"],
            sectors=s.sectors,
            sector_names=tuple(names[f"sector:{code}"] for code in s.sectors),
            commodities=s.commodities,
            commodity_names=tuple(names[f"commodity:{code}"] for code in s.commodities),
            address=s.address,
            address_cells=self._cells(s.address_cells),
            tier=s.tier,
            stated_tier=s.stated_tier,
            described=s.described,
            due_diligence=s.due_diligence,
            ground=s.ground,
            why=self._sentences[s.why] if s.why else self._reasons[s.reason].statement,
            reason=s.reason,
            structural=structural,
            exposure=ExposureEntry(**s.exposure.fields()),
            findings=s.findings,
            problems=self._cells(s.problems),
            resolved=tuple(Resolved(reading=self._readings[id_], cells=self._cells(c)) for id_, c in s.resolved),
            cells=self._cells(s.cells),
            stability=s.stability,
            positive=s.positive,
        )

    def _residual(self, left: StoredResidual) -> ResidualEntry:
        controls = tuple(
            ControlEntry(
                **c.fields("cells", "citations"), cells=self._cells(c.cells), citations=self._cited(c.citations)
            )
            for c in left.controls
        )
        return ResidualEntry(**left.fields("controls"), controls=controls)
