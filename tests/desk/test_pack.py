"""The pack: downloaded, verified, made again; documents of regimes and dossiers; the command."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from speaking import LIST

import supplychain_risk as scr
from supplychain_risk.desk.work import JOBS
from supplychain_risk.report import formats


def test_the_pack_is_downloaded_whole_and_verifies_elsewhere(after_a_run, tmp_path):
    answer = after_a_run.get("/pack/zip")
    assert answer.headers["content-disposition"].startswith("attachment")
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path / "elsewhere")
    assert scr.verify(tmp_path / "elsewhere" / "audit") == ()
    assert (tmp_path / "elsewhere" / "audit" / "dispositions.xlsx").is_file()
    assert after_a_run.get("/pack/zip").content == answer.content


def test_a_pack_that_was_changed_is_told(after_a_run, root):
    assert after_a_run.said("/pack/verify") == "Every file is as the manifest says."
    assert "Unchanged:" in after_a_run.page("/pack")
    (root / "audit" / "report.html").write_bytes(b"<p>changed")
    assert after_a_run.said("/pack/verify") == "The pack differs from its manifest."
    assert "report.html" in after_a_run.page("/pack").split("The pack differs.")[1].split("</ul>")[0]


@pytest.mark.slow
def test_the_pack_is_made_again_and_compared(after_a_run, root):
    after_a_run.said("/pack/again")
    assert after_a_run.finished()["result"] == {"differs": []}
    assert "byte by byte the same" in after_a_run.page("/pack")
    (root / "inputs" / "vendors.csv").write_text(LIST.replace("Portugal", "India"), encoding="utf-8")
    after_a_run.said("/pack/again")
    assert after_a_run.finished()["result"]["differs"]


def test_documents_of_regimes_join_the_pack_and_the_questions_are_written_once(after_a_run, root):
    pytest.importorskip("docx", reason="python-docx is not installed (extra `docs`)")
    after_a_run.said("/pack/regime", regime="UK-MSA-54")
    after_a_run.said("/pack/coverage")
    after_a_run.said("/pack/questions")
    assert scr.verify(root / "audit") == ()
    assert (root / "audit" / "UK-MSA-54.docx").is_file()
    assert (root / "answers.toml").is_file()
    assert after_a_run.refused("/pack/questions")
    assert after_a_run.refused("/pack/regime", regime="../../x")


def test_a_dossier_is_written_to_a_folder_of_its_own_and_downloaded(after_a_run, root):
    pytest.importorskip("docx", reason="python-docx is not installed (extra `docs`)")
    assert after_a_run.refused("/pack/dossier", kind="product", subject=" ", review="applicability")
    after_a_run.said("/pack/dossier", kind="product", subject="garments", review="applicability")
    link = re.search(r"/pack/dossier/[0-9a-f]+", after_a_run.page("/pack"))[0]
    names = zipfile.ZipFile(io.BytesIO(after_a_run.get(link).content)).namelist()
    assert "dossier-1/dossier.docx" in names
    assert after_a_run.get("/pack/dossier/0000").status_code == 409


def test_a_pack_whose_report_refers_to_tables_serves_every_page(after_a_run, root, tmp_path, monkeypatch):
    pytest.importorskip("docx", reason="python-docx is not installed (extra `docs`)")
    monkeypatch.setattr(formats, "TABLES_ABOVE", 0)
    review, day = after_a_run.page("/review"), scr.read(root / "audit").document.about.as_of
    # in this process, whose reports are all long ones; the desk would do it in another
    JOBS["screen"](
        root, {"formats": ["json", "html", "jsonl"], "company": "Acme", "as_of": day.isoformat()}, lambda told: None
    )
    assert b'"tables"' in (root / "audit" / "report.json").read_bytes()
    assert after_a_run.page("/review") == review
    assert "<strong>0</strong> suppliers that are new, gone or changed" in after_a_run.page("/compare")
    assert "suppliers.jsonl" in after_a_run.page("/pack")
    after_a_run.said("/pack/regime", regime="UK-MSA-54")
    after_a_run.said("/pack/coverage")
    after_a_run.said("/pack/questions")
    after_a_run.said("/pack/dossier", kind="product", subject="garments", review="applicability")
    assert after_a_run.said("/pack/verify") == "Every file is as the manifest says."
    zipfile.ZipFile(io.BytesIO(after_a_run.get("/pack/zip").content)).extractall(tmp_path / "elsewhere")
    assert scr.verify(tmp_path / "elsewhere" / "audit") == ()
    assert scr.read(tmp_path / "elsewhere" / "audit").document == scr.read(root / "audit").document
    after_a_run.said("/pack/again")
    assert after_a_run.finished()["result"] == {"differs": []}


def test_before_the_first_run_each_page_says_what_to_do(browser):
    for path in ("/review", "/compare", "/pack"):
        assert "Screen first" in browser.page(path)
    assert "Open one first" in browser.page("/screen")
    assert browser.refused("/pack/verify")
    assert browser.refused("/screen/begin", company="", as_of="")


def test_the_command_says_how_to_install_what_it_needs(tmp_path):
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from supplychain_risk.cli import main; sys.argv = ['supplychain-risk', 'app', 'x', '--no-browser']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'supplychain-risk[app]'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_the_command_prints_the_address_and_ctrl_c_ends_it(tmp_path):
    arguments = [sys.executable, "-m", "supplychain_risk", "app", "folder", "--no-browser"]
    with subprocess.Popen(
        arguments,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert "http://127.0.0.1:" in process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, "")
    assert Path(tmp_path / "folder").is_dir()
