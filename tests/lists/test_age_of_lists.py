"""An offline list says how old it is on the day asked about, what it is known to lack, and how a newer one comes in."""

from __future__ import annotations

import io
import json

import commands
import pandas as pd
import pytest
from list_files import UFLPA_PAGE, imported, put

import supplychain_risk as scr
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entity_lists import LAWS, PAGES, entity_lists, renewal


def run(*args, cwd):
    done = commands.run(*args, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


@pytest.fixture
def lists(tmp_path):
    text = "name,date listed\nQuiet Mills Ltd,2026-05-01\nTotal: 1,\n"
    imported(put(tmp_path, "watch-2026-06-01.csv", text), tmp_path / "lists", name="watch", title="Watch list")
    page = put(tmp_path, "page.html", UFLPA_PAGE)
    return imported(page, tmp_path / "lists", name="entity-list", kind="uflpa", force=True).folder.parent


def screened(lists, as_of):
    frame = pd.read_csv(io.StringIO("name,country\nQuiet Mills Ltd,Portugal\n"), dtype=str, keep_default_na=False)
    return scr.screen(scr.load(frame), as_of=as_of, lists=lists)


def test_the_report_says_age_and_gaps_of_a_list_that_was_brought(lists):
    document = screened([lists], "2026-11-01").document
    (limit,) = (text for text in document.about.limits if "'watch'" in text)
    assert (
        "Watch list ('watch', 2026-06-01 (the day in the file name)), which the user brought, is 153 days old" in limit
    )
    assert "It is known to lack: Rows that could not be used (list-row-is-a-total): 1." in limit


def test_the_lists_of_a_run_are_those_in_use(lists):
    known = {one.name: one for one in screened([lists], "2026-08-21").lists}
    assert (known["watch"].age, known["entity-list"].age) == ("81 days old", "1 day old")
    assert "uflpa_entities" not in known, "the newer edition has taken its place"
    assert "cbp_orders" in known
    bundled = {one.table for one in entity_lists(Reference.bundled())}
    assert {one.name for one in screened((), "2026-08-21").lists} == bundled
    assert {one.name: one.age for one in screened([lists], "2026-05-31").lists}["watch"] == (
        "1 day newer than the day asked about"
    )


def test_the_terminal_list_and_show_say_it_too(lists, tmp_path):
    put(tmp_path, "s.csv", "name,country\nQuiet Mills Ltd,Portugal\n")
    said = run("screen", "s.csv", "--lists", lists, "--as-of", "2026-11-01", "--format", "json", cwd=tmp_path)
    assert "Watch list: data of 2026-06-01, 153 days old; how complete: Rows that could not be used" in said
    listed = run("reference", "list", "--lists", lists, "--as-of", "2026-11-01", cwd=tmp_path)
    assert "data of 2026-06-01, 153 days old" in listed
    assert f"newer edition: save {PAGES['uflpa']} in a browser" in listed
    shown = run("reference", "show", "uflpa_entities", "--as-of", "2026-08-04", "--limit", "1", cwd=tmp_path)
    assert "data of 2026-08-03, 1 day old" in shown
    assert "reference import PAGE --as uflpa" in shown
    told = json.loads(
        run("reference", "show", "watch", "--lists", lists, "--as-of", "2026-06-03", "--json", cwd=tmp_path)
    )
    assert (told["age_days"], told["as_of"]) == (2, "2026-06-03")


def test_every_list_of_a_law_says_the_command_that_brings_in_a_newer_edition():
    assert set(PAGES) == set(LAWS)
    for one in entity_lists(Reference.bundled()):
        told = renewal(Reference.bundled().about(one.table))
        assert told.endswith(f"reference import PAGE --as {one.law}") if one.law else told == ""


def test_the_command_for_a_list_of_the_users_names_it(lists):
    watch = next(one for one in screened([lists], "2026-11-01").lists if one.name == "watch")
    assert watch.renewal.endswith("supplychain-risk reference import FILE --as other --name watch")
