"""While a long list is read anew its page stays in use: what was read before is shown, and changes are taken."""

from __future__ import annotations

import threading
import tomllib

import pytest
from speaking import articles, counts_of, is_asked, question_of, sheet_of

from supplychain_risk.desk import reading as module
from supplychain_risk.desk.answering import given
from supplychain_risk.desk.folder import Folder


@pytest.fixture
def slow(with_list, monkeypatch):
    """A desk whose next readings wait until they are let go; `begun` counts those that came so far."""
    with_list.page("/open")
    real, gate, begun = module.load_opened, threading.Event(), []
    monkeypatch.setattr("supplychain_risk.desk.pages._PATIENCE", 0.05)

    def waiting(opened, **told):
        begun.append(None)
        told["progress"]("Resolving suppliers", 2, 5)
        while not gate.wait(0.01):
            told["progress"]("Resolving suppliers", 2, 5)  # where a reading hears that nobody waits for it any more
        return real(opened, **told)

    monkeypatch.setattr(module, "load_opened", waiting)
    yield with_list, gate, begun
    gate.set()
    with_list.page("/open")


def test_a_sheet_is_shown_as_it_was_read_with_what_has_been_stated_since(slow):
    browser, gate, _ = slow
    sheet = sheet_of(browser)
    before = counts_of(browser.page(sheet))
    browser.said(f"{sheet}/column", index="3", field="sector")
    page = browser.get(sheet).text
    assert "The files are being read" in page
    assert "Resolving suppliers, 2 of 5" in page
    assert "those of the reading before" in page
    assert counts_of(page) == before
    assert 'value="sector" selected' in page
    assert ">stated</td>" in page
    gate.set()
    after = browser.page(sheet)
    assert "being read" not in after
    assert 'value="sector" selected' in after
    assert counts_of(after)["suppliers"] == before["suppliers"]


def test_further_columns_are_stated_meanwhile_and_only_the_last_reading_is_finished(slow, root):
    browser, gate, begun = slow
    sheet = sheet_of(browser)
    for index, field in (("3", "sector"), ("4", "commodity"), ("0", "")):
        browser.said(f"{sheet}/column", index=index, field=field)  # at once, though nothing has been read
        browser.get(sheet)
    assert tomllib.loads((root / "mapping.toml").read_text(encoding="utf-8"))["vendors.csv!vendors"] == {
        "header_row": 1,
        "columns": {"sector": "Product", "commodity": "Grade"},
        "unused": "Supplier ID",
    }
    gate.set()
    page = browser.page(sheet)
    assert page.count(">stated</td>") == 3
    assert begun


def test_a_change_that_rests_on_columns_not_read_yet_waits_for_them(slow):
    browser, gate, _ = slow
    sheet = sheet_of(browser)
    browser.said(f"{sheet}/header", row="2")
    threading.Timer(0.3, gate.set).start()
    told = browser.post(f"{sheet}/column", {"index": "3", "field": "sector"}).json()
    assert gate.is_set()
    assert "polysilicon" in str(told), "the column is the one of the row that was stated to hold the headings"


def test_questions_go_on_and_one_that_was_answered_is_not_asked_again(slow, root):
    browser, gate, _ = slow
    first = question_of(browser, "Absurdistan")
    others = len(articles(browser)) - 1
    browser.said("/fix/answer", id=first, text="India", person="A. Reviewer")
    page = browser.get("/fix").text
    assert "The files are being read" in page
    assert "Nothing needs an answer" not in page
    assert page.count("<article") == others
    assert "is not asked any more" in browser.refused("/fix/answer", id=first, text="Peru", person="A. Reviewer")
    assert [line.answer for line in given(Folder(root))] == ["India"]
    gate.set()
    assert not is_asked(browser, "Absurdistan")


def test_other_lists_are_not_shown_as_they_were_before(slow, root):
    browser, _, _ = slow
    sheet = sheet_of(browser)
    (root / "inputs" / "vendors.csv").write_text("Supplier,Country\nOther Ltd,Portugal\n", encoding="utf-8")
    page = browser.get(sheet).text
    assert "being read" in page
    assert "those of the reading before" not in page
    assert 'id="rows"' not in page
