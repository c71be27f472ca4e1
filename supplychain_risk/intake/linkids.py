"""Links by bare numbers: "Supplier: 2, Customer: 1" beside a table that calls number 1 and number 2 by name.

Alone, such numbers are counts of suppliers, and a column "No" of the other table only counts its rows. That one table
refers to the rows of the other tells both for what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.joining import Ids, id_key

_SUPPLIERS = ("name", "supplier_ref", "supplier_id")
_BUYERS = ("buyer", "buyer_id")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with the meanings of its first filled row."""

    grid: Grid
    header: int
    headings: Sequence[str]
    fields: Sequence[str]

    def numbers(self, column: int) -> list[str]:
        """The numbers of a column as ids are compared; none if anything else stands in it."""
        rows = self.grid.rows[self.header + 1 :]
        texts = [text for row in rows if column < len(row) and (text := row[column].strip())]
        found = list(map(id_key, texts))
        return found if all(map(str.isdecimal, found)) else []


def with_ids_of_links(opened: Sequence[Opened], vocabulary: Vocabulary) -> tuple[Opened, ...]:
    """The files, with the columns marked (`Grid.ids`) by which one table refers to the numbered rows of another."""
    sheets = [sheet for file in opened for grid in file.grids if (sheet := _sheet(grid, vocabulary))]
    marked: dict[tuple[str, str], frozenset[int]] = {}
    for links in sheets:
        for ends, named, column in _referring(links, sheets, Ids(vocabulary)):
            for sheet, columns in ((links, ends), (named, (column,))):
                place = (sheet.grid.file, sheet.grid.name)
                marked[place] = marked.get(place, frozenset()) | frozenset(columns)
    if not marked:
        return tuple(opened)
    return tuple(
        replace(file, grids=tuple(replace(g, ids=marked.get((g.file, g.name), g.ids)) for g in file.grids))
        for file in opened
    )


def _sheet(grid: Grid, vocabulary: Vocabulary) -> _Sheet | None:
    header = next((n for n, row in enumerate(grid.rows) if any(map(str.strip, row))), None)
    if header is None or header + 1 >= len(grid.rows):
        return None
    headings = grid.rows[header]
    said = [vocabulary.said(text) for text in headings]
    fields = ["" if whose or meaning is None else meaning.field for whose, meaning in said]
    return _Sheet(grid, header, [heading_key(text) for text in headings], fields)


def _referring(links: _Sheet, sheets: Sequence[_Sheet], ids: Ids) -> Iterator[tuple[tuple[int, ...], _Sheet, int]]:
    """The columns of links of a sheet, with the sheet and its column of ids that hold all their numbers."""
    ends = tuple(next((n for n, f in enumerate(links.fields) if f in kinds), -1) for kinds in (_SUPPLIERS, _BUYERS))
    if min(ends) < 0:
        return
    numbers = [links.numbers(column) for column in ends]
    if not all(numbers):
        return
    wanted = set(numbers[0]) | set(numbers[1])
    for other in sheets:
        if other is links or "name" not in other.fields:
            continue
        for column, heading in enumerate(other.headings):
            if not heading or other.fields[column] == "name" or not ids.is_one(heading):
                continue
            held = other.numbers(column)
            if wanted <= set(held) and len(set(held)) == len(held):
                yield ends, other, column
                return
