"""Which countries a text that names none may mean: for hints only, no resolver uses them.

A hint must not lead astray: "Kongo (Dem. Rep.)" has most letters in common with "Dem. People's Rep. of Korea". So the
words that names of many countries share do not count, and what is left must be the same word or nearly so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from supplychain_risk.resolve.text import key

_COMMON = """
republic rep republik republica republique democratic dem democratica people peoples popular state states united
union federal federation fed federative kingdom island islands isl isles is territory territories terr province
region special administrative sar commonwealth sultanate principality of the and de la le el north south east west
northern southern eastern western central new saint sainte san sankt st great arab islamic socialist plurinational
bolivarian british french dutch american us usa africa african america asia europe part former rest s n e w
"""
COMMON = frozenset(_COMMON.split())
"""Words that do not tell countries apart."""
MOST = 3
_US = frozenset(("us", "usa"))
"""Beside these words "Georgia" is the state."""


class _Name(NamedTuple):
    code: str
    words: frozenset[str]
    distinctive: frozenset[str]
    letters: str
    """Of all words, without blanks."""
    own: str
    """Of the words that tell it apart, without blanks; empty for "United States"."""


class CountryHints:
    """Hints from English names: key of the name → (code, whether a state is called so, too)."""

    def __init__(self, names: Mapping[str, tuple[str, bool]]) -> None:
        self._names = [_named(code, name) for name, (code, _) in names.items()]
        self._states = frozenset(code for code, is_state in names.values() if is_state)
        self.near = lru_cache(maxsize=1 << 14)(self._near)

    def _near(self, text: str) -> tuple[str, ...]:
        """Codes of up to three countries whose names a text may have misspelt or shortened, the nearest first."""
        asked = _named("", key(text))
        if len(asked.letters) < 4:
            return ()
        compared = [(*_alike(asked, name), name) for name in self._names if asked.own or not name.own]
        near = [(slips, name) for slips, few, name in compared if slips <= few]
        if not near:
            near = [(slips, name) for slips, _, name in compared if asked.distinctive & name.distinctive]
        if asked.words & _US:
            near = [(slips, name) for slips, name in near if name.code not in self._states]
        near.sort(key=lambda found: (found[0], -len(asked.words & found[1].words), found[1].code))
        return tuple(dict.fromkeys(name.code for _, name in near))[:MOST]


def _named(code: str, name: str) -> _Name:
    words = name.split()
    own = [word for word in words if word not in COMMON]
    distinctive = frozenset(word for word in own if len(word) > 2)
    return _Name(code, frozenset(words), distinctive, "".join(words), "".join(own))


def _alike(asked: _Name, name: _Name) -> tuple[int, int]:
    """Letters that differ, and how many may: none of four, one of five or six, two of more.

    All words count where a name has none of its own: what tells "United Stats" from "United States" is a slip.
    """
    one, other = (asked.own, name.own) if name.own else (asked.letters, name.letters)
    size = max(len(one), len(other))
    return OSA.distance(one, other), 0 if size < 5 else 1 if size < 7 else 2
