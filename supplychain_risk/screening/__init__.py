"""Names and identifiers of suppliers against lists of entities."""

from supplychain_risk.screening.index import ListIndex, Match, Outcome, brand_aliases
from supplychain_risk.screening.names import NameReader
from supplychain_risk.screening.pairs import Pair, PairComparer

__all__ = ["ListIndex", "Match", "NameReader", "Outcome", "Pair", "PairComparer", "brand_aliases"]
