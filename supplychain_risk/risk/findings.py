"""Findings made of drafts: each reason once for all suppliers it is true of, with the ways from each supplier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supplychain_risk.domain import CellRef, Finding, Reason, Supplier
from supplychain_risk.laws.case import cells_of
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.world import World
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.reference.steps import steps_for


@dataclass(frozen=True, slots=True)
class _Told:
    """What all findings have in common that are made of one draft."""

    draft: Draft
    reason: Reason
    before: str
    """What the id of each has before that of its supplier."""
    after: str
    """What it has behind it."""


class Findings:
    """Makes findings of drafts about the suppliers of a network."""

    def __init__(self, network: SupplyNetwork, world: World) -> None:
        shown = world.policy.exposure
        self._world = world
        self._few = network.few_paths(shown.paths_shown.value, shown.companies_shown.value)
        self._counts = network.path_counts(shown.path_count_cap.value)
        self._told: dict[Draft, _Told] = {}
        self._by_identity: dict[int, _Told] = {}
        """The same by the identity of the drafts in them: to hash a draft takes longer than all else."""

    def about(self, supplier: Supplier, drafts: Iterable[Draft]) -> tuple[Finding, ...]:
        """The findings that drafts make of a supplier, with the cells that they read of it."""
        return tuple([self.of(supplier.id, draft, cells_of(supplier, draft.reads) + draft.cells) for draft in drafts])

    def of(self, supplier: str, draft: Draft, cells: tuple[CellRef, ...]) -> Finding:
        """A finding with a stable id: code, supplier, and the reference row it rests on."""
        told = self._by_identity.get(id(draft)) or self._told.get(draft) or self._tell(draft)
        count, is_exact = self._counts.get(supplier, (0, True))
        return Finding(
            id=f"{told.before}{supplier}{told.after}",
            supplier=supplier,
            reason=told.reason,
            cells=cells,
            paths=self._few.get(supplier, ()),
            path_count=count,
            path_count_exact=is_exact,
            score=draft.score,
        )

    def _tell(self, draft: Draft) -> _Told:
        mark = f":{draft.mark}" if draft.mark else ""
        told = _Told(draft, self._reason(draft), f"{draft.code}:", f":{draft.citations[0].row}{mark}")
        self._told[draft] = self._by_identity[id(draft)] = told
        return told

    def _reason(self, draft: Draft) -> Reason:
        steps_of = draft.steps_of or draft.code
        return Reason.of(
            code=draft.code,
            channel=draft.channel,
            certainty=draft.certainty,
            calls_for=draft.calls_for,
            statement=draft.text,
            instrument=draft.instrument,
            jurisdiction=draft.jurisdiction,
            citations=draft.citations,
            next_step=draft.next_step,
            steps=steps_for(self._world.reference, steps_of, draft.citations, self._world.as_of),
            goods=tuple(part.partition(":")[2] for part in draft.reads if part.startswith("good:")),
        )
