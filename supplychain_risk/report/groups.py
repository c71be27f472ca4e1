"""Suppliers by what decides their level: a list of thousands has a few dozen of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from supplychain_risk.domain import DueDiligence, Ground
from supplychain_risk.report.entries import spent
from supplychain_risk.report.models import GroupEntry, ReasonEntry, SupplierEntry


class Grouping:
    """Puts the suppliers of a report into groups: same level, same reason, same country, same goods.

    Where a finding decides, the goods are those the finding is about; where none does, the group is of one country and
    one sentence.
    """

    def __init__(self, reasons: Iterable[ReasonEntry], spend: Mapping[str, float]) -> None:
        """`reasons`: of all findings; `spend`: by supplier id, as stated."""
        self._reasons = {reason.id: reason for reason in reasons}
        self._spend = spend
        self._found: dict[tuple[object, ...], tuple[SupplierEntry, list[str]]] = {}

    def add(self, supplier: SupplierEntry) -> None:
        """Put one more supplier into its group."""
        reason = self._reasons.get(supplier.reason)
        goods = _goods(supplier, reason)
        why = "" if reason else supplier.why
        mark = (supplier.due_diligence, supplier.ground, supplier.reason, why, supplier.country, goods)
        group = self._found.get(mark)
        if group is None:
            group = self._found[mark] = (supplier, [])
        group[1].append(supplier.id)

    def groups(self) -> tuple[GroupEntry, ...]:
        """All groups: most urgent first, then what rests on facts, then the largest."""
        made = [self._entry(first, ids) for first, ids in self._found.values()]
        return tuple(sorted(made, key=group_order))

    def _entry(self, first: SupplierEntry, ids: Sequence[str]) -> GroupEntry:
        reason = self._reasons.get(first.reason)
        goods = _goods(first, reason)
        return GroupEntry(
            due_diligence=first.due_diligence,
            ground=first.ground,
            reason=first.reason,
            code=reason.code if reason else "",
            why=reason.statement if reason else first.why,
            country=first.country,
            country_name=first.country_name,
            commodities=tuple(code for code, _ in goods),
            commodity_names=tuple(name for _, name in goods),
            suppliers=tuple(ids),
            spend=spent(ids, self._spend),
            next_step=reason.next_step if reason else _NEXT.get(first.ground, ""),
        )


class Grouped(Protocol):
    """What groups of suppliers are ordered by."""

    @property
    def due_diligence(self) -> DueDiligence:
        """What they call for."""

    @property
    def ground(self) -> Ground:
        """What that rests on."""

    @property
    def suppliers(self) -> Sequence[str]:
        """Their ids."""


def group_order(group: Grouped) -> tuple[int, int, int]:
    """What is most urgent, firmest and touches most comes first; equal ones stay in the order they had."""
    return (group.due_diligence.urgency, group.ground.rank, -len(group.suppliers))


def _goods(supplier: SupplierEntry, reason: ReasonEntry | None) -> tuple[tuple[str, str], ...]:
    """The goods of a supplier that its level is about, with their names."""
    named = tuple(zip(supplier.commodities, supplier.commodity_names, strict=True))
    if reason is None:
        return ()
    return tuple(pair for pair in named if pair[0] in reason.goods)


_NEXT: Mapping[Ground, str] = {
    Ground.UPSTREAM: "Ask where the goods come from, and whether those of the supplier on hold are among them.",
    Ground.SCORE: "Ask for evidence of recruitment, wages and freedom of movement at the site; look at the factors.",
    Ground.UNKNOWN: "Find out the inputs that are not known; the score may then call for less.",
    Ground.MISSING: "Find out the country and what is supplied; until then nothing can be said.",
}
"""What to do next where no finding decides."""
