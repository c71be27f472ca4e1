"""What is passed over unseen must be what a full comparison calls two companies: each filter against its absence."""

import random

import pytest
from listed_entities import entity_called
from name_pairs import Side, read_labelled

from supplychain_risk.naming.comparison import Kinship
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.screening import ListIndex, NameReader, PairComparer
from supplychain_risk.screening.candidates import Candidates

READER = NameReader(Reference.bundled())
POLICY = Policy.default().screening
PAIRS = PairComparer(READER, POLICY)
COMPARER, BOUNDS = PAIRS._names, PAIRS.bounds

BRANDS = [
    "alder", "birch", "zorf", "kremlik", "vantross", "brightmore", "ax", "qorbel", "ostwick", "ab", "nv", "brimstad",
    "tullax", "fenwright", "goldstrom", "wexley", "construction", "constructions", "holding", "design", "and", "new",
]  # fmt: skip
TRADES = ["", "Textile", "Cotton", "Steel", "Foods", "Chemical", "Solar", "Toys", "Mining", "Textlie", "Minning"]
PLACES = ["", "Hetian", "Aksu", "Shanghai", "Ningbo"]
FORMS = ["Ltd", "Inc", "", "GmbH"]


def slipped(word, rng):
    """A word with a letter lost, more, other or swapped."""
    at, letter = rng.randrange(len(word)), rng.choice("abeklmorstz")
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        )
    )


def varied(words, rng):
    """Words of a brand with slips, joined, split, in another order, more or fewer."""
    words = list(words)
    for _ in range(rng.randrange(4)):
        at, kind = rng.randrange(len(words)), rng.randrange(6)
        if kind == 0 and len(words[at]) > 3:
            words[at] = slipped(words[at], rng)
        elif kind == 1:
            words[at : at + 2] = ["".join(words[at : at + 2])]
        elif kind == 2 and len(words[at]) > 1:
            cut = rng.randrange(1, len(words[at]))
            words[at : at + 1] = [words[at][:cut], words[at][cut:]]
        elif kind == 3:
            rng.shuffle(words)
        elif kind == 4:
            words.insert(at, rng.choice(BRANDS))
        elif len(words) > 1:
            words.pop(at)
    return words


def hard_pair(rng):
    """Two names whose brands have something in common, with a place, a trade and a form each."""
    words = [rng.choice(BRANDS) for _ in range(rng.randrange(1, 5))]
    return tuple(
        " ".join(filter(None, (rng.choice(PLACES), *each, rng.choice(TRADES), rng.choice(FORMS))))
        for each in (words, varied(words, rng))
    )


@pytest.mark.parametrize("seed", range(8))
def test_names_that_are_passed_over_are_two_companies(seed):
    rng = random.Random(seed)
    wrong, passed_over = [], 0
    for _ in range(2_500):
        texts = hard_pair(rng)
        one, other = map(READER.read, texts)
        candidates = Candidates(READER, PAIRS.word_bits)
        candidates.add(other)
        found = candidates.find(one)
        if found.alike or not one.core or not other.core:
            continue  # compared in full, whatever the filters say
        traits = BOUNDS.traits(one, frozenset()), BOUNDS.traits(other, frozenset())
        ways = [by_word for by_word, numbers in ((False, found.near), (True, found.near_by_word)) if numbers]
        if BOUNDS.are_apart(*traits) or any(
            BOUNDS.is_hopeless_with_a_slip(*traits, two_countries=False, by_word=by_word) for by_word in ways
        ):
            passed_over += 1
            wrong += [texts] if COMPARER.compare(one, other).kinship is not Kinship.DIFFERENT else []
    assert passed_over > 100
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hetian Brimstad Qorbel Birch Foods GmbH", "NV Birch Brimstad Foods Ltd"),  # NV is a form in front
        ("Shanghai Ax Constructions Brightmore Steel Inc", "NV Constructions Brightmore Mining Inc"),
        ("Fxbcdorn Elmwickson Ltd", "Axbc Dornelmwickson Ltd"),  # split elsewhere, and the first letter another
    ],
)
def test_words_that_may_be_something_else_keep_no_pair_from_being_compared(one, other):
    traits = [BOUNDS.traits(READER.read(name), frozenset()) for name in (one, other)]
    assert not BOUNDS._have_unlike_words(*traits)


def test_a_name_that_may_be_cut_off_is_not_passed_over():
    texts = "Brimstad Qorbel Steel", "Brimstad Qorbel Steelware Cotton Ginning Inc"
    one, other = (BOUNDS.traits(READER.read(text), frozenset()) for text in texts)
    assert not BOUNDS.are_apart(one, other)
    assert not BOUNDS.is_hopeless_with_a_slip(one, other, two_countries=True, by_word=True)


class Unfiltered:
    """Bounds that let every pair be compared."""

    def traits(self, name, places):
        return None

    def are_apart(self, one, other):
        return False

    def is_hopeless_with_a_slip(self, one, other, **known):
        return False


@pytest.mark.parametrize("share", range(4))
def test_an_index_answers_the_same_without_its_filters(share):
    labelled = read_labelled()[share::4]
    listed = [
        entity_called(pair.one.name, pair.one.country, reaches_further=number % 5 == 0)
        for number, pair in enumerate(labelled)
    ]
    index, rng = ListIndex(listed, READER, POLICY), random.Random(share)
    asked = [pair.other for pair in labelled]
    for pair in labelled:
        words = pair.other.name.split()
        longest = max(words, key=len)
        changed = " ".join(slipped(word, rng) if word is longest else word for word in words)
        asked += [Side(changed, pair.other.country), Side(changed, "US")] if any(map(str.isalnum, changed)) else []
    filtered = [index.match(side.name, side.country or None) for side in asked]
    index._seen.clear()
    index._bounds = Unfiltered()
    assert [index.match(side.name, side.country or None) for side in asked] == filtered
