"""A finding in the making: what a rule returns before it is known which supplier and which cells it is about."""

from __future__ import annotations

from dataclasses import dataclass

from supplychain_risk.domain import CellRef, Certainty, Channel, Citation, DueDiligence
from supplychain_risk.laws.kind import Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its supplier: of which kind, by which instrument, citing what, read from which parts."""

    kind: Kind
    certainty: Certainty
    statement: str
    instrument: str
    jurisdiction: str
    citations: tuple[Citation, ...]
    reads: tuple[str, ...]
    calls_for: DueDiligence
    next_step: str
    score: float | None = None
    cells: tuple[CellRef, ...] = ()
    """Cells besides those of the parts that were read."""
    steps_of: str = ""
    """Code whose due-diligence steps apply, if not its own."""
    opening: str = ""
    """What goes before the statement, without its stop: that a sheet only points to a region, and by which text."""
    mark: str = ""
    """What tells it from others of its kind about one supplier, where they cite the same row."""
    order: str = ""
    """The CBP order in force that it rests on, by its id."""

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.kind.code

    @property
    def channel(self) -> Channel:
        """The channel of its kind."""
        return self.kind.channel

    @property
    def text(self) -> str:
        """The whole statement."""
        return f"{self.opening}. {self.statement}" if self.opening else self.statement
