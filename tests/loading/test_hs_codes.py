"""A code in a sheet that means nothing is told, as words are."""

from __future__ import annotations

import supplychain_risk as scr


def loaded(tmp_path, text: str):
    path = tmp_path / "suppliers.csv"
    path.write_text(text, encoding="utf-8")
    return scr.load(path, company="The Company")


def test_a_code_that_is_none_is_told_once_with_its_cells(tmp_path):
    network = loaded(
        tmp_path,
        "Supplier,Country,HS code\nA Ltd,China,9999.99\nB Ltd,China,9999.99\nC Ltd,China,5201\nD Ltd,China,n/a\n",
    )
    (problem,) = [p for p in network.account.problems if p.code == "hs-unresolved"]
    assert (problem.where.cell, problem.value, problem.cells) == ("C2", "9999.99", 2)
    assert "no heading 9999" in problem.message


def test_a_code_that_no_list_names_is_no_problem(tmp_path):
    network = loaded(tmp_path, "Supplier,Country,HS code\nA Ltd,China,8418.10\nB Ltd,China,5201\n")
    assert not [p for p in network.account.problems if p.code == "hs-unresolved"]
    goods = {s.name: [r.code for r in s.commodities] for s in network.suppliers.values()}
    assert goods == {"A Ltd": ["hs-841810"], "B Ltd": ["cotton"]}


def test_words_in_a_column_of_codes_are_read_as_words(tmp_path):
    network = loaded(tmp_path, "Supplier,Country,HS code\nA Ltd,China,5201\nB Ltd,China,7403\nC Ltd,China,Raw cotton\n")
    supplier = next(s for s in network.suppliers.values() if s.name == "C Ltd")
    assert [r.code for r in supplier.commodities] == ["cotton"]


def test_a_chapter_of_several_goods_is_told_and_each_of_them_is_looked_at(tmp_path):
    network = loaded(tmp_path, "Supplier,Country,HS code\nA Ltd,Turkmenistan,52\nB Ltd,China,5201\n")
    (problem,) = [p for p in network.account.problems if p.code == "hs-unresolved"]
    assert "HS chapter 52 holds" in problem.message
    assert "in none of our tables" not in problem.message
    document = scr.screen(network, as_of="2026-06-30").document
    (supplier,) = [s for s in document.suppliers if s.name == "A Ltd"]
    order = next(f for f in document.findings if f.supplier == supplier.id and f.code == "cbp-order-origin")
    assert (supplier.due_diligence.value, order.certainty.value) == ("review", "possible")
    assert [cell.rpartition("!")[2][-2:] for cell in order.cells] == ["B2", "C2"], order.cells
