"""What changed between two editions of a list, whatever they are given as."""

from __future__ import annotations

import json

import commands
import pytest
from list_files import TODAY, UFLPA_PAGE, imported, put

from supplychain_risk.errors import InputError
from supplychain_risk.lists import diff_lists

OLD = """name,country,date listed,aliases,status,lei
Same Mills Ltd,PE,2024-01-01,,active,
Old Name Ltd,PE,2024-01-01,,active,213800KUD8LAJWSQ9D15
Former Weavers Ltd,PE,2024-01-01,,active,
Moved Mills Ltd,PE,2024-01-01,,active,
Ended Mills Ltd,PE,2024-01-01,,active,
Gone Mills Ltd,PE,2024-01-01,,active,
"""
NEW = """name,country,date listed,aliases,status,lei
Same Mills Ltd,PE,2024-01-01,,active,
New Name SA,PE,2024-01-01,,active,213800KUD8LAJWSQ9D15
Later Weavers Ltd,PE,2024-01-01,Former Weavers Ltd,active,
Moved Mills Ltd,PE,2024-03-01,,active,
Ended Mills Ltd,PE,2024-01-01,,removed,
Added Mills Ltd,PE,2026-01-01,,active,
"""


def names(entries):
    return [entry.name for entry in entries]


@pytest.fixture
def folders(tmp_path):
    old = imported(put(tmp_path, "old.csv", OLD), tmp_path / "lists", name="watch-2025").folder
    return old, imported(put(tmp_path, "new.csv", NEW), tmp_path / "lists", name="watch-2026").folder


def test_added_gone_renamed_and_moved_in_time(folders):
    found = diff_lists(*folders, today=TODAY)
    assert (names(found.added), names(found.gone), found.same) == (["Added Mills Ltd"], ["Gone Mills Ltd"], 1)
    assert {(c.before.name, c.after.name) for c in found.renamed} == {
        ("Old Name Ltd", "New Name SA"),
        ("Former Weavers Ltd", "Later Weavers Ltd"),
    }
    (moved,) = found.moved
    assert moved.what == {"listed from": ("2024-01-01", "2024-03-01")}
    (other,) = found.other
    assert other.what == {"status": ("active", "inactive")}
    total = len(found.old.entries)
    assert total == found.same + len(found.gone) + len(found.renamed) + len(found.moved) + len(found.other)


def test_an_edition_does_not_differ_from_itself_and_files_are_compared_without_being_imported(folders, tmp_path):
    old, _ = folders
    same = diff_lists(old, old, today=TODAY)
    assert (same.same, same.added, same.gone, same.renamed, same.moved, same.other) == (6, (), (), (), (), ())
    before = sorted(tmp_path.rglob("*"))
    from_files = diff_lists(tmp_path / "old.csv", tmp_path / "new.csv", today=TODAY)
    assert names(from_files.added) == ["Added Mills Ltd"]
    assert from_files.added[0].cell == "new.csv!new!A7"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_saved_page_against_the_bundled_edition_counts_as_what_that_is(tmp_path):
    page = put(tmp_path, "page.html", UFLPA_PAGE)
    found = diff_lists("uflpa_entities", page, today=TODAY)
    assert names(found.added) == ["Wholly New Mills Co., Ltd."]
    assert "Hetian Taida Apparel Co., Ltd." not in names(found.gone)
    assert len(found.gone) == len(found.old.entries) - 5


def test_two_entries_of_one_name_are_not_taken_for_one_another(tmp_path):
    old = put(tmp_path, "a.csv", "id,name,country\n1,Alpha Mills,PE\n2,Alpha Mills,CL\n")
    new = put(tmp_path, "b.csv", "id,name,country\n7,Alpha Mills,CL\n8,Alpha Mills,PE\n")
    found = diff_lists(old, new, today=TODAY)
    assert (found.added, found.gone, found.same) == ((), (), 2)


@pytest.mark.parametrize("given", ["no-such-list", "ilab_goods", "."])
def test_what_is_no_list_says_what_to_give(tmp_path, given, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        diff_lists("uflpa_entities", given, today=TODAY)
    assert "reference import" in error.value.hint
    assert "uflpa_entities" in error.value.hint


def test_from_the_command_line(folders, tmp_path):
    def run(*more):
        done = commands.run("reference", "diff", *folders, *more, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = run()
    for part in ("added: 1", "Added Mills Ltd (PE), listed from 2026-01-01", "gone: 1", "Old Name Ltd → New Name SA"):
        assert part in said
    assert "may have been removed from the list, or the later file may be incomplete" in " ".join(said.split())
    told = json.loads(run("--json"))
    assert [entry["name"] for entry in told["gone"]] == ["Gone Mills Ltd"]
    assert told["new"]["entries"] == 6
