"""The parts of the report document that are about the network as a whole. Since schema 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from supplychain_risk.report.base import Entry


class ExposureEntry(Entry, frozen=True, kw_only=True):
    """What a supplier or company inherits from its own upstream."""

    worst: float | None
    worst_path: tuple[str, ...]
    share_exposed: float | None
    share_basis: str
    unmapped_share: float | None
    triggers: int
    upstream: int
    worst_low: float | None = None
    """The same as `worst` for the low ends of the scores upstream."""
    share_note: str = ""
    """Why shares are an equal split."""
    holds: int = 0
    """Suppliers upstream about which a finding calls for hold."""
    worst_assessed: bool = True
    """False where the supplier the worst comes from is not assessed: the worst is then the most it could be."""
    share_exposed_low: float | None = None
    """The same as `share_exposed` for the low ends of the scores."""
    share_with_hold: float | None = None
    """Share of direct supply from suppliers that are on hold or have a supplier on hold upstream."""


class CompanyExposure(ExposureEntry, frozen=True, kw_only=True):
    """What an end of the chain inherits: the reporting company, or a buyer that supplies nobody."""

    id: str


class SupplierStability(Entry, frozen=True, kw_only=True):
    """How far score (its high end) and rank move when the policy's numbers move within their ranges."""

    rank: int
    rank_p5: int
    rank_p95: int
    score_p5: float
    score_p95: float
    top_decile: float
    """Share of draws in which the supplier is in the top tenth."""


class VariedNumber(Entry, frozen=True, kw_only=True):
    """A number of the policy that was drawn."""

    key: str
    value: float
    low: float
    high: float
    reason: str


class StabilityEntry(Entry, frozen=True, kw_only=True):
    """The draws behind `suppliers[].stability`."""

    seed: int
    draws: int
    ranked: int
    top: int
    """How many suppliers are a tenth of those ranked, rounded up."""
    varied: tuple[VariedNumber, ...]


class DependenceEntry(Entry, frozen=True, kw_only=True):
    """A share of a commodity's supply from one country, region or supplier; `code` null: country not known."""

    kind: Literal["country", "region", "supplier"]
    code: str | None
    name: str
    suppliers: int
    share: float


class ConcentrationEntry(Entry, frozen=True, kw_only=True):
    """Where the supply of a commodity comes from; `commodity` null is all direct supply."""

    commodity: str | None
    name: str
    statement: str
    suppliers: int
    basis: str
    note: str
    held_share: float
    """Share from suppliers that call for hold themselves."""
    depends_on: tuple[DependenceEntry, ...]
    """The largest first, by kind."""


class GateEntry(Entry, frozen=True, kw_only=True):
    """A supplier of the smallest set."""

    supplier: str
    is_hold: bool
    holds: int
    """Suppliers on hold whose mapped ways lead through it, itself included."""
    first: tuple[str, ...]
    """Ids of the first few of them."""
    why: str


class PriorityEntry(Entry, frozen=True, kw_only=True):
    """A supplier's place in the order of action and what put it there."""

    supplier: str
    severity: int
    likelihood: int
    score: float
    share: float | None
    leverage: float
    why: str


class EngagementEntry(Entry, frozen=True, kw_only=True):
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
    order: Sequence[PriorityEntry]
