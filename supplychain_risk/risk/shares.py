"""Shares of supply: how much of a buyer's supply each direct supplier stands for, and how much nobody has traced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from operator import attrgetter, mul
from typing import Literal, NamedTuple, cast

import numpy as np

from supplychain_risk.domain import Supplier, SupplyLink
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.resolve.sector import PRIMARY

SPEND, STATED, EQUAL = "spend", "stated share", "equal split"
"""What shares rest on."""

_Amounts = Sequence[float | None]
"""Amounts of suppliers; None where it is not stated."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The shares of a buyer's direct suppliers (they sum to `mapped`) and what they rest on."""

    by_supplier: Mapping[str, float]
    basis: str
    mapped: float
    """1, or less where stated shares leave a rest that nobody has named."""
    note: str = ""
    """Why it is an equal split where amounts are stated for some."""


_NOBODY = Weights({}, "", 0.0)
"""Of a company that names no supplier."""


def weigh(links: Iterable[SupplyLink]) -> Weights:
    """Shares of direct suppliers: by stated share, else by spend, else equal.

    Stated shares are used when every link has one; they are scaled down if they add up to more than 1. Spend is used
    when every link has one and every supplier's sum is positive. Several links of one supplier count together; a sheet
    that states no amount of a supplier says nothing of it where another sheet states one (a register beside a list of
    payments).
    """
    links = tuple(links)
    if not links:
        return _NOBODY
    suppliers = list(dict.fromkeys([link.supplier for link in links]))
    if len(suppliers) == len(links):
        spends, stated = [link.spend for link in links], [link.share for link in links]
    else:
        spends, stated = _together(links, "spend"), _together(links, "share")
    out = _shared_out(spends, stated)
    return Weights(dict(zip(suppliers, out.shares, strict=True)), out.basis, out.mapped, out.note)


class _SharedOut(NamedTuple):
    """Shares of suppliers, each of its own amounts, and what they rest on; as in `Weights`."""

    shares: Sequence[float]
    basis: str
    mapped: float
    note: str = ""


def _shared_out(spends: _Amounts, stated: _Amounts) -> _SharedOut:
    """Shares by stated share, else by spend, else equal; of suppliers that have one amount each."""
    shares = _known(stated)
    if shares is not None:
        shares = [min(1.0, share) for share in shares]
        total = fsum(shares)
        if total > 1:
            shares = [share / total for share in shares]
        return _SharedOut(shares, STATED, min(1.0, total))
    spent = _known(spends)
    if spent is not None and min(spent) > 0:
        total = fsum(spent)
        return _SharedOut([amount / total for amount in spent], SPEND, 1.0)
    return _SharedOut([1 / len(spends)] * len(spends), EQUAL, 1.0, _why_equal(spends, stated))


def _together(links: Iterable[SupplyLink], what: Literal["spend", "share"]) -> list[float | None]:
    """The amounts of each supplier's links added up; None where one of a sheet that states any of them states none."""
    found: dict[str, dict[object, list[float | None]]] = {}
    for link in links:
        by_sheet = found.setdefault(link.supplier, {})
        sheet = link.cells[0].place if link.cells else None
        by_sheet.setdefault(sheet, []).append(link.spend if what == "spend" else link.share)
    return [_sum(by_sheet.values()) for by_sheet in found.values()]


def _sum(by_sheet: Iterable[list[float | None]]) -> float | None:
    told = [many for many in by_sheet if any(amount is not None for amount in many)]
    if not told or any(None in many for many in told):
        return None
    return fsum(amount for many in told for amount in many if amount is not None)


def _known(amounts: _Amounts) -> Sequence[float] | None:
    """The amounts, or None unless all are stated."""
    return None if None in amounts else cast("Sequence[float]", amounts)


def _why_equal(spends: _Amounts, stated: _Amounts) -> str:
    total = len(spends)
    unspent = sum(amount is None for amount in spends)
    unshared = sum(share is None for share in stated)
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


class Supply(NamedTuple):
    """What a company buys, and how much of it nobody has traced."""

    suppliers: Sequence[int] = ()
    """Its direct suppliers, each once, by their numbers in the network."""
    shares: Sequence[float] = ()
    """Their shares, in step with them."""
    basis: str = ""
    note: str = ""
    unmapped: float | None = None


def traced(network: SupplyNetwork) -> Iterator[tuple[int, Supply]]:
    """Every node by number, suppliers first, with the shares of its direct suppliers and its unmapped share.

    The unmapped share is the share of its supply that is not traced to a primary producer. A primary producer has 0,
    another supplier that names no supplier 1, a buyer or company without links None. Supply that only goes round in a
    circle counts as not traced.
    """
    numbers, circles = network.numbers, network.circle_of
    links = network.links
    spends, stated = (
        np.array([None, *map(attrgetter(amount), links)], np.object_)[numbers.inbound.others + 1].tolist()
        for amount in ("spend", "share")
    )
    bounds = list(pairwise(numbers.inbound.starts.tolist()))
    untraced = [1.0] * len(numbers.nodes)
    """What of the supply of each node is not traced, where it is asked for by a buyer."""
    alone = {unmapped: Supply(unmapped=unmapped) for unmapped in (None, 0.0, 1.0)}
    suppliers_of = list(numbers.suppliers.each())
    for node in network.numbers_upstream_first:
        suppliers = suppliers_of[node]
        if not suppliers:
            supplier = network.suppliers.get(numbers.nodes[node])
            supply = alone[None if supplier is None else float(not _is_primary(supplier))]
        else:
            start, end = bounds[node]
            if len(suppliers) == end - start:
                out = _shared_out(spends[start:end], stated[start:end])
            else:
                sold = [links[place] for place in numbers.inbound.others[start:end].tolist()]
                out = _shared_out(_together(sold, "spend"), _together(sold, "share"))
            beyond = [untraced[supplier] for supplier in suppliers]
            if circles and (name := numbers.nodes[node]) in circles:
                around = [network.in_one_circle(numbers.nodes[supplier], name) for supplier in suppliers]
                beyond = [1.0 if inside else rest for rest, inside in zip(beyond, around, strict=True)]
            supply = Supply(suppliers, out.shares, out.basis, out.note, _rest(out.mapped, out.shares, beyond))
        untraced[node] = 1.0 if supply.unmapped is None else supply.unmapped
        yield node, supply


def _is_primary(supplier: Supplier) -> bool:
    """Whether it takes goods from nature, by one of its sectors."""
    return any((reading.code or "")[:2] in PRIMARY for reading in supplier.sectors)


def _rest(mapped: float, shares: Iterable[float], untraced: Iterable[float]) -> float:
    """What stated shares leave unnamed, and of each named share what is not traced."""
    return min(1.0, max(0.0, fsum([1.0 - mapped, *map(mul, shares, untraced)])))


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


def headline(
    network: SupplyNetwork,
    unmapped: Mapping[str, float | None],
    supply: Weights | None = None,  # `direct_supply` of the network, where it is made already
) -> Mapped:
    """How much of the chain is mapped: direct suppliers, those that name a supplier of their own, unmapped shares.

    `unmapped`: the unmapped share of each direct supplier, by id, as `traced` gives it.
    """
    weights = supply or direct_supply(network)
    direct = sorted(weights.by_supplier)
    untraced = [1.0 if (beyond := unmapped[s]) is None else beyond for s in weights.by_supplier]
    overall = _rest(weights.mapped, weights.by_supplier.values(), untraced) if direct else None
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
