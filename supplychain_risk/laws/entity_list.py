"""Lists of entities that say in their own datapackage what being on them means (`reference/entity_lists.py`).

Such a list needs no code. One whose goods are followed along the chain, or whose entries depend on more than a name,
has a room of its own, as the UFLPA and CBP's orders have.
"""

from __future__ import annotations

from functools import cache

from supplychain_risk.domain import Channel, DueDiligence
from supplychain_risk.laws import matches
from supplychain_risk.laws.kind import Kind, Law, Listing, Severity
from supplychain_risk.reference.entity_lists import ListMeaning

_NO_STEP = "No table says what the law or publication of the list asks for; read it."

LEGAL_LISTED = Kind(
    code="listed-entity",
    title="On a list with legal effect",
    channel=Channel.LEGAL,
    severity=Severity.SIGN,
    about="an entry of a list with legal effect",
    means="A name or identifier of the supplier is that of an entry of a list with legal effect; the finding names the "
    "list and what follows from it.",
    does_not_mean="that it is the same company: names are shared; confirm by address and identifiers.",
    stated=None,
    possible=None,
    chooser="list",
    no_step=_NO_STEP,
)
LISTED = Kind(
    code="indicator-list-entity",
    title="On a list without legal effect",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="an entry of a list without legal effect",
    means="A name or identifier of the supplier is that of an entry of a list that bars nothing; the finding names the "
    "list.",
    does_not_mean="that anything is barred, or that it is the same company.",
    stated=None,
    possible=None,
    chooser="list",
    no_step=_NO_STEP,
)
POSSIBLE = Kind(
    code="indicator-list-possible-match",
    title="Possible match with a list without legal effect",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a possible match with a list without legal effect",
    means="A name or identifier of the supplier is close enough to an entry of such a list that a person must decide.",
    does_not_mean="that the supplier is the listed entity.",
    stated=None,
    possible=None,
    chooser="list",
    no_step=_NO_STEP,
)
FAMILY = Kind(
    code="indicator-list-possible-family",
    title="Possible relation to an entry of a list without legal effect",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a possible relation to an entry of a list without legal effect",
    means="The supplier's name, or that of a stated owner, belongs with an entry of such a list.",
    does_not_mean="that the entry reaches the supplier.",
    stated=None,
    possible=None,
    chooser="list",
    no_step=_NO_STEP,
)
ENDED = Kind(
    code="indicator-list-past-entity",
    title="On a list without legal effect, in the past",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="an entry of a list without legal effect, which has ended",
    means="A name of the supplier is, or may be, that of an entry of such a list that no longer applies.",
    does_not_mean="that anything speaks against the supplier today.",
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
    no_step=_NO_STEP,
)

_STEP = "Confirm the identity by address and identifiers, then read what the list says of this entity."


@cache
def listing_of(meaning: ListMeaning) -> Listing:
    """What an entry of a list means, from what the list says of itself."""
    if meaning.channel is Channel.LEGAL:
        kinds = (LEGAL_LISTED, matches.POSSIBLE, matches.FAMILY, matches.ENDED)
        step = "Have counsel confirm the identity and what follows from the list before goods move."
    else:
        kinds, step = (LISTED, POSSIBLE, FAMILY, ENDED), _STEP
    listed, possible, family, ended = kinds
    return Listing(
        listed=listed,
        possible=possible,
        family=family,
        ended=ended,
        entry=meaning.entry,
        consequence=meaning.consequence,
        says_since=True,
        step=step,
        ended_step="The entry has ended. Read why; keep it in mind when owners change.",
        if_ended="Read why the entry ended.",
        if_confirmed=step,
        calls_for=meaning.calls_for,
        families=meaning.families,
    )


ENTITY_LISTS = Law(
    id="entity_list",
    title="Other lists of entities",
    tables=(),
    kinds=(LEGAL_LISTED, LISTED, POSSIBLE, FAMILY, ENDED),
)
