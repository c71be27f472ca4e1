"""Companies that a row places and does not name: "Tier 2 country: China" beside a blank "Tier 2 supplier"."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.values import is_cell_error
from supplychain_risk.resolve.text import is_placeholder

PLACES = ("country", "region", "city", "address", "postal_code")
"""Columns that say where a company is."""


def tell_unnamed(cells: RowCells, row: Row, columns: Sequence[int], record: int = -1) -> None:
    """Tell what columns say of where a company is that the row does not name.

    The row's own `record` (the last one so far) keeps it as it keeps columns that are not used, so that Xinjiang is
    looked for there.
    """
    left = [(i, text) for i in columns if (text := row.text(i)) and not is_placeholder(text)]
    values = [(cells.heading_of[i], cells.value(row, i)) for i, text in left if not is_cell_error(text)]
    for _, value in values:
        cells.out.problems.append(
            Problem(
                where=value.cell,
                code="unnamed-company",
                value=value.raw,
                message="says where a company is that the row does not name; nobody is read as being there",
                hint="Name the company in this row.",
                fate=Fate.VALUE_NOT_USED,
            )
        )
    if values:
        own = cells.out.suppliers[record]
        cells.out.suppliers[record] = own.changed(extra=(*own.extra, *values))
