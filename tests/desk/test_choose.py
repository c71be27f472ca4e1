"""A policy and lists of one's own: chosen, shown with what they change, and the same on the command line."""

from __future__ import annotations

import re
import tomllib

import pytest
from speaking import DAY, command, screened

import supplychain_risk as scr
from supplychain_risk.desk import choosing, packs

POLICY = """[bands.high]
value = 5.5
reason = "we look sooner"
"""
MEMBERS = (
    "Company,Country,Date listed\nGreen Field Spinning Ltd,Portugal,2024-01-01\nNo Where Ltd,Portugal,2024-01-01\n"
)


def policy_in(root, name="sooner.toml", text=POLICY):
    (root / name).write_text(text, encoding="utf-8")


def id_in(files, name):
    return next(one.id for one in files if one.name == name)


def use(browser, root, name="sooner.toml"):
    return browser.said("/choose/policy", id=id_in(choosing.policy_files(browser.desk.folder), name))


def bring(browser, root, name="guild.csv", licence="ours"):
    (root / name).write_text(MEMBERS, encoding="utf-8")
    found = id_in(choosing.list_files(browser.desk.folder), name)
    return browser.said("/choose/list", id=found, kind="other", title="The Guild", licence=licence)


def printed(browser):
    return re.search(r"<code>(supplychain-risk screen .*?)</code>", browser.page("/screen"))[1]


def test_a_policy_is_shown_with_what_it_changes_before_a_run_and_dropped_without_loss(with_list, root):
    assert "default policy" in with_list.page("/choose")
    policy_in(root)
    assert "sooner.toml" in use(with_list, root)
    (changed,) = scr.Policy.read(root / "policy.toml").differences()
    page = with_list.page("/choose")
    assert changed.replace("'", "&#39;") in page
    assert "your policy</strong> (1 change)" in with_list.page("/screen")
    assert "--policy policy.toml" in printed(with_list)
    policy_in(root, "policy.toml", POLICY.replace("5.5", "5.75"))  # written by hand, and nowhere else
    with_list.said("/choose/default")
    assert not (root / "policy.toml").exists()
    assert (
        tomllib.loads((root / "left-out" / "policy.toml").read_text(encoding="utf-8"))["bands"]["high"]["value"] == 5.75
    )
    with_list.said("/undo", kind="policy")
    assert "5.75" in (root / "policy.toml").read_text(encoding="utf-8")
    assert not (root / "left-out" / "policy.toml").exists()


def test_what_is_no_policy_is_refused_and_one_that_was_spoiled_is_said_before_a_run(with_list, root):
    policy_in(root, "other.toml", POLICY.replace("5.5", "55"))
    assert "other.toml" in with_list.refused(
        "/choose/policy", id=id_in(choosing.policy_files(with_list.desk.folder), "other.toml")
    )
    assert not (root / "policy.toml").exists()
    policy_in(root, "policy.toml", "[nothing]\n")
    assert "No run can be made with" in with_list.page("/choose")
    assert "cannot be read" in with_list.page("/screen")
    for name in ("mapping.toml", "mapping-before-the-desk.toml", "answers.toml"):
        policy_in(root, name)
    assert {one.name for one in choosing.policy_files(with_list.desk.folder)} == {"other.toml"}


def test_a_list_is_imported_told_and_left_out_without_loss(with_list, root):
    assert "The Guild: 2 names listed" in bring(with_list, root)
    page = with_list.page("/choose")
    assert "2 rows read; entries: 2" in page
    assert choosing.COUNTS_AS["other"] in page
    assert "1 list of your own" in with_list.page("/screen")
    assert "--lists supplychain_risk_lists" in printed(with_list)
    (one,) = choosing.own_lists(with_list.desk.folder)
    with_list.said("/choose/leave", id=one.id)
    assert (root / "left-out" / "lists" / one.name / "datapackage.json").is_file()
    assert "--lists" not in printed(with_list)
    assert "the bundled lists alone" in with_list.page("/choose")


def test_an_edition_of_a_bundled_list_is_shown_with_what_takes_its_place_and_a_shrunken_one_is_refused(with_list, root):
    (root / "page.csv").write_text(MEMBERS, encoding="utf-8")
    asked = {"id": id_in(choosing.list_files(with_list.desk.folder), "page.csv"), "kind": "uflpa"}
    assert "shrunk by half" in with_list.refused("/choose/list", **asked)
    with_list.said("/choose/list", **asked, shrinking="yes")
    page = with_list.page("/choose")
    assert f"As of {DAY.isoformat()}" in page
    assert "in the place of the bundled edition" in page
    assert "no longer screened" in page
    assert "nothing that a list counts as" in with_list.refused("/choose/list", **{**asked, "kind": "law"})


def test_a_list_whose_terms_are_not_known_is_told_in_words_of_the_page(with_list, root):
    bring(with_list, root, licence="")
    page = with_list.page("/choose")
    assert "none is assumed" in page
    assert "--licence" not in page, "what to write on the command line is no help here"


def test_a_list_that_was_spoiled_is_shown_and_can_be_left_out(with_list, root):
    bring(with_list, root)
    (one,) = choosing.own_lists(with_list.desk.folder)
    (root / "supplychain_risk_lists" / one.name / f"{one.name}.csv").write_text("spoiled\n", encoding="utf-8")
    assert "No run can be made with it" in with_list.page("/choose")
    with_list.said("/choose/leave", id=one.id)
    assert "the bundled lists alone" in with_list.page("/choose")


@pytest.mark.slow
def test_a_run_is_made_with_both_as_the_printed_command_makes_it_and_can_be_made_again(with_list, root):
    policy_in(root)
    use(with_list, root)
    bring(with_list, root)
    state = screened(with_list)
    assert state["result"]["matches"] >= 2
    document = scr.read(root / "audit").document
    listed = [one for one in document.findings if "The Guild" in one.statement]
    assert {one.supplier for one in listed} == {"V-2", "V-5"}
    content = packs.content_of_pack(root / "audit")
    arguments = printed(with_list).replace("--out audit", "--out other --format json").split()[1:]
    command(root, *[one for one in arguments if one not in ("--dispositions", "audit/dispositions.xlsx")])
    assert packs.content_of_pack(root / "other") == content
    with_list.said("/pack/again")
    assert with_list.finished()["result"] == {"differs": []}
    seen = "".join(with_list.page(f"/review?after={n}") for n in range(-1, state["result"]["matches"] - 1))
    assert "The Guild" in seen
    assert re.search(r"<dt>Listed from</dt><dd><bdi>2024-01-01", seen)  # the entry beside the supplier
