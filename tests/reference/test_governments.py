"""Policy or pattern, child soldiers (State), law and conventions (Labor)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from supplychain_risk.reference.governments import (
    child_soldiers,
    country_law,
    policies_or_patterns,
    policy_or_pattern,
)

TODAY = date(2026, 8, 3)


def test_whole_years_have_as_many_governments_as_the_list(reference):
    """12 in 2020, 11 in 2021, 13 in 2024, as the press counts them."""
    whole = Counter(one.report_year for one in policies_or_patterns(reference, TODAY) if one.whole_year)
    assert whole == {2020: 12, 2021: 11, 2024: 13}


def test_a_pattern_is_of_forced_labor_only_where_that_was_read(reference):
    kinds = {(o.country, o.report_year): o.forced_labor for o in policies_or_patterns(reference, TODAY)}
    assert kinds["CN", 2022] is True
    assert kinds["IR", 2022] is False, "child soldiers"
    assert kinds["AF", 2021] is None, "what it is about was not read"


def test_the_newest_statement_published_by_the_day(reference):
    assert policy_or_pattern(reference, "CN", date(2020, 6, 24)) is None
    assert policy_or_pattern(reference, "CN", date(2021, 6, 30)).report_year == 2020
    assert policy_or_pattern(reference, "CN", TODAY).report_year == 2024
    assert policy_or_pattern(reference, "DE", TODAY) is None


def test_child_soldiers_by_year(reference):
    assert Counter(one.report_year for one in child_soldiers(reference)) == {2017: 8, 2021: 15, 2024: 17}


def test_law_and_conventions(reference):
    afghanistan, albania = country_law(reference, "AF"), country_law(reference, "AL")
    assert (afghanistan.forced_labor_law_conforms, albania.forced_labor_law_conforms) == (False, True)
    assert albania.conventions["palermo_protocol"] is True
    assert country_law(reference, "DE") is None, "not covered by the report"
    assert country_law(reference, "TV").citation.authority_url.startswith("https://github.com/USDepartmentofLabor/")
