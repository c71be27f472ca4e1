"""What kind of file a list is, and reading it: web page, workbook, text table or FollowTheMoney JSON lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from supplychain_risk.domain import Method
from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.files import content_of, opened
from supplychain_risk.intake import limits
from supplychain_risk.intake.encodings import decode
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.sniff import sniff
from supplychain_risk.intake.textfile import read_text, unpack_gzip
from supplychain_risk.intake.workbook import read_workbook
from supplychain_risk.lists.entry import iso_day
from supplychain_risk.lists.ftm import is_document, is_ftm, read_document, read_ftm
from supplychain_risk.lists.html_tables import looks_like_page, read_page
from supplychain_risk.lists.ruled import read_notice
from supplychain_risk.lists.tables import HEADINGS, Options, Reading, read_tables
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.resolve.country import CountryResolver

_HEAD = 65_536
_UPDATED = re.compile(
    r"(?:last\s+(?:updated|modified|published)|as\s+of)\s*:?\s*([A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_OPENSANCTIONS = {"id", "schema", "name", "aliases", "countries", "identifiers", "first_seen", "last_seen"}


@dataclass(frozen=True, slots=True)
class Source:
    """A list file as it was read."""

    name: str
    format: str
    """html, xlsx, csv, …, `opensanctions` for its simple CSV, `ftm` for JSON, `federal-register` for its text."""
    sha256: str
    reading: Reading
    day: str = ""
    """The day whose state the file itself shows, ISO, if it says so; and how it says so."""
    day_from: str = ""
    address: str = ""
    """Web address a saved page names as its own."""
    title: str = ""
    licence: str = ""
    """The terms that the file itself states, with where it does so; empty where it states none."""


def read_source(
    path: Path, options: Options, vocabulary: Vocabulary, words: RowWords, countries: CountryResolver
) -> Source:
    """Read a list file, whatever it is called.

    Raises:
        MissingFile: it does not exist or cannot be opened.
        UnreadableFile: it is damaged, encrypted, too large, or nothing we read.
        InputError: no table in it has a column of names.
    """
    try:
        with opened(path) as file:
            head = file.read(_HEAD)
            if is_ftm(head):
                file.seek(0)
                digest = hashlib.sha256()
                reading = read_ftm(_hashed(file, digest), path.name, options, path.stat().st_size)
                return _dated(Source(path.name, "ftm", digest.hexdigest(), reading), path)
        content = content_of(path, limits.most("file_bytes"))
    except OSError as error:
        what = error.strerror or str(error)
        raise MissingFile(f"the list cannot be opened ({what})", where=str(path), hint="Check the path.") from error
    digest_of = hashlib.sha256(content).hexdigest()
    if content.startswith(b"\x1f\x8b"):
        content = unpack_gzip(content, path.name)
    content = _web_archive(content)
    if is_ftm(content[:_HEAD]):
        reading = read_ftm(content.splitlines(), path.name, options, len(content))
        return _dated(Source(path.name, "ftm", digest_of, reading), path)
    if is_document(content[:_HEAD]):
        reading = read_document(content, path.name, options)
        return _dated(Source(path.name, "ftm", digest_of, reading), path)
    if looks_like_page(content):
        return _page(content, path, digest_of, options, vocabulary, words, countries)
    form = sniff(content, path.name)
    if form == "text" and b"Federal Register" in content[:_HEAD]:
        text = decode(content, path.name, path.stem, lambda text: key(text) in HEADINGS)[0]
        if notice := read_notice(text, path.name):
            reading = read_tables(notice.grids, vocabulary, words, options)
            how = "the issue of the Federal Register"
            return _dated(Source(path.name, "federal-register", digest_of, reading, notice.day, how), path)
    if form == "text":
        grid, _, form, problems = read_text(content, path.name, path.stem, lambda text: key(text) in HEADINGS)
        grids: tuple[Grid, ...] = (grid,)
        if {cell.strip().lower() for cell in (grid.rows[0] if grid.rows else ())} >= _OPENSANCTIONS:
            form = "opensanctions"
    else:
        grids, problems = read_workbook(content, form, path.name)
    reading = read_tables(grids, vocabulary, words, options)
    reading.problems[:0] = problems
    day, how = _last_seen(grids[0]) if form == "opensanctions" else ("", "")
    return _dated(Source(path.name, form, digest_of, reading, day, how), path)


def _web_archive(content: bytes) -> bytes:
    """The page inside a web page saved as one file (.mhtml); any other content as it is."""
    head = content[:_MHTML_HEAD].lower()
    if b"mime-version:" not in head or b"multipart/related" not in head:
        return content
    from email import message_from_bytes

    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else content
    return content


_MHTML_HEAD = 4_096


def _hashed(file: BinaryIO, digest: hashlib._Hash) -> Iterator[bytes]:
    for line in file:
        digest.update(line)
        yield line


def _page(
    content: bytes,
    path: Path,
    sha256: str,
    options: Options,
    vocabulary: Vocabulary,
    words: RowWords,
    countries: CountryResolver,
) -> Source:
    markup = decode(content, path.name, path.stem, lambda text: key(text) in HEADINGS)[0]
    page = read_page(markup, path.name)
    if not page.tables:
        raise InputError(
            "this web page has no table",
            where=path.name,
            hint="Save the page in the browser once the table shows, or copy the table to a spreadsheet.",
        )
    grids = [Grid(path.name, f"table {n}", table.rows) for n, table in enumerate(page.tables, start=1)]
    places: dict[str, str] = {}
    for grid, table in zip(grids, page.tables, strict=True):
        if countries.resolve(table.heading, codes=False).method in (Method.EXACT, Method.ALIAS):
            places[grid.name] = table.heading
    reading = read_tables(grids, vocabulary, words, options, places)
    found = _UPDATED.search(page.text)
    day = (iso_day(found[1], american=True) or "") if found else ""
    how = f"the page says '{found[0]}'" if found else ""
    return _dated(Source(path.name, "html", sha256, reading, day, how, page.address, page.title, page.licence), path)


def _last_seen(grid: Grid) -> tuple[str, str]:
    column = next(n for n, cell in enumerate(grid.rows[0]) if cell.strip().lower() == "last_seen")
    days = (iso_day(row[column], american=False) for row in grid.rows[1:] if column < len(row))
    newest = max((day for day in days if day), default="")
    return newest, "the newest last_seen" if newest else ""


def _dated(source: Source, path: Path) -> Source:
    """The source with the day it shows: as it says itself, else as its file name does; not before its newest entry."""
    day, how = source.day, source.day_from
    if source.reading.newest > day:
        day, how = source.reading.newest, "the newest day an entity was seen"
    if not day and (found := _DAY_IN_NAME.search(path.stem)):
        written = iso_day("-".join(found.groups()), american=False)
        if written:
            day, how = written, "the day in the file name"
    newest = max((entry.listed_from for entry in source.reading.entries), default="")
    if day and newest > day:
        day, how = newest, "the newest day of an entry"
    return replace(source, day=day, day_from=how)
