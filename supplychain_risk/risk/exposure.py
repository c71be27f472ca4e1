"""Exposure: what a company inherits from upstream. Each supplier counts once; circles inflate nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supplychain_risk.domain import Exposure, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy

PRIMARY = ("01", "02", "03", "05", "06", "07", "08")
"""ISIC divisions that take goods from nature (crops and animals, forestry, fishing, mining): where chains begin."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The shares of a buyer's direct suppliers (they sum to `mapped`) and what they rest on."""

    by_supplier: Mapping[str, float]
    basis: str
    mapped: float
    """1, or less where stated shares leave a rest that nobody has named."""


def weigh(links: Iterable[SupplyLink]) -> Weights:
    """Shares of direct suppliers: by stated share, else by spend, else equal.

    Stated shares are used when every link has one; they are scaled down if they add up to more than 1. Spend is used
    when every link has a positive one.
    """
    merged: dict[str, list[SupplyLink]] = {}
    for link in links:
        merged.setdefault(link.supplier, []).append(link)
    if not merged:
        return Weights({}, "", 0.0)
    every = [link for group in merged.values() for link in group]
    if all(link.share is not None for link in every):
        shares = {s: min(1.0, sum(link.share or 0.0 for link in group)) for s, group in merged.items()}
        total = sum(shares.values())
        if total > 1:
            shares = {s: share / total for s, share in shares.items()}
        return Weights(shares, "stated share", min(1.0, total))
    if all(link.spend is not None for link in every):
        spend = {s: sum(link.spend or 0.0 for link in group) for s, group in merged.items()}
        if all(amount > 0 for amount in spend.values()):
            total = sum(spend.values())
            return Weights({s: amount / total for s, amount in spend.items()}, "spend", 1.0)
    return Weights(dict.fromkeys(merged, 1 / len(merged)), "equal split", 1.0)


def exposures(
    network: SupplyNetwork, own: Mapping[str, float], findings: Mapping[str, int], policy: Policy
) -> Mapping[str, Exposure]:
    """Exposure of every supplier, buyer and of the reporting company.

    `own` is the high end of each supplier's structural score; `findings` the number of findings of each supplier.

    worst = max over upstream suppliers i of own_i · λ^(d_i − 1), d_i the fewest links between (policy
    `exposure.attenuation`); share_exposed = share of direct supply whose worst value, the direct supplier's own score
    included, is at or above `exposure.exposed_from`; unmapped_share = share of supply that is not traced to a primary
    producer (ISIC divisions 01–08): 1 for a maker that names no supplier, 0 for a primary producer.
    """
    attenuation = policy.exposure.attenuation.value
    threshold = policy.exposure.exposed_from.value
    worst: dict[str, tuple[float, str, int]] = {}
    result: dict[str, Exposure] = {}
    unmapped = unmapped_shares(network)
    for node in network.upstream_first:
        upstream = network.upstream(node) if node in network.suppliers_of else {}
        best = min(((-own[i] * attenuation ** (d - 1), d, i) for i, d in upstream.items() if i in own), default=None)
        if best:
            worst[node] = (-best[0], best[2], best[1])
        weights = weigh(network.inbound.get(node, ()))
        result[node] = Exposure(
            worst=worst[node][0] if node in worst else None,
            worst_path=network.shortest_path(worst[node][1], node) if node in worst else (),
            share_basis=weights.basis,
            unmapped_share=unmapped[node],
            triggers=sum(findings.get(i, 0) for i in upstream),
            upstream=sum(1 for i in upstream if i in own),
        )
    # A second pass, because within a circle a supplier's worst may be known only after its buyer's.
    for node, exposure in list(result.items()):
        weights = weigh(network.inbound.get(node, ()))
        if weights.by_supplier:
            exposed = sum(
                share
                for supplier, share in sorted(weights.by_supplier.items())
                if max(own.get(supplier, 0.0), attenuation * worst.get(supplier, (0.0,))[0]) >= threshold
            )
            result[node] = exposure.model_copy(update={"share_exposed": exposed})
    return result


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
        circle = network.circle_of.get(node, ())
        rest = 1.0 - weights.mapped
        for other, share in sorted(weights.by_supplier.items()):
            upstream = 1.0 if other in circle else found.get(other)
            rest += share * (1.0 if upstream is None else upstream)
        found[node] = min(1.0, max(0.0, rest))
    return found


def headline(network: SupplyNetwork) -> Mapping[str, float | int | None]:
    """How much of the chain is mapped: direct suppliers, those that name a supplier of their own, unmapped share."""
    direct = [s for s in network.suppliers if network.tier(s) == 1]
    named = [s for s in direct if s in network.suppliers_of]
    unmapped = unmapped_shares(network)
    known = [share for s in direct if (share := unmapped[s]) is not None]
    return {
        "tier1_suppliers": len(direct),
        "tier1_with_upstream": len(named),
        "share": unmapped[COMPANY] if unmapped[COMPANY] is not None else (sum(known) / len(known) if known else None),
    }
