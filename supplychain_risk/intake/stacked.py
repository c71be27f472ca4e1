"""Tables below one another on a sheet: their headers, and each with its cells under its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Problem
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.headlines import with_second_line
from supplychain_risk.intake.layout import ANCHORS, Header, find_header, looks_like_header, meaning_of
from supplychain_risk.intake.meaning import OTHER
from supplychain_risk.intake.realign import realigned
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import one_line, parse_amount, tidy


@dataclass(frozen=True, slots=True)
class Stack:
    """The tables of a sheet from the top: each header with the row (0-based, exclusive) where its table ends."""

    grid: Grid
    tables: tuple[tuple[Header, int], ...]
    notes: tuple[Problem, ...]
    aside: frozenset[int]
    """Rows that fit under no heading."""


def stacked(grid: Grid, header: Header, last: int, vocabulary: Vocabulary, senses: Senses) -> Stack:
    """The tables below one another, cells and headings put where they belong; `header`: the best of the sheet."""
    first = first_of_several(grid, vocabulary, senses, header, last)
    first = with_second_line(grid, first, senses)
    starts = [first, *further_headers(grid, vocabulary, senses, first, last)]
    ends = [one.row - (one.lines - 1) for one in starts[1:]] + [last]
    tables: list[tuple[Header, int]] = []
    notes: list[Problem] = []
    aside: set[int] = set()
    for one, end in zip(starts, ends, strict=True):
        aligned = realigned(grid, one, end, vocabulary, senses)
        grid = aligned.grid
        tables.append((aligned.header, end))
        notes += aligned.notes
        aside |= aligned.aside
    return Stack(grid, tuple(tables), tuple(notes), frozenset(aside))


def first_of_several(grid: Grid, vocabulary: Vocabulary, senses: Senses, header: Header, last: int) -> Header:
    """The header of the first table, where the best header of a sheet is that of a table further down.

    A row above counts as one only if a blank row parts it from the best header, which is found again from there.
    """
    first = header
    while first.row - first.lines > 0:
        above = find_header(grid, vocabulary, 0, first.row - first.lines + 1)
        if above is None or not above.sure or above.known < 2:
            break
        parted = any(not any(map(str.strip, row)) for row in grid.rows[above.row + 1 : first.row])
        if not parted or not any(h.row == first.row for h in further_headers(grid, vocabulary, senses, above, last)):
            break
        first = above
    return first


def further_headers(grid: Grid, vocabulary: Vocabulary, senses: Senses, header: Header, last: int) -> list[Header]:
    """Headers of further tables below: after a blank row, a row of other known headings."""
    found: list[Header] = []
    keys = {heading_key(h) for h in header.headings if h}
    blank = alone = False
    as_written = _as_written(header)
    for number in range(header.row + 1, last):
        row = grid.rows[number]
        first = row[0] if row else ""
        if not blank and first and not first.isspace() and first not in as_written:
            alone = False
            continue  # a row of data, as nearly all are
        if not any(text and not text.isspace() for text in row):
            blank, alone = True, False
            continue
        # a title of its own may stand between the blank line and the header
        titled, after_blank = alone, blank
        alone = blank and sum(1 for text in row if text.strip()) == 1
        blank = alone
        if not after_blank and not (len(row) and row[0] and row[0] in as_written):
            continue
        if looks_like_header(row, vocabulary) or (after_blank and _heads_another(row, vocabulary, senses)):
            here = {heading_key(one_line(tidy(t))) for t in row if t.strip()}
            if here != keys or [one_line(tidy(t)) for t in row] != list(header.headings)[: len(row)]:
                new = find_header(grid, vocabulary, number, number + 1)
                # a title of two lines takes its title in: "Tier 2" over "Name | Country"
                if new is not None and (new.lines == 1 or titled):
                    found.append(new)
                    keys = here
    return found


def _as_written(header: Header) -> frozenset[str]:
    """The headings of a table as written."""
    return frozenset(h for h in header.headings if h)


def _heads_another(row: Sequence[str], vocabulary: Vocabulary, senses: Senses) -> bool:
    """Whether a row behind a blank one is a header of which we know but half: none of its cells may be data."""
    filled = [one_line(tidy(text)) for text in row if text.strip()]
    if len(filled) < 3 or any(parse_amount(t) is not None or senses.country(t) or senses.company(t) for t in filled):
        return False
    meanings = [meaning_of(vocabulary, text)[1] for text in filled]
    fields = {m.field for m in meanings if m and m.weight >= 0.85 and m.field != OTHER}
    return 2 * sum(m is not None for m in meanings) >= len(filled) and len(fields) >= 2 and bool(fields & set(ANCHORS))
