"""Words of one name that are slips or shortenings of what the other name says: Textlie, Trdg, Shiheezi.

Such a word looks like part of the brand when its name is read by itself; beside the other name it can be told.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.screening.brands import is_other_word, slips
from supplychain_risk.screening.names import CompanyName
from supplychain_risk.screening.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supplychain_risk.screening.names import NameReader

_LONGEST = 5
"""Parts that may be one phrase."""
_SHORTEST = 4
"""Letters of a place or word of trade in which one slip is seen."""
_SHORTENED = range(3, 6)
"""Letters of a shortening of unknown form: Pkg, Trdg, Elctr."""


class Repairer:
    """Reads leftover words of a brand anew in the light of another name."""

    def __init__(self, reader: NameReader) -> None:
        self._reader = reader

    @cached_property
    def _forms(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(kind, value) → its Latin forms."""
        found: dict[tuple[str, str], list[str]] = {}
        for form, meaning in self._reader.vocabulary.meanings.items():
            if form.isascii() and len(form) > 3:
                found.setdefault((meaning.kind, meaning.value), []).append(form)
        return {mark: tuple(forms) for mark, forms in found.items()}

    def repaired(self, name: CompanyName, beside: CompanyName) -> CompanyName:
        """`name` with such words told apart; itself if there is none. A brand stays, if the other name has one."""
        texts = {part.text for part in beside.parts}
        doubtful = [p for p in name.parts if p.kind == "brand" and p.text.isascii() and p.text not in texts]
        keep = 1 if beside.spellings else 0
        left = len(name.brand) - keep
        if not doubtful or left < 1:
            return name
        parts: list[Part] = []
        at = 0
        while at < len(name.parts):
            found = self._meant(name.parts, at, doubtful, beside, left)
            if found is None:
                parts.append(name.parts[at])
                at += 1
                continue
            size, part = found
            left -= sum(p.kind == "brand" for p in name.parts[at : at + size])
            parts.append(part)
            at += size
        return (
            name
            if len(parts) == len(name.parts) and left == len(name.brand) - keep
            else self._reader.with_parts(name, tuple(parts))
        )

    def _meant(
        self, parts: tuple[Part, ...], at: int, doubtful: list[Part], beside: CompanyName, left: int
    ) -> tuple[int, Part] | None:
        """How many parts from here on are one phrase with a slip, and what it says."""
        for size in range(min(_LONGEST, len(parts) - at), 0, -1):
            window = parts[at : at + size]
            brands = sum(part.kind == "brand" for part in window)
            if not 0 < brands <= left or not any(part in doubtful for part in window):
                continue
            text = " ".join(part.text for part in window)
            is_pinyin = bool(self._reader.scripts.syllables(text.replace(" ", "")))
            for part in beside.parts:
                if part.kind not in ("place", "industry", "activity"):
                    continue
                for form in self._forms.get((part.kind, part.value), ()):
                    if form.count(" ") != text.count(" "):
                        continue
                    both = is_pinyin and " " not in form and bool(self._reader.scripts.syllables(form))
                    if both and not (part.kind == "place" and beside.spellings):
                        continue  # two words in pinyin that differ by a letter are two words
                    if size == 1 and not beside.spellings and is_other_word(text, form):
                        continue  # Needle Craft, Noodle Craft: no brand would be left on either side
                    if _slips(text, form) or (size == 1 and not is_pinyin and _shortens(text, form)):
                        return size, Part(text, part.kind, part.value)
        return None


def _slips(text: str, form: str) -> int:
    """Slips between two words of trade or places; a letter doubled in the wrong place is one."""
    found = slips(text, form, _SHORTEST)
    if found is None:
        once = _doubled_once(text), _doubled_once(form)
        found = 1 if once[0] == once[1] else slips(*once)
    return found or 0


def _doubled_once(text: str) -> str:
    """Text with doubled letters written once: apparel and aparrel are both aparel."""
    return "".join(c for at, c in enumerate(text) if at == 0 or text[at - 1] != c)


def _shortens(word: str, form: str) -> bool:
    """Whether a word is the start of another, or some of its letters in order."""
    if len(word) >= len(form):
        return False
    if len(word) > 3 and form.startswith(word):
        return True
    letters = iter(form)
    return len(word) in _SHORTENED and word[0] == form[0] and all(letter in letters for letter in word)
