"""What a report cites: the authority's page first, where the row was read beside it, and laws that do not apply yet."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pytest

import supplychain_risk as scr

OWN = ("supplychain_risk", "general knowledge")
"""How a row says that it is our own or that nobody has read it."""
SHEET = (
    "Supplier,Country,Product,Buyer\n"
    "Alpha,China,Cotton,Acme\nBeta,Thailand,Fishmeal,Acme\nHoshine Silicon Industry Co. Ltd.,China,Polysilicon,Acme\n"
)


@pytest.fixture(scope="module")
def assessment(tmp_path_factory):
    path = tmp_path_factory.mktemp("cited") / "list.csv"
    path.write_text(SHEET, encoding="utf-8")
    return scr.screen(path, company="Acme", as_of="2026-08-03")


@pytest.fixture(scope="module")
def written(assessment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    assessment.write(folder)
    return folder


def test_every_finding_cites_an_authority_and_says_where_it_was_read(assessment):
    findings = assessment.document.findings
    assert len(findings) > 5
    for finding in findings:
        for cited in (*finding.citations, *(step.citation for step in finding.steps)):
            assert cited.authority_url == cited.url, (finding.code, cited)
            assert cited.read_in


def test_every_factor_cites_an_authority_or_says_that_nobody_read_the_row(assessment):
    cited = [c for s in assessment.document.suppliers for f in s.structural.factors for c in f.citations]
    assert cited
    silent = [c for c in cited if not c.authority_url and not c.read_in.startswith(OWN)]
    assert {c.row for c in silent} <= {"national-2017-agriculture-and-animal-husbandry"}, "a named exception"


def test_no_third_party_is_the_citation_of_a_tier(assessment):
    tiers = [c for f in assessment.document.findings for c in f.citations if c.dataset == "tip_tiers"]
    assert tiers
    assert all(c.url.startswith("https://www.state.gov/reports/20") for c in tiers)


def test_json_page_workbook_and_words_show_both(assessment, written):
    tier = next(c for f in assessment.document.findings for c in f.citations if c.dataset == "tip_tiers")
    data = json.loads((written / "report.json").read_text(encoding="utf-8"))
    assert any(c["read_in"] == tier.read_in for c in data["citations"])
    page = (written / "report.html").read_text(encoding="utf-8")
    assert tier.authority_url in page
    assert f"read in {tier.read_in}" in page
    book = openpyxl.load_workbook(BytesIO((written / "report.xlsx").read_bytes()), read_only=True)
    cells = {str(v) for row in book["Reasons"].iter_rows(values_only=True) for v in row if v}
    assert "Read in" in cells
    assert any(tier.read_in in text for text in cells)
    told = next(assessment[i] for i in assessment if assessment[i].supplier.name == "Alpha").explain()
    assert f"{tier.authority_url}; read in {tier.read_in}" in told


def test_laws_that_do_not_apply_yet_are_named_and_make_no_finding(assessment):
    document = assessment.document
    line = next(text for text in document.about.limits if text.startswith("Laws that do not apply yet"))
    assert "Regulation (EU) 2024/3015" in line
    assert "from 2027-12-14" in line
    section = next(section for section in document.methodology if section.id == "laws-not-yet")
    assert "https://eur-lex.europa.eu/eli/reg/2024/3015/oj" in section.text
    assert not [f for f in document.findings if f.jurisdiction != "US"]
