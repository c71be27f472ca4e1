"""The examples as the two tables that a job takes: their suppliers with the texts that were read, and their links."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import supplychain_risk as scr
from supplychain_risk.domain import Reading

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def as_tables(name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Suppliers and lines of an example."""
    network = scr.load(EXAMPLES / f"{name}.xlsx")
    suppliers = [
        {
            "supplier_id": f"{name}-{one.id}",
            "name": one.name,
            "country": one.country.resolution.raw if one.country else "",
            "region": one.region.resolution.raw if one.region else "",
            "sector": _texts(one.sectors),
            "commodity": _texts(one.commodities),
        }
        for one in network.suppliers.values()
    ]
    ids = {one.id: f"{name}-{one.id}" for one in network.suppliers.values()}
    lines = [
        {
            "supplier": ids[link.supplier],
            "buyer": ids.get(link.buyer) or network.buyers.get(link.buyer, f"{name} company"),
            "commodity": link.commodity,
            "spend": link.spend,
        }
        for link in network.links
    ]
    return pd.DataFrame(suppliers), pd.DataFrame(lines)


def _texts(readings: tuple[Reading, ...]) -> str:
    return "; ".join(dict.fromkeys(reading.resolution.raw for reading in readings))
