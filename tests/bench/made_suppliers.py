"""What the suppliers of made lists are called and are: the same for every measure, so that figures can be compared."""

from __future__ import annotations

import random

COUNTRIES = ["China", "Viet Nam", "Bangladesh", "Türkiye", "Turkmenistan", "Portugal", "USA", "Namibia", "", "Germany"]
SECTORS = ["Apparel", "Textiles", "Electronics", "Agriculture", "Mining", "Chemicals", ""]
GOODS = [("Cotton", "5201.00"), ("T-shirts", "6109.10"), ("Solar cells", "8541.42"), ("Tomatoes", "0702.00"), ("", "")]
"""Goods with their HS code."""


def name(number: int, rng: random.Random) -> str:
    """The name of a supplier."""
    return f"{rng.choice('ABCDEFGH')}{number} Trading Co., Ltd."
