"""Rows that lean on the row above: blanks below a group, further goods of a supplier, names wrapped into two rows."""

import pytest
from small_lists import codes, column, names, only_sheet, told


def cells(result, field):
    return [[(v.text, v.cell.cell) for v in record.values.get(field, ())] for record in result.suppliers]


# --- blanks below a group ----------------------------------------------------------------------------------------


def test_a_blank_below_a_group_means_the_group_and_refers_to_its_cell(csv):
    result = csv("Country,Supplier,Material\nChina,A,Cotton\n,B,Tea\nIndia,C,Tin\n,D,Tin\n")
    assert cells(result, "country") == [[("China", "A2")], [("China", "A2")], [("India", "A4")], [("India", "A4")]]
    assert [(p.code, p.where.cell, p.cells) for p in result.problems] == [("filled-down", "A3", 2)]


def test_groups_within_groups(csv):
    result = csv("Country,Region,Supplier\nChina,Hebei,A\n,,B\n,Shandong,C\nIndia,Goa,D\n,,E\n")
    assert column(result, "country") == [["China"]] * 3 + [["India"]] * 2
    assert column(result, "region") == [["Hebei"], ["Hebei"], ["Shandong"], ["Goa"], ["Goa"]]


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("the names come first", "Supplier,Country\nA,China\nB,\nC,India\n"),
        ("a group is written in each row of it", "Country,Supplier\nChina,A\nChina,B\n,C\nIndia,D\n"),
        ("a group comes back", "Country,Supplier\nChina,A\n,B\nIndia,C\n,D\nChina,E\n"),
        ("the first row has none", "Country,Supplier\n,A\nChina,B\n,C\nIndia,D\n"),
        ("something else stands first", "Remark,Country,Supplier\nx,China,A\ny,,B\nz,India,C\n"),
    ],
)
def test_a_blank_is_a_blank_where(csv, what, text):
    result = csv(text)
    assert "filled-down" not in codes(result), what
    assert [] in column(result, "country"), what


def test_a_total_between_the_groups_is_not_filled(csv):
    result = csv("Country,Supplier,Spend\nChina,A,10\n,B,20\n,Total,30\nIndia,C,5\n")
    assert column(result, "country") == [["China"], ["China"], ["India"]]
    assert codes(result) == ["filled-down", "total-row"]


# --- further rows of one supplier --------------------------------------------------------------------------------


def test_rows_that_say_only_what_is_supplied_go_on_with_the_supplier_above(csv):
    result = csv("Supplier,Country,Material,Quantity\nA,China,Cotton,5\n,,Tea,6\nB,India,Tin,7\n,,Tin ore,8\n")
    assert names(result) == ["A", "A", "B", "B"]
    assert column(result, "commodity") == [["Cotton"], ["Tea"], ["Tin"], ["Tin ore"]]
    assert cells(result, "name")[1] == [("A", "A2")]
    assert column(result, "country") == [["China"], ["China"], ["India"], ["India"]]
    assert [(p.code, p.where.cell, p.cells) for p in result.problems] == [("filled-down", "A3", 2)]


def test_a_row_without_a_name_that_says_where_is_somebody_else_and_told(csv):
    result = csv("Supplier,Country,Material\nA,China,Cotton\n,India,Tea\n,,Tin\n")
    assert names(result) == ["A"]
    assert codes(result) == ["no-supplier-name", "no-supplier-name"]


@pytest.mark.parametrize("above", ["Total", "N/A", "TBD"])
def test_goods_below_a_total_or_a_placeholder_are_nobody_s(csv, above):
    result = csv(f"Supplier,Country,Material,Spend\nA,China,Cotton,5\n{above},,,5\n,,Tea,6\n")
    assert names(result) == ["A"]
    assert column(result, "commodity") == [["Cotton"]]
    assert "no-supplier-name" in codes(result)


# --- wrapped rows ------------------------------------------------------------------------------------------------

HEAD = "No.,Supplier,Address,Country\n"


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Alpha Garments", "(Unit 2) Ltd", "Alpha Garments (Unit 2) Ltd"),
        ("Mock Joint", "Stock Company", "Mock Joint Stock Company"),
        ("Alpha Trading", "and Sons Co. Ltd", "Alpha Trading and Sons Co. Ltd"),
        ("Alpha International", "Co. Ltd", "Alpha International Co. Ltd"),
    ],
)
def test_a_name_wrapped_into_a_row_of_its_own_is_one_name(csv, first, second, whole):
    result = csv(f"{HEAD}1,{first},Road 5,China\n,{second},Block 3,\n2,Beta Ltd,Lane 3,India\n")
    assert names(result) == [whole, "Beta Ltd"]
    assert column(result, "address")[0] == ["Road 5 Block 3"]
    assert told(result, "row-joined") == [second]
    sheet = only_sheet(result)
    assert (sheet.rows_read, sheet.used_rows, sheet.problem_rows) == (3, 3, 0)


def test_a_row_that_may_go_on_with_the_one_above_is_left_alone_and_told(csv):
    result = csv(f"{HEAD}1,Alpha Ltd,Road 5,China\n,Beta Mills,Ningbo,\n2,Gamma Ltd,Lane 3,India\n")
    assert names(result) == ["Alpha Ltd", "Beta Mills", "Gamma Ltd"]
    assert told(result, "row-may-continue") == ["Beta Mills"]


@pytest.mark.parametrize("row", [",Beta Mills,Ningbo,China", "3,Beta Mills,Ningbo,"])
def test_a_row_with_a_number_or_a_country_stands_for_itself(csv, row):
    result = csv(f"{HEAD}1,Alpha Ltd,Road 5,China\n{row}\n2,Gamma Ltd,Lane 3,India\n")
    assert names(result) == ["Alpha Ltd", "Beta Mills", "Gamma Ltd"]
    assert not {"row-joined", "row-may-continue"} & set(codes(result))
