"""The labelled pairs: what must match matches, what only looks alike does not; innocent suppliers raise no alarm."""

import csv
from collections import Counter, defaultdict

import make_pairs
import pytest
from measures import best_threshold, measured
from name_matchers import is_shown, ours, ours_on_lists, token_set_ratio, w_ratio
from name_pairs import EXPECTED, LABELLED, Side, read_labelled

RECALL = 0.97
"""Least share of same companies that a person is shown, on either half."""
PRECISION = 0.97
"""Least share of pairs called one company that are."""
FAMILIES = 0.74
"""Least share of families that are noticed."""
LOOK_ALIKES = 0.16
"""Largest share of flagged pairs in any kind of look-alike with enough pairs."""
FOUND = 0.85
"""Least share of found pairs in any kind of variant with enough pairs."""
ENOUGH = 20
"""Pairs from which a kind is judged by itself."""
ALARMS = 2.0
"""Most alarms per 1,000 innocent suppliers."""

PAIRS = read_labelled()
ASKED = [pair for pair in PAIRS if pair.expected != "family"]
INNOCENT = LABELLED.parent / "innocent_suppliers.csv"


def verdicts(pairs):
    return [(ours(p.one, p.other)[1], p.expected == "same") for p in pairs]


def shown(pair):
    return is_shown(ours(pair.one, pair.other)[2])


@pytest.mark.parametrize("held", [False, True], ids=["dev", "held"])
def test_same_companies_are_found_and_others_are_not(held):
    pairs = [p for p in ASKED if p.held is held]
    assert measured((shown(p), p.expected == "same") for p in pairs).recall >= RECALL
    assert measured(verdicts(pairs)).precision >= PRECISION


def test_no_kind_of_variant_or_look_alike_is_given_up():
    kinds = defaultdict(list)
    for pair in ASKED:
        kinds[pair.expected, pair.category.split(":")[0]].append(pair)
    weak = {}
    for (expected, category), pairs in kinds.items():
        share = sum(map(shown, pairs)) / len(pairs)
        if len(pairs) >= ENOUGH and (share < FOUND if expected == "same" else share > LOOK_ALIKES):
            weak[expected, category] = round(share, 3)
    assert not weak


def test_families_are_noticed():
    families = [p for p in PAIRS if p.expected == "family"]
    assert sum(map(shown, families)) / len(families) >= FAMILIES


@pytest.mark.parametrize("peer", [token_set_ratio, w_ratio])
def test_better_than_general_string_comparison_at_its_best(peer):
    scored = [(peer(p.one, p.other), p.expected == "same", p.held) for p in ASKED]
    threshold = best_threshold([(score, same) for score, same, held in scored if not held])
    theirs = measured((score >= threshold, same) for score, same, held in scored if held)
    assert measured(verdicts([p for p in ASKED if p.held])).f1 > theirs.f1


def test_innocent_suppliers_raise_next_to_no_alarm():
    with INNOCENT.open(encoding="utf-8", newline="") as file:
        names = [Side(row["name"], row["country"]) for row in csv.DictReader(file)]
    alarms = [f"{side.name}: {match}" for side, match in zip(names, ours_on_lists(names), strict=True) if match]
    assert 1000 * len(alarms) / len(names) <= ALARMS, alarms


def test_comparison_does_not_depend_on_the_order():
    different = [p.id for p in PAIRS if ours(p.one, p.other) != ours(p.other, p.one)]
    assert not different


def test_the_set_is_large_and_each_pair_has_its_reason():
    assert len(PAIRS) >= 1_500
    assert sum(not p.id.startswith("rule-") for p in PAIRS) >= 500
    assert all(p.reason and p.category and p.expected in EXPECTED for p in PAIRS)
    assert max(Counter(p.id for p in PAIRS).values()) == 1
    assert min(Counter(p.expected for p in PAIRS).values()) >= 100
    assert 0.45 < sum(p.held for p in PAIRS) / len(PAIRS) < 0.55


def test_no_two_names_are_labelled_twice():
    twice = [x for x, n in Counter(frozenset((p.one, p.other)) for p in PAIRS).items() if n > 1]
    assert not twice


def test_the_pairs_made_by_rule_can_be_made_again():
    assert (LABELLED / "made_by_rule.csv").read_text(encoding="utf-8") == make_pairs.text()
