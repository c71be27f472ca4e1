"""NAICS 2022: the code is the id (sectors such as 31-33 span several two-digit codes)."""

from __future__ import annotations

from pathlib import Path

from common import Row

SOURCE_URL = "https://github.com/cfpb/regtech-data-validator"


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """Sectors to national industries in the order of the classification."""
    return [{"id": row["code"], **row, "source_url": SOURCE_URL, "confidence": "verified"} for row in rows]
