"""Controls that the input states."""

from __future__ import annotations

from itertools import islice

from supplychain_risk.domain import EvidenceClass
from supplychain_risk.regimes.sight import Answering, Sight
from supplychain_risk.regimes.statements import MOST, Answer, bounded, on_cells

_EVIDENCE = {EvidenceClass.WORKER_VOICE: "evidence from workers themselves"}
"""Kinds of evidence whose names do not explain themselves."""


def stated(*kinds: EvidenceClass) -> Answering:
    """The controls that the input states."""
    wanted = frozenset(kinds or EvidenceClass)
    what = " or ".join(_EVIDENCE.get(kind, kind.value.replace("_", " ")) for kind in kinds) or "control"

    def answer(sight: Sight) -> Answer:
        suppliers = sight.document.suppliers
        stating = sight.where(lambda kind: not wanted.isdisjoint(kind.evidence))
        controls = (
            (s.name, control)
            for s in (suppliers[place] for place in stating)
            if s.structural and s.structural.residual
            for control in s.structural.residual.controls
            if control.evidence in wanted
        )
        return bounded(
            list(islice(controls, MOST)),
            lambda pair: on_cells(
                f"{pair[0]}: {pair[1].what} ({pair[1].evidence.value.replace('_', ' ')}). {pair[1].why}",
                pair[1].cells,
                "suppliers",
            ),
            "suppliers",
            f"The input states no {what} of a supplier.",
            sum(control in wanted for kind in sight.kinds(stating) for control in kind.evidence),
        )

    answer.__doc__ = f"Controls that the input states: {what}."
    return answer
