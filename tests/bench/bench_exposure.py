"""Exposure of a large network against plain networkx loops, with equal results.

python tests/bench/bench_exposure.py [--suppliers 200000] [--links 1000000] [--sample 2000]

The plain loops ask networkx, node by node, for everything upstream and how far it is, and take the worst and the count.
They would need hours for all nodes, so they are timed on a sample drawn evenly, and their results compared with ours;
`--sample 0` times ours alone. Both begin with the list of links: what either makes of it first, a graph or arrays, is
part of its time. The cycle collector is paused for both, as it is when a network is screened.
"""

import argparse
import random
import time

import networkx as nx
from bench_network import layered

from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.policy import Policy
from supplychain_risk.risk.exposure import exposures


def main() -> None:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suppliers", type=int, default=200_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=2000)
    chosen = parser.parse_args()
    network = layered(chosen.suppliers, chosen.links, 6)
    rng = random.Random(7)
    own = {s: rng.uniform(2, 10) for s in network.suppliers}
    with no_garbage_collection():
        measure(network, own, rng.sample(sorted(network.suppliers), chosen.sample))


def measure(network, own, sample) -> None:
    """Print what both take; those of the sample must come out equal."""
    fade = Policy.default().exposure.attenuation.value
    start = time.process_time()
    found = exposures(network, own, dict.fromkeys(own, 1), Policy.default())
    ours = time.process_time() - start
    print(f"{len(network):,} suppliers, {len(network.links):,} links: exposure of all {ours:.1f} s")
    if not sample:
        return
    start = time.process_time()
    graph = nx.DiGraph()
    graph.add_nodes_from(network.suppliers)
    graph.add_edges_from((link.buyer, link.supplier) for link in network.links)
    building = time.process_time() - start
    start = time.process_time()
    for node in sample:
        far = {n: d for n, d in nx.single_source_shortest_path_length(graph, node).items() if n != node and n in own}
        worst = max((own[n] * fade ** (d - 1) for n, d in far.items()), default=None)
        assert found[node].upstream == len(far), node
        assert worst is None or abs(worst - (found[node].worst or 0)) < 1e-9, node
    plain = building + (time.process_time() - start) / len(sample) * len(network)
    print(
        f"networkx: graph {building:.1f} s, with loops over all {plain:,.0f} s ({len(sample)} measured, equal results)"
    )
    print(f"{plain / ours:,.0f} times faster than plain loops")


if __name__ == "__main__":
    main()
