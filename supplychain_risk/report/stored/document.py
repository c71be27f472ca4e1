"""The whole report as it is stored, and which of its lists a table may hold instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import UNSET, UnsetType

from supplychain_risk.domain import Frozen, Json
from supplychain_risk.report.models import (
    About,
    ContextEntry,
    Coverage,
    DispositionEntry,
    GroupEntry,
    KindEntry,
    OwnershipEntry,
    Section,
    SourceTable,
    Summary,
    TaskEntry,
)
from supplychain_risk.report.outlook_models import (
    CompanyExposure,
    ConcentrationEntry,
    GateEntry,
    PriorityEntry,
    StabilityEntry,
)
from supplychain_risk.report.regime_models import RegimeEntry
from supplychain_risk.report.since_models import (
    EarlierReport,
    LookAgain,
    SinceFinding,
    SinceList,
    SincePart,
    SinceSupplier,
)
from supplychain_risk.report.stored.records import StoredFinding, StoredLine, StoredLink, StoredProblem, StoredSupplier
from supplychain_risk.report.stored.shared import (
    StoredCitation,
    StoredReading,
    StoredReason,
    StoredScore,
    StoredSentence,
    StoredStep,
)


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
