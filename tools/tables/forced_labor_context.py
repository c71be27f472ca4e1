"""Context of the country and sector factors: figures of others, with the page of their publisher where one is known."""

from __future__ import annotations

from pathlib import Path

from common import Row

ESTIMATES = "https://www.ilo.org/publications/major-publications/global-estimates-modern-slavery-forced-labour-and-forced-marriage"


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """The rows of the source; figures of the Global Estimates name the ILO's page of them."""
    return [row | {"authority_url": ESTIMATES} if row["id"].startswith("sector-") else row for row in rows]
