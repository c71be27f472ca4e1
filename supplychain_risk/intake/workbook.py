"""Workbooks through calamine: the one place where that library is used.

It reads the cached values of formulas, once, and allocates the whole rectangle that a sheet uses; so the rectangle is
measured first. Whatever it raises, panics included, becomes an UnreadableFile.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.intake.biff import refuse_impossible
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.opendocument import Ranges, merged_ranges, refuse_repeated
from supplychain_risk.intake.values import cell_text

_XLSX_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>')
_XLSX_ERROR = re.compile(
    rb'<(?:\w+:)?c ([^>]*?t="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{2,20})</', re.DOTALL
)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def read_workbook(content: bytes, form: str, file: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Every sheet of a workbook, hidden ones too, and what could not be read of it.

    Raises:
        UnreadableFile: password, damage, or a used range that no machine holds.
    """
    errors: dict[str, dict[tuple[int, int], str]] = {}
    hidden_parts: dict[str, Hidden] = {}
    spans: dict[str, Ranges] = {}
    if form in ("xlsx", "xlsm"):
        errors, hidden_parts = _scan_xlsx(content, file)
    elif form == "ods":
        text = _content_of_ods(content, file)
        refuse_repeated(text, file)
        spans = merged_ranges(text)
    elif form == "xls":
        refuse_impossible(content, file)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = list(book.sheets_metadata)
    except BaseException as error:  # a Rust panic is no Exception
        raise _unreadable(error, file) from error
    grids: list[Grid] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue  # charts, macros and dialogs hold no cells
        hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        try:
            read = book.get_sheet_by_name(sheet.name)
            ranges = spans.get(sheet.name) or _ranges(read)
            grid = _grid(read, sheet.name, file, hidden, errors.get(sheet.name, {}), ranges)
            rows, columns = hidden_parts.get(sheet.name, ((), ()))
            grids.append(replace(grid, hidden_rows=rows, hidden_columns=columns) if rows or columns else grid)
        except BaseException as error:  # one damaged sheet does not take the others with it
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            problems.append(
                Problem(
                    where=CellRef(file, sheet.name, "A1"),
                    code="sheet-unreadable",
                    value=sheet.name,
                    message=f"the sheet could not be read ({error})",
                    hint="Open the workbook, copy the sheet to a new one and save it.",
                    fate=Fate.ROW_SET_ASIDE,
                )
            )
    if problems and not grids:
        raise UnreadableFile(problems[0].message, where=file, hint=problems[0].hint)
    return tuple(grids), tuple(problems)


def _unreadable(error: BaseException, file: str) -> BaseException:
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        return error
    if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
        return UnreadableFile(
            "the workbook is protected with a password",
            where=file,
            hint="Open it, remove the password and save a copy.",
        )
    return UnreadableFile(
        f"the workbook is damaged or not one after all ({error})",
        where=file,
        hint="Open it in a spreadsheet program and save it anew as .xlsx.",
    )


def _ranges(sheet: Any) -> Ranges:
    return tuple((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ())


def _grid(
    sheet: Any, name: str, file: str, hidden: bool, errors: Mapping[tuple[int, int], str], ranges: Ranges
) -> Grid:
    rows: list[list[str]] = [
        [value if type(value) is str else cell_text(value) for value in row[: limits.MAX_COLUMNS_READ]]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (row, column), text in errors.items():  # calamine reads #REF! and the like as empty cells
        if row < len(rows) and column < len(rows[row]) and not rows[row][column]:
            rows[row][column] = text
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, _ in ranges:
        # Only downwards: a note merged across a row must not become the text of every column.
        if top >= len(rows) or left >= len(rows[top]) or not rows[top][left].strip():
            continue
        for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if not rows[row][left]:
                merged[row, left] = (top, left)
                rows[row][left] = rows[top][left]
    return Grid(file=file, name=name, rows=rows, merged=merged, header_merges=ranges, hidden=hidden)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


Hidden = tuple[tuple[int, ...], tuple[int, ...]]
"""Hidden rows and columns, 0-based."""


def _scan_xlsx(content: bytes, file: str) -> tuple[dict[str, dict[tuple[int, int], str]], dict[str, Hidden]]:
    """Error values by sheet and cell, and what is hidden; sheets whose values span more than memory are refused."""
    errors: dict[str, dict[tuple[int, int], str]] = {}
    hidden: dict[str, Hidden] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            names = _sheet_names(archive)
            for member in archive.namelist():
                if re.search(r"worksheets/[^/]+\.xml$", member):
                    name = names.get(member, member)
                    text = archive.read(member)
                    _measure(text, name, file)
                    if b't="e"' in text:
                        errors[name] = dict(_error_cells(text))
                    if b"hidden=" in text:
                        hidden[name] = _hidden_parts(text)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise _unreadable(error, file) from error
    return errors, hidden


def _hidden_parts(text: bytes) -> Hidden:
    rows: list[int] = []
    for tag in re.findall(rb"<(?:\w+:)?row ([^>]*)>", text):
        if b"hidden=" in tag:
            found = dict(_ATTRIBUTE.findall(tag.decode("ascii", "replace")))
            if found.get("hidden") in ("1", "true") and found.get("r", "").isdecimal():
                rows.append(int(found["r"]) - 1)
    columns: set[int] = set()
    for tag in re.findall(rb"<(?:\w+:)?col ([^>]*)>", text):
        found = dict(_ATTRIBUTE.findall(tag.decode("ascii", "replace")))
        first, last = found.get("min", ""), found.get("max", "")
        if found.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            columns.update(range(int(first) - 1, min(int(last), limits.MAX_COLUMNS_READ)))
    return tuple(rows), tuple(sorted(columns))


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path of each worksheet in the archive → name of the sheet."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets: dict[str, str] = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship [^>]*>", relations):
        found = dict(_ATTRIBUTE.findall(tag))
        target = found.get("Target", "")
        targets[found.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names: dict[str, str] = {}
    for tag in re.findall(r"<(?:\w+:)?sheet [^>]*>", book):
        found = dict(_ATTRIBUTE.findall(tag))
        relation = next((value for key, value in found.items() if key.endswith(":id")), "")
        names[targets.get(relation, "")] = html.unescape(found.get("name", ""))
    return names


def _error_cells(text: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _XLSX_ERROR.finditer(text):
        cell = re.search(rb'(?:^| )r="([A-Z]{1,3})(\d{1,7})"', match[1])
        if cell:
            yield (int(cell[2]) - 1, _column_number(cell[1].decode()) - 1), match[2].decode("ascii", "replace")


def _measure(text: bytes, sheet: str, file: str) -> None:
    columns: set[bytes] = set()
    last_row = 0
    for match in _XLSX_CELL.finditer(text):
        columns.add(match[1])
        if (row := int(match[2])) > last_row:
            last_row = row
    width = max((_column_number(letters.decode()) for letters in columns), default=0)
    if width * last_row > limits.MAX_CELLS:
        raise UnreadableFile(
            f"sheet '{sheet}' uses cells as far as {column_letters(width - 1)}{last_row}, "
            f"a range of {width * last_row:,} cells",
            where=file,
            hint="Delete the rows and columns beyond the table (select them, Delete, save) and try again.",
        )


def _content_of_ods(content: bytes, file: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            return archive.read("content.xml")
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise _unreadable(error, file) from error
