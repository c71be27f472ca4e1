"""The tables: package reading, typed views, as-of look-up, citations."""

from supplychain_risk.reference.package import Row, Table
from supplychain_risk.reference.store import Reference

__all__ = ["Reference", "Row", "Table"]
