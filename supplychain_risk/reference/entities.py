"""Listed entities as of a day: the UFLPA Entity List, companies and vessels under CBP orders, and every other table
that says that it is a list of entities (`entity_lists.py`).

Sources: US Department of Homeland Security, table `uflpa_entities`; US Customs and Border Protection, table
`cbp_orders`. Orders on a region or a good are rules (`orders.py`) and never appear here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.entity_lists import ListMeaning, entity_lists
from supplychain_risk.reference.names import ListedName, ListedRelation, listed_names, listed_relations
from supplychain_risk.reference.orders import TARIFF_ACT, enforced_since, note_on, order_changes, status_on
from supplychain_risk.reference.package import Row, Table
from supplychain_risk.reference.store import Reference, day, each, parts

UFLPA_LIST = "UFLPA Entity List"
VACATED = "vacated and remanded"
"""How table `cbp_orders` says that a court set an order aside and sent it back to CBP."""
CBP_LIST = "CBP withhold release orders and findings"
ENTITY_LIST = "entity list"
"""`ListedEntity.kind` of an entry of a list that says itself what being on it means."""


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """A company, site or vessel on a list, with its status on the day asked about.

    `kind` is `UFLPA`, `WRO`, `Finding` or `ENTITY_LIST`; `status` is `active`, `modified` (in force with carve-outs) or
    `inactive` (ended by that day). `country` is ISO 3166-1 alpha-2; the UFLPA list gives none, so there it follows from
    the list's subject. `exact_only` holds those of its names that are so short that they match by accident;
    `open_ended` the words with which the entry reaches beyond the named entity. `date_to`, set for ended listings only,
    is the first day on which it no longer applied; where only the month is known (`date_to_precision`), the last day of
    the month.
    """

    list_name: str
    dataset: str
    entity_id: str
    name: str
    aliases: tuple[str, ...]
    name_zh: str
    country: str
    province: str
    location: str
    merchandise: str
    kind: str
    target_kind: str
    status: str
    date_from: date
    date_to: date | None
    date_to_precision: str
    note: str
    instrument: str
    jurisdiction: str
    exact_only: tuple[str, ...]
    open_ended: str
    citation: Citation
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, value) as `domain.Identifier` has them; the published US lists give none, lists a user brings may."""
    addresses: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    """Changes of scope that hold on the day, each with its date."""
    names_members: bool = False
    """Whether its aliases are the members of a group, each a company of its own."""
    affiliates: tuple[ListedRelation, ...] = ()
    """Companies that a source names as its subsidiaries or affiliates and that are not known to be listed."""
    order: str = ""
    """The id of the bundled order of CBP that names it; "" for entries of other lists."""
    dated: bool = True
    """Whether the list states `date_from`; else it is the day of the edition."""
    ended_by: str = ""
    """How an ended order came not to apply: `modified`, `revoked`, `released`, `vacated and remanded`; else ""."""
    enforced_since: date | None = None
    """Since when CBP handles goods of the order under the presumption of the UFLPA; None where it does not."""
    means: ListMeaning | None = None
    """What being on its list means, where the list itself says so; None for the lists of laws and users."""

    @property
    def may_return(self) -> bool:
        """Whether a court vacated the order and sent it back to CBP, so that it may apply again."""
        return self.status == "inactive" and self.ended_by == VACATED

    is_group: bool = field(init=False, compare=False)
    """Whether the entry is a group, or reaches beyond the company it names ("and subsidiaries")."""

    def __post_init__(self) -> None:
        # asked at every comparison of names, so it is worked out once
        object.__setattr__(self, "is_group", bool(self.open_ended) or _GROUP.search(self.name) is not None)


_GROUP = re.compile(r"\b(?:group|holdings?)\b|集团", re.IGNORECASE)


def listed_entities(reference: Reference, as_of: date) -> tuple[ListedEntity, ...]:
    """Every entity listed on or before the day, in the order of the lists; ended listings have status `inactive`."""
    read = {"uflpa": _of_uflpa, "cbp": _of_cbp}
    entities: list[ListedEntity] = []
    for one in reference.once(entity_lists):
        if one.meaning is None:
            entities.extend(read[one.law](reference, reference.table(one.table), as_of))
        else:
            entities.extend(entities_of_list(reference.table(one.table), one.meaning, as_of))
    named = listed_names(reference)
    found = tuple(_with_names(entity, named.get(entity.entity_id, ())) for entity in entities)
    return _with_affiliates(reference, found)


def _of_uflpa(reference: Reference, table: Table, as_of: date) -> Iterable[ListedEntity]:
    act = uflpa_instrument(reference)
    return [entity for entity in each(table, lambda row: _uflpa(table, row, act, as_of)) if entity.date_from <= as_of]


def _of_cbp(reference: Reference, cbp: Table, as_of: date) -> Iterable[ListedEntity]:
    changed = order_changes(reference, as_of)

    def target(row: Row) -> ListedEntity | None:
        status = None if row["target_kind"] == "region_rule" else status_on(row, as_of)
        words = tuple(change.words for change in changed.get(row["id"], ()))
        if not status:
            return None
        entity = _cbp(cbp, row, status, words, as_of, shared[row["target"]])
        return replace(entity, enforced_since=enforced_since(reference, row, as_of))

    shared: dict[str, dict[str, None]] = {}
    for row in cbp:
        shared.setdefault(row["target"], {}).update(dict.fromkeys(parts(row["aliases"])))

    # goods under a Finding may be seized, those under a withhold release order are detained: the graver comes first
    return sorted((one for one in each(cbp, target) if one), key=lambda entity: entity.kind != "Finding")


def entities_of_list(table: Table, means: ListMeaning, as_of: date) -> Iterable[ListedEntity]:
    """Entries of a list that says itself what being on it means; columns that it does not have are empty.

    Raises:
        ReferenceDataError: it lacks the column id, name or listed_from, or a day in it is none.
    """

    def entry(row: Row) -> ListedEntity | None:
        listed, ended = date.fromisoformat(row["listed_from"]), day(row.get("date_to", ""))
        if listed > as_of:
            return None
        has_ended = ended is not None and as_of >= ended
        pairs = (part.partition(":") for part in parts(row.get("identifiers", "")))
        return ListedEntity(
            list_name=means.title,
            dataset=table.name,
            entity_id=row["id"],
            name=row["name"],
            aliases=parts(row.get("aliases", "")),
            name_zh=row.get("name_zh", ""),
            country=row.get("country", ""),
            province=row.get("province", ""),
            location=row.get("location", ""),
            merchandise="",
            kind=ENTITY_LIST,
            target_kind="entity",
            status="inactive" if has_ended else "active",
            date_from=listed,
            date_to=ended if has_ended else None,
            date_to_precision="day",
            note=row.get("note", ""),
            instrument=means.instrument,
            jurisdiction=means.jurisdiction,
            exact_only=parts(row.get("match_exactly", "")),
            open_ended=row.get("open_ended", ""),
            citation=table.cite(row),
            identifiers=tuple((scheme, value) for scheme, _, value in pairs),
            addresses=tuple(part.strip() for part in row.get("addresses", "").split("|") if part.strip()),
            means=means,
        )

    return [entity for entity in each(table, entry) if entity is not None]


def _with_affiliates(reference: Reference, found: tuple[ListedEntity, ...]) -> tuple[ListedEntity, ...]:
    related: dict[str, list[ListedRelation]] = {}
    for relation in listed_relations(reference) if "listed_relations" in reference.names() else ():
        if relation.parent_id and not relation.child_id:
            related.setdefault(relation.parent_id, []).append(relation)
    return tuple(
        replace(one, affiliates=tuple(related[one.entity_id])) if one.entity_id in related else one for one in found
    )


def _with_names(entity: ListedEntity, names: tuple[ListedName, ...]) -> ListedEntity:
    """The entity with the further names that other sources have for it."""
    if not names:
        return entity
    han = [one.name for one in names if one.language == "zh"]
    name_zh = entity.name_zh or (han[0] if han else "")
    more = [one.name for one in names if one.name != name_zh]
    exact = [one.name for one in names if one.exact]
    return replace(
        entity,
        name_zh=name_zh,
        aliases=tuple(dict.fromkeys((*entity.aliases, *more))),
        exact_only=tuple(dict.fromkeys((*entity.exact_only, *exact))),
    )


def uflpa_instrument(reference: Reference) -> str:
    """The Uyghur Forced Labor Prevention Act with its citation, as table `legal_instruments` has them."""
    row = reference.table("legal_instruments").by_id["uflpa-presumption"]
    return f"{row['name']} ({row['citation']})"


def _uflpa(table: Table, row: Row, act: str, as_of: date) -> ListedEntity:
    shown = date.fromisoformat(row["effective_date"])
    # A note tells why the list shows another day than the first; before that day it had not happened.
    told = as_of >= table.data_date or (shown > date.fromisoformat(row["listed_from"]) and as_of >= shown)
    return ListedEntity(
        list_name=UFLPA_LIST,
        dataset=table.name,
        entity_id=row["id"],
        name=row["name"],
        aliases=parts(row["aliases"]),
        name_zh=row["name_zh"],
        country=row["country"],
        province=row["province"],
        location=row["location"],
        merchandise="",
        kind="UFLPA",
        target_kind="entity",
        status="active",
        date_from=date.fromisoformat(row["listed_from"]),
        date_to=None,
        date_to_precision="",
        note=row["listed_from_note"] if told else "",
        instrument=act,
        jurisdiction="US",
        exact_only=parts(row["match_exactly"]),
        open_ended=row["open_ended"],
        citation=table.cite(row),
    )


def _cbp(
    table: Table, row: Row, status: str, changes: tuple[str, ...], as_of: date, aliases: Iterable[str]
) -> ListedEntity:
    """The target of an order, with the aliases of every order on it."""
    return ListedEntity(
        list_name=CBP_LIST,
        dataset=table.name,
        entity_id=row["id"],
        name=row["target"],
        aliases=tuple(aliases),
        name_zh="",
        country=row["country"],
        province="",
        location="",
        merchandise=row["merchandise"],
        kind=row["kind"],
        target_kind=row["target_kind"],
        status=status,
        date_from=date.fromisoformat(row["date_from"]),
        date_to=day(row["date_to"]) if status == "inactive" else None,
        date_to_precision=row["date_to_precision"] if status == "inactive" else "",
        note=note_on(table, row, as_of),
        instrument=TARIFF_ACT,
        jurisdiction="US",
        exact_only=parts(row["match_exactly"]),
        open_ended=row["open_ended"],
        citation=table.cite(row),
        changes=changes,
        names_members=_GROUP.search(row["target"]) is not None and len(parts(row["aliases"])) > 1,
        order=row["id"],
        ended_by=row["ended_by"] if status == "inactive" else "",
    )
