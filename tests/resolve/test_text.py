"""The one normalization, placeholders, and phrases in longer text."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supplychain_risk.resolve import text as module
from supplychain_risk.resolve.text import PhraseIndex, is_placeholder, key, words

SAME = [
    ("P.R.C.", "PRC", "initials lose their dots"),
    ("P. R. C.", "prc", "with blanks, too"),
    ("P.R. China", "PR China", "initials before a word"),
    ("Kingtom Aluminio S.R.L.", "KINGTOM ALUMINIO SRL", "a legal form"),
    ("Bosnia & Herzegovina", "Bosnia and Herzegovina", "the sign and the word"),
    ("Türkiye", "TURKIYE", "accents and case"),
    ("TÜRKİYE", "türkiye", "the dotted capital I"),
    ("Đồng Nai", "dong nai", "letters that Unicode does not decompose"),
    ("ΕΛΛΑΔΑ", "Ελλάδα", "Greek accents"),
    ("The Bahamas", "Bahamas", "a leading article"),
    ("Ｃｈｉｎａ", "China", "full-width forms"),
    ("Chi\u200bna\ufeff", "China", "invisible characters"),
    ("Co.,Ltd", "co ltd", "punctuation is a blank"),
    ("Côte d’Ivoire", "Cote d'Ivoire", "either apostrophe"),
    ("Hotan   Prefecture\n", "hotan prefecture", "blanks"),
    ("snake_case_name", "snake case name", "underscores"),
]
DIFFERENT = [
    ("Sp'ain", "Spain", "a near miss stays one"),
    ("Niger", "Nigeria", "a longer name"),
    ("新疆", "新绛", "Han is left alone"),
    ("ガ", "カ", "Kana marks are no accents"),
    ("चीन", "चन", "vowel signs are no accents"),
    ("0801", "801", "a zero counts"),
    ("中国（大陆）", "中国大陆", "brackets part"),
]


@pytest.mark.parametrize(("one", "other", "reason"), SAME)
def test_the_same_key(one, other, reason):
    assert key(one) == key(other), reason


@pytest.mark.parametrize(("one", "other", "reason"), DIFFERENT)
def test_different_keys(one, other, reason):
    assert key(one) != key(other), reason


@pytest.mark.parametrize("text", ["", "  ", "-", "???", "\u200b", "..."])
def test_no_letter_no_key(text):
    assert key(text) == ""
    assert words(text) == ()


@given(st.text())
@example("0\U00018d09ು")
@example("The the The")
def test_a_key_is_its_own_key(text):
    assert key(key(text)) == key(text)


@given(st.text(alphabet="abc de.&'ÀÉç-üß", max_size=20))
def test_case_and_outer_blanks_never_matter(text):
    assert key(f"  {text.upper()} ") == key(text)


PHRASES = PhraseIndex({"palm": 1, "palm oil": 2, "新疆": 3, "xinjiang": 4, "t恤": 5, "": 9})
FINDS = [
    ("Palm oil mill", [(0, "palm oil", 2)], "the longest wins"),
    ("palms and palmistry", [], "whole words only"),
    ("oil, palm", [(4, "palm", 1)], "across punctuation"),
    ("位于新疆的工厂", [(2, "新疆", 3)], "a substring in Han"),
    ("新疆Xinjiang新疆", [(0, "新疆", 3), (2, "xinjiang", 4), (10, "新疆", 3)], "scripts glued together"),
    ("Xinjiangese", [], "not the start of a word"),
    ("棉T恤", [(1, "t恤", 5)], "mixed scripts"),
    ("at恤", [], "a mixed phrase starts a word"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "found", "reason"), FINDS)
def test_phrases(text, found, reason):
    assert PHRASES.find(text) == found, reason


@given(st.lists(st.sampled_from(["palm", "oil", "mill", "新疆", "xinjiang", "x"]), max_size=8))
def test_found_phrases_stand_in_the_text_and_do_not_overlap(parts):
    text = " ".join(parts)
    end = 0
    for start, phrase, _ in PHRASES.find(text):
        assert start >= end
        assert key(text)[start : start + len(phrase)] == phrase
        end = start + len(phrase)


@pytest.mark.parametrize(
    "text",
    ["N/A", "n.a.", "-", "--", "tbc", "TBD", "unknown", "无", "k.A.", "s/d", "none", "?", "???", " ", "(unknown)"],
)
def test_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["NA", "Nonesuch Ltd", "Unknown Pleasures Ltd", "China", "0", "无锡"])
def test_not_placeholders(text):
    assert not is_placeholder(text)


def key_sign_by_sign(text):
    """The key of a text of which every sign is asked for what it is, Han or not."""
    plain = module._INITIALS.sub(lambda found: "".join(c for c in found[0] if c not in ". "), module._folded(text))
    plain = plain.replace("&", " and ")
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in plain)
    return module._LEADING_THE.sub("", " ".join(kept.split()))


def test_every_han_character_and_sign_of_ascii_is_kept_or_blank_as_what_it_is():
    signs = [*map(chr, range(0x80)), *map(chr, range(0x4E00, 0xA000))]
    assert [sign for sign in signs if key(f"织{sign}A") != key_sign_by_sign(f"织{sign}A")] == []


@given(st.text(st.sampled_from("和田泰达服饰有限公司 .&'-_Aa1（)\tßİ　"), max_size=12))
@example("the 和田 A.B. & C")
def test_a_text_in_han_has_the_key_that_its_signs_give(text):
    assert key(text) == key_sign_by_sign(text)


def sought(phrases, line):
    """Phrases sought at every letter of a line of words: the longest that ends with a word, and none within another."""
    found, place = [], 0
    while place < len(line):
        starts = place == 0 or line[place - 1] == " "
        ends = (end for end in range(len(line), place, -1) if end == len(line) or line[end] == " ")
        phrase = next((line[place:end] for end in ends if starts and line[place:end] in phrases), "")
        found += [(place, phrase, phrases[phrase])] if phrase else []
        place += len(phrase) or 1
    return found


@given(st.lists(st.sampled_from(["palm", "oil", "palm oil", "oil mill", "pal", "mill", "m", "mills", "-"]), max_size=9))
def test_phrases_sought_from_word_to_word_are_those_of_every_letter(pieces):
    phrases = {"palm": 1, "palm oil": 2, "oil mill": 3, "m": 4, "mill mill": 5}
    text = " ".join(pieces)
    assert PhraseIndex(phrases).find(text) == sought(phrases, key(text))
