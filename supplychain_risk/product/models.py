"""The answer for one product as data: what `product.json` holds. Cells are text, `file!sheet!A1`."""

from __future__ import annotations

from datetime import date

from supplychain_risk.domain import DueDiligence, EvidenceClass
from supplychain_risk.report.base import Entry


class Stated(Entry, frozen=True, kw_only=True):
    """A text as written, with its cells."""

    field: str
    written: str
    cells: tuple[str, ...]


class PartEntry(Entry, frozen=True, kw_only=True):
    """The product (depth 0), or a part of it."""

    part: str
    """Its number, or its words where it has none."""
    depth: int
    goods: tuple[str, ...]
    goes_into: tuple[str, ...]
    suppliers: tuple[str, ...]
    """Ids in the report; none where no row names one."""
    stated: tuple[Stated, ...]
    """Its share, quantity, unit, origin, HS code and what stands in the place of a supplier, as written."""
    cells: tuple[str, ...]


class ControlStated(Entry, frozen=True, kw_only=True):
    """An audit, certificate or answer that the input states."""

    evidence: EvidenceClass
    what: str
    answer: str
    in_place: bool | None
    dated: date | None
    valid_until: date | None
    cells: tuple[str, ...]


class CompanyEntry(Entry, frozen=True, kw_only=True):
    """A company of the product's chain; level and findings are those of the whole report."""

    supplier: str
    name: str
    step: int
    """Its number in the chain, raw material first."""
    why_here: str
    sells_to: tuple[str, ...]
    due_diligence: DueDiligence
    why: str
    findings: tuple[str, ...]
    steps_taken: tuple[ControlStated, ...]
    not_known: tuple[str, ...]
    """Questions about what the input does not state."""
    cells: tuple[str, ...]


class Differing(Entry, frozen=True, kw_only=True):
    """What two places of the input state differently."""

    about: str
    field: str
    statements: tuple[Stated, ...]


class LeftOut(Entry, frozen=True, kw_only=True):
    """A company upstream whose rows all state that their part goes into something else."""

    supplier: str
    name: str
    due_diligence: DueDiligence
    findings: tuple[str, ...]
    cells: tuple[str, ...]


class ProductAnswer(Entry, frozen=True, kw_only=True):
    """The whole answer."""

    product: str
    company: str
    as_of: date
    report_sha256: str
    """Of the `report.json` that it is taken from."""
    tool: str
    version: str
    assumed: tuple[str, ...]
    parts: tuple[PartEntry, ...]
    companies: tuple[CompanyEntry, ...]
    parts_without_supplier: tuple[str, ...]
    stated_in_two_ways: tuple[Differing, ...]
    left_out: tuple[LeftOut, ...]
