"""Tables with one supplier per row."""

from __future__ import annotations

from collections.abc import Mapping

from supplychain_risk.intake import fates
from supplychain_risk.intake.captions import Captions
from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.columns import IsCountry
from supplychain_risk.intake.owners import add_owners
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.values import LEGAL_END, clean, one_line, split_list

_MAIN = ("name", "supplier_id", "os_id", "cid", "lei", "uscc", "duns")
"""What a supplier may be called by when it has no name, in this order."""


class SupplierRows:
    """Reads rows that describe a supplier each."""

    def __init__(
        self,
        cells: RowCells,
        captions: Captions,
        is_country: IsCountry,
        given: Mapping[str, tuple[Value, ...]],
        *,
        alone: bool,
    ) -> None:
        """`given`: what the sheet as a whole says of its suppliers; `alone`: whether the table has one column only."""
        self._cells = cells
        self._captions = captions
        self._is_country = is_country
        self._given = given
        self._alone = alone
        plan = cells.plan
        owners = {c.index for c in plan.columns if c.field == "parent"}
        # companies beside sites: what a row is called by when its site has no name
        companies = [i for i in plan.fields.get("parent", ()) if i not in owners]
        self._names = (*plan.fields.get("name", ()), *(() if plan.via is None else (plan.via,)), *companies)
        self._main = tuple(i for f in _MAIN for i in plan.fields.get(f, ()))

    def read(self, row: Row) -> str:
        """Read a row; why it is set aside, or "" if it is used."""
        fields = self._cells.plan.fields
        name, why = self._cells.name(row, self._names)
        name_is_id = name is None and not fields.get("name")
        if name_is_id:
            name, why = self._cells.name(row, self._main)
        filled = row.filled
        if len(filled) == 1 and not self._alone and self._captions.read(row):
            return "section-row"
        set_aside = fates.why_set_aside(name, why, filled)
        if name is None or set_aside:
            return set_aside
        values = self._cells.values(row, {k: v for k, v in fields.items() if k != "name"})
        if not name_is_id:
            values = {"name": (name,), **values}
            self._several_companies(name)
        self._combined(row, values)
        self._captions.give(values)
        values |= self._given
        drop_same_names(values, name)
        self._vendor(row, name, values)
        add_owners(self._cells, row, name)
        self._cells.supplier(row, values, fields)
        return ""

    def _combined(self, row: Row, values: dict[str, tuple[Value, ...]]) -> None:
        """City and country in one cell: what stands after the last comma is the country, if it is one."""
        column = self._cells.plan.combined
        if column is None or not row.text(column) or "country" in values:
            return
        place, _, last = one_line(row.texts[column]).rpartition(",")
        if self._is_country(last.strip()):
            values["country"] = (self._cells.value(row, column, last.strip()),)
            if place.strip():
                values["city"] = (*values.get("city", ()), self._cells.value(row, column, place.strip()))
        else:
            values["address"] = (*values.get("address", ()), self._cells.value(row, column))

    def _vendor(self, row: Row, name: Value, values: dict[str, tuple[Value, ...]]) -> None:
        """A site beside a vendor: the site supplies the vendor, the vendor supplies the buyer."""
        plan = self._cells.plan
        if plan.via is None:
            return
        vendor, _ = self._cells.name(row, (plan.via,))
        if vendor is None or vendor.text.casefold() == name.text.casefold():
            return
        buyers: dict[str, tuple[Value, ...]] = {key: values[key] for key in ("buyer", "buyer_id") if key in values}
        values.pop("buyer_id", None)
        values["buyer"] = (vendor,)
        self._cells.supplier(row, {"name": (vendor,), **self._cells.values(row, plan.of_via), **buyers})

    def _several_companies(self, name: Value) -> None:
        if ";" in name.text or "\n" in name.raw or " | " in name.text:
            parts = split_list(clean(name.raw))
            wrapped = "\n" in name.raw and not all(map(LEGAL_END.search, parts))  # a line break may just be a long name
            if len(parts) > 1 and not wrapped and all(len(p) > 3 and any(map(str.isalpha, p)) for p in parts):
                self._cells.note(
                    "several-companies-in-cell",
                    name,
                    f"the cell may name {len(parts)} companies; it is read as one name",
                    "Give each company its own row.",
                )


def drop_same_names(values: dict[str, tuple[Value, ...]], name: Value) -> None:
    """Leave out other names of a supplier that are its name."""
    others = values.get("other_name")
    if others:
        kept = tuple(v for v in others if v.text.casefold() != name.text.casefold())
        if kept:
            values["other_name"] = kept
        else:
            del values["other_name"]
