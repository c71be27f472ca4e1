"""Stability: how much scores and ranks hang on the numbers a person chose.

The policy declares ranges within which a person could as well have chosen. Seeded draws over them give each supplier an
interval of its score and of its rank. All is computed per distinct case, and per way in which the drawn numbers are
ordered: while their order stays, the same number decides each factor, and a thousand draws are a sum of columns.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from supplychain_risk.laws.case import Case
from supplychain_risk.laws.world import World
from supplychain_risk.policy import Policy, Range
from supplychain_risk.risk.structural import score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LOW, HIGH = 0.05, 0.95
"""The quantiles shown."""


@dataclass(frozen=True, slots=True)
class SupplierStability:
    """What the draws did to one supplier's score (its high end) and rank (1 is the highest score; equals share it)."""

    rank: int
    """By the policy as it stands."""
    score_p5: float
    score_p95: float
    rank_p5: int
    rank_p95: int
    top_decile: float
    """Share of draws, 0 to 1, in which fewer than a tenth of the suppliers score higher."""


@dataclass(frozen=True, slots=True)
class Stability:
    """The draws and what they gave per supplier."""

    seed: int
    draws: int
    ranges: Mapping[str, Range]
    """What was drawn: dotted policy key → range."""
    ranked: int
    """Suppliers ranked: all that are scored."""
    top: int
    """Suppliers in a tenth of them, rounded up."""
    by_supplier: Mapping[str, SupplierStability]


class _Traced(float):
    """A number of the policy that remembers its key through any choosing, comparing and sorting."""

    key: str


def stability(cases: Mapping[str, Case], world: World) -> Stability:
    """How far score and rank of each supplier move when the chosen numbers move within their declared ranges.

    Each draw takes every number that has a range from it, each value as likely as another and independent of the rest,
    and computes all scores anew. Shown are the 5th and 95th percentile of the score (its high end, on which bands are
    decided) and of the rank, and the share of draws in which the supplier is in the top tenth. Suppliers with the same
    score share the better rank, so more than a tenth of them can be in the top tenth. Seed and number of draws stand in
    the policy and in the manifest: the same give the same.

    Does not say: how likely forced labor is, nor what errors the tables have. Ranges are judgments, too; only the
    numbers that have one are moved.
    """
    chosen = world.policy.stability
    ranges = dict(sorted(world.policy.ranges().items()))
    draws = _draws(ranges, world.policy, chosen.draws.value, int(chosen.seed.value))
    distinct = list(dict.fromkeys(cases.values()))
    values, place = _scores(distinct, ranges, draws, world)
    counts = [0] * len(values[0])
    for case in cases.values():
        counts[place[case]] += 1
    top = ceil(len(cases) / 10)
    told = _summaries(values, counts, top)
    return Stability(
        seed=int(chosen.seed.value),
        draws=chosen.draws.value,
        ranges=ranges,
        ranked=len(cases),
        top=top,
        by_supplier={supplier: told[place[case]] for supplier, case in cases.items()},
    )


def _draws(ranges: Mapping[str, Range], policy: Policy, count: int, seed: int) -> list[tuple[float, ...]]:
    """The policy's own numbers, then the draws. `random.Random` is the same on every system and release of Python."""
    source = random.Random(seed)
    numbers = policy.numbers()
    whole = {key: isinstance(numbers[key].value, int) for key in ranges}
    drawn = [
        tuple(
            source.randint(int(r.low), int(r.high)) if whole[key] else r.low + (r.high - r.low) * source.random()
            for key, r in ranges.items()
        )
        for _ in range(count)
    ]
    return [tuple(numbers[key].value for key in ranges), *drawn]


def _scores(
    cases: Sequence[Case], ranges: Mapping[str, Range], draws: Sequence[tuple[float, ...]], world: World
) -> tuple[Floats, Mapping[Case, int]]:
    """Scores by draw (rows) and kind of case (columns), and which column each case has."""
    import numpy as np

    keys = list(ranges)
    table = np.array(draws, dtype=float).reshape(len(draws), len(keys))
    groups: dict[Any, list[int]] = {}
    sections = _varied_sections(keys, world.policy)
    for number, draw in enumerate(draws):
        groups.setdefault(_order(sections, keys, draw), []).append(number)
    recipes: dict[Case, tuple[_Recipe | _Direct, ...]] = dict.fromkeys(cases, ())
    for members in groups.values():
        first = _drawn_world(world, keys, draws[members[0]])
        last = _drawn_world(world, keys, draws[members[-1]])
        for case in cases:
            recipe = _recipe(case, first)
            if _holds(recipe, case, last, dict(zip(keys, draws[members[-1]], strict=True))):
                recipes[case] = (*recipes[case], recipe)
            else:
                scores = tuple(_high(case, _drawn_world(world, keys, draws[n])) for n in members)
                recipes[case] = (*recipes[case], _Direct(scores))
    kinds = {recipe: number for number, recipe in enumerate(dict.fromkeys(recipes.values()))}
    values = np.zeros((len(draws), max(1, len(kinds))))
    column = {key: number for number, key in enumerate(keys)}
    for kind, number in kinds.items():
        for members, part in zip(groups.values(), kind, strict=True):
            values[members, number] = _by_recipe(part, table[members], column)
    return np.round(values, 9), {case: kinds[recipe] for case, recipe in recipes.items()}


_Recipe = tuple["str | float", ...]
"""The parts of a score: a key of the policy, or a number that no draw moves."""


@dataclass(frozen=True, slots=True)
class _Direct:
    """The scores of a group of draws one by one, where a factor does more than choose among the policy's numbers."""

    scores: tuple[float, ...]


def _high(case: Case, world: World) -> float:
    return sum(float(factor.points_high) for factor in score(case, world).factors)


def _recipe(case: Case, world: World) -> _Recipe:
    points = (factor.points_high for factor in score(case, world).factors)
    return tuple(high.key if isinstance(high, _Traced) else float(high) for high in points)


def _holds(recipe: _Recipe, case: Case, world: World, drawn: Mapping[str, float]) -> bool:
    """Whether the recipe, found with one draw of a group, gives the score of another."""
    told = sum(drawn[part] if isinstance(part, str) else part for part in recipe)
    return abs(told - _high(case, world)) < 1e-9


def _by_recipe(recipe: _Recipe | _Direct, table: Floats, column: Mapping[str, int]) -> Floats:
    import numpy as np

    if isinstance(recipe, _Direct):
        return np.array(recipe.scores, dtype=float)
    total = np.zeros(len(table))
    for part in recipe:
        total += table[:, column[part]] if isinstance(part, str) else part
    return total


def _varied_sections(keys: Sequence[str], policy: Policy) -> tuple[Mapping[str, float], ...]:
    """The numbers by key of each section of the policy of which one is drawn."""
    varied = {key.partition(".")[0] for key in keys}
    found: dict[str, dict[str, float]] = {}
    for key, number in policy.numbers().items():
        section = key.partition(".")[0]
        if section in varied:
            found.setdefault(section, {})[key] = number.value
    return tuple(found.values())


def _order(sections: Sequence[Mapping[str, float]], keys: Sequence[str], draw: tuple[float, ...]) -> Any:
    """How the numbers of each section are ordered under a draw, and its whole numbers: what decides which counts."""
    drawn = dict(zip(keys, draw, strict=True))
    orders = tuple(
        tuple(key for _, key in sorted((drawn.get(key, value), key) for key, value in section.items()))
        for section in sections
    )
    return orders, tuple(value for value in draw if isinstance(value, int))


def _drawn_world(world: World, keys: Sequence[str], draw: tuple[float, ...]) -> World:
    """The same tables under a policy with the drawn numbers in the place of the chosen ones."""
    sections: dict[str, dict[str, Any]] = {}
    for key, value in zip(keys, draw, strict=True):
        section, _, name = key.partition(".")
        if not isinstance(value, int):
            value = _Traced(value)
            value.key = key
        number = getattr(getattr(world.policy, section), name)
        sections.setdefault(section, {})[name] = number.model_copy(update={"value": value})
    policy = world.policy.model_copy(
        update={name: getattr(world.policy, name).model_copy(update=changed) for name, changed in sections.items()}
    )
    return world.under(policy)


def _summaries(values: Floats, counts: Sequence[int], top: int) -> list[SupplierStability]:
    import numpy as np

    ranks = _ranks(values, np.array(counts, dtype=np.int64))
    drawn, drawn_ranks = values[1:], ranks[1:]
    scores = list(zip(*_quantiles(drawn), strict=True))
    of_rank = list(zip(*_quantiles(drawn_ranks), strict=True))
    share = (drawn_ranks <= top).mean(axis=0)
    return [
        SupplierStability(
            rank=int(ranks[0, k]),
            score_p5=float(scores[k][0]),
            score_p95=float(scores[k][1]),
            rank_p5=int(of_rank[k][0]),
            rank_p95=int(of_rank[k][1]),
            top_decile=float(share[k]),
        )
        for k in range(len(counts))
    ]


def _quantiles(table: Any) -> Iterator[Iterable[Any]]:
    """The 5th and 95th percentile of each column, each a value that was drawn."""
    import numpy as np

    ordered = np.sort(table, axis=0)
    for quantile in (LOW, HIGH):
        yield ordered[max(0, ceil(quantile * len(ordered)) - 1)]


def _ranks(values: Floats, counts: Ints) -> Ints:
    """1 + the number of suppliers with a higher score, in each row."""
    import numpy as np

    order = np.argsort(-values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    before = np.cumsum(counts[order], axis=1) - counts[order]
    starts = np.ones_like(order, dtype=bool)
    starts[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    at = np.maximum.accumulate(np.where(starts, np.arange(values.shape[1]), 0), axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.take_along_axis(before, at, axis=1) + 1, axis=1)
    return ranks
