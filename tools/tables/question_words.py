"""question_words: the texts of the workbook of questions, one row per phrase and language.

python tools/build_reference.py question_words --source tools/tables/vocab/question_words.csv
"""

from __future__ import annotations

import re
from pathlib import Path

from common import Row

_PLACE = re.compile(r"\{\w+\}")
"""What a text is filled with, such as {name}."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """The texts; a translation is filled with the same as the English one."""
    english = {row["phrase"]: row["text"] for row in rows if row["language"] == "en"}
    made = []
    for row in rows:
        phrase, language, text = row["phrase"], row["language"], row["text"].strip()
        if phrase not in english:
            raise SystemExit(f"{phrase}: add its English text, beside which the others stand")
        if not text or sorted(_PLACE.findall(text)) != sorted(_PLACE.findall(english[phrase])):
            raise SystemExit(f"{phrase} in {language}: it has to hold a text with the same {{…}} as the English one")
        made.append(
            {
                "id": f"{phrase}-{language}",
                "phrase": phrase,
                "language": language,
                "text": text,
                "source_url": "supplychain_risk: own words of the questions to a supplier",
                "confidence": "curated",
            }
        )
    return made
