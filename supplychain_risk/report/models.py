"""The report document: `report.json` is the report, every other format is a rendering of it.

Cells are text, `file!sheet!A1`. Paths are supplier ids, from the supplier to the reporting company; `companies` names
the ids that are no suppliers. Scores run from 0 to 10 (two decimals), shares from 0 to 1 (four decimals). Keys may be
added in later versions, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from supplychain_risk.domain import (
    Band,
    Basis,
    Certainty,
    Citation,
    DayBasis,
    DueDiligence,
    DueStep,
    EvidenceClass,
    Fate,
    Found,
    Ground,
    Json,
    Method,
    Reason,
)
from supplychain_risk.report.base import Entry
from supplychain_risk.report.outlook_models import (
    CompanyExposure,
    ConcentrationEntry,
    EngagementEntry,
    ExposureEntry,
    StabilityEntry,
    SupplierStability,
)
from supplychain_risk.report.regime_models import RegimeEntry
from supplychain_risk.report.since_models import SinceEntry

SCHEMA_VERSION = "2.0"
TOOL = "supplychain_risk"
Day = date
"""So that a field may be called `date`."""


class About(Entry, frozen=True, kw_only=True, rename={"schema_version": "schema"}):
    """What made the report, for whom, as of when, and what it does not say."""

    tool: str
    version: str
    schema_version: str
    """Version of the document's schema."""
    company: str
    as_of: date
    as_of_basis: DayBasis
    limits: tuple[str, ...]


class InputCoverage(Entry, frozen=True, kw_only=True):
    """The account of rows, and how many suppliers have each input of the assessment."""

    files: int
    sheets: int
    sheets_with_suppliers: int
    rows_read: int
    used_rows: int
    problem_rows: int
    blank_rows: int
    suppliers_with_country: int
    suppliers_with_region: int
    suppliers_with_sector: int
    suppliers_with_commodity: int
    suppliers_with_tier: int
    suppliers_scored: int
    unmapped_share: float | None
    """Share of the whole upstream that nobody has mapped; None where nothing is mapped to share out."""


class Summary(Entry, frozen=True, kw_only=True):
    """Headline counts. Every level, band and tier is present, also at zero."""

    suppliers: int
    by_due_diligence: dict[str, int]
    by_band: dict[str, int]
    """By band of the structural score; `not_scored` where there is none."""
    by_tier: dict[str, int]
    """By tier number; `unknown` for suppliers that no link connects and no sheet places."""
    by_country: dict[str, int]
    """By ISO 3166-1 alpha-2 code; `unknown` where missing, ambiguous or unresolved."""
    findings: int
    findings_by_certainty: dict[str, int]
    findings_inferred: int = 0
    """How many of `findings` rest on nothing in the input: inputs inferred where the upstream is not known."""
    raised_by_inferred: int = 0
    """Suppliers whose level of due diligence would be lower without their inferred findings."""
    findings_carried: int = 0
    """How many of `findings` follow a good of a supplier upstream to a direct supplier."""
    problems: int
    """Problems of the list; one may stand for many cells that hold the same text."""
    problem_cells: int = 0
    """Cells that the problems are about."""
    coverage: InputCoverage

    def in_order(self) -> Summary:
        """The same with each count in its order, which JSON does not keep: a rendering lists them as they stand."""
        return self.changed(
            by_due_diligence=_ordered(self.by_due_diligence, DueDiligence),
            by_band=_ordered(self.by_band, Band),
            by_tier={tier: self.by_tier[tier] for tier in sorted(self.by_tier, key=_tier)},
            by_country=dict(sorted(self.by_country.items())),
            findings_by_certainty=_ordered(self.findings_by_certainty, Certainty),
        )


def _ordered(counts: Mapping[str, int], known: Iterable[str]) -> dict[str, int]:
    """Counts by the order of their words; what is none of them stands last."""
    order = [word for word in map(str, known) if word in counts]
    return {word: counts[word] for word in (*order, *(word for word in counts if word not in order))}


def _tier(tier: str) -> tuple[bool, int, str]:
    return (False, int(tier), "") if tier.isdecimal() else (True, 0, tier)


class IdentifierEntry(Entry, frozen=True, kw_only=True):
    """A company identifier as written."""

    scheme: str
    value: str
    cells: tuple[str, ...]


ResolvedField = Literal["country", "region", "possible region", "sector", "commodity"]


class ReadingEntry(Entry, frozen=True, kw_only=True):
    """How a text of the input became a code: the text, the code and the rule that decided. Equal for all its cells."""

    id: str
    field: ResolvedField
    raw: str
    code: str | None
    label: str
    method: Method
    rule: str
    candidates: tuple[str, ...]
    citation: Citation | None


class Resolved(Entry, frozen=True, kw_only=True):
    """A reading and the cells of a supplier that it was read from."""

    reading: ReadingEntry
    cells: tuple[str, ...]

    @property
    def field(self) -> ResolvedField:
        """What the text says something of."""
        return self.reading.field

    @property
    def raw(self) -> str:
        """The text as it stands."""
        return self.reading.raw

    @property
    def code(self) -> str | None:
        """The code, or None."""
        return self.reading.code

    @property
    def method(self) -> Method:
        """How the text became a code."""
        return self.reading.method

    @property
    def rule(self) -> str:
        """What decided."""
        return self.reading.rule


class FactorEntry(Entry, frozen=True, kw_only=True):
    """One additive part of a structural score; low and high differ where an input is not known."""

    id: str
    points_low: float
    points_high: float
    answer: str
    citations: tuple[Citation, ...]


class ScoreEntry(Entry, frozen=True, kw_only=True):
    """The structural score of a case, before controls: equal for all suppliers that share the case."""

    id: str
    low: float
    high: float
    band: Band
    factors: tuple[FactorEntry, ...]
    unknown: tuple[str, ...]
    band_low: Band | None = None
    """The band of the low end, where it is not the high end; null where nothing is unknown."""


class ControlEntry(Entry, frozen=True, kw_only=True):
    """What one control takes off the score: effectiveness 0 to 1, low where its day is not stated.

    `covers` says of each scheme that it names what that is and covers, with its row in `citations`; no clearance.
    """

    what: str
    evidence: EvidenceClass
    low: float
    high: float
    why: str
    cells: tuple[str, ...]
    covers: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


class ResidualEntry(Entry, frozen=True, kw_only=True):
    """The score after controls. It orders work; it removes no finding and changes no level of due diligence."""

    low: float
    high: float
    effect_low: float
    effect_high: float
    controls: tuple[ControlEntry, ...]


class StructuralEntry(Entry, frozen=True, kw_only=True):
    """The structural score of a supplier: an estimate from the factors that it lists, never mixed with findings."""

    score: ScoreEntry
    cells: tuple[tuple[str, ...], ...]
    """The cells behind each factor, in the order of the factors."""
    residual: ResidualEntry | None = None
    """None where the input states no control."""

    @property
    def low(self) -> float:
        """The low end."""
        return self.score.low

    @property
    def high(self) -> float:
        """The high end, on which the band is decided."""
        return self.score.high

    @property
    def band(self) -> Band:
        """The band."""
        return self.score.band

    @property
    def factors(self) -> tuple[FactorEntry, ...]:
        """The factors, which sum to both ends."""
        return self.score.factors

    @property
    def unknown(self) -> tuple[str, ...]:
        """Inputs that were not known."""
        return self.score.unknown


class PositiveEntry(Entry, frozen=True, kw_only=True):
    """An entry with the supplier's name or identifier on a list that the user brought as positive; changes nothing."""

    list: str
    """Name of the list, as the user gave it."""
    name: str
    """Name of the entry."""
    certainty: Certainty
    """`stated` where the full name or an identifier is the same, `possible` where a person must decide."""
    statement: str
    data_date: date
    """The day whose state the list shows."""
    cell: str
    """Where the entry stood in the imported file."""
    citation: Citation


class SupplierEntry(Entry, frozen=True, kw_only=True):
    """One supplier: who, where, what, what it calls for and why."""

    id: str
    name: str
    names: tuple[str, ...]
    identifiers: tuple[IdentifierEntry, ...]
    country: str | None
    country_name: str
    region: str | None
    region_name: str
    sectors: tuple[str, ...]
    sector_names: tuple[str, ...]
    commodities: tuple[str, ...]
    commodity_names: tuple[str, ...]
    address: tuple[str, ...]
    address_cells: tuple[str, ...] = ()
    tier: int | None
    stated_tier: int | None
    described: bool
    due_diligence: DueDiligence
    ground: Ground
    """What the level rests on."""
    why: str
    reason: str
    """Id of the reason that decided the level; "" where none did."""
    structural: StructuralEntry | None
    exposure: ExposureEntry
    findings: tuple[str, ...]
    """Ids of the findings about this supplier itself."""
    problems: tuple[str, ...]
    """Cells of the problems on the rows this supplier was read from; see `problems[].where`."""
    resolved: tuple[Resolved, ...]
    cells: tuple[str, ...]
    stability: SupplierStability | None = None
    positive: tuple[PositiveEntry, ...] = ()
    """Lists brought as positive that this supplier is, or may be, on."""


class KindEntry(Entry, frozen=True, kw_only=True):
    """A kind of finding that the report has: what it means, and what it does not establish. Since schema 1.4."""

    code: str
    title: str
    means: str
    does_not_mean: str


class OutcomeEntry(Entry, frozen=True, kw_only=True):
    """What a match with a list entry is after a verdict; its instrument and its rows stay those of the reason."""

    code: str
    title: str
    """What its kind of finding is called."""
    certainty: Certainty
    calls_for: DueDiligence
    next_step: str = ""
    steps: tuple[DueStep, ...] = ()
    """What the law or guidance then asks for."""


class VerdictsEntry(Entry, frozen=True, kw_only=True):
    """What a reviewer's verdict on a match would make of it, by the rules that a given verdict is applied with.

    Findings that travel with the goods of a confirmed company, and what that means to its buyers, are not in it.
    """

    listed_name: str
    """Name of the list entry."""
    list_name: str
    confirmed: OutcomeEntry
    """After `true_match`; as the reason itself where the match is stated already."""
    rejected: OutcomeEntry
    """After `false_positive`."""


class ReasonEntry(Reason, frozen=True, kw_only=True):
    """Why suppliers are found, with how many of them; said once for all."""

    suppliers: int = 0
    """How many suppliers it is true of."""
    spend: float | None = None
    """What the input states as spent on them, as written and not converted; null where it states nothing."""
    verdicts: VerdictsEntry | None = None
    """Of a match with a list entry, what a verdict would make of it; null of any other reason, and of one that a
    verdict has made."""


class FindingEntry(Found, frozen=True, kw_only=True):
    """A finding in the report: its reason with how many suppliers it is true of, its cells as text."""

    reason: ReasonEntry
    cells: tuple[str, ...]

    @property
    def open_to(self) -> VerdictsEntry | None:
        """What a verdict would make of it, where it is a match and no verdict that holds was given on it."""
        return None if self.disposition in ("true_match", "false_positive") else self.reason.verdicts


class GroupEntry(Entry, frozen=True, kw_only=True):
    """Suppliers that call for the same for the same reason, in the same country, with the same goods."""

    due_diligence: DueDiligence
    ground: Ground
    reason: str
    """Id of the reason; "" where no finding decides."""
    code: str
    """Code of the kind of finding; "" where no finding decides."""
    why: str
    country: str | None
    country_name: str
    commodities: tuple[str, ...]
    commodity_names: tuple[str, ...]
    suppliers: tuple[str, ...]
    """Ids, in the order of the report."""
    spend: float | None = None
    """What the input states as spent on them, as written and not converted; null where it states nothing."""
    next_step: str = ""


class ProblemEntry(Entry, frozen=True, kw_only=True):
    """An input row or cell that could not be used or had to be guessed about."""

    where: str
    code: str
    value: str
    message: str
    hint: str
    fate: Fate
    cells: int = 1
    """How many cells it is about, `where` being the first: a text that repeats in a sheet is told once."""


class SheetCoverage(Entry, frozen=True, kw_only=True):
    """The account of one sheet: `rows_read == used_rows + problem_rows + blank_rows`."""

    name: str
    header_row: int | None
    mapping: dict[str, str]
    unused: tuple[str, ...]
    rows_read: int
    used_rows: int
    problem_rows: int
    blank_rows: int
    suppliers: int
    links: int
    countries: int
    reason: str
    confidence: float
    hidden: bool


class FileCoverage(Entry, frozen=True, kw_only=True):
    """One input file and its sheets, in the file's own order."""

    name: str
    format: str
    encoding: str
    sha256: str
    sheets: tuple[SheetCoverage, ...]


class Unmapped(Entry, frozen=True, kw_only=True):
    """Share of upstream supply that nobody has mapped."""

    overall: float | None
    by_tier_1: dict[str, float]
    """By id of the tier-1 supplier."""
    basis: str = ""
    """What the shares of direct suppliers in `overall` rest on: spend, stated share, equal split."""
    note: str = ""
    """Why it is an equal split."""
    by_supplier: float | None = None
    """The same as `overall` with each direct supplier counting alike."""
    by_spend: float | None = None
    """The same by spend or stated share; null where neither is stated for all direct suppliers."""


class Coverage(Entry, frozen=True, kw_only=True):
    """What was read, what could not be assessed, and what nobody has mapped."""

    files: tuple[FileCoverage, ...]
    not_assessed: dict[str, int]
    """Reason → number of suppliers."""
    unmapped: Unmapped


class LinkEntry(Entry, frozen=True, kw_only=True):
    """Goods travel from `supplier` to `buyer` (ids)."""

    supplier: str
    buyer: str
    commodity: str
    spend: float | None
    share: float | None
    basis: Basis
    cells: tuple[str, ...]


class PaperEntry(Entry, frozen=True, kw_only=True):
    """A document that a line names: its kind, by the heading, and its number as written."""

    kind: str
    number: str
    cells: tuple[str, ...]


class LineDayEntry(Entry, frozen=True, kw_only=True):
    """A day of a line, and what happened on it, by the heading."""

    kind: str
    day: date
    cells: tuple[str, ...]


class LineEntry(Entry, frozen=True, kw_only=True):
    """Goods that one row states with their origin, quantity, day or document. Since schema 1.2."""

    supplier: str
    buyer: str
    """Whom they are sold to, as written; "" where the row does not say."""
    goods: tuple[str, ...]
    """As written."""
    commodities: tuple[str, ...]
    origin: str | None
    """ISO 3166-1 alpha-2 of the country the goods come from; null where it is not stated or not known."""
    origin_name: str
    origin_stated: str
    """As written."""
    region: str | None
    region_name: str
    possible_region: str | None
    quantity: float | None
    unit: str
    dated: date | None
    document: str
    papers: tuple[PaperEntry, ...] = ()
    """The documents one by one."""
    days: tuple[LineDayEntry, ...] = ()
    """Every day that is stated; `dated` is the first."""
    payee: str = ""
    """Who is paid, where the row names somebody besides the supplier."""
    spend: float | None
    cells: tuple[str, ...]


class OwnershipEntry(Entry, frozen=True, kw_only=True):
    """`parent` owns `child` (names or ids)."""

    parent: str
    child: str
    share: float | None
    cells: tuple[str, ...]


class DispositionEntry(Entry, frozen=True, kw_only=True):
    """A reviewer's verdict on a match, the list edition it was made against, and what became of it in this report."""

    finding: str
    """Id of the finding it is about; empty where there is no such match in this report."""
    verdict: Literal["true_match", "false_positive", "in_review"]
    reason: str
    person: str
    date: Day
    expires: Day | None = None
    list_edition: str = ""
    state: Literal["applied", "reopened", "contradicted", "superseded", "no match"] = "applied"
    why: str = ""
    """Why it is in that state."""
    supplier: str = ""
    supplier_name: str = ""
    list_name: str = ""
    entry: str = ""
    """Id of the list entry."""
    listed_name: str = ""
    where: str = ""
    """Cell of the verdict, `file!sheet!A1`."""


class TaskEntry(Entry, frozen=True, kw_only=True):
    """A task that an analyst wrote into an earlier report's workbook, and what became of it in this report."""

    subject: Literal["supplier", "reason"]
    id: str
    """Id of the supplier or reason in this report; of a task that stands beside none, the id it was written for."""
    name: str
    """Of a supplier its name, of a reason its statement, as in the earlier report."""
    code: str = ""
    """Of a reason its code."""
    owner: str = ""
    status: Literal["open", "in progress", "done", "accepted"] | None = None
    """Null where there is none, or one that nobody knows; `status_written` has it as it was written."""
    status_written: str = ""
    due: Day | None = None
    due_written: str = ""
    comment: str = ""
    state: Literal[
        "kept",
        "kept under another id",
        "gone",
        "same id, another name",
        "several of the name",
        "another task counts",
    ]
    why: str = ""
    """Why it is in that state."""
    cells: tuple[str, ...]
    """Those that were filled in, `file!sheet!A1`."""


class Section(Entry, frozen=True, kw_only=True):
    """A page of the method: paragraphs are separated by blank lines."""

    id: str
    title: str
    text: str


class SourceTable(Entry, frozen=True, kw_only=True):
    """One reference table the assessment used: edition, age, and what it does not know."""

    name: str
    title: str
    publisher: str
    edition: str
    data_date: date
    age_days: int
    """Days from `data_date` to the report's `as_of`; negative when the table is younger."""
    rows: int
    completeness: str
    gaps: tuple[str, ...] = ()
    blind_spots: tuple[str, ...] = ()
    licence: str
    legal_effect: str
    sha256: str


class ContextEntry(Entry, frozen=True, kw_only=True):
    """A published figure shown beside a factor of the score, of which it is no part."""

    beside: Literal["country", "sector"]
    text: str
    citation: Citation


class Document(Entry, frozen=True, kw_only=True):
    """The whole report."""

    about: About
    summary: Summary
    groups: tuple[GroupEntry, ...]
    """Suppliers by what decides their level, most urgent first; each supplier is in one."""
    reasons: tuple[ReasonEntry, ...]
    """Of all findings, most urgent first."""
    suppliers: Sequence[SupplierEntry]
    findings: Sequence[FindingEntry]
    problems: tuple[ProblemEntry, ...]
    coverage: Coverage
    dispositions: tuple[DispositionEntry, ...]
    methodology: tuple[Section, ...]
    sources: tuple[SourceTable, ...]
    manifest: dict[str, Json]
    companies: dict[str, str]
    """Id → name of the ends of the chains: the reporting company and buyers that are no suppliers."""
    links: Sequence[LinkEntry]
    lines: Sequence[LineEntry] = ()
    """Since schema 1.2."""
    ownership: tuple[OwnershipEntry, ...]
    cycles: tuple[tuple[str, ...], ...]
    """Groups of ids that supply each other in a circle."""
    company_exposure: tuple[CompanyExposure, ...] = ()
    """Of the reporting company, then of other ends of the chain."""
    concentration: tuple[ConcentrationEntry, ...] = ()
    engagement: EngagementEntry | None = None
    stability: StabilityEntry | None = None
    kinds: tuple[KindEntry, ...] = ()
    """Of the codes of `findings`, each once. Since schema 1.4."""
    context: tuple[ContextEntry, ...] = ()
    """Since schema 1.4. Nothing in the report is computed from it."""
    since: SinceEntry | None = None
    """What is new since an earlier report, where a run was asked for it."""
    tasks: tuple[TaskEntry, ...] = ()
    """Every task that was given to the run, where one was."""
    regimes: tuple[RegimeEntry, ...] = ()
    """What disclosure and due-diligence regimes ask, and what of it this report holds."""

    def node_names(self) -> dict[str, str]:
        """Id → name of every company of the document."""
        return {**self.companies, **{s.id: s.name for s in self.suppliers}}
