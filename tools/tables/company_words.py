"""company_words: one row per form of a word; Han forms give a pinyin form, too.

pip install pypinyin==0.55.0
python tools/build_reference.py company_words --source tools/tables/vocab/company_words.csv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from common import TABLES, Row, items, joined, numbered, sibling, slug

sys.path.insert(0, str(TABLES.parent.parent))

from supplychain_risk.resolve.text import key

CURATED = ("curated vocabulary", "https://www.dhs.gov/uflpa-entity-list")
PINYIN = ("pypinyin 0.55.0 of the Han form", "https://pypi.org/project/pypinyin/0.55.0/")
OF_DIVISION = {
    **dict.fromkeys(("01", "02", "03", "10", "11", "12"), ("food",)),
    **dict.fromkeys(("13", "14"), ("textile",)),
    "15": ("leather",),
    **dict.fromkeys(("16", "17", "18"), ("wood",)),
    "31": ("wood", "household"),
    "32": ("household",),
    **dict.fromkeys(("19", "20", "22"), ("chemistry", "materials")),
    "21": ("health", "chemistry"),
    "23": ("building", "materials"),
    **dict.fromkeys(("05", "06", "07", "08", "09", "24", "25"), ("metal",)),
    "26": ("electronics",),
    "27": ("electronics", "power", "machinery"),
    **dict.fromkeys(("28", "29", "30", "33"), ("machinery",)),
    "35": ("power",),
    **dict.fromkeys(("41", "42", "43"), ("building",)),
    **dict.fromkeys(("49", "50", "51", "52", "53"), ("carriage",)),
}
"""ISIC division → fields, for words that come from the tables of goods and sectors."""
FACTORY = "厂矿"
"""Single characters whose pinyin counts, too; behind other words of a name in pinyin they end most of them."""
SAYING_LEAST = {"branch": 0, "activity": 1}
"""Of words that sound alike the one that says least of a trade is taken: zhizao is 制造 (made) before 织造 (woven)."""
BRANDS = frozenset(
    ("emerald", "emeralds", "sapphire", "sapphires", "cherry", "cherries", "jersey", "jerseys", "clementine",
     "clementines", "mandarin", "mandarins")
)  # fmt: skip
"""Goods that as names of companies are brands."""
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
"""Forty-Four is 44; smaller numbers are as often brands (Three Gorges)."""
SHORT = frozenset({"tic", "ihr", "ith", "rep"})
"""Short words of other languages that are unlikely to be a syllable of a brand; da, may and son are left out."""


def goods(table: str) -> list[Row]:
    """Rows of a built table: words for goods and sectors, in English and Chinese."""
    path = TABLES.parent.parent / "reference_data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def transform(rows: list[Row], source: Path) -> list[Row]:
    """Forms in the order of the vocabulary, pinyin by `SAYING_LEAST`; the first concept that claims a form keeps it."""
    from pypinyin import lazy_pinyin

    fields = {row["concept"]: row["fields"] for row in sibling(source, "company_fields.csv")}
    for row in goods("commodities/commodities"):
        fields.setdefault(row["id"], joined(f for code in items(row["isic"]) for f in OF_DIVISION.get(code[:2], ())))
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
            "fields": fields.get(row["concept"]) or joined(OF_DIVISION.get(row["concept"][5:7], ())),
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
    for tens, name in enumerate(TENS, start=2):
        for ones, unit in enumerate(ONES):
            number = {"kind": "number", "concept": str(10 * tens + ones)}
            add(f"{name} {unit}".strip(), number, "latin", CURATED)
    words = {form for row in rows for form in row["zh"].split("|") if form}
    done = {form for row in rows if row["kind"] == "activity" for form in row["zh"].split("|") if form}

    def is_said_in_two(form: str) -> bool:
        """服装制造 is 服装 and 制造: two words of the vocabulary, the second saying what is done."""
        return any(form[:at] in words and form[at:] in done for at in range(1, len(form) - 1))

    for table, code in (("commodities/commodity_aliases", "commodity"), ("sectors/sector_aliases", "code")):
        for alias in goods(table):
            han = alias["language"] == "zh"
            if not alias[code] or alias["reading"] != "is" or not (han or alias["language"] == "en"):
                continue
            form = alias["key"]
            if form in BRANDS or (han and is_said_in_two(form)):
                continue
            if (han and 1 < len(form) < 7) or (form.isascii() and form.isalpha() and len(form) > 5):
                concept = f"isic-{alias[code].lower()}" if code == "code" else alias[code]
                row = {"concept": concept, "kind": "industry"}
                add(form, row, "han" if han else "latin", (alias["source"], alias["read_in"]))
    for row in sorted(rows, key=lambda row: SAYING_LEAST.get(row["kind"], len(SAYING_LEAST))):
        for form in row["zh"].split("|"):
            if len(form) > 1 or form in FACTORY:
                syllables = lazy_pinyin(form, v_to_u=False)
                add("".join(syllables), row, "pinyin", PINYIN)
    return list(made.values())
