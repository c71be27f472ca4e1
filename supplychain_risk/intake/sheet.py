"""The rows of a surveyed sheet → records and problems, and the account of every row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from supplychain_risk.account import ColumnReading, SheetReading
from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake import fates
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.cells import Yield
from supplychain_risk.intake.dittos import Dittos
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.shape import shaped
from supplychain_risk.intake.survey import Found, Survey
from supplychain_risk.intake.table import TableReader
from supplychain_risk.intake.told import close_columns, column_notes

_OF_A_KIND = ("quantity", "line_date", "document", "origin", "commodity")
"""Fields whose headings say more than the field: the unit, what happened on the day, which document, of which good."""


def read_sheet(
    found: Survey,
    vocabulary: Vocabulary,
    senses: Senses,
    *,
    links_only: bool,
    given: Mapping[str, Value] | None = None,
    for_all: Mapping[str, Value] | None = None,
) -> tuple[SheetReading, Yield]:
    """Read the rows of a surveyed sheet.

    `links_only`: another sheet describes the suppliers, so a table of supplier and buyer alone is read as links.
    `for_all`: what a person stated for all its rows; a row's own value goes before.
    `given`: what the sheet as a whole says of its suppliers (its name is a country), for tables without such a column.
    """
    grid = found.grid
    if not found.tables:
        return _nothing(grid, found.reason), Yield(problems=list(found.notes))
    total = Yield()
    for number, table in enumerate(found.tables):
        if number and not found.beside:
            _account_for_header(grid, table.header, total)
        after = found.tables[number + 1].header if number + 1 < len(found.tables) and not found.beside else None
        captions = _captions(grid, after) if after else frozenset()
        explicit = "supplier_ref" in table.plan.fields
        as_links = table.plan.is_links and (explicit or links_only)
        source = found.facts.grid if found.facts else table.part or grid
        dittos = Dittos(vocabulary.words, vocabulary.languages, table.header.headings)
        body = Body(source, table.header.row + 1, table.end)
        shape = shaped(body, table.plan, senses, RowWords.of(vocabulary.words), dittos)
        total.problems += shape.notes
        reader = TableReader(
            shape.body,
            table.header,
            table.plan,
            vocabulary,
            senses,
            as_links=as_links,
            captions=captions,
            sections=shape.captions,
            given=given or {},
            for_all=for_all or {},
        )
        total.add(reader.read(shape.joined, found.aside))
    first = found.tables[0]
    if not total.suppliers and not total.links:
        rows = total.set_aside
        what = f"its {rows} filled rows name no supplier" if rows else "there are no rows below it"
        return _nothing(grid, f"row {first.header.row + 1} is a header, but {what}"), Yield()
    header_row = first.header.row + 1
    if found.facts:
        header_row = found.facts.first + (0 if found.facts.headed else 1)
        _account_for_lines(found, total)
    elif found.beside:
        _account_for_rows(grid, header_row, first.end, total)
    if header_row == 0:
        _note_no_header(grid, first, total)
    total.problems += sheet_notes(found)
    reading = SheetReading(
        name=grid.name,
        header_row=header_row,
        mapping=_joined_mapping(found.tables),
        unused=tuple(dict.fromkeys(h for t in found.tables for h in t.plan.unused)),
        rows_read=total.used + total.set_aside + total.blank,
        used_rows=total.used,
        problem_rows=total.set_aside,
        blank_rows=total.blank,
        reason=found.reason,
        confidence=first.header.confidence,
        hidden=grid.hidden,
        doubts=tuple(dict.fromkeys(line for table in found.tables for line in close_columns(table.plan))),
        headings=_headings_of_lines(found),
        columns=tuple(_columns(found)),
    )
    return reading, total


def _columns(found: Survey) -> Iterator[ColumnReading]:
    """What each column was taken for; nothing of a sheet that was turned into one, whose columns differ."""
    if found.facts:
        return
    for table in found.tables if found.beside else found.tables[:1]:
        source, taken = table.part or found.grid, table.plan.taken
        for column in table.plan.columns:
            yield ColumnReading(
                letters=column_letters(column.index) if table.part is None else source.cell(0, column.index).letters,
                heading=column.heading,
                field=taken.get(column.index, ""),
                margin=column.margin,
                evidence=column.evidence,
                second=column.second,
                is_stated=column.index in table.stated,
            )


def _headings_of_lines(found: Survey) -> dict[str, str]:
    """Letters → heading of the columns whose heading says of what kind their values are; the first table's counts."""
    headings: dict[str, str] = {}
    for table in found.tables:
        plan, grid = table.plan, found.facts.grid if found.facts else table.part or found.grid
        for fields in (plan.fields, *(party.fields for party in plan.parties)):
            for name in _OF_A_KIND:
                for index in fields.get(name, ()):
                    headings.setdefault(grid.cell(0, index).letters, plan.columns[index].heading)
    return headings


def _account_for_rows(grid: Grid, start: int, end: int, total: Yield) -> None:
    """With tables side by side each row of the sheet counts once: used if one of the tables uses it."""
    used = {record.row for record in total.suppliers} | {link.row for link in total.links}
    filled = {n + 1 for n in range(start, end) if any(text.strip() for text in grid.rows[n])}
    total.used = len(used)
    total.set_aside = len(filled - used)
    total.blank = end - start - total.used - total.set_aside
    for number, problem in enumerate(total.problems):  # half a row was used, the other half was not
        row = int(re.sub(r"\D", "", problem.where.cell))
        if problem.fate is Fate.ROW_SET_ASIDE and row in used:
            total.problems[number] = problem.changed(fate=Fate.VALUE_NOT_USED)


def _account_for_lines(found: Survey, total: Yield) -> None:
    """The lines of a fact sheet: used where their supplier was read; what stands between them is a note."""
    facts, grid = found.facts, found.grid
    if facts is None:
        return
    rows = {record.row for record in total.suppliers}
    used = {line for number, lines in enumerate(facts.lines, 1) if number + 1 in rows for line in lines}
    told = {int(re.sub(r"\D", "", p.where.cell)) - 1 for p in total.problems if p.fate is Fate.ROW_SET_ASIDE}
    total.suppliers = [r.changed(row=min(facts.lines[r.row - 2]) + 1) for r in total.suppliers]
    total.used = total.set_aside = total.blank = 0
    for number in range(facts.first, _end(grid)):
        texts = [text.strip() for text in grid.rows[number]]
        if number in used:
            total.used += 1
        elif not any(texts):
            total.blank += 1
        else:
            total.set_aside += 1
            if number not in told:
                column = next(i for i, text in enumerate(texts) if text)
                total.problems.append(
                    Problem(
                        where=grid.cell(number, column),
                        code="note-row",
                        value=" | ".join(filter(None, texts))[:200],
                        message="a line of the fact sheet that belongs to no supplier",
                        hint="Write the label and its value side by side if this line says something of a supplier.",
                        fate=Fate.ROW_SET_ASIDE,
                    )
                )


def _end(grid: Grid) -> int:
    return next((n for n in range(len(grid.rows), 0, -1) if any(t.strip() for t in grid.rows[n - 1])), 0)


def _note_no_header(grid: Grid, table: Found, total: Yield) -> None:
    fields = table.plan.fields
    told = [name for name in ("name", "country") if name in fields]
    columns = " and ".join(f"column {column_letters(fields[name][0])} as {name}" for name in told)
    total.problems.append(
        Problem(
            where=next(r.values["name"][0].cell for r in total.suppliers),
            code="no-header",
            value="",
            message=f"the list has no header; its values tell {columns}",
            hint="Add a header row, or say with --mapping which column is what, so that the other columns count too.",
            fate=Fate.NOTE,
        )
    )


def _doubtful(grid: Grid, table: Found, why: str) -> Problem:
    column = next((i for i, text in enumerate(table.header.headings) if text), 0)
    return Problem(
        where=grid.cell(max(table.header.row, 0), column),
        code="perhaps-no-suppliers",
        value=" | ".join(h for h in table.header.headings if h)[:200],
        message=f"this may be no list of suppliers ({why}); its names are read as suppliers",
        hint="If they are, give their column a heading such as 'Supplier name'. If not, leave the sheet out: "
        "ignore = true in the file for --mapping.",
        fate=Fate.NOTE,
    )


def sheet_notes(found: Survey) -> Iterator[Problem]:
    """What is told of a sheet with tables as a whole, and of its columns, whatever its rows say one by one."""
    yield from _hidden(found.grid, found.tables[0])
    for table in found.tables:
        yield from column_notes(found.facts.grid if found.facts else table.part or found.grid, table.header, table.plan)
    yield from found.notes
    if found.doubt:
        yield _doubtful(found.grid, found.tables[0], found.doubt)


def _hidden(grid: Grid, table: Found) -> list[Problem]:
    """Rows and columns that are hidden are read all the same; one note each says so."""
    notes: list[Problem] = []
    rows = [n for n in grid.hidden_rows if table.header.row < n < len(grid.rows) and any(grid.rows[n])]
    columns = [c for c in grid.hidden_columns if any(c < len(row) and row[c] for row in grid.rows)]
    for code, cells, what in (
        ("hidden-rows", [f"A{n + 1}" for n in rows], f"row{_s(rows)} {_ranges([str(n + 1) for n in rows], rows)}"),
        (
            "hidden-columns",
            [f"{column_letters(c)}1" for c in columns],
            f"column{_s(columns)} {_ranges([column_letters(c) for c in columns], columns)}",
        ),
    ):
        if cells:
            notes.append(
                Problem(
                    where=CellRef(grid.file, grid.name, cells[0]),
                    code=code,
                    value="",
                    message=f"{what} {'are' if len(cells) > 1 else 'is'} hidden or filtered out, and read all the same",
                    hint="Delete what should not count; hiding does not remove it.",
                    fate=Fate.NOTE,
                )
            )
    return notes


def _s(items: list[int]) -> str:
    return "s" if len(items) > 1 else ""


def _ranges(names: list[str], numbers: list[int]) -> str:
    """Runs of numbers told by their ends ("3, 7 to 9"), at most five of them."""
    runs: list[list[int]] = []
    for at, number in enumerate(numbers):
        if runs and numbers[runs[-1][1]] == number - 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    told = [names[a] if a == b else f"{names[a]} to {names[b]}" for a, b in runs[:5]]
    return ", ".join(told) + (f" and {len(runs) - 5} more" if len(runs) > 5 else "")


def _nothing(grid: Grid, reason: str) -> SheetReading:
    return SheetReading(grid.name, None, {}, (), 0, 0, 0, 0, reason, 0.0, grid.hidden)


def _joined_mapping(tables: tuple[Found, ...]) -> dict[str, str]:
    joined: dict[str, list[str]] = {}
    for table in tables:
        for field, heading in table.plan.mapping.items():
            if heading not in joined.setdefault(field, []):
                joined[field].append(heading)
    return {field: " + ".join(joined[field]) for field in sorted(joined)}


def _account_for_header(grid: Grid, header: Header, total: Yield) -> None:
    """A row set aside for each line that the header of a further table has."""
    for number in range(header.row - header.lines + 1, header.row + 1):
        texts = header.headings if number == header.row else [text.strip() for text in grid.rows[number]]
        column = next((i for i, text in enumerate(texts) if text), None)
        if column is None:
            total.blank += 1
            continue
        total.set_aside += 1
        total.problems.append(
            Problem(
                where=grid.cell(number, column),
                code="next-table",
                value=" | ".join(text for text in texts if text)[:200],
                message=fates.MESSAGES["next-table"],
                hint=fates.HINTS["next-table"],
                fate=Fate.ROW_SET_ASIDE,
            )
        )


def _captions(grid: Grid, header: Header) -> frozenset[int]:
    """Rows right above a further header that hold one text: the title of its table."""
    found: set[int] = set()
    for number in range(header.row - header.lines, max(header.row - header.lines - 3, 0), -1):
        if sum(1 for text in grid.rows[number] if text.strip()) != 1:
            break
        found.add(number)
    return frozenset(found)
