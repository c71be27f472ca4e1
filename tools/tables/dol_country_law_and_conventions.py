"""What the Department of Labor's app data say of a country's law on forced labor and of conventions it has ratified."""

from __future__ import annotations

from pathlib import Path

from common import Row, country

CONVENTIONS = {
    "C138": "c138",
    "C182": "c182",
    "CRC": "crc",
    "CRC_armed_conflict": "crc_armed_conflict",
    "CRC_sale_of_children": "crc_sale_of_children",
    "Palermo_protocol": "palermo_protocol",
}
LAWS = {
    "law_forced_labor_standard": "forced_labor_law",
    "law_forced_labor_conforms": "forced_labor_law_conforms",
    "law_child_trafficking_standard": "child_trafficking_law",
    "law_child_trafficking_conforms": "child_trafficking_law_conforms",
}
WORDS = {"Yes": "yes", "No": "no", "N/A": "n/a", "": ""}


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per country; empty cells are what the department does not state."""
    return sorted((_row(row) for row in rows), key=lambda row: row["id"])


def _row(row: Row) -> Row:
    code = country(row["country_name"])
    return {
        "id": code,
        "country": code,
        "country_name": row["country_name"],
        "advancement": row["tda_advancement_2022"],
        **{name: WORDS[row[column]] for column, name in (CONVENTIONS | LAWS).items()},
        "source_url": row["source_url"],
        "confidence": "verified",
    }
