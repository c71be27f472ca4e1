"""Matrices of suppliers and goods, or suppliers and countries: a tick says yes, a blank or a no says nothing."""

import pytest
from small_lists import column, only_sheet

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
