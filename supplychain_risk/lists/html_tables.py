"""The tables of a saved web page as rows of text, by the standard library's parser.

Of a page only the tables matter, and the standard parser brings no dependency that must be compiled. Scripts, styles
and hidden templates are passed over, nothing is fetched or run, and sizes are bounded: a hostile page costs time, not
memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from supplychain_risk.errors import UnreadableFile

MAX_PAGE = 20_000_000
"""Characters. The page with the UFLPA Entity List has 133,565; a page a hundred times as long is no list."""
_MAX_CELLS = 2_000_000
_MAX_SPAN = 1_000
_SKIPPED = frozenset({"script", "style", "template", "noscript", "svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary", "button", "strong"})
_BREAKS = frozenset({"br", "p", "li", "div", "tr"})
_LONGEST_HEADING = 300


@dataclass
class PageTable:
    """A table: the nearest heading before it, and its rows; a cell over several rows is repeated in each of them."""

    heading: str
    rows: list[list[str]] = field(default_factory=list)
    _below: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Column → rows still to fill with the text of a cell above, and the text."""

    def start_row(self) -> None:
        """Begin a row."""
        self.rows.append([])
        self.fill()

    def fill(self) -> None:
        """Put texts from above into the columns that come next."""
        row = self.rows[-1]
        while len(row) in self._below:
            column = len(row)
            left, text = self._below.pop(column)
            row.append(text)
            if left > 1:
                self._below[column] = (left - 1, text)

    def add(self, text: str, columns: int, rows: int) -> None:
        """Add a cell that spans columns and rows; its text stands in its first column."""
        if not self.rows:
            self.start_row()
        for number in range(columns):
            shown = text if number == 0 else ""
            if rows > 1:
                self._below[len(self.rows[-1])] = (rows - 1, shown)
                self.rows[-1].append(shown)
            else:
                self.rows[-1].append(shown)
        self.fill()


class _Parser(HTMLParser):
    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self.text: list[str] = []
        """Text outside tables, for dates such as "Last Updated"."""
        self.title = ""
        self.canonical = ""
        self.licence = ""
        self._where = where
        self._open: list[PageTable] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._skipping = ""
        self._heading: list[str] | None = None
        self._last_heading = ""
        self._in_title = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link" and dict(attrs).get("rel") == "canonical":
            self.canonical = self.canonical or (dict(attrs).get("href") or "")
        if tag in ("a", "link") and "license" in (dict(attrs).get("rel") or "").lower().split():
            self.licence = self.licence or (dict(attrs).get("href") or "").strip()
        if tag == "title":
            self._in_title = True
        if self._skipping:
            return
        if tag in _SKIPPED:
            self._skipping = tag
        elif tag == "table":
            self._end_cell()
            self._open.append(PageTable(self._last_heading))
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].start_row()
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            given = dict(attrs)
            self._span = (_number(given.get("colspan")), _number(given.get("rowspan")))
            self._cell = []
        elif tag in _HEADINGS and not self._open:
            self._heading = []
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._skipping:
            if tag == self._skipping:
                self._skipping = ""
            return
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in _HEADINGS and self._heading is not None:
            self._last_heading = _squeezed(self._heading)[:_LONGEST_HEADING] or self._last_heading
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif self._skipping:
            return
        elif self._cell is not None:
            self._cell.append(data)
        elif not self._open:
            self.text.append(data)
            if self._heading is not None:
                self._heading.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        columns, rows = self._span
        self._cells += columns * rows
        if self._cells > _MAX_CELLS:
            hint = "Save only the table, as a spreadsheet."
            raise UnreadableFile("the page has more table cells than any list needs", where=self._where, hint=hint)
        if self._open:
            self._open[-1].add(_squeezed(self._cell), columns, rows)
        self._cell = None


def _number(text: str | None) -> int:
    return max(1, min(_MAX_SPAN, int(text))) if text and re.fullmatch(r"\d{1,6}", text) else 1


def _squeezed(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


@dataclass(frozen=True)
class Page:
    """What a saved page holds for us: tables, title, the address it names as its own, and its text."""

    tables: tuple[PageTable, ...]
    title: str
    address: str
    text: str
    licence: str = ""
    """Where the terms of the page stand, if it marks a link as that (rel="license")."""


def read_page(markup: str, where: str) -> Page:
    """The tables of a page, in order, those inside others after those that hold them.

    Raises:
        UnreadableFile: the page is larger than any list.
    """
    if len(markup) > MAX_PAGE:
        hint = "Save only the table, as a spreadsheet."
        raise UnreadableFile(f"the page has {len(markup):,} characters", where=where, hint=hint)
    parser = _Parser(where)
    parser.feed(markup)
    parser.close()
    tables = tuple(table for table in parser.tables if any(any(row) for row in table.rows))
    return Page(
        tables, " ".join(parser.title.split()), parser.canonical, " ".join("".join(parser.text).split()), parser.licence
    )


def looks_like_page(content: bytes) -> bool:
    """Whether a file is a web page, whatever its ending says."""
    head = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(b"<") and any(mark in head for mark in _MARKS)


_MARKS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<div", b"<meta")


def rows_of(page: Page) -> Iterator[tuple[str, str, list[list[str]]]]:
    """(name, heading, rows) of each table; the name is what addresses of cells call it."""
    for number, table in enumerate(page.tables, start=1):
        yield f"table {number}", table.heading, table.rows
