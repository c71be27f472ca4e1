"""The UFLPA Entity List with the day from which each entity counts as listed, and how its names may be matched."""

from __future__ import annotations

from pathlib import Path

from common import Row, sibling


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
        "source_url": row["source_url"],
        "confidence": row["confidence"],
    }
