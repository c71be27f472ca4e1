"""The reviewer's round from the command line: screen, fill in, screen again; the report shows what was decided."""

import json
from pathlib import Path

import openpyxl
import pytest
from commands import Done, run

pytestmark = pytest.mark.slow

SHEET = 'id,name,country\nL,"Hetian Taida Apparel Co., Ltd.",China\nP,Geehy Semiconducter Ltd,China\n'


def screen(folder: Path, *more: object) -> Done:
    return run("screen", "s.csv", "--as-of", "2026-06-30", *more, cwd=folder)


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """A folder in which a first run was made, one match cleared, and a second run made with the verdict."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "s.csv").write_text(SHEET, encoding="utf-8")
    first = screen(folder)
    assert first.returncode == 0, first.stderr
    path = folder / "audit/dispositions.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book["Dispositions"].iter_rows(min_row=2):
        if row[0].value == "P":
            for column, text in zip(
                "KLMN", ("false_positive", "<b>other</b> =owners", "A. Reviewer", "2026-05-01"), strict=True
            ):
                book["Dispositions"][f"{column}{row[0].row}"] = text
                book["Dispositions"][f"{column}{row[0].row}"].data_type = "s"
    book.save(path)
    second = screen(folder, "--dispositions", path)
    assert second.returncode == 0, second.stderr
    return folder, first, second


def test_the_first_run_says_how_many_matches_wait(reviewed):
    _, first, second = reviewed
    assert "3 matches with lists wait for a verdict in audit/dispositions.xlsx" in first.stdout.replace("\\", "/")
    assert "2 matches with lists wait" in second.stdout


def test_every_format_shows_who_cleared_what_and_why(reviewed):
    folder, _, _ = reviewed
    document = json.loads((folder / "audit/report.json").read_text(encoding="utf-8"))
    (entry,) = document["dispositions"]
    assert (entry["state"], entry["supplier"], entry["verdict"]) == ("applied", "P", "false_positive")
    said = "Cleared by A. Reviewer on 2026-05-01"
    book = openpyxl.load_workbook(folder / "audit/report.xlsx")
    assert "Dispositions" in book.sheetnames
    assert any(said in str(cell.value) for row in book["Findings"].iter_rows() for cell in row)
    assert any("=owners" in str(cell.value) for row in book["Dispositions"].iter_rows() for cell in row)
    page = (folder / "audit/report.html").read_text(encoding="utf-8")
    assert said in page
    assert "<b>other</b>" not in page
    assert "&lt;b&gt;other&lt;/b&gt;" in page
    assert said in run("explain", "audit/report.json", "P", cwd=folder).stdout


def test_verdicts_that_were_not_given_are_kept_and_said(reviewed):
    folder, _, _ = reviewed
    again = screen(folder, "--format", "json")
    assert "1 verdict in it was kept, but not applied" in again.stdout
    assert json.loads((folder / "audit/report.json").read_text(encoding="utf-8"))["dispositions"] == []
    third = screen(folder, "--dispositions", "audit/dispositions.xlsx", "--format", "json")
    assert "kept, but not applied" not in third.stdout
    assert len(json.loads((folder / "audit/report.json").read_text(encoding="utf-8"))["dispositions"]) == 1


def test_a_wrong_file_stops_the_run(reviewed):
    folder, _, _ = reviewed
    done = screen(folder, "--dispositions", "s.csv", "--out", "other")
    assert done.returncode == 2
    assert "no dispositions file" in done.stderr
    assert not (folder / "other").exists()


def test_a_pack_made_with_verdicts_of_its_own_folder_is_made_again_with_those(reviewed, tmp_path):
    folder, _, _ = reviewed
    (tmp_path / "s.csv").write_text(SHEET, encoding="utf-8")
    done = screen(tmp_path, "--dispositions", folder / "audit/dispositions.xlsx", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "audit/given-dispositions.xlsx").exists()  # it was not written over
    path = tmp_path / "audit/dispositions.xlsx"
    book = openpyxl.load_workbook(path)
    book.save(path)  # as a spreadsheet leaves it: other bytes, the same verdicts
    given = path.read_bytes()
    for _ in range(2):
        done = screen(tmp_path, "--dispositions", path, "--format", "json")
        assert done.returncode == 0, done.stderr
    assert path.read_bytes() != given
    assert "given-dispositions.xlsx" in (tmp_path / "audit/manifest.json").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(path)
    book["Dispositions"]["L2"] = "looked at again"
    book.save(path)
    for more in ((), ("--dispositions", path), ("--dispositions", tmp_path / "audit/given-dispositions.xlsx")):
        done = run("verify", "audit", "s.csv", *more, cwd=tmp_path)
        assert done.returncode == 0, (more, done.stdout, done.stderr)
        assert "made again byte by byte" in done.stdout
    later = screen(tmp_path, "--format", "json")
    assert "given-dispositions.xlsx of the earlier pack was removed" in later.stdout + later.stderr
    assert not (tmp_path / "audit/given-dispositions.xlsx").exists()


def test_diff_makes_runs_again_with_the_verdicts_that_their_packs_kept(reviewed, tmp_path):
    folder, _, _ = reviewed
    (tmp_path / "s.csv").write_text(SHEET, encoding="utf-8")
    assert screen(tmp_path, "--out", "before", "--format", "json").returncode == 0
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit/dispositions.xlsx").write_bytes((folder / "audit/dispositions.xlsx").read_bytes())
    done = screen(tmp_path, "--dispositions", "audit/dispositions.xlsx", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "audit/given-dispositions.xlsx").is_file()
    (tmp_path / "audit/dispositions.xlsx").unlink()
    done = run("diff", "before", "audit", "--input", "s.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Reviewers' verdicts" in done.stdout
