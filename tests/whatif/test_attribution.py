"""What a difference between two runs comes of: by the manifests where one thing moved, by runs in between otherwise."""

import shutil

import msgspec
import pytest
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.cli import app
from supplychain_risk.errors import InputError
from supplychain_risk.reference import Reference
from supplychain_risk.report import html

pytestmark = pytest.mark.slow

OLD = """id,name,country,sector,product
V1,Alder Mills,China,Textiles,Cotton
V2,Beech Works,Portugal,Textiles,Cotton
V3,Cedar Spin,India,Textiles,Cotton yarn
"""
NEW = OLD.replace("Alder Mills,China", "Alder Mills,Portugal")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attribution")
    (folder / "old.csv").write_text(OLD, encoding="utf-8")
    (folder / "new.csv").write_text(NEW, encoding="utf-8")
    return folder


def screened(folder, name, **options):
    return scr.screen(folder / name, **{"as_of": "2026-06-30", **options})


def causes(outcome):
    return {s.id: s.causes for s in outcome.differences.suppliers}


def test_all_comes_of_the_one_thing_that_moved(folder):
    one = screened(folder, "old.csv")
    by_input = scr.diff(one, screened(folder, "new.csv"))
    assert set(causes(by_input).values()) == {("input",)}
    assert {f.causes for f in by_input.differences.findings} == {("input",)}
    assert "Only this is not the same: input." in by_input.how[0]
    by_day = scr.diff(one, screened(folder, "old.csv", as_of="2019-06-30"))
    assert set(causes(by_day).values()) == {("day",)}
    by_policy = scr.diff(one, screened(folder, "old.csv", inferred=False))
    assert set(causes(by_policy).values()) == {("policy",)}
    manifest = one.document.manifest
    newer = msgspec.structs.replace(one.document, manifest={**manifest, "code": "sha256:other"}, suppliers=())
    assert set(causes(scr.diff(one, scr.ReportView(newer))).values()) == {("code",)}
    tables = msgspec.structs.replace(
        one.document, manifest={**manifest, "tables": {**manifest["tables"], "tip_tiers": "sha256:x"}}, suppliers=()
    )
    assert set(causes(scr.diff(one, scr.ReportView(tables))).values()) == {("tables",)}
    ruled = msgspec.structs.replace(one.document, manifest={**manifest, "dispositions": [{}]}, suppliers=())
    assert set(causes(scr.diff(one, scr.ReportView(ruled))).values()) == {("dispositions",)}


def test_several_are_named_and_not_guessed_at(folder):
    outcome = scr.diff(screened(folder, "old.csv"), screened(folder, "new.csv", inferred=False))
    assert set(causes(outcome).values()) == {("input", "policy")}
    assert "--input" in outcome.how[0]


def test_runs_in_between_tell_them_apart(folder):
    old, new = screened(folder, "old.csv"), screened(folder, "new.csv", inferred=False)
    outcome = scr.diff(old, new, scr.Material(inputs=[folder / "new.csv", folder / "old.csv"]))
    assert [line.partition(":")[0] for line in outcome.how[1:]] == ["1. policy", "2. input"]
    by_id = {f.id: f for f in outcome.differences.findings}
    inferred = {f.id for f in old.document.findings if f.certainty.value == "inferred"} & by_id.keys()
    assert inferred
    alone_by_policy = {f.id for f in scr.diff(old, screened(folder, "old.csv", inferred=False)).differences.findings}
    for id_, finding in by_id.items():
        assert ("policy" in finding.causes) == (id_ in alone_by_policy)
        assert finding.causes
    assert "input" in causes(outcome)["V1"]
    assert causes(outcome).get("V3", ("policy",)) == ("policy",)


def test_tables_of_the_first_run_tell_tables_from_code(folder, tmp_path):
    tables = tmp_path / "tables"
    shutil.copytree(Reference.bundled().folder, tables)
    shutil.rmtree(tables / "control_schemes")
    material = scr.Material(inputs=[folder / "old.csv", folder / "new.csv"], tables=tables)
    both = screened(folder, "old.csv"), screened(folder, "new.csv")
    with pytest.raises(InputError, match="not the tables of the first run"):
        scr.diff(*both, material)


def test_a_file_that_a_run_had_and_is_not_given_is_named(folder):
    old, new = screened(folder, "old.csv"), screened(folder, "new.csv", inferred=False)
    with pytest.raises(InputError, match="the first run was made of other inputs"):
        scr.diff(old, new, scr.Material(inputs=[folder / "new.csv"]))
    with pytest.raises(InputError, match="cannot be opened"):
        scr.diff(old, new, scr.Material(inputs=[folder / "missing.csv"]))


def test_from_the_command_line(folder, tmp_path):
    def run(*arguments):
        return CliRunner().invoke(app, list(map(str, arguments)))

    old, new = tmp_path / "old", tmp_path / "new"
    screened(folder, "old.csv").write(old, ["json"])
    screened(folder, "new.csv", inferred=False).write(new, ["json"])
    files = ("--input", folder / "old.csv", "--input", folder / "new.csv")
    page = tmp_path / "diff.html"
    done = run("diff", old, new, *files, "--out", page, "--fail-on", "any")
    assert done.exit_code == 1, done.output
    assert "[policy, input]" in done.output or "[input]" in done.output
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "Alder Mills" in text
    assert "policy, input" in text or ">input<" in text
    assert isinstance(run("diff", old, new, "--out", page).exception, InputError)
    assert isinstance(run("diff", old, new, "--out", tmp_path / "d.pdf").exception, InputError)
    assert isinstance(run("diff", old, new, "--policy", "x.toml").exception, InputError)
    assert run("diff", old, old, "--fail-on", "any", "--out", tmp_path / "same.txt").exit_code == 0
    assert "Nothing changes." in (tmp_path / "same.txt").read_text(encoding="utf-8")


def test_a_name_stays_text_on_the_page_and_beside_what_is_new(folder, tmp_path):
    (tmp_path / "odd.csv").write_text(OLD.replace("Alder Mills", "<script>alert(1)</script>"), encoding="utf-8")
    odd = screened(tmp_path, "odd.csv")
    page = scr.diff(screened(folder, "old.csv"), odd).page().decode()
    assert "<script" not in page
    odd = screened(tmp_path, "odd.csv").since(screened(folder, "new.csv"))
    report = html.render(odd.document).decode()
    section = report[report.index('<section id="since"') : report.index('<section id="today"')]
    assert "alert(1)" in section
    assert "<script" not in section
