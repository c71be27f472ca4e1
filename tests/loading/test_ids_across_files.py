"""The id of a supplier across files: rows that give an id alone are of the supplier that has it."""

from pathlib import Path

import pytest

import supplychain_risk as scr

NAMED = "Supplier ID,Supplier,Country\nS1,Alpha,China\nS2,Beta,India\n"


def load(tmp_path: Path, **texts: str) -> scr.SupplyNetwork:
    paths = []
    for name, text in texts.items():
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text, "utf-8")
    return scr.load(paths)


@pytest.mark.parametrize("order", ["named first", "ids first"])
def test_a_row_with_an_id_and_no_name_is_of_the_supplier_that_has_it(tmp_path, order):
    ids = "Vendor number,Product\nS1,Cotton\nS2,Cocoa\nS7,Tea\nS8,Tin\nS9,Gold\n"
    tables = {"named": NAMED, "ids": ids} if order == "named first" else {"ids": ids, "named": NAMED}
    network = load(tmp_path, **tables)
    goods = {s.name: s.commodity_codes for s in network.suppliers.values()}
    assert goods["Alpha"] == ("cotton",)
    assert goods["Beta"] == ("cocoa",)
    assert set(goods) == {"Alpha", "Beta", "S7", "S8", "S9"}


ZEROS = "Supplier ID,Supplier,Country\n0000100123,Alpha,China\n0000100124,Beta,India\n"


def test_an_id_that_lost_the_zeros_before_it_is_the_same_supplier(tmp_path):
    network = load(
        tmp_path, named=ZEROS, goods="Supplier ID,Supplier,Product\n100123,Alpha,Cotton\n100124,Beta,Cocoa\n"
    )
    assert {s.name: (s.country_code, s.commodity_codes) for s in network.suppliers.values()} == {
        "Alpha": ("CN", ("cotton",)),
        "Beta": ("IN", ("cocoa",)),
    }
    assert len(network.suppliers) == 2
    in_one = load(tmp_path, one="Supplier ID,Supplier,Country\n00123,Alpha,China\n123,Alpha,\n")
    assert [s.name for s in in_one.suppliers.values()] == ["Alpha"]


def test_ids_that_differ_by_zeros_and_bear_two_names_are_two_suppliers(tmp_path):
    network = load(tmp_path, one="Supplier ID,Supplier,Country\n0012,Alpha,China\n12,Beta,India\n")
    assert sorted(s.name for s in network.suppliers.values()) == ["Alpha", "Beta"]


def test_a_link_by_an_id_that_lost_its_zeros_leads_to_its_supplier(tmp_path):
    network = load(tmp_path, named=ZEROS, links="Supplier,Customer,Material\n100124,100123,Cotton\n")
    ids = {s.name: s.id for s in network.suppliers.values()}
    assert set(ids) == {"Alpha", "Beta"}
    assert (ids["Beta"], ids["Alpha"]) in {(link.supplier, link.buyer) for link in network.links}
    assert network.suppliers[ids["Beta"]].commodity_codes == ("cotton",)


def test_of_two_ids_that_differ_by_zeros_a_link_means_the_one_that_it_writes(tmp_path):
    named = "Supplier ID,Supplier,Country\n0001012,Alpha,China\n1012,Beta,India\n1013,Gamma,India\n"
    network = load(tmp_path, named=named, links="Supplier,Customer,Material\n1012,1013,Cotton\n")
    ids = {s.name: s.id for s in network.suppliers.values()}
    assert (ids["Beta"], ids["Gamma"]) in {(link.supplier, link.buyer) for link in network.links}


def test_an_id_that_two_named_suppliers_have_is_neither_s(tmp_path):
    network = load(
        tmp_path,
        one=NAMED,
        two="Supplier ID,Supplier,Country\nS1,Gamma,Peru\nS5,Delta,Peru\n",
        ids="Vendor number,Product\nS1,Cotton\nS7,Tea\nS8,Tin\n",
    )
    goods = {s.name: s.commodity_codes for s in network.suppliers.values()}
    assert goods["S1"] == ("cotton",)
    assert goods["Alpha"] == goods["Gamma"] == ()


def test_a_running_number_in_two_files_makes_no_supplier_of_two(tmp_path):
    network = load(
        tmp_path,
        one="Supplier ID,Supplier,Country\n1,Alpha,China\n2,Beta,India\n",
        ids="Vendor number,Product\n1,Cotton\n7,Tea\n8,Tin\n",
    )
    assert {s.name: s.commodity_codes for s in network.suppliers.values()}["Alpha"] == ()


def test_the_spend_of_a_file_of_its_own_counts_once(tmp_path):
    network = load(tmp_path, suppliers=NAMED, spend="Supplier ID,Spend\nS1,500\nS2,20\n")
    assert sorted(link.spend for link in network.links if link.spend) == [20.0, 500.0]
