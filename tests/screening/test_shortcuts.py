"""What spares a look at a name says so only where the look would find nothing."""

import random

import pytest

from supplychain_risk.assess import Screening
from supplychain_risk.naming.besides import head_before_address, may_have_address
from supplychain_risk.naming.inside import _PHRASE, Role, names_inside
from supplychain_risk.naming.names import NameReader
from supplychain_risk.naming.scripts import Scripts, readings_of
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.text import key

REFERENCE = Reference.bundled()
READER = NameReader(REFERENCE)
TOLD = (
    "formerly|former name|previously known as|f.k.a.|fka|n/k/a|nka|ex-|was|name changed from|old name|do not use|"
    "also known as|now known as|(now|d.b.a.|dba|doing business as|trading name of|trading as|t/a|c/o|care of|attn|"
    "attention :|att.|f/b/o|fbo|for the benefit of|o/b/o|for and on behalf of|for the account of|to the order of|"
    "order of|via|owned by|subsidiary of|affiliate of|member of|division of|part of|supplier:|vendor :|factory:|"
    "company:|name:|p.o. 12345|PO12345|po# 1234|12 Lake Road|12-3|B12|Unit5|Unit A5|unita-5|room no.5|no5|nr.5|,5|"
    "pobox|P.O.Box 7|post office box|5/f|5th floor|Road no5|Road #5|tel 5|tel(5)|fax (x)|mobile+49|x@y.com|e-mail|"
    "address:|https://x|www.x.com|WWW.X.COM|+49 555 555 5555|Ltd|Co., Inc|and|&|,|;|/|(|)|Alpha|Trading|Company|H0|"
    "Mill|x-5|5x|é|公司|原名|地址：|有限公司|_5|no_5|name|order|for|on|member|part|to|old|do|also|now"
)
WORDS = TOLD.split("|")


def cells(seed, count=4000):
    """Texts of a few words each, with and without blanks between them."""
    rng = random.Random(seed)
    for _ in range(count):
        text = "".join(rng.choice(WORDS) + rng.choice((" ", " ", " ", "", ", ")) for _ in range(rng.randrange(1, 6)))
        yield rng.choice((text, text, text.upper(), text.title()))


@pytest.mark.parametrize("seed", range(3))
def test_a_text_in_which_an_address_is_found_may_have_one(seed):
    for text in cells(seed):
        looked_at = any(sign.isdigit() or sign in "@:：" for sign in text) or "www." in text
        if looked_at and head_before_address(text):
            assert may_have_address(text, key(text).split()), text


@pytest.mark.parametrize("seed", range(3))
def test_the_name_behind_a_phrase_is_found(seed):
    for text in (f"Brennholm {text} Sandormil" for text in cells(seed)):
        found = list(_PHRASE.finditer(text))
        if len(found) == 1 and any(map(str.isalnum, text[found[0].end() :])):
            roles = {part.role for part in names_inside(text, frozenset())}
            assert Role[found[0].lastgroup] in roles, text


@pytest.mark.parametrize("text", ["Brennholm Ltd nka Sandormil Steel", "Brennholm Ltd n.k.a. Sandormil Steel"])
def test_now_known_as_is_told_in_letters_too(text):
    assert ("Sandormil Steel", Role.FORMER) in {(part.text.strip(), part.role) for part in READER.others(text)}


@pytest.mark.parametrize("text", ["Trading Company Ltd", "Sandormil Trading Co., Ltd.", "H0 Trading Co., Ltd."])
def test_most_names_hold_no_other(text):
    assert names_inside(text, READER.vocabulary.one_word_forms) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_word_says_by_itself_what_it_says_beside_others(seed, monkeypatch):
    rng = random.Random(seed)
    known = [form for form in READER.vocabulary.meanings if form.isascii()]
    names = [row["form"] for row in REFERENCE.table("name_weights") if row["kind"] == "word"]
    divisions = ["county", "city", "province", "xian", "ii", "v", "2", "12345", "da", "hua", "group"]
    kinds = (known, names, divisions)
    texts = [[rng.choice(rng.choice(kinds)) for _ in range(rng.randrange(1, 6))] for _ in range(3000)]
    asked = [(" ".join(words).split(), all_pinyin) for words in texts for all_pinyin in (False, True)]
    told = [READER._parts(list(words), all_pinyin) for words, all_pinyin in asked]
    monkeypatch.setattr(READER, "_by_itself", lambda word: None)
    for (words, all_pinyin), parts in zip(asked, told, strict=True):
        assert parts == READER._parts(list(words), all_pinyin), words


def test_the_readings_of_the_bundled_lists_are_those_of_the_package():
    rows = REFERENCE.table("pinyin_syllables", "listed_readings").rows
    for row in rows:
        assert READER.scripts.readings(row["han"]) == readings_of(row["han"]), row["han"]
    reference, asked = Reference(REFERENCE.folder), set()
    scripts = reference.once(Scripts)
    scripts.readings = lambda han: (asked.add(han), readings_of(han))[1]
    Screening.prepare(reference=reference)
    assert asked <= {row["han"] for row in rows}, "run tools/build_reference.py pinyin_syllables"


def test_tables_without_the_readings_read_the_same():
    rows = [row["han"] for row in REFERENCE.table("pinyin_syllables", "listed_readings")]
    without = Reference(REFERENCE.folder)
    without._abouts["pinyin_syllables"] = {"resources": [{"name": "pinyin_syllables"}]}
    assert all(Scripts(without).readings(han) == READER.scripts.readings(han) for han in rows)
