"""How long the questions about a whole network take: exposure, paths, the smallest set, stability.

python tests/bench/bench_network.py [suppliers] [links]

The baseline is networkx building the same graph and finding its circles, measured in the same run.
"""

import random
import resource
import sys
import time

import networkx as nx

import supplychain_risk as scr
from supplychain_risk.domain import Method, Reading, Resolution, Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.risk.concentration import concentrations
from supplychain_risk.risk.engagement import smallest_set
from supplychain_risk.risk.exposure import exposures
from supplychain_risk.risk.shares import headline, traced

COUNTRIES = ["CN", "VN", "BD", "TR", "TM", "PT", "US", "NA", "IN", "TH"]
GOODS = ["cotton", "garments", "gold", "bricks", "sugarcane", "shrimp"]
SECTORS = ["13", "14", "0116", "10", "46", "05"]


def reading(code: str) -> Reading:
    """A code as if a sheet had stated it."""
    return Reading(resolution=Resolution(raw=code, method=Method.EXACT, code=code, label=code))


def supplier(name: str, rng: random.Random) -> Supplier:
    """A supplier of a random country, sector and good."""
    return Supplier(
        id=name,
        name=f"Company {name}",
        country=reading(rng.choice(COUNTRIES)),
        sectors=(reading(rng.choice(SECTORS)),),
        commodities=(reading(rng.choice(GOODS)),),
    )


def layered(suppliers: int, links: int, layers: int, circles: int = 0) -> SupplyNetwork:
    """Layers in which each company sells to the next; `circles` links lead back up."""
    rng = random.Random(20260630)
    rows = [[f"S{n}" for n in range(k, suppliers, layers)] for k in range(layers)]
    pairs = [(s, COMPANY) for s in rows[0]]
    while len(pairs) < links - circles:
        layer = rng.randrange(1, layers)
        pairs.append((rng.choice(rows[layer]), rng.choice(rows[layer - 1])))
    for _ in range(circles):
        layer = rng.randrange(1, layers)
        pairs.append((rng.choice(rows[layer - 1]), rng.choice(rows[layer])))
    made = [SupplyLink(supplier=a, buyer=b, spend=rng.uniform(1, 1e6)) for a, b in pairs]
    return SupplyNetwork([supplier(s, rng) for row in rows for s in row], made)


def chain(length: int) -> SupplyNetwork:
    """Each company sells to the one before."""
    rng = random.Random(1)
    pairs = [("S0", COMPANY), *((f"S{n + 1}", f"S{n}") for n in range(length - 1))]
    return SupplyNetwork(
        [supplier(f"S{n}", rng) for n in range(length)], [SupplyLink(supplier=a, buyer=b) for a, b in pairs]
    )


def hub(count: int) -> SupplyNetwork:
    """Companies that all sell to one hub and all buy from it."""
    rng = random.Random(1)
    pairs = [("H", COMPANY), *((f"S{n}", "H") for n in range(count)), *(("H", f"S{n}") for n in range(count))]
    names = ["H", *(f"S{n}" for n in range(count))]
    return SupplyNetwork([supplier(n, rng) for n in names], [SupplyLink(supplier=a, buyer=b) for a, b in pairs])


def timed(what: str, work) -> float:
    """Run, print and return seconds."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"  {what:<44}{seconds:8.2f} s")
    return seconds


def measure(title: str, network: SupplyNetwork, holds: int) -> None:
    """Every question once, with the baseline first."""
    print(f"{title}: {len(network)} suppliers, {len(network.links)} links")
    rng = random.Random(7)
    holding = set(rng.sample(sorted(network.suppliers), min(holds, len(network))))
    own = {s: rng.uniform(2, 10) for s in network.suppliers}
    base = timed("networkx: build and find circles", lambda: nx.condensation(nx.DiGraph(network.graph)))
    spent = {
        "exposure": timed(
            "exposure of every company",
            lambda: exposures(network, own, dict.fromkeys(own, 1), Policy.default(), own_low=own),
        ),
        "paths": timed(
            "5 shortest paths and the count of all, each",
            lambda: [(network.paths(s, 5), network.count_paths(s)) for s in network.suppliers],
        ),
        "set": timed(f"smallest set for {len(holding)} holds", lambda: smallest_set(network, holding)),
        "concentration": timed("concentration", lambda: concentrations(network, holding)),
        "headline": timed(
            "unmapped shares",
            lambda: headline(network, {network.numbers.nodes[n]: one.unmapped for n, one in traced(network)}),
        ),
        "screen": timed("screen, all of it", lambda: scr.screen(network, as_of="2026-06-30")),
    }
    print("  times the baseline: " + ", ".join(f"{what} {s / base:.2f}" for what, s in spent.items()))


def main(suppliers: int, links: int) -> None:
    """Measure networks of several shapes."""
    measure("layered, 6 tiers", layered(suppliers, links, 6), suppliers // 20)
    measure("layered, 40 tiers", layered(suppliers, links, 40), suppliers // 20)
    measure("with circles", layered(suppliers, links, 6, circles=links // 1000), suppliers // 20)
    measure("a fan", layered(suppliers, suppliers * 2, 2), suppliers // 20)
    measure("a hub", hub(suppliers // 10), suppliers // 200)
    measure("a chain", chain(min(1500, suppliers)), 5)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(*(int(a) for a in (sys.argv[1:] + ["20000", "100000"][len(sys.argv) - 1 :])))
