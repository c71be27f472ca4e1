"""Long lists ("Supplier | Attribute | Value"), and questions with a column per supplier.

Either is turned into a table with a row per supplier and a column per attribute, as fact sheets are; every cell keeps
the address it has on the sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from supplychain_risk.intake import limits
from supplychain_risk.intake.factsheet import Cell, FactSheet
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import heading_key, is_question
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import SEARCHED_ROWS, Header
from supplychain_risk.intake.meaning import OTHER
from supplychain_risk.intake.records import ANSWERS
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import one_line, tidy

_CERTAIN = 0.85


def long_list(grid: Grid, header: Header, last: int, vocabulary: Vocabulary) -> FactSheet | None:
    """The long list below a header as a table, or None if it is none.

    Asked for: a column of labels and one of values by their headings, suppliers beside them, and labels most of which
    are questions or headings that we know. Rows of one supplier agree in the columns that we know; of the others, those
    count that say the same in all its rows.
    """
    keys = [heading_key(text) for text in header.headings]
    label = next((c for c, key in enumerate(keys) if key in vocabulary.words["label_heading"]), None)
    value = next((c for c, key in enumerate(keys) if key in vocabulary.words["answer_heading"]), None)
    if label is None or value is None:
        return None
    meanings = {c: vocabulary.meaning(text) for c, text in enumerate(header.headings) if c not in (label, value)}
    known = {c: m.field for c, m in meanings.items() if m and m.weight >= _CERTAIN}
    if "name" not in known.values():
        return None
    of = [c for c, field in known.items() if field not in ANSWERS and field != OTHER]
    besides = [c for c, text in enumerate(header.headings) if text and c not in (label, value, *of)]
    labels: dict[str, Cell] = {}
    entities: dict[tuple[str, ...], dict[tuple[str, int], Cell]] = {}
    lines: dict[tuple[str, ...], set[int]] = {}
    differ: set[tuple[tuple[str, ...], int]] = set()
    turns: Counter[tuple[tuple[str, ...], str]] = Counter()
    for number in range(header.row + 1, last):
        row = grid.rows[number]
        supplier = tuple(_text(row, c) for c in of)
        asked = _text(row, label)
        if not any(supplier) or not asked:
            continue
        entity = entities.setdefault(supplier, {})
        for column in of:
            entity.setdefault((keys[column], 0), (number, column))
        for column in besides:
            first = entity.setdefault((keys[column], 0), (number, column))
            if _text(grid.rows[first[0]], column) != _text(row, column):
                differ.add((supplier, column))
        key = heading_key(asked)
        labels.setdefault(key, (number, label))
        turns[supplier, key] += 1
        entity[key, turns[supplier, key]] = (number, value)
        lines.setdefault(supplier, set()).add(number)
    for supplier, column in differ:  # says something of each answer, so nothing of the supplier
        del entities[supplier][keys[column], 0]
    told = [_text(grid.rows[row], column) for row, column in labels.values()]
    sure = sum(1 for text in told if is_question(text) or _is_known(vocabulary, text))
    if len(labels) < 2 or 2 * sure < len(labels) or max(map(len, entities.values())) > limits.most("columns"):
        return None
    columns: dict[tuple[str, int], Cell] = {(keys[c], 0): (header.row, c) for c in sorted((*of, *besides))}
    for entity in entities.values():
        for key, turn in entity:
            if turn:
                columns.setdefault((key, turn), labels[key])
    return _turned(grid, header, columns, list(entities.values()), [frozenset(lines[s]) for s in entities])


def answers_by_supplier(grid: Grid, vocabulary: Vocabulary, senses: Senses) -> FactSheet | None:
    """Questions down the side and suppliers over the columns ("Question | Alpha | Beta") as a table, or None.

    Asked for: a first heading that says so, labels most of which are questions or headings that we know, and a line
    with the country of every column; without one "Comments" and "Score" would be suppliers, too.
    """
    for top, row in enumerate(grid.rows[:SEARCHED_ROWS]):
        side = next((c for c, text in enumerate(row) if text.strip()), None)
        if side is None or heading_key(_text(row, side)) not in vocabulary.words["label_heading"]:
            continue
        suppliers = [c for c in range(side + 1, len(row)) if row[c].strip()]
        labels = {n: text for n in range(top + 1, len(grid.rows)) if (text := _text(grid.rows[n], side))}
        sure = sum(1 for text in labels.values() if is_question(text) or _is_known(vocabulary, text))
        placed = any(
            (meaning := vocabulary.meaning(text)) is not None
            and meaning.field == "country"
            and all(senses.country(_text(grid.rows[n], c)) for c in suppliers)
            for n, text in labels.items()
        )
        if not suppliers or not placed or 2 * sure < len(labels):
            return None
        columns = {("", 0): (top, side)} | {(text, n): (n, side) for n, text in labels.items()}
        entities = [{("", 0): (top, c)} | {(text, n): (n, c) for n, text in labels.items()} for c in suppliers]
        reason = f"row {top + 1} names {len(suppliers)} suppliers over the columns of their answers"
        header = Header(
            0, 1, ("Supplier", *labels.values()), len(labels) + 1, sure / len(labels), 0.0, 0.7, reason, False
        )
        turned = _rearranged(grid, header.headings, columns, entities)
        return FactSheet(turned, header, (frozenset((top, *labels)),) * len(suppliers), top)
    return None


def _turned(
    grid: Grid,
    header: Header,
    columns: Mapping[tuple[str, int], Cell],
    entities: Sequence[Mapping[tuple[str, int], Cell]],
    lines: Sequence[frozenset[int]],
) -> FactSheet:
    headings = [
        header.headings[where[1]] if where[0] == header.row else one_line(tidy(grid.rows[where[0]][where[1]]))
        for where in columns.values()
    ]
    reason = f"{header.reason}; a row per supplier and attribute, {len(entities)} suppliers"
    whole = Header(0, 1, tuple(headings), header.known, header.share, header.score, header.confidence, reason, True)
    turned = _rearranged(grid, headings, columns, entities)
    return FactSheet(turned, whole, tuple(lines), header.row + 1, headed=True)


def _rearranged(
    grid: Grid,
    headings: Sequence[str],
    columns: Mapping[tuple[str, int], Cell],
    entities: Sequence[Mapping[tuple[str, int], Cell]],
) -> Grid:
    """A row of headings and a row per supplier, each cell with the one it comes from."""
    origin: dict[Cell, Cell] = {(0, c): where for c, where in enumerate(columns.values())}
    table: list[list[str]] = [list(headings)]
    for number, entity in enumerate(entities, 1):
        cells = [entity.get(column) for column in columns]
        table.append([_raw(grid, cell) if cell else "" for cell in cells])
        origin |= {(number, c): cell for c, cell in enumerate(cells) if cell}
    return Grid(file=grid.file, name=grid.name, rows=table, origin=origin, hidden=grid.hidden, errors=grid.errors)


def _is_known(vocabulary: Vocabulary, text: str) -> bool:
    found = vocabulary.meaning(text.rstrip(":：* "))
    return found is not None and found.weight >= _CERTAIN


def _raw(grid: Grid, cell: Cell) -> str:
    row = grid.rows[cell[0]]
    return row[cell[1]] if cell[1] < len(row) else ""


def _text(row: Sequence[str], column: int) -> str:
    return one_line(tidy(row[column])) if column < len(row) else ""
