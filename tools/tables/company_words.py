"""company_words: one row per form of a word; Han forms give a pinyin form, too.

pip install pypinyin==0.55.0
python tools/build_reference.py company_words --source tools/tables/vocab/company_words.csv
"""

from __future__ import annotations

import sys
from pathlib import Path

from common import TABLES, Row, numbered, slug

sys.path.insert(0, str(TABLES.parent.parent))

from supplychain_risk.resolve.text import key

CURATED = ("curated vocabulary", "https://www.dhs.gov/uflpa-entity-list")
PINYIN = ("pypinyin 0.55.0 of the Han form", "https://pypi.org/project/pypinyin/0.55.0/")
SHORT = frozenset({"tic", "ihr", "ith", "rep"})
"""Short words of other languages that are unlikely to be a syllable of a brand; the others (da, may, son) are left out."""


def transform(rows: list[Row], source: Path) -> list[Row]:
    """Forms in the order of the vocabulary; the first concept that claims a form keeps it."""
    from pypinyin import lazy_pinyin

    made: dict[str, Row] = {}
    taken: set[str] = set()

    def add(form: str, row: Row, script: str, origin: tuple[str, str]) -> None:
        mark = key(form)
        if not mark or mark in made:
            return
        made[mark] = {
            "id": numbered(f"{row['concept']}-{slug(mark) or 'han'}", taken),
            "form": mark,
            "concept": row["concept"],
            "kind": row["kind"],
            "script": script,
            "source": origin[0],
            "source_url": origin[1],
            "confidence": "derived",
        }

    for row in rows:
        for form in row["en"].split("|"):
            add(form, row, "latin", CURATED)
        for form in row["other"].split("|"):
            if row["kind"] == "descriptor" or len(form) > 3 or form in SHORT:
                add(form, row, "latin", CURATED)
        for form in row["zh"].split("|"):
            add(form, row, "han", CURATED)
    for row in rows:
        for form in row["zh"].split("|"):
            if len(form) > 1:
                syllables = lazy_pinyin(form, v_to_u=False)
                add("".join(syllables), row, "pinyin", PINYIN)
    return list(made.values())
