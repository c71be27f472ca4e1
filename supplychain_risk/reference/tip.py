"""Trafficking in Persons Report: a country's tier as of a day.

Source: US Department of State, tables `tip_tiers` and `tip_reports`. A tier rates what a government does, not how
common forced labor is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each


class TipReport(NamedTuple):
    """One annual report. `complete` is False where the table holds only part of the countries it covers."""

    year: int
    published: date
    complete: bool
    citation: Citation


class TipReading(NamedTuple):
    """A country's tier in one report: `1`, `2`, `2WL` (Tier 2 Watch List), `3` or `SC` (Special Case)."""

    country: str
    tier: str
    report_year: int
    published: date
    citation: Citation


class TipTrend(NamedTuple):
    """How a country's placement moved, as far as the table shows it on the day.

    `before` is the placement in the report before the newest; None where that report is not in the table or does not
    place the country. `move` is `up` (better), `down` or `same` between the two; empty where one of them is missing or
    a Special Case, which is no rank. `watch_list` counts the reports in a row, up to the newest, that place the country
    on the Tier 2 Watch List; `at_least` is True where the table does not show the report before those.
    """

    now: TipReading
    before: TipReading | None
    move: str
    watch_list: int
    at_least: bool


_RANK = {"1": 0, "2": 1, "2WL": 2, "3": 3}


def tip_trend(reference: Reference, country: str, as_of: date) -> TipTrend | None:
    """The newest placement with its trend; None where `tip_tier` gives none."""
    now = tip_tier(reference, country, as_of)
    if now is None:
        return None
    by_year = {reading.report_year: reading for reading in tip_history(reference, country, as_of)}
    before = by_year.get(now.report_year - 1)
    watched = 0
    while (earlier := by_year.get(now.report_year - watched)) is not None and earlier.tier == "2WL":
        watched += 1
    move = ""
    if before is not None and before.tier in _RANK and now.tier in _RANK:
        step = _RANK[now.tier] - _RANK[before.tier]
        move = "down" if step > 0 else "up" if step < 0 else "same"
    return TipTrend(now, before, move, watched, watched > 0 and now.report_year - watched not in by_year)


def tip_reports(reference: Reference) -> tuple[TipReport, ...]:
    """Every report the table knows, oldest first."""
    return reference.once(_reports)


def tip_tier(reference: Reference, country: str, as_of: date) -> TipReading | None:
    """The country's tier in the newest report published on or before the day.

    None if that report does not place the country, or none had been published: not rated is not Tier 1. An older
    placement is never carried forward. `country` is ISO 3166-1 alpha-2, Kosovo `XK`.
    """
    published = [report for report in tip_reports(reference) if report.published <= as_of]
    return reference.once(_readings).get((country, published[-1].year)) if published else None


def tip_history(reference: Reference, country: str, as_of: date) -> tuple[TipReading, ...]:
    """The country's placements in all reports published on or before the day, oldest first."""
    readings = reference.once(_readings)
    found = (readings.get((country, r.year)) for r in tip_reports(reference) if r.published <= as_of)
    return tuple(reading for reading in found if reading)


def _reports(reference: Reference) -> tuple[TipReport, ...]:
    table = reference.table("tip_tiers", "tip_reports")

    def report(row: Row) -> TipReport:
        published = date.fromisoformat(row["published"])
        return TipReport(int(row["report_year"]), published, row["completeness"] == "complete", table.cite(row))

    return tuple(sorted(each(table, report), key=lambda report: report.published))


def _readings(reference: Reference) -> Mapping[tuple[str, int], TipReading]:
    table = reference.table("tip_tiers")
    published = {report.year: report.published for report in tip_reports(reference)}

    def reading(row: Row) -> TipReading:
        year = int(row["report_year"])
        if year not in published:
            raise ValueError(f"tip_reports does not say when the report of {year} was published")
        return TipReading(row["country"], row["tier"], year, published[year], table.cite(row))

    return {(made.country, made.report_year): made for made in each(table, reading)}
