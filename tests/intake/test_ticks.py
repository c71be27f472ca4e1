"""Matrices of suppliers and goods, or suppliers and countries: a tick says yes, a blank or a no says nothing."""

import pytest
from small_lists import codes, column, names, only_sheet

from supplychain_risk.errors import NoSupplierTable

TICKS = [
    "x",
    "X",
    "v",
    "V",
    "✓",
    "✔",
    "√",
    "☑",
    "●",
    "•",
    "■",
    "○",
    "+",
    "*",
    "1",
    "3",
    "70%",
    "yes",
    "Yes",
    "YES",
    "y",
    "Y",
    "true",
    "TRUE",
    "ja",
    "oui",
    "si",
    "sí",
    "sim",
    "evet",
    "是",
    "はい",
    "예",
]
NO_TICKS = ["", "-", "–", "0", "0%", "no", "No", "N", "false", "nein", "non", "não", "否", "いいえ", "✗", "✘", "n/a"]


@pytest.mark.parametrize("tick", TICKS)
def test_a_tick_gives_the_supplier_the_good_over_it(csv, tick):
    result = csv(f"Supplier,Country,Cotton,Leather\nAlpha,China,{tick},\nBeta,India,,{tick}\n")
    assert column(result, "commodity") == [["Cotton"], ["Leather"]]


@pytest.mark.parametrize("mark", NO_TICKS)
def test_what_is_no_tick_gives_nothing(csv, mark):
    result = csv(f"Supplier,Country,Cotton,Leather\nAlpha,China,yes,{mark}\nBeta,India,{mark},yes\n")
    assert column(result, "commodity") == [["Cotton"], ["Leather"]]


def test_several_kinds_of_ticks_may_stand_in_one_table(csv):
    result = csv(
        "Supplier,Country,Cotton,Leather,Cobalt\nA,China,x,,\nB,India,,✓,✔\nC,Peru,yes,no,NO\nD,Peru,1,0,0\nE,Italy,,,\n"
    )
    assert column(result, "commodity") == [["Cotton"], ["Leather", "Cobalt"], ["Cotton"], ["Cotton"], []]


def test_a_good_refers_to_the_cell_of_its_tick(csv):
    result = csv("Supplier,Country,Cotton,Leather\nAlpha,China,x,\nBeta,India,,x\n")
    (leather,) = result.suppliers[1].values["commodity"]
    assert (leather.text, leather.raw, leather.cell.cell) == ("Leather", "x", "D3")


def test_the_question_in_a_heading_is_no_part_of_the_good(csv):
    result = csv("Supplier,Country,Cotton (Y/N),Leather (yes/no)\nAlpha,China,Y,N\nBeta,India,N,Y\n")
    assert column(result, "commodity") == [["Cotton"], ["Leather"]]


@pytest.mark.parametrize(
    "header", ["Lieferant,Land,Baumwolle,Leder", "供应商,国家,棉花,皮革", "Proveedor,País,Algodón,Cuero"]
)
def test_goods_are_known_in_other_languages(csv, header):
    cotton, leather = header.split(",")[2:]
    result = csv(f"{header}\nAlpha,China,x,\nBeta,India,,x\n")
    assert column(result, "commodity") == [[cotton], [leather]]


def test_the_goods_of_a_matrix_stand_beside_those_of_a_column(csv):
    result = csv("Supplier,Product,Cotton,Leather\nAlpha,Shirts,x,\nBeta,Shoes,,x\n")
    assert column(result, "commodity") == [["Shirts", "Cotton"], ["Shoes", "Leather"]]


def test_ticks_under_countries_say_where_the_goods_come_from_not_where_the_supplier_is(csv):
    result = csv("Supplier,Material,China,India,Peru\nAlpha,Cotton,x,,x\nBeta,Cotton,,x,\n")
    assert column(result, "origin") == [["China", "Peru"], ["India"]]
    assert column(result, "country") == [[], []]


def test_texts_under_goods_are_no_ticks(csv):
    result = csv("Supplier,Country,Cotton,Leather\nAlpha,China,from our own gin,\nBeta,India,,bought\n")
    assert column(result, "commodity") == [[], []]
    assert only_sheet(result).unused == ("Cotton", "Leather")


def test_a_good_that_nobody_has_is_a_column_of_the_matrix_all_the_same(csv):
    result = csv("Supplier,Country,Cotton,Leather,Cobalt\nAlpha,China,x,,-\nBeta,India,,x,-\n")
    assert only_sheet(result).mapping["commodity"] == "Cotton + Leather + Cobalt"


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
