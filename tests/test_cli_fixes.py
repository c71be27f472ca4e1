"""The fix-it round trip and the written mapping, run as a user runs them."""

import json

import openpyxl
import pytest
from commands import run

pytestmark = pytest.mark.slow

LIST = (
    "Supplier name,Country,Product\nAlpha Weaving Ltd,Sp'ain,Cotton\nBeta Farms Ltd,Sp'ain,Cocoa\nGamma Ltd,Peru,Tea\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def test_check_asks_and_screen_takes_the_answers(folder):
    done = run("check", "list.csv", "--fix-it", "fixes.xlsx", cwd=folder)
    assert (done.returncode, "1 line to answer" in done.stdout) == (0, True), done.stderr
    book = openpyxl.load_workbook(folder / "fixes.xlsx")
    line = book["Countries"][4]
    line[7].value, line[8].value, line[9].value = "Spain", "A. Reviewer", "2026-06-01"
    book.save(folder / "answered.xlsx")

    done = run("screen", "list.csv", "--fixes", "answered.xlsx", "--format", "json", "--quiet", cwd=folder)
    assert done.returncode == 0, done.stderr
    report = json.loads((folder / "audit" / "report.json").read_text(encoding="utf-8"))
    rules = {r["rule"] for r in report["readings"] if r["field"] == "country"}
    assert "name of Spain (was 'Sp'ain'; corrected by A. Reviewer, 2026-06-01)" in rules
    assert {"list.csv", "answered.xlsx"} == set(report["manifest"]["inputs"])
    assert not [p for p in report["problems"] if p["code"] == "country-unresolved"]

    done = run("check", "list.csv", "--fixes", "answered.xlsx", cwd=folder)
    assert "1 applied (by A. Reviewer, 2026-06-01)" in done.stdout


def test_the_written_mapping_reads_the_same_and_can_be_corrected(folder):
    assert run("check", "list.csv", "--write-mapping", "map.toml", "--quiet", cwd=folder).returncode == 0
    text = (folder / "map.toml").read_text(encoding="utf-8")
    assert 'country = "Country"  # by its words: heading, 1.00' in text
    plain = json.loads(run("check", "list.csv", "--json", cwd=folder).stdout)
    mapped = json.loads(run("check", "list.csv", "--json", "--mapping", "map.toml", cwd=folder).stdout)
    assert mapped["problems"] == plain["problems"]
    assert mapped["files"][0]["sheets"][0]["mapping"] == plain["files"][0]["sheets"][0]["mapping"]


@pytest.mark.parametrize(("option", "name"), [("--fix-it", "out.xlsx"), ("--write-mapping", "out.toml")])
def test_a_file_that_exists_is_not_overwritten(folder, option, name):
    (folder / name).write_text("mine")
    done = run("check", "list.csv", option, name, cwd=folder)
    assert (done.returncode, (folder / name).read_text()) == (2, "mine")
    assert "not overwritten" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "list.csv", "--fix-it", "fixes.csv"), ".xlsx"),
        (("check", "list.csv", "--fix-it", "none/fixes.xlsx"), "cannot be written"),
        (("check", "list.csv", "--fixes", "list.csv"), "no fix-it workbook"),
        (("screen", "list.csv", "--fixes", "none.xlsx"), "none.xlsx"),
    ],
)
def test_a_wrong_file_is_a_message_and_nothing_is_written(folder, args, said):
    done = run(*args, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [p.name for p in folder.iterdir()] == ["list.csv"]
