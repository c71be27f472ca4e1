"""Findings from names: suppliers that are, or may be, on a list of entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from supplychain_risk.domain import Certainty, Channel, DueDiligence, OwnershipLink, Supplier
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.user_list import user_list_draft
from supplychain_risk.reference.entities import ListedEntity
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.reference.user_lists import USER_LIST
from supplychain_risk.screening import ListIndex, Match, Outcome


def listed_entity(supplier: Supplier, index: ListIndex, owners: Sequence[OwnershipLink] = ()) -> Iterator[Draft]:
    """Drafts for each listed entity whose name agrees with one of the supplier's names, or with a stated owner's.

    Full-name equality on an active list entry is a stated legal trigger. A weaker agreement is a potential match for a
    person to decide; a name that only belongs with a listed one, or an owner that is or may be listed, is a possible
    family match. An entry that has ended is an indicator.
    """
    found = index.match_supplier(
        _names(supplier),
        supplier.country_code,
        places=_places(supplier),
        identifiers=supplier.identifiers,
        addresses=tuple(named.text for named in supplier.address),
    )
    for match in found:
        if is_verified(match.entity.citation):
            yield _draft(match)
    own = {match.entity.entity_id for match in found}
    for owner in sorted(owners, key=lambda link: link.parent):
        for match in index.match(owner.parent):
            surer = match.outcome is not Outcome.FAMILY and match.entity.entity_id not in own
            if surer and is_verified(match.entity.citation):
                own.add(match.entity.entity_id)
                yield _of_owner(match, owner)


def _names(supplier: Supplier) -> tuple[str, ...]:
    return tuple(dict.fromkeys((supplier.name, *(named.text for named in supplier.names))))


def _places(supplier: Supplier) -> tuple[str, ...]:
    region = supplier.region.resolution if supplier.region and supplier.region.code else None
    return (region.raw, region.label) if region else ()


def _of_owner(match: Match, owner: OwnershipLink) -> Draft:
    draft = _draft(match)
    share = f", {owner.share:.0%}" if owner.share is not None else ""
    family = match.entity.status != "inactive"
    return replace(
        draft,
        code="possible-family-match" if family else draft.code,
        certainty=Certainty.POSSIBLE,
        statement=f"The sheet states an owner of this supplier ('{owner.parent}'{share}). {draft.statement}",
        calls_for=DueDiligence.REVIEW if family else draft.calls_for,
        next_step=_FAMILY_STEP if family else draft.next_step,
        score=match.score,
        cells=owner.cells,
    )


_FAMILY_STEP = (
    "Find out who owns the supplier and whether the entry reaches it: some name subsidiaries, some do not. Record it."
)


def _draft(match: Match) -> Draft:
    entity = match.entity
    if entity.kind == USER_LIST:
        return user_list_draft(match)
    ended = entity.status == "inactive"
    listed = match.outcome is Outcome.LISTED
    if ended:
        code, calls_for = "past-listed-entity", DueDiligence.ENHANCED
        step = (
            "The order has ended. Read why, and what the company changed; keep it in mind when goods or owners change."
        )
    elif listed:
        code, calls_for = _code(entity), DueDiligence.HOLD
        step = "Have counsel confirm the identity before goods move. " + _CONSEQUENCE[entity.kind]
    elif match.outcome is Outcome.FAMILY:
        code, calls_for, step = "possible-family-match", DueDiligence.REVIEW, _FAMILY_STEP
    else:
        code, calls_for = "potential-match", DueDiligence.REVIEW
        step = "Compare address, registration number and owners; record whether this is the listed entity."
    return Draft(
        code=code,
        channel=Channel.INDICATOR if ended else Channel.LEGAL,
        certainty=Certainty.STATED if listed else Certainty.POSSIBLE,
        statement=_statement(match),
        instrument=entity.instrument,
        jurisdiction=entity.jurisdiction,
        citations=(entity.citation,),
        reads=("name", "country"),
        calls_for=calls_for,
        next_step=step,
        score=match.score if not listed else None,
        cells=match.cells,
    )


_CONSEQUENCE = {
    "UFLPA": "Goods of a confirmed entity are presumed barred from entry to the United States.",
    "WRO": "The merchandise the order names is detained at US ports of entry.",
    "Finding": "The merchandise the Finding names may be seized at US ports of entry.",
}


def _code(entity: ListedEntity) -> str:
    return "uflpa-listed-entity" if entity.kind == "UFLPA" else "cbp-order-entity"


def _statement(match: Match) -> str:
    """Who is compared with which entry of which list, and since when the entry stands."""
    entity = match.entity
    since = "" if entity.kind == "UFLPA" else "in force "
    entry = f"{_instrument(entity)}, {since}since {entity.date_from}"
    if entity.status == "inactive" and entity.date_to:
        ended = f"ended {entity.date_to}"
        if entity.date_to_precision and entity.date_to_precision != "day":
            ended = f"ended in {entity.date_to:%Y-%m}, on a day that our table does not have"
        entry = f"{_instrument(entity)} of {entity.date_from}, {ended}"
    open_ended = "".join(
        (f" The entry reads '{entity.open_ended}'." if entity.open_ended else "", *(f" {w}" for w in entity.changes))
    )
    if match.outcome is not Outcome.LISTED or match.is_by_identifier:
        return f"{match.why} '{entity.name}' is {entry}.{open_ended}"
    form = " but for the legal form" if "but for the legal form" in match.why else ""
    if match.listed_name == entity.name:
        return f"'{match.name}' is the name{form} of {entry}.{open_ended}"
    return f"'{match.name}' is{form} an alias of '{entity.name}', {entry}.{open_ended}"


def _instrument(entity: ListedEntity) -> str:
    if entity.kind == "UFLPA":
        return f"an entity on the {entity.list_name}"
    order = "CBP Finding" if entity.kind == "Finding" else "CBP withhold release order"
    state = " (modified)" if entity.status == "modified" else ""
    goods = f" on '{entity.merchandise}'" if entity.merchandise else ""
    return f"the target of a {order}{goods}{state}"
