"""A list brought as positive raises and changes nothing; it is shown beside a supplier, with its source and row."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
from list_files import imported, put

import supplychain_risk as scr
from supplychain_risk.explanation import Explanation
from supplychain_risk.report import read_document

GOOD = """Company,Country,Date listed,LEI,Remarks
Quiet Mills Ltd,Portugal,2024-01-01,,member
"Hetian Taida Apparel Co., Ltd.",China,2024-01-01,,member
Other Name Ltd,Portugal,2024-01-01,213800KUD8LAJWSQ9D15,member
Later Mills Ltd,Portugal,2027-01-01,,member
Ended Mills Ltd,Portugal,2024-01-01,,
"""
SHEET = """
id,name,country,sector,lei
Q,Quiet Mills Ltd,Portugal,Textiles,
H,"Hetian Taida Apparel Co., Ltd.",China,Apparel,
I,Wholly Different Works,Portugal,Textiles,213800KUD8LAJWSQ9D15
L,Later Mills Ltd,Portugal,Textiles,
N,Nobody's Spinners,Portugal,Textiles,
"""


@pytest.fixture
def good(tmp_path):
    path = put(tmp_path, "members.csv", GOOD)
    terms = {"kind": "positive", "title": "Members of the Guild", "licence": "members only"}
    return imported(path, tmp_path / "lists", name="guild", **terms).folder.parent


def screened(lists=()):
    frame = pd.read_csv(io.StringIO(SHEET.strip()), dtype=str, keep_default_na=False)
    return scr.screen(scr.load(frame), as_of="2026-11-01", lists=lists)


def test_it_changes_no_finding_no_score_and_no_level(good):
    before, after = screened().document, screened([good]).document
    assert before.findings == after.findings
    assert before.reasons == after.reasons
    assert [s.changed(positive=()) for s in after.suppliers] == list(before.suppliers)
    assert next(s for s in after.suppliers if s.id == "H").due_diligence == "hold", "it clears nothing"


def test_it_stands_beside_the_supplier_with_its_source_and_row(good):
    shown = {s.id: s.positive for s in screened([good]).document.suppliers}
    assert {id_ for id_, entries in shown.items() if entries} == {"Q", "H", "I"}
    (entry,) = shown["Q"]
    assert (entry.list, entry.name, entry.certainty) == ("Members of the Guild", "Quiet Mills Ltd", "stated")
    assert entry.cell == "members.csv!members!A2"
    assert (entry.citation.dataset, entry.citation.row) == ("guild", "guild-quiet-mills-ltd")
    assert entry.citation.licence == "members only"
    assert "it says: member" in entry.statement
    assert "'Other Name Ltd'" in shown["I"][0].statement, "an identifier tells it, too"


def test_the_report_the_workbook_the_page_and_explain_say_so(good, tmp_path):
    out = tmp_path / "audit"
    screened([good]).write(out, formats=["json", "xlsx", "html"])
    document = read_document(out / "report.json")
    assert document == screened([good]).document
    supplier = next(s for s in document.suppliers if s.id == "Q")
    said = Explanation(document, supplier).explain()
    assert "Members of the Guild" in said
    assert "cell members.csv!members!A2" in said
    assert "no finding, score or level changes by it" in said
    sheet = openpyxl.load_workbook(out / "report.xlsx")["Suppliers"]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(n for n, row in enumerate(rows) if "Positive lists" in row)
    column, name = rows[header].index("Positive lists"), rows[header].index("Name")
    cells = {row[name]: row[column] for row in rows[header + 1 :]}
    assert "members.csv!members!A2" in cells["Quiet Mills Ltd"]
    assert not cells["Nobody's Spinners"]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "is the name of an entry of the list 'Members of the Guild'" in page.replace("\\u0027", "'")
    assert any(source.name == "guild" and "raises nothing" in source.legal_effect for source in document.sources)


def test_match_finds_no_match_on_it_and_a_run_is_not_about_its_day(good):
    assert scr.match("Quiet Mills Ltd", country="PT", lists=[good]) == ()
    frame = pd.read_csv(io.StringIO(SHEET.strip()), dtype=str, keep_default_na=False)
    plain, with_list = (scr.screen(scr.load(frame), lists=lists).document.about.as_of for lists in ((), [good]))
    assert plain == with_list
