"""The network as a whole in every format: what the company inherits, whom to talk to, how firm ranks are."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from supplychain_risk.consoles import print_summary
from supplychain_risk.explanation import Explanation
from supplychain_risk.report import build_document, html, words, xlsx


@pytest.fixture(scope="module")
def book(document):
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))


@pytest.fixture(scope="module")
def page(document):
    return " ".join(html.render(document).decode().split())


def rows(sheet):
    heads = [cell.value for cell in sheet[1]]
    return [dict(zip(heads, (c.value for c in row), strict=False)) for row in sheet.iter_rows(min_row=2)]


def cells(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_statement_names_the_set_and_says_that_others_exist(document):
    text = document.engagement.statement
    assert text.startswith(
        "1 supplier on hold is linked to the company. Every mapped way from it leads through 1 supplier"
    )
    assert "Brightwater Apparel GmbH." in text
    assert "Other sets are as small, for example: Lotus Garments Ltd." in text
    assert "Ltd.. " not in text
    assert "1 supplier on hold is connected by no link" in text


def test_the_only_set_is_said_to_be_the_only_one(assessed):
    only = replace(assessed.outlook.engagement, only_one=True, alternative=(), unconnected=())
    document = build_document(replace(assessed, outlook=replace(assessed.outlook, engagement=only)))
    assert document.engagement.statement.endswith(
        "To engage or replace fewer leaves a way open. No other set is as small."
    )


def test_no_hold_needs_nobody(assessed):
    none = replace(assessed.outlook.engagement, gates=(), holds=(), unconnected=(), only_one=True, alternative=())
    document = build_document(replace(assessed, outlook=replace(assessed.outlook, engagement=none)))
    assert document.engagement.statement == "No supplier calls for hold."


def test_the_workbook_has_order_and_smallest_set_on_one_sheet(book):
    first, second, third = rows(book["Engagement"])[:3]
    assert (first["Priority"], first["Supplier"], first["Calls for"]) == (1, "远山纺织有限公司", "hold")
    assert (second["Share of supply"], second["Leverage"]) == (0.75, 0.375)
    assert (third["Priority"], third["Supplier"], third["Smallest set"]) == (None, "Brightwater Apparel GmbH", "in it")
    assert any("lifts no legal trigger" in text for text in cells(book["Engagement"]))


def test_the_workbook_says_what_shares_rest_on(book):
    first = rows(book["Concentration"])[0]
    assert (first["Commodity"], first["Name"], first["Share"]) == ("Cotton", "Uzbekistan", 0.5)
    assert (first["Shares by"], first["Why an equal split"]) == (
        "equal split",
        "neither spend nor share is stated, or neither can be read",
    )
    assert "远山纺织有限公司 → Lotus Garments Ltd. → Brightwater Apparel GmbH → Acme Outdoor" in cells(
        book["Concentration"]
    )


def test_the_workbook_shows_ranks_and_seed(book):
    firm = next(r for r in rows(book["Suppliers"]) if r["Id"] == "V-003")
    assert (firm["Rank"], firm["Rank, 5th pct."], firm["Rank, 95th pct."]) == (1, 1, 3)
    assert (firm["Score, 5th pct."], firm["Score, 95th pct."], firm["Draws in top tenth"]) == (7.5, 8.25, 0.7333)
    method = cells(book["Sources and method"])
    assert "200 draws, seed 7, 6 suppliers ranked" in method
    assert "country.tier_2 = 2, drawn from 1.5 to 2.5. Half a step either way." in method
    summary = cells(book["Summary"])
    assert "Direct supply with a structural-score path in band high or above" in summary
    assert "Direct supply on hold or with a hold upstream" in summary
    assert "Acme Outdoor, by spend" in summary


def test_the_page_shows_the_same(page):
    for expected in ("Whom to talk to first", "Every mapped way from it leads through 1 supplier",
                     "between 25.0% and 93.8% by spend",
                     "of direct supply is bought from suppliers that are on hold or have a hold upstream",
                     "From direct suppliers on hold",
                     "4.0 if every unknown input upstream were at its best", "or neither can be read",
                     "In 200 draws (seed 7)", "country.tier_2", "by spend 37.5%"):  # fmt: skip
        assert expected in page


def test_a_supplier_is_explained_with_rank_priority_and_set(document):
    def text(supplier: str) -> str:
        return Explanation(document, next(s for s in document.suppliers if s.id == supplier)).explain()

    assert "Rank 1 (1–3) of 6 by score; 200 draws" in text("V-003")
    assert "Priority 1 of 2. Severity: goods may be barred" in text("V-003")
    assert "In the smallest set to engage or replace." in text("V-001")
    assert "62.4% of its direct supply has a structural-score path in band high or above, by spend" in text("V-001")
    assert "50.0% of its direct supply is bought from suppliers that are on hold or have a hold upstream" in text(
        "V-001"
    )
    assert "worst not assessed: at worst " in text("V-001")
    assert "not assessed: at worst" not in text("V-002")


def test_circles_are_told_in_every_format(document, book, page):
    told = "远山纺织有限公司, Silk Road Ginning JSC supply each other in a circle"
    assert told in page
    assert any(told in text for text in cells(book["Concentration"]))
    explained = Explanation(document, next(s for s in document.suppliers if s.id == "V-004")).explain()
    assert f"{told}: each is upstream of the others, and going round adds nothing." in explained
    assert words.circle(("A",), {"A": "Alpha"}) == "Alpha is stated to supply itself; the link is left out."


def test_a_report_without_the_network_is_still_a_report(assessed):
    bare = build_document(replace(assessed, outlook=None))
    assert bare.engagement is None
    assert "Whom to talk to" not in html.render(bare).decode()
    assert rows(openpyxl.load_workbook(io.BytesIO(xlsx.render(bare)))["Engagement"])[0]["Priority"] == "none"


@pytest.mark.parametrize(
    ("count", "exact", "text"),
    [
        (7, True, "7"),
        (12_345, False, "at least 12,345"),
        (10**9 + 1, True, "about 10^9"),
        (123 * 10**40, True, "about 10^42"),
    ],
)
def test_numbers_of_paths_stay_readable(count, exact, text):
    assert words.paths(count, exact) == text


def test_the_share_by_score_and_the_share_with_a_hold_stand_beside_each_other_in_the_workbook(book):
    row = next(r for r in rows(book["Suppliers"]) if r["Id"] == "V-001")
    assert (row["Share exposed by score"], row["Share exposed by score, low"]) == (0.6235, 0.6235)
    assert (row["Share with a hold"], row["Worst path's supplier"]) == (0.5, "not assessed: at worst")
    assert "From direct suppliers on hold" in rows(book["Concentration"])[0]


def test_the_terminal_tells_both_shares(document, capsys):
    print_summary(document, ())
    told = " ".join(capsys.readouterr().out.split())
    assert (
        "between 25.0% and 93.8% of direct supply has a structural-score path in band high or above, by spend" in told
    )
    assert "100.0% of direct supply is bought from suppliers that are on hold or have a hold upstream" in told


def test_the_number_of_findings_upstream_says_which_are_left_out(document, page):
    told = "inferred, carried and cleared ones are not counted"
    assert f"3 findings about them ({told})" in page
    explained = Explanation(document, next(s for s in document.suppliers if s.id == "V-001")).explain()
    assert f"Of the findings upstream {told}" in explained
