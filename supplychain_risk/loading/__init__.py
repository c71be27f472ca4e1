"""From records to a network: texts are resolved, rows of one supplier merged, links connected."""

from supplychain_risk.loading.fixes.questions import Question
from supplychain_risk.loading.loader import Loading, load, load_opened, load_with_tables

__all__ = ["Loading", "Question", "load", "load_opened", "load_with_tables"]
