"""Orders follow goods through the chain: stated link by link, possible where a sheet says too little, or stopped."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screened import codes, screened

from supplychain_risk.domain import Certainty, DueDiligence, Finding, Reason
from supplychain_risk.risk.carried import NOT_CONNECTED, travels

HEAD = "Supplier name,Country,Province,Sector,Product,Buyer\n"
GIN = "Mary Gin,Turkmenistan,,,Cotton,{}\n"


def chain(*rows: str, as_of: str = "2026-06-30"):
    return screened(HEAD + "".join(f"{row}\n" for row in rows), as_of)


def carried(assessment, name: str, code: str = "carried-order"):
    supplier = next(s for s in assessment.document.suppliers if s.name == name)
    return [f for f in assessment[supplier.id].findings if f.code == code]


SHIRT = (
    "Mary Gin,Turkmenistan,,,Cotton,Izmir Spinning",
    "Izmir Spinning,Türkiye,,,Cotton yarn,Bursa Weaving",
    "Izmir Spinning,Türkiye,,,Cotton yarn,Bolt Works",
    "Bursa Weaving,Türkiye,,,Cotton fabric,Aegean Shirts",
    "Bolt Works,Türkiye,,,Steel screws,Acme",
    "Aegean Shirts,Türkiye,,,Cotton shirts,Acme",
)


def test_an_order_on_cotton_fires_on_the_path_of_a_shirt_whose_tier_4_gins_it():
    assessment = chain(*SHIRT)
    (finding,) = carried(assessment, "Aegean Shirts")
    assert finding.certainty.value == "stated"
    assert finding.channel.value == "legal"
    assert finding.calls_for.value == "review"
    names = assessment.document.node_names()
    path = [names[node] for node in finding.paths[0]]
    assert path == ["Mary Gin", "Izmir Spinning", "Bursa Weaving", "Aegean Shirts", "Acme"]
    assert {c.row for c in finding.citations} >= {"rule-033", "tariff-act-307", "cotton--cotton-thread-yarn"}
    assert "Izmir Spinning: Cotton Thread/Yarn, made of it (HS 5205: 'Cotton yarn')" in finding.statement
    assert codes(assessment, "Mary Gin")["cbp-order-origin"] == "stated", "the finding at the source stays"


def test_it_reads_the_cells_of_each_link():
    assessment = chain(*SHIRT)
    (finding,) = carried(assessment, "Aegean Shirts")
    rows = {int(cell.rpartition("!")[2][1:]) for cell in finding.cells}
    assert rows >= {2, 3, 5, 7}
    assert 6 not in rows, "the screws are on no link of this path"


def test_steel_screws_are_not_connected_and_the_sheet_of_reasons_says_so():
    assessment = chain(*SHIRT)
    bolts = next(s for s in assessment.document.suppliers if s.name == "Bolt Works")
    assert not carried(assessment, "Bolt Works")
    assert bolts.due_diligence.value == "review", "no row that connects is no clearance"
    assert bolts.why.startswith("Goods may come from Mary Gin, which calls for hold.")
    assert bolts.why.endswith(NOT_CONNECTED)
    spinner = next(s for s in assessment.document.suppliers if s.name == "Izmir Spinning")
    assert NOT_CONNECTED not in spinner.why


def test_a_good_that_only_may_be_of_cotton_is_possible():
    assessment = chain("Mary Gin,Turkmenistan,,,Cotton,Aegean", "Aegean,Türkiye,,,Garments,Acme")
    (finding,) = carried(assessment, "Aegean")
    assert (finding.certainty.value, finding.calls_for.value) == ("possible", "enhanced")


def test_goods_that_are_not_stated_let_it_pass_as_possible():
    assessment = chain(
        "Mary Gin,Turkmenistan,,,Cotton,Middle", "Middle,Türkiye,,,,Aegean", "Aegean,Türkiye,,,Cotton shirts,Acme"
    )
    (finding,) = carried(assessment, "Aegean")
    assert finding.certainty.value == "possible"
    assert "Middle: goods not stated" in finding.statement


def test_a_sector_that_can_make_it_lets_it_pass_and_another_does_not():
    weaver = chain("Mary Gin,Turkmenistan,,,Cotton,Mill", "Mill,Türkiye,,1312,,Acme")
    miner = chain("Mary Gin,Turkmenistan,,,Cotton,Mine", "Mine,Türkiye,,0710,,Acme")
    trader = chain("Mary Gin,Turkmenistan,,,Cotton,Trader", "Trader,Türkiye,,4610,,Acme")
    assert "its sector can make" in carried(weaver, "Mill")[0].statement
    assert not carried(miner, "Mine")
    assert carried(trader, "Trader")[0].certainty.value == "possible"


def test_what_a_link_says_is_sold_decides_over_what_the_supplier_makes_else():
    """One mill sells yarn to the shirt maker and steel to the other."""
    rows = (
        "Mary Gin,Turkmenistan,,,Cotton,Mill",
        "Mill,Türkiye,,,Cotton yarn,Shirts",
        "Mill,Türkiye,,,Steel,Second",
        "Shirts,Türkiye,,,Cotton shirts,Acme",
        "Second,Türkiye,,,Cotton shirts,Acme",
    )
    assessment = chain(*rows)
    assert carried(assessment, "Shirts")
    assert not carried(assessment, "Second")


def test_it_is_told_once_per_order_and_direct_supplier():
    gins = [f"Gin {n},Turkmenistan,,,Cotton,Mill" for n in range(7)]
    assessment = chain(*gins, "Mill,Türkiye,,,Cotton yarn,Shirts", "Shirts,Türkiye,,,Cotton shirts,Acme")
    (finding,) = carried(assessment, "Shirts")
    assert finding.path_count == 7
    assert len(finding.paths) == 5
    assert "6 more suppliers upstream" in finding.statement
    assert not carried(assessment, "Shirts", "carried-listed-good"), "the order on the same good says it already"


def test_an_order_on_a_good_alone_is_at_most_possible_downstream():
    """The order on gold from artisanal mines in DR Congo names gold; CBP does not name products with it."""
    rows = ("Mine,DR Congo,,,Gold,Refiner", "Refiner,Rwanda,,,Gold,Acme")
    (finding,) = carried(chain(*rows), "Refiner")
    assert finding.certainty.value == "possible"


def test_everything_a_xinjiang_site_makes_travels():
    rows = (
        "Plant,China,Xinjiang,,Polysilicon,Wafers",
        "Wafers,China,,,Solar wafers,Modules",
        "Modules,Malaysia,,,Solar modules,Acme",
    )
    (finding,) = carried(chain(*rows), "Modules")
    assert finding.citations[0].row == "uflpa-presumption"
    assert finding.certainty.value == "stated"
    assert not carried(chain(*rows, as_of="2022-06-20"), "Modules"), "the presumption begins on 2022-06-21"


def test_a_listed_good_without_an_order_is_an_indicator():
    """Cobalt ore from DR Congo is on ILAB's list for forced labor since the 2024 edition; no order bars it."""
    rows = ("Mine,DR Congo,,,Cobalt ore,Cells", "Cells,South Korea,,,Lithium-ion batteries,Acme")
    (finding,) = carried(chain(*rows), "Cells", "carried-listed-good")
    assert finding.channel.value == "indicator"
    assert (finding.certainty.value, finding.calls_for.value) == ("possible", "enhanced"), (
        "batteries without cobalt exist"
    )


def test_an_order_on_a_company_reaches_as_stated_only_what_it_names():
    """The order of 2022-11-23 on Central Romana names raw sugar; coffee it may sell is not named."""
    day = "2023-06-30"
    sugar = chain("Central Romana,Dominican Republic,,,Sugar,Packer", "Packer,Spain,,,Sugar,Acme", as_of=day)
    coffee = chain("Central Romana,Dominican Republic,,,Coffee,Packer", "Packer,Spain,,,Coffee,Acme", as_of=day)
    assert carried(sugar, "Packer")[0].certainty.value == "stated"
    (finding,) = carried(coffee, "Packer")
    assert finding.certainty.value == "possible"
    assert "The order names 'Raw sugar and sugar-based products'" in finding.statement


def test_a_listed_company_whose_goods_are_not_stated_is_followed_as_possible():
    name = "Xinjiang Daqo New Energy Co. Ltd."
    (finding,) = carried(chain(f"{name},China,,,,Modules", "Modules,Malaysia,,,Solar modules,Acme"), "Modules")
    assert finding.certainty.value == "possible"
    assert finding.statement.startswith(f"Goods from {name}, under Uyghur Forced Labor Prevention Act")


def test_a_match_that_a_reviewer_cleared_does_not_travel_and_a_confirmed_one_does():
    document = chain("Xinjiang Daqo New Energy Co. Ltd.,China,,,Polysilicon,Mill", "Mill,Malaysia,,,Solar cells,Acme")
    listed = next(f for f in document.document.findings if f.code == "uflpa-listed-entity")
    said = ("code", "channel", "certainty", "calls_for", "statement", "instrument", "jurisdiction", "citations")
    reason = Reason.of(**{key: getattr(listed, key) for key in said})
    finding = Finding(id=listed.id, supplier=listed.supplier, reason=reason)
    assert travels(finding)
    assert not travels(finding.changed(disposition="false_positive"))
    possible = reason.restated(code="potential-match", certainty=Certainty.POSSIBLE, calls_for=DueDiligence.REVIEW)
    assert not travels(finding.changed(reason=possible))
    confirmed = possible.restated(certainty=Certainty.STATED, calls_for=DueDiligence.HOLD)
    assert travels(finding.changed(reason=confirmed))


def test_a_circle_ends():
    rows = (
        "Mary Gin,Turkmenistan,,,Cotton,Mill A",
        "Mill A,Türkiye,,,Cotton yarn,Mill B",
        "Mill B,Türkiye,,,Cotton yarn,Mill A",
        "Mill B,Türkiye,,,Cotton yarn,Acme",
    )
    (finding,) = carried(chain(*rows), "Mill B")
    assert len(finding.paths[0]) == 4


def test_a_source_in_a_circle_is_not_carried_to_itself():
    rows = (
        "Mary Gin,Turkmenistan,,,Cotton,Mill",
        "Mill,Türkiye,,,Cotton yarn,Mary Gin",
        "Mary Gin,Turkmenistan,,,Cotton,Acme",
        "Mill,Türkiye,,,Cotton yarn,Acme",
    )
    assessment = chain(*rows)
    assert not carried(assessment, "Mary Gin")
    assert [len(path) for path in carried(assessment, "Mill")[0].paths] == [3]


def test_several_orders_on_the_same_goods_are_told_together():
    """Xinjiang Junggar Cotton and Linen: UFLPA Entity List and the order of 2020-09-08; a site in Xinjiang."""
    rows = (
        "Xinjiang Junggar Cotton and Linen Co. Ltd.,China,Xinjiang,,Cotton,Mill",
        "Mill,Viet Nam,,,Cotton shirts,Acme",
    )
    (finding,) = carried(chain(*rows), "Mill")
    assert {"uflpa_entities", "cbp_orders", "cbp_order_rules"} <= {c.dataset for c in finding.citations}
    assert "uflpa-presumption" in {c.row for c in finding.citations}
    assert "The same goods are also under" in finding.statement


def test_a_direct_supplier_under_order_is_not_told_again():
    assessment = chain("Mary Gin,Turkmenistan,,,Cotton,Acme")
    assert not carried(assessment, "Mary Gin")


goods = st.sampled_from(["Cotton", "Cotton yarn", "Cotton fabric", "Cotton shirts", "Garments", "Steel", "Gold", ""])
edges = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), min_size=1, max_size=10)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(goods, min_size=6, max_size=6), edges)
def test_what_is_carried_lies_on_stated_links_and_forgetting_goods_never_hides_it(products, pairs):
    """The interval of less knowledge contains that of more: with goods left out, what arrived still arrives."""

    def rows(known):
        out = ["S0,Turkmenistan,,,Cotton,S1"]
        for a, b in pairs:
            if a != b:
                country, good = ("Turkmenistan", "Cotton") if a == 0 else ("Türkiye", products[a] if known else "")
                out.append(f"S{a},{country},,,{good},{'Acme' if b == 6 else f'S{b}'}")
        return out

    def arrivals(known):
        assessment = chain(*rows(known))
        found = [f for f in assessment.document.findings if f.code == "carried-order"]
        links = {(k.supplier, k.buyer) for k in assessment.document.links}
        for f in found:
            assert all(pair in links for path in f.paths for pair in pairwise(path))
            assert all(len(set(path)) == len(path) for path in f.paths)
        return {f.supplier.split("-")[0] for f in found}

    assert arrivals(known=True) <= arrivals(known=False)
