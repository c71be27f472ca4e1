"""OpenDocument sheets (.ods): how large they are, and what calamine does not tell of them.

Cells and rows that are alike are written once with a number of repetitions, which calamine follows whatever it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice, product

from supplychain_risk.intake.archive import Archive, damaged, refuse_malformed
from supplychain_risk.intake.details import Cell, Details, Scanned
from supplychain_risk.intake.extent import Room

_TAG = re.compile(
    rb"<table:(covered-table-cell|table-cell|table-row|table)(?=[\s/>])((?>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*))(>?)"
)
"""Reads on and never back, and holds no "<": it takes no longer whatever is in the text, and hides no cell."""
_ATTRIBUTE = re.compile(
    rb"\stable:(name|number-(?:rows|columns)-(?:repeated|spanned))\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')"
)
_BLANKS = re.compile(rb"\stext:c\s*+=\s*+[\"'](\d{1,15})")
_ERROR = re.compile(rb"\scalcext:value-type\s*+=\s*+[\"']error[\"']")
_SHOWN = re.compile(rb"\s*+<text:p(?>(?:\s[^<>]*+)?)>([^<]{1,40})<")
_REPEATED = 10_000
"""Cells, at most, that are told of where one cell with an error or without a value is repeated."""
_DIGITS = 15
"""Digits of a number of repetitions that are looked at; with more it is too large in any case."""


def scan_ods(content: bytes, file: str) -> Scanned:
    """Look through the sheets of a document before it is read.

    Raises:
        UnreadableFile: damage, or more cells or text than can be held.
    """
    text = Archive(content, file).read("content.xml")
    refuse_malformed(text, file)  # calamine looks for the end of a table beyond the end of the text, for ever
    room = Room(file)
    room.take_text(sum(int(match[1]) for match in _BLANKS.finditer(text)) if b"text:c" in text else 0)
    sheets: list[_Sheet] = []
    for match in _TAG.finditer(text):
        kind, told, end = match.groups()
        if not end:
            raise damaged("a tag has no end", file)
        attributes = (
            {name: (one or other) for name, one, other in _ATTRIBUTE.findall(told)} if b"table:n" in told else {}
        )
        if sheets:
            room.take_text(sheets[-1].repeated_text(match.start()))
        if kind == b"table":
            sheets.append(_Sheet(html.unescape(attributes.get(b"name", b"").decode("utf-8", "replace"))))
        elif sheets and kind == b"table-row":
            sheets[-1].row(attributes)
        elif sheets:
            sheets[-1].cell(told, attributes, covered=kind != b"table-cell", content=match.end(), text=text)
    for sheet in sheets:
        room.take(sheet.name, sheet.rows, sheet.columns, sheet.cells)
    return Scanned(content, {sheet.name: sheet.details() for sheet in sheets})


class _Sheet:
    """A sheet whose rows and cells are told one after the other."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = self.cells = 0
        self._row = self._column = 0
        self._row_repeated = 0
        self._merged: list[tuple[int, int, int, int]] = []
        self._errors: dict[Cell, str] = {}
        self._uncalculated: list[Cell] = []
        self._content, self._times = 0, 1
        """Where the content of the last cell with a value begins, and how often it is repeated."""

    def row(self, attributes: Mapping[bytes, bytes]) -> None:
        """A row begins."""
        self._row += self._row_repeated
        self._row_repeated = _number(attributes.get(b"number-rows-repeated"))
        self._column = 0

    def cell(self, told: bytes, attributes: Mapping[bytes, bytes], *, covered: bool, content: int, text: bytes) -> None:
        """A cell follows in the row; its content begins at a place in the text."""
        repeated = _number(attributes.get(b"number-columns-repeated"))
        has_value, has_formula = b"office:" in told, b"table:formula" in told
        if has_value or has_formula:
            self.rows = self._row + self._row_repeated
            self.columns = max(self.columns, self._column + repeated)
            self.cells += 1
            self._content, self._times = content, repeated * self._row_repeated
        if has_formula and not has_value:
            self._uncalculated += self._repeated(repeated)
        elif has_value and _ERROR.search(told):
            shown = _SHOWN.match(text, content)
            error = shown[1].decode("utf-8", "replace") if shown else "#VALUE!"
            self._errors |= dict.fromkeys(self._repeated(repeated), error)
        down, right = (
            _number(attributes.get(b"number-rows-spanned")),
            _number(attributes.get(b"number-columns-spanned")),
        )
        if not covered and (down > 1 or right > 1):
            self._merged.append((self._row, self._column, self._row + down - 1, self._column + right - 1))
        self._column += repeated

    def repeated_text(self, end: int) -> int:
        """Bytes of text that repetitions of the last cell add; its content ends here."""
        added = (self._times - 1) * (end - self._content)
        self._times = 1
        return added

    def _repeated(self, times: int) -> Iterator[Cell]:
        """The cell at the present place and its repetitions."""
        rows = range(self._row, self._row + self._row_repeated)
        return islice(product(rows, range(self._column, self._column + times)), _REPEATED)

    def details(self) -> Details:
        """What calamine does not tell of the sheet."""
        return Details(self._errors, tuple(self._uncalculated), tuple(self._merged))


def _number(digits: bytes | None) -> int:
    """A number of repetitions, at least one; calamine keeps the cells of a row that is repeated no times, too."""
    return max(int(digits[:_DIGITS]), 1) if digits and digits.isdigit() else 1
