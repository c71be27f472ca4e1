"""`verify` tells tasks that were filled into a pack's workbook apart from everything else that was changed in it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.cli import app
from supplychain_risk.review.filled import filled
from supplychain_risk.review.tasks import HEADINGS

SHEET = """id,name,country,product,spend
V-1,Alpha Cotton Works,Turkmenistan,Cotton,100
007,=1+1 Weaving,Portugal,,33.333333333333
V-3,Gamma Trading,Turkmenistan,Cotton,
"""
ONLY = "  Only columns of tasks were filled in or changed (Owner, Status, Due, Comment): "


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    (folder / "s.csv").write_text(SHEET, encoding="utf-8")
    assessment = scr.screen(scr.load(folder / "s.csv", company="Acme"), as_of="2026-06-30")
    assessment.write(folder / "pack", formats=("json", "xlsx"))
    return folder / "pack"


@pytest.fixture
def pack(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "pack"))


def edited(path, *cells):
    """Write into cells, as a person does, and save once; gives their addresses.

    Each is a sheet, a row, 2 the first below the headings, a heading and what is written.
    """
    book = openpyxl.load_workbook(path)
    written = []
    for sheet, row, heading, value in cells:
        at = {cell.value: cell.column for cell in book[sheet][1]}
        cell = book[sheet].cell(row, at[heading])
        cell.value = value
        written.append(f"{sheet}!{cell.coordinate}")
    book.save(path)
    return written


def resaved(path):
    """The workbook as LibreOffice writes it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here: install libreoffice-calc to see what it makes of the workbook")
    out, profile = path.parent.parent / "saved", f"-env:UserInstallation=file://{path.parent.parent / 'profile'}"
    call = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*call, str(out), str(path)], check=True, timeout=120, capture_output=True)
    shutil.copy(out / path.name, path)


def test_tasks_that_were_filled_in_are_refused_by_name_and_nothing_else_is_said_to_differ(pack):
    (cell,) = edited(pack / "report.xlsx", ("Suppliers", 2, "Owner", "A. Analyst"))
    first, *told = scr.verify(pack)
    assert first.startswith("report.xlsx was changed: its SHA-256 is ")
    assert told[0] == f"{ONLY}1 cell, {cell}."
    assert told[1].startswith("  Every other cell reads as it was made")
    assert "--tasks" in told[2]
    assert len(told) == 3


@pytest.mark.slow
def test_every_column_of_tasks_counts_on_both_sheets_and_libreoffice_may_have_saved_them(pack):
    path = pack / "report.xlsx"
    cells = edited(
        path,
        ("Reasons", 2, "Comment", "=1+1 said\nso"),
        ("Suppliers", 2, "Status", "done"),
        ("Suppliers", 3, "Due", datetime(2026, 9, 1)),
    )
    book = openpyxl.load_workbook(path)
    book["Reasons"][cells[0].partition("!")[2]].data_type = "s"
    book.save(path)
    resaved(path)
    told = scr.verify(pack)
    assert told[1] == f"{ONLY}3 cells, the first in {cells[0]}."


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "before"),
    [
        ("Suppliers", 2, "Due diligence", "standard", "hold"),
        ("Suppliers", 2, "Score high", 1.5, "8.5"),
        ("Suppliers", 4, "Id", "7", "007"),
        ("Suppliers", 1, "Owner", "Name of owner", "Owner"),
        ("Suppliers", 3, "Findings", None, None),
        ("Reasons", 2, "Statement", "Nothing was found.", None),
        ("Findings", 2, "Calls for", "standard", "hold"),
        ("By reason", 2, "Calls for", "standard", "hold"),
        ("Groups", 2, "What to do", "Nothing", None),
        ("Suppliers", 90, "Name", "Omega Works", "nothing"),
    ],
)
@pytest.mark.parametrize("with_tasks", [False, True])
def test_any_other_cell_is_named_with_what_it_read_and_tasks_do_not_hide_it(
    pack, sheet, row, heading, value, before, with_tasks
):
    path = pack / "report.xlsx"
    tasks = [("Suppliers", 3, "Comment", "fine")] if with_tasks else []
    *_, cell = edited(path, *tasks, (sheet, row, heading, value))
    told = scr.verify(pack)[1:]
    assert not any(line.startswith(ONLY) for line in told)
    now = f"'{value:g}'" if isinstance(value, float) else f"'{value}'" if value else "nothing"
    (line,) = (line for line in told if cell in line)
    assert line.startswith("  Cells that are no tasks read otherwise: 1. ")
    assert line.endswith(f"and reads {now}.")
    if before:
        assert f"{cell} read {before if before == 'nothing' else repr(before)} and" in line
    assert any("Columns of tasks" in line for line in told) == with_tasks


def test_sheets_that_were_sorted_are_told_and_a_level_changed_in_them_is_still_found(pack):
    path = pack / "report.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Suppliers"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)]
    rows[0][4] = "A. Analyst"
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
            if isinstance(value, str):
                sheet.cell(number, column).data_type = "s"
    book.save(path)
    told = scr.verify(pack)[1:]
    assert told[0] == f"{ONLY}1 cell, Suppliers!E4."
    assert told[-1] == "  The rows of Suppliers are the same and stand in another order."
    edited(path, ("Suppliers", 3, "Due diligence", "not_assessed"))
    told = scr.verify(pack)[1:]
    assert told[0].startswith("  Cells that are no tasks read otherwise: ")


def rewritten(path, change):
    """The workbook with some of its parts changed, name by name."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)


def hidden(path):
    book = openpyxl.load_workbook(path)
    book["Problems"].sheet_state = "hidden"
    book.save(path)
    return "The sheet Problems is hidden."


def gone(path):
    book = openpyxl.load_workbook(path)
    del book["Findings"]
    book.save(path)
    return "The sheet Findings is gone."


def added(path):
    book = openpyxl.load_workbook(path)
    book.create_sheet("Mine").append(["x"])
    book.save(path)
    return "The sheet Mine is not of this report."


def noted(path):
    book = openpyxl.load_workbook(path)
    book["Suppliers"]["A2"].comment = openpyxl.comments.Comment("cleared", "A")
    book.save(path)
    return "It holds notes on cells."


def computed(path):
    """A formula that shows what the cell showed, until it is worked out again."""

    def change(held):
        name = next(n for n, text in held.items() if n.startswith("xl/worksheets/sheet") and b'r="AV2"' in text)
        held[name], number = re.subn(rb'(<c r="L2"[^>]*>)<v>', rb"\1<f>1+1</f><v>", held[name])
        assert number == 1

    rewritten(path, change)
    return "It holds formulas; the report has none."


def led_astray(path):
    def change(held):
        name = next(n for n, text in held.items() if n.startswith("xl/worksheets/_rels/") and b"https://" in text)
        held[name] = re.sub(rb"https://[^\"]*", b"https://evil.example/list", held[name])

    rewritten(path, change)
    return "A link leads to https://evil.example/list; no link of the report does."


def with_macros(path):
    rewritten(path, lambda held: held.update({"xl/vbaProject.bin": b"x"}))
    return "It holds macros."


@pytest.mark.parametrize("change", [hidden, gone, added, noted, computed, led_astray, with_macros])
def test_what_reads_as_no_cell_is_told_too_beside_tasks(pack, change):
    path = pack / "report.xlsx"
    edited(path, ("Suppliers", 2, "Owner", "A"))
    expected = change(path)
    told = scr.verify(pack)[1:]
    assert f"  {expected}" in told
    assert not any(line.startswith(ONLY) for line in told)


def test_a_file_that_was_only_saved_again_and_one_that_is_no_workbook(pack):
    path = pack / "report.xlsx"
    rewritten(path, lambda held: None)
    assert scr.verify(pack)[1].startswith("  Every cell reads as it was made; the file was saved again")
    path.write_bytes(b"PK\x03\x04 no workbook")
    assert scr.verify(pack)[1].startswith("  It cannot be read, so that what was changed cannot be told")


def test_where_the_workbook_as_it_was_made_cannot_be_made_again_that_is_said(pack):
    path = pack / "report.xlsx"
    edited(path, ("Suppliers", 2, "Owner", "A"))
    report = pack / "report.json"
    content = report.read_bytes()
    report.write_bytes(content.replace(b"Alpha", b"Omega"))
    assert any(
        "report.json, from which it is made, is not as the manifest states." in line for line in scr.verify(pack)
    )
    report.write_bytes(content)
    stated = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    for subject in stated["subject"]:
        if subject["name"] == "report.xlsx":
            subject["digest"]["sha256"] = "0" * 64
    (pack / "manifest.json").write_text(json.dumps(stated), encoding="utf-8")
    told = scr.verify(pack)[1:]
    assert len(told) == 1
    assert "this release does not write the workbook as the one did that wrote the pack" in told[0]


def test_rows_deleted_among_earlier_tasks_are_tasks_and_rows_deleted_elsewhere_are_not(pack, tmp_path):
    path = pack / "report.xlsx"
    edited(path, ("Suppliers", 2, "Owner", "A"), ("Suppliers", 4, "Owner", "B"))
    (tmp_path / "t.csv").write_text(
        "id,name,country\nX-1,Other Mills Ltd,Portugal\nX-2,Further Mills Ltd,Portugal\n", encoding="utf-8"
    )
    later = scr.screen(scr.load(tmp_path / "t.csv", company="Acme"), as_of="2026-06-30", tasks=path)
    later.write(tmp_path / "two", formats=("json", "xlsx"))
    book = openpyxl.load_workbook(tmp_path / "two/report.xlsx")
    book["Earlier tasks"].delete_rows(2)
    book.save(tmp_path / "two/report.xlsx")
    assert scr.verify(tmp_path / "two")[1] == f"{ONLY}1 row deleted on the sheet Earlier tasks."
    book["Suppliers"].delete_rows(2)
    book.save(tmp_path / "two/report.xlsx")
    assert scr.verify(tmp_path / "two")[1].startswith("  Cells that are no tasks read otherwise: ")


@pytest.mark.slow
def test_what_libreoffice_saves_of_the_worst_names_reads_as_it_was_made(pack):
    path = pack / "report.xlsx"
    before = path.read_bytes()
    resaved(path)
    found = filled(before, path.read_bytes(), path.name)
    assert (found.cells, found.tasks, found.more) == ((), (), ())


def test_from_the_command_line_it_exits_with_3_and_says_how_tasks_are_kept(pack, monkeypatch):
    monkeypatch.chdir(pack.parent)
    edited(pack / "report.xlsx", ("Suppliers", 2, "Owner", "A"))
    checked = CliRunner().invoke(app, ["verify", "pack"])
    assert checked.exit_code == 3
    assert "Only columns of tasks were filled in" in checked.output
    assert "screen again with --tasks" in " ".join(checked.output.split())


def test_the_columns_of_tasks_are_those_that_are_read_back():
    assert list(HEADINGS.values()) == ["Owner", "Status", "Due", "Comment"]
