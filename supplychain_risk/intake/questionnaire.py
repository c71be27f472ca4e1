"""Questionnaires: a company that declares, and its answers to questions, on sheets that list no suppliers.

The Slavery & Trafficking Risk Template, RMI's reporting templates and self-assessments look like this: a form with the
company's name and address, and questions with a Yes or a No beside them. The company becomes a supplier, with answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import QUESTION, heading_key, is_question
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.meaning import Meaning
from supplychain_risk.intake.records import Answer, SupplierRecord, Value
from supplychain_risk.intake.survey import Survey
from supplychain_risk.intake.values import clean, is_cell_error, is_name_placeholder, one_line, tidy
from supplychain_risk.resolve.answers import says

LONGEST = 2000
"""Rows; a longer sheet is no form."""
_FEWEST = 3
"""Answered questions that make a questionnaire; one question beside a list may be anything."""
_CERTAIN = 0.85
_PLACES = ("country", "region", "city", "address")
_NUMBERS = ("lei", "duns", "uscc", "vat", "registration", "gln")


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The company that declares, with its answers, and how many answers stand on which sheet."""

    record: SupplierRecord
    company: Value
    counts: dict[str, int]

    def reason(self, sheet: str) -> str:
        """What the sheet is, for the account of what was read."""
        answers = self.counts[sheet]
        told = f"{answers} answers" if answers != 1 else "one answer"
        return f"no list of suppliers but a questionnaire of '{self.company.text}': {told} read as its controls"


def questionnaire(
    sheets: Sequence[Survey], vocabulary: Vocabulary, records: Sequence[SupplierRecord]
) -> Questionnaire | None:
    """The questionnaire of a file, or None: its forms name no company, or hold fewer than three answered questions.

    `records` are the suppliers read from its sheets: where a fact sheet names the one company, the answers of the other
    sheets are its answers.
    """
    forms = [found.grid for found in sheets if not found.tables and not found.grid.hidden]
    forms = [grid for grid in forms if len(grid.rows) <= LONGEST]
    of_facts = {found.grid.name for found in sheets if found.facts}
    named = [record for record in records if record.sheet in of_facts]
    declared = (
        (named[0].changed(declares=True), None)
        if len(named) == 1 and "name" in named[0].values
        else next((c for grid in forms if (c := _company(grid, vocabulary))), None)
    )
    if declared is None:
        return None
    record, day = declared
    answers = list(record.answers)
    asked = {heading_key(answer.question) for answer in answers}
    counts = {} if named else {record.sheet: 0}
    for grid in forms:
        found = [
            a for a in _answers(grid, day, vocabulary.words["answer_heading"]) if heading_key(a.question) not in asked
        ]
        asked |= {heading_key(answer.question) for answer in found}
        answers += found
        if found:
            counts[grid.name] = len(found)
    if len(answers) < _FEWEST:
        return None
    return Questionnaire(record.changed(answers=tuple(answers)), record.values["name"][0], counts)


def without_forms(sheets: Sequence[Survey]) -> list[Survey]:
    """Sheets of questions are no lists, even where a label of theirs ("Company name:") reads like a header."""
    return [
        Survey(found.grid, (), "its rows are questions, not suppliers")
        if found.tables and not found.facts and found.tables[0].header.known <= 1 and _asks(found.grid) >= _FEWEST
        else found
        for found in sheets
    ]


def _asks(grid: Grid) -> int:
    """Rows that ask something."""
    return sum(any(is_question(text) for text in row) for row in grid.rows)


def supplying(declared: Questionnaire, records: Sequence[SupplierRecord]) -> list[SupplierRecord]:
    """The suppliers that the company itself lists in the file supply it, unless their row names another buyer."""
    return [
        record
        if record.values.keys() & {"buyer", "buyer_id"}
        else record.changed(values={**record.values, "buyer": (declared.company,)})
        for record in records
    ]


def _company(grid: Grid, vocabulary: Vocabulary) -> tuple[SupplierRecord, Value | None] | None:
    """What a form says of the company that fills it in, with the day of its answers; None if it names none."""
    values: dict[str, tuple[Value, ...]] = {}
    day = None
    for label, value in _labelled(grid, vocabulary):
        if heading_key(label) in vocabulary.words.days_of_answers:
            day = day or value
            continue
        meaning = _meaning(vocabulary, label)
        if meaning is None or meaning.weight < _CERTAIN:
            continue
        if meaning.field == "name" and "name" not in values:
            if is_name_placeholder(value.text):
                return None
            values["name"] = (value,)
        elif "name" in values and (
            meaning.field in _PLACES or (meaning.field in _NUMBERS and any(map(str.isdigit, value.text)))
        ):
            values.setdefault(meaning.field, (value,))
    if "name" not in values:
        return None
    row = int(re.sub(r"\D", "", values["name"][0].cell.cell))
    return SupplierRecord(grid.file, grid.name, row, values, declares=True), day


def _labelled(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[str, Value]]:
    """Labels with the value beside each. What is itself a label, a question or an instruction is no value."""
    for number, row in enumerate(grid.rows):
        cells = [(column, one_line(tidy(text))) for column, text in enumerate(row) if text.strip()]
        for (_, label), (column, text) in pairwise(cells):
            known = heading_key(label) in vocabulary.words.days_of_answers or _meaning(vocabulary, label)
            is_value = (
                _meaning(vocabulary, text) is None and not QUESTION.search(text) and not text.endswith((":", "："))
            )
            if known and not QUESTION.search(label) and is_value:
                yield label, _value(grid, number, column)
                break


def _meaning(vocabulary: Vocabulary, text: str) -> Meaning | None:
    return vocabulary.meaning(text.rstrip(":：* ")) if len(text) <= 120 else None


def _answers(grid: Grid, day: Value | None, heads_of_answers: frozenset[str]) -> Iterator[Answer]:
    """Questions of a sheet that have an answer: in the column headed "Answer", or right beside the question."""
    column = _answer_column(grid, heads_of_answers)
    for number, row in enumerate(grid.rows):
        asked = next((c for c, text in enumerate(row) if is_question(text)), None)
        if asked is None:
            continue
        beside = [c for c in range(asked + 1, len(row)) if row[c].strip()]
        at = column if column is not None and column in beside else beside[0] if beside and column is None else None
        if at is None:
            continue
        value = _value(grid, number, at)
        heads = heading_key(value.text) in heads_of_answers
        if heads or is_cell_error(value.text) or (column is None and says(value.text) is None):
            continue
        yield Answer("due_diligence", one_line(clean(row[asked])), value, day)


def _answer_column(grid: Grid, heads_of_answers: frozenset[str]) -> int | None:
    for row in grid.rows:
        for column, text in enumerate(row):
            if column and text and len(text) < 30 and heading_key(tidy(text)) in heads_of_answers:
                return column
    return None


def _value(grid: Grid, number: int, column: int) -> Value:
    raw = grid.rows[number][column]
    return Value(one_line(clean(raw)), raw, grid.cell(number, column))
