"""Rows of equal texts are read once; each supplier has what they say with cells of its own, and no row is kept."""

from __future__ import annotations

import weakref
from pathlib import Path

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.domain import CellRef
from supplychain_risk.intake.records import IntakeResult, SupplierRecord, Value
from supplychain_risk.loading import load_with_tables
from supplychain_risk.loading.connect import Group, connect
from supplychain_risk.loading.describe import Describer
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference


def _cells(readings):
    return {reading.code: [cell.cell for cell in reading.cells] for reading in readings}


def test_equal_goods_in_one_cell_and_in_two_keep_their_own_cells():
    heads = ["Supplier", "Country", "Product", "Material"]
    rows = [
        ["Alder Mills", "Portugal", "Cotton; Tomatoes", ""],
        ["Birch Mills", "Portugal", "Cotton", "Tomatoes"],
        ["Cedar Mills", "Portugal", "Cotton; Tomatoes", ""],
    ]
    network = scr.load(pd.DataFrame(rows, columns=heads, dtype=str))
    found = {supplier.name: _cells(supplier.commodities) for supplier in network.suppliers.values()}
    assert found["Alder Mills"] == {"cotton": ["C2"], "tomatoes": ["C2"]}
    assert found["Birch Mills"] == {"cotton": ["C3"], "tomatoes": ["D3"]}
    assert found["Cedar Mills"] == {"cotton": ["C4"], "tomatoes": ["C4"]}


def test_an_unknown_good_is_told_once_with_the_number_of_its_cells_though_it_is_read_once():
    rows = [[f"Mill {letter}", "Portugal", "Gwelphs"] for letter in "ABC"]
    network = scr.load(pd.DataFrame(rows, columns=["Supplier", "Country", "Product"], dtype=str))
    told = [p for p in network.account.problems if p.code == "commodity-unresolved"]
    assert [(problem.where.cell, problem.cells) for problem in told] == [("C2", 3)]


def test_equal_answers_keep_their_own_cells_and_what_cannot_be_read_is_told_of_each():
    heads = ["Supplier", "Country", "Social audit", "Audit date"]
    rows = [
        [f"Mill {letter}", "Portugal", "SMETA", day]
        for letter, day in zip("ABCD", ["2025-03-01", "soon"] * 2, strict=True)
    ]
    network = scr.load(pd.DataFrame(rows, columns=heads, dtype=str))
    controls = {
        s.name: [(str(c.dated), [cell.cell for cell in c.cells]) for c in s.controls]
        for s in network.suppliers.values()
    }
    assert controls == {
        "Mill A": [("2025-03-01", ["C2", "D2"])],
        "Mill B": [("None", ["C3", "D3"])],
        "Mill C": [("2025-03-01", ["C4", "D4"])],
        "Mill D": [("None", ["C5", "D5"])],
    }
    assert [p.where.cell for p in network.account.problems if p.code == "date-unreadable"] == ["D3", "D5"]


@pytest.mark.parametrize("text", ["Urumqi, Xinjiang", "Plot 5, Kashgar, P.R. China", "新疆和田", "U.S.A."])
def test_a_place_among_many_addresses_that_name_none_is_found(text):
    rows = [[f"Mill {number}", f"No. {number} Port Road"] for number in range(30)]
    rows[17][1] = text
    network = scr.load(pd.DataFrame(rows, columns=["Supplier", "Address"], dtype=str))
    placed = {s.name for s in network.suppliers.values() if s.region or s.possible_region or s.country_code}
    assert placed == {"Mill 17"}


def test_a_network_is_the_same_whether_its_rows_are_kept_or_not(example_lists):
    for path in example_lists:
        alone, kept = scr.load(path), load_with_tables(path)
        assert kept.read.suppliers, path
        assert alone.suppliers == kept.network.suppliers
        assert alone.links == kept.network.links
        assert alone.account.problems == kept.network.account.problems
        assert alone.account.counts == kept.network.account.counts


@pytest.fixture
def example_lists():
    return sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.xlsx"))


class _Values(dict):
    """Values of a row that can be watched."""


def _row(number: int) -> SupplierRecord:
    def value(letter: str, text: str) -> tuple[Value, ...]:
        return (Value(text, text, CellRef("f.csv", "f", f"{letter}{number}")),)

    stated = _Values(
        name=value("A", f"Mill {number}"),
        country=value("B", "China"),
        region=value("C", "Guangdong"),
        commodity=value("D", "Cotton"),
        buyer=value("E", "Mill 2"),
    )
    return SupplierRecord("f.csv", "f", number, stated)


def test_nothing_keeps_a_row_whose_supplier_was_described_and_connected():
    rows = [_row(number) for number in range(2, 6)]
    read = IntakeResult(tuple(rows), (), (), (), ())
    describer = Describer(Resolvers.over(Reference.bundled()), lambda problem: None, read)
    for row in rows:
        describer.country_code(row)
    del read, row
    watched, kept = [], []

    def groups():
        while rows:
            watched.append(weakref.ref(rows[0].values))
            some = (rows.pop(0),)
            yield Group(describer.supplier(f"S{len(rows)}", some), some)
            del some
            kept.append(sum(one() is not None for one in watched))

    connection = connect(groups(), (), "", lambda problem: None)
    assert len(connection.links) == 4
    assert kept == [1, 1, 1, 1], "no more than the one that is at hand"
