"""A problem that stands for many cells says so in every format, and cells are what is counted."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.report import build_document, html, json_format, xlsx

REPEATED = Problem(
    where=CellRef("list.csv", "list", "E2"),
    code="commodity-unresolved",
    value="frobnicators",
    message="this commodity is in none of our tables",
    hint="Write the good or its HS code.",
    fate=Fate.VALUE_NOT_USED,
    cells=640,
)
ONCE = REPEATED.changed(where=CellRef("list.csv", "list", "E9"), value="zorgs", cells=3)


@pytest.fixture(scope="module")
def repeated(assessed):
    return build_document(replace(assessed, problems=(REPEATED, ONCE)))


def test_the_document_counts_problems_and_their_cells(repeated):
    assert (repeated.summary.problems, repeated.summary.problem_cells) == (2, 643)
    content = json.loads(json_format.render(repeated))
    assert [p["cells"] for p in content["problems"]] == [640, 3]


def test_the_page_counts_cells(repeated):
    page = html.render(repeated).decode("utf-8")
    assert '<span class="figure">643</span><span class="label">Cells with a problem</span>' in page
    assert '<td class="num">643</td>' in page
    assert "and 639 more cells" in page
    assert "and 2 more cells" in page


def test_the_workbook_has_the_cells_of_each_problem(repeated):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(repeated)))
    rows = list(book["Problems"].iter_rows(values_only=True))
    column = next(row for row in rows if "Cells" in row).index("Cells")
    assert [row[column] for row in rows if "commodity-unresolved" in row] == [640, 3]
    summary = {row[0]: row[1:3] for row in book["Summary"].iter_rows(max_col=3, values_only=True)}
    assert summary["Cells of the input with a problem"] == (
        643,
        "in 2 lines with cell and what to do, on sheet Problems",
    )
