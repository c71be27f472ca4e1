"""The quick question whether a text may name anything: where it says no, no reading finds anything."""

import csv
from pathlib import Path

import pytest

from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.text import Openings, PhraseIndex, asked_together, may_hold

CASES = Path(__file__).resolve().parent.parent / "cases"
OPENINGS = Openings(["aksu", "xj", "u", "north korea", "korea dpr", "trinidad and tobago"])


@pytest.fixture(scope="module")
def resolvers():
    return Resolvers.over(Reference.bundled())


@pytest.fixture(scope="module")
def texts():
    """Every distinct cell of the sheets of the tests."""
    found = set()
    for path in sorted(CASES.rglob("*.csv")):
        try:
            with path.open(encoding="utf-8", newline="") as file:
                found.update(cell for row in csv.reader(file) for cell in row)
        except (UnicodeDecodeError, csv.Error):
            continue
    assert len(found) > 1_000
    return sorted(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aksu", True),
        ("cotton from (Aksu)", True),
        ("AKSU-based", True),
        ("Aksuu", False),
        ("No. 5, Port Road", False),
        ("X.J. Trading", True),  # initials are one word: "xj"
        ("Akşu mills", True),
        ("Ürün mills", False),
        ("喀什", True),  # no blanks between words: it is not known
        ("North Road, Korea", False),
        ("Made in NORTH-KOREA", True),
        ("Trinidad & Tobago", True),
        ("Trinidad, Tobago", False),
        ("korea", False),
        ("", False),
    ],
)
def test_what_begins_a_phrase(text, expected):
    assert may_hold(text, OPENINGS) is expected


def test_where_no_place_can_be_named_none_is_read(resolvers, texts):
    regions = resolvers.regions
    silent = [text for text in texts if not regions.may_name_place(text)]
    assert len(silent) > len(texts) / 4
    for text in silent:
        for country in (None, "CN"):
            assert regions.resolve(country, region=text) is None, text
            assert regions.resolve(country, city=text) is None, text
            assert regions.resolve(country, address=text) is None, text


def test_every_name_of_a_place_may_be_one_in_any_text(resolvers):
    for row in Reference.bundled().table("regions", "region_aliases"):
        for text in (row["alias"], row["key"], f"12 {row['key'].upper()}, X", f"at ({row['key']})"):
            assert resolvers.regions.may_name_place(text), text


def test_where_nothing_can_be_mentioned_nothing_is(resolvers, texts):
    regions, countries = resolvers.regions, resolvers.countries
    openings = regions.openings_in_texts | countries.openings_in_texts
    silent = [text for text in texts if not may_hold(text, openings)]
    assert len(silent) > len(texts) / 4
    for text in silent:
        assert regions.mentioned(text, in_china=True) is None, text
        assert countries.named_in(text) == (), text
        assert countries.beside_goods(text) is None, text


def test_a_phrase_is_found_wherever_words_begin_one():
    index = PhraseIndex({"north korea": 1, "korea": 2, "palm": 3, "palm oil": 4, "oil mill": 5, "mill": 6})
    found = {text: index.find(text) for text in ("Korea, North Korea", "Palm-oil mill", "palm, mill oil", "oil", "")}
    assert found == {
        "Korea, North Korea": [(0, "korea", 2), (6, "north korea", 1)],
        "Palm-oil mill": [(0, "palm oil", 4), (9, "mill", 6)],
        "palm, mill oil": [(0, "palm", 3), (5, "mill", 6)],
        "oil": [],
        "": [],
    }


def test_texts_asked_together_are_those_that_say_yes_alone(resolvers, texts):
    may = resolvers.regions.may_name_place
    assert asked_together(texts, may) == {text for text in texts if may(text)}
    speaks = resolvers.indicators.may_speak_of_north_korea
    some = [*texts, "Koreans", "CORED", "Corée", "朝鲜工人"]
    assert asked_together(some, speaks) == {text for text in some if speaks(text)}
