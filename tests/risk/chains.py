"""Small chains for tests: networks from pairs, and what a person would find by following every path by hand."""

from itertools import combinations

import networkx as nx

from supplychain_risk.domain import Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.risk.shares import traced

NAMES = "ABCDEF"


def link(a: str, b: str, **more: float) -> SupplyLink:
    return SupplyLink(supplier=a, buyer=COMPANY if b == "@" else b, **more)


def chain(pairs, names: str = NAMES, **amounts) -> SupplyNetwork:
    """Suppliers A to F and links "who sells to whom"; `amounts` are lists of spend or share in step with the pairs."""
    links = [link(a, b, **{what: values[n] for what, values in amounts.items()}) for n, (a, b) in enumerate(pairs)]
    return SupplyNetwork([Supplier(id=n, name=n) for n in names], links)


def all_paths(network: SupplyNetwork, start: str, end: str) -> list[tuple[str, ...]]:
    """Every way from one company to another that passes nobody twice."""
    plain = nx.DiGraph(network.graph)
    return [] if start == end else [tuple(path) for path in nx.all_simple_paths(plain, start, end)]


def by_hand(network: SupplyNetwork, own, findings, node: str, fade: float, threshold: float):
    """(worst, findings upstream, suppliers upstream, exposed direct suppliers) by following every path."""
    paths = {s: all_paths(network, s, node) for s in network.suppliers}
    reached = {s: found for s, found in paths.items() if found}
    worst = max((own[s] * fade ** (len(p) - 2) for s, found in reached.items() for p in found), default=None)
    exposed = set()
    for direct in network.suppliers_of.get(node, ()):
        beyond = [
            own[s] * fade ** (len(p) - 1)
            for s in network.suppliers
            if s not in (node, direct)
            for p in all_paths(network, s, direct)
        ]
        if max([own[direct], *beyond]) >= threshold:
            exposed.add(direct)
    return worst, sum(findings.get(s, 0) for s in reached), len(reached), exposed


def smallest_sets(network: SupplyNetwork, holds) -> list[frozenset[str]]:
    """All smallest sets of suppliers that stand on every way from a hold to an end, by trying them all."""
    ways = [set(path[:-1]) for hold in holds for path in all_paths(network, hold, COMPANY)]
    for size in range(len(network.suppliers) + 1):
        found = [frozenset(c) for c in combinations(network.suppliers, size) if all(way & set(c) for way in ways)]
        if found:
            return found
    raise AssertionError("all suppliers together stand on every way")


def unmapped_shares(network):
    """Node → the share of its supply that is not traced to a primary producer."""
    return {network.numbers.nodes[node]: supply.unmapped for node, supply in traced(network)}
