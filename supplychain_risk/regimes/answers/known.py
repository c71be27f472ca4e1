"""How far the chain is known: what nobody has mapped, could not be read, or could not be assessed."""

from __future__ import annotations

from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import Answer, Statement, bounded
from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.risk.shares import EQUAL


def gaps(sight: Sight) -> Answer:
    """What nobody has mapped, what could not be read, and what could not be assessed."""
    cells = sight.document.summary.problem_cells
    told = Statement(
        f"{words.counted(cells, 'cell')} of the input could not be read or had to be guessed about."
        if cells
        else "No cell of the input was left unread or had to be guessed about.",
        parts=("summary.problem_cells",),
    )
    return Answer((*_untraced(sight.document), told, *not_assessed(sight).statements))


def _untraced(document: Document) -> tuple[Statement, ...]:
    """The share of supply that is not traced; none where the report states no share."""
    share, basis = document.summary.coverage.unmapped_share, document.coverage.unmapped.basis
    if share is None:
        return ()
    by = f"by {basis}" if basis and basis != EQUAL else "each direct supplier counting alike"
    return (
        Statement(
            f"{words.percent(share)} of the supply is not traced to a primary producer ({by}).",
            parts=("summary.coverage.unmapped_share", "coverage.unmapped.basis"),
        ),
    )


def traced(sight: Sight) -> Answer:
    """Figures of how far the chain is known, that may serve as an indicator and measure no effect."""
    told = (*_untraced(sight.document), *not_assessed(sight).statements)
    if not told:
        return Answer(why_none="The report states no figure of how far the chain is known.")
    note = Statement(
        "These figures say how far the chain is known. They may serve as indicators if the company chooses them, and "
        "say nothing of the effect of a measure.",
        parts=("coverage",),
    )
    return Answer((*told, note))


def not_assessed(sight: Sight) -> Answer:
    """Which inputs are missing where suppliers could not be assessed."""
    return bounded(
        list(sight.document.coverage.not_assessed.items()),
        lambda pair: Statement(
            f"Not assessed, {pair[0]}: {words.counted(pair[1], 'supplier')}.", parts=("coverage.not_assessed",)
        ),
        "coverage.not_assessed",
        "Every supplier could be assessed: the report asks for no further information.",
    )
