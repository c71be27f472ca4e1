"""Whom to talk to: the fewest suppliers that stand on every mapped way from a supplier on hold to the company."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from supplychain_risk.cuts import smallest_cuts
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.risk.upstream import Reach


@dataclass(frozen=True, slots=True)
class Gate:
    """A supplier of the smallest set, and what reaches the company through it."""

    supplier: str
    is_hold: bool
    holds: int
    """Suppliers on hold whose mapped ways lead through it, itself included."""
    first: tuple[str, ...]
    """The first few of them by id."""
    is_direct: bool = False
    """Whether it sells to the company itself, or to another end of the chain."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """The smallest set of suppliers through whom every mapped way from a supplier on hold to the company leads."""

    gates: tuple[Gate, ...]
    holds: tuple[str, ...]
    """Suppliers on hold that links connect to the company."""
    unconnected: tuple[str, ...]
    """Suppliers on hold that no link connects; no set of suppliers can be named for them."""
    only_one: bool
    """Whether no other set is as small."""
    alternative: tuple[str, ...]
    """Another set of the same size: the one nearest to the suppliers on hold. Empty if there is no other."""


def smallest_set(
    network: SupplyNetwork,
    holding: Collection[str],
    reach: Reach | None = None,  # that of the network, where it is made already
) -> Engagement:
    """The fewest suppliers who, engaged or replaced, clear every mapped way from a supplier on hold to the company.

    A minimum vertex cut (Menger; maximum flow by networkx): each supplier may be chosen, those on hold too; the company
    and companies that are only buyers may not. Of several sets as small, the one nearest to the company is shown, since
    a company can do most with whom it buys from; whether others exist is decided and said, and the one farthest from
    the company is named.

    Does not say: that engaging them lifts a legal trigger. Only counsel can say when goods may move. Ways that nobody
    has mapped are not cleared.
    """
    connected = tuple(s for s in sorted(holding) if network.is_connected(s))
    unconnected = tuple(s for s in sorted(holding) if not network.is_connected(s))
    if not connected:
        return Engagement((), (), unconnected, True, ())
    direct = {s for s in connected if any(b in network.ends for b in network.buyers_of.get(s, ()))}
    near, far = smallest_cuts(network, [s for s in connected if s not in direct], direct)
    chosen, other = sorted(direct | near), sorted(direct | far)
    reach = reach or Reach(network)
    (counts,) = reach.sums(dict.fromkeys(connected, 1))
    first = reach.first(frozenset(connected), 3)
    gates = tuple(
        Gate(
            supplier=s,
            is_hold=s in holding,
            holds=counts.get(s, 0) + (s in holding),
            first=_with(s, first.get(s, ()), s in holding),
            is_direct=network.steps[s] == 1,
        )
        for s in sorted(chosen, key=lambda s: (-counts.get(s, 0) - (s in holding), network.steps[s], s))
    )
    same = near == far
    return Engagement(gates, connected, unconnected, same, () if same else tuple(other))


def _with(supplier: str, others: tuple[str, ...], is_hold: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys((supplier, *others)))[:3] if is_hold else others
