"""The structural score: the published formula, intervals, and what less knowledge does to them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screened import screened

from supplychain_risk.policy import Policy
from supplychain_risk.report import words

POLICY = Policy.default()


def structural(row: str, as_of: str = "2026-06-30"):
    assessment = screened(f"Supplier name,Country,Sector,Product\n{row}", as_of)
    return assessment.document.suppliers[0].structural


@pytest.mark.parametrize(
    ("row", "country", "sector", "goods"),
    [
        ("Alpha,China,Apparel,Garments", 5, 3, 2),  # Tier 3; several lists name ISIC 14; garments: forced labor
        ("Alpha,Portugal,IT services,Garments", 2, 1, 0),  # Tier 2 in 2025; no list names ISIC 62
        ("Alpha,Turkmenistan,Agriculture,Cotton", 3.5, 3, 2),  # Tier 2 Watch List in 2025
        ("Alpha,Bangladesh,Apparel,Garments", 2, 3, 2),
    ],
)
def test_worked_examples(row, country, sector, goods):
    score = structural(row)
    points = {f.id: (f.points_low, f.points_high) for f in score.factors}
    assert points == {"country": (country, country), "sector": (sector, sector), "goods": (goods, goods)}
    assert score.low == score.high == country + sector + goods
    assert score.unknown == ()


def test_an_unknown_country_spans_the_table_and_says_so():
    score = structural("Alpha,,Apparel,Garments")
    country = next(f for f in score.factors if f.id == "country")
    assert (country.points_low, country.points_high) == (POLICY.country.low, POLICY.country.high)
    assert score.unknown == ("country",)


def test_a_good_that_is_known_but_not_exactly_is_told_as_the_reason_of_the_high_end():
    """Bangladesh's listing is for jute textiles; textiles may be of jute."""
    supplier = screened("Supplier name,Country,Sector,Product\nAlpha,Bangladesh,Textiles,Thread").document.suppliers[0]
    assert supplier.structural.low < supplier.structural.high
    assert supplier.structural.unknown == ("exact good",)
    assert "decided on the high end because the exact good is not certain" in supplier.why
    assert words.band(supplier.structural).endswith("(because exact good not certain)")


@pytest.mark.parametrize("row", ["Alpha,Bangladesh,Manufacturing,Jute bags", "Alpha,,Apparel,Garments", "Alpha,Peru,,"])
def test_an_interval_always_says_what_it_is_for(row):
    score = structural(row)
    assert bool(score.unknown) == (score.low < score.high)


def test_a_country_the_report_does_not_rate_is_not_tier_1():
    score = structural("Alpha,Monaco,Apparel,Garments")
    country = next(f for f in score.factors if f.id == "country")
    assert country.points_low < country.points_high
    assert "not rated" in country.answer


def test_an_unknown_good_takes_the_worst_of_its_sector_and_country_not_of_any():
    """Bangladesh: apparel has garments (child and forced labor); IT services make no listed good."""
    apparel = {f.id: f for f in structural("Alpha,Bangladesh,Apparel,").factors}["goods"]
    services = {f.id: f for f in structural("Alpha,Bangladesh,IT services,").factors}["goods"]
    assert (apparel.points_low, apparel.points_high) == (0, 2)
    assert (services.points_low, services.points_high) == (0, 0)


def test_the_tier_of_the_day_counts():
    """Malaysia: Tier 3 in the 2022 report, Tier 2 in 2024."""
    then, now = (
        structural("Alpha,Malaysia,Apparel,Garments", "2022-12-31"),
        structural("Alpha,Malaysia,Apparel,Garments"),
    )
    assert then.high > now.high


def test_factors_cite_their_rows():
    score = structural("Alpha,China,Apparel,Garments")
    cited = {c.dataset for f in score.factors for c in f.citations}
    assert {"tip_tiers", "high_risk_industries", "ilab_goods"} <= cited


days = st.dates(date(2018, 1, 1), date(2026, 12, 31))
countries = st.sampled_from(["China", "Bangladesh", "Portugal", "Monaco", "Namibia", "Turkmenistan", "Haiti"])
pairs = st.sampled_from(
    [("Apparel", "Garments"), ("Mining", "Gold"), ("Fishing", "Shrimp"), ("Agriculture", "Cotton"), ("2392", "Bricks")]
)


@settings(max_examples=40, deadline=None)
@given(countries, pairs, st.sets(st.sampled_from(["country", "sector", "goods"])))
def test_the_interval_of_less_knowledge_contains_that_of_more(country, pair, forgotten):
    def row(without=frozenset()) -> str:
        cells = {"country": country, "sector": pair[0], "goods": pair[1]}
        return ",".join(["Alpha", *("" if what in without else text for what, text in cells.items())])

    known, less = structural(row()), structural(row(forgotten))
    assert less.low <= known.low
    assert less.high >= known.high


@settings(max_examples=20, deadline=None)
@given(countries, pairs)
def test_the_score_stays_on_its_scale(country, pair):
    score = structural(f"Alpha,{country},{pair[0]},{pair[1]}")
    assert 2 <= score.low <= score.high <= 10


def test_the_report_rounds_factors_and_score_so_that_they_still_sum():
    rows = "\n".join(
        f"S{n},{country},{sector},{good}"
        for n, (country, sector, good) in enumerate(
            (c, s, g)
            for c in ("China", "Portugal", "Turkmenistan", "Monaco", "", "Haiti")
            for s, g in (("Apparel", "Garments"), ("Mining", ""), ("", "Shrimp"), ("", ""))
        )
    )
    suppliers = screened(f"Supplier name,Country,Sector,Product\n{rows}").document.suppliers
    assert len(suppliers) == 24
    for supplier in suppliers:
        score = supplier.structural
        assert sum(f.points_low for f in score.factors) == pytest.approx(score.low, abs=1e-9)
        assert sum(f.points_high for f in score.factors) == pytest.approx(score.high, abs=1e-9)
        assert score.band is POLICY.bands.of(score.high)


@settings(max_examples=25, deadline=None)
@given(
    countries,
    pairs,
    st.sets(st.sampled_from(["country", "sector", "goods"])),
    st.dates(date(2018, 1, 1), date(2026, 12, 31)),
)
def test_the_factors_sum_to_the_score_on_any_day_and_with_any_gap(country, pair, forgotten, day):
    cells = {"country": country, "sector": pair[0], "goods": pair[1]}
    row = ",".join(["Alpha", *("" if what in forgotten else text for what, text in cells.items())])
    score = structural(row, day.isoformat())
    assert [f.id for f in score.factors] == ["country", "sector", "goods"]
    assert sum(f.points_low for f in score.factors) == pytest.approx(score.low, abs=1e-9)
    assert sum(f.points_high for f in score.factors) == pytest.approx(score.high, abs=1e-9)
    assert all(f.points_low <= f.points_high for f in score.factors)
