"""From opened files to records: finding the supplier tables of all sheets and reading their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from supplychain_risk.account import FileReading, SheetReading
from supplychain_risk.errors import InputError, NoSupplierTable
from supplychain_risk.intake import limits
from supplychain_risk.intake.cells import Yield
from supplychain_risk.intake.formulas import HINT as NO_VALUES
from supplychain_risk.intake.formulas import without_values
from supplychain_risk.intake.grid import Opened
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.joining import joined
from supplychain_risk.intake.layout import find_header
from supplychain_risk.intake.linkids import with_ids_of_links
from supplychain_risk.intake.mapping import Mappings, check_mapping, for_all_rows, for_sheet
from supplychain_risk.intake.partsabove import with_parts_above
from supplychain_risk.intake.questionnaire import questionnaire, supplying, without_forms
from supplychain_risk.intake.records import IntakeResult, SupplierRecord
from supplychain_risk.intake.room import see_that_it_fits
from supplychain_risk.intake.senses import IsCountry, Senses
from supplychain_risk.intake.sheet import read_sheet
from supplychain_risk.intake.stagesbeside import with_stages_beside
from supplychain_risk.intake.surroundings import given_by_names, notes_on
from supplychain_risk.intake.survey import Survey, headings_seen, survey
from supplychain_risk.intake.templates import is_declaration, recognized, without_examples, without_lookups
from supplychain_risk.memory import no_garbage_collection

if TYPE_CHECKING:
    from supplychain_risk.intake.opening import Progress
    from supplychain_risk.reference import Reference


def assemble(
    opened: Sequence[Opened],
    reference: Reference,
    mapping: Mappings | None,
    is_country: IsCountry,
    progress: Progress | None = None,
) -> IntakeResult:
    """Find the supplier tables of opened files and read their rows.

    `progress` is called as each sheet has been looked at, and again as it has been read.

    Raises:
        NoSupplierTable: no sheet of any file has a supplier table.
        InputError: the mapping has an error.
    """
    vocabulary = Vocabulary.of(reference)
    if mapping is not None:
        check_mapping(mapping, "mapping")
    senses = Senses.of(reference, is_country)
    opened = with_stages_beside(with_ids_of_links(opened, vocabulary), vocabulary, senses)
    opened, bills, parts = with_parts_above(opened, vocabulary)
    opened, joins = joined(opened, vocabulary, bills)
    joins = {**joins, **bills}
    sheets_done = _counting(progress, 2 * sum(len(file.grids) for file in opened))
    surveys: list[list[Survey]] = []
    for file in opened:
        surveys.append([])
        for grid in file.grids:
            limits.in_time()
            surveys[-1].append(sheets_done(survey(grid, vocabulary, senses, for_sheet(mapping, grid))))
    surveys = _only_the_sure([recognized(_of_suppliers(sheets, vocabulary)) for sheets in surveys])
    see_that_it_fits(found for sheets in surveys for found in sheets)
    described = any(not table.plan.is_links for file in surveys for found in file for table in found.tables)
    total = Yield()
    files: list[FileReading] = []
    with no_garbage_collection():
        for file, sheets in zip(opened, surveys, strict=True):
            readings: list[SheetReading] = []
            of_file = Yield()
            of_file.problems += file.problems
            for found, said in zip(sheets, given_by_names(sheets, senses.country, vocabulary), strict=True):
                limits.in_time()
                reading, given = read_sheet(
                    found,
                    vocabulary,
                    senses,
                    links_only=described,
                    given=said,
                    for_all=for_all_rows(for_sheet(mapping, found.grid), found.grid),
                )
                readings.append(sheets_done(reading))
                of_file.add(given)
                if reading.header_row is not None:
                    of_file.problems += [*notes_on(said), *without_values(found.grid)]
            readings = _with_declaration(sheets, vocabulary, of_file, readings)
            readings = [
                replace(r, reason=f"{joins[file.name, r.name]}; {r.reason}") if (file.name, r.name) in joins else r
                for r in readings
            ]
            total.add(of_file)
            files.append(FileReading(file.name, file.format, file.encoding, file.sha256, tuple(readings)))
    if not total.suppliers and not total.links:
        raise _unfilled(opened, vocabulary) or _no_table(opened, files)
    own = tuple(record for record in total.suppliers if is_own(record))
    listed = [record for record in total.suppliers if not is_own(record)] if own else total.suppliers
    return IntakeResult(
        tuple(listed),
        tuple(total.links),
        tuple(total.ownership),
        tuple(total.problems),
        tuple(files),
        own,
        (*parts, *total.parts),
    )


_Done = TypeVar("_Done")


def _counting(progress: Progress | None, total: int) -> Callable[[_Done], _Done]:
    """A function that hands on what it is given, and counts it as done."""
    done = 0

    def count(one: _Done) -> _Done:
        nonlocal done
        done += 1
        if progress:
            progress(FINDING, done, total)
        return one

    if progress:
        progress(FINDING, 0, total)
    return count


FINDING = "Finding suppliers"
"""The step in which tables are found and read, as `progress` calls it."""


def _of_suppliers(sheets: Sequence[Survey], vocabulary: Vocabulary) -> list[Survey]:
    """The sheets of a file without those that only serve or explain the others."""
    return without_examples(without_lookups(without_forms(sheets)), vocabulary)


_TIER_0 = re.compile(
    r"(?:tier|t|level|rang|stufe|nivel)?[\s:_-]*0(?:\.0)?|(?:own|in[ -]?house|internal)(?: \w+)?|自有|自社|本公司|本社",
    re.I,
)


def is_own(record: SupplierRecord) -> bool:
    """Whether a row describes the reporting company itself or a plant of its own: its tier is 0."""
    tiers = record.values.get("tier")
    return tiers is not None and all(_is_tier_0(value.text) for value in tiers)


@lru_cache(maxsize=1 << 10)
def _is_tier_0(text: str) -> bool:
    return _TIER_0.fullmatch(text.strip()) is not None


def _with_declaration(
    sheets: Sequence[Survey], vocabulary: Vocabulary, of_file: Yield, readings: list[SheetReading]
) -> list[SheetReading]:
    """Put the company that a file's questionnaire speaks of before the suppliers that the file lists."""
    declared = questionnaire(sheets, vocabulary, of_file.suppliers)
    if declared is None:
        return readings
    own = (declared.record.sheet, declared.record.row)
    listed = [record for record in of_file.suppliers if (record.sheet, record.row) != own]
    of_file.suppliers = [declared.record, *(supplying(declared, listed) if is_declaration(sheets) else listed)]
    return [
        replace(r, reason=declared.reason(r.name)) if r.header_row is None and r.name in declared.counts else r
        for r in readings
    ]


def _only_the_sure(surveys: list[list[Survey]]) -> list[list[Survey]]:
    """Leave out sheets that only might list suppliers where others certainly do."""
    if not any(found.tables and found.sure for file in surveys for found in file):
        return surveys
    return [
        [
            found
            if found.sure or not found.tables
            else Survey(found.grid, (), "its headings do not speak of suppliers, and another sheet's do")
            for found in file
        ]
        for file in surveys
    ]


def _unfilled(opened: Sequence[Opened], vocabulary: Vocabulary) -> InputError | None:
    """The error for a template that nobody has filled in: headings of suppliers, and nothing below them."""
    for file in opened:
        for grid in file.grids:
            header = find_header(grid, vocabulary, needs_rows=False)
            if header is None or any(cell.strip() for row in grid.rows[header.row + 1 :] for cell in row):
                continue
            meanings = [vocabulary.meaning(text) for text in grid.rows[header.row]]
            if any(meaning is not None and meaning.field == "name" for meaning in meanings):
                return NoSupplierTable(
                    f"has no suppliers yet: the sheet '{grid.name}' has headings in row {header.row + 1} and nothing "
                    "below them",
                    where=file.name,
                    hint="Write a supplier on each row below the headings; only the name is required. If the suppliers "
                    "stand on another sheet, head the column of their names 'Supplier name'.",
                )
    return None


def _no_table(opened: Sequence[Opened], files: Sequence[FileReading]) -> InputError:
    lines = []
    for file, reading in zip(opened, files, strict=True):
        for grid, sheet in zip(file.grids, reading.sheets, strict=True):
            seen = headings_seen(grid)
            empty = f"; {len(grid.uncalculated):,} formulas have no value" if grid.uncalculated else ""
            lines.append(f"{sheet.name}: {sheet.reason}{empty}" + (f" (seen: {seen})" if seen else ""))
    found = "; ".join(lines[:12]) + (f"; and {len(lines) - 12} more sheets" if len(lines) > 12 else "")
    return NoSupplierTable(
        f"no sheet has a table with a supplier column. {found}",
        where=", ".join(file.name for file in opened),
        hint=NO_VALUES
        if any(grid.uncalculated for file in opened for grid in file.grids)
        else "Give the column of supplier names a heading such as 'Supplier name', or say with --mapping which row "
        "is the header and which column holds the names.",
    )


def why_columns(reference: Reference) -> Callable[[str, str], str]:
    """(column, heading) → why the heading is taken for the column, with the confidence of the words alone."""
    vocabulary = Vocabulary.of(reference)

    def explain(column: str, heading: str) -> str:
        meaning = vocabulary.meaning(heading)
        if meaning is None or meaning.field != column:
            return "by its values and its place among the others"
        return f"by its words: {meaning.rule}, {meaning.weight:.2f}"

    return explain
