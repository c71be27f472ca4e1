"""Governments that the TIP report names for a policy or pattern of trafficking, by report year; one row per country."""

from __future__ import annotations

from pathlib import Path

from common import Row


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """The whole lists of a year, with what the CIA text says the pattern is about; years read in part as they are."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["report_year"], row["country"]), []).append(row)
    return [_row(found[mark]) for mark in sorted(found)]


def _row(rows: list[Row]) -> Row:
    listed = next((row for row in rows if row["complete_for_year"] == "yes"), rows[0])
    said = next((row for row in rows if row["kind_where_read"]), None)
    first = said or listed
    others = [row["source_url"] for row in rows if row is not first]
    official = first["confidence"].startswith("official")
    return {
        "id": f"{listed['country']}-{listed['report_year']}",
        "country": listed["country"],
        "country_name": listed["country_name"],
        "report_year": listed["report_year"],
        "list_total": listed["list_total"],
        "complete_year": "1" if listed["complete_for_year"] == "yes" else "",
        "kind": said["kind_where_read"] if said else "",
        "evidence": first["evidence"],
        "source_url": first["source_url"],
        "other_sources": " | ".join(others),
        "confidence": "verified" if official else "two-source" if others else "single-secondary",
    }
