"""What counsel would say of small sheets: kinds of answers that were wrong or silent once."""

import io

import pandas as pd
import pytest
from ready import assessed

import supplychain_risk as scr


def screened(text, **how):
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    return assessed(scr.load(frame), **how)


def level(assessment, name):
    return next(s.due_diligence.value for s in assessment.document.suppliers if s.name == name)


def codes(assessment, name):
    ids = {s.id for s in assessment.document.suppliers if s.name == name}
    return {f.code for f in assessment.document.findings if f.supplier in ids}


@pytest.mark.parametrize("country", ["North Korea", "DPRK", "KP"])
def test_goods_of_north_korea_are_on_hold(country):
    assessment = screened(f"Supplier,Country,Product\nTaedong Crafts,{country},Squid\n")
    assert level(assessment, "Taedong Crafts") == "hold"
    finding = next(f for f in assessment.document.findings if f.code == "caatsa-north-korea")
    assert "9241a" in finding.instrument
    assert "dhs.gov" in finding.citations[0].url


def test_goods_that_a_trader_elsewhere_has_from_north_korea_are_on_hold():
    assessment = screened("Supplier,Country,Product,Country of origin\nHafen Handel,Germany,Squid,North Korea\n")
    assert level(assessment, "Hafen Handel") == "hold"


def test_a_member_that_an_order_names_is_on_hold_in_any_country():
    assert (
        level(screened("Supplier,Country,Product\nHero Vast Canada Inc.,Canada,Garments\n"), "Hero Vast Canada Inc.")
        == "hold"
    )


@pytest.mark.parametrize("row", ["Esquel Vietnam,Vietnam,Shirts", "Camel Energy Inc,United States,Lead-acid batteries"])
def test_members_and_affiliates_of_a_listed_group_abroad_are_for_review(row):
    assessment = screened(f"Vendor name,Country,Product\n{row}\n")
    assert level(assessment, row.split(",")[0]) == "review"
    assert "possible-family-match" in codes(assessment, row.split(",")[0])


def test_an_affiliate_is_told_with_the_source_that_names_it():
    assessment = screened("Supplier,Country,Product\nCamel Energy Inc,United States,Batteries\n")
    finding = next(f for f in assessment.document.findings if f.code == "possible-family-match")
    assert "a source names as an affiliate" in finding.statement
    assert "listed_relations" in {c.dataset for c in finding.citations}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Taepyung Salt Farm,South Korea,Ceramics", "review"),
        ("Taepyung Salt Farm,South Korea,Sea salt", "hold"),
        ("Serbia Zijin Copper D.O.O.,Serbia,Legal services", "review"),
        ("Serbia Zijin Copper D.O.O.,Serbia,Copper cathodes", "hold"),
    ],
)
def test_an_order_on_other_merchandise_is_for_review(row, expected):
    assert level(screened(f"Supplier,Country,Product\n{row}\n"), row.split(",")[0]) == expected


@pytest.mark.parametrize("row", ["Malaysia,Solar modules", "Vietnam,Cotton shirts", "Italy,Tomato paste"])
def test_goods_of_priority_sectors_from_elsewhere_are_told(row):
    assessment = screened(f"Supplier,Country,Product\nAlder,{row}\n")
    assert "uflpa-priority-input-unknown" in codes(assessment, "Alder")
    without = screened(f"Supplier,Country,Product\nAlder,{row}\n", inferred=False)
    assert "uflpa-priority-input-unknown" not in codes(without, "Alder")


def test_chinese_batteries_are_told_as_chinese_solar_modules_are():
    """Each is in a priority sector, and the Department of Labor names each as made with a listed input."""
    assessment = screened("Supplier,Country,Product\nCell Co,China,Lithium-ion batteries\nSun Co,China,Solar modules\n")
    told = {}
    for name in ("Cell Co", "Sun Co"):
        ids = {s.id for s in assessment.document.suppliers if s.name == name}
        told[name] = {
            (f.code, f.certainty.value, f.calls_for.value)
            for f in assessment.document.findings
            if f.supplier in ids and f.code in ("uflpa-priority-sector", "ilab-downstream-good")
        }
    assert told["Cell Co"] == told["Sun Co"]
    assert {code for code, *_ in told["Cell Co"]} == {"uflpa-priority-sector", "ilab-downstream-good"}
    inputs = [f.statement for f in assessment.document.findings if "Lithium-Ion Batteries" in f.statement]
    assert any("Cobalt" in text for text in inputs)
    assert any("Copper" in text for text in inputs)


def test_where_the_input_is_mapped_nothing_is_inferred_of_it():
    text = "Supplier,Country,Product,Supplies to\nGin,United States,Cotton,Mill\nMill,Vietnam,Cotton yarn,Acme\n"
    assert "uflpa-priority-input-unknown" not in codes(screened(text), "Mill")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Malaysia,Palm oil", "ilab-input-same-country"),
        ("Malawi,Cigarettes", "cbp-order-origin"),
    ],
)
def test_products_of_a_listed_good_of_the_same_country(row, code):
    assert code in codes(screened(f"Supplier,Country,Product\nAlder,{row}\n"), "Alder")


def test_every_company_on_the_way_of_a_barred_good_is_told():
    text = (
        "Supplier,Country,Product,Supplies to\nMary Gin,Turkmenistan,Cotton,Bursa Spinning\n"
        "Bursa Spinning,Türkiye,Cotton yarn,Bursa Weaving\nBursa Weaving,Türkiye,Cotton fabric,Porto Shirts\n"
        "Porto Shirts,Portugal,Cotton shirts,Acme\n"
    )
    assessment = screened(text)
    for name in ("Bursa Spinning", "Bursa Weaving", "Porto Shirts"):
        assert "carried-order" in codes(assessment, name), name


@pytest.mark.parametrize(
    "industry",
    [
        "Commercial cleaning",
        "Nail salon",
        "Farm labor contractor",
        "Nursing home",
        "Traveling carnival",
        "Manpower supply",
    ],
)
def test_industries_that_lists_of_labor_trafficking_name_are_told(industry):
    assessment = screened(f"Supplier,Country,Industry\nAlder,United States,{industry}\n")
    finding = next(f for f in assessment.document.findings if f.code == "industry-named")
    assert finding.citations[0].dataset == "high_risk_industries"


def test_yiwu_is_the_city_in_zhejiang():
    assessment = screened("Supplier,Country,City,Product\nBright Decor,China,Yiwu,Christmas decorations\n")
    assert level(assessment, "Bright Decor") != "review"


def test_an_alias_holds_for_the_finding_too():
    name = "Inner Mongolia Hengzheng Group Baoanzhao Agricultural and Trade LLC"
    assessment = screened(f"Supplier,Country,Product\n{name},China,Stevia\n")
    told = [f.statement for f in assessment.document.findings if f.code == "cbp-order-entity"]
    assert any("CBP's Finding" in statement for statement in told)


@pytest.mark.parametrize(
    ("country", "good", "code"),
    [
        ("China", "Gloves", "ilab-forced-labor-good"),
        ("Malaysia", "Gloves", "ilab-forced-labor-good"),
        ("Paraguay", "Beans", "ilab-child-labor-good"),
        ("Malawi", "Cigars", "cbp-order-origin"),
        ("China", "Li-ion battery cells", "uflpa-priority-sector"),
        ("China", "LiFePO4 cells", "uflpa-priority-sector"),
        ("China", "Ferrosilicon", "uflpa-priority-sector"),
        ("China", "Silicone sealant", "uflpa-priority-sector"),
    ],
)
def test_what_may_be_a_listed_good_is_at_least_possible(country, good, code):
    assessment = screened(f"Supplier,Country,Product\nAlder One,{country},{good}\n")
    assert code in codes(assessment, "Alder One")


@pytest.mark.parametrize(
    "good", ["Cotton-like polyester", "Lithium grease", "Yarn winders", "Tomato cages", "Cigar boxes"]
)
def test_what_only_bears_the_name_of_a_good_is_none(good):
    assessment = screened(f"Supplier,Country,Product\nAlder One,China,{good}\n")
    assert not [c for c in codes(assessment, "Alder One") if c.startswith(("ilab", "eo13126", "uflpa", "cbp"))]


def test_words_for_several_goods_are_told_with_what_they_may_mean():
    network = scr.load(pd.DataFrame({"Supplier": ["Alder One"], "Country": ["China"], "Product": ["Gloves"]}))
    (problem,) = [p for p in network.account.problems if p.code == "commodity-unresolved"]
    assert "may mean" in problem.message
    assert "Rubber Gloves" in problem.message


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("骆驼集团股份有限公司", "China"),
        ("駱駝集團股份有限公司", "China"),
        ("骆驼集团股份有限公司襄阳分公司", "China"),
        ("中粮糖业控股股份有限公司", "China"),
        ("中粮糖业控股股份有限公司奇台糖业分公司", "China"),
        ("Cofco Tunhe Sugar Co. Ltd.", "China"),
        ("西部黄金股份有限公司", "China"),
        ("世纪阳光集团控股有限公司", "Hong Kong"),
        ("稀镁科技集团控股有限公司", "Hong Kong"),
        ("溢達集團", "Hong Kong"),
        ("合盛硅业股份有限公司", "China"),
        ("东莞绿洲鞋业有限公司", "China"),
        ("Taepyeong Salt Farm", "South Korea"),
        ("(주)태평염전", "South Korea"),
    ],
)
def test_names_that_a_listed_company_bears_in_its_own_language_are_at_least_for_review(name, country):
    assessment = screened(f"Supplier,Country,Product\n{name},{country},Office chairs\n")
    assert level(assessment, name) in ("hold", "review")


@pytest.mark.parametrize(
    "row",
    [
        "骆驼户外用品有限公司,China",
        "中粮米业,China",
        "西部矿业股份有限公司,China",
        "Century Sunshine School,China",
        "Golden Horse Hotel,Malaysia",
        "Casual Wear Inc,United States",
        "Monte Grande Estates,Brazil",
        "Urumqi Noodle House,Australia",
        "태평양물산,South Korea",
    ],
)
def test_names_that_only_share_a_word_with_a_listed_one_are_not_for_review(row):
    assessment = screened(f"Supplier,Country,Product\n{row},Office chairs\n")
    assert level(assessment, row.split(",")[0]) in ("standard", "enhanced", "not_assessed")


@pytest.mark.parametrize(
    "industry",
    ["Roofing contractor", "Car wash", "Spa", "Massage parlor", "Magazine sales crews", "Peddling", "家政服务"],
)
def test_more_words_of_industries_that_lists_of_labor_trafficking_name(industry):
    assessment = screened(f"Supplier,Country,Industry\nAlder One,United States,{industry}\n")
    assert "industry-named" in codes(assessment, "Alder One")
