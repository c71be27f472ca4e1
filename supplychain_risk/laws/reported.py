"""Signs of forced labor that a law names and that the input reports of a supplier: what all findings on them share."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind
from supplychain_risk.laws.world import World

_NOT_ESTABLISHED = "This is what the input says, not what anybody has established."


def reported_sign(
    case: Case,
    world: World,
    kind: Kind,
    sign: str,
    *,
    of: str,
    law: str,
    what_follows: str,
    next_step: str,
    instrument: str = "",
) -> Iterator[Draft]:
    """The finding that the input reports a sign (code of `labor_signs`) of a supplier, once the law is in effect.

    A column or answer that says so is stated; words among others in a text are possible.

    Args:
        of: what is reported, in words: "convict labor".
        law: row of table `legal_instruments`, which is cited.
        what_follows: what the law has to do with it, in sentences.
        instrument: how the law is cited; by its name and citation where nothing is given.
    """
    reported = next((found for found in case.indicators if found.code == sign), None)
    if reported is None:
        return
    row = world.reference.table("legal_instruments").by_id[law]
    if world.as_of.isoformat() < row["effective_date"]:
        return
    certainty = Certainty.STATED if reported.firm else Certainty.POSSIBLE
    told = "The input reports" if reported.firm else "A text of the input speaks of"
    yield Draft(
        kind=kind,
        certainty=certainty,
        statement=f"{told} {of} at this supplier. {what_follows} {_NOT_ESTABLISHED}",
        instrument=instrument or f"{row['name']} ({row['citation']})",
        jurisdiction=row["jurisdiction"],
        citations=(world.law(law),),
        reads=(f"indicator:{sign}",),
        calls_for=kind.level(certainty),
        next_step=next_step,
    )
