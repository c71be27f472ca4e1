"""Suppliers by what decides their level: a list of thousands has a few dozen of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from supplychain_risk.domain import DueDiligence, Ground
from supplychain_risk.report.entries import spent
from supplychain_risk.report.models import GroupEntry, ReasonEntry, SupplierEntry


def groups(
    suppliers: Sequence[SupplierEntry], reasons: Iterable[ReasonEntry], spend: Mapping[str, float]
) -> tuple[GroupEntry, ...]:
    """The suppliers of a report in groups: same level, same reason, same country, same goods.

    Where a finding decides, the goods are those the finding is about; where none does, the group is of one country and
    one sentence. Most urgent first, then what rests on facts, then the largest.
    """
    known = {reason.id: reason for reason in reasons}
    found: dict[tuple[object, ...], list[SupplierEntry]] = {}
    for supplier in suppliers:
        reason = known.get(supplier.reason)
        goods = _goods(supplier, reason)
        why = "" if reason else supplier.why
        mark = (supplier.due_diligence, supplier.ground, supplier.reason, why, supplier.country, goods)
        found.setdefault(mark, []).append(supplier)
    made = [_entry(members, known.get(members[0].reason), spend) for members in found.values()]
    return tuple(sorted(made, key=group_order))


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


def _entry(members: Sequence[SupplierEntry], reason: ReasonEntry | None, spend: Mapping[str, float]) -> GroupEntry:
    first = members[0]
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
        suppliers=tuple(member.id for member in members),
        spend=spent((member.id for member in members), spend),
        next_step=reason.next_step if reason else _NEXT.get(first.ground, ""),
    )


_NEXT: Mapping[Ground, str] = {
    Ground.UPSTREAM: "Ask where the goods come from, and whether those of the supplier on hold are among them.",
    Ground.SCORE: "Ask for evidence of recruitment, wages and freedom of movement at the site; look at the factors.",
    Ground.UNKNOWN: "Find out the inputs that are not known; the score may then call for less.",
    Ground.MISSING: "Find out the country and what is supplied; until then nothing can be said.",
}
"""What to do next where no finding decides."""
