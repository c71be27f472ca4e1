"""Which tables are lists of entities, and what being on one means: the key `listing` of their datapackage.

A table with this key is screened; nothing else in the code names it. Lists whose entries follow rules of their own
(the UFLPA Entity List, CBP's orders) say only whose they are, `{"law": "uflpa"}`, and are read by `entities.py`. Any
other list says all of `KEYS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from supplychain_risk.domain import Channel, DueDiligence
from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.reference.store import Reference

LAWS = ("uflpa", "cbp")
"""Laws whose lists are read in a way of their own; the ids of their rooms in `laws/`."""
PAGES: Mapping[str, str] = {
    "uflpa": "https://www.dhs.gov/uflpa-entity-list",
    "cbp": "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings",
}
"""Law → the authority's page with the newest edition of its list."""
LEVELS: Mapping[Channel, frozenset[DueDiligence]] = {
    Channel.LEGAL: frozenset({DueDiligence.HOLD, DueDiligence.REVIEW}),
    Channel.INDICATOR: frozenset({DueDiligence.REVIEW, DueDiligence.ENHANCED}),
}
"""What a list may call for: only a fact of law stops goods."""
KEYS: Mapping[str, str] = {
    "title": "what findings call the list, e.g. UFLPA Entity List",
    "channel": "legal or indicator",
    "calls_for": "what a confirmed match calls for: hold or review of a legal list, review or enhanced of another",
    "instrument": "the law or publication that makes the list, with its citation",
    "jurisdiction": "whose law or list it is, e.g. US or EU",
    "entry": "an entry in words, with {list}: an entity on the {list}",
    "consequence": "what a confirmed match means, a sentence; may be empty",
    "families": "true if companies that share the name of an entry are told, false if an entry is about itself alone",
}
"""Key of `listing` → what to write."""


@dataclass(frozen=True, slots=True)
class ListMeaning:
    """What being on a list means, as its datapackage says."""

    title: str
    channel: Channel
    calls_for: DueDiligence
    instrument: str
    jurisdiction: str
    entry: str
    consequence: str
    families: bool


@dataclass(frozen=True, slots=True)
class EntityList:
    """A bundled table of entities: whose law reads it, or else what being on it means."""

    table: str
    law: str
    meaning: ListMeaning | None


def entity_lists(reference: Reference) -> tuple[EntityList, ...]:
    """The tables that are lists of entities: those of the laws first, then the others by name.

    Raises:
        ReferenceDataError: a table does not say what being on it means; the message says what to write.
    """
    found = []
    for name in reference.names():
        about = reference.about(name)
        if "listing" not in about:
            continue
        for message, hint in faults(about):
            raise ReferenceDataError(message, where=str(reference.folder / name / "datapackage.json"), hint=hint)
        found.append(EntityList(name, str(about["listing"].get("law", "")), meaning_in(about)))
    return tuple(sorted(found, key=lambda one: (LAWS.index(one.law) if one.law else len(LAWS), one.table)))


def list_of(reference: Reference, law: str) -> str:
    """The name of the table that holds the list of a law; "" where there is none."""
    return next((one.table for one in reference.once(entity_lists) if one.law == law), "")


def renewal(about: Mapping[str, Any]) -> str:
    """How a newer edition of a list is brought in, with one command; "" for a table that is none or has no way in."""
    law = about.get("listing", {}).get("law") or about.get("list_kind", "")
    if law in PAGES:
        return f"save {PAGES[law]} in a browser, then: supplychain-risk reference import PAGE --as {law}"
    if "list_kind" in about:
        page = about.get("sources", [{}])[0].get("path", "")
        where = f"save {page}" if page else "get the newest file from its publisher"
        return f"{where}, then: supplychain-risk reference import FILE --as {law} --name {about['name']}"
    return ""


def meaning_in(about: Mapping[str, Any]) -> ListMeaning | None:
    """What being on the list means by a descriptor without faults; None of a table that is no such list."""
    listing = about.get("listing", {"law": ""})
    if "law" in listing:
        return None
    stated = {key: listing[key] for key in KEYS}
    stated |= {"channel": Channel(stated["channel"]), "calls_for": DueDiligence(stated["calls_for"])}
    return ListMeaning(**stated)


def faults(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the key `listing` of a descriptor, and what to write; nothing where there is no such key."""
    if "listing" not in about:
        columns = {field.get("name") for field in about["resources"][0].get("schema", {}).get("fields", ())}
        if {"name", "listed_from"} <= columns and "list_kind" not in about:
            yield "the table looks like a list of entities and states no listing, so nothing is screened", _TO_WRITE
        return
    listing = about["listing"]
    if not isinstance(listing, Mapping):
        yield "listing is no object", _TO_WRITE
        return
    if "law" in listing:
        if listing["law"] not in LAWS or len(listing) > 1:
            yield f"listing.law is '{listing['law']}'", f"Write one of {', '.join(LAWS)} and nothing else. {_TO_WRITE}"
        return
    lacking = [key for key in KEYS if key not in listing]
    if lacking:
        told = "; ".join(f"{key}: {KEYS[key]}" for key in lacking)
        yield f"listing lacks {', '.join(lacking)}", f"Write {told}."
    for key in listing:
        if key not in KEYS:
            yield f"listing.{key} is no key of a list", _TO_WRITE
    for key in KEYS:
        kind = bool if key == "families" else str
        if key in listing and (not isinstance(listing[key], kind) or (listing[key] == "" and key != "consequence")):
            yield f"listing.{key} is {listing[key]!r}", f"Write {KEYS[key]}."
    if lacking:
        return
    levels = LEVELS.get(listing["channel"], frozenset())
    if not levels:
        yield f"listing.channel is '{listing['channel']}'", f"Write {KEYS['channel']}."
    elif listing["calls_for"] not in levels:
        yield f"listing.calls_for is '{listing['calls_for']}'", f"Write {KEYS['calls_for']}."


_TO_WRITE = f"Write the key listing, in tools/tables/NAME.toml as a section [listing], with {', '.join(KEYS)}."
