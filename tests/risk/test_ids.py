"""A finding is referred to by its id: from a page to another, from one run to the next."""

import pandas as pd

import supplychain_risk as scr


def test_a_place_and_an_origin_under_one_row_of_a_list_are_two_findings_with_an_id_each():
    suppliers = [
        {"Supplier": "Tarim Mill", "Country": "China", "Province": "Xinjiang", "Product": "Cotton"},
        {"Supplier": "Alder Mill", "Country": "India", "Province": "", "Product": "Cotton"},
    ]
    orders = [{"Supplier": "Tarim Mill", "Product": "Cotton", "Country of origin": "China", "Origin region": "Hotan"}]
    network = scr.load({"suppliers": pd.DataFrame(suppliers), "orders": pd.DataFrame(orders)})
    document = scr.screen(network, as_of="2026-06-30").document
    under = [f for f in document.findings if f.code == "cbp-order-origin"]
    assert len(under) == len({f.cells for f in under}) == 2
    assert len({f.id for f in document.findings}) == len(document.findings)
    named = [id_ for supplier in document.suppliers for id_ in supplier.findings]
    assert sorted(named) == sorted(f.id for f in document.findings)
