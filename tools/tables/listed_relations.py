"""Parents and children among listed companies, and the companies that a source names beside them."""

from __future__ import annotations

from pathlib import Path

from common import Row, sibling, slug

NEW = {
    "SDIC Xinjiang Lithium Industry Co., Ltd.": "uflpa-149",
    "Shihezi Xinren Battery Aluminum Foil Technology Co., Ltd.": "uflpa-148",
    "Xinjiang Jinchuan Mining Industry Co.": "uflpa-152",
    "TBEA Co., Ltd.": "uflpa-151",
}
"""Entities that were not in the table when the relations were collected."""
OFFICIAL = {
    "CBP file of 2026-06-23 (phagehunter/nsfreg data/cbp_wro.json)": (
        "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings",
        "https://github.com/phagehunter/nsfreg (data/cbp_wro.json, a copy of CBP's file of 23 June 2026)",
    ),
    "a public GitHub file (repository not recorded), quoting 89 FR 87391": (
        "https://www.federalregister.gov/d/2024-25423",
        "a public file whose repository is not recorded, quoting 89 FR 87391 (FR Doc. 2024-25423)",
    ),
}
"""Source as written → the authority's page, and where it was read."""


def transform(rows: list[Row], source: Path | None) -> list[Row]:
    """One row per parent and child; "as above" takes the source of the row before."""
    known = {row["entity_id"] for row in sibling(source, "uflpa_entities.csv")}
    known |= {row["wro_id"] for row in sibling(source, "cbp_orders.csv")}
    out: list[Row] = []
    said = evidence = ""
    for row in rows:
        said = said if row["source_url"] == "as above" else row["source_url"]
        evidence = evidence if row["evidence"] == "as above" else row["evidence"]
        authority, read_in = OFFICIAL.get(
            said,
            (
                "",
                said.replace(
                    "a public GitHub file (repository not recorded)", "a public file whose repository is not recorded"
                ),
            ),
        )
        out.append(
            {
                "id": f"{slug(row['parent'])}--{slug(row['child'])}",
                "parent": row["parent"],
                "parent_row": _row(row["parent"], row["parent_row"], known),
                "child": row["child"],
                "child_row": _row(row["child"], row["child_row"], known),
                "share": row["share"],
                "evidence": evidence,
                "official": "1" if authority else "",
                "authority_url": authority,
                "source_url": read_in,
                "confidence": "verified" if row["confidence"] == "official" else "single-secondary",
            }
        )
    return sorted(out, key=lambda row: row["id"])


def _row(name: str, stated: str, known: set[str]) -> str:
    row = NEW.get(name, stated)
    return row if row in known else ""
