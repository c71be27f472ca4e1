"""The structural score: the published formula, intervals, and what less knowledge does to them."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from screened import loaded, screened

from supplychain_risk.laws.case import Case, Good
from supplychain_risk.laws.world import World
from supplychain_risk.policy import SCALE, FactorPoints, Points, Policy
from supplychain_risk.reference import Reference
from supplychain_risk.report import words
from supplychain_risk.risk.structural import FACTORS, Answer, ScoreFactor, declared, estimated_from, score

POLICY = Policy.default()
REFERENCE = Reference.bundled()
WORLD = screened("Supplier name,Country\nAlpha,China").screening.world


def structural(row: str, as_of: str = "2026-06-30"):
    assessment = screened(f"Supplier name,Country,Sector,Product\n{row}", as_of)
    return assessment.document.suppliers[0].structural


@cache
def case_of(row: str) -> Case:
    (supplier,) = loaded(f"Supplier name,Country,Sector,Product\n{row}").suppliers.values()
    return Case.of(supplier).scored()


@cache
def world_on(day: date, policy: Policy = POLICY) -> World:
    """What the score needs of a world: its tables and policy on a day; no list of entities."""
    names = {what: getattr(WORLD, what) for what in ("countries", "regions", "sectors", "commodities")}
    return World(REFERENCE, policy, day, **names)


def scored(row: str, day: date = date(2026, 6, 30)):
    """The score alone, as a law of the score needs no screening."""
    return score(case_of(row), world_on(day))


def test_the_score_alone_is_that_of_a_screening():
    for row in ("Alpha,China,Apparel,Garments", "Alpha,,Mining,", "Alpha,Namibia,,Gold"):
        alone, whole = scored(row), structural(row)
        assert (alone.low, alone.high, alone.unknown) == (whole.low, whole.high, whole.unknown)
        assert [(f.id, f.points_low, f.points_high) for f in alone.factors] == [
            (f.id, f.points_low, f.points_high) for f in whole.factors
        ]


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

    known, less = scored(row()), scored(row(forgotten))
    assert less.low <= known.low
    assert less.high >= known.high


PARTS = {
    "country": st.sampled_from([None, *(row["id"] for row in REFERENCE.table("countries"))]),
    "sectors": st.lists(st.sampled_from([row["id"] for row in REFERENCE.table("sectors")]), max_size=2),
    "goods": st.lists(st.sampled_from([row["id"] for row in REFERENCE.table("commodities")]), max_size=2, unique=True),
}


@st.composite
def cases(draw, origins=True):
    """Any case: codes of the tables in any combination, and goods from elsewhere."""
    return Case(
        country=draw(PARTS["country"]),
        region=None,
        region_firm=False,
        possible_region=None,
        goods=tuple(Good(code, draw(st.booleans())) for code in sorted(draw(PARTS["goods"]))),
        goods_complete=draw(st.booleans()),
        sectors=tuple(sorted(set(draw(PARTS["sectors"])))),
        origins=tuple(replace(draw(cases(False)), origin=f"{n}/") for n in range(draw(st.integers(0, 2)) * origins)),
        unplaced=draw(st.sampled_from([None, ()])),
    )


@st.composite
def policies(draw):
    """Any policy that is accepted: the points of each factor lowered by a share of their own."""
    policy = POLICY
    for id_, section in POLICY.points().items():
        share = draw(st.sampled_from([0.0, 0.3, 1.0]))
        lowered = {
            name: number.model_copy(update={"value": number.value * share})
            for name in type(section).model_fields
            if isinstance(number := getattr(section, name), Points)
        }
        policy = policy.model_copy(update={id_: section.model_copy(update=lowered)})
    return policy


@settings(max_examples=150, deadline=None)
@given(cases(), days, policies())
def test_no_score_leaves_the_scale_and_no_answer_its_range(case, day, policy):
    world = world_on.__wrapped__(day, policy)
    found = score(case, world)
    assert 0 <= found.low <= found.high <= SCALE
    assert bool(found.unknown) >= (found.low < found.high), "say which input is not known"
    assert len(set(found.unknown)) == len(found.unknown), "what is not known is said once"
    for factor in FACTORS:
        answer = factor.of(case, world)
        low, high = factor.span(policy)
        assert low <= answer.low <= answer.high <= high, factor.id
        assert {c.dataset for c in answer.citations} <= set(factor.tables), f"{factor.id}: name the table in `tables`"
        assert bool(answer.unknown) >= (answer.low < answer.high), f"{factor.id}: say which input is not known"
        told = f"{factor.id} looks at what Case.{factor.sees.__name__} leaves out: keep it"
        assert answer == factor.answer(case, world) == factor.of(case.scored(), world), told
        assert factor.sees(factor.sees(case)) == factor.sees(case), factor.id


def test_goods_whose_place_is_not_known_say_so_where_the_country_follows_from_other_goods():
    """The own country is that of the one origin stated; where the eggplants come from nobody says."""
    eggplants = Case(
        country=None,
        region=None,
        region_firm=False,
        possible_region=None,
        goods=(Good("eggplants", firm=False),),
        goods_complete=True,
        sectors=(),
    )
    matches = replace(eggplants, country="PW", goods=(Good("matches", firm=False),), origin="0/")
    found = score(replace(eggplants, origins=(matches,)), world_on(date(2021, 1, 1), POLICY))
    assert {f.id: f.points_low < f.points_high for f in found.factors}["goods"]
    assert "country" in found.unknown


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.id)
def test_a_factor_says_why_it_matters_what_it_does_not_say_and_what_it_rests_on(factor):
    for part in ("Why it matters:", "Does not say:"):
        assert part in factor.page, f"the docstring of {factor.answer.__name__} is its method page; it lacks '{part}'"
    missing = [name for name in factor.tables if name not in REFERENCE.names()]
    assert factor.tables, f"name the tables that {factor.id} rests on"
    assert missing == [], f"{factor.id} names tables that reference_data does not have: {missing}"


def test_the_method_page_prints_the_formula_and_the_ranges_of_the_policy_in_use(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('[goods]\nforced_labor_good = { value = 1.5, reason = "we trust the list less" }\n')
    document = screened("Supplier name,Country\nAlpha,China", policy=Policy.read(path)).document
    pages = {section.id: section.text for section in document.methodology}
    assert "own = country (1 to 5) + sector (1 to 3) + goods (0 to 1.5), on a scale from 0 to 10." in pages["score"]
    for factor in FACTORS:
        low, high = factor.span(Policy.read(path))
        assert pages[f"factor-{factor.id}"].startswith(f"{low:g} to {high:g} points.")
        assert all(f"({name})" in pages[f"factor-{factor.id}"] for name in factor.tables)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("README.md", f"**A structural score** from 0 to {SCALE:g}: an estimate from {estimated_from()}"),
        ("docs/report-schema.md", f"| score, points | 0 to {SCALE:g}, two decimals |"),
    ],
)
def test_the_pages_say_the_scale_and_the_factors_that_are_declared(file, told):
    page = (Path(__file__).parents[2] / file).read_text(encoding="utf-8")
    assert told in page, f"{file} must say: {told}"


def forest(case, world):
    """A factor that somebody adds."""
    return Answer("forest", 0.0, 1.0, "Not known.", unknown="forest")


def test_a_factor_without_points_is_refused_and_told_what_to_write():
    with pytest.raises(ValueError, match=r"'forest' has no points.*\[forest\] in policies/default-1.toml.*10 points"):
        declared((*FACTORS, ScoreFactor("forest", "Forest", forest, ("ilab_goods",))), POLICY)


def test_points_without_a_factor_are_refused():
    with pytest.raises(ValueError, match="points for 'goods': list exactly one ScoreFactor of this id in FACTORS"):
        declared(FACTORS[:2], POLICY)
    with pytest.raises(ValueError, match="points for 'goods'"):
        declared((*FACTORS, FACTORS[2]), POLICY)


def test_an_answer_outside_its_range_is_refused():
    wild = replace(FACTORS[0], answer=lambda case, world: Answer("country", 1.0, 6.0, "", unknown="country"))
    with pytest.raises(ValueError, match=r"'country' answered 1 to 6 as 'country'.*allows 1 to 5"):
        wild.of(Case(None, None, False, None, (), False, ()), WORLD)


def test_a_policy_in_which_a_factor_more_leaves_the_scale_is_refused():
    class ForestPoints(FactorPoints):
        most: Points

    class Wider(Policy):
        forest: ForestPoints

    told = r"country \+ sector \+ goods \+ forest \(their highest points: 5 \+ 3 \+ 2 \+ 1\) add up to 11, more than"
    with pytest.raises(ValidationError, match=told):
        Wider.model_validate(POLICY.model_dump() | {"forest": {"most": {"value": 1.0, "reason": "a step"}}})


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
    score = scored(row, day)
    assert [f.id for f in score.factors] == [factor.id for factor in FACTORS]
    assert sum(f.points_low for f in score.factors) == pytest.approx(score.low, abs=1e-9)
    assert sum(f.points_high for f in score.factors) == pytest.approx(score.high, abs=1e-9)
    assert all(f.points_low <= f.points_high for f in score.factors)
