"""The form in which headings are compared, and which texts ask something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.text import Starts

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
"""Characters of Chinese, Japanese and Korean, for a set of a pattern."""
IN_HAN = pattern(f"[{HAN}]")
LONGEST = 90
"""Characters (those of Chinese, Japanese and Korean count twice); in a longer text a known word says nothing."""
QUESTION = re.compile(r"[?？]")

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)、:]|\(?[a-zA-Z](?:\)|\.(?![a-zà-ÿ]|[^\W\d_]{1,3}\.))|[①-⑳]|q\d+[.:])\s*(?=\S)"
)
"""The number of a heading ("3.", "b)"); "Q.tà" and "s.o." are abbreviations."""
_PLURAL = re.compile(r"\((?:s|es|n|en)\)", re.IGNORECASE)
_GAPS_IN_HAN = pattern(rf"(?<=[{HAN}]) | (?=[{HAN}])")


def heading_key(heading: str) -> str:
    """The form in which headings are compared: no case, accents, punctuation, camelCase, numbering or stars."""
    text = unicodedata.normalize("NFKC", heading)
    text = _NUMBERING.sub("", _PLURAL.sub("", text))
    if not text.isupper():
        text = _CAMEL.sub(" ", text)
    # "#" and "№" mean number; losing them would make "Supplier #" a name
    text = text.replace("№", " no ").replace("#", " no ").replace("%", " percent ").replace("&", " and ").casefold()
    text = unaccented(text).replace("'", "").replace("’", "")
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    return text if text.isascii() else _GAPS_IN_HAN.sub("", text)


class KeyStarts(Starts):
    """Sorts out which texts cannot have one of some keys, nor be made of signs alone.

    Two letters begin the key, or a small and a capital one ("doIt") its first two words.
    """

    def __init__(self, keys: Iterable[str], *, digits: bool = True) -> None:
        """`keys`: as `heading_key` gives them; `digits`: whether a text with digits is wanted at all."""
        super().__init__()
        self._two = frozenset(key[:2] for key in keys)
        self._digits = digits

    def _may_begin(self, start: str) -> bool:
        if not self._digits and any(map(str.isdigit, start)):
            return False
        if len(start) < 2 or not start.isalpha():
            return True
        return start.casefold() in self._two or f"{start[0].casefold()} " in self._two


def is_question(text: str) -> bool:
    """Whether a text asks something; a mark after fewer letters ("OK?") is a column of a list."""
    return len(text) >= 10 and bool(QUESTION.search(text))


def unaccented(text: str) -> str:
    """A text without the accents of Latin letters, as `heading_key` compares them; case and punctuation stay."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
        if not unicodedata.combining(c) or c in "\u3099\u309a"
    )
    return unicodedata.normalize("NFC", plain).replace("ı", "i").replace("đ", "d")
