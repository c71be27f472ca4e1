"""Whether two addresses are one, as far as their words tell."""

from __future__ import annotations

from rapidfuzz.fuzz import token_set_ratio

from supplychain_risk.resolve.text import key

_ALIKE = 88.0
"""Of 100: share of words that must agree; the rest is spelling, floor and country."""
_SHORTEST = 3
"""Words that an address must have: a city alone is none."""


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses agree in nearly all words and in at least one number, whichever order they stand in.

    An address that names a street and a number is needed on both sides; a city or a country alone agrees with nothing.
    """
    words, others = key(one).split(), key(other).split()
    if min(len(words), len(others)) < _SHORTEST:
        return False
    numbers = {word for word in words if word.isdigit()}
    if not numbers & {word for word in others if word.isdigit()}:
        return False
    return token_set_ratio(" ".join(words), " ".join(others)) >= _ALIKE
