"""How often a text stands in the columns of one kind on a sheet: a problem told once says how many cells it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

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
        records: all rows of the input.
        fields: the columns, as `SupplierRecord.values` calls them.
    """

    def __init__(self, records: Iterable[SupplierRecord], fields: Sequence[str]) -> None:
        self._records = records
        self._fields = fields

    def cells(self, field: str, value: Value) -> int:
        """Cells of the value's sheet that hold its text in a column of this kind, at least one."""
        return max(1, self._counts[(field, value.cell.file, value.cell.sheet, key(value.text))])

    @cached_property
    def _counts(self) -> Counter[tuple[str, str, str, str]]:
        return Counter(
            (field, value.cell.file, value.cell.sheet, key(value.text))
            for record in self._records
            for field in self._fields
            for value in record.values.get(field, ())
        )
