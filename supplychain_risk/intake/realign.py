"""Rows wider than their header: a comma that was not quoted has cut a cell, or a column has no heading.

A cell that was cut is put together, where what follows it then stands under its heading and the pieces read like parts
of one text (", Ltd"). Where all rows are as wide, a column without heading stands among the others: the headings are
moved to where their values are. Whatever is left beyond the headings is told, or set aside where it fits nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.fits import Fits
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.weights import bits

_NEARLY_ALL = 0.9
"""Share of the rows that are wider than the header where a column has no heading."""
_LOOKED_AT = 200
"""Rows that decide where a column without heading stands."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table whose rows have their cells under their headings, what was moved, and rows that fit nowhere."""

    grid: Grid
    header: Header
    notes: tuple[Problem, ...] = ()
    aside: frozenset[int] = field(default_factory=frozenset)


def realigned(grid: Grid, header: Header, end: int, vocabulary: Vocabulary, senses: Senses) -> Aligned:
    """The table with cells and headings put where they belong; as it is where none is too wide or nothing tells."""
    width = max((c + 1 for c, text in enumerate(header.headings) if text), default=0)
    wide = [n for n in range(header.row + 1, end) if any(text.strip() for text in grid.rows[n][width:])]
    longer = [n for n in range(header.row + 1, end) if len(grid.rows[n]) > len(grid.rows[header.row]) >= width > 0]
    if not (wide or longer) or grid.origin or header.row < 0:
        return Aligned(grid, header)
    fits = Fits(header.headings, vocabulary, senses)
    if not fits:
        return Aligned(grid, header)
    table = _Table(grid, header, width, fits, wide)
    wide += table.with_blank_ends(longer)
    rows = [n for n in range(header.row + 1, end) if sum(map(bool, map(str.strip, grid.rows[n]))) > 1]
    moved = table.with_headings_moved() if wide and len(wide) >= _NEARLY_ALL * len(rows) else None
    return moved or table.with_cells_joined(alone=2 * len(wide) < len(rows))


class _Table:
    def __init__(self, grid: Grid, header: Header, width: int, fits: Fits, wide: Sequence[int]) -> None:
        self._grid = grid
        self._header = header
        self._width = width
        self._fits = fits
        self._wide = wide

    def with_blank_ends(self, rows: Sequence[int]) -> list[int]:
        """Of rows with more cells than the header, those in which the last ones are blank and another one was cut."""
        blank = [n for n in rows if _filled(self._grid.rows[n]) <= self._width]
        return [n for n in blank if self._joins(n)]

    def _extra(self, number: int) -> int:
        """The cells that a row has more than the header."""
        row = self._grid.rows[number]
        filled = _filled(row) - self._width
        return filled if filled > 0 else len(row) - len(self._grid.rows[self._header.row])

    def _put_together(self, number: int, at: int) -> list[str]:
        """A row whose cell `at` was cut into several."""
        extra = self._extra(number)
        row = self._grid.rows[number][: self._width + extra]
        return [*row[:at], ",".join(row[at : at + extra + 1]), *row[at + extra + 1 :]]

    # --- a column without heading -----------------------------------------------------------------------------------

    def with_headings_moved(self) -> Aligned | None:
        """The header with a gap where the rows have a column without heading; None where that is the last one."""
        sample = self._wide[:: max(1, len(self._wide) // _LOOKED_AT)]
        extra = Counter(_filled(self._grid.rows[n]) - self._width for n in sample).most_common(1)[0][0]
        if extra < 1 or all(map(self._joins, sample)):
            return None  # all names end in ", Ltd"
        weights = [self._with_gap(sample, at, extra) for at in range(self._width + 1)]
        best = max(weights)
        if best <= weights[-1] or best <= 0:
            return None
        at = weights.index(best)  # leftmost: names of rows stand first
        headings = (*self._header.headings[:at], *[""] * extra, *self._header.headings[at : self._width])
        row = self._header.row
        places = {(row, c + extra): self._grid.cell(row, c) for c in range(at, self._width)}
        grid = replace(self._grid, elsewhere={**self._grid.elsewhere, **places})
        return Aligned(grid, replace(self._header, headings=headings), (self._shifted(at, extra),))

    def _with_gap(self, rows: Sequence[int], at: int, extra: int) -> float:
        """The bits for a column without heading standing at a place, per row."""
        cells = [[*self._grid.rows[n][:at], *self._grid.rows[n][at + extra :]] for n in rows]
        total = sum(map(self._fits.row, cells)) / len(rows)
        for column in self._fits.ids:
            texts = [row[column] for row in cells if column < len(row)]
            if len(texts) > 1 and len(set(texts)) == 1:
                total -= bits("realign.fits")  # an id that all rows share identifies none
        return total

    def _shifted(self, at: int, extra: int) -> Problem:
        many = f"{extra} more cells" if extra > 1 else "one more cell"
        where = f"column {column_letters(at)}" + (f" to {column_letters(at + extra - 1)}" if extra > 1 else "")
        return Problem(
            where=self._grid.cell(self._header.row, at),
            code="headings-moved",
            value=" | ".join(text for text in self._header.headings if text)[:200],
            message=f"the rows have {many} than the header: {where} has no heading, and the headings from "
            f"'{self._header.headings[at]}' on are read {extra} further to the right, where their values stand",
            hint="Give each column a heading.",
            fate=Fate.NOTE,
            cells=len(self._wide),
        )

    # --- cells that were cut ------------------------------------------------------------------------------------------

    def with_cells_joined(self, *, alone: bool) -> Aligned:
        """The rows with cut cells put together. `alone`: most rows are as wide as the header."""
        rows: list[Sequence[str]] = list(self._grid.rows)
        places: dict[tuple[int, int], CellRef] = {}
        best: dict[int, list[int]] = {}
        aside: list[int] = []
        left: list[int] = []
        for number in self._wide:
            found, lead = self._cuts(number, alone=alone)
            if lead >= bits("realign.least"):
                best[number] = found
            elif self._fits.row(self._grid.rows[number]) < 0:
                aside.append(number)
            else:
                left.append(number)
        usual = Counter(at for found in best.values() for at in found)
        for number, found in best.items():
            extra = self._extra(number)
            at = max(found, key=lambda place: (usual[place], -place))
            rows[number] = self._put_together(number, at)
            moved = range(at + 1, self._width)
            places.update({(number, c): self._grid.cell(number, c + extra) for c in moved})
        notes = [*self._told(list(best), "rows-realigned", *_REALIGNED)]
        if alone:  # one row of many; where all have more cells, the column as a whole is told
            notes += self._told(left, "row-too-wide", *_TOO_WIDE)
        grid = replace(self._grid, rows=rows, elsewhere={**self._grid.elsewhere, **places}) if best else self._grid
        return Aligned(grid, self._header, tuple(notes), frozenset(aside))

    def _cuts(self, number: int, *, alone: bool) -> tuple[list[int], float]:
        """Where a row was cut most likely, and the bits by which that leads over the row as it stands."""
        row, extra = self._grid.rows[number], self._extra(number)
        over = alone and _filled(row) > self._width
        stands = self._fits.row(row) + (bits("realign.over") if over else 0.0)
        weights = [
            self._fits.row(self._put_together(number, at)) + self._goes_on(row, at, extra) for at in range(self._width)
        ]
        best = max(weights)
        return [at for at, weight in enumerate(weights) if weight == best], best - stands

    def _goes_on(self, row: Sequence[str], at: int, extra: int) -> float:
        """The bits for some cells being the pieces of one text."""
        pieces = row[at + 1 : at + extra + 1]
        others = [text for c, text in enumerate(row) if text.strip() and not at < c <= at + extra]
        found = 0.0
        if all(text[:1].isspace() for text in pieces) and not any(text[:1].isspace() for text in others[1:]):
            found += bits("realign.blank")
        if any(self._fits.is_form(text) for text in pieces):
            found += bits("realign.form")
        if all(text.strip()[:1].islower() for text in pieces) and not all(t[:1].islower() for t in others):
            found += bits("realign.small")
        return found

    def _joins(self, number: int) -> bool:
        """Whether the cells of a row read like the pieces of one that was cut, wherever that is."""
        row, extra = self._grid.rows[number], self._extra(number)
        return any(self._goes_on(row, at, extra) >= bits("realign.blank") for at in range(self._width))

    def _told(self, rows: Sequence[int], code: str, message: str, hint: str, fate: Fate) -> Iterator[Problem]:
        if rows:
            first = self._grid.rows[rows[0]]
            beyond = ", ".join(text.strip() for text in first[self._width :] if text.strip())
            many = f"{len(rows)} rows have" if len(rows) > 1 else "a row has"
            yield Problem(
                where=self._grid.cell(rows[0], 0 if code == "rows-realigned" else self._width),
                code=code,
                value=",".join(first)[:200],
                message=message.format(many=many, beyond=beyond),
                hint=hint,
                fate=fate,
                cells=len(rows),
            )


_QUOTE = "Put texts with commas in quotation marks when the file is written."
_REALIGNED = (
    "{many} more cells than there are headings: a comma or the like has cut a cell in two; the cells were put back "
    "where they fit their headings",
    f"Check these rows. {_QUOTE}",
    Fate.NOTE,
)
_TOO_WIDE = (
    "{many} more cells than there are headings; they are read as they stand, and what stands beyond the last heading "
    "('{beyond}') is not used",
    f"Check whether a cell of these rows was cut in two. {_QUOTE}",
    Fate.VALUE_NOT_USED,
)


def _filled(row: Sequence[str]) -> int:
    return max((c + 1 for c, text in enumerate(row) if text.strip()), default=0)
