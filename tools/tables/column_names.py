"""column_names: one row per heading, normalized as headings are compared; and the words around them.

python tools/build_reference.py column_names          (reads tools/tables/vocab/{column_names,heading_words}.csv)
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.meaning import COMBINED, EVERYDAY, OTHER, TICK
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.intake.words import KINDS

VOCAB = Path(__file__).resolve().parent / "vocab"

LANGUAGES = {"sap": "en"}
SOURCES = {
    "sap": ("SAP vendor master field names (LFA1, BSEG)", "https://help.sap.com/docs/"),
    "": ("Headings of public supplier lists and trade vocabulary, curated", "https://opensupplyhub.org/"),
}


def transform(rows: list[dict[str, str]], source: Path | None) -> dict[str, list[dict[str, str]]]:
    """Headings, and the words around them; `rows`, if any, are the lines of headings."""
    return {
        "column_names": headings([*(rows or _lines("column_names")), *_signs()]),
        "heading_words": words(_lines("heading_words")),
    }


def _lines(name: str) -> list[dict[str, str]]:
    with (VOCAB / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _signs() -> Iterator[dict[str, str]]:
    """Indicators, and the words for them, as headings over yes and no: "Wages withheld", 是否扣押护照."""
    with (VOCAB.parent / "sources" / "ilo_indicators.csv").open(encoding="utf-8", newline="") as file:
        named = [{"language": "en", "reading": "is", "words": row["name"]} for row in csv.DictReader(file)]
    for row in (*named, *_lines("ilo_indicator_words"), *_lines("labor_sign_words")):
        for written in row["words"].split("|"):
            word = written.removeprefix("=")
            everyday = row["reading"] == "unclear" or written != word or (" " not in word and row["language"] != "zh")
            asked = f";是否{word}" if row["language"] == "zh" else ""
            yield {
                "field": "indicators",
                "sense": EVERYDAY if everyday else TICK,
                "language": row["language"],
                "headings": word + asked,
            }


def words(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """One row per word, its kind and what it means there."""
    made: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        if row["kind"] not in KINDS:
            raise SystemExit(f"heading_words: unknown kind {row['kind']}; known: {', '.join(KINDS)}")
        for word in row["words"].split(";"):
            key = heading_key(word)
            title, url = SOURCES[""]
            made.setdefault(
                (row["kind"], key),
                {
                    "id": f"{row['kind']}-{key.replace(' ', '-')}",
                    "kind": row["kind"],
                    "word": word,
                    "key": key,
                    "value": row["value"],
                    "language": row["language"],
                    "source": title,
                    "source_url": url,
                    "confidence": "derived",
                },
            )
    return list(made.values())


def headings(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Spread each line of headings; a heading that means two things in one language is an error."""
    made: dict[str, dict[str, str]] = {}
    meant: dict[str, tuple[str, str]] = {}
    for row in rows:
        field = row["field"]
        if field not in FIELDS and field not in (OTHER, COMBINED):
            raise SystemExit(f"column_names: unknown field {field}")
        title, url = SOURCES.get(row["language"], SOURCES[""])
        for heading in row["headings"].split(";"):
            key = heading_key(heading)
            language = LANGUAGES.get(row["language"], row["language"])
            earlier = meant.setdefault(key, (field, row["sense"]))
            if earlier[0] != field:
                print(
                    f"column_names: '{heading}' ({row['language']}) is {field} and {earlier[0]}; kept as {earlier[0]}"
                )
                continue
            made.setdefault(
                f"{language}-{key.replace(' ', '-')}",
                {
                    "id": f"{language}-{key.replace(' ', '-')}",
                    "field": field,
                    "sense": row["sense"],
                    "heading": heading,
                    "key": key,
                    "language": language,
                    "source": title,
                    "source_url": url,
                    "confidence": "derived",
                },
            )
    return list(made.values())
