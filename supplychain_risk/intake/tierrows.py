"""Tables with tiers side by side: a chain of suppliers per row."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from supplychain_risk.intake import fates
from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.records import LinkRecord, Value
from supplychain_risk.intake.supplierrows import drop_same_names
from supplychain_risk.intake.values import one_line

_OF_LINK = ("commodity", "spend", "share", "hs")


class TierRows:
    """Reads rows of suppliers of several tiers, each of which supplies the one before it."""

    def __init__(self, cells: RowCells, header_row: int, given: Mapping[str, tuple[Value, ...]]) -> None:
        """`header_row`: row (0-based) of the headings; `given`: what the sheet says of its suppliers as a whole."""
        self._cells = cells
        self._header_row = header_row
        self._given = given

    def read(self, row: Row) -> str:
        """Read a row; why it is set aside, or "" if it is used."""
        cells, plan = self._cells, self._cells.plan
        named: list[tuple[int, Value, Mapping[str, tuple[Value, ...]]]] = []
        why = ""
        filled = row.filled
        for tier, fields in plan.tiers.items():
            name, reason = cells.name(row, fields["name"])
            why = why or reason
            if name is None:
                continue
            if not named and fates.fate_of_named(name.text, [t for t in filled if one_line(t) != name.text]):
                continue
            values = self._values(row, tier, name)
            if not named and tier == min(plan.tiers):
                buyers = {k: v for k, v in plan.fields.items() if k in ("buyer", "buyer_id")}
                values.update(cells.values(row, buyers))
            cells.supplier(row, values, fields, extras=not named)
            named.append((tier, name, values))
        if not named:
            return fates.fate_without_name(filled, why)
        order = list(plan.tiers)
        for (near, buyer, _), (far, supplier, goods) in pairwise(named):
            if order.index(far) - order.index(near) > 1 or far - near > 1:
                self._gap(supplier, near, far)
            elif supplier.text.casefold() != buyer.text.casefold():
                about = {k: v for k, v in goods.items() if k in _OF_LINK}
                cells.out.links.append(
                    LinkRecord(cells.grid.file, cells.grid.name, row.number + 1, supplier, buyer, about)
                )
        first = min(plan.tiers)
        if named[0][0] != first:
            self._gap(named[0][1], first - 1, named[0][0])
        return ""

    def _values(self, row: Row, tier: int, name: Value) -> dict[str, tuple[Value, ...]]:
        cells = self._cells
        fields = cells.plan.tiers[tier]
        heading = fields["name"][0]
        stated = Value(str(tier), cells.heading_of[heading], cells.grid.cell(self._header_row, heading))
        about = cells.values(row, {k: v for k, v in fields.items() if k != "name"})
        values = {"name": (name,), **about, "tier": (stated,)}
        drop_same_names(values, name)
        if "country" in self._given:
            values.setdefault("country", self._given["country"])
        return values

    def _gap(self, supplier: Value, near: int, far: int) -> None:
        missing = f"tier {near + 1}" if far - near == 2 else f"tiers {near + 1} to {far - 1}"
        self._cells.note(
            "tier-gap",
            supplier,
            f"{missing} of this row is empty, so it is not known whom this tier {far} company supplies",
            f"Fill in {missing}. No link is made until then.",
        )
