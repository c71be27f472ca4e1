"""A finding in the making: what a rule returns before it is known which supplier and which cells it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from supplychain_risk.domain import CellRef, Certainty, Channel, Citation, DueDiligence
from supplychain_risk.laws.case import Case, World


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its supplier: what, by which instrument, citing what, read from which parts."""

    code: str
    channel: Channel
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


def law(world: World, instrument: str) -> Citation:
    """The row of table `legal_instruments` with this id."""
    table = world.reference.table("legal_instruments")
    return table.cite(table.by_id[instrument])


def hold_or_review(certainty: Certainty) -> DueDiligence:
    """What a trigger that bars goods calls for: hold where it is stated, else review."""
    return DueDiligence.HOLD if certainty is Certainty.STATED else DueDiligence.REVIEW


def enhanced_or_standard(certainty: Certainty) -> DueDiligence:
    """What a listed good calls for: enhanced due diligence where the good is stated, else the usual."""
    return DueDiligence.ENHANCED if certainty is Certainty.STATED else DueDiligence.STANDARD


Rule = Callable[[Case, World], Iterator[Draft]]
"""A rule sees a case and the world of a day. Its docstring is its method page."""
