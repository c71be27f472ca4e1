"""Customers in lists of business partners are nobody of the chain; only a heading that asks for roles tells them."""

import pytest
from small_lists import codes, names


@pytest.mark.parametrize(
    ("heading", "supplier", "customer"),
    [
        ("Type", "Vendor", "Customer"),
        ("Relationship", "Supplier", "Client"),
        ("Kontoart", "Kreditor", "Debitor"),
        ("Tipo", "Proveedor", "Cliente"),
        ("往来单位类型", "供应商", "客户"),
        ("Search Type", "V", "C"),
    ],
)
def test_a_customer_among_suppliers_is_set_aside(csv, heading, supplier, customer):
    result = csv(f"Company name,{heading},Country\nAlder Mills,{supplier},India\nLark Stores,{customer},Peru\n")
    assert names(result) == ["Alder Mills"]
    assert codes(result) == ["customer-row"]
    assert result.problems[0].where.cell == "B3"


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [
        ("Material provided by", "Supplier", "Customer"),
        ("Type", "Supplier", "Supplier and customer"),
        ("Type", "Direct", "Customer"),
        ("Grade", "V", "C"),
        ("Type", "V", "C"),
    ],
)
def test_where_no_heading_asks_for_roles_and_no_row_is_a_customer_alone_all_are_read(csv, heading, one, other):
    result = csv(f"Supplier,{heading},Country\nAlder Mills,{one},India\nBirch Mills,{other},Peru\n")
    assert names(result) == ["Alder Mills", "Birch Mills"]


def test_banks_and_carriers_stand_beside_suppliers(csv):
    rows = "Alder Mills,Vendor\nBirch Bank,Bank\nCedar Freight,Carrier\nLark Stores,Customer\nDog Mills,Vendor\n"
    assert "Lark Stores" not in names(csv(f"Account name,Account type\n{rows}"))
    assert "Birch Bank" in names(csv(f"Account name,Account type\n{rows}"))
