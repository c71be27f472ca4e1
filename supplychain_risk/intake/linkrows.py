"""Tables of links: who supplies whom, a link per row."""

from __future__ import annotations

from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.fates import Fates
from supplychain_risk.intake.plan import OF_LINK
from supplychain_risk.intake.records import LinkRecord


class LinkRows:
    """Reads rows of a supplier and a buyer each."""

    def __init__(self, cells: RowCells, fates: Fates) -> None:
        self._cells = cells
        self._fates = fates
        fields = cells.plan.fields
        self._ends = [i for f in ("supplier_ref", "supplier_id", "name") for i in fields.get(f, ())]
        self._buyers = {k: fields[k] for k in ("buyer_id", "buyer") if k in fields}
        self._about = {k: v for k, v in fields.items() if k in (*OF_LINK, "tier")}

    def read(self, row: Row) -> str:
        """Read a row; why it is set aside, or "" if it is used."""
        cells = self._cells
        supplier, why = cells.name(row, self._ends)
        buyers = cells.values(row, self._buyers)
        set_aside = self._fates.why_set_aside(supplier, why, row.filled)
        if supplier is None or set_aside:
            return set_aside
        values = cells.values(row, self._about)
        if not buyers:
            cells.supplier(row, {"name": (supplier,), **values}, cells.plan.fields)
            cells.note(
                "no-buyer",
                supplier,
                "the link names no buyer; the supplier is kept without it",
                "Fill in who is supplied, or delete the row.",
            )
            return ""
        for one in buyers["buyer_id"] if "buyer_id" in buyers else buyers["buyer"]:
            cells.out.links.append(LinkRecord(cells.grid.file, cells.grid.name, row.number + 1, supplier, one, values))
        return ""
