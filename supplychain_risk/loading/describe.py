"""One supplier from its rows: texts resolved, cells kept, conflicts named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from supplychain_risk.domain import (
    CellRef,
    Fate,
    Method,
    Named,
    Problem,
    Reading,
    Resolution,
    Supplier,
)
from supplychain_risk.intake.records import SupplierRecord, Value
from supplychain_risk.loading.identity import strong_identifiers
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.resolve.text import key

Report = Callable[[Problem], None]


class Describer:
    """Turns groups of rows into suppliers; problems go to `report`, each cell's only once."""

    def __init__(self, resolvers: Resolvers, report: Report) -> None:
        self._resolvers = resolvers
        self._report = report
        self._noted: set[tuple[str, str, str, str]] = set()
        self._country_of = lru_cache(maxsize=None)(self._resolve_country)

    def country_code(self, record: SupplierRecord) -> str | None:
        """The country of a row, for grouping: from its country column, else from its address."""
        reading = self._row_country(record)
        return reading.code if reading else None

    def supplier(self, supplier_id: str, rows: Sequence[SupplierRecord]) -> Supplier:
        """The supplier that the rows describe."""
        names = _named(rows, ("name", "other_name"))
        if not names:
            own = rows[0].first("supplier_id")
            names = (Named(text=own.text, cells=(own.cell,)),) if own else ()
        country = self._country(rows)
        region, named_region = self._region(rows, country, names)
        sectors, commodities = self._sectors_and_goods(rows)
        tiers = [(value, tier) for row in rows for value in row.values.get("tier", ()) if (tier := _tier(value.text))]
        identifiers = {(i.scheme, i.value): i for row in rows for i in strong_identifiers(row)}
        self._note_conflicts(rows, names)
        return Supplier(
            id=supplier_id,
            name=names[0].text if names else supplier_id,
            names=names,
            identifiers=tuple(identifiers[mark] for mark in sorted(identifiers)),
            country=country,
            region=region,
            named_region=named_region,
            sectors=sectors,
            commodities=commodities,
            address=_named(rows, ("address", "city", "region")),
            stated_tier=min((tier for _, tier in tiers), default=None),
            attributes=_attributes(rows),
            cells=_cells(rows),
        )

    # --- country ---------------------------------------------------------------------------------------------

    def _resolve_country(self, text: str) -> Resolution:
        return self._resolvers.countries.resolve(text, codes=True)

    def _row_country(self, record: SupplierRecord) -> Reading | None:
        stated = [(v, self._country_of(v.text)) for v in record.values.get("country", ())]
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

    def _country(self, rows: Sequence[SupplierRecord]) -> Reading | None:
        for row in rows:
            for value in row.values.get("country", ()):
                self._report_unresolved_country(value)
        readings = [reading for row in rows if (reading := self._row_country(row))]
        found = _by_code(reading for reading in readings if reading.code)
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

    def _report_unresolved_country(self, value: Value) -> None:
        resolution = self._country_of(value.text)
        if resolution.code:
            return
        ambiguous = resolution.method is Method.AMBIGUOUS
        names = ", ".join(f"{self._resolvers.countries.name(c)} ({c})" for c in resolution.candidates[:5])
        self._report(
            Problem(
                where=value.cell,
                code="country-ambiguous" if ambiguous else "country-unresolved",
                value=value.raw,
                message=f"the country is ambiguous: {names}"
                if ambiguous
                else "this is no country name or code we know",
                hint=("Write which one is meant." if ambiguous else f"Did you mean {names}?" if names else "")
                or "Write the country's name or its ISO code.",
                fate=Fate.VALUE_NOT_USED,
            )
        )

    # --- region ----------------------------------------------------------------------------------------------

    def _region(
        self, rows: Sequence[SupplierRecord], country: Reading | None, names: Sequence[Named]
    ) -> tuple[Reading | None, Reading | None]:
        code = country.code if country else None
        regions = self._resolvers.regions
        found: dict[str, Reading] = {}
        for row in rows:
            texts = {c: _joined(row.values.get(c, ())) for c in ("region", "city", "address")}
            if not any(texts.values()):
                continue
            resolution = regions.resolve(code, **texts, name=None)
            if resolution and resolution.code:
                cells = tuple(v.cell for c in texts for v in row.values.get(c, ()))
                known = found.get(resolution.code)
                found[resolution.code] = Reading(resolution=resolution, cells=(*(known.cells if known else ()), *cells))
        # Several sites in several provinces: one in Xinjiang must not be outvoted by the others.
        region = found.get("CN-XJ") or next((found[c] for c in sorted(found)), None)
        if region and region.code == "CN-XJ":
            return region, None
        for named in names:
            resolution = regions.resolve(code, region=None, city=None, address=None, name=named.text)
            if resolution and resolution.code == "CN-XJ":
                return region, Reading(resolution=resolution, cells=named.cells)
        return region, None

    # --- sector and goods ------------------------------------------------------------------------------------

    def _sectors_and_goods(self, rows: Sequence[SupplierRecord]) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        """Sectors and goods; a text in the one column that only the other table knows is read there.

        Goods read from a sector column ("Apparel") are marked PHRASE: they say what such a company may make.
        """
        sectors: list[Reading] = []
        goods: list[Reading] = []
        for row in rows:
            for value in row.values.get("sector", ()):
                found = [r for r in self._resolvers.sectors.resolve(value.text) if r.code]
                also = [r for r in self._resolvers.commodities.resolve(value.text) if r.code]
                sectors += _readings(found or self._resolvers.sectors.resolve(value.text), value)
                goods += _readings([_weaken(r, "sector") for r in also], value)
                if not found and not also:
                    self._note_unknown("sector", value)
            for value in row.values.get("commodity", ()):
                known = self._resolvers.commodities.resolve(value.text)
                goods += _readings(known, value)
                if not any(r.code for r in known):
                    by_sector = [r for r in self._resolvers.sectors.resolve(value.text) if r.code]
                    sectors += _readings(by_sector, value)
                    if not by_sector:
                        self._note_unknown("commodity", value)
            for value in row.values.get("hs", ()):
                known = self._resolvers.commodities.resolve_hs(value.text)
                goods += _readings([r for r in known if r.code], value)
        if not any(reading.code for reading in sectors):
            sectors += self._sectors_of_goods(goods)
        return _merged(sectors), _merged(goods)

    def _sectors_of_goods(self, goods: Sequence[Reading]) -> list[Reading]:
        """Where no sector is stated, the ISIC classes that produce the stated goods."""
        table = self._resolvers.reference.table("commodities")
        found: list[Reading] = []
        for reading in goods:
            row = table.by_id.get(reading.code or "")
            if row is None or reading.resolution.method not in (Method.EXACT, Method.ALIAS):
                continue
            for code in filter(None, row["isic"].split(";")):
                resolution = Resolution(
                    raw=reading.resolution.raw,
                    method=Method.PHRASE,
                    code=code,
                    label=self._resolvers.sectors.title(code),
                    rule=f"no sector stated; ISIC class that produces {row['name']}",
                    citation=table.cite(row),
                )
                found.append(Reading(resolution=resolution, cells=reading.cells))
        return found

    def _note_unknown(self, what: str, value: Value) -> None:
        """One problem per distinct text of a sheet, at its first cell: a ledger repeats its words a thousand times."""
        mark = (what, value.cell.file, value.cell.sheet, key(value.text))
        if mark in self._noted:
            return
        self._noted.add(mark)
        self._report(
            Problem(
                where=value.cell,
                code=f"{what}-unresolved",
                value=value.raw,
                message=f"this {what} is in none of our tables; it counts as unknown here and wherever it stands again",
                hint="Write an ISIC Rev.4 code or a common word."
                if what == "sector"
                else "Write the good or its HS code.",
                fate=Fate.VALUE_NOT_USED,
            )
        )

    # --- conflicts -------------------------------------------------------------------------------------------

    def _note_conflicts(self, rows: Sequence[SupplierRecord], names: Sequence[Named]) -> None:
        """Rows joined by an identifier that bear different names are one supplier with several names: say so."""
        firsts = [value for row in rows if (value := row.first("name"))]
        distinct = {key(value.text): value for value in reversed(firsts)}
        if len(distinct) > 1:
            one, other = sorted(distinct.values(), key=lambda v: firsts.index(v))[:2]
            self._report(
                Problem(
                    where=other.cell,
                    code="several-names",
                    value=other.raw,
                    message=f"rows with the same identifier have different names: '{one.text}' in {one.cell}",
                    hint="If these are two suppliers, give them different ids; otherwise nothing needs doing.",
                    fate=Fate.NOTE,
                )
            )


def _readings(resolutions: Iterable[Resolution], value: Value) -> list[Reading]:
    return [Reading(resolution=resolution, cells=(value.cell,)) for resolution in resolutions]


def _weaken(resolution: Resolution, column: str) -> Resolution:
    return resolution.model_copy(
        update={"method": Method.PHRASE, "rule": f"{resolution.rule}; read from the {column} column"}
    )


def _by_code(readings: Iterable[Reading]) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for reading in readings:
        known = found.get(reading.code or "")
        found[reading.code or ""] = (
            known.model_copy(update={"cells": (*known.cells, *reading.cells)}) if known else reading
        )
    return found


def _merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading per code (the firmest) or unresolved text, with the cells of all."""
    order = {Method.EXACT: 0, Method.ALIAS: 1, Method.PHRASE: 2, Method.AMBIGUOUS: 3, Method.UNRESOLVED: 4}
    found: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        mark = (reading.code or "", "" if reading.code else key(reading.resolution.raw))
        known = found.get(mark)
        if known is None:
            found[mark] = reading
        else:
            best = min(known, reading, key=lambda r: order[r.resolution.method])
            found[mark] = best.model_copy(update={"cells": tuple(dict.fromkeys((*known.cells, *reading.cells)))})
    return tuple(found.values())


def _joined(values: Sequence[Value]) -> str | None:
    return ", ".join(value.text for value in values) or None


def _named(rows: Sequence[SupplierRecord], columns: Sequence[str]) -> tuple[Named, ...]:
    """Distinct texts of some columns with all their cells, in order of columns, then rows."""
    cells: dict[str, list[CellRef]] = {}
    for column in columns:
        for row in rows:
            for value in row.values.get(column, ()):
                cells.setdefault(value.text, []).append(value.cell)
    return tuple(Named(text=text, cells=tuple(dict.fromkeys(where))) for text, where in cells.items())


def _attributes(rows: Sequence[SupplierRecord]) -> tuple[tuple[str, str], ...]:
    """Unused columns; several values of one heading are joined."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for heading, value in row.extra:
            found.setdefault(heading, []).append(value.text)
    return tuple((heading, "; ".join(dict.fromkeys(texts))) for heading, texts in found.items())


def _cells(rows: Sequence[SupplierRecord]) -> tuple[CellRef, ...]:
    """The cells that name the supplier: where a reader finds its rows."""
    first = [row.first("name") or row.first("supplier_id") for row in rows]
    return tuple(dict.fromkeys(value.cell for value in first if value))


def _tier(text: str) -> int | None:
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits and 1 <= int(digits) <= 20 else None
