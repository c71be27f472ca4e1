"""Fuzzing of the size that every change can afford; `python tests/fuzz` does a night's."""

import contextlib
import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import attempts
import pool
from attempts import KINDS, Kind, prepare
from pool import Figures, made, tried

import supplychain_risk as scr
from supplychain_risk.errors import SupplyChainRiskError

SEED = int(os.environ.get("FUZZ_SEED", "20261129"))
MUTANTS = 150
BUDGET = 20
"""Seconds after which no further mutant is begun."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are guarded by limits that only other systems have")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    prepare(folder)
    return folder


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_unchanged_files_are_read(kind, home, tmp_path):
    """A base that is refused would make mutants that are refused for the same reason, and find nothing."""
    for name in KINDS[kind].bases:
        folder = tmp_path / f"of {name}"
        folder.mkdir()
        path = folder / name
        path.write_bytes((home / name).read_bytes())
        KINDS[kind].attempt(path, home)


@pytest.mark.slow
def test_mutants_are_read_or_refused(home):
    """No traceback, no hang, no death of the process. The seed and a number make a mutant again: see `--again`."""
    figures = Figures(SEED)
    for outcome in tried(home, iter(range(MUTANTS)), SEED, until=time.monotonic() + BUDGET):
        figures.add(outcome)
    sys.stdout.write(f"{figures}\n")
    assert figures.counts.total() > 0
    assert figures.failures == [], str(figures)


def test_equal_seeds_make_equal_mutants(home):
    assert [made(home, n, SEED) for n in range(40)] == [made(home, n, SEED) for n in range(40)]
    assert [made(home, n, SEED)[2] for n in range(40)] != [made(home, n, SEED + 1)[2] for n in range(40)]
    kinds = {made(home, n, SEED)[0] for n in range(600)}
    assert kinds == set(KINDS)


def test_a_traceback_a_hang_and_a_death_are_counted(home, monkeypatch):
    """The harness itself: what it is there to find, it finds."""

    def die(mutant, folder):
        os.kill(os.getpid(), 9)

    def hang(mutant, folder):
        time.sleep(60)

    def raise_(mutant, folder):
        raise KeyError("x")

    def print_past_python(mutant, folder):
        os.write(2, b"thread panicked")

    def hungry(mutant, folder):
        return bytearray(pool.MEMORY)

    def refuse(mutant, folder):
        raise SupplyChainRiskError("no", hint="Give another.")

    monkeypatch.setattr(pool, "SECONDS", 1)
    monkeypatch.setattr(pool, "PATIENCE", 1)
    wanted = {
        die: "death",
        hang: "hang",
        raise_: "traceback",
        print_past_python: "traceback",
        hungry: "traceback",
        refuse: "refused",
    }
    for attempt, ended in wanted.items():
        monkeypatch.setattr(attempts, "KINDS", {"text": Kind(attempt, ("suppliers.csv",), 1)})
        (found,) = tried(home, iter(range(1)), SEED, workers=1)
        assert found.ended == ended
        figures = Figures(SEED)
        figures.add(found)
        assert f"1 {ended}" in str(figures)


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "Supplier",
        "Country",
        "Tier 1",
        "China",
        "cotton",
        "total",
        '"',
        ",",
        "=1+1",
        "\x1b[0m",
        "2026-02-30",
        "1,5",
        "#REF!",
        "",
    ]
)


DELIMITERS, ENCODINGS = st.sampled_from(list(",;\t|")), st.sampled_from(["utf-8", "utf-16", "cp1252"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=8), delimiter=DELIMITERS, encoding=ENCODINGS)
def test_any_table_of_texts_is_read_or_refused(rows, delimiter, encoding, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding, "replace"))
    account = None
    with contextlib.suppress(SupplyChainRiskError):
        account = scr.load(path).account
    if account is not None:
        assert all(s.rows_read == s.used_rows + s.problem_rows + s.blank_rows for f in account.files for s in f.sheets)
