"""What stands around the rows of a sheet, and what texts name that no rule reads."""

import pytest

import supplychain_risk as scr

HEAD = "Supplier,Country,Product,Remarks\n"


@pytest.fixture
def load(tmp_path):
    def load(text, name="list.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return scr.load(path)

    return load


def told(network, code):
    return [p.where.cell for p in network.account.problems if p.code == code]


def possible(network):
    return {s.name for s in network.suppliers.values() if s.possible_region}


@pytest.mark.parametrize(
    "title", ["Xinjiang suppliers 2026", "新疆供应商名单", "List of approved factories in Xinjiang"]
)
def test_a_title_that_is_a_place_is_said_of_all_rows(load, title):
    network = load(f"{title},,,\n{HEAD}Alder,China,Cotton,\nBirch,China,Yarn,\n")
    assert possible(network) == {"Alder", "Birch"}
    assert told(network, "text-names-region") == ["A1"]


def test_the_name_of_the_file_is_a_title(load):
    assert possible(load(f"{HEAD}Alder,China,Cotton,\n", "Xinjiang_suppliers.csv")) == {"Alder"}
    assert possible(load(f"{HEAD}Alder,China,Cotton,\n", "xinjiang_check.csv")) == set()


def test_a_title_that_says_more_is_told_and_is_of_no_row(load):
    network = load(f"Answers on cotton of Xinjiang,,,\n{HEAD}Alder,China,Cotton,\n")
    assert possible(network) == set()
    assert told(network, "text-names-region") == ["A1"]


@pytest.mark.parametrize("title", ["Uyghur Forced Labor Prevention Act: suppliers", "Suppliers outside Xinjiang"])
def test_a_law_or_a_denial_tells_nothing(load, title):
    network = load(f"{title},,,\n{HEAD}Alder,China,Cotton,\n")
    assert possible(network) == set()
    assert told(network, "text-names-region") == []


def test_a_note_below_is_told(load):
    network = load(f"{HEAD}Alder,China,Cotton,\n* some of the cotton is from Xinjiang,,,\n")
    assert possible(network) == set()
    assert told(network, "text-names-region") == ["A3"]


@pytest.mark.parametrize(
    ("country", "product", "remark", "cells"),
    [
        ("Germany", "Cotton", "bought in Turkmenistan", ["D2"]),
        ("Germany", "Shirts", "Turkmen cotton", ["D2"]),
        ("Germany", "Cotton", "never bought in Turkmenistan", []),
        ("Germany", "Screws", "sold to Turkmenistan", []),
        ("Turkmenistan", "Cotton", "plant in Turkmenistan", []),
    ],
)
def test_the_origin_of_an_order_beside_its_goods_is_told(load, country, product, remark, cells):
    assert told(load(f"{HEAD}Alder,{country},{product},{remark}\n"), "text-names-origin") == cells


@pytest.mark.parametrize(("share", "named"), [("40", {"Alder"}), ("0", set()), ("", set())])
def test_how_much_there_is_of_what_a_heading_names(load, share, named):
    assert possible(load(f"Supplier,Country,Product,Xinjiang cotton %\nAlder,China,Yarn,{share}\n")) == named


@pytest.mark.parametrize(
    "heading",
    ["On UFLPA Entity List?", "Subject to WRO?", "Supplier sanctioned", "Forced labour risk identified", "Blacklisted"],
)
def test_what_a_sheet_says_of_lists_and_risks_is_told_where_it_says_yes(load, heading):
    network = load(
        f"Supplier,Country,Product,{heading}\nAlder,Portugal,Cotton,Yes\nBirch,Portugal,Yarn,No\nOak,Portugal,Yarn,N/A\n"
    )
    assert told(network, "text-says-listed") == ["D2"]


@pytest.mark.parametrize(
    "heading", ["UFLPA compliant", "Sanctions screening done", "Policy on forced labor", "Forced labor training held"]
)
def test_a_yes_that_says_all_is_in_order_tells_of_no_list(load, heading):
    network = load(f"Supplier,Country,Product,{heading}\nAlder,Portugal,Cotton,Yes\n")
    assert told(network, "text-says-listed") == []


def test_a_share_below_a_heading_that_names_xinjiang_is_a_yes(load):
    network = load(
        "Supplier,Country,Product,Inputs from Xinjiang?\nAlder,Portugal,Shirts,5%\nBirch,Portugal,Shirts,0%\n"
    )
    assert possible(network) == {"Alder"}
    assert told(network, "text-names-region") == ["D2"]


def test_north_korea_is_told_whatever_the_goods(load):
    """The law presumes all of its goods barred; orders are on certain goods of other countries."""
    network = load(
        f"{HEAD}Alder,Portugal,Shirts,embroidery in North Korea\nBirch,Portugal,Shirts,buttons from Turkmenistan\n"
        "Oak,Portugal,Shirts,no goods from North Korea\n"
    )
    assert told(network, "text-names-origin") == ["D2"]
