"""Sheets of relations: a word between two companies says which of them supplies, or owns, the other."""

import pytest
from small_lists import codes, only_sheet, supplies, told

A, B = "Alpha Ltd", "Beta Ltd"


def owners(result):
    return {(o.parent.text, o.child.text) for o in result.ownership}


@pytest.mark.parametrize(
    ("word", "linked"),
    [
        *[(word, (A, B)) for word in ("supplies", "supplier of", "sells to", "delivers to", "subcontractor of")],
        *[(word, (A, B)) for word in ("liefert an", "Lieferant von", "fournit", "proveedor de", "供应", "供应商")],
        *[(word, (B, A)) for word in ("customer of", "supplied by", "buys from", "purchases from", "client of")],
        *[(word, (B, A)) for word in ("Kunde von", "client de", "cliente de", "采购自", "客户")],
    ],
)
def test_who_supplies_whom(csv, word, linked):
    result = csv(f"Company A,Relation,Company B\n{A},{word},{B}\nGamma Ltd,supplies,{A}\n")
    assert supplies(result) == {linked, ("Gamma Ltd", A)}


@pytest.mark.parametrize(
    ("word", "owner"),
    [
        *[(word, (A, B)) for word in ("owns", "parent of", "holding company of", "母公司")],
        *[(word, (B, A)) for word in ("owned by", "subsidiary of", "branch of", "子公司")],
    ],
)
def test_who_owns_whom(csv, word, owner):
    result = csv(f"Company A,Relation,Company B\n{A},{word},{B}\nGamma Ltd,supplies,{A}\n")
    assert owners(result) == {owner}
    assert supplies(result) == {("Gamma Ltd", A)}


@pytest.mark.parametrize(
    "header",
    [
        "Company A,Relation,Company B",
        "Company 1,Relationship,Company 2",
        "Entity A,Relation type,Entity B",
        "From,Relation,To",
        "Unternehmen A,Beziehung,Unternehmen B",
        "企业A,关系,企业B",
    ],
)
def test_the_two_ends_are_known_by_their_twin_headings(csv, header):
    assert supplies(csv(f"{header}\n{A},supplies,{B}\nGamma Ltd,supplied by,{A}\n")) == {(A, B), (A, "Gamma Ltd")}


def test_a_relation_that_we_do_not_know_makes_no_link_and_is_told(csv):
    result = csv(f"Company A,Relation,Company B\n{A},supplies,{B}\nGamma Ltd,is fond of,{B}\n")
    assert supplies(result) == {(A, B)}
    assert told(result, "relation-unknown") == [f"Gamma Ltd | is fond of | {B}"]
    assert only_sheet(result).problem_rows == 1


def test_a_noun_alone_may_be_read_both_ways_so_its_reading_is_told_once(csv):
    result = csv(f"Company A,Relation,Company B\n{A},Supplier,{B}\nGamma Ltd,supplier,{B}\n")
    assert supplies(result) == {(A, B), ("Gamma Ltd", B)}
    assert codes(result) == ["relation-read"]
    assert codes(csv(f"Company A,Relation,Company B\n{A},supplier of,{B}\n")) == []


def test_what_a_row_says_of_the_goods_travels_with_the_link(csv):
    result = csv(f"Company A,Relation,Company B,Product,Quantity\n{A},customer of,{B},Cotton,5\n")
    (link,) = result.links
    assert (link.supplier.text, link.buyer.text) == (B, A)
    assert {f: v[0].text for f, v in link.values.items()} == {"commodity": "Cotton", "quantity": "5"}


def test_a_row_with_one_end_only_is_set_aside_and_told(csv):
    result = csv(f"Company A,Relation,Company B\n{A},supplies,{B}\n{A},supplies,\n,supplies,{B}\n")
    assert supplies(result) == {(A, B)}
    assert codes(result) == ["no-supplier-name", "no-supplier-name"]
