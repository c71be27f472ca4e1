"""Write tools/tables/used_commodities.csv: every commodity id that a list or rule uses, with its label.

    python tools/used_commodities.py

The `commodities` table must know each of them; its build reads this file.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tools" / "tables"))

from common import items  # noqa: E402 - the path is set above

from supplychain_risk.reference.store import Reference  # noqa: E402

LABELED = (
    ("ilab_goods", "commodity", "good"),
    ("ilab_downstream_goods", "commodity", "good"),
    ("ilab_downstream_goods", "input_commodity", "input_good"),
    ("eo13126", "commodity", "good"),
    ("ilab_goods_crosswalk", "id", "good"),
)
"""Table, column of the id, column of its label."""

MAPPED = (("cbp_orders", "cbp_order_rules"), ("uflpa_priority_sectors", "uflpa_priority_sectors"))
"""Table and resource whose column `commodities` holds ids of our own choice, semicolons between."""


def used(reference: Reference) -> dict[str, str]:
    """Commodity id → label."""
    labels: dict[str, str] = {}
    for table, column, label in LABELED:
        for row in reference.table(table):
            labels.setdefault(row[column], row[label])
    for table, resource in MAPPED:
        for row in reference.table(table, resource):
            for commodity in items(row["commodities"]):
                labels.setdefault(commodity, commodity.replace("-", " ").capitalize())
    return dict(sorted(labels.items()))


def main() -> None:
    """Write the file."""
    path = ROOT / "tools" / "tables" / "used_commodities.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("commodity", "label"))
        writer.writerows(used(Reference.bundled()).items())


if __name__ == "__main__":
    main()
