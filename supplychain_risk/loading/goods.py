"""What a supplier makes: its sectors and goods, from the cells of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

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


_STATED = (("commodity", "commodity"), ("hs", "hs"))
"""Fields that state goods, each with what its column is called in a case."""
_OF_CHAINS = (("commodity", "commodity of the chain"), ("hs", "hs of the chain"))
"""The same, where a row states them of its chain as a whole."""
_COLUMNS = {column: field for field, column in (*_STATED, *_OF_CHAINS)}
_OF_CHAIN = frozenset(column for _, column in _OF_CHAINS)
_RANKS = {method: rank for rank, method in enumerate(Method)}
Made = tuple[tuple[Reading, ...], tuple[Reading, ...]]
"""What a supplier makes: its sectors and goods."""
_CASES = 1 << 14
"""Distinct cases that are remembered."""

_Found = tuple[list[Resolution], list[Resolution], tuple[Resolution, ...] | None]
"""Sectors and goods that a text names; then the classes it is only read as, none where no table knows it, or None."""


class _Said(NamedTuple):
    """What some of the texts of a case say."""

    resolution: Resolution
    at: tuple[int, ...]
    """Their numbers in the case."""


class _Note(NamedTuple):
    """A text of a case of which something is to be told."""

    at: int
    what: str
    """Its column: sector, commodity or hs."""
    doubtful: tuple[Resolution, ...]
    """The classes that it is read as; empty where no table knows it."""


class _Case(NamedTuple):
    """What some texts say of sectors and goods, whatever cells they stand in."""

    sectors: tuple[_Said, ...] = ()
    goods: tuple[_Said, ...] = ()
    notes: tuple[_Note, ...] = ()


_NO_TEXTS = _Case()
_NOTHING: Made = ((), ())


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
        self._sector_column = {sheet: f"sector {scheme}" for sheet, scheme in _schemes(files).items()}
        self._repeats = Repeats(("sector", "commodity", "hs"))
        self._repeats.add(records)
        self._noted: set[tuple[str, str, str, str]] = set()
        self._case = lru_cache(maxsize=_CASES)(self._read)

    def read(self, rows: Sequence[SupplierRecord], linked: Sequence[LinkRecord] = ()) -> Made:
        """Sectors and goods; a text in the one column that only the other table knows is read there.

        Goods read from a sector column ("Apparel") are marked PHRASE: they say what such a company may make. So are the
        goods of a row that names a chain of companies, for those that the row does not say they are of, but not raw
        ones: behind cotton there is only cotton. Codes in a sector column are never read as HS codes. `linked`: rows of
        a sheet of links, which say what is sold along them.
        """
        columns, values = self._stated(rows)
        for link in linked:
            _add(link.values, _STATED, columns, values)
        for row in rows:
            if row.possible:
                _add(row.possible, _OF_CHAINS, columns, values)
        case = self._told(columns, values)
        return _filled(case.sectors, values), _filled(case.goods, values)

    def plainly(self, rows: Sequence[SupplierRecord]) -> Made | None:
        """What `read` says of rows; None where anything is to be told of them, or was stated for all rows."""
        if any(row.possible for row in rows):
            return None
        columns, values = self._stated(rows)
        if not values:
            return _NOTHING
        case = self._case(tuple(columns), tuple([value.text for value in values]))
        cells = [value.cell for value in values]
        if case.notes or not all(cell.stands_in_a_cell for cell in cells):
            return None
        return _with_cells(case.sectors, cells), _with_cells(case.goods, cells)

    def _stated(self, rows: Sequence[SupplierRecord]) -> tuple[list[str], list[Value]]:
        """The values of rows that state sectors and goods, and what the column of each is called."""
        columns: list[str] = []
        values: list[Value] = []
        for row in rows:
            if "sector" in row.values:
                column = self._sector_column.get((row.file, row.sheet), "sector") if self._sector_column else "sector"
                for value in row.values["sector"]:
                    columns.append(column)
                    values.append(value)
        for row in rows:
            _add(row.values, _STATED, columns, values)
        return columns, values

    def of_line(self, row: SupplierRecord | LinkRecord) -> tuple[Reading, ...]:
        """The goods that one row states."""
        return self.of_values(row.values)

    def of_values(self, stated: Mapping[str, tuple[Value, ...]]) -> tuple[Reading, ...]:
        """The goods that some cells of a row state."""
        columns: list[str] = []
        values: list[Value] = []
        _add(stated, _STATED, columns, values)
        return _filled(self._told(columns, values).goods, values)

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

    def _told(self, columns: Sequence[str], values: Sequence[Value]) -> _Case:
        """What values say; what is to be told of them is told."""
        if not values:
            return _NO_TEXTS
        case = self._case(tuple(columns), tuple([value.text for value in values]))
        for note in case.notes:
            if note.doubtful:
                self._note_doubtful(note.what, note.doubtful, values[note.at])
            else:
                self._note_unknown(note.what, values[note.at])
        return case

    def _read(self, columns: tuple[str, ...], texts: tuple[str, ...]) -> _Case:
        """What texts say, each in its column."""
        sectors: list[tuple[Resolution, int]] = []
        goods: list[tuple[Resolution, int]] = []
        notes: list[_Note] = []
        for at, (column, text) in enumerate(zip(columns, texts, strict=True)):
            what = _COLUMNS.get(column, "sector")
            if what == "sector":
                scheme = column.removeprefix("sector ")
                made, found, doubtful = self._of_sector(text, None if scheme == column else scheme)
            else:
                made, found, doubtful = self._of_product(text) if what == "commodity" else self._of_code(text)
            if doubtful is not None:
                notes.append(_Note(at, what, doubtful))
            if column in _OF_CHAIN:
                found = [self._of_chain(resolution) for resolution in found if resolution.code]
            sectors += [(resolution, at) for resolution in made]
            goods += [(resolution, at) for resolution in found]
        return _Case(_once(sectors), _once(goods), tuple(notes))

    def _of_chain(self, resolution: Resolution) -> Resolution:
        """A good of the row's chain as a whole, for a company upstream of the one that the row is about."""
        rule = f"{resolution.rule}; the goods of the row's chain as a whole"
        if self._resolvers.commodities.is_raw(resolution.code or ""):
            return resolution.changed(rule=f"{rule}, which nobody makes of other goods")
        return resolution.changed(method=Method.PHRASE, rule=rule)

    def _of_product(self, text: str) -> _Found:
        known = self._resolvers.commodities.resolve(text)
        coded = any(r.code for r in known)
        by_sector = [] if coded else [r for r in self._sectors(text) if r.code]
        doubtful: tuple[Resolution, ...] | None = None
        if not by_sector and not coded:
            doubtful = ()
        elif not by_sector and all(is_doubtful_class(r) for r in known):
            doubtful = tuple(known)
        return by_sector, list(known), doubtful

    def _of_code(self, text: str) -> _Found:
        """The goods of a text of HS codes; words in it are read as products, and what means nothing is told."""
        found = [r for r in self._resolvers.commodities.resolve_hs(text) if _tells(r)]
        if not found and any(ch.isalpha() for ch in text):
            found = [r for r in self._resolvers.commodities.resolve(text) if _tells(r)]
        return [], found, None if any(r.code for r in found) or is_placeholder(text) else ()

    def _of_sector(self, text: str, scheme: str | None) -> _Found:
        every = self._resolvers.sectors.resolve(text, scheme)
        found = [r for r in every if r.code]
        in_words = any(character.isalpha() for character in text)
        also = [r for r in self._resolvers.commodities.resolve(text) if r.code] if in_words else []
        goods = [_weaken(r) for r in also if not is_class(r.code)]
        return found or list(every), goods, None if found or also else ()

    def _sectors(self, text: str) -> tuple[Resolution, ...]:
        """Sectors of a text in a product column, where a bare number is no sector code."""
        return self._resolvers.sectors.resolve(text) if any(ch.isalpha() for ch in text) else ()

    def _note_unknown(self, what: str, value: Value) -> None:
        """One problem per distinct text of a sheet, at its first cell: a ledger repeats its words a thousand times."""
        if not self._is_new(what, value):
            return
        # over a tick the heading names it, and the cell does not
        said = {"hs": "HS code"}.get(what, what)
        called = f"this {said}" if key(value.text) in key(value.raw) else f"the {said} '{value.text}'"
        several = self._several(what, value.text)
        if several:
            message = f"{called} is not certain: {several}; each of them counts as possible"
            self._tell(what, value, f"{what}-unresolved", message, Fate.NOTE)
            return
        none = "is in none of our tables"
        why = f" ({self._resolvers.commodities.resolve_hs(value.text)[0].rule})" if what == "hs" else ""
        message = f"{called} {none}{why}; it counts as unknown here and wherever it stands again"
        self._tell(what, value, f"{what}-unresolved", message, Fate.VALUE_NOT_USED)

    def _several(self, what: str, text: str) -> str:
        """Why a text may mean several goods; "" where it means none."""
        if what == "sector":
            return ""
        commodities = self._resolvers.commodities
        found = commodities.resolve_hs(text) if what == "hs" else commodities.resolve(text)
        return next((r.rule for r in found if r.method is Method.AMBIGUOUS), "")

    def _note_doubtful(self, what: str, known: Sequence[Resolution], value: Value) -> None:
        """A text that is read by one of its words, as a class that no list names."""
        if not self._is_new(what, value):
            return
        message = (
            f"{'; '.join(dict.fromkeys(r.rule for r in known))}. Its other words may mean a listed good: "
            "it counts as not known for certain, here and wherever it stands again"
        )
        self._tell(what, value, "commodity-class", message, Fate.NOTE)

    def _is_new(self, what: str, value: Value) -> bool:
        """Whether a text of a sheet comes for the first time in columns of this kind."""
        mark = (what, value.cell.file, value.cell.sheet, key(value.text))
        if mark in self._noted:
            return False
        self._noted.add(mark)
        return True

    def _tell(self, what: str, value: Value, code: str, message: str, fate: Fate) -> None:
        """Report a text at its first cell of a sheet, with how many cells hold it."""
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


def _add(
    stated: Mapping[str, tuple[Value, ...]],
    fields: Sequence[tuple[str, str]],
    columns: list[str],
    values: list[Value],
) -> None:
    """Add the values of some fields, each under what its column is called."""
    for field, column in fields:
        if field in stated:
            for value in stated[field]:
                columns.append(column)
                values.append(value)


def _tells(resolution: Resolution) -> bool:
    """Whether a resolution says which good it may be."""
    return resolution.code is not None or resolution.method is Method.AMBIGUOUS


def _once(found: Sequence[tuple[Resolution, int]]) -> tuple[_Said, ...]:
    """One resolution per code (the firmest) or unresolved text, with the numbers of all."""
    best: dict[tuple[str, str], Resolution] = {}
    at: dict[tuple[str, str], list[int]] = {}
    for resolution, number in found:
        mark = _mark(resolution)
        known = best.get(mark)
        if known is None or _RANKS[resolution.method] < _RANKS[known.method]:
            best[mark] = resolution
        at.setdefault(mark, []).append(number)
    return tuple(_Said(resolution, tuple(dict.fromkeys(at[mark]))) for mark, resolution in best.items())


def _filled(said: Sequence[_Said], values: Sequence[Value]) -> tuple[Reading, ...]:
    """What a case says, with the cells of its texts."""
    return _with_cells(said, [value.cell for value in values]) if said else ()


def _with_cells(said: Sequence[_Said], cells: Sequence[CellRef]) -> tuple[Reading, ...]:
    """What a case says, with its cells."""
    return tuple(
        [
            Reading(
                resolution=resolution,
                cells=(cells[at[0]],) if len(at) == 1 else tuple(dict.fromkeys([cells[number] for number in at])),
            )
            for resolution, at in said
        ]
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


def _weaken(resolution: Resolution) -> Resolution:
    return resolution.changed(method=Method.PHRASE, rule=f"{resolution.rule}; read from the sector column")


def merged(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading per code (the firmest) or unresolved text, with the cells of all."""
    readings = tuple(readings)
    if len(readings) < 2:
        return readings
    best: dict[tuple[str, str], Reading] = {}
    cells: dict[tuple[str, str], dict[CellRef, None]] = {}
    for reading in readings:
        mark = _mark(reading.resolution)
        known = best.get(mark)
        if known is None or _RANKS[reading.resolution.method] < _RANKS[known.resolution.method]:
            best[mark] = reading
        cells.setdefault(mark, {}).update(dict.fromkeys(reading.cells))
    return tuple(
        reading if len(cells[mark]) == len(reading.cells) else reading.changed(cells=tuple(cells[mark]))
        for mark, reading in best.items()
    )


def _mark(resolution: Resolution) -> tuple[str, str]:
    """What equal readings share: their code, or the text that has none."""
    return resolution.code or "", "" if resolution.code else key(resolution.raw)
