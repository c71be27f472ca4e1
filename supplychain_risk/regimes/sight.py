"""A stored report as its answers look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from supplychain_risk.regimes.statements import Answer
from supplychain_risk.report.brief import Kind
from supplychain_risk.report.kept import findings_for, in_brief
from supplychain_risk.report.models import Document, FindingEntry, ReasonEntry


@dataclass(frozen=True, slots=True)
class _Known:
    """What one pass over the suppliers of a report tells."""

    names: Mapping[str, str]
    """By id."""
    ids: Sequence[str]
    """In the order of the report, as the next."""
    kind_of: Sequence[int]
    """Numbers of `kinds`."""
    kinds: Sequence[Kind]


class Sight:
    """A report as answers look at it: its suppliers in brief, and whole only those that are told of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.brief = in_brief(document.suppliers)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Id → name of every company."""
        return {**self.document.companies, **self._known.names}

    @cached_property
    def _known(self) -> _Known:
        numbers: dict[int, int] = {}
        kinds: list[Kind] = []
        names: dict[str, str] = {}
        kind_of: list[int] = []
        for one in self.brief:
            number = numbers.get(id(one.kind))
            if number is None:
                number = numbers[id(one.kind)] = len(kinds)
                kinds.append(one.kind)
            kind_of.append(number)
            names[one.id] = one.name
        return _Known(names, list(names), kind_of, kinds)

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Code → name of the countries of suppliers."""
        return {kind.country: kind.country_name for kind in self._known.kinds if kind.country}

    def where(self, chosen: Callable[[Kind], bool]) -> Sequence[int]:
        """The places in the report of the suppliers of some kinds."""
        wanted = [chosen(kind) for kind in self._known.kinds]
        return [place for place, number in enumerate(self._known.kind_of) if wanted[number]]

    def nearest(self, most: int) -> Sequence[int]:
        """The places of the first suppliers by tier, those of no known tier last; of a tier by id."""
        tiers = [(kind.tier is None, kind.tier or 0) for kind in self._known.kinds]
        ids, kind_of = self._known.ids, self._known.kind_of
        return nsmallest(most, range(len(ids)), key=lambda place: (tiers[kind_of[place]], ids[place]))

    def ids(self, places: Iterable[int]) -> Sequence[str]:
        """The ids of the suppliers there."""
        return [self._known.ids[place] for place in places]

    def kinds(self, places: Iterable[int]) -> Iterator[Kind]:
        """The kind of each of the suppliers there."""
        return (self._known.kinds[self._known.kind_of[place]] for place in places)

    def findings(self, wanted: Callable[[ReasonEntry], bool]) -> Sequence[FindingEntry]:
        """The findings for some reasons."""
        reasons = {reason.id for reason in self.document.reasons if wanted(reason)}
        return list(findings_for(reasons, self.document.findings)) if reasons else []


Answering = Callable[[Sight], Answer]
