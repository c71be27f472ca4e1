"""Concentration, order of priority, and what they rest on."""

import pytest
from chains import chain, link, unmapped_shares
from screened import screened

from supplychain_risk.domain import Method, Reading, Resolution, Supplier
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.risk.concentration import concentrations
from supplychain_risk.risk.priority import _shares
from supplychain_risk.risk.shares import direct_supply, headline


def reading(code: str, label: str = "") -> Reading:
    return Reading(resolution=Resolution(raw=label or code, method=Method.EXACT, code=code, label=label or code))


def grower(name: str, country: str | None, region: str | None = None, good: str = "cotton") -> Supplier:
    return Supplier(
        id=name,
        name=name,
        country=reading(country) if country else None,
        region=reading(region, "Xinjiang") if region else None,
        commodities=(reading(good, good.capitalize()),),
    )


def of(found, commodity):
    return next(c for c in found if c.commodity == commodity)


def shares(concentration, kind):
    return {d.code: pytest.approx(d.share) for d in concentration.depends_on if d.kind == kind}


# --- concentration -----------------------------------------------------------------------------------------------


def test_cotton_depends_on_one_region_by_spend():
    suppliers = [grower("A", "CN", "CN-XJ"), grower("B", "CN", "CN-XJ"), grower("C", "TR")]
    net = SupplyNetwork(suppliers, [link("A", "@", spend=50), link("B", "@", spend=30), link("C", "@", spend=20)])
    cotton = of(concentrations(net, {"A"}), "cotton")
    assert cotton.statement == "Cotton: 3 suppliers; 80% by spend from Xinjiang (CN-XJ)."
    assert shares(cotton, "country") == {"CN": 0.8, "TR": 0.2}
    assert shares(cotton, "supplier") == {"A": 0.5, "B": 0.3, "C": 0.2}
    assert cotton.held_share == pytest.approx(0.5)


def test_a_commodity_counts_where_it_enters_the_chain_not_where_it_is_traded():
    suppliers = [grower("gin", "CN", "CN-XJ"), grower("trader", "TR")]
    net = SupplyNetwork(suppliers, [link("trader", "@", spend=100), link("gin", "trader", spend=90)])
    found = concentrations(net, ())
    assert shares(of(found, "cotton"), "country") == {"CN": 1.0}
    assert shares(of(found, None), "country") == {"TR": 1.0}


def test_an_unknown_country_is_a_place_of_its_own():
    net = SupplyNetwork([grower("A", "TR"), grower("B", None)], [link("A", "@"), link("B", "@")])
    cotton = of(concentrations(net, ()), "cotton")
    assert shares(cotton, "country") == {"TR": 0.5, None: 0.5}
    assert (cotton.basis, cotton.note) == ("equal split", "neither spend nor share is stated, or neither can be read")


def test_growers_that_supply_each_other_in_a_circle_both_count():
    net = SupplyNetwork([grower("A", "TR"), grower("B", "IN")], [link("A", "@"), link("A", "B"), link("B", "A")])
    assert of(concentrations(net, ()), "cotton").suppliers == 2


def test_a_link_whose_words_name_another_good_does_not_carry_this_one():
    mixed = Supplier(
        id="M", name="M", country=reading("IN"), commodities=(reading("cotton", "Cotton"), reading("gold", "Gold"))
    )
    links = [
        link("M", "@", spend=10).changed(commodity="Cotton"),
        link("M", "X", spend=90).changed(commodity="Gold"),
        link("X", "@", spend=5),
        link("C", "@", spend=10),
    ]
    net = SupplyNetwork([mixed, grower("C", "TR"), Supplier(id="X", name="X")], links)
    assert shares(of(concentrations(net, ()), "cotton"), "supplier") == {"M": 0.5, "C": 0.5}


def test_the_largest_dependence_on_holds_comes_first():
    suppliers = [grower("A", "CN"), grower("B", "TR", good="gold"), grower("C", "TR", good="wool")]
    net = SupplyNetwork(suppliers, [link(s.id, "@") for s in suppliers])
    assert [c.commodity for c in concentrations(net, {"B"})] == [None, "gold", "cotton", "wool"]


# --- unmapped ----------------------------------------------------------------------------------------------------


def test_unmapped_by_supplier_and_by_spend_differ():
    farm = Supplier(id="farm", name="farm", sectors=(reading("0116"),))
    net = SupplyNetwork(
        [farm, Supplier(id="maker", name="maker")], [link("farm", "@", spend=90), link("maker", "@", spend=10)]
    )
    found = headline(net, unmapped_shares(net))
    assert (found.by_supplier, found.by_spend, found.basis) == (0.5, pytest.approx(0.1), "spend")


def test_without_spend_nothing_is_said_by_spend():
    net = chain([("A", "@"), ("B", "@")], "AB")
    found = headline(net, unmapped_shares(net))
    assert (found.by_supplier, found.by_spend, found.unmapped) == (1.0, None, 1.0)
    assert (found.basis, found.note) == ("equal split", "neither spend nor share is stated, or neither can be read")


def test_a_spend_that_some_lack_makes_an_equal_split_and_says_for_how_many():
    net = SupplyNetwork(
        [Supplier(id=n, name=n) for n in "ABC"], [link("A", "@", spend=5), link("B", "@"), link("C", "@", spend=1)]
    )
    assert direct_supply(net).note == "spend is not stated or cannot be read for 1 of 3 suppliers"


def test_stated_shares_of_several_buyers_are_not_pooled():
    links = [link("A", "one", share=1.0), link("B", "two", share=0.5), link("C", "two", share=0.5)]
    net = SupplyNetwork([Supplier(id=n, name=n) for n in "ABC"], links, buyers={"one": "One", "two": "Two"})
    weights = direct_supply(net)
    assert weights.basis == "equal split"
    assert weights.by_supplier == pytest.approx({"A": 1 / 3, "B": 1 / 3, "C": 1 / 3})


# --- priority ----------------------------------------------------------------------------------------------------

SHEET = """
Supplier ID,Supplier name,Country,Sector,Product,Supplies to (ID),Spend
M1,Alpha Garments,Bangladesh,Apparel,Garments,,900
M2,Beta Garments,Portugal,Apparel,Garments,,100
W1,Gamma Weaving,India,Textiles,Textiles,M1,50
G1,Delta Gin,Turkmenistan,Agriculture,Cotton,W1,20
G2,Epsilon Gin,Turkmenistan,Agriculture,Cotton,M2,20
"""


def test_severity_comes_before_likelihood_before_leverage():
    order = screened(SHEET).document.engagement.order
    keys = [(-p.severity, -p.likelihood, -p.score, -p.leverage) for p in order]
    assert keys == sorted(keys)
    assert [p.supplier for p in order[:2]] == ["G1", "G2"]
    assert order[0].leverage == pytest.approx(0.9 / 3)
    assert order[1].leverage == pytest.approx(0.1 / 2)
    assert {p.supplier for p in order} == {"G1", "G2", "W1", "M1", "M2"}


def test_who_buys_from_a_hold_is_as_severe_and_less_certain():
    order = {p.supplier: p for p in screened(SHEET).document.engagement.order}
    assert (order["G1"].severity, order["G1"].likelihood) == (4, 4)
    assert (order["W1"].severity, order["W1"].likelihood) == (4, 3)
    assert "hold upstream: Delta Gin" in order["W1"].why
    assert "cbp-order-origin" in order["G1"].why
    assert "90.0% of direct supply by spend at tier 3" in order["G1"].why


def test_severity_is_told_by_what_the_finding_is():
    text = """
    Supplier ID,Supplier name,Country,Sector,Product,ILO indicators
    D1,Delta,Portugal,Apparel,Garments,Debt bondage
    L1,Lambda,Bangladesh,Apparel,Garments,
    S1,Sigma,Haiti,Apparel,Yachts,
    """
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    document = screened(lines).document
    why = {p.supplier: p.why for p in document.engagement.order}
    assert why["D1"].startswith(
        "Severity: a reported indicator that can imply forced labor by itself (ilo-indicator-critical)."
    )
    assert why["L1"].startswith("Severity: a listed good (ilab-")
    assert why["S1"].startswith("Severity: raised by the score; no finding calls for more than the usual")


def test_shares_multiply_along_a_way_and_add_over_ways():
    net = chain(
        [("A", "@"), ("B", "@"), ("C", "A"), ("D", "A"), ("C", "B")], "ABCD", spend=[60.0, 40.0, 25.0, 75.0, 10.0]
    )
    assert _shares(net, direct_supply(net)) == pytest.approx({"A": 0.6, "B": 0.4, "C": 0.6 * 0.25 + 0.4, "D": 0.45})


def test_going_round_adds_nothing_to_a_share():
    net = chain([("A", "@"), ("B", "A"), ("A", "B"), ("C", "B")], "ABC")
    assert _shares(net, direct_supply(net)) == pytest.approx({"A": 1.0, "B": 1.0, "C": 0.5})


def test_a_company_nobody_is_linked_to_has_no_leverage():
    """The only way of a tier 2 supplier that names no buyer is not known."""
    loose = screened(
        "Supplier ID,Supplier name,Country,Product,Tier\nG1,Gin,Turkmenistan,Cotton,2\nM1,Alpha,Portugal,,1\n"
    )
    document = loose.document
    (entry,) = [p for p in document.engagement.order if p.supplier == "G1"]
    assert (entry.share, entry.leverage) == (None, 0.0)
    assert "no mapped way leads to the company" in entry.why
    assert document.engagement.unconnected == ("G1",)
    assert document.engagement.statement.startswith("No supplier on hold is linked to the company.")


def test_the_company_inherits_what_its_suppliers_have():
    (company,) = screened(SHEET).document.company_exposure
    assert company.id == COMPANY
    assert (company.upstream, company.holds, company.share_basis) == (5, 2, "spend")
    assert company.share_exposed == 1.0
