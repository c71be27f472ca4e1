"""Which language lacks which words: python tools/missing_words.py [LANGUAGE ...]

The words that columns, goods, sectors and signs are recognized by stand in the CSV files of `tools/tables/vocab/`, one
row per meaning and language, so that a translator can add to them in a spreadsheet program: write a row, then build the
table that the last column here names. Without an argument, how much each language has of what English has; with
languages, the meanings that these lack, with the English words to be translated.

A meaning that a language lacks is not always a fault: some words are the same in it, some stand in no sheet, and goods
have more words from `product_words`, which is made of other sources.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VOCAB = Path(__file__).resolve().parent / "tables" / "vocab"
SHOWN = 60
"""Letters of the English words that are shown."""


@dataclass(frozen=True, slots=True)
class Words:
    """A set of files of one kind: which columns tell the meaning, which holds the words, and the table made of them."""

    files: tuple[str, ...]
    meaning: tuple[str, ...]
    words: str
    table: str


SETS: tuple[Words, ...] = (
    Words(("column_names.csv",), ("field", "sense"), "headings", "column_names"),
    Words(("heading_words.csv",), ("kind", "value"), "words", "column_names"),
    Words(
        ("commodity_words_en.csv", "commodity_words_world.csv", "commodity_words_sourced.csv"),
        ("good",),
        "words",
        "commodities",
    ),
    Words(("sector_words_en.csv", "sector_words_world.csv"), ("code",), "words", "sectors"),
    Words(("ilo_indicator_words.csv",), ("code",), "words", "ilo_indicators"),
    Words(("labor_sign_words.csv",), ("code",), "words", "labor_signs"),
    Words(("labor_nationality_words.csv",), ("kind",), "words", "labor_signs"),
    Words(("question_words.csv",), ("phrase",), "text", "question_words"),
)


def known(words: Words) -> dict[str, dict[str, str]]:
    """Language → meaning → the words for it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in words.files:
        with (VOCAB / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                meaning = " ".join(row[column] for column in words.meaning if row[column])
                text = found[row["language"]].get(meaning, "")
                found[row["language"]][meaning] = "|".join(filter(None, (text, row[words.words])))
    return dict(found)


def lacking(of: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """What a language lacks of what English has: meaning → the English words."""
    own = of.get(language, {})
    return {meaning: text for meaning, text in of.get("en", {}).items() if meaning not in own}


def main() -> None:
    """Print the table, or what the languages lack."""
    parser = argparse.ArgumentParser(description="Which language lacks which words of tools/tables/vocab.")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="codes as in the files, such as de or zh")
    asked = parser.parse_args().languages
    kinds = [(words, known(words)) for words in SETS]
    languages = sorted({language for _, of in kinds for language in of} - {"en"})
    for language in asked:
        if language not in languages:
            print(f"{language}: no file has a word of this language yet; known are {', '.join(languages)}")
        for words, of in kinds:
            for meaning, text in lacking(of, language).items():
                print(f"{language}\t{words.files[-1]}\t{meaning}\t{text[:SHOWN]}\tbuild_reference.py {words.table}")
    if not asked:
        print("language", *(words.files[0].removesuffix(".csv").removesuffix("_en") for words, _ in kinds), sep="\t")
        for language in languages:
            shares = (f"{len(of['en']) - len(lacking(of, language))}/{len(of['en'])}" for _, of in kinds)
            print(language, *shares, sep="\t")


if __name__ == "__main__":
    main()
