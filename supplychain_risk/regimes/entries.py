"""The coverage matrix as the report holds it: handed down to the document, which knows no regimes."""

from __future__ import annotations

from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import TABLE, Standing, regimes
from supplychain_risk.regimes.coverage import Coverage, Covered
from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.report.regime_models import RegimeEntry, RegimeItem


def regime_entries(document: Document, reference: Reference) -> tuple[RegimeEntry, ...]:
    """Every regime as of the day of the report, with what the report answers of its items; none without the table."""
    if TABLE not in reference.names():
        return ()
    coverage = Coverage(document, reference)
    return tuple(
        RegimeEntry(
            id=regime.id,
            instrument=regime.instrument,
            jurisdiction=regime.jurisdiction,
            state=regime.state.value,
            applies_from=regime.applies_from,
            items=tuple(map(_item, coverage.of(regime))),
            apart=len(regime.standing(Standing.PROPOSED, Standing.IN_DOUBT)),
            not_checked=len(regime.standing(Standing.NOT_CHECKED)),
        )
        for regime in regimes(reference, document.about.as_of)
    )


def _item(covered: Covered) -> RegimeItem:
    item = covered.item
    if item.basis == "not checked":  # its standing says so too, and `Coverage.of` leaves it out
        raise ValueError(f"the item {item.id} was read in no source, and is no duty")
    return RegimeItem(
        id=item.id,
        text=item.text,
        article=item.article,
        asks=item.asks,
        basis=item.basis,
        applies=item.standing is Standing.APPLIES,
        status=covered.status,
        statements=len(covered.statements),
        open=len(covered.open),
        why=covered.why,
        source=words.place(item.citation),
    )
