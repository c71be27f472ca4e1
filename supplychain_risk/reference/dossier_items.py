"""What CBP asks for in a dossier about one shipment, item by item, with the part that answers it.

Source: table `cbp_dossier_items`. Most rows were read in secondary sources; each says where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, day, each, parts


@dataclass(frozen=True, slots=True)
class DossierItem:
    """An item. `review` is applicability or admissibility; `papers` are those that its source names."""

    id: str
    review: str
    section: str
    asks: str
    papers: tuple[str, ...]
    reference: str
    citation: Citation


def dossier_items(reference: Reference, as_of: date) -> tuple[DossierItem, ...]:
    """Every item that is asked for on the day, in the order of the table."""
    table = reference.table("cbp_dossier_items")

    def item(row: Row) -> DossierItem | None:
        if (day(row["applies_from"]) or date.min) > as_of:
            return None
        return DossierItem(
            id=row["id"],
            review=row["review"],
            section=row["section"],
            asks=row["asks"],
            papers=parts(row["papers"]),
            reference=row["reference"],
            citation=table.cite(row),
        )

    return tuple(made for made in each(table, item) if made)
