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
from supplychain_risk.loading.goods import Goods, Made
from supplychain_risk.loading.identity import identifiers_of
from supplychain_risk.loading.lines import SAID
from supplychain_risk.loading.mentions import Mentions
from supplychain_risk.loading.places import Places, by_code
from supplychain_risk.loading.stated import ADDRESS, NAMES, attributes, cells_of, lowest_tier, named

AT_ONCE = 256
"""Suppliers that are described together; their rows are let go after that."""
_SAID = frozenset(SAID)
_Rows = Sequence[SupplierRecord]


class Usual:
    """Describes suppliers of whose rows nothing is to be told."""

    def __init__(self, places: Places, goods: Goods, controls: Controls, mentions: Mentions) -> None:
        self._places = places
        self._goods = goods
        self._controls = controls
        self._mentions = mentions

    def describe(self, ids: Sequence[str], groups: Sequence[_Rows]) -> list[Supplier | None]:
        """The suppliers that some rows each describe, by their ids; None where they have to be read by themselves."""
        rows = [row for group in groups for row in group]
        countries, apart = self._places.stated_plainly(rows)
        regions, in_doubt = self._places.regions_plainly(rows, countries)
        apart |= in_doubt
        apart |= self._mentions.naming(rows)
        goods = self._goods.of_rows(rows)
        found: list[Supplier | None] = []
        start = 0
        for supplier_id, group in zip(ids, groups, strict=True):
            end = start + len(group)
            made = goods[start]
            if made is None or start in apart or not _is_plain(group[0]):
                found.append(None)
            elif end - start == 1:
                found.append(self._supplier(supplier_id, group, countries[start], regions[start], made))
            elif (
                None in goods[start + 1 : end]
                or not apart.isdisjoint(range(start + 1, end))
                or not all(map(_is_plain, group[1:]))
            ):
                found.append(None)
            else:
                found.append(self._of_several(supplier_id, group, countries[start:end], regions[start:end]))
            start = end
        return found

    def _of_several(
        self, supplier_id: str, rows: _Rows, countries: Sequence[Reading | None], regions: Sequence[Reading | None]
    ) -> Supplier | None:
        """A supplier of several rows, if they say the same of its name, country and region."""
        if (
            len({row.values["name"][0].text for row in rows}) > 1
            or len({reading and reading.code for reading in countries}) > 1
            or len({reading and reading.code for reading in regions}) > 1
        ):
            return None
        return self._supplier(supplier_id, rows, _joined(countries), _joined(regions), self._goods.read(rows))

    def _supplier(
        self, supplier_id: str, rows: _Rows, country: Reading | None, region: Reading | None, made: Made
    ) -> Supplier | None:
        controls = self._controls.known(rows)
        if controls is None:
            return None
        names = named(rows, NAMES)
        sectors, commodities = made
        return Supplier(
            id=supplier_id,
            name=names[0].text,
            names=names,
            identifiers=identifiers_of(rows),
            country=country,
            region=region,
            sectors=sectors,
            commodities=commodities,
            address=named(rows, ADDRESS),
            controls=controls,
            stated_tier=lowest_tier(rows),
            attributes=attributes(rows),
            cells=cells_of(rows, names),
        )


def _joined(readings: Sequence[Reading | None]) -> Reading | None:
    """One reading of several with one code, with the cells of all."""
    found = [reading for reading in readings if reading is not None]
    return next(iter(by_code(found).values())) if found else None


def _is_plain(row: SupplierRecord) -> bool:
    """Whether a row states a name and no line of goods, and is no answer of a supplier."""
    return bool(row.values.get("name")) and not row.completes and _SAID.isdisjoint(row.values)
