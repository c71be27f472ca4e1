"""Tables as entries: a web page's, a workbook's or a text file's, by the headings of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from supplychain_risk.domain import Problem
from supplychain_risk.errors import InputError
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.values import clean
from supplychain_risk.lists.entry import Entry, iso_day, problem
from supplychain_risk.lists.identifiers import SCHEMES, identifier
from supplychain_risk.lists.names import listed_name
from supplychain_risk.resolve.text import is_placeholder, key

HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "name of entity", "entity name", "entity", "entities", "listed entity", "name", "names", "company",
            "company name", "organization", "organisation", "organization name", "organisation name", "party name",
            "full name", "manufacturer", "manufacturers", "manufacturer entity", "name english", "english name",
            "实体名称", "企业名称", "公司名称", "名称",
        ),
        "name",
    ),
    **dict.fromkeys(
        ("alias", "aliases", "aka", "a k a", "also known as", "other names", "alternative names", "alternate names",
         "alt names", "former names", "formerly known as", "previous names", "weak aliases", "别名"),
        "aliases",
    ),
    **dict.fromkeys(("chinese name", "name chinese", "name zh", "name in chinese", "中文名称", "中文名"), "name_zh"),
    **dict.fromkeys(("id", "uid", "entity id", "entry id", "entity number", "ent num", "reference", "ref"), "own_id"),
    **dict.fromkeys(("country", "countries", "country of entity", "jurisdiction", "国家"), "countries"),
    **dict.fromkeys(("address", "addresses", "full address", "location", "地址"), "addresses"),
    **dict.fromkeys(("identifiers", "identifier", "ids", "id numbers", "id number"), "identifiers"),
    **dict.fromkeys(("schema", "type", "entity type", "sdn type"), "type"),
    **dict.fromkeys(("wro finding", "wro or finding", "action", "action type", "kind"), "kind"),
    **dict.fromkeys(("merchandise", "goods", "product", "products"), "merchandise"),
    **dict.fromkeys(("status",), "status"),
    **dict.fromkeys(
        ("effective date", "date", "date listed", "listed", "listed on", "listing date", "date of listing",
         "designation date", "date of designation", "date added", "start date", "first seen", "issued", "date issued"),
        "listed_from",
    ),
    **dict.fromkeys(("end date", "expiration date", "removed", "date removed", "delisted", "date delisted"), "date_to"),
    **dict.fromkeys(
        ("remarks", "remark", "note", "notes", "status notes", "reason", "reasons", "program", "programs", "programme",
         "program ids", "sanctions", "list", "source list", "industry", "comments", "dataset"),
        "note",
    ),
    **dict.fromkeys(("url", "link", "source url", "source", "web", "source link"), "url"),
}  # fmt: skip
"""`key()` of a heading → what the column holds. Entity lists use words (entity, action) that mean other things in
sheets of suppliers, so this comes before the vocabulary of those."""
_FROM_VOCABULARY = {
    "name": "name",
    "other_name": "aliases",
    "country": "countries",
    "address": "addresses",
    **{scheme: f"scheme:{scheme}" for scheme in ("lei", "uscc", "duns", "vat", "registration", "gln", "os_id", "cid")},
}
_LOOKED_AT = 60
_SEPARATORS = re.compile(r"\s*[;|\n]\s*")
_URL = re.compile(r"https?://\S+")
PERSONS = frozenset({"person", "individual", "natural person"})
NOT_COMPANIES = frozenset({"address", "position", "security", "airplane", "aircraft", "cryptowallet", "passport"})


@dataclass(slots=True)
class Reading:
    """What a file gave: entries in its order, problems, and rows left out on purpose, by reason."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    joined: int = 0
    """Rows that repeat an entry and were joined with it."""
    newest: str = ""
    """Newest day on which an entity was seen on the list, where the format has that."""
    headings: tuple[str, ...] = ()
    """Headings of the columns that were used, as written."""

    def leave_out(self, reason: str) -> None:
        """Count a row that is not wanted."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


@dataclass(frozen=True, slots=True)
class Options:
    """How a table is to be read."""

    american_dates: bool
    """Month before day where a date is given in numbers."""
    persons: bool = False
    """Keep rows about persons."""
    name_column: str = ""
    """Heading of the column with names, where it is not recognized."""


def read_tables(
    grids: Sequence[Grid], vocabulary: Vocabulary, options: Options, countries: Mapping[str, str] | None = None
) -> Reading:
    """The entries of every sheet or table that has a column of names.

    Args:
        grids: the sheets.
        vocabulary: the headings of suppliers' sheets, for columns a list has in common with them.
        options: how to read.
        countries: sheet → country that goes for all rows of it (a heading above the table).

    Raises:
        InputError: no sheet has a column of names.
    """
    reading = Reading()
    found = False
    for grid in grids:
        header = _header(grid, vocabulary, options.name_column)
        if header is None:
            continue
        found = True
        start, columns = header
        used = tuple(grid.rows[start][c] for fields in columns.values() for c in fields)
        reading.headings = tuple(dict.fromkeys((*reading.headings, *used)))
        default = (countries or {}).get(grid.name, "")
        for number in range(start + 1, len(grid.rows)):
            _read_row(grid, number, columns, default, options, reading)
    if not found:
        seen = [cell for grid in grids for row in grid.rows[:3] for cell in row if cell.strip()]
        shown = ", ".join(f"'{clean(text)[:40]}'" for text in seen[:12]) or "none"
        raise InputError(
            "no column of names was found",
            where=grids[0].file if grids else "",
            hint=f"Headings seen: {shown}. Name the column with --name-column, or call it 'name'.",
        )
    return reading


def _header(grid: Grid, vocabulary: Vocabulary, name_column: str) -> tuple[int, dict[str, list[int]]] | None:
    """(row, field → columns) of the row that says most; it must name the names."""
    best: tuple[int, dict[str, list[int]]] | None = None
    for number, row in enumerate(grid.rows[:_LOOKED_AT]):
        columns: dict[str, list[int]] = {}
        for column, text in enumerate(row):
            meaning = _meaning(text, vocabulary, name_column)
            if meaning:
                columns.setdefault(meaning, []).append(column)
        if "name" in columns and (best is None or len(columns) > len(best[1])):
            best = number, {**columns, "name": columns["name"][:1]}
    return best


def _meaning(text: str, vocabulary: Vocabulary, name_column: str) -> str:
    mark = key(clean(text)) if len(text) <= 80 else ""
    if not mark:
        return ""
    if name_column:
        if mark == key(name_column):
            return "name"
        if HEADINGS.get(mark) == "name":
            return "aliases"
    if mark in HEADINGS:
        return HEADINGS[mark]
    if mark in SCHEMES:
        return f"scheme:{SCHEMES[mark]}"
    found = vocabulary.meaning(text)
    meaning = _FROM_VOCABULARY.get(found.field, "") if found and found.weight >= 1 and found.sense != "weak" else ""
    return "" if meaning == "name" and name_column else meaning


def _read_row(
    grid: Grid, number: int, columns: Mapping[str, list[int]], country: str, options: Options, reading: Reading
) -> None:
    row = grid.rows[number]
    where = grid.cell(number, columns["name"][0])

    def stated(name: str) -> list[str]:
        found = (clean(row[c]) for c in columns.get(name, ()) if c < len(row))
        return [text for text in found if text]

    def texts(name: str) -> list[str]:
        return [text for text in stated(name) if not is_placeholder(text)]

    def first(name: str) -> str:
        return next(iter(texts(name)), "")

    if not any(cell.strip() for cell in row):
        return
    reading.rows += 1
    kind_of = key(first("type"))
    if kind_of in PERSONS and not options.persons:
        reading.leave_out("rows about persons")
        return
    if kind_of in NOT_COMPANIES:
        reading.leave_out("rows about things that are no company")
        return
    name = first("name") or first("name_zh")
    if not any(c.isalnum() for c in name):
        reading.problems.append(
            problem(where, "list-row-without-name", name, "the row has no name", "Fill in the name, or delete the row.")
        )
        return
    taken = listed_name(name)
    others = [listed_name(part) for text in texts("aliases") for part in values(text)]
    aliases = (*taken.aliases, *(name for other in others for name in (other.name, *other.aliases)))
    is_vessel = kind_of == "vessel"  # names of ships are words that companies bear, too
    short = (taken.name, *aliases) if is_vessel else tuple(name for other in others for name in other.exact)
    default = (country,) if country else ()
    days: dict[str, str] = {}
    for field_name in ("listed_from", "date_to"):
        text = first(field_name)
        day = iso_day(text, american=options.american_dates)
        if day is None:
            cell = grid.cell(number, columns[field_name][0])
            hint = "Write it as YYYY-MM-DD and import again; until then the entry counts as listed on every day."
            message = "this is no date, or may be two"
            reading.problems.append(problem(cell, "list-date-unclear", text, message, hint, used=True))
        days[field_name] = day or ""
    identifiers = [identifier(part) for text in texts("identifiers") for part in values(text)]
    for column_field in columns:
        scheme = column_field.removeprefix("scheme:") if column_field.startswith("scheme:") else ""
        identifiers += [identifier(part, scheme) for text in texts(column_field) for part in values(text) if scheme]
    url = _URL.match(first("url"))
    reading.entries.append(
        Entry(
            where=where,
            name=taken.name,
            own_id=first("own_id"),
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != taken.name)),
            name_zh=first("name_zh"),
            countries=tuple(part for text in stated("countries") for part in values(text)) or default,
            addresses=tuple(texts("addresses")),
            identifiers=tuple(dict.fromkeys(found for found in identifiers if found)),
            kind=_order_kind(first("kind")) or first("type"),
            merchandise=first("merchandise"),
            status=_status(first("status")),
            listed_from=days["listed_from"],
            date_to=days["date_to"],
            note="; ".join(dict.fromkeys(texts("note"))),
            open_ended=taken.open_ended,
            exact=tuple(dict.fromkeys((*taken.exact, *short))),
            url=url[0] if url else "",
        )
    )


def values(text: str) -> list[str]:
    """The values of a cell, between semicolons, bars or line breaks; a value in quotes may hold a semicolon itself."""
    if '"' in text and ";" in text:
        # OpenSanctions writes such cells as CSV of their own
        parts = next(csv.reader(io.StringIO(text.replace("\n", " ")), delimiter=";"), [])
    else:
        parts = _SEPARATORS.split(text)
    return [part for part in (part.strip() for part in parts) if part]


def _order_kind(text: str) -> str:
    plain = key(text)
    return "Finding" if plain.startswith("finding") else "WRO" if "wro" in plain or "withhold" in plain else ""


def _status(text: str) -> str:
    plain = key(text)
    if "modif" in plain:
        return "modified"
    ended = ("inactive", "revoked", "removed", "delisted", "terminated", "expired", "ended")
    return "inactive" if any(word in plain for word in ended) else "active"
