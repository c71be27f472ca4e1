"""What a notebook or a prompt shows of results: short, and safe whatever names hold."""

import re
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.report import notebook
from supplychain_risk.whatif import between_runs

EXAMPLE = Path(__file__).parents[2] / "examples" / "apparel_suppliers.xlsx"


@pytest.fixture(scope="module")
def results():
    assessment = scr.screen(EXAMPLE, as_of="2026-06-30")
    return [assessment, assessment["V-201"], assessment.what_if(scr.changes.Drop("V-202")), assessment.network]


def test_a_prompt_shows_twenty_lines_at_most(results):
    for result in results:
        lines = repr(result).splitlines()
        assert 1 <= len(lines) <= 20
        assert max(map(len, lines)) <= notebook.WIDTH


def test_a_notebook_shows_groups_and_explanations(results):
    assessment, supplier, outcome, _ = results
    page = assessment._repr_html_()
    assert page.count("<tr>") == 1 + min(notebook.GROUPS, len(assessment.document.groups))
    assert "This report states matches and factors" in page
    assert "Aksu Huafu Color Spinning" in supplier._repr_html_()
    assert "is dropped" in outcome._repr_html_()


def test_names_stay_text(hostile_document, document):
    tags = {"p", "table", "tr", "th", "td", "code", "pre"}
    shown = [
        notebook.overview(hostile_document),
        notebook.paragraph(between_runs(document, hostile_document).explain()),
    ]
    for page in shown:
        assert set(re.findall(r"<\s*/?\s*([a-zA-Z!]+)", page)) <= tags
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", page)
