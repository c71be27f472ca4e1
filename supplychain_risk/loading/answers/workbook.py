"""The workbook of questions to one supplier, filled with what the user's own sheets state of it.

It holds nothing that was found about the supplier: no level, no score, no finding.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from supplychain_risk.loading.answers.form import (
    ABOUT,
    ANSWER,
    DATE,
    MARK,
    OF_UPSTREAM,
    ORDER_MARK,
    PERSON,
    QUESTIONS,
    REF,
    REGISTER,
    ROOM,
    STEPS,
    SUPPLIER,
    UPSTREAM,
    Known,
    Row,
)
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.sheet import LINE, Column, Sheet, Styles, lines_of

_COLUMNS = (
    Column("What", 34, "bold"),
    Column("Question", 56),
    Column("What we have", 34),
    Column(ANSWER, 44, "answer"),
)
_CHOICES = "_choices"
_YES_NO = ("Yes", "No")
_HOW = (
    "Please answer in the yellow cells. Where we have a value and it is right, leave your answer empty. Leave empty "
    "what you do not know: an empty cell is no answer, and never counts as one.",
    "Any language will do for names, addresses and countries. Do not rename or delete sheets; a hidden one says whom "
    "the questions are for.",
)


def question_workbook(
    known: Known, asked: Collection[str], labels: Mapping[str, str], countries: Sequence[str], company: str
) -> bytes:
    """The workbook for one supplier. Equal arguments give equal bytes.

    Args:
        known: whom it is for, and what the user's sheets state of it.
        asked: fields that are not known, which the workbook marks; `upstream` for who supplies it.
        labels: from `words_in`.
        countries: names that the drop-downs offer; any other spelling is taken, too.
        company: who asks; "" where the input does not name it.
    """

    def fill(book: Any) -> None:
        styles = Styles(book)
        head = f"Questions to {known.name}"
        sheet = _sheet(book, styles, QUESTIONS, head)
        sheet.widths((*(column.width for column in _COLUMNS), 16))
        sheet.wide(head, 3, "title")
        sheet.wide(f"Asked by {company or 'your customer'}.", 3, "subtitle")
        for text in _HOW:
            sheet.wide(text, 3)
        sheet.row += 1
        sheet.line((SUPPLIER, known.name), ("head", "bold"))
        for label in (PERSON, DATE):
            sheet.line((label, None), ("head", "answer" if label == PERSON else "answer day"))
        for title, rows in (("The site and its goods", ABOUT), ("Steps taken against forced labor", STEPS)):
            sheet.row += 1
            sheet.wide(title, 3, "section")
            sheet.heading((*_COLUMNS, Column(REF, 16)))
            for row in rows:
                _ask(sheet, row, labels, known, row.field in asked)
        _upstream(_sheet(book, styles, UPSTREAM, head), known, labels, "upstream" in asked, bool(countries))
        choices = book.add_worksheet(_CHOICES)
        choices.very_hidden()
        for column, offered in enumerate((countries, _YES_NO)):
            for number, text in enumerate(offered):
                choices.write_string(number, column, text)
        register = book.add_worksheet(REGISTER)
        register.very_hidden()
        for number, text in enumerate((MARK, json.dumps(known.supplier), json.dumps(known.name))):
            register.write_string(number, 0, text)

    def _ask(sheet: Sheet, row: Row, labels: Mapping[str, str], known: Known, wanted: bool) -> None:
        have = "; ".join(known.stated.get(row.field, ()))
        question = f"{row.question}{' — please answer' if wanted else ''}"
        source = _source(row, len(countries))
        if source:
            sheet.sheet.data_validation(sheet.row, 3, sheet.row, 3, source)
        sheet.line(
            (labels[row.label], question, have, None, row.field),
            (*(column.style for column in _COLUMNS), "text"),
            (*(column.width for column in _COLUMNS), 16),
        )

    return workbook_of(fill, {"title": f"Questions to {known.name}", "subject": "Questions to a supplier"})


def _sheet(book: Any, styles: Styles, name: str, head: str) -> Sheet:
    """A sheet for a supplier: on paper it bears nothing of what a report says of itself."""
    sheet = Sheet(book, styles, name, head)
    sheet.sheet.set_footer("&R&9 Page &P of &N")
    return sheet


def _source(row: Row, countries: int) -> dict[str, Any] | None:
    """The drop-down of a question; other answers stay allowed."""
    offered = {"validate": "list", "show_error": False, "ignore_blank": True}
    if row.yes_no:
        return {**offered, "source": f"='{_CHOICES}'!$B$1:$B${len(_YES_NO)}"}
    if row.field in ("country", "origin") and countries:
        return {**offered, "source": f"='{_CHOICES}'!$A$1:$A${countries}"}
    return None


def _upstream(sheet: Sheet, known: Known, labels: Mapping[str, str], wanted: bool, offered: bool) -> None:
    last = len(OF_UPSTREAM) - 1
    widths = (40, 24, 40, 30, 24)
    sheet.widths(widths)
    sheet.wide("Your suppliers", last, "title")
    please = " Please name them." if wanted else ""
    sheet.wide(f"Who supplies you with the material or parts for the goods you sell to us?{please}", last)
    if known.upstream:
        names = "; ".join(entry["name"] for entry in known.upstream)
        sheet.wide(f"We have: {names}. Name those only that are missing here, or to add what you know of them.", last)
    sheet.row += 1
    titles = [labels[row.label] for row in OF_UPSTREAM]
    lines = max(lines_of(title, width) for title, width in zip(titles, widths, strict=True))
    sheet.sheet.set_row(sheet.row, 4 + LINE * (lines + 1))
    sheet.heading([Column(title, width) for title, width in zip(titles, widths, strict=True)])
    sheet.sheet.freeze_panes(sheet.row, 1)
    for column, row in enumerate(OF_UPSTREAM):
        source = _source(row, _MOST_COUNTRIES if offered else 0)
        if source:
            sheet.sheet.data_validation(sheet.row, column, sheet.row + ROOM - 1, column, source)
    for _ in range(ROOM):
        sheet.line([None] * len(OF_UPSTREAM), ["answer"] * len(OF_UPSTREAM))


_MOST_COUNTRIES = 300
"""Rows of the drop-down of countries; blank ones are not shown."""


def order_mark(book: Any) -> None:
    """Mark a workbook as the list of whom to ask, so that it is never read as one of suppliers."""
    register = book.add_worksheet(REGISTER)
    register.very_hidden()
    register.write_string(0, 0, ORDER_MARK)
