"""Published figures on forced labor, shown beside the country and sector factors and used for nothing else.

Source: table `forced_labor_context`. A reference without the table gives none, and the same scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each

TABLE = "forced_labor_context"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words. `beside` is the factor beside which it stands; `year` is None where the source has no date."""

    id: str
    beside: Literal["country", "sector"]
    year: int | None
    publisher: str
    text: str
    citation: Citation

    @property
    def words(self) -> str:
        """`15.4 million people in forced labor in Asia and the Pacific (International Labour …, undated)`."""
        return f"{self.text} ({self.publisher}{'' if self.year else ', undated'})"


def figures(reference: Reference, as_of: date) -> tuple[Figure, ...]:
    """Figures known on the day, in the order of the table: of a year that had ended by then, or without a date."""
    if TABLE not in reference.names():
        return ()
    return tuple(one for one in reference.once(_figures) if one.year is None or date(one.year, 12, 31) <= as_of)


def _figures(reference: Reference) -> tuple[Figure, ...]:
    table = reference.table(TABLE)

    def figure(row: Row) -> Figure:
        return Figure(
            id=row["id"],
            beside=cast("Literal['country', 'sector']", row["beside"]),
            year=int(row["year"]) if row["year"] else None,
            publisher=row["publisher"],
            text=row["text"],
            citation=table.cite(row),
        )

    return each(table, figure)
