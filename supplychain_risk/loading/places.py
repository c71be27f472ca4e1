"""Where a supplier is: its country and region, from the cells of its rows, with conflicts named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from supplychain_risk.domain import CellRef, Fate, Method, Named, Problem, Reading, Resolution
from supplychain_risk.intake.records import SupplierRecord, Value
from supplychain_risk.loading.resolvers import Resolvers

Report = Callable[[Problem], None]

XINJIANG = "CN-XJ"
"""Several sites in several provinces: one in Xinjiang must not be outvoted by the others."""


class Places:
    """Countries and regions of rows; problems go to `report`."""

    def __init__(self, resolvers: Resolvers, report: Report, records: Iterable[SupplierRecord]) -> None:
        self._resolvers = resolvers
        self._report = report
        self._written_as_codes = _sheets_of_codes(records)
        self._resolve = lru_cache(maxsize=None)(resolvers.countries.resolve)

    def resolve(self, value: Value) -> Resolution:
        """The country a cell of a country column names.

        In a column of two-letter codes "NA" is Namibia; among names it more often says "not available": ambiguous.
        """
        codes = (value.cell.file, value.cell.sheet) in self._written_as_codes
        return self._resolve(value.text, codes=codes)

    def row_country(self, record: SupplierRecord) -> Reading | None:
        """The country of a row: from its country column, else from the end of its address."""
        stated = [(v, self.resolve(v)) for v in record.values.get("country", ())]
        for value, resolution in stated:
            if resolution.code:
                return Reading(resolution=resolution, cells=(value.cell,))
        for column in ("address", "city", "region"):
            for value in record.values.get(column, ()):
                found = self._resolvers.countries.find_in_address(value.text)
                if found.code:
                    return Reading(resolution=found, cells=(value.cell,))
        if stated:
            value, resolution = stated[0]
            return Reading(resolution=resolution, cells=(value.cell,))
        return None

    def country(self, rows: Sequence[SupplierRecord]) -> Reading | None:
        """The country of a supplier; ambiguous if its rows state several."""
        for row in rows:
            for value in row.values.get("country", ()):
                self._report_unresolved(value)
        readings = [reading for row in rows if (reading := self.row_country(row))]
        found = by_code(reading for reading in readings if reading.code)
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            return readings[0] if readings else None
        first, second = list(found.values())[:2]
        self._report(
            Problem(
                where=second.cells[0],
                code="conflicting-country",
                value=second.resolution.raw,
                message=f"the same supplier has country '{first.resolution.raw}' in {first.cells[0]}",
                hint="Correct one of the two cells, or give the two sites different supplier ids.",
                fate=Fate.VALUE_NOT_USED,
            )
        )
        return Reading(
            resolution=Resolution(
                raw=" / ".join(reading.resolution.raw for reading in found.values()),
                method=Method.AMBIGUOUS,
                rule="rows of one supplier state different countries",
                candidates=tuple(sorted(found)),
            ),
            cells=tuple(cell for reading in found.values() for cell in reading.cells),
        )

    def _report_unresolved(self, value: Value) -> None:
        resolution = self.resolve(value)
        if resolution.code:
            return
        ambiguous = resolution.method is Method.AMBIGUOUS
        names = ", ".join(f"{self._resolvers.countries.name(c)} ({c})" for c in resolution.candidates[:5])
        self._report(
            Problem(
                where=value.cell,
                code="country-ambiguous" if ambiguous else "country-unresolved",
                value=value.raw,
                message=f"the country is ambiguous: {names}" if ambiguous else "this is no country name or code",
                hint=("Write which one is meant." if ambiguous else f"Did you mean {names}?" if names else "")
                or "Write the country's name or its ISO code.",
                fate=Fate.VALUE_NOT_USED,
            )
        )

    def region(
        self, rows: Sequence[SupplierRecord], country: Reading | None, names: Sequence[Named]
    ) -> tuple[Reading | None, Reading | None]:
        """The region of a supplier, and Xinjiang where it is only possible: named by the company's name, or by one of
        two provinces that a row names.
        """
        code = country.code if country else None
        regions = self._resolvers.regions
        found: dict[str, Reading] = {}
        possible: Reading | None = None
        for row in rows:
            texts = {c: _joined(row.values.get(c, ())) for c in ("region", "city", "address")}
            stated = _joined(row.values.get("country", ()))
            if not any(texts.values()) and not stated:
                continue
            resolution = regions.resolve(code, **texts, name=None) if any(texts.values()) else None
            cells = tuple(v.cell for c in texts for v in row.values.get(c, ()))
            if (resolution is None or not resolution.code) and stated:
                # "Xinjiang, China" in the country column is a country and more
                beyond = regions.resolve(code, address=stated)
                if beyond is not None and beyond.code == XINJIANG:
                    resolution, cells = beyond, tuple(v.cell for v in row.values.get("country", ()))
            if resolution is None:
                continue
            if resolution.code:
                known = found.get(resolution.code)
                found[resolution.code] = Reading(resolution=resolution, cells=(*(known.cells if known else ()), *cells))
            elif XINJIANG in resolution.candidates:
                possible = Reading(resolution=resolution.model_copy(update={"code": XINJIANG}), cells=cells)
                self._report_two_provinces(resolution, cells)
        region = found.get(XINJIANG) or next((found[c] for c in sorted(found)), None)
        if region and region.code == XINJIANG:
            return region, None
        for named in names:
            resolution = regions.resolve(code, region=None, city=None, address=None, name=named.text)
            if resolution and resolution.code == XINJIANG:
                return region, possible or Reading(resolution=resolution, cells=named.cells)
        return region, possible

    def _report_two_provinces(self, resolution: Resolution, cells: Sequence[CellRef]) -> None:
        self._report(
            Problem(
                where=cells[0],
                code="region-ambiguous",
                value=resolution.raw,
                message=resolution.rule,
                hint="Write the province of the production site in a column of its own.",
                fate=Fate.NOTE,
            )
        )


def _sheets_of_codes(records: Iterable[SupplierRecord]) -> frozenset[tuple[str, str]]:
    """(file, sheet) of sheets whose country columns hold two-letter codes more often than anything else."""
    codes: Counter[tuple[str, str]] = Counter()
    others: Counter[tuple[str, str]] = Counter()
    for record in records:
        for value in record.values.get("country", ()):
            if value.text.upper() != "NA":
                (codes if len(value.text) == 2 and value.text.isalpha() else others)[(record.file, record.sheet)] += 1
    return frozenset(sheet for sheet, count in codes.items() if count > others[sheet])


def by_code(readings: Iterable[Reading]) -> dict[str, Reading]:
    """One reading per code, with the cells of all."""
    found: dict[str, Reading] = {}
    for reading in readings:
        known = found.get(reading.code or "")
        found[reading.code or ""] = (
            known.model_copy(update={"cells": (*known.cells, *reading.cells)}) if known else reading
        )
    return found


def _joined(values: Sequence[Value]) -> str | None:
    return ", ".join(value.text for value in values) or None
