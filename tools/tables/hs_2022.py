"""Harmonized System 2022 to six digits, with descriptions: the code is the id."""

from __future__ import annotations

from pathlib import Path

from common import Row


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Chapters, headings and subheadings in the order of the nomenclature."""
    return [
        {
            "id": row["hs"],
            "description": row["description"],
            "source_url": row["source_url"],
            "confidence": row["confidence"],
        }
        for row in rows
    ]
