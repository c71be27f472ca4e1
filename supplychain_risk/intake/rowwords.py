"""Words in cells that tell what a row is: totals in any language, alone or beside the name of what is summed."""

from __future__ import annotations

import re
from functools import lru_cache

from supplychain_risk.intake.headings import heading_key, unaccented
from supplychain_risk.intake.words import HeadingWords

_AMOUNT_BEHIND = re.compile(r"[\s:：=]*[\d.,'’ ]+$")
_LONGEST = 120
_MARKS = ".:：,;-–—()[]'\""


class RowWords:
    """Tells totals by their words."""

    def __init__(self, words: HeadingWords) -> None:
        self._totals = words["total"]
        self._of = tuple(sorted(words["total_of"], key=lambda word: (-len(word), word)))
        self._glued_totals = tuple(sorted((w for w in self._totals if _glued(w) and len(w) > 1), key=lambda w: -len(w)))
        self._first = frozenset(word.split()[0] for word in (*self._totals, *self._of))
        self._last = frozenset(word.split()[-1] for word in self._totals)
        self._starts = frozenset(word[:2] for word in self._of if _glued(word))
        self._ends = frozenset(word[-1] for word in self._glued_totals)
        self.is_total = lru_cache(maxsize=1 << 14)(self._is_total)
        self.summed = lru_cache(maxsize=1 << 14)(self._summed)

    def mentions(self, text: str) -> bool:
        """Whether a text may speak of a total at all, by its first and last word; quick, and sometimes wrongly yes."""
        words = (text if text.isascii() else unaccented(text)).casefold().split()
        if not words:
            return False
        first, last = words[0].strip(_MARKS), words[-1].strip(_MARKS)
        return first in self._first or last in self._last or last[-1:] in self._ends or words[0][:2] in self._starts

    def _is_total(self, text: str) -> bool:
        """Whether a text is a word for a total and nothing else: "Grand total:", "汇总", "Gesamtergebnis 12"."""
        if not text or len(text) > _LONGEST:
            return False
        key = heading_key(_AMOUNT_BEHIND.sub("", text))
        return key in self._totals

    def _summed(self, text: str) -> str:
        """What a text says is summed, "" where it says nothing of the kind: "Acme Total" → "Acme"."""
        if not text or len(text) > _LONGEST:
            return ""
        plain = text.strip(" :：-–—")
        key = heading_key(plain)
        for start in self._of:
            if key.startswith(start) and key != start:
                return _tail(plain, len(start.split()) if start.isascii() else 0, start)
        parts = plain.split()
        for size in (3, 2, 1):
            if len(parts) > size:
                if heading_key(" ".join(parts[-size:])) in self._totals:
                    return " ".join(parts[:-size]).strip(" :：-–—")
                if heading_key(" ".join(parts[:size])) in self._totals:
                    return " ".join(parts[size:]).strip(" :：-–—")
        for word in self._glued_totals:
            if plain.endswith(word) and len(plain) > len(word):
                return plain.removesuffix(word).strip(" :：-–—")
        return ""


def _glued(word: str) -> bool:
    """Whether a word is of a script that does not part words by blanks."""
    return any(ord(ch) > 0x2E00 for ch in word)


def _tail(text: str, words: int, start: str) -> str:
    return " ".join(text.split()[words:]) if words else text[len(start) :].strip(" :：")
