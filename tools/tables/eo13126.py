"""The Executive Order 13126 list with dates: the list of 2014, and what was added and removed since.

That a product of 2014 is still listed was not read row by row: it follows from the notices after 2014, which say what
was added and removed. Such rows are `derived` and cite the notice of the list's last revision.
"""

from __future__ import annotations

from pathlib import Path

from common import Row, alpha2, sibling, slug

BASE = "2014-12-31"
"""The file the list was read from is of 2014; when a product was first listed is not in it."""


LAST_REVISION = "https://www.govinfo.gov/content/pkg/FR-2024-09-05/html/2024-18767.htm"
"""FR Doc. 2024-18767, the newest notice about the list that was read."""


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
        "authority_url": ended["change_source_url"] if ended else LAST_REVISION,
        "source_url": row["source_url"],
        "end_source_url": ended["change_source_url"] if ended else "",
        "confidence": "derived" if row["confidence"] == "verified" and not ended else row["confidence"],
    }
