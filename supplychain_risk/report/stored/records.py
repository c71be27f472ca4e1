"""Suppliers, and what each has of its own: findings, lines, links, problems. What is shared they name by its id."""

from __future__ import annotations

from datetime import date

import msgspec

from supplychain_risk.domain import Basis, DueDiligence, EvidenceClass, Fate, Ground
from supplychain_risk.report.models import PositiveEntry
from supplychain_risk.report.outlook_models import SupplierStability
from supplychain_risk.report.stored.base import Cells, Stored


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
