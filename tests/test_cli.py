"""The command line, run as a user runs it: exit codes, messages, and nothing written when something is wrong."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from commands import run

import supplychain_risk as scr
from supplychain_risk import cli
from supplychain_risk.reference import Reference
from supplychain_risk.reference.user_lists import newest_day
from supplychain_risk.report import DEFAULT_FORMATS, FORMATS

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "apparel_suppliers.xlsx"


@pytest.fixture(scope="module")
def audit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack") / "audit"
    done = run("screen", EXAMPLE, "--as-of", "2026-06-30", "--out", folder, "--company", "Larkfield Outdoor")
    assert done.returncode == 0, done.stderr
    return folder, done


def test_screen_writes_the_report_and_the_matches_to_decide_and_says_what_it_found(audit):
    folder, done = audit
    written = {name for f in FORMATS if f.is_default for name in f.file_names}
    assert {p.name for p in folder.iterdir()} == {"dispositions.xlsx", "manifest.json", *written}
    assert "16 suppliers" in done.stdout
    assert "hold" in done.stdout
    assert done.stderr == ""


class Clock:
    """The command line in this process, on a day of our choosing."""

    def __init__(self, monkeypatch, capsys, day):
        monkeypatch.setattr(cli.options, "today", lambda: day)
        self.capsys = capsys

    def __call__(self, *args):
        cli.app([str(arg) for arg in args], standalone_mode=False)
        return self.capsys.readouterr()


NEWEST = newest_day(Reference.bundled(), ())


def test_without_a_day_the_newest_day_of_the_lists_counts_here_and_in_python(tmp_path, monkeypatch, capsys):
    on = Clock(monkeypatch, capsys, NEWEST + timedelta(days=30))
    said = on("screen", EXAMPLE, "--out", tmp_path / "audit")
    about = json.loads((tmp_path / "audit" / "report.json").read_text(encoding="utf-8"))["about"]
    assert (about["as_of"], about["as_of_basis"]) == (NEWEST.isoformat(), "newest day of the lists")
    told = f"{NEWEST} (the newest day that the lists show; no other was given)"
    assert told in " ".join(said.out.split())
    assert said.err == ""
    of_python = scr.screen(EXAMPLE)
    assert of_python.document.about.as_of_basis == about["as_of_basis"]
    on("screen", EXAMPLE, "--out", tmp_path / "again", "--quiet")
    for name in DEFAULT_FORMATS:
        file = f"report.{name}"
        assert (tmp_path / "again" / file).read_bytes() == (tmp_path / "audit" / file).read_bytes()
    (page,) = of_python.write(tmp_path / "page", formats=["html"])[:1]
    assert "the newest day that the lists show" in page.read_text(encoding="utf-8")
    (workbook,) = of_python.write(tmp_path / "book", formats=["xlsx"])[:1]
    cells = [str(c.value) for row in openpyxl.load_workbook(workbook)["Summary"].iter_rows() for c in row]
    assert any(told in cell for cell in cells)
    assert of_python.document.manifest["parameters"]["as_of_basis"] == "newest day of the lists"


def test_the_word_today_is_a_day(tmp_path, monkeypatch, capsys):
    day = NEWEST + timedelta(days=30)
    Clock(monkeypatch, capsys, day)("screen", EXAMPLE, "--as-of", "today", "--out", tmp_path, "--format", "json")
    about = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["about"]
    assert (about["as_of"], about["as_of_basis"]) == (day.isoformat(), "given")


@pytest.mark.parametrize(
    ("age", "more", "is_told"),
    [
        (90, (), False),
        (91, (), True),
        (91, ("--as-of", "today"), True),
        (91, ("--as-of", NEWEST.isoformat()), False),
        (91, ("--as-of", (NEWEST + timedelta(days=60)).isoformat()), True),
    ],
)
def test_lists_older_than_ninety_days_are_told_on_stderr(age, more, is_told, monkeypatch, capsys):
    on = Clock(monkeypatch, capsys, NEWEST + timedelta(days=age))
    said = on("match", "Alpha Mills", "--country", "Peru", *more)
    assert (f"shows is {NEWEST}, {age} days ago" in said.err) is is_told


def test_fail_on_hold_exits_with_1(tmp_path):
    done = run("screen", EXAMPLE, "--out", tmp_path / "a", "--fail-on", "hold", "--quiet", "--format", "json")
    assert (done.returncode, done.stdout) == (1, "")
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == ["dispositions.xlsx", "manifest.json", "report.json"]


def test_explain_by_id_and_by_name(audit):
    folder, _ = audit
    by_id = run("explain", folder / "report.json", "V-201")
    by_name = run("explain", folder / "report.json", "aksu huafu color spinning co ltd")
    assert by_id.returncode == by_name.returncode == 0
    assert by_id.stdout == by_name.stdout
    assert "uflpa_entities" in by_id.stdout


def test_explain_suggests_when_nobody_is_called_that(audit):
    folder, _ = audit
    done = run("explain", folder / "report.json", "huafu")
    assert done.returncode == 2
    assert "V-201" in done.stderr


def test_explain_of_a_file_that_is_no_report(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"a": 1}')
    done = run("explain", path, "V-1")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_check_json_prints_the_files_of_the_report(audit):
    folder, _ = audit
    done = run("check", EXAMPLE, "--json")
    assert done.returncode == 0
    files = json.loads(done.stdout)["files"]
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert files == report["coverage"]["files"]


def test_check_reads_well():
    done = run("check", EXAMPLE)
    for part in ("header in row 4", "16 rows read = 16 used", "country", "Read me: not used"):
        assert part in done.stdout


def test_match_tells_listed_from_look_alike():
    done = run("match", "Aksu Huafu Color Spinning Co., Ltd.", "Aksu Huarong Color Spinning Co., Ltd.", "--json")
    found = json.loads(done.stdout)
    first, second = found.values()
    assert first[0]["outcome"] == "listed"
    assert second == []


def test_match_with_a_country_we_do_not_know():
    done = run("match", "Alpha", "--country", "Atlantis")
    assert done.returncode == 2
    assert "Atlantis" in done.stderr


@pytest.mark.parametrize(
    ("country", "said", "hint"),
    [
        ("Korea", "'Korea' may be 2 countries: North Korea (KP), South Korea (KR)", "KP or KR"),
        ("Congo", "'Congo' may be 2 countries: Congo (DRC) (CD), Congo (Republic) (CG)", "CD or CG"),
        ("suhh", "'suhh' may be 15 countries: Armenia (AM)", "AM or AZ"),
        ("ge-ab", "Abkhazia (Occupied Georgia), a territory whose status is disputed", "If Georgia (GE) is meant"),
        ("eu", "'eu' is European Union, no one country", "ISO code"),
        ("Republic of Georgia", "is no country we know", "Did you mean Georgia (GE)?"),
    ],
)
def test_match_with_a_country_that_is_not_one(country, said, hint):
    done = run("match", "Alpha", "--country", country)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr.replace("\n", " ")
    assert hint in done.stderr.replace("\n", " ")


@pytest.mark.parametrize("country", ["my", "in", "is", "GB-SCT"])
def test_match_takes_codes_in_small_letters_and_of_parts_of_countries(country):
    assert run("match", "Alpha", "--country", country).returncode == 0


@pytest.mark.parametrize("name", ["", "   ", "-"])
def test_match_refuses_a_name_that_is_none(name):
    done = run("match", "Alpha Mills", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "name is empty" in done.stderr or "is no company name" in done.stderr
    assert "Traceback" not in done.stderr


def test_reference_list_says_age_gaps_and_no_clearance():
    done = run("reference", "list", "--as-of", "2026-11-24")
    assert "No match is not a clearance" in done.stdout
    assert "uflpa_entities" in done.stdout
    assert "35 are missing" in done.stdout


def test_reference_show_finds_rows():
    done = run("reference", "show", "uflpa_entities", "--where", "Awati", "--json")
    (row,) = json.loads(done.stdout)["rows"]
    assert row["id"] == "uflpa-109"
    assert run("reference", "show", "none").returncode == 2


def test_template_is_read_back_as_an_empty_supplier_sheet(tmp_path):
    path = tmp_path / "suppliers.xlsx"
    assert run("template", path).returncode == 0
    book = openpyxl.load_workbook(path)
    assert "Suppliers" in book.sheetnames
    assert run("template", path).returncode == 2, "an existing file is not overwritten"


def bad_inputs(folder: Path) -> dict[str, Path]:
    paths = {
        name: folder / name for name in ("missing.xlsx", "empty.xlsx", "locked.xlsx", "picture.xlsx", "notes.xlsx")
    }
    openpyxl.Workbook().save(paths["empty.xlsx"])
    # An encrypted workbook is an OLE container; its first bytes and stream name are what tells.
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    paths["locked.xlsx"].write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    paths["picture.xlsx"].write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    book = openpyxl.Workbook()
    for row in (["Meeting notes"], ["We talked about the weather", "and lunch"], ["Next time", "more"]):
        book.active.append(row)
    book.save(paths["notes.xlsx"])
    return paths


@pytest.mark.parametrize("name", ["missing.xlsx", "empty.xlsx", "locked.xlsx", "picture.xlsx", "notes.xlsx"])
def test_bad_input_is_one_clear_message_and_nothing_is_written(tmp_path, name):
    path = bad_inputs(tmp_path)[name]
    done = run("screen", path, "--out", tmp_path / "audit")
    assert done.returncode == 2
    assert done.stdout == ""
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 2, "a message and a hint"
    assert not (tmp_path / "audit").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "docx"),
        ("--as-of", "yesterday"),
        ("--fail-on", "everything"),
        ("--policy", "none.toml"),
        ("--mapping", "none.toml"),
    ],
)
def test_a_wrong_option_is_a_message_and_nothing_is_written(tmp_path, args):
    done = run("screen", EXAMPLE, "--out", tmp_path / "audit", *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "audit").exists()


def test_hostile_names_do_not_drive_the_terminal(tmp_path):
    path = tmp_path / "s.csv"
    plain = "".join(f"Plain Supplier {n},Portugal\n" for n in range(20))
    hostile = "\x1b]0;owned\x07[bold]Alpha[/bold],Turkmenistan\n"
    path.write_text(f"Supplier name,Country\n{hostile}{plain}", encoding="utf-8")
    done = run("screen", path, "--out", tmp_path / "audit")
    assert done.returncode == 0
    assert "\x1b]0" not in done.stdout


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="such a name cannot be made here")
def test_a_file_name_that_is_no_text_is_shown_escaped(tmp_path):
    path = Path(os.fsdecode(bytes(tmp_path / "bad") + b"\xff.csv"))
    path.write_text("Supplier name,Country\nAlpha,China\nBeta,Peru\n")
    assert run("screen", path, "--out", tmp_path / "audit").returncode == 0
    assert r"bad\\xff" in (tmp_path / "audit" / "report.json").read_text(encoding="utf-8")


CHANGES = ("--drop", "V-202", "--country", "V-206=TM", "--replace", "V-101=Serra Weaving;country=Portugal")


def test_what_if_tells_what_changes_and_writes_nothing(tmp_path):
    done = run("what-if", EXAMPLE, "--as-of", "2026-06-30", "--company", "Larkfield Outdoor", *CHANGES, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for part in ("is dropped", "is replaced by Serra Weaving", "enhanced → hold", "holds upstream", "Whom to engage"):
        assert part in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_if_a_possible_finding_were_confirmed():
    finding = "uflpa-xinjiang-possible:V-202:uflpa-presumption"
    done = run("what-if", EXAMPLE, "--as-of", "2026-06-30", "--confirm", finding, "--json")
    assert done.returncode == 0, done.stderr
    told = {f["id"]: f for f in json.loads(done.stdout)["differences"]["findings"]}
    changed = told[finding]
    assert (changed["kind"], changed["certainty"], changed["calls_for"]) == ("changed", "stated", "hold")


def test_what_if_as_json():
    done = run(
        "what-if", EXAMPLE, "--as-of", "2026-06-30", "--add", "Neu GmbH;country=DE;goods=Garments;to=V-001", "--json"
    )
    told = json.loads(done.stdout)
    assert told["changes"] == ["Neu GmbH (new-neu-gmbh) is added as a supplier of Padma Crest Garments Ltd."]
    assert {c["kind"] for c in told["differences"]["suppliers"]} == {"added", "changed"}


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--drop", "V-999"),
        ("--country", "V-001"),
        ("--replace", "=V-001"),
        ("--confirm", "x"),
        ("--add", ";to=V-001"),
    ],
)
def test_what_if_with_a_wrong_change_is_a_message(args):
    done = run("what-if", EXAMPLE, *args)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 2
