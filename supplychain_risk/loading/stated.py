"""A supplier of its rows, and what they state for which no table is needed: names, addresses, further columns, tier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from supplychain_risk.domain import CellRef, Control, Line, Named, Reading, Supplier
from supplychain_risk.intake.records import SupplierRecord
from supplychain_risk.loading.identity import identifiers_of

NAMES = ("name", "other_name")
_ADDRESS = ("address", "city", "region")


def supplier_of(
    supplier_id: str,
    rows: Sequence[SupplierRecord],
    names: tuple[Named, ...],
    country: Reading | None,
    sectors: tuple[Reading, ...],
    commodities: tuple[Reading, ...],
    *,
    region: Reading | None = None,
    possible_region: Reading | None = None,
    lines: tuple[Line, ...] = (),
    controls: tuple[Control, ...] = (),
    indicators: tuple[Reading, ...] = (),
) -> Supplier:
    """The supplier of rows: what was read of them with the tables, and what they state besides."""
    return Supplier(
        id=supplier_id,
        name=names[0].text if names else supplier_id,
        names=names,
        identifiers=identifiers_of(rows),
        country=country,
        region=region,
        possible_region=possible_region,
        sectors=sectors,
        commodities=commodities,
        lines=lines,
        address=named(rows, _ADDRESS),
        controls=controls,
        indicators=indicators,
        stated_tier=_lowest_tier(rows),
        attributes=_attributes(rows),
        cells=_cells(rows, names),
    )


def named(rows: Sequence[SupplierRecord], columns: Sequence[str]) -> tuple[Named, ...]:
    """Distinct texts of some columns with all their cells, in order of columns, then rows."""
    if len(rows) == 1:
        values = rows[0].values
        stated = [value for column in columns if column in values for value in values[column]]
    else:
        stated = [value for column in columns for row in rows for value in row.values.get(column, ())]
    if len(stated) < 2 or len({value.text for value in stated}) == len(stated):
        return tuple([Named(text=value.text, cells=(value.cell,)) for value in stated])
    held: dict[str, list[CellRef]] = {}
    for value in stated:
        held.setdefault(value.text, []).append(value.cell)
    return tuple([Named(text=text, cells=tuple(dict.fromkeys(where))) for text, where in held.items()])


def _attributes(rows: Sequence[SupplierRecord]) -> tuple[tuple[str, str], ...]:
    """Unused columns; several values of one heading are joined."""
    if len(rows) == 1:
        extra = rows[0].extra
        if len(extra) < 2 or len({heading for heading, _ in extra}) == len(extra):
            return tuple([(heading, value.text) for heading, value in extra])
    found: dict[str, list[str]] = {}
    for row in rows:
        for heading, value in row.extra:
            found.setdefault(heading, []).append(value.text)
    return tuple([(heading, "; ".join(dict.fromkeys(texts))) for heading, texts in found.items()])


def _cells(rows: Sequence[SupplierRecord], names: Sequence[Named]) -> tuple[CellRef, ...]:
    """The cells that name the supplier: where a reader finds its rows. Those of its one name serve for both."""
    if len(rows) == 1 and len(names) == 1 and len(names[0].cells) == 1 and "name" in rows[0].values:
        return names[0].cells
    first = [row.first("name") or row.first("supplier_id") for row in rows]
    held = tuple(dict.fromkeys([value.cell for value in first if value]))
    return names[0].cells if names and names[0].cells == held else held


def _lowest_tier(rows: Sequence[SupplierRecord]) -> int | None:
    """The tier nearest to the reporting company that the rows state, None where they state none."""
    tiers = [stated for row in rows for value in row.values.get("tier", ()) if (stated := _tier(value.text))]
    return min(tiers) if tiers else None


@lru_cache(maxsize=4096)
def _tier(text: str) -> int | None:
    """The tier that a cell states, 1 to 20; None where it states none."""
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits and 1 <= int(digits) <= 20 else None
