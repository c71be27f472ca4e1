"""The list under the Child Soldiers Prevention Act that each TIP report has, as far as it was read."""

from __future__ import annotations

from pathlib import Path

from common import Row, country

PAGE = "https://www.state.gov/reports/{}-trafficking-in-persons-report/"
FIRST_PAGE = "2019"
"""Pages of earlier reports are not among the sources."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per country and report year."""
    return sorted((_row(row) for row in rows), key=lambda row: (row["report_year"], row["country"]))


def _row(row: Row) -> Row:
    code, year = country(row["country_name"]), row["report_year"]
    return {
        "id": f"{code}-{year}",
        "country": code,
        "country_name": row["country_name"],
        "report_year": year,
        "list_total": row["list_total"],
        "authority_url": PAGE.format(year) if year >= FIRST_PAGE else "",
        "source_url": row["source_url"],
        "confidence": "single-secondary",
    }
