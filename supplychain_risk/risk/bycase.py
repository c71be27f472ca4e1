"""What rules and factors say of cases, worked out once for all suppliers that are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supplychain_risk.domain import Reading, StructuralScore, Supplier
from supplychain_risk.laws.case import Case, unstated
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.triggers import drafts, is_stated, united
from supplychain_risk.laws.world import World
from supplychain_risk.risk.structural import score

_MOST_ALIKE = 1 << 14
"""Kinds of suppliers that are remembered; of a list whose texts are nearly all different nothing is gained by more."""


@dataclass(frozen=True, slots=True)
class OfCase:
    """What is true of all suppliers whose texts were read as the same."""

    case: Case
    drafts: tuple[Draft, ...]
    """What the rules say, of all readings of texts that may mean several countries."""
    score: StructuralScore
    """Before controls."""
    first: Supplier
    """One of them. It is held so that its resolutions live, by whose identity others are known to be alike."""


class ByCase:
    """What rules and factors say of a case, worked out when it is first asked for, once per distinct case."""

    def __init__(
        self,
        world: World,
        drafted: Mapping[Case, tuple[Draft, ...]] | None = None,
        scored: Mapping[Case, StructuralScore] | None = None,
    ) -> None:
        """`drafted` and `scored`: what was worked out before, of the same world."""
        self._world = world
        self._drafted = dict(drafted or {})
        self._scored = dict(scored or {})
        self._distinct: dict[Case, Case] = {}
        self._said: dict[Draft, Draft] = {}
        self._alike: dict[tuple[object, ...], OfCase] = {}

    def of(self, supplier: Supplier) -> OfCase:
        """What they say of a supplier; equal cases, and equal drafts, are one and the same object."""
        mark = _mark(supplier)
        known = self._alike.get(mark)
        if known is None:
            if len(self._alike) >= _MOST_ALIKE:
                self._alike.clear()
            known = self._alike[mark] = self._worked_out(supplier)
        return known

    def _worked_out(self, supplier: Supplier) -> OfCase:
        case = Case.of(supplier)
        case = self._distinct.setdefault(case, case)
        told = united([self._drafts(reading) for reading in case.readings(supplier)], is_stated(supplier))
        told = tuple([self._said.setdefault(draft, draft) for draft in told])
        return OfCase(case, told, self._score(case.scored()), supplier)

    def _drafts(self, case: Case) -> tuple[Draft, ...]:
        if case not in self._drafted:
            self._drafted[case] = drafts(case, self._world)
        return self._drafted[case]

    def _score(self, case: Case) -> StructuralScore:
        if case not in self._scored:
            self._scored[case] = score(case, self._world)
        return self._scored[case]


def _mark(supplier: Supplier) -> tuple[object, ...]:
    """What suppliers have in common whose case and its readings are the same, since their texts were read as the same.

    The reader gives equal texts one resolution, so most suppliers that are alike hold the same ones; those that do not
    are looked at by what their resolutions say, and found to be alike then.
    """
    placed = [line for line in supplier.lines if line.placed]
    mark = (
        _of(supplier.country),
        _of(supplier.region),
        _of(supplier.possible_region),
        tuple([id(reading.resolution) for reading in supplier.commodities]),
        tuple([id(reading.resolution) for reading in supplier.sectors]),
        tuple([id(reading.resolution) for reading in supplier.indicators]),
    )
    if not placed:
        return mark
    lines = tuple(
        (
            _of(line.origin),
            _of(line.region),
            _of(line.possible_region),
            tuple([id(good.resolution) for good in line.goods]),
        )
        for line in placed
    )
    return (*mark, lines, tuple([id(good.resolution) for good in unstated(supplier, placed)]))


def _of(reading: Reading | None) -> int | None:
    return None if reading is None else id(reading.resolution)
