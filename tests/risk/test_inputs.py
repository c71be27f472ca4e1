"""Which good can be an input of which. Truths are the words of the HS headings and pages that the rows quote."""

from datetime import date

import pytest

from supplychain_risk.laws.inputs import GoodsGraph
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference
from supplychain_risk.reference.inputs import input_relations
from supplychain_risk.reference.overview import is_verified

REFERENCE = Reference.bundled()
DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def graph() -> GoodsGraph:
    goods = [row["id"] for row in REFERENCE.table("commodities")]
    return GoodsGraph(input_relations(REFERENCE, DAY), goods, Resolvers.over(REFERENCE).commodities)


FIRM = [
    ("cotton", "cotton-thread-yarn"),  # HS 5205 Cotton yarn
    ("cotton", "cotton-textiles"),  # HS 5208 Woven fabrics of cotton
    ("cotton", "cotton-garments"),
    ("polysilicon", "solar-modules"),  # ingots, wafers, cells, modules (Interos)
    ("metallurgical-grade-silicon", "solar-modules"),
    ("tomatoes", "tomato-products"),  # HS 2002 Tomatoes; prepared or preserved
    ("silk-cocoons", "silk-fabric"),  # HS 5007 Woven fabrics of silk
]
CAN = [
    ("cotton", "garments"),  # a garment may be a cotton garment
    ("cobalt-ore-heterogenite", "lithium-ion-batteries"),  # there are batteries without cobalt
    ("cobalt-ore-heterogenite", "electric-vehicles"),
    ("cobalt-ore-heterogenite", "laptops"),
    ("rubber", "rubber-gloves"),  # "rubber" is natural rubber; gloves may be synthetic
    ("palm-fruit", "refined-palm-oil"),
    ("seafood", "shrimp"),
    ("shrimp", "seafood"),
]
NOT = [
    ("cotton", "steel"),
    ("cotton", "silk-fabric"),
    ("cotton", "rubber-raincoats"),  # garments, but not of cotton
    ("shrimp", "fishmeal"),
    ("tobacco", "garments"),
    ("cotton-garments", "cotton"),  # not upstream
    ("solar-modules", "polysilicon"),
    ("gold", "diamonds"),
]


@pytest.mark.parametrize(("good", "product"), FIRM)
def test_what_is_made_of_what(graph, good, product):
    chain = graph.chain(good, product)
    assert chain is not None
    assert chain.firm
    assert chain.steps


@pytest.mark.parametrize(("good", "product"), CAN)
def test_what_can_be_in_what(graph, good, product):
    chain = graph.chain(good, product)
    assert chain is not None
    assert not chain.firm


@pytest.mark.parametrize(("good", "product"), NOT)
def test_what_no_row_connects(graph, good, product):
    assert graph.chain(good, product) is None


def test_a_good_passes_on_as_itself(graph):
    for row in REFERENCE.table("commodities"):
        chain = graph.chain(row["id"], row["id"])
        assert chain is not None
        assert chain.firm
        assert chain.steps == ()


def test_steps_lead_from_the_good_to_the_product(graph):
    chain = graph.chain("metallurgical-grade-silicon", "solar-cells")
    assert chain is not None
    assert [s.input for s in chain.steps] == [
        "metallurgical-grade-silicon",
        "polysilicon",
        "photovoltaic-ingots",
        "photovoltaic-wafers",
    ]
    assert [s.product for s in chain.steps][-1] == "solar-cells"


def test_every_relation_names_known_goods_is_cited_and_read():
    known = REFERENCE.table("commodities").by_id
    relations = input_relations(REFERENCE, DAY)
    assert len(relations) > 80
    assert {r.input for r in relations} | {r.product for r in relations} <= set(known)
    assert all(is_verified(r.citation) and r.citation.url.startswith("http") for r in relations)


def test_the_words_of_a_heading_are_those_of_the_heading():
    titles = {row["code"]: row["title"].casefold() for row in REFERENCE.table("hs_headings")}
    quoted = [row for row in REFERENCE.table("commodity_inputs") if row["heading"]]
    assert len(quoted) > 40
    assert [row["id"] for row in quoted if row["words"].casefold() not in titles[row["heading"]]] == []


def test_a_dated_list_states_relations_only_from_its_day():
    """ILAB named garments from Viet Nam as made with cotton on 2024-09-05."""

    def rows(day):
        return {r.citation.row for r in input_relations(REFERENCE, day)}

    assert "CN-cotton-garments" not in rows(date(2024, 9, 4))
    assert "CN-cotton-garments" in rows(date(2024, 9, 5))
