"""Rows that state an amount, and that read as another row of the same supplier: perhaps one purchase, stated twice.

Both count, since nothing tells them from two equal purchases; the shares of supply rest on it, so it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.records import SupplierRecord, Value

_AMOUNTS = ("spend", "share", "quantity")


def restated(rows: Sequence[SupplierRecord]) -> Problem | None:
    """What is to be told of rows of a supplier that read as another of its rows in every column, an amount among them.

    Columns that are not used count as well: another order number or remark makes another purchase.
    """
    again = list(_again(rows)) if len(rows) > 1 else []
    if not again:
        return None
    amount, first = again[0]
    return Problem(
        where=amount.cell,
        code="amount-repeated",
        value=amount.raw,
        message=f"this row says of the supplier what that of {first.cell} says, its amount too; both are counted",
        hint="If both are one purchase, delete one of the rows; if not, nothing needs doing.",
        fate=Fate.NOTE,
        cells=len(again),
    )


def _again(rows: Sequence[SupplierRecord]) -> Iterator[tuple[Value, Value]]:
    """The amount of each row that an earlier row reads as, and that of the earlier row."""
    seen: dict[object, tuple[Value, SupplierRecord]] = {}
    for row in rows:
        amount = next((row.values[field][0] for field in _AMOUNTS if row.values.get(field)), None)
        if amount is None or row.completes:
            continue
        first, other = seen.setdefault(_said(row), (amount, row))
        if other is not row and (row.file, row.sheet, row.row) != (other.file, other.sheet, other.row):
            yield amount, first


def _said(row: SupplierRecord) -> object:
    used = sorted((field, tuple([value.text for value in values])) for field, values in row.values.items() if values)
    return tuple(used), tuple(sorted((heading, value.text) for heading, value in row.extra))
