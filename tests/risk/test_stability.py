"""Stability: draws over the policy's ranges, against scoring every draw anew."""

import random
from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screened import screened

from supplychain_risk.domain import Supplier
from supplychain_risk.laws.case import Case
from supplychain_risk.policy import Policy, Range
from supplychain_risk.risk import stability as module
from supplychain_risk.risk.stability import stability
from supplychain_risk.risk.structural import FACTORS, Answer, goods_listed, score

SHEET = """
Supplier ID,Supplier name,Country,Sector,Product
A,Alpha,China,Apparel,Garments
B,Beta,Bangladesh,Textiles,Textiles
C,Gamma,Turkmenistan,Agriculture,Cotton
D,Delta,Haiti,Mining,Gold
E,Epsilon,,Apparel,Garments
F,Zeta,Portugal,IT services,
G,Eta,Türkiye,Agriculture,Cotton
H,Theta,Viet Nam,,Footwear
I,Iota,Monaco,Fishing,Shrimp
J,Kappa,Thailand,Food,Shrimp
K,Lambda,India,,
"""


@pytest.fixture(scope="module")
def assessment():
    return screened(SHEET)


def cases(assessment) -> dict[str, Case]:
    return {s.id: Case.of(s) for s in assessment.network.suppliers.values()}


def world(assessment, **changes):
    """The world of an assessment under a policy with some numbers changed; `ranges` replaces the ranges."""
    policy = assessment.screening.world.policy
    stable = policy.stability
    if "ranges" in changes:
        stable = stable.model_copy(update={"ranges": changes["ranges"]})
    for name in ("draws", "seed"):
        if name in changes:
            number = getattr(stable, name).model_copy(update={"value": changes[name]})
            stable = stable.model_copy(update={name: number})
    return assessment.screening.world.under(policy.model_copy(update={"stability": stable}))


def drawn_policy(policy, ranges, draw):
    """A policy with the drawn numbers in the place of the chosen ones."""
    for key, value in zip(ranges, draw, strict=True):
        section, _, name = key.partition(".")
        part = getattr(policy, section)
        number = getattr(part, name).model_copy(update={"value": value})
        policy = policy.model_copy(update={section: part.model_copy(update={name: number})})
    return policy


def anew(assessment, of_world):
    """Scores and ranks of every draw, each scored from scratch under a policy with the drawn numbers."""
    policy = of_world.policy
    ranges = dict(sorted(policy.ranges().items()))
    draws = module._drawn(ranges, policy, policy.stability.draws.value, policy.stability.seed.value)
    rows = []
    for draw in draws:
        there = of_world.under(drawn_policy(policy, ranges, draw))
        high = {s: round(score(case, there).high, 9) for s, case in cases(assessment).items()}
        rows.append({s: (v, 1 + sum(o > v for o in high.values())) for s, v in high.items()})
    return rows


WIDE = {
    "country.tier_2": (1.0, 5.0),
    "country.tier_2_watch_list": (1.0, 5.0),
    "country.special_case": (1.0, 5.0),
    "country.tier_1": (1.0, 3.0),
    "sector.named": (1.0, 3.0),
    "sector.several": (1, 5),
    "goods.child_labor_good": (0.0, 2.0),
    "goods.downstream_good": (0.0, 2.0),
    "goods.forced_labor_good": (0.0, 2.0),
}


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(1, 10_000), keys=st.sets(st.sampled_from(sorted(WIDE)), min_size=1))
def test_the_draws_give_what_scoring_each_anew_gives(assessment, seed, keys):
    """Also where ranges overlap, so that another number decides a factor than does by the policy as it stands."""
    ranges = {k: Range(low=WIDE[k][0], high=WIDE[k][1], reason="wide") for k in keys}
    there = world(assessment, ranges=ranges, draws=40, seed=seed)
    found, rows = stability(cases(assessment), there), anew(assessment, there)
    assert set(found.ranges) == keys
    for supplier, told in found.by_supplier.items():
        scores = sorted(row[supplier][0] for row in rows[1:])
        ranks = sorted(row[supplier][1] for row in rows[1:])
        low, high = ceil(0.05 * 40) - 1, ceil(0.95 * 40) - 1
        assert told.rank == rows[0][supplier][1]
        assert (told.score_p5, told.score_p95) == (pytest.approx(scores[low]), pytest.approx(scores[high]))
        assert (told.rank_p5, told.rank_p95) == (ranks[low], ranks[high])
        assert told.top_decile == pytest.approx(sum(r <= found.top for r in ranks) / 40)


def test_the_same_seed_gives_the_same_and_another_seed_another(assessment):
    first, again = (stability(cases(assessment), world(assessment, seed=3)) for _ in range(2))
    assert first == again
    assert first.by_supplier != stability(cases(assessment), world(assessment, seed=4)).by_supplier


def test_without_ranges_nothing_moves(assessment):
    found = stability(cases(assessment), world(assessment, ranges={}, draws=10))
    assert found.ranges == {}
    for told in found.by_supplier.values():
        assert told.rank_p5 == told.rank == told.rank_p95
        assert told.score_p5 == told.score_p95
        assert told.top_decile in (0.0, 1.0)


def test_suppliers_that_are_alike_share_score_and_rank(assessment):
    alike = cases(assessment) | {"A2": cases(assessment)["A"]}
    found = stability(alike, world(assessment, draws=50))
    assert found.by_supplier["A"] == found.by_supplier["A2"]
    assert found.ranked == 12
    assert found.top == 2


def test_ranks_count_suppliers_not_cases(assessment):
    many = {**cases(assessment), **{f"A{n}": cases(assessment)["A"] for n in range(50)}}
    ranks = {s: t.rank for s, t in stability(many, world(assessment, draws=5)).by_supplier.items()}
    assert ranks["A"] == 1
    assert min(rank for rank in ranks.values() if rank > 1) > 51


def test_the_report_holds_seed_draws_and_what_was_varied(assessment):
    document = assessment.document
    assert document.manifest["stability"] == {"draws": 1000, "seed": 1}
    assert document.stability.ranked == 11
    for number in document.stability.varied:
        assert number.low <= number.value <= number.high
        assert len(number.reason) > 20
    for supplier in document.suppliers:
        told = supplier.stability
        assert 1 <= told.rank_p5 <= told.rank_p95 <= 11
        assert 0 <= told.score_p5 <= told.score_p95 <= 10
        assert 0 <= told.top_decile <= 1


def summed(case, there):
    """Goods, and a product of numbers of two other sections."""
    found = goods_listed(case, there)
    extra = there.policy.country.tier_2.value * there.policy.sector.named.value / 100
    return replace(found, low=0.0, high=min(2.0, found.high / 2 + extra))


def by_order_of_others(case, there):
    """Chooses by how the numbers of another section are ordered, and takes its points from its own."""
    goods, sector = there.policy.goods, there.policy.sector
    number = sector.named if goods.child_labor_good.value < goods.downstream_good.value else sector.named_by_several
    return Answer("sector", 1.0, number.value, "")


def by_all_numbers(case, there):
    """Asks the policy for more than a section."""
    numbers = there.policy.numbers()
    return replace(goods_listed(case, there), low=0.0, high=numbers["goods.child_labor_good"].value)


@pytest.mark.parametrize(("at", "answer"), [(2, summed), (1, by_order_of_others), (2, by_all_numbers)])
def test_a_factor_may_do_more_than_choose_among_the_numbers_of_its_section(assessment, monkeypatch, at, answer):
    factors = (*FACTORS[:at], replace(FACTORS[at], answer=answer), *FACTORS[at + 1 :])
    monkeypatch.setattr(module, "FACTORS", factors)
    there = world(assessment, draws=40)
    found = stability(cases(assessment), there)
    ranges = dict(sorted(there.policy.ranges().items()))
    draws = module._drawn(ranges, there.policy, 40, there.policy.stability.seed.value)[1:]
    worlds = [there.under(drawn_policy(there.policy, ranges, draw)) for draw in draws]
    for supplier, case in cases(assessment).items():
        scores = sorted(sum(factor.of(case, one).high for factor in factors) for one in worlds)
        told = found.by_supplier[supplier]
        assert (told.score_p5, told.score_p95) == (pytest.approx(scores[1]), pytest.approx(scores[37]))


def test_draws_are_those_of_the_standard_library():
    """So that no release of a numeric library changes a report."""
    policy = Policy.default()
    ranges = dict(sorted(policy.ranges().items()))
    key = next(iter(ranges))
    drawn = module._drawn({key: ranges[key]}, policy, 2, 1)
    source = random.Random(1)
    span = ranges[key]
    assert drawn[0] == (policy.numbers()[key].value,)
    assert drawn[1][0] == span.low + (span.high - span.low) * source.random()


def test_an_empty_network_has_nobody_to_rank(assessment):
    found = stability({}, world(assessment, draws=3))
    assert (found.ranked, found.top, found.by_supplier) == (0, 0, {})
    assert Case.of(Supplier(id="x", name="x")).country is None
