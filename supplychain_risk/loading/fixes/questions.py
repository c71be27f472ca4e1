"""What a person could settle: the cells whose text could not be used, what is the matter and what may be meant.

A text that repeats in a column is asked about once, for all its cells. What only one row can answer (a missing name, a
missing country, a conflict) is asked row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import CellRef, Method, Problem, Reading, Supplier
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.records import IntakeResult, Value
from supplychain_risk.intake.values import clean, one_line, tidy
from supplychain_risk.loading.fixes.correcting import text_at
from supplychain_risk.loading.fixes.reading import position
from supplychain_risk.loading.identity import by_reference
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.loading.unknown_regions import everywhere
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.resolve.days import two_readings
from supplychain_risk.resolve.products import is_doubtful_class
from supplychain_risk.resolve.text import is_placeholder, key

KINDS = (
    "Countries",
    "Regions",
    "Sectors",
    "Goods",
    "Names",
    "Conflicts",
    "Links",
    "Identifiers",
    "Dates",
    "Amounts",
    "Indicators",
    "Other cells",
)
"""Kinds of questions in the order in which they matter."""
_KIND_OF = {
    "country-unresolved": "Countries",
    "country-ambiguous": "Countries",
    "country-missing": "Countries",
    "origin-unresolved": "Countries",
    "origin-ambiguous": "Countries",
    "region-unresolved": "Regions",
    "sector-unresolved": "Sectors",
    "commodity-unresolved": "Goods",
    "commodity-class": "Goods",
    "hs-unresolved": "Goods",
    "no-supplier-name": "Names",
    "placeholder-name": "Names",
    "conflicting-country": "Conflicts",
    "several-names": "Conflicts",
    "link-ambiguous": "Links",
    "identifier-invalid": "Identifiers",
    "identifier-damaged": "Identifiers",
    "date-ambiguous": "Dates",
    "date-unreadable": "Dates",
    "dates-unmatched": "Dates",
    "amount-unreadable": "Amounts",
    "share-unreadable": "Amounts",
    "quantity-unreadable": "Amounts",
    "indicator-unresolved": "Indicators",
    "cell-error": "Other cells",
}
_HINTED = ("identifier", "date", "amount", "share", "quantity", "indicator")
"""Codes whose hint says how to write the answer."""
_WANT_COUNTRY = ("country", "origin")
"""Codes that any country's name may answer."""
_SHOWN = 300
Grids = Mapping[tuple[str, str], Grid]
"""(file, sheet) → the sheet as it was read."""


@dataclass(frozen=True, slots=True)
class Question:
    """Cells of one sheet that hold the same text, and what to ask about it."""

    kind: str
    file: str
    sheet: str
    cells: tuple[str, ...]
    column: str
    """The column's heading."""
    now: str
    """What the cells hold, as it stands."""
    matter: str
    suggestions: tuple[str, ...] = ()
    """What may be meant; another answer is as welcome."""
    wants_country: bool = False
    """Whether any country's name may be the answer."""


def questions(
    network: SupplyNetwork,
    read: IntakeResult,
    grids: Grids,
    resolvers: Resolvers,
    settled: Iterable[CellRef] = (),
) -> tuple[Question, ...]:
    """Everything a person could settle, by kind, file, sheet and cell; `settled` cells are not asked about again."""
    asking = _Asking(network, read, grids, resolvers, frozenset(settled))
    return tuple(sorted(asking.all(), key=asking.order))


class _Asking:
    def __init__(
        self,
        network: SupplyNetwork,
        read: IntakeResult,
        grids: Grids,
        resolvers: Resolvers,
        settled: frozenset[CellRef],
    ) -> None:
        self._network = network
        self._read = read
        self._grids = grids
        self._resolvers = resolvers
        self._settled = settled
        self._place = {mark: number for number, mark in enumerate(grids)}
        self._sheets = {(file.name, sheet.name): sheet for file in read.files for sheet in file.sheets}

    def order(self, question: Question) -> tuple[object, ...]:
        """Where a question stands in the workbook."""
        sheet = self._place.get((question.file, question.sheet), 0)
        return KINDS.index(question.kind), sheet, position(question.cells[0]), question.now

    def all(self) -> Iterator[Question]:
        """Every question."""
        ask: dict[str, Callable[[Sequence[Problem]], Iterator[Question]]] = {
            "conflicting-country": self._country_conflicts,
            "several-names": self._name_conflicts,
            "no-supplier-name": self._names,
            "placeholder-name": self._names,
            "sector-unresolved": lambda found: self._unknown(found, "sector"),
            "commodity-unresolved": lambda found: self._unknown(found, "commodity"),
            "commodity-class": lambda found: self._unknown(found, "commodity"),
            "hs-unresolved": self._unknown_codes,
            "region-unresolved": self._unknown_regions,
        }
        by_code: dict[str, list[Problem]] = {}
        for problem in self._network.account.problems:
            if problem.code in _KIND_OF:
                by_code.setdefault(problem.code, []).append(problem)
        for code, found in by_code.items():
            yield from ask.get(code, self._repeated)(found)
        yield from self._missing_countries()

    def _question(
        self,
        code: str,
        cells: Iterable[CellRef],
        matter: str,
        suggestions: Sequence[str] = (),
        *,
        country: bool = False,
    ) -> Iterator[Question]:
        """One question about cells of one sheet, unless they are settled or not on a sheet."""
        open_cells = [
            c for c in dict.fromkeys(cells) if c not in self._settled and c.place in self._grids and c.stands_in_a_cell
        ]
        if not open_cells:
            return
        first = min(open_cells, key=lambda c: position(c.cell))
        yield Question(
            kind=_KIND_OF[code],
            file=first.file,
            sheet=first.sheet,
            cells=tuple(sorted((c.cell for c in open_cells), key=position)),
            column=self._heading(first),
            now=text_at(self._grids[first.place], first.cell),
            matter=matter,
            suggestions=tuple(dict.fromkeys(s for s in suggestions if s)),
            wants_country=country,
        )

    # --- the same text in several cells ------------------------------------------------------------------------------

    def _repeated(self, problems: Sequence[Problem]) -> Iterator[Question]:
        for (code, *_), group in self._alike(problems).items():
            first = group[0]
            country = code.startswith(_WANT_COUNTRY)
            message = f"{first.message}. {first.hint}" if code.startswith(_HINTED) else first.message
            yield from self._question(
                code, (p.where for p in group), message, self._suggestions(first), country=country
            )

    def _alike(self, problems: Iterable[Problem]) -> Mapping[tuple[str, ...], list[Problem]]:
        groups: dict[tuple[str, ...], list[Problem]] = {}
        for p in problems:
            if p.where.place in self._grids:
                held = text_at(self._grids[p.where.place], p.where.cell)
                mark = (p.code, *p.where.column, held)
                groups.setdefault(mark, []).append(p)
        return groups

    def _suggestions(self, problem: Problem) -> tuple[str, ...]:
        if problem.code.startswith(_WANT_COUNTRY):
            countries = self._resolvers.countries
            return tuple(countries.name(code) for code in countries.resolve(clean(problem.value)).candidates)
        if problem.code == "link-ambiguous":
            return self._own_ids(clean(problem.value))
        if problem.code == "date-ambiguous":
            return tuple(day.isoformat() for day in two_readings(clean(problem.value)) or ())
        return problem.suggestions

    def _own_ids(self, name: str) -> tuple[str, ...]:
        """Ids that the sheets give to the suppliers of a name."""
        own = {v.text for record in self._read.suppliers for v in record.values.get("supplier_id", ())}
        bearers = by_reference({s.id: [n.text for n in s.names] for s in self._network.suppliers.values()})
        return tuple(i for i in bearers.get(key(name), ()) if i in own)

    def _unknown(self, problems: Sequence[Problem], field: str) -> Iterator[Question]:
        """Sectors or goods in no table; a problem is noted at the first cell only, so its other cells are looked up."""
        readings = (
            r for s in self._network.suppliers.values() for r in (s.sectors if field == "sector" else s.commodities)
        )
        unresolved = {key(r.resolution.raw): r for r in readings if r.code is None or is_doubtful_class(r.resolution)}
        noted = {p.where for p in problems}
        values = [v for record in self._read.suppliers for v in record.values.get(field, ())]
        wanted = {(*v.cell.place, key(v.text)) for v in values if v.cell in noted and key(v.text) in unresolved}
        groups: dict[tuple[str, ...], list[Value]] = {}
        for v in values:
            if (*v.cell.place, key(v.text)) in wanted:
                groups.setdefault((*v.cell.column, v.raw), []).append(v)
        for group in groups.values():
            texts = tuple(dict.fromkeys(v.text for v in group))
            what = "sector" if field == "sector" else "good"
            taken = unresolved[key(group[0].text)].resolution
            none = f"no {what} of this name is in our tables"
            read_as = f"read as '{taken.label}' by one of its words" if taken.code else none
            matter = f"{', '.join(repr(t) for t in texts)}: {read_as}. "
            matter += (
                "Write a common word or an ISIC Rev.4 code." if what == "sector" else "Write the good or its HS code."
            )
            group = [v for v in group if v.cell.stands_in_a_cell]
            held = {text_at(self._grids[v.cell.place], v.cell.cell) for v in group if v.cell.place in self._grids}
            for text in sorted(held):
                cells = (v.cell for v in group if text_at(self._grids[v.cell.place], v.cell.cell) == text)
                yield from self._question(f"{field}-unresolved", cells, matter, self._meant(field, unresolved, texts))

    def _unknown_codes(self, problems: Sequence[Problem]) -> Iterator[Question]:
        """HS codes that are none: every cell that holds what a problem was noted of once."""
        for (file, sheet, text), problem in {(*p.where.place, p.value): p for p in problems}.items():
            values = (v for record in self._read.suppliers for v in record.values.get("hs", ()))
            cells = [v.cell for v in values if (*v.cell.place, v.raw) == (file, sheet, text)]
            yield from self._question("hs-unresolved", cells or [problem.where], f"{problem.message}. {problem.hint}")

    def _meant(self, field: str, unresolved: Mapping[str, Reading], texts: Sequence[str]) -> tuple[str, ...]:
        name = self._resolvers.sectors.title if field == "sector" else self._resolvers.commodities.name
        if len(texts) != 1:
            return ()
        return tuple(name(code) for code in unresolved[key(texts[0])].resolution.candidates)

    def _unknown_regions(self, problems: Sequence[Problem]) -> Iterator[Question]:
        for unknown in everywhere(problems, self._network.suppliers.values(), self._read.suppliers):
            found = self._resolvers.regions.unknown(unknown.text, city=unknown.field == "city")
            meant = tuple(map(self._resolvers.regions.name, found.candidates)) if found else ()
            held: dict[str, list[CellRef]] = {}
            for cell in unknown.cells:
                held.setdefault(self._held(cell), []).append(cell)
            for cells in held.values():
                yield from self._question(unknown.problem.code, cells, unknown.problem.message, meant)

    # --- row by row --------------------------------------------------------------------------------------------------

    def _names(self, problems: Sequence[Problem]) -> Iterator[Question]:
        for p in problems:
            row = p.value if len(p.value) <= _SHOWN else p.value[: _SHOWN - 1] + "…"
            yield from self._question(p.code, (p.where,), f"{p.message}, so the row is set aside. The row holds: {row}")

    def _country_conflicts(self, problems: Sequence[Problem]) -> Iterator[Question]:
        at = {
            cell: s
            for s in self._network.suppliers.values()
            if s.country and s.country.resolution.method is Method.AMBIGUOUS
            for cell in s.country.cells
        }
        for supplier in {s.id: s for p in problems if (s := at.get(p.where))}.values():
            cells = supplier.country.cells if supplier.country else ()
            codes = supplier.country.resolution.candidates if supplier.country else ()
            names = tuple(self._resolvers.countries.name(code) for code in codes)
            stated = ", ".join(f"{self._held(cell)!r} in {cell.sheet}!{cell.cell}" for cell in cells[:6])
            matter = f"the rows of '{supplier.name}' state different countries: {stated}"
            groups: dict[tuple[str, ...], list[CellRef]] = {}
            for cell in cells:
                groups.setdefault((*cell.place, self._held(cell)), []).append(cell)
            for group in groups.values():
                yield from self._question("conflicting-country", group, matter, names, country=True)

    def _name_conflicts(self, problems: Sequence[Problem]) -> Iterator[Question]:
        of = {cell: s for s in self._network.suppliers.values() for n in s.names for cell in n.cells}
        for p in problems:
            supplier = of.get(p.where)
            yield from self._question(
                p.code, (p.where,), f"{p.message}. {p.hint}", (supplier.name,) if supplier else ()
            )

    def _missing_countries(self) -> Iterator[Question]:
        """Suppliers without a country on sheets that have a column for it: the cells to fill in."""
        for supplier in self._network.suppliers.values():
            if supplier.country is not None or not supplier.described:
                continue
            cells: dict[tuple[str, ...], list[CellRef]] = {}
            for cell in supplier.cells:
                target = self._country_cell(cell)
                if target and (not clean(self._held(target)) or is_placeholder(self._held(target))):
                    cells.setdefault((*target.place, self._held(target)), []).append(target)
            for group in cells.values():
                yield from self._question("country-missing", group, _no_country(supplier), country=True)

    def _country_cell(self, name: CellRef) -> CellRef | None:
        """The country cell of the row that names a supplier: the next country column, or the best one of the sheet."""
        columns = self._columns(name.place, "country")
        if not columns:
            return None
        number, here = position(name.cell)
        tiers = len(self._columns(name.place, "name")) > 1
        after = sorted(c for c in columns if c > here)
        column = (after[0] if after else None) if tiers else columns[0]
        return None if column is None else CellRef(name.file, name.sheet, f"{column_letters(column)}{number + 1}")

    # --- columns -----------------------------------------------------------------------------------------------------

    def _columns(self, mark: tuple[str, str], field: str) -> tuple[int, ...]:
        """Columns (0-based) of a field on a sheet, found by their headings; best first."""
        sheet, grid = self._sheets.get(mark), self._grids.get(mark)
        if sheet is None or grid is None or sheet.header_row is None or field not in sheet.mapping:
            return ()
        wanted = sheet.mapping[field]
        row = [one_line(tidy(text)) for text in grid.rows[sheet.header_row - 1]]
        if wanted in row:
            return (row.index(wanted),)
        parts = wanted.split(" + ")
        found = tuple(row.index(part) for part in parts if part in row)
        return found or self._columns_by_value(mark, field)

    def _columns_by_value(self, mark: tuple[str, str], field: str) -> tuple[int, ...]:
        values = (v for r in self._read.suppliers if (r.file, r.sheet) == mark for v in r.values.get(field, ()))
        return tuple(dict.fromkeys(position(v.cell.cell)[1] for v in values if v.cell.stands_in_a_cell))

    def _heading(self, cell: CellRef) -> str:
        sheet = self._sheets.get(cell.place)
        if sheet is None or sheet.header_row is None:
            return ""
        return one_line(tidy(text_at(self._grids[cell.place], f"{cell.letters}{sheet.header_row}")))

    def _held(self, cell: CellRef) -> str:
        grid = self._grids.get(cell.place)
        return text_at(grid, cell.cell) if grid else ""


def _no_country(supplier: Supplier) -> str:
    return f"'{supplier.name}' has no country; without it the supplier is not fully assessed"
