"""Downstream goods: input → good, where ILAB lists a producing country or says the good may contain the input."""

from __future__ import annotations

from pathlib import Path

from authority import is_authority
from common import Row, alpha2, items, joined, slug
from ilab_goods import LIST_PAGE, PUBLISHED


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per input, its origin, and good; `countries` is empty where ILAB names no producing country."""
    out = [_row(row) for row in rows]
    return sorted(out, key=lambda row: row["id"])


def _row(row: Row) -> Row:
    origin, made_in = alpha2(row["input_iso3"]), row["downstream_countries"]
    # What was read in the 2022 edition's own data, or in 2022, was in that edition; the rest is known from 2024 on.
    edition = "2022" if "goods_2021.xml" in row["source_url"] or "/2022/" in row["source_url"] else "2024"
    return {
        "id": f"{origin}-{slug(row['input_good'])}-{slug(row['downstream_good'])}",
        "input_country": origin,
        "input_good": row["input_good"],
        "input_commodity": slug(row["input_good"]),
        "good": row["downstream_good"],
        "commodity": slug(row["downstream_good"]),
        "countries": "" if made_in == "worldwide" else joined(sorted(alpha2(code) for code in items(made_in))),
        "basis": "may contain" if made_in == "worldwide" else "listed",
        "edition_year": edition,
        "listed_from": PUBLISHED[edition],
        "authority_url": _authority(row),
        "source_url": row["source_url"],
        "confidence": row["confidence"],
    }


def _authority(row: Row) -> str:
    """A page of the department that we read; else, for what it lists, the page of its list."""
    if is_authority(row["source_url"], "ilab_downstream_goods") and "github.com" not in row["source_url"]:
        return row["source_url"]
    return "" if row["downstream_countries"] == "worldwide" else LIST_PAGE
