"""The pieces of a graph, by rounds of joins and in one place: what networkx finds."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from supplychain_risk.spark.chains import pieces

pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark's own


def graph() -> list[tuple[int, int]]:
    """A way of 40 nodes, a star, a circle, pairs, a node linked to itself, and nodes linked at random."""
    rng = random.Random(7)
    way = [(n, n + 1) for n in range(40)]
    star = [(100, n) for n in range(101, 120)]
    circle = [(n, 200 + (n - 199) % 9) for n in range(200, 209)]
    pairs = [(n, n + 1) for n in range(300, 320, 2)]
    others = [(rng.randrange(-500, -400), rng.randrange(-500, -400)) for _ in range(60)]
    return [*way, *star, *circle, *pairs, (400, 400), *others, *((b, a) for a, b in pairs)]


@pytest.mark.parametrize("on_driver", [0, 10_000], ids=["by joins", "in one place"])
def test_the_pieces_are_those_of_networkx(spark, on_driver):
    edges = graph()
    found: dict[int, set[int]] = {}
    for row in pieces(spark.createDataFrame(edges, "one long, other long"), on_driver).collect():
        assert row["node"] not in found.get(row["piece"], ()), "each node is told once"
        found.setdefault(row["piece"], set()).add(row["node"])
    wanted = [set(piece) for piece in nx.connected_components(nx.Graph(edges)) if len(piece) > 1]
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, wanted))
    assert all(piece == min(nodes) for piece, nodes in found.items())
