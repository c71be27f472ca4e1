"""SupplyNetwork: tiers, paths, circles."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork


def network(edges: str, *, buyers: str = "", stated: dict[str, int] | None = None) -> SupplyNetwork:
    """ "B>A A>@": B supplies A, A supplies the reporting company."""
    pairs = [tuple(COMPANY if end == "@" else end for end in edge.split(">")) for edge in edges.split()]
    names = {end for pair in pairs for end in pair} | set(stated or {})
    suppliers = [Supplier(id=n, name=n, stated_tier=(stated or {}).get(n)) for n in names - {COMPANY, *buyers.split()}]
    links = [SupplyLink(supplier=a, buyer=b) for a, b in pairs]
    return SupplyNetwork(suppliers, links, buyers={b: b for b in buyers.split()})


def test_tier_is_the_fewest_links_to_the_reporting_company():
    net = network("A>@ B>A C>B C>A D>C")
    assert {s: net.tier(s) for s in net.suppliers} == {"A": 1, "B": 2, "C": 2, "D": 3}


def test_a_supplier_no_link_connects_has_its_stated_tier_or_none():
    net = network("A>@", stated={"X": 3, "Y": None})
    assert net.tier("X") == 3
    assert net.tier("Y") is None
    assert not net.is_connected("X")
    assert net.paths("X") == ()


def test_brands_that_supply_nobody_are_ends_of_the_chain():
    net = network("mill>brand1 mill>brand2", buyers="brand1 brand2")
    assert net.tier("mill") == 1
    assert net.paths("mill") == (("mill", "brand1"), ("mill", "brand2"))


def test_paths_are_shortest_first_and_all_counted():
    net = network("A>@ B>@ C>A C>B D>C D>B")
    assert net.paths("D", limit=2) == (("D", "B", COMPANY), ("D", "C", "A", COMPANY))
    assert net.count_paths("D") == (3, True)


def test_circles_are_survived_and_reported():
    net = network("A>@ B>A A>B C>B S>S S>A")
    assert net.cycles == (("A", "B"), ("S",))
    assert net.tier("C") == 3
    assert net.paths("C") == (("C", "B", "A", COMPANY),)
    assert net.count_paths("C") == (1, True)


def test_companies_that_all_supply_each_other_do_not_hang_the_search():
    crowd = [f"M{i}" for i in range(14)]
    net = network("A>@ " + " ".join(f"{a}>{b}" for a in ["A", *crowd] for b in ["A", *crowd] if a != b))
    count, exact = net.count_paths("M3")
    assert net.paths("M3", limit=2)[0] == ("M3", "A", COMPANY)
    assert count > 100
    assert not exact


def test_a_circle_without_a_way_out_has_no_tier():
    net = network("A>B B>A")
    assert net.tier("A") is None
    assert net.paths("A") == ()


def test_a_fan_out_of_a_thousand():
    net = network("H>@ " + " ".join(f"S{i}>H" for i in range(1000)))
    assert len(net.upstream("H")) == 1000
    assert net.count_paths("S7") == (1, True)


def test_links_to_strangers_are_refused():
    with pytest.raises(ValueError, match="Z"):
        SupplyNetwork([Supplier(id="A", name="A")], [SupplyLink(supplier="A", buyer="Z")])


def test_the_links_of_a_supplier_are_those_that_it_sells_by():
    net = network("A>@ A>B B>A B>B AB>@")
    assert {s: [link.buyer for link in net.links_from(s)] for s in net.suppliers} == {
        "A": ["B", COMPANY],
        "AB": [COMPANY],
        "B": ["A", "B"],
    }
    assert net.links_from("Z") == ()


def test_the_graph_is_networkx_and_points_to_the_buyer():
    graph = network("A>@ B>A").graph
    assert isinstance(graph, nx.MultiDiGraph)
    assert list(graph.successors("B")) == ["A"]
    assert graph.nodes["B"]["supplier"].name == "B"


edges = st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF@")), min_size=1, max_size=14)


@given(edges)
def test_paths_and_tiers_equal_brute_force(pairs):
    net = network(" ".join(f"{a}>{b}" for a, b in pairs))
    plain = nx.DiGraph(net.graph)
    for supplier in net.suppliers:
        expected = sorted(map(tuple, nx.all_simple_paths(plain, supplier, COMPANY)), key=lambda p: (len(p), p))
        assert list(net.paths(supplier, limit=10_000)) == expected
        assert net.count_paths(supplier, cap=10_000) == (len(expected), True)
        assert net.tier(supplier) == (len(expected[0]) - 1 if expected else None)


@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_links_changes_nothing(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one = network(" ".join(f"{a}>{b}" for a, b in pairs))
    other = network(" ".join(f"{a}>{b}" for a, b in shuffled))
    assert one.cycles == other.cycles
    assert {s: one.paths(s) for s in one.suppliers} == {s: other.paths(s) for s in other.suppliers}
