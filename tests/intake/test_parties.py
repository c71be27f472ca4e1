"""Which companies a row names, who of them supplies whom, and whose each column is."""

import pytest
from small_lists import codes, column, countries, names, only_sheet, supplies, told

ALPHA, BETA, GAMMA = "Alpha Ltd", "Beta Mills", "Gamma Spinning"

SUBJECTS = (("Supplier", "Country"), ("Supplier name", "Supplier country"), ("Vendor", "Vendor country"))
FURTHER = (
    ("Tier 2 supplier", "Tier 2 country"),
    ("Tier-2 Supplier Name", "Country of tier 2 supplier"),
    ("2nd tier supplier", "2nd tier country"),
    ("Sub-supplier", "Sub-supplier country"),
    ("Subcontractor", "Country of subcontractor"),
    ("Upstream supplier", "Upstream country"),
    ("Nominated supplier", "Nominated supplier country"),
    ("Purchased from", "Country of purchased from"),
    ("Supplier of the supplier", "Country of supplier of the supplier"),
    ("Spinning mill", "Spinning mill country"),
)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda pair: pair[0])
@pytest.mark.parametrize("further", FURTHER, ids=lambda pair: pair[0])
def test_a_company_further_on_supplies_the_subject_and_has_its_own_country(csv, subject, further):
    result = csv(f"{subject[0]},{subject[1]},{further[0]},{further[1]}\n{ALPHA},China,{BETA},India\n")
    assert countries(result) == {ALPHA: "China", BETA: "India"}
    assert supplies(result) == {(BETA, ALPHA)}
    assert only_sheet(result).unused == ()


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 3, 0, 1), (0, 2, 1, 3), (3, 1, 2, 0)])
def test_the_order_of_the_columns_changes_nothing_where_headings_say_whose_they_are(csv, order):
    headings = ("Supplier", "Supplier country", "Tier 2 supplier", "Tier 2 country")
    cells = (ALPHA, "China", BETA, "India")
    result = csv("\n".join(",".join(row[i] for i in order) for row in (headings, cells)) + "\n")
    assert countries(result) == {ALPHA: "China", BETA: "India"}
    assert supplies(result) == {(BETA, ALPHA)}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Lieferant,Land,Vorlieferant,Land Vorlieferant", "A GmbH,China,B GmbH,India"),
        ("Fournisseur,Pays,Sous-traitant,Pays du sous-traitant", "A SA,China,B SA,India"),
        ("Proveedor,País,Proveedor de nivel 2,País nivel 2", "A SA,China,B SA,India"),
        ("Fornecedor,País,Subfornecedor,País do subfornecedor", "A SA,China,B SA,India"),
        ("Fornitore,Paese,Subfornitore,Paese subfornitore", "A SpA,China,B SpA,India"),
        ("Tedarikçi,Ülke,Alt tedarikçi,Alt tedarikçi ülkesi", "A AŞ,China,B AŞ,India"),
        ("Nhà cung cấp,Quốc gia,Nhà cung cấp cấp 2,Quốc gia cấp 2", "A Co,China,B Co,India"),
        ("供应商,国家,二级供应商,二级供应商国家", "甲公司,China,乙公司,India"),
        ("仕入先名,国,二次サプライヤー,二次サプライヤーの国", "甲株式会社,China,乙株式会社,India"),
        ("공급업체명,국가,2차 협력사,2차 협력사 국가", "갑,China,을,India"),
        ("Поставщик,Страна,Субпоставщик,Страна субпоставщика", "Альфа,China,Бета,India"),
    ],
)
def test_so_it_is_in_other_languages(csv, header, row):
    one, _, other, _ = row.split(",")
    result = csv(f"{header}\n{row}\n")
    assert countries(result) == {one: "China", other: "India"}
    assert supplies(result) == {(other, one)}


def test_chains_of_three_hang_together_by_rank_by_stage_and_by_place(csv):
    for header in (
        "Supplier,Country,Tier 2 supplier,Tier 2 country,Tier 3 supplier,Tier 3 country",
        "Garment factory,Country,Fabric mill,Fabric mill country,Spinner,Spinner country",
        "Tier 1,Country,Tier 2,Country,Tier 3,Country",
    ):
        result = csv(f"{header}\n{ALPHA},China,{BETA},India,{GAMMA},Peru\n")
        assert countries(result) == {ALPHA: "China", BETA: "India", GAMMA: "Peru"}, header
        assert supplies(result) == {(BETA, ALPHA), (GAMMA, BETA)}, header


@pytest.mark.parametrize("heading", ["Upstream of", "Subcontractor of", "Supplier to", "Sells to", "Supplies to"])
def test_a_company_nearer_than_the_subject_is_supplied_by_it(csv, heading):
    assert supplies(csv(f"Supplier,Country,{heading}\n{BETA},India,{ALPHA}\n")) == {(BETA, ALPHA)}


def test_beside_a_tier_1_supplier_the_plain_supplier_is_one_step_further(csv):
    result = csv(f"Supplier,Country,Tier 1 supplier\n{BETA},India,{ALPHA}\n")
    assert supplies(result) == {(BETA, ALPHA)}
    assert countries(result) == {BETA: "India", ALPHA: ""}


def test_a_stage_alone_places_nobody_a_mill_is_a_supplier_like_another(csv):
    result = csv(f"Mill,Country,Product\n{BETA},India,Cotton yarn\n")
    assert names(result) == [BETA]
    assert supplies(result) == set()


def test_an_empty_tier_between_two_companies_is_told_and_makes_no_link(csv):
    result = csv(f"Supplier,Country,Tier 2 supplier,Tier 3 supplier\n{ALPHA},China,,{GAMMA}\n{ALPHA},China,{BETA},\n")
    assert names(result) == [ALPHA, GAMMA, ALPHA, BETA]
    assert supplies(result) == {(BETA, ALPHA)}
    assert told(result, "tier-gap") == [GAMMA]


def test_a_row_that_names_only_a_further_company_is_read_and_told(csv):
    result = csv(f"Supplier,Country,Tier 2 supplier,Tier 2 country\n,,{BETA},India\n{ALPHA},China,,\n")
    assert countries(result) == {ALPHA: "China", BETA: "India"}
    assert told(result, "tier-gap") == [BETA]
    assert only_sheet(result).used_rows == 2


def test_what_a_row_says_of_a_company_further_on_stays_with_it(csv):
    result = csv(
        "Supplier,Country,Product,Sub-supplier,Sub-supplier ID,Sub-supplier address,Sub-supplier product\n"
        f'{ALPHA},China,Shirts,{BETA},B1,"Pune, India",Cotton\n'
    )
    alpha, beta = ({f: v[0].text for f, v in record.values.items()} for record in result.suppliers)
    assert alpha == {"name": ALPHA, "country": "China", "commodity": "Shirts"}
    assert beta == {"name": BETA, "supplier_id": "B1", "address": "Pune, India", "commodity": "Cotton"}


def test_the_goods_of_a_row_are_possible_goods_of_the_companies_that_have_none_of_their_own(csv):
    result = csv(f"Product,Supplier,Country,Tier 2 supplier\nCotton,{ALPHA},China,{BETA}\n")
    assert column(result, "commodity") == [["Cotton"], []]
    assert [v.text for v in result.suppliers[1].possible["commodity"]] == ["Cotton"]
    assert result.suppliers[0].possible == {}


def test_a_heading_may_name_the_goods_that_a_company_makes(csv):
    result = csv(f"Supplier,Country,Cotton supplier\n{ALPHA},China,{BETA}\n")
    assert supplies(result) == {(BETA, ALPHA)}
    assert column(result, "commodity") == [[], ["cotton"]]


def test_the_country_of_a_tier_that_no_column_names_is_nobody_s_and_told(csv):
    result = csv(f"Supplier,Country,Tier 2 country\n{ALPHA},China,India\n")
    assert column(result, "country") == [["China"]]
    assert told(result, "column-not-used") == ["Tier 2 country"]


def test_a_country_behind_the_last_of_several_companies_is_guessed_or_left_out_and_told(csv):
    guessed = csv(f"Supplier,Tier 2 supplier,Country\n{ALPHA},{BETA},India\n")
    assert countries(guessed) == {ALPHA: "India", BETA: ""}
    assert told(guessed, "column-guessed") == ["Country"]
    nobodys = csv(f"Tier 1,Tier 2,Country\n{ALPHA},{BETA},India\n")
    assert countries(nobodys) == {ALPHA: "", BETA: ""}
    assert told(nobodys, "column-not-used") == ["Country"]


# --- vendors and their sites, and companies beside one another ---------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Vendor,Vendor country,Factory,Factory country",
        "Vendor,Country,Factory,Factory country",
        "Vendor,Vendor country,Factory,Country",
        "Vendor,Country,Factory,Country",
        "Supplier,Country,Manufacturer,Manufacturer country",
        "Fornitore,Paese,Produttore,Paese produttore",
    ],
)
def test_a_vendor_and_its_factory_each_keep_their_country(csv, header):
    result = csv(f"{header}\n{ALPHA},China,{BETA},India\n{GAMMA},Peru,Delta Works,Brazil\n")
    assert countries(result) == {ALPHA: "China", BETA: "India", GAMMA: "Peru", "Delta Works": "Brazil"}
    assert supplies(result) == {(BETA, ALPHA), ("Delta Works", GAMMA)}


def test_addresses_and_ids_follow_the_name_they_stand_behind_too(csv):
    result = csv(
        "Vendor,ID,City,Country,Factory,ID,City,Country\n"
        f"{ALPHA},V1,Dalian,China,{BETA},F1,Pune,India\n{ALPHA},V1,Dalian,China,Delta Works,F2,Lima,Peru\n"
    )
    told_of = {
        r.first("name").text: [r.first(f).text for f in ("supplier_id", "city", "country")] for r in result.suppliers
    }
    assert told_of == {
        ALPHA: ["V1", "Dalian", "China"],
        BETA: ["F1", "Pune", "India"],
        "Delta Works": ["F2", "Lima", "Peru"],
    }


def test_the_country_of_a_parent_is_not_the_factory_s(csv):
    result = csv(f"Parent company,Country,Factory,Country\nOmega Group,Singapore,{BETA},India\n")
    assert column(result, "country") == [["India"]]
    assert [(o.parent.text, o.child.text) for o in result.ownership] == [("Omega Group", BETA)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("Alpha Ltd,China,Beta Ltd,India", {"Alpha Ltd": "China", "Beta Ltd": "India"}),
        ("Alpha Mills Ltd,China,Beta Mills Ltd,India", {"Alpha Mills Ltd": "China", "Beta Mills Ltd": "India"}),
    ],
)
def test_two_suppliers_of_a_row_are_two_suppliers_though_they_share_words_that_many_share(csv, rows, found):
    result = csv(f"Supplier 1,Country 1,Supplier 2,Country 2\n{rows}\n")
    assert countries(result) == found
    assert told(result, "column-guessed") == ["Supplier 2"]
    assert column(result, "other_name") == [[], []]


@pytest.mark.parametrize("heading", ["Second supplier", "Alternate supplier", "Supplier (backup)"])
def test_a_further_name_column_without_a_place_in_the_chain_is_read_and_told(csv, heading):
    result = csv(f"Supplier,Country,{heading}\n{ALPHA},China,{BETA}\nDelta Ltd,Peru,{GAMMA}\n")
    assert sorted(names(result)) == [ALPHA, BETA, "Delta Ltd", GAMMA]
    assert told(result, "column-guessed") == [heading]


def test_the_same_company_in_other_words_is_another_name_of_it(csv):
    same = csv(
        f"Supplier,Supplier name,Country\nAcme Mills Ltd,Acme Mills,China\nBeta Co,Beta Company Ltd,Peru\n{GAMMA}"
    )
    assert len(names(same)) == 3
    assert "column-guessed" not in codes(same)
    script = csv("Vendor,Supplier name,Country\nAcme Mills Ltd,爱克米纺织有限公司,China\n")
    assert column(script, "name") + column(script, "other_name") == [["Acme Mills Ltd"], ["爱克米纺织有限公司"]]


@pytest.mark.parametrize("second", [heading for heading, _ in FURTHER] + ["Supplier 2", "Factory", "Manufacturer"])
def test_no_column_of_names_is_dropped_in_silence(csv, second):
    """Every name of every name column is a supplier; no supplier's name becomes an alias of another company."""
    result = csv(f"Supplier,Country,{second}\n{ALPHA},China,{BETA}\nDelta Ltd,Peru,{GAMMA}\n")
    assert set(names(result)) == {ALPHA, BETA, "Delta Ltd", GAMMA}
    assert not any(record.values.get("other_name") for record in result.suppliers)
