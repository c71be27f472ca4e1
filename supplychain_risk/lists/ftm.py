"""FollowTheMoney entities, one JSON object a line, as entries (`entities.ftm.json` of OpenSanctions and its like).

Read line by line: such files have gigabytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from supplychain_risk.domain import CellRef
from supplychain_risk.lists.entry import Entry, iso_day, problem
from supplychain_risk.lists.identifiers import FTM, identifier
from supplychain_risk.lists.names import listed_name
from supplychain_risk.lists.tables import Options, Reading

COMPANIES = frozenset({"LegalEntity", "Organization", "Company", "PublicBody", "Vessel"})
"""Schemas of what may be a supplier."""
LONGEST_LINE = 4_000_000
MOST_PROBLEMS = 1_000


def is_ftm(head: bytes) -> bool:
    """Whether the first bytes of a file are those of FollowTheMoney JSON lines."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    return first.startswith(b"{") and b'"schema"' in first and b'"properties"' in first


def read_ftm(lines: Iterable[bytes], file: str, options: Options) -> Reading:
    """The entries of the lines. Entities that the file does not mark as targets are related ones, and left out."""
    reading = Reading(headings=("id", "schema", "properties"))
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        reading.rows += 1
        where = CellRef(file, "lines", f"A{number}")
        entity = _parsed(line)
        if entity is None:
            if len(reading.problems) < MOST_PROBLEMS:
                hint = "Download the file again; a line must be one FollowTheMoney entity."
                text = line[:80].decode("utf-8", "replace")
                reading.problems.append(problem(where, "list-line-unreadable", text, "this is no entity", hint))
            else:
                reading.leave_out("further lines that are no entity")
            continue
        schema = entity["schema"]
        if schema not in COMPANIES and not (options.persons and schema == "Person"):
            what = "rows about persons" if schema == "Person" else "rows about things that are no company"
            reading.leave_out(what)
        elif entity.get("target") is False:
            reading.leave_out("entities that are only related to a listed one")
        else:
            _add(entity, where, reading)
    return reading


def _parsed(line: bytes) -> dict[str, Any] | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
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
            addresses=of("address"),
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
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _day(text: object) -> str | None:
    return iso_day(text, american=False) if isinstance(text, str) else None
