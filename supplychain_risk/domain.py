"""The nouns. Frozen, typed, closed to typos; collections are tuples: a frozen model around a list is not frozen.

Nothing here reads a file, knows a table or computes a score. Every floor above speaks in these words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

import msgspec

from supplychain_risk.addresses import ALL_ROWS as ALL_ROWS
from supplychain_risk.addresses import CellRef as CellRef

Json = Any
"""What JSON can hold: null, true, false, a number, a text, or a list or object of these."""


class Frozen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Base of the nouns: immutable, fields by name only, an unknown field is an error.

    Types are checked where a noun is read from a file, and by the type checker, not whenever one is made.
    """

    def changed(self, **fields: Any) -> Self:
        """The same noun with other values in these fields.

        Raises:
            TypeError: it has no such field.
        """
        return msgspec.structs.replace(self, **fields)

    def fields(self, *leaving: str) -> dict[str, Any]:
        """Its fields by name, but for some."""
        told = msgspec.structs.asdict(self)
        for name in leaving:
            told.pop(name, None)
        return told

    def plain(self) -> Any:
        """It as dicts, lists, texts and numbers, as JSON would hold it."""
        return _plain(self)


def _plain(value: Any) -> Any:
    """A value as dicts, lists, texts and numbers; a cell as its three texts."""
    if isinstance(value, Frozen):
        written = msgspec.to_builtins(value)  # without the fields that its class leaves out where they say nothing
        fields = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        return {called: _plain(getattr(value, name)) for name, called in fields if called in written}
    if isinstance(value, tuple | CellRef):
        return tuple(map(_plain, value))
    if isinstance(value, Mapping):
        return {_plain(key): _plain(held) for key, held in value.items()}
    return msgspec.to_builtins(value)


# --- where a value came from (its cell: `addresses.CellRef`) ------------------------------------------------------


class Citation(Frozen, frozen=True, kw_only=True):
    """One row of one edition of one reference table: whose fact it is, where it was read, and under which licence."""

    dataset: str
    edition: str
    row: str
    publisher: str
    url: str
    """The address to follow: the authority's where one is known, else where the row was read; "" where neither is."""
    licence: str
    confidence: str = ""
    """The confidence the table itself gives the row: verified, two-source, single-secondary, derived, recalled."""
    authority_url: str = ""
    """A page of the authority whose fact it is; "" where none is known."""
    read_in: str = ""
    """Where the row was read: an address, or words where there is none."""


class Method(StrEnum):
    """How a text became a code, firmest first."""

    EXACT = "exact"
    """The text is the code or the official name."""
    ALIAS = "alias"
    """The text is a known other name, in any language of the table."""
    PHRASE = "phrase"
    """The text contains a known name as whole words among others. Weaker: what follows is at most `possible`."""
    AMBIGUOUS = "ambiguous"
    """The text names several things; `candidates` lists them and no code is chosen."""
    UNRESOLVED = "unresolved"
    """The text is in no table."""


class Resolution(Frozen, frozen=True, kw_only=True):
    """Raw text → code. `code` is None exactly when `method` is ambiguous or unresolved."""

    raw: str
    method: Method
    code: str | None = None
    label: str = ""
    """Human name of `code`."""
    rule: str = ""
    """What decided, in words a reviewer can check: "alias 'P.R.C.' of China (countries, zh-…)"."""
    candidates: tuple[str, ...] = ()
    """Codes (if ambiguous) or suggested codes (if unresolved); none is chosen. What a good may mean is possible."""
    citation: Citation | None = None


ORIGIN = "the origin of its goods; no column states the supplier's own country"
"""Begins the `rule` of a country that was taken from the origin of the goods."""
CONFLICT = "rows of one supplier state different values"
"""The `rule` of an ambiguous resolution whose candidates are each stated by a row of their own."""


class Reading(Frozen, frozen=True, kw_only=True):
    """A resolution and the cells its text was read from."""

    resolution: Resolution
    cells: tuple[CellRef, ...] = ()

    @property
    def code(self) -> str | None:
        """The resolved code, or None."""
        return self.resolution.code

    @property
    def may_mean(self) -> tuple[str, ...]:
        """What an ambiguous text may mean; empty for every other."""
        return self.resolution.candidates if self.resolution.method is Method.AMBIGUOUS else ()


class Fate(StrEnum):
    """What became of the row or value a problem is about."""

    ROW_SET_ASIDE = "row set aside"
    """The row gave neither a supplier nor a link."""
    VALUE_NOT_USED = "value not used"
    """The row was used; this value of it was not."""
    NOTE = "note"
    """Used as it is; something about it should be known."""


class Problem(Frozen, frozen=True, kw_only=True):
    """An input row or cell we could not use or had to guess about: a value, never an exception."""

    where: CellRef
    code: str
    """Stable identifier in kebab-case, e.g. `country-unresolved`."""
    value: str
    message: str
    hint: str
    fate: Fate
    cells: int = 1
    """How many cells of the input it is about, where one problem stands for all that hold the same text."""
    suggestions: tuple[str, ...] = ()
    """What the cell may have been meant to hold; offered to the person who is asked, never used."""
    about: str = ""
    """Where one problem stands for all cells that hold the same text: what tells that text from others of its sheet."""


# --- who supplies whom ------------------------------------------------------------------------------------------


class Identifier(Frozen, frozen=True, kw_only=True):
    """A company identifier: `scheme` is lei, duns, uscc, vat, gln, os_id, cid, uml_id, registration or supplier_id."""

    scheme: str
    value: str
    cells: tuple[CellRef, ...] = ()


class Named(Frozen, frozen=True, kw_only=True):
    """A name as written, with the cells that hold it."""

    text: str
    cells: tuple[CellRef, ...] = ()


class EvidenceClass(StrEnum):
    """What kind of evidence a control rests on; the policy says how much each can lower the residual score."""

    WORKER_VOICE = "worker_voice"
    """Interviews, hotlines, surveys or grievance channels in which workers themselves speak."""
    AUDIT = "audit"
    CERTIFICATE = "certificate"
    QUESTIONNAIRE = "questionnaire"
    """The supplier's own answer."""


class Control(Frozen, frozen=True, kw_only=True):
    """An audit, certificate, questionnaire answer or worker-voice evidence that the input states."""

    evidence: EvidenceClass
    what: str
    """The scheme, certificate or question, as written in the heading or cell."""
    answer: str = ""
    """The answer or result, as written."""
    in_place: bool | None = None
    """Whether the answer says that the control exists; None where it cannot be told. None and False lower nothing."""
    dated: date | None = None
    """Day of the audit, issue or answer; None where not stated."""
    valid_until: date | None = None
    cells: tuple[CellRef, ...] = ()


class PaperKind(StrEnum):
    """What a number of a document is the number of, as its heading says."""

    INVOICE = "invoice"
    TRANSPORT = "transport document"
    """Bill of lading, air waybill, consignment note."""
    DELIVERY = "delivery note"
    PAYMENT = "payment"
    ORDER = "order"
    CONTRACT = "contract"
    LOT = "lot"
    CONTAINER = "container"
    ENTRY = "customs entry"
    SHIPMENT = "shipment"
    """The mark of the shipment that the rows of a chain share."""
    OTHER = "document"

    @property
    def is_of_one_delivery(self) -> bool:
        """Whether its number belongs to one delivery of one seller to one buyer: an order or lot may be many."""
        return self in (PaperKind.INVOICE, PaperKind.TRANSPORT, PaperKind.DELIVERY)


class Paper(Frozen, frozen=True, kw_only=True):
    """A document that a line names: its kind, by the heading, its number as written, and its cell."""

    kind: PaperKind
    number: str
    cell: CellRef


class DayKind(StrEnum):
    """What happened on a day of a line, as its heading says."""

    ORDERED = "ordered"
    MADE = "made"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    INVOICED = "invoiced"
    PAID = "paid"
    NOT_SAID = "dated"


class LineDay(Frozen, frozen=True, kw_only=True):
    """A day of a line that is stated to the day."""

    kind: DayKind
    day: date
    cell: CellRef


class Line(Frozen, frozen=True, kw_only=True):
    """Goods that a supplier sells, as one row states them. The origin of the goods is not the supplier's country."""

    goods: tuple[Reading, ...] = ()
    origin: Reading | None = None
    """The country the goods come from; None where the row states none."""
    region: Reading | None = None
    """The region they come from (ISO 3166-2)."""
    possible_region: Reading | None = None
    """A region that the row only points to."""
    buyer: str = ""
    """Whom they are sold to, as written; "" where the row does not say."""
    quantity: float | None = None
    unit: str = ""
    """Unit of the quantity, as written."""
    dated: date | None = None
    """Day of the order, invoice or shipment."""
    document: str = ""
    """Number of the order, invoice, contract or shipment, as written; several with semicolons between."""
    papers: tuple[Paper, ...] = ()
    """The same, one by one, each with its kind."""
    days: tuple[LineDay, ...] = ()
    """Every day that is stated; `dated` is the first."""
    payee: Named | None = None
    """Who is paid, where the row names the supplier besides."""
    amount_cells: tuple[CellRef, ...] = ()
    """The cells of the quantity and its unit."""
    spend: float | None = None
    """In the sheet's own currency."""
    cells: tuple[CellRef, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether the row says where the goods come from, surely or possibly."""
        return self.origin is not None or self.region is not None or self.possible_region is not None


class Supplier(Frozen, frozen=True, kw_only=True):
    """A company or site that provides goods or services.

    `id` is the sheet's own supplier id where it has one, otherwise made from name and country; it does not depend
    on the order of rows. `stated_tier` is what the sheet says; the network computes the tier from links.
    """

    id: str
    name: str
    names: tuple[Named, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: Reading | None = None
    region: Reading | None = None
    possible_region: Reading | None = None
    """A region that only the company's name mentions, or one of two that a row names: at most `possible`."""
    sectors: tuple[Reading, ...] = ()
    commodities: tuple[Reading, ...] = ()
    lines: tuple[Line, ...] = ()
    """Goods with their origin, quantity, day or document, where rows state one of these."""
    address: tuple[Named, ...] = ()
    controls: tuple[Control, ...] = ()
    indicators: tuple[Reading, ...] = ()
    """Signs of forced labor that the input reports of this supplier, resolved against `ilo_indicators` and
    `labor_signs` (North Korean workers)."""
    stated_tier: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    """Columns we do not use, heading → text, so that nothing of the row is lost."""
    cells: tuple[CellRef, ...] = ()
    described: bool = True
    """False where the supplier is only named by another row (as a buyer or a tier column without details)."""

    @property
    def country_code(self) -> str | None:
        """ISO 3166-1 alpha-2, or None where missing, ambiguous or unresolved."""
        return self.country.code if self.country else None

    @property
    def region_code(self) -> str | None:
        """ISO 3166-2, or None."""
        return self.region.code if self.region else None

    @property
    def sector_codes(self) -> tuple[str, ...]:
        """ISIC Rev.4 codes (section letter to four digits), sorted, each once."""
        return tuple(sorted({r.code for r in self.sectors if r.code}))

    @property
    def commodity_codes(self) -> tuple[str, ...]:
        """Commodity ids of the `commodities` table, sorted, each once."""
        return tuple(sorted({r.code for r in self.commodities if r.code}))


Basis = Literal["declared", "documented", "inferred"]


class SupplyLink(Frozen, frozen=True, kw_only=True):
    """Goods travel from `supplier` to `buyer` (ids)."""

    supplier: str
    buyer: str
    commodity: str = ""
    """As written."""
    spend: float | None = None
    """In the sheet's own currency, per row; comparable only within one column."""
    share: float | None = None
    """Share of the buyer's supply, 0 to 1."""
    basis: Basis = "declared"
    cells: tuple[CellRef, ...] = ()


class OwnershipLink(Frozen, frozen=True, kw_only=True):
    """`parent` owns `child` (names or ids), with the stated share 0 to 1 if any."""

    parent: str
    child: str
    share: float | None = None
    cells: tuple[CellRef, ...] = ()


# --- what was found ---------------------------------------------------------------------------------------------


class Channel(StrEnum):
    """The channels, never blended: facts of law, indicators, and whether what rows state of goods makes sense."""

    LEGAL = "legal"
    INDICATOR = "indicator"
    PLAUSIBILITY = "plausibility"
    """About records, and about no labor: quantities, dates and documents that do not go together."""


class Certainty(StrEnum):
    """How firmly the input itself carries the statement."""

    STATED = "stated"
    POSSIBLE = "possible"
    INFERRED = "inferred"


class DueDiligence(StrEnum):
    """What a supplier calls for: an action, not a verdict. Ordered from most to least urgent."""

    # This order is the only one: whatever sorts or compares levels asks `urgency`, `at_least` or `most_urgent`.
    HOLD = "hold"
    REVIEW = "review"
    ENHANCED = "enhanced"
    STANDARD = "standard"
    NOT_ASSESSED = "not_assessed"

    @property
    def urgency(self) -> int:
        """Its place in the order; 0 is the most urgent."""
        return _URGENCY[self]

    @property
    def is_a_persons(self) -> bool:
        """Whether a person must decide before anything goes on: hold and review."""
        return self.at_least(DueDiligence.REVIEW)

    def at_least(self, other: DueDiligence) -> bool:
        """Whether it is as urgent as the other, or more."""
        return self.urgency <= other.urgency

    @staticmethod
    def most_urgent(levels: Iterable[DueDiligence]) -> DueDiligence:
        """The most urgent of several levels; standard if there are none."""
        return min(levels, key=lambda level: level.urgency, default=DueDiligence.STANDARD)


_URGENCY = {level: place for place, level in enumerate(DueDiligence)}


class DayBasis(StrEnum):
    """Why a report is about its day."""

    GIVEN = "given"
    """Whoever ran the screening named the day."""
    NEWEST_LIST = "newest day of the lists"
    """Nobody did: it is the newest day that a list of entities or orders shows. No clock is read."""


class Ground(StrEnum):
    """What a supplier's level of due diligence rests on, firmest first."""

    FINDING = "finding"
    """A fact of law or list about the supplier."""
    UPSTREAM = "upstream"
    """A supplier upstream is on hold."""
    SCORE = "score"
    """The structural score, whatever the unknown inputs are."""
    UNKNOWN = "unknown inputs"
    """The structural score, which is that high only because inputs are not known."""
    MISSING = "missing inputs"
    """Too little is known to assess it."""
    NOTHING = "nothing found"
    """Nothing calls for more."""

    @property
    def rank(self) -> int:
        """0 for the firmest."""
        return _RANK[self]


_RANK = {ground: place for place, ground in enumerate(Ground)}


class DueStep(Frozen, frozen=True, kw_only=True):
    """What a law or guidance asks a company to do about a kind of finding, in our words."""

    text: str
    reference: str
    asked_by: str
    """law or guidance."""
    citation: Citation


class Reason(Frozen, frozen=True, kw_only=True):
    """Why suppliers are found: what is said, by which instrument and citing which rows, of one case.

    It is made once for all suppliers that share the case, and its id follows from its content, so that it is the same
    in every run that says the same.
    """

    id: str
    code: str
    channel: Channel
    certainty: Certainty
    calls_for: DueDiligence
    """The level of due diligence a finding with this reason alone calls for."""
    statement: str
    instrument: str
    jurisdiction: str
    citations: tuple[Citation, ...]
    next_step: str = ""
    steps: tuple[DueStep, ...] = ()
    """What the law or guidance asks for."""
    goods: tuple[str, ...] = ()
    """Commodity ids that it is about; empty where it is about the supplier as such."""

    @classmethod
    def of(cls, **fields: Any) -> Reason:
        """The reason with this content; its id is a hash of it."""
        unnamed = cls(id="", **fields)
        return unnamed.changed(id=content_id(unnamed))

    def restated(self, **fields: Any) -> Reason:
        """The reason with other content in these fields, and so with another id."""
        changed = self.changed(**fields, id="")
        return changed.changed(id=content_id(changed))


def content_id(noun: Frozen) -> str:
    """Twelve hexadecimal digits that equal nouns share: the start of the SHA-256 of the noun as JSON."""
    return hashlib.sha256(msgspec.json.encode(noun)).hexdigest()[:12]


class Found(Frozen, frozen=True, kw_only=True):
    """What a finding is in the assessment and in the report: a supplier, a reason, and the ways to the company.

    `paths` are supplier ids from the supplier to the reporting company, shortest first; a finding does not fade
    along them. `score` is set for potential matches only (0 to 1). A finding never states that a company uses
    forced labor.
    """

    id: str
    supplier: str
    reason: Reason
    paths: tuple[tuple[str, ...], ...] = ()
    path_count: int = 0
    """Number of distinct simple paths; a lower bound where `path_count_exact` is False."""
    path_count_exact: bool = True
    """False where companies supply each other in circles and counting was stopped."""
    score: float | None = None
    disposition: str | None = None
    """What a reviewer's verdict made of it: true_match, false_positive, in_review; reopened or contradicted."""
    disposition_why: str = ""
    """Who decided, when and why, or why the verdict no longer holds; empty where nobody has decided."""

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.reason.code

    @property
    def channel(self) -> Channel:
        """Legal or indicator."""
        return self.reason.channel

    @property
    def certainty(self) -> Certainty:
        """How firmly the input carries it."""
        return self.reason.certainty

    @property
    def calls_for(self) -> DueDiligence:
        """The level of due diligence that it calls for by itself."""
        return self.reason.calls_for

    @property
    def statement(self) -> str:
        """What it says."""
        return self.reason.statement

    @property
    def instrument(self) -> str:
        """The law or list."""
        return self.reason.instrument

    @property
    def jurisdiction(self) -> str:
        """Whose law or list it is."""
        return self.reason.jurisdiction

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The rows it rests on."""
        return self.reason.citations

    @property
    def next_step(self) -> str:
        """What to do next."""
        return self.reason.next_step

    @property
    def steps(self) -> tuple[DueStep, ...]:
        """What the law or guidance asks for."""
        return self.reason.steps


class Finding(Found, frozen=True, kw_only=True):
    """A legal or list fact about a supplier: for which reason, read from which cells."""

    cells: tuple[CellRef, ...] = ()


class ControlEffect(Frozen, frozen=True, kw_only=True):
    """What one control does to the score on the day asked about, and why."""

    what: str
    evidence: EvidenceClass
    low: float
    """Effectiveness 0 to 1, at least; `low < high` where its day is not stated."""
    high: float
    why: str
    cells: tuple[CellRef, ...] = ()
    covers: tuple[str, ...] = ()
    """What each scheme that it names is and covers, in words; empty where our table has none of them."""
    citations: tuple[Citation, ...] = ()
    """Rows of `control_schemes`, as many as `covers`."""


class Residual(Frozen, frozen=True, kw_only=True):
    """The structural score after controls: own × (1 − effectiveness). It orders work and removes nothing."""

    low: float
    high: float
    effect_low: float
    """Combined effectiveness 0 to 1, at least and at most."""
    effect_high: float
    controls: tuple[ControlEffect, ...]


class Band(StrEnum):
    """Bands of the structural score, decided on the high end."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"


class Factor(Frozen, frozen=True, kw_only=True):
    """One additive part of the structural score; `points_low == points_high` when the input is known."""

    id: str
    points_low: float
    points_high: float
    answer: str
    citations: tuple[Citation, ...] = ()
    reads: tuple[str, ...] = ()
    """The parts of a supplier that it rests on, as `laws.case.cells_of` takes them."""


class StructuralScore(Frozen, frozen=True, kw_only=True):
    """0–10 with low and high bounds; the factors sum to both. An estimate, never mixed with findings."""

    low: float
    high: float
    band: Band
    """Of the high end."""
    band_low: Band | None = None
    """Of the low end; None where nothing is unknown."""
    factors: tuple[Factor, ...]
    unknown: tuple[str, ...] = ()
    """Inputs that were not known, e.g. ("country",); the band then rests on the table maximum."""
    residual: Residual | None = None
    """None where the input states no control."""


class Exposure(Frozen, frozen=True, kw_only=True):
    """What a company inherits from upstream. Shares are 0 to 1; None where nothing is mapped to share out."""

    worst: float | None = None
    """max over upstream suppliers of own high score × attenuation^(distance − 1)."""
    worst_low: float | None = None
    """The same of the low ends: where inputs upstream are not known, the worst lies between the two."""
    worst_path: tuple[str, ...] = ()
    worst_assessed: bool = True
    """False where the supplier the worst comes from is not assessed: the worst is then the most it could be."""
    share_exposed: float | None = None
    """Share of direct supply that has a structural-score path in band high or above, decided on the high ends."""
    share_exposed_low: float | None = None
    """The same of the low ends: where inputs upstream are not known, the share lies between the two."""
    share_with_hold: float | None = None
    """Share of direct supply from suppliers that are on hold or have a supplier on hold upstream."""
    share_basis: str = ""
    """spend, stated share or equal split."""
    share_note: str = ""
    """Why it is an equal split."""
    unmapped_share: float | None = None
    triggers: int = 0
    """Findings upstream, each counted once, at full strength."""
    holds: int = 0
    """Suppliers upstream about which a finding calls for hold."""
    upstream: int = 0
    """Number of distinct suppliers upstream."""
