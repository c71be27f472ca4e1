"""Packs: what was written can be checked, made again, and compared with what was written later."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.audit.statement import PREDICATE, TYPE
from supplychain_risk.errors import InputError, MissingFile

EXAMPLE = Path(__file__).parent.parent / "examples" / "apparel_suppliers.xlsx"


@pytest.fixture(scope="module")
def assessment():
    return scr.screen(EXAMPLE, as_of="2026-06-30")


@pytest.fixture(scope="module")
def written(assessment, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    assessment.write(folder, ["json", "xlsx", "html", "jsonl"])
    return folder


@pytest.fixture
def pack(written, tmp_path):
    return Path(shutil.copytree(written, tmp_path / "pack"))


def test_the_manifest_is_a_statement_that_other_tools_know(written, assessment):
    stated = json.loads((written / "manifest.json").read_text(encoding="utf-8"))
    assert (stated["_type"], stated["predicateType"]) == (TYPE, PREDICATE)
    assert stated["predicate"] == assessment.document.manifest
    named = {subject["name"] for subject in stated["subject"]}
    assert named == {path.name for path in written.iterdir()} - {"manifest.json", "dispositions.xlsx"}


def test_a_pack_that_nobody_touched_is_unchanged_and_can_be_made_again(written, assessment):
    assert scr.verify(written) == ()
    assert scr.verify(written, scr.screen(EXAMPLE, as_of="2026-06-30")) == ()


def test_one_changed_byte_is_found_and_named(pack):
    rng = random.Random(1)
    apart = ("manifest.json", "dispositions.xlsx")
    names = sorted(path.name for path in pack.iterdir() if path.name not in apart and path.stat().st_size)
    for _ in range(50):
        path = pack / rng.choice(names)
        content = path.read_bytes()
        at = rng.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        (told,) = scr.verify(pack)
        assert told.startswith(f"{path.name} was changed")
        path.write_bytes(content)
    assert scr.verify(pack) == ()


def test_a_missing_file_and_one_of_another_pack_are_told(pack):
    (pack / "report.xlsx").rename(pack / "report.docx")
    assert scr.verify(pack) == ("report.xlsx is missing.", "report.docx is no file of this pack.")


def test_verdicts_that_are_filled_in_do_not_break_a_pack(pack):
    (pack / "dispositions.xlsx").write_bytes(b"filled in")
    assert scr.verify(pack) == ()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"_type": "x", "subject": [], "predicateType": "y", "predicate": {}}']
)
def test_what_is_no_statement_is_refused_in_words(pack, content):
    (pack / "manifest.json").write_text(content)
    with pytest.raises(InputError, match=r"manifest\.json"):
        scr.verify(pack)
    (pack / "manifest.json").unlink()
    with pytest.raises(MissingFile, match=r"manifest\.json"):
        scr.verify(pack)


def test_a_report_that_comes_out_otherwise_says_what_was_not_the_same(written):
    told = scr.verify(written, scr.screen(EXAMPLE, as_of="2026-06-29"))
    assert told[0] == "Screened anew, the report is another."
    assert "  Day: 2026-06-30 → 2026-06-29." in told


def test_two_runs_of_the_same_differ_in_nothing(written, assessment):
    same = scr.diff(written, assessment)
    assert same.changes == ("Both were made of the same.",)
    assert not same.differences.suppliers
    assert "Nothing changes." in same.explain()


def test_two_runs_tell_what_they_were_made_of_and_what_changed(written, tmp_path):
    lines = tmp_path / "list.csv"
    lines.write_text("id,name,country,sector,product\nV1,Alder Mills,China,Textiles,Cotton\n", encoding="utf-8")
    old = scr.screen(lines, as_of="2026-06-30")
    lines.write_text("id,name,country,sector,product\nV1,Alder Mills,Portugal,Textiles,Cotton\n", encoding="utf-8")
    new = scr.screen(lines, as_of="2026-06-30")
    outcome = scr.diff(old, new)
    assert outcome.changes == ("Input list.csv: changed.",)
    assert outcome.explain().startswith("What differs between the runs\n")
    (change,) = outcome.differences.suppliers
    assert change.id == "V1"
    assert "removed" in {f.kind for f in outcome.differences.findings}


def run(*arguments, cwd):
    command = [sys.executable, "-m", "supplychain_risk", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_from_the_command_line(pack, tmp_path):
    assert run("verify", pack, cwd=tmp_path).returncode == 0
    again = run("verify", pack, EXAMPLE, cwd=tmp_path)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "made again byte by byte" in again.stdout
    (pack / "report.html").write_bytes(b"x")
    spoiled = run("verify", pack, cwd=tmp_path)
    assert spoiled.returncode == 3
    assert "report.html was changed" in spoiled.stdout
    assert run("diff", pack, pack, "--fail-on", "enhanced", cwd=tmp_path).returncode == 0
    assert run("verify", tmp_path, cwd=tmp_path).returncode == 2
