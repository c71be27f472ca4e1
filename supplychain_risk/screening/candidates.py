"""Which listed names are worth comparing with a name: those that share a spelling, a word or all but a slip with it.

Every look-up is a dictionary look-up, so the cost of a name does not grow with the lists, but for names that share
its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from supplychain_risk.screening.brands import LETTERS_PER_SLIP, WORD_LETTERS, is_odd, may_be_slip

if TYPE_CHECKING:
    from supplychain_risk.screening.names import CompanyName, NameReader

_END_LETTERS = ((5, range(LETTERS_PER_SLIP[1][0], 13)), (6, range(11, 200)))
"""How many letters at an end find a word of so many letters; the ranges overlap, since slips change the length."""
_SHORTEST_SLIPPED = 4
_LONGEST_WITH_KEYS = 100
"""Letters of the longest word that gets a key per letter."""
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
        self._slipped: dict[str, list[str]] = {}
        self._slipped_whole: dict[str, list[str]] = {}
        """Names without a brand, as one word; apart, since few names are like that and every name asks for them."""
        self._of_word: dict[str, list[int]] = {}
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
            self._add_words({*self._words(name, _RAREST), *name.spellings}, number, self._slipped)
        else:
            self._add_words({name.compact}, number, self._slipped_whole)
        return number

    def _add_words(self, words: Iterable[str], number: int, index: dict[str, list[str]]) -> None:
        for word in words:
            keys = list(_slip_keys(word))
            if keys and word not in index.get(keys[0], ()):
                for key in keys:
                    index.setdefault(key, []).append(word)
            self._of_word.setdefault(word, []).append(number)

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
        for word in name.spellings:
            near.update(self._near(word, self._slipped))
        if self._slipped_whole:
            near.update(self._near(name.compact, self._slipped_whole))
        by_word: set[int] = set()
        for word in words:
            if word not in name.spellings:
                by_word.update(self._near(word, self._slipped))
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

    def _near(self, word: str, index: Mapping[str, list[str]]) -> Iterator[int]:
        """Numbers of the names with a word that few slips tell from this one; two words in pinyin are two words."""
        syllables = self._reader.scripts.syllables
        own = syllables(word)
        likes: set[str] = set()
        for key in _slip_keys(word):
            likes.update(index.get(key, ()))
        likes.discard(word)
        is_common = self._reader.vocabulary.is_common
        size, first = len(word), word[:1]
        for like in likes:
            if like[:1] != first and min(size, len(like)) < WORD_LETTERS:
                continue  # asked again in may_be_slip; here it saves most of the cost
            theirs = syllables(like)
            if own and theirs and (len(own) == len(theirs) or not (is_odd(own) or is_odd(theirs))):
                continue
            least = _SHORTEST_SLIPPED if own or theirs else _SHORTEST_SLIPPED + 1
            if may_be_slip(word, like, least) and not (is_common(word) and is_common(like)):
                yield from self._of_word[like]

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


def _slip_keys(word: str) -> Iterator[str]:
    """Keys that two words share if they are at most one slip apart; two, if they are long.

    One letter left out at a time (so that a letter more, less, other or swapped gives a common key), and for long words
    their first and last letters: two slips seldom touch both.
    """
    size = len(word)
    if size < _SHORTEST_SLIPPED or not word.isascii():
        return
    if size <= _LONGEST_WITH_KEYS:
        yield "-" + word
        for at in range(size):
            yield "-" + word[:at] + word[at + 1 :]
    for letters, sizes in _END_LETTERS:
        if size in sizes:
            yield f"1{word[:letters]}"
            yield f"2{word[-letters:]}"
