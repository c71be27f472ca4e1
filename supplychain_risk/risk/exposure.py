"""Exposure: what a company inherits from upstream. Each supplier counts once; circles inflate nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import fsum

import numpy as np

from supplychain_risk.domain import Exposure
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.risk.shares import traced
from supplychain_risk.risk.upstream import Reach
from supplychain_risk.risk.worst import Worst


def exposures(
    network: SupplyNetwork,
    own: Mapping[str, float],
    findings: Mapping[str, int],
    policy: Policy,
    *,
    own_low: Mapping[str, float] | None = None,
    holds: Collection[str] = (),
    unassessed: Collection[str] = (),
    reach: Reach | None = None,  # that of the network, where it is made already
) -> Mapping[str, Exposure]:
    """Exposure of every supplier, buyer and of the reporting company.

    worst = max over upstream suppliers i of own_i · λ^(d_i − 1), d_i the fewest links between (policy
    `exposure.attenuation`). It is decided on the high end of the scores; worst_low is the same of their low ends.

    Where the supplier it comes from is not assessed, it is told as the most it could be.

    share_exposed = share of direct supply whose worst value, the direct supplier's own score included, is at or above
    `exposure.exposed_from`, on the high ends of the scores; share_exposed_low is the same of their low ends. It is
    about the structural score alone. share_with_hold = share of direct supply from suppliers that are on hold or have a
    supplier on hold upstream, whatever their scores. Shares are the stated ones if all direct suppliers have one,
    else by spend if all have one, else equal; the report says which, and why it is an equal split.

    Findings upstream, suppliers upstream and suppliers on hold upstream are counted in full: each once, however many
    paths lead from it, and none fades. unmapped_share = share of supply that is not traced to a primary producer (ISIC
    divisions 01–08): 1 for a maker that names no supplier, 0 for a primary producer.

    Companies that supply each other in a circle are upstream of each other, none is upstream of itself, and going
    round adds nothing. A link a company has to itself and a link stated twice count for nothing more; two rows of one
    supplier add their spend.

    Does not say: where the goods under a finding went; a path is a way they may have come. A supplier that no link
    connects is upstream of nobody: what is not mapped is not in these numbers.
    """
    attenuation, threshold = policy.exposure.attenuation.value, policy.exposure.exposed_from.value
    most = policy.exposure.companies_shown.value
    worst = Worst(network, own, attenuation, most)
    lowest = worst if own_low is None or own_low == own else Worst(network, own_low, attenuation, most)
    numbers = network.numbers
    nodes, held_nodes, circles = numbers.nodes, frozenset(holds), network.circle_of
    triggers, upstream, on_hold = (
        (reach or Reach(network))
        .counted(
            np.array(
                [
                    [findings.get(node, 0) for node in nodes],
                    [node in own for node in nodes],
                    [node in held_nodes for node in nodes],
                ],
                np.int64,
            )
        )
        .tolist()
    )

    def behind(supplier: int, buyer: int) -> bool:
        """Whether a direct supplier of the buyer is on hold or has a supplier on hold other than the buyer upstream."""
        seller, name = nodes[supplier], nodes[buyer]
        itself = name in held_nodes and network.in_one_circle(seller, name)
        return seller in held_nodes or on_hold[supplier] > itself

    result: dict[str, Exposure] = {}
    by_unmapped: dict[float | None, Exposure] = {}
    """Of all that name no supplier: nothing but the unmapped share tells one of them from another."""
    equal: dict[float, float] = {}
    """Equal numbers, each held once: of a long list they are few."""
    beyond, low_beyond = ([value >= threshold for value in one.passed_on()] for one in (worst, lowest))
    for node, supply in traced(network):
        name = nodes[node]
        suppliers, shares = supply.suppliers, supply.shares
        if not suppliers:
            alone = result[name] = by_unmapped.get(supply.unmapped) or Exposure(unmapped_share=supply.unmapped)
            by_unmapped[supply.unmapped] = alone
            continue
        over: Mapping[int, bool] | Sequence[bool] = beyond
        low_over: Mapping[int, bool] | Sequence[bool] = low_beyond
        if name in circles:
            over, low_over = (
                {supplier: one.through(supplier, node) >= threshold for supplier in suppliers}
                for one in (worst, lowest)
            )
        exposed = _share([share for supplier, share in zip(suppliers, shares, strict=True) if over[supplier]])
        high = worst.of(node)
        value = None if high is None else equal.setdefault(high, high)
        firmly, low_value = exposed, value
        if lowest is not worst:
            firmly = _share([share for supplier, share in zip(suppliers, shares, strict=True) if low_over[supplier]])
            low = lowest.of(node)
            low_value = None if low is None else equal.setdefault(low, low)
        held = (
            [share for supplier, share in zip(suppliers, shares, strict=True) if behind(supplier, node)]
            if held_nodes
            else ()
        )
        result[name] = Exposure(
            worst=value,
            worst_low=low_value,
            worst_path=worst.path(node),
            worst_assessed=not unassessed or worst.supplier(node) not in unassessed,
            share_exposed=exposed,
            share_exposed_low=firmly,
            share_with_hold=_share(held),
            share_basis=supply.basis,
            share_note=supply.note,
            unmapped_share=supply.unmapped,
            triggers=triggers[node],
            holds=on_hold[node],
            upstream=upstream[node],
        )
    return result


def _share(parts: Collection[float]) -> float:
    """The sum of parts of a whole; most often nothing or all, which are held once."""
    return min(1.0, fsum(parts)) if parts else 0.0
