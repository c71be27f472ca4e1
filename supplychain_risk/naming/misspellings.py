"""Known places and words of trade that a word or phrase may be, misspelled or shortened: Textlie, Trdg, Shiheezi."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from supplychain_risk.naming.parts import SAYING, Said
from supplychain_risk.naming.slips import each_less_a_letter, slips, slips_allowed

if TYPE_CHECKING:
    from supplychain_risk.naming.scripts import Scripts
    from supplychain_risk.naming.vocabulary import Vocabulary

_SHORTEST = 4
"""Letters of a place or word of trade in which one slip is seen."""
_KEPT = 1 << 15
"""Words of which the answer is kept."""
_SHORTENED = range(3, 6)
"""Letters of a shortening of unknown form: Pkg, Trdg, Elctr."""
_VOWELS = str.maketrans("", "", "aeiou")
_DOUBLED = re.compile(r"(.)\1+")


class Misspellings:
    """Look-ups over the forms of the vocabulary, each built once."""

    words_near: Callable[[str], tuple[tuple[str, Said], ...]]
    """Known forms of one word that differ from a word by few slips, and what they say."""

    def __init__(self, vocabulary: Vocabulary, scripts: Scripts) -> None:
        self._vocabulary = vocabulary
        self._syllables = scripts.syllables
        self.words_near = lru_cache(maxsize=_KEPT)(self._forms_near)

    @cached_property
    def _forms(self) -> Mapping[tuple[Said, str], tuple[str, ...]]:
        """What a word says, and a first letter → its Latin one-word forms."""
        found: dict[tuple[Said, str], list[str]] = {}
        for form, meaning in self._vocabulary.meanings.items():
            if meaning.kind in SAYING and form.isascii() and " " not in form and len(form) >= _SHORTEST:
                found.setdefault(((meaning.kind, meaning.value), form[0]), []).append(form)
        return {said: tuple(forms) for said, forms in found.items()}

    @cached_property
    def _sorted_forms(self) -> list[str]:
        return sorted(form for forms in self._forms.values() for form in forms)

    @cached_property
    def _skeletons(self) -> frozenset[str]:
        """Consonants of the one-word forms."""
        return frozenset(_without_vowels(form) for form in self._sorted_forms)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[str, ...]]:
        """Key of a word with a slip → one-word forms; see `_keys`."""
        found: dict[str, list[str]] = {}
        for form, meaning in self._vocabulary.meanings.items():
            if meaning.kind in SAYING and form.isascii() and len(form) >= _SHORTEST and " " not in form:
                for key in _keys(form):
                    found.setdefault(key, []).append(form)
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def _by_other_words(self) -> Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """A phrase with one of its words left open → known forms that are so, and that word, doubled letters once."""
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for form, meaning in self._vocabulary.meanings.items():
            if meaning.kind in SAYING and " " in form and form.isascii():
                for key, word in _each_left_open(form):
                    found.setdefault(key, []).append((form, _doubled_once(word)))
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def words_of_phrases(self) -> frozenset[str]:
        """Words of forms of several words."""
        return frozenset(word for key in self._by_other_words for word in key if word)

    def may_be_short(self, word: str) -> bool:
        """Whether a word can be a shortening: it is short, or longer words begin with it; no word in pinyin is one."""
        if len(word) < _SHORTENED[0] or self._syllables(word):
            return False
        if len(word) in _SHORTENED:
            return True
        if len(_without_vowels(word)) * 3 >= len(word) * 2 and _without_vowels(word) in self._skeletons:
            return True
        at = bisect_right(self._sorted_forms, word)
        return at < len(self._sorted_forms) and self._sorted_forms[at].startswith(word)

    def phrases_near(self, text: str) -> tuple[tuple[str, Said], ...]:
        """Known forms of as many words that differ from a text by few slips, and what they say."""
        near: set[str] = set()
        for key, word in _each_left_open(text):
            forms = self._by_other_words.get(key)
            if forms is not None:
                once, allowed = _doubled_once(word), _slips_in_a_phrase(word)
                near.update(form for form, like in forms if OSA.distance(once, like, score_cutoff=allowed) <= allowed)
        near = {form for form in near if form != text and _slipped(text, form)}
        return self._with_meanings(near) if near else ()

    def _forms_near(self, word: str) -> tuple[tuple[str, Said], ...]:
        by_key, keys = self._by_key, _keys(word)
        if by_key.keys().isdisjoint(keys):
            return ()
        forms = {form for key in keys if key in by_key for form in by_key[key]}
        return self._with_meanings({form for form in forms if form != word and _slipped(word, form)})

    def _with_meanings(self, forms: set[str]) -> tuple[tuple[str, Said], ...]:
        meanings = self._vocabulary.meanings
        return tuple((form, (meanings[form].kind, meanings[form].value)) for form in sorted(forms))

    def is_shortening(self, word: str, said: Said) -> bool:
        """Whether a word is a shortening of a form that says this; three letters are too few for a place."""
        if said[0] == "place" and len(word) <= _SHORTENED[0]:
            return False
        return any(_shortens(word, form) for form in self._forms.get((said, word[0]), ()))


def _keys(word: str) -> list[str]:
    """Keys that two words share if one slip tells them apart, or if a doubled letter does."""
    return [word, *each_less_a_letter(word), "=" + _doubled_once(word)]


def _each_left_open(phrase: str) -> list[tuple[tuple[str, ...], str]]:
    """The words of a phrase with each in turn left open, and the word."""
    words = phrase.split()
    return [((*words[:at], "", *words[at + 1 :]), words[at]) for at in range(len(words))]


def _slips_in_a_phrase(word: str) -> int:
    """Slips that a word of a phrase may have: one, or as many as it may have by itself."""
    return max(1, slips_allowed(len(word)))


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
    if len(word) in _SHORTENED:
        return all(letter in letters for letter in word)
    return _without_vowels(word) == _without_vowels(form) and all(letter in letters for letter in word)


def _without_vowels(word: str) -> str:
    """The consonants of a word: a longer shortening keeps all of them (Srvces)."""
    return word.translate(_VOWELS)
