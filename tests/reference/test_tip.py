"""Tiers of the Trafficking in Persons Report, as of a day.

Sources of the truths: CIA World Factbook, field "Trafficking in persons" (2WL, Tier 3 and Special Cases of 2020 and
2022 to 2025); counts per tier from the State Department's releases and the press of each year, as named per test.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.reference import Reference
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.reference.tip import tip_history, tip_reports, tip_tier, tip_trend

BUNDLED = Reference.bundled()

COUNTS = {  # year: Tier 1, 2, 2WL, 3, SC; independent totals in the comment
    2020: (34, 88, 44, 19, 3),  # 188 covered, Tier 1 34, Tier 3 19 (Baptist Press); 2WL 44 (CIA)
    2021: (28, 95, 45, 17, 3),  # 188 covered (State briefing); Tier 1 28 (US Embassy Namibia); Tier 3 17 (Dagsavisen)
    2022: (30, 99, 34, 22, 3),  # Tier 1 30, Tier 2 and 2WL 133 (Yonhap, KBS); 2WL 34, Tier 3 22 (CIA)
    2023: (30, 105, 26, 24, 3),  # Tier 1 30 (Philippine Embassy); 2WL 26, Tier 3 24 (CIA)
    2024: (33, 98, 32, 21, 4),  # 188 covered, Tier 1 33 (Korean press); 2WL 32, Tier 3 21 (CIA)
    2025: (33, 106, 25, 20, 4),  # 188 covered, Tier 1 33 (US Embassy Manila); 2WL 25, Tier 3 20, SC 4 (CIA)
}


@pytest.mark.parametrize("year", COUNTS)
def test_counts_per_tier_agree_with_independent_totals(reference, year):
    found = Counter(row["tier"] for row in reference.table("tip_tiers") if row["report_year"] == str(year))
    assert tuple(found[tier] for tier in ("1", "2", "2WL", "3", "SC")) == COUNTS[year]
    assert found.total() == 188


def test_the_same_countries_are_covered_in_every_complete_year(reference):
    years = {}
    for row in reference.table("tip_tiers"):
        years.setdefault(row["report_year"], set()).add(row["country"])
    assert len({frozenset(years[str(year)]) for year in COUNTS}) == 1


def test_2019_is_partial_and_holds_no_row_from_general_knowledge(reference):
    """42 of the 110 compiled placements of 2019 rest on general knowledge; they are left out."""
    rows = [row for row in reference.table("tip_tiers") if row["report_year"] == "2019"]
    assert len(rows) == 110 - 42
    assert {row["confidence"] for row in reference.table("tip_tiers")} == {
        "verified",
        "two-source",
        "single-secondary",
        "derived",
    }
    assert [report.complete for report in tip_reports(reference)] == [False] + [True] * 6


@pytest.mark.parametrize("year", COUNTS)
def test_china_is_on_tier_3_in_every_report_since_2020(reference, year):
    """CIA World Factbook, China: Tier 3 (2020 to 2025)."""
    published = next(report.published for report in tip_reports(reference) if report.year == year)
    reading = tip_tier(reference, "CN", published)
    assert reading is not None
    assert (reading.tier, reading.report_year) == ("3", year)
    assert is_verified(reading.citation)


def test_the_congos_of_2023_are_told_apart(reference):
    """CIA and the country narratives: Republic of the Congo 2WL, Democratic Republic raised to Tier 2."""
    day = date(2023, 12, 31)
    assert [tip_tier(reference, country, day).tier for country in ("CG", "CD")] == ["2WL", "2"]


def test_namibia_is_found_by_its_code_na(reference):
    """Raised to Tier 1 in the 2020 report (interim assessment of 2021); lowered to Tier 2 in 2023."""
    assert tip_tier(reference, "NA", date(2021, 1, 1)).tier == "1"
    assert tip_tier(reference, "NA", date(2024, 1, 1)).tier == "2"


def test_kosovo_is_xk(reference):
    assert tip_tier(reference, "XK", date(2026, 1, 1)) is not None


@pytest.mark.parametrize(
    ("last_day", "year"),
    [  # the day before each release; addresses in tip_reports
        (date(2020, 6, 24), 2019),
        (date(2021, 6, 30), 2020),
        (date(2022, 7, 18), 2021),
        (date(2023, 6, 14), 2022),
        (date(2024, 6, 23), 2023),
        (date(2025, 9, 28), 2024),
    ],
)
def test_a_report_applies_from_the_day_of_its_release(reference, last_day, year):
    angola = tip_tier(reference, "AO", last_day)
    assert angola.report_year == year
    assert tip_tier(reference, "AO", last_day + timedelta(days=1)).report_year == year + 1


def test_before_the_first_report_of_the_table_nothing_is_known(reference):
    assert tip_tier(reference, "CN", date(2019, 6, 19)) is None
    assert tip_history(reference, "CN", date(2019, 6, 19)) == ()


@pytest.mark.parametrize("country", ["LI", "MC", "AD", "ZZ", ""])
def test_a_country_outside_the_report_is_not_rated_rather_than_tier_1(reference, country):
    """Liechtenstein, Monaco and Andorra are not covered by the report."""
    assert tip_tier(reference, country, date(2026, 1, 1)) is None


def test_history_runs_from_old_to_new(reference):
    history = tip_history(reference, "VN", date(2024, 12, 31))
    assert [reading.report_year for reading in history][-5:] == [2020, 2021, 2022, 2023, 2024]
    assert (history[-2].tier, history[-1].tier) == ("2WL", "2"), "raised in 2024 (The Diplomat, June 2024)"


@pytest.mark.parametrize(
    ("country", "day", "tier", "before", "move", "watch_list", "at_least"),
    [  # CIA World Factbook, field "Trafficking in persons", of each year; Viet Nam 2024: The Diplomat, June 2024
        ("VN", date(2024, 12, 31), "2", "2WL", "up", 0, False),
        ("VN", date(2022, 12, 31), "3", "2WL", "down", 0, False),
        ("MY", date(2021, 12, 31), "3", "2WL", "down", 0, False),
        ("CN", date(2025, 12, 31), "3", "3", "same", 0, False),
        ("HK", date(2025, 12, 31), "2WL", "2WL", "same", 2, False),
        ("CG", date(2025, 12, 31), "2WL", "2WL", "same", 3, False),
        ("TM", date(2025, 12, 31), "2WL", "3", "up", 1, False),
        ("HT", date(2024, 12, 31), "SC", "2WL", "", 0, False),
        ("HK", date(2020, 12, 31), "2WL", None, "", 1, True),
    ],
)
def test_trend_of_a_placement(reference, country, day, tier, before, move, watch_list, at_least):
    trend = tip_trend(reference, country, day)
    assert trend.now.tier == tier
    assert (trend.before.tier if trend.before else None) == before
    assert (trend.move, trend.watch_list, trend.at_least) == (move, watch_list, at_least)


def test_three_watch_list_reports_in_a_row_are_the_most(reference):
    """22 U.S.C. 7107(b)(2)(D): two years, and one more by waiver. A longer run would be an error in the table."""
    countries = {row["country"] for row in reference.table("tip_tiers")}
    runs = [
        tip_trend(reference, country, report.published).watch_list
        for report in tip_reports(reference)
        for country in countries
        if tip_tier(reference, country, report.published)
    ]
    assert max(runs) == 3


def test_a_day_before_the_first_report_has_no_trend(reference):
    assert tip_trend(reference, "CN", date(2019, 6, 19)) is None


@given(
    st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 1, 1)), st.sampled_from(["CN", "TH", "US", "SO", "KP"])
)
def test_no_reading_is_from_the_future_and_the_newest_one_counts(day, country):
    reading = tip_tier(BUNDLED, country, day)
    history = tip_history(BUNDLED, country, day)
    assert all(past.published <= day for past in history)
    if reading is not None:
        assert reading == history[-1]


def test_each_tier_has_a_meaning_and_a_legal_basis(reference):
    meanings = {row["tier"]: row for row in reference.table("tip_tiers", "tip_tier_meanings")}
    assert set(meanings) == {row["tier"] for row in reference.table("tip_tiers")}
    assert meanings["3"]["legal_basis"] == "22 U.S.C. 7107(b)(1)(C)"
    assert meanings["SC"]["legal_basis"].startswith("None")
