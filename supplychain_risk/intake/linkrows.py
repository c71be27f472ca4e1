"""Tables of links: who supplies whom, a link per row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supplychain_risk.intake.body import Body
from supplychain_risk.intake.bycolumn import ByColumn, unusual_of_named
from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.fates import Fates
from supplychain_risk.intake.plan import OF_LINK
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, Value
from supplychain_risk.intake.relations import Relations

Values = Mapping[str, tuple[Value, ...]]


class LinkRows:
    """Reads rows of a supplier and a buyer each."""

    def __init__(self, cells: RowCells, fates: Fates, relations: Relations) -> None:
        self._cells = cells
        self._fates = fates
        fields = cells.plan.fields
        self._ends = [i for f in ("supplier_ref", "supplier_id", "name") for i in fields.get(f, ())]
        self._buyers = {k: fields[k] for k in ("buyer_id", "buyer") if k in fields}
        self._relation = fields.get("relation", ())
        self._relations = relations
        self._told = False
        self._ready: dict[int, list[LinkRecord]] = {}
        """Rows (0-based) whose records are made."""
        self._about = {k: v for k, v in fields.items() if k in (*OF_LINK, "tier")}

    def unusual(self, body: Body) -> set[int] | None:
        """Rows of the body that are more than a link and what is said of it; None where any may be."""
        return (
            None if self._relation or not self._ends else unusual_of_named(self._cells, self._fates, body, self._ends)
        )

    def prepare(self, body: Body, rows: Sequence[int]) -> None:
        """Make the records of rows that are not unusual, the same as reading each gives; none without a buyer."""
        made = ByColumn(self._cells, body, rows)
        grid = self._cells.grid
        for number, (supplier,), buyers, values in zip(
            made.numbers,
            made.field("name", self._ends[:1]),
            made.rows(self._buyers),
            made.rows(self._about),
            strict=True,
        ):
            if buyers:
                self._ready[number - 1] = [
                    LinkRecord(grid.file, grid.name, number, supplier, one, values) for one in self._of(buyers)
                ]

    def take(self, number: int) -> bool:
        """Add the records of a row (0-based) that were made with others; False where there are none."""
        records = self._ready.get(number)
        if records is None:
            return False
        self._cells.out.links += records
        return True

    def read(self, row: Row) -> str:
        """Read a row; why it is set aside, or "" if it is used."""
        cells = self._cells
        supplier, why = cells.name(row, self._ends)
        buyers = cells.values(row, self._buyers)
        set_aside = self._fates.why_set_aside(supplier, why, row.filled)
        if supplier is None or set_aside:
            return set_aside
        values = cells.values(row, self._about)
        if self._relation:
            return self._related(row, supplier, buyers, values)
        if not buyers:
            cells.supplier(row, {"name": (supplier,), **values}, cells.plan.fields)
            cells.note(
                "no-buyer",
                supplier,
                "the link names no buyer; the supplier is kept without it",
                "Fill in who is supplied, or delete the row.",
            )
            return ""
        self._link(row, supplier, buyers, values)
        return ""

    def _related(self, row: Row, one: Value, others: Values, values: Values) -> str:
        """A row of a sheet of relations: the word between two companies says which supplies or owns the other."""
        cells = self._cells
        kind = self._relations.kind(next((row.text(i) for i in self._relation if row.text(i)), ""))
        if not kind or not others:
            return "relation-unknown" if others else "no-supplier-name"
        word = next(row.text(i) for i in self._relation if row.text(i))
        if not self._told and self._relations.is_noun(word):
            self._told = True
            cells.note(
                "relation-read",
                cells.value(row, self._relation[0]),
                f"'{word}' between two companies is read as: the first is the {word} of the second",
                f"Write '{word} of', or change the two columns if it is the other way round.",
            )
        for other in self._of(others):
            first, second = (one, other) if kind in ("relation_supplies", "relation_owns") else (other, one)
            if kind in ("relation_owns", "relation_owned_by"):
                cells.out.ownership.append(OwnershipRecord(first, second))
            else:
                self._link(row, first, {"buyer": (second,)}, values)
        return ""

    @staticmethod
    def _of(buyers: Values) -> tuple[Value, ...]:
        """Who is supplied, by id where the row says one."""
        return buyers["buyer_id"] if "buyer_id" in buyers else buyers["buyer"]

    def _link(self, row: Row, supplier: Value, buyers: Values, values: Values) -> None:
        cells = self._cells
        for one in self._of(buyers):
            cells.out.links.append(LinkRecord(cells.grid.file, cells.grid.name, row.number + 1, supplier, one, values))
