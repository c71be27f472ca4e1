"""Findings from names: suppliers that are, or may be, on a list of entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from supplychain_risk.domain import Certainty, OwnershipLink, Supplier
from supplychain_risk.laws import meaning_of
from supplychain_risk.laws.cbp import under_the_act
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Listing
from supplychain_risk.laws.world import World
from supplychain_risk.reference.entities import VACATED, ListedEntity
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.screening import ListIndex, Match, NameReader, Outcome


def name_reader(world: World) -> NameReader:
    """What takes names apart for all lists of a world, so that a name is read once; ask with `world.view`."""
    return NameReader(world.reference)


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
    if not found and not owners:
        return
    for match in found:
        if is_verified(match.entity.citation) and not _is_of_no_concern(match):
            yield _draft(match)
    own = {match.entity.entity_id for match in found}
    for owner in sorted(owners, key=lambda link: link.parent):
        for match in index.match(owner.parent):
            surer = match.outcome is not Outcome.FAMILY and match.entity.entity_id not in own
            if surer and meaning_of(match.entity).families and is_verified(match.entity.citation):
                own.add(match.entity.entity_id)
                yield _of_owner(match, owner)


def names_to_look_up(
    supplier: Supplier, owners: Sequence[str] = ()
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """What `listed_entity` asks an index for: names with country and places, and names of the supplier's owners."""
    for name in _names(supplier):
        yield name, supplier.country_code, _places(supplier)
    for owner in owners:
        yield owner, None, ()


def _is_of_no_concern(match: Match) -> bool:
    """A name that only belongs with a listed one, of a list whose entries are about themselves alone."""
    return match.outcome is Outcome.FAMILY and not meaning_of(match.entity).families


def _names(supplier: Supplier) -> tuple[str, ...]:
    if not supplier.names:
        return (supplier.name,)
    return tuple(dict.fromkeys((supplier.name, *(named.text for named in supplier.names))))


def _places(supplier: Supplier) -> tuple[str, ...]:
    region = supplier.region.resolution if supplier.region and supplier.region.code else None
    return (region.raw, region.label) if region else ()


def _of_owner(match: Match, owner: OwnershipLink) -> Draft:
    draft = _draft(match)
    share = f", {owner.share:.0%}" if owner.share is not None else ""
    told = replace(
        draft,
        certainty=Certainty.POSSIBLE,
        statement=f"The sheet states an owner of this supplier ('{owner.parent}'{share}). {draft.statement}",
        score=match.score,
        cells=owner.cells,
    )
    if match.entity.status == "inactive":
        return told
    meaning = meaning_of(match.entity)
    level = meaning.level(meaning.family, Certainty.POSSIBLE)
    return replace(told, kind=meaning.family, calls_for=level, next_step=meaning.family_step)


def _draft(match: Match) -> Draft:
    entity = match.entity
    meaning = meaning_of(entity)
    kind, step = _kind(match, meaning)
    listed = match.outcome is Outcome.LISTED
    certainty = Certainty.STATED if listed else Certainty.POSSIBLE
    return Draft(
        kind=kind,
        certainty=certainty,
        statement=_statement(match, meaning),
        instrument=entity.instrument,
        jurisdiction=entity.jurisdiction,
        citations=(entity.citation, *((match.relation.citation,) if match.relation else ())),
        reads=("name", "country"),
        calls_for=meaning.level(kind, certainty),
        next_step=step,
        score=match.score if not listed else None,
        cells=match.cells,
        order=entity.order if entity.status != "inactive" else "",
    )


def _kind(match: Match, meaning: Listing) -> tuple[Kind, str]:
    """The kind of finding that a match makes, and the next step."""
    if match.entity.status == "inactive":
        return meaning.past(match.entity.may_return)
    if match.outcome is Outcome.LISTED:
        return meaning.listed, f"{meaning.step} {meaning.consequence}".rstrip()
    if match.outcome is Outcome.FAMILY:
        return meaning.family, meaning.family_step
    return meaning.possible, meaning.possible_step


def _statement(match: Match, meaning: Listing) -> str:
    """Who is compared with which entry of which list, since when the entry stands, and what is known of it."""
    entity = match.entity
    entry = meaning.entry.format(
        list=entity.list_name,
        note=entity.note,
        day=f" of {entity.date_from}" if entity.dated else "",
        goods=f" on '{entity.merchandise}'" if entity.merchandise else "",
        state=_state(entity),
        ended="; no longer in force" if entity.status == "inactive" else "",
    )
    if meaning.says_since:
        entry += _since(entity)
    told = f"{_reach(entity)}{_known(entity, meaning)}"
    if match.outcome is not Outcome.LISTED or match.is_by_identifier:
        return f"{match.why} '{entity.name}' is {entry}.{told}"
    form = " but for the legal form" if match.other_form else ""
    if match.listed_name == entity.name:
        return f"'{match.name}' is the name{form} of {entry}.{told}"
    return f"'{match.name}' is{form} an alias of '{entity.name}', {entry}.{told}"


def _reach(entity: ListedEntity) -> str:
    return f" The entry reads '{entity.open_ended}'." if entity.open_ended else ""


def _known(entity: ListedEntity, meaning: Listing) -> str:
    """Changes of the order's scope, or else what the table notes of the entry; and under which law CBP handles it."""
    note = "" if "{note}" in meaning.entry else entity.note
    told = "".join(f" {words}" for words in entity.changes or filter(None, (note,)))
    return told + (f" {under_the_act(entity.enforced_since)}" if entity.enforced_since else "")


def _since(entity: ListedEntity) -> str:
    if entity.status == "inactive":
        return f", ended {_when(entity)}"
    return f", since {entity.date_from}" if entity.dated else f", in its edition of {entity.date_from}"


def _state(entity: ListedEntity) -> str:
    """Whether an order is in force, and else how it came not to be."""
    if entity.status != "inactive":
        return ", in force as modified" if entity.status == "modified" else ", in force"
    return _ENDED.get(entity.ended_by, ", ended {when}").format(when=_when(entity))


_ENDED = {
    "modified": ", which CBP modified {when}; since then it does not bar goods of this target",
    "revoked": ", which CBP revoked {when}",
    "released": ", from which CBP released this target {when}",
    VACATED: ", which the trade court vacated and remanded to CBP {when}; it bars nothing while vacated, and may apply "
    "again",
}


def _when(entity: ListedEntity) -> str:
    if not entity.date_to:
        return "on a day that the list does not state"
    if entity.date_to_precision and entity.date_to_precision != "day":
        return f"in {entity.date_to:%Y-%m}, on a day that our table does not have"
    return f"on {entity.date_to}"
