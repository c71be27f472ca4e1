"""A company name taken apart: brand · place · words of trade · numbers · legal form, in Latin letters and in Han.

The brand is what is left when places, words of trade and legal forms (tables `company_places`, `company_words`,
`legal_forms`) are set apart. A name of nothing but these has no brand: all of it is its identity.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.resolve.text import key
from supplychain_risk.screening.chinese import ChineseReader
from supplychain_risk.screening.forms import without_forms
from supplychain_risk.screening.parts import Part
from supplychain_risk.screening.scripts import HAN, Scripts, has_han
from supplychain_risk.screening.vocabulary import Vocabulary

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HAN_RUN = re.compile(f"[{HAN}]+|[^{HAN}]+")
_ROMAN = re.compile(r"(?=[ivx]{2})(?:x{0,3})(?:ix|iv|v?i{0,3})")
_DIGITS = re.compile(r"\d+")
_NUMERALS = {"i": 1, "v": 5, "x": 10}
_DIVISIONS = frozenset(("county", "city", "province", "prefecture", "district", "municipality", "xian"))
"""Words that make the word before them a place of China even where the table lacks it: Linxi County."""
_JOINTS = re.compile(r"[()\[\]（）【】|;；]|\s[-–—/]\s|\s/|/\s|\n|(?<=[^\W\d_])/(?=[^\W\d_]{3})")
"""Where one name ends and something else begins."""
_FORMER = re.compile(
    r"\b(?:formerly(?: known as| called)?|former name|previously(?: known as)?|[fan][./]?k[./]?a\.?|ex[-\s]|was|"
    r"name changed from|old name|c/o|o/b/o|"
    r"on behalf of|(?:to the )?order of|via|owned by|(?:subsidiary|affiliate|member|division|part) of|do not use|"
    r"(?:supplier|vendor|manufacturer)(?=\s*:)|p\.?o\.?(?:\s*(?:no\.?|#))?\s*\d{4,}|also known as|"
    r"now known as|(?<=\()now|d\.?b\.?a\.?|doing business as|trading (?:name of|as)|t/a)(?:\b|(?<=[-\s]))[:\s*]*|"
    r"(?:原名|曾用名|又名|旧称|前身为?|现名)[:：\s]*",
    re.IGNORECASE,
)
UNREADABLE = "x"
"""Stands for a sign that is no letter within a word (Harv^y, Soci?t?); x, since few words have one."""
_SIGN = re.compile(
    r"(?<=[^\W\d_])[\^_\[\]{}~|\\<>?$%*+=#\ufffd\x00-\x08\x0e-\x1f\x7f](?=[^\W\d_])|(?<=[^\W\d_]{2})\?(?!\S)"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_CODE = re.compile(r"[a-z]{0,3}\d{5,}|[a-z]{1,3}\d{4,}")
"""A vendor or account number beside a name."""
_IN_BRACKETS = re.compile(r"[(（]\s*([A-Za-z]{3,8})\s*[)）]")
_LONGEST_TEXT = 400
"""Characters of a cell that are looked at as a name; what is longer is prose."""
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_OWN_NUMBER = re.compile(r"^\s*[A-Z]{1,4}-\d{3,}\b[\s:,–-]*")
"""A running number of the sheet's own before a name: CN-1001."""
_NOT_GLUED = frozenset({"ev", "me", "se", "as", "ou", "dd", "too"})
"""Short legal forms that as often are the end of a brand (InductEV)."""
_LONG_WORD = 8
"""Letters from which an unknown word is looked at as a place or word of trade joined with a brand."""
_BRAND_SYLLABLES = 2
_SCATTERED = 4
_SHORTEST_PREFIX = 4
_PROVINCE = 5
"""Length of the code of a province; a province is no brand."""


@dataclass(frozen=True)
class CompanyName:
    """A name in comparable form.

    `core` holds its words without legal forms in order, `forms` the canonical legal forms, `parts` what each word of
    the core says. `spellings` are joined Latin forms of the brand: one for a Latin brand, one per reading of a Han one.
    """

    text: str
    core: tuple[str, ...]
    forms: tuple[str, ...]
    parts: tuple[Part, ...]
    spellings: tuple[str, ...]
    syllables: tuple[str, ...]
    """Pinyin of the whole brand, where it can be read so."""
    is_han: bool
    written_forms: tuple[str, ...] = ()
    """The legal forms as words, as written."""
    letters: str = ""
    """All words, legal forms included, joined."""
    is_scattered: bool = False
    """Whether single letters stand apart in it, as text copied out of a page does: app ar e l."""

    @cached_property
    def compact(self) -> str:
        """Core words joined."""
        return "".join(self.core)

    @cached_property
    def brand(self) -> tuple[str, ...]:
        """The words of the brand in order."""
        return tuple(part.text for part in self.parts if part.kind == "brand")

    @cached_property
    def places(self) -> frozenset[str]:
        """Codes of the places the name has."""
        return frozenset(part.value for part in self.parts if part.kind == "place")

    @cached_property
    def industries(self) -> tuple[Part, ...]:
        """The words of trade that say what is made or sold."""
        return tuple(part for part in self.parts if part.kind == "industry")

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Numbers, sorted."""
        return tuple(sorted(part.value for part in self.parts if part.kind == "number"))

    @cached_property
    def is_branch(self) -> bool:
        """Whether it names a branch, plant or subsidiary of another company."""
        return any(part.kind == "branch" for part in self.parts)


class NameReader:
    """Takes names apart by the tables; answers are kept, so one reader should serve a whole run."""

    def __init__(self, reference: Reference) -> None:
        self.scripts = Scripts(reference)
        self.vocabulary = Vocabulary(reference)
        self._chinese = ChineseReader(self.scripts, self.vocabulary)
        self._seen: dict[str, CompanyName] = {}
        self._others: dict[str, tuple[str, ...]] = {}

    def read(self, text: str) -> CompanyName:
        """The comparable form of `text`; cached."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._take_apart(text)
        return found

    def kept(self) -> tuple[int, int]:
        """How many answers are kept; for `forget`."""
        return len(self._seen), len(self._others)

    def forget(self, kept: tuple[int, int]) -> None:
        """Forgets the answers made since `kept()`: of many names that are asked for once, none is needed again."""
        for cache, size in ((self._seen, kept[0]), (self._others, kept[1])):
            while len(cache) > size:
                cache.popitem()

    def others(self, text: str) -> tuple[str, ...]:
        """Names inside a text that may each be a whole name, the text itself left out.

        "Alpha Co., Ltd. (China)", "Alpha Co., Ltd. - Plant 2", "Alpha Ltd. / 阿尔法" and "Beta (formerly Alpha Co.,
        Ltd.)" hold Alpha; a name in Latin letters beside one in Han is two names. A part without a brand is
        one only if it says both where and what.
        """
        found = self._others.get(text)
        if found is None:
            found = self._others[text] = tuple(self._inside(text[:_LONGEST_TEXT]))
        return found

    def _inside(self, text: str) -> Iterator[str]:
        pieces: list[str] = []
        if _JOINTS.search(text) or _FORMER.search(text):
            pieces = [piece for part in _FORMER.split(text) for piece in _JOINTS.split(part)]
        if has_han(text):
            pieces += [run for piece in pieces or [text] for run in _HAN_RUN.findall(piece)]
        found = [piece.strip(" ,;:-–—/").removeprefix(".") for piece in pieces]
        words = key(text).split()
        forms = self.vocabulary.forms
        ends = [at for at in range(2, len(words)) if (words[at - 1],) in forms and (words[at],) not in forms]
        found += [" ".join(words[:at]) for at in ends]
        found += [" ".join(words[at:]) for at in ends if at < len(words) - 1]
        whole = key(text)
        for part in dict.fromkeys(found):
            if part and key(part) != whole and self._is_whole(part):
                yield part

    def _is_whole(self, part: str) -> bool:
        name = self.read(part)
        says_what = any(part.kind in ("industry", "activity") for part in name.parts)
        return bool(name.spellings) or (says_what and (bool(name.places) or len(name.core) > 3))

    def _take_apart(self, text: str) -> CompanyName:
        every = self._words(text)
        words, forms = without_forms(list(every), self.vocabulary)
        if len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :]:
            words = words[: len(words) // 2]  # written twice
        written = tuple(word for word in every if word not in words)
        words = " ".join(words).split() if text.isascii() else key(self.scripts.plain(" ".join(words))).split()
        parts = _with_institutions(tuple(self._chinese.pinyin_parts(words, forms) or self._parts(words)))
        is_han = any(has_han(word) for word in words)
        spellings, syllables = self._spellings(parts)
        scattered = sum(len(word) == 1 and word.isalpha() for word in every) >= _SCATTERED
        letters = "".join(every)
        return CompanyName(text, tuple(words), forms, parts, spellings, syllables, is_han, written, letters, scattered)

    def _spelled(self, part: Part) -> str:
        """One Latin form of a word of a brand; all names of an institution have one."""
        if part.value:
            return part.value
        return "".join(self.scripts.readings(part.text)[0]) if has_han(part.text) else part.text

    def with_parts(self, name: CompanyName, parts: tuple[Part, ...]) -> CompanyName:
        """The same name with its words told apart otherwise."""
        spellings, syllables = self._spellings(parts)
        return replace(name, parts=parts, spellings=spellings, syllables=syllables)

    def _words(self, text: str) -> list[str]:
        """Normalized words; a legal form glued to a word by a capital (SiemensAG) is set apart, initials repeated in
        brackets (… Training Center (VSETC)) are left out.
        """
        text = text[:_LONGEST_TEXT]
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        for found in _IN_BRACKETS.finditer(text):
            rest = text[: found.start()]
            if _are_initials(found[1].lower(), key(rest).split()):
                text = rest + " " + text[found.end() :]
                break
        if text.count("_") > 1 or " " not in text:
            text = text.replace("_", " ")  # blanks of an export, not letters that could not be read
        text = _OWN_NUMBER.sub("", _TAG.sub(" ", text))
        if not text.isupper() and _HUMP.search(text):
            text = " ".join(self._at_hump(word) for word in text.split())
        text = _APOSTROPHE.sub("", _SIGN.sub(UNREADABLE, text))
        words = key(text).split()
        return _unspaced(words) if len(words) > _SHORTEST_PREFIX else words

    def _at_hump(self, word: str) -> str:
        """A word with a blank before its inner capital, if a legal form follows it or a place stands before it."""
        hump = next((m.start() for m in _HUMP.finditer(word)), 0)
        head = self.vocabulary.meanings.get(key(word[:hump])) if hump else None
        tail = key(word[hump:])
        is_place = head is not None and head.kind == "place"
        is_form = (tail,) in self.vocabulary.forms and tail not in _NOT_GLUED
        return f"{word[:hump]} {word[hump:]}" if hump and (is_place or is_form) else word

    def _parts(self, words: list[str]) -> Iterator[Part]:
        # Words of trade in pinyin count only in names that have no English one: 锌业 is xinye, and so is many a brand.
        has_brand = False
        all_pinyin = self._chinese.is_all_pinyin(words)
        at = 0
        while at < len(words):
            word = words[at]
            if not word.isascii() and has_han(word):
                for part in self._chinese.han_parts(word):
                    has_brand = has_brand or part.kind == "brand"
                    yield part
                at += 1
                continue
            size, part = self._latin_part(words, at, weak_too=has_brand and all_pinyin)
            has_brand = has_brand or part.kind == "brand"
            if part.kind == "brand" and len(word) >= _LONG_WORD and size == 1:
                yield from self._split(part)
            else:
                yield part
            at += size

    def _latin_part(self, words: list[str], at: int, *, weak_too: bool) -> tuple[int, Part]:
        word = words[at]
        if _CODE.fullmatch(word):
            return 1, Part(word, "code", "")
        if word.isdigit():
            return 1, Part(word, "number", str(int(word)))
        found = self.vocabulary.phrase(words, at)
        if len(word) < 7 and at + 1 < len(words) and len(words[at + 1]) < 7 and self.scripts.is_syllable(word):
            joined = self.vocabulary.joined(words, at)
            if joined and (found is None or joined[0] > found[0]):
                found = joined
        if found is not None and found[1].kind == "descriptor" and self._is_syllable_of_a_brand(words, at):
            found = None
        if found is not None and (weak_too or not found[1].weak):
            size, meaning = found
            text = " ".join(words[at : at + size]) if size > 1 else word
            if meaning.kind == "place" and words[at + size : at + size + 1] and words[at + size] in _DIVISIONS:
                size += 1
            return size, Part(text, meaning.kind, meaning.value)
        if at and _ROMAN.fullmatch(word):
            return 1, Part(word, "number", str(_roman(word)))
        if words[at + 1 : at + 2] and words[at + 1] in _DIVISIONS and self.scripts.syllables(word):
            return 2, Part(word, "place", f"?{word}")
        return 1, Part(word, "brand", "")

    def _is_syllable_of_a_brand(self, words: list[str], at: int) -> bool:
        """Whether a little word (da, di, la) stands beside an unknown single syllable: Da Quan, Heng Rui Da."""
        beside = (words[at + 1] if at + 1 < len(words) else "", words[at - 1] if at else "")
        single = any(len(self.scripts.syllables(w)) == 1 and w not in self.vocabulary.meanings for w in beside)
        return single and len(self.scripts.syllables(words[at])) == 1

    def _split(self, part: Part) -> Iterator[Part]:
        """A place before, or a word of trade behind, a brand in pinyin that is joined with it: Xinjianghuafu."""
        syllables = self.scripts.syllables(part.text)
        known = self.vocabulary.meanings
        for cut in range(len(syllables) - _BRAND_SYLLABLES, 1, -1):
            head = "".join(syllables[:cut])
            meaning = known.get(head)
            if meaning and meaning.kind == "place" and not meaning.weak and part.text.startswith(head):
                yield Part(head, "place", meaning.value)
                yield Part(part.text.removeprefix(head), "brand", "")
                return
        for cut in range(_BRAND_SYLLABLES, len(syllables) - 1):
            tail = "".join(syllables[cut:])
            meaning = known.get(tail)
            if meaning and meaning.kind in ("industry", "activity") and part.text.endswith(tail):
                yield Part(part.text.removesuffix(tail), "brand", "")
                yield Part(tail, meaning.kind, meaning.value)
                return
        yield part

    def _spellings(self, parts: tuple[Part, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Joined Latin forms of the brand, and its pinyin syllables if all of it is pinyin."""
        brand = [part.text for part in parts if part.kind == "brand"]
        if not brand:
            return (), ()
        scripts = self.scripts
        if any(part.value for part in parts if part.kind == "brand"):
            return ("".join(self._spelled(part) for part in parts if part.kind == "brand"),), ()
        if any(not word.isascii() and has_han(word) for word in brand):
            readings = scripts.readings("".join(brand)) if all(has_han(word) for word in brand) else ()
            if not readings:
                return ("".join(brand),), ()
            county = "".join(p.text for p in parts if p.kind == "place" and self._chinese.is_weak(p))
            longer = tuple("".join((*place, *readings[0])) for place in scripts.readings(county)) if county else ()
            return ("".join(readings[0]), *("".join(each) for each in readings[1:]), *longer), readings[0]
        syllables: list[str] = []
        for word in brand:
            of_word = scripts.syllables(word)
            if not of_word:
                syllables.clear()
                break
            syllables += of_word
        joined = "".join(syllables) if syllables else "".join(brand)
        return (joined, *scripts.from_wade_giles(tuple(brand))), tuple(syllables)


def _with_institutions(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Institutions are brands; without one, and without any brand, see `_with_a_brand`."""
    return _with_a_brand(tuple(Part(p.text, "brand", p.value) if p.kind == "institution" else p for p in parts))


def _with_a_brand(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Where no word is a brand, a place that lies in none of the places before it is: Shaya Jinhua Cotton."""
    if any(part.kind == "brand" for part in parts):
        return parts
    before: list[str] = []
    for at, part in enumerate(parts):
        if part.kind != "place":
            continue
        apart = not any(part.value.startswith(code) or code.startswith(part.value) for code in before)
        if before and apart and len(part.value) > _PROVINCE:
            return (*parts[:at], Part(part.text, "brand", ""), *parts[at + 1 :])
        before.append(part.value)
    return parts


def _unspaced(words: list[str]) -> list[str]:
    """Runs of at least four single letters are one word: m e r c u r y."""
    made: list[str] = []
    run: list[str] = []
    for word in [*words, "  "]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        made += ["".join(run)] if len(run) >= _SHORTEST_PREFIX else run
        run = []
        made.append(word)
    return made[:-1]


def _are_initials(letters: str, words: list[str]) -> bool:
    """Whether letters are the first letters of words in order; words may be passed over, letters may not."""
    firsts = iter(word[0] for word in words)
    return len(letters) <= len(words) and all(letter in firsts for letter in letters)


def _roman(text: str) -> int:
    values = [_NUMERALS[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
