"""The measuring itself: thresholds, figures, the readers of published sets, the invented data."""

import json
from random import Random

import bench_match_speed
import name_sets
import pytest
from bench_names import measure_set
from made_names import company, with_other_syllable
from made_variants import brand_slip, is_pinyin
from measures import best_threshold, measured
from name_matchers import token_set_ratio
from name_outcomes import hard_negatives, outcomes, table, unordered
from name_pairs import Pair, Side


def test_figures_of_a_small_example():
    found = measured([(True, True), (True, False), (False, True), (False, False)])
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_nothing_flagged_is_no_division_by_zero():
    assert measured([(False, True)]).f1 == 0.0
    assert measured([]).recall == 0.0


def test_the_best_threshold_parts_what_can_be_parted():
    assert best_threshold([(0.9, True), (0.7, True), (0.6, False), (0.1, False)]) == 0.7


def test_equal_scores_are_flagged_together():
    assert best_threshold([(0.9, False), (0.9, True), (0.5, True)]) == 0.5


def test_no_pairs_have_no_threshold_below_one():
    assert best_threshold([]) == 1.0


def test_a_set_is_measured_beside_its_peer():
    pairs = [
        Pair(f"p{i}", Side("Alder Mills Ltd"), Side(other), expected, "kind")
        for i, (other, expected) in enumerate(
            [("Alder Mills Limited", "same"), ("Zinnia Foods GmbH", "different"), ("Alder Mills Ltd Unit 2", "family")]
            * 8
        )
    ]
    result = measure_set(pairs, {"token_set_ratio": token_set_ratio})
    assert (result["pairs"], result["same"], result["families_pairs"]) == (16, 8, 8)
    assert result["matchers"]["token_set_ratio"]["f1"] == 1.0
    assert {"ours (policy)", "ours (best threshold)"} <= result["matchers"].keys()


def test_matching_pairs_get_neighbors_that_are_others(tmp_path):
    (tmp_path / "test_names.csv").write_text(",company_name,country\n0,Alder Ltd,UK\n1,ALDER LTD.,UK\n2,Elder Ltd,UK\n")
    (tmp_path / "adjusted_test_names.csv").write_text(
        ",company_name,country\n0,Aldr Ltd,UK\n1,Alder Ltd,UK\n2,Elder Lttd,UK\n"
    )
    pairs = name_sets.name_matching(tmp_path)
    assert [(p.one.name, p.other.name) for p in pairs if p.expected == "different"] == [
        ("Aldr Ltd", "Elder Ltd"),
        ("Alder Ltd", "Elder Ltd"),
        ("Elder Lttd", "Alder Ltd"),
    ]


def test_persons_are_left_out_of_the_cases(tmp_path):
    (tmp_path / "cases.csv").write_text(
        "case_group,schema,name1,name2,is_match,quality,category,notes\n"
        "g,Person,Ann Li,Anne Li,true,STRONG,,\n"
        "g,Company,Alder AG,Alder Aktiengesellschaft,true,STRONG,form,\n"
        "g,Vessel,Sea One,Sea Two,false,STRONG,,\n"
    )
    assert [(p.one.name, p.expected) for p in name_sets.nomenklatura_cases(tmp_path)] == [
        ("Alder AG", "same"),
        ("Sea One", "different"),
    ]


def test_facilities_keep_their_countries(tmp_path):
    pair = {"__value__": [{"name": "felix", "country": "tn"}, {"name": "felix", "country": "eg"}]}
    (tmp_path / "training.json").write_text(json.dumps({"match": [], "distinct": [pair]}))
    (found,) = name_sets.open_supply_hub(tmp_path)
    assert (found.one, found.other, found.expected) == (Side("felix", "TN"), Side("felix", "EG"), "different")


def test_titles_of_articles_are_read_from_their_addresses(tmp_path):
    (tmp_path / "wikirate_to_wikipedia.csv").write_text(
        "wikirate_id;wikirate_name;wikipedia_url\n"
        "1;Alder Corp;http://en.wikipedia.org/wiki/Alder_%26_Co\n"
        "2;Birch;http://en.wikipedia.org/wiki/birch\n"
    )
    (found,) = name_sets.wikirate(tmp_path)
    assert (found.one.name, found.other.name, found.expected) == ("Alder Corp", "Alder & Co", "same")


@pytest.mark.parametrize("seed", range(20))
def test_an_invented_look_alike_sounds_different(seed):
    rng = Random(seed)
    one = company(rng)
    assert with_other_syllable(one, rng).syllables != one.syllables


@pytest.mark.parametrize("seed", range(20))
def test_a_slip_in_a_brand_is_no_other_brand(seed):
    rng = Random(seed)
    made = brand_slip(company(rng), rng)
    assert made is None or not is_pinyin(made.lower())


def test_the_speed_benchmark_knows_the_truth_of_its_data():
    task = bench_match_speed.make(entities=50, suppliers=400)
    assert task == bench_match_speed.make(entities=50, suppliers=400)
    assert len(task.suppliers) == len(task.truth) == 400
    perfect = [(truth, 1.0) for truth in task.truth]
    assert bench_match_speed.figures(task, perfect)["f1"] == 1.0
    assert bench_match_speed.figures(task, [(None, 0.0)] * 400)["f1"] == 0.0


def pair(one, other, expected):
    return Pair(f"{one} {other}", Side(one), Side(other), expected)


def test_a_pair_counts_once_whichever_name_stands_first():
    pairs = [pair("A", "B", "same"), pair("B", "A", "same"), pair("A", "C", "different")]
    assert unordered(pairs) == [pairs[0], pairs[2]]


def test_outcomes_keep_companies_and_branches_apart():
    found = {"ab": "possible", "cd": "family", "ef": "different", "gh": "same name", "ij": "family", "kl": "different"}
    expected = {"ab": "same", "cd": "same", "ef": "same", "gh": "different", "ij": "family", "kl": "family"}
    pairs = [pair(key[0], key[1], expected[key]) for key in found]
    result = outcomes(pairs, lambda one, other: found[one.name + other.name])
    assert (result.precision, result.recall) == (0.5, pytest.approx(2 / 3))
    assert (result.families, result.called_family) == (0.5, 0.5)
    assert list(table({"made": result}))[2:] == ["| made | 1 · 1 · 1 | 0.500 | 0.667 | 1 · 0 · 1 |"]


def test_a_hard_negative_is_the_nearest_name_of_another_house():
    pairs = [
        pair("Alder Mill", "Alder Mills", "same"),
        pair("Alder Mills", "Alder Mills II", "family"),
        pair("Adler Mill", "Adler Milling", "same"),
        pair("Alder Mill", "Alder Mild", "different"),
    ]
    near = hard_negatives(pairs)
    assert {frozenset((p.one.name, p.other.name)) for p in near} >= {frozenset(("Alder Mill", "Adler Mill"))}
    houses = [{"Alder Mill", "Alder Mills", "Alder Mills II"}, {"Adler Mill", "Adler Milling"}]
    assert all(sum(p.one.name in house for house in houses) == 1 for p in near)
    assert all(not {p.one.name, p.other.name} <= house for p in near for house in houses)
    assert all(p.expected == "different" for p in near)
