"""Matrices of suppliers and goods: a tick under a good."""

import pytest
from small_lists import codes, column, names

from supplychain_risk.errors import NoSupplierTable


@pytest.mark.parametrize(
    ("yes", "no"),
    [("✓", ""), ("x", ""), ("●", "-"), ("○", "×"), ("да", "нет"), ("J", "N"), ("E", "H"), ("80%", "0%"), ("有", "无")],
)
def test_a_tick_in_any_script(csv, yes, no):
    result = csv(f"Supplier,Country,Cotton,Leather,Rubber\nA,China,{yes},{no},{no}\nB,India,{no},{yes},{yes}\n")
    assert column(result, "commodity") == [["Cotton"], ["Leather", "Rubber"]]


def test_a_good_that_no_table_knows_among_goods_is_one(csv):
    result = csv("Supplier,Country,Cotton,Wool,Silk,Audited\nA,China,✓,✓,,✓\nB,India,,✓,✓,\n")
    assert column(result, "commodity") == [["Cotton", "Wool"], ["Wool", "Silk"]]
    wool = result.suppliers[0].values["commodity"][1]
    assert (wool.raw, wool.cell.cell) == ("✓", "D2")


def test_a_word_for_how_it_is_supplied_counts_as_a_tick(csv):
    result = csv("Supplier,Country,Cotton,Leather,Rubber\nA,China,organic,,\nB,India,,x,x\n")
    assert column(result, "commodity") == [["Cotton"], ["Leather", "Rubber"]]


GROUPED = [
    ["Supplier", "Country", "Materials supplied", None, None],
    [None, None, "Cotton", "Polyester", "Rubber"],
    ["A", "China", "x", None, None],
    ["B", "India", None, "x", "x"],
]


@pytest.mark.parametrize("merges", [(), ("C1:E1",), ("A1:A2", "B1:B2", "C1:E1")])
def test_goods_below_a_heading_for_all_of_them(xlsx, merges):
    result = xlsx({"S": GROUPED}, lambda book: [book["S"].merge_cells(m) for m in merges])
    assert names(result) == ["A", "B"]
    assert column(result, "commodity") == [["Cotton"], ["Polyester", "Rubber"]]
    assert codes(result) == []


def test_goods_below_a_heading_in_a_text_file(csv):
    text = "\n".join(",".join(cell or "" for cell in row) for row in GROUPED)
    assert column(csv(text), "commodity") == [["Cotton"], ["Polyester", "Rubber"]]


def test_countries_of_origin_below_a_heading_for_all_of_them(csv):
    result = csv("Supplier,Material,Country of origin,,\n,,China,India,US\nA,Cotton,x,,\nB,Cotton,,x,x\n")
    assert column(result, "origin") == [["China"], ["India", "US"]]


def test_a_first_row_that_says_who_is_no_second_line_of_the_header(csv):
    result = csv("Supplier,Country,Products,,\nA,China,Cotton,Yarn,\n,,Silk,Wool,\n")
    assert names(result)[0] == "A"


def test_ticks_under_headings_that_no_table_knows_are_told(csv):
    result = csv("Supplier,Country,Zippers,Buttons\nA,China,x,\nB,India,,x\n")
    assert codes(result) == ["column-not-used"]
    assert codes(csv("Supplier,Country,Product,Active,Critical\nA,China,Cotton,x,\nB,India,Silk,,x\n")) == []


def test_suppliers_in_the_header_are_asked_for_row_by_row(csv):
    with pytest.raises(NoSupplierTable, match="one per row"):
        csv("Supplier,Alpha Yarn GmbH,Beta Hides Ltd\nCotton,x,\nLeather,,x\n")
