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
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.values import clean
from supplychain_risk.lists.asides import aside
from supplychain_risk.lists.entry import Entry, Period, Progress, iso_day, last_period, problem, unwatched
from supplychain_risk.lists.identifiers import SCHEMES, identifier
from supplychain_risk.lists.names import listed_name
from supplychain_risk.resolve.text import is_placeholder, key

REGISTER_DAY = "inclusao no cadastro de empregadores"
"""Heading by which Brazil's register of employers is known: days of inclusion, as periods, the day before the month."""
HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "name of entity", "entity name", "entity", "entities", "listed entity", "name", "names", "company",
            "company name", "organization", "organisation", "organization name", "organisation name", "party name",
            "full name", "manufacturer", "manufacturers", "manufacturer entity", "name english", "english name",
            "实体名称", "企业名称", "公司名称", "名称", "empregador", "nome do empregador", "razao social",
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
    **dict.fromkeys(("country", "countries", "country of entity", "jurisdiction", "国家", "pais"), "countries"),
    **dict.fromkeys(("address", "addresses", "full address", "location", "地址", "estabelecimento"), "addresses"),
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
         "program ids", "sanctions", "list", "source list", "industry", "comments", "dataset", "cnae",
         "ano da acao fiscal", "trabalhadores envolvidos", "decisao administrativa de procedencia"),
        "note",
    ),
    **dict.fromkeys((REGISTER_DAY, "inclusao no cadastro"), "periods"),
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
_LONGEST_HEADING = 80
_SEPARATORS = re.compile(r"\s*[;|\n]\s*")
_URL = re.compile(r"https?://\S+")
PERSONS = frozenset({"person", "individual", "natural person"})
PERSONS_NUMBER = re.compile(r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}")
"""A CPF, the number of a natural person in Brazil's register; companies have a CNPJ of 14 digits."""
MARK = re.compile(r"\s*\(\*\d+\)\s*$")
"""Mark of a note at the end of a name, as Brazil's register sets it."""
ASIDES = {
    "total": ("list-row-is-a-total", "this is a total or a count, and no entity"),
    "note": ("list-row-is-a-note", "this reads like a note or a footer, and no entity"),
}
ASIDE_HINT = "If it is an entity, fill in its country, day or number, and import again."
READING = "Reading the list"
_EVERY = 1_000
"""Rows between two reports of progress."""
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

    @property
    def is_register(self) -> bool:
        """Whether this has the layout of Brazil's register of employers."""
        return any(key(text) == REGISTER_DAY for text in self.headings)

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
    progress: Progress = unwatched


def read_tables(
    grids: Sequence[Grid],
    vocabulary: Vocabulary,
    words: RowWords,
    options: Options,
    countries: Mapping[str, str] | None = None,
) -> Reading:
    """The entries of every sheet or table that has a column of names. A sheet without one is told, with its rows.

    Args:
        grids: the sheets.
        vocabulary: the headings of suppliers' sheets, for columns a list has in common with them.
        words: the words for totals.
        options: how to read.
        countries: sheet → country that goes for all rows of it (a heading above the table).

    Raises:
        InputError: no sheet has a column of names.
    """
    reading = Reading()
    headers = [_header(grid, vocabulary, options.name_column) for grid in grids]
    total = sum(len(grid.rows) for grid in grids)
    done = 0
    for grid, header in zip(grids, headers, strict=True):
        if header is None:
            _tell_unread(grid, reading)
        else:
            table = _Table(grid, vocabulary, words, options, reading, (countries or {}).get(grid.name, ""))
            table.begin(*header)
            for number in range(header[0] + 1, len(grid.rows)):
                if number % _EVERY == 0:
                    options.progress(READING, done + number, total)
                table.read_row(number)
        done += len(grid.rows)
        options.progress(READING, done, total)
    if not any(headers):
        seen = [cell for grid in grids for row in grid.rows[:3] for cell in row if cell.strip()]
        shown = ", ".join(f"'{clean(text)[:40]}'" for text in seen[:12]) or "none"
        raise InputError(
            "no column of names was found",
            where=grids[0].file if grids else "",
            hint=f"Headings seen: {shown}. Name the column with --name-column, or call it 'name'.",
        )
    return reading


def _header(grid: Grid, vocabulary: Vocabulary, name_column: str) -> tuple[int, dict[str, list[int]]] | None:
    """(row, field → columns) of the first row of headings that names the names and more, else of the first with them.

    Rows of headings below it begin a table anew.
    """
    best: tuple[int, dict[str, list[int]]] | None = None
    for number, row in enumerate(grid.rows[:_LOOKED_AT]):
        columns = _columns_of(row, vocabulary, name_column)
        if "name" in columns and len(columns) > 1:
            return number, columns
        if "name" in columns and best is None:
            best = number, columns
    return best


def _columns_of(row: Sequence[str], vocabulary: Vocabulary, name_column: str) -> dict[str, list[int]]:
    """Field → columns of a row of headings; of several columns of names the first counts."""
    columns: dict[str, list[int]] = {}
    for column, text in enumerate(row):
        if meaning := _meaning(text, vocabulary, name_column):
            columns.setdefault(meaning, []).append(column)
    return {**columns, "name": columns["name"][:1]} if "name" in columns else columns


def _meaning(text: str, vocabulary: Vocabulary, name_column: str) -> str:
    mark = key(clean(text)) if len(text) <= _LONGEST_HEADING else ""
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


def _tell_unread(grid: Grid, reading: Reading) -> None:
    """A sheet or table without a column of names, once for all its rows."""
    rows = [number for number, row in enumerate(grid.rows) if any(cell.strip() for cell in row)]
    if not rows:
        return
    shown = next(cell for cell in grid.rows[rows[0]] if cell.strip())
    hint = "If entities stand there, name the column with --name-column, or call it 'name'."
    message = f"this table has no column of names; none of its rows is read ({len(rows)})"
    told = problem(grid.cell(rows[0], 0), "list-table-without-names", clean(shown), message, hint)
    reading.problems.append(told.changed(cells=len(rows)))


class _Table:
    """One table while its rows are read."""

    def __init__(
        self, grid: Grid, vocabulary: Vocabulary, words: RowWords, options: Options, reading: Reading, country: str
    ) -> None:
        self._grid = grid
        self._vocabulary = vocabulary
        self._words = words
        self._options = options
        self._reading = reading
        self._country = country
        self._columns: Mapping[str, list[int]] = {}
        self._of_register = False
        self._filled = False
        self._heading_texts: list[str] = []

    def begin(self, number: int, columns: dict[str, list[int]]) -> None:
        """Take the headings of a row for the rows below it."""
        self._columns = columns
        row = self._grid.rows[number]
        used = tuple(row[c] for fields in columns.values() for c in fields)
        self._reading.headings = tuple(dict.fromkeys((*self._reading.headings, *used)))
        self._of_register = any(key(text) == REGISTER_DAY for text in used)
        self._filled = sum(bool(cell.strip()) for cell in row) > 1
        self._heading_texts = [clean(cell) for cell in row]

    def read_row(self, number: int) -> None:
        """An entry, a problem, or counted as left out; a blank row is none of them."""
        row = self._grid.rows[number]
        if not any(cell.strip() for cell in row):
            return
        at = self._columns["name"][0]
        name = row[at] if at < len(row) else ""
        self._reading.rows += 1
        if again := self._headings_again(number, row, name):
            self._reading.leave_out("headings that are repeated within a table")
            self.begin(number, again)
            return
        if what := aside(row, name, self._words, filled=self._filled):
            first = next(c for c, cell in enumerate(row) if cell.strip())
            code, message = ASIDES[what]
            told = problem(self._grid.cell(number, first), code, clean(row[first]), message, ASIDE_HINT)
            self._reading.problems.append(told)
            return
        self._read_entry(number, row)

    def _headings_again(self, number: int, row: Sequence[str], name: str) -> dict[str, list[int]]:
        """The columns of a row that is a row of headings once more, as on the next page of a printed list."""
        filled = [cell for cell in row if cell.strip()]
        if not any(key(text) in HEADINGS for text in {name, filled[0]} if text and len(text) <= _LONGEST_HEADING):
            return {}
        known = [cell for cell in filled if _meaning(cell, self._vocabulary, self._options.name_column)]
        if len(known) * 2 <= len(filled) or (len(filled) == 1 and self._filled):
            return {}
        columns = _columns_of(row, self._vocabulary, self._options.name_column)
        return columns if "name" in columns else {}

    def _read_entry(self, number: int, row: Sequence[str]) -> None:
        grid, columns, options, reading = self._grid, self._columns, self._options, self._reading
        where = grid.cell(number, columns["name"][0])

        def stated(name: str) -> list[str]:
            found = (clean(row[c]) for c in columns.get(name, ()) if c < len(row))
            return [text for text in found if text]

        def texts(name: str) -> list[str]:
            return [text for text in stated(name) if not is_placeholder(text)]

        def first(name: str) -> str:
            return next(iter(texts(name)), "")

        kind_of = key(first("type"))
        of_person = self._of_register and any(PERSONS_NUMBER.fullmatch(text) for text in texts("scheme:vat"))
        if (kind_of in PERSONS or of_person) and not options.persons:
            reading.leave_out("rows about persons")
            return
        if kind_of in NOT_COMPANIES:
            reading.leave_out("rows about things that are no company")
            return
        name = first("name") or first("name_zh")
        if not any(c.isalnum() for c in name):
            hint = "Fill in the name, or delete the row."
            reading.problems.append(problem(where, "list-row-without-name", name, "the row has no name", hint))
            return
        mark = MARK.search(name) if self._of_register else None
        taken = listed_name(name[: mark.start()] if mark else name)
        others = [listed_name(part) for text in texts("aliases") for part in values(text)]
        aliases = (*taken.aliases, *(name for other in others for name in (other.name, *other.aliases)))
        is_vessel = kind_of == "vessel"  # names of ships are words that companies bear, too
        short = (taken.name, *aliases) if is_vessel else tuple(name for other in others for name in other.exact)
        default = (self._country or ("Brazil" if self._of_register else ""),)
        days: dict[str, str] = {}
        for field_name in ("listed_from", "date_to"):
            text = first(field_name)
            day = iso_day(text, american=options.american_dates)
            if day is None:
                self._tell_date(number, field_name, text)
            days[field_name] = day or ""
        notes = texts("note")
        if "periods" in columns:
            text = first("periods")
            period = last_period(text) if text else Period("", "")
            if period is None:
                self._tell_date(number, "periods", text)
            else:
                days = {"listed_from": period.start, "date_to": period.end}
            notes = self._as_headed(number, ("note", "periods"))
        if mark:
            notes.append(f"marked {mark[0].strip()} in the list, whose notes say why")
        identifiers = [identifier(part) for text in texts("identifiers") for part in values(text)]
        for column_field in columns:
            scheme = column_field.removeprefix("scheme:") if column_field.startswith("scheme:") else ""
            identifiers += [identifier(part, scheme) for text in texts(column_field) for part in values(text) if scheme]
        url = _URL.match(first("url"))
        reading.entries.append(
            Entry(
                where=where,
                name=taken.name,
                # Brazil's register numbers its rows anew in each edition, so that the number names no entry
                own_id="" if self._of_register else first("own_id"),
                aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != taken.name)),
                name_zh=first("name_zh"),
                countries=tuple(part for text in stated("countries") for part in values(text))
                or tuple(filter(None, default)),
                addresses=tuple(texts("addresses")),
                identifiers=tuple(dict.fromkeys(found for found in identifiers if found)),
                kind=_order_kind(first("kind")) or first("type"),
                merchandise=first("merchandise"),
                status=_status(first("status")),
                listed_from=days["listed_from"],
                date_to=days["date_to"],
                note="; ".join(dict.fromkeys(notes)),
                open_ended=taken.open_ended,
                exact=tuple(dict.fromkeys((*taken.exact, *short))),
                url=url[0] if url else "",
            )
        )

    def _tell_date(self, number: int, field_name: str, text: str) -> None:
        cell = self._grid.cell(number, self._columns[field_name][0])
        hint = "Write it as YYYY-MM-DD and import again; until then the entry counts as listed on every day."
        message = "this is no date, or may be two"
        self._reading.problems.append(problem(cell, "list-date-unclear", text, message, hint, used=True))

    def _as_headed(self, number: int, names: Sequence[str]) -> list[str]:
        """The texts of columns whose values say nothing without their headings, with the headings."""
        row, header = self._grid.rows[number], self._heading_texts
        found = ((header[c], clean(row[c])) for name in names for c in self._columns.get(name, ()) if c < len(row))
        return [f"{heading}: {text}" for heading, text in found if text]


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
