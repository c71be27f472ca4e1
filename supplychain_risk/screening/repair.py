"""Words of one name that are slips or shortenings of what the other name says: Textlie, Trdg, Shiheezi.

Such a word looks like part of the brand when its name is read by itself; beside the other name it can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.screening.brands import is_other_word, slips
from supplychain_risk.screening.names import CompanyName
from supplychain_risk.screening.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supplychain_risk.screening.names import NameReader

_LONGEST = 4
"""Parts that may be one phrase."""
_SHORTEST = 4
"""Letters of a place or word of trade in which one slip is seen."""
_SHORTENED = range(3, 6)
"""Letters of a shortening of unknown form: Pkg, Trdg, Elctr."""
_DOUBLED = re.compile(r"(.)\1+")
_KINDS = frozenset(("place", "industry", "activity"))

Said = tuple[str, str]
"""What a word says: kind and value."""


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


class Repairer:
    """Reads leftover words of a brand anew in the light of another name."""

    def __init__(self, reader: NameReader) -> None:
        self._reader = reader
        self._near: dict[str, tuple[tuple[str, Said], ...]] = {}
        self._readings_of: dict[str, tuple[_Reading, ...]] = {}
        self._shortening: dict[tuple[str, Said], bool] = {}

    @cached_property
    def _forms(self) -> Mapping[Said, tuple[str, ...]]:
        """What a word says → its Latin one-word forms."""
        found: dict[Said, list[str]] = {}
        for form, meaning in self._reader.vocabulary.meanings.items():
            if meaning.kind in _KINDS and form.isascii() and " " not in form and len(form) >= _SHORTEST:
                found.setdefault((meaning.kind, meaning.value), []).append(form)
        return {said: tuple(forms) for said, forms in found.items()}

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Key of a form with a slip → forms; see `_keys`."""
        found: dict[str, list[str]] = {}
        for form, meaning in self._reader.vocabulary.meanings.items():
            if meaning.kind in _KINDS and form.isascii() and len(form) >= _SHORTEST:
                for key in _keys(form):
                    found.setdefault(key, []).append(form)
        return {key: tuple(forms) for key, forms in found.items()}

    def repaired(self, name: CompanyName, beside: CompanyName) -> CompanyName:
        """`name` with such words told apart; itself if there is none. A brand stays, if the other name has one."""
        keep = 1 if beside.spellings else 0
        left = len(name.brand) - keep
        if left < 1:
            return name
        readings = self._readings(name)
        said = {(part.kind, part.value) for part in beside.parts if part.kind in _KINDS}
        if not said or not readings:
            return name
        texts = {part.text for part in beside.parts if part.kind == "brand"}
        parts = list(name.parts)
        for reading in readings:  # longest phrases first
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
            if part.kind in _KINDS and self._is_spelled(part.text, beside.spellings):
                parts = (*name.parts[:at], Part(part.text, "brand", ""), *name.parts[at + 1 :])
                return self._reader.with_parts(name, parts)
        return name

    def _is_spelled(self, text: str, spellings: tuple[str, ...]) -> bool:
        if text.isascii():
            return text.replace(" ", "") in spellings
        return any("".join(reading) in spellings for reading in self._reader.scripts.readings(text))

    def _readings(self, name: CompanyName) -> tuple[_Reading, ...]:
        """Phrases of a name that hold a word of its brand and may say something else; kept per name."""
        found = self._readings_of.get(name.text)
        if found is None:
            found = self._readings_of[name.text] = tuple(self._read(name.parts))
        return found

    def _read(self, parts: tuple[Part, ...]) -> Iterator[_Reading]:
        for size in range(min(_LONGEST, len(parts)), 0, -1):
            for at in range(len(parts) - size + 1):
                window = parts[at : at + size]
                if not any(part.kind == "brand" and part.text.isascii() for part in window):
                    continue
                text = " ".join(part.text for part in window)
                near = self._forms_near(text)
                may_be_short = size == 1 and len(text) >= _SHORTENED[0] and not self._reader.scripts.syllables(text)
                if near or may_be_short:
                    yield _Reading(at, size, text, near, may_be_short)

    def _meant(self, reading: _Reading, said: set[Said], *, has_brand: bool) -> Said | None:
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

    def _forms_near(self, text: str) -> tuple[tuple[str, Said], ...]:
        """Known forms of as many words that differ from a text by few slips, and what they say."""
        found = self._near.get(text)
        if found is None:
            forms = {form for key in _keys(text) for form in self._by_key.get(key, ())}
            near = sorted(f for f in forms if f != text and f.count(" ") == text.count(" ") and _slipped(text, f))
            meanings = self._reader.vocabulary.meanings
            found = self._near[text] = tuple((f, (meanings[f].kind, meanings[f].value)) for f in near)
        return found

    def _is_shortening(self, word: str, meaning: Said) -> bool:
        key = (word, meaning)
        found = self._shortening.get(key)
        if found is None:
            found = self._shortening[key] = any(_shortens(word, form) for form in self._forms.get(meaning, ()))
        return found


def _keys(text: str) -> Iterator[str]:
    """Keys that two texts share if one slip tells them apart, or if a doubled letter does."""
    yield text
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]
    yield "=" + _doubled_once(text)


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
