"""Drafts made particular to a supplier: what only its texts tell, and a rule, which sees codes, cannot.

A name that an exception of an order names, goods beside those that an order on a company names, and the reason why a
region is only possible. It words or weakens a finding; it never adds or drops one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from supplychain_risk.domain import Certainty, DueDiligence, Supplier
from supplychain_risk.laws.cbp import ORDER_ON_ORIGIN
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.merchandise import goods_beside
from supplychain_risk.laws.world import World
from supplychain_risk.reference.orders import OrderChange, order_changes
from supplychain_risk.resolve.region import XINJIANG
from supplychain_risk.resolve.text import key


def particular(supplier: Supplier, drafts: Iterable[Draft], world: World) -> Iterator[Draft]:
    """The drafts about a supplier, in their order, each as the supplier's own texts leave it."""
    for draft in drafts:
        made = _with_reason(supplier, draft, world) if draft.opening else draft
        if draft.kind is ORDER_ON_ORIGIN:
            made = _released(supplier, made, _changes(draft.order, world))
        elif draft.order:
            made = _beside(supplier, made, draft.order, world)
        yield made


def _changes(order: str, world: World) -> Sequence[OrderChange]:
    return order_changes(world.reference, world.as_of).get(order, ())


def _with_reason(supplier: Supplier, draft: Draft, world: World) -> Draft:
    """Says which text points to the region, in the words of its resolution."""
    readings = (supplier.region, supplier.possible_region, *(line.possible_region for line in supplier.lines))
    reasons = dict.fromkeys(r.resolution.rule for r in readings if r and r.code == XINJIANG)
    why = "; ".join(reason for reason in reasons if reason)
    if not why:
        return draft
    abroad = supplier.country_code not in (None, "CN")
    but = f", but the country is {world.countries.name(supplier.country_code or '')}" if abroad else ""
    return replace(draft, opening=f"{draft.opening}; {why}{but}")


def _released(supplier: Supplier, draft: Draft, changes: Sequence[OrderChange]) -> Draft:
    """An order on an origin, where a name of the supplier contains one that an exception of the order lets in."""
    names = [f" {key(name)} " for name in (supplier.name, *(named.text for named in supplier.names))]
    for change in changes:
        for released in change.released:
            if any(f" {key(released)} " in name for name in names):
                return replace(
                    draft,
                    certainty=Certainty.POSSIBLE if draft.certainty is Certainty.STATED else draft.certainty,
                    calls_for=_at_most_review(draft.calls_for),
                    opening="",
                    statement=f"An exception of the order may apply: the supplier's name contains '{released}'. "
                    f"{draft.text}",
                    reads=(*draft.reads, "name"),
                    next_step=f"Have counsel check whether the exception for {released} reaches this company and these "
                    "goods before they move.",
                )
    return draft


def _beside(supplier: Supplier, draft: Draft, order: str, world: World) -> Draft:
    """An order on a company whose merchandise is not what the sheet states of the supplier: the match stands."""
    row = world.reference.table("cbp_orders").by_id.get(order)
    if row is None:
        return draft
    released = {key(good) for change in _changes(order, world) for good in change.released_goods}
    stated = [reading.resolution.raw for reading in supplier.commodities]
    if stated and all(key(text) in released for text in stated):
        why = "which was taken out of the order"
    else:
        stated = list(goods_beside(supplier, row["merchandise"], world))
        why = "which the order does not name and no row of our tables connects with what it names"
    if not stated:
        return draft
    goods = ", ".join(f"'{text}'" for text in dict.fromkeys(stated))
    return replace(
        draft,
        calls_for=_at_most_review(draft.calls_for),
        statement=f"{draft.statement} The sheet states {goods}, {why}.",
        reads=(*draft.reads, "goods"),
        next_step=f"{draft.next_step} Check whether the order reaches these goods.",
    )


def _at_most_review(level: DueDiligence) -> DueDiligence:
    return DueDiligence.REVIEW if level is DueDiligence.HOLD else level
