"""Names and identifiers of suppliers against lists of entities."""

from supplychain_risk.screening.index import ListIndex, Match, Outcome
from supplychain_risk.screening.names import Agreement, NameReader

__all__ = ["Agreement", "ListIndex", "Match", "NameReader", "Outcome"]
