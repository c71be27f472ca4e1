"""The smallest sets of suppliers that stand on every way through a chain: minimum vertex cuts, by networkx."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from supplychain_risk.network import SupplyNetwork

if TYPE_CHECKING:
    import networkx as nx


def smallest_cuts(
    network: SupplyNetwork, sources: Sequence[str], without: Collection[str]
) -> tuple[set[str], set[str]]:
    """The fewest suppliers on every way from `sources` to an end: nearest to the ends, and nearest to the sources.

    Sources may be chosen themselves, companies that are only buyers may not. The two are equal exactly if there is no
    other set as small. Ways through `without` do not count.
    """
    relevant = _between(network, sources, without) if sources else ()
    if not relevant:
        return set(), set()
    from networkx.algorithms.flow import shortest_augmenting_path  # takes longer than all else of a short list

    # A supplier is a link from its inside (0) to its outside (1) that carries one way: the flow counts disjoint ways.
    graph = _split(network, [s for s in sources if s in relevant], relevant)
    residual = shortest_augmenting_path(graph, _START, _GOAL)
    before = _reachable(residual, _START, forward=True)
    after = _reachable(residual, _GOAL, forward=False)
    far = {s for s in relevant if (s, 0) in before and (s, 1) not in before}
    near = {s for s in relevant if (s, 1) in after and (s, 0) not in after}
    # Graphs refer to themselves, so what they hold would stay until the cycle collector looks at everything.
    graph.clear()
    residual.clear()
    return near, far


_START, _GOAL = ("holds", -1), ("company", -1)


def _between(network: SupplyNetwork, sources: Iterable[str], without: Collection[str]) -> set[str]:
    """Suppliers on some way from a source to an end that avoids `without`."""
    downstream = _spread(sources, network.buyers_of, without)
    upstream = _spread(network.ends, network.suppliers_of, without)
    return {node for node in downstream & upstream if node not in network.ends}


def _spread(start: Iterable[str], onward: Mapping[str, Sequence[str]], without: Collection[str]) -> set[str]:
    seen = {node for node in start if node not in without}
    queue = deque(sorted(seen))
    while queue:
        for node in onward.get(queue.popleft(), ()):
            if node not in seen and node not in without:
                seen.add(node)
                queue.append(node)
    return seen


def _split(network: SupplyNetwork, sources: Sequence[str], relevant: Collection[str]) -> nx.DiGraph[tuple[str, int]]:
    import networkx as nx

    graph: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    for node in sorted(relevant):
        if node in network.suppliers:
            graph.add_edge((node, 0), (node, 1), capacity=1)
        else:
            graph.add_edge((node, 0), (node, 1))  # a company that is only a buyer cannot be chosen
        for buyer in network.buyers_of.get(node, ()):
            if buyer in network.ends:
                graph.add_edge((node, 1), _GOAL)
            elif buyer in relevant:
                graph.add_edge((node, 1), (buyer, 0))
    for source in sources:
        graph.add_edge(_START, (source, 0))
    return graph


def _reachable(residual: nx.DiGraph[tuple[str, int]], start: tuple[str, int], *, forward: bool) -> set[tuple[str, int]]:
    """Nodes that flow could still be sent to (or from, going backward)."""
    seen = {start}
    queue = deque([start])
    neighbors = residual.succ if forward else residual.pred
    while queue:
        for node, edge in neighbors[queue.popleft()].items():
            if node not in seen and edge["flow"] < edge["capacity"]:
                seen.add(node)
                queue.append(node)
    return seen
