"""A bill of materials that stands apart from who supplies which part: which parts go into which.

The table of parts and suppliers gets the parts above as a column of its own; the bill of materials, whose rows name
nobody, is read there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.grid import Grid, Opened, with_changes
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.joining import Ids, id_key
from supplychain_risk.intake.meaning import OTHER
from supplychain_risk.intake.partrows import OF_PARTS
from supplychain_risk.intake.records import PartRecord, Value
from supplychain_risk.intake.values import clean, one_line, tidy

_OVERLAP = 0.5
"""Share of the parts of a bill that the other table must hold."""
_FEWEST_COLUMNS = 2
_HEADING = "parent part"
"""What the column of the parts above is called."""
_OF_SOMEBODY = ("name", "supplier_id", "buyer", "supplier_ref")
_OF_A_BILL = frozenset(("", OTHER, "parent_part", "part", "level", "quantity", "unit"))
Place = tuple[int, int]
"""File and sheet, both counted from 0."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with its heading row and what its headings mean."""

    grid: Grid
    header: int
    headings: tuple[str, ...]
    fields: tuple[str, ...]

    def of(self, field: str) -> int | None:
        """The first column of a field."""
        return self.fields.index(field) if field in self.fields else None

    def texts(self, column: int) -> list[tuple[int, str]]:
        """The filled cells of a column: row and text."""
        rows = enumerate(self.grid.rows[self.header + 1 :], self.header + 1)
        return [(n, row[column].strip()) for n, row in rows if column < len(row) and row[column].strip()]


@dataclass(frozen=True, slots=True)
class _Bill:
    """A bill of materials: the columns of the parts and of the parts that they go into."""

    table: _Table
    part: int
    parent: int

    @property
    def says_more(self) -> bool:
        """Whether it says of its parts more than where they go and how many: what they are, where they are from."""
        return not {f for at, f in enumerate(self.table.fields) if at != self.part} <= _OF_A_BILL


def with_parts_above(
    opened: Sequence[Opened], vocabulary: Vocabulary
) -> tuple[tuple[Opened, ...], Mapping[tuple[str, str], str], tuple[PartRecord, ...]]:
    """The files with parts and suppliers completed by the parts above; per sheet that was read so, where; and the rows

    of every bill of materials of theirs, as records of parts: a part between two others may be bought from nobody.
    """
    tables = {
        (f, s): table
        for f, file in enumerate(opened)
        for s, grid in enumerate(file.grids)
        if (table := _table(grid, vocabulary))
    }
    told: dict[tuple[str, str], str] = {}
    changed: dict[Place, Grid] = {}
    notes: dict[int, list[Problem]] = {}
    parts: dict[tuple[str, str], tuple[PartRecord, ...]] = {}
    for place, supplied in tables.items():
        if supplied.of("parent_part") is not None or not set(_OF_SOMEBODY) & set(supplied.fields):
            continue
        numbers = [c for kind in ("part", "commodity") if (c := supplied.of(kind)) is not None]
        bills = [
            (number, bill)
            for number in numbers
            for at, table in tables.items()
            if at != place and (bill := _bill_of(table, supplied, number))
        ]
        if not bills:
            continue
        for _, bill in bills:
            parts.setdefault((bill.table.grid.file, bill.table.grid.name), tuple(_records(bill)))
        number = bills[0][0]
        used = [bill for other, bill in bills if other == number]
        changed[place] = _completed(supplied, number, used)
        for bill in used:
            notes.setdefault(place[0], []).append(_note(supplied, number, bill))
            if not bill.says_more:  # what else it says of the parts is joined by their ids
                mark = (bill.table.grid.file, bill.table.grid.name)
                by = bill.table.headings[bill.part]
                told[mark] = f"joined to {supplied.grid.file}!{supplied.grid.name} by '{by}'"
    return with_changes(opened, changed, notes), told, tuple(record for records in parts.values() for record in records)


def _table(grid: Grid, vocabulary: Vocabulary) -> _Table | None:
    """A sheet whose first filled row is one of several different headings."""
    header = grid.first_filled
    if grid.hidden or grid.origin or header is None or header + 1 >= len(grid.rows):
        return None
    headings = tuple(one_line(tidy(text)) for text in grid.rows[header])
    if len({heading_key(h) for h in headings if h}) < _FEWEST_COLUMNS:
        return None
    ids = Ids(vocabulary)
    fields = [_field(h, vocabulary, ids) for h in headings]
    senses = [m.sense if h and (m := vocabulary.said(h)[1]) else "" for h in headings]
    if "parent_part" not in fields and "end" in senses and ("component" in senses or "part" in fields):
        fields[senses.index("end")] = "parent_part"  # "Assembly" beside "Component"
    return _Table(grid, header, headings, tuple(fields))


def _field(heading: str, vocabulary: Vocabulary, ids: Ids) -> str:
    """What a heading means; "parent_part" too where its words say that a part goes into another."""
    key = heading_key(heading)
    meaning = vocabulary.said(heading)[1] if heading else None
    above = vocabulary.words.finds("part_above").search(key) and not vocabulary.words.finds("part_instead").search(key)
    if above and (meaning is None or meaning.field in ("part", "commodity") or ids.is_one(key)):
        return "parent_part"
    return meaning.field if meaning else ""


def _bill_of(table: _Table, supplied: _Table, number: int) -> _Bill | None:
    """A table as the bill of materials of the parts that another numbers; None where it is none."""
    parent = table.of("parent_part")
    if parent is None or set(_OF_SOMEBODY) & set(table.fields):
        return None
    wanted = {id_key(text) for _, text in supplied.texts(number)}
    best: tuple[float, int] | None = None
    for column in range(len(table.headings)):
        own = {id_key(text) for _, text in table.texts(column)} if column != parent else set()
        share = len(own & wanted) / len(own) if own else 0.0
        if share >= _OVERLAP and (best is None or share > best[0]):
            best = (share, column)
    return _Bill(table, best[1], parent) if best else None


def _parents(bill: _Bill) -> dict[str, list[int]]:
    """Part → the rows of the bill that say what it goes into."""
    found: dict[str, list[int]] = {}
    for row, text in bill.table.texts(bill.part):
        found.setdefault(id_key(text), []).append(row)
    return found


def _records(bill: _Bill) -> Iterator[PartRecord]:
    """The rows of a bill that name a part, as records."""
    table, grid = bill.table, bill.table.grid
    above = dict(table.texts(bill.parent))

    def value(row: int, column: int) -> Value:
        raw = grid.rows[row][column]
        return Value(one_line(clean(raw)), raw, grid.cell(row, column))

    of_goods = [c for c, f in enumerate(table.fields) if f == "commodity" and c not in (bill.part, bill.parent)]
    said = {field: table.of(field) for field in OF_PARTS}
    for row, _ in table.texts(bill.part):
        filled = {c for c, text in enumerate(grid.rows[row]) if text.strip()}
        yield PartRecord(
            grid.file,
            grid.name,
            row + 1,
            value(row, bill.part),
            tuple(value(row, c) for c in of_goods if c in filled),
            (value(row, bill.parent),) if row in above else (),
            values={f: (value(row, c),) for f, c in said.items() if c is not None and c in filled and c != bill.part},
        )


def _completed(supplied: _Table, number: int, bills: Sequence[_Bill]) -> Grid:
    """The table of parts and suppliers with a column of the parts above; several stand in one cell."""
    grid, header = supplied.grid, supplied.header
    width = max(len(row) for row in grid.rows)
    rows = [[*row, *([""] * (width + 1 - len(row)))] for row in grid.rows]
    places: dict[tuple[int, int], CellRef] = {
        **grid.elsewhere,
        (header, width): bills[0].table.grid.cell(bills[0].table.header, bills[0].parent),
    }
    rows[header][width] = _HEADING  # "Assembly" alone would not say that the part goes into it
    stated: dict[str, list[tuple[str, CellRef]]] = {}
    for bill in bills:
        texts = dict(bill.table.texts(bill.parent))
        for part, held in _parents(bill).items():
            cells = [(texts[n], bill.table.grid.cell(n, bill.parent)) for n in held if n in texts]
            stated.setdefault(part, []).extend(cells)
    for row, text in supplied.texts(number):
        above = stated.get(id_key(text), [])
        if above:
            rows[row][width] = "; ".join(dict.fromkeys(parent for parent, _ in above))
            places[row, width] = above[0][1]
    return replace(grid, rows=rows, elsewhere=places)


def _note(supplied: _Table, number: int, bill: _Bill) -> Problem:
    texts = supplied.texts(number)
    above = _parents(bill)
    found = sum(id_key(text) in above for _, text in texts)
    where = f"{bill.table.grid.file}, sheet '{bill.table.grid.name}'"
    return Problem(
        where=supplied.grid.cell(supplied.header, number),
        code="joined-by-id",
        value=supplied.headings[number],
        message=f"which parts go into which is read from {where}: {found} of {len(texts)} parts go into another",
        hint="Nothing needs to be done. If these numbers are not the same, give one of the columns another heading.",
        fate=Fate.NOTE,
        cells=len(texts),
    )


__all__ = ["with_parts_above"]
