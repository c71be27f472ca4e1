"""What the bundled table knows of an entry of a newer edition of the same list.

The published lists give names and dates; the bundled tables add ids, Chinese names, names too short to compare loosely,
and the day from which an entity really counts as listed where the publisher now shows the day of a correction. CBP's
file puts several companies into one row, and orders on goods among those on companies; the bundled table has them
apart. An entry keeps its id from edition to edition, so that verdicts on it go on being about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from supplychain_risk.intake.values import LEGAL_END
from supplychain_risk.lists.entry import Entry, name_key, problem
from supplychain_risk.lists.names import listed_name
from supplychain_risk.lists.tables import Reading
from supplychain_risk.reference.store import parts
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row

_RULE_WORDS = ("all ", "any ", "products ", "tobacco produced", "cotton produced", "artisanal", "fishing vessels ")


def with_known_uflpa(entries: Iterable[Entry], reference: Reference) -> tuple[Entry, ...]:
    """Entries of the UFLPA Entity List with what the bundled table knows of those of the same name."""
    by_name = {name_key(row["name"]): row for row in reference.table("uflpa_entities")}
    return tuple(_uflpa(entry, by_name.get(name_key(entry.name))) for entry in entries)


def _uflpa(entry: Entry, row: Row | None) -> Entry:
    if row is None:
        return replace(entry, country=entry.country or "CN")
    day, note = entry.listed_from, entry.note
    if row["listed_from"] and day and row["listed_from"] < day:
        note = f"{note}; the list shows {day}, the bundled table {row['listed_from']}".strip("; ")
        day = row["listed_from"]
    return replace(
        entry,
        id=row["id"],
        country=entry.country or row["country"],
        name_zh=entry.name_zh or row["name_zh"],
        listed_from=day,
        note=note,
        open_ended=entry.open_ended or row["open_ended"],
        exact=tuple(dict.fromkeys((*entry.exact, *_exact(row, entry)))),
    )


def _exact(row: Row, entry: Entry) -> tuple[str, ...]:
    return tuple(name for name in parts(row["match_exactly"]) if name in (entry.name, *entry.aliases))


def with_known_cbp(reading: Reading, reference: Reference) -> tuple[Entry, ...]:
    """Entries of CBP's list: rows with several companies taken apart, orders on goods or an origin set aside.

    Set aside are only rows of which the bundled table says so, without a problem (the rules come with the package), and
    rows that read like such an order, as problems.
    """
    rows = tuple(reference.table("cbp_orders"))
    found: list[Entry] = []
    for stated in reading.entries:
        entry = stated if stated.kind in ("WRO", "Finding") else replace(stated, kind="")
        same_day = [r for r in rows if r["date_from"] == entry.listed_from and r["kind"] == (entry.kind or r["kind"])]
        own = [row for row in same_day if _named_in(row, entry)]
        if any(row["target_kind"] == "region_rule" for row in own):
            reading.leave_out("orders on goods or an origin, which the bundled rules cover")
        elif own:
            found.extend(_cbp(entry, row, several=len(own) > 1) for row in own)
            found.extend(_others(entry, own))
        elif f"{key(entry.name)} ".startswith(_RULE_WORDS):
            message = "this reads like an order on goods or an origin, not on a company"
            hint = "Check the goods and their origin by hand; rules for such orders come with the package."
            reading.problems.append(problem(entry.where, "list-row-is-a-rule", entry.name, message, hint))
        else:
            found.extend(_apart(replace(entry, kind=entry.kind or "WRO")))
    return tuple(found)


def _named_in(row: Row, entry: Entry) -> bool:
    """Whether the row's target, or for an order on goods one of its words, is named in the entry."""
    text = f" {key(' '.join((entry.name, *entry.aliases, entry.open_ended)))} "
    names = [listed_name(row["target"]).name.removesuffix(" (fishing vessel)"), *parts(row["aliases"])]
    if row["target_kind"] == "region_rule":
        first = key(row["target"]).split(" all producers")[0]
        names += [first.removesuffix(" cotton").removesuffix(" tobacco")]
    return any(f" {key(name)} " in text for name in names if key(name))


def _cbp(entry: Entry, row: Row, *, several: bool) -> Entry:
    """One company of a row of CBP's. Of a row of several, only the bundled table knows who was released since."""
    released = bool(row["date_to"]) and (entry.status == "inactive" or (several and entry.status == "modified"))
    return replace(
        entry,
        id=row["id"],
        name=row["target"],
        aliases=tuple(dict.fromkeys((*parts(row["aliases"]), *(a for a in entry.aliases if a != row["target"])))),
        country=row["country"],
        kind=row["kind"],
        status="inactive" if released else entry.status,
        date_to=row["date_to"] if released else entry.date_to,
        merchandise=entry.merchandise or row["merchandise"],
        open_ended=row["open_ended"] or entry.open_ended,
        exact=tuple(dict.fromkeys((*entry.exact, *parts(row["match_exactly"])))),
    )


def _others(entry: Entry, own: Sequence[Row]) -> Iterator[Entry]:
    """Companies between semicolons that the bundled table does not have in this row."""
    known = [f" {key(row['target'])} " for row in own]
    for name in entry.name.split(";")[1:]:
        if LEGAL_END.search(name) and not any(mark in f" {key(name)} " for mark in known):
            yield replace(entry, name=name.strip(), aliases=(), kind=entry.kind or own[0]["kind"])


def _apart(entry: Entry) -> Iterator[Entry]:
    """A row that names several companies between semicolons, as an entry each."""
    names = [name.strip() for name in entry.name.split(";") if name.strip()]
    if len(names) < 2:
        yield entry
        return
    for name in names:
        yield replace(entry, name=name)
