"""Shares of supply: how much of a buyer's supply each direct supplier stands for, and how much nobody has traced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from supplychain_risk.domain import SupplyLink
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.resolve.sector import PRIMARY

SPEND, STATED, EQUAL = "spend", "stated share", "equal split"
"""What shares rest on."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The shares of a buyer's direct suppliers (they sum to `mapped`) and what they rest on."""

    by_supplier: Mapping[str, float]
    basis: str
    mapped: float
    """1, or less where stated shares leave a rest that nobody has named."""
    note: str = ""
    """Why it is an equal split where amounts are stated for some."""


def weigh(links: Iterable[SupplyLink]) -> Weights:
    """Shares of direct suppliers: by stated share, else by spend, else equal.

    Stated shares are used when every link has one; they are scaled down if they add up to more than 1. Spend is used
    when every link has one and every supplier's sum is positive. Several links of one supplier count together.
    """
    merged: dict[str, list[SupplyLink]] = {}
    for link in links:
        merged.setdefault(link.supplier, []).append(link)
    if not merged:
        return Weights({}, "", 0.0)
    every = [link for group in merged.values() for link in group]
    if all(link.share is not None for link in every):
        shares = {s: min(1.0, fsum(link.share or 0.0 for link in group)) for s, group in merged.items()}
        total = fsum(shares.values())
        if total > 1:
            shares = {s: share / total for s, share in shares.items()}
        return Weights(shares, STATED, min(1.0, total))
    if all(link.spend is not None for link in every):
        spend = {s: fsum(link.spend or 0.0 for link in group) for s, group in merged.items()}
        if all(amount > 0 for amount in spend.values()):
            total = fsum(spend.values())
            return Weights({s: amount / total for s, amount in spend.items()}, SPEND, 1.0)
    return Weights(dict.fromkeys(merged, 1 / len(merged)), EQUAL, 1.0, _why_equal(merged))


def _why_equal(merged: Mapping[str, list[SupplyLink]]) -> str:
    total = len(merged)
    unspent = sum(any(link.spend is None for link in group) for group in merged.values())
    unshared = sum(any(link.share is None for link in group) for group in merged.values())
    if unspent == 0:
        return "spend is zero or negative for some suppliers"
    if unspent == total and unshared == total:
        return "neither spend nor share is stated, or neither can be read"
    if unspent < total:
        return f"spend is not stated or cannot be read for {unspent} of {total} suppliers"
    return f"the share is not stated or cannot be read for {unshared} of {total} suppliers"


def direct_supply(network: SupplyNetwork) -> Weights:
    """The shares of all direct suppliers of the reporting company, or of all ends of the chain taken together.

    Stated shares are shares of one buyer's supply and cannot be pooled; with several ends they are not used.
    """
    ends = [node for node in sorted(network.ends) if node in network.inbound]
    if len(ends) == 1:
        return weigh(network.inbound[ends[0]])
    links = (link for end in ends for link in network.inbound[end])
    return weigh(link.changed(share=None) if link.share is not None else link for link in links)


def unmapped_shares(network: SupplyNetwork) -> Mapping[str, float | None]:
    """Share of each node's supply that is not traced to a primary producer.

    A primary producer has 0, another supplier that names no supplier 1, a buyer or company without links None. Supply
    that only goes round in a circle counts as not traced.
    """
    found: dict[str, float | None] = {}
    for node in network.upstream_first:
        supplier = network.suppliers.get(node)
        links = network.inbound.get(node, ())
        if not links:
            if supplier is None:
                found[node] = None
            else:
                found[node] = 0.0 if any(code[:2] in PRIMARY for code in supplier.sector_codes) else 1.0
            continue
        weights = weigh(links)
        beyond = {s: 1.0 if network.in_one_circle(s, node) else found.get(s) for s in weights.by_supplier}
        found[node] = _rest(weights, beyond)
    return found


def _rest(weights: Weights, unmapped: Mapping[str, float | None]) -> float:
    """What stated shares leave unnamed, and of each named share what is not traced."""
    parts = [1.0 - weights.mapped]
    for supplier, share in weights.by_supplier.items():
        beyond = unmapped[supplier]
        parts.append(share * (1.0 if beyond is None else beyond))
    return min(1.0, max(0.0, fsum(parts)))


@dataclass(frozen=True, slots=True)
class Mapped:
    """How much of the chain is mapped, as seen from the reporting company (or all ends together)."""

    direct: int
    """Direct suppliers."""
    with_upstream: int
    """Direct suppliers that name a supplier of their own."""
    unmapped: float | None
    """Share of supply not traced to a primary producer, by `basis`; None where there is no supply."""
    basis: str
    note: str
    by_supplier: float | None
    """The same with each direct supplier counting alike."""
    by_spend: float | None
    """The same by spend or stated share; None where neither is stated for all."""


def headline(network: SupplyNetwork) -> Mapped:
    """How much of the chain is mapped: direct suppliers, those that name a supplier of their own, unmapped shares."""
    weights = direct_supply(network)
    direct = sorted(weights.by_supplier)
    unmapped = unmapped_shares(network)
    overall = _rest(weights, unmapped) if direct else None
    known = [share for s in direct if (share := unmapped[s]) is not None]
    return Mapped(
        direct=len(direct),
        with_upstream=sum(s in network.suppliers_of for s in direct),
        unmapped=overall,
        basis=weights.basis,
        note=weights.note,
        by_supplier=fsum(known) / len(known) if known else None,
        by_spend=overall if weights.basis in (SPEND, STATED) else None,
    )
