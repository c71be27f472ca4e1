"""The Executive Order 13126 list with dates: the list of 2014, and what was added and removed since."""

from __future__ import annotations

from pathlib import Path

from common import Row, alpha2, sibling, slug

BASE = "2014-12-31"
"""The file the list was read from is of 2014; when a product was first listed is not in it."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Products on the list, and the removed ones with the day on which they left it."""
    changes = {(c["iso3"], c["good"]): c for c in sibling(source, "eo13126_changes.csv")}
    removed = [change for change in changes.values() if change["change"] == "removed"]
    out = [_row(row, changes.get((row["iso3"], row["good"]))) for row in [*rows, *removed]]
    return sorted(out, key=lambda row: row["id"])


def _row(row: Row, change: Row | None) -> Row:
    country, commodity = alpha2(row["iso3"]), slug(row["good"])
    added = change if change and change["change"] == "added" else None
    ended = change if change and change["change"] == "removed" else None
    return {
        "id": f"{country}-{commodity}",
        "country": country,
        "iso3": row["iso3"],
        "commodity": commodity,
        "good": row["good"],
        "listed_from": added["date"] if added else BASE,
        "listed_from_precision": added["date_precision"] if added else "year",
        "listed_to": ended["date"] if ended else "",
        "source_url": row["source_url"],
        "end_source_url": ended["change_source_url"] if ended else "",
        "confidence": row["confidence"],
    }
