"""Words that few slips tell apart, found by look-ups alone: a letter left out, or the same first or last letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from supplychain_risk.naming.slips import LETTERS_PER_SLIP, each_less_a_letter, is_odd, may_be_slip, slips_allowed

if TYPE_CHECKING:
    from supplychain_risk.naming.names import NameReader

_END_LETTERS = ((5, range(LETTERS_PER_SLIP[1][0], 13)), (6, range(11, 200)))
"""How many letters at an end find a word of so many letters; the ranges overlap, since slips change the length."""
_SHORTEST_SLIPPED = 4
_LONGEST_WITH_KEYS = 16
"""Letters of the longest word that gets a key per letter: one slip in a longer one leaves its first or last 6 alone."""
_SHORTEST_MIDDLE, _MIDDLE = 11, 2
"""Letters from which on a word is found by its middle, too, and how many letters on each side of it."""


_KEPT = 1 << 15
"""Words of which the answer is kept."""
NOBODY: frozenset[int] = frozenset()


class NearWords:
    """Words with the numbers of the listed names that have them.

    Two words that are at most one slip apart share a key, since each has one for every letter left out (so that a
    letter more, less, other or swapped gives a common one); long words share their first, last or middle letters, too:
    two slips seldom touch all.
    """

    numbers: Callable[[str], frozenset[int]]
    """Numbers of the names with a word that few slips tell from this one; two words in pinyin are two words."""

    def __init__(self, reader: NameReader) -> None:
        self._kept = lru_cache(maxsize=_KEPT)(self._near)
        self.numbers = self._kept
        self._sizes: set[int] = set()
        """Letters that a word may have that is near to one of these."""
        self._syllables = reader.scripts.syllables
        self._is_common = reader.vocabulary.is_common
        self._numbers: dict[str, list[int]] = {}
        self._lacking: dict[str, list[str]] = {}
        self._starting: dict[str, list[str]] = {}
        self._ending: dict[str, list[str]] = {}
        self._in_the_middle: dict[str, list[str]] = {}

    def __bool__(self) -> bool:
        """Whether there is any word."""
        return bool(self._numbers)

    def add(self, word: str, number: int) -> None:
        """Adds a word of the listed name with this number; a word too short for slips finds nothing."""
        word = word.replace(" ", "")
        self._kept.cache_clear()
        numbers = self._numbers.get(word)
        if numbers is not None:
            numbers.append(number)
            return
        self._numbers[word] = [number]
        size = len(word)
        if size < _SHORTEST_SLIPPED or not word.isascii():
            return
        most = slips_allowed(size, _SHORTEST_SLIPPED)
        self._sizes.update(range(size - most, size + most + 1))
        if size <= _LONGEST_WITH_KEYS:
            for key in {word, *each_less_a_letter(word)}:
                self._lacking.setdefault(key, []).append(word)
        for letters, sizes in _END_LETTERS:
            if size in sizes:
                self._starting.setdefault(word[:letters], []).append(word)
                self._ending.setdefault(word[-letters:], []).append(word)
        if size >= _SHORTEST_MIDDLE:
            self._in_the_middle.setdefault(_middle(word, 0), []).append(word)

    def _near(self, word: str) -> frozenset[int]:
        size = len(word)
        if size < _SHORTEST_SLIPPED or size not in self._sizes or not word.isascii():
            return NOBODY
        likes: set[str] = set()
        if size <= _LONGEST_WITH_KEYS:
            lacking = self._lacking
            keys = each_less_a_letter(word)
            keys.append(word)
            if not lacking.keys().isdisjoint(keys):
                likes.update(*[lacking[key] for key in keys if key in lacking])
        for letters, sizes in _END_LETTERS:
            if size in sizes:
                likes.update(self._starting.get(word[:letters], ()), self._ending.get(word[-letters:], ()))
        if size >= _SHORTEST_MIDDLE:
            for shift in (-1, 0, 1):
                likes.update(self._in_the_middle.get(_middle(word, shift), ()))
        likes.discard(word)
        if not likes:
            return NOBODY
        most = slips_allowed(size, _SHORTEST_SLIPPED)  # by the shorter of two words, so no pair may have more
        distance = OSA.distance
        close = [like for like in likes if distance(word, like, score_cutoff=most) <= most]
        if not close:
            return NOBODY
        found: set[int] = set()
        own = self._syllables(word)
        own_is_common = self._is_common(word)
        for like in close:
            theirs = self._syllables(like)
            if own and theirs and (len(own) == len(theirs) or not (is_odd(own) or is_odd(theirs))):
                continue
            least = _SHORTEST_SLIPPED if own or theirs else _SHORTEST_SLIPPED + 1
            if may_be_slip(word, like, least) and not (own_is_common and self._is_common(like)):
                found.update(self._numbers[like])
        return frozenset(found)


def _middle(word: str, shift: int) -> str:
    at = len(word) // 2 + shift
    return word[at - _MIDDLE : at + _MIDDLE + 1]
