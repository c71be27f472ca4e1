"""Chinese names that lack something of a known word: their end is cut off within it, or one sign of it is lost.

What a fragment stands for is only said in the light of another name that says it: 和田泰达服, Hetian Taida Apparel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.naming.parts import SAYING, Said
from supplychain_risk.naming.scripts import has_han
from supplychain_risk.naming.words import LOST_SIGN

if TYPE_CHECKING:
    from supplychain_risk.naming.names import CompanyName
    from supplychain_risk.naming.vocabulary import Vocabulary

_LONGEST = 8
"""Signs of the longest word that is completed."""
_LEAST_LEFT = 2
"""Signs of the shortest brand, which a cut-off name must have before the fragment."""
_KEPT = 1 << 12
_Known = tuple[tuple[str, Said], ...]
"""Known words in Han, and what each says."""


class Fragments:
    """Look-ups over the words of the vocabulary in Han, built where the first name asks for them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._completions = lru_cache(maxsize=_KEPT)(self._completions_of)

    def completed(self, name: CompanyName, said: frozenset[Said]) -> tuple[str, ...] | None:
        """The words of a name in Han with its fragment completed to a word that says one of `said`; None for others."""
        if name.has_lost_sign or not name.forms:
            for words, meaning in self._completions(name.core, name.has_lost_sign):
                if meaning in said:
                    return words
        return None

    def _completions_of(self, core: tuple[str, ...], has_lost_sign: bool) -> tuple[tuple[tuple[str, ...], Said], ...]:
        return tuple(self._with_sign(core) if has_lost_sign else self._with_end(core))

    @cached_property
    def _beginning(self) -> Mapping[str, _Known]:
        """Beginning of a word of trade in Han → the words, the shortest first."""
        found: dict[str, list[tuple[str, Said]]] = {}
        for form, said in sorted(self._han_forms(), key=lambda known: (len(known[0]), known)):
            if said[0] != "place":
                for size in range(1, len(form)):
                    found.setdefault(form[:size], []).append((form, said))
        return {start: tuple(known) for start, known in found.items()}

    @cached_property
    def _less_a_sign(self) -> Mapping[str, _Known]:
        """A word in Han with one sign lost → the words."""
        found: dict[str, list[tuple[str, Said]]] = {}
        for form, said in sorted(self._han_forms()):
            for at in range(len(form)):
                found.setdefault(form[:at] + LOST_SIGN + form[at + 1 :], []).append((form, said))
        return {word: tuple(known) for word, known in found.items()}

    def _han_forms(self) -> Iterator[tuple[str, Said]]:
        for form, meaning in self._vocabulary.meanings.items():
            if meaning.kind in SAYING and 1 < len(form) <= _LONGEST and not form.isascii() and has_han(form):
                yield form, (meaning.kind, meaning.value)

    def _with_end(self, core: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Said]]:
        *front, last = core
        for size in range(min(_LONGEST, len(last) - _LEAST_LEFT), 0, -1):
            for form, said in self._beginning.get(last[-size:], ()):
                yield (*front, last[:-size] + form), said

    def _with_sign(self, core: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Said]]:
        number = next(number for number, word in enumerate(core) if LOST_SIGN in word)
        word = core[number]
        lost = word.index(LOST_SIGN)
        for size in range(min(_LONGEST, len(word)), 1, -1):
            for start in range(max(0, lost - size + 1), min(lost, len(word) - size) + 1):
                for form, said in self._less_a_sign.get(word[start : start + size], ()):
                    whole = word[:start] + form + word[start + size :]
                    yield (*core[:number], whole, *core[number + 1 :]), said
