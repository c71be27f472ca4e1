"""Reading back what suppliers answered: workbooks of questions among the input, told by their hidden sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supplychain_risk.account import Correction, FileReading, SheetReading
from supplychain_risk.domain import CellRef
from supplychain_risk.errors import InputError
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.values import clean, is_cell_error, is_name_placeholder, one_line, split_list
from supplychain_risk.loading.answers.form import (
    ANSWER,
    ASKED,
    BETWEEN,
    DATE,
    MARK,
    OF_UPSTREAM,
    ORDER_MARK,
    PERSON,
    QUESTIONS,
    REF,
    REGISTER,
    SUPPLIER,
    UPSTREAM,
)
from supplychain_risk.resolve.text import is_placeholder

_SEVERAL = ("commodity", "hs", "certificate")
"""Answers that may list several."""
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Form:
    """What one workbook answers: whom it was put to, who answered, and the answers with their cells."""

    file: str
    supplier: str
    name: str
    name_cell: Value
    """The supplier's name as it was asked, with the cell that shows it."""
    person: str
    date: str
    day: Value | None
    answers: tuple[tuple[str, Value], ...]
    """Field and answer, each answer of a list by itself."""
    upstream: tuple[dict[str, tuple[Value, ...]], ...]
    """Its suppliers, a dict of fields each."""

    def correction(self, value: Value) -> Correction:
        """Who answered, for the provenance of a value."""
        return Correction(value.cell, "", value.text, self.person, self.date)


def without_forms(opened: Sequence[Opened]) -> tuple[tuple[Opened, ...], tuple[Form, ...], tuple[FileReading, ...]]:
    """The files that are no workbook of questions, what those that are answer, and how these were read.

    Raises:
        InputError: the hidden sheet of one was changed, or all files are answers and no list is there.
    """
    others: list[Opened] = []
    forms: list[Form] = []
    readings: list[FileReading] = []
    for file in opened:
        sheets = {grid.name: grid for grid in file.grids}
        mark = _text(sheets[REGISTER], 0, 0) if REGISTER in sheets else ""
        if mark not in (MARK, ORDER_MARK):
            others.append(file)
            continue
        if mark == MARK:
            form = _form(file.name, sheets)
            forms.append(form)
            who = ", ".join(part for part in (form.person or "a person who gave no name", form.date) if part)
            count = len(form.answers) + len(form.upstream)
            told = f"answers of '{form.name}' by {who}: {count} {'answer' if count == 1 else 'answers'}"
        else:
            told = "the order of questions to suppliers"
        sheet = SheetReading(QUESTIONS, None, {}, (), 0, 0, 0, 0, f"no supplier table: {told}")
        readings.append(FileReading(file.name, file.format, file.encoding, file.sha256, (sheet,)))
    if readings and not others:
        raise InputError(
            "are answers of suppliers, and no list of suppliers is there that they belong to",
            where=", ".join(reading.name for reading in readings[:3]),
            hint="Give your own supplier list first, then the answers.",
        )
    return tuple(others), tuple(forms), tuple(readings)


def _form(file: str, sheets: dict[str, Grid]) -> Form:
    register = sheets[REGISTER]
    try:
        supplier, name = (json.loads(_text(register, row, 0)) for row in (1, 2))
        if not (isinstance(supplier, str) and isinstance(name, str)):
            raise ValueError("no texts")
    except ValueError as error:
        raise InputError(
            "the hidden sheet of this workbook of questions was changed",
            where=file,
            hint="Have the supplier answer in the workbook that `ask` wrote.",
        ) from error
    questions = sheets.get(QUESTIONS)
    shown = _beside(questions, SUPPLIER) if questions else None
    person, day = (_beside(questions, label) if questions else None for label in (PERSON, DATE))
    return Form(
        file=file,
        supplier=supplier,
        name=name,
        name_cell=Value(name, name, shown.cell if shown else CellRef(file, REGISTER, "A3")),
        person=person.text if person else "",
        date=day.text if day else "",
        day=day,
        answers=tuple(_answers(questions)) if questions else (),
        upstream=tuple(_suppliers(sheets[UPSTREAM])) if UPSTREAM in sheets else (),
    )


def _text(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row] if row < len(grid.rows) else ()
    return cells[column] if column < len(cells) else ""


def _value(grid: Grid, row: int, column: int) -> Value | None:
    """What a cell answers; None where it is empty, holds an error, or says that there is no answer."""
    raw = _text(grid, row, column)
    text = one_line(clean(raw))
    if not text or is_cell_error(text) or is_placeholder(text):
        return None
    return Value(text, raw, grid.cell(row, column))


def _word(text: str) -> str:
    """The English word of a label, whichever languages stand behind it."""
    return clean(text).split(BETWEEN)[0]


def _beside(grid: Grid, label: str) -> Value | None:
    return next((_value(grid, n, 1) for n, row in enumerate(grid.rows[:60]) if row and _word(row[0]) == label), None)


def _answers(grid: Grid) -> Iterator[tuple[str, Value]]:
    """The answers below the headings, wherever the column was moved to; the reference says which question."""
    fields = {row.field for row in ASKED}
    at: tuple[int, int] | None = None
    for number, row in enumerate(grid.rows[:_MOST_ROWS]):
        texts = [_word(text) for text in row]
        if ANSWER in texts and REF in texts:
            at = texts.index(ANSWER), texts.index(REF)
            continue
        if at is None or _text(grid, number, at[1]).strip() not in fields:
            continue
        field, value = _text(grid, number, at[1]).strip(), _value(grid, number, at[0])
        if value is not None:
            parts = split_list(value.text) if field in _SEVERAL else [value.text]
            yield from ((field, Value(part, value.raw, value.cell)) for part in parts)


def _suppliers(grid: Grid) -> Iterator[dict[str, tuple[Value, ...]]]:
    """The suppliers of the supplier, by headings that begin with our word for them."""
    labels = {row.label: row.field for row in OF_UPSTREAM}
    columns: dict[str, int] = {}
    for number, row in enumerate(grid.rows[:_MOST_ROWS]):
        known = {labels[label]: c for c, text in enumerate(row) if (label := _word(text)) in labels}
        if len(known) == len(labels):
            columns = known
            continue
        if not columns:
            continue
        values = {field: value for field, c in columns.items() if (value := _value(grid, number, c)) is not None}
        if "name" in values and not is_name_placeholder(values["name"].text):
            yield {
                field: tuple(Value(p, v.raw, v.cell) for p in (split_list(v.text) if field in _SEVERAL else [v.text]))
                for field, v in values.items()
            }
