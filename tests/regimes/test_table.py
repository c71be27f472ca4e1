"""Regimes: the day decides what applies, nothing unchecked is told, and every statement has something behind it."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import supplychain_risk as scr
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import Standing, questions, regime, regimes
from supplychain_risk.regimes.answers import ANSWERS
from supplychain_risk.regimes.coverage import Coverage, Status
from supplychain_risk.regimes.document import fill
from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import Statement
from supplychain_risk.report.json_format import render

pytestmark = pytest.mark.slow

BUNDLED = Reference.bundled()
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
DAY = date(2026, 11, 28)
ITEMS = [item for one in regimes(BUNDLED, DAY) for item in one.items]


@pytest.fixture(scope="module", params=["apparel_suppliers.xlsx", "worked/xinjiang-polysilicon.csv"])
def document(request):
    return scr.screen(EXAMPLES / request.param, as_of="2026-06-30").document


def test_every_answer_and_question_of_the_table_is_there_and_none_is_idle():
    assert {name for item in ITEMS for name in item.answers} == set(ANSWERS)
    assert {name for item in ITEMS for name in item.questions} == set(questions(BUNDLED))


def test_what_was_not_checked_is_known_by_id_alone():
    unchecked = [item for item in ITEMS if item.standing is Standing.NOT_CHECKED]
    assert len(unchecked) == 22
    assert not [item for item in unchecked if item.text or item.article or item.threshold]
    assert not [item for item in ITEMS if "recalled" in f"{item.text}{item.article}{item.threshold}"]


def test_the_day_decides_what_applies():
    assert regime(BUNDLED, "eu-2024-3015", DAY).state is Standing.LATER
    assert regime(BUNDLED, "EU-2024-3015", date(2027, 12, 14)).state is Standing.APPLIES
    assert regime(BUNDLED, "NZ-MSB", DAY).state is Standing.PROPOSED
    assert "UK-12" not in [item.id for item in regime(BUNDLED, "UK-MSA-54", date(2026, 6, 29)).items]
    with pytest.raises(scr.errors.InputError, match="nothing was known"):
        regime(BUNDLED, "NZ-MSB", date(2025, 1, 1))


def test_a_bill_is_no_duty(document):
    proposed = [item for item in ITEMS if item.standing in (Standing.PROPOSED, Standing.IN_DOUBT)]
    assert {"UK-12", "CAB-02", "DE-13", "NZ-01"} <= {item.id for item in proposed}
    coverage = Coverage(document, BUNDLED)
    duties = {one.item.id for known in regimes(BUNDLED, DAY) for one in coverage.of(known)}
    assert not duties & {item.id for item in proposed}


def resolved(document, part):
    at = document
    for name in part.split("."):
        at = getattr(at, name)
    return at


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_statement_has_a_cell_an_id_or_a_part_that_the_report_holds(name, document):
    text = render(document).decode()
    cells = {c for s in document.suppliers for c in s.cells} | {c for f in document.findings for c in f.cells}
    cells |= {c for part in (*document.links, *document.lines) for c in part.cells}
    cells |= {
        c
        for s in document.suppliers
        if s.structural and s.structural.residual
        for control in s.structural.residual.controls
        for c in control.cells
    }
    answer = ANSWERS[name](Sight(document))
    assert bool(answer.statements) != bool(answer.why_none)
    for statement in answer.statements:
        assert statement.cells or statement.ids or statement.parts
        assert set(statement.cells) <= cells
        assert all(f'"{id_}"' in text for id_ in statement.ids)
        for part in statement.parts:
            resolved(document, part)


def test_a_statement_with_nothing_behind_it_cannot_be_made():
    with pytest.raises(ValueError, match="nothing is behind"):
        Statement("The company is a saint.")


def test_an_open_question_keeps_an_item_from_being_filled(document):
    coverage = Coverage(document, BUNDLED)
    for known in regimes(BUNDLED, DAY):
        for one in coverage.of(known):
            if one.item.asks != "informs":
                assert (one.status in (Status.PARTLY, Status.HUMAN)) == bool(one.questions)
                assert one.status is not Status.UNSUPPORTED or one.why


def test_equal_inputs_give_equal_bytes_and_a_hostile_name_is_inert(document):
    one = regime(BUNDLED, "US-UFLPA-APPL", document.about.as_of)
    assert fill(document, BUNDLED, one, "0" * 64) == fill(document, BUNDLED, one, "0" * 64)
    named = document.changed(about=document.about.changed(company="]]></w:t><w:fldSimple w:instr='DDE'/>\u202e\x07"))
    filled = fill(named, BUNDLED, replace(one), "0" * 64)
    assert filled != fill(document, BUNDLED, one, "0" * 64)
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                part = archive.read(name).decode()
                ElementTree.fromstring(part)
                assert "<w:fldSimple" not in part
                assert "\u202e" not in part
                assert "\x07" not in part
