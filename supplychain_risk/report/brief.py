"""A supplier of a report in brief: what is asked of all suppliers before something is told of a few.

Answers to regimes and sheets of the workbook ask a few fields of every supplier. Of a report held as bytes, whole
suppliers cost as much as writing them; a brief one is a name and one of a few kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from supplychain_risk.domain import DueDiligence, EvidenceClass
from supplychain_risk.report.models import SupplierEntry


class Kind(NamedTuple):
    """What suppliers may have in common; many are of one kind."""

    due_diligence: DueDiligence
    tier: int | None
    country: str | None
    country_name: str
    commodities: tuple[str, ...]
    has_address: bool
    score: float | None
    """The high end of the structural score."""
    evidence: tuple[EvidenceClass, ...]
    """Of each control that the input states, in its order."""


class Brief(NamedTuple):
    """One supplier in brief."""

    id: str
    name: str
    cells: tuple[str, ...]
    kind: Kind
    """The same object for all suppliers of the kind."""


class Kinds:
    """The kinds of the suppliers of one report, each made once."""

    def __init__(self) -> None:
        self.all: list[Kind] = []
        self._numbers: dict[Kind, int] = {}

    def number(self, supplier: SupplierEntry) -> int:
        """The place in `all` of the kind of a supplier."""
        structural = supplier.structural
        left = structural.residual if structural else None
        kind = Kind(
            supplier.due_diligence,
            supplier.tier,
            supplier.country,
            supplier.country_name,
            supplier.commodities,
            bool(supplier.address),
            structural.score.high if structural else None,
            tuple([control.evidence for control in left.controls]) if left else (),
        )
        number = self._numbers.get(kind)
        if number is None:
            number = self._numbers[kind] = len(self.all)
            self.all.append(kind)
        return number

    def briefs(self, suppliers: Iterable[SupplierEntry]) -> Sequence[Brief]:
        """Suppliers in brief, in their order."""
        return tuple([Brief(s.id, s.name, s.cells, self.all[self.number(s)]) for s in suppliers])
