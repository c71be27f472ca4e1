"""Which listed names are worth comparing with a name: those that share a spelling, a word or all but a slip with it.

Every look-up is a dictionary look-up, so the cost of a name does not grow with the lists, but for names that share
its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supplychain_risk.screening.brands import LETTERS_PER_SLIP, slips

if TYPE_CHECKING:
    from supplychain_risk.screening.names import CompanyName, NameReader

_END_LETTERS = ((5, range(LETTERS_PER_SLIP[1][0], 13)), (6, range(11, 200)))
"""How many letters at an end find a word of so many letters; the ranges overlap, since slips change the length."""
_SHORTEST_SLIPPED = 4
_RAREST = 2
"""Words of a listed brand by which it is found, rarest first."""
_MANY = 60
"""Listed names that share one word or part of a brand from which on the word alone finds nothing."""
_LEAST_SYLLABLES = 2


class Candidates:
    """Listed names by keys; names are numbered in the order in which they are added."""

    def __init__(self, reader: NameReader) -> None:
        self._reader = reader
        self._exact: dict[str, list[int]] = {}
        self._loose: dict[str, list[int]] = {}
        self._slipped: dict[str, list[str]] = {}
        self._of_word: dict[str, list[int]] = {}
        self._added = 0

    def add(self, name: CompanyName) -> int:
        """Number of the name."""
        number = self._added
        self._added += 1
        for key in set(self._exact_keys(name)):
            self._exact.setdefault(key, []).append(number)
        for key in set(self._loose_keys(name)):
            self._loose.setdefault(key, []).append(number)
        for word in {*self._words(name, _RAREST), *name.spellings}:
            numbers = self._of_word.setdefault(word, [])
            if not numbers:
                for key in _slip_keys(word):
                    self._slipped.setdefault(key, []).append(word)
            numbers.append(number)
        return number

    def find(self, name: CompanyName) -> list[int]:
        """Numbers of the names worth comparing, ascending."""
        found: set[int] = set()
        for key in self._exact_keys(name):
            found.update(self._exact.get(key, ()))
        words = self._words(name, None)
        for key in self._looked_up(name, words):
            numbers = self._loose.get(key)
            if numbers is not None and len(numbers) <= _MANY:
                found.update(numbers)
        for word in {*words, *name.spellings}:
            found.update(self._near(word))
        return sorted(found)

    def _near(self, word: str) -> Iterator[int]:
        """Numbers of the names with a word that few slips tell from this one; two words in pinyin are two words."""
        syllables = self._reader.scripts.syllables
        is_pinyin = bool(syllables(word))
        likes: set[str] = set()
        for key in _slip_keys(word):
            likes.update(self._slipped.get(key, ()))
        likes.discard(word)
        for like in likes:
            if not (is_pinyin and syllables(like)) and slips(word, like, _SHORTEST_SLIPPED):
                yield from self._of_word[like]

    def _exact_keys(self, name: CompanyName) -> Iterator[str]:
        """Keys under which names of one company always meet, whatever their number."""
        yield "=" + name.compact
        yield from name.spellings
        if len(name.brand) > 1:
            yield "&" + " ".join(sorted(name.brand))
        if not name.spellings:
            for part in name.parts:
                if part.kind == "place":
                    yield part.text.replace(" ", "")
            trades = sorted({part.value for part in name.parts if part.kind in ("industry", "activity")})
            yield "#" + " ".join(trades)
            for trade in trades:
                yield "#" + trade

    def _loose_keys(self, name: CompanyName) -> Iterator[str]:
        for word in self._words(name, _RAREST):
            yield "w" + word
        yield from _ends(name.syllables)

    def _looked_up(self, name: CompanyName, words: list[str]) -> Iterator[str]:
        for word in words:
            yield "w" + word
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
        words = [word for word in words if len(word) > 1]
        if most is None or len(words) <= most:
            return words
        return sorted(words, key=lambda word: (-self._reader.vocabulary.bits("word", word), word))[:most]


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
    yield "-" + word
    for at in range(size):
        yield "-" + word[:at] + word[at + 1 :]
    for letters, sizes in _END_LETTERS:
        if size in sizes:
            yield f"1{word[:letters]}"
            yield f"2{word[-letters:]}"
