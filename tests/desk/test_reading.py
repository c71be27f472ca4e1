"""How sheets are read is shown and changed; what is changed is the mapping that the command line takes."""

from __future__ import annotations

import json
import re
import time
import tomllib

import pytest
from speaking import command, counts_of, sheet_of

from supplychain_risk.desk.reading import ROWS, SheetView
from supplychain_risk.intake.grid import Grid


@pytest.mark.slow
def test_a_column_is_changed_and_the_counts_change_and_the_command_line_reads_it_the_same(with_list, root):
    sheet = sheet_of(with_list)
    before = counts_of(with_list.page(sheet))
    assert before["can be assessed"][0] == 2  # one bears no country, two an unknown one
    said = with_list.said(f"{sheet}/column", index="3", field="")
    assert "'Product' is not used" in said
    after = counts_of(with_list.page(sheet))
    assert after["can be assessed"] == (0, 2)
    assert tomllib.loads((root / "mapping.toml").read_text(encoding="utf-8")) == {
        "vendors.csv!vendors": {"header_row": 1, "unused": "Product"}
    }
    told = json.loads(command(root, "check", "inputs/vendors.csv", "--mapping", "mapping.toml", "--json"))
    assert told["suppliers"]["without_goods"] == 5
    assert "Product" in told["files"][0]["sheets"][0]["unused"]
    with_list.said(f"{sheet}/column", index="4", field="commodity")
    text = with_list.page(sheet)
    assert re.search(r'value="commodity" selected', text)
    assert text.count(">stated</td>") == 2
    with_list.said("/undo", kind="mapping")
    with_list.said("/undo", kind="mapping")
    assert not (root / "mapping.toml").exists()
    assert counts_of(with_list.page(sheet))["can be assessed"] == (2, None)
    assert "nothing to undo" in with_list.refused("/undo", kind="mapping")


def test_a_stated_column_may_be_recognized_again(with_list, root):
    sheet = sheet_of(with_list)
    with_list.said(f"{sheet}/column", index="3", field="sector")
    with_list.said(f"{sheet}/column", index="3", field="?")
    assert tomllib.loads((root / "mapping.toml").read_text(encoding="utf-8")) == {
        "vendors.csv!vendors": {"header_row": 1}
    }
    assert re.search(r'value="commodity" selected', with_list.page(sheet))


def test_a_header_row_is_stated_by_its_number_and_a_wrong_one_can_be_undone(browser, root):
    browser.upload("v.csv", b"List of 2026,,\nnotes,more,here\nSupplier,Country,Product\nA Ltd,Portugal,garments\n")
    sheet = sheet_of(browser)
    assert "Headings in row 3" in browser.page(sheet)
    browser.said(f"{sheet}/header", row="2")
    page = browser.page(sheet)
    assert "cannot be read so" in page  # and says why, with the rows still there
    assert "Supplier" in page
    browser.said("/undo", kind="mapping")
    assert "Headings in row 3" in browser.page(sheet)
    assert "holds nothing" in browser.refused(f"{sheet}/header", row="99")


def test_what_is_true_of_all_rows_is_stated_checked_and_taken_back(with_list, root):
    sheet = sheet_of(with_list)
    assert "in none of our tables" in with_list.refused(f"{sheet}/all", field="country", text="Absurdistan")
    assert not (root / "mapping.toml").exists()
    with_list.said(f"{sheet}/all", field="country", text="Portugal")
    assert counts_of(with_list.page(sheet))["can be assessed"] == (3, 2)
    with_list.said(f"{sheet}/all", field="country", text="")
    assert not (root / "mapping.toml").exists()
    assert "cannot be stated" in with_list.refused(f"{sheet}/all", field="name", text="x")


def test_a_sheet_is_left_unread_and_read_again(with_list, root):
    sheet = sheet_of(with_list)
    with_list.said(f"{sheet}/ignore", ignored="yes")
    assert "the mapping says to ignore it" in with_list.page("/open")
    with_list.said(f"{sheet}/ignore", ignored="no")
    assert counts_of(with_list.page("/open"))["suppliers"][0] == 5


def test_a_mapping_that_was_written_by_hand_is_gone_on_with_and_its_comments_are_kept(with_list, root):
    own = '# our own words\n["vendors"]\nheader_row = 1\nunused = "Grade"\n'
    (root / "mapping.toml").write_text(own, encoding="utf-8")
    sheet = sheet_of(with_list)
    with_list.said(f"{sheet}/column", index="3", field="sector")
    assert tomllib.loads((root / "mapping.toml").read_text(encoding="utf-8"))["vendors.csv!vendors"] == {
        "header_row": 1,
        "unused": "Grade",
        "columns": {"sector": "Product"},
    }
    assert (root / "mapping-before-the-desk.toml").read_text(encoding="utf-8") == own


def test_each_row_says_its_fate_and_a_window_of_a_long_sheet_is_small():
    rows = [("Supplier", "Country"), *((f"Works {n} Ltd", "Portugal") for n in range(100_000))]
    view = SheetView(Grid("long.csv", "long", rows), None, {})
    started = time.perf_counter()
    window = list(view.rows(99_970))
    assert time.perf_counter() - started < 0.5
    assert [row.number for row in window] == list(range(99_970, 100_002))
    assert len(list(view.rows(1))) == ROWS


def test_fates_of_rows_are_shown(browser):
    browser.upload(
        "v.csv",
        b"Our list,,\nSupplier,Country,Product\nA Ltd,Portugal,garments\n,,\n,Portugal,garments\nB Ltd,India,yarn\n",
    )
    page = browser.page(sheet_of(browser))
    states = re.findall(r'<tr class="([a-z-]+)">\s*<th scope="row"><form', page)
    assert states == ["above", "header", "used", "blank", "set-aside", "used"]
