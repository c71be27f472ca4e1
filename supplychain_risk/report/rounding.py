"""How many digits the report shows: two for scores, four for shares."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import fsum, isfinite

from supplychain_risk.domain import Json


def rounded(value: float, digits: int) -> float:
    """A number with at most so many digits; a negative zero, which would print as "-0.0", becomes zero.

    Raises:
        ValueError: it is not finite. A report with NaN in it would be no JSON.
    """
    if not isfinite(value):
        raise ValueError(f"a report holds finite numbers only, not {value}")
    return round(float(value), digits) + 0.0


_of_few = lru_cache(1 << 12)(rounded)
"""Of numbers that come again and again, such as points: to look one up takes a third of the time."""


def score_of(value: float) -> float:
    """A score or points, 0 to 10, with two decimals."""
    return _of_few(value, 2)


def effect_of(value: float) -> float:
    """What a control takes off, 0 to 1, with four decimals."""
    return _of_few(value, 4)


def share_of(value: float | None) -> float | None:
    """A share 0 to 1 with four decimals."""
    return None if value is None else rounded(value, 4)


def total_of(values: Iterable[float | None]) -> float | None:
    """The sum of the amounts that are stated, with two decimals; None where none is."""
    stated = [value for value in values if value is not None]
    return rounded(fsum(stated), 2) if stated else None


def finite(value: Json) -> Json:
    """What JSON can hold, as it is.

    Raises:
        ValueError: a number in it is not finite.
    """
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"a report holds finite numbers only, not {value}")
    if isinstance(value, dict):
        return {key: finite(part) for key, part in value.items()}
    return [finite(part) for part in value] if isinstance(value, list | tuple) else value
