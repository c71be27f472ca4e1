"""The groups of a report as the page shows them: at most a few dozen rows, also for a list of thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supplychain_risk.domain import DueDiligence, Ground
from supplychain_risk.report.groups import group_order
from supplychain_risk.report.models import Document, GroupEntry
from supplychain_risk.report.rounding import total_of

MAX_GROUPS = 60
"""Groups up to which each is a row of its own; beyond, those that differ only in their sentence are one."""


@dataclass(frozen=True)
class PageGroup:
    """Suppliers that call for the same, for reasons of the same kind, in one country and with the same goods."""

    due_diligence: DueDiligence
    ground: Ground
    code: str
    why: str
    reasons: tuple[str, ...]
    """Ids of the reasons; none where no finding decides."""
    country: str | None
    country_name: str
    commodity_names: tuple[str, ...]
    suppliers: tuple[str, ...]
    spend: float | None
    next_step: str

    @property
    def place(self) -> str:
        """The country in words."""
        return self.country_name or self.country or "country unknown"


def page_groups(document: Document) -> tuple[PageGroup, ...]:
    """The groups in the document's order; where there are many, those of one kind, country and goods together."""
    many = len(document.groups) > MAX_GROUPS
    titles = {kind.code: kind.title for kind in document.kinds}
    found: dict[tuple[object, ...], list[GroupEntry]] = {}
    for number, group in enumerate(document.groups):
        alike = (group.due_diligence, group.ground, group.code, group.country, group.commodities)
        found.setdefault(alike if many else (number,), []).append(group)
    made = [_together(parts, titles) for parts in found.values()]
    # putting groups together changes how many suppliers each has
    return tuple(sorted(made, key=group_order))


def _together(parts: list[GroupEntry], titles: dict[str, str]) -> PageGroup:
    first = parts[0]
    why = first.why
    if len(parts) > 1:
        title = titles.get(first.code, first.code) or _GROUNDS[first.ground]
        why = f"{title}: {len(parts)} sentences, for example: {first.why}"
    return PageGroup(
        due_diligence=first.due_diligence,
        ground=first.ground,
        code=first.code,
        why=why,
        reasons=tuple(dict.fromkeys(p.reason for p in parts if p.reason)),
        country=first.country,
        country_name=first.country_name,
        commodity_names=first.commodity_names,
        suppliers=tuple(s for part in parts for s in part.suppliers),
        spend=total_of(p.spend for p in parts),
        next_step=first.next_step,
    )


_GROUNDS: Mapping[Ground, str] = {
    Ground.FINDING: "A finding",
    Ground.UPSTREAM: "A supplier upstream is on hold",
    Ground.SCORE: "The structural score",
    Ground.UNKNOWN: "The structural score, high only because inputs are not known",
    Ground.MISSING: "Too little is known",
    Ground.NOTHING: "Nothing found that calls for more",
}
"""What a group rests on where no kind of finding names it."""
