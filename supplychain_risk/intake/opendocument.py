"""What calamine does not tell of OpenDocument sheets: merged ranges, and values repeated over a whole sheet."""

from __future__ import annotations

import html
import re

from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits

Ranges = tuple[tuple[int, int, int, int], ...]
"""Merged ranges as (first row, first column, last row, last column), 0-based."""

_TAG = re.compile(rb"<table:(covered-table-cell|table-cell|table-row|table)(?=[ \t\r\n/>])((?:[^>\"]|\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(rb'table:(name|number-(?:rows|columns)-(?:repeated|spanned))="([^"]*)"')


def refuse_repeated(text: bytes, file: str) -> None:
    """Refuse a value that is repeated over a whole sheet. Trailing empty cells are repeated too, but hold no value.

    Raises:
        UnreadableFile: a cell with a value is repeated more often than any table is wide.
    """
    for kind, tag in _TAG.findall(text):
        if kind != b"table-cell" or b"office:value" not in tag or tag.endswith(b"/"):
            continue
        count = _number(dict(_ATTRIBUTE.findall(tag)).get(b"number-columns-repeated"))
        if count > limits.MAX_COLUMNS_READ * 4:
            raise UnreadableFile(
                f"a cell is repeated {count:,} times",
                where=file,
                hint="Delete the columns beyond the table and save it anew.",
            )


def merged_ranges(text: bytes) -> dict[str, Ranges]:
    """Merged ranges by name of the sheet, from the `content.xml` of a document."""
    if b"-spanned=" not in text:
        return {}
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    sheet, row, column, rows = "", 0, 0, 0
    for kind, tag in _TAG.findall(text):
        told = dict(_ATTRIBUTE.findall(tag))
        if kind == b"table":
            sheet, row, column, rows = html.unescape(told.get(b"name", b"").decode("utf-8", "replace")), 0, 0, 0
        elif kind == b"table-row":
            row, column = row + rows, 0
            rows = _number(told.get(b"number-rows-repeated"))
        else:
            down, right = _number(told.get(b"number-rows-spanned")), _number(told.get(b"number-columns-spanned"))
            if kind == b"table-cell" and (down > 1 or right > 1):
                found.setdefault(sheet, []).append((row, column, row + down - 1, column + right - 1))
            column += _number(told.get(b"number-columns-repeated"))
    return {name: tuple(ranges) for name, ranges in found.items()}


def _number(text: bytes | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 else 1
