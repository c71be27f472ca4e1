"""Whom to ask first: which supplier's answers would settle most of what is not known, and so on with what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import fsum

from supplychain_risk.domain import Certainty
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.report import Document
from supplychain_risk.report.models import SupplierEntry
from supplychain_risk.risk.shares import direct_supply

UPSTREAM = "upstream"
"""The question who supplies a supplier."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A supplier in the order of asking, and what its answers may settle."""

    supplier: SupplierEntry
    fields: tuple[str, ...]
    """What is not known of it: fields of the form, and `upstream`."""
    findings: tuple[str, ...]
    """Findings that are possible or inferred, on which its answers bear."""
    share: float
    """Share of direct supply, 0 to 1, that is this supplier or may come through a buyer of its goods."""
    settles: float
    """Share of all that is not known, by weight, that it adds to those before it."""
    settled: float
    """The same, with all before it."""


@dataclass(frozen=True, slots=True)
class Order:
    """Suppliers in the order of asking, and what the shares rest on."""

    asked: tuple[Asked, ...]
    basis: str
    """spend, stated share or equal split."""
    note: str
    """Why it is an equal split."""


Item = tuple[str, str]
"""What is not known: a supplier and a field, or a finding that is possible or inferred."""


def order(network: SupplyNetwork, document: Document) -> Order:
    """Rank suppliers by a greedy cover: the first settles most, each next most of what is left.

    What is not known is a country, goods, an origin of goods and the suppliers of each supplier, and each finding that
    is possible or inferred. An unknown field is settled by its supplier alone, a finding by its supplier or by the one
    that its path begins at. Each weighs as much as the share of direct supply that is the supplier or may come through
    it, and at least a thousandth, so that what is not linked to the company counts too. Ties go by id.
    """
    weights = direct_supply(network)
    share = _shares(network, weights.by_supplier)
    by_id = {s.id: s for s in document.suppliers}
    fields = {s.id: _missing(network, s) for s in document.suppliers}
    settles: dict[str, set[Item]] = {s: {(s, field) for field in found} for s, found in fields.items()}
    bearing: dict[str, list[str]] = {}
    weight: dict[Item, float] = {item: share[s] for s, items in settles.items() for item in items}
    for finding in document.findings:
        if finding.certainty is Certainty.STATED or finding.disposition in _DECIDED:
            continue
        item = ("", finding.id)
        weight[item] = share[finding.supplier]
        for supplier in dict.fromkeys((finding.supplier, *(path[0] for path in finding.paths if path))):
            settles.setdefault(supplier, set()).add(item)
            bearing.setdefault(supplier, []).append(finding.id)
    total = fsum(weight.values())
    found: list[Asked] = []
    done = 0.0
    for supplier, gain in _greedy(settles, weight):
        done += gain
        found.append(
            Asked(
                by_id[supplier],
                fields[supplier],
                tuple(bearing.get(supplier, ())),
                share[supplier],
                gain / total,
                min(1.0, done / total),
            )
        )
    return Order(tuple(found), weights.basis, weights.note)


_DECIDED = ("true_match", "false_positive")
"""What a reviewer has decided no supplier needs to answer."""
_LEAST = 0.001


def _missing(network: SupplyNetwork, entry: SupplierEntry) -> tuple[str, ...]:
    """What is not known of a supplier, as fields of the form."""
    supplier = network.suppliers[entry.id]
    asked = ["country"] if supplier.country_code is None else []
    asked += ["commodity"] if not supplier.commodity_codes else []
    asked += ["origin"] if not any(line.origin and line.origin.code for line in supplier.lines) else []
    asked += [UPSTREAM] if entry.id not in network.suppliers_of and entry.exposure.unmapped_share != 0 else []
    return tuple(asked)


def _shares(network: SupplyNetwork, direct: Mapping[str, float]) -> Mapping[str, float]:
    """Supplier → the share of direct supply that is it, or may come through a buyer of its goods; each counts once."""
    ids = sorted(direct)
    bits = {s: 1 << n for n, s in enumerate(ids)}
    reach: dict[str, int] = {}
    for node in reversed(network.upstream_first):
        circle = network.circle_of.get(node, (node,))
        found = 0
        for member in circle:
            found |= bits.get(member, 0)
            for buyer in network.buyers_of.get(member, ()):
                found |= reach.get(buyer, 0)
        reach[node] = found
    known: dict[int, float] = {}
    for found in reach.values():
        if found not in known:
            known[found] = fsum(direct[s] for n, s in enumerate(ids) if found >> n & 1)
    return {s: max(_LEAST, known.get(reach.get(s, 0), 0.0)) for s in network.suppliers}


def _greedy(settles: Mapping[str, set[Item]], weight: Mapping[Item, float]) -> Iterable[tuple[str, float]]:
    """Suppliers with what each adds to those before it. A gain only shrinks, so the top of a heap is looked at anew."""
    left = set(weight)

    def rank(supplier: str) -> tuple[float, int, str]:
        items = settles[supplier] & left
        return -fsum(weight[item] for item in items), -len(items), supplier

    heap = [rank(supplier) for supplier in settles]
    heapify(heap)
    while heap:
        before = heappop(heap)
        now = rank(before[2])
        if not now[1]:
            continue
        if now != before and heap and now > heap[0]:
            heappush(heap, now)
            continue
        left -= settles[now[2]]
        yield now[2], -now[0]


__all__ = ["UPSTREAM", "Asked", "Order", "order"]
