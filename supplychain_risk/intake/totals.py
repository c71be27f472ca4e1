"""Totals among the rows: by their words in any language, and by amounts that are the sum of the rows above."""

from __future__ import annotations

from supplychain_risk.intake.cells import Row
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import decimal_mark, one_line, parse_amount
from supplychain_risk.resolve.text import is_placeholder, key

_EXACT = 0.005
"""Amounts are rounded to cents."""
_FEWEST = 2
"""Rows that make a sum."""


def _is_amount(text: str) -> bool:
    return parse_amount(text.rstrip("% ")) is not None


class Totals:
    """Tells the totals of a table."""

    def __init__(self, grid: Grid, first: int, plan: Plan, words: RowWords, senses: Senses) -> None:
        """`first`: the row (0-based) below the header."""
        self._grid = grid
        self._first = first
        self._plan = plan
        self._words = words
        self._senses = senses
        amounts = [c for c in plan.columns if c.looks.numbers > 0.8 and c.looks.codes < 1.0]
        amounts += [
            c for c in plan.columns if c.index in (*plan.fields.get("spend", ()), *plan.fields.get("quantity", ()))
        ]
        self._amounts = {c.index: decimal_mark(c.sample) for c in amounts}
        self._described = [c.index for c in plan.columns if c.fill >= 0.6 and c.index not in self._amounts]
        self._names = plan.fields.get("name", ())

    def is_total(self, row: Row) -> bool:
        """Whether a row is a total: it says so beside what is summed, or its amounts are the sum of those above."""
        bare = self._bare(row)
        first = next((text for text in row.texts if text), "")
        told = [t for t in {first, *(row.text(i) for i in self._names)} if t and self._words.mentions(t)]
        if not bare and not told:
            return False
        words = [text for text in row.texts if text and not is_placeholder(text) and not _is_amount(text)]
        summed = next((s for text in told if (s := self._words.summed(one_line(text)))), "") if len(words) <= 2 else ""
        if summed:
            others = [text for text in words if not self._words.summed(one_line(text))]
            if all(key(text) == key(summed) for text in others) and (
                (bare and not self._senses.company(" ".join(words)))
                or self._is_above(summed, row)
                or self._sums_up(row)
            ):
                return True
        return bare and len(words) <= 1 and not any(map(self._senses.company, words)) and self._sums_up(row)

    def _is_above(self, summed: str, row: Row) -> bool:
        """Whether a row above holds what is summed."""
        wanted = key(summed)
        return any(
            key(text) == wanted
            for n in range(row.number - 1, self._first - 1, -1)
            for text in self._grid.rows[n]
            if text
        )

    def _bare(self, row: Row) -> bool:
        """Whether a row leaves blank what the rows of the table describe their suppliers by."""
        described = [i for i in self._described if i not in self._names]
        return bool(described) and not any(row.text(i) for i in described)

    def _sums_up(self, row: Row) -> bool:
        """Whether each amount of a row is the sum of those above it, since the last row that was such a sum."""
        amounts = {i: a for i, mark in self._amounts.items() if (a := parse_amount(row.text(i), mark)) is not None}
        if not amounts or all(abs(a) < 10 for a in amounts.values()):
            return False
        return all(self._is_sum(column, amount, row.number) for column, amount in amounts.items())

    def _is_sum(self, column: int, amount: float, end: int) -> bool:
        mark = self._amounts[column]
        total, count = 0.0, 0
        for number in range(end - 1, self._first - 1, -1):
            cells = self._grid.rows[number]
            found = parse_amount(cells[column].strip(), mark) if column < len(cells) and cells[column].strip() else None
            if found is None:
                continue
            total, count = total + found, count + 1
            if count >= _FEWEST and abs(total - amount) <= _EXACT * max(count, 1):
                return True
            if total > amount + _EXACT * count and found > 0:
                break
        return False
