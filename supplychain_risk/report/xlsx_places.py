"""What the sheets of the workbook say of suppliers and findings that stand on another sheet, gathered in two passes.

Asking for all suppliers of a large document can cost as much as writing them, so that each sheet that looked for itself
would cost as much as the one that shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from supplychain_risk.report.brief import Kind
from supplychain_risk.report.kept import in_brief
from supplychain_risk.report.models import Document


class Place(NamedTuple):
    """What stands of a supplier in a row of another sheet, and its own row on the sheet Suppliers."""

    name: str
    kind: Kind
    row: int


@dataclass(frozen=True)
class Places:
    """Where on the sheets what stands, and what it is called."""

    suppliers: dict[str, Place]
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
    suppliers = {s.id: Place(s.name, s.kind, row) for row, s in enumerate(in_brief(document.suppliers), 2)}
    finding: dict[str, int] = {}
    reason: dict[str, int] = {}
    for row, found in enumerate(document.findings, 2):
        finding.setdefault(found.supplier, row)
        reason.setdefault(found.reason.id, row)
    names = document.companies | {id_: one.name for id_, one in suppliers.items()}
    countries = {kind.country: kind.country_name for _, kind, _ in suppliers.values() if kind.country}
    return Places(suppliers, countries, names, finding, reason)
