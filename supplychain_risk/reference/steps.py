"""Due-diligence steps that a law or guidance asks for, by the code of the finding (table `due_diligence_steps`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supplychain_risk.domain import Citation, DueStep
from supplychain_risk.reference.store import Reference, parts


def steps_for(reference: Reference, code: str, citations: Iterable[Citation] = ()) -> tuple[DueStep, ...]:
    """The steps for a finding with this code, in the order of the table; none where the table has none.

    Goods under a withhold release order are detained and those under a Finding may be seized: of steps for one kind of
    order, those for the orders cited are returned, or all where no order of the bundled tables is cited.
    """
    steps = reference.once(_by_code).get(code, ())
    if not any(kind for kind, _ in steps):
        return tuple(step for _, step in steps)
    known = reference.once(_order_kinds)
    kinds = {known[c.dataset, c.row] for c in citations if (c.dataset, c.row) in known}
    return tuple(step for kind, step in steps if not kind or not kinds or kind in kinds)


def _order_kinds(reference: Reference) -> Mapping[tuple[str, str], str]:
    """(resource, row) of an order or of a rule about it → `WRO` or `Finding`."""
    resources = ("cbp_orders", "cbp_order_rules")
    return {(name, row["id"]): row["kind"] for name in resources for row in reference.table("cbp_orders", name)}


def _by_code(reference: Reference) -> Mapping[str, tuple[tuple[str, DueStep], ...]]:
    table = reference.table("due_diligence_steps")
    found: dict[str, list[tuple[str, DueStep]]] = {}
    for row in table:
        step = DueStep(text=row["step"], reference=row["reference"], asked_by=row["asked_by"], citation=table.cite(row))
        for code in parts(row["codes"]):
            found.setdefault(code, []).append((row["order_kind"], step))
    return {code: tuple(steps) for code, steps in found.items()}
