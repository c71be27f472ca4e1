"""Scripts, jobs and the notebook of examples/ are run here as their users run them."""

import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run, run_line

EXAMPLES = Path(__file__).parent.parent / "examples"
EXAMPLE = EXAMPLES / "apparel_suppliers.xlsx"

pytestmark = pytest.mark.slow


def module_of(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables") / "audit"
    done = run("screen", EXAMPLE, "--as-of", "2026-06-30", "--format", "jsonl", "--out", folder, "--quiet")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_cells_of_the_notebook_run_and_it_holds_no_output(tmp_path, monkeypatch):
    notebook = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))
    (tmp_path / "examples").symlink_to(EXAMPLES)
    monkeypatch.chdir(tmp_path)
    names = {}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
    assert len(names["assessment"].suppliers) == 16


def test_the_cookbook_of_pandas(capsys):
    answers = module_of("cookbook_pandas").main(str(EXAMPLE))
    levels, facts, reasons, problems = answers.values()
    assert levels.to_numpy().sum() == 16
    assert set(facts["name"]) >= {"Tarim Dawn Ginning Factory", "Ahal Morning Cotton Enterprise"}
    assert list(facts["tier"]) == sorted(facts["tier"])
    assert list(reasons["suppliers"]) == sorted(reasons["suppliers"], reverse=True)
    assert len(problems) == 1
    assert "What could not be read" in capsys.readouterr().out


def test_the_cookbook_of_duckdb(tables):
    pytest.importorskip("duckdb", reason="duckdb is not installed")
    levels, holds, above = module_of("cookbook_duckdb").main(str(tables)).values()
    assert sum(count for _, count in levels) == 16
    assert "Ahal Morning Cotton Enterprise" in {row[0] for row in holds}
    assert dict(above)["V-104"] == 2


def test_runs_stand_side_by_side_in_a_warehouse_and_one_that_is_loaded_again_counts_once(tables, tmp_path):
    other = tmp_path / "earlier"
    assert run("screen", EXAMPLE, "--as-of", "2026-01-31", "--format", "jsonl", "--out", other, "-q").returncode == 0
    warehouse = module_of("load_into_warehouse")
    database = sqlite3.connect(":memory:")
    for folder in (tables, other, tables):
        loaded = warehouse.load(folder, database)
        assert loaded["suppliers"] == 16
    counts = database.execute("SELECT run_as_of, count(*) FROM suppliers GROUP BY 1 ORDER BY 1").fetchall()
    assert counts == [("2026-01-31", 16), ("2026-06-30", 16)]
    joined = database.execute(
        "SELECT count(*) FROM findings f JOIN reasons r ON r.id = f.reason AND r.run_as_of = f.run_as_of"
    )
    total = database.execute("SELECT count(*) FROM findings").fetchone()
    assert joined.fetchone() == total
    warehouse.main(str(tables), str(tmp_path / "file.db"))
    assert (tmp_path / "file.db").stat().st_size > 0


def program_on_path(folder):
    """An environment in which `supplychain-risk` is this copy of it."""
    program = folder / "bin" / "supplychain-risk"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m supplychain_risk "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(sys.platform == "win32", reason="cron is of Unix")
def test_the_weekly_job_tells_what_is_new_and_keeps_the_last_good_run(tmp_path):
    env = program_on_path(tmp_path)
    sheet, packs = tmp_path / "vendors.csv", tmp_path / "packs"
    rows = "Supplier ID,Supplier name,Country,Products\nA,Alpha Mills,Portugal,Garments\n"

    def job(content, stamp):
        sheet.write_text(content, encoding="utf-8")
        (tmp_path / "bin" / "date").write_text(f"#!/bin/sh\necho {stamp}\n")
        (tmp_path / "bin" / "date").chmod(0o755)
        command = [str(EXAMPLES / "weekly_screening.sh"), str(sheet), str(packs), "Larkfield Outdoor", "2026-06-30"]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    first = job(rows, "first")
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    second = job(rows + "B,Ahal Morning Cotton Enterprise,Turkmenistan,Cotton\n", "second")
    assert second.returncode == 1
    assert f"{packs}/second/report.html" in second.stdout
    assert (packs / "last").read_text() == "second\n"
    broken = job("nothing\n", "third")
    assert broken.returncode == 2
    assert (packs / "last").read_text() == "second\n"
    assert not (packs / "third").exists()


def test_the_gate_of_a_pipeline_stops_a_supplier_on_hold(tmp_path, monkeypatch):
    yaml = pytest.importorskip("yaml")
    steps = yaml.safe_load((EXAMPLES / "ci_gate.yml").read_text(encoding="utf-8"))["jobs"]["gate"]["steps"]
    ours = [step["run"] for step in steps if "supplychain-risk " in step.get("run", "")]
    rows = "Supplier ID,Supplier name,Country,Products\nA,Alpha Mills,Portugal,Garments\n"
    monkeypatch.chdir(tmp_path)
    Path("suppliers").mkdir()
    Path("before.csv").write_text(rows)
    for added, code in (("B,Beta Mills,Portugal,Garments\n", 0), ("B,Ahal Gin,Turkmenistan,Cotton\n", 1)):
        Path("suppliers/vendors.csv").write_text(rows + added)
        for folder in ("audit", "audit-before"):
            shutil.rmtree(folder, ignore_errors=True)
        codes = [run_line(line).returncode for block in ours for line in block.strip().splitlines()]
        assert codes == [0, 0, code]
