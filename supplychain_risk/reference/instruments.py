"""The laws that findings cite, and laws that do not apply yet, as of a day.

Source: table `legal_instruments`. A law that does not apply yet makes no finding; a report only names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, day, each


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law on the day asked about. `status` is `pending` where it is proposed, or adopted and not yet applied.

    `jurisdiction` is ISO 3166-1 alpha-2, or `EU`; `applies_from` is None where the day is not known or lies before
    every list in this package.
    """

    id: str
    name: str
    reference: str
    jurisdiction: str
    status: Literal["in force", "pending"]
    proposed: bool
    applies_from: date | None
    what_it_does: str
    citation: Citation
    known_from: date | None
    read: date
    """The day to which our sources go."""

    @property
    def words(self) -> str:
        """`Regulation … (EU), from 2027-12-14`, or `Bill … (CA), proposed on 2025-10-21 as far as …`."""
        when = f"from {self.applies_from}" if self.applies_from else "in force"
        if self.proposed:
            day = f" on {self.known_from}" if self.known_from else ""
            when = f"proposed{day}, as far as our sources of {self.read} go"
        return f"{self.name} ({self.jurisdiction}), {when}"


def instruments(reference: Reference, as_of: date) -> tuple[Instrument, ...]:
    """Every law that was known on the day, in the order of the table."""
    table = reference.table("legal_instruments")
    read = date.fromisoformat(str(table.about["retrieved"]))

    def instrument(row: Row) -> Instrument | None:
        applies, known = day(row["effective_date"]), day(row.get("known_from", ""))
        if (known or applies or date.min) > as_of:
            return None
        proposed = row.get("status") == "proposed"
        return Instrument(
            id=row["id"],
            name=row["name"],
            reference=row["citation"],
            jurisdiction=row["jurisdiction"],
            status="pending" if proposed or (applies is not None and applies > as_of) else "in force",
            proposed=proposed,
            applies_from=applies,
            what_it_does=row["what_it_does"],
            citation=table.cite(row),
            known_from=known,
            read=read,
        )

    return tuple(made for made in each(table, instrument) if made)


def pending(reference: Reference, as_of: date) -> tuple[Instrument, ...]:
    """Laws that were known on the day and did not apply yet."""
    return tuple(one for one in instruments(reference, as_of) if one.status == "pending")
