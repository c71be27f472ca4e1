"""Shares of supply: how much of a buyer's supply each direct supplier stands for, and how much nobody has traced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

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
    links = tuple(links)
    spends: dict[str, float | None] = {}
    stated: dict[str, float | None] = {}
    for link in links:
        spends[link.supplier] = link.spend
        stated[link.supplier] = link.share
    if len(spends) < len(links):
        spends, stated = _together(links, "spend"), _together(links, "share")
    if not spends:
        return Weights({}, "", 0.0)
    shares = _known(stated)
    if shares is not None:
        shares = {supplier: min(1.0, share) for supplier, share in shares.items()}
        total = fsum(shares.values())
        if total > 1:
            shares = {supplier: share / total for supplier, share in shares.items()}
        return Weights(shares, STATED, min(1.0, total))
    spent = _known(spends)
    if spent is not None and min(spent.values()) > 0:
        total = fsum(spent.values())
        return Weights({supplier: amount / total for supplier, amount in spent.items()}, SPEND, 1.0)
    return Weights(dict.fromkeys(spends, 1 / len(spends)), EQUAL, 1.0, _why_equal(spends, stated))


def _together(links: Iterable[SupplyLink], what: Literal["spend", "share"]) -> dict[str, float | None]:
    """The amounts of each supplier's links added up; None where one of them states none."""
    found: dict[str, list[float | None]] = {}
    for link in links:
        found.setdefault(link.supplier, []).append(link.spend if what == "spend" else link.share)
    return {s: None if None in many else fsum(a for a in many if a is not None) for s, many in found.items()}


def _known(amounts: Mapping[str, float | None]) -> dict[str, float] | None:
    """The amounts, or None unless all are stated."""
    known = {supplier: amount for supplier, amount in amounts.items() if amount is not None}
    return known if len(known) == len(amounts) else None


def _why_equal(spends: Mapping[str, float | None], stated: Mapping[str, float | None]) -> str:
    total = len(spends)
    unspent = sum(amount is None for amount in spends.values())
    unshared = sum(share is None for share in stated.values())
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


def traced(network: SupplyNetwork) -> Iterator[tuple[str, Weights, float | None]]:
    """Every node, suppliers first, with the shares of its direct suppliers and its unmapped share.

    The unmapped share is the share of its supply that is not traced to a primary producer. A primary producer has 0,
    another supplier that names no supplier 1, a buyer or company without links None. Supply that only goes round in a
    circle counts as not traced.
    """
    found: dict[str, float | None] = {}
    circles = network.circle_of
    for node in network.upstream_first:
        links = network.inbound.get(node, ())
        weights = weigh(links)
        if links:
            beyond: Mapping[str, float | None] = found
            if node in circles:
                beyond = {s: 1.0 if network.in_one_circle(s, node) else found.get(s) for s in weights.by_supplier}
            found[node] = _rest(weights, beyond)
        else:
            supplier = network.suppliers.get(node)
            found[node] = None if supplier is None else float(not any(c[:2] in PRIMARY for c in supplier.sector_codes))
        yield node, weights, found[node]


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


def headline(network: SupplyNetwork, unmapped: Mapping[str, float | None]) -> Mapped:
    """How much of the chain is mapped: direct suppliers, those that name a supplier of their own, unmapped shares.

    `unmapped`: the unmapped share of each direct supplier, as `traced` gives it.
    """
    weights = direct_supply(network)
    direct = sorted(weights.by_supplier)
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
