"""Further names of listed entities: full and former names, and Han short names joined on the exchange code."""

from __future__ import annotations

from pathlib import Path

from common import Row, sibling, slug

SHORT = "exchange short name"
NEW = {"TBEA Co., Ltd.": "uflpa-151"}
"""Entities that were not in the table when the names were collected."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per entity and name."""
    known = {row["entity_id"]: row["name_zh"] for row in sibling(source, "uflpa_entities.csv")}
    orders = {row["wro_id"]: "" for row in sibling(source, "cbp_orders.csv")}
    names = [*rows, *(_han(row) for row in sibling(source, "listed_names_han.csv"))]
    lost = {row["entity_id"] for row in names} - set(known | orders)
    if lost:
        raise SystemExit(f"listed_names: names of entities that no list has: {', '.join(sorted(lost))}")
    kept = [row for row in names if row["name"] != known.get(row["entity_id"])]
    made = [{"id": f"{row['entity_id']}-{slug(row['name']) or _in_script(row)}", **row} for row in kept]
    return sorted(made, key=lambda row: row["id"])


def _in_script(row: Row) -> str:
    """What tells a name that is not in Latin letters from another of its entity."""
    return row["language"] if row["kind"] == SHORT else f"{row['language']}-{slug(row['kind'])}"


def _han(row: Row) -> Row:
    codes, companies = row["source_url"].split(" | ")
    return {
        "entity_id": NEW.get(row["listed_name"], row["product_row"]),
        "name": row["name_zh_short"],
        "kind": SHORT,
        "language": "zh",
        "exact": "1",
        "note": f"exchange code {row['exchange_code']}: {row['english_name_in_securities_data']} ({companies})",
        "source_url": codes,
        "confidence": "single-secondary",
    }
