"""Verdicts on matches: applied while they hold, reopened when what they were made about changes, and never lost."""

from __future__ import annotations

import csv
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import (
    CLEARED,
    COLUMN,
    CONFIRMED,
    SHEET,
    entry_of,
    file_of,
    level,
    match_of,
    rows_of,
    rule,
    screened,
    states,
)

from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.review.marks import differences, is_mark
from supplychain_risk.review.rulings import HEADINGS
from supplychain_risk.whatif import changes

OPEN = screened()


@pytest.fixture
def file(tmp_path):
    """The dispositions workbook of a first screening, nothing decided."""
    return file_of(OPEN, tmp_path / "first")


def problems(assessment) -> dict[str, str]:
    """Code → cell."""
    return {p.code: p.where for p in assessment.document.problems if p.code.startswith("disposition")}


# --- what a verdict does --------------------------------------------------------------------------------------------


def test_without_verdicts_a_match_calls_for_review_and_waits_in_the_workbook(file):
    assert level(OPEN, "P") == "review"
    assert [(r["supplier"], r["verdict"]) for r in rows_of(file)] == [("L", ""), ("L", ""), ("P", "")]


def test_a_file_without_verdicts_changes_nothing(file):
    again = screened(dispositions=file)
    assert again.document.findings == OPEN.document.findings
    assert again.document.dispositions == ()


def test_a_cleared_match_stays_visible_and_calls_for_nothing(file):
    after = screened(dispositions=rule(file, "P", **CLEARED))
    finding = match_of(after, "P")
    assert finding.code == "potential-match"
    assert finding.disposition == "false_positive"
    assert finding.disposition_why == "Cleared by A. Reviewer on 2026-05-01 because: another address."
    assert finding.calls_for == "standard"
    assert level(after, "P") == "enhanced"  # what the country and the sector ask for
    assert "Cleared by A. Reviewer" in after["P"].explain()
    assert any("1 match with a list entry was cleared" in limit for limit in after.document.about.limits)
    assert after.document.manifest["dispositions"][0]["file"] == "dispositions.xlsx"


def test_the_workbook_says_the_verdicts_beside_the_supplier(file, tmp_path):
    after = screened(dispositions=rule(file, "L", entry="wro", **CLEARED))
    after.write(tmp_path / "out", formats=["xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["Suppliers"]
    heads, *rows = sheet.values
    told = {row[heads.index("Id")]: row[heads.index("Verdicts on its matches")] for row in rows}
    (verdict,) = told["L"].splitlines()
    entry = next(d for d in after.document.dispositions if d.supplier == "L")
    assert verdict == f"false_positive, A. Reviewer, 2026-05-01: {entry.listed_name} ({entry.list_name})"
    assert told["P"] == "1 possible match without a verdict"
    assert told["C"] is None
    assert "Verdicts on its matches" in [column.name for column in sheet.tables["Suppliers"].tableColumns]


def test_a_verdict_that_holds_no_more_says_so_beside_the_supplier(file, tmp_path):
    after = screened(as_of="2026-07-01", dispositions=rule(file, "P", **CLEARED, until=date(2026, 6, 30)))
    after.write(tmp_path / "out", formats=["xlsx"])
    heads, *rows = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["Suppliers"].values
    told = {row[heads.index("Id")]: row[heads.index("Verdicts on its matches")] for row in rows}["P"]
    assert told.startswith("false_positive, A. Reviewer, 2026-05-01, until 2026-06-30: ")
    assert "; reopened: " in told
    assert entry_of(after, "P").why in told


def test_clearing_one_match_leaves_all_else_as_it_was(file):
    after = screened(dispositions=rule(file, "P", **CLEARED))
    others = [f for f in OPEN.document.findings if f.supplier != "P"]
    assert [f for f in after.document.findings if f.supplier != "P"] == others


def test_a_confirmed_match_is_stated_and_calls_for_hold(file):
    after = screened(dispositions=rule(file, "P", **CONFIRMED))
    finding = match_of(after, "P")
    assert (finding.code, finding.certainty, finding.calls_for) == ("uflpa-listed-entity", "stated", "hold")
    assert level(after, "P") == "hold"
    assert entry_of(after, "P").finding == finding.id


def test_a_match_in_review_stays_in_review(file):
    after = screened(dispositions=rule(file, "P", **{**CLEARED, "verdict": "in review"}))
    assert (level(after, "P"), match_of(after, "P").disposition) == ("review", "in_review")


def test_a_cleared_full_name_match_with_a_legal_list_goes_on_calling_for_review(file):
    after = screened(dispositions=rule(file, "L", **CLEARED))
    finding = match_of(after, "L")
    assert (finding.calls_for, level(after, "L")) == ("review", "review")
    assert finding.statement.startswith("Cleared listed match. Cleared by A. Reviewer on 2026-05-01")
    assert after["L"].supplier.why.startswith("Cleared listed match.")


def test_clearing_one_of_two_lists_leaves_the_hold_of_the_other(file):
    after = screened(dispositions=rule(file, "L", entry="wro", **CLEARED))
    assert level(after, "L") == "hold"


def test_a_cleared_listed_supplier_no_longer_holds_those_it_supplies(tmp_path):
    text = SHEET.replace("lei\n", "lei,supplies to\n").replace("Apparel,\n", "Apparel,,Quiet Mills Ltd\n")
    text = text.replace("Batteries,\n", "Batteries,,\n").replace("Textiles,\n", "Textiles,,\n")
    before = screened(text)
    assert level(before, "C") == "review"
    after = screened(text, dispositions=rule(file_of(before, tmp_path), "L", **CLEARED))
    assert level(after, "C") != "review"
    assert after["C"].supplier.exposure.triggers < before["C"].supplier.exposure.triggers


def test_name_and_date_may_stand_once_for_all_rows(file):
    book = openpyxl.load_workbook(file)
    for row in book["Read me"].iter_rows():
        if row[0].value in ("Your name", "Date"):
            row[1].value = "B. Lead" if row[0].value == "Your name" else date(2026, 5, 2)
    book.save(file)
    after = screened(dispositions=rule(file, "P", verdict="false_positive", reason="other owners"))
    assert (entry_of(after, "P").person, entry_of(after, "P").date) == ("B. Lead", date(2026, 5, 2))


def test_text_files_are_read_too(file, tmp_path):
    rule(file, "P", **{**CLEARED, "day": "2026-05-01"})
    rows = [[HEADINGS[name] for name in COLUMN], *([str(r[name]) for name in COLUMN] for r in rows_of(file))]
    path = tmp_path / "verdicts.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(rows)
    after = screened(dispositions=str(path))
    assert match_of(after, "P").disposition == "false_positive"
    assert entry_of(after, "P").where == "verdicts.csv!verdicts!K4"


# --- reopening ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Geehy Semiconducter Ltd", "GEEHY SEMICONDUCTER LTD.", ""),
        ("Geehy Semiconducter Ltd", "Geehy Semiconductar Ltd", "the supplier's names have changed"),
        ("Batteries,", "Batteries,213800KUD8LAJWSQ9D15", "the supplier's identifiers have changed"),
        ("Geehy Semiconducter Ltd,China", "Geehy Semiconducter Ltd,Germany", "the supplier's country has changed"),
    ],
)
def test_a_verdict_reopens_when_the_supplier_changes(file, old, new, why):
    after = screened(SHEET.replace(old, new), dispositions=rule(file, "P", **CLEARED))
    finding = match_of(after, "P")
    if not why:
        assert finding.disposition == "false_positive"
        return
    assert states(after) == {"P": "reopened"}
    assert finding.disposition == "reopened"
    assert finding.calls_for in ("review", "hold")
    assert why in finding.disposition_why
    assert "cleared by A. Reviewer on 2026-05-01" in finding.disposition_why
    assert why in entry_of(after, "P").why


def test_a_verdict_holds_on_the_day_it_names_and_reopens_on_the_next(file):
    rule(file, "P", **CLEARED, until=date(2026, 6, 30))
    assert states(screened(as_of="2026-06-30", dispositions=file)) == {"P": "applied"}
    after = screened(as_of="2026-07-01", dispositions=file)
    assert "the verdict expired on 2026-06-30" in match_of(after, "P").disposition_why
    assert level(after, "P") == "review"


def test_a_verdict_reopens_when_the_list_entry_changes(file):
    rule(file, "P", **CLEARED)
    mark = next(r["entry_mark"] for r in rows_of(file) if r["supplier"] == "P")
    rule(file, "P", entry_mark=str(mark).replace("status=active", "status=modified"))
    assert "the status of the list entry has changed" in entry_of(screened(dispositions=file), "P").why


def test_a_verdict_reopens_when_the_kind_of_match_changes(file):
    rule(file, "P", **CLEARED, code="family-match")
    why = entry_of(screened(dispositions=file), "P").why
    assert "the match was 'family-match' and is now 'potential-match'" in why


def test_a_verdict_on_a_family_match_reopens_when_the_owners_change(tmp_path):
    text = 'id,name,country,parent\nO7,Far Spinners,Kenya,"Hetian Taida Apparel Co., Ltd."\n'
    before = screened(text)
    assert match_of(before, "O7").code == "possible-family-match"
    path = rule(file_of(before, tmp_path), "O7", **CLEARED)
    assert set(states(screened(text, dispositions=path)).values()) == {"applied"}
    changed = text.replace("Apparel Co., Ltd.", "Apparel Company Limited")
    assert "the supplier's stated owners have changed" in entry_of(screened(changed, dispositions=path), "O7").why


def test_a_verdict_whose_match_is_gone_is_reported_and_kept(file, tmp_path):
    rule(file, "P", **CLEARED)
    after = screened(SHEET.replace("Geehy Semiconducter Ltd", "Dromedary Works Ltd"), dispositions=file)
    entry = entry_of(after, "P")
    assert (entry.state, entry.finding) == ("no match", "")
    again = file_of(after, tmp_path / "second")
    assert [r["reason"] for r in rows_of(again, "Earlier verdicts")] == ["another address"]
    back = screened(dispositions=again)
    assert states(back) == {"P": "applied"}


# --- what a verdict would make of it ----------------------------------------------------------------------------------

MATCHES = """
id,name,country,sector,parent
V,Kingtom Aluminio S.R.L.,Dominican Republic,Aluminum,
E,Top Glove Sdn Bhd,Malaysia,Gloves,
G,Esquel,China,Apparel,
O,Far Spinners,Kenya,Textiles,"Hetian Taida Apparel Co., Ltd."
L,"Hetian Taida Apparel Co., Ltd.",China,Apparel,
P,Geehy Semiconducter Ltd,China,Batteries,
Q,Geehy Semiconducter Ltd,China,Batteries,
"""
"""Stated, possible and of a family; orders, an Entity List, one that was vacated and one that has ended."""


@pytest.mark.parametrize(("answers", "which"), [(CONFIRMED, "confirmed"), (CLEARED, "rejected")])
def test_what_the_report_says_of_a_verdict_before_it_is_given_is_what_comes_of_it(tmp_path, answers, which):
    before = screened(MATCHES)
    told = {(f.supplier, f.citations[0]): f for f in before.document.findings if f.open_to}
    assert {f.supplier for f in told.values()} == set("VEGOLPQ")
    file = file_of(before, tmp_path)
    for supplier in "VEGOLPQ":
        rule(file, supplier, **answers)
    after = screened(MATCHES, dispositions=file)
    ruled = [f for f in after.document.findings if f.disposition == answers["verdict"]]
    assert len(ruled) == len(told)
    for finding in ruled:
        assert finding.open_to is None
        reason, said = finding.reason, getattr(told[finding.supplier, finding.citations[0]].open_to, which)
        made = (reason.code, reason.certainty, reason.calls_for, reason.next_step, reason.steps)
        assert made == (said.code, said.certainty, said.calls_for, said.next_step, said.steps)
        assert reason.instrument == told[finding.supplier, finding.citations[0]].instrument
    levels = {f.open_to.confirmed.calls_for.value for f in told.values()}
    assert levels == {"hold", "review", "enhanced"}


def test_suppliers_of_one_reason_are_told_once_what_a_verdict_makes_of_it():
    document = screened(MATCHES).document
    (p,), (q,) = ([f.reason for f in document.findings if f.supplier == s and f.open_to] for s in "PQ")
    assert p is q
    assert sum(reason.verdicts is not None for reason in document.reasons) < sum(
        f.open_to is not None for f in document.findings
    )


def test_a_confirmed_match_has_the_steps_that_the_law_of_its_list_asks_for(file):
    """It kept those of a possible match: find out who it is."""
    stated = {step.reference for step in match_of(OPEN, "L").steps}
    assert match_of(OPEN, "P").steps
    assert stated.isdisjoint(step.reference for step in match_of(OPEN, "P").steps)
    confirmed = match_of(screened(dispositions=rule(file, "P", **CONFIRMED)), "P")
    assert {step.reference for step in confirmed.steps} == stated


# --- rows that cannot be used ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "code", "cell"),
    [
        ({"verdict": "maybe"}, "disposition-verdict-unknown", "K4"),
        ({"verdict": ""}, "disposition-incomplete", "K4"),
        ({"reason": ""}, "disposition-incomplete", "L4"),
        ({"person": ""}, "disposition-incomplete", "M4"),
        ({"day": ""}, "disposition-incomplete", "N4"),
        ({"day": "5/1/2026"}, "disposition-date-unclear", "N4"),
        ({"until": "soon"}, "disposition-date-unclear", "O4"),
        ({"until": date(2026, 4, 1)}, "disposition-date-unclear", "O4"),
        ({"supplier_mark": ""}, "disposition-incomplete", "R4"),
        ({"entry_mark": "x"}, "disposition-incomplete", "S4"),
    ],
)
def test_a_faulty_row_is_a_problem_with_its_cell_and_nothing_of_it_is_applied(file, tmp_path, answers, code, cell):
    after = screened(dispositions=rule(file, "P", **{**CLEARED, **answers}))
    assert problems(after) == {code: f"dispositions.xlsx!Dispositions!{cell}"}
    assert match_of(after, "P") == match_of(OPEN, "P")
    assert after.document.dispositions == ()
    kept = next(r for r in rows_of(file_of(after, tmp_path / "second")) if r["supplier"] == "P")
    assert kept["reason"] == answers.get("reason", "another address"), "reviewers never retype"


def test_contradicting_verdicts_are_problems_and_none_is_applied(file, tmp_path):
    rule(file, "P", **CLEARED)
    other = file_of(OPEN, tmp_path / "other")
    rule(other, "P", **CONFIRMED)
    after = screened(dispositions=[file, other])
    assert [p.code for p in after.document.problems if p.where.startswith("dispositions")] == [
        "disposition-contradiction"
    ] * 2
    assert match_of(after, "P").calls_for == "review"
    assert match_of(after, "P").disposition == "contradicted"


def test_the_same_verdict_twice_is_applied_once_and_said(file):
    book = openpyxl.load_workbook(rule(file, "P", **CLEARED))
    sheet = book["Dispositions"]
    sheet.append([cell.value for cell in sheet[4]])
    book.save(file)
    after = screened(dispositions=file)
    assert problems(after) == {"disposition-duplicate": "dispositions.xlsx!Dispositions!K4"}
    assert sorted(d.state for d in after.document.dispositions) == ["applied", "superseded"]
    assert match_of(after, "P").disposition == "false_positive"


def test_a_final_verdict_follows_one_in_review(file, tmp_path):
    rule(file, "P", **{**CLEARED, "verdict": "in_review"})
    other = rule(file_of(OPEN, tmp_path / "other"), "P", **CONFIRMED)
    after = screened(dispositions=[file, other])
    assert problems(after) == {}
    assert match_of(after, "P").disposition == "true_match"


def test_files_that_are_no_dispositions(tmp_path):
    wrong = tmp_path / "suppliers.csv"
    wrong.write_text("name,country\nA,B\n", encoding="utf-8")
    with pytest.raises(InputError, match="no dispositions file"):
        screened(dispositions=wrong)
    with pytest.raises(MissingFile):
        screened(dispositions=tmp_path / "none.xlsx")


# --- writing again --------------------------------------------------------------------------------------------------


def test_writing_again_keeps_verdicts_and_the_next_run_reads_them(file, tmp_path):
    after = screened(dispositions=rule(file, "P", **CLEARED))
    again = file_of(after, tmp_path / "second")
    kept = next(r for r in rows_of(again) if r["supplier"] == "P")
    assert {name: kept[name] for name in ("verdict", "reason", "person", "day")} == {**CLEARED, "day": "2026-05-01"}
    third = screened(dispositions=again)
    assert third.document.findings == after.document.findings
    assert file_of(third, tmp_path / "third").read_bytes() == again.read_bytes()


def test_a_reopened_match_is_asked_again_with_the_earlier_verdict_beside_it(file, tmp_path):
    changed = SHEET.replace("Geehy Semiconducter Ltd", "Geehy Semiconductar Ltd")
    reopened = screened(changed, dispositions=rule(file, "P", **CLEARED))
    again = file_of(reopened, tmp_path / "second")
    row = next(r for r in rows_of(again) if r["supplier"] == "P")
    assert row["verdict"] == ""
    assert "the supplier's names have changed" in str(row["earlier"])
    rule(again, "P", **{**CLEARED, "reason": "still another address", "day": date(2026, 6, 2)})
    final = screened(changed, dispositions=again)
    assert sorted(d.state for d in final.document.dispositions) == ["applied", "superseded"]
    assert match_of(final, "P").disposition == "false_positive"


def test_verdicts_in_the_folder_are_not_written_over_and_not_applied_by_stealth(file):
    rule(file, "P", **CLEARED)
    again = screened()
    assert again.waiting(file.parent) == 1
    file_of(again, file.parent)
    assert match_of(again, "P").disposition is None
    assert next(r for r in rows_of(file) if r["supplier"] == "P")["reason"] == "another address"
    assert match_of(screened(dispositions=file), "P").disposition == "false_positive"


def test_a_foreign_file_of_that_name_stops_the_run_before_anything_is_written(tmp_path):
    (tmp_path / "dispositions.xlsx").write_bytes(b"my own notes")
    with pytest.raises(InputError, match="would be written over"):
        OPEN.write(tmp_path, formats=["json"])
    assert [p.name for p in tmp_path.iterdir()] == ["dispositions.xlsx"]


def test_no_match_no_workbook(tmp_path):
    quiet = screened("id,name,country\nC,Quiet Mills Ltd,Portugal\n")
    assert [p.name for p in quiet.write(tmp_path, formats=["json"])] == ["report.json"]


# --- marks ----------------------------------------------------------------------------------------------------------


@given(
    st.dictionaries(st.sampled_from(["names", "country", "status"]), st.from_regex(r"[0-9a-f]{1,12}", fullmatch=True))
)
def test_a_mark_differs_from_itself_in_nothing(parts):
    mark = " ".join(f"{name}={value}" for name, value in parts.items())
    assert differences(mark, mark) == ()
    assert is_mark(mark) == bool(parts)


# --- what-ifs -------------------------------------------------------------------------------------------------------


def test_a_verdict_goes_on_holding_in_a_what_if_and_a_cleared_match_counts_for_nothing(file):
    after = screened(dispositions=rule(file, "P", **CLEARED))
    finding = match_of(after, "P")
    assert finding.disposition == "false_positive"
    place = next((p for p in after.document.engagement.order if p.supplier == "P"), None)
    assert place is None or finding.code not in place.why
    outcome = after.what_if(changes.Drop("C"))
    (kept,) = [f for f in outcome.after.findings if f.id == finding.id]
    assert kept == finding
    with pytest.raises(InputError, match="no possible finding"):
        after.what_if(changes.Confirm(finding.id))


def test_confirming_in_a_what_if_calls_for_what_a_confirming_verdict_calls_for(file):
    finding = match_of(OPEN, "P")
    tried = next(f for f in OPEN.what_if(changes.Confirm(finding.id)).after.findings if f.id == finding.id)
    decided = match_of(screened(dispositions=rule(file, "P", **CONFIRMED)), "P")
    assert (tried.certainty, tried.calls_for) == (decided.certainty, decided.calls_for)
