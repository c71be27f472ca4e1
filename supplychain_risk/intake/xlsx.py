"""Workbooks of Excel since 2007 (.xlsx, .xlsm): how large their sheets are, and what calamine does not tell of them.

calamine reads on where an XML reader would give up, so this looks at tags and not at well-formed text. Each expression
reads on from where it began and never back, and no tag that it accepts holds a "<": the time is in proportion to the
text, whatever is in it, and no cell can be hidden inside another tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake import limits
from supplychain_risk.intake.archive import Archive, damaged, elements, related
from supplychain_risk.intake.details import Cell, Details, Scanned
from supplychain_risk.intake.extent import MAX_COLUMNS, MAX_ROWS, Room, column_number
from supplychain_risk.intake.grid import column_letters
from supplychain_risk.intake.xlsxoutline import grouped_rows, has_style, indent_of, indenting_styles
from supplychain_risk.intake.xlsxplaces import with_places
from supplychain_risk.intake.xlsxtexts import Texts

_OPEN, _CLOSE = rb"<(?>(?:[^\s<>:/]*+:)?)", rb"</(?>(?:[^\s<>:/]*+:)?)"
_REST = rb"((?>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*))"
_CLOSED, _OPENED = rb"(?>(?:\s[^<>]*+)?)(?<=/)>", rb"(?>(?:\s[^<>]*+)?)(?<!/)>"
_START = _OPEN + rb"c(?=[\s/>])(?>(?: r=\"([A-Z]{1,3})(\d{1,7})\")?)" + _REST
_FORMULA = rb"\s*+" + _OPEN + rb"f(?:/>|" + _CLOSED + rb"|" + _OPENED + rb"[^<]*+" + _CLOSE + rb"f\s*+>)"
_NO_VALUE = (
    rb"\s*+(?>(?:" + _OPEN + rb"v(?:/>|" + _CLOSED + rb"|" + _OPENED + _CLOSE + rb"v\s*+>))?)\s*+" + _CLOSE + rb"c\s*+>"
)

_PLAIN_CELL = (
    rb'<c r="([A-Z]{1,3}+)\1"(?>(?: [st]="[^"<>]*+")*)>(?>(?:<f>[^<]*+</f>)?)'
    rb"(?>(?:<v>[^<]*+</v>|<is><t[^<>]*+>[^<]*+</t></is>)?)</c>"
)
_PLAIN_ROW = re.compile(rb'<row r="(\d{1,7}+)"[^<>]*+(?:(?<=/)>|(?<!/)>(?>(?:' + _PLAIN_CELL + rb")*)</row>)")
"""A row as programs write it, each cell with its place in front, in this row, and not empty; its last column."""
_PLAIN_ERROR = re.compile(rb'<c r="[^<>]*? t="e"')
_CELL = re.compile(_START + rb"(>?)")
"""The start of a cell: column and row where they stand as they nearly always do, its other attributes, its end."""
_FORMULA_ALONE = re.compile(_START + rb">" + _FORMULA + _NO_VALUE)
_NOTHING = re.compile(rb"(?>(?:" + _FORMULA + rb")?)" + _NO_VALUE)
_VALUE = re.compile(rb"(?>(?:" + _FORMULA + rb")?)\s*+" + _OPEN + rb"v" + _OPENED + rb"([^<]{1,40})<")
_END = re.compile(_CLOSE + rb"c\s*+>")
_PLACE = re.compile(rb"(?:^|\s)r\s*+=\s*+[\"']([A-Za-z]*+)(\d*+)[^\"']*+[\"']")
_IS_TEXT = re.compile(rb"\st\s*+=\s*+[\"'](?![nsbe]?[\"'])")
"""The type of a cell that may hold a text of no letters, which counts as a value."""
_IS_ERROR = re.compile(rb"\st\s*+=\s*+[\"']e[\"']")
_ROW = re.compile(_OPEN + rb"row(?=[\s/>])" + _REST + rb">")
_COLUMN = re.compile(_OPEN + rb"col(?=[\s/>])" + _REST + rb">")
_DIMENSION = re.compile(_OPEN + rb"dimension(?=[\s/>])" + _REST + rb">")
_RANGE = re.compile(rb"\sref\s*+=\s*+[\"'][A-Za-z]++0*+[1-9]\d*+(?>(?::[A-Za-z]++0*+[1-9]\d*+)?)[\"']")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")

_KEPT = 1000
"""Attributes of cells beside their place that are kept: a style, a type; few sheets have more than a hundred."""
_LONGEST_TAG = 1000
_AT_A_TIME = 200_000
"""Bytes of a sheet that are looked through at a time."""


def scan_xlsx(content: bytes, file: str) -> Scanned:
    """Look through the sheets of a workbook before it is read.

    A few cells so far from all others that no machine holds what lies between are left out, with a problem each.

    Raises:
        UnreadableFile: damage, or more cells or text than can be held.
    """
    archive = Archive(content, file)
    names = sheet_names(archive)
    shared = next((name for name in archive.names if name.casefold().endswith("sharedstrings.xml")), "")
    shared_text = archive.read(shared)
    texts = Texts(shared_text)
    styles = indenting_styles(archive.read("xl/styles.xml"))
    room = Room(file)
    details: dict[str, Details] = {}
    changed: dict[str, bytes] = {}
    if (counted := texts.with_true_count()) is not shared_text:
        changed[shared] = counted
    for member in archive.names:
        text = shared_text if member == shared else archive.read(member)
        if b"sheetData" not in text:  # not told by its name: relations lead to sheets of any name
            continue
        sheet = names.get(member.casefold(), member)
        scan = _Sheet(text, sheet, file)
        room.take_text(texts.characters(scan.text, scan.cells, limits.most("characters") // max(len(names), 1)))
        strays = room.take(sheet, scan.rows, scan.columns, scan.cells, scan.filled, scan.farthest)
        safe = _without_false_dimension(scan.emptied(strays))
        details[sheet] = scan.details(styles)
        if safe is not scan.text:
            changed[member] = safe
    problems = (*room.problems, *_comments(archive, names, file))
    return Scanned(archive.with_changed(changed) if changed else content, details, problems)


def _comments(archive: Archive, names: Mapping[str, str], file: str) -> Iterator[Problem]:
    """A problem per sheet whose cells have comments: they are not read, and may say what no cell does."""
    notes = {name.rsplit("/", 1)[-1].casefold(): name for name in archive.names if _COMMENTS.search(name)}
    if not notes:
        return
    for member, sheet in names.items():
        folder, _, base = member.rpartition("/")
        relations = next((n for n in archive.names if n.casefold() == f"{folder}/_rels/{base}.rels"), "")
        targets = related(elements(archive.read(relations))) if relations else {}
        for target in sorted(targets.values()):
            found = notes.get(target.rsplit("/", 1)[-1].casefold())
            cells = list(dict.fromkeys(_COMMENTED.findall(archive.read(found)))) if found else []
            if cells:
                first = cells[0].decode("ascii")
                yield Problem(
                    where=CellRef(file, sheet, first),
                    code="comments-not-read",
                    value="",
                    message=f"{len(cells)} cell{'s have comments' if len(cells) > 1 else ' has a comment'}, "
                    "and comments are not read",
                    hint="Write in a column of its own what a comment says of a supplier, its goods or their origin.",
                    fate=Fate.VALUE_NOT_USED,
                    cells=len(cells),
                )


_COMMENTS = re.compile(r"(?:^|/)(?:comments?\d*|threadedcomments?\d*)\.xml$", re.IGNORECASE)
_COMMENTED = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment)\s[^>]*?\bref=\"([A-Z]{1,3}\d+)\"")


def sheet_names(archive: Archive) -> dict[str, str]:
    """Path of each worksheet in the archive, in small letters → name of the sheet."""
    targets = related(elements(archive.read("xl/_rels/workbook.xml.rels")))
    named: dict[str, str] = {}
    for element in elements(archive.read("xl/workbook.xml")):
        if element.name == "sheet":
            relation = next((value for key, value in element.attributes.items() if key.endswith(":id")), "")
            named[targets.get(relation, "").casefold()] = element.attributes.get("name", "")
    return named


def _without_false_dimension(text: bytes) -> bytes:
    """A sheet without what it says of its own extent, if that is no range: Excel ignores it, calamine gives up."""
    found = _DIMENSION.search(text, 0, text.find(b"sheetData"))
    if found is None or _RANGE.search(found[1]):
        return text
    start, end = found.span(1)
    return text[:start] + b' ref="A1"' + (b"/" if found[1].endswith(b"/") else b"") + text[end:]


def _beyond(columns: int) -> bytes:
    """A pattern of the letters of all columns beyond some, which no cell of a row in order has behind its last."""
    letters = column_letters(columns - 1)
    beyond = [b"[A-Z]{%d}" % (len(letters) + 1)]
    for at, letter in enumerate(letters):
        if letter != "Z":
            beyond.append(letters[:at].encode() + b"[%c-Z]" % (ord(letter) + 1) + b"[A-Z]" * (len(letters) - at - 1))
    return b"(?:" + b"|".join(beyond) + b")"


class _Found(NamedTuple):
    """A cell that is not closed at once: its place, its other attributes, and where its content begins."""

    cell: Cell
    attributes: bytes
    start: int


class _Sheet:
    """The text of one sheet, looked through."""

    def __init__(self, text: bytes, name: str, file: str) -> None:
        self.text = text
        self._name, self._file = name, file
        self.cells = self.rows = self.columns = 0
        self.farthest = ""
        self._has_errors = False
        if not self._is_plain() and not self._measured():
            self.text = with_places(text, name, file)
            self._measured(placed=True)

    def _is_plain(self) -> bool:
        """Find how far the cells reach, the quick way; False where not all rows are written as programs write them.

        Where a cell lies far out, the other way is gone, too: it tells which one that is.
        """
        text = self.text
        start = done = text.find(b"<row r=")
        if start < 0:
            return False
        widest: set[bytes] = set()
        last = 0
        for row in _PLAIN_ROW.finditer(text, start):
            if row.start() != done:
                break
            done = row.end()
            digits, letters = row.groups()
            if letters is not None:
                widest.add(letters)
                last = max(last, int(digits))
        columns = max((column_number(letters.decode()) for letters in widest), default=1)
        if (
            last * columns > limits.SPARSE_FROM
            or _CELL.search(text, 0, start)
            or _CELL.search(text, done)
            or re.compile(rb'<c r="' + _beyond(columns)).search(text, start, done)
        ):
            return False
        self.cells, self.rows, self.columns = text.count(b'<c r="', start, done), last, columns
        self._has_errors = b' t="e"' in text and _PLAIN_ERROR.search(text, start, done) is not None
        return True

    def _measured(self, *, placed: bool = False) -> bool:
        """Find how far the cells reach; False if some do not say where they stand.

        Once all cells are placed, what still says nothing is no cell but part of a comment.
        """
        row_of: dict[bytes, int] = {}  # of the first cell in a column
        last = cells = row = 0
        last_column, same_row = b"A", b""
        closed: dict[bytes, bool] = {}
        for letters, digits, rest, end in self._tags():
            if not end:
                raise damaged(f"sheet '{self._name}' has a tag without an end", self._file)
            is_closed = closed.get(rest) if letters else None
            if is_closed is None:
                is_closed = rest.endswith(b"/")
                self._has_errors = self._has_errors or _IS_ERROR.search(rest) is not None
                if not letters or _PLACE.search(rest):
                    letters, number = self._place(rest)
                    if not number and placed:
                        continue
                    if not number:
                        return False
                    digits = b"%d" % number
                elif len(closed) < _KEPT:
                    closed[rest] = is_closed
            if is_closed:
                continue
            cells += 1
            if digits != same_row:
                row, same_row = int(digits), digits
                if row > last:
                    last, last_column = row, letters
            if letters not in row_of:
                row_of[letters] = row
        widest = max(row_of, key=lambda letters: (len(letters), letters), default=b"A")
        self.cells, self.rows, self.columns = cells, last, column_number(widest.decode())
        ends = ((last, last_column), (row_of.get(widest, 1), widest))
        self.farthest = " and ".join(dict.fromkeys(f"{letters.decode()}{row}" for row, letters in ends))
        return True

    def _tags(self) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        """The starts of all cells, some thousands at a time: no tag crosses a "<", so the text may be cut there."""
        done, size = 0, len(self.text)
        while done < size:
            end = self.text.find(b"<", done + _AT_A_TIME)
            end = size if end < 0 else end
            yield from _CELL.findall(self.text, done, end)
            done = end

    def _place(self, attributes: bytes) -> tuple[bytes, int]:
        """Column and row of a cell whose tag is written in an unusual way; row 0 if it does not say where it stands."""
        places = _PLACE.findall(attributes)
        if not places:
            return b"A", 0
        letters, digits = places[-1]
        if not letters or not digits:
            return b"A", 1  # calamine refuses such a sheet
        if len(letters) > 3 or len(digits) > 7 or int(digits) > MAX_ROWS:
            raise damaged(f"sheet '{self._name}' has cells outside of any sheet", self._file)
        return letters.upper(), int(digits)

    def _found(self, match: re.Match[bytes]) -> _Found:
        letters, digits, rest = match[1], match[2], match[3]
        if letters is None or _PLACE.search(rest):
            letters, row = self._place(rest)
        else:
            row = int(digits)
        return _Found((row - 1, column_number(letters.decode()) - 1), rest, match.end())

    def filled(self) -> Iterator[Cell]:
        """The places that calamine reserves room for."""
        return (found.cell for found in self._filled())

    def _filled(self) -> Iterator[_Found]:
        for match in _CELL.finditer(self.text):
            if not match[3].endswith(b"/") and (
                _IS_TEXT.search(match[3]) or not _NOTHING.match(self.text, match.end())
            ):
                yield self._found(match)

    def emptied(self, cells: frozenset[Cell]) -> bytes:
        """The text with nothing in some cells; their tags stay."""
        if not cells:
            return self.text
        parts: list[bytes] = []
        done = 0
        for found in self._filled():
            end = _END.search(self.text, found.start) if found.cell in cells else None
            if end:
                parts.append(self.text[done : found.start])
                done = end.start()
        return b"".join((*parts, self.text[done:]))

    def details(self, styles: Mapping[bytes, int]) -> Details:
        """What calamine does not tell of the sheet; `styles`: those that indent a cell's text."""
        hidden = b"hidden" in self.text
        return Details(
            dict(self._errors()) if self._has_errors else {},
            tuple(self._uncalculated()),
            hidden_rows=self._hidden_rows() if hidden else (),
            hidden_columns=self._hidden_columns() if hidden else (),
            indents=dict(self._indents(styles)) if has_style(self.text, styles) else {},
            outline=grouped_rows(self.text),
        )

    def _indents(self, styles: Mapping[bytes, int]) -> Iterator[tuple[Cell, int]]:
        for match in _CELL.finditer(self.text):
            if steps := indent_of(match[3], styles):
                yield self._found(match).cell, steps

    def _errors(self) -> Iterator[tuple[Cell, str]]:
        for match in _IS_ERROR.finditer(self.text):
            start = self.text.rfind(b"<", max(match.start() - _LONGEST_TAG, 0), match.start())
            cell = _CELL.match(self.text, max(start, 0))
            value = _VALUE.match(self.text, cell.end()) if cell else None
            if cell and value:
                yield self._found(cell).cell, value[1].decode("ascii", "replace")

    def _uncalculated(self) -> Iterator[Cell]:
        prefixed = self.text.find(b":sheetData") >= 0
        if b"<f" in self.text or (prefixed and b":f" in self.text):
            for match in _FORMULA_ALONE.finditer(self.text):
                if not _IS_TEXT.search(match[3]):  # a text of no letters is stored as no value
                    yield self._found(match).cell

    def _hidden_rows(self) -> tuple[int, ...]:
        rows: list[int] = []
        for tag in _ROW.finditer(self.text):
            if b"hidden" in tag[1]:
                told = dict(_ATTRIBUTE.findall(tag[1].decode("ascii", "replace")))
                if told.get("hidden") in ("1", "true") and told.get("r", "").isdecimal():
                    rows.append(int(told["r"]) - 1)
        return tuple(rows)

    def _hidden_columns(self) -> tuple[int, ...]:
        columns: set[int] = set()
        read = limits.most("columns")
        for tag in islice(_COLUMN.finditer(self.text), MAX_COLUMNS):
            told = dict(_ATTRIBUTE.findall(tag[1].decode("ascii", "replace")))
            first, last = told.get("min", ""), told.get("max", "")
            if told.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
                columns.update(range(int(first) - 1, min(int(last), read)))
        return tuple(sorted(columns))
