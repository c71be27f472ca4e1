"""How often a text stands in the columns of one kind on a sheet: a problem told once says how many cells it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from supplychain_risk.domain import Problem
from supplychain_risk.intake.records import FIELDS, SupplierRecord, Value
from supplychain_risk.resolve.text import key


def about(field: str, value: Value) -> str:
    """What a problem is about that is told once for all cells of a column's kind that hold a text, and counts them."""
    return f"{field}:{key(value.text)}"


def counts_cells(problem: Problem) -> bool:
    """Whether a problem counts the cells that hold its text, so that counts of parts of a sheet add up."""
    return problem.about.partition(":")[0] in FIELDS


class Repeats:
    """Counts of the texts of some columns, made when the first is asked for.

    Args:
        fields: the columns, as `SupplierRecord.values` calls them.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = fields
        self._texts: dict[tuple[str, str, str], list[str]] = {}
        """The texts of each column of each sheet. The rows they are from need not stay."""
        self._counts: dict[tuple[str, str, str], Counter[str]] = {}

    def add(self, records: Sequence[SupplierRecord]) -> None:
        """Take rows into account; all of them, before the first question."""
        for field in self._fields:
            for record in records:
                stated = record.values.get(field)
                if stated is None:
                    continue
                for value in stated:
                    column = (field, value.cell.file, value.cell.sheet)
                    texts = self._texts.get(column)
                    if texts is None:
                        texts = self._texts[column] = []
                    texts.append(value.text)

    def cells(self, field: str, value: Value) -> int:
        """Cells of the value's sheet that hold its text in a column of this kind, at least one."""
        column = (field, value.cell.file, value.cell.sheet)
        if column not in self._counts:
            self._counts[column] = Counter(map(key, self._texts.get(column, ())))
        return max(1, self._counts[column][key(value.text)])
