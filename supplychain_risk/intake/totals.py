"""Totals among the rows: by their words in any language, and by amounts that are the sum of the rows above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from supplychain_risk.intake.body import Body, Texts
from supplychain_risk.intake.cells import Row
from supplychain_risk.intake.meaning import OTHER
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.rowwords import RowWords, Sum
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import decimal_mark, one_line, parse_amount
from supplychain_risk.resolve.text import is_placeholder, key

_EXACT = 0.005
"""Amounts are rounded to cents."""
_FEWEST = 2
"""Rows that make a sum; one is enough where a word says subtotal."""
_MOSTLY = 0.6
"""Share of the rows that fill a column by which suppliers are described."""


def _is_amount(text: str) -> bool:
    return parse_amount(text.rstrip("% ")) is not None


class Totals:
    """Tells the totals of a table. Asked row by row from the top: a total counts in no later sum."""

    def __init__(self, body: Body, plan: Plan, words: RowWords, senses: Senses) -> None:
        self._body = body
        self._grid = grid = body.grid
        self._first = body.first
        self._below = body if body.first + len(body) == len(grid.rows) else Body(grid, body.first, len(grid.rows))
        """The rows of the sheet below the header, those of further tables too."""
        self._plan = plan
        self._words = words
        self._senses = senses
        used = (*plan.fields.get("spend", ()), *plan.fields.get("quantity", ()))
        numbers = [c for c in plan.columns if c.looks.numbers > 0.8 and c.index not in used]
        self._numbers = frozenset((*used, *(c.index for c in numbers)))
        amounts = [c for c in plan.columns if c.index in used or (c.index in self._numbers and c.looks.codes < 1.0)]
        # whole numbers under a heading that we do not know may be amounts, too
        amounts = amounts or [c for c in numbers if c.meaning is None]
        self._amounts = {c.index: decimal_mark(c.sample) for c in amounts}
        self._names = plan.fields.get("name", ())
        self._found: set[int] = set()
        self._possibly: dict[Body, set[int]] = {}

    @cached_property
    def _described(self) -> list[int]:
        """Columns that nearly every row fills, apart from totals: a table of few rows may have many of these."""
        columns = [c for c in self._plan.columns if c.index not in self._numbers and c.index not in self._names]
        # a total has its currency or its unit, too
        columns = [c for c in columns if len(c.sample) > 1 or c.field not in ("", OTHER, "unit")]
        certain = [c.index for c in columns if c.fill >= _MOSTLY]
        open_ones = [c.index for c in columns if _MOSTLY / 2 <= c.fill < _MOSTLY]
        if not open_ones:
            return certain
        below = self._below
        asked = self._possibly_said(below) if below.is_handy else range(len(below))
        said = [below.rows[row] for row in asked if self._is_said(below.rows[row])]
        for index in open_ones:
            filled = sum(map(bool, map(str.strip, below.column(index).raw)))
            filled -= sum(_text(row, index) != "" for row in said)
            if filled >= _MOSTLY * (len(below) - len(said)):
                certain.append(index)
        return certain

    def _possibly_said(self, body: Body) -> set[int]:
        """Rows whose first text or name may speak of a total, and blank rows."""
        if body in self._possibly:
            return self._possibly[body]
        found: set[int] = set()
        for index in self._names:
            found.update(self._mentioning(body.column(index)))
        rows: Sequence[int] = range(len(body))
        for index in range(body.width):  # the first text of a row
            column = body.column(index)
            found.update(set(self._mentioning(column)).intersection(rows))
            rows = () if column.is_full else [row for row in rows if not column.texts[row]]
            if not rows:
                break
        return self._possibly.setdefault(body, found.union(rows))

    def _is_said(self, row: Sequence[str]) -> bool:
        """Whether the first text of a row, or its name, speaks of a total; also of a blank row."""
        texts = [next((t for t in row if t and not t.isspace()), ""), *(_text(row, i) for i in self._names)]
        return not texts[0] or any(self._about(text) is not None for text in texts)

    def _about(self, text: str) -> Sum | None:
        """What a text says of a total; of a total and nothing else, that all is summed."""
        if not text or not self._words.mentions(text):
            return None
        return Sum("", False) if self._words.is_total(text) else self._words.summed(one_line(text))

    def possible(self, body: Body) -> set[int]:
        """Rows of the body that may be totals: `is_total` is false of all others, which need not be asked."""
        bare = body.blank_in(self._described) if self._described else ()
        return self._possibly_said(body).union(bare)

    def _mentioning(self, column: Texts) -> Iterable[int]:
        """Rows of whose text a total may be spoken, as it stands or cleaned."""
        mentions, found = self._words.mentions, set[int]()
        if mentions(column.joined):
            found.update(column.rows_of({text for text in column.distinct if mentions(text)}))
        if not column.is_clean and mentions(column.all_cleaned):
            found.update(column.rows_where(mentions))
        return found

    def is_total(self, row: Row) -> bool:
        """Whether a row is a total: it says so beside what is summed, or its amounts are the sum of those above."""
        if row.number in self._found:
            return True
        if len(row.filled) < 2:
            return False
        first = next((text for text in row.texts if text), "")
        texts = {text: self._about(text) for text in (first, *(row.text(i) for i in self._names)) if text}
        told = {text: said for text, said in texts.items() if said is not None}
        bare = self._is_bare(row)
        if not bare and not told:
            return False
        words = [text for text in row.texts if text and not is_placeholder(text) and not _is_amount(text)]
        found = any(self._says_total(row, text, said, words, bare=bare) for text, said in told.items()) or (
            bare and len(words) <= 1 and not any(map(self._senses.company, words)) and self._sums_up(row, _FEWEST)
        )
        if found:
            self._found.add(row.number)
        return found

    def _says_total(self, row: Row, text: str, said: Sum, words: list[str], *, bare: bool) -> bool:
        """Whether what a cell says of a total can be believed: the rest of the row says nothing else."""
        others = [word for word in words if word != text and key(word) != key(said.what)]
        if len(words) > 2 or (others and said.what):
            return False
        if not said.what:  # "Total" alone, perhaps beside the currency or the number of suppliers
            return bare or (self._sums_up(row, _FEWEST) and not any(map(self._senses.country, others)))
        if self._is_above(said.what, row) or self._sums_up(row, 1 if said.sure else _FEWEST):
            return True
        return (bare or (said.sure and len(words) == 1)) and not self._senses.company(" ".join(words))

    def _is_above(self, summed: str, row: Row) -> bool:
        """Whether a row above holds what is summed."""
        wanted = key(summed)
        return any(
            key(text) == wanted
            for n in range(row.number - 1, self._first - 1, -1)
            for text in self._grid.rows[n]
            if text
        )

    def _is_bare(self, row: Row) -> bool:
        """Whether a row leaves blank what the rows of the table describe their suppliers by."""
        return bool(self._described) and not any(row.text(i) for i in self._described)

    def _sums_up(self, row: Row, fewest: int) -> bool:
        """Whether each amount of a row is the sum of those of at least so many rows above it, totals left out."""
        amounts = {i: a for i, mark in self._amounts.items() if (a := parse_amount(row.text(i), mark)) is not None}
        if not amounts or all(abs(a) < 10 for a in amounts.values()):
            return False
        return all(self._is_sum(column, amount, row.number, fewest) for column, amount in amounts.items())

    def _is_sum(self, column: int, amount: float, end: int, fewest: int) -> bool:
        mark = self._amounts[column]
        total, count = 0.0, 0
        for number in range(end - 1, self._first - 1, -1):
            text = _text(self._grid.rows[number], column)
            found = parse_amount(text, mark) if text and number not in self._found else None
            if found is None:
                continue
            total, count = total + found, count + 1
            if count >= fewest and abs(total - amount) <= _EXACT * max(count, 1):
                return True
            if total > amount + _EXACT * count and found > 0:
                break
        return False


def _text(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
