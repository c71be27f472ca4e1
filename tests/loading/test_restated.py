"""Rows that state an amount which another row of the same supplier states, too, are counted and told."""

from __future__ import annotations

import pytest

import supplychain_risk as scr

HEAD = "Supplier,Country,Product,Spend (USD),Order no\n"


def told(tmp_path, *sheets: str) -> list[tuple[str, int]]:
    paths = []
    for number, sheet in enumerate(sheets):
        paths.append(tmp_path / f"s{number}.csv")
        paths[-1].write_text(sheet, encoding="utf-8")
    problems = scr.load(paths).account.problems
    return [(str(p.where), p.cells) for p in problems if p.code == "amount-repeated"]


def test_rows_that_read_alike_are_told_once_per_supplier(tmp_path):
    rows = "Alder Mills,Portugal,Yarn,1000,\nAlder Mills,Portugal,Yarn,1000,\nBirch Gin,India,Cotton,1000,\n"
    assert told(tmp_path, HEAD + rows + "Alder Mills,Portugal,Yarn,1000,\n") == [("s0.csv!s0!D3", 2)]


def test_a_second_file_with_the_same_rows_is_told(tmp_path):
    sheet = HEAD + "Alder Mills,Portugal,Yarn,1000,\nBirch Gin,India,Cotton,70,\n"
    assert told(tmp_path, sheet, sheet) == [("s1.csv!s1!D2", 1), ("s1.csv!s1!D3", 1)]


@pytest.mark.parametrize(
    "other",
    [
        "Alder Mills,Portugal,Yarn,1001,",  # another amount
        "Alder Mills,Portugal,Cloth,1000,",  # another good
        "Alder Mills,Portugal,Yarn,1000,PO 2",  # another order
        "Alder Mills,Portugal,Yarn,,",  # no amount
    ],
)
def test_what_differs_in_any_column_is_another_purchase(tmp_path, other):
    assert told(tmp_path, f"{HEAD}Alder Mills,Portugal,Yarn,1000,PO 1\n{other}\n") == []


def test_another_remark_makes_another_purchase_although_the_column_is_not_used(tmp_path):
    head = "Supplier,Country,Spend (USD),Wonderful\n"
    assert told(tmp_path, head + "Alder Mills,Portugal,1000,a\nAlder Mills,Portugal,1000,b\n") == []


def test_one_row_about_several_companies_states_its_amount_once(tmp_path):
    head = "Tier 1 supplier,Tier 1 country,Spend (USD),Tier 2 supplier,Tier 2 country\n"
    assert told(tmp_path, head + "Alder Mills,Portugal,1000,Birch Gin,India\n") == []
    assert told(
        tmp_path, head + "Alder Mills,Portugal,1000,Birch Gin,India\nAlder Mills,Portugal,1000,Elm Gin,India\n"
    ) == [("s0.csv!s0!C3", 1)]
