"""Each kind of finding has a step that a law or guidance asks for, with its reference."""

from __future__ import annotations

import pytest

from supplychain_risk.laws import KINDS
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.reference.steps import steps_for

ASKED = {code for code, kind in KINDS.items() if not kind.no_step}


def test_every_code_of_a_finding_has_a_step(reference):
    lacking = [code for code in sorted(ASKED) if not steps_for(reference, code)]
    assert lacking == [], (
        f"no law or guidance asks for a step after {', '.join(lacking)}: add a row to "
        "tools/tables/sources/due_diligence_steps.csv, or say in `no_step` of the kind why there is none"
    )


def test_a_kind_that_says_why_it_has_no_step_has_none(reference):
    assert [code for code, kind in KINDS.items() if kind.no_step and steps_for(reference, code)] == []


def test_every_step_is_for_a_code_that_exists_and_says_who_asks(reference):
    for row in reference.table("due_diligence_steps"):
        assert set(row["codes"].split(";")) <= set(KINDS), row["id"]
        assert row["asked_by"] in ("law", "guidance")
        assert row["reference"]


def test_steps_are_cited_from_what_was_read(reference):
    for code in ASKED:
        for step in steps_for(reference, code):
            assert is_verified(step.citation)
            assert step.citation.url.startswith("http")


def test_goods_under_a_withhold_release_order(reference):
    """19 CFR 12.44(a): export within 3 months after importation, or the proof of 12.43; 60 days to protest."""
    texts = [s.text for s in steps_for(reference, "cbp-order-origin") if "12.44(a)" in s.reference]
    assert len(texts) == 1
    assert "within 3 months after importation" in texts[0]
    assert "60 days" in texts[0]


@pytest.mark.parametrize(
    ("code", "resource", "row", "section"),
    [
        ("cbp-order-origin", "cbp_order_rules", "rule-040", "12.44(a)"),
        ("cbp-order-entity", "cbp_orders", "wro-044", "12.44(a)"),
        ("cbp-order-entity", "cbp_orders", "wro-058", "12.44(b)"),
    ],
)
def test_goods_are_detained_under_a_withhold_release_order_and_seized_under_a_finding(
    reference, code, resource, row, section
):
    """19 CFR 12.44(a) and (b): tobacco from Malawi, a WRO; Top Glove, a WRO of 2020 and a Finding of 2021."""
    table = reference.table("cbp_orders", resource)
    steps = steps_for(reference, code, [table.cite(table.by_id[row])])
    assert [s.reference for s in steps if "12.44" in s.reference] == [
        s.reference for s in steps_for(reference, code) if section in s.reference
    ]
    assert any("seized" in s.text for s in steps) is (section == "12.44(b)")


def test_an_unknown_code_has_none(reference):
    assert steps_for(reference, "no-such-code") == ()
