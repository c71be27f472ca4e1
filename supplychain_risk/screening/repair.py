"""Words of one name that are slips or shortenings of what the other name says: Textlie, Trdg, Shiheezi.

Such a word looks like part of the brand when its name is read by itself; beside the other name it can be told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from supplychain_risk.screening.names import CompanyName
from supplychain_risk.screening.parts import SAYING, Part, Said
from supplychain_risk.screening.slips import is_other_word, slips, slips_allowed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supplychain_risk.screening.names import NameReader

_LONGEST = 4
"""Parts that may be one phrase."""
_SHORTEST = 4
"""Letters of a place or word of trade in which one slip is seen."""
_KEPT = 1 << 15
"""Words and names of which the answer is kept."""
_SHORTENED = range(3, 6)
"""Letters of a shortening of unknown form: Pkg, Trdg, Elctr."""
_DOUBLED = re.compile(r"(.)\1+")
_GONE = Part("", "gone", "")
"""Stands where a part was joined with the one before it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A phrase that may be a slip or shortening: where it stands, its text, and the known forms it is near to."""

    at: int
    size: int
    text: str
    near: tuple[tuple[str, Said], ...]
    may_be_short: bool

    @property
    def end(self) -> int:
        return self.at + self.size


@dataclass(frozen=True, slots=True)
class _Readings:
    """All such phrases of a name, longest first, and together what they may say, shortenings aside."""

    each: tuple[_Reading, ...]
    may_say: frozenset[Said]
    any_may_be_short: bool


class Repairer:
    """Reads leftover words of a brand anew in the light of another name."""

    def __init__(self, reader: NameReader) -> None:
        self._reader = reader
        self._words_near = lru_cache(maxsize=_KEPT)(self._forms_near)
        self._readings = lru_cache(maxsize=_KEPT)(self._readings_of)

    @cached_property
    def _forms(self) -> Mapping[tuple[Said, str], tuple[str, ...]]:
        """What a word says, and a first letter → its Latin one-word forms."""
        found: dict[tuple[Said, str], list[str]] = {}
        for form, meaning in self._reader.vocabulary.meanings.items():
            if meaning.kind in SAYING and form.isascii() and " " not in form and len(form) >= _SHORTEST:
                found.setdefault(((meaning.kind, meaning.value), form[0]), []).append(form)
        return {said: tuple(forms) for said, forms in found.items()}

    @cached_property
    def _sorted_forms(self) -> list[str]:
        return sorted(form for forms in self._forms.values() for form in forms)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Key of a word with a slip → one-word forms; see `_keys`."""
        found: dict[str, list[str]] = {}
        for form, meaning in self._reader.vocabulary.meanings.items():
            if meaning.kind in SAYING and form.isascii() and len(form) >= _SHORTEST and " " not in form:
                for key in _keys(form):
                    found.setdefault(key, []).append(form)
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def _by_other_words(self) -> Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """A phrase with one of its words left open → known forms that are so, and that word, doubled letters once."""
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for form, meaning in self._reader.vocabulary.meanings.items():
            if meaning.kind in SAYING and " " in form and form.isascii():
                for key, word in _each_left_open(form):
                    found.setdefault(key, []).append((form, _doubled_once(word)))
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def _words_of_phrases(self) -> frozenset[str]:
        """Words of forms of several words."""
        return frozenset(word for key in self._by_other_words for word in key if word)

    def can_mend(self, name: CompanyName) -> bool:
        """Whether any word of the brand of a name may be a slip or shortening of something else."""
        return bool(self._readings(name.parts).each)

    def repaired(self, name: CompanyName, beside: CompanyName) -> CompanyName:
        """`name` with such words told apart; itself if there is none. A brand stays, if the other name has one."""
        keep = 1 if beside.spellings else 0
        left = len(name.brand) - keep
        if left < 1:
            return name
        said = beside.said
        if not said:
            return name
        readings = self._readings(name.parts)
        if not readings.any_may_be_short and readings.may_say.isdisjoint(said):
            return name
        texts = {part.text for part in beside.parts if part.kind == "brand"}
        parts = list(name.parts)
        for reading in readings.each:  # longest phrases first
            window = parts[reading.at : reading.at + reading.size]
            if _GONE in window or all(
                p.kind != "brand" or p.text in texts for p in name.parts[reading.at : reading.end]
            ):
                continue
            brands = sum(part.kind == "brand" for part in window)
            meaning = self._meant(reading, said, has_brand=bool(beside.spellings)) if brands <= left else None
            if meaning is not None:
                parts[reading.at : reading.end] = [Part(reading.text, *meaning)] + [_GONE] * (reading.size - 1)
                left -= brands
        if left == len(name.brand) - keep:
            return name
        return self._reader.with_parts(name, tuple(part for part in parts if part is not _GONE))

    def with_place_as_brand(self, name: CompanyName, beside: CompanyName) -> CompanyName:
        """A name without a brand, a word of which is spelled as the other's brand: Tuoli (a county), 拓力."""
        if name.spellings or not beside.spellings:
            return name
        for at, part in enumerate(name.parts):
            if part.kind in SAYING and self._is_spelled(part.text, beside.spellings):
                parts = (*name.parts[:at], Part(part.text, "brand", ""), *name.parts[at + 1 :])
                return self._reader.with_parts(name, parts)
        return name

    def _is_spelled(self, text: str, spellings: tuple[str, ...]) -> bool:
        if text.isascii():
            return text.replace(" ", "") in spellings
        return any("".join(reading) in spellings for reading in self._reader.scripts.readings(text))

    def _readings_of(self, parts: tuple[Part, ...]) -> _Readings:
        """Phrases of a name that hold a word of its brand and may say something else."""
        each = tuple(self._read(parts))
        may_say = frozenset(said for reading in each for _, said in reading.near)
        return _Readings(each, may_say, any(reading.may_be_short for reading in each))

    def _read(self, parts: tuple[Part, ...]) -> Iterator[_Reading]:
        is_brand = [part.kind == "brand" and part.text.isascii() for part in parts]
        if len(parts) > 1:
            known = self._words_of_phrases
            # a phrase near a known one has at most one word that is in none
            unknown = [
                part.text not in known and sum(word not in known for word in part.text.split()) for part in parts
            ]
            for size in range(min(_LONGEST, len(parts)), 1, -1):
                for at in range(len(parts) - size + 1):
                    if sum(unknown[at : at + size]) > 1 or not any(is_brand[at : at + size]):
                        continue
                    text = " ".join([part.text for part in parts[at : at + size]])
                    near = self._phrases_near(text)
                    if near:
                        yield _Reading(at, size, text, near, may_be_short=False)
        for at, part in enumerate(parts):
            if is_brand[at]:
                near = self._words_near(part.text)
                may_be_short = self._may_be_short(part.text)
                if near or may_be_short:
                    yield _Reading(at, 1, part.text, near, may_be_short)

    def _may_be_short(self, word: str) -> bool:
        """Whether a word can be a shortening: it is short, or longer words begin with it; no word in pinyin is one."""
        if len(word) < _SHORTENED[0] or self._reader.scripts.syllables(word):
            return False
        if len(word) in _SHORTENED:
            return True
        at = bisect_right(self._sorted_forms, word)
        return at < len(self._sorted_forms) and self._sorted_forms[at].startswith(word)

    def _meant(self, reading: _Reading, said: frozenset[Said], *, has_brand: bool) -> Said | None:
        for form, meaning in reading.near:
            # Needle Craft, Noodle Craft: no brand would be left on either side
            if meaning in said and self._is_slip(reading.text, form, meaning, has_brand=has_brand):
                return meaning
        if reading.may_be_short:
            for meaning in sorted(said):
                if self._is_shortening(reading.text, meaning):
                    return meaning
        return None

    def _is_slip(self, text: str, form: str, meaning: Said, *, has_brand: bool) -> bool:
        syllables = self._reader.scripts.syllables
        both = " " not in text and " " not in form and syllables(text) and syllables(form)
        if both and not (meaning[0] == "place" and has_brand):
            return False  # two words in pinyin that differ by a letter are two words
        return has_brand or " " in text or not is_other_word(text, form)

    def _phrases_near(self, text: str) -> tuple[tuple[str, Said], ...]:
        """Known forms of as many words that differ from a text by few slips, and what they say."""
        near: set[str] = set()
        for key, word in _each_left_open(text):
            forms = self._by_other_words.get(key)
            if forms is not None:
                once, allowed = _doubled_once(word), _slips_in_a_phrase(word)
                near.update(form for form, like in forms if OSA.distance(once, like, score_cutoff=allowed) <= allowed)
        near = {form for form in near if form != text and _slipped(text, form)}
        return self._with_meanings(near) if near else ()

    def _forms_near(self, word: str) -> tuple[tuple[str, Said], ...]:
        """The same for one word."""
        by_key, keys = self._by_key, _keys(word)
        if by_key.keys().isdisjoint(keys):
            return ()
        forms = {form for key in keys if key in by_key for form in by_key[key]}
        return self._with_meanings({form for form in forms if form != word and _slipped(word, form)})

    def _with_meanings(self, forms: set[str]) -> tuple[tuple[str, Said], ...]:
        meanings = self._reader.vocabulary.meanings
        return tuple((form, (meanings[form].kind, meanings[form].value)) for form in sorted(forms))

    def _is_shortening(self, word: str, meaning: Said) -> bool:
        return any(_shortens(word, form) for form in self._forms.get((meaning, word[0]), ()))


def _keys(word: str) -> list[str]:
    """Keys that two words share if one slip tells them apart, or if a doubled letter does."""
    return [word, *[word[:at] + word[at + 1 :] for at in range(len(word))], "=" + _doubled_once(word)]


def _each_left_open(phrase: str) -> list[tuple[tuple[str, ...], str]]:
    """The words of a phrase with each in turn left open, and the word."""
    words = phrase.split()
    return [((*words[:at], "", *words[at + 1 :]), words[at]) for at in range(len(words))]


def _slips_in_a_phrase(word: str) -> int:
    """Slips that a word of a phrase may have: one, or as many as it may have by itself."""
    return max(1, slips_allowed(len(word)))


def _slipped(text: str, form: str) -> bool:
    """Whether slips tell two words of trade or places apart; a letter doubled in the wrong place is one."""
    if slips(text, form, _SHORTEST):
        return True
    once = _doubled_once(text), _doubled_once(form)
    return once[0] == once[1] or bool(slips(*once))


def _doubled_once(text: str) -> str:
    """Text with doubled letters written once: apparel and aparrel are both aparel."""
    return _DOUBLED.sub(r"\1", text)


def _shortens(word: str, form: str) -> bool:
    """Whether a word is the start of another, or some of its letters in order."""
    if len(word) >= len(form) or word[0] != form[0]:
        return False
    if len(word) > _SHORTENED[0] and form.startswith(word):
        return True
    letters = iter(form)
    return len(word) in _SHORTENED and all(letter in letters for letter in word)
