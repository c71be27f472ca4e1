"""What the format of an .xlsx sheet says of its order: cells whose text is indented, rows grouped under another."""

from __future__ import annotations

import re
from collections.abc import Mapping

from supplychain_risk.intake.archive import elements

_STYLE = re.compile(rb"\ss\s*+=\s*+[\"'](\d{1,5})[\"']")
_DEEP_ROW = re.compile(rb"<(?>(?:[^\s<>:/]*+:)?)row\s[^<>]*?\soutlineLevel\s*+=\s*+[\"']([1-7])[\"'][^<>]*+>")
_MAY_BE_DEEP = re.compile(rb"\soutlineLevel\s*+=")
_ROW_NUMBER = re.compile(rb"\sr\s*+=\s*+[\"'](\d{1,7})[\"']")
_MOST = 15
"""Steps by which Excel indents a cell at most."""


def indenting_styles(styles: bytes) -> Mapping[bytes, int]:
    """Number of each style of a workbook that indents a cell's text → by how much."""
    found: dict[bytes, int] = {}
    if b"indent" not in styles:
        return found
    number, inside = -1, False
    for element in elements(styles):
        if element.name in ("cellXfs", "cellStyles", "dxfs"):
            inside = element.name == "cellXfs"
        elif inside and element.name == "xf":
            number += 1
        elif inside and element.name == "alignment" and element.attributes.get("indent", "").isdecimal():
            found[b"%d" % number] = min(int(element.attributes["indent"]), _MOST)
    return {style: steps for style, steps in found.items() if steps}


def has_style(text: bytes, styles: Mapping[bytes, int]) -> bool:
    """Whether a sheet may have a cell of one of some styles; quick, so that most sheets are looked through once."""
    return any(b's="%s"' % style in text or b"s='%s'" % style in text for style in styles)


def indent_of(attributes: bytes, styles: Mapping[bytes, int]) -> int:
    """By how much the style of a cell indents its text."""
    told = _STYLE.search(attributes)
    return styles.get(told[1], 0) if told else 0


def grouped_rows(text: bytes) -> Mapping[int, int]:
    """Rows (0-based) that are grouped under another, and how deep."""
    found: dict[int, int] = {}
    if b"outlineLevel" not in text or not _MAY_BE_DEEP.search(text):
        return found
    for tag in _DEEP_ROW.finditer(text):
        number = _ROW_NUMBER.search(tag[0])
        if number and int(number[1]):
            found[int(number[1]) - 1] = int(tag[1])
    return found
