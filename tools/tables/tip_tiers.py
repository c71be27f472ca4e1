"""TIP placements: codes, ids, one address per row, and no row that rests on general knowledge only."""

from __future__ import annotations

from pathlib import Path

from common import Row, alpha2, sibling


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """Placements, the reports they come from, and what the tiers mean."""
    kept = [row for row in rows if row["confidence"] != "recalled"]
    counts: dict[str, int] = {}
    for row in kept:
        counts[row["report_year"]] = counts.get(row["report_year"], 0) + 1
    return {
        "tip_tiers": sorted((_placement(row) for row in kept), key=lambda row: (row["report_year"], row["country"])),
        "tip_reports": [
            {"id": f"tip-{row['report_year']}", **row, "rows": str(counts[row["report_year"]])}
            for row in sibling(source, "tip_reports.csv")
        ],
        "tip_tier_meanings": [
            {
                "id": f"tier-{row['tier'].lower()}",
                "authority_url": LISTS_BY_LAW if row["legal_basis"].startswith("22") else "",
                **row,
            }
            for row in sibling(source, "tip_tier_meanings.csv")
        ],
    }


LISTS_BY_LAW = "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title22-section7107&num=0&edition=prelim"
"""22 U.S.C. 7107, which provides for the lists."""
OFFICIAL = ("state.gov/", "usembassy.gov/", "america.gov/", "voa.gov/", "factbook", "everycrsreport.com/", "ecoi.net/")
"""Pages of the US government or copies of its texts; read there first where a row names several places."""
LAST = "discerning-islam.org"
"""A polemic site that has the complete list of 2021; named first only where nothing else has the placement."""


def _standing(address: str) -> int:
    return 0 if any(mark in address for mark in OFFICIAL) else 2 if LAST in address else 1


def _confidence(stated: str, places: list[str]) -> str:
    """A whole list on a polemic site whose counts agree with stated totals is one secondary source all the same."""
    return "single-secondary" if stated == "verified" and all(LAST in place for place in places) else stated


def _placement(row: Row) -> Row:
    first, *others = sorted((address.strip() for address in row["source_url"].split("|")), key=_standing)
    code = alpha2(row["iso3"])
    return {
        "id": f"{code}-{row['report_year']}",
        "country": code,
        "iso3": row["iso3"],
        "country_name": row["country"],
        "report_year": row["report_year"],
        "tier": row["tier"],
        "source_url": first,
        "other_sources": " | ".join(others),
        "confidence": _confidence(row["confidence"], [first, *others]),
    }
