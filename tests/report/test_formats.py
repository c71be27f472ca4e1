from __future__ import annotations

import os
import subprocess
import sys

import pytest

from supplychain_risk.errors import InputError
from supplychain_risk.report import FORMATS, formats, known_formats, write_report


def test_every_format_is_written_and_listed(document, tmp_path):
    folder = tmp_path / "deep" / "audit"
    paths = write_report(document, folder, ["json", "xlsx", "html"], extra_files={"notes.txt": b"hello"})
    assert [p.name for p in paths] == ["report.json", "report.xlsx", "report.html", "notes.txt"]
    assert sorted(p.name for p in folder.iterdir()) == sorted(p.name for p in paths)
    for format_, path in zip(FORMATS, paths, strict=False):
        assert path.read_bytes() == format_.render(document)


def test_other_files_of_the_folder_are_left_alone(document, tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    (tmp_path / "report.json").write_text("old")
    write_report(document, tmp_path, ["json"])
    assert (tmp_path / "mine.txt").read_text() == "keep"
    assert (tmp_path / "report.json").read_bytes().startswith(b"{\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt", "report.json"]


def test_a_rendering_that_fails_leaves_the_old_report_whole(document, tmp_path, monkeypatch):
    write_report(document, tmp_path, ["json"])
    before = (tmp_path / "report.json").read_bytes()

    def broken(_):
        raise RuntimeError("no")

    monkeypatch.setattr(formats, "FORMATS", (FORMATS[0], formats.Format("html", "html", broken)))
    with pytest.raises(RuntimeError):
        write_report(document, tmp_path, ["json", "html"])
    assert (tmp_path / "report.json").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_a_full_disk_leaves_the_old_report_whole(document, tmp_path, monkeypatch):
    write_report(document, tmp_path, ["json"])
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(InputError, match="No space left") as caught:
        write_report(document, tmp_path, ["json"])
    assert "--out" in caught.value.hint
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


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
        write_report(document, tmp_path, ["json"], extra_files={name: b""})


def test_format_names():
    assert known_formats([" JSON", "xlsx", "json", ""]) == ("json", "xlsx")
    with pytest.raises(InputError, match="'docx'") as caught:
        known_formats(["docx"])
    assert "json, xlsx, html" in caught.value.hint
    with pytest.raises(InputError, match="no report format given"):
        known_formats([""])


def test_importing_the_report_loads_no_heavy_library():
    code = (
        "import sys, supplychain_risk.report as r; print(*sorted({'jinja2','xlsxwriter','pandas'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    assert result.stdout.strip() == ""
