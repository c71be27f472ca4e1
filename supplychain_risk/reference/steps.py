"""Due-diligence steps that a law or guidance asks for, by the code of the finding (table `due_diligence_steps`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from supplychain_risk.domain import Citation, DueStep
from supplychain_risk.reference.orders import enforced_since
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, parts

UNDER_THE_ACT = "UFLPA"
"""The kind of steps for an order whose goods CBP handles under the presumption of the UFLPA."""


def steps_for(
    reference: Reference, code: str, citations: Iterable[Citation] = (), as_of: date = date.max
) -> tuple[DueStep, ...]:
    """The steps for a finding with this code, in the order of the table; none where the table has none.

    Goods under a withhold release order are detained and those under a Finding may be seized: of steps for one kind of
    order, those for the orders cited are returned, or all where no order of the bundled tables is cited. The proof that
    releases goods of an order does not rebut the presumption of the UFLPA: an order that CBP handles under it on the
    day has steps of its own.
    """
    steps = reference.once(_by_code).get(code, ())
    if not any(kind for kind, _ in steps):
        return tuple(step for _, step in steps)
    known = reference.once(_orders)
    orders = [known[c.dataset, c.row] for c in citations if (c.dataset, c.row) in known]
    kinds = {UNDER_THE_ACT if enforced_since(reference, order, as_of) else order["kind"] for order in orders}
    return tuple(step for kind, step in steps if not kind or not kinds or kind in kinds)


def _orders(reference: Reference) -> Mapping[tuple[str, str], Row]:
    """(resource, row) of an order or of a rule about it → the row of the order."""
    orders, rules = (reference.table("cbp_orders", name) for name in ("cbp_orders", "cbp_order_rules"))
    own = {("cbp_orders", row["id"]): row for row in orders}
    return own | {("cbp_order_rules", row["id"]): orders.by_id[row["order_id"]] for row in rules}


def _by_code(reference: Reference) -> Mapping[str, tuple[tuple[str, DueStep], ...]]:
    table = reference.table("due_diligence_steps")
    found: dict[str, list[tuple[str, DueStep]]] = {}
    for row in table:
        step = DueStep(text=row["step"], reference=row["reference"], asked_by=row["asked_by"], citation=table.cite(row))
        for code in parts(row["codes"]):
            found.setdefault(code, []).append((row["order_kind"], step))
    return {code: tuple(steps) for code, steps in found.items()}
