"""Tasks in the workbook: filled in, carried into the next report, and never lost."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from ready import assessed
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.assess.keeping import as_given
from supplychain_risk.cli import app
from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.review.tasks import HEADINGS, State, Status, read_tasks

pytestmark = pytest.mark.slow

SHEET = """id,name,country,product
V-1,Alpha Cotton Works,Turkmenistan,Cotton
V-2,Beta Weaving,Portugal,
V-3,Gamma Trading,Turkmenistan,Cotton
"""
DAY = "2026-06-30"
MANIFEST_KEYS = ("inputs", "policy", "tasks")


def screened(folder: Path, out: str, sheet: str = SHEET, **more):
    (folder / "s.csv").write_text(sheet, encoding="utf-8")
    assessment = assessed(scr.load(folder / "s.csv", company="Acme"), DAY, **more)
    assessment.write(folder / out, formats=("json", "xlsx"))
    return assessment


def rows(path: Path, name: str) -> list[dict[str, object]]:
    heads, *others = openpyxl.load_workbook(path)[name].values
    return [dict(zip(heads, row, strict=True)) for row in others]


def written(path: Path, sheet: str, key: str, value: str, **task: object) -> str:
    """Write a task into the row of a sheet whose column holds the value; gives the row's address."""
    book = openpyxl.load_workbook(path)
    there = book[sheet]
    at = {cell.value: cell.column for cell in there[1]}
    (row,) = (r for r in range(2, there.max_row + 1) if there.cell(r, at[key]).value == value)
    for name, text in task.items():
        cell = there.cell(row, at[HEADINGS[name]])
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"
    book.save(path)
    return f"{sheet}!{there.cell(row, at[HEADINGS[next(iter(task))]]).coordinate}"


def tasks_of(path: Path, sheet: str, key: str) -> dict[object, tuple[object, ...]]:
    """What the column holds → the task in its row, of rows that have one."""
    found = {row[key]: tuple(row[heading] for heading in HEADINGS.values()) for row in rows(path, sheet)}
    return {key: task for key, task in found.items() if any(task)}


@pytest.fixture
def first(tmp_path):
    """A folder in which a first report was written."""
    screened(tmp_path, "one")
    return tmp_path


def test_the_columns_are_empty_the_first_time_and_offer_the_words_of_status(first):
    path = first / "one/report.xlsx"
    book = openpyxl.load_workbook(path)
    for sheet, key in (("Suppliers", "Id"), ("Reasons", "Reason")):
        assert tasks_of(path, sheet, key) == {}
        offered = {v.type: (v.formula1, str(v.sqref)) for v in book[sheet].data_validations.dataValidation}
        assert offered["list"][0] == '"open,in progress,done,accepted"'
        heads = [cell.value for cell in book[sheet][1]]
        for kind, heading in (("list", "Status"), ("date", "Due")):
            column = openpyxl.utils.get_column_letter(heads.index(heading) + 1)
            assert offered[kind][1].startswith(f"{column}2")
    assert read_tasks(path).tasks == ()
    assert "tasks" not in json.loads((first / "one/report.json").read_bytes())


def test_tasks_are_carried_with_their_cells_into_workbook_document_and_manifest(first):
    path = first / "one/report.xlsx"
    reason = rows(path, "Reasons")[0]["Reason"]
    task = {"owner": "A. Analyst", "status": "In progress", "due": datetime(2026, 9, 1), "comment": "=1+1 asks\nboth"}
    cell = written(path, "Suppliers", "Id", "V-2", **task)
    written(path, "Reasons", "Reason", reason, owner="B. Buyer", due="2026-10-02")
    assessment = screened(first, "two", tasks=path)
    new = first / "two/report.xlsx"
    assert tasks_of(new, "Suppliers", "Id") == {
        "V-2": ("A. Analyst", "in progress", datetime(2026, 9, 1), "=1+1 asks\nboth")
    }
    assert tasks_of(new, "Reasons", "Reason") == {reason: ("B. Buyer", None, datetime(2026, 10, 2), None)}
    by_supplier, by_reason = sorted(assessment.document.tasks, key=lambda one: one.subject, reverse=True)
    assert (by_supplier.id, by_supplier.status, by_supplier.due) == ("V-2", "in progress", date(2026, 9, 1))
    assert (by_supplier.state, by_supplier.cells[0]) == ("kept", f"report.xlsx!{cell}")
    assert (by_reason.id, by_reason.subject, by_reason.status) == (reason, "reason", None)
    stored = json.loads((first / "two/report.json").read_bytes())
    assert {one["id"] for one in stored["tasks"]} == {"V-2", reason}
    assert stored["manifest"]["tasks"] == [{"file": "report.xlsx", "sha256": f"sha256:{read_tasks(path).sha256}"}]
    assert scr.read(first / "two").document == assessment.document
    assert "Earlier tasks" not in openpyxl.load_workbook(new).sheetnames
    # and they change nothing else
    plain = scr.read(first / "one").document
    assert (plain.suppliers, plain.findings) == (assessment.document.suppliers, assessment.document.findings)


def test_a_task_read_back_from_the_new_workbook_is_the_same_task(first):
    path = first / "one/report.xlsx"
    written(path, "Suppliers", "Id", "V-1", owner="A", status="done", due="2026-09-01", comment="x")
    screened(first, "two", tasks=path)
    there = read_tasks(first / "two/report.xlsx").tasks
    assert [task.content for task in there] == [task.content for task in read_tasks(path).tasks]


def test_a_supplier_is_found_by_its_name_alone_and_that_is_told(first):
    path = first / "one/report.xlsx"
    written(path, "Suppliers", "Id", "V-1", owner="A")
    assessment = screened(first, "two", SHEET.replace("V-1,", "W-9,"), tasks=path)
    assert tasks_of(first / "two/report.xlsx", "Suppliers", "Id") == {"W-9": ("A", None, None, None)}
    (note,) = (p for p in assessment.document.problems if p.code == "task-under-another-id")
    assert (note.where.startswith("report.xlsx!Suppliers!"), "W-9" in note.message) == (True, True)


def test_the_same_id_under_another_name_is_kept_apart_and_told(first):
    path = first / "one/report.xlsx"
    written(path, "Suppliers", "Id", "V-1", owner="A", comment="call")
    assessment = screened(first, "two", SHEET.replace("Alpha Cotton Works", "Omega Dyes"), tasks=path)
    new = first / "two/report.xlsx"
    assert tasks_of(new, "Suppliers", "Id") == {}
    (row,) = rows(new, "Earlier tasks")
    assert (row["Id"], row["Name or statement"], row["Owner"]) == ("V-1", "Alpha Cotton Works", "A")
    assert row["What became of it"] == State.OTHER_NAME
    assert [p.code for p in assessment.document.problems if p.code.startswith("task-")] == ["task-other-name"]


def test_two_suppliers_of_one_name_get_no_task_by_name(first):
    path = first / "one/report.xlsx"
    written(path, "Suppliers", "Id", "V-1", owner="A")
    twice = SHEET.replace("V-1,", "W-1,") + "W-2,Alpha Cotton Works,India,\n"
    screened(first, "two", twice, tasks=path)
    new = first / "two/report.xlsx"
    assert tasks_of(new, "Suppliers", "Id") == {}
    assert [row["What became of it"] for row in rows(new, "Earlier tasks")] == [State.SEVERAL]


def test_what_is_gone_stands_apart_is_read_back_and_returns_with_its_supplier(first):
    path = first / "one/report.xlsx"
    written(path, "Suppliers", "Id", "V-2", owner="A", status="open", due="soon", comment="c")
    assert screened(first, "two", SHEET.replace("V-2,Beta Weaving,Portugal,\n", ""), tasks=path).document.tasks
    two = first / "two/report.xlsx"
    (row,) = rows(two, "Earlier tasks")
    assert (row["Owner"], row["Due"], row["What became of it"]) == ("A", "soon", "gone")
    again = screened(first, "three", SHEET.replace("V-2,Beta Weaving,Portugal,\n", ""), tasks=two)
    assert rows(first / "three/report.xlsx", "Earlier tasks")[0]["Owner"] == "A"
    codes = {p.code for p in again.document.problems}
    assert "task-without-subject" not in codes, "that it is gone was told the first time"
    screened(first, "four", tasks=first / "three/report.xlsx")
    assert tasks_of(first / "four/report.xlsx", "Suppliers", "Id") == {"V-2": ("A", "open", "soon", "c")}


def test_a_reason_is_found_by_code_and_statement(first):
    path = first / "one/report.xlsx"
    reason = rows(path, "Reasons")[0]
    written(path, "Reasons", "Reason", reason["Reason"], owner="B")
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["Reasons"][1]]
    book["Reasons"].cell(2, heads.index("Reason") + 1).value = "r-of-an-older-release"
    book.save(path)
    screened(first, "two", tasks=path)
    assert tasks_of(first / "two/report.xlsx", "Reasons", "Reason") == {reason["Reason"]: ("B", None, None, None)}
    screened(first, "three", SHEET.replace("Turkmenistan", "Portugal"), tasks=path)
    (left,) = rows(first / "three/report.xlsx", "Earlier tasks")
    assert (left["About"], left["Code"], left["Name or statement"]) == ("reason", reason["Code"], reason["Statement"])


def test_what_nobody_can_read_is_told_with_its_cell_and_stays_as_it_is_written(first):
    path = first / "one/report.xlsx"
    cell = written(path, "Suppliers", "Id", "V-1", status="parked", due="1/9/2026")
    assessment = screened(first, "two", tasks=path)
    told = {p.code: p for p in assessment.document.problems if p.code.startswith("task-")}
    assert told["task-status-unknown"].where == f"report.xlsx!{cell}"
    assert all(status in told["task-status-unknown"].hint for status in Status)
    assert told["task-date-unclear"].value == "1/9/2026"
    assert tasks_of(first / "two/report.xlsx", "Suppliers", "Id") == {"V-1": (None, "parked", "1/9/2026", None)}


def test_of_two_tasks_about_one_supplier_the_last_counts_and_the_other_is_kept(first):
    old, new = first / "one/report.xlsx", first / "new.xlsx"
    shutil.copy(old, new)
    written(old, "Suppliers", "Id", "V-1", owner="A")
    written(new, "Suppliers", "Id", "V-1", owner="B")
    assessment = screened(first, "two", tasks=[old, new])
    path = first / "two/report.xlsx"
    assert tasks_of(path, "Suppliers", "Id") == {"V-1": ("B", None, None, None)}
    assert [(r["Owner"], r["What became of it"]) for r in rows(path, "Earlier tasks")] == [("A", State.SUPERSEDED)]
    assert [p.code for p in assessment.document.problems if p.code.startswith("task-")] == ["task-superseded"]
    again = screened(first, "three", tasks=path)
    assert tasks_of(first / "three/report.xlsx", "Suppliers", "Id") == {"V-1": ("B", None, None, None)}
    assert [(t.owner, t.state) for t in again.document.tasks if t.state != "kept"] == [("A", State.SUPERSEDED)]
    assert not [p for p in again.document.problems if p.code.startswith("task-")]


def test_a_report_with_tasks_that_were_not_given_is_not_written_over(first):
    path = first / "one/report.xlsx"
    screened(first, "one")  # nothing in it: it is replaced
    cell = written(path, "Suppliers", "Id", "V-1", owner="A")
    before = {file.name: file.read_bytes() for file in (first / "one").iterdir()}
    with pytest.raises(InputError) as refused:
        screened(first, "one")
    assert cell in refused.value.message
    assert f"--tasks {path}" in refused.value.hint
    assert {file.name: file.read_bytes() for file in (first / "one").iterdir()} == before
    screened(first, "one", tasks=path)
    assert tasks_of(path, "Suppliers", "Id") == {"V-1": ("A", None, None, None)}
    with pytest.raises(InputError, match="1 task that was not given"):
        screened(first, "one")  # unchanged since, but what was carried into it would be lost
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(InputError, match="cannot be read to keep"):
        screened(first, "one")


def test_other_files_are_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Id", "Name", "Owner"])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(InputError, match=r"no report with tasks.*Owner, Status, Due, Comment"):
        read_tasks(tmp_path / "other.xlsx")
    with pytest.raises(MissingFile, match="the tasks cannot be opened"):
        read_tasks(tmp_path / "none.xlsx")


def test_from_the_command_line(first, monkeypatch):
    monkeypatch.chdir(first)
    path = first / "one/report.xlsx"
    written(path, "Suppliers", "Id", "V-1", owner="A")
    shutil.copy(path, first / "mine.xlsx")
    line = ["screen", "s.csv", "--company", "Acme", "--as-of", DAY, "--out", "one"]
    refused = CliRunner().invoke(app, line)
    assert isinstance(refused.exception, InputError)
    done = CliRunner().invoke(app, [*line, "--tasks", "mine.xlsx"])
    assert done.exit_code == 0, done.output
    assert "1 task carried on." in done.output
    verify = ["verify", "one", "s.csv"]
    assert CliRunner().invoke(app, verify).exit_code == 3
    checked = CliRunner().invoke(app, [*verify, "--tasks", "mine.xlsx"])
    assert (checked.exit_code, "made again byte by byte" in checked.output) == (0, True)


def test_a_pack_whose_tasks_were_written_into_its_own_workbook_is_made_again(first):
    written(first / "one/report.xlsx", "Suppliers", "Id", "V-1", owner="Ann", status="open")
    given = (first / "one/report.xlsx").read_bytes()
    again = screened(first, "one", tasks=first / "one/report.xlsx")
    kept = first / "one/given-report.xlsx"
    assert kept.read_bytes() == given
    assert scr.verify(first / "one", again) == ()
    assert as_given(first / "one", "tasks", ()) == (kept,)
    assert as_given(first / "one", "tasks", [first / "one/report.xlsx"]) == (kept,)
    anew = assessed(scr.load(first / "s.csv", company="Acme"), DAY, tasks=kept)
    assert scr.verify(first / "one", anew) == ()
    other = assessed(scr.load(first / "s.csv", company="Acme"), DAY)
    assert any("Tasks that people wrote: not the same" in line for line in scr.verify(first / "one", other))


def test_a_pack_that_keeps_no_workbook_is_made_of_the_files_that_are_named(first):
    named = (first / "elsewhere.xlsx", first / "other.xlsx")
    assert as_given(first / "one", "tasks", named) == named
    assert as_given(first / "one", "dispositions", ()) == ()
    (first / "one/given-report.xlsx").write_bytes(b"laid there by somebody")  # in no manifest
    assert as_given(first / "one", "tasks", named) == named
