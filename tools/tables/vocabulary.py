"""What the two tables of words (sectors, commodities) share."""

from __future__ import annotations

import re
import sys

from common import TABLES, Row

sys.path.insert(0, str(TABLES.parent.parent))

from supplychain_risk.resolve.text import key


def guard_rows(entries: list[Row], source_url: str) -> list[Row]:
    """Rows of words that, next to a known word, say that it is absent, imitated, or only what something is for."""
    return [
        {
            "id": f"{entry['position']}-{entry['language']}-{key(word).replace(' ', '-')}",
            "position": entry["position"],
            "language": entry["language"],
            "word": word,
            "key": key(word),
            "why": entry["why"],
            "source_url": source_url,
            "confidence": "derived",
        }
        for entry in entries
        for word in entry["words"].split("|")
    ]


def too_short(mark: str, *, latin: int) -> bool:
    """Whether a normalized word is too short to be looked for inside longer texts, where it would turn up by accident.

    Up to `latin` letters of an alphabet, two kana, one character of another script.
    """
    if mark.isascii():
        return len(mark) <= latin
    return len(mark) <= (2 if re.fullmatch(r"[\u3040-\u30ff]+", mark) else 1)
