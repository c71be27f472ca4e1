"""Where a supplier is: its country and region, from the cells of its rows, with conflicts named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from supplychain_risk.domain import CONFLICT, CellRef, Fate, Method, Named, Problem, Reading, Resolution
from supplychain_risk.intake.records import SupplierRecord, Value
from supplychain_risk.intake.supplierrows import may_name_several
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.loading.unknown_regions import UnknownRegions

Report = Callable[[Problem], None]

XINJIANG = "CN-XJ"
"""Several sites in several provinces: one in Xinjiang must not be outvoted by the others."""


@dataclass(frozen=True, slots=True)
class PlaceValues:
    """Values of places that are no record's own: the origin of goods."""

    values: Mapping[str, tuple[Value, ...]]


Placed = SupplierRecord | PlaceValues
"""What has a country, a region, a city or an address."""


class Places:
    """Countries and regions of rows; problems go to `report`."""

    def __init__(
        self,
        resolvers: Resolvers,
        report: Report,
        records: Sequence[SupplierRecord],
        written_as_codes: frozenset[tuple[str, str]] | None = None,
    ) -> None:
        """`written_as_codes`: sheets that write countries as codes, where `records` are a part of their rows."""
        self._resolvers = resolvers
        self._report = report
        self._written_as_codes = sheets_of_codes(records) if written_as_codes is None else written_as_codes
        self._unknown = UnknownRegions(resolvers.regions, report)
        self._by_regions: set[tuple[str, ...]] = set()
        self._of_rows: dict[int, tuple[object, Reading | None]] = {}
        """The country of each row, asked for several times; the values are kept so that their mark stays theirs."""
        self._resolve = lru_cache(maxsize=None)(lambda text, codes: resolvers.countries.resolve(text, codes=codes))
        self._may_name_place = lru_cache(maxsize=1 << 14)(resolvers.regions.may_name_place)

    def resolve(self, value: Value) -> Resolution:
        """The country a cell of a country column names.

        In a column of two-letter codes "NA" is Namibia; among names it more often says "not available": ambiguous.
        """
        codes = bool(self._written_as_codes) and (value.cell.file, value.cell.sheet) in self._written_as_codes
        return self._resolve(value.text, codes)

    def each_origin(self, value: Value) -> tuple[Value, ...]:
        """The origins of which a cell says that the goods come from each: "India and Turkmenistan"."""
        return tuple(value.changed(text=part) for part in self._resolvers.countries.all_named(value.text))

    def origin(
        self, countries: Sequence[Value], regions: Sequence[Value]
    ) -> tuple[Reading | None, Reading | None, Reading | None]:
        """Country, region and possible region that a row states as the origin of its goods.

        A country column may hold a place of Xinjiang ("Xinjiang, China", "新疆"), which names its country, too.
        """
        row = PlaceValues({"country": tuple(countries), "region": tuple(regions)})
        country = self._row_country(row)
        region, cells = self.row_region(row, country.code if country else None)
        if region is not None and (country is None or country.code is None):
            country = self._country_of(region, cells) or country
        if country is None or country.code is None:
            named = self._by_region(PlaceValues({"region": tuple(countries)})) or self._by_words(countries)
            country = named or country
        for value in countries:
            if country is None or country.code is None:
                self._report_unresolved(value, "origin")
            elif self._resolvers.countries.is_among_words(value.text):
                self._tell_among_words(value)
        if region is None or not cells:
            return country, None, None if country and country.code else self._may_be_xinjiang(countries)
        reading = Reading(resolution=region, cells=cells)
        if not region.code:
            if not of_xinjiang(region):
                return country, None, None
            return country, None, Reading(resolution=region.changed(code=XINJIANG), cells=cells)
        return country, reading, None

    def _by_words(self, countries: Sequence[Value]) -> Reading | None:
        """The country of whose adjective a cell of an origin consists ("Uzbek"), or which it perhaps means."""
        for value in countries:
            found = self._of_origin(value.text)
            if found is not None:
                return Reading(resolution=found, cells=(value.cell,))
        return None

    def _of_origin(self, text: str) -> Resolution | None:
        countries = self._resolvers.countries
        of_several = self._resolve(text, False).method is Method.AMBIGUOUS
        return countries.by_adjective(text) or (None if of_several else countries.perhaps(text))

    def _may_be_xinjiang(self, countries: Sequence[Value]) -> Reading | None:
        """Xinjiang, where all that is stated of an origin is a place of it that bears its name with others: "Aksu"."""
        for value in countries:
            found = self._resolvers.regions.resolve("CN", region=value.text)
            if found is not None and of_xinjiang(found):
                return Reading(resolution=found.changed(code=XINJIANG, method=Method.PHRASE), cells=(value.cell,))
        return None

    def _country_of(self, region: Resolution, cells: tuple[CellRef, ...]) -> Reading | None:
        """China, where a place of it is named without the country."""
        if not region.code:
            return None
        code = region.code.split("-")[0]
        name = self._resolvers.countries.name(code)
        rule = f"{name} follows from the place: {region.rule}"
        return Reading(resolution=region.changed(code=code, label=name, rule=rule), cells=cells)

    def row_country(self, record: SupplierRecord) -> Reading | None:
        """The country of a row: from its country column, else from the end of its address.

        To be asked of each row of the input before the first supplier is described, since texts of rows are counted.
        """
        mark = id(record.values)
        found = self._of_rows.get(mark)
        if found is None:
            country = self._row_country(record)
            found = self._of_rows[mark] = record.values, country
            if country is not None and country.code == "CN" and not record.completes:
                self._unknown.add(record)
        return found[1]

    def is_unknown(self, row: SupplierRecord) -> bool:
        """Whether no table knows the province or city that a row of a supplier in China states."""
        return self._unknown.is_any(row)

    def let_go(self, rows: Iterable[SupplierRecord]) -> None:
        """Keep nothing of rows whose supplier has been described."""
        for row in rows if self._of_rows else ():
            self._of_rows.pop(id(row.values), None)

    def _row_country(self, record: Placed) -> Reading | None:
        stated: list[tuple[Value, Resolution]] = []
        for value in record.values.get("country", ()):
            resolution = self.resolve(value)
            if resolution.code:
                return Reading(resolution=resolution, cells=(value.cell,))
            stated.append((value, resolution))
        for column in ("address", "city", "region"):
            for value in record.values.get(column, ()):
                found = self._resolvers.countries.find_in_address(value.text)
                if found.code:
                    return Reading(resolution=found, cells=(value.cell,))
        if stated:
            value, resolution = stated[0]
            return Reading(resolution=resolution, cells=(value.cell,))
        return self._by_region(record)

    def _by_region(self, record: Placed) -> Reading | None:
        """The country of the province that a row names where it names no country: "浙江省", "Urumqi" are in China."""
        for column in ("region", "city", "address"):
            for value in record.values.get(column, ()):
                found = self._province(value.text) if column == "region" else None
                found = found or self._resolvers.regions.stands_alone(None, value.text)
                country = self._country_of(found, (value.cell,)) if found else None
                if country is not None:
                    self._tell_country(value, country)
                    return country
        return None

    def _province(self, text: str) -> Resolution | None:
        """The province that a text of a column of provinces is, and that lies in one country only."""
        regions = self._resolvers.regions
        found = regions.resolve("CN", region=text)
        whole = found is not None and found.method in (Method.EXACT, Method.ALIAS)
        return found if whole and regions.resolve(None, region=text) is not None else None

    def _tell_country(self, value: Value, country: Reading) -> None:
        """A country that only follows from a province is told once per province and column."""
        mark = (*value.cell.column, value.text)
        if mark in self._by_regions:
            return
        self._by_regions.add(mark)
        self._report(
            Problem(
                where=value.cell,
                code="country-from-region",
                value=value.raw,
                message=f"no country is stated; {country.resolution.rule}",
                hint="Add a column with the country, if this is another place of that name.",
                fate=Fate.NOTE,
                about=f"country-from-region:{value.cell.letters}:{value.text}",
            )
        )

    def _tell_among_words(self, value: Value) -> None:
        self._report(
            Problem(
                where=value.cell,
                code="country-among-words",
                value=value.raw,
                message=f"{self.resolve(value).rule}, and is read so",
                hint="Write the name of the country alone, and what else is to be said in a column of its own.",
                fate=Fate.NOTE,
            )
        )

    def behind_name(self, names: Sequence[Named]) -> Reading | None:
        """The country behind a name ("Alder Mills (India)"), for a supplier of which no column says where it is."""
        for named in names:
            if may_name_several(named.text):
                continue
            found = self._resolvers.countries.behind_name(named.text)
            if found is not None and named.cells:
                self._report(
                    Problem(
                        where=named.cells[0],
                        code="country-from-name",
                        value=named.text,
                        message=f"no column says where the supplier is; {found.rule}, and stands behind its name",
                        hint="Add a column with the country of each supplier, if it is elsewhere.",
                        fate=Fate.NOTE,
                    )
                )
                return Reading(resolution=found, cells=named.cells)
        return None

    def _in_china(self, record: SupplierRecord) -> bool:
        country = self.row_country(record)
        return country is not None and country.code == "CN"

    def _stated(self, row: SupplierRecord) -> tuple[Reading, ...]:
        """The countries that the columns of a row state, one per code; else what its address says."""
        codes: dict[str, Reading] = {}
        for value in row.values.get("country", ()):
            resolution = self.resolve(value)
            if resolution.code:
                codes.setdefault(resolution.code, Reading(resolution=resolution, cells=(value.cell,)))
        if codes:
            return tuple(codes.values())
        found = self.row_country(row)
        return (found,) if found else ()

    def _stated_alone(self, row: SupplierRecord) -> Reading | None:
        """The country of a row that states it in one cell of which there is nothing to tell, as most rows do."""
        stated = row.values.get("country", ())
        found = self.row_country(row)
        if len(stated) != 1 or found is None or not found.code or found.cells[0] is not stated[0].cell:
            return None
        return None if self._resolvers.countries.is_among_words(stated[0].text) else found

    def codes(self, records: Sequence[SupplierRecord]) -> list[str | None]:
        """The country codes of all rows of the input, in their order: what `row_country` says of each."""
        found: list[str | None] = []
        for record in records:
            stated = record.values.get("country", ())
            code = self.resolve(stated[0]).code if len(stated) == 1 else None
            if code is None or code == "CN":  # texts of rows in China are counted
                country = self.row_country(record)
                code = country.code if country else None
            found.append(code)
        return found

    def named_by(self, rows: Iterable[SupplierRecord]) -> Iterator[tuple[tuple[str, str], str]]:
        """(file, sheet) and code of each country that country columns of rows name; some several times."""
        seen: dict[tuple[str, ...], tuple[SupplierRecord, Value]] = {}
        for row in rows:
            for value in row.values.get("country", ()):
                cell = value.cell
                seen[row.file, row.sheet, value.text, *cell.place] = row, value
        for row, value in seen.values():
            if code := self.resolve(value).code:
                yield (row.file, row.sheet), code

    def country(self, rows: Sequence[SupplierRecord]) -> Reading | None:
        """The country of a supplier; ambiguous if its rows state several."""
        alone = self._stated_alone(rows[0]) if len(rows) == 1 else None
        if alone is not None:
            return alone
        for row in rows:
            for value in row.values.get("country", ()):
                self._report_unresolved(value)
        readings = [reading for row in rows for reading in self._stated(row)]
        found = by_code(reading for reading in readings if reading.code)
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            return readings[0] if readings else None
        found = {code: found[code] for code in sorted(found)}
        first, second = sorted(list(found.values())[:2], key=lambda reading: reading.cells[0])
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
                rule=CONFLICT,
                candidates=tuple(sorted(found)),
            ),
            cells=tuple(cell for reading in found.values() for cell in reading.cells),
        )

    def _report_unresolved(self, value: Value, what: str = "country") -> None:
        resolution = self.resolve(value)
        if what == "origin" and not resolution.code:
            resolution = self._of_origin(value.text) or resolution
        if resolution.code:
            if self._resolvers.countries.is_among_words(value.text):
                self._tell_among_words(value)
            return
        ambiguous = resolution.method is Method.AMBIGUOUS
        names = ", ".join(f"{self._resolvers.countries.name(c)} ({c})" for c in resolution.candidates[:5])
        self._report(
            Problem(
                where=value.cell,
                code=f"{what}-ambiguous" if ambiguous else f"{what}-unresolved",
                value=value.raw,
                message=f"the {what} is ambiguous: {names}" if ambiguous else "this is no country name or code",
                hint=("Write which one is meant." if ambiguous else f"Did you mean {names}?" if names else "")
                or "Write the country's name or its ISO code.",
                fate=Fate.VALUE_NOT_USED,
            )
        )

    def region(self, rows: Sequence[SupplierRecord], names: Sequence[Named]) -> tuple[Reading | None, Reading | None]:
        """The region of a supplier, and Xinjiang where it is only possible.

        Possible is what only the company's name says, one of two provinces of a row, or a place in Xinjiang beside
        another country: a company registered in Hong Kong may produce in Kashgar.
        """
        stated: list[Reading] = []
        possible: Reading | None = None
        in_china = False
        for row in rows:
            country = self.row_country(row)
            code = country.code if country else None
            if code == "CN":
                in_china = True
                self._unknown.tell(row)
            if not self._may_be_placed(row):
                continue
            resolution, cells = self.row_region(row, code)
            one = self.one_of_that_name(row) if resolution is None and code is None else None
            if one is not None:
                self._report_doubt(one.resolution, one.cells, one.resolution.rule)
                possible = one
            if resolution is None:
                continue
            doubt = self._doubt(row, resolution, country)
            if doubt:
                self._report_doubt(resolution, cells, doubt)
                possible = Reading(resolution=resolution.changed(code=XINJIANG), cells=cells)
            elif resolution.code:
                stated.append(Reading(resolution=resolution, cells=cells))
        found = by_code(stated) if stated else {}
        region = found.get(XINJIANG) or next((found[c] for c in sorted(found)), None)
        possible = possible or (self._by_postal_code(rows, region) if in_china else None)
        if possible or (region and region.code == XINJIANG):
            return region, possible
        for named in names:
            hint = self._resolvers.regions.in_name(named.text, "CN" if in_china else None)
            if hint and hint.code == XINJIANG:
                return region, Reading(resolution=hint, cells=named.cells)
        return region, None

    def one_of_that_name(self, row: SupplierRecord) -> Reading | None:
        """Xinjiang, where a row names no country and a place that may be one of it, or another of that name: "Aksu"."""
        for column in ("region", "city"):
            for value in row.values.get(column, ()):
                found = self._resolvers.regions.resolve("CN", region=value.text)
                if found is None or found.code != XINJIANG:
                    continue
                rule = f"{found.rule}; the country is not given, and places elsewhere may bear the name"
                return Reading(resolution=found.changed(method=Method.PHRASE, rule=rule), cells=(value.cell,))
        return None

    def _may_be_placed(self, row: SupplierRecord) -> bool:
        """Whether any text on where a row's company is may name a place of the tables; in most lists few do."""
        values = row.values
        for column in ("region", "city", "country"):
            for value in values.get(column, ()):
                if self._may_name_place(value.text):
                    return True
        return any(self._resolvers.regions.may_name_place(value.text) for value in values.get("address", ()))

    def _by_postal_code(self, rows: Sequence[SupplierRecord], region: Reading | None) -> Reading | None:
        """Xinjiang, where a postal code of a supplier in China points to it and nothing else says so."""
        if region is not None and region.code == XINJIANG:
            return None
        for row in filter(self._in_china, rows):
            found = self.postal_code(row)
            if found is not None:
                self._report_doubt(found.resolution, found.cells, found.resolution.rule)
                return found
        return None

    def postal_code(self, row: SupplierRecord) -> Reading | None:
        """What the postal codes of a row in China point to."""
        for column in ("postal_code", "address"):
            for value in row.values.get(column, ()):
                found = self._resolvers.postal.region("CN", value.text, address=column == "address")
                if found is not None:
                    return Reading(resolution=found, cells=(value.cell,))
        return None

    def row_region(self, row: Placed, country: str | None) -> tuple[Resolution | None, tuple[CellRef, ...]]:
        """What the region, city and address of a row say; or its country column, which may hold "Xinjiang, China"."""
        regions = self._resolvers.regions
        asked = country if country == "CN" else None
        texts = {c: _joined(row.values.get(c, ())) for c in ("region", "city", "address")}
        if any(texts.values()):
            resolution = regions.resolve(asked, **texts, name=None)
            told = resolution is not None and (resolution.code or XINJIANG in resolution.candidates)
            for value in row.values.get("address", ()) if len(row.values.get("address", ())) > 1 else ():
                alone = regions.stands_alone(asked, value.text)
                if alone is not None and alone.code == XINJIANG and (resolution is None or not resolution.code):
                    return alone, (value.cell,)
            if told and (asked or of_xinjiang(resolution)):
                return resolution, tuple(v.cell for c in texts for v in row.values.get(c, ()))
        stated = _joined(row.values.get("country", ()))
        beyond = regions.resolve(asked, address=stated) if stated else None
        if beyond is not None and beyond.code == XINJIANG:
            return beyond, tuple(v.cell for v in row.values.get("country", ()))
        return None, ()

    def _doubt(self, row: SupplierRecord, resolution: Resolution, country: Reading | None) -> str:
        """Why a reading of Xinjiang is only possible, in words; empty where it is not in doubt."""
        if not of_xinjiang(resolution):
            return ""
        if not resolution.code:
            return resolution.rule
        if country and country.code not in (None, "CN"):
            return f"{resolution.rule}, but the country is {self._resolvers.countries.name(country.code or '')}"
        if resolution.method is Method.PHRASE:
            for column in ("address", "city", "region"):
                for value in row.values.get(column, ()):
                    other = self._resolvers.countries.find_in_address(value.text).code
                    if other not in (None, "CN"):
                        return f"{resolution.rule}, but the address is in {self._resolvers.countries.name(other or '')}"
        return ""

    def _report_doubt(self, resolution: Resolution, cells: Sequence[CellRef], why: str) -> None:
        self._report(
            Problem(
                where=cells[0],
                code="region-in-doubt",
                value=resolution.raw,
                message=why,
                hint="Write the country and province of the production site in columns of their own.",
                fate=Fate.NOTE,
            )
        )


def of_xinjiang(resolution: Resolution | None) -> bool:
    """Whether a resolution is Xinjiang, or may be."""
    return resolution is not None and (resolution.code == XINJIANG or XINJIANG in resolution.candidates)


def sheets_of_codes(records: Iterable[SupplierRecord]) -> frozenset[tuple[str, str]]:
    """(file, sheet) of sheets whose country columns hold codes (`is_written_as_code`) more often than not."""
    codes: Counter[tuple[str, str]] = Counter()
    others: Counter[tuple[str, str]] = Counter()
    stated: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for record in records:
        for value in record.values.get("country", ()):
            stated[record.file, record.sheet].append(value.text)
    for sheet, texts in stated.items():
        for text, number in Counter(texts).items():
            if text.upper() != "NA":
                (codes if is_written_as_code(text) else others)[sheet] += number
    return frozenset(sheet for sheet, count in codes.items() if count > others[sheet])


def is_written_as_code(country: str) -> bool:
    """Whether a text of a column of countries looks like a code: two letters or up to three digits."""
    return (len(country) == 2 and country.isalpha()) or (len(country) <= 3 and country.isdecimal())


def by_code(readings: Iterable[Reading]) -> dict[str, Reading]:
    """One reading per code, with the cells of all."""
    found: dict[str, Reading] = {}
    cells: dict[str, dict[CellRef, None]] = {}
    for reading in readings:
        code = reading.code or ""
        found.setdefault(code, reading)
        cells.setdefault(code, {}).update(dict.fromkeys(reading.cells))
    return {
        code: reading if len(cells[code]) == len(reading.cells) else reading.changed(cells=tuple(cells[code]))
        for code, reading in found.items()
    }


def _joined(values: Sequence[Value]) -> str | None:
    return ", ".join(value.text for value in values) or None
