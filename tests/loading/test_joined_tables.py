"""Tables that join by id, loaded together: nobody becomes two suppliers, no amount counts twice."""

import pytest

import supplychain_risk as scr

SUPPLIERS = "supplier_id,supplier_name,country,annual_spend\nS1,Alder Trading,Germany,100\nS2,Birch Mills,India,300\n"


@pytest.fixture
def load(tmp_path):
    def load(**files):
        paths = [tmp_path / f"{name}.csv" for name in files]
        for path, text in zip(paths, files.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        return scr.load(paths)

    return load


@pytest.mark.parametrize("reverse", [False, True])
def test_two_tables_with_a_row_per_supplier_complete_each_other(load, reverse):
    audits = "supplier_id,audit_date,audit_result\nS1,2025-01-31,passed\nS2,2025-02-28,failed\n"
    files = {"suppliers": SUPPLIERS, "audits": audits}
    network = load(**dict(reversed(files.items())) if reverse else files)
    assert {s.id: (s.name, s.country_code, len(s.controls)) for s in network.suppliers.values()} == {
        "S1": ("Alder Trading", "DE", 1),
        "S2": ("Birch Mills", "IN", 1),
    }


def test_an_amount_counts_once_however_many_rows_it_completes(load):
    network = load(suppliers=SUPPLIERS, sources="supplier_id,material\nS1,Cotton\nS1,Tea\nS2,Rice\n")
    assert [(link.supplier, link.spend, link.commodity) for link in network.links] == [
        ("S1", 100, "Cotton; Tea"),
        ("S2", 300, "Rice"),
    ]


def test_orders_and_shipments_of_one_id_are_one_line(load):
    network = load(
        suppliers=SUPPLIERS,
        orders="order_id,supplier_id,material,quantity\nO1,S1,Cotton,5\nO2,S2,Rice,7\n",
        shipments="order_id,country_of_origin\nO1,Turkmenistan\nO2,India\n",
    )
    lines = [
        (s.id, line.origin and line.origin.code, line.quantity) for s in network.suppliers.values() for line in s.lines
    ]
    assert lines == [("S1", "TM", 5), ("S2", "IN", 7)]


def test_a_supplier_that_a_list_of_links_calls_by_its_id_is_no_company_of_that_name(load):
    network = load(
        suppliers="Supplier ID,Supplier,Country\nS1,Alder Shirts,Vietnam\nS2,Birch Mills,China\n",
        links="Supplier,Customer\nS2,S1\nS1,\n",
    )
    assert {s.id: s.name for s in network.suppliers.values()} == {"S1": "Alder Shirts", "S2": "Birch Mills"}
    assert [(link.supplier, link.buyer) for link in network.links if link.supplier == "S2"] == [("S2", "S1")]
    assert [p.code for p in network.account.problems] == ["no-buyer"]


def test_the_sites_of_a_supplier_are_one_supplier_in_all_its_places(load):
    sites = "site_id,supplier_id,city,province,country\nA,S1,Bremen,,Germany\nB,S1,Turpan,CN-XJ,China\n"
    network = load(suppliers=SUPPLIERS, sites=sites)
    assert sorted(network.suppliers) == ["S1", "S2"]
    assert network.suppliers["S1"].region_code == "CN-XJ"


BILL = "parent_part,child_part,quantity\nBAG,STRAP,2\nSTRAP,WEB,1\nBELT,WEB,1\n"
MADE_BY = "part_no,part_name,supplier_id\nBAG,Bag,S1\nBELT,Belt,S1\nSTRAP,Strap,S2\nWEB,Webbing,S3\n"


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("words", ["parent_part,child_part", "Baugruppe,Komponente", "assembly,component"])
def test_a_bill_of_materials_may_stand_in_a_table_of_its_own(load, words, reverse):
    files = {
        "bom": BILL.replace("parent_part,child_part", words),
        "parts": MADE_BY,
        "suppliers": f"{SUPPLIERS}S3,Cedar Webbing,Nepal,1\n",
    }
    network = load(**dict(reversed(files.items())) if reverse else files)
    links = {(link.supplier, link.buyer) for link in network.links if link.buyer in network.suppliers}
    assert links == {("S2", "S1"), ("S3", "S2"), ("S3", "S1")}
