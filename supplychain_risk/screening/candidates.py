"""Which listed names are worth comparing with a name: those that share a spelling, a word or all but a slip with it.

Every look-up is a dictionary look-up, so the cost of a name does not grow with the lists, but for names that share
its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from supplychain_risk.naming.cutoff import SHORTEST as SHORTEST_CUT
from supplychain_risk.naming.cutoff import stem
from supplychain_risk.naming.near import NearWords
from supplychain_risk.naming.parts import SAYING
from supplychain_risk.naming.slips import as_seen
from supplychain_risk.naming.words import LOST_SIGN

if TYPE_CHECKING:
    from supplychain_risk.naming.names import CompanyName, NameReader
    from supplychain_risk.naming.parts import Said

_RAREST = 3
"""Words of a listed brand by which it is found, rarest first."""
_MANY = 24
"""Listed names that share one word or part of a brand from which on the word alone finds nothing."""
_MANY_CUT = 8
"""Listed names that begin alike from which on the beginning alone finds nothing."""
_PAIR = 2
_LEAST_SYLLABLES = 2
_LEAST_SAID = 2
_TELLING = 7.5
"""Bits from which one word of a listed brand of several finds it: more than any one syllable has."""


class Found(NamedTuple):
    """Numbers of listed names that are worth a look, by what they have in common with a name; each in one set."""

    alike: set[int]
    """A spelling, all words, or the beginning; names without a brand, the words they say."""
    sharing: set[int]
    """A word of the brand, or its first or last syllables."""
    near: set[int]
    """All of the brand but a slip."""
    near_by_word: set[int]
    """A word of the brand but a slip."""


class Candidates:
    """Listed names by keys; names are numbered in the order in which they are added."""

    def __init__(self, reader: NameReader, word_bits: Callable[[str], float]) -> None:
        self._reader = reader
        self._readings = reader.scripts.readings
        self._word_bits = word_bits
        self._exact: dict[str, list[int]] = {}
        self._saying: dict[Said, list[int]] = {}
        """Names without a brand, by each thing they say."""
        self._with_word: dict[str, list[int]] = {}
        self._beginning: dict[str, list[int]] = {}
        self._ending: dict[str, list[int]] = {}
        """Names by the first or last syllables of a brand in pinyin."""
        self._near = NearWords(reader)
        self._near_whole = NearWords(reader)
        """Names without a brand, as one word; apart, since few names are like that and every name asks for them."""
        self._cut: dict[str, list[tuple[str, int]]] = {}
        """Names by their first letters: the whole, and the number."""
        self._in_han: list[tuple[str, int]] = []
        self._in_syllables: list[tuple[tuple[str, ...], int]] = []
        self._less_a_sign: dict[str | tuple[str, ...], list[int]] = {}
        """Names in Han, and brands in pinyin, with one sign lost; made when the first such name asks."""
        self._added = 0

    def add(self, name: CompanyName, also: Iterable[str] = ()) -> int:
        """Number of the name; `also` are brands of other spelling under which it is found, too."""
        number = self._added
        self._added += 1
        self._less_a_sign.clear()
        if name.is_han:
            self._in_han.append((name.compact, number))
        if name.syllables:
            self._in_syllables.append((name.syllables, number))
        for key in {*self._exact_keys(name), *also}:
            self._exact.setdefault(key, []).append(number)
        words = self._words(name, _RAREST)
        for word in {*self._telling(words), *name.spellings}:
            self._with_word.setdefault(word, []).append(number)
        for index, ends in zip((self._beginning, self._ending), _ends(name.syllables), strict=True):
            for end in ends:
                index.setdefault(end, []).append(number)
        if name.spellings and name.is_own_brand:
            self._near_whole.add(name.compact, number)  # an institution: all of its words are its brand
        beginning = stem(name.letters)
        if beginning:
            self._cut.setdefault(beginning, []).append((name.letters, number))
        if name.spellings:
            for word in {*words, *name.spellings}:
                self._near.add(word, number)
        else:
            self._near_whole.add(name.compact, number)
            for said in name.said:
                self._saying.setdefault(said, []).append(number)
        return number

    def same(self, name: CompanyName) -> set[int]:
        """Numbers of the names that are the same, joined or not, the legal form aside."""
        every = (self._exact.get(key, ()) for key in ("=" + name.compact, "~" + name.letters))
        return {number for numbers in every for number in numbers}

    def find(self, name: CompanyName) -> Found:
        """The listed names that are worth a look beside a name."""
        found: set[int] = set()
        exact, spellings = self._exact, name.spellings
        for key in self._exact_keys(name):
            numbers = exact.get(key)
            if numbers is not None:
                found.update(numbers)
        # joined with its neighbors and alone: a word of trade with a slip in it looks like one more word of the brand
        words = self._words(name, None)
        if len(name.brand) > 1:
            words = list(dict.fromkeys((*words, *[word for word in name.brand if len(word) > 1])))
            if len(name.brand) > _PAIR:  # a blank within the brand, and a slip elsewhere
                words += [one + other for one, other in pairwise(name.brand)]
        if spellings:  # a slip can make a word of trade look like a brand: Costruction Corps
            if len(name.said) >= _LEAST_SAID and self._saying:
                found |= self._saying_as_much(name)
        else:
            for said in name.said:
                found.update(self._saying.get(said, ()))
        sharing: set[int] = set()
        self._add_loose(name, words, sharing)
        near: set[int] = set()
        for spelling in spellings:
            near |= self._near.numbers(spelling)
        if self._near_whole:
            found |= self._near_whole.numbers(name.compact)
        if len(name.letters) >= SHORTEST_CUT:
            longer = self._cut.get(name.letters[:SHORTEST_CUT])
            if longer is not None:
                begun = [number for letters, number in longer if letters.startswith(name.letters)]
                found.update(begun if len(begun) <= _MANY_CUT else ())
        if name.has_lost_sign:
            found |= self._but_a_sign(name)
        by_word: set[int] = set()
        for word in words:
            if word not in spellings:
                by_word |= self._near.numbers(word)
        if sharing or near or by_word:
            sharing -= found
            near -= found
            near -= sharing
            by_word -= found
            by_word -= sharing
            by_word -= near
        return Found(found, sharing, near, by_word)

    def _but_a_sign(self, name: CompanyName) -> set[int]:
        """Numbers of the names that are the same, or whose brand is read the same, but for the sign that is lost."""
        if not self._less_a_sign:
            for wholes in (self._in_han, self._in_syllables):
                for whole, number in wholes:
                    for at in range(len(whole)):
                        key = (*whole[:at], LOST_SIGN, *whole[at + 1 :])
                        self._less_a_sign.setdefault("".join(key) if isinstance(whole, str) else key, []).append(number)
        keys: list[str | tuple[str, ...]] = [name.compact, *self._readings("".join(name.brand))]
        return {number for key in keys for number in self._less_a_sign.get(key, ())}

    def _saying_as_much(self, name: CompanyName) -> set[int]:
        """Numbers of names without a brand that share two of their words with this one."""
        lists = [self._saying[said] for said in name.said if said in self._saying]
        if len(lists) < _LEAST_SAID:
            return set()
        shared = Counter(number for numbers in lists if len(numbers) <= _MANY for number in numbers)
        return {number for number, times in shared.items() if times >= _LEAST_SAID}

    def _add_loose(self, name: CompanyName, words: list[str], found: set[int]) -> None:
        """Adds the names that share a word, or the first or last syllables, unless so many do that it tells nothing."""
        spellings, syllables = name.spellings, name.syllables
        if words:
            _add_few(self._with_word, words, found)
            _add_few(self._beginning, words, found)
            _add_few(self._ending, words, found)
        if spellings:
            _add_few(self._with_word, spellings, found)
        if len(syllables) < _LEAST_SYLLABLES:
            return
        _add_few(self._beginning, spellings, found)
        _add_few(self._ending, spellings, found)
        if len(syllables) == _LEAST_SYLLABLES:
            return
        beginnings, endings = _ends(syllables)
        for index, ends in (
            (self._with_word, beginnings),
            (self._with_word, endings),
            (self._beginning, beginnings),
            (self._ending, endings),
        ):
            _add_few(index, ends, found)

    def _exact_keys(self, name: CompanyName) -> list[str]:
        """Keys under which names of one company always meet, whatever their number."""
        keys = ["=" + name.compact, "~" + name.letters, *name.spellings]
        if name.brand and not name.is_han:
            keys.append("^" + as_seen("".join(name.brand)))
        if len(name.words) > 1:
            keys.append("%" + " ".join(sorted(name.words)))
        if len(name.brand) > 1:
            keys.append("&" + " ".join(sorted(name.brand)))
        if not name.spellings:  # what is no brand here may be another name's brand: Tuoli (a county), 拓力
            for part in name.parts:
                if part.kind in SAYING:
                    is_latin = part.text.isascii()
                    keys.append(part.text.replace(" ", "") if is_latin else "".join(self._readings(part.text)[0]))
        return keys

    def _words(self, name: CompanyName, most: int | None) -> list[str]:
        """Words of the brand, neighboring ones in pinyin joined; the rarest if not all."""
        if len(name.brand) == 1:
            return [word for word in name.brand if len(word) > 1]
        words: list[str] = []
        was_pinyin = was_letter = False
        for word in name.brand:
            is_letter = len(word) == 1 and word.isascii()
            is_pinyin = not is_letter and bool(self._reader.scripts.syllables(word))
            if (is_pinyin and was_pinyin) or (is_letter and was_letter):  # Tai Da, G & G
                words[-1] += word
            else:
                words.append(word)
            was_pinyin, was_letter = is_pinyin, is_letter
        words = [word for word in words if len(word) > 1]
        if most is None or len(words) <= most:
            return words
        return sorted(words, key=lambda word: (-self._word_bits(word), word))[:most]

    def _telling(self, words: list[str]) -> list[str]:
        """Words by which alone a listed name is worth finding: rare ones, or the only one."""
        return [word for word in words if len(words) == 1 or self._word_bits(word) >= _TELLING]


def _add_few(index: Mapping[str, list[int]], keys: Iterable[str], found: set[int]) -> None:
    """Adds the names under each key, unless they are many."""
    for key in keys:
        numbers = index.get(key)
        if numbers is not None and len(numbers) <= _MANY:
            found.update(numbers)


def _ends(syllables: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Beginnings and ends of a brand in pinyin, of at least two syllables and not all of them."""
    sizes = range(_LEAST_SYLLABLES, len(syllables))
    return ["".join(syllables[:size]) for size in sizes], ["".join(syllables[-size:]) for size in sizes]
