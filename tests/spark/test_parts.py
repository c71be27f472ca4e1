"""What is said of a supplier rests only on what hangs together with it: a chain judged alone is judged as among others.

Screening on Spark stands on this. It needs no Spark to be seen.
"""

from __future__ import annotations

import networkx as nx
import pytest
from examples_as_tables import EXAMPLES, as_tables
from made import made
from test_equal import AS_OF, joined

import supplychain_risk as scr
from supplychain_risk.assess.screening import Screening, with_listed_buyers
from supplychain_risk.domain import CellRef
from supplychain_risk.intake.records import LinkRecord, Value
from supplychain_risk.loading.connect import Rest, connect
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.resolve.text import key
from supplychain_risk.risk.bycase import ByCase
from supplychain_risk.risk.judgement import judge_suppliers
from supplychain_risk.risk.plausibility import number_as_compared


@pytest.fixture(scope="module")
def screening():
    return Screening.prepare(as_of=AS_OF)


def parts(network: SupplyNetwork) -> list[SupplyNetwork]:
    """The chains of a network: suppliers that links, shared names or documents connect, with the ends they sell to."""
    graph = nx.Graph()
    for supplier in network.suppliers.values():
        graph.add_node(supplier.id)
        for named in supplier.names:
            graph.add_edge(supplier.id, ("name", key(named.text)))
        for line in supplier.lines:
            graph.add_edges_from((supplier.id, ("paper", number_as_compared(p.number))) for p in line.papers)
    ends = network.ends
    graph.add_edges_from((link.supplier, link.buyer) for link in network.links if link.buyer not in ends)
    found = []
    for piece in nx.connected_components(graph):
        links = [link for link in network.links if link.supplier in piece]
        buyers = {link.buyer for link in links} | piece
        found.append(
            SupplyNetwork(
                [one for id_, one in network.suppliers.items() if id_ in piece],
                links,
                ownership=network.ownership,
                buyers={node: name for node, name in network.buyers.items() if node in buyers},
                company=network.company,
            )
        )
    return found


def judged(network, screening, **known):
    found = judge_suppliers(network, screening.world, screening.index, (), lambda *told: None, **known)
    return {
        id_: (
            found.findings[id_],
            found.scores[id_],
            found.exposures[id_],
            found.decisions[id_],
            found.upstream.get(id_),
        )
        for id_ in network.suppliers
    }


def test_a_chain_is_judged_alone_as_among_others(screening):
    suppliers, lines = joined(
        *(made(25, seed, name) for seed, name in enumerate("ABCDEF")), as_tables(EXAMPLES / "solar_chain.xlsx")
    )
    network = with_listed_buyers(scr.load({"suppliers": suppliers, "lines": lines}), screening.index)
    whole = judged(network, screening)
    apart = parts(network)
    assert len(apart) > 20
    assert max(map(len, apart)) < len(network) / 2
    names = {key(network.name(node)) for node in (*network.suppliers, *network.buyers)}
    by_case = ByCase(screening.world)
    found = {}
    for part in apart:
        found |= judged(part, screening, by_case=by_case, named_elsewhere=names)
    assert found.keys() == whole.keys()
    assert {id_ for id_ in whole if found[id_] != whole[id_]} == set()


def test_an_index_that_was_told_what_matches_says_the_same(screening):
    asked = [("Hoshine Silicon Industry Co., Ltd.", "CN"), ("Alpha Mills", "CN"), ("合盛硅业", None), ("Daqo", "US")]
    matching = {name for name, country in asked if screening.index.match(name, country)}
    assert 0 < len(matching) < len(asked)
    looked_up = []

    def may_match(name, country, places):
        looked_up.append(name)
        return name in matching

    told = screening.index.knowing(may_match)
    assert [told.match(*one) for one in asked] == [screening.index.match(*one) for one in asked]
    assert looked_up == [name for name, _ in asked]


def test_in_a_part_of_the_rows_only_the_name_given_is_the_reporting_company():
    """The one end of these rows may be one of many of the whole; a share of 1 is 1% where another row has 25."""
    cell = CellRef("f", "lines", "A2")
    end = Value("Acme", "Acme", CellRef("f", "lines", "B2"))
    share = Value("1", "1", CellRef("f", "lines", "C2"))
    link = LinkRecord("f", "lines", 2, Value("S1", "S1", cell), end, {"share": (share,)})
    told = []
    alone = connect((), (link,), "", told.append)
    assert [one.buyer for one in alone.links] == [COMPANY]
    assert [one.share for one in alone.links] == [1.0]
    rest = Rest(any_links=True, whole_percents=frozenset({("f", "lines", "C")}))
    part = connect((), (link,), "", told.append, rest=rest)
    assert [one.buyer for one in part.links] == ["buyer-acme"]
    assert [one.share for one in part.links] == [0.01]
    assert [one.buyer for one in connect((), (link,), "ACME", told.append, rest=rest).links] == [COMPANY]
    assert told == []
