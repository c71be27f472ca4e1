"""A company name taken apart: brand · place · words of trade · numbers · legal form, in Latin letters and in Han.

The brand is what is left when places, words of trade and legal forms (tables `company_places`, `company_words`,
`legal_forms`) are set apart. A name of nothing but these has no brand: all of it is its identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from supplychain_risk.naming.chinese import ChineseReader
from supplychain_risk.naming.forms import without_forms
from supplychain_risk.naming.inside import Inside, Role, names_inside
from supplychain_risk.naming.misspellings import Misspellings
from supplychain_risk.naming.parts import Part, Said
from supplychain_risk.naming.scripts import Scripts, has_han
from supplychain_risk.naming.vocabulary import Vocabulary
from supplychain_risk.naming.words import LOST_SIGN, name_words
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_ROMAN = re.compile(r"(?=[ivx]{2})(?:x{0,3})(?:ix|iv|v?i{0,3})")
_NUMERALS = {"i": 1, "v": 5, "x": 10}
_DIVISIONS = frozenset(("county", "city", "province", "prefecture", "district", "municipality", "xian"))
"""Words that make the word before them a place of China even where the table lacks it: Linxi County."""
_CODE = re.compile(r"[a-z]{0,3}\d{5,}|[a-z]{1,3}\d{4,}")
"""A vendor or account number beside a name."""
_LONG_WORD = 8
"""Letters from which an unknown word is looked at as a place or word of trade joined with a brand."""
_BRAND_SYLLABLES = 2
_LONGEST_PLACE = 8
_SCATTERED = 4
_SHORTEST_PART = 5
"""Letters a part of a name must have to be compared by itself; "Da Wang / Lee" must not find a vessel."""
_SHORTEST_HAN_PART = 3
_SHORTEST_OF_SEVERAL, _SHORTEST_HAN_OF_SEVERAL = 8, 4
"""The same where it is one of several names: "Gold, Cotton" must not find a brand."""
_PROVINCE = 5
"""Length of the code of a province; a province is no brand."""


_KEPT = 1 << 16
"""Words of which it is kept what they say by themselves."""
_NONE: frozenset[str] = frozenset()
_NOTHING: frozenset[Said] = frozenset()


class CompanyName(NamedTuple):
    """A name in comparable form, as `NameReader` makes it.

    `core` holds its words without legal forms in order, `forms` the canonical legal forms, `parts` what each word of
    the core says. `spellings` are joined Latin forms of the brand: one for a Latin brand, one per reading of a Han one.
    """

    core: tuple[str, ...]
    compact: str
    """Core words joined."""
    forms: tuple[str, ...]
    written_forms: tuple[str, ...]
    """The legal forms as words, as written."""
    words: tuple[str, ...]
    """All words in order, legal forms included."""
    letters: str
    """The same, joined."""
    is_han: bool
    is_scattered: bool
    """Whether single letters stand apart in it, as text copied out of a page does: app ar e l."""
    parts: tuple[Part, ...]
    brand: tuple[str, ...]
    """The words of the brand in order."""
    spellings: tuple[str, ...]
    syllables: tuple[str, ...]
    """Pinyin of the whole brand, where it can be read so."""
    places: frozenset[str]
    """Codes of the places the name has."""
    trades: frozenset[str]
    """What is made or sold, in the simplest concepts its words of trade are made of (`Vocabulary.atoms`)."""
    numbers: tuple[str, ...]
    """Numbers, sorted."""
    said: frozenset[Said]
    """What its places and words of trade say."""
    is_own_brand: bool
    """Whether all of its words are its brand: it has no other, or that of an institution."""
    is_branch: bool
    """Whether it names a branch, plant or subsidiary of another company."""
    has_lost_sign: bool
    """Whether one of its signs in Han is lost (`LOST_SIGN`)."""

    @property
    def is_han_in_full(self) -> bool:
        """Whether it is in Han and has its legal form; one that was read from letters is seldom written as listed."""
        return self.is_han and bool(self.forms)


def _misspellings(reference: Reference) -> Misspellings:
    return Misspellings(reference.once(Vocabulary), reference.once(Scripts))


class NameReader:
    """Takes names apart by the tables; answers are kept, so one reader should serve a whole run.

    What rests on the tables alone is shared by all readers of them.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.scripts = reference.once(Scripts)
        self.vocabulary = reference.once(Vocabulary)
        self.misspellings = reference.once(_misspellings)
        self._chinese = ChineseReader(self.scripts, self.vocabulary)
        self._seen: dict[str, CompanyName] = {}
        self._by_words: dict[tuple[str, ...], CompanyName] = {}
        self._others: dict[str, tuple[Inside, ...]] = {}
        self._by_itself = lru_cache(maxsize=_KEPT)(self._read_by_itself)

    def __reduce__(self) -> tuple[type[NameReader], tuple[Reference]]:
        """Pickled as its tables: what it has read is read again where it is needed."""
        return NameReader, (self._reference,)

    def read(self, text: str) -> CompanyName:
        """The comparable form of `text`; cached."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self.read_words(tuple(name_words(text, self.vocabulary)))
        return found

    def read_words(self, words: tuple[str, ...]) -> CompanyName:
        """The comparable form of a name given in words, as `words` of another name has them; cached."""
        found = self._by_words.get(words)
        if found is None:
            found = self._by_words[words] = self._take_apart(words)
        return found

    def kept(self) -> tuple[int, int, int]:
        """How many answers are kept; for `forget`."""
        return len(self._seen), len(self._by_words), len(self._others)

    def forget(self, kept: tuple[int, int, int]) -> None:
        """Forgets the answers made since `kept()`: of many names that are asked for once, none is needed again."""
        caches: tuple[dict[Any, Any], ...] = (self._seen, self._by_words, self._others)
        for cache, size in zip(caches, kept, strict=True):
            while len(cache) > size:
                cache.popitem()

    def others(self, text: str) -> tuple[Inside, ...]:
        """Names inside a text that may each be a whole name, the text itself left out, and what the text says of them.

        "Alpha Co., Ltd. - Plant 2", "Alpha Ltd. / 阿尔法", "Alpha Ltd., 12 Lake Road" and "Beta (formerly Alpha Co.,
        Ltd.)" hold Alpha; a name in Latin letters beside one in Han is two names. A part that is short is none, and one
        without a brand only if it says both where and what.
        """
        found = self._others.get(text)
        if found is None:
            parts = names_inside(text, self.vocabulary.one_word_forms, self._is_place, self._last_place)
            found = self._others[text] = tuple([part for part in parts if self._is_whole(part)]) if parts else ()
        return found

    def _is_whole(self, part: Inside) -> bool:
        if part.role is Role.ONE_OF_SEVERAL:
            # it counts only where another name is the same, whatever that is made of, and so is not read before
            return len(part.text) >= (_SHORTEST_OF_SEVERAL if part.text.isascii() else _SHORTEST_HAN_OF_SEVERAL)
        name = self.read(part.text)
        if len(name.compact) < (_SHORTEST_HAN_PART if name.is_han else _SHORTEST_PART):
            return False
        says_what = any(part.kind in ("industry", "activity") for part in name.parts)
        return bool(name.spellings) or (says_what and (bool(name.places) or len(name.core) > 3))

    def _is_place(self, text: str) -> bool:
        """Whether a text is a place and nothing else."""
        meaning = self.vocabulary.meanings.get(key(text))
        return meaning is not None and meaning.kind == "place"

    def _last_place(self, han: str) -> str:
        """The longest place that a run of Han ends with, where a name stands before it; empty if there is none."""
        for size in range(min(_LONGEST_PLACE, len(han) - _BRAND_SYLLABLES), 1, -1):
            meaning = self.vocabulary.meanings.get(han[-size:])
            if meaning is not None and meaning.kind == "place":
                return han[-size:]
        return ""

    def _take_apart(self, every: tuple[str, ...]) -> CompanyName:
        words, forms = without_forms(_once(list(every)), self.vocabulary)
        words = _once(words)
        written = tuple([word for word in every if word not in words]) if len(words) < len(every) else ()
        letters = "".join(every)
        is_han = False
        if not letters.isascii():
            words = key(self.scripts.plain(" ".join(words))).split()
            is_han = any(has_han(word) for word in words)
        all_pinyin = self._chinese.is_all_pinyin(words)
        in_pinyin = self._chinese.pinyin_parts(words, forms) if all_pinyin and not is_han else None
        parts = _with_institutions(tuple(in_pinyin or self._parts(words, all_pinyin)))
        is_scattered = (
            len(every) >= _SCATTERED
            and list(map(len, every)).count(1) >= _SCATTERED
            and sum(len(word) == 1 and word.isalpha() for word in every) >= _SCATTERED
        )
        return self._named(tuple(words), forms, written, every, is_han, is_scattered, parts)

    def _named(
        self,
        core: tuple[str, ...],
        forms: tuple[str, ...],
        written_forms: tuple[str, ...],
        words: tuple[str, ...],
        is_han: bool,
        is_scattered: bool,
        parts: tuple[Part, ...],
    ) -> CompanyName:
        """A name with its parts sorted by kind, once: every comparison asks for them."""
        brand: list[str] = []
        places: list[str] = []
        industries: list[str] = []
        numbers: list[str] = []
        said: list[Said] = []
        is_branch = is_institution = False
        for text, kind, value in parts:
            if kind == "brand":
                brand.append(text)
                is_institution = is_institution or bool(value)
            elif kind == "place":
                places.append(value)
                said.append((kind, value))
            elif kind == "industry":
                industries.append(value)
                said.append((kind, value))
            elif kind == "activity":
                said.append((kind, value))
            elif kind == "number":
                numbers.append(value)
            elif kind == "branch":
                is_branch = True
        atoms = self.vocabulary.atoms
        made = [atoms[value] for value in industries if value in atoms]
        spellings, syllables = self._spellings(parts, brand, is_institution=is_institution) if brand else ((), ())
        # by position: half as long as by name, and it is made of every name
        return CompanyName(
            core, "".join(core), forms, written_forms, words, "".join(words), is_han, is_scattered, parts,
            tuple(brand), spellings, syllables, frozenset(places) if places else _NONE,
            made[0] if len(made) == 1 else _NONE.union(*made), tuple(sorted(numbers)) if numbers else (),
            frozenset(said) if said else _NOTHING, is_institution or not spellings, is_branch,
            is_han and any(LOST_SIGN in word for word in core),
        )  # fmt: skip

    def _spelled(self, part: Part) -> str:
        """One Latin form of a word of a brand; all names of an institution have one."""
        if part.value:
            return part.value
        return "".join(self.scripts.readings(part.text)[0]) if has_han(part.text) else part.text

    def with_parts(self, name: CompanyName, parts: tuple[Part, ...]) -> CompanyName:
        """The same name with its words told apart otherwise."""
        return self._named(name.core, name.forms, name.written_forms, name.words, name.is_han, name.is_scattered, parts)

    def _parts(self, words: list[str], all_pinyin: bool) -> list[Part]:
        # Words of trade in pinyin count only in names that have no English one: 锌业 is xinye, and so is many a brand.
        parts: list[Part] = []
        has_brand = False
        at, end = 0, len(words)
        while at < end:
            word = words[at]
            settled = self._by_itself(word)
            if settled is not None and (at + 1 == end or words[at + 1] not in _DIVISIONS):
                parts.append(settled)
                has_brand = has_brand or settled.kind == "brand"
                at += 1
                continue
            if not word.isascii() and has_han(word):
                of_han = list(self._chinese.han_parts(word))
                parts += of_han
                has_brand = has_brand or any(part.kind == "brand" for part in of_han)
                at += 1
                continue
            size, part = self._latin_part(words, at, weak_too=has_brand and all_pinyin)
            has_brand = has_brand or part.kind == "brand"
            if part.kind == "brand" and len(word) >= _LONG_WORD and size == 1:
                parts += self._split(part, weak_too=all_pinyin)
            else:
                parts.append(part)
            at += size
        return parts

    def _read_by_itself(self, word: str) -> Part | None:
        """What a word in Latin letters says, whatever stands beside it, unless that makes a place of it; or None.

        A word in pinyin, a numeral, the first of a known phrase and a word that says something weakly look beside them.
        """
        if not word.isascii() or self.scripts.syllables(word) or self.scripts.is_syllable(word):
            return None
        if self.vocabulary.begins_phrase(word) or (word[0] in _NUMERALS and _ROMAN.fullmatch(word)):
            return None
        meaning = self.vocabulary.meanings.get(word)
        return None if meaning is not None and meaning.weak else self._latin_part([word], 0, weak_too=False)[1]

    def _latin_part(self, words: list[str], at: int, *, weak_too: bool) -> tuple[int, Part]:
        word = words[at]
        if not word.isalpha():
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
        if at and word[0] in _NUMERALS and _ROMAN.fullmatch(word):
            return 1, Part(word, "number", str(_roman(word)))
        if at + 1 < len(words) and words[at + 1] in _DIVISIONS and self.scripts.syllables(word):
            known = found[1].value if found is not None and found[1].kind == "place" else f"?{word}"
            return 2, Part(word, "place", known)
        return 1, Part(word, "brand", "")

    def _is_syllable_of_a_brand(self, words: list[str], at: int) -> bool:
        """Whether a little word (da, di, la) stands beside an unknown single syllable: Da Quan, Heng Rui Da."""
        beside = (words[at + 1] if at + 1 < len(words) else "", words[at - 1] if at else "")
        single = any(len(self.scripts.syllables(w)) == 1 and w not in self.vocabulary.meanings for w in beside)
        return single and len(self.scripts.syllables(words[at])) == 1

    def _split(self, part: Part, *, weak_too: bool) -> Iterator[Part]:
        """A place before, or a word of trade behind, a brand in pinyin that is joined with it: Xinjianghuafu."""
        syllables = self.scripts.syllables(part.text)
        known = self.vocabulary.meanings
        for cut in range(len(syllables) - _BRAND_SYLLABLES, 1, -1):
            head = "".join(syllables[:cut])
            meaning = known.get(head)
            if meaning and meaning.kind == "place" and not meaning.weak and part.text.startswith(head):
                yield Part(head, "place", meaning.value)
                rest = part.text.removeprefix(head)
                said = known.get(rest)
                is_institution = said is not None and said.kind == "institution"
                yield Part(rest, "brand", said.value if said and is_institution else "")
                return
        for cut in range(_BRAND_SYLLABLES, len(syllables) - 1):
            tail = "".join(syllables[cut:])
            meaning = known.get(tail)
            is_trade = meaning is not None and meaning.weak and meaning.kind in ("industry", "activity")
            if meaning and weak_too and is_trade and part.text.endswith(tail):
                yield Part(part.text.removesuffix(tail), "brand", "")
                yield Part(tail, meaning.kind, meaning.value)
                return
        yield part

    def _spellings(
        self, parts: tuple[Part, ...], brand: list[str], *, is_institution: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Joined Latin forms of the brand, and its pinyin syllables if all of it is pinyin."""
        scripts = self.scripts
        if is_institution:
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


def _once(words: list[str]) -> list[str]:
    """Half of the words where they are written twice."""
    half = len(words) // 2
    return words[:half] if half and words[:half] == words[half:] else words


def _with_institutions(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Institutions are brands; without one, and without any brand, see `_with_a_brand`."""
    kinds = [part.kind for part in parts]
    if "institution" in kinds:
        return tuple(Part(p.text, "brand", p.value) if p.kind == "institution" else p for p in parts)
    return parts if "brand" in kinds else _with_a_brand(parts)


def _with_a_brand(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Where no word is a brand, a place that lies in none of the places before it is: Shaya Jinhua Cotton."""
    before: list[str] = []
    for at, part in enumerate(parts):
        if part.kind != "place":
            continue
        apart = not any(part.value.startswith(code) or code.startswith(part.value) for code in before)
        if before and apart and len(part.value) > _PROVINCE:
            return (*parts[:at], Part(part.text, "brand", ""), *parts[at + 1 :])
        before.append(part.value)
    return parts


def _roman(text: str) -> int:
    values = [_NUMERALS[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
