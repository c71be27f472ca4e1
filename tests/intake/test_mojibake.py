"""Misread names and places in the cells of a list."""

import pytest
from small_lists import codes, column, names

from supplychain_risk import intake
from supplychain_risk.domain import Fate

HETIAN = "ºÍÌïÌ©´ï·þÊÎÓÐÏÞ¹«Ë¾"


def found(result, code):
    return [problem for problem in result.problems if problem.code == code]


def test_a_misread_name_is_read_as_it_was_meant_and_told(csv):
    result = csv(f"Supplier,City,Country\n{HETIAN},Ürümqi,China\nMÃ¼ller,KÃ¶ln,Germany\n")
    assert names(result) == ["和田泰达服饰有限公司", "Müller"]
    assert column(result, "city") == [["Ürümqi"], ["Köln"]]
    one, *others = found(result, "text-repaired")
    assert (str(one.where), one.value, one.fate) == ("list.csv!list!A2", HETIAN, Fate.NOTE)
    assert one.message == "read as '和田泰达服饰有限公司' (GBK read as Windows-1252)"
    assert "UTF-8" in one.hint
    assert [problem.where.cell for problem in others] == ["A3", "B3"]
    assert result.suppliers[0].first("name").raw == HETIAN


def test_one_problem_for_each_text_of_a_column_with_its_number(csv):
    result = csv("Supplier,Country\nA,TÃ¼rkiye\nB,TÃ¼rkiye\nTÃ¼rkiye Tekstil,TÃ¼rkiye\n")
    assert column(result, "country") == [["Türkiye"]] * 3
    assert [(p.where.cell, p.message) for p in found(result, "text-repaired")] == [
        ("B2", "read as 'Türkiye' (UTF-8 read as Windows-1252); 3 cells of this column hold the same text"),
        ("A4", "read as 'Türkiye Tekstil' (UTF-8 read as Windows-1252)"),
    ]


def test_bytes_that_cleaning_would_drop_are_looked_at_before(csv):
    """Soft hyphens and control characters are halves of Chinese characters here."""
    misread = "浙江原料纺织有限公司".encode("gb2312").decode("latin-1")
    assert "\xad" in misread
    assert names(csv(f"Supplier,Country\n{misread},China\n")) == ["浙江原料纺织有限公司"]


@pytest.mark.parametrize("name", ["Soci?t? G?n?rale", "M\ufffdller GmbH", "???? Co. Ltd.", "ÈýÃ÷ Trading"])
def test_a_name_whose_letters_are_lost_is_told_and_its_row_is_used(csv, name):
    result = csv(f"Supplier,Country\n{name},China\nPlain Mills,India\n")
    (problem,) = found(result, "name-unreadable")
    assert (problem.where.cell, problem.value, problem.fate) == ("A2", name, Fate.VALUE_NOT_USED)
    assert "lists cannot be searched for it" in problem.message
    assert "UTF-8" in problem.hint
    assert names(result) == [name, "Plain Mills"]


def test_lost_letters_elsewhere_are_no_name(csv):
    assert codes(csv("Supplier,City,Remarks\nAcme,K?ln,MÃ¼ll\n")) == []


def test_what_is_no_name_at_all_is_set_aside_as_before(csv):
    assert codes(csv("Supplier,Country\n???,China\nAcme,India\n")) == ["placeholder-name"]


def test_entities_of_a_web_page_in_every_column_that_names_something(csv):
    result = csv("Supplier,Parent company,Product,Supplies to\nA &amp; B,C &amp; D,Yarn &amp; Cloth,E &amp; F\n")
    assert names(result) == ["A & B"]
    assert [column(result, field) for field in ("parent", "commodity", "buyer")] == [
        [["C & D"]],
        [["Yarn & Cloth"]],
        [["E & F"]],
    ]
    assert codes(result) == ["text-repaired"] * 4


def test_tiers_and_links_are_read_so_too(csv):
    result = csv("Tier 1 Supplier,Tier 2 Supplier\nMÃ¼ller,SociÃ©tÃ©\n")
    assert names(result) == ["Müller", "Société"]
    assert [(link.supplier.text, link.buyer.text) for link in result.links] == [("Société", "Müller")]


def test_nothing_is_told_of_names_that_make_sense(csv):
    text = "Supplier,Country\n鴻運精密工業股份有限公司,中国\nŞahin Tekstil A.Ş.,Türkiye\nAT&T 100% Ltd?,USA\n"
    assert codes(csv(text)) == []


def test_misread_names_in_a_frame_keep_their_cell():
    import pandas as pd
    from small_lists import REFERENCE, is_country

    frame = pd.DataFrame({"Supplier": ["MÃ¼ller"], "Country": ["Germany"]})
    result = intake.read_frame(frame, "vendors", REFERENCE, is_country=is_country)
    assert names(result) == ["Müller"]
    assert [str(problem.where) for problem in result.problems] == ["vendors!vendors!A2"]
