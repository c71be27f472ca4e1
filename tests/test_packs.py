"""Packs: what was written can be checked, made again, and compared with what was written later."""

import hashlib
import json
import random
import shutil
from pathlib import Path

import openpyxl
import pytest
from commands import run

import supplychain_risk as scr
import supplychain_risk.assess.assessment
from supplychain_risk.audit.statement import PREDICATE, TYPE
from supplychain_risk.errors import InputError, MissingFile

pytestmark = pytest.mark.slow

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
        told, *more = scr.verify(pack)
        assert told.startswith(f"{path.name} was changed")
        assert bool(more) == (path.name == "report.xlsx")
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


def manifest_of(pack):
    return json.loads((pack / "manifest.json").read_text(encoding="utf-8"))


def changed_at_random(pack, rng):
    """A pack with one thing changed: a byte, a file cut, swapped, gone, renamed or added, or the manifest forged."""
    own = sorted(path.name for path in pack.iterdir() if path.name not in ("manifest.json", "dispositions.xlsx"))
    path = pack / rng.choice([name for name in own if (pack / name).stat().st_size])
    stated = manifest_of(pack)
    kind = rng.randrange(9)
    if kind == 0:
        content = bytearray(path.read_bytes())
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        path.write_bytes(content)
    elif kind == 1:
        path.write_bytes(path.read_bytes()[: -rng.randrange(1, 20)])
    elif kind == 2:
        path.write_bytes(path.read_bytes() + b"\n")
    elif kind == 3:
        path.unlink()
    elif kind == 4:
        path.rename(path.with_name("report.old" + path.suffix))
    elif kind == 5:
        (pack / "groups.parquet").write_bytes(b"x")
    elif kind == 6:
        stated["subject"] = [s for s in stated["subject"] if s["name"] != path.name]
    elif kind == 7:
        rng.choice(stated["subject"])["digest"]["sha256"] = "0" * 64
    else:
        part = rng.choice(["code", "tables", "inputs", "policy", "parameters"])
        stated["predicate"][part] = "forged"
    if kind >= 6:
        (pack / "manifest.json").write_text(json.dumps(stated), encoding="utf-8")
    return kind


def test_fifty_changed_packs_are_refused(written, tmp_path):
    rng = random.Random(2)
    kinds = set()
    for number in range(50):
        copy = Path(shutil.copytree(written, tmp_path / str(number)))
        kinds.add(changed_at_random(copy, rng))
        told = scr.verify(copy)
        assert told, f"change {number} was not seen"
        assert all(line.endswith(".") or "SHA-256" in line for line in told)
        shutil.rmtree(copy)
    assert kinds == set(range(9))


@pytest.mark.parametrize("name", ["apparel_suppliers.xlsx", "tiers_side_by_side.csv"])
@pytest.mark.parametrize("formats", [["json"], ["html"], ["json", "xlsx", "html", "jsonl", "parquet"]])
def test_each_own_pack_is_accepted(tmp_path, name, formats):
    scr.screen(EXAMPLE.parent / name, as_of="2026-06-30").write(tmp_path / "pack", formats)
    assert scr.verify(tmp_path / "pack") == ()


def older(pack, schema):
    """The pack as an older release would have written it: other code, another score of one supplier."""
    report = json.loads((pack / "report.json").read_text(encoding="utf-8"))
    report["manifest"]["code"] = "sha256:older"
    report["about"]["version"] = "0.0.9"
    report["about"]["schema"] = schema
    report["suppliers"][0]["due_diligence"] = "standard"
    content = json.dumps(report).encode()
    (pack / "report.json").write_bytes(content)
    stated = manifest_of(pack)
    stated["predicate"] = report["manifest"]
    for subject in stated["subject"]:
        if subject["name"] == "report.json":
            subject["digest"]["sha256"] = hashlib.sha256(content).hexdigest()
    (pack / "manifest.json").write_text(json.dumps(stated), encoding="utf-8")
    return report["suppliers"][0]["name"]


def test_a_pack_of_an_older_release_is_unchanged_and_a_re_run_says_what_it_would_change(pack, assessment):
    name = older(pack, "2.0")
    assert scr.verify(pack) == ()
    told = "\n".join(scr.verify(pack, assessment))
    assert "Code: not the same (0.0.9 → " in told
    assert "Only this is not the same: code." in told
    assert f"{name} (" in told
    assert "due diligence: standard → " in told


def test_a_pack_of_another_schema_is_unchanged_and_a_re_run_says_why_it_cannot_be_compared(pack, tmp_path):
    older(pack, "1.9")
    report = pack / "report.json"
    content = report.read_bytes().replace(b'"reasons"', b'"grounds"')
    report.write_bytes(content)
    stated = manifest_of(pack)
    for subject in stated["subject"]:
        if subject["name"] == "report.json":
            subject["digest"]["sha256"] = hashlib.sha256(content).hexdigest()
    (pack / "manifest.json").write_text(json.dumps(stated), encoding="utf-8")
    assert scr.verify(pack) == ()
    again = run("verify", pack, EXAMPLE, cwd=tmp_path)
    assert again.returncode == 3, again.stderr
    assert "is a report of schema 1.9" in again.stdout


def test_the_workbook_holds_the_manifest_in_its_properties(written, assessment):
    book = openpyxl.load_workbook(written / "report.xlsx")
    held = {one.name: one.value for one in book.custom_doc_props.props}
    manifest = assessment.document.manifest
    assert held["manifest code"] == manifest["code"]
    assert held["manifest policy name"] == manifest["policy"]["name"]
    assert held["manifest parameters as_of"] == "2026-06-30"
    assert held[f"manifest inputs {EXAMPLE.name}"] == manifest["inputs"][EXAMPLE.name]
    assert held["manifest tables"].startswith("sha256:")


def test_another_companys_pack_is_refused_before_the_work(tmp_path):
    lines = tmp_path / "list.csv"
    lines.write_text("id,name,country\nV1,Alder Mills,China\n", encoding="utf-8")
    acme = ("--company", "Acme", "--format", "json", "--out", "out", "-q")
    assert run("screen", lines, *acme, cwd=tmp_path).returncode == 0
    bolt = run("screen", lines, *acme, "--company", "Bolt", cwd=tmp_path)
    assert bolt.returncode == 2
    assert "another company (Acme)" in bolt.stderr
    assert run("screen", lines, *acme, "--company", "Bolt", "--force", cwd=tmp_path).returncode == 0
    assert manifest_of(tmp_path / "out")["predicate"]["parameters"]["company"] == "Bolt"
    file = run("screen", lines, "--out", lines, cwd=tmp_path)
    assert file.returncode == 2
    assert "a file of this name" in file.stderr


def test_a_run_with_fewer_formats_leaves_no_older_page_beside_its_report(tmp_path):
    lines = tmp_path / "list.csv"
    lines.write_text("id,name,country\nV1,Alder Mills,China\n", encoding="utf-8")
    assert run("screen", lines, "--out", "out", "-q", cwd=tmp_path).returncode == 0
    fewer = run("screen", lines, "--out", "out", "--format", "json", cwd=tmp_path)
    assert "report.html of the earlier pack was removed" in fewer.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "report.json"]


def test_a_pack_that_is_replaced_while_it_is_read_is_read_anew(pack, monkeypatch):
    real, calls = scr.assess.assessment.altered, []

    def replaced(folder, stated, known):
        calls.append(stated)
        if len(calls) == 1:
            scr.screen(EXAMPLE, as_of="2026-06-29").write(folder, ["json", "html"])
        return real(folder, stated, known)

    monkeypatch.setattr("supplychain_risk.assess.assessment.altered", replaced)
    assert scr.verify(pack) == ()
    assert len(calls) == 2


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
