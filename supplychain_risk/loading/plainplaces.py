"""Where suppliers are of whose rows nothing is to be told: countries and regions of many rows at once."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.domain import Reading
from supplychain_risk.intake.records import SupplierRecord
from supplychain_risk.loading.places import XINJIANG, Places, of_xinjiang
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.loading.stated import NAMES
from supplychain_risk.resolve.text import asked_together

_PLACES = ("region", "city", "country", "address")
"""Columns on where a company is."""


class PlainPlaces:
    """Countries and regions of rows, as far as nothing is to be told."""

    def __init__(self, places: Places, resolvers: Resolvers) -> None:
        self._places = places
        self._resolvers = resolvers

    def countries(self, rows: Sequence[SupplierRecord]) -> tuple[list[Reading | None], set[int]]:
        """What `Places.country` says of each row alone, and the numbers of those of which there is anything to tell.

        Of the others nothing else says where a row's company is: neither its address nor what stands behind its name.
        """
        countries = self._resolvers.countries
        found: list[Reading | None] = []
        apart: set[int] = set()
        for number, row in enumerate(rows):
            stated = row.values.get("country", ())
            reading = None
            if len(stated) == 1:
                value = stated[0]
                resolution = self._places.resolve(value)
                if resolution.code and value.cell.stands_in_a_cell and not countries.is_among_words(value.text):
                    reading = Reading(resolution=resolution, cells=(value.cell,))
            if reading is None and (
                stated
                or self._places.row_country(row) is not None
                or any(countries.behind_name(value.text) for value in row.values.get("name", ()))
                or any(countries.behind_name(value.text) for value in row.values.get("other_name", ()))
            ):
                apart.add(number)
            found.append(reading)
        return found, apart

    def regions(
        self, rows: Sequence[SupplierRecord], countries: Sequence[Reading | None]
    ) -> tuple[list[Reading | None], set[int]]:
        """What `Places.region` says of each row alone, and the numbers of those of which there is anything to tell.

        Of the others nothing says that they may be in Xinjiang. `countries`: those of the rows.
        """
        regions = self._resolvers.regions
        texts = [value.text for row in rows for field in _PLACES for value in row.values.get(field, ())]
        placed = asked_together(texts, regions.may_name_place)
        names = [value.text for row in rows for field in NAMES for value in row.values.get(field, ())]
        hinted = asked_together(names, regions.may_be_in_name)
        found: list[Reading | None] = [None] * len(rows)
        apart: set[int] = set()
        for number, (row, country) in enumerate(zip(rows, countries, strict=True)):
            code = country.code if country else None
            in_china = code == "CN"
            if not (placed or hinted or in_china):
                continue
            values = row.values
            said = [value.text for field in _PLACES for value in values.get(field, ())] if placed else ()
            if not placed.isdisjoint(said):
                resolution, cells = self._places.row_region(row, code)
                none = resolution is None and code is None
                if of_xinjiang(resolution) or (none and self._places.one_of_that_name(row) is not None):
                    apart.add(number)
                elif resolution is not None and resolution.code:
                    found[number] = Reading(resolution=resolution, cells=cells)
            if in_china and (self._places.is_unknown(row) or self._places.postal_code(row) is not None):
                apart.add(number)
            for value in [value for field in NAMES for value in values.get(field, ())] if hinted else ():
                hint = regions.in_name(value.text, "CN" if in_china else None) if value.text in hinted else None
                if hint is not None and hint.code == XINJIANG:
                    apart.add(number)
        return found, apart
