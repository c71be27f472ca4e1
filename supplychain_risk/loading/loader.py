"""load(): supplier spreadsheets, DataFrames or graphs → a supplier network with all its problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supplychain_risk import intake
from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import InputError
from supplychain_risk.intake.records import IntakeResult
from supplychain_risk.loading.connect import Connection, Group, connect, ownership_links
from supplychain_risk.loading.describe import Describer
from supplychain_risk.loading.identity import group_records, identifier_problems, supplier_ids
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.network import Account, SheetCounts, SupplyNetwork
from supplychain_risk.reference import Reference

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is (0 if not known)."""


@no_garbage_collection()
def load(
    source: str | Path | pd.DataFrame | Sequence[str | Path],
    *,
    company: str = "",
    reference: Reference | None = None,
    mapping: Mapping[str, Any] | Path | None = None,
    progress: Progress | None = None,
) -> SupplyNetwork:
    """Read suppliers and links into a `SupplyNetwork`.

    Args:
        source: a spreadsheet or text file, several of them (joined by supplier id or name), or a DataFrame whose
            columns are headings.
        company: name of the reporting company; if a "supplies to" column names it, its direct suppliers are tier 1.
        reference: the tables; the bundled ones by default.
        mapping: header row and columns per sheet, or a TOML file with them, where recognition needs help.
        progress: called as the work goes on.

    Raises:
        InputError: a file is missing, unreadable, or no sheet holds a supplier table; the message says what to do.
    """
    reference = reference or Reference.bundled()
    resolvers = Resolvers.over(reference)
    tick = progress or (lambda what, done, total: None)
    read = _read(source, reference, mapping, resolvers, tick)
    return _assemble(read, resolvers, company, tick)


def _read(
    source: str | Path | pd.DataFrame | Sequence[str | Path],
    reference: Reference,
    mapping: Mapping[str, Any] | Path | None,
    resolvers: Resolvers,
    tick: Progress,
) -> IntakeResult:
    chosen = intake.load_mapping(mapping) if isinstance(mapping, Path) else mapping
    is_country = resolvers.countries.looks_like_country
    if isinstance(source, str | Path):
        source = [source]
    if isinstance(source, Sequence):
        paths = [Path(item) for item in source]
        if not paths:
            raise InputError("no input file was given", hint="Name at least one supplier spreadsheet.")
        return intake.read(paths, reference, mapping=chosen, is_country=is_country, progress=tick)
    return intake.read_frame(source, "DataFrame", reference, mapping=chosen, is_country=is_country)


def _assemble(read: IntakeResult, resolvers: Resolvers, company: str, tick: Progress) -> SupplyNetwork:
    problems: dict[tuple[CellRef, str], Problem] = {(p.where, p.code): p for p in read.problems}

    def report(problem: Problem) -> None:
        problems.setdefault((problem.where, problem.code), problem)

    describer = Describer(resolvers, report, read)
    for record in read.suppliers:
        for problem in identifier_problems(record):
            report(problem)
    countries = [describer.country_code(record) for record in read.suppliers]
    code_of = {id(record): code for record, code in zip(read.suppliers, countries, strict=True)}
    rows_of = group_records(read.suppliers, countries)
    ids = supplier_ids((rows, _name(rows), code_of[id(rows[0])]) for rows in rows_of)
    groups: list[Group] = []
    for number, (supplier_id, rows) in enumerate(zip(ids, rows_of, strict=True)):
        if number % 1000 == 0:
            tick("Resolving suppliers", number, len(rows_of))
        groups.append(Group(describer.supplier(supplier_id, rows), rows))
    tick("Resolving suppliers", len(rows_of), len(rows_of))
    connection = connect(groups, read.links, company, report)
    suppliers = [*(g.supplier for g in groups), *connection.named_only.values()]
    ownership = ownership_links(read.ownership)
    bare = SupplyNetwork(
        suppliers, connection.links, ownership=ownership, buyers=connection.buyers, company=connection.company
    )
    _note_tier_conflicts(bare, report)
    ordered = tuple(problems[mark] for mark in sorted(problems, key=lambda m: (m[0].file, m[0].sheet, m[1], m[0].cell)))
    account = Account(ordered, read.files, _counts(read, groups, connection, describer), resolvers.reference)
    return bare.with_account(account)


def _name(rows: Sequence[Any]) -> str:
    for row in rows:
        value = row.first("name") or row.first("other_name") or row.first("supplier_id")
        if value:
            return str(value.text)
    return ""


def _note_tier_conflicts(network: SupplyNetwork, report: Callable[[Problem], None]) -> None:
    for supplier in network.suppliers.values():
        tier = network.tier(supplier.id)
        if supplier.stated_tier and tier != supplier.stated_tier and supplier.cells:
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


def _counts(
    read: IntakeResult, groups: Sequence[Group], connection: Connection, describer: Describer
) -> Mapping[tuple[str, str], SheetCounts]:
    suppliers: dict[tuple[str, str], set[str]] = {}
    countries: dict[tuple[str, str], set[str]] = {}
    links: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for group in groups:
        for row in group.rows:
            suppliers.setdefault((row.file, row.sheet), set()).add(group.supplier.id)
            for value in row.values.get("country", ()):
                code = describer.places.resolve(value).code
                if code:
                    countries.setdefault((row.file, row.sheet), set()).add(code)
    for named in connection.named_only.values():
        for cell in named.cells:
            suppliers.setdefault((cell.file, cell.sheet), set()).add(named.id)
    for link, sheet in zip(connection.links, connection.link_sheets, strict=True):
        if sheet is None:
            continue
        links.setdefault(sheet, set()).add((link.supplier, link.buyer))
    return {
        (file.name, sheet.name): SheetCounts(
            suppliers=len(suppliers.get((file.name, sheet.name), ())),
            links=len(links.get((file.name, sheet.name), ())),
            countries=len(countries.get((file.name, sheet.name), ())),
        )
        for file in read.files
        for sheet in file.sheets
    }
