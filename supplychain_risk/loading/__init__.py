"""From records to a network: texts are resolved, rows of one supplier merged, links connected."""

from supplychain_risk.loading.load import load

__all__ = ["load"]
