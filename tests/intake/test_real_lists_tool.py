"""The script that compares real lists, which are not shipped, with what a person found in them."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("check_real_lists", ROOT / "tools" / "check_real_lists.py")
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)

RIGHT = {
    "list": {
        "header_row": 2,
        "rows_read": 3,
        "used": 2,
        "problem": 1,
        "blank": 0,
        "suppliers": 2,
        "links": 0,
        "countries": 2,
        "mapping": {"name": "Supplier", "country": "Country"},
        "why": "two suppliers and a total",
    }
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "list.csv").write_text("Our list,\nSupplier,Country\nAlpha,China\nBeta,India\nTotal: 2,\n", "utf-8")
    return tmp_path


def run(folder, expected, capsys):
    expectations = folder / "expectations.json"
    expectations.write_text(json.dumps(expected), "utf-8")
    code = tool.main([str(folder), "--expectations", str(expectations)])
    return code, capsys.readouterr().out.splitlines()


def test_lists_that_agree(folder, capsys):
    assert run(folder, {"list.csv": RIGHT, "absent.csv": {}}, capsys) == (0, ["1 of 2 lists are there; 0 differences"])


def test_each_difference_is_named(folder, capsys):
    wrong = {"list": {**RIGHT["list"], "suppliers": 3, "mapping": {"name": "Country"}}, "other": {}}
    code, lines = run(folder, {"list.csv": wrong}, capsys)
    assert code == 1
    assert lines == [
        "list.csv!list: suppliers is 2, not 3",
        "list.csv!list: name is read from 'Supplier', not 'Country'",
        "list.csv!other: not read",
        "1 of 1 lists are there; 3 differences",
    ]


def test_no_list_at_all_is_no_agreement(tmp_path, capsys):
    assert run(tmp_path, {"list.csv": RIGHT}, capsys)[0] == 1


def test_the_expectations_reconcile():
    expectations = json.loads(tool.EXPECTATIONS.read_text("utf-8"))
    assert len(expectations) >= 17
    for sheets in expectations.values():
        for sheet in sheets.values():
            assert sheet["used"] + sheet["problem"] + sheet["blank"] == sheet["rows_read"]
            assert sheet["why"]
