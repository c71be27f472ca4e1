"""From records to a network: texts are resolved, rows of one supplier merged, links connected."""

from supplychain_risk.loading.loader import load

__all__ = ["load"]
