"""What the tables say about themselves."""

from __future__ import annotations

from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.overview import NO_CLEARANCE, is_verified, overview


def cited(confidence):
    return Citation(dataset="d", edition="e", row="r", publisher="p", url="u", licence="l", confidence=confidence)


def test_the_overview_has_every_table_once(reference):
    tables = overview(reference, date(2026, 6, 30))
    assert tuple(t.name for t in tables) == reference.names()
    assert all(t.licence and t.publisher and t.edition and len(t.sha256) == 64 for t in tables)


def test_age_counts_from_the_day_the_table_shows(reference):
    tip = next(t for t in overview(reference, date(2025, 10, 9)) if t.name == "tip_tiers")
    assert (tip.data_date, tip.age_days) == (date(2025, 9, 29), 10)
    assert [r.name for r in tip.resources] == ["tip_tiers", "tip_reports", "tip_tier_meanings"]
    assert tip.rows == tip.resources[0].rows == 1196


def test_lists_known_to_be_short_say_so(reference):
    tables = {t.name: t for t in overview(reference, date(2026, 6, 30))}
    assert tables["uflpa_entities"].completeness == "partial"
    assert any("35 are missing" in gap for gap in tables["uflpa_entities"].gaps)
    assert tables["ilab_goods"].completeness == "partial"


def test_general_knowledge_is_never_verified():
    assert not is_verified(cited("recalled"))
    assert not is_verified(cited(""))
    assert all(is_verified(cited(c)) for c in ("verified", "two-source", "single-secondary", "derived"))


def test_the_sentence_every_report_prints():
    assert NO_CLEARANCE.startswith("No match is not a clearance: ")
