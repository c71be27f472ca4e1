"""What the sheets of the workbook say of suppliers and findings that stand on another sheet, gathered in two passes.

Asking for all suppliers of a large document can cost as much as writing them, so that each sheet that looked for itself
would cost as much as the one that shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from supplychain_risk.domain import DueDiligence
from supplychain_risk.report.models import Document


class Brief(NamedTuple):
    """What stands of a supplier in a row of another sheet."""

    due_diligence: DueDiligence
    name: str
    country: str | None
    country_name: str
    tier: int | None
    score: float | None
    """The high end of its structural score."""
    row: int
    """On the sheet Suppliers."""


@dataclass(frozen=True)
class Places:
    """Where on the sheets what stands, and what it is called."""

    suppliers: dict[str, Brief]
    countries: dict[str, str]
    """Code → name of the countries of suppliers."""
    names: dict[str, str]
    """Id → name of every company of the document, as `Document.node_names` gives it."""
    finding: dict[str, int]
    """Id of a supplier → row of its most urgent finding."""
    reason: dict[str, int]
    """Id of a reason → row of the first finding for it."""


def places(document: Document) -> Places:
    """The rows of the sheets Suppliers and Findings, whose first row is a heading."""
    suppliers = {
        s.id: Brief(
            s.due_diligence,
            s.name,
            s.country,
            s.country_name,
            s.tier,
            s.structural.high if s.structural else None,
            row,
        )
        for row, s in enumerate(document.suppliers, 2)
    }
    finding: dict[str, int] = {}
    reason: dict[str, int] = {}
    for row, found in enumerate(document.findings, 2):
        finding.setdefault(found.supplier, row)
        reason.setdefault(found.reason.id, row)
    names = document.companies | {id_: one.name for id_, one in suppliers.items()}
    countries = {one.country: one.country_name for one in suppliers.values() if one.country}
    return Places(suppliers, countries, names, finding, reason)
