"""Suppliers that are described many at once are the ones that are described one by one."""

from pathlib import Path

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.errors import SupplyChainRiskError
from supplychain_risk.loading import usual

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
HEADS = ("Supplier ID", "Supplier name", "Local name", "Country", "Province", "City", "Address", "Postal code")
MORE = ("Sector", "Product", "HS code", "Tier", "Supplies to", "Spend", "LEI", "SMETA audit date", "Remarks", "Note")


def row(number, **said):
    usually = {
        "Supplier ID": f"S{number}",
        "Supplier name": f"Alder Mill {number}",
        "Country": "Portugal",
        "City": "Porto",
        "Address": f"No. {number} Port Road",
        "Sector": "Textiles",
        "Product": "Cotton shirts",
        "SMETA audit date": "2025-03-01",
        "Remarks": f"remark {number}",
        "Spend": str(1000 + number),
    }
    return [{**usually, **said}.get(head, "") for head in (*HEADS, *MORE)]


UNUSUAL = (
    {"Country": ""},
    {"Country": "Portugal / Spain"},
    {"Country": "Purtugal"},
    {"Country": "mainly Turkmenistan"},
    {"Country": "", "Supplier name": "Alder Mills (India)"},
    {"Country": "", "Address": "5 Main Street, Mumbai, India"},
    {"Country": "", "Province": "浙江省"},
    {"Country": "China", "Province": "Guangdong", "City": "Shenzhen"},
    {"Country": "China", "Province": "Guangdung"},
    {"Country": "China", "Province": "Xinjiang"},
    {"Country": "China", "Postal code": "830000"},
    {"Country": "China", "Supplier name": "Aksu Cotton Co."},
    {"Supplier name": "Xinjiang Cotton Co."},
    {"City": "Kashgar"},
    {"Product": "Gwelphs"},
    {"Product": "Cotton; Tomatoes", "HS code": "520100"},
    {"Product": "Uzbek cotton"},
    {"Sector": "Gwelph making"},
    {"Remarks": "cotton from Aksu gins"},
    {"Remarks": "employs North Korean workers"},
    {"Remarks": "Xinjiang excluded", "Note": "cotton of Turkmenistan"},
    {"SMETA audit date": "soon"},
    {"SMETA audit date": ""},
    {"Tier": "2", "Supplies to": "S0"},
    {"LEI": "529900T8BM49AURSDO55"},
    {"LEI": "529900T8BM49AURSDO56"},
    {"Supplier ID": "9.13E+17"},
    {"Supplier ID": "", "Supplier name": "Alder Mill 1"},
    {"Local name": "奥尔德工厂"},
    {"Supplier name": ""},
)


def told(source, **stated):
    try:
        network = scr.load(source, **stated)
    except SupplyChainRiskError as error:
        return str(error)
    return network.suppliers, network.links, network.account.problems, network.account.counts


def compare(monkeypatch, source, **stated):
    made = []
    at_once = usual.Usual.describe

    def counted(self, ids, groups):
        found = at_once(self, ids, groups)
        made.extend(found)
        return found

    monkeypatch.setattr(usual.Usual, "describe", counted)
    together = told(source, **stated)
    monkeypatch.setattr(usual.Usual, "describe", lambda self, ids, groups: [None] * len(ids))
    assert together == told(source, **stated)
    monkeypatch.setattr(usual.Usual, "describe", at_once)
    return made


def frame(rows):
    return pd.DataFrame(rows, columns=[*HEADS, *MORE], dtype=str)


def test_usual_rows_are_read_at_once_and_the_others_alone(monkeypatch):
    rows = [row(number) for number in range(300)]
    rows += [row(1000 + number, **said) for number, said in enumerate(UNUSUAL)]
    made = compare(monkeypatch, frame(rows))
    usually = [supplier for supplier in made if supplier is not None]
    assert len(made) - len(usually) >= 15
    assert len(usually) > 40


@pytest.mark.parametrize("said", UNUSUAL, ids=lambda said: "-".join(map(str, said.values())) or "blank")
def test_a_second_row_of_a_supplier_that_says_something_else(monkeypatch, said):
    rows = [row(number) for number in range(5)] * 2 + [row(3, **said), row(7, **said), row(7), row(7, **said)]
    compare(monkeypatch, frame(rows))


def test_rows_that_say_the_same_are_one_supplier_with_the_cells_of_all(monkeypatch):
    rows = [row(number, Spend=str(spend), LEI="529900T8BM49AURSDO55") for spend in (10, 20, 30) for number in (1,)]
    rows = [*(row(2) for _ in range(260)), *rows]
    compare(monkeypatch, frame(rows))


def test_what_is_stated_for_all_rows_stands_in_no_cell(monkeypatch):
    rows = [row(number, Country="", Product="") for number in range(20)]
    made = compare(monkeypatch, frame(rows), for_all={"country": "Portugal", "commodity": "Cotton"})
    assert not any(made)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_listings(monkeypatch, case):
    files = [path for path in sorted(case.iterdir()) if path.suffix in (".csv", ".xlsx", ".json", ".txt")]
    compare(monkeypatch, files)


def test_examples(monkeypatch):
    for path in sorted((ROOT / "examples").glob("*.xlsx")):
        compare(monkeypatch, path)
