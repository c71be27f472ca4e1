"""Shapes of supply networks."""

from small_lists import codes, column, names, only_sheet


def links(result):
    return [(link.supplier.text, link.buyer.text) for link in result.links]


def owners(result):
    return [(o.parent.text, o.child.text, o.share.text if o.share else None) for o in result.ownership]


def test_one_row_per_supplier_with_whom_it_supplies(csv):
    result = csv("Supplier,Tier,Country,Supplies to\nA,1,China,Acme\nB,2,India,A\n")
    assert column(result, "buyer") == [["Acme"], ["A"]]
    assert column(result, "tier") == [["1"], ["2"]]
    assert result.links == ()


def test_a_supplier_sheet_and_a_sheet_of_links(xlsx):
    result = xlsx(
        {
            "Suppliers": [["Supplier ID", "Supplier name", "Country"], ["S1", "A", "China"], ["S2", "B", "India"]],
            "Links": [
                ["Supplier", "Buyer", "Commodity", "Share"],
                ["S2", "S1", "cotton", 0.25],
                ["S1", "Acme", "", "50%"],
            ],
        }
    )
    assert names(result) == ["A", "B"]
    assert links(result) == [("S2", "S1"), ("S1", "Acme")]
    assert result.links[0].values["share"][0].text == "0.25"


def test_supplier_and_buyer_alone_describe_suppliers(csv):
    result = csv("Supplier,Buyer\nA,Acme\n")
    assert (names(result), column(result, "buyer")) == (["A"], [["Acme"]])


def test_an_edge_list_of_company_and_related_company(csv):
    result = csv("metric, company, related_company, year\nM, Acme, B, 2017\nM, , C, 2017\nM, D,, 2017\n")
    sheet = only_sheet(result)
    assert dict(sheet.mapping) == {"buyer": "company", "supplier_ref": "related_company"}
    assert links(result) == [("B", "Acme")]
    assert names(result) == ["C"]
    assert codes(result) == ["no-buyer", "no-supplier-name"]


def test_from_and_to_count_only_together(csv):
    assert links(csv("From,To\nB,A\nA,Acme\n")) == [("B", "A"), ("A", "Acme")]
    sheet = only_sheet(csv("Supplier,Country,From,To\nA,China,2020,2021\n"))
    assert sheet.unused == ("From", "To")


def test_tiers_side_by_side(csv):
    result = csv("Tier 1 Supplier,Tier 1 Country,T2 Supplier,T2 Country,Tier-3 (raw material)\nA,China,B,India,C\n")
    assert names(result) == ["A", "B", "C"]
    assert column(result, "country") == [["China"], ["India"], []]
    assert column(result, "tier") == [["1"], ["2"], ["3"]]
    assert links(result) == [("B", "A"), ("C", "B")]
    assert {r.row for r in result.suppliers} == {2}
    assert only_sheet(result).used_rows == 1


def test_plain_columns_after_each_tier_belong_to_it(csv):
    result = csv("Product,Tier 1,Country,Tier 2,Country,Tier 3,Country\nShirt,A,China,B,India,C,Vietnam\n")
    assert column(result, "country") == [["China"], ["India"], ["Vietnam"]]
    assert column(result, "commodity") == [["Shirt"], [], []]


def test_one_country_for_several_tiers_is_not_guessed(csv):
    result = csv("T1 Supplier,T2 Supplier,T3 Supplier,Country\nA,B,C,China\n")
    assert column(result, "country") == [[], [], []]
    assert only_sheet(result).unused == ("Country",)
    assert [(h, v.text) for h, v in result.suppliers[0].extra] == [("Country", "China")]


def test_no_link_is_invented_over_an_empty_tier(csv):
    result = csv("一级供应商,二级供应商,三级供应商\n甲公司,,丙公司\n,乙公司,\n")
    assert names(result) == ["甲公司", "丙公司", "乙公司"]
    assert column(result, "tier") == [["1"], ["3"], ["2"]]
    assert links(result) == []
    assert codes(result) == ["tier-gap", "tier-gap"]


def test_ticks_under_tier_headings_are_no_suppliers(csv):
    result = csv("Supplier,Tier 1,Tier 2,Country\nA,Yes,No,China\nB,No,Yes,India\n")
    assert names(result) == ["A", "B"]


def test_groups_of_tiers_over_two_header_lines(xlsx):
    def merge(book):
        book["S"].merge_cells("A1:B1")
        book["S"].merge_cells("C1:D1")

    rows = [
        ["Tier 1", None, "Tier 2", None],
        ["Supplier", "Country", "Supplier", "Country"],
        ["A", "China", "B", "India"],
    ]
    result = xlsx({"S": rows}, merge)
    assert column(result, "country") == [["China"], ["India"]]
    assert links(result) == [("B", "A")]


def test_several_parents_with_shares_in_a_cell(csv):
    result = csv("Plant name,Country,Parent Company\nP1,China,A [69.9%]; B [25.7%]; Other [4.4%]\nP2,India,P2 [100%]\n")
    assert column(result, "parent") == [["A", "B"], ["P2"]]
    assert owners(result) == [("A", "P1", "69.9%"), ("B", "P1", "25.7%")]


def test_mill_company_group_and_brand_in_one_row(csv):
    result = csv(
        "Consumer Brand,UML Id,Name,Country,Parent Company,Parent Group\n"
        "Colgate,PO1,Sedenak,Malaysia,Epa Bhd,Keck Seng\nColgate,PO2,Buatan,Indonesia,,Aaa\n"
    )
    assert names(result) == ["Sedenak", "Buatan"]
    assert column(result, "buyer") == [["Colgate"], ["Colgate"]]
    assert owners(result) == [
        ("Epa Bhd", "Sedenak", None),
        ("Keck Seng", "Epa Bhd", None),
        ("Aaa", "Buatan", None),
    ]


def test_a_company_that_runs_a_plant_owns_it(csv):
    result = csv("Plant_Name,Parent Company,Company,Country\nNorth Works,Group [60%],Steel Co,India\n")
    assert names(result) == ["North Works"]
    assert owners(result) == [("Steel Co", "North Works", None), ("Group", "Steel Co", "60%")]


def test_a_factory_supplies_its_vendor_and_the_vendor_the_brand(csv):
    result = csv(
        "Brand,Supplier Name,Factory Name,Country\nAcme,Vendor Ltd,Unit 2,Bangladesh\n"
        "Acme,Solo Ltd,,India\nAcme,Same,Same,India\n"
    )
    assert [(r.first("name").text, [v.text for v in r.values["buyer"]]) for r in result.suppliers] == [
        ("Vendor Ltd", ["Acme"]),
        ("Unit 2", ["Vendor Ltd"]),
        ("Solo Ltd", ["Acme"]),
        ("Same", ["Acme"]),
    ]
    assert only_sheet(result).used_rows == 3


def test_the_entity_of_a_payment_ledger_is_the_buyer(csv):
    result = csv(
        'Department Family,Entity,Date,Expense Type,Supplier,Amount\nHealth,Trust,2021,Drugs,A,"64,226.95"\n'
        'Health,Trust,2021,Rents,B,"1,000.00"\n,,,,,"65,226.95"\n'
    )
    assert names(result) == ["A", "B"]
    assert column(result, "buyer") == [["Trust"], ["Trust"]]
    assert column(result, "spend") == [["64226.95"], ["1000"]]
    assert codes(result) == ["total-row"]


def test_a_bill_of_materials(csv):
    result = csv("Finished Product,Component,Supplier,Country\nPhone,Battery,CATL,China\n")
    assert column(result, "commodity") == [["Battery"]]
    assert [(h, v.text) for h, v in result.suppliers[0].extra] == [("Finished Product", "Phone")]


def test_a_part_without_a_supplier_is_not_one_of_the_supplier_above(csv):
    result = csv(
        "Level,Part number,Description,Supplier\n0,J-1,Jacket,Alder\n1,J-11,Fabric,Birch\n2,J-111,Yarn,\n"
        "3,J-1111,Raw cotton,Cedar\n"
    )
    assert [r.first("name").text for r in result.suppliers] == ["Alder", "Birch", "Cedar"]
    assert [r.first("buyer").text for r in result.suppliers[1:]] == ["Alder", "Birch"]
    assert codes(result) == ["no-supplier-name"]


def test_further_lines_of_an_order_bear_its_number_and_day(csv):
    result = csv(
        "PO number,Order date,Supplier,Country,Material,Country of origin\n"
        "PO-1,2026-01-12,Alder,Germany,Cotton,Turkey\n,,,,Cotton,Turkmenistan\nPO-2,2026-02-01,,,Rice,India\n,,,,Tea,India\nPO-3,,,,Tea,Kenya\n"
    )
    said = [(r.first("document"), r.first("line_date")) for r in result.suppliers]
    assert [(d and d.text, on and on.text) for d, on in said] == [
        ("PO-1", "2026-01-12"),
        ("PO-1", "2026-01-12"),
        ("PO-2", "2026-02-01"),
        ("PO-2", "2026-02-01"),
        ("PO-3", None),
    ]
    assert [d.cell.cell for d, _ in said] == ["A2", "A2", "A4", "A4", "A6"]


def test_several_companies_in_a_cell_are_noted_only_where_clear(csv):
    result = csv(
        'Supplier,Country\nAcme Ltd; Beta Ltd,China\n"Accelera, Daimler, PACCAR",US\n"Long Name\nof One Ltd",US\n'
    )
    assert names(result) == ["Acme Ltd; Beta Ltd", "Accelera, Daimler, PACCAR", "Long Name of One Ltd"]
    assert codes(result) == ["several-companies-in-cell"]
