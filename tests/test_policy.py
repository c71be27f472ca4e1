"""Every chosen number has a reason; a user's file is checked and its differences are told."""

import pandas as pd
import pytest

from supplychain_risk.assess import screen
from supplychain_risk.domain import Band
from supplychain_risk.errors import MissingFile, PolicyError
from supplychain_risk.policy import SCALE, Policy


def test_every_number_has_a_reason():
    for key, number in Policy.default().numbers().items():
        assert len(number.reason) > 20, key


def test_the_default_spans_the_published_scale():
    policy = Policy.default()
    sections = policy.points().values()
    assert sum(section.low for section in sections) >= 0
    assert sum(section.high for section in sections) == SCALE


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
        ("bands = 3", "bands must be a section"),
        ("[bands]\nhigh = { value = 3, reason = 'x' }", "bands.high is 3, less than medium (4)"),
        ("[bands]\nmedium = { value = 7, reason = 'x' }", "bands.high is 6, less than medium (7)"),
        ("[country]\ntier_3 = { value = 1, reason = 'x' }", "country.tier_3 is 1, less than tier_2_watch_list (3.5)"),
        ("[country]\nnot_rated_low = { value = 6, reason = 'x' }", "country.not_rated_high"),
        ("[sector]\nnamed = { value = 0.5, reason = 'x' }", "sector.named is 0.5, less than base (1)"),
        (
            "[goods]\ndownstream_good = { value = 2.5, reason = 'x' }",
            "forced_labor_good is 2, less than",
        ),
        ("[goods]\nforced_labor_good = { value = 3, reason = 'x' }", "add up to 11, more than the 10"),
        ("[controls]\naudit = { value = 0.4, reason = 'x' }", "controls.audit is 0.4, more than worker_voice (0.35)"),
        ("[controls]\nstale_days = { value = 100, reason = 'x' }", "controls.stale_days must be more than fresh_days"),
        ("[controls]\ncap = { value = 1, reason = 'x' }", "controls.cap must be less than 1"),
        ("[indicators]\ncritical = { value = [], reason = 'x' }", "indicators.critical.value"),
        ("[inferred]\nenabled = { value = 1, reason = 'x' }", "inferred.enabled.value"),
        ("[inferred]\nother = { value = 'hold', reason = 'x' }", "inferred.other.value must be review, enhanced or"),
        ("[carried]\nstated_order = { value = 'maybe', reason = 'x' }", "carried.stated_order.value must be review"),
        (
            "[inferred]\nnamed_product = { value = 'review', reason = 'x' }",
            "inferred.named_product is review, more than",
        ),
        ("[carried]\nstated_order = { value = 'standard', reason = 'x' }", "carried.possible_order is enhanced, more"),
        ("[country]\ntier_3 = 5", "country.tier_3 must be written as { value"),
        ("[exposure]\npaths_shown = { value = 2.5, reason = 'x' }", "exposure.paths_shown.value"),
        ("[exposure]\npaths_shown = { value = 3 }", "exposure.paths_shown.reason is missing"),
        ("[stability]\ndraws = { value = 100001, reason = 'x' }", "stability.draws.value"),
        ("[exposure]\nattenuation = { value = nan, reason = 'x' }", "exposure.attenuation.value"),
        ("[exposures]\nattenuation = { value = 0.5, reason = 'x' }", "exposures is no key of a policy"),
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
        (
            '"goods.none" = { low = 0, high = 3, reason = "x" }',
            "country + sector + goods (their highest points: 5 + 3 + 3) add up to 11, more than the 10 of the scale",
        ),
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


def test_every_level_and_switch_has_a_reason_too():
    numbers = Policy.default().chosen()
    assert all(len(chosen.reason) > 20 for chosen in numbers.values())
    assert {"inferred.enabled", "carried.stated_order", "indicators.critical", "controls.cap"} <= set(numbers)


def test_a_value_left_as_it_is_needs_no_new_reason(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text("[exposure]\npaths_shown = { value = 5 }\n")
    assert Policy.read(path).differences() == ()


def test_differences_name_levels_switches_and_sets(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(
        '[carried]\npossible_order = { value = "review", reason = "counsel asked" }\n'
        '[inferred]\nenabled = { value = false, reason = "we map first" }\n'
        '[indicators]\ncritical = { value = ["debt-bondage"], reason = "our hotline" }\n'
    )
    told = Policy.read(path).differences()
    assert "carried.possible_order is review instead of enhanced: counsel asked" in told
    assert "inferred.enabled is off instead of on: we map first" in told
    assert any(t.startswith("indicators.critical is debt-bondage instead of restriction-of-movement") for t in told)


def test_every_format_of_the_report_tells_the_differences(tmp_path):
    import openpyxl
    import pandas as pd

    import supplychain_risk as scr

    path = tmp_path / "ours.toml"
    path.write_text('name = "ours"\n[bands]\nhigh = { value = 5, reason = "we look earlier" }\n')
    frame = pd.DataFrame({"Supplier name": ["Alpha"], "Country": ["China"], "Product": ["Garments"]})
    assessment = scr.screen(scr.load(frame), as_of="2026-06-30", policy=Policy.read(path))
    told = "bands.high is 5 instead of 6: we look earlier"
    json_file, workbook, page = assessment.write(tmp_path, formats=["json", "xlsx", "html"])
    assert told in json_file.read_text(encoding="utf-8")
    assert told in page.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(workbook)
    cells = {sheet.title: [str(cell.value) for row in sheet.iter_rows() for cell in row] for sheet in book}
    assert any(told in text for text in cells["Sources and method"])
    assert any(told in limit for limit in assessment.document.about.limits)


def test_an_indicator_no_table_knows_is_refused_before_anything_is_screened(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('[indicators]\ncritical = { value = ["debt-bondage", "debt bondage"], reason = "ours" }\n')
    frame = pd.DataFrame({"Supplier": ["Acme"], "Country": ["Norway"]})
    with pytest.raises(PolicyError, match=r"indicators\.critical: there is no ILO indicator 'debt bondage'") as caught:
        screen(frame, policy=Policy.read(path))
    assert "debt-bondage" in caught.value.hint
