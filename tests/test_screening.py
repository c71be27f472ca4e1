"""Screening: made ready once, it assesses many networks; what it gives can be kept."""

import pickle
from pathlib import Path

import supplychain_risk as scr

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = ("apparel_suppliers.xlsx", "tiers_side_by_side.csv")


def test_one_screening_assesses_many_networks_as_each_alone():
    ready = scr.Screening.prepare(as_of="2026-06-30")
    for example in EXAMPLES:
        network = scr.load(FOLDER / example)
        assert ready.assess(network).document == scr.screen(network, as_of="2026-06-30").document


def test_an_assessment_can_be_pickled():
    assessment = scr.screen(FOLDER / EXAMPLES[0], as_of="2026-06-30")
    again = pickle.loads(pickle.dumps(assessment))
    assert again.document == assessment.document
    supplier = next(iter(assessment))
    assert str(again[supplier].explain()) == str(assessment[supplier].explain())
    drop = scr.changes.Drop(supplier)
    assert again.what_if(drop).after == assessment.what_if(drop).after
