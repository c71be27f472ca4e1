"""Texts in a column of China's regions that no table knows, and what they may mean: "Xinjian", "Gaungdong".

A province that is misspelt is not seen by any rule about Xinjiang, so it must be told. Nothing here resolves a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.text import is_placeholder, key

_MOST = 3
_BETWEEN = re.compile(r"[,;/|\n()\[\]，；、（）【】]")
_HAN = pattern(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]+")
_AREAS = """
asia asean apac apj emea amer americas america europe africa oceania global world international domestic overseas
china prc cn mainland greater far pacific north south east west northeast northwest southeast southwest northern
southern eastern western central coastal inland middle region area and of the
中国 中國 大陆 大陸 亚洲 亞洲 亚太 国内 國內 海外 华东 华南 华北 华中 东北 西北 西南 東北 華東 華南 華北 華中 境内
"""
AREAS = frozenset(_AREAS.split())
"""Words that name a part of the world or of China without naming a province: no province is stated then."""


class Spelling(NamedTuple):
    """A spelling of a place, Latin letters without blanks."""

    letters: str
    place: str
    is_province: bool


class RegionHints:
    """Near spellings of places.

    Args:
        spellings: of provinces and places.
        class_words: words that may follow a name ("province", "shi").
    """

    def __init__(self, spellings: Iterable[Spelling], class_words: frozenset[str]) -> None:
        self._spellings = tuple(spellings)
        self._class_words = class_words

    def names_something(self, text: str) -> bool:
        """Whether a text claims to name a place: it has a word, and not only words for half a continent."""
        words = [word for word in key(text).split() if not word.isdigit()]
        return not is_placeholder(text) and any(word not in AREAS and word not in self._class_words for word in words)

    def near(self, text: str) -> tuple[str, ...]:
        """Places whose names the text may have misspelt: those that are nearest, provinces before others."""
        found: list[tuple[int, bool, bool, str]] = []
        for letters in self._read(text):
            for spelling in self._spellings:
                slips = OSA.distance(letters, spelling.letters)
                if slips <= _slips(letters, spelling.letters):
                    begins = letters[0] == spelling.letters[0]
                    found.append((slips, not begins, not spelling.is_province, spelling.place))
        fewest = min(found, default=(0,))[0]
        return tuple(dict.fromkeys(place for slips, *_, place in sorted(found) if slips == fewest))[:_MOST]

    def _read(self, text: str) -> Iterator[str]:
        """The parts of a text in Latin letters, without class words; Han by its sound, as slips in Han are made."""
        for part in _BETWEEN.split(text):
            line = _pinyin(part) if not part.isascii() and _HAN.search(part) else part
            words = _LATIN.findall(key(line))
            while len(words) > 1 and words[-1] in self._class_words:
                words.pop()
            if words:
                yield "".join(words)


def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text))


def _slips(one: str, other: str) -> int:
    """How many letters may differ: none of four, one of up to seven, two of more."""
    size = max(len(one), len(other))
    return 0 if size < 5 else 1 if size < 8 else 2
