"""Abbreviated headings written out, word by word: "Sup Nm" → "supplier name", "Lief.-Bez." → "lieferant bezeichnung".

An abbreviation may stand for words of several languages and meanings; whoever asks takes what makes a known heading.
"""

from __future__ import annotations

from itertools import product

from supplychain_risk.intake.words import HeadingWords

_MOST_WORDS = 6
"""Words of a heading; a longer text is a sentence."""
_MOST_READINGS = 24
_SHORTEST_ALONE = 3
"""Letters of an abbreviation that is a heading by itself; two are the code of a country as well."""


class Abbreviations:
    """Writes the abbreviations of headings out."""

    def __init__(self, words: HeadingWords) -> None:
        self._full = {word: tuple(value.split("|")) for word, value in words.values("abbreviation").items()}
        self._longest = max((word.count(" ") + 1 for word in self._full), default=1)

    def written_out(self, key: str) -> tuple[str, ...]:
        """A heading key with its abbreviations written out, in every way they can be read; () if it has none."""
        words = key.split()
        if not words or len(words) > _MOST_WORDS or (len(words) == 1 and len(key) < _SHORTEST_ALONE):
            return ()
        parts: list[tuple[str, ...]] = []
        found = False
        at = 0
        while at < len(words):
            size, full = self._longest_at(words, at)
            parts.append(full)
            found = found or full != (words[at],)
            at += size
        if not found:
            return ()
        return tuple(" ".join(reading) for reading, _ in zip(product(*parts), range(_MOST_READINGS), strict=False))

    def _longest_at(self, words: list[str], at: int) -> tuple[int, tuple[str, ...]]:
        """How many words from a place on are one abbreviation, and what it stands for; one word stands for itself."""
        for size in range(min(self._longest, len(words) - at), 0, -1):
            full = self._full.get(" ".join(words[at : at + size]))
            if full is not None:
                return size, full
        return 1, (words[at],)
