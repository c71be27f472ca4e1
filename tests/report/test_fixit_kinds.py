"""Every kind of question has its sheet; and the round trip of each kind that a file can provoke."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from supplychain_risk.loading import Question, load_with_tables
from supplychain_risk.loading.fixes.questions import KINDS
from supplychain_risk.loading.fixes.workbook import render_fix_it

# Kind → headings, rows, what stands in the cell that is asked about, the answer.
PROVOKED = {
    "Countries": (["Supplier", "Country"], [["Alpha", "Sp'ain"], ["Beta", "Peru"]], "Sp'ain", "Spain"),
    "Regions": (
        ["Supplier", "Country", "Province"],
        [["Alpha", "China", "Xinjian"], ["Beta", "China", "Zhejiang"], ["Gamma", "Vietnam", "Xinjian"]],
        "Xinjian",
        "Xinjiang",
    ),
    "Sectors": (
        ["Supplier", "Country", "Sector"],
        [["Alpha", "Spain", "Zorgling"], ["Beta", "Peru", "Apparel"]],
        "Zorgling",
        "Textiles",
    ),
    "Goods": (
        ["Supplier", "Country", "Product"],
        [["Alpha", "Spain", "frobnicators"], ["Beta", "Peru", "Cotton"]],
        "frobnicators",
        "Cocoa",
    ),
    "Names": (["Supplier", "Country", "Product"], [["Alpha", "Spain", "Tea"], ["", "Peru", "Cotton"]], "", "Beta"),
    "Conflicts": (
        ["Supplier ID", "Supplier", "Country"],
        [["V1", "Alpha", "Spain"], ["V1", "Alpha", "Peru"], ["V2", "Beta", "India"]],
        "Peru",
        "Spain",
    ),
    "Links": (
        ["Supplier ID", "Supplier", "Country", "Supplies to"],
        [["V1", "Twin", "Spain", ""], ["V2", "Twin", "Peru", ""], ["V3", "Gamma", "India", "Twin"]],
        "Twin",
        "V1",
    ),
    "Identifiers": (
        ["Supplier", "Country", "DUNS"],
        [["Alpha", "Spain", "12345678"], ["Beta", "Peru", "150483782"]],
        "12345678",
        "012345678",
    ),
    "Dates": (
        ["Supplier", "Country", "Last audit date"],
        [["Alpha", "Spain", "sometime"], ["Beta", "Peru", "2025-05-31"]],
        "sometime",
        "2025-04-30",
    ),
    "Amounts": (
        ["Supplier", "Country", "Annual spend"],
        [["Alpha", "Spain", "a lot"], ["Beta", "Peru", "120000"]],
        "a lot",
        "12500",
    ),
    "Indicators": (
        ["Supplier", "Country", "ILO indicators"],
        [["Alpha", "Spain", "purple flags"], ["Beta", "Peru", "Debt bondage"]],
        "purple flags",
        "Excessive overtime",
    ),
    "Other cells": (["Supplier", "Country"], [["Alpha", "#REF!"], ["Beta", "Peru"]], "#REF!", "Spain"),
}


def question(kind: str, number: int) -> Question:
    return Question(kind, "list.xlsx", "Suppliers", (f"C{number}",), "Heading", "what stands there", "what is wrong")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_has_its_sheet_and_says_what_it_asks(kind):
    book = openpyxl.load_workbook(io.BytesIO(render_fix_it([question(kind, 2)], ["Peru"])))
    assert kind in book.sheetnames
    about = {row[0].value: row[2].value for row in book["Read me"].iter_rows(max_col=3)}
    assert len(about[kind]) > 20
    assert book[kind]["E4"].value == "what stands there"


def test_all_kinds_together_stand_in_their_order():
    book = openpyxl.load_workbook(io.BytesIO(render_fix_it([question(k, n) for n, k in enumerate(KINDS, 2)], [])))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == ["Read me", *KINDS]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_of_each_kind_is_asked_about_answered_and_settled(kind, tmp_path):
    headings, rows, now, answer = PROVOKED[kind]
    source = pd.DataFrame(rows, columns=headings, dtype=str)
    loading = load_with_tables(source)
    asked = [q for q in loading.questions() if q.kind == kind and q.now == now]
    assert len(asked) == 1, [(q.kind, q.now) for q in loading.questions()]
    book = openpyxl.load_workbook(io.BytesIO(render_fix_it(loading.questions(), ["Peru", "Spain"], loading.notes())))
    (line,) = [row for row in book[kind].iter_rows(min_row=4) if (row[4].value or "") == now]
    line[7].value, line[8].value, line[9].value = answer, "A. Reviewer", date(2026, 6, 1)
    book.save(tmp_path / "fixes.xlsx")

    again = load_with_tables(source, fixes=tmp_path / "fixes.xlsx")
    assert [q for q in again.questions() if q.kind == kind] == []
    assert [c.now for c in again.network.account.corrections] == [answer]
    assert [p for p in again.network.account.problems if p.where.cell in asked[0].cells] == []
