"""The report as `report.json` stores it: what suppliers share is written once and referred to by its id.

The models here are the published schema. `stored` makes them of a document, `restored` makes the document of them
again. Keys that hold what they usually hold are left out: an absent key has the default that the schema states.

A long report may leave the lists of `RECORDS` out and name tables that hold them (`StoredTables`). Both ways hold the
same records, so that `restored` gives the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from supplychain_risk.domain import (
    Band,
    Basis,
    Certainty,
    Channel,
    Citation,
    DueDiligence,
    DueStep,
    EvidenceClass,
    Fate,
    Frozen,
    Ground,
    Json,
    Method,
    content_id,
)
from supplychain_risk.network import COMPANY
from supplychain_risk.report.models import (
    About,
    ContextEntry,
    ControlEntry,
    Coverage,
    DispositionEntry,
    Document,
    FactorEntry,
    FindingEntry,
    GroupEntry,
    IdentifierEntry,
    KindEntry,
    LineDayEntry,
    LineEntry,
    LinkEntry,
    OutcomeEntry,
    OwnershipEntry,
    PaperEntry,
    PositiveEntry,
    ProblemEntry,
    ReadingEntry,
    ReasonEntry,
    ResidualEntry,
    Resolved,
    ResolvedField,
    ScoreEntry,
    Section,
    SourceTable,
    StructuralEntry,
    Summary,
    SupplierEntry,
    TaskEntry,
    VerdictsEntry,
)
from supplychain_risk.report.outlook_models import (
    CompanyExposure,
    ConcentrationEntry,
    EngagementEntry,
    ExposureEntry,
    GateEntry,
    PriorityEntry,
    StabilityEntry,
    SupplierStability,
)
from supplychain_risk.report.regime_models import RegimeEntry
from supplychain_risk.report.since_models import (
    EarlierReport,
    LookAgain,
    SinceEntry,
    SinceFinding,
    SinceList,
    SincePart,
    SinceSupplier,
)

Cells = tuple[str, ...]
"""Cells as `0!B17`: the number of the sheet in `sheets`, counted from 0, and the address."""


class Stored(Frozen, frozen=True, kw_only=True, omit_defaults=True):
    """Base of the stored parts: a key that holds its default is not written."""


class StoredCitation(Stored, frozen=True, kw_only=True):
    """One row of one edition of a reference table, or of a list the user brought."""

    id: str
    dataset: str
    edition: str
    row: str
    publisher: str
    url: str
    licence: str
    confidence: str = ""
    authority_url: str = ""
    read_in: str = ""


class StoredStep(Stored, frozen=True, kw_only=True):
    """What a law or guidance asks for; `citation` is an id of `citations`."""

    id: str
    text: str
    reference: str
    asked_by: str
    citation: str


class StoredReading(Stored, frozen=True, kw_only=True):
    """How a text of the input became a code; `citation` is an id of `citations`."""

    id: str
    field: ResolvedField
    raw: str
    code: str | None
    label: str = ""
    method: Method
    rule: str = ""
    candidates: tuple[str, ...] = ()
    citation: str | None = None


class StoredFactor(Stored, frozen=True, kw_only=True):
    """One additive part of a score; `citations` are ids."""

    id: str
    points_low: float
    points_high: float
    answer: str
    citations: tuple[str, ...] = ()


class StoredScore(Stored, frozen=True, kw_only=True):
    """The structural score of a case."""

    id: str
    low: float
    high: float
    band: Band
    factors: tuple[StoredFactor, ...]
    unknown: tuple[str, ...] = ()
    band_low: Band | None = None


class StoredOutcome(Stored, frozen=True, kw_only=True):
    """What a match with a list entry is after a verdict; `steps` are ids."""

    code: str
    title: str
    certainty: Certainty
    calls_for: DueDiligence
    next_step: str = ""
    steps: tuple[str, ...] = ()


class StoredVerdicts(Stored, frozen=True, kw_only=True):
    """What a reviewer's verdict on a match would make of it: `true_match` confirms it, `false_positive` rejects it."""

    listed_name: str
    list_name: str
    confirmed: StoredOutcome
    rejected: StoredOutcome


class StoredReason(Stored, frozen=True, kw_only=True):
    """Why suppliers are found; `citations` and `steps` are ids."""

    id: str
    code: str
    channel: Channel
    certainty: Certainty
    calls_for: DueDiligence
    statement: str
    instrument: str
    jurisdiction: str
    citations: tuple[str, ...]
    next_step: str = ""
    steps: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    suppliers: int
    spend: float | None = None
    verdicts: StoredVerdicts | None = None
    """Of a match with a list entry, what a verdict would make of it."""


class StoredFinding(Stored, frozen=True, kw_only=True):
    """A supplier is found for a reason, read from cells.

    `paths` is left out where the only way is straight to the reporting company.
    """

    id: str
    supplier: str
    reason: str
    cells: Cells = ()
    paths: tuple[tuple[str, ...], ...] | None = None
    path_count: int = 1
    path_count_exact: bool = True
    score: float | None = None
    disposition: str | None = None
    disposition_why: str = ""


class StoredExposure(Stored, frozen=True, kw_only=True):
    """What a supplier inherits from its upstream; nothing where nobody upstream is named."""

    worst: float | None = None
    worst_low: float | None = None
    worst_path: tuple[str, ...] = ()
    worst_assessed: bool = True
    share_exposed: float | None = None
    share_exposed_low: float | None = None
    share_with_hold: float | None = None
    share_basis: str = ""
    share_note: str = ""
    unmapped_share: float | None = None
    triggers: int = 0
    holds: int = 0
    upstream: int = 0


class StoredIdentifier(Stored, frozen=True, kw_only=True):
    """A company identifier as written."""

    scheme: str
    value: str
    cells: Cells = ()


class StoredControl(Stored, frozen=True, kw_only=True):
    """What a control takes off the score; `citations` are ids."""

    what: str
    evidence: EvidenceClass
    low: float
    high: float
    why: str
    cells: Cells = ()
    covers: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


class StoredResidual(Stored, frozen=True, kw_only=True):
    """The score after controls."""

    low: float
    high: float
    effect_low: float
    effect_high: float
    controls: tuple[StoredControl, ...]


class StoredSupplier(Stored, frozen=True, kw_only=True):
    """One supplier. Names of codes stand in `names`; `why`, `score` and `reason` are ids."""

    id: str
    name: str
    names: tuple[str, ...] | None = None
    """All names as written; left out where the only one is `name`."""
    identifiers: tuple[StoredIdentifier, ...] = ()
    country: str | None = None
    region: str | None = None
    sectors: tuple[str, ...] = ()
    commodities: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    address_cells: Cells = ()
    tier: int | None = None
    stated_tier: int | None = None
    described: bool = True
    due_diligence: DueDiligence
    ground: Ground
    why: str = ""
    """Id of the sentence in `sentences`; "" where `reason` says it."""
    reason: str = ""
    """Id of the reason that decides."""
    score: str | None = None
    score_cells: tuple[Cells, ...] = ()
    """The cells behind each factor of the score, in its order."""
    residual: StoredResidual | None = None
    exposure: StoredExposure = StoredExposure()
    findings: tuple[str, ...] = ()
    problems: Cells = ()
    resolved: tuple[tuple[str, Cells], ...] = ()
    """Id of a reading, and the cells it was read from."""
    cells: Cells = ()
    stability: SupplierStability | None = None
    positive: tuple[PositiveEntry, ...] = ()
    labels: dict[str, str] = msgspec.field(default_factory=dict)
    """Names of its codes where the input states another than `names` has."""


class StoredSentence(Stored, frozen=True, kw_only=True):
    """Why suppliers call for what they call for, where more is to say than the statement of a reason."""

    id: str
    text: str


class StoredPaper(Stored, frozen=True, kw_only=True):
    """A document that a line names."""

    kind: str
    number: str
    cells: Cells = ()


class StoredLineDay(Stored, frozen=True, kw_only=True):
    """A day of a line, and what happened on it."""

    kind: str
    day: date
    cells: Cells = ()


class StoredLine(Stored, frozen=True, kw_only=True):
    """Goods that one row states with their origin, quantity, day or document."""

    supplier: str
    buyer: str = ""
    goods: tuple[str, ...] = ()
    commodities: tuple[str, ...] = ()
    origin: str | None = None
    origin_name: str = ""
    origin_stated: str = ""
    region: str | None = None
    region_name: str = ""
    possible_region: str | None = None
    quantity: float | None = None
    unit: str = ""
    dated: date | None = None
    document: str = ""
    papers: tuple[StoredPaper, ...] = ()
    days: tuple[StoredLineDay, ...] = ()
    payee: str = ""
    spend: float | None = None
    cells: Cells = ()


class StoredLink(Stored, frozen=True, kw_only=True):
    """Goods travel from `supplier` to `buyer` (ids)."""

    supplier: str
    buyer: str
    commodity: str = ""
    spend: float | None = None
    share: float | None = None
    basis: Basis = "declared"
    cells: Cells = ()


class StoredProblem(Stored, frozen=True, kw_only=True):
    """An input row or cell that could not be used or had to be guessed about."""

    where: str
    code: str
    value: str = ""
    message: str
    hint: str
    fate: Fate
    cells: int = 1


class StoredEngagement(Frozen, frozen=True, kw_only=True):
    """Whom to talk to: the smallest set of suppliers that clears every mapped way to a hold, and an order."""

    statement: str
    smallest_set: tuple[GateEntry, ...]
    only_one: bool
    alternative: tuple[str, ...]
    """Another set of the same size, where there is one."""
    holds: tuple[str, ...]
    """Suppliers on hold that links connect to the company."""
    unconnected: tuple[str, ...]
    """Suppliers on hold that no link connects."""
    order: tuple[PriorityEntry, ...] | UnsetType = UNSET


class StoredSince(Frozen, frozen=True, kw_only=True):
    """What is new for who has read the earlier report."""

    report: EarlierReport
    made_of: tuple[SincePart, ...]
    lists: tuple[SinceList, ...]
    suppliers: tuple[SinceSupplier, ...] | UnsetType = UNSET
    """The most urgent, before or after, first."""
    findings: tuple[SinceFinding, ...] | UnsetType = UNSET
    look_again: tuple[LookAgain, ...] | UnsetType = UNSET
    suppliers_as_before: int
    findings_as_before: int


class TableFile(Frozen, frozen=True, kw_only=True):
    """A table in the folder of the report, which holds one of its lists: a row per item, in the order of the report."""

    part: str
    """The key of the report whose list it holds, as `suppliers`; `engagement.order` is the key `order` in it."""
    file: str
    """Name of the file. Its column `record` is the item as JSON, as this schema describes it."""
    rows: int
    sha256: str
    """Of the file."""


class StoredTables(Frozen, frozen=True, kw_only=True):
    """Where the lists stand that a long report does not hold itself."""

    note: str
    """The same in a sentence."""
    format: Literal["parquet", "jsonl"]
    columns: bool
    """Whether rows have the columns of the format beside `record`."""
    files: tuple[TableFile, ...]


class StoredDocument(Frozen, frozen=True, kw_only=True):
    """The whole report. Every key is present but `since`, `tasks` and `regimes` where there is none.

    Where `tables` is, it names for each list that the report does not hold itself the file that does; the key of such a
    list is then absent, and not empty.
    """

    about: About
    tables: StoredTables | None = None
    summary: Summary
    since: StoredSince | None = None
    tasks: tuple[TaskEntry, ...] = ()
    regimes: tuple[RegimeEntry, ...] = ()
    groups: tuple[GroupEntry, ...] | UnsetType = UNSET
    reasons: tuple[StoredReason, ...] | UnsetType = UNSET
    suppliers: tuple[StoredSupplier, ...] | UnsetType = UNSET
    findings: tuple[StoredFinding, ...] | UnsetType = UNSET
    kinds: tuple[KindEntry, ...]
    problems: tuple[StoredProblem, ...] | UnsetType = UNSET
    coverage: Coverage
    dispositions: tuple[DispositionEntry, ...]
    links: tuple[StoredLink, ...] | UnsetType = UNSET
    lines: tuple[StoredLine, ...] | UnsetType = UNSET
    ownership: tuple[OwnershipEntry, ...] | UnsetType = UNSET
    companies: dict[str, str]
    """Id → name of the ends of the chains: the reporting company and buyers that are no suppliers."""
    cycles: tuple[tuple[str, ...], ...]
    """Groups of ids that supply each other in a circle."""
    company_exposure: tuple[CompanyExposure, ...]
    concentration: tuple[ConcentrationEntry, ...]
    engagement: StoredEngagement | None
    stability: StabilityEntry | None
    scores: tuple[StoredScore, ...]
    readings: tuple[StoredReading, ...] | UnsetType = UNSET
    sentences: tuple[StoredSentence, ...] | UnsetType = UNSET
    steps: tuple[StoredStep, ...]
    citations: tuple[StoredCitation, ...]
    names: dict[str, str]
    """Code of a country, region, sector or commodity → its name."""
    sheets: tuple[str, ...]
    """The sheets that cells number, as `file!sheet`."""
    context: tuple[ContextEntry, ...]
    """Published figures; nothing in the report is computed from them."""
    methodology: tuple[Section, ...]
    sources: tuple[SourceTable, ...]
    manifest: dict[str, Json]


RECORDS: Mapping[str, type[Frozen]] = {
    "reasons": StoredReason,
    "suppliers": StoredSupplier,
    "findings": StoredFinding,
    "problems": StoredProblem,
    "links": StoredLink,
    "lines": StoredLine,
    "groups": GroupEntry,
    "ownership": OwnershipEntry,
    "engagement.order": PriorityEntry,
    "since.suppliers": SinceSupplier,
    "since.findings": SinceFinding,
    "since.look_again": LookAgain,
    "readings": StoredReading,
    "sentences": StoredSentence,
}
"""Lists that grow with the list of suppliers, by key, and what their items are. A report holds them, or tables do."""

INNER = {
    outer: tuple(key.partition(".")[2] for key in RECORDS if key.startswith(f"{outer}."))
    for outer in ("engagement", "since")
}
"""Parts of the report that hold such lists: key → the keys of the lists in it."""

Noun = TypeVar("Noun", bound=Frozen)


def stored(document: Document) -> StoredDocument:
    """The document as `report.json` stores it, holding all its lists itself."""
    storing = Storing(document)
    return storing.rest({key: tuple([record for _, record in pairs]) for key, _, pairs in storing.lists()})


def held(content: StoredDocument, key: str) -> tuple[Any, ...] | None:
    """A list of `RECORDS` as a stored document holds it; None where a table does.

    Args:
        content: the stored document.
        key: of the list; of one that the report has no room for (there is no `engagement`), the list is empty.
    """
    value: Any = content
    for name in key.split("."):
        value = getattr(value, name) if value is not None else ()
    return None if value is UNSET else tuple(value)


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
