"""Links by ids: "Supplier: 2, Customer: 1" beside a table that calls number 1 and number 2 by name.

Alone, such numbers are counts of suppliers, a column "No" of the other table only counts its rows, and "label" may be
anything. That one table refers to the rows of the other tells both for what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.joining import Ids, id_key
from supplychain_risk.intake.meaning import OTHER

_SUPPLIERS = ("name", "supplier_ref", "supplier_id")
_BUYERS = ("buyer", "buyer_id")
_MAY_BE_IDS = ("", OTHER, *_SUPPLIERS[1:], *_BUYERS)
"""Fields of headings under which texts that links refer to are ids, whatever the heading says."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with the meanings of its first filled row."""

    grid: Grid
    header: int
    headings: Sequence[str]
    fields: Sequence[str]

    def ids(self, column: int) -> list[str]:
        """The texts of a column as ids are compared."""
        rows = self.grid.rows[self.header + 1 :]
        return [id_key(text) for row in rows if column < len(row) and (text := row[column].strip())]


def with_ids_of_links(opened: Sequence[Opened], vocabulary: Vocabulary) -> tuple[Opened, ...]:
    """The files, with the columns marked by which one table refers to the rows of another (`Grid.ids`), and that of
    what those rows are called where no heading says so (`Grid.label`)."""
    sheets = [sheet for file in opened for grid in file.grids if (sheet := _sheet(grid, vocabulary))]
    marked: dict[tuple[str, str], frozenset[int]] = {}
    labels: dict[tuple[str, str], int] = {}
    for links in sheets:
        for ends, named, column in _referring(links, sheets, vocabulary):
            for sheet, columns in ((links, ends), (named, (column,))):
                place = (sheet.grid.file, sheet.grid.name)
                marked[place] = marked.get(place, frozenset()) | frozenset(columns)
            labels[named.grid.file, named.grid.name] = _label(named, vocabulary)
    if not marked:
        return tuple(opened)

    def with_marks(grid: Grid) -> Grid:
        place = (grid.file, grid.name)
        return replace(grid, ids=marked.get(place, grid.ids), label=labels.get(place, grid.label))

    return tuple(replace(file, grids=tuple(map(with_marks, file.grids))) for file in opened)


def _sheet(grid: Grid, vocabulary: Vocabulary) -> _Sheet | None:
    header = grid.first_filled
    if header is None or header + 1 >= len(grid.rows):
        return None
    headings = grid.rows[header]
    said = [vocabulary.said(text) for text in headings]
    fields = ["" if whose or meaning is None else meaning.field for whose, meaning in said]
    return _Sheet(grid, header, [heading_key(text) for text in headings], fields)


def _label(sheet: _Sheet, vocabulary: Vocabulary) -> int:
    """The column of what the nodes of a network are called: "label"; -1 for none, or where headings speak of names."""
    if "name" in sheet.fields:
        return -1
    return next((n for n, key in enumerate(sheet.headings) if key in vocabulary.words["node_name"]), -1)


def _referring(
    links: _Sheet, sheets: Sequence[_Sheet], vocabulary: Vocabulary
) -> Iterator[tuple[tuple[int, ...], _Sheet, int]]:
    """The columns of links of a sheet, with the sheet and its column of ids that hold all of theirs.

    Numbers are ids only under a heading of ids.
    """
    ids = Ids(vocabulary)
    ends = tuple(next((n for n, f in enumerate(links.fields) if f in kinds), -1) for kinds in (_SUPPLIERS, _BUYERS))
    if min(ends) < 0:
        return
    sides = [links.ids(column) for column in ends]
    if not all(sides):
        return
    wanted = set(sides[0]) | set(sides[1])
    counted = any(map(str.isdecimal, wanted))
    for other in sheets:
        label = _label(other, vocabulary)
        if other is links or ("name" not in other.fields and label < 0):
            continue
        for column, heading in enumerate(other.headings):
            if not heading or other.fields[column] == "name" or column == label:
                continue
            if not ids.is_one(heading) and (counted or other.fields[column] not in _MAY_BE_IDS):
                continue
            held = other.ids(column)
            if wanted <= set(held) and len(set(held)) == len(held):
                yield ends, other, column
                return
