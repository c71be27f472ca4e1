"""Who owns a site or company of a row: the columns of companies, parents and groups beside its name."""

from __future__ import annotations

from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.records import OwnershipRecord, Value
from supplychain_risk.intake.values import is_cell_error, one_line, split_parents


def add_owners(cells: RowCells, row: Row, name: Value) -> None:
    """Add who owns whom: each level of owners owns the one before it, mill ← company ← group."""
    children: list[Value] = [name]
    shares = [i for i in cells.plan.fields.get("parent_share", ()) if row.text(i)]
    held = cells.value(row, shares[0]) if shares else None
    for level in cells.plan.levels:
        owners: list[Value] = []
        for column in level:
            text = row.text(column)
            if not text or text in cells.placeholders or is_cell_error(text):
                continue
            for parent, share in split_parents(text):
                owner = cells.value(row, column, one_line(parent))
                stated = cells.value(row, column, share) if share else held
                owners.append(owner)
                for child in children:
                    if child.text.casefold() != owner.text.casefold():
                        cells.out.ownership.append(OwnershipRecord(owner, child, stated))
        held = held if not owners else None  # a share of its own column is the nearest owner's
        children = owners or children
