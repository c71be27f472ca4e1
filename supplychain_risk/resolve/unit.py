"""Text → unit of measure, by the table `units`; only units of one family are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from supplychain_risk.domain import Citation
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `factor` is how many of its family's base (kg, m, m2, m3, piece) it is."""

    id: str
    symbol: str
    family: str
    factor: float
    citation: Citation


class UnitResolver:
    """Finds the unit that a text is; a text that is none of the table's words is no unit."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("units")
        self._by_word: dict[str, Unit] = {}
        for row in table:
            unit = Unit(row["id"], row["symbol"], row["family"], float(row["factor"]), table.cite(row))
            for word in (row["symbol"], *row["words"].split(";")):
                self._by_word.setdefault(key(word), unit)

    def resolve(self, text: str) -> Unit | None:
        """The unit, or None where the text is no unit that we know ("tons", which may be short, long or metric)."""
        return self._by_word.get(key(text))
