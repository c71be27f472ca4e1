"""What a report is built from: everything the assessment found, in domain terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supplychain_risk.account import FileReading
from supplychain_risk.domain import (
    DayBasis,
    Exposure,
    Finding,
    Json,
    OwnershipLink,
    Problem,
    StructuralScore,
    Supplier,
    SupplyLink,
)
from supplychain_risk.reference.context import Figure
from supplychain_risk.report.models import DispositionEntry, PositiveEntry, Section, SourceTable, TaskEntry
from supplychain_risk.risk.due_diligence import Decision
from supplychain_risk.risk.outlook import Outlook
from supplychain_risk.risk.reviewed import Verdicts


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """Everything a report shows, in domain terms. Mappings are by supplier id unless they say otherwise.

    Every supplier needs an entry in `decisions` and `exposures`; a supplier missing from `scores` or `tiers`
    counts as not scored, or as not connected.
    """

    company: str
    as_of: date
    as_of_basis: DayBasis = DayBasis.GIVEN
    version: str
    """Version of this tool."""
    suppliers: tuple[Supplier, ...]
    tiers: Mapping[str, int | None]
    scores: Mapping[str, StructuralScore | None]
    exposures: Mapping[str, Exposure]
    decisions: Mapping[str, Decision]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileReading, ...]
    sheet_counts: Mapping[tuple[str, str], tuple[int, int, int]]
    """(file, sheet) → (suppliers, links, countries)."""
    links: tuple[SupplyLink, ...] = ()
    ownership: tuple[OwnershipLink, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    companies: Mapping[str, str] = field(default_factory=dict)
    """Id → name of the reporting company and of buyers that are no suppliers."""
    not_assessed: Mapping[str, int] = field(default_factory=dict)
    """Reason → number of suppliers."""
    raised_by_inferred: tuple[str, ...] = ()
    """Suppliers whose level would be lower without their inferred findings."""
    unmapped_share: float | None = None
    unmapped_by_tier_1: Mapping[str, float] = field(default_factory=dict)
    sources: tuple[SourceTable, ...] = ()
    methodology: tuple[Section, ...] = ()
    context: tuple[Figure, ...] = ()
    """Published figures beside the factors of the score, of which they are no part."""
    positive: Mapping[str, tuple[PositiveEntry, ...]] = field(default_factory=dict)
    """Entries of lists brought as positive, of suppliers that are on any."""
    limits: tuple[str, ...] = ()
    dispositions: tuple[DispositionEntry, ...] = ()
    verdicts: Mapping[str, Verdicts] = field(default_factory=dict)
    """Id of the reason of a match with a list entry → what either verdict of a reviewer makes of it."""
    tasks: tuple[TaskEntry, ...] = ()
    manifest: Mapping[str, Json] = field(default_factory=dict)
    outlook: Outlook | None = None
    """The network as a whole: exposure of the company, concentration, engagement, stability."""
    policy_numbers: Mapping[str, float] = field(default_factory=dict)
    """The policy's own numbers by dotted key."""
