"""How many digits the report shows: two for scores, four for shares."""

from __future__ import annotations


def rounded(value: float, digits: int) -> float:
    """A number with at most so many digits; a negative zero, which would print as "-0.0", becomes zero."""
    return round(float(value), digits) + 0.0


def score_of(value: float) -> float:
    """A score or points, 0 to 10, with two decimals."""
    return rounded(value, 2)


def share_of(value: float | None) -> float | None:
    """A share 0 to 1 with four decimals."""
    return None if value is None else rounded(value, 4)
