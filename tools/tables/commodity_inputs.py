"""Which listed good is an input of which: the words that state it are checked against the HS headings they are from."""

from __future__ import annotations

from pathlib import Path

from authority import rules
from common import TABLES, Row, sibling


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per input and product, with a stable id."""
    headings = {row["code"]: row["title"] for row in sibling(source, "hs_headings.csv")}
    goods = {
        row["id"] for row in sibling(TABLES.parents[1] / "reference_data" / "commodities" / "x", "commodities.csv")
    }
    for row in rows:
        at = f"commodity_inputs: {row['input']} → {row['product']}"
        if not {row["input"], row["product"]} <= goods:
            raise SystemExit(f"{at}: not in the table of commodities")
        if row["relation"] not in ("made_of", "may_contain"):
            raise SystemExit(f"{at}: relation '{row['relation']}' is neither made_of nor may_contain")
        if row["heading"] and row["words"].casefold() not in headings[row["heading"]].casefold():
            raise SystemExit(f"{at}: HS {row['heading']} does not say '{row['words']}'")
    return [{"id": f"{row['input']}--{row['product']}", "authority_url": _authority(row), **row} for row in rows]


def _authority(row: Row) -> str:
    """The nomenclature, where the words are a heading's."""
    return rules()["pages"]["hs_headings"] if row["heading"] else ""
