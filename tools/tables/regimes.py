"""Disclosure and due-diligence regimes: which there are, what each asks, and the questions that people answer.

`sources/regimes.csv` is what was read; `sources/regime_answers.csv` says what of a report answers an item, which
question a person must answer, and whether the item was law when it was read; `sources/regime_questions.csv` has the
questions.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from common import Row

SOURCES = Path(__file__).parent / "sources"
CONFIDENCE = {"official_seen": "verified", "secondary_seen": "single-secondary", "recalled": "recalled"}
LAW_TEXTS = (
    "https://github.com/GSA/GSA-Acquisition-FAR/",
    "https://github.com/justicecanada/laws-lois-xml/",
    "https://laws-lois.justice.gc.ca/",
    "https://lois.justice.gc.ca/",
    "https://parlinfo.aph.gov.au/",
)
"""Where the text of a law itself was read, or a copy that its authority keeps."""
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_FROM_MEMORY = re.compile(r";[^;]*\(recalled\)|\s*\([^()]*\brecalled\)")
"""A clause marked so as a whole, or a remark in brackets."""


def _read(name: str) -> list[Row]:
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _checked(text: str) -> str:
    """Text without what its source marks as said from memory."""
    return _FROM_MEMORY.sub("", text)


def _basis(row: Row) -> str:
    if row["confidence"] == "official_seen":
        return "statute" if row["source_url"].startswith(LAW_TEXTS) else "guidance"
    return {"secondary_seen": "secondary", "recalled": "not checked"}[row["confidence"]]


def _day(row: Row, own: str) -> str:
    """The day from which an item applies.

    What was read gives every item of an act the day of the act. `own` of `regime_answers.csv` is that of the paper that
    the article names, where that is a later one; "not read" where it is later and no day of it was read.
    """
    if own == "not read":
        return ""
    stated = own or row["applies_from"]
    return stated if _DAY.fullmatch(stated) else ""


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """The regimes, their items and the questions."""
    how = {(row["regime_id"], row["item_id"]): row for row in _read("regime_answers.csv")}
    regimes: dict[str, Row] = {}
    items: list[Row] = []
    for row in rows:
        regime, more = row["regime_id"], how.pop((row["regime_id"], row["item_id"]), None)
        if more is None:
            raise SystemExit(f"{row['item_id']} of {regime}: add a row to regime_answers.csv that says what answers it")
        regimes.setdefault(
            regime,
            {
                "id": regime,
                "instrument": row["instrument"],
                "jurisdiction": "GB" if row["jurisdiction"] == "UK" else row["jurisdiction"],
                "source_url": "supplychain_risk: own list of what is collected",
                "confidence": "curated",
            },
        )
        items.append(
            {
                "id": row["item_id"],
                "regime": regime,
                "text": _checked(row["item_text"]),
                "article": _checked(row["article"]),
                "basis": _basis(row),
                "asks": more["asks"],
                "standing": more["standing"],
                "known_from": more["known_from"],
                "applies_from": _day(row, more["day"]),
                "threshold": _checked(row["threshold"]),
                "answers": more["answers"],
                "questions": more["questions"],
                "unsupported": more["unsupported"],
                "source_url": row["source_url"] or "general knowledge, not read in a source",
                "confidence": CONFIDENCE[row["confidence"]],
            }
        )
    if how:
        raise SystemExit(f"regime_answers.csv has rows of no item: {', '.join(item for _, item in how)}")
    questions = [
        row | {"source_url": "supplychain_risk: own question", "confidence": "curated"}
        for row in _read("regime_questions.csv")
    ]
    return {"regimes": list(regimes.values()), "regime_items": items, "regime_questions": questions}
