"""Lists that a user brings: indicators that call for review, under the name the user gave the list.

Whether such a list has an effect in law we do not know, so nothing here is a legal trigger; a list imported as the
UFLPA Entity List or as CBP's orders is no user list in this sense (`reference/user_lists.py`).
"""

from __future__ import annotations

from supplychain_risk.domain import Channel, DueDiligence
from supplychain_risk.laws.kind import Kind, Law, Listing, Severity
from supplychain_risk.reference.user_lists import USER_LIST

_NO_STEP = "No law or guidance asks for a step; what the list is for, the user knows."

LISTED = Kind(
    code="user-list-entity",
    title="On a list that was brought along",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="an entry of a list that was brought along",
    means="A name or identifier of the supplier is that of an entry of a list that the user brought.",
    does_not_mean="that anything is barred: nobody but the user vouches for the list.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
    no_step=_NO_STEP,
)
POSSIBLE = Kind(
    code="user-list-possible-match",
    title="Possible match with a list that was brought along",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a possible match with a list that was brought along",
    means="A name or identifier of the supplier is close enough to an entry of the user's list that a person must "
    "decide.",
    does_not_mean="that the supplier is the listed entity.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
    no_step=_NO_STEP,
)
FAMILY = Kind(
    code="user-list-possible-family",
    title="Possible relation to an entry of a list that was brought along",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a possible relation to an entry of a list that was brought along",
    means="The supplier's name, or that of a stated owner, belongs with an entry of the user's list.",
    does_not_mean="that the entry reaches the supplier.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
    no_step=_NO_STEP,
)
ENDED = Kind(
    code="user-list-past-entity",
    title="On a list that was brought along, in the past",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="an entry of a list that was brought along, which has ended",
    means="A name of the supplier is, or may be, that of an entry of the user's list that no longer applies.",
    does_not_mean="that anything speaks against the supplier today.",
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
    no_step=_NO_STEP,
)

_STEP = "Confirm the identity by address and identifiers, then read what the list says of this entity."
ENTRY = Listing(
    listed=LISTED,
    possible=POSSIBLE,
    family=FAMILY,
    ended=ENDED,
    entry="an entry of the list '{list}' ({note}{ended})",
    consequence="",
    step=_STEP,
    possible_step=_STEP,
    family_step=_STEP,
    ended_step=_STEP,
    if_confirmed="Read why it is listed and decide what follows from that.",
)

USER_LISTS = Law(
    id="user_list",
    title="Lists that a user brings",
    tables=(),
    kinds=(LISTED, POSSIBLE, FAMILY, ENDED),
    listings={USER_LIST: ENTRY},
)
