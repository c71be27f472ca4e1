"""Each good of ILAB's list with its ISIC classes and HS codes."""

from __future__ import annotations

from pathlib import Path

from common import Row, slug

IMPORTWATCH = "https://dataportal.dol.gov/datasets/10294"

OURS = "supplychain_risk: own mapping of the good to HS"


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """HS codes are the Department of Labor's own where it gives them; ISIC classes are always our mapping."""
    return [
        {
            "id": slug(row["good"]),
            "good": row["good"],
            "sector": row["sector"],
            "isic_classes": row["isic_rev4_classes"],
            "hs_codes": row["hs_codes"],
            "hs4_or_chapter": row["hs4_or_chapter"],
            "hs_source": row["hs_source"],
            "source_url": OURS if row["hs_source"] == "derived" else IMPORTWATCH,
            "confidence": "derived" if row["hs_source"] == "derived" else "verified",
        }
        for row in rows
    ]
