"""Unknown provinces of suppliers in China: told once per text of a sheet, with the number of cells that hold it."""

from __future__ import annotations

import pandas as pd
import pytest

from supplychain_risk.domain import Fate
from supplychain_risk.loading import load_with_tables
from supplychain_risk.loading.repeats import Repeats
from supplychain_risk.loading.unknown_regions import UnknownRegions

HEAD = ["Supplier", "Country", "Province", "City", "Product"]
ROWS = [
    ["Alpha Mills", "China", "Xinjian", "", "Cotton"],
    ["Beta Mills", "China", "XINJIAN ", "", "Cotton"],
    ["Gamma Mills", "China", "Gaungdong", "Shenzhen", "Toys"],
    ["Delta Mills", "China", "Guangdong", "Kashgr", "Toys"],
    ["Epsilon Mills", "Vietnam", "Xinjian", "Humen", "Toys"],
    ["Zeta Mills", "China", "Keqiao", "Haining", "Toys"],
    ["Eta Mills", "China", "", "N/A", "Toys"],
]


@pytest.fixture(scope="module")
def told():
    loading = load_with_tables(pd.DataFrame(ROWS, columns=HEAD, dtype=str))
    rows = [r for r in loading.read.suppliers if r.values["country"][0].text == "China"]
    problems = []
    regions = UnknownRegions(loading.resolvers.regions, problems.append)
    for row in rows:
        regions.add(row)
    for row in rows:
        regions.tell(row)
        regions.tell(row)
    return problems


def test_each_text_once_with_its_cells(told):
    assert [(p.where.cell, p.value.strip(), p.cells) for p in told] == [
        ("C2", "Xinjian", 2),
        ("C4", "Gaungdong", 1),
        ("D5", "Kashgr", 1),
        ("C7", "Keqiao", 1),
    ]
    assert {(p.code, p.fate) for p in told} == {("region-unresolved", Fate.VALUE_NOT_USED)}


def test_what_to_do_names_what_may_be_meant(told):
    hints = {p.value.strip(): p.hint for p in told}
    assert hints["Xinjian"] == "Did you mean Xinjiang? Write the province of the production site."
    assert "Guangdong" in hints["Gaungdong"]
    assert "Kashgar Prefecture, Xinjiang" in hints["Kashgr"]
    assert hints["Keqiao"] == "Write the province of the production site."


def test_repeats_are_counted_per_sheet_and_kind_of_column():
    loading = load_with_tables(pd.DataFrame(ROWS, columns=HEAD, dtype=str))
    repeats = Repeats(("commodity", "region"))
    repeats.add(loading.read.suppliers)
    by_name = {row.values["name"][0].text: row for row in loading.read.suppliers}
    assert repeats.cells("commodity", by_name["Zeta Mills"].values["commodity"][0]) == 5
    assert repeats.cells("region", by_name["Beta Mills"].values["region"][0]) == 3
    assert repeats.cells("city", by_name["Gamma Mills"].values["city"][0]) == 1, "not asked to count, so itself only"
