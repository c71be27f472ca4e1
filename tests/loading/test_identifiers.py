"""Identifiers and the grouping of rows: a right one joins, a wrong one is a problem and joins nothing."""

import io

import pandas as pd

import supplychain_risk as scr

LEI, WRONG = "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"


def read(text: str) -> scr.SupplyNetwork:
    return scr.load(pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False))


def problems(net) -> list[tuple[str, str]]:
    return [(p.code, p.where.cell) for p in net.account.problems if p.code.startswith("identifier")]


def test_a_right_lei_joins_rows_of_different_names():
    assert len(read(f"Supplier name,Country,LEI\nAlpha,India,{LEI}\nAlpha Mills,India,{LEI}\n")) == 1


def test_a_wrong_lei_joins_nothing_and_is_kept_as_text():
    net = read(f"Supplier name,Country,LEI\nAlpha,India,{WRONG}\nBeta,India,{WRONG}\n")
    assert len(net) == 2
    assert problems(net) == [("identifier-invalid", "C2"), ("identifier-invalid", "C3")]
    assert {i.value for s in net.suppliers.values() for i in s.identifiers} == {WRONG}


def test_a_lei_in_the_vat_column_joins_with_one_in_its_own():
    net = read(f"Supplier name,Country,LEI,VAT number\nAlpha,India,{LEI},\nAlpha Mills,India,,{LEI}\n")
    (supplier,) = net.suppliers.values()
    assert [(i.scheme, i.value) for i in supplier.identifiers] == [("lei", LEI)]
    assert problems(net) == []


def test_supplier_ids_cut_by_a_spreadsheet_do_not_make_one_supplier_of_two():
    net = read("Supplier ID,Supplier name,Country\n9.13E+17,Alpha,India\n9.13E+17,Beta,Peru\n")
    assert sorted(s.name for s in net.suppliers.values()) == ["Alpha", "Beta"]
    assert problems(net) == [("identifier-damaged", "A2"), ("identifier-damaged", "A3")]


def test_a_duns_number_that_lost_its_zero_says_what_it_may_have_been():
    net = read("Supplier name,Country,DUNS\nAlpha,India,12345678\n")
    (problem,) = [p for p in net.account.problems if p.code == "identifier-damaged"]
    assert "012345678" in problem.hint
