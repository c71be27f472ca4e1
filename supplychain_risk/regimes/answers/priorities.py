"""What calls for what, on whom supply depends, and what comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supplychain_risk.domain import Band, DueDiligence
from supplychain_risk.regimes.answers.findings import is_urgent
from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import Answer, Statement, bounded
from supplychain_risk.report import words


def _counted(counts: Mapping[str, int], order: Iterable[str]) -> list[str]:
    """What there is of each, the gravest first, what stands in no order last."""
    names = dict.fromkeys((*map(str, order), *counts))
    return [f"{name.replace('_', ' ')} {counts[name]:,}" for name in names if counts.get(name)]


def levels_and_bands(sight: Sight) -> Answer:
    """How many suppliers call for what, and the bands of the structural score."""
    counts = sight.document.summary
    if not counts.suppliers:
        return Answer(why_none="The report has no suppliers.")
    levels = _counted(counts.by_due_diligence, DueDiligence)
    bands = _counted(counts.by_band, reversed(Band))
    return Answer(
        (
            Statement(
                f"Suppliers by the due diligence they call for: {', '.join(levels)}.",
                parts=("summary.by_due_diligence",),
            ),
            Statement(
                "Suppliers by band of the structural score, an estimate from country, sector and goods: "
                f"{', '.join(bands)}.",
                parts=("summary.by_band",),
            ),
        )
    )


def concentration(sight: Sight) -> Answer:
    """What the supply of each good depends on."""
    return bounded(
        sight.document.concentration,
        lambda entry: Statement(entry.statement, parts=("concentration",)),
        "concentration",
        "The input does not let the report say on whom the supply of a good depends.",
    )


def priorities(sight: Sight) -> Answer:
    """In which order the report puts suppliers, and the fewest on every way from a hold."""
    engagement = sight.document.engagement
    if engagement is None or not engagement.order:
        return Answer(why_none="The report puts no supplier before another: none calls for action.")
    names = sight.names
    order = (
        Statement(
            f"Priority {place}: {words.ended(names.get(p.supplier, p.supplier))} {p.why}", parts=("engagement.order",)
        )
        for place, p in enumerate(engagement.order[:10], 1)
    )
    return Answer((Statement(engagement.statement, parts=("engagement.statement",)), *order))


def proposed_steps(sight: Sight) -> Answer:
    """The next step that the report proposes per reason. A proposal is no measure taken."""
    steps: dict[str, list[str]] = {}
    for reason in sight.document.reasons:
        if reason.next_step and is_urgent(reason):
            steps.setdefault(reason.next_step, []).append(reason.id)
    return bounded(
        list(steps.items()),
        lambda pair: Statement(f"Proposed by the report, no measure taken or decided: {pair[0]}", ids=tuple(pair[1])),
        "reasons",
        "The report proposes no step.",
    )
