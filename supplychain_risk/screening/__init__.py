"""Names and identifiers of suppliers against lists of entities."""

from supplychain_risk.naming.names import NameReader
from supplychain_risk.naming.pairs import Pair, PairComparer
from supplychain_risk.screening.index import ListIndex, Match, Outcome, brand_aliases

__all__ = ["ListIndex", "Match", "NameReader", "Outcome", "Pair", "PairComparer", "brand_aliases"]
