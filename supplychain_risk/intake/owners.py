"""Who owns a site or company of a row: the columns of companies, parents and groups beside its name."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.records import OwnershipRecord, Value
from supplychain_risk.intake.values import is_cell_error, one_line, split_parents

Owner = tuple[Value, Value | None]
"""An owner, and the share beside its name."""


def add_owners(cells: RowCells, row: Row, name: Value) -> None:
    """Add who owns whom, as a row says."""
    shares = [i for i in cells.plan.fields.get("parent_share", ()) if row.text(i)]
    held = cells.value(row, shares[0]) if shares else None
    levels = [[owner for column in level for owner in _owners(cells, row, column)] for level in cells.plan.levels]
    cells.out.ownership += owned(name, levels, held)


def _owners(cells: RowCells, row: Row, column: int) -> list[Owner]:
    text = row.text(column)
    if not text or text in cells.placeholders or is_cell_error(text):
        return []
    return [
        (cells.value(row, column, one_line(parent)), cells.value(row, column, share) if share else None)
        for parent, share in split_parents(text)
    ]


def owned(name: Value, levels: Sequence[Sequence[Owner]], held: Value | None) -> list[OwnershipRecord]:
    """Who owns whom: each level of owners owns the one before it, mill ← company ← group.

    `held`: the share that a column of its own states, which is the nearest owner's.
    """
    children: Sequence[Value] = [name]
    found: list[OwnershipRecord] = []
    for level in levels:
        for owner, share in level:
            found += [
                OwnershipRecord(owner, child, share or held)
                for child in children
                if child.text.casefold() != owner.text.casefold()
            ]
        if level:
            children, held = [owner for owner, _ in level], None
    return found
