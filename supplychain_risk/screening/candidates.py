"""Which listed names are worth comparing with a name: those that share a spelling, a word or all but a slip with it.

Every look-up is a dictionary look-up, so the cost of a name does not grow with the lists, but for names that share
its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from supplychain_risk.screening.near import NearWords

if TYPE_CHECKING:
    from supplychain_risk.screening.names import CompanyName, NameReader

_RAREST = 2
"""Words of a listed brand by which it is found, rarest first."""
_MANY = 24
"""Listed names that share one word or part of a brand from which on the word alone finds nothing."""
_LEAST_SYLLABLES = 2
_LEAST_SAID = 2
_TELLING = 7.5
"""Bits from which one word of a listed brand of several finds it: more than any one syllable has."""


class Candidates:
    """Listed names by keys; names are numbered in the order in which they are added."""

    def __init__(self, reader: NameReader, word_bits: Callable[[str], float]) -> None:
        self._reader = reader
        self._word_bits = word_bits
        self._exact: dict[str, list[int]] = {}
        self._loose: dict[str, list[int]] = {}
        self._near = NearWords(reader)
        self._near_whole = NearWords(reader)
        """Names without a brand, as one word; apart, since few names are like that and every name asks for them."""
        self._added = 0

    def add(self, name: CompanyName, also: Iterable[str] = ()) -> int:
        """Number of the name; `also` are brands of other spelling under which it is found, too."""
        number = self._added
        self._added += 1
        for key in {*self._exact_keys(name), *also}:
            self._exact.setdefault(key, []).append(number)
        for key in set(self._loose_keys(name)):
            self._loose.setdefault(key, []).append(number)
        if name.spellings:
            for word in {*self._words(name, _RAREST), *name.spellings}:
                self._near.add(word, number)
        else:
            self._near_whole.add(name.compact, number)
        return number

    def find(self, name: CompanyName) -> tuple[set[int], set[int], set[int]]:
        """Numbers of the names that share a spelling or word; whose brand, or a word of it, is a slip away."""
        found: set[int] = set()
        for key in self._exact_keys(name):
            found.update(self._exact.get(key, ()))
        # joined with its neighbors and alone: a word of trade with a slip in it looks like one more word of the brand
        words = list(dict.fromkeys((*self._words(name, None), *(word for word in name.brand if len(word) > 1))))
        if name.spellings:  # a slip can make a word of trade look like a brand: Costruction Corps
            found |= self._saying_as_much(name)
        for key in self._looked_up(name, words):
            self._few(self._loose, key, found)
        near: set[int] = set()
        for spelling in name.spellings:
            near |= self._near.numbers(spelling)
        if self._near_whole:
            near |= self._near_whole.numbers(name.compact)
        by_word: set[int] = set()
        for word in words:
            if word not in name.spellings:
                by_word |= self._near.numbers(word)
        return found, near - found, by_word - near - found

    def _saying_as_much(self, name: CompanyName) -> set[int]:
        """Numbers of names without a brand that share two of their words with this one."""
        keys = set(_said(name))
        if len(keys) < _LEAST_SAID:
            return set()
        shared: Counter[int] = Counter()
        for key in keys:
            numbers = self._exact.get(key, ())
            if len(numbers) <= _MANY:
                shared.update(numbers)
        return {number for number, times in shared.items() if times >= _LEAST_SAID}

    @staticmethod
    def _few(index: Mapping[str, list[int]], key: str, found: set[int]) -> None:
        """Adds the numbers under a key, unless there are so many that it tells nothing."""
        numbers = index.get(key)
        if numbers is not None and len(numbers) <= _MANY:
            found.update(numbers)

    def _exact_keys(self, name: CompanyName) -> Iterator[str]:
        """Keys under which names of one company always meet, whatever their number."""
        yield "=" + name.compact
        yield "~" + name.letters
        yield from name.spellings
        if len(name.brand) > 1:
            yield "&" + " ".join(sorted(name.brand))
        if not name.spellings:
            for part in name.parts:
                if part.kind == "place":
                    yield part.text.replace(" ", "")
            yield from _said(name)

    def _loose_keys(self, name: CompanyName) -> Iterator[str]:
        for word in self._telling(self._words(name, _RAREST)):
            yield "w" + word
        yield from _ends(name.syllables)

    def _looked_up(self, name: CompanyName, words: list[str]) -> Iterator[str]:
        for word in words:
            yield "w" + word
            yield "<" + word
            yield ">" + word
        for spelling in name.spellings:
            yield "w" + spelling
        for end in _ends(name.syllables):
            yield end
            yield "w" + end[1:]
        if len(name.syllables) >= _LEAST_SYLLABLES:
            joined = "".join(name.syllables)
            yield "<" + joined
            yield ">" + joined

    def _words(self, name: CompanyName, most: int | None) -> list[str]:
        """Words of the brand, neighboring ones in pinyin joined; the rarest if not all."""
        words: list[str] = []
        was_pinyin = False
        for word in name.brand:
            is_pinyin = bool(self._reader.scripts.syllables(word))
            if is_pinyin and was_pinyin:
                words[-1] += word
            else:
                words.append(word)
            was_pinyin = is_pinyin
        if len(name.brand) > 1 and all(len(word) == 1 for word in name.brand):
            return ["".join(name.brand)]
        words = [word for word in words if len(word) > 1]
        if most is None or len(words) <= most:
            return words
        return sorted(words, key=lambda word: (-self._word_bits(word), word))[:most]

    def _telling(self, words: list[str]) -> list[str]:
        """Words by which alone a listed name is worth finding: rare ones, or the only one."""
        return [word for word in words if len(words) == 1 or self._word_bits(word) >= _TELLING]


def _said(name: CompanyName) -> Iterator[str]:
    """Keys of names without a brand: what each of their words says."""
    for part in name.parts:
        if part.kind in ("industry", "activity", "place"):
            yield f"#{part.kind}:{part.value}"


def _ends(syllables: tuple[str, ...]) -> Iterator[str]:
    """Beginnings and ends of a brand in pinyin, of at least two syllables and not all of them."""
    for size in range(_LEAST_SYLLABLES, len(syllables)):
        yield "<" + "".join(syllables[:size])
        yield ">" + "".join(syllables[-size:])
