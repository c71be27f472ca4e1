"""The fix-it workbook: only the cells that could not be used, with what is the matter and room for answers.

Sheets by kind of question, one line per distinct text of a sheet. A hidden sheet says which cells each line is about
and what they held, so that an answer is never applied to a cell that has changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from supplychain_risk.intake.filledin import ABOUT_SHEET
from supplychain_risk.intake.grid import column_letters
from supplychain_risk.loading.fixes.questions import KINDS, Question
from supplychain_risk.loading.fixes.reading import (
    ANSWER,
    CELLS_SHEET,
    DATE,
    HEADING,
    LEAVE,
    MARK,
    MATTER,
    NOW,
    PERSON,
    REF,
    Line,
    fingerprint,
    ranges,
)
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.cells import LINE, MAX_LINES, lines_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

COLUMNS = (
    Column("File", 20),
    Column("Sheet", 14),
    Column("Cells", 13),
    Column(HEADING, 16),
    Column(NOW, 26, "bold"),
    Column(MATTER, 46),
    Column("Suggestions", 24),
    Column(ANSWER, 26, "answer"),
    Column(PERSON, 18, "answer"),
    Column(DATE, 12, "day"),
    Column(REF, 7, "ref"),
)
MAX_QUESTIONS = 200_000
"""More lines than that no person answers; the rest is asked in the next round."""
_CHOICES_SHEET = "_choices"
_MOST_CHOICES = 16_000
_CHUNK = 3_000
_SHOWN = 3
_INSTRUCTIONS = (
    "Each line on the next sheets is about one text in your files that could not be used. Where the same text stands "
    "in several cells of a sheet there is one line for all of them, and your answer goes for all of them.",
    f"Write under '{ANSWER}' what the cell should say; pick a suggestion or write your own. The answer takes the place "
    "of the whole text of the cell. Leave it blank if you do not know: a blank answer changes nothing. Write "
    f"'{LEAVE}' to keep the cell as it is and not be asked again.",
    "Your name and the date go into the report beside every value you corrected. Fill them in below for all lines, or "
    "in a line of its own where somebody else answers.",
    "Then run:  supplychain-risk screen YOUR-FILES --fixes THIS-WORKBOOK. Your own files are not changed. Where a cell "
    "has changed since, its answer is not applied and the report says so.",
)
_ABOUT_KIND = {
    "Countries": "Countries that are missing, unknown or ambiguous. Write the country's name or its ISO code.",
    "Regions": "Provinces and cities of China that are in no table. Write the province of the production site.",
    "Sectors": "Sectors that are in no table. Write a common word for the industry or an ISIC Rev.4 code.",
    "Goods": "Goods that are in no table. Write the good or its HS code. Several: separate them with ;",
    "Names": "Rows without a supplier's name; they are set aside until they have one.",
    "Conflicts": "Rows of one supplier that contradict each other. Correct one of the cells, or leave them.",
    "Links": "Buyers or suppliers that a name alone does not tell apart. Write the supplier's id.",
    "Identifiers": "Identifiers that cannot be right. They are kept as text and not used to find rows of one supplier.",
    "Dates": "Dates of audits, certificates and answers that are none or may be two days. Write YYYY-MM-DD.",
    "Amounts": "Amounts and shares that are no number. Write the bare number, 12500, or a share in percent, 25%.",
    "Indicators": "Reported indicators of forced labor that are none of the ILO's. Several: separate them with ;",
    "Other cells": "Cells that hold an error of a formula. Write what they should say.",
}


def render_fix_it(questions: Sequence[Question], countries: Sequence[str], notes: Sequence[str] = ()) -> bytes:
    """The fix-it workbook. Equal questions give equal bytes.

    Args:
        questions: what to ask; nothing is asked of cells that hold what we understand.
        countries: names offered where any country may be the answer.
        notes: what a person should know and no line can ask, such as sheets without a country column.
    """
    asked = questions[:MAX_QUESTIONS]
    if len(questions) > len(asked):
        notes = (*notes, f"{len(questions) - len(asked):,} more questions are asked once these are answered.")
    numbered = [(f"#{number}", question) for number, question in enumerate(asked, start=1)]

    def fill(book: Any) -> None:
        styles = _styles(book)
        by_kind = {k: [(ref, q) for ref, q in numbered if q.kind == k] for k in KINDS}
        by_kind = {k: lines for k, lines in by_kind.items() if lines}
        _about(Sheet(book, styles, ABOUT_SHEET, "Cells to fix"), by_kind, notes)
        choices = _Choices(tuple(sorted(set(countries))))
        for kind, lines in by_kind.items():
            _kind(Sheet(book, styles, kind, "Cells to fix"), kind, lines, choices)
        choices.write(book)
        _register(book, [(ref, question, fingerprint(question.now)) for ref, question in numbered])

    return workbook_of(fill, {"title": "Cells to fix"})


def line_of(question: Question, answer: str, person: str, date: str) -> Line:
    """A question with a person's answer, as a line of a workbook; `render_answered` numbers the lines."""
    asked = (question.column, question.now, question.matter)
    mark = fingerprint(question.now)
    return Line("", question.kind, question.file, question.sheet, question.cells, mark, answer, person, date, asked)


def render_answered(lines: Sequence[Line]) -> bytes:
    """The workbook of answers that were given, which `read_fixes` reads; they are applied in this order."""
    numbered = [replace(line, ref=f"#{number}") for number, line in enumerate(lines, start=1)]

    def fill(book: Any) -> None:
        styles = _styles(book)
        by_kind = {k: [(line.ref, _asked(line)) for line in numbered if line.kind == k] for k in KINDS}
        by_kind = {k: asked for k, asked in by_kind.items() if asked}
        _about(Sheet(book, styles, ABOUT_SHEET, "Cells to fix"), by_kind, ())
        answers = {line.ref: (line.answer, line.person, line.date) for line in numbered}
        choices = _Choices(())
        for kind, asked in by_kind.items():
            _kind(Sheet(book, styles, kind, "Cells to fix"), kind, asked, choices, answers)
        choices.write(book)
        _register(book, [(line.ref, _asked(line), line.fingerprint) for line in numbered])

    return workbook_of(fill, {"title": "Cells to fix"})


def _asked(line: Line) -> Question:
    column, now, matter = line.asked
    return Question(line.kind, line.file, line.sheet, line.cells, column, now, matter)


def _styles(book: Any) -> Styles:
    styles = Styles(book)
    cell = {"font_name": "Calibri", "font_size": 10, "valign": "top", "border": 1, "border_color": "#D0D0D0"}
    answer = {**cell, "bg_color": "#FFF6D6", "text_wrap": True}
    styles.by_name["answer"] = book.add_format({**answer, "num_format": "@"})
    styles.by_name["day"] = book.add_format({**answer, "num_format": "yyyy-mm-dd", "align": "left"})
    styles.by_name["ref"] = book.add_format({**cell, "font_color": "#777777"})
    return styles


def _about(sheet: Sheet, by_kind: dict[str, list[tuple[str, Question]]], notes: Sequence[str]) -> None:
    sheet.widths((22, 30, 90))
    sheet.wide("Cells to fix", 2, "title")
    for text in _INSTRUCTIONS:
        sheet.wide(text, 2, characters=145)
    sheet.row += 1
    sheet.line((PERSON, None), ("head", "answer"))
    sheet.line((DATE, None), ("head", "day"))
    sheet.row += 1
    sheet.line(("Sheet", "Lines (cells)", "What it asks"), ("head", "head", "head"))
    for kind, lines in by_kind.items():
        cells = sum(len(question.cells) for _, question in lines)
        sheet.line((kind, f"{len(lines):,} ({cells:,})", _ABOUT_KIND[kind]), ("bold", "text", "text"), (22, 30, 90))
    if not by_kind:
        sheet.wide("Nothing needs an answer.", 2, "section")
    sheet.row += 1
    for note in notes:
        sheet.wide(note, 2, characters=145)


def _kind(
    sheet: Sheet,
    kind: str,
    lines: Sequence[tuple[str, Question]],
    choices: _Choices,
    answers: Mapping[str, tuple[str, str, str]] | None = None,
) -> None:
    sheet.widths(column.width for column in COLUMNS)
    last = len(COLUMNS) - 1
    sheet.wide(kind, last, "title")
    sheet.wide(f"{_ABOUT_KIND[kind]} Answer in the yellow columns; a blank answer changes nothing.", last)
    sheet.sheet.set_row(sheet.row, 20)
    sheet.heading(COLUMNS)
    first = sheet.row
    sheet.sheet.freeze_panes(first, 0)
    sheet.sheet.repeat_rows(first - 1)
    sheet.sheet.autofilter(first - 1, 0, first - 1 + len(lines), last)
    for ref, question in lines:
        _line(sheet, ref, question, (answers or {}).get(ref, (None, None, None)))
    answer = next(number for number, column in enumerate(COLUMNS) if column.title == ANSWER)
    for start, end, source in _runs([choices.source(question) for _, question in lines]):
        if source:
            offered = {"validate": "list", "source": source, "show_error": False, "ignore_blank": True}
            sheet.sheet.data_validation(first + start, answer, first + end, answer, offered)


def _line(sheet: Sheet, ref: str, question: Question, answer: tuple[str | None, str | None, str | None]) -> None:
    suggestions = "\n".join(question.suggestions[:6])
    values: tuple[str | None, ...] = (
        question.file,
        question.sheet,
        _cells(question),
        question.column,
        question.now,
        question.matter,
        suggestions or ("any country: see the drop-down" if question.wants_country else ""),
        *(text or None for text in answer),
        ref,
    )
    for number, (value, column) in enumerate(zip(values, COLUMNS, strict=True)):
        sheet.put(number, value, column.style)
    filled = ((value, column.width) for value, column in zip(values, COLUMNS, strict=True) if value)
    sheet.sheet.set_row(sheet.row, 4 + LINE * min(MAX_LINES, max(lines_of(value, width) for value, width in filled)))
    sheet.row += 1


def _cells(question: Question) -> str:
    shown = ", ".join(question.cells[:_SHOWN])
    more = len(question.cells) - _SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown


def _runs(items: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Neighbors that are equal, as (first, last, item): one drop-down covers many lines."""
    start = 0
    for number in range(1, len(items) + 1):
        if number == len(items) or items[number] != items[start]:
            yield start, number - 1, items[start]
            start = number


class _Choices:
    """What drop-downs offer, in columns of a hidden sheet: a list of texts in the rule itself would split at commas."""

    def __init__(self, countries: tuple[str, ...]) -> None:
        self._countries = countries
        self._columns: dict[tuple[str, ...], str] = {}

    def source(self, question: Question) -> str:
        """The range with the choices of a question, or "" where there is nothing to choose from."""
        offered = question.suggestions or (self._countries if question.wants_country else ())
        if not offered or (offered not in self._columns and len(self._columns) >= _MOST_CHOICES):
            return ""
        if offered not in self._columns:
            letters = column_letters(len(self._columns))
            self._columns[offered] = f"='{_CHOICES_SHEET}'!${letters}$1:${letters}${len(offered) + 1}"
        return self._columns[offered]

    def write(self, book: Any) -> None:
        """The hidden sheet."""
        sheet = book.add_worksheet(_CHOICES_SHEET)
        sheet.hide()
        for column, offered in enumerate(self._columns):
            for row, text in enumerate((*offered, LEAVE)):
                sheet.write_string(row, column, text)


def _register(book: Any, numbered: Sequence[tuple[str, Question, str]]) -> None:
    """The hidden sheet of cells; names as JSON, so that no program trims or completes them."""
    sheet = book.add_worksheet(CELLS_SHEET)
    sheet.very_hidden()
    for column, text in enumerate((MARK, "Do not change this sheet.")):
        sheet.write_string(0, column, text)
    for column, text in enumerate((REF, "Kind", "File", "Sheet", "Cells", "Fingerprint")):
        sheet.write_string(1, column, text)
    row = 2
    for ref, question, mark in numbered:
        names = json.dumps(question.file), json.dumps(question.sheet)
        for start in range(0, len(question.cells), _CHUNK):  # so many addresses always fit into a cell
            addresses = ranges(question.cells[start : start + _CHUNK])
            values = (ref, question.kind, *names, addresses, mark)
            for column, text in enumerate(values):
                sheet.write_string(row, column, text)
            row += 1
