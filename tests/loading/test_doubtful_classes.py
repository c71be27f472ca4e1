"""A good that is read by one of its words, as a class that no list names, is told and does not count as known."""

from __future__ import annotations

import pytest

import supplychain_risk as scr
from supplychain_risk.laws.case import Case
from supplychain_risk.loading import load_with_tables
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.products import is_doubtful_class

BY_ONE_WORD = (
    ("Absorbent cotton roll 500g", "Cotton"),
    ("Ketchup sachets 10g", "ketchup"),
    ("Basmati rice 1121 steam", "basmati rice"),
    ("Dining table solid oak 180cm", ""),
)


def loaded(tmp_path, *goods: str):
    path = tmp_path / "suppliers.csv"
    path.write_text("Supplier;Country;Product\n" + "".join(f"{g[:4]} Ltd;India;{g}\n" for g in goods), encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "qualifier"), BY_ONE_WORD)
def test_it_is_told_with_the_word_that_was_dropped_and_leaves_the_goods_open(tmp_path, text, qualifier):
    network = scr.load(loaded(tmp_path, text), company="The Company")
    (problem,) = [p for p in network.account.problems if p.code == "commodity-class"]
    assert (problem.where.cell, problem.value) == ("C2", text)
    assert qualifier in problem.message
    (supplier,) = network.suppliers.values()
    assert not Case.of(supplier).goods_complete


def test_the_whole_name_of_a_class_is_no_problem(tmp_path):
    network = scr.load(loaded(tmp_path, "Refrigerators", "Office furniture, new"), company="The Company")
    assert not [p for p in network.account.problems if p.code == "commodity-class"]
    assert all(Case.of(s).goods_complete for s in network.suppliers.values())


def test_the_score_keeps_the_high_end_of_goods_that_are_not_known(tmp_path):
    path = loaded(tmp_path, "Absorbent cotton roll 500g", "Refrigerators")
    assessed = scr.screen(scr.load(path, company="The Company"), as_of="2026-06-30")
    by_name = assessed.suppliers.set_index("name")
    assert by_name.loc["Abso Ltd", "high"] > by_name.loc["Refr Ltd", "high"]


def test_it_is_asked_once_for_all_its_cells(tmp_path):
    loading = load_with_tables(loaded(tmp_path, "Ketchup sachets 10g", "Ketchup sachets 10g"), company="The Company")
    (question,) = [q for q in loading.questions() if q.kind == "Goods"]
    assert question.cells == ("C2", "C3")
    assert "by one of its words" in question.matter


def test_only_a_class_and_only_by_a_word_is_doubtful():
    goods = CommodityResolver(Reference.bundled())
    for text, doubtful in (("cotton", False), ("cotton roll bag thing", False), ("Refrigerators", False)):
        assert any(map(is_doubtful_class, goods.resolve(text))) is doubtful, text
    assert is_doubtful_class(goods.resolve("Absorbent cotton roll 500g")[0])
    assert not is_doubtful_class(goods.resolve_hs("8418.10")[0])


def test_each_text_is_told_apart_also_where_a_sheet_is_read_in_parts(tmp_path):
    network = scr.load(loaded(tmp_path, *(text for text, _ in BY_ONE_WORD)), company="The Company")
    told = [p for p in network.account.problems if p.code == "commodity-class"]
    assert len({p.about for p in told}) == len(told) == len(BY_ONE_WORD)
