"""One supplier from its rows: texts resolved, cells kept, conflicts named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from supplychain_risk.domain import ALL_ROWS, ORIGIN, Fate, Line, Named, Problem, Reading, Supplier
from supplychain_risk.intake.records import IntakeResult, LinkRecord, SupplierRecord, Value
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.loading.controls import Controls
from supplychain_risk.loading.goods import Goods
from supplychain_risk.loading.lines import Lines
from supplychain_risk.loading.mentions import Mentions
from supplychain_risk.loading.places import XINJIANG, Places
from supplychain_risk.loading.plainplaces import PlainPlaces
from supplychain_risk.loading.reported import ReportedIndicators
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.loading.restated import restated
from supplychain_risk.loading.stated import NAMES, named, supplier_of
from supplychain_risk.loading.usual import Usual
from supplychain_risk.resolve.text import key

Report = Callable[[Problem], None]


class Describer:
    """Turns groups of rows into suppliers; problems go to `report`, each cell's only once."""

    def __init__(
        self,
        resolvers: Resolvers,
        report: Report,
        read: IntakeResult,
        written_as_codes: frozenset[tuple[str, str]] | None = None,
    ) -> None:
        """`written_as_codes`: sheets that write countries as codes, where `read` holds a part of their rows only."""
        self._report = report
        self.places = Places(resolvers, report, read.suppliers, written_as_codes)
        self._goods = Goods(resolvers, report, read.files, read.suppliers)
        self._controls = Controls(report, read.suppliers)
        self._indicators = ReportedIndicators(resolvers.indicators, report)
        self._mentions = Mentions(resolvers, report)
        self._lines = Lines(
            self.places,
            self._goods,
            report,
            (*read.suppliers, *read.links),
            read.files,
            HeadingWords.of(resolvers.reference),
            self._mentions,
        )
        self._usual = Usual(PlainPlaces(self.places, resolvers), self._goods, self._controls, self._mentions)
        self._placed = {(f.name, s.name) for f in read.files for s in f.sheets if "country" in s.mapping}
        """Sheets with a column of the suppliers' own countries."""
        self._told_origins: set[tuple[str, str]] = set()

    def tell_texts(self, texts: Iterable[Value]) -> None:
        """Tell what texts around the rows of a sheet name: Xinjiang, a listed entity."""
        self._mentions.tell(texts)

    def country_codes(self, records: Sequence[SupplierRecord]) -> list[str | None]:
        """The countries of all rows of the input, for grouping."""
        return self.places.codes(records)

    def country_code(self, record: SupplierRecord) -> str | None:
        """The country of a row, for grouping; to be asked of each row before the first supplier is described."""
        reading = self.places.row_country(record)
        return reading.code if reading else None

    def supplier(self, supplier_id: str, rows: Sequence[SupplierRecord], linked: Sequence[LinkRecord] = ()) -> Supplier:
        """The supplier that the rows describe. `linked`: rows of a sheet of links that say what it sells.

        Nothing keeps the rows afterwards.
        """
        supplier = self._supplier(supplier_id, rows, linked)
        self.places.let_go(rows)
        return supplier

    def suppliers(
        self,
        ids: Sequence[str],
        groups: Sequence[Sequence[SupplierRecord]],
        linked: Sequence[Sequence[LinkRecord]] | None = None,
    ) -> list[Supplier]:
        """What `supplier` gives of each of some groups of rows; quicker, since most have nothing to be told of them."""
        found: list[Supplier] = []
        for at, (usual, rows) in enumerate(zip(self._usual.describe(ids, groups), groups, strict=True)):
            links = linked[at] if linked else ()
            if usual is None or links:
                found.append(self.supplier(ids[at], rows, links))
            else:
                self.places.let_go(rows)
                found.append(usual)
        return found

    def _supplier(self, supplier_id: str, rows: Sequence[SupplierRecord], linked: Sequence[LinkRecord]) -> Supplier:
        names = named(rows, NAMES)
        if not names:
            own = rows[0].first("supplier_id")
            names = (Named(text=own.text, cells=(own.cell,)),) if own else ()
        lines = self._lines.read((*rows, *linked))
        country = self.places.country(rows) or self._from_origin(rows, lines) or self.places.behind_name(names)
        region, possible_region = self.places.region(rows, names)
        telling = [row for row in rows if self._mentions.may_name(row)]
        if telling:
            if possible_region is None and not (region and region.code == XINJIANG):
                in_china = country is not None and country.code == "CN"
                possible_region = self._mentions.region(telling, in_china=in_china)
            self._mentions.tell_listed(telling)
            self._mentions.tell_called_listed(telling)
        sectors, commodities = self._goods.read(rows, linked)
        if telling:
            places = (country, *(line.origin for line in lines))
            self._mentions.tell_origins(
                telling,
                frozenset(good.code for good in commodities if good.code),
                frozenset(place.code for place in places if place is not None and place.code),
            )
        controls, indicators = self._controls.read(rows), self._indicators.read(rows, telling)
        if len(rows) > 1:
            self._note_conflicts(rows, names)
            if problem := restated(rows):
                self._report(problem)
        if _is_of_all_rows((country, region, *sectors, *commodities)) and _for_all(rows):
            country, region = _marked(country), _marked(region)
            sectors = tuple(_marked_one(reading) for reading in sectors)
            commodities = tuple(_marked_one(reading) for reading in commodities)
        return supplier_of(
            supplier_id,
            rows,
            names,
            country,
            sectors,
            commodities,
            region=region,
            possible_region=possible_region,
            lines=lines,
            controls=controls,
            indicators=indicators,
        )

    def _from_origin(self, rows: Sequence[SupplierRecord], lines: Sequence[Line]) -> Reading | None:
        """The one country all goods of a supplier come from, where no sheet has a column for its own country."""
        if any(row.completes or (row.file, row.sheet) in self._placed for row in rows):
            return None
        origins = [line.origin for line in lines if line.origin is not None]
        if not origins or len({o.code for o in origins}) != 1 or origins[0].code is None:
            return None
        first, sheet = origins[0], (rows[0].file, rows[0].sheet)
        if sheet not in self._told_origins:
            self._told_origins.add(sheet)
            self._report(
                Problem(
                    where=first.cells[0],
                    code="country-from-origin",
                    value=first.resolution.raw,
                    message="no column states the suppliers' own countries; where all goods of a supplier come from one"
                    " country, it is taken for the supplier's, too",
                    hint="Add a column with the country of each supplier, if some of them only trade.",
                    fate=Fate.NOTE,
                    about="country-from-origin",
                )
            )
        cells = tuple(dict.fromkeys(cell for origin in origins for cell in origin.cells))
        rule = f"{ORIGIN}: {first.resolution.rule}"
        return Reading(resolution=first.resolution.changed(rule=rule), cells=cells)

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


def _marked(reading: Reading | None) -> Reading | None:
    return reading and _marked_one(reading)


def _marked_one(reading: Reading) -> Reading:
    """A reading that says, where it rests on no cell, that it was stated for all rows."""
    if all(cell.stands_in_a_cell for cell in reading.cells):
        return reading
    rule = f"{reading.resolution.rule}; stated for all rows of the sheet, in none of its cells"
    return reading.changed(resolution=reading.resolution.changed(rule=rule))


def _is_of_all_rows(readings: Sequence[Reading | None]) -> bool:
    """Whether any of the readings rests on what was stated for all rows of a sheet."""
    for reading in readings:
        if reading is not None:
            for cell in reading.cells:
                if cell.cell == ALL_ROWS:
                    return True
    return False


def _for_all(rows: Sequence[SupplierRecord]) -> bool:
    """Whether any value of the rows was stated for all rows of a sheet."""
    return any(not v.cell.stands_in_a_cell for row in rows for values in row.values.values() for v in values)
