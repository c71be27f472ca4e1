"""Words of headings in their forms, plurals and cases: "Поставщики", "Land des Vorlieferanten"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

SHORTEST_STEM = 4
"""Letters that two forms of a word share at least."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word (or several) of a table where it stands in a heading key, perhaps in another form."""

    word: str
    text: str
    """As it stands in the key."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Words by what a heading key must have to hold them, so that few of them are looked for in it."""

    spaced: frozenset[str]
    """Words that stand between blanks."""
    most: int
    """Of how many words the longest of these is."""
    by_sign: Mapping[str, Sequence[str]]
    """Words that stand anywhere, by their first sign."""
    by_stem: Mapping[str, Sequence[str]]
    """Words that may stand in another form, by the first letters of their last word."""

    @classmethod
    def of(cls, words: Iterable[str]) -> _Places:
        spaced: set[str] = set()
        by_sign: dict[str, list[str]] = {}
        by_stem: dict[str, list[str]] = {}
        for word in words:
            if word.isascii() or " " in word:
                spaced.add(word)
            else:
                by_sign.setdefault(word[0], []).append(word)
            if len(word) > SHORTEST_STEM:
                by_stem.setdefault(word[word.rfind(" ") + 1 :][:SHORTEST_STEM], []).append(word)
        return cls(frozenset(spaced), max((word.count(" ") + 1 for word in spaced), default=0), by_sign, by_stem)

    def in_full(self, key: str) -> frozenset[str]:
        """The words between blanks that a key holds."""
        tokens = key.split(" ")
        runs = (" ".join(tokens[at:end]) for at in range(len(tokens)) for end in range(at + 1, at + self.most + 1))
        return self.spaced.intersection(runs)

    def anywhere(self, key: str) -> list[str]:
        """The words that stand anywhere in a key."""
        return [word for sign in set(key) if sign in self.by_sign for word in self.by_sign[sign] if word in key]


class Forms:
    """Tells whether two words are forms of one: alike but for endings of the table."""

    def __init__(self, endings: Iterable[str]) -> None:
        self._endings = frozenset(("", *endings))
        self._places: dict[frozenset[str], _Places] = {}

    def same(self, one: str, other: str) -> bool:
        """Whether two words are forms of one word."""
        if one == other:
            return True
        size = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        return size >= SHORTEST_STEM and {one[size:], other[size:]} <= self._endings

    def all_same(self, one: str, other: str) -> bool:
        """Whether two phrases are, word by word, forms of the same words."""
        a, b = one.split(), other.split()
        return len(a) == len(b) and all(map(self.same, a, b))

    def phrases(self, words: frozenset[str], key: str) -> list[Phrase]:
        """The words that a heading key holds, longest first: as they stand, else in another form.

        Words of scripts without blanks are found anywhere; the others where a word begins.
        """
        tokens = key.split()
        places = self._places.get(words)
        if places is None:
            places = self._places[words] = _Places.of(words)
        found: dict[str, Phrase] = {}
        for word in places.in_full(key):
            found[word] = Phrase(word, word)
        for word in places.anywhere(key):
            # of "страна субпоставщика" the whole last word goes, of "二次サプライヤーの国" only the part
            text = word if not _is_spaced(word) else next((t for t in tokens if word in t), word)
            found[word] = Phrase(word, text if text.startswith(word) else word)
        for stem in {token[:SHORTEST_STEM] for token in tokens}:
            for word in places.by_stem.get(stem, ()):
                if word not in found and (text := self._inflected(word, tokens)):
                    found[word] = Phrase(word, text)
        return sorted(found.values(), key=lambda p: (p.word != p.text, -len(p.text), p.word))

    def _inflected(self, word: str, tokens: list[str]) -> str:
        parts = word.split()
        for at in range(len(tokens) - len(parts) + 1):
            window = tokens[at : at + len(parts)]
            if window[:-1] == parts[:-1] and self.same(parts[-1], window[-1]):
                return " ".join(window)
        return ""


def without(key: str, text: str) -> str:
    """A heading key without a part of it."""
    if text.isascii() or " " in text or f" {text} " in f" {key} ":
        return " ".join(f" {key} ".replace(f" {text} ", " ", 1).split())
    return " ".join(key.replace(text, "", 1).split())


def _is_spaced(word: str) -> bool:
    """Whether words of this script stand apart in heading keys; Chinese, Japanese and Korean ones do not."""
    return not any("\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in word)


class Known:
    """Finds the known heading that differs from one by the endings of its words."""

    def __init__(self, known: Iterable[str], forms: Forms) -> None:
        self._forms = forms
        self._known = known

    def find(self, key: str) -> str | None:
        """The known heading, or None."""
        words = key.split()
        if not words or len(words) > 4 or len(words[0]) < SHORTEST_STEM:
            return None
        alike = self._by_stem.get((key[:SHORTEST_STEM], len(words)), ())
        return next((known for known in alike if self._forms.all_same(known, key)), None)

    @cached_property
    def _by_stem(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """First letters and number of words → the known headings that begin so; whole before anybody sees it."""
        made: dict[tuple[str, int], list[str]] = {}
        for known in self._known:
            if len(known) >= SHORTEST_STEM:
                made.setdefault((known[:SHORTEST_STEM], known.count(" ") + 1), []).append(known)
        return made
