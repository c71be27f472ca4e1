"""The text of a name as normalized words; tags, running numbers, initials in brackets and signs set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.misread import may_be_misread, redecoded, repaired
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.naming.vocabulary import Vocabulary

LONGEST_TEXT = 400
"""Characters of a cell that are looked at as a name; what is longer is prose."""
UNREADABLE = "x"
"""Stands for a sign that is no letter within a word (Harv^y, Soci?t?); x, since few words have one."""
LOST_SIGN = "\U00030000"
"""Stands for the one sign of a name in Han that is lost: a character of Han by its category, in no name."""
_MARKS = "?？\ufffd□"
_HAN_SIGNS = "\u3400-\u4dbf\u4e00-\u9fff"
_LOST = pattern(
    rf"(?<=[{_HAN_SIGNS}])[{_MARKS}](?=[{_HAN_SIGNS}])"
    rf"|(?<![^\W\d_])[{_MARKS}](?=[{_HAN_SIGNS}])|(?<=[{_HAN_SIGNS}])[\ufffd□]|(?<=有限公)[?？]"
)
"""A mark where one sign of Han was: within, before or behind Han; a question mark behind a name is a doubt."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = r"\^_\[\]{}~|\\<>?$%*+=#\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x90\x95\x98-\x9f"
_BLANK = re.compile(rf"(?<=[^\W\d_])[{_SIGNS}](?=(?:inc|ltd|llc|plc|gmbh|corp|co|group|srl|spa)\b)", re.IGNORECASE)
"""A sign before a legal form stands for a blank: Alpha?Inc."""
_ANY_SIGN = re.compile(f"[{_SIGNS}]")
_SIGN = re.compile(rf"(?<=[^\W\d_])[{_SIGNS}](?=[^\W\d_])|(?<=[^\W\d_]{{2}})\?(?!\S)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_IN_BRACKETS = re.compile(r"[(（]\s*([A-Za-z]{3,8})\s*[)）]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_OWN_NUMBER = re.compile(r"^\s*[A-Z]{1,4}-\d{3,}\b[\s:,–-]*")
"""A running number of the sheet's own before a name: CN-1001."""
_NOT_GLUED = frozenset({"ev", "me", "se", "as", "ou", "dd", "too"})
"""Short legal forms that as often are the end of a brand (InductEV)."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_READ_RIGHTLY = re.compile(
    "公司|有限|集[团團]|[厂廠]$|科技|[贸貿]易|[纺紡][织織]|实业|實業|食品|制造|新疆|中[国國]|株式"
)
"""Words of Chinese and Japanese company names that no text has that was read wrongly."""
_TELLING = 6
"""Letters beyond ASCII that are enough to tell in which encoding a name was read wrongly."""
_SHORT_FORM = 3
"""Signs of a legal form in Han that are too few to tell it where one of them is lost."""
_SINGLE_LETTERS = 4
"""Letters that stand apart, from which on they are one word: m e r c u r y."""


def name_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """Normalized words of a name.

    A legal form glued to a word by a capital (SiemensAG) is set apart, initials repeated in brackets (… Training
    Center (VSETC)) are left out, signs that are no letters become `UNREADABLE`.
    """
    text = text[:LONGEST_TEXT]
    is_ascii = text.isascii()
    if not is_ascii or "&" in text or "%" in text:
        text = as_meant(text)
        is_ascii = text.isascii()
    if not is_ascii:
        text = unicodedata.normalize("NFKC", text)
        if has_lost_sign(text):
            text = _marked(text, vocabulary)
    if "[" in text and "]" in text:
        text = text.replace("[", "(").replace("]", ")")
    if "(" in text:
        text = _without_initials(text)
    if "_" in text and (" " not in text or text.count("_") > 1):
        text = text.replace("_", " ")  # blanks of an export, not letters that could not be read
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "-" in text:
        text = _OWN_NUMBER.sub("", text)
    if not text.isupper() and _HUMP.search(text):
        text = " ".join(_at_hump(word, vocabulary) for word in text.split())
    if _ANY_SIGN.search(text):
        text = _SIGN.sub(UNREADABLE, _BLANK.sub(" ", text))
    if not is_ascii or "'" in text or "`" in text:
        text = _APOSTROPHE.sub("", text)
    words = key(text).split()
    many = len(words) > _SINGLE_LETTERS and list(map(len, words)).count(1) >= _SINGLE_LETTERS
    return _unspaced(words) if many else words


def as_meant(text: str) -> str:
    """The text as it was meant, where it was read in a wrong encoding; itself otherwise.

    A few letters are too little to tell another encoding than UTF-8 read as Windows-1252 by.
    """
    return _as_meant(text) if may_be_misread(text) else text


@lru_cache(maxsize=1 << 12)
def _as_meant(text: str) -> str:
    if not text.isascii() and (_READ_RIGHTLY.search(text) or len(_BEYOND_ASCII.findall(text)) < _TELLING):
        return redecoded(text)
    found = repaired(text)
    return text if found is None else found.text


def has_lost_sign(text: str) -> bool:
    """Whether one sign of a text in Han is lost, and a mark stands where it was; of several nothing is said."""
    return not text.isascii() and _LOST.search(text) is not None and sum(map(text.count, _MARKS)) == 1


def _marked(text: str, vocabulary: Vocabulary) -> str:
    """The text with `LOST_SIGN` where a sign is lost; where it was one of the legal form at the end, with that sign."""
    text = _LOST.sub(LOST_SIGN, text)
    for form in vocabulary.glued_forms:
        end = text[-len(form) :]
        if len(form) > _SHORT_FORM and LOST_SIGN in end and are_same_but_lost(end, form):
            return text.removesuffix(end) + form
    return text


def are_same_but_lost(one: str, other: str) -> bool:
    """Whether two texts in Han are the same sign by sign, lost ones aside."""
    return len(one) == len(other) and all(a == b or LOST_SIGN in (a, b) for a, b in zip(one, other, strict=True))


def _without_initials(text: str) -> str:
    for found in _IN_BRACKETS.finditer(text):
        rest = text[: found.start()]
        if _are_initials(found[1].lower(), key(rest).split()):
            return rest + " " + text[found.end() :]
    return text


def _are_initials(letters: str, words: list[str]) -> bool:
    """Whether letters are the first letters of words in order; words may be passed over, letters may not."""
    firsts = iter(word[0] for word in words)
    return len(letters) <= len(words) and all(letter in firsts for letter in letters)


def _at_hump(word: str, vocabulary: Vocabulary) -> str:
    """A word with a blank before its inner capital, if a legal form follows it or a place stands before it."""
    hump = next((m.start() for m in _HUMP.finditer(word)), 0)
    if not hump:
        return word
    head = vocabulary.meanings.get(key(word[:hump]))
    tail = key(word[hump:])
    is_place = head is not None and head.kind == "place"
    is_form = (tail,) in vocabulary.forms and tail not in _NOT_GLUED
    return f"{word[:hump]} {word[hump:]}" if is_place or is_form else word


def _unspaced(words: list[str]) -> list[str]:
    """Runs of single letters made one word."""
    made: list[str] = []
    run: list[str] = []
    for word in [*words, "  "]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        made += ["".join(run)] if len(run) >= _SINGLE_LETTERS else run
        run = []
        made.append(word)
    return made[:-1]
