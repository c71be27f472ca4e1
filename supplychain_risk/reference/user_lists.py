"""Lists of entities that a user imported (`reference import`): Data Packages with the columns below.

A list is imported *as* something. As `uflpa` or `cbp` it is an edition of the list of that name: its entries have the
effect in law of the bundled ones, and the newest edition takes the place of all others. As `other` it is what the user
says it is, and its entries are indicators. As `positive` its entries raise nothing: they are shown beside suppliers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.reference.entities import CBP_LIST, UFLPA_LIST, ListedEntity, listed_entities, uflpa_instrument
from supplychain_risk.reference.entity_lists import LAWS, entity_lists
from supplychain_risk.reference.orders import TARIFF_ACT
from supplychain_risk.reference.overview import TableOverview, newest_list, overview_of
from supplychain_risk.reference.package import Row, Table, read_table
from supplychain_risk.reference.store import Reference, day, each, parts

USER_LIST = "user list"
"""`ListedEntity.kind` of an entry that has no effect in law that we know of."""
FOLDER = "supplychain_risk_lists"
"""Where imported lists go if nobody says otherwise."""
POSITIVE = "positive"
"""Kind of a list of companies that the user holds to speak for them."""
ListKind = Literal["uflpa", "cbp", "other", "positive"]
KINDS: tuple[ListKind, ...] = ("uflpa", "cbp", "other", "positive")
FIELDS: Mapping[str, str] = {
    "id": "Stable id of the entry within the list, the list's name in front",
    "name": "Name as listed",
    "aliases": "Other names, semicolons between",
    "name_zh": "Chinese name",
    "country": "ISO 3166-1 alpha-2 of the first country stated; empty where none is, or none is known by that name",
    "countries": "All countries as stated",
    "addresses": "Addresses as stated, separated by ' | '",
    "identifiers": "scheme:value pairs, semicolons between; schemes of the input (lei, uscc, registration…), or other",
    "kind": "WRO or Finding on a list of CBP's; otherwise the type of entity as stated",
    "merchandise": "Goods an order names",
    "status": "active, modified or inactive",
    "listed_from": "Day from which it is listed; empty where the list does not say",
    "date_to": "Day on which it ended, where stated",
    "note": "What the list says of the entry",
    "open_ended": "Words with which the entry reaches beyond the named entity",
    "match_exactly": "Names so short that they match by accident: compared exactly only",
    "source_cell": "Where the row stood in the imported file",
    "source_url": "Where the row can be read",
    "confidence": "user-list: as the imported file states it; nobody has checked it",
}
"""Column → meaning."""


@dataclass(frozen=True, slots=True)
class UserList:
    """One imported list. Two are equal when their rows are, and what their descriptors say of them."""

    name: str
    kind: ListKind
    sha256: str
    """Of the rows."""
    described: str
    """The descriptor as text: its title stands in every match, so lists that differ in it are not one."""
    table: Table = field(compare=False)

    @property
    def title(self) -> str:
        """The name findings give it."""
        return {"uflpa": UFLPA_LIST, "cbp": CBP_LIST}.get(self.kind, str(self.table.about["title"]))

    def entities(self, as_of: date) -> tuple[ListedEntity, ...]:
        """Its entries as of a day; one whose day of listing the list does not say counts as listed."""
        made = each(self.table, lambda row: _entity(self, row, as_of))
        return tuple(entity for entity in made if entity is not None)


def read_user_lists(folders: Sequence[str | Path]) -> tuple[UserList, ...]:
    """The imported lists in these folders; a folder is a list itself or holds a folder per list.

    Raises:
        ReferenceDataError: a folder holds no list, a list is damaged, or two have the same name.
    """
    found: dict[str, UserList] = {}
    for given in folders:
        path = Path(given)
        one_list = (path / "datapackage.json").is_file()
        inside = [path] if one_list else sorted(p.parent for p in path.glob("*/datapackage.json"))
        if not inside:
            raise ReferenceDataError(
                "there is no imported list here",
                where=str(given),
                hint="Name the folder that `supplychain-risk reference import FILE` wrote, or one of the lists in it.",
            )
        for folder in inside:
            one = read_user_list(folder)
            if one.name in found and one != found[one.name]:
                raise ReferenceDataError(
                    f"two lists are called '{one.name}'",
                    where=str(folder),
                    hint="Import one of them again under another --name.",
                )
            found[one.name] = one
    return tuple(found[name] for name in sorted(found))


def read_user_list(folder: Path) -> UserList:
    """One imported list.

    Raises:
        ReferenceDataError: it is damaged, or no list that `reference import` wrote.
    """
    table = read_table(folder)
    kind = table.about.get("list_kind")
    lacking = [column for column in FIELDS if table.rows and column not in table.rows[0]]
    if kind not in KINDS or lacking:
        what = f"has no column {', '.join(lacking)}" if lacking else f"states no list_kind ({', '.join(KINDS)})"
        raise ReferenceDataError(what, where=str(folder), hint="Import the list again with `reference import`.")
    described = json.dumps(dict(table.about), sort_keys=True, default=str)
    return UserList(table.name, kind, table.sha256, described, table)


def _entity(of: UserList, row: Row, as_of: date) -> ListedEntity | None:
    listed = date.fromisoformat(row["listed_from"]) if row["listed_from"] else None
    if listed is not None and listed > as_of:
        return None
    ended = day(row["date_to"])
    status = "inactive" if ended is not None and as_of >= ended else row["status"]
    order = row["kind"] if row["kind"] in ("WRO", "Finding") else "WRO"
    kind = {"uflpa": "UFLPA", "cbp": order}.get(of.kind, USER_LIST)
    said = f"; it says: {row['note'][:_LONGEST_NOTE]}" if row["note"] and of.kind not in LAWS else ""
    pairs = (part.partition(":") for part in parts(row["identifiers"]))
    return ListedEntity(
        list_name=of.title,
        dataset=of.name,
        entity_id=row["id"],
        name=row["name"],
        aliases=parts(row["aliases"]),
        name_zh=row["name_zh"],
        country=row["country"],
        province="",
        location="",
        merchandise=row["merchandise"],
        kind=kind,
        target_kind="entity",
        status=status,
        date_from=listed or of.table.data_date,
        date_to=ended if status == "inactive" else None,
        date_to_precision="",
        note=(f"listed since {listed}" if listed else f"edition of {of.table.data_date}") + said
        if of.kind not in LAWS
        else "",
        dated=listed is not None,
        # The Act is cited as the bundled tables have it, which a list on its own does not know.
        instrument={"cbp": TARIFF_ACT}.get(of.kind, of.title),
        jurisdiction="US" if of.kind in LAWS else str(of.table.about.get("jurisdiction", "")),
        exact_only=parts(row["match_exactly"]),
        open_ended=row["open_ended"],
        citation=of.table.cite(row),
        identifiers=tuple((scheme, value) for scheme, _, value in pairs),
        addresses=tuple(part.strip() for part in row["addresses"].split("|") if part.strip()),
    )


@dataclass(frozen=True, slots=True)
class Screened:
    """The entities to screen against, and what a reader must know of how the lists were put together."""

    entities: tuple[ListedEntity, ...]
    notes: tuple[str, ...] = ()


def entities_to_screen(reference: Reference, lists: Iterable[UserList], as_of: date) -> Screened:
    """Bundled entities and those of the user's lists; of several editions of one list the newest counts alone.

    An edition of the user's takes the place of the bundled one if it shows the same day or a later one. Names that are
    on an edition not used, and not on the one used, are named in the notes: they may have been removed from the list,
    or the newer edition may be incomplete.
    """
    entities = list(listed_entities(reference, as_of))
    notes: list[str] = []
    lists = tuple(lists)
    for kind, bundled in ((one.law, one.table) for one in reference.once(entity_lists) if one.law):
        editions = sorted((one for one in lists if one.kind == kind), key=_by_day)
        if not editions:
            continue
        newest = editions[-1]
        table = reference.table(bundled)
        own = [entity for entity in entities if entity.dataset == bundled]
        if newest.table.data_date < table.data_date:
            notes.append(
                f"'{newest.name}' shows the {newest.title} of {newest.table.data_date}, older than the bundled one of "
                f"{table.data_date}; it is not used."
            )
            continue
        theirs = newest.entities(as_of)
        if kind == "uflpa":
            theirs = tuple(replace(entity, instrument=uflpa_instrument(reference)) for entity in theirs)
        ids = {entity.entity_id for entity in theirs}
        past = {entity.entity_id for entity in own if entity.status == "inactive"} - ids
        kept = [entity for entity in entities if entity.dataset != bundled or entity.entity_id in past]
        entities = [*kept, *theirs]
        notes.append(_replaced(newest, table, own, theirs))
    for one in lists:
        if one.kind == "other":
            entities.extend(one.entities(as_of))
    return Screened(tuple(entities), tuple(notes))


def _replaced(newest: UserList, table: Table, own: Sequence[ListedEntity], theirs: Sequence[ListedEntity]) -> str:
    """What took the place of what. Entries of both editions have the same id (`lists/known.py`)."""
    ids = {entity.entity_id for entity in theirs}
    missing = [entity.name for entity in own if entity.entity_id not in ids and entity.status != "inactive"]
    text = (
        f"The {newest.title} is '{newest.name}' of {newest.table.data_date} ({len(theirs)} entries), in the place of "
        f"the bundled edition of {table.data_date} ({len(own)}, of which ended ones are kept)."
    )
    if missing:
        shown = "; ".join(missing[:_SHOWN]) + (f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else "")
        text += f" On the bundled edition and not on this one, so no longer screened: {shown}."
    return text


_SHOWN = 20
_LONGEST_NOTE = 200


def lists_on(reference: Reference, lists: Sequence[UserList], as_of: date) -> tuple[TableOverview, ...]:
    """The lists of entities that a run of this day is about, each in the edition that is used, with age and gaps."""
    used = []
    for one in reference.once(entity_lists):
        table = reference.table(one.table)
        editions = sorted((own for own in lists if one.law and own.kind == one.law), key=_by_day)
        newer = [own.table for own in editions if own.table.data_date >= table.data_date]
        used.append(newer[-1] if newer else table)
    brought = [own.table for own in lists if own.kind not in LAWS]
    return tuple(overview_of(table, as_of) for table in (*used, *brought))


def _by_day(one: UserList) -> tuple[date, str]:
    return one.table.data_date, one.name


def newest_day(reference: Reference, lists: Iterable[UserList]) -> date:
    """The newest day the bundled lists or the user's editions of them show: what a run is about if nobody says."""
    return max([newest_list(reference), *(one.table.data_date for one in lists if one.kind in LAWS)])
