"""`screen --engine spark`: files in, Parquet out, the same levels as in memory; options that it does not take."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from made import made
from test_equal import AS_OF

import supplychain_risk as scr
from supplychain_risk.cli import main

pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark's own


@pytest.fixture
def screened(capsys, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["supplychain-risk", "screen", *map(str, arguments), "--as-of", AS_OF])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr()

    return run


def test_files_are_screened_and_written(spark, tmp_path, screened):
    suppliers, lines = made(14, 5)
    suppliers["remarks"] = "a column that has all but the name of another"
    suppliers.to_parquet(tmp_path / "suppliers.parquet", index=False)
    lines.to_csv(tmp_path / "lines.csv", index=False)
    inputs = (tmp_path / "suppliers.parquet", tmp_path / "lines.csv")
    out = tmp_path / "out"
    code, said = screened(*inputs, "--engine", "spark", "--out", out, "--json", "--fail-on", "enhanced")
    told = json.loads(said.out)
    in_memory = scr.screen(scr.load({"suppliers": suppliers, "lines": lines}), as_of=AS_OF)
    levels = Counter(in_memory.suppliers["due_diligence"])
    assert told["summary"]["by_due_diligence"] == {
        level: levels[level] for level in told["summary"]["by_due_diligence"]
    }
    assert code == 1, "some supplier calls for at least enhanced"
    assert [file.rsplit("/", 1)[1] for file in told["files"]] == [
        "suppliers",
        "lines",
        "findings",
        "reasons",
        "problems",
    ]
    written = spark.read.parquet(str(out / "findings"))
    assert sorted(row["id"] for row in written.collect()) == sorted(in_memory.findings["id"])
    code, said = screened(*inputs, "--engine", "spark", "--out", out)
    assert code == 2
    assert "is there already" in " ".join(said.err.split())


def test_a_file_that_is_not_there_is_told(spark, tmp_path, screened):
    code, said = screened(tmp_path / "none.parquet", "--engine", "spark", "--out", tmp_path / "out")
    assert code == 2
    assert "cannot be read as a table" in " ".join(said.err.split())


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--engine", "dask"), "there is no engine 'dask'"),
        (("--engine", "spark", "--no-inferred", "--format", "pdf"), "does not take --format, --no-inferred"),
        (("--engine", "spark", "more.csv", "again.csv"), "3 inputs are given"),
    ],
    ids=["engine", "options", "inputs"],
)
def test_what_it_does_not_take_is_refused_before_anything_starts(tmp_path, screened, arguments, why):
    code, said = screened(tmp_path / "suppliers.csv", *arguments)
    assert code == 2
    assert why in " ".join(said.err.split())
