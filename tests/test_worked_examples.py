"""docs/worked-examples.md: every number on the page is worked out again, and is what the program says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.domain import Control, EvidenceClass
from supplychain_risk.policy import Policy
from supplychain_risk.risk.controls import residual

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "worked-examples.md").read_text(encoding="utf-8")


def sections() -> list[tuple[str, str, str]]:
    """(file, day, text) of each example and day on the page."""
    found = []
    for part in PAGE.split("\n## ")[1:]:
        file = re.search(r"File: `(examples/worked/[a-z-]+\.csv)`", part)
        if file:
            found.extend((file[1], text[:10], text) for text in part.split("\n### As of ")[1:])
    return found


SECTIONS = sections()
IDS = [f"{Path(file).stem} {day}" for file, day, _ in SECTIONS]


@cache
def document(file: str, day: str):
    return scr.screen(ROOT / file, as_of=day).document


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:] if not line.startswith("|---")]


def interval(text: str) -> tuple[float, float]:
    ends = [float(end) for end in text.split(" to ")]
    return ends[0], ends[-1]


def worked_out(text: str) -> float:
    """The value of an arithmetic text of numbers and + − × / ^ ( )."""
    code = text.replace("−", "-").replace("×", "*").replace("^", "**")
    assert re.fullmatch(r"[\d.+*/() -]+", code), text
    return float(eval(code, {"__builtins__": {}}))


def test_there_are_six_examples_and_each_file_is_on_the_page():
    files = {f"examples/worked/{path.name}" for path in (ROOT / "examples" / "worked").glob("*.csv")}
    assert files == {file for file, _, _ in SECTIONS}
    assert len(files) == 6


@pytest.mark.parametrize(("file", "day", "text"), SECTIONS, ids=IDS)
def test_scores(file, day, text):
    suppliers = {s.name: s for s in document(file, day).suppliers}
    told = rows(text)
    assert [row[0] for row in told] == [s.name for s in document(file, day).suppliers], "in the order of the report"
    for name, tier, own, band, _, calls_for in told:
        supplier = suppliers[name]
        points, _, total = own.partition(" = ")
        parts = [interval(part) for part in points.split(" + ")]
        low, high = interval(total)
        assert (sum(p[0] for p in parts), sum(p[1] for p in parts)) == (low, high), "the arithmetic"
        score = supplier.structural
        assert [(f.points_low, f.points_high) for f in score.factors] == parts
        assert (score.low, score.high, score.band.value) == (low, high, band)
        assert (str(supplier.tier), supplier.due_diligence.value) == (tier, calls_for)


@pytest.mark.parametrize(("file", "day", "text"), SECTIONS, ids=IDS)
def test_worst_upstream(file, day, text):
    doc = document(file, day)
    names = doc.node_names()
    suppliers = {s.name: s for s in doc.suppliers}
    for name, _, _, _, worst, _ in rows(text):
        exposure = suppliers[name].exposure
        if worst == "–":
            assert exposure.worst is None
            continue
        sum_, result, source = re.fullmatch(r"(.+) = ([\d.]+) \((.+)\)", worst).groups()
        assert worked_out(sum_) == pytest.approx(float(result))
        assert exposure.worst == pytest.approx(float(result))
        assert names[exposure.worst_path[0]] == source
        assert float(sum_.split(" × ")[0]) == suppliers[source].structural.high


@pytest.mark.parametrize(("file", "day", "text"), SECTIONS, ids=IDS)
def test_findings(file, day, text):
    doc = document(file, day)
    names = doc.node_names()
    told = re.findall(r"^- (.+): `([a-z0-9-]+)`, (\w+), (\w+), row `(.+)`$", text, re.MULTILINE)
    found = [
        (names[f.supplier], f.code, f.certainty.value, f.calls_for.value, f.citations[0].row) for f in doc.findings
    ]
    assert told == found
    paths = re.findall(r"^Path of `([a-z-]+)`: (.+)$", text, re.MULTILINE)
    carried = [(f.code, " → ".join(names[n] for n in f.paths[0])) for f in doc.findings if f.code.startswith("carried")]
    assert paths == carried


def test_what_a_control_takes_off():
    told = rows(PAGE.split("## What a control takes off")[1])
    assert len(told) == 5
    policy, day = Policy.default().controls, date(2026, 6, 30)
    for kinds, days, effectiveness, left in told:
        controls = [
            Control(evidence=EvidenceClass(kind), what=kind, in_place=True, dated=day - timedelta(days=int(days)))
            for kind in kinds.split(" and ")
        ]
        found = residual(8.0, 8.0, controls, policy, day)
        sum_, _, value = effectiveness.rpartition(" = ")
        if not sum_.startswith("the cap"):
            assert worked_out(sum_) == pytest.approx(float(value))
        assert found.effect_high == pytest.approx(float(value))
        sum_, _, value = left.rpartition(" = ")
        assert worked_out(sum_) == pytest.approx(float(value))
        assert found.high == pytest.approx(float(value))
