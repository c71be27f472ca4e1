"""Suppliers of whose rows nothing is to be told, many at once.

`Describer` reads one supplier after another and can tell of anything in its rows. Most rows of long lists give no
reason to: what is asked of their texts is asked once of each distinct one, or of many together, and only what a
supplier consists of is made one by one. Nothing is told here, so all that is told comes in the order of the rows; the
suppliers are the same, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.domain import Reading, Supplier
from supplychain_risk.intake.records import SupplierRecord
from supplychain_risk.loading.controls import Controls
from supplychain_risk.loading.goods import Goods
from supplychain_risk.loading.lines import SAID
from supplychain_risk.loading.mentions import Mentions
from supplychain_risk.loading.plainplaces import PlainPlaces
from supplychain_risk.loading.restated import restated
from supplychain_risk.loading.stated import NAMES, named, supplier_of

AT_ONCE = 256
"""Suppliers that are described together; their rows are let go after that."""
_SAID = frozenset(SAID)
_Rows = Sequence[SupplierRecord]


class Usual:
    """Describes suppliers of whose rows nothing is to be told."""

    def __init__(self, places: PlainPlaces, goods: Goods, controls: Controls, mentions: Mentions) -> None:
        self._places = places
        self._goods = goods
        self._controls = controls
        self._mentions = mentions

    def describe(self, ids: Sequence[str], groups: Sequence[_Rows]) -> list[Supplier | None]:
        """The suppliers that some rows each describe, by their ids; None where they have to be read by themselves."""
        rows = [row for group in groups for row in group]
        countries, apart = self._places.countries(rows)
        regions, in_doubt = self._places.regions(rows, countries)
        apart |= in_doubt
        apart |= self._mentions.naming(rows)
        found: list[Supplier | None] = []
        start = 0
        for supplier_id, group in zip(ids, groups, strict=True):
            end = start + len(group)
            numbers = range(start, end)
            if apart.isdisjoint(numbers) and all(map(_is_plain, group)):
                country, region = countries[start], regions[start]
                is_same = True
                if end - start > 1:
                    is_same = _are_alike(group, countries[start:end], regions[start:end])
                    country, region = _joined(countries[start:end]), _joined(regions[start:end])
                found.append(self._supplier(supplier_id, group, country, region) if is_same else None)
            else:
                found.append(None)
            start = end
        return found

    def _supplier(
        self, supplier_id: str, rows: _Rows, country: Reading | None, region: Reading | None
    ) -> Supplier | None:
        made = self._goods.plainly(rows)
        controls = self._controls.known(rows)
        if made is None or controls is None:
            return None
        sectors, commodities = made
        return supplier_of(
            supplier_id, rows, named(rows, NAMES), country, sectors, commodities, region=region, controls=controls
        )


def _are_alike(rows: _Rows, countries: Sequence[Reading | None], regions: Sequence[Reading | None]) -> bool:
    """Whether rows say the same of their name, country and region, and none repeats the amount of another."""
    return (
        restated(rows) is None
        and len({row.values["name"][0].text for row in rows}) == 1
        and len({reading and reading.code for reading in countries}) == 1
        and len({reading and reading.code for reading in regions}) == 1
    )


def _joined(readings: Sequence[Reading | None]) -> Reading | None:
    """One reading of several with one code, with the cells of all."""
    found = [reading for reading in readings if reading is not None]
    if not found:
        return None
    cells = tuple(dict.fromkeys([cell for reading in found for cell in reading.cells]))
    return Reading(resolution=found[0].resolution, cells=cells)


def _is_plain(row: SupplierRecord) -> bool:
    """Whether a row states a name and no line of goods, and is no answer of a supplier."""
    return bool(row.values.get("name")) and not row.completes and _SAID.isdisjoint(row.values)
