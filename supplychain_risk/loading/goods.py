"""What a supplier makes: its sectors and goods, from the cells of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from supplychain_risk.account import FileReading
from supplychain_risk.domain import CellRef, Fate, Method, Problem, Reading, Resolution
from supplychain_risk.intake.records import LinkRecord, SupplierRecord, Value
from supplychain_risk.loading.repeats import Repeats, about
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.resolve.products import is_class, is_doubtful_class
from supplychain_risk.resolve.text import is_placeholder, key

Report = Callable[[Problem], None]
_HINTS = {
    "sector": "Write an ISIC Rev.4 code or a common word.",
    "commodity": "Write the good or its HS code.",
    "hs": "Write a code of HS 2022 with its leading zero, or the good in a column of goods.",
}


class Goods:
    """Sectors and goods of rows; problems go to `report`, one per distinct text of a sheet."""

    def __init__(
        self,
        resolvers: Resolvers,
        report: Report,
        files: Iterable[FileReading],
        records: Sequence[SupplierRecord] = (),
    ) -> None:
        """`records`: all rows of the input, in which a text that no table knows is counted."""
        self._resolvers = resolvers
        self._report = report
        self._schemes = _schemes(files)
        self._repeats = Repeats(records, ("sector", "commodity", "hs"))
        self._noted: set[tuple[str, str, str, str]] = set()

    def read(
        self, rows: Sequence[SupplierRecord], linked: Sequence[LinkRecord] = ()
    ) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
        """Sectors and goods; a text in the one column that only the other table knows is read there.

        Goods read from a sector column ("Apparel") are marked PHRASE: they say what such a company may make. So are the
        goods of a row that names a chain of companies, for those that the row does not say they are of, but not raw
        ones: behind cotton there is only cotton. Codes in a sector column are never read as HS codes. `linked`: rows of
        a sheet of links, which say what is sold along them.
        """
        sectors: list[Reading] = []
        goods: list[Reading] = []
        for row in rows:
            for value in row.values.get("sector", ()):
                self._from_sector_column(value, self._schemes.get((row.file, row.sheet)), sectors, goods)
        every: tuple[SupplierRecord | LinkRecord, ...] = (*rows, *linked)
        for one in every:
            for made, found in self._of_row(one.values):
                sectors += made
                goods += found
        for row in rows:
            for made, found in self._of_row(row.possible):
                sectors += made
                goods += [r.changed(resolution=self._of_chain(r.resolution)) for r in found if r.code]
        return merged(sectors), merged(goods)

    def _of_chain(self, resolution: Resolution) -> Resolution:
        """A good of the row's chain as a whole, for a company upstream of the one that the row is about."""
        rule = f"{resolution.rule}; the goods of the row's chain as a whole"
        if self._resolvers.commodities.is_raw(resolution.code or ""):
            return resolution.changed(rule=f"{rule}, which nobody makes of other goods")
        return resolution.changed(method=Method.PHRASE, rule=rule)

    def of_line(self, row: SupplierRecord | LinkRecord) -> tuple[Reading, ...]:
        """The goods that one row states."""
        return self.of_values(row.values)

    def of_values(self, values: Mapping[str, tuple[Value, ...]]) -> tuple[Reading, ...]:
        """The goods that some cells of a row state."""
        return merged(reading for _, found in self._of_row(values) for reading in found)

    def of_heading(self, heading: str, cell: CellRef) -> tuple[Reading, ...]:
        """The listed goods that the heading of an origin names: the cotton of "Country of origin (cotton)".

        The heading says of what the place below it is the origin, so they are stated, not only named among words. Words
        of a class that no list names say too little.
        """
        found = self._resolvers.commodities.resolve(heading) if heading else ()
        return tuple(
            Reading(
                resolution=r.changed(method=Method.ALIAS, rule=f"the heading says of what: {r.rule}"), cells=(cell,)
            )
            for r in found
            if r.code and not is_doubtful_class(r)
        )

    def _of_row(self, values: Mapping[str, tuple[Value, ...]]) -> Iterator[tuple[list[Reading], list[Reading]]]:
        """Sectors and goods of the product and HS columns of a row, value by value."""
        for value in values.get("commodity", ()):
            known = self._resolvers.commodities.resolve(value.text)
            by_sector = [] if any(r.code for r in known) else [r for r in self._sectors(value.text) if r.code]
            if not by_sector and not any(r.code for r in known):
                self._note_unknown("commodity", value)
            elif not by_sector and all(is_doubtful_class(r) for r in known):
                self._note_doubtful(known, value)
            yield _readings(by_sector, value), _readings(known, value)
        for value in values.get("hs", ()):
            yield [], self._of_code(value)

    def _of_code(self, value: Value) -> list[Reading]:
        """The goods of a cell of HS codes; words in it are read as products, and what means nothing is told."""
        found = [r for r in self._resolvers.commodities.resolve_hs(value.text) if r.code]
        if not found and any(ch.isalpha() for ch in value.text):
            found = [r for r in self._resolvers.commodities.resolve(value.text) if r.code]
        if not found and not is_placeholder(value.text):
            self._note_unknown("hs", value)
        return _readings(found, value)

    def _from_sector_column(
        self, value: Value, scheme: str | None, sectors: list[Reading], goods: list[Reading]
    ) -> None:
        every = self._resolvers.sectors.resolve(value.text, scheme)
        found = [r for r in every if r.code]
        in_words = any(character.isalpha() for character in value.text)
        also = [r for r in self._resolvers.commodities.resolve(value.text) if r.code] if in_words else []
        sectors += _readings(found or every, value)
        goods += _readings([_weaken(r) for r in also if not is_class(r.code)], value)
        if not found and not also:
            self._note_unknown("sector", value)

    def _sectors(self, text: str) -> tuple[Resolution, ...]:
        """Sectors of a text in a product column, where a bare number is no sector code."""
        return self._resolvers.sectors.resolve(text) if any(ch.isalpha() for ch in text) else ()

    def _note_unknown(self, what: str, value: Value) -> None:
        """One problem per distinct text of a sheet, at its first cell: a ledger repeats its words a thousand times."""
        # over a tick the heading names it, and the cell does not
        said = {"hs": "HS code"}.get(what, what)
        called = f"this {said}" if key(value.text) in key(value.raw) else f"the {said} '{value.text}'"
        none = "is in none of our tables"
        why = f" ({self._resolvers.commodities.resolve_hs(value.text)[0].rule})" if what == "hs" else ""
        message = f"{called} {none}{why}; it counts as unknown here and wherever it stands again"
        self._tell_once(what, value, f"{what}-unresolved", message, Fate.VALUE_NOT_USED)

    def _note_doubtful(self, known: Sequence[Resolution], value: Value) -> None:
        """A text that is read by one of its words, as a class that no list names."""
        message = (
            f"{'; '.join(dict.fromkeys(r.rule for r in known))}. Its other words may mean a listed good: "
            "it counts as not known for certain, here and wherever it stands again"
        )
        self._tell_once("commodity", value, "commodity-class", message, Fate.NOTE)

    def _tell_once(self, what: str, value: Value, code: str, message: str, fate: Fate) -> None:
        """Report a text at its first cell of a sheet, with how many cells hold it."""
        mark = (what, value.cell.file, value.cell.sheet, key(value.text))
        if mark in self._noted:
            return
        self._noted.add(mark)
        self._report(
            Problem(
                where=value.cell,
                code=code,
                value=value.raw,
                message=message,
                hint=_HINTS[what],
                fate=fate,
                cells=self._repeats.cells(what, value),
                about=about(what, value),
            )
        )


def _schemes(files: Iterable[FileReading]) -> Mapping[tuple[str, str], str]:
    """(file, sheet) → classification that the sector column's heading names, if any."""
    found: dict[tuple[str, str], str] = {}
    for file in files:
        for sheet in file.sheets:
            heading = key(sheet.mapping.get("sector", ""))
            scheme = next((s for s in ("naics", "nace", "isic", "sic") if s in heading.split()), None)
            if scheme:
                found[(file.name, sheet.name)] = scheme
    return found


def _readings(resolutions: Iterable[Resolution], value: Value) -> list[Reading]:
    return [Reading(resolution=resolution, cells=(value.cell,)) for resolution in resolutions]


def _weaken(resolution: Resolution) -> Resolution:
    return resolution.changed(method=Method.PHRASE, rule=f"{resolution.rule}; read from the sector column")


def merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading per code (the firmest) or unresolved text, with the cells of all."""
    readings = tuple(readings)
    if len(readings) < 2:
        return readings
    order = {method: rank for rank, method in enumerate(Method)}
    best: dict[tuple[str, str], Reading] = {}
    cells: dict[tuple[str, str], dict[CellRef, None]] = {}
    for reading in readings:
        mark = (reading.code or "", "" if reading.code else key(reading.resolution.raw))
        known = best.get(mark)
        if known is None or order[reading.resolution.method] < order[known.resolution.method]:
            best[mark] = reading
        cells.setdefault(mark, {}).update(dict.fromkeys(reading.cells))
    return tuple(
        reading if len(cells[mark]) == len(reading.cells) else reading.changed(cells=tuple(cells[mark]))
        for mark, reading in best.items()
    )
