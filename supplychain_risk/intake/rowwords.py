"""Words in cells that tell what a row is: totals in any language, alone or beside the name of what is summed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from supplychain_risk.intake.headingkeys import heading_key, unaccented
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.resolve.text import ascii_words

_AMOUNT_BEHIND = re.compile(r"[\s:：=]*[\d.,'’ ]+$")
_IN_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_BETWEEN = re.compile(r"[\s:：/–—-]+")
"""What parts words, and the words of "Sous-total"."""
_TOKEN = re.compile(r"[^\W_]+")
_LONGEST = 120


class Sum(NamedTuple):
    """What a cell says of a total."""

    what: str
    """What is summed."""
    sure: bool
    """Whether the word for the total is one that no company is called by ("Subtotal", not "Total")."""


class RowWords:
    """Tells totals by their words."""

    def __init__(self, words: HeadingWords) -> None:
        self._totals = words["total"]
        said = {**words.values("total"), **words.values("total_of")}
        self._sure = frozenset(word for word, value in said.items() if value == "sure")
        self._money = frozenset(word for word in words["noise"] if len(word) == 3)
        self._of = tuple(sorted(words["total_of"], key=lambda word: (-len(word), word)))
        glued = sorted(filter(_glued, (*self._totals, *self._of)), key=lambda word: (-len(word), word))
        self._glued_totals = tuple(word for word in glued if word in self._totals)
        self._glued = re.compile("|".join(map(re.escape, glued)) or "(?!)")
        plain = [word.split() for word in (*self._totals, *self._of) if not _glued(word)]
        self._tokens = frozenset(max(parts, key=len) for parts in plain)
        self._most = max(len(parts) for parts in plain)
        self.is_total = lru_cache(maxsize=1 << 14)(self._is_total)
        self.summed = lru_cache(maxsize=1 << 14)(self._summed)

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, words: HeadingWords) -> RowWords:
        """By these words; the same for the same words, so that no sheet makes its own."""
        return cls(words)

    def mentions(self, text: str) -> bool:
        """Whether a text may speak of a total at all, by single words of it; quick, and sometimes wrongly yes."""
        if text.isascii():
            return not self._tokens.isdisjoint(ascii_words(text.lower()))
        if self._glued.search(text):
            return True
        return not self._tokens.isdisjoint(_TOKEN.findall(unaccented(text).casefold()))

    def _is_total(self, text: str) -> bool:
        """Whether a text is a word for a total and nothing else: "Grand total:", "汇总", "Gesamtergebnis 12 EUR"."""
        if not text or len(text) > _LONGEST or not self.mentions(text):
            return False
        if heading_key(text) in self._totals:
            return True
        words = [w for w in _IN_BRACKETS.sub(" ", text).split() if not (w.isupper() and w.casefold() in self._money)]
        return heading_key(_AMOUNT_BEHIND.sub("", " ".join(words))) in self._totals

    def _summed(self, text: str) -> Sum | None:
        """What a text says is summed, None where it says nothing of the kind: "Acme Total" → "Acme"."""
        if not text or len(text) > _LONGEST or not self.mentions(text):
            return None
        plain = _AMOUNT_BEHIND.sub("", text).strip(" :：-–—")
        return self._of_something(plain) or self._beside(plain) or self._glued_behind(plain)

    def _of_something(self, plain: str) -> Sum | None:
        """ "Total for Acme", "求和项：甲"."""
        key = heading_key(plain)
        for start in self._of:
            if key == start or not (f"{key} ".startswith(f"{start} ") or (_glued(start) and key.startswith(start))):
                continue
            what = plain[len(start) :] if _glued(start) else " ".join(_BETWEEN.split(plain)[len(start.split()) :])
            return Sum(what.strip(" :：-–—"), start in self._sure) if what else None
        return None

    def _beside(self, plain: str) -> Sum | None:
        """ "Acme Total", "Sous-total Maghreb": the word for the total stands first or last."""
        parts = [part for part in _BETWEEN.split(plain) if part]
        for size in range(min(self._most, len(parts) - 1), 0, -1):
            for word, rest in ((parts[-size:], parts[:-size]), (parts[:size], parts[size:])):
                key = heading_key(" ".join(word))
                if key in self._totals:
                    return Sum(" ".join(rest), key in self._sure)
        return None

    def _glued_behind(self, plain: str) -> Sum | None:
        """ "中国小计"."""
        for word in self._glued_totals:
            if plain.endswith(word) and len(plain) > len(word):
                return Sum(plain.removesuffix(word).strip(" :：-–—"), word in self._sure)
        return None


def _glued(word: str) -> bool:
    """Whether a word is of a script that does not part words by blanks."""
    return any(ord(ch) > 0x2E00 for ch in word)
