from __future__ import annotations

import csv
import inspect
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest
from hostile import CHECKS

from supplychain_risk.errors import InputError
from supplychain_risk.report import DEFAULT_FORMATS, FORMATS, Format, formats, json_format, known_formats, write_report

DOCS = Path(__file__).parents[2]


def test_every_format_is_written_and_listed(document, tmp_path):
    pytest.importorskip("typst", reason="typst is not installed (extra [pdf])")
    folder = tmp_path / "deep" / "audit"
    paths = write_report(document, folder, [f.name for f in FORMATS], extra_files=lambda: {"notes.txt": b"hello"})
    assert [p.name for p in paths] == [*(name for f in FORMATS for name in f.file_names), "notes.txt"]
    assert sorted(p.name for p in folder.iterdir()) == sorted(["manifest.json", *(p.name for p in paths)])
    written = {name: content for format_ in FORMATS for name, content in format_.files(document).items()}
    assert {path.name: path.read_bytes() for path in paths if path.name != "notes.txt"} == written


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
@pytest.mark.parametrize("which", ["document", "hostile_document", "big_document"])
def test_each_format_is_a_rendering_of_the_stored_report_and_of_nothing_else(format_, which, request):
    """So that `verify` can say what was changed in one of them, and a report can be rendered later."""
    if format_.extension in ("pdf", "parquet"):
        pytest.importorskip({"pdf": "typst", "parquet": "pyarrow"}[format_.extension])
    if (format_.extension, which) == ("pdf", "big_document"):
        pytest.skip("the other two show it; a PDF of the big one takes long")
    document = request.getfixturevalue(which)
    again = json_format.read(json_format.render(document))
    assert format_.files(again) == format_.files(document)


def test_other_files_of_the_folder_are_left_alone(document, tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    (tmp_path / "report.json").write_text("old")
    write_report(document, tmp_path, ["json"])
    assert (tmp_path / "mine.txt").read_text() == "keep"
    assert (tmp_path / "report.json").read_bytes().startswith(b"{\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["manifest.json", "mine.txt", "report.json"]


def test_a_rendering_that_fails_leaves_the_old_report_whole(document, tmp_path, monkeypatch):
    write_report(document, tmp_path, ["json"])
    before = (tmp_path / "report.json").read_bytes()

    def broken(_):
        raise RuntimeError("no")

    monkeypatch.setattr(formats, "FORMATS", (FORMATS[0], formats.Format("html", "html", "a page", broken)))
    with pytest.raises(RuntimeError):
        write_report(document, tmp_path, ["json", "html"])
    assert (tmp_path / "report.json").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["manifest.json", "report.json"]


def test_a_full_disk_leaves_the_old_report_whole(document, tmp_path, monkeypatch):
    write_report(document, tmp_path, ["json"])
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(InputError, match="No space left") as caught:
        write_report(document, tmp_path, ["json"])
    assert "--out" in caught.value.hint
    assert sorted(p.name for p in tmp_path.iterdir()) == ["manifest.json", "report.json"]


def test_a_file_where_the_folder_should_be(document, tmp_path):
    (tmp_path / "audit").write_text("a file")
    with pytest.raises(InputError, match="cannot be written here"):
        write_report(document, tmp_path / "audit", ["json"])


def test_a_folder_where_a_report_should_be_stops_everything(document, tmp_path):
    (tmp_path / "report.html").mkdir()
    with pytest.raises(InputError):
        write_report(document, tmp_path, ["json", "html"])
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize("name", ["../evil", "a/b", "report.json", ".."])
def test_extra_files_are_plain_names_of_their_own(document, tmp_path, name):
    with pytest.raises(ValueError, match="extra file"):
        write_report(document, tmp_path, ["json"], extra_files=lambda: {name: b""})


def test_format_names():
    assert known_formats([" JSON", "xlsx", "json", ""]) == ("json", "xlsx")
    with pytest.raises(InputError, match="'docx'") as caught:
        known_formats(["docx"])
    assert ", ".join(f.name for f in FORMATS) in caught.value.hint
    with pytest.raises(InputError, match="no report format given"):
        known_formats([""])


def test_importing_the_report_loads_no_heavy_library():
    code = (
        "import sys, supplychain_risk.report as r; print(*sorted({'jinja2','xlsxwriter','pandas'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    assert result.stdout.strip() == ""


def harm_of(format_, document, hostile_document):
    """What hostile names do to who opens a report of this format; a test fails where nothing can tell."""
    assert format_.extension in CHECKS, (
        f"the format '{format_.name}' writes .{format_.extension} files: say in CHECKS of tests/report/hostile.py how "
        "their text is read back, and what in them would run or be computed"
    )
    check = CHECKS[format_.extension]
    plain, content = format_.files(document), format_.files(hostile_document)
    text = "".join(map(check.text, plain.values()))
    missing = [s.name for s in document.suppliers if s.name not in text]
    assert missing == [], f"the format '{format_.name}' leaves out suppliers"
    text = "".join(map(check.text, content.values()))
    for name in ("شركة النسيج المتحدة", "constructor", "0801"):
        assert name in text, f"the format '{format_.name}' changes the name {name}"
    return [told for name, one in content.items() for told in check.harm(one, plain[name])]


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_hostile_names_stay_text_in_every_format(format_, document, hostile_document):
    if format_.extension == "pdf":
        pytest.importorskip("typst", reason="typst is not installed (extra [pdf])")
        pytest.importorskip("pypdf", reason="pypdf is not installed (extra [test])")
    assert harm_of(format_, document, hostile_document) == [], f"the format '{format_.name}' lacks escaping"


def _as_csv(document):
    text = io.StringIO()
    csv.writer(text).writerows([s.id, s.name] for s in document.suppliers)
    return text.getvalue().encode()


def _as_page(document):
    return "".join(f"<p>{s.name}</p>" for s in document.suppliers).encode()


def _as_text(document):
    return "".join(f"{s.name}\n" for s in document.suppliers).encode()


@pytest.mark.parametrize(
    ("ending", "render", "told"),
    [
        ("csv", _as_csv, "a spreadsheet program would compute a cell: @SUM(1,1)"),
        ("html", _as_page, "a text became markup: <img onerror>"),
        ("html", _as_page, "a script that is not the page's own: alert(1)"),
        ("md", _as_text, "a text became markup: <img"),
        ("txt", _as_text, r"the control character '\x1b' stands in it as it is"),
    ],
)
def test_a_format_without_escaping_is_found(ending, render, told, document, hostile_document):
    """The checks themselves: what a careless new format does is told."""
    assert told in harm_of(Format("new", ending, "a new format", render), document, hostile_document)


def test_a_kind_of_file_that_nothing_checks_fails_by_name(document):
    with pytest.raises(AssertionError, match=r"the format 'new' writes .docx files: say in CHECKS"):
        harm_of(Format("new", "docx", "a new format", _as_text), document, document)


def test_formats_have_names_files_and_titles_of_their_own():
    for what in ("name", "file_names", "title"):
        told = [getattr(format_, what) for format_ in FORMATS]
        assert all(told)
        assert len(set(told)) == len(told), f"two formats have the same {what}"
    assert DEFAULT_FORMATS, "say of one format that it is_default"


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_the_pages_list_every_format(format_):
    written = ", ".join(f"`{name}`" for name in format_.file_names)
    row = f"| `{format_.name}` | {written} | {format_.title} |"
    assert row in (DOCS / "docs" / "report-schema.md").read_text(encoding="utf-8"), (
        f"docs/report-schema.md lacks: {row}"
    )
    if format_.is_default:
        for name in format_.file_names:
            assert name in (DOCS / "README.md").read_text(encoding="utf-8"), "the README names what is written"


def test_the_command_line_offers_every_format():
    from supplychain_risk.cli import app

    (screen,) = [command for command in app.registered_commands if command.callback.__name__ == "screen"]
    option = inspect.signature(screen.callback).parameters["formats"]
    assert option.default == ",".join(DEFAULT_FORMATS)
    (told,) = get_type_hints(screen.callback, include_extras=True)["formats"].__metadata__
    assert all(format_.name in told.help for format_ in FORMATS)
