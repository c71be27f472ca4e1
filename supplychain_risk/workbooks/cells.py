"""What a cell holds and how tall it is: the same however a cell is written."""

from __future__ import annotations

from datetime import date
from math import ceil

from supplychain_risk.patterns import pattern
from supplychain_risk.workbooks.text import printable

MAX_UNITS = 32_767
"""UTF-16 units a cell holds (Excel specification)."""
MAX_ROWS = 1_048_576
MAX_LINKS = 65_000
"""Excel allows 65,530 links per sheet; further addresses are written as text."""
MAX_URL = 2_000
LINE = 13.5
"""Height of a line of 10-point text, in points."""
MAX_LINES = 20
"""Taller rows are hard to scroll; the cell holds the rest."""
CUT = " … [cut to what a cell holds; the whole text is in report.json]"

Value = str | float | date | None
"""What a cell holds: text, a number, a day, or nothing."""
FIRST_DAY = date(1900, 3, 1)
"""Excel counts days right from here on: it takes 1900 for a leap year, and knows no day before that year."""


def fitted(text: str) -> str:
    """Text as a cell can hold it: printable, and cut with a note where it is too long."""
    text = printable(text)
    if len(text) * 2 <= MAX_UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= MAX_UNITS * 2:
        return text
    return units[: (MAX_UNITS - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


NARROW = 24.0
"""Columns narrower than this lose so much to wrapping at words that the lines are counted word by word."""


def lines_of(text: str, width: float) -> int:
    """Lines a text takes in a column, generously: wrapping at words wastes some, Han characters take two places."""
    room = max(1.0, width * 1.05)
    if len(text) <= room / 2:
        return 1 + text.count("\n")
    if len(text) <= room and text.isascii() and "\n" not in text:
        return 1
    if room < NARROW:
        return sum(_wrapped(part, room) for part in text.split("\n"))
    return sum(max(1, ceil(_places(part) / room)) for part in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    """Lines of a paragraph broken at blanks; a word that is wider than the column is broken where it ends."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        size = _places(word)
        if used and used + 1 + size <= room:
            used += 1 + size
            continue
        lines += 1 if used else 0
        over = max(0, ceil(size / room) - 1)
        lines, used = lines + over, size - over * room
    return lines


def _places(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


_WIDE = pattern("[\u2e80-\U0010ffff]+")
"""Characters that take two places, as Han does."""
