"""Words for signs of forced labor that a law names and the ILO's list does not: North Korean workers, convict labor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from common import TABLES, Row, sibling

sys.path.insert(0, str(TABLES.parent.parent))
sys.path.insert(0, str(TABLES))

import ilo_indicators

from supplychain_risk.resolve.text import key
from supplychain_risk.resolve.vocabulary import OWN_NAME

WORDS = TABLES / "vocab" / "labor_sign_words.csv"
NAMES = {
    "north-korean-workers": "North Korean workers",
    "convict-labor": "Convict labor",
    "labor-transfer": "Labor transfer by a state",
}
"""Code of a sign → its name."""


NATIONALITIES = TABLES / "vocab" / "labor_nationality_words.csv"


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """`labor_signs` and `worker_nationalities`: one row per word; a word of two lines is an error."""
    made: dict[str, Row] = {}
    for entry in sibling(WORDS, WORDS.name):
        for word, row in ilo_indicators.own_words(entry):
            if row["key"] in made:
                raise SystemExit(f"labor_signs: '{word}' stands twice")
            made[row["key"]] = {**row, "name": NAMES[entry["code"]]}
    return {
        "labor_signs": sorted(made.values(), key=lambda row: row["id"]),
        "worker_nationalities": [row for entry in sibling(NATIONALITIES, NATIONALITIES.name) for row in _spread(entry)],
    }


def _spread(entry: Row) -> Iterator[Row]:
    for word in entry["words"].split("|"):
        yield {
            "id": f"{entry['kind']}-{entry['language']}-{key(word).replace(' ', '-')}",
            "kind": entry["kind"],
            "alias": word,
            "key": key(word),
            "language": entry["language"],
            "source": OWN_NAME,
            "source_url": ilo_indicators.SOURCE_URL,
            "confidence": "derived",
        }
