"""Findings from lists a user brings: indicators that call for review, under the name the user gave the list.

Whether such a list has an effect in law we do not know, so nothing here is a legal trigger; a list imported as the
UFLPA Entity List or as CBP's orders is no user list in this sense (`reference/user_lists.py`).
"""

from __future__ import annotations

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.triggers import Draft
from supplychain_risk.screening import Match, Outcome


def user_list_draft(match: Match) -> Draft:
    """The draft for a match with an entry of a user's list."""
    entity = match.entity
    listed = match.outcome is Outcome.LISTED
    ended = entity.status == "inactive"
    entry = f"an entry of the list '{entity.list_name}' ({entity.note}{'; no longer in force' if ended else ''})"
    code = "past-listed-entity" if ended else _CODES[match.outcome]
    if not listed or match.is_by_identifier:
        statement = f"{match.why} '{entity.name}' is {entry}."
    elif match.listed_name == match.name or match.listed_name == entity.name:
        statement = f"'{match.name}' is the name of {entry}."
    else:
        statement = f"'{match.name}' is an alias of '{entity.name}', {entry}."
    return Draft(
        code=code,
        channel=Channel.INDICATOR,
        certainty=Certainty.STATED if listed else Certainty.POSSIBLE,
        statement=statement,
        instrument=entity.instrument,
        jurisdiction=entity.jurisdiction,
        citations=(entity.citation,),
        reads=("name", "country"),
        calls_for=DueDiligence.STANDARD if ended else DueDiligence.REVIEW,
        next_step="Confirm the identity by address and identifiers, then read what the list says of this entity.",
        score=None if listed else match.score,
        cells=match.cells,
    )


_CODES = {
    Outcome.LISTED: "user-list-entity",
    Outcome.POTENTIAL: "potential-match",
    Outcome.FAMILY: "possible-family-match",
}
