"""The dispositions workbook: a row per match with a list entry, with room for a reviewer's verdict.

What a reviewer fills in is open, all else is locked and gray: the fingerprints tell later runs what a verdict was made
about. The lock has no password; it keeps honest hands from slipping.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from supplychain_risk.errors import InputError
from supplychain_risk.intake.filledin import ABOUT_SHEET
from supplychain_risk.review.register import Register
from supplychain_risk.review.rulings import (
    ANSWERS,
    EARLIER_SHEET,
    FILE_NAME,
    HEADINGS,
    SHEET,
    Row,
    Ruling,
    Verdict,
    read_rulings,
)
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.cells import LINE, MAX_LINES, lines_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

_WIDTHS = {
    "supplier": 12,
    "supplier_name": 26,
    "country": 13,
    "cells": 24,
    "code": 17,
    "listed_name": 28,
    "list_name": 20,
    "entry": 13,
    "score": 7,
    "why": 46,
    "verdict": 15,
    "reason": 34,
    "person": 17,
    "day": 11,
    "until": 11,
    "earlier": 34,
    "edition": 16,
    "supplier_mark": 22,
    "entry_mark": 22,
}
_MARKS = ("earlier", "edition", "supplier_mark", "entry_mark")
_INSTRUCTIONS = (
    "Each row of the sheet Dispositions is a supplier whose name or identifier agrees with an entry of a list. Decide "
    "whether they are one company, by address, registration number, owners and products.",
    "Pick a verdict: true_match (it is the listed one, or one the entry reaches), false_positive (it is another "
    "company; the match is cleared and stays visible), in_review (somebody is looking). Write the reason; without "
    "reason, name and date a verdict does not count. Rows without a verdict stay open.",
    "Your name and the date may stand here for all rows, or in a row of its own where somebody else decides. Expires: "
    "the last day on which the verdict holds; leave it blank if it has none. Write dates as YYYY-MM-DD.",
    "Then run:  supplychain-risk screen YOUR-FILES --dispositions THIS-WORKBOOK. The verdicts are kept in the workbook "
    "that run writes. A match reopens by itself, and says why, when the supplier's names, identifiers or country, the "
    "list entry's names, identifiers or status, or the kind of match change, or the verdict expires.",
    "A cleared full-name match with an entity on the UFLPA Entity List or under a CBP order goes on calling for "
    "review: goods may be stopped over the name, so keep the proof at hand.",
    "Do not change the gray columns. Matches that no longer exist and verdicts that no longer hold are on the sheet "
    "Earlier verdicts; delete rows there that you do not want to keep.",
)


def render_dispositions(rows: Sequence[Row], earlier: Sequence[Row] = ()) -> bytes:
    """The workbook. Equal rows give equal bytes."""

    def fill(book: Any) -> None:
        styles = _styles(book)
        table = Sheet(book, styles, SHEET, "Dispositions of matches")
        _table(table, rows)
        if earlier:
            _table(Sheet(book, styles, EARLIER_SHEET, "Dispositions of matches"), earlier)
        _about(Sheet(book, styles, ABOUT_SHEET, "Dispositions of matches"), rows, earlier)
        table.sheet.activate()

    return workbook_of(fill, {"title": "Dispositions of matches"})


def _styles(book: Any) -> Styles:
    styles = Styles(book)
    cell = {"font_name": "Calibri", "font_size": 10, "valign": "top", "border": 1, "border_color": "#D0D0D0"}
    answer = {**cell, "bg_color": "#FFF6D6", "text_wrap": True, "locked": False}
    styles.by_name["answer"] = book.add_format({**answer, "num_format": "@"})
    styles.by_name["day"] = book.add_format({**answer, "num_format": "yyyy-mm-dd", "align": "left"})
    gray = {**cell, "bg_color": "#EEEEEE", "font_color": "#666666", "text_wrap": True}
    styles.by_name["mark"] = book.add_format({**gray, "font_size": 8})
    return styles


def _style(name: str) -> str:
    if name in ("day", "until"):
        return "day"
    return "answer" if name in ANSWERS else "mark" if name in _MARKS else "bold" if name == "supplier_name" else "text"


def _table(sheet: Sheet, rows: Sequence[Row]) -> None:
    columns = [Column(heading, _WIDTHS[name], _style(name)) for name, heading in HEADINGS.items()]
    sheet.table(columns, len(rows), frozen=2, named=sheet.name == EARLIER_SHEET)
    for row in rows:
        if sheet.full(len(rows)):
            break
        texts = [getattr(row, name) for name in HEADINGS]
        for number, (text, column) in enumerate(zip(texts, columns, strict=True)):
            sheet.put(number, text or (None if column.style in ("answer", "day") else ""), column.style)
        # marks and cells are for programs: they do not make a row tall
        tall = [(t, c.width) for t, c in zip(texts, columns, strict=True) if t and c.style != "mark"]
        sheet.sheet.set_row(sheet.row, 4 + LINE * min(MAX_LINES, max((lines_of(t, w) for t, w in tall), default=1)))
        sheet.row += 1
    names = list(HEADINGS)
    last = max(sheet.row - 1, 1)
    offered = {"validate": "list", "source": [v.value for v in Verdict], "ignore_blank": True}
    message = {"error_title": "No verdict", "error_message": f"Pick one of: {', '.join(Verdict)}."}
    sheet.sheet.data_validation(1, names.index("verdict"), last, names.index("verdict"), {**offered, **message})
    if sheet.name == EARLIER_SHEET:
        return  # no program deletes rows of locked cells, and here rows may be deleted
    allowed = ("format_columns", "format_rows", "sort", "autofilter", "select_locked_cells", "select_unlocked_cells")
    sheet.sheet.protect("", dict.fromkeys(allowed, True))


def _about(sheet: Sheet, rows: Sequence[Row], earlier: Sequence[Row]) -> None:
    sheet.widths((22, 30, 90))
    sheet.wide("Dispositions of matches", 2, "title")
    for text in _INSTRUCTIONS:
        sheet.wide(text, 2, characters=145)
    sheet.row += 1
    sheet.line((HEADINGS["person"], None), ("head", "answer"))
    sheet.line((HEADINGS["day"], None), ("head", "day"))
    sheet.row += 1
    decided = sum(bool(row.verdict) for row in rows)
    sheet.wide(f"{len(rows)} matches, {decided} with a verdict; {len(earlier)} earlier verdicts.", 2)


def dispositions_file(register: Register, folder: Path) -> dict[str, bytes]:
    """File name → content of the workbook to write into a folder; empty where there is nothing to decide or to keep.

    Raises:
        InputError: the folder has a file of that name that is no dispositions workbook.
    """
    if not register.rows and not register.settled and not register.faulty:
        return {}
    rows, earlier = register.to_write(_there(folder))
    return {FILE_NAME: render_dispositions(rows, earlier)}


def not_given(register: Register, folder: Path) -> tuple[Ruling, ...]:
    """Verdicts in the workbook of a folder that were not given to the screening, so not applied."""
    return register.unknown(_there(folder))


def _there(folder: Path) -> tuple[Ruling, ...]:
    path = folder / FILE_NAME
    if not path.exists():
        return ()
    try:
        return read_rulings(path).rulings
    except InputError as error:
        raise InputError(
            f"this file would be written over, and cannot be read to keep the verdicts in it ({error.message})",
            where=str(path),
            hint="Move it away, or name another folder with --out.",
        ) from error
