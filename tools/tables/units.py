"""units: the units of measure of UN/CEFACT Recommendation 20 that quantities are compared in, with the words for them.

python tools/build_reference.py units          (reads sources/units.csv and vocab/unit_words.csv of tools/tables/)
"""

from __future__ import annotations

import csv
from pathlib import Path

VOCAB = Path(__file__).resolve().parent / "vocab" / "unit_words.csv"
READ = (
    "https://github.com/uncefact/vocab-codes/blob/36270b0488df2e2358122dabed1660d512ad67c8/"
    "CLR/Rec20/editions%26revisions/rec20_Rev17e-2021-Annex-I.csv"
)


def transform(rows: list[dict[str, str]], source: Path | None) -> list[dict[str, str]]:
    """The units with their words; pieces are counted and have no factor to be read anywhere."""
    with VOCAB.open(encoding="utf-8", newline="") as file:
        words = {row["unit"]: row["words"] for row in csv.DictReader(file)}
    made = [row | {"source_url": READ, "confidence": "verified"} for row in rows]
    piece = {"id": "piece", "name": "piece", "family": "pieces", "factor": "1", "symbol": "pieces"}
    made.append(piece | {"source_url": "supplychain_risk: a count needs no conversion", "confidence": "derived"})
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "family": row["family"],
            "factor": row["factor"],
            "symbol": row["symbol"],
            "words": words[row["id"]],
            "source_url": row["source_url"],
            "confidence": row["confidence"],
        }
        for row in made
    ]
