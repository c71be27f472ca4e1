"""High-risk industry lists, one row per list and industry."""

from __future__ import annotations

from pathlib import Path

from common import Row, numbered, slug

SPELLING = (("labour", "labor"), ("Labour", "Labor"), ("modelling", "modeling"))
"""The words are our own; the project writes American English."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Rows with ids `LIST-YEAR-INDUSTRY`; the list is named by its first word."""
    taken: set[str] = set()
    out = []
    for row in rows:
        first = slug(row["list_name"]).split("-")[0]
        out.append(
            {
                "id": numbered(f"{first}-{row['list_year']}-{slug(row['industry'])}", taken),
                "industry": row["industry"],
                "list_name": _american(row["list_name"]),
                "list_year": row["list_year"],
                "isic_divisions": row["isic_rev4_divisions"],
                "risk_drivers": _american(row["risk_drivers"]),
                "source_url": row["source_url"],
                "confidence": row["confidence"],
            }
        )
    return sorted(out, key=lambda row: row["id"])


def _american(text: str) -> str:
    for british, american in SPELLING:
        text = text.replace(british, american)
    return text
