"""What changed between two editions of a list of entities: added, gone, renamed, moved in time.

An edition is a folder that `reference import` wrote, the name of a bundled list, or a list file as its publisher gives
it, which is read as an import would read it and written nowhere.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from supplychain_risk.errors import InputError
from supplychain_risk.lists.entry import name_key
from supplychain_risk.lists.importing import import_list
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entity_lists import EntityList, entity_lists
from supplychain_risk.reference.package import Row, Table, read_table
from supplychain_risk.reference.store import parts
from supplychain_risk.reference.user_lists import ListKind


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of an edition, as far as editions are compared by it. Days are ISO, empty where none is stated."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    identifiers: tuple[str, ...]
    listed_from: str
    date_to: str
    status: str
    cell: str
    """Where it stood in the imported file; empty of a bundled list."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a list: what it says of itself, and its entries."""

    name: str
    title: str
    edition: str
    data_date: date
    gaps: tuple[str, ...]
    entries: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry of both editions that is not the same in both; `what` has each field that differs, (before, after)."""

    before: Listed
    after: Listed
    what: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ListDifference:
    """What differs between two editions. An entry that has both another name and another day is in both lists."""

    old: Edition
    new: Edition
    added: tuple[Listed, ...]
    gone: tuple[Listed, ...]
    renamed: tuple[Changed, ...]
    moved: tuple[Changed, ...]
    """Entries whose day of listing or day of ending is another."""
    other: tuple[Changed, ...]
    """Entries whose status, country or aliases alone differ."""
    same: int


def diff_lists(
    old: str | Path, new: str | Path, *, today: date, kind: ListKind | None = None, reference: Reference | None = None
) -> ListDifference:
    """What changed between two editions of a list.

    Args:
        old: the earlier edition: a folder that `reference import` wrote, the name of a bundled list, or a list file.
        new: the later one.
        today: the day on which list files are read.
        kind: what list files count as; by default what the other edition is.
        reference: the bundled tables.

    Raises:
        InputError: one is no list of entities, or a list file cannot be read; the message says what to give.
        ReferenceDataError: a folder is damaged.
    """
    reference = reference or Reference.bundled()
    known = {one.table: one for one in reference.once(entity_lists)}
    tables = {given: table for given in (old, new) if (table := _table(str(given), known, reference)) is not None}
    kinds = {_kind_of(table, known) for table in tables.values()}
    chosen = kind or cast("ListKind", next(iter(kinds - {"other"}), "other"))
    editions = []
    for given in (old, new):
        with tempfile.TemporaryDirectory() as folder:
            table = (
                tables.get(given)
                or import_list(
                    given, name="edition", kind=chosen, today=today, to=folder, force=True, reference=reference
                ).list.table
            )
            editions.append(_edition(table, "" if given in tables else str(given)))
    return _difference(*editions)


def _table(given: str, known: Mapping[str, EntityList], reference: Reference) -> Table | None:
    """The table that is named, None for a file that is still to be read as a list."""
    if given in known:
        return reference.table(given)
    path = Path(given)
    if (path / "datapackage.json").is_file():
        table = read_table(path)
        if table.rows and not {"name", "target"} & set(table.rows[0]):
            raise InputError("this table is no list of entities", where=given, hint=_HINT.format(", ".join(known)))
        return table
    if path.is_dir() or not path.exists():
        what = "no list is in this folder" if path.is_dir() else "there is no such list, folder or file"
        raise InputError(what, where=given, hint=_HINT.format(", ".join(known)))
    return None


_HINT = "Give a folder that `reference import` wrote for one list, a list file, or a bundled list: {}."


def _kind_of(table: Table, known: Mapping[str, EntityList]) -> str:
    return str(table.about.get("list_kind") or (known[table.name].law if table.name in known else "") or "other")


def _edition(table: Table, file: str) -> Edition:
    prefix = f"{table.name}-"
    return Edition(
        name=Path(file).name or table.name,
        title=str(table.about["title"]),
        edition=table.edition,
        data_date=table.data_date,
        gaps=table.gaps,
        # Rules on goods or an origin are no entities, and an import leaves them to the bundled table.
        entries=tuple(_listed(row, prefix) for row in table if row.get("target_kind") != "region_rule"),
    )


def _listed(row: Row, prefix: str) -> Listed:
    return Listed(
        id=row["id"].removeprefix(prefix),
        name=row.get("name") or row.get("target", ""),
        aliases=parts(row.get("aliases", "")),
        country=row.get("country", ""),
        identifiers=parts(row.get("identifiers", "")),
        listed_from=row.get("listed_from") or row.get("date_from", ""),
        date_to=row.get("date_to", ""),
        status=row.get("status", ""),
        cell=row.get("source_cell", ""),
    )


def _difference(old: Edition, new: Edition) -> ListDifference:
    pairs = _pairs(old.entries, new.entries)
    before, after = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
    changed = [Changed(one, other, _what(one, other)) for one, other in pairs]
    renamed = tuple(c for c in changed if "name" in c.what)
    moved = tuple(c for c in changed if {"listed from", "ended"} & set(c.what))
    return ListDifference(
        old=old,
        new=new,
        added=tuple(entry for entry in new.entries if entry.id not in after),
        gone=tuple(entry for entry in old.entries if entry.id not in before),
        renamed=renamed,
        moved=moved,
        other=tuple(c for c in changed if c.what and c not in renamed and c not in moved),
        same=sum(not c.what for c in changed),
    )


def _pairs(old: Sequence[Listed], new: Sequence[Listed]) -> list[tuple[Listed, Listed]]:
    """Entries that are one: by id, else by name and country, by an identifier, or by a name that became an alias."""
    found: dict[str, Listed] = {}
    taken: set[str] = set()
    for keys_of, others_of in _WAYS:
        places: dict[str, Listed | None] = {}
        for entry in new:
            if entry.id not in taken:
                for key in others_of(entry):
                    # what two entries share tells neither apart
                    places[key] = None if key in places and places[key] is not entry else entry
        for entry in old:
            if entry.id in found:
                continue
            near = {other.id: other for key in keys_of(entry) if (other := places.get(key)) and other.id not in taken}
            if len(near) == 1:
                (other,) = near.values()
                found[entry.id] = other
                taken.add(other.id)
    return [(entry, found[entry.id]) for entry in old if entry.id in found]


def _by_id(entry: Listed) -> Iterable[str]:
    return (entry.id,)


def _by_name(entry: Listed) -> Iterable[str]:
    return (f"{name_key(entry.name)}|{entry.country}",)


def _by_bare_name(entry: Listed) -> Iterable[str]:
    return (name_key(entry.name),)


def _by_identifier(entry: Listed) -> Iterable[str]:
    return (text for text in entry.identifiers if not text.startswith("other:"))


def _by_every_name(entry: Listed) -> Iterable[str]:
    return {key for name in (entry.name, *entry.aliases) if len(key := name_key(name)) >= _SHORTEST}


_SHORTEST = 6
"""Letters from which an alias tells that two entries are one; initials are of many."""
_WAYS = (
    (_by_id, _by_id),
    (_by_name, _by_name),
    (_by_identifier, _by_identifier),
    (_by_bare_name, _by_every_name),
    (_by_every_name, _by_bare_name),
)
"""How the old entry and the new one are looked at, the surest way first."""


def _what(before: Listed, after: Listed) -> Mapping[str, tuple[str, str]]:
    fields = {
        "name": (before.name, after.name),
        "listed from": (before.listed_from, after.listed_from),
        "ended": (before.date_to, after.date_to),
        "status": (before.status or "active", after.status or "active"),
        "country": (before.country, after.country),
    }
    found = {field: pair for field, pair in fields.items() if pair[0] != pair[1]}
    names = [{name_key(name): name for name in one.aliases} for one in (before, after)]
    own = {name_key(before.name), name_key(after.name)}
    less = [name for key, name in names[0].items() if key not in names[1] and key not in own]
    more = [name for key, name in names[1].items() if key not in names[0] and key not in own]
    if less or more:
        found["aliases"] = ("; ".join(less), "; ".join(more))
    return found
