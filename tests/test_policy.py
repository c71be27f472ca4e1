"""Every chosen number has a reason; a user's file is checked and its differences are told."""

import pytest

from supplychain_risk.domain import Band
from supplychain_risk.errors import MissingFile, PolicyError
from supplychain_risk.policy import Policy


def test_every_number_has_a_reason():
    for key, number in Policy.default().numbers().items():
        assert len(number.reason) > 20, key


def test_the_default_spans_the_published_scale():
    policy = Policy.default()
    low = policy.country.low + policy.sector.base.value + policy.goods.none.value
    high = policy.country.high + policy.sector.named_by_several.value + policy.goods.forced_labor_good.value
    assert (low, high) == (2, 10)


@pytest.mark.parametrize(
    ("score", "band"),
    [(3.99, Band.LOW), (4, Band.MEDIUM), (5.99, Band.MEDIUM), (6, Band.HIGH), (7.99, Band.HIGH), (8, Band.VERY_HIGH)],
)
def test_bands_begin_at_their_bound(score, band):
    assert Policy.default().bands.of(score) is band


def test_the_default_differs_in_nothing():
    assert Policy.default().differences() == ()


def test_a_file_changes_one_number_and_the_report_can_say_which(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text('name = "ours"\n[exposure]\nattenuation = { value = 0.5, reason = "we look nearer first" }\n')
    policy = Policy.read(path)
    assert policy.exposure.attenuation.value == 0.5
    assert policy.bands == Policy.default().bands
    assert policy.differences() == ("exposure.attenuation is 0.5 instead of 0.8: we look nearer first",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[exposure]\nattenuation = { value = 1.5, reason = 'x' }", "exposure.attenuation.value"),
        ("[exposure]\natenuation = { value = 0.5, reason = 'x' }", "exposure.atenuation"),
        ("[bands", "not valid TOML"),
        ("[country]\ntier_3 = { value = 5, reason = '' }", "country.tier_3.reason"),
        ("[country]\ntier_3 = { value = 'much' }", "country.tier_3.value"),
        ("bands = 3", "bands"),
    ],
)
def test_a_wrong_file_is_refused_by_key(tmp_path, text, says):
    path = tmp_path / "p.toml"
    path.write_text(text)
    with pytest.raises(PolicyError) as caught:
        Policy.read(path)
    assert says in str(caught.value)
    assert caught.value.hint


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(MissingFile):
        Policy.read(tmp_path / "none.toml")


def test_every_range_has_a_reason_and_contains_its_number():
    policy = Policy.default()
    numbers = policy.numbers()
    assert set(policy.ranges()) == set(policy.stability.ranges)
    for key, span in policy.stability.ranges.items():
        assert span.low <= numbers[key].value <= span.high, key
        assert span.low < span.high
        assert len(span.reason) > 20, key


def test_a_number_chosen_outside_the_default_range_is_not_varied_and_the_report_says_so(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('[country]\ntier_2 = { value = 3.0, reason = "we trust no tier" }\n')
    policy = Policy.read(path)
    assert "country.tier_2" not in policy.ranges()
    assert "country.tier_2 is not varied: its number lies outside 1.5 to 2.5" in policy.differences()


def test_a_range_of_ones_own_is_used_and_told(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('[stability.ranges]\n"country.tier_1" = { low = 1, high = 2, reason = "not so sure of Tier 1" }\n')
    policy = Policy.read(path)
    assert policy.ranges()["country.tier_1"].high == 2
    assert policy.differences() == ("country.tier_1 is varied from 1 to 2: not so sure of Tier 1",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('"country.tier_9" = { low = 1, high = 2, reason = "x" }', "no number 'country.tier_9'"),
        ('"bands.high" = { low = 5, high = 7, reason = "x" }', "no number 'bands.high' of the score"),
        ('"country.tier_2" = { low = 3, high = 4, reason = "x" }', "3 to 4 does not contain country.tier_2 = 2"),
        ('"country.tier_2" = { low = 2.5, high = 1.5, reason = "x" }', "low is above high"),
        ('"goods.none" = { low = 0, high = 99, reason = "x" }', "less than or equal to 10"),
        ('"sector.several" = { low = 1.5, high = 3, reason = "x" }', "integer"),
        ('"country.tier_2" = { low = 1, high = 3, reason = "" }', "stability.ranges.country.tier_2.reason"),
    ],
)
def test_a_wrong_range_is_refused_by_key(tmp_path, text, says):
    path = tmp_path / "p.toml"
    path.write_text(f"[stability.ranges]\n{text}\n")
    with pytest.raises(PolicyError) as caught:
        Policy.read(path)
    assert says in str(caught.value)
    assert "stability.ranges" in str(caught.value)
