"""What a table lists: suppliers, or customers, staff, materials or orders, which are refused or told."""

import pytest
from small_lists import codes, names

from supplychain_risk.errors import NoSupplierTable

PEOPLE = "John Smith,China\nAnn Li,India\n"
FIRMS = "Alpha Ltd,China\nBeta Ltd,India\n"
DOUBT = "perhaps-no-suppliers"


@pytest.mark.parametrize(
    "heading", ["Supplier", "Vendor name", "Factory", "Mill", "Manufacturer", "供应商", "Lieferant"]
)
@pytest.mark.parametrize("rows", [PEOPLE, FIRMS])
def test_a_heading_that_says_supplier_settles_it(csv, heading, rows):
    result = csv(f"{heading},Country\n{rows}")
    assert len(names(result)) == 2
    assert DOUBT not in codes(result)


@pytest.mark.parametrize("heading", ["Customer", "Client name", "Buyer", "Kunde", "客户", "Cliente", "Sold to"])
def test_companies_under_a_heading_that_says_customer_are_not_read_without_a_word(csv, heading):
    result = csv(f"{heading},Country\n{FIRMS}")
    assert names(result) == ["Alpha Ltd", "Beta Ltd"]
    assert DOUBT in codes(result)


@pytest.mark.parametrize("heading", ["Customer", "客户"])
def test_mere_names_under_such_a_heading_are_no_suppliers(csv, heading):
    with pytest.raises(NoSupplierTable, match="customers"):
        csv(f"{heading},Amount\nAlpha,5\nBeta,6\n")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Employee ID,Name,Department,Country\n1,John Smith,HR,China\n2,Ann Li,IT,India\n", "staff"),
        ("Name,Job title,Salary,Country\nJohn Smith,Clerk,300,China\nAnn Li,Cook,400,India\n", "staff"),
        ("material_id,name,unit of measure,standard cost\nM1,Cotton,kg,5\nM2,Tea,kg,6\n", "materials"),
        ("SKU,Name,Unit price\nM1,Cotton strap,5\nM2,Tea bag,6\n", "materials"),
        ("Order number,Name,Order status\n1,Shirts,open\n2,Shoes,closed\n", "orders"),
    ],
)
def test_a_list_of_something_else_is_refused_with_what_it_seems_to_list(csv, text, what):
    with pytest.raises(NoSupplierTable, match=what) as refused:
        csv(text)
    assert "--mapping" in refused.value.hint


def test_the_name_of_a_sheet_says_what_it_lists(xlsx):
    rows = [["Name", "Country"], ["Alpha", "China"], ["Beta", "India"]]
    assert names(xlsx({"Suppliers": rows, "Customers": rows})) == ["Alpha", "Beta"]
    with pytest.raises(NoSupplierTable, match="customers"):
        xlsx({"Customers": rows})
    with pytest.raises(NoSupplierTable, match="staff"):
        xlsx({"Employees": rows})


def test_a_supplier_list_with_a_column_of_its_customers_is_one(csv):
    result = csv("Supplier,Country,Customer,Order number,Employees\nAlpha Ltd,China,Acme,17,300\n")
    assert names(result) == ["Alpha Ltd"]
    assert DOUBT not in codes(result)
    named = csv("Company,Country,Customer\nAlpha Ltd,China,Acme\nBeta Ltd,India,Acme\n")
    assert names(named) == ["Alpha Ltd", "Beta Ltd"]
    assert DOUBT not in codes(named)


def test_how_many_people_a_company_employs_makes_it_no_list_of_staff(csv):
    assert DOUBT not in codes(csv(f"Company,Country,Employees\n{'Alpha Ltd,China,300'}\n{'Beta Ltd,India,20'}\n"))


def test_a_doubt_names_what_speaks_against_the_list_and_where(csv):
    (told,) = [p for p in csv(f"Customer,Country\n{FIRMS}").problems if p.code == DOUBT]
    assert "'Customer' speaks of customers" in told.message
    assert told.where.cell == "A1"
    assert "ignore = true" in told.hint


def test_a_mapping_settles_it_against_all_evidence(csv):
    said = {"*": {"columns": {"name": "Name"}}}
    text = "Employee ID,Name,Department,Country\n1,John Smith,HR,China\n2,Ann Li,IT,India\n"
    assert names(csv(text, mapping=said)) == ["John Smith", "Ann Li"]
