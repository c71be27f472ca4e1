"""Workbooks through calamine: the one place where that library is used.

It reads the cached values of formulas, once. A reader of each format looks through the file before, so that calamine is
given nothing that it cannot hold, and adds what calamine leaves out. Whatever calamine raises, panics included, becomes
an UnreadableFile.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.intake.archive import unreadable
from supplychain_risk.intake.biff import scan_xls
from supplychain_risk.intake.details import Cell, Details, Ranges, Scanned
from supplychain_risk.intake.grid import Grid, column_letters, columns_not_read
from supplychain_risk.intake.opendocument import scan_ods
from supplychain_risk.intake.panics import in_words, unheard
from supplychain_risk.intake.values import cell_text
from supplychain_risk.intake.xlsb import scan_xlsb
from supplychain_risk.intake.xlsx import scan_xlsx
from supplychain_risk.memory import no_garbage_collection

_SCAN: Mapping[str, Callable[[bytes, str], Scanned]] = {
    "xlsx": scan_xlsx,
    "xlsm": scan_xlsx,
    "xlsb": scan_xlsb,
    "xls": scan_xls,
    "ods": scan_ods,
}


@no_garbage_collection()
def read_workbook(content: bytes, form: str, file: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Every sheet of a workbook, hidden ones too, and what could not be read of it.

    Raises:
        UnreadableFile: password, damage, or more cells or text than can be held.
    """
    scanned = _SCAN[form](content, file) if form in _SCAN else Scanned(content)
    import python_calamine

    try:
        with unheard():
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(scanned.content))
            sheets = list(book.sheets_metadata)
    except BaseException as error:  # a Rust panic is no Exception
        raise unreadable(error, file) from error
    grids: list[Grid] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue  # charts, macros and dialogs hold no cells
        limits.in_time()
        hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        try:
            with unheard():
                read = book.get_sheet_by_name(sheet.name)
            rows, problem = _rows(read, sheet.name, file)
            problems += problem
            grids.append(_grid(rows, read, sheet.name, file, hidden, scanned.details.get(sheet.name, Details())))
        except BaseException as error:  # one damaged sheet does not take the others with it
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | UnreadableFile):
                raise
            problems.append(
                Problem(
                    where=CellRef(file, sheet.name, "A1"),
                    code="sheet-unreadable",
                    value=sheet.name,
                    message=f"the sheet could not be read{in_words(error)}",
                    hint="Open the workbook, copy the sheet to a new one and save it.",
                    fate=Fate.ROW_SET_ASIDE,
                )
            )
    if problems and not grids:
        raise UnreadableFile(problems[0].message, where=file, hint=problems[0].hint)
    return tuple(grids), (*scanned.problems, *problems)


def _rows(sheet: Any, name: str, file: str) -> tuple[list[list[str]], list[Problem]]:
    """The rows of a sheet as text. Equal texts are one object, so that long lists of few words take little memory."""
    if sheet.start is None:
        return [], []
    left = [""] * min(sheet.start[1], limits.most("columns"))
    kept = limits.most("columns") - len(left)
    known: dict[str, str] = {}
    same = known.setdefault
    rows: list[list[str]] = []
    for row in sheet.iter_rows():
        texts = [value if type(value) is str else cell_text(value) for value in row[:kept]]
        texts = list(map(same, texts, texts))
        rows.append(left + texts if left else texts)
    _refuse_endless(known, rows, name, file)
    width = sheet.start[1] + sheet.width
    return rows, [columns_not_read(file, name, width)] if width > limits.most("columns") else []


def _refuse_endless(known: Mapping[str, str], rows: Sequence[Sequence[str]], name: str, file: str) -> None:
    """A cell of a million characters says nothing of a supplier, and looking through it would take seconds."""
    longest = max(map(len, known), default=0)
    if longest > limits.most("cell_characters"):
        row, column = next(
            (r, c) for r, texts in enumerate(rows) for c, text in enumerate(texts) if len(text) == longest
        )
        raise UnreadableFile(
            f"cell {column_letters(column)}{row + 1} of sheet '{name}' holds {longest:,} characters, and "
            f"{limits.can_be_read('cell_characters')}",
            where=file,
            hint="Check what is in this cell; shorten or delete it, and save the workbook.",
        )


def _grid(rows: list[list[str]], sheet: Any, name: str, file: str, hidden: bool, details: Details) -> Grid:
    _write_errors(rows, details.errors)
    ranges: Ranges = details.merged or tuple((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ())
    return Grid(
        file=file,
        name=name,
        rows=rows,
        merged=_fill_merged(rows, ranges),
        header_merges=ranges,
        hidden=hidden,
        hidden_rows=details.hidden_rows,
        hidden_columns=details.hidden_columns,
        errors=frozenset(details.errors),
        uncalculated=details.uncalculated,
        indents=details.indents,
        outline=details.outline,
    )


def _write_errors(rows: list[list[str]], errors: Mapping[Cell, str]) -> None:
    """Write #REF! and the like into their cells; calamine reads them as empty."""
    read = limits.most("columns")
    for (row, column), text in errors.items():
        if column < read:
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
            rows[row][column] = text


def _fill_merged(rows: list[list[str]], ranges: Ranges) -> dict[Cell, Cell]:
    """Write the text of merged ranges into the cells below it; those cells → the cell with the text.

    Only downwards: a note merged across a row must not become the text of every column.
    """
    merged: dict[Cell, Cell] = {}
    left_to_do = sum(map(len, rows))  # ranges that do not overlap have no more cells
    for top, left, bottom, _ in ranges:
        if top >= len(rows) or left >= len(rows[top]) or not rows[top][left].strip():
            continue
        below = range(top + 1, min(bottom, len(rows) - 1) + 1)
        left_to_do -= len(below)
        if left_to_do < 0:
            break
        for row in below:
            if left < len(rows[row]) and not rows[row][left]:
                merged[row, left] = (top, left)
                rows[row][left] = rows[top][left]
    return merged
