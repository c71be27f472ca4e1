"""Tables drawn with lines of dashes in plain text, as the Federal Register's text edition prints them.

A line of dashes stands above the headings, below them, and below the last row. Cells are parted by two spaces or by a
row of dots; a line that begins with a space goes on with the cell above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from supplychain_risk.intake.grid import Grid
from supplychain_risk.lists.entry import iso_day

_RULE = re.compile(r"\s*[-=_\u2013\u2014\u2500]{20,}\s*$")
_BETWEEN = re.compile(r"\s*\.{3,}\s*|\s{2,}|\t+")
_ISSUE = re.compile(
    r"Federal Register\s*(?:/\s*)?Vol(?:ume|\.)\s*\d+,\s*N(?:umber|o\.)\s*\d+\s*(?:\(|/\s*)\w+day,\s*"
    r"([A-Z][a-z]+\s+\d{1,2},\s*\d{4})"
)
_HEAD = 4_000
_STOP = re.compile(r"(?<=\d{4})\.$|(?<=\))\.$")
"""The full stop that ends a printed cell, where it can be no part of it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The tables of an issue of the Federal Register, and its day (ISO)."""

    grids: tuple[Grid, ...]
    day: str


def read_notice(text: str, file: str) -> Notice | None:
    """The tables of a notice; None for a text that is no issue of the Federal Register or has no such table."""
    issue = _ISSUE.search(text[:_HEAD])
    if issue is None:
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    rules = [number for number, line in enumerate(lines) if _RULE.fullmatch(line)]
    grids = []
    used = -1
    for above, below in pairwise(rules):
        heading = [line for line in lines[above + 1 : below] if line.strip()]
        headings = _BETWEEN.split(heading[-1].strip()) if heading else []
        if above < used or len(headings) < 2 or len(heading) > _MOST_HEADING_LINES:
            continue
        end = next((rule for rule in rules if rule > below), len(lines))
        rows = _rows(lines[below + 1 : end])
        if any(rows):
            # The numbers of rows run on from the line of the headings, so that each can be found in the file.
            padding: list[list[str]] = [[] for _ in range(below - above - 1)]
            grids.append(Grid(file, f"from line {above + 2}", [headings, *padding, *rows]))
            used = end
    return Notice(tuple(grids), iso_day(issue[1], american=True) or "") if grids else None


_MOST_HEADING_LINES = 3


def _rows(lines: list[str]) -> list[list[str]]:
    """A row per line; one that goes on with the row above is joined to it and leaves a blank row."""
    rows: list[list[str]] = []
    last: list[str] | None = None
    for line in lines:
        cells = [cell for cell in _BETWEEN.split(line.strip()) if cell]
        if not cells:
            rows.append([])
        elif line[:1].isspace() and last is not None and len(cells) <= len(last):
            for number, cell in enumerate(cells):
                last[number] = f"{last[number]} {cell}"
            rows.append([])
        else:
            last = cells
            rows.append(last)
    return [[_STOP.sub("", cell) for cell in row] for row in rows]
