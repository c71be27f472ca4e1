"""load(): supplier spreadsheets, DataFrames or graphs → a supplier network with all its problems."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supplychain_risk.account import Account, FileReading, SheetCounts
from supplychain_risk.domain import CellRef, Fate, Problem, Supplier
from supplychain_risk.errors import InputError
from supplychain_risk.intake import limits
from supplychain_risk.intake.assembling import assemble, why_columns
from supplychain_risk.intake.grid import Opened
from supplychain_risk.intake.mapping import load_mapping, mapping_text, recognized
from supplychain_risk.intake.records import IntakeResult, SupplierRecord, Value
from supplychain_risk.loading.answers import Form, Taken, take, without_forms
from supplychain_risk.loading.around import with_places_of_sheets
from supplychain_risk.loading.connect import Connection, Group, connect, ownership_links
from supplychain_risk.loading.describe import Describer
from supplychain_risk.loading.fixes.corrected import corrected, said_of_correction
from supplychain_risk.loading.fixes.correcting import Applied, apply_fixes
from supplychain_risk.loading.fixes.questions import Question, questions
from supplychain_risk.loading.fixes.reading import Fixes, read_fixes
from supplychain_risk.loading.identity import (
    group_records,
    identifier_problems,
    linked_rows,
    may_be_faulty,
    named_by_id,
    supplier_ids,
)
from supplychain_risk.loading.lookalikes import LookAlikes, Namesakes
from supplychain_risk.loading.places import Places
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.loading.sources import open_source
from supplychain_risk.loading.usual import AT_ONCE
from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Source = (
        str
        | Path
        | pd.DataFrame
        | nx.DiGraph[Any]
        | nx.MultiDiGraph[Any]
        | Mapping[str, Any]
        | Sequence[str | Path]
        | Sequence[Mapping[str, Any]]
    )
else:
    Source = Any

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is (0 if not known)."""


@dataclass(frozen=True, slots=True)
class Loading:
    """A network together with the tables it was read from, for questions about single cells."""

    network: SupplyNetwork
    read: IntakeResult
    opened: tuple[Opened, ...]
    """The files as they were read, corrections in place."""
    settled: frozenset[CellRef]
    """Cells that a person chose to leave as they are."""
    resolvers: Resolvers
    mapping: Mapping[str, Any] | None = None

    def questions(self) -> tuple[Question, ...]:
        """What a person could settle, cell by cell."""
        grids = {(grid.file, grid.name): grid for file in self.opened for grid in file.grids}
        return questions(self.network, self.read, grids, self.resolvers, self.settled)

    def mapping_file(self) -> str:
        """What was recognized, as the text of a file for `mapping=`; each sheet is tried before it is stated."""
        grids = {f"{grid.file}!{grid.name}": grid for file in self.opened for grid in file.grids}
        found = {
            key: recognized(sheet, grids[key])
            for file in self.read.files
            for sheet in file.sheets
            if sheet.header_row is not None and (key := f"{file.name}!{sheet.name}") in grids
        }
        faithful = frozenset(key for key in found if self._reads_the_same({key: found[key]}))
        if not self._reads_the_same({key: found[key] for key in faithful}):
            faithful = frozenset()
        return mapping_text(self.read.files, found, faithful, why_columns(self.resolvers.reference))

    def _reads_the_same(self, mapping: Mapping[str, Any]) -> bool:
        is_country = self.resolvers.countries.looks_like_country
        try:
            again = assemble(self.opened, self.resolvers.reference, {**(self.mapping or {}), **mapping}, is_country)
        except InputError:
            return False
        return (again.suppliers, again.links, again.ownership) == (
            self.read.suppliers,
            self.read.links,
            self.read.ownership,
        )

    def notes(self) -> tuple[str, ...]:
        """What no cell can be asked about: sheets that name suppliers and have no column for their country."""
        bare = {cell.place for s in self.network.suppliers.values() if s.country is None for cell in s.cells}
        return tuple(
            f"{file.name}, sheet '{sheet.name}': there is no column with countries. Add one to the sheet itself."
            for file in self.read.files
            for sheet in file.sheets
            if sheet.header_row is not None and "country" not in sheet.mapping and (file.name, sheet.name) in bare
        )


def load(
    source: Source,
    *,
    company: str = "",
    reference: Reference | None = None,
    mapping: Mapping[str, Any] | str | Path | None = None,
    fixes: str | Path | Sequence[str | Path] = (),
    for_all: Mapping[str, str] | None = None,
    policy: Policy | None = None,
    progress: Progress | None = None,
) -> SupplyNetwork:
    """Read suppliers and links into a `SupplyNetwork`.

    Args:
        source: one of
            a spreadsheet, text, JSON, JSON Lines or Parquet file (Parquet needs pyarrow), or several of them (joined by
            supplier id or name);
            a DataFrame whose columns are headings, or a dict of them (sheet name → DataFrame);
            a list of dicts, one per supplier;
            a directed networkx graph with edges from supplier to buyer, whose nodes are supplier ids with attributes
            such as name, country, sector and commodity. A node that supplies nobody and has no attribute but a name is
            the company or a buyer.
            Whatever the source, every value keeps a cell: record or node n stands in row n + 1.
        company: name of the reporting company; if a "supplies to" column names it, its direct suppliers are tier 1.
        reference: the tables; the bundled ones by default.
        mapping: header row and columns per sheet, or a TOML file with them, where recognition needs help.
        fixes: fix-it workbooks with answers, as `check --fix-it` writes them; applied in the order given.
        for_all: what holds for every row that does not say otherwise: country, region, sector, commodity, hs, origin or
            tier → text. Such values are marked wherever they are shown. A mapping can say it sheet by sheet.
        policy: whose limits hold for the files (section `[limits]`); the shipped one by default.
        progress: called as the work goes on.

    Raises:
        InputError: a file is missing, unreadable, or no sheet holds a supplier table; the message says what to do.
    """
    with no_garbage_collection(), limits.within((policy or Policy.default()).limits):
        chosen = reference or Reference.bundled()
        return _load(source, company, chosen, mapping, fixes, for_all, progress, keep=False).network


@no_garbage_collection()
def load_with_tables(
    source: Source,
    *,
    company: str = "",
    reference: Reference | None = None,
    mapping: Mapping[str, Any] | str | Path | None = None,
    fixes: str | Path | Sequence[str | Path] = (),
    for_all: Mapping[str, str] | None = None,
    policy: Policy | None = None,
    progress: Progress | None = None,
) -> Loading:
    """The same as `load()`, and keep what was read, so that cells can be asked about."""
    with limits.within((policy or Policy.default()).limits):
        return _load(source, company, reference or Reference.bundled(), mapping, fixes, for_all, progress)


def _load(
    source: Source,
    company: str,
    reference: Reference,
    mapping: Mapping[str, Any] | str | Path | None,
    fixes: str | Path | Sequence[str | Path],
    for_all: Mapping[str, str] | None,
    progress: Progress | None,
    *,
    keep: bool = True,
) -> Loading:
    resolvers = Resolvers.over(reference)
    tick = progress or (lambda what, done, total: None)
    chosen = load_mapping(Path(mapping)) if isinstance(mapping, str | Path) else mapping
    answered = [read_fixes(Path(one)) for one in ([fixes] if isinstance(fixes, str | Path) else fixes)]
    opened, known = open_source(source, reference, tick)
    files = list(opened)
    del opened  # so that `_loaded` can let them go
    return _loaded(files, known, answered, chosen, company, for_all, resolvers, tick, keep=keep)


@no_garbage_collection()
def load_opened(
    opened: Sequence[Opened],
    *,
    company: str = "",
    resolvers: Resolvers,
    mapping: Mapping[str, Any] | None = None,
    fixes: Sequence[Fixes] = (),
    policy: Policy | None = None,
    progress: Progress | None = None,
) -> Loading:
    """The same as `load_with_tables()` of files that were opened before: another mapping or answer opens none again."""
    tick = progress or (lambda what, done, total: None)
    with limits.within((policy or Policy.default()).limits):
        return _loaded(list(opened), {}, fixes, mapping, company, None, resolvers, tick)


def _loaded(
    files: list[Opened],
    known: Mapping[str, Any],
    answered: Sequence[Fixes],
    chosen: Mapping[str, Any] | None,
    company: str,
    for_all: Mapping[str, str] | None,
    resolvers: Resolvers,
    tick: Progress,
    *,
    keep: bool = True,
) -> Loading:
    """`keep`: whether anybody will ask about the rows once the network is made. Else `files` is emptied, so that the
    texts of cells need no room beside the suppliers that are made of them."""
    reference = resolvers.reference
    opened, forms, of_forms = without_forms(files)
    applied = apply_fixes(opened, answered)
    stated = with_for_all({**known, **(chosen or {})}, for_all) or None
    check_for_all(stated or {}, resolvers)
    with limits.timed(", ".join(file.name for file in applied.opened)):
        read = assemble(applied.opened, reference, stated, resolvers.countries.looks_like_country, tick)
    read = without_own_company(without_own_declaration(read, company), company)
    read = replace(read, suppliers=named_by_id(read.suppliers))
    applied.readings += of_forms
    read, around = with_places_of_sheets(read, applied.opened, resolvers)
    taken = _answered(read, resolvers, forms) if forms else Taken()
    records = [*read.suppliers, *taken.upstream]
    read = replace(read, suppliers=tuple(records) if keep else ())
    if not keep:
        files.clear()
        opened = applied.opened = ()
    network = _assemble(read, records, resolvers, company, tick, applied, taken, around)
    by_person = with_for_all(chosen or {}, for_all)
    if by_person:
        told = json.dumps(by_person, sort_keys=True, ensure_ascii=False, default=str)
        network = network.with_account(replace(network.account, mapping=told))
    return Loading(network, read, applied.opened, frozenset(applied.left), resolvers, stated)


def with_for_all(mapping: Mapping[str, Any], for_all: Mapping[str, str] | None) -> dict[str, Any]:
    """A mapping in which every sheet, and the sheets that it does not name, have what holds for all rows."""
    if not for_all:
        return dict(mapping)
    every = {**mapping, "*": mapping.get("*", {})}
    return {sheet: {**entry, "all": {**for_all, **entry.get("all", {})}} for sheet, entry in every.items()}


def check_for_all(mapping: Mapping[str, Any], resolvers: Resolvers) -> None:
    """Refuse what is stated for all rows and means nothing: no cell could be asked about it.

    Raises:
        InputError: a country, sector or good that no table knows.
    """
    for sheet, entry in mapping.items():
        said = entry.get("all", {}) if isinstance(entry, Mapping) else {}
        known = {
            "country": lambda text: resolvers.countries.resolve(text, codes=True).code is not None,
            "origin": lambda text: resolvers.countries.resolve(text, codes=True).code is not None,
            "commodity": lambda text: any(r.code for r in resolvers.commodities.resolve(text)),
            "sector": lambda text: any(r.code for r in resolvers.sectors.resolve(text)),
            "hs": lambda text: any(r.code for r in resolvers.commodities.resolve_hs(text)),
        }
        for field, text in said.items() if isinstance(said, Mapping) else ():
            if field in known and not known[field](str(text)):
                raise InputError(
                    f"{field} = {text!r} for all rows is in none of our tables",
                    where=sheet,
                    hint="Write a country's name or ISO code, a common word for a good or sector, or an HS code.",
                )


def without_own_declaration(read: IntakeResult, company: str) -> IntakeResult:
    """A questionnaire that the reporting company filled in itself makes it no supplier of its own; a note says so."""
    own = [r for r in read.suppliers if r.declares and company and key(r.values["name"][0].text) == key(company)]
    notes = tuple(
        Problem(
            where=record.values["name"][0].cell,
            code="own-declaration",
            value=record.values["name"][0].raw,
            message="this questionnaire is the reporting company's own, so its answers are no supplier's controls",
            hint="Nothing needs to be done. If it is a supplier's, screen for another company.",
            fate=Fate.NOTE,
        )
        for record in own
    )
    kept = tuple(r for r in read.suppliers if r not in own) if own else read.suppliers
    return replace(read, suppliers=kept, problems=(*read.problems, *notes)) if own else read


def without_own_company(read: IntakeResult, company: str) -> IntakeResult:
    """Rows of the reporting company itself (tier 0, or the name given as `company`) are no suppliers; notes say so."""
    named = [r for r in read.suppliers if company and r.first("name") and key(r.values["name"][0].text) == key(company)]
    own = (*read.own, *named)
    if not own:
        return read
    notes = []
    for record in own:
        name = record.first("name") or record.first("supplier_id")
        if name is not None:
            notes.append(
                Problem(
                    where=name.cell,
                    code="own-company",
                    value=name.raw,
                    message="this row is the reporting company itself, or a plant of its own, and no supplier",
                    hint="Nothing needs to be done. If it is a supplier, correct its tier.",
                    fate=Fate.NOTE,
                )
            )
    gone = {id(record) for record in named}
    kept = tuple(r for r in read.suppliers if id(r) not in gone)
    return replace(read, suppliers=kept, problems=(*read.problems, *notes), own=own)


def _assemble(
    read: IntakeResult,
    records: list[SupplierRecord],
    resolvers: Resolvers,
    company: str,
    tick: Progress,
    applied: Applied,
    taken: Taken,
    around: Sequence[Value],
) -> SupplyNetwork:
    """The network of rows: those of the input, and what suppliers answered.

    Args:
        read: what was read; its rows of suppliers are not looked at.
        records: the rows of suppliers; the list is emptied, so that rows which nobody else keeps need no room beside
            the suppliers that are made of them.
        resolvers: for the texts.
        company: name of the reporting company.
        tick: told of what is being done.
        applied: corrections.
        taken: what suppliers answered.
        around: what stands around the rows of a sheet.
    """
    fixed = {**applied.corrections, **taken.corrections}
    problems: dict[tuple[CellRef, str], Problem] = {}

    def report(problem: Problem) -> None:
        if (problem.where, problem.code) not in problems:
            problems[(problem.where, problem.code)] = said_of_correction(problem, fixed) if fixed else problem

    for problem in (*read.problems, *applied.problems, *taken.problems):
        report(problem)

    describer = Describer(resolvers, report, replace(read, suppliers=tuple(records)))
    describer.tell_texts(around)
    for record in filter(may_be_faulty, records):
        for problem in identifier_problems(record):
            report(problem)
    countries = describer.country_codes(records)
    code_of = {id(record): code for record, code in zip(records, countries, strict=True)}
    rows_of: list[Sequence[SupplierRecord]] = list(group_records(records, countries))
    records.clear()
    ids = supplier_ids((rows, _name(rows), code_of[id(rows[0])]) for rows in rows_of)
    linked = linked_rows(rows_of, read.links)
    del countries, code_of
    suppliers: list[Supplier] = []
    counts = Counts(describer.places)
    namesakes = Namesakes()

    def groups() -> Iterator[Group]:
        for start in range(0, len(ids), AT_ONCE):
            tick("Resolving suppliers", start, len(ids))
            some = range(start, min(start + AT_ONCE, len(ids)))
            rows = [taken.rows(tuple(rows_of[number])) for number in some]
            rows_of[some.start : some.stop] = [()] * len(some)  # rows are let go as soon as their suppliers are made
            links = [linked.get(number, ()) for number in some] if linked else None
            made = describer.suppliers(ids[some.start : some.stop], rows, links)
            if fixed:
                made = [corrected(supplier, of, fixed) for supplier, of in zip(made, rows, strict=True)]
            suppliers.extend(made)
            counts.add(rows)
            for supplier in made:
                namesakes.add(supplier)
            yield from map(Group, made, rows)
        tick("Resolving suppliers", len(ids), len(ids))

    linking = "Linking suppliers"
    connection = connect(groups(), read.links, company, report, read.own)
    tick(linking, 0, 2)
    LookAlikes(resolvers.reference).tell_among(namesakes, report)
    tick(linking, 1, 2)
    ownership = ownership_links(read.ownership)
    bare = SupplyNetwork(
        [*suppliers, *connection.named_only.values()],
        connection.links,
        ownership=ownership,
        buyers=connection.buyers,
        company=connection.company,
    )
    note_tier_conflicts(bare, report)
    tick(linking, 2, 2)
    ordered = tuple(problems[mark] for mark in sorted(problems, key=lambda m: (m[0].file, m[0].sheet, m[1], m[0].cell)))
    account = Account(
        ordered,
        (*read.files, *applied.readings),
        counts.of(read.files, connection),
        resolvers.reference,
        tuple(fixed[cell] for cell in sorted(fixed)),
    )
    return bare.with_account(account)


def _answered(read: IntakeResult, resolvers: Resolvers, forms: Sequence[Form]) -> Taken:
    """What suppliers answered, beside the rows of the input."""

    def groups(further: Sequence[SupplierRecord]) -> Mapping[str, tuple[SupplierRecord, ...]]:
        records = (*read.suppliers, *further)
        describer = Describer(resolvers, lambda problem: None, replace(read, suppliers=records))
        countries = describer.country_codes(records)
        code_of = {id(record): code for record, code in zip(records, countries, strict=True)}
        rows_of = group_records(records, countries)
        ids = supplier_ids((rows, _name(rows), code_of[id(rows[0])]) for rows in rows_of)
        return dict(zip(ids, rows_of, strict=True))

    return take(forms, groups, resolvers)


def _name(rows: Sequence[Any]) -> str:
    for row in rows:
        values = row.values
        stated = values.get("name") or values.get("other_name") or values.get("supplier_id")
        if stated:
            return str(stated[0].text)
    return ""


def note_tier_conflicts(network: SupplyNetwork, report: Callable[[Problem], None]) -> None:
    """Report suppliers whose stated tier is not the one that their links give."""
    for supplier in network.suppliers.values():
        if not supplier.stated_tier or not supplier.cells:
            continue
        tier = network.tier(supplier.id)
        if tier != supplier.stated_tier:
            report(
                Problem(
                    where=supplier.cells[0],
                    code="tier-conflict",
                    value=f"tier {supplier.stated_tier}",
                    message=f"the sheet states tier {supplier.stated_tier}, its links give tier {tier}",
                    hint="The links are used. Correct the tier or the buyer.",
                    fate=Fate.NOTE,
                )
            )


class Counts:
    """What each sheet gave, counted supplier by supplier."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._suppliers: Counter[tuple[str, str]] = Counter()
        self._countries: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, groups: Sequence[Sequence[SupplierRecord]]) -> None:
        """Count suppliers by the rows of each."""
        for rows in groups:
            sheets = [(row.file, row.sheet) for row in rows]
            for sheet in sheets if len(sheets) == 1 else dict.fromkeys(sheets):
                self._suppliers[sheet] += 1
        for sheet, code in self._places.named_by(row for rows in groups for row in rows):
            self._countries[sheet].add(code)

    def of(self, files: Sequence[FileReading], connection: Connection) -> Mapping[tuple[str, str], SheetCounts]:
        """The counts of every sheet, with the suppliers that only links name."""
        suppliers = Counter(self._suppliers)
        for named in connection.named_only.values():
            suppliers.update({(cell.file, cell.sheet) for cell in named.cells})
        links: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for link, sheet in zip(connection.links, connection.link_sheets, strict=True):
            if sheet is not None:
                links.setdefault(sheet, set()).add((link.supplier, link.buyer))
        return {
            (file.name, sheet.name): SheetCounts(
                suppliers=suppliers[file.name, sheet.name],
                links=len(links.get((file.name, sheet.name), ())),
                countries=len(self._countries.get((file.name, sheet.name), ())),
            )
            for file in files
            for sheet in file.sheets
        }
