"""Verdicts are the dispositions file that the command line takes; by one reviewer or by two."""

from __future__ import annotations

import threading

import pytest
from speaking import DAY, asked_of, decided, match_on, opened, screened

import supplychain_risk as scr
from supplychain_risk.desk import reviewing
from supplychain_risk.review.rulings import Verdict, read_rulings


@pytest.mark.slow
def test_a_verdict_is_a_row_that_the_command_line_applies_and_is_not_asked_for_again(after_a_run, root):
    page = after_a_run.page("/review")
    assert "Hoshine Silicon Industry Co. Ltd" in page
    assert "合盛硅业" in page  # the list's side, in its other script
    assert "vendors.csv, vendors, row 2" in page
    asked = match_on(after_a_run)
    assert "needs a reason" in after_a_run.refused(
        "/review/verdict", **asked, verdict="false_positive", reason="", person="A. Reviewer"
    )
    assert "needs a your name" in after_a_run.refused(
        "/review/verdict", **asked, verdict="false_positive", reason="x", person=""
    )
    assert "no verdict" in after_a_run.refused("/review/verdict", **asked, verdict="perhaps", reason="x", person="A")
    decided(after_a_run, "false_positive")
    (ruling,) = read_rulings(root / "audit" / "dispositions.xlsx").rulings
    assert (ruling.verdict, ruling.row.person, ruling.day) == (Verdict.FALSE_POSITIVE, "A. Reviewer", DAY)
    assert scr.verify(root / "audit") == ()
    assert "there is a verdict" in after_a_run.refused(
        "/review/verdict", **asked, verdict="true_match", reason="x", person="B"
    )
    screened(after_a_run)
    assert asked not in asked_of(after_a_run, "A. Reviewer")
    (entry,) = scr.read(root / "audit").document.dispositions
    assert entry.state == "applied"
    after_a_run.said("/pack/again")
    assert after_a_run.finished()["result"] == {"differs": []}


def test_a_verdict_is_undone_and_a_match_is_opened_again(after_a_run, root):
    asked = match_on(after_a_run)
    before = (root / "audit" / "dispositions.xlsx").read_bytes()
    decided(after_a_run, "true_match")
    after_a_run.said("/undo", kind="review")
    assert (root / "audit" / "dispositions.xlsx").read_bytes() == before
    decided(after_a_run, "true_match")
    after_a_run.said("/review/open", **{name: asked[name] for name in ("supplier", "list", "entry")})
    assert read_rulings(root / "audit" / "dispositions.xlsx").rulings == ()
    assert match_on(after_a_run) == asked


def test_a_verdict_on_what_is_no_longer_there_is_refused(after_a_run):
    asked = match_on(after_a_run)
    changed = {**asked, "supplier_mark": "names=other"}
    assert "not there any more" in after_a_run.refused(
        "/review/verdict", **changed, verdict="true_match", reason="x", person="A"
    )


def test_blind_first_shows_score_and_reason_only_after_the_verdict(after_a_run):
    row = reviewing.review_of(after_a_run.desk.folder).matches[0].row
    plain, blind = after_a_run.page("/review"), after_a_run.page("/review?blind=1")
    why = row.why.replace("'", "&#39;")
    assert why in plain
    assert why not in blind
    assert row.code not in blind.replace("data-", "")
    decided(after_a_run, "in_review")
    assert why in after_a_run.page("/review?blind=1")


def test_with_two_reviewers_a_verdict_counts_when_both_say_the_same(after_a_run, root):
    after_a_run.said("/review/second")
    asked = match_on(after_a_run)
    decided(after_a_run, "false_positive", "A. Reviewer")
    assert read_rulings(root / "audit" / "dispositions.xlsx").rulings == ()
    assert asked not in asked_of(after_a_run, "A. Reviewer")
    assert asked not in asked_of(after_a_run, "a. reviewer ")
    assert "there is a verdict" in after_a_run.refused(
        "/review/verdict", **asked, verdict="false_positive", reason="x", person="a. Reviewer"
    )
    after_a_run.said("/person", person="B. Second")
    assert match_on(after_a_run) == asked
    page = after_a_run.page("/review")
    assert "another address" not in page  # what the first one said is not shown
    decided(after_a_run, "false_positive", "B. Second", reason="another city", until="2027-01-01")
    (ruling,) = read_rulings(root / "audit" / "dispositions.xlsx").rulings
    assert ruling.row.person == "A. Reviewer; B. Second"
    assert ruling.row.reason == "A. Reviewer: another address. B. Second: another city"
    assert str(ruling.until) == "2027-01-01"
    after_a_run.said("/undo", kind="review")
    assert read_rulings(root / "audit" / "dispositions.xlsx").rulings == ()
    assert read_rulings(root / "second-review.xlsx").rulings == ()


def test_two_reviewers_who_disagree_are_listed_and_neither_counts(after_a_run, root):
    after_a_run.said("/review/second")
    asked = match_on(after_a_run)
    decided(after_a_run, "false_positive", "A. Reviewer")
    after_a_run.said("/person", person="B. Second")
    decided(after_a_run, "true_match", "B. Second")
    page = after_a_run.page("/review")
    assert "Disagreements" in page
    assert "A. Reviewer says false positive" in page
    assert "B. Second says true match" in page
    assert read_rulings(root / "audit" / "dispositions.xlsx").rulings == ()
    files = [root / "first-review.xlsx", root / "second-review.xlsx"]
    assert scr.screen(root / "inputs" / "vendors.csv", as_of="2026-06-30", dispositions=files).register.problems
    after_a_run.said("/review/open", **{name: asked[name] for name in ("supplier", "list", "entry")})
    assert match_on(after_a_run) == asked


def test_two_windows_that_decide_at_once_lose_no_verdict(after_a_run, root):
    """Each on a match of its own, while both rewrite the one workbook."""
    waiting = asked_of(after_a_run, "A. Reviewer")
    assert len(waiting) >= 2
    desks = [opened(root, port) for port in (8112, 8113)]
    barrier = threading.Barrier(2)
    faults = []

    def decide(browser, asked):
        barrier.wait()
        answer = browser.post("/review/verdict", {**asked, "verdict": "in_review", "reason": "x", "person": "A"})
        faults.extend([answer.text] if answer.status_code != 200 else [])

    threads = [threading.Thread(target=decide, args=pair) for pair in zip(desks, waiting[:2], strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert len(read_rulings(root / "audit" / "dispositions.xlsx").rulings) == 2
    undone = [browser.post("/undo", {"kind": "review"}).status_code for browser in desks]
    assert 200 in undone  # the later one at least; the earlier one is refused while the later one stands
    assert len(read_rulings(root / "audit" / "dispositions.xlsx").rulings) == 2 - undone.count(200)
