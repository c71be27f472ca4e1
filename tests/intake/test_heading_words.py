"""The table of words around and between headings: every word has a known kind, and every kind has words and a use."""

import ast
import random
from functools import cache
from pathlib import Path

import pytest
from small_lists import REFERENCE

from supplychain_risk import intake
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.inflected import SHORTEST_STEM, Forms
from supplychain_risk.intake.words import KINDS, HeadingWords

ROWS = REFERENCE.table("column_names", "heading_words").rows
WORDS = HeadingWords.of(REFERENCE)
NUMBERED = ("numeral", "party_rank", "party_stage")
OPPOSITES = (
    ("relation_supplies", "relation_supplied_by"),
    ("relation_owns", "relation_owned_by"),
    ("relation_supplies", "relation_owns"),
    ("party_further", "party_nearer"),
    ("suppliers", "not_suppliers"),
)


def test_a_word_of_an_unknown_kind_is_refused():
    HeadingWords([{"kind": "noise", "key": "the", "value": ""}])
    with pytest.raises(KeyError, match="nonsense"):
        HeadingWords([{"kind": "nonsense", "key": "the", "value": ""}])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_words_and_says_what_it_is_for(kind):
    assert WORDS[kind]
    assert len(KINDS[kind].split()) >= 4


@cache
def asked():
    """Every text of the modules of intake, and what words.py looks up."""

    def texts(path: Path) -> set[str]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}

    modules = [p for p in Path(intake.__file__).parent.glob("*.py") if p.name != "words.py"]
    own = ast.parse((Path(intake.__file__).parent / "words.py").read_text(encoding="utf-8"))
    looked_up = {
        n.slice.value for n in ast.walk(own) if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Constant)
    }
    return looked_up.union(*map(texts, modules))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_used(kind):
    assert kind in asked(), f"no code asks for words of kind {kind}"


def test_words_are_kept_in_the_form_in_which_headings_are_compared():
    for row in ROWS:
        assert row["key"] == heading_key(row["word"]), row["id"]
        assert row["key"], row["id"]


@pytest.mark.parametrize("kind", NUMBERED)
def test_words_that_stand_for_a_number_have_one(kind):
    assert all(value.isdecimal() for value in WORDS.values(kind).values())


def test_words_that_mean_one_of_several_things_say_which():
    assert set(WORDS.values("place_kind").values()) == {"production", "seat", "plain"}
    assert all(WORDS.values("not_suppliers").values())
    for kind in KINDS:
        if kind.startswith("relation_"):
            assert set(WORDS.values(kind).values()) <= {"", "noun"}


@pytest.mark.parametrize(("one", "other"), OPPOSITES)
def test_no_word_is_of_two_kinds_that_contradict_each_other(one, other):
    assert not WORDS[one] & WORDS[other]


def test_stages_lie_in_the_order_in_which_goods_are_made():
    stages = {word: int(value) for word, value in WORDS.values("party_stage").items()}
    chains = (
        ("sewing", "fabric mill", "spinner", "ginner", "cotton farm"),
        ("assembler", "component", "raw material"),
        ("refiner", "mine"),
    )
    for chain in chains:
        known = [stages[word] for word in chain]
        assert known == sorted(known), chain
        assert len(set(known)) == len(known), chain


FORMS = Forms(WORDS["ending"])
KINDS_IN_FORMS = ("party_nearer", "party_further", "party_rank", "party_stage", "suppliers", "place_kind")


def words_in(words, key):
    """The words that a heading key holds, each looked for by itself."""
    found = {w for w in words if (f" {w} " in f" {key} " if w.isascii() or " " in w else w in key)}
    return found | {w for w in words - found if len(w) > SHORTEST_STEM and FORMS._inflected(w, key.split())}


@pytest.mark.parametrize("kind", KINDS_IN_FORMS)
def test_words_are_found_as_if_each_were_looked_for(kind):
    rng = random.Random(kind)
    headings = [row["key"] for row in rng.sample(REFERENCE.table("column_names").rows, 150)]
    others = [row["key"] for row in rng.sample(ROWS, 150)]
    joined = [" ".join(rng.sample(headings + others, 2)) for _ in range(150)]
    glued = ["".join(rng.sample(others, 2)) for _ in range(50)]
    for key in (*headings, *others, *joined, *glued, ""):
        assert {phrase.word for phrase in FORMS.phrases(WORDS[kind], key)} == words_in(WORDS[kind], key), key
