"""Corrections a person made in a fix-it workbook: what one says, and reading the workbook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from supplychain_risk.domain import ALL_ROWS, CellRef
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.files import file_content, from_json
from supplychain_risk.intake import limits
from supplychain_risk.intake.extent import column_number
from supplychain_risk.intake.filledin import ABOUT_SHEET, columns_of, heading_row, rows_below, signed
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.sniff import sniff
from supplychain_risk.intake.workbook import read_workbook

MARK = "supplychain_risk fixes 1"
"""First cell of the hidden sheet that says which cells each line is about."""
CELLS_SHEET = "_cells"
HEADING, NOW, MATTER = "Column", "What is there now", "What is the matter"
REF, ANSWER, PERSON, DATE = "Ref", "Your answer", "Your name", "Date"
LEAVE = "leave"
"""Answer that means: leave the cell as it is and do not ask again."""
_HINT = "Give the workbook that `check INPUT --fix-it FILE.xlsx` wrote, with your answers in it."
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fix-it workbook: the cells it is about, what they held (as a fingerprint), and the answer."""

    ref: str
    kind: str
    file: str
    sheet: str
    cells: tuple[str, ...]
    fingerprint: str
    answer: str = ""
    person: str = ""
    date: str = ""
    asked: tuple[str, str, str] = ("", "", "")
    """The column's heading, what the cells held and what was the matter, as the line says it to people."""

    @property
    def where(self) -> tuple[CellRef, ...]:
        """The cells."""
        return tuple(CellRef(self.file, self.sheet, cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Fixes:
    """A fix-it workbook with what was answered."""

    name: str
    sha256: str
    lines: tuple[Line, ...]


def fingerprint(text: str) -> str:
    """A short hash that tells whether a cell still holds the same text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def ranges(cells: Iterable[str]) -> str:
    """Addresses, those below each other as ranges: "B2:B5 B9"."""
    runs: list[list[tuple[str, int]]] = []
    for letters, number in sorted((_split(cell) for cell in set(cells)), key=lambda a: (len(a[0]), a)):
        if runs and runs[-1][-1] == (letters, number - 1):
            runs[-1].append((letters, number))
        else:
            runs.append([(letters, number)])
    return " ".join(f"{run[0][0]}{run[0][1]}" + (f":{run[-1][0]}{run[-1][1]}" if len(run) > 1 else "") for run in runs)


def addresses(text: str) -> Iterator[str]:
    """The addresses that `ranges` shortened.

    Raises:
        ValueError: the text holds something else.
    """
    for part in text.split():
        first, _, last = part.partition(":")
        letters, start = _split(first)
        _, end = _split(last or first)
        yield from (f"{letters}{number}" for number in range(start, end + 1))


def position(cell: str) -> tuple[int, int]:
    """Row and column of an address, 0-based: "B3" → (2, 1); what was stated for all rows comes first: (-1, -1)."""
    if cell == ALL_ROWS:
        return -1, -1
    letters, number = _split(cell)
    return number - 1, column_number(letters) - 1


def _split(cell: str) -> tuple[str, int]:
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        raise ValueError(f"{cell!r} is no address of a cell")
    return match[1], int(match[2])


def read_fixes(path: Path) -> Fixes:
    """Read a fix-it workbook, answered or not.

    Raises:
        MissingFile: there is no such file.
        InputError: it is no fix-it workbook, or two lines contradict each other.
    """
    content = file_content(path, _HINT, most=limits.most("file_bytes"), what="the fixes")
    try:
        form = sniff(content, path.name)
        grids = () if form in ("text", "gzip") else read_workbook(content, form, path.name)[0]
    except SupplyChainRiskError as error:
        raise InputError(f"this is no fix-it workbook ({error.message})", where=path.name, hint=_HINT) from error
    sheets = {grid.name: grid for grid in grids}
    register = sheets.get(CELLS_SHEET)
    if register is None or not register.rows or not register.rows[0] or register.rows[0][0] != MARK:
        raise InputError("this is no fix-it workbook", where=path.name, hint=_HINT)
    lines = _registered(register, path.name)
    person, date = signed(grids, PERSON, DATE)
    for grid in grids:
        if grid.name not in (CELLS_SHEET, ABOUT_SHEET):
            _read_answers(grid, lines, person, date)
    return Fixes(path.name, hashlib.sha256(content).hexdigest(), tuple(lines.values()))


def _registered(register: Grid, name: str) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for number, row in enumerate(register.rows[2:], start=3):
        if not any(row):
            continue
        try:
            ref, kind, file, sheet, cells, mark = row[:6]
            line = Line(ref, kind, from_json(file), from_json(sheet), tuple(addresses(cells)), mark)
        except ValueError as error:
            where = f"{name}!{CELLS_SHEET}!A{number}"
            raise InputError("the hidden sheet of this workbook was changed", where=where, hint=_HINT) from error
        known = lines.get(ref)
        lines[ref] = replace(known, cells=known.cells + line.cells) if known else line
    return lines


def _read_answers(grid: Grid, lines: dict[str, Line], person: str, date: str) -> None:
    start = heading_row(grid, (REF, ANSWER))
    if start is None:
        return
    columns = columns_of(grid, start, {name: name for name in (REF, ANSWER, PERSON, DATE, HEADING, NOW, MATTER)})
    for number, of in rows_below(grid, start, columns):
        answer = of[ANSWER]
        if not answer:
            continue
        where = f"{grid.file}!{grid.name}!{column_letters(columns[ANSWER])}{number + 1}"
        line = lines.get(of[REF])
        if line is None:
            raise InputError(
                f"the answer '{answer}' stands in a line without a valid '{REF}'",
                where=where,
                hint=f"Move the answer to its line; the column '{REF}' says which cells a line is about.",
            )
        if line.answer and line.answer != answer:
            raise InputError(
                f"line {line.ref} has two answers, '{line.answer}' and '{answer}'",
                where=where,
                hint="Keep one of them.",
            )
        lines[line.ref] = replace(
            line,
            answer=answer,
            person=of.get(PERSON) or person,
            date=of.get(DATE) or date,
            asked=(of.get(HEADING, ""), of.get(NOW, ""), of.get(MATTER, "")),
        )
