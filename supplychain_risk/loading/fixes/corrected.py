"""Corrections in the provenance: every value read from a corrected cell says what the cell holds and who changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supplychain_risk.account import Correction
from supplychain_risk.domain import CellRef, Problem, Reading, Supplier
from supplychain_risk.intake.records import SupplierRecord

Corrections = Mapping[CellRef, Correction]
HEADING = "Corrected cells"
"""Attribute of a supplier that lists its corrected cells."""


def corrected(supplier: Supplier, rows: Sequence[SupplierRecord], corrections: Corrections) -> Supplier:
    """The supplier with its corrections in the rules of its readings, and listed among its attributes."""
    cells = {value.cell for row in rows for values in row.values.values() for value in values}
    cells |= {value.cell for row in rows for _, value in row.extra}
    cells |= {answer.value.cell for row in rows for answer in row.answers}
    found = [corrections[cell] for cell in sorted(cells) if cell in corrections]
    if not found:
        return supplier
    listed = "; ".join(f"{one.cell}: '{one.now}' ({one})" for one in found)
    return supplier.changed(
        country=_one(supplier.country, corrections),
        region=_one(supplier.region, corrections),
        possible_region=_one(supplier.possible_region, corrections),
        sectors=tuple(_annotated(reading, corrections) for reading in supplier.sectors),
        commodities=tuple(_annotated(reading, corrections) for reading in supplier.commodities),
        indicators=tuple(_annotated(reading, corrections) for reading in supplier.indicators),
        attributes=(*supplier.attributes, (HEADING, listed)),
    )


def _one(reading: Reading | None, corrections: Corrections) -> Reading | None:
    return _annotated(reading, corrections) if reading else None


def _annotated(reading: Reading, corrections: Corrections) -> Reading:
    notes = dict.fromkeys(str(corrections[cell]) for cell in reading.cells if cell in corrections)
    if not notes:
        return reading
    rule = f"{reading.resolution.rule} ({'; '.join(notes)})".strip()
    return reading.changed(resolution=reading.resolution.changed(rule=rule))


def said_of_correction(problem: Problem, corrections: Corrections) -> Problem:
    """A problem about a corrected cell says that it is about the correction, not about what the cell holds."""
    one = corrections.get(problem.where)
    if one is None or problem.code == "fix-out-of-date":
        return problem
    return problem.changed(message=f"{problem.message} (the cell {one})")
