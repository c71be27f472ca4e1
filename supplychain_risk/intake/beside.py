"""Tables side by side: the same headings again, right of a blank column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header, meaning_of

_LOOKED_AT = 2000
"""Rows looked at to call a column blank."""


def tables_beside(grid: Grid, header: Header, end: int, vocabulary: Vocabulary) -> Iterator[tuple[Grid, Header]]:
    """Each table as the sheet with only its columns, and its own header; nothing if there is but one table.

    Two blocks of columns are two tables if a blank column divides them, each names suppliers, and the second repeats
    at least two headings of the first or each
    says where its suppliers are. Tiers side by side are one table: their rows belong together.
    """
    blocks = _blocks(grid, header, end)
    if len(blocks) < 2:
        return
    keys = [{heading_key(header.headings[c]) for c in range(*block) if header.headings[c]} for block in blocks]
    tiers = any(meaning_of(vocabulary, text)[0] is not None for text in header.headings if text)
    named = all(
        any((m := vocabulary.meaning(header.headings[c])) and m.field == "name" for c in range(*block))
        for block in blocks
    )
    alike = all(len(keys[0] & other) >= 2 for other in keys[1:])
    placed = all(any(_is_place(vocabulary, header.headings[c]) for c in range(*block)) for block in blocks)
    if tiers or not named or not (alike or placed):
        return
    for first, last in blocks:
        rows = [
            [text if first <= c < last else "" for c, text in enumerate(row)] if number <= end else list(row)
            for number, row in enumerate(grid.rows)
        ]
        headings = tuple(text if first <= c < last else "" for c, text in enumerate(header.headings))
        yield replace(grid, rows=rows), replace(header, headings=headings)


def _is_place(vocabulary: Vocabulary, heading: str) -> bool:
    meaning = vocabulary.meaning(heading)
    return meaning is not None and meaning.field in ("country", "address", "city", "city-country")


def _blocks(grid: Grid, header: Header, end: int) -> list[tuple[int, int]]:
    """Runs of columns with headings, divided by columns that are blank in heading and rows."""
    blocks: list[tuple[int, int]] = []
    start: int | None = None
    rows = grid.rows[header.row + 1 : min(end, header.row + 1 + _LOOKED_AT)]
    for column, text in enumerate((*header.headings, "")):
        blank = not text and not any(column < len(row) and row[column].strip() for row in rows)
        if blank and start is not None:
            blocks.append((start, column))
            start = None
        elif not blank and start is None:
            start = column
    return blocks
