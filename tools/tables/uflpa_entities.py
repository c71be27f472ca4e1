"""The UFLPA Entity List with the day from which each entity counts as listed, and how its names may be matched."""

from __future__ import annotations

from pathlib import Path

from common import Row, sibling

PAGE = "https://www.dhs.gov/uflpa-entity-list"
COPY = "https://github.com/phagehunter/nsfreg (data/source-uflpa-2026-07-09.html, the DHS page saved on that day)"
NOTICE_PAGE = "https://www.federalregister.gov/d/2026-15628"
"""The notice of 3 August 2026, which the sources of that day's additions cite; the notice itself was not read."""
NOTICES = {
    "2022-06-21": "FR Doc. 2022-16754 (strategy of 17 June 2022)",
    "2023-06-12": "FR Doc. 2023-12481",
    "2023-08-02": "88 FR 50902, FR Doc. 2023-16361",
    "2023-09-27": "FR Doc. 2023-21131",
    "2023-12-11": "88 FR 85899, FR Doc. 2023-26984",
    "2024-05-17": "89 FR 43417, FR Doc. 2024-10544",
    "2024-06-12": "89 FR 49894, FR Doc. 2024-12631",
    "2024-08-09": "89 FR 65374, FR Doc. 2024-17509",
    "2024-10-03": "89 FR 80586",
    "2024-11-01": "89 FR 87391, FR Doc. 2024-25423",
    "2024-11-25": "",
    "2025-01-15": "FR Doc. 2025-00901",
    "2026-08-03": "FR Doc. 2026-15628",
}
"""Federal Register notice of each batch; that of 2024-11-25 was not found."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per entity. `country` follows from the list's subject; Hong Kong where the entity's name is there."""
    notes = {note["entity_id"]: note for note in sibling(source, "uflpa_entity_notes.csv")}
    unknown = sorted(set(notes) - {row["entity_id"] for row in rows})
    if unknown:
        raise SystemExit(f"uflpa_entities: notes about entities that are not in the source: {', '.join(unknown)}")
    return [_row(row, notes.get(row["entity_id"], {})) for row in rows]


def _row(row: Row, note: Row) -> Row:
    return {
        "id": row["entity_id"],
        "name": row["name"],
        "aliases": row["aliases"],
        "name_zh": row["name_zh"],
        "country": "HK" if row["province"] == "Hong Kong" else "CN",
        "province": row["province"],
        "location": row["location"],
        "sector": row["sector"],
        "sublist": row["sublist"],
        "effective_date": row["effective_date"],
        "listed_from": note.get("listed_from") or row["effective_date"],
        "listed_from_confidence": note.get("listed_from_confidence") or row["confidence"],
        "listed_from_note": note.get("listed_from_note", ""),
        "open_ended": note.get("open_ended", ""),
        "match_exactly": note.get("match_exactly", ""),
        "notice": NOTICES[row["effective_date"]],
        "authority_url": NOTICE_PAGE if row["effective_date"] == "2026-08-03" else PAGE,
        "source_url": COPY if row["source_url"] == PAGE else row["source_url"],
        "confidence": row["confidence"],
    }
