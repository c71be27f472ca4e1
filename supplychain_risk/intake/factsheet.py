"""Fact sheets: labels in a column and values beside them, for one supplier, several below or several side by side.

A fact sheet is turned into a table: its labels become the header, each supplier a row; every cell keeps the address
it has on the sheet (`Grid.origin`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import heading_key, is_question
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.meaning import Meaning
from supplychain_risk.intake.values import one_line, tidy

LONGEST = 600
"""Rows; a longer sheet is a table, or too long for a person to have filled in line by line."""
_CERTAIN = 0.85
_LIKELY = 0.5
"""An origin is looked for even where only a part of its label is known: a lost origin is a lost finding."""
_COUNTED = re.compile(r"\W+(?:\d{1,2}|[A-Za-z]|[IVX]+)$")
"""What counts the suppliers of a line: "Supplier 1", "Vendor B"."""
_PLACES = ("country", "city", "address", "region")
_MORE = (
    *_PLACES,
    "commodity",
    "sector",
    "supplier_id",
    "parent",
    "duns",
    "lei",
    "uscc",
    "vat",
    "registration",
    "os_id",
)

_LABEL_AND_VALUE = 2
"""Filled cells of a line of a fact sheet about one company."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A fact sheet as a table. Row 0 of `grid` is the header, each further row a supplier."""

    grid: Grid
    header: Header
    lines: tuple[frozenset[int], ...]
    """Sheet rows (0-based) of each supplier, in the order of the rows of `grid` after the header."""
    first: int
    """First sheet row (0-based) that belongs to it."""
    headed: bool = False
    """Whether the row above the first is a header (a long list), not a line of its own."""


@dataclass(slots=True)
class _Block:
    """The lines about one supplier, or about several side by side."""

    labels: list[tuple[str, Cell, list[Cell]]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


def fact_sheet(grid: Grid, vocabulary: Vocabulary) -> FactSheet | None:
    """The fact sheet of a sheet, or None if its lines are no labels with values."""
    if len(grid.rows) > LONGEST:
        return None
    blocks = _blocks(grid, vocabulary)
    filled = sum(1 for row in grid.rows if any(text.strip() for text in row))
    good = [block for block in blocks if _names_a_supplier(block, grid, vocabulary)]
    if not good or 2 * sum(len(block.keys) for block in blocks) < filled:
        return None
    return _as_table(grid, good, vocabulary)


def heads_labels(grid: Grid, header: Header, vocabulary: Vocabulary) -> bool:
    """Whether what reads like a header is the first line of a fact sheet: below its one heading stand further ones.

    "Company name | Alder Mills" over "Country | India": no supplier is called Country.
    """
    filled = [c for c, text in enumerate(header.headings) if text.strip()]
    if header.row < 0 or not filled:
        return False
    column = 0 if _is_over_suppliers(header.headings, vocabulary) else filled[0]
    # "Field | Supplier 1 | Supplier 2" over labels with their values
    headed = _is_over_suppliers(header.headings, vocabulary) or (
        len(filled) > _LABEL_AND_VALUE and heading_key(header.headings[column]) in vocabulary.words["label_heading"]
    )
    if len(filled) != _LABEL_AND_VALUE and not headed:
        return False
    below = [row[column] for row in grid.rows[header.row + 1 :] if column < len(row) and row[column].strip()]
    labels = sum(1 for text in below if (m := _meaning(vocabulary, one_line(tidy(text)))) and m.field in _MORE)
    return (
        labels >= _LABEL_AND_VALUE - 1
        and 2 * labels >= len(below) - labels
        and fact_sheet(grid, vocabulary) is not None
    )


def _is_over_suppliers(row: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a line only counts the suppliers that stand side by side below it: "Field | Supplier A | Supplier B"."""
    texts = [one_line(tidy(text)) for text in row[1:] if text.strip()]
    stems = {_COUNTED.sub("", text) for text in texts}
    if len(texts) < _LABEL_AND_VALUE or len(stems) != 1 or not all(map(_COUNTED.search, texts)):
        return False
    found = _meaning(vocabulary, stems.pop())
    return found is not None and found.field == "name"


def _meaning(vocabulary: Vocabulary, text: str) -> Meaning | None:
    found = vocabulary.meaning(text.rstrip(":：* "))
    if found is None or (found.weight < _CERTAIN and not (found.field == "origin" and found.weight >= _LIKELY)):
        return None
    return found


def _blocks(grid: Grid, vocabulary: Vocabulary) -> list[_Block]:
    blocks = [_Block()]
    for number, row in enumerate(grid.rows):
        if not blocks[-1].labels and _is_over_suppliers(row, vocabulary):
            continue
        for label, where, values in _pairs(number, row, vocabulary):
            key = heading_key(label)
            meaning = _meaning(vocabulary, label)
            if key in blocks[-1].keys and meaning and meaning.field == "name":
                blocks.append(_Block())
            blocks[-1].keys.add(key)
            blocks[-1].labels.append((label, where, values))
    return blocks


def _pairs(number: int, row: object, vocabulary: Vocabulary) -> list[tuple[str, Cell, list[Cell]]]:
    """Labels of a line with the cells that follow each: "Name | Acme | Country | India" gives two."""
    cells = [(c, one_line(tidy(text))) for c, text in enumerate(row) if text.strip()]  # type: ignore[var-annotated, arg-type]
    found: list[tuple[str, Cell, list[Cell]]] = []
    for column, text in cells:
        # what stands right of a label is its value, even if it reads like a label ("Type | Factory")
        is_label = text.endswith((":", "：")) or is_question(text) or _meaning(vocabulary, text) is not None
        if is_label and (not found or found[-1][2]):
            found.append((text, (number, column), []))
        elif found:
            found[-1][2].append((number, column))
        else:
            return []
    return found


def _names_a_supplier(block: _Block, grid: Grid, vocabulary: Vocabulary) -> bool:
    fields = set()
    named = False
    for label, _, values in block.labels:
        meaning = _meaning(vocabulary, label)
        if meaning is None or not values:
            continue
        if meaning.field == "name":
            text = grid.rows[values[0][0]][values[0][1]]
            named = named or vocabulary.meaning(one_line(tidy(text))) is None
        elif meaning.field in _MORE:
            fields.add(meaning.field)
    return named and (len(fields) >= 2 or bool(fields & set(_PLACES)))


def _as_table(grid: Grid, blocks: list[_Block], vocabulary: Vocabulary) -> FactSheet:
    headings: list[str] = []
    labels: list[Cell] = []
    entities: list[dict[int, Cell]] = []
    lines: list[frozenset[int]] = []
    column_of: dict[tuple[str, int], int] = {}

    def column(label: str, turn: int, where: Cell) -> int:
        at = column_of.setdefault((heading_key(label), turn), len(headings))
        if at == len(headings):
            headings.append(label.rstrip(":：* ") or label)
            labels.append(where)
        return at

    for block in blocks:
        several = _side_by_side(block, vocabulary)
        rows = frozenset(where[0] for _, where, _ in block.labels)
        if several:
            for side in several:
                entity = {}
                for label, where, values in block.labels:
                    cell = next((v for v in values if v[1] == side), None)
                    if cell:
                        entity[column(label, 0, where)] = cell
                entities.append(entity)
                lines.append(rows)
            continue
        entity = {}
        turns: dict[str, int] = {}
        for label, where, values in block.labels:
            key = heading_key(label)
            for cell in values:
                entity[column(label, turns.get(key, 0), where)] = cell
                turns[key] = turns.get(key, 0) + 1
        entities.append(entity)
        lines.append(rows)
    origin: dict[Cell, Cell] = {(0, c): where for c, where in enumerate(labels)}
    table: list[list[str]] = [list(headings)]
    for number, entity in enumerate(entities, 1):
        table.append([grid.rows[cell[0]][cell[1]] if (cell := entity.get(c)) else "" for c in range(len(headings))])
        origin |= {(number, c): cell for c, cell in entity.items()}
    first = min(min(rows) for rows in lines)
    many = f"{len(entities)} suppliers" if len(entities) > 1 else "one supplier"
    reason = f"a fact sheet of {many}: labels with their values, from row {first + 1} on"
    header = Header(0, 1, tuple(headings), len(headings), 1.0, 0.0, 0.7, reason, False)
    turned = Grid(file=grid.file, name=grid.name, rows=table, origin=origin, hidden=grid.hidden, errors=grid.errors)
    return FactSheet(turned, header, tuple(lines), first)


def _side_by_side(block: _Block, vocabulary: Vocabulary) -> list[int]:
    """Columns of suppliers, if the line of names has several values and other lines have them in the same columns."""
    for label, _, values in block.labels:
        meaning = _meaning(vocabulary, label)
        if meaning and meaning.field == "name" and len(values) > 1:
            columns = [v[1] for v in values]
            others = [{v[1] for v in cells} for other, _, cells in block.labels if other != label and cells]
            if sum(1 for cells in others if len(cells & set(columns)) > 1) >= 2:
                return columns
    return []
