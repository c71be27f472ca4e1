"""Stability: how much scores and ranks hang on the numbers a person chose.

The policy declares ranges within which a person could as well have chosen. Seeded draws over them give each supplier an
interval of its score and of its rank. Each factor is asked once per part of a case that it sees, and per way in which
the numbers of the sections that it reads are ordered: while their order stays, the same number decides, and a thousand
draws are a column of numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, cast

from supplychain_risk.laws.case import Case
from supplychain_risk.laws.world import World
from supplychain_risk.policy import Policy, Range
from supplychain_risk.risk.structural import FACTORS, ScoreFactor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

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


class _Watched:
    """A policy that notes what it is asked for."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self._policy, name)


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
    draws = _Draws(world, list(ranges), _drawn(ranges, world.policy, chosen.draws.value, int(chosen.seed.value)))
    alike = {id(case): case for case in cases.values()}  # a deep case is slow to hash, and there are few
    values, kinds = _scores(alike, draws)
    counts = [0] * max(1, len(values[0]))
    for case in cases.values():
        counts[kinds[id(case)]] += 1
    top = ceil(len(cases) / 10)
    told = _summaries(values, counts, top)
    return Stability(
        seed=int(chosen.seed.value),
        draws=chosen.draws.value,
        ranges=ranges,
        ranked=len(cases),
        top=top,
        by_supplier={supplier: told[kinds[id(case)]] for supplier, case in cases.items()},
    )


def _drawn(ranges: Mapping[str, Range], policy: Policy, count: int, seed: int) -> list[tuple[float, ...]]:
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


def _scores(cases: Mapping[int, Case], draws: _Draws) -> tuple[Floats, Mapping[int, int]]:
    """Scores by draw (rows) and kind of case (columns), and the column of each case, by what the cases are given by."""
    import numpy as np

    columns: dict[bytes, int] = {}
    points: list[Floats] = []
    parts: dict[int, tuple[int, ...]] = dict.fromkeys(cases, ())
    for factor in FACTORS:
        known: dict[Case, int] = {}
        for case_id, case in cases.items():
            seen = factor.sees(case)
            if seen not in known:
                column = draws.points(factor, seen)
                known[seen] = columns.setdefault(column.tobytes(), len(columns))
                if known[seen] == len(points):
                    points.append(column)
            parts[case_id] = (*parts[case_id], known[seen])
    kinds = {numbers: kind for kind, numbers in enumerate(dict.fromkeys(parts.values()))}
    values = np.zeros((len(draws.table), max(1, len(kinds))))
    for numbers, kind in kinds.items():
        for number in numbers:
            values[:, kind] += points[number]
    return np.round(values, 9), {case_id: kinds[numbers] for case_id, numbers in parts.items()}


class _Draws:
    """The numbers of all draws, and what factors of the score answer under them."""

    def __init__(self, world: World, keys: Sequence[str], draws: Sequence[tuple[float, ...]]) -> None:
        import numpy as np

        self.table = np.array(draws, dtype=float).reshape(len(draws), len(keys))
        self._column = {key: number for number, key in enumerate(keys)}
        self._orders = {
            section: self._order(section, world.policy) for section in {key.partition(".")[0] for key in keys}
        }
        """Section of the policy of which a number is drawn → the number of its order in each draw."""
        self._fields = frozenset(type(world.policy).model_fields)
        self._under = cache(lambda number: _drawn_world(world, keys, draws[number]))

    def points(self, factor: ScoreFactor, case: Case) -> Floats:
        """The points of a factor (high end) for a case in each draw.

        The factor is asked in one draw of those in which the numbers that it could compare are ordered alike. That
        another of them gives the same is looked at; where it does not, since the factor does more than choose among
        numbers, each is asked.
        """
        import numpy as np

        points = np.empty(len(self.table))
        waiting = np.ones(len(self.table), np.bool_)
        while waiting.any():
            first = int(waiting.argmax())
            high, asked = self._ask(factor, case, first)
            alike = np.flatnonzero(waiting & self._ordered_as(first, asked))
            points[alike] = self.table[alike, self._column[high.key]] if isinstance(high, _Traced) else high
            last = int(alike[-1])
            if abs(points[last] - self._ask(factor, case, last)[0]) >= 1e-9:
                points[alike] = [self._ask(factor, case, int(number))[0] for number in alike]
            waiting[alike] = False
        return points

    def _ask(self, factor: ScoreFactor, case: Case, number: int) -> tuple[float, frozenset[str]]:
        """The points of a factor in one draw, and what it asked the policy for."""
        world, policy = self._under(number)
        policy.asked.clear()
        return factor.of(case, world).high, frozenset(policy.asked)

    def _ordered_as(self, number: int, asked: frozenset[str]) -> Flags:
        """The draws in which the numbers of these sections are ordered as in this one."""
        import numpy as np

        alike = np.ones(len(self.table), np.bool_)
        for section, orders in self._orders.items():
            if section in asked or not asked <= self._fields:
                alike &= orders == orders[number]
        return alike

    def _order(self, section: str, policy: Policy) -> Ints:
        """How the numbers of a section are ordered in each draw, and its whole numbers: what decides which counts."""
        import numpy as np

        numbers = {key: one.value for key, one in policy.numbers().items() if key.startswith(f"{section}.")}
        columns = [self._column.get(key) for key in numbers]
        drawn = np.stack(
            [
                np.full(len(self.table), value) if column is None else self.table[:, column]
                for column, value in zip(columns, numbers.values(), strict=True)
            ],
            axis=1,
        )
        whole = [at for at, value in enumerate(numbers.values()) if isinstance(value, int)]
        told = np.hstack([np.argsort(drawn, axis=1, kind="stable"), drawn[:, whole].astype(np.int64)])
        orders: Ints = np.unique(told, axis=0, return_inverse=True)[1].reshape(-1)
        return orders


def _drawn_world(world: World, keys: Sequence[str], draw: tuple[float, ...]) -> tuple[World, _Watched]:
    """The same tables under a policy with the drawn numbers in the place of the chosen ones, and that policy."""
    sections: dict[str, dict[str, Any]] = {}
    for key, value in zip(keys, draw, strict=True):
        section, _, name = key.partition(".")
        if not isinstance(value, int):
            value = _Traced(value)
            value.key = key
        number = getattr(getattr(world.policy, section), name)
        sections.setdefault(section, {})[name] = number.model_copy(update={"value": value})
    policy = _Watched(
        world.policy.model_copy(
            update={name: getattr(world.policy, name).model_copy(update=changed) for name, changed in sections.items()}
        )
    )
    drawn = world.under(cast("Policy", policy))
    _ = drawn.spans  # worked out now: it asks the policy for all sections, whatever the factor
    return drawn, policy


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
