"""High-risk industry lists, one row per list and industry."""

from __future__ import annotations

from pathlib import Path

from authority import NONE
from common import Row, numbered, slug

SPELLING = (("labour", "labor"), ("Labour", "Labor"), ("modelling", "modeling"))
"""The words are our own; the project writes American English."""


VERITE, HOTLINE = (
    "Verite federal supply chains report (11 sectors)",
    "National Human Trafficking Hotline (Polaris typology)",
)
LISTS = {
    "Verite": ("Verité", VERITE),
    "Responsible": ("Responsible Sourcing Tool", VERITE),
    "KnowTheChain benchmark": ("KnowTheChain", "KnowTheChain benchmark sectors"),
    "KnowTheChain investor": ("KnowTheChain", "KnowTheChain investor briefings"),
    "ILO-Walk": ("ILO, Walk Free and IOM", "ILO-Walk Free-IOM Global Estimates 2022 (forced labor by sector)"),
    "National": ("Polaris, National Human Trafficking Hotline", HOTLINE),
    "The Policy Circle": ("The Policy Circle", HOTLINE),
    "UFLPA": ("US Department of Homeland Security", "UFLPA Strategy high-priority sectors"),
}
"""Beginning of a list's name → its publisher, and the survey it rests on: lists that repeat one survey count once.

The Responsible Sourcing Tool has the sectors of Verité's report. The Policy Circle speaks of cases reported in the
United States, which we take for the Hotline's; its brief has no date and takes the year of that survey. No division is
named by two lists of one publisher.
"""
ILO_PAGE = (
    "https://www.ilo.org/publications/major-publications/"
    "global-estimates-modern-slavery-forced-labour-and-forced-marriage"
)


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Rows with ids `LIST-YEAR-INDUSTRY`; the list is named by its first word."""
    taken: set[str] = set()
    out = []
    for row in rows:
        first = slug(row["list_name"].removeprefix("The ")).split("-")[0]
        begins = next(name for name in LISTS if row["list_name"].startswith(name))
        publisher, survey = LISTS[begins]
        out.append(
            {
                "id": numbered(f"{first}-{row['list_year']}-{slug(row['industry'])}", taken),
                "industry": row["industry"],
                "list_name": _american(row["list_name"]),
                "publisher": publisher,
                "survey": survey,
                "list_year": row["list_year"],
                "isic_divisions": row["isic_rev4_divisions"],
                "risk_drivers": _american(row["risk_drivers"]),
                "authority_url": _authority(begins, row["source_url"]),
                "source_url": row["source_url"],
                "confidence": row["confidence"],
            }
        )
    return sorted(out, key=lambda row: row["id"])


def _authority(begins: str, read_in: str) -> str:
    """The page of the list's publisher where the builder does not tell it from where the row was read."""
    if begins == "ILO-Walk":
        return ILO_PAGE
    return NONE if begins == "National" and "policycircle" in read_in else ""


def _american(text: str) -> str:
    for british, american in SPELLING:
        text = text.replace(british, american)
    return text
