"""What is new since an earlier report is marked everywhere, with what is left out; the whole stays whole."""

import io
import json

import jsonschema
import msgspec
import openpyxl
import pytest
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.cli import app
from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import InputError
from supplychain_risk.report import html, json_format, xlsx
from supplychain_risk.report.schema import schema
from supplychain_risk.whatif import calls_for_attention

pytestmark = pytest.mark.slow

OLD = """id,name,country,sector,product
V1,Alder Mills,China,Textiles,Cotton
V2,Beech Works,Portugal,Textiles,Cotton
V3,Cedar Spin,India,Textiles,Cotton yarn
V4,Hoshine Silicon Industry,China,Chemicals,Silicon
"""
NEW = """id,name,country,sector,product
V1,Alder Mills,Portugal,Textiles,Cotton
V2,Beech Works,Portugal,Textiles,Cotton
V4,Quiet Silica Works,China,Chemicals,Silicon
V5,Dogwood,Uzbekistan,Textiles,Cotton
"""


def screened(text, folder, **options):
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return scr.screen(path, as_of="2026-06-30", **options)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    folder = tmp_path_factory.mktemp("since")
    old = screened(OLD, folder)
    return old, screened(NEW, folder)


@pytest.fixture(scope="module")
def marked(both):
    return both[1].since(both[0])


def test_suppliers_are_new_changed_and_gone(marked):
    new = marked.document.since
    assert {s.id: s.state for s in new.suppliers} == {"V1": "changed", "V3": "gone", "V4": "changed", "V5": "new"}
    assert new.suppliers_as_before == 1
    levels = {s.id: (s.due_diligence_before, s.due_diligence) for s in new.suppliers}
    assert levels["V4"][0] is DueDiligence.HOLD
    assert levels["V3"][1] is None
    assert [part.text for part in new.made_of] == ["Input list.csv: changed."]
    assert {part.cause for part in new.made_of} == {"input"}


def test_every_finding_is_accounted_for(both, marked):
    new = marked.document.since
    states = [f.state for f in new.findings]
    old, later = (len(one.document.findings) for one in both)
    assert states.count("new") + states.count("changed") + new.findings_as_before == later
    assert states.count("gone") + states.count("changed") + new.findings_as_before == old


def test_the_whole_report_is_there_beside_it(both, marked):
    apart = msgspec.structs.replace(marked.document, since=None, manifest=both[1].document.manifest)
    assert apart == both[1].document
    content = json_format.render(marked.document)
    jsonschema.validate(json.loads(content), schema())
    assert json_format.read(content) == marked.document
    assert b'"since"' not in json_format.render(both[1].document)


def test_a_match_that_is_gone_must_be_looked_at_again(marked):
    new = marked.document.since
    assert any(f.is_match and f.state == "gone" for f in new.findings)
    again = [one for one in new.look_again if one.supplier == "V4"]
    assert again
    assert all("no clearance" in one.why for one in again)
    assert not [one for one in new.look_again if one.supplier == "V3"]  # gone from the input, not from the lists


def test_it_says_what_it_leaves_out_wherever_it_is_shown(marked):
    left_out = marked.document.since.left_out
    page = html.render(marked.document).decode()
    section = page[page.index('<section id="since"') : page.index('<section id="today"')]
    assert left_out in section
    assert "Not the whole report." in section
    assert "Beech Works" not in section
    assert page.count("Beech Works") > 0
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(marked.document)))
    assert book.sheetnames[1] == "New since"
    assert book["New since"]["G2"].value == left_out


def test_the_workbook_marks_all_suppliers_and_findings(both, marked):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(marked.document)))
    for name, count in (("Suppliers", 4), ("Findings", len(marked.document.findings))):
        heads = [cell.value for cell in book[name][1]]
        states = [row[heads.index("Since the earlier report")].value for row in book[name].iter_rows(min_row=2)]
        assert len(states) == count
        assert set(states) <= {"new", "changed", "as before"}
        assert "new" in states
    plain = openpyxl.load_workbook(io.BytesIO(xlsx.render(both[1].document)))
    assert "Since the earlier report" not in [cell.value for cell in plain["Suppliers"][1]]


def test_findings_touched_by_a_list_that_changed(both):
    old, new = both
    before = msgspec.structs.replace(
        old.document,
        manifest={**old.document.manifest, "tables": {**old.document.manifest["tables"], "tip_tiers": "x"}},
    )
    touched = new.since(scr.ReportView(before)).document.since
    (one,) = touched.lists
    assert (one.name, one.state) == ("tip_tiers", "changed")
    assert {part.cause for part in touched.made_of} == {"input", "tables"}
    for f in touched.findings:
        cited = {c.dataset for d in (old, new) for x in d.document.findings if x.id == f.id for c in x.citations}
        assert (f.lists == ("tip_tiers",)) == ("tip_tiers" in cited)
    resting = {
        f.id
        for d in (old.document, new.document)
        for f in d.findings
        if any(c.dataset == "tip_tiers" for c in f.citations)
    }
    counted = one.findings_new + one.findings_changed + one.findings_gone + one.findings_as_before
    assert counted == len(resting)


def test_nothing_new(both):
    entry = both[0].since(both[0]).document.since
    assert (entry.suppliers, entry.findings, entry.look_again, entry.made_of) == ((), (), (), ())
    assert not calls_for_attention(entry, None)
    assert entry.suppliers_as_before == 4


def test_what_calls_for_attention(both, marked):
    back = both[0].since(both[1]).document.since
    assert calls_for_attention(back, DueDiligence.HOLD)
    assert calls_for_attention(marked.document.since, None)


def test_another_companys_report_is_refused(tmp_path, both):
    other = screened(OLD, tmp_path, company="Acme")
    assert other.since(both[0]).document.since
    bolt = scr.screen(scr.load(tmp_path / "list.csv", company="Bolt"), as_of="2026-06-30")
    with pytest.raises(InputError, match="another company"):
        bolt.since(other)


def test_from_the_command_line(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(app, list(map(str, arguments)))

    lines = tmp_path / "list.csv"
    lines.write_text(OLD, encoding="utf-8")
    day = ("--as-of", "2026-06-30", "--format", "json")
    assert run("screen", lines, "--out", tmp_path / "old", *day).exit_code == 0
    same = run("screen", lines, "--out", tmp_path / "same", *day, "--since", tmp_path / "old", "--fail-on-new", "any")
    assert same.exit_code == 0, same.output
    lines.write_text(NEW, encoding="utf-8")
    weekly = ("screen", lines, "--out", tmp_path / "new", *day, "--since", tmp_path / "old" / "report.json")
    told = run(*weekly, "--fail-on-new", "hold")
    assert told.exit_code == 1  # a match must be looked at again
    assert "Left out" in told.output
    assert "Beech Works" not in told.output
    assert run("verify", tmp_path / "new", lines, "--since", tmp_path / "old").exit_code == 0
    assert isinstance(run("verify", tmp_path / "new", lines).exception, InputError)
    # the weekly job into one folder: the pack keeps the report that it was compared with and takes the place of
    for sheet in (OLD, NEW, NEW + "V6,Elm Works,Portugal,Textiles,\n"):
        lines.write_text(sheet, encoding="utf-8")
        before = ("--since", tmp_path / "one") if (tmp_path / "one").exists() else ()
        done = run("screen", lines, "--as-of", "2026-06-30", "--out", tmp_path / "one", *before)
        assert done.exit_code == 0, done.output
    assert run("verify", tmp_path / "one", lines).exit_code == 0
    assert run("verify", tmp_path / "one", lines, "--since", tmp_path / "one").exit_code == 0
    assert run("verify", tmp_path / "one", lines, "--since", tmp_path / "old").exit_code == 3
    assert isinstance(run("screen", lines, "--fail-on-new", "hold").exception, InputError)
