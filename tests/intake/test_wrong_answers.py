"""Answers that look right and are wrong are the worst: whose country, whose name, which number is no id."""

import pytest
from small_lists import codes, names, only_sheet

import supplychain_risk as scr
from supplychain_risk.intake.columns import describe_columns
from supplychain_risk.intake.evidence import decided
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import find_header
from supplychain_risk.intake.senses import Senses


def countries(result):
    return [(r.first("name").text, c.text if (c := r.first("country")) else "") for r in result.suppliers]


def buyers(result):
    links = [(link.supplier.text, link.buyer.text) for link in result.links]
    return links + [(r.first("name").text, b.text) for r in result.suppliers for b in r.values.get("buyer", ())]


def test_a_factory_does_not_get_the_country_of_its_vendor(csv):
    both = csv("Vendor,Vendor Country,Factory,Factory Country\nTrade Ltd,Singapore,Alpha,China\n")
    assert countries(both) == [("Trade Ltd", "Singapore"), ("Alpha", "China")]
    one = csv("Vendor,Vendor Country,Factory,Product\nTrade Ltd,Singapore,Alpha,Yarn\n")
    assert countries(one) == [("Trade Ltd", "Singapore"), ("Alpha", "")]
    chinese = csv("供应商名称,供应商国家,工厂名称,工厂国家\n贸易公司,日本,甲工厂,中国\n")
    assert countries(chinese) == [("贸易公司", "日本"), ("甲工厂", "中国")]


def test_a_manufacturer_supplies_the_supplier_who_sells_its_goods(csv):
    result = csv("Manufacturer,Manufacturer Country,Supplier,Supplier Country\nTop Rubber,Malaysia,MedSupply,US\n")
    assert countries(result) == [("MedSupply", "US"), ("Top Rubber", "Malaysia")]
    assert buyers(result) == [("Top Rubber", "MedSupply")]


def test_a_supplier_does_not_get_the_country_of_its_sub_supplier(csv):
    result = csv("Supplier,Sub-supplier,Sub-supplier country\nAlpha,Sub One,China\nBeta,Sub Two,India\n")
    assert countries(result) == [("Alpha", ""), ("Sub One", "China"), ("Beta", ""), ("Sub Two", "India")]
    assert buyers(result) == [("Sub One", "Alpha"), ("Sub Two", "Beta")]
    alone = csv("Sub-supplier,Country\nSub One,China\nSub Two,India\n")
    assert countries(alone) == [("Sub One", "China"), ("Sub Two", "India")]
    assert codes(alone) == []


@pytest.mark.parametrize("whose", ["Tier 2", "Sub-supplier", "Subcontractor"])
@pytest.mark.parametrize("own", ["Country,", ""])
def test_what_is_said_of_a_company_that_no_column_names_is_not_said_of_the_supplier(csv, own, whose):
    value = "India," if own else ""
    result = csv(f"Supplier,{own}{whose} country,{whose} city\nAlpha,{value}China,Kashgar\nBeta,{value}Nepal,Kaski\n")
    assert countries(result) == [("Alpha", value.strip(",")), ("Beta", value.strip(","))]
    assert not any(record.values.keys() & {"city", "address"} for record in result.suppliers)
    assert codes(result) == ["column-not-used", "column-not-used"]


@pytest.mark.parametrize("heading", ["Sub-sector", "Secondary sector"])
def test_a_second_column_of_the_supplier_stays_its_own(csv, heading):
    (record,) = csv(f"Supplier,Country,{heading}\nAlpha,India,Spinning\n").suppliers
    assert record.first("sector").text == "Spinning"


OTHERS = """Consignee|Importer
Importer of Record|Buyer|Customer|Brand|Retailer|Notify Party|Carrier|Port|Port of Loading
Warehouse|Bank|Destination|Ship To|Deliver To|Market|Sales|Contact|Director|Shareholder|Parent|Agent|Regional Office
Certification Body|Performance""".replace("\n", "|").split("|")


@pytest.mark.parametrize("party", OTHERS)
@pytest.mark.parametrize("about", ["Country", "Address", "Country Code"])
def test_what_is_said_of_others_is_not_said_of_the_supplier(csv, party, about):
    result = csv(f"Supplier,{party} {about},Product\nAlpha,China,Yarn\nBeta,India,Fabric\n")
    assert [r.values.keys() & {"country", "address"} for r in result.suppliers] == [set(), set()]


def test_a_legal_entity_per_site_owns_it_and_one_for_all_buys(csv):
    owners = csv("Legal Entity,Facility Name,Country\nPT A,A Industry,Indonesia\nB Corp,B Works,China\n")
    assert [(o.parent.text, o.child.text) for o in owners.ownership] == [("PT A", "A Industry"), ("B Corp", "B Works")]
    assert buyers(owners) == []
    payer = csv("Legal Entity,Supplier,Amount\nAcme,A,1\nAcme,B,2\nAcme,C,3\n")
    assert buyers(payer) == [("A", "Acme"), ("B", "Acme"), ("C", "Acme")]


def test_ticks_dates_mails_and_counts_are_no_names(csv):
    for values in (("yes", "no"), ("2024-01-31", "2025-02-01"), ("a@b.example", "c@d.example"), ("12", "7")):
        result = csv(f"Name,Supplier,Country\nAlpha,{values[0]},China\nBeta,{values[1]},India\n")
        assert names(result) == ["Alpha", "Beta"]


def test_a_summary_of_counts_is_no_list(xlsx):
    result = xlsx(
        {
            "List": [["Supplier", "Country"], ["Alpha", "China"]],
            "Summary": [["Country", "Suppliers"], ["China", 1], ["India", 12]],
        }
    )
    assert names(result) == ["Alpha"]


@pytest.mark.parametrize(
    "footer",
    [
        "Count: 2",
        "Report generated 2026-01-01 by admin",
        "12 suppliers found",
        "Number of records: 2",
        "*** End of report ***",
        "Exported from the portal on Monday",
    ],
)
def test_footers_under_the_names_are_no_suppliers(csv, footer):
    result = csv(f"Supplier,Country\nAlpha,China\n{footer},\n")
    assert names(result) == ["Alpha"]
    assert codes(result) == ["note-row"]


@pytest.mark.parametrize("company", ["Count Basics Ltd", "Report Systems Inc", "7 Suppliers Road Ltd", "Date Palm Co"])
def test_companies_with_such_words_are_suppliers(csv, company):
    assert names(csv(f"Supplier,Country\nAlpha,China\n{company},\n")) == ["Alpha", company]


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("State", ("Active", "Inactive"), ""),
        ("State", ("Gujarat", "Punjab"), "region"),
        ("Region", ("APAC", "EMEA"), ""),
        ("Region", ("China", "India"), "country"),
        ("Type", ("Direct", "Indirect"), ""),
        ("Type", ("Spinning", "Weaving"), "sector"),
        ("Origin", ("China", "India"), "origin"),
        ("Location", ("Surat", "Lima"), "address"),
        ("Location", ("China", "India"), "country"),
        ("Level", ("1", "2"), "tier"),
        ("Level", ("Confidential", "Strictly secret"), ""),
    ],
)
def test_values_decide_what_a_doubtful_heading_means(heading, values, field):
    from small_lists import REFERENCE, is_country

    vocabulary = Vocabulary.of(REFERENCE)
    grid = Grid("f", "s", [["Supplier", heading], ["Alpha", values[0]], ["Beta", values[1]]])
    columns = describe_columns(grid, find_header(grid, vocabulary), 3, vocabulary, Senses.of(REFERENCE, is_country))
    assert decided(columns[1]).field == field


def test_years_as_headings_do_not_hide_the_header(csv):
    sheet = only_sheet(csv("Supplier,Country,2023,2024,2025\nAlpha,China,1,2,3\n"))
    assert (sheet.header_row, sheet.unused) == (1, ("2023", "2024", "2025"))


def test_a_form_in_pairs_is_not_a_table(xlsx):
    form = [
        ["Registration form"],
        ["Company name", "Alpha Ltd", "Country", "India"],
        ["City", "Surat", "Phone", "+91"],
        ["Product", "Yarn", "Website", "www.alpha.example"],
    ]
    result = xlsx({"Form": form})
    assert countries(result) == [("Alpha Ltd", "India")]
    assert result.suppliers[0].row == 2
    assert str(result.suppliers[0].first("country").cell) == "list.xlsx!Form!D2"
    assert [(h, v.text) for h, v in result.suppliers[0].extra] == [("Phone", "+91"), ("Website", "www.alpha.example")]


def test_tables_beside_one_another_keep_their_own_countries(xlsx):
    result = xlsx(
        {
            "S": [
                ["Supplier", "Country", None, "Site", "Location"],
                ["Alpha", "India", None, "Gamma plant", "China"],
                ["Beta", "Peru", None, None, "Vietnam"],
            ]
        }
    )
    assert countries(result) == [("Alpha", "India"), ("Beta", "Peru"), ("Gamma plant", "China")]
    sheet = only_sheet(result)
    assert (sheet.rows_read, sheet.used_rows, sheet.problem_rows) == (2, 2, 0)
    assert [(p.code, p.fate.value) for p in result.problems] == [("no-supplier-name", "value not used")]


def test_tiers_as_captions_between_the_rows(csv):
    result = csv("Supplier,Country\nTIER 1,\nAlpha,India\nTier 2 suppliers,\nBeta,Peru\n")
    assert [(r.first("name").text, r.first("tier").text) for r in result.suppliers] == [("Alpha", "1"), ("Beta", "2")]
    assert codes(result) == ["section-row", "section-row"]


def test_an_outline_of_countries_speaks_for_its_rows(csv):
    result = csv("Country,Supplier\nChina,\n,Alpha\n,Beta\nIndia,\n,Gamma\n")
    assert countries(result) == [("Alpha", "China"), ("Beta", "China"), ("Gamma", "India")]
    assert codes(result) == ["section-row", "country-from-section", "section-row", "country-from-section"]


def test_where_rows_have_countries_of_their_own_nothing_is_filled_in(csv):
    result = csv("Country,Supplier\nChina,\n,Alpha\nIndia,Gamma\n,Delta\n")
    assert countries(result) == [("Alpha", ""), ("Gamma", "India"), ("Delta", "")]


def test_a_part_of_the_world_ends_the_country_above(csv):
    result = csv("Factory,Product,Workers\nChina,,\nAlpha,Yarn,1\nEurope,,\nBeta,Yarn,2\n")
    assert countries(result) == [("Alpha", "China"), ("Beta", "")]


def test_names_of_sheets_speak_only_where_all_of_them_do(xlsx):
    rows = [["Factory", "Product"], ["Alpha", "Yarn"]]
    assert countries(xlsx({"China": rows, "India": rows})) == [("Alpha", "China"), ("Alpha", "India")]
    assert countries(xlsx({"China": rows, "Other": rows})) == [("Alpha", ""), ("Alpha", "")]
    assert countries(xlsx({"China": rows})) == [("Alpha", "")]
    own = [["Factory", "Country"], ["Alpha", "Peru"]]
    assert countries(xlsx({"China": own, "India": own})) == [("Alpha", "Peru"), ("Alpha", "Peru")]


def test_hidden_rows_and_columns_are_read_and_said_to_be_hidden(xlsx):
    def hide(book):
        for row in (3, 4, 5):
            book["S"].row_dimensions[row].hidden = True
        book["S"].column_dimensions["B"].hidden = True

    rows = [["Supplier", "Country"], *([name, "China"] for name in ("Alpha", "Beta", "Gamma", "Delta"))]
    result = xlsx({"S": rows}, hide)
    assert names(result) == ["Alpha", "Beta", "Gamma", "Delta"]
    assert [(p.code, str(p.where), p.message) for p in result.problems] == [
        ("hidden-rows", "list.xlsx!S!A3", "rows 3 to 5 are hidden or filtered out, and read all the same"),
        ("hidden-columns", "list.xlsx!S!B1", "column B is hidden or filtered out, and read all the same"),
    ]


def test_the_look_up_of_a_template_is_no_list_where_the_list_is_filled_in(xlsx):
    look_up = [["Smelter Look-up", "Standard Smelter Name", "Smelter Country"], ["World Tin", "World Tin", "Peru"]]
    own = [["Metal", "Smelter Name", "Smelter Country"], ["Tin", "My Tin", "China"]]
    filled = xlsx({"Smelter Look-up": look_up, "Smelter List": own})
    assert names(filled) == ["My Tin"]
    empty = xlsx({"Smelter Look-up": look_up, "Smelter List": own[:1]})
    assert names(empty) == ["World Tin"]


@pytest.mark.parametrize(
    ("sheets", "template"),
    [
        (
            {
                "Declaration": [["Conflict Minerals Reporting Template (CMRT)"]],
                "Smelter List": [["Metal", "Smelter Name", "Smelter Country"], ["Tin", "My Tin", "China"]],
            },
            "CMRT",
        ),
        ({"S": [["os_id", "name", "country_code", "country_name", "lat"], ["X", "A", "CN", "China", "1"]]}, "download"),
        (
            {"S": [["country", "name", "address", "facility_type_processing_type"], ["China", "A", "x", "Sewing"]]},
            "contribution template",
        ),
        (
            {
                "S": [
                    ["Slavery & Trafficking Risk Template"],
                    ["Company name", "A"],
                    ["Country", "China"],
                    ["City", "B"],
                ]
            },
            "STRT",
        ),
    ],
)
def test_known_templates_are_named(xlsx, sheets, template):
    reason = only_sheet(xlsx(sheets)).reason
    assert reason.startswith("recognized as")
    assert template in reason


def test_numbered_names_are_names_not_headings(tmp_path):
    """ "Mill" is a word of headings; nine mills are nine suppliers."""
    path = tmp_path / "mills.csv"
    path.write_text("Supplier name,Country\n" + "".join(f"Mill {n},Malaysia\n" for n in range(1, 10)))
    (sheet,) = scr.load(path).account.files[0].sheets
    assert (sheet.header_row, sheet.used_rows) == (1, 9)


def test_xinjiang_under_region_is_the_region_of_its_supplier(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Supplier,Country,Region,Product\nAlpha Mill,China,Xinjiang,Cotton yarn\nBeta,Vietnam,,T-shirts\n")
    codes_of = {finding.code for finding in scr.screen(path, as_of="2026-06-30").document.findings}
    assert "uflpa-xinjiang-origin" in codes_of


def test_a_row_without_a_site_is_about_its_vendor_and_has_the_vendors_country(csv):
    text = (
        "Supplier,Country,Factory,Factory country\nAlder Sewing,Vietnam,,China\nBirch Sewing,India,Cedar Mill,Nepal\n"
    )
    result = csv(text)
    assert countries(result) == [("Alder Sewing", "Vietnam"), ("Birch Sewing", "India"), ("Cedar Mill", "Nepal")]
    assert [(p.code, p.where.cell) for p in result.problems] == [("unnamed-company", "D2")]


def test_a_vendor_without_a_country_column_has_none_of_its_site(csv):
    result = csv("Supplier,Factory,Factory country\nAlder Trading,,China\nBirch Trading,Cedar Mill,Nepal\n")
    assert countries(result) == [("Alder Trading", ""), ("Birch Trading", ""), ("Cedar Mill", "Nepal")]
    assert [(p.code, p.where.cell) for p in result.problems] == [("unnamed-company", "C2")]


def test_an_agent_stands_between_and_that_is_told(csv):
    result = csv("Agent,Agent country,Factory,Factory country\nAlder Agents,Peru,Birch Sewing,India\n")
    assert countries(result) == [("Alder Agents", "Peru"), ("Birch Sewing", "India")]
    assert buyers(result) == [("Birch Sewing", "Alder Agents")]
    assert codes(result) == ["column-guessed"]
    clerks = csv("Supplier,Agent,Country\nAlder Mills,Anna Keller,India\nBirch Mills,Peter Novak,Peru\n")
    assert names(clerks) == ["Alder Mills", "Birch Mills"]


def test_where_a_tier_is_that_a_row_does_not_name_is_told(csv):
    text = "Supplier,Country,Tier 2 supplier,Tier 2 country\nAlder,Vietnam,,China\nBirch,India,Cedar,Nepal\n"
    result = csv(text)
    assert [(p.code, p.where.cell) for p in result.problems] == [("unnamed-company", "D2")]
    assert [(h, v.text) for h, v in result.suppliers[0].extra] == [("Tier 2 country", "China")]


def test_a_country_between_a_vendor_and_its_site_is_told(csv):
    result = csv("Vendor,Country,Factory\nAlder Trading,Singapore,Birch Sewing\n")
    assert countries(result) == [("Alder Trading", ""), ("Birch Sewing", "Singapore")]
    assert codes(result) == ["column-guessed"]


@pytest.mark.parametrize("heading", ["Production sites", "Plants", "Produktionsstandorte", "Sites de production"])
def test_sites_of_a_supplier_are_its_places(csv, heading):
    result = csv(f"Supplier,Country,{heading}\nAlder Foods,Germany,Ulm and Bonn\nBirch Foods,Italy,Parma\n")
    assert countries(result) == [("Alder Foods", "Germany"), ("Birch Foods", "Italy")]
    assert result.suppliers[0].first("address").text == "Ulm and Bonn"
    assert codes(result) == ["column-guessed"]


def test_sites_that_bear_legal_forms_are_companies(csv):
    result = csv("Supplier,Supplier country,Production sites\nAlder Trading,Hong Kong,Pell Garments JSC\n")
    assert names(result) == ["Alder Trading", "Pell Garments JSC"]


def test_a_column_of_countries_whose_values_are_none_is_told(csv):
    result = csv("Supplier,Country\nAlder,1\nBirch,17\n")
    assert countries(result) == [("Alder", ""), ("Birch", "")]
    assert codes(result) == ["column-not-used"]


def test_who_signs_a_letter_is_no_supplier(csv):
    result = csv("Supplier,Country\nAlder,India\nBirch,Peru\nKind regards,\nA. Keller,\n")
    assert names(result) == ["Alder", "Birch"]
    assert codes(result) == ["note-row", "note-row"]
    assert names(csv("Supplier,Country\nRegards Trading,India\nBirch,\n")) == ["Regards Trading", "Birch"]


def test_numbered_subcontractors_are_companies_each(csv):
    text = "Supplier,Country,Subcontractor 1,Subcontractor 1 country,Subcontractor 2,Subcontractor 2 country\n"
    result = csv(text + "Alder,India,Birch,China,Cedar,Nepal\n")
    assert countries(result) == [("Alder", "India"), ("Birch", "China"), ("Cedar", "Nepal")]
    assert buyers(result) == [("Birch", "Alder"), ("Cedar", "Alder")]


def test_who_supplies_a_spinner_its_polyester_is_no_buyer_of_its_yarn(csv):
    result = csv("Spinner,Country,Polyester supplier\nAlder Spinning,India,Birch Poly\n")
    assert buyers(result) == [("Birch Poly", "Alder Spinning")]


def test_goods_alone_above_their_suppliers_are_read_as_theirs(csv):
    result = csv("Product,Supplier,Country\nCotton,,\n,Alder,India\n,Birch,Peru\nSilk,,\n,Cedar,China\n")
    assert [r.first("commodity").text for r in result.suppliers] == ["Cotton", "Cotton", "Silk"]
    assert sorted(codes(result)) == ["filled-down", "section-row", "section-row"]


def test_a_second_company_in_the_cell_of_a_tier_is_told(csv):
    result = csv("Tier 1 supplier,Tier 2 suppliers\nAlder,Birch Mill; Cedar Mill\n")
    assert codes(result) == ["several-companies-in-cell"]
