"""What follows goods, what is inferred, and what the law asks for, in every format of the report."""

from pathlib import Path

import openpyxl
import pytest

import supplychain_risk as scr

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "worked"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """(assessment, cells of the workbook, page) of two worked examples read together."""
    files = [EXAMPLES / "turkmen-cotton.csv", EXAMPLES / "drc-cobalt.csv"]
    assessment = scr.screen(scr.load(files, company="Acme Outdoor"), as_of="2026-06-30")
    _, workbook, page = assessment.write(tmp_path_factory.mktemp("out"), formats=["json", "xlsx", "html"])
    book = openpyxl.load_workbook(workbook)
    cells = {sheet.title: [str(c.value) for row in sheet.iter_rows() for c in row if c.value] for sheet in book}
    return assessment, cells, page.read_text(encoding="utf-8")


def finding(assessment, code: str):
    return next(f for f in assessment.document.findings if f.code == code)


@pytest.mark.parametrize("code", ["carried-order", "carried-listed-good", "inferred-listed-input"])
def test_the_statement_is_in_each(written, code):
    assessment, cells, page = written
    statement = finding(assessment, code).statement
    assert statement in cells["Reasons"]
    assert statement.split("(")[0] in page
    assert statement in assessment[finding(assessment, code).supplier].explain()


def test_the_step_and_its_reference_are_in_each(written):
    assessment, cells, page = written
    (step, *_) = finding(assessment, "carried-order").steps
    assert "12.44(a)" in step.reference
    assert any(step.text in text and step.reference in text for text in cells["Reasons"])
    assert step.reference in page
    told = assessment[finding(assessment, "carried-order").supplier].explain()
    assert f"asked for by law: {step.text}" in told


def test_inferred_and_carried_are_counted_apart_in_each(written):
    assessment, cells, page = written
    summary = assessment.document.summary
    assert (summary.findings_inferred, summary.findings_carried) == (4, 6)
    for label in ("Inferred findings", "Carried findings"):
        assert label in cells["Summary"]
    assert "Inferred findings" in page
    assert '<span class="tag">inferred</span>' in page
    assert "inferred" in cells["Findings"]


def test_inferred_is_never_told_as_stated(written):
    assessment, _, _ = written
    for f in assessment.document.findings:
        assert (f.certainty.value == "inferred") == f.statement.startswith("Inferred, not stated:")


def test_the_method_tells_how(written):
    _, cells, page = written
    for words in ("Follow every barred or listed good", "where nobody has mapped where the supplier gets it"):
        assert any(words in text for text in cells["Sources and method"])
        assert words in page
