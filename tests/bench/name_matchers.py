"""The matchers that are measured: ours and its peers, each as a function from two names to a score from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from name_pairs import Side

Score = Callable[[Side, Side], float]


@cache
def ours(one: Side, other: Side) -> tuple[float, bool, str]:
    """Score, whether it says that both are one company, and the outcome; the one place that knows our API for pairs."""
    import supplychain_risk

    found = supplychain_risk.compare_names(one.name, other.name, country=one.country, other_country=other.country)
    return found.score, found.outcome in ("same name", "possible"), found.outcome


def is_shown(outcome: str) -> bool:
    """Whether a person is shown a pair with this outcome: as one company, or as a family."""
    return outcome != "different"


def ours_on_lists(names: list[Side]) -> list[str | None]:
    """The best match of each name with the bundled lists, in words; None where there is none."""
    import supplychain_risk

    found = []
    for side in names:
        matches = supplychain_risk.match(side.name, country=side.country)
        found.append(f"{matches[0].entity.name} ({matches[0].outcome}, {matches[0].score})" if matches else None)
    return found


def token_set_ratio(one: Side, other: Side) -> float:
    """RapidFuzz token_set_ratio of the lower-cased names."""
    from rapidfuzz import fuzz, utils

    return fuzz.token_set_ratio(one.name, other.name, processor=utils.default_process) / 100


def w_ratio(one: Side, other: Side) -> float:
    """RapidFuzz WRatio of the lower-cased names."""
    from rapidfuzz import fuzz, utils

    return fuzz.WRatio(one.name, other.name, processor=utils.default_process) / 100


def logic_v2(one: Side, other: Side) -> float:
    """nomenklatura logic-v2 of two companies with a name and, where known, a country."""
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm = get_algorithm("logic-v2")
    assert algorithm is not None
    return algorithm.compare(_company(one), _company(other), ScoringConfig.defaults()).score


@cache
def _company(side: Side) -> Any:
    from followthemoney import model

    entity = model.make_entity("Company")
    entity.id = f"{side.country}:{side.name}"
    entity.add("name", side.name)
    if side.country:
        entity.add("country", side.country.lower())
    return entity


CUSTOMARY = {"token_set_ratio": 0.9, "WRatio": 0.9, "logic-v2": 0.7}
"""Thresholds in wide use: logic-v2's own cut-off, and 90 of 100 for RapidFuzz."""


def peers() -> dict[str, Score]:
    """The peers that are installed (logic-v2 needs `pip install supplychain-risk[bench]`)."""
    found: dict[str, Score] = {"token_set_ratio": token_set_ratio, "WRatio": w_ratio}
    try:
        import nomenklatura  # noqa: F401
    except ImportError:
        return found
    return {**found, "logic-v2": logic_v2}
