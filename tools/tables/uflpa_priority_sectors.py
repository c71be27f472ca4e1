"""UFLPA high-priority sectors with their day, our commodity ids, and the ISIC divisions of high_risk_industries."""

from __future__ import annotations

from pathlib import Path

from common import Row, sibling, slug

NAMED = {"2022": "2022-06-17", "2024": "2024-07-09", "2025": "2025-08-19"}
"""Days of the founding strategy and its updates; sources in uflpa_priority_sectors.toml."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per sector."""
    goods = {row["sector"]: row for row in sibling(source, "uflpa_sector_goods.csv")}
    divisions = {
        row["industry"]: row["isic_rev4_divisions"]
        for row in sibling(source, "high_risk_industries.csv")
        if row["list_name"].startswith("UFLPA")
    }
    return [
        {
            "id": f"uflpa-{slug(row['sector'])}",
            "sector": row["sector"],
            "year_added": row["year_added"],
            "date_from": NAMED[row["year_added"]],
            "commodities": goods[row["sector"]]["commodities"],
            "isic_divisions": divisions[goods[row["sector"]]["industry"]],
            "hs_chapters": row["hs_chapters"],
            "source_url": row["source_url"],
            "confidence": row["confidence"],
        }
        for row in rows
    ]
