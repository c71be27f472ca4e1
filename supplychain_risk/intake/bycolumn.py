"""Many rows at once: what the cells of a column say is read per distinct text, and values are made column by column.

`RowCells` reads one row after another and can tell of anything in it. Here only rows are read of which nothing is to be
told; what they give is the same, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import compress, repeat
from typing import Any, TypeVar

from supplychain_risk.addresses import ColumnRef, cell_at, column_ref
from supplychain_risk.intake.body import Body, Texts
from supplychain_risk.intake.cells import LONGEST_PLACEHOLDER, NOT_FILLED_DOWN, RowCells
from supplychain_risk.intake.fates import Fates
from supplychain_risk.intake.grid import column_letters
from supplychain_risk.intake.owners import Owner
from supplychain_risk.intake.records import ANSWERS, Answer, Value
from supplychain_risk.intake.values import one_line, split_parents
from supplychain_risk.resolve.text import placeholders_among

Found = tuple[Value, ...]
"""What a row gives under a field; empty where it gives nothing."""
_Said = tuple[Mapping[str, str], Mapping[str, Sequence[str]]]
"""Text of a cell → what it says: one text, or several; nothing where it is in neither."""
_One = TypeVar("_One")


class ByColumn:
    """Makes the values of some rows of a table."""

    def __init__(self, cells: RowCells, body: Body, kept: Sequence[int]) -> None:
        """`kept`: the rows (counted from the first of the body), in order."""
        self._cells = cells
        self._body = body
        self._kept = None if len(kept) == len(body) else kept
        """None where all rows are kept."""
        self.numbers = [body.first + row + 1 for row in kept]
        """The 1-based row of the sheet of each."""
        told = cells.grid.numbers
        self._rows = [told[number - 1] for number in self.numbers] if told else self.numbers
        """The row of each as its cells are told, 1-based."""
        self._moved: dict[int, list[tuple[int, int]]] = {}
        """Column → rows whose text in it stands in another cell: their place among the kept ones, and in the sheet."""
        grid = cells.grid
        if grid.merged or grid.elsewhere:
            at = {number - 1: place for place, number in enumerate(self.numbers)}
            for row, column in {*grid.merged, *grid.elsewhere}:
                if row in at:
                    self._moved.setdefault(column, []).append((at[row], row))

    def rows(self, fields: Mapping[str, tuple[int, ...]]) -> list[dict[str, Found]]:
        """What each row says by field, in the order of the fields; the same as `RowCells.values`."""
        columns = {name: self.field(name, fields[name]) for name in fields if name not in ANSWERS}
        names = tuple(columns)
        return [
            {name: found for name, found in zip(names, row, strict=True) if found}
            for row in zip(*columns.values(), strict=True)
        ] or [{} for _ in self.numbers]

    def field(self, name: str, columns: Sequence[int]) -> Sequence[Found]:
        """What each row says under one field."""
        every = [self._values(index, self._said(name, index), name in NOT_FILLED_DOWN) for index in columns]
        if len(every) == 1:
            return every[0]
        return [sum(found, ()) for found in zip(*every, strict=True)]

    def filled(self, index: int) -> Sequence[Found]:
        """What stands in a column, whatever it says."""
        return self._values(index, _shown(self._body.column(index)), absent=False)

    def extras(self) -> Sequence[tuple[tuple[str, Value], ...]]:
        """What each row says under headings that nothing is made of."""
        columns = [
            [(heading, found[0]) if found else None for found in self.filled(index)]
            for index, heading in self._cells.extra_columns
            if index < self._body.width
        ]
        return self._joined(columns)

    def owners(self) -> Sequence[list[list[Owner]]]:
        """The owners that each row names, level by level."""
        levels = [
            [self._row_owners(index, found) for index in level for found in (self.field("parent", (index,)),)]
            for level in self._cells.plan.levels
        ]
        return [
            [[owner for column in level for owner in column[at]] for level in levels] for at in range(len(self.numbers))
        ]

    def _row_owners(self, index: int, found: Sequence[Found]) -> list[list[Owner]]:
        """The owners in a column row by row, each with the share beside its name."""
        cleaned = self._body.column(index).cleaned
        shares = {raw: [share for _, share in split_parents(text)] for raw, text in cleaned.items()}
        return [
            [
                (value, Value(share, value.raw, value.cell) if share else None)
                for value, share in zip(values, shares[values[0].raw], strict=True)
            ]
            if values
            else []
            for values in found
        ]

    def answers(self, fields: Mapping[str, tuple[int, ...]]) -> Sequence[tuple[Answer, ...]]:
        """What each row answers under headings that ask something."""
        cells = self._cells
        columns: list[list[Answer | None]] = []
        for name in ANSWERS:
            for index in fields.get(name, ()):
                texts = self._body.column(index)
                said = _shown(texts, {text for text in texts.cleaned.values() if not cells.is_answer(text)})
                days: Sequence[Found] = [()] * len(self.numbers)
                if name in cells.dated and cells.day_of_answers is not None:
                    days = self.filled(cells.day_of_answers)
                heading, of_scheme = cells.heading_of[index], index in cells.schemes
                columns.append(
                    [
                        Answer(name, heading, found[0], day[0] if day else None, of_scheme) if found else None
                        for found, day in zip(self._values(index, said, absent=False), days, strict=True)
                    ]
                )
        return self._joined(columns)

    def _joined(self, columns: Sequence[Sequence[_One | None]]) -> Sequence[tuple[_One, ...]]:
        """What each row has in any of some columns."""
        if not columns:
            return [()] * len(self.numbers)
        return [tuple(one for one in row if one is not None) for row in zip(*columns, strict=True)]

    # --- what a column says -------------------------------------------------------------------------------------------

    def _said(self, field: str, index: int) -> _Said:
        """What the cells of a column say under a field."""
        texts, read = self._body.column(index), self._cells.said
        nothing = held_places(texts)
        if self._cells.says_itself(field, texts.all_cleaned):
            return _shown(texts, nothing)
        one: dict[str, str] = {}
        several: dict[str, Sequence[str]] = {}
        for raw, text in texts.cleaned.items():
            if text and text not in nothing:
                parts = read(field, text)
                if len(parts) == 1:
                    one[raw] = parts[0]
                elif parts:
                    several[raw] = parts
        return {raw: one_line(text) for raw, text in one.items()}, several

    def _values(self, index: int, said: _Said, absent: bool) -> Sequence[Found]:
        """The values of a column. `absent`: a cell of a merged range below its first says nothing."""
        one, several = said
        column = self._body.column(index).raw
        raw = column if self._kept is None else [column[row] for row in self._kept]
        shown = list(map(one.get, raw))
        if None not in shown:
            found: list[Found] = list(self._made(index, shown, raw, self._rows))
        else:
            filled = [text is not None for text in shown]
            found = [()] * len(raw)
            these = compress(self._rows, filled)
            made = self._made(index, compress(shown, filled), compress(raw, filled), these)
            for at, values in zip(compress(range(len(raw)), filled), made, strict=True):
                found[at] = values
        if several:
            column_at = self._column(index)
            for at, text in enumerate(raw):
                if parts := several.get(text):
                    cell = cell_at(column_at, self._rows[at])
                    found[at] = tuple(Value(one_line(part), text, cell) for part in parts)
        if index in self._moved:
            self._place_anew(index, found, absent)
        return found

    def _made(self, index: int, shown: Iterable[Any], raw: Iterable[Any], rows: Iterable[int]) -> Iterator[Found]:
        """A value for each text, alone in a tuple; all in the interpreter's own loops."""
        return zip(map(Value, shown, raw, map(cell_at, repeat(self._column(index)), rows)))

    def _column(self, index: int) -> ColumnRef:
        grid = self._cells.grid
        return column_ref(grid.file, grid.name, column_letters(index))

    def _place_anew(self, index: int, found: list[Found], absent: bool) -> None:
        """Give values the address of the cell that holds their text, where that is another."""
        grid = self._cells.grid
        for at, row in self._moved[index]:
            if absent and (row, index) in grid.merged:
                found[at] = ()
            cell = grid.cell(row, index)
            found[at] = tuple(Value(value.text, value.raw, cell) for value in found[at])


def held_places(texts: Texts) -> set[str]:
    """The cleaned texts of a column that say no more than that there is no answer."""
    return {text for text in placeholders_among(texts.cleaned.values()) if len(text) <= LONGEST_PLACEHOLDER}


def _shown(texts: Texts, nothing: Set[str] = frozenset()) -> _Said:
    """What a column says whose cells say what stands in them; `nothing`: texts that say nothing."""
    if texts.is_clean and not nothing:
        return texts.cleaned, {}
    return {raw: one_line(text) for raw, text in texts.cleaned.items() if text and text not in nothing}, {}


def unusual_of_named(cells: RowCells, fates: Fates, body: Body, names: Sequence[int]) -> set[int]:
    """Rows whose first column of names has none, a text that may be none, or nothing else beside it."""
    return {
        *cells.unnamed(body, names),
        *body.column(names[0]).rows_where(fates.is_example),
        *body.blank_in(index for index in range(body.width) if index != names[0]),
    }
