"""What suppliers share: each is stored once, and the others refer to it by its id."""

from __future__ import annotations

from supplychain_risk.domain import Band, Certainty, Channel, DueDiligence, Method
from supplychain_risk.report.models import ResolvedField
from supplychain_risk.report.stored.base import Stored


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


class StoredSentence(Stored, frozen=True, kw_only=True):
    """Why suppliers call for what they call for, where more is to say than the statement of a reason."""

    id: str
    text: str
