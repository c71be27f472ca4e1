"""FollowTheMoney entities as entries: one JSON object a line, or one document with entities in it.

Lines (`entities.ftm.json` of OpenSanctions and its like) are read one by one: such files have gigabytes. A document is
an array of entities, or an answer as yente gives it, with them under `results` or under `responses`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supplychain_risk.domain import CellRef
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.files import from_json
from supplychain_risk.lists.entry import Entry, iso_day, problem
from supplychain_risk.lists.identifiers import FTM, identifier
from supplychain_risk.lists.names import listed_name
from supplychain_risk.lists.tables import READING, Options, Reading

COMPANIES = frozenset({"LegalEntity", "Organization", "Company", "PublicBody", "Vessel"})
"""Schemas of what may be a supplier."""
_EVERY = 1_000
LONGEST_LINE = 4_000_000
MOST_PROBLEMS = 1_000


def is_ftm(head: bytes) -> bool:
    """Whether the first bytes of a file are those of FollowTheMoney JSON lines."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    return first.startswith(b"{") and b'"schema"' in first and b'"properties"' in first


def is_document(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a JSON document with FollowTheMoney entities."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and b'"schema"' in head and b'"properties"' in head


def read_document(content: bytes, file: str, options: Options) -> Reading:
    """The entries of a document.

    Raises:
        UnreadableFile: it is no JSON, or holds no entities where we look for them.
    """
    hint = "Export it again; a file cut off is no JSON. Expected is a list of entities, or `results` with them."
    try:
        found = _entities_in(from_json(content.removeprefix(b"\xef\xbb\xbf")))
    except ValueError as error:
        raise UnreadableFile("this is no complete JSON document", where=file, hint=hint) from error
    if found is None:
        raise UnreadableFile("no entities were found in this JSON document", where=file, hint=hint)
    reading = Reading(headings=("id", "schema", "properties"))
    for number, given in enumerate(found, start=1):
        if number % _EVERY == 0:
            options.progress(READING, number, len(found))
        text = str(given)[:80].encode("utf-8", "replace")
        _read(_checked(given), text, CellRef(file, "entities", f"A{number}"), options, reading)
    return reading


def _entities_in(found: object) -> list[object] | None:
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        return None
    if "schema" in found and "properties" in found:
        return [found]
    if isinstance(responses := found.get("responses"), dict):
        inside = [_entities_in(response) or [] for response in responses.values()]
        return [entity for entities in inside for entity in entities]
    return next((found[name] for name in _HOLDERS if isinstance(found.get(name), list)), None)


_HOLDERS = ("results", "entities", "data", "items")


def read_ftm(lines: Iterable[bytes], file: str, options: Options, size: int = 0) -> Reading:
    """The entries of the lines. Entities that the file does not mark as targets are related ones, and left out.

    `size`: bytes of the file, for the progress; 0 where it is not known.
    """
    reading = Reading(headings=("id", "schema", "properties"))
    done = 0
    for number, line in enumerate(lines, start=1):
        done += len(line)
        if number % _EVERY == 0:
            options.progress(READING, done, size)
        if not line.strip():
            continue
        _read(_parsed(line), line[:80], CellRef(file, "lines", f"A{number}"), options, reading)
    return reading


def _read(entity: dict[str, Any] | None, text: bytes, where: CellRef, options: Options, reading: Reading) -> None:
    reading.rows += 1
    if entity is None:
        if len(reading.problems) < MOST_PROBLEMS:
            hint = "Download the file again; a line must be one FollowTheMoney entity."
            shown = text.decode("utf-8", "replace")
            reading.problems.append(problem(where, "list-line-unreadable", shown, "this is no entity", hint))
        else:
            reading.leave_out("further lines that are no entity")
        return
    schema = entity["schema"]
    if schema not in COMPANIES and not (options.persons and schema == "Person"):
        reading.leave_out("rows about persons" if schema == "Person" else "rows about things that are no company")
    elif entity.get("target") is False:
        reading.leave_out("entities that are only related to a listed one")
    else:
        _add(entity, where, reading)


def _parsed(line: bytes) -> dict[str, Any] | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        return _checked(from_json(line))
    except ValueError:
        return None


def _checked(found: object) -> dict[str, Any] | None:
    if not isinstance(found, dict) or not isinstance(found.get("properties"), dict):
        return None
    return found if isinstance(found.get("schema"), str) and isinstance(found.get("id"), str) else None


def _add(entity: dict[str, Any], where: CellRef, reading: Reading) -> None:
    properties = entity["properties"]

    def of(*names: str) -> tuple[str, ...]:
        found = (value for name in names for value in _texts(properties.get(name)))
        return tuple(dict.fromkeys(" ".join(value.split()) for value in found if value.strip()))

    names = of("name") or of("alias")
    caption = entity.get("caption")
    first = caption if isinstance(caption, str) and caption in names else next(iter(names), "")
    if not any(c.isalnum() for c in first):
        hint = "Correct the file, or leave the entity out."
        reading.problems.append(problem(where, "list-row-without-name", entity["id"], "the entity has no name", hint))
        return
    others = [n for n in (*names, *of("alias", "previousName", "abbreviation", "weakAlias")) if n != first]
    weak = set(of("weakAlias", "abbreviation"))
    is_vessel = entity["schema"] == "Vessel"  # names of ships are words that companies bear, too
    taken = listed_name(first)
    identifiers = [identifier(value, scheme) for name, scheme in FTM.items() for value in of(name)]
    days = [day for text in (entity.get("first_seen"), *of("createdAt")) if (day := _day(text))]
    seen = [day for name in ("last_seen", "last_change") if (day := _day(entity.get(name)))]
    reading.newest = max([reading.newest, *seen])
    datasets = _texts(entity.get("datasets"))
    urls = [url for url in of("sourceUrl") if url.startswith(("http://", "https://"))]
    reading.entries.append(
        Entry(
            where=where,
            name=taken.name,
            own_id=entity["id"],
            aliases=tuple(dict.fromkeys((*taken.aliases, *(n for n in others if n != taken.name)))),
            countries=of("country", "jurisdiction", "mainCountry"),
            addresses=of("address", "addressEntity"),
            identifiers=tuple(dict.fromkeys(found for found in identifiers if found)),
            kind=entity["schema"],
            listed_from=min(days, default=""),
            note="; ".join((*of("program", "topics"), *datasets)),
            open_ended=taken.open_ended,
            exact=tuple(dict.fromkeys((*taken.exact, *(n for n in (first, *others) if n in weak or is_vessel)))),
            url=urls[0] if urls else "",
        )
    )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value if isinstance(value, list) else [value]
    # an entity inside another, as of an address, is its caption
    return [text for item in items if isinstance(text := item.get("caption") if isinstance(item, dict) else item, str)]


def _day(text: object) -> str | None:
    return iso_day(text, american=False) if isinstance(text, str) else None
