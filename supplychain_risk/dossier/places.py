"""Cells in few words: the sheet that most of them stand in is named once, and neighbors in a row are put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_CELL = re.compile(r"(.*)!([A-Z]{1,3})(\d{1,7})", re.DOTALL)
_SHOWN = 12
"""Places that are shown behind one fact; the report has all."""


def usual_sheet(cells: Iterable[str]) -> str:
    """The sheet in which most cells stand, as `file!sheet`; "" where there is no cell."""
    counts = Counter(found[1] for cell in cells if (found := _CELL.fullmatch(cell)))
    return min(counts, key=lambda sheet: (-counts[sheet], sheet), default="")


def compact(cells: Iterable[str], usual: str) -> str:
    """`A15, G15:H15, J15`: the cells of the usual sheet by their addresses, others and ids of findings in full."""
    rows: dict[tuple[str, int], set[int]] = {}
    rest: list[str] = []
    for cell in cells:
        found = _CELL.fullmatch(cell)
        if found:
            rows.setdefault((found[1], int(found[3])), set()).add(_number(found[2]))
        else:
            rest.append(cell)
    told = list(dict.fromkeys(rest))
    for (sheet, row), columns in rows.items():
        prefix = "" if sheet == usual else f"{sheet}!"
        for first, last in _runs(sorted(columns)):
            end = f":{_letters(last)}{row}" if last > first else ""
            told.append(f"{prefix}{_letters(first)}{row}{end}")
    more = len(told) - _SHOWN
    return ", ".join(told[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
