"""Words of one name that are slips or shortenings of what the other name says: Textlie, Trdg, Shiheezi.

Such a word looks like part of the brand when its name is read by itself; beside the other name it can be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.naming.fragments import Fragments
from supplychain_risk.naming.names import CompanyName
from supplychain_risk.naming.parts import SAYING, Part, Said
from supplychain_risk.naming.slips import is_other_word

if TYPE_CHECKING:
    from supplychain_risk.naming.names import NameReader

_LONGEST = 4
"""Parts that may be one phrase."""
_KEPT = 1 << 15
"""Names of which the answer is kept."""
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
        self._misspellings = reader.misspellings
        self._fragments = Fragments(reader.vocabulary)
        self._readings = lru_cache(maxsize=_KEPT)(self._readings_of)

    def are_mended(self, one: CompanyName, other: CompanyName) -> bool:
        """Whether a word of either name is told apart in the light of the other."""
        return self.repaired(one, other) is not one or self.repaired(other, one) is not other

    def repaired(self, name: CompanyName, beside: CompanyName) -> CompanyName:
        """`name` with such words told apart; itself if there is none. A brand stays, if the other name has one."""
        said = beside.said
        if name.is_han and said and (whole := self._fragments.completed(name, said)):
            return self._reader.read_words(whole)
        keep = 1 if beside.spellings else 0
        left = len(name.brand) - keep
        if left < 1 or not said:
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
            meaning = None
            if brands <= left:
                meaning = self._meant(reading, said, has_brand=bool(beside.spellings), is_english=_is_english(name))
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
            known = self._misspellings.words_of_phrases
            # a phrase near a known one has at most one word that is in none
            unknown = [
                part.text not in known and sum(word not in known for word in part.text.split()) for part in parts
            ]
            for size in range(min(_LONGEST, len(parts)), 1, -1):
                for at in range(len(parts) - size + 1):
                    if sum(unknown[at : at + size]) > 1 or not any(is_brand[at : at + size]):
                        continue
                    text = " ".join([part.text for part in parts[at : at + size]])
                    near = self._misspellings.phrases_near(text)
                    if near:
                        yield _Reading(at, size, text, near, may_be_short=False)
        for at, part in enumerate(parts):
            if is_brand[at]:
                near = self._misspellings.words_near(part.text)
                may_be_short = self._misspellings.may_be_short(part.text)
                if near or may_be_short:
                    yield _Reading(at, 1, part.text, near, may_be_short)

    def _meant(self, reading: _Reading, said: frozenset[Said], *, has_brand: bool, is_english: bool) -> Said | None:
        for form, meaning in reading.near:
            # Needle Craft, Noodle Craft: no brand would be left on either side
            if meaning in said and self._is_slip(
                reading.text, form, meaning, has_brand=has_brand, is_english=is_english
            ):
                return meaning
        if reading.may_be_short:
            for meaning in sorted(said):
                if self._misspellings.is_shortening(reading.text, meaning):
                    return meaning
        return None

    def _is_slip(self, text: str, form: str, meaning: Said, *, has_brand: bool, is_english: bool) -> bool:
        syllables = self._reader.scripts.syllables
        both = " " not in text and " " not in form and syllables(text) and syllables(form)
        known = self._reader.vocabulary.meanings.get(form)
        is_english_word = is_english and known is not None and not known.weak  # Minning beside Group is no pinyin
        if both and not (has_brand and (meaning[0] == "place" or is_english_word)):
            return False  # two words in pinyin that differ by a letter are two words
        return has_brand or " " in text or not is_other_word(text, form)


def _is_english(name: CompanyName) -> bool:
    """Whether a name has words of trade or a legal form that are not Chinese: its words are not all pinyin."""
    is_form = any(not form.startswith("zh") for form in name.forms)
    return is_form or any(part.kind in ("industry", "activity", "descriptor") for part in name.parts)
