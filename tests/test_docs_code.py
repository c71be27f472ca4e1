"""Every block of code in the README and the documentation runs as printed, or says by its fence's info word why not.

Blocks of a page run in one folder, in their order. `needs-your-files` marks what needs what only the reader has,
`ci-runs-it` what installs the package: `.ci/run` does.
"""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from commands import run_line

import supplychain_risk as scr

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    *sorted(ROOT.glob("docs/**/*.md")),
    *sorted(ROOT.glob("examples/*.md")),
    *ROOT.glob("C*.md"),
]
FENCE = re.compile(r"^( *)```([\w-]+)(?: (.*?))?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
SKIPPED = {"needs-your-files", "ci-runs-it", "a-walk-through"}
ELSEWHERE = {"csv", "read", "mermaid"}
"""Languages whose blocks `test_reading_sheets.py` reads, or that are drawn."""


def blocks(page):
    text = page.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, m.start()) + 1, m[2], m[3] or "", re.sub(rf"^{m[1]}", "", m[4], flags=re.MULTILINE))
        for m in FENCE.finditer(text)
    ]


RUNNING = [page for page in PAGES if any(b[1] not in ELSEWHERE and b[2] not in SKIPPED for b in blocks(page))]


def name(page):
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_is_in_a_language_that_is_tested(page):
    known = {"sh", "python", "toml", "text", *ELSEWHERE}
    for line, language, info, _ in blocks(page):
        assert language in known, f"{name(page)}:{line}: say how a block of '{language}' is tested"
        assert language in ELSEWHERE or info in {"", *SKIPPED}, f"{name(page)}:{line}: '{info}' means nothing"


@pytest.mark.slow
@pytest.mark.parametrize("page", RUNNING, ids=name)
def test_the_code_of_a_page_runs(page, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    own = (
        page.parent.name == "docs"
    )  # what a page of the documentation takes to be there; the README says how to make it
    if own:
        shutil.copy(ROOT / "examples" / "apparel_suppliers.xlsx", "vendors.xlsx")
        shutil.copy(ROOT / "examples" / "solar_chain.xlsx", "chain.xlsx")
        if any("audit" in code for _, _, _, code in blocks(page)):
            scr.screen("chain.xlsx" if page.stem == "dossier" else "vendors.xlsx", as_of="2026-06-30").write("audit")
    names = {}
    for line, language, info, code in blocks(page):
        at = f"{name(page)}:{line}"
        if info in SKIPPED:
            continue
        if language == "sh":
            for command in filter(None, map(str.strip, code.replace("\\\n", " ").splitlines())):
                if not command.startswith(("#", "pip install")):
                    done = run_line(command)
                    assert done.returncode in (0, 1 if "--fail-on" in command else 0), f"{at}: {command}\n{done.stderr}"
        elif language == "python":
            exec(compile(code, at, "exec"), names)
        elif language == "toml":
            tomllib.loads(code)
