"""Due-diligence steps that a law or guidance asks for, by the code of the finding (table `due_diligence_steps`)."""

from __future__ import annotations

from collections.abc import Mapping

from supplychain_risk.domain import DueStep
from supplychain_risk.reference.store import Reference, parts


def steps_for(reference: Reference, code: str) -> tuple[DueStep, ...]:
    """The steps for a finding with this code, in the order of the table; none where the table has none."""
    return reference.once(_by_code).get(code, ())


def _by_code(reference: Reference) -> Mapping[str, tuple[DueStep, ...]]:
    table = reference.table("due_diligence_steps")
    found: dict[str, list[DueStep]] = {}
    for row in table:
        step = DueStep(text=row["step"], reference=row["reference"], asked_by=row["asked_by"], citation=table.cite(row))
        for code in parts(row["codes"]):
            found.setdefault(code, []).append(step)
    return {code: tuple(steps) for code, steps in found.items()}
