"""A header of two lines told by its shape: the second line fills in what the first leaves open below its groups.

"Supplier | Country | Materials supplied | | " over " | | Cotton | Silk | Wool": the second line says nothing below the
headings that stand alone, so it is no row of the list, whatever its words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.layout import Header, merge_lines
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import one_line, parse_amount, tidy
from supplychain_risk.resolve.text import is_placeholder

_FEWEST = 2
"""Headings under one group that make a second line."""


def with_second_line(grid: Grid, header: Header, senses: Senses) -> Header:
    """The header with the line below it, if that is its second line; else as it is.

    `lower` then holds the texts of that line alone.
    """
    number = header.row + 1
    if header.lines > 1:
        return replace(header, lower=_texts(grid, header.row, len(header.headings)))
    if header.row < 0 or number + 1 >= len(grid.rows):
        return header
    width = max(len(header.headings), len(grid.rows[number]))
    above = [*header.headings, *([""] * (width - len(header.headings)))]
    below = _texts(grid, number, width)
    groups = _groups(grid, header.row, above, below)
    if groups is None or any(map(senses.company, below)):
        return header
    headings = [
        above[c] if above[c] == below[c] else merge_lines(groups.get(c, above[c]), below[c]) for c in range(width)
    ]
    reason = f"{header.reason}; the row below names what stands under '{one_line(next(iter(groups.values())))}'"
    return replace(header, row=number, lines=2, headings=tuple(headings), lower=below, reason=reason)


def _texts(grid: Grid, row: int, width: int) -> tuple[str, ...]:
    texts = [tidy(text) for text in grid.rows[row][:width]]
    return (*texts, *([""] * (width - len(texts))))


def _groups(grid: Grid, row: int, above: Sequence[str], below: Sequence[str]) -> dict[int, str] | None:
    """Column → the heading of its group, for the columns that the second line fills; None where it is no such line."""
    found: dict[int, str] = {}
    group = ""
    for column, (over, own) in enumerate(zip(above, below, strict=True)):
        if over:
            group = over
        if not own or (over == own and (row + 1, column) in grid.merged):
            group = "" if over else group  # a heading that stands alone, merged over both lines or not
            continue
        if not group or not _may_head(own):
            return None
        found[column] = group
    widest = max((sum(text == other for other in found.values()) for text in found.values()), default=0)
    alone = [c for c, text in enumerate(above) if text and c not in found]
    return found if widest >= _FEWEST and alone else None


def _may_head(text: str) -> bool:
    return len(text) <= 60 and any(map(str.isalpha, text)) and parse_amount(text) is None and not is_placeholder(text)
