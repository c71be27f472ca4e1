"""Fix-it workbooks: addresses, what is no fix-it workbook, and the account of answers."""

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.loading.fixes.correcting import apply_fixes
from supplychain_risk.loading.fixes.reading import Fixes, Line, addresses, fingerprint, position, ranges, read_fixes

LETTERS = st.sampled_from(["A", "B", "Z", "AA", "XFD"])
CELL = st.builds(lambda letters, row: f"{letters}{row}", LETTERS, st.integers(1, 60))


@given(st.lists(CELL, min_size=1, unique=True))
def test_ranges_shorten_and_lose_nothing(cells):
    text = ranges(cells)
    assert sorted(addresses(text)) == sorted(cells)
    assert text == ranges(reversed(cells))


def test_ranges_are_readable():
    assert ranges(["B4", "B2", "B3", "C9"]) == "B2:B4 C9"
    assert position("AA10") == (9, 26)


@pytest.mark.parametrize("text", ["B", "2B", "B2;B3", "B2:x"])
def test_what_is_no_address(text):
    with pytest.raises(ValueError, match="no address"):
        list(addresses(text))


def answered(answer: str, held: str, cell: str = "B2", sheet: str = "list") -> Fixes:
    line = Line("#1", "Countries", "list.csv", sheet, (cell,), fingerprint(held), answer, "A. Reviewer", "2026-06-01")
    return Fixes("fixes.xlsx", "0" * 64, (line,))


def opened(merged=None) -> tuple[Opened, ...]:
    rows = [["Supplier", "Country"], ["Alpha", "Sp'ain"], ["Beta"], ["Gamma", "Sp'ain"]]
    return (Opened("list.csv", "csv", "utf-8", "f" * 64, (Grid("list.csv", "list", rows, merged or {}),)),)


def outcome(fixes: Fixes, files=None):
    applied = apply_fixes(files or opened(), [fixes])
    return [list(row) for row in applied.opened[0].grids[0].rows], applied


def test_an_answer_takes_the_place_of_the_cell_and_of_no_other():
    rows, applied = outcome(answered("Spain", "Sp'ain"))
    assert rows == [["Supplier", "Country"], ["Alpha", "Spain"], ["Beta"], ["Gamma", "Sp'ain"]]
    (correction,) = applied.corrections.values()
    assert str(correction) == "was 'Sp'ain'; corrected by A. Reviewer, 2026-06-01"
    assert applied.problems == []


def test_an_empty_cell_outside_the_row_is_filled_in():
    rows, applied = outcome(answered("Peru", "", "B3"))
    assert rows[2] == ["Beta", "Peru"]
    assert "was empty; filled in by A. Reviewer" in str(next(iter(applied.corrections.values())))


def test_a_cell_below_the_last_row_is_filled_in():
    rows, _ = outcome(answered("Peru", "", "B6"))
    assert rows[5] == ["", "Peru"]


def test_merged_cells_change_together():
    files = opened({(3, 1): (1, 1)})
    rows, _ = outcome(answered("Spain", "Sp'ain"), files)
    assert [rows[1][1], rows[3][1]] == ["Spain", "Spain"]


@pytest.mark.parametrize(("cell", "sheet"), [("B2", "list"), ("B2", "gone")])
def test_an_answer_about_another_text_is_out_of_date(cell, sheet):
    rows, applied = outcome(answered("Spain", "Spian", cell, sheet))
    assert rows[1][1] == "Sp'ain"
    (problem,) = applied.problems
    assert (problem.code, "'Spain' is not applied" in problem.message) == ("fix-out-of-date", True)


def test_a_cell_that_already_says_it_is_no_problem():
    _, applied = outcome(answered("Sp'ain", "Spian"))
    assert (applied.problems, applied.corrections) == ([], {})
    assert "1 already so" in applied.readings[0].sheets[0].reason


def test_leave_leaves_and_settles():
    rows, applied = outcome(answered("Leave", "Sp'ain"))
    assert rows[1][1] == "Sp'ain"
    assert {c.cell for c in applied.left} == {"B2"}


def test_two_workbooks_apply_in_order_and_the_first_text_is_remembered():
    first, second = answered("Spian", "Sp'ain"), answered("Spain", "Spian")
    applied = apply_fixes(opened(), [first, second])
    assert applied.opened[0].grids[0].rows[1][1] == "Spain"
    (correction,) = applied.corrections.values()
    assert (correction.was, correction.now) == ("Sp'ain", "Spain")
    assert len({r.name for r in applied.readings}) == 2


@pytest.mark.parametrize("kind", ["workbook", "text", "picture", "missing", "folder"])
def test_what_is_no_fix_it_workbook(tmp_path, kind):
    path = tmp_path / "fixes.xlsx"
    if kind == "workbook":
        openpyxl.Workbook().save(path)
    elif kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(b"Supplier,Country\nA,B\n" if kind == "text" else b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    with pytest.raises(MissingFile if kind in ("missing", "folder") else InputError) as caught:
        read_fixes(path)
    assert "fixes.xlsx" in str(caught.value)
    assert "--fix-it" in caught.value.hint
