"""Screening on Spark (extra `[spark]`): the same answers as `assess/` gives, for tables that no one machine holds.

The laws, the score, the matcher and the walk through the chain are not written again here. What Spark does is to bring
together what the engine needs: rows of one supplier, distinct cases, distinct names, and chains that hang together.
"""

from supplychain_risk.spark.job import ScreenedTables, screen

__all__ = ["ScreenedTables", "screen"]
