"""Every command that takes a report answers alike whether `report.json` holds all or refers to tables beside it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

import pytest
from commands import run

import supplychain_risk as scr
from supplychain_risk.audit.statement import read_statement
from supplychain_risk.report import formats
from supplychain_risk.report.formats import TABLE_FORMS

sys.path.insert(0, str(Path(__file__).parent))  # pytest's importlib mode does not add it
from all_commands import CALLS, call, parameters

pytestmark = pytest.mark.slow

LIST = (
    "Supplier,Country,Product,Sells to,Region\n"
    "Alder Mills,India,cotton,,\n"
    "Tarim Spinning,China,cotton yarn,Alder Mills,Xinjiang\n"
    "Hoshine Silicon Industry Co. Ltd,China,polysilicon,Alder Mills,Xinjiang\n"
)


@pytest.fixture(autouse=True)
def low(monkeypatch):
    """Every report is a long one here, unless it is asked for whole."""
    monkeypatch.setattr(formats, "TABLES_ABOVE", 0)


@pytest.fixture(params=TABLE_FORMS)
def form(request):
    if request.param == "parquet":
        pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    return request.param


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A list of suppliers and what is screened of it on two days."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "ok.csv").write_text(LIST, encoding="utf-8")
    network = scr.load(folder / "ok.csv", company="Larkfield")
    return folder / "ok.csv", scr.screen(network, as_of="2026-06-30"), scr.screen(network, as_of="2024-01-15")


@pytest.fixture
def packs(made, form, tmp_path):
    """The same pack twice: whole, and referring to tables; and the earlier one."""
    _, assessment, earlier = made
    assessment.write(tmp_path / "whole", ["json", "xlsx", form], whole=True)
    assessment.write(tmp_path / "referring", ["json", "xlsx", form])
    earlier.write(tmp_path / "earlier", ["json", form])
    assert "tables" not in json.loads((tmp_path / "whole" / "report.json").read_bytes())
    assert "tables" in json.loads((tmp_path / "referring" / "report.json").read_bytes())
    return tmp_path


TAKING = [name for name, given in CALLS.items() if any("{report}" in arg or "{pack}" in arg for arg in given)]
"""Commands that take a report, as the registry of calls has them: a new one is among them."""


def test_the_commands_that_take_a_report_are_those_that_say_so():
    saying = {
        name for name in CALLS for one in parameters(name) if one.is_path and _metavar(name, one.name) in _REPORTS
    }
    assert saying <= set(TAKING) | {"screen"}, "a command takes a report: name {report} or {pack} in CALLS for it"


_REPORTS = ("REPORT", "PACK", "OLD", "NEW")


def _metavar(command, parameter):
    from all_commands import commands

    hints = commands()[command].__annotations__
    found = re.search(r"metavar=\"(\w+)\"", str(hints[parameter]))
    return found[1] if found and command.partition(" ")[0] != "reference" else ""


@pytest.mark.parametrize("name", TAKING)
def test_a_command_answers_alike_of_a_report_that_refers_to_tables(name, packs, made):
    answers = {}
    for kind in ("whole", "referring"):
        digest = hashlib.sha256((packs / kind / "report.json").read_bytes()).hexdigest()
        new = packs / f"new-{kind}"
        places = {"report": str(packs / kind / "report.json"), "pack": str(packs / kind), "new": str(new)}
        if name == "regime verify":
            document = str(packs / f"filled-{kind}.docx")
            done = run("regime", "fill", "US-UFLPA-APPL", packs / kind, "--out", document)
            assert done.returncode == 0, done.stderr
            places["document"] = document
        done = run(*call(name, places | {"ok": str(made[0]), "list": str(made[0]), **places}))
        assert done.returncode == 0, done.stderr
        written = sorted(
            path
            for path in packs.rglob("*")
            if path.is_file() and path.relative_to(packs).parts[0].startswith(new.name)
        )
        answers[kind] = (
            done.stdout.replace(kind, "KIND"),
            {str(path.relative_to(packs)).replace(kind, "KIND"): text_of(path, digest) for path in written},
        )
    assert answers["whole"] == answers["referring"]
    assert any(answers["whole"])


def text_of(path, digest):
    """What stands in a file, with the hash of the report taken out, of a document or workbook part by part."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.replace(digest.encode(), b"REPORT")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).replace(digest.encode(), b"REPORT") for name in archive.namelist()}


def test_what_is_new_since_a_report_that_refers_to_tables(packs, made, tmp_path):
    _, assessment, earlier = made
    earlier.write(tmp_path / "earlier-whole", ["json"], whole=True)
    since = [assessment.since(tmp_path / name).document.since for name in ("earlier", "earlier-whole")]
    assert since[0].suppliers
    tables, whole = (one.changed(report=one.report.changed(sha256="")) for one in since)
    assert tables == whole
    out = tmp_path / "again"
    done = run(
        "screen", made[0], "--company", "Larkfield", "--as-of", "2026-06-30", "--since", packs / "earlier", "--out", out
    )
    assert done.returncode == 0, done.stderr
    assert scr.read(out).document.since == since[0]
    parts = {one["part"] for one in json.loads((out / "report.json").read_bytes())["tables"]["files"]}
    assert {"since.suppliers", "since.findings"} <= parts
    assert scr.verify(out) == ()


def test_two_reports_are_compared_whichever_way_they_hold_their_lists(packs):
    assert not scr.diff(packs / "whole", packs / "referring").differences.suppliers
    moved = [scr.diff(packs / "earlier", packs / kind).as_dict() for kind in ("whole", "referring")]
    assert moved[0] == moved[1]
    assert any(moved[0].values())


# --- asked for on the command line ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "refers"),
    [
        (["--format", "json"], False),
        (["--format", "json,jsonl"], True),
        (["--format", "json,jsonl", "--whole"], False),
        ([], True),
        (["--whole"], False),
    ],
)
def test_the_command_line_says_whether_the_report_holds_all(asked, refers, made, tmp_path):
    done = run("screen", made[0], "--as-of", "2026-06-30", "--out", tmp_path / "audit", *asked)
    assert done.returncode == 0, done.stderr
    assert ("tables" in json.loads((tmp_path / "audit" / "report.json").read_bytes())) == refers
    assert scr.verify(tmp_path / "audit") == ()
    assert ("report.json refers to tables beside it; keep them together" in " ".join(done.stderr.split())) == refers


def test_help_says_above_which_number_and_how_to_have_it_whole(monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("COLUMNS", "300")
    told = " ".join(run("screen", "--help").stdout.split())
    assert "--whole" in told
    assert f"With more than {formats.TABLES_ABOVE:,} suppliers" in told
    assert formats.TABLES_ABOVE == 50_000


# --- verified ---------------------------------------------------------------------------------------------------------


def test_a_pack_with_tables_verifies_and_is_made_again(packs, made):
    assert scr.verify(packs / "referring") == ()
    assert scr.verify(packs / "referring", made[1]) == ()
    told = scr.verify(packs / "referring", made[2])
    assert told[0] == "Screened anew, the report is another."
    assert "  Day: 2026-06-30 → 2024-01-15." in told
    done = run("verify", packs / "referring", made[0])
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_pack_that_was_written_without_pyarrow_is_made_again_with_it(made, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    made[1].write(tmp_path / "audit", ["json", "html"])
    monkeypatch.undo()
    assert (tmp_path / "audit" / "suppliers.jsonl").is_file()
    assert scr.verify(tmp_path / "audit", made[1]) == ()


def test_every_table_that_is_missing_or_changed_is_told(packs, form):
    pack = packs / "referring"
    for name in [one["file"] for one in json.loads((pack / "report.json").read_bytes())["tables"]["files"]]:
        path = pack / name
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert any(line.startswith(f"{name} was changed: its SHA-256 is") for line in scr.verify(pack))
        path.unlink()
        assert f"{name} is missing." in scr.verify(pack)
        path.write_bytes(content)
    assert scr.verify(pack) == ()


def manifest_says(pack, name):
    """The manifest is written anew, as somebody would who wants a changed file to pass."""
    content = json.loads((pack / "manifest.json").read_bytes())
    for one in content["subject"]:
        if one["name"] == name:
            one["digest"]["sha256"] = hashlib.sha256((pack / name).read_bytes()).hexdigest()
    (pack / "manifest.json").write_text(json.dumps(content), encoding="utf-8")


def test_a_table_that_is_not_the_one_of_the_report_is_told_though_the_manifest_has_its_hash(packs, form):
    pack = packs / "referring"
    path = pack / f"findings.{form}"
    path.write_bytes(path.read_bytes() + b"\n")
    manifest_says(pack, path.name)
    (told,) = scr.verify(pack)
    assert told.startswith(f"{path.name} is not the table that report.json refers to: its SHA-256 there is")


def test_a_table_that_the_manifest_leaves_out_is_told(packs, form):
    pack = packs / "referring"
    content = json.loads((pack / "manifest.json").read_bytes())
    content["subject"] = [one for one in content["subject"] if one["name"] != f"sentences.{form}"]
    (pack / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    told = scr.verify(pack)
    assert any(line.startswith(f"sentences.{form} is no file of this pack") for line in told)


def rewritten(pack, change):
    """`suppliers.parquet` written anew by another hand, with report and manifest that vouch for it."""
    from pyarrow import parquet

    path, report = pack / "suppliers.parquet", pack / "report.json"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    parquet.write_table(change(parquet.read_table(path)), path, compression="gzip")
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    report.write_bytes(report.read_bytes().replace(before.encode(), after.encode()))
    manifest_says(pack, path.name)
    manifest_says(pack, report.name)
    assert before != after


def test_the_same_rows_in_other_bytes_as_another_pyarrow_writes_them_are_the_same_report(packs, form, made):
    if form != "parquet":
        pytest.skip("JSON Lines are written alike by every release")
    pack = packs / "referring"
    rewritten(pack, lambda table: table)
    assert scr.verify(pack, made[1]) == ()


def test_columns_that_do_not_say_what_the_records_say_are_told(packs, form, made):
    if form != "parquet":
        pytest.skip("of JSON Lines the hash in report.json tells it")
    import pyarrow

    pack = packs / "referring"

    def cleared(table):
        at = table.column_names.index("due_diligence")
        return table.set_column(at, "due_diligence", pyarrow.array(["standard"] * len(table), pyarrow.string()))

    rewritten(pack, cleared)
    assert scr.verify(pack) == (), "report and manifest vouch for it"
    assert scr.verify(pack, made[1]) == ("Screened anew, suppliers.parquet has other columns beside its records.",)


def test_a_workbook_of_a_pack_with_tables_tells_which_cell_was_changed(packs):
    import openpyxl

    path = packs / "referring" / "report.xlsx"
    book = openpyxl.load_workbook(path)
    book["Suppliers"]["B2"] = "Another name"
    book.save(path)
    told = scr.verify(packs / "referring")
    assert any("Another name" in line for line in told)


def test_a_document_joins_a_pack_with_tables(packs):
    done = run("regime", "fill", "US-UFLPA-APPL", packs / "referring", "--out", packs / "referring" / "uflpa.docx")
    assert done.returncode == 0, done.stderr
    assert "uflpa.docx" in {one.name for one in read_statement(packs / "referring").subject}
    assert scr.verify(packs / "referring") == ()


def test_a_pack_that_was_copied_without_its_tables_says_what_to_do(packs, tmp_path, form):
    (tmp_path / "mailed").mkdir()
    shutil.copy(packs / "referring" / "report.json", tmp_path / "mailed")
    done = run("explain", tmp_path / "mailed" / "report.json", "Alder Mills")
    assert done.returncode == 2
    assert f"suppliers.{form}: holds the suppliers of report.json and cannot be opened" in done.stderr
    assert "Keep a report and its tables together" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
