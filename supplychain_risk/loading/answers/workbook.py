"""The workbook of questions to one supplier, filled with what the user's own sheets state of it.

It holds nothing that was found about the supplier: no level, no score, no finding.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from supplychain_risk.loading.answers.form import (
    ABOUT,
    MARK,
    OF_UPSTREAM,
    ORDER_MARK,
    QUESTIONS,
    REF,
    REGISTER,
    ROOM,
    STEPS,
    UPSTREAM,
    Known,
    Row,
    Texts,
)
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.cells import LINE, lines_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

_COLUMNS = (("what", 34, "bold"), ("question", 56, "text"), ("have", 34, "text"), ("answer", 44, "answer"))
"""Phrase of the heading, width in characters, style of the cells."""
_WIDTHS = (*(width for _, width, _ in _COLUMNS), 16)
_CHOICES = "_choices"
_YES_NO = ("Yes", "No")
_ACROSS, _ACROSS_WIDE = 150, 75
"""Characters on a line across the sheet; half as many of a script whose signs take two places."""


def question_workbook(
    known: Known, asked: Collection[str], texts: Texts, countries: Sequence[str], company: str
) -> bytes:
    """The workbook for one supplier. Equal arguments give equal bytes.

    Args:
        known: whom it is for, and what the user's sheets state of it.
        asked: fields that are not known, which the workbook marks; `upstream` for who supplies it.
        texts: from `words_in`.
        countries: names that the drop-downs offer; any other spelling is taken, too.
        company: who asks; "" where the input does not name it.
    """

    def fill(book: Any) -> None:
        styles, head = Styles(book), f"Questions to {known.name}"
        sheet = _sheet(book, styles, QUESTIONS, head)
        sheet.widths(_WIDTHS)
        title, *titles = texts.each("title", name=known.name)
        sheet.wide(title, 3, "title")
        _notes(sheet, titles, 3)
        by = texts.line("asked_by", company=company) if company else texts.line("asked_by_customer")
        sheet.wide(by, 3, "subtitle")
        for phrase in ("how_answer", "how_language"):
            _notes(sheet, texts.each(phrase), 3)
        sheet.row += 1
        sheet.line((texts.line("supplier"), known.name), ("head", "bold"), _WIDTHS[:2])
        for phrase, style in (("person", "answer"), ("date", "answer day")):
            sheet.line((texts.line(phrase), None), ("head", style), _WIDTHS[:2])
        for title, rows in (("section_goods", ABOUT), ("section_steps", STEPS)):
            sheet.row += 1
            sheet.wide(texts.line(title), 3, "section")
            _heading(sheet, [*(texts.line(phrase) for phrase, _, _ in _COLUMNS), REF], _WIDTHS)
            for row in rows:
                _ask(sheet, row, row.field in asked)
        _upstream(_sheet(book, styles, UPSTREAM, head), known, texts, "upstream" in asked, bool(countries))
        choices = book.add_worksheet(_CHOICES)
        choices.very_hidden()
        for column, offered in enumerate((countries, _YES_NO)):
            for number, text in enumerate(offered):
                choices.write_string(number, column, text)
        register = book.add_worksheet(REGISTER)
        register.very_hidden()
        for number, text in enumerate((MARK, json.dumps(known.supplier), json.dumps(known.name))):
            register.write_string(number, 0, text)

    def _ask(sheet: Sheet, row: Row, wanted: bool) -> None:
        have = "; ".join(known.stated.get(row.field, ()))
        source = _source(row, len(countries))
        if source:
            sheet.sheet.data_validation(sheet.row, 3, sheet.row, 3, source)
        sheet.line(
            (texts.labels[row.label], texts.question(row.field, wanted=wanted), have, None, row.field),
            (*(style for _, _, style in _COLUMNS), "text"),
            _WIDTHS,
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


def _notes(sheet: Sheet, texts: Sequence[str], last: int) -> None:
    """A note in each language, each in a row of its own."""
    for text in texts:
        wide = any(character > "\u2e7f" for character in text)
        sheet.wide(text, last, characters=_ACROSS_WIDE if wide else _ACROSS)


def _heading(sheet: Sheet, titles: Sequence[str], widths: Sequence[float]) -> None:
    """A heading row as high as its titles are long."""
    lines = max(lines_of(title, width) for title, width in zip(titles, widths, strict=True))
    sheet.sheet.set_row(sheet.row, 4 + LINE * (lines + (lines > 1)))
    sheet.heading([Column(title, width) for title, width in zip(titles, widths, strict=True)])


def _upstream(sheet: Sheet, known: Known, texts: Texts, wanted: bool, offered: bool) -> None:
    last = len(OF_UPSTREAM) - 1
    widths = (40, 24, 40, 30, 24)
    sheet.widths(widths)
    sheet.wide(texts.line("your_suppliers"), last, "title")
    pairs = zip(texts.phrases["upstream"], texts.phrases["name_them"], strict=True)
    _notes(sheet, [f"{asked} {please}" if wanted else asked for asked, please in pairs], last)
    if known.upstream:
        _notes(sheet, texts.each("upstream_known", names="; ".join(entry["name"] for entry in known.upstream)), last)
    sheet.row += 1
    _heading(sheet, [texts.labels[row.label] for row in OF_UPSTREAM], widths)
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
