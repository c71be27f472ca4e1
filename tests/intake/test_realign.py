"""Rows that a comma without quotes has made wider than their header: put back where that fits, else set aside."""

import pytest
from small_lists import codes, column, names, only_sheet, told


def rows_of(result):
    return [[(v.text, v.cell.cell) for f in ("name", "country") for v in r.values.get(f, ())] for r in result.suppliers]


def test_cells_are_put_back_under_their_headings_and_refer_to_where_they_stand(csv):
    result = csv("id,name,city,country,spend\n7,Alpha, Inc,Pune,India,500\n9,Beta,Lima,Peru,20\n")
    assert rows_of(result) == [[("Alpha, Inc", "B2"), ("India", "E2")], [("Beta", "B3"), ("Peru", "D3")]]
    assert column(result, "spend") == [["500"], ["20"]]
    assert told(result, "rows-realigned") == ["7,Alpha, Inc,Pune,India,500"]


def test_two_commas_in_one_cell_and_rows_that_need_nothing(csv):
    result = csv(
        "name,address,country\nAlpha,12 Main St, Pune,India\nBeta,Lima,Peru\nGamma,Road 5, Block 2, Hanoi,Vietnam\n"
    )
    assert names(result) == ["Alpha", "Beta", "Gamma"]
    assert column(result, "address") == [["12 Main St, Pune"], ["Lima"], ["Road 5, Block 2, Hanoi"]]
    assert column(result, "country") == [["India"], ["Peru"], ["Vietnam"]]
    assert [p.cells for p in result.problems if p.code == "rows-realigned"] == [2]


@pytest.mark.parametrize("name", ["Alpha, Inc", "Alpha, LLC", "Alpha Trading, Ltd", "Alpha, S.A."])
def test_a_legal_form_is_no_country(csv, name):
    result = csv(f"name,country\n{name},India\n")
    assert (names(result), column(result, "country")) == ([name], [["India"]])


def test_a_table_every_row_of_which_has_one_cell_more(csv):
    result = csv(
        "note,supplier_id,name,country\nmade up, not real,L-1,Nord Steel GmbH,Germany\n"
        "made up, not real,L-2,Mock Rubber,India\n"
    )
    assert names(result) == ["Nord Steel GmbH", "Mock Rubber"]
    assert column(result, "supplier_id") == [["L-1"], ["L-2"]]
    assert [dict(r.extra)["note"].text for r in result.suppliers] == ["made up, not real"] * 2


def test_a_row_that_fits_nowhere_is_set_aside_and_said(csv):
    result = csv(
        "supplier_id,country,tier,spend,remark\nS1,India,1,20,ok\nfirst remark,second remark,third remark,fourth,x,y\n"
    )
    assert column(result, "supplier_id") == [["S1"]]
    assert codes(result) == ["row-shifted"]
    assert only_sheet(result).problem_rows == 1


def test_a_remark_beyond_the_last_heading_moves_nothing(csv):
    result = csv("supplier_id,name,country\nS1,Alpha,India,a late remark\nS2,Beta,Peru\n")
    assert rows_of(result) == [[("Alpha", "B2"), ("India", "C2")], [("Beta", "B3"), ("Peru", "C3")]]
    assert codes(result) == ["column-not-used"]  # told, since it has no heading
    assert [(h, v.text) for h, v in result.suppliers[0].extra] == [("column D", "a late remark")]
