"""The ILO indicators of forced labor, and the words by which reported indicators are told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from common import TABLES, Row, sibling, slug

sys.path.insert(0, str(TABLES.parent.parent))

from supplychain_risk.resolve.text import key
from supplychain_risk.resolve.vocabulary import OWN_NAME

SOURCE_URL = (
    "https://seafish.org/responsible-sourcing/tools-for-ethical-seafood-sourcing/records/"
    "ilo-programme-indicators-of-forced-labour"
)
WORDS = TABLES / "vocab" / "ilo_indicator_words.csv"
READINGS = {
    "is": ("is", ""),
    "sign": ("sign", ""),
    "unclear": ("one-of", "or something else: the text does not say of whom or by whom"),
}
"""How a line of vocabulary reads → reading and note of its rows."""


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """`ilo_indicators` and `ilo_indicator_aliases`; a word that means two indicators is an error."""
    indicators = [
        {
            "id": slug(row["name"]),
            "number": row["number"],
            "name": row["name"],
            "source_url": SOURCE_URL,
            "confidence": "two-source",
        }
        for row in rows
    ]
    known = {row["id"] for row in indicators}
    made: dict[str, Row] = {}
    for row in indicators:
        # "Deception" and "Isolation" are everyday words: alone in a cell they name the indicator, in a sentence not
        match = "phrase" if " " in row["name"] else "whole"
        made[key(row["name"])] = _alias(row["name"], "en", row["id"], match, "ILO booklet", "two-source")
    for entry in sibling(WORDS, WORDS.name):
        if entry["code"] not in known:
            raise SystemExit(f"ilo_indicators: words for an unknown indicator: {entry['code']}")
        for word, row in own_words(entry):
            earlier = made.setdefault(key(word), row)
            if (earlier["code"], earlier["reading"]) != (row["code"], row["reading"]):
                raise SystemExit(f"ilo_indicators: '{word}' means {earlier['code']} and {entry['code']}")
    return {"ilo_indicators": indicators, "ilo_indicator_aliases": sorted(made.values(), key=lambda row: row["id"])}


def own_words(entry: Row) -> Iterator[tuple[str, Row]]:
    """The words of a line of vocabulary, each with its row. What is unclear is looked for as a whole text only."""
    reading, note = READINGS[entry["reading"]]
    for written in entry["words"].split("|"):
        word = written.removeprefix("=")
        match = "whole" if written != word or reading == "one-of" else "phrase"
        row = _alias(word, entry["language"], entry["code"], match, OWN_NAME, "derived")
        yield word, {**row, "reading": reading, "note": note}


def _alias(word: str, language: str, code: str, match: str, source: str, confidence: str) -> Row:
    return {
        "id": f"{language}-{key(word).replace(' ', '-')}-{code}",
        "alias": word,
        "key": key(word),
        "code": code,
        "language": language,
        "reading": "is",
        "match": match,
        "note": "",
        "source": source,
        "source_url": SOURCE_URL,
        "confidence": confidence,
    }
