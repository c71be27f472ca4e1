"""Rules: what must fire, what must not, and on which day. Truths are those of the cited lists."""

import pytest
from screened import codes, screened

import supplychain_risk as scr
from supplychain_risk.dates import as_date
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import listed_entities

HEAD = "Supplier name,Country,City,Address,Product\n"


def one(row: str, as_of: str = "2026-06-30") -> dict[str, str]:
    return codes(screened(HEAD + row, as_of), "Alpha")


XINJIANG = [
    "Alpha,China,Hotan,,",
    "Alpha,China,和田市,,",
    "Alpha,China,Ürümqi,,",
    "Alpha,China,Korla,,",
    "Alpha,中国,,新疆阿克苏地区库车市,",
    'Alpha,China,,"No. 8 Cotton Road, Kashgar, Xinjiang Uygur Autonomous Region",',
    "Alpha,P.R.C.,Shihezi,,",
    'Alpha,"Xinjiang, China",,,',
]
NOT_XINJIANG = [
    'Alpha,China,Shanghai,"12 Xinjiang Road, Jing\'an District",',
    'Alpha,China,,"乌鲁木齐北路1号, 上海市",',
    'Alpha,China,,"Xinjiang County, Yuncheng, Shanxi Province",',
    'Alpha,Kazakhstan,Almaty,"Urumqi Street 5",',
    "Alpha,China,Xinxiang,,",
    "Alpha,China,Zhanjiang,,",
]


@pytest.mark.parametrize("row", XINJIANG)
def test_a_site_in_xinjiang_is_stated(row):
    assert one(row)["uflpa-xinjiang-origin"] == "stated"


@pytest.mark.parametrize("row", NOT_XINJIANG)
def test_a_street_or_another_place_is_not_xinjiang(row):
    assert not {c for c in one(row) if "xinjiang" in c}


def test_a_place_in_xinjiang_without_a_country_is_possible():
    assert one('Alpha,,,"Urumqi, Xinjiang",').get("uflpa-xinjiang-possible") == "possible"


def test_two_provinces_in_one_row_are_possible_and_a_problem():
    assessment = screened(
        'Supplier name,Country,Province,Address\nAlpha,China,Guangdong,"Kashgar, Xinjiang"\nBeta,Peru,,\n'
    )
    assert codes(assessment, "Alpha")["uflpa-xinjiang-possible"] == "possible"
    assert "region-in-doubt" in {p.code for p in assessment.document.problems}


@pytest.mark.parametrize("place", ["Non-Xinjiang", "outside Xinjiang", "Xinjiang: no", "not in Xinjiang", "非新疆"])
def test_where_a_supplier_is_not_is_no_origin(place):
    found = codes(screened(f"Supplier name,Country,Province\nAlpha,China,{place}\nBeta,Peru,Lima\n"), "Alpha")
    assert not {c for c in found if "xinjiang" in c}


@pytest.mark.parametrize("country", ["Hong Kong", "Viet Nam", "Taiwan"])
def test_a_site_in_xinjiang_beside_another_country_is_possible_and_a_problem(country):
    row = f'Alpha,{country},,"Industrial Park, Kashgar Prefecture, Xinjiang 844000, China",\n'
    assessment = screened(HEAD + row)
    assert codes(assessment, "Alpha")["uflpa-xinjiang-possible"] == "possible"
    assert "region-in-doubt" in {p.code for p in assessment.document.problems}


def test_an_address_in_another_country_is_not_firm():
    found = one('Alpha,China,,"Kashgar Street, Urumqi House, Islamabad, Pakistan",')
    assert "uflpa-xinjiang-origin" not in found


def test_the_presumption_begins_on_21_june_2022():
    assert "uflpa-xinjiang-origin" not in one(XINJIANG[0], "2022-06-20")
    assert "uflpa-xinjiang-origin" in one(XINJIANG[0], "2022-06-21")


ORDERS = [
    ("Alpha,Turkmenistan,,,Cotton", "stated", "cotton of the origin"),
    ("Alpha,Turkmenistan,,,Cotton yarn", "stated", "a product of it: the order includes downstream products"),
    ("Alpha,Malawi,,,Tobacco", "stated", "tobacco from Malawi"),
    ("Alpha,DR Congo,,,Gold", "possible", "only artisanal gold from the east is under order"),
    ("Alpha,Zimbabwe,,,Diamonds", "possible", "only the Marange fields"),
    ("Alpha,China,Aksu,,Cotton", "stated", "cotton from Xinjiang"),
]


@pytest.mark.parametrize(("row", "certainty", "reason"), ORDERS, ids=[o[2] for o in ORDERS])
def test_orders_on_an_origin(row, certainty, reason):
    assert one(row).get("cbp-order-origin") == certainty


@pytest.mark.parametrize(
    "row",
    [
        "Alpha,Türkiye,,,Cotton",
        "Alpha,Turkmenistan,,,Carpets",
        "Alpha,China,Hangzhou,,Cotton",
        "Alpha,Zambia,,,Tobacco",
        "Alpha,Congo-Brazzaville,,,Gold",
    ],
)
def test_orders_that_do_not_reach(row):
    assert "cbp-order-origin" not in one(row)


def test_an_order_does_not_reach_back():
    assert "cbp-order-origin" not in one("Alpha,Turkmenistan,,,Cotton", "2018-05-17")
    assert "cbp-order-origin" in one("Alpha,Turkmenistan,,,Cotton", "2018-05-18")


@pytest.mark.parametrize(
    ("row", "as_of", "listed", "source"),
    [
        ("Alpha,Thailand,,,Shrimp", "2023-06-01", True, "2022 edition"),
        ("Alpha,Thailand,,,Shrimp", "2026-01-01", False, "removed on 2024-09-05"),
        ("Alpha,India,,,Shrimp", "2023-06-01", False, "added on 2024-09-05"),
        ("Alpha,India,,,Shrimp", "2026-01-01", True, "2024 edition"),
        ("Alpha,DR Congo,,,Cobalt ore", "2026-01-01", True, "forced labor flag since the 2024 edition"),
    ],
)
def test_ilab_editions(row, as_of, listed, source):
    assert ("ilab-forced-labor-good" in one(row, as_of)) is listed, source


@pytest.mark.parametrize(
    ("country", "as_of", "code"),
    [
        ("China", "2026-06-30", "tip-tier-3"),
        ("Malaysia", "2022-12-31", "tip-tier-3"),
        ("Haiti", "2026-06-30", "tip-special-case"),
        ("Somalia", "2021-12-31", "tip-special-case"),
    ],
)
def test_tip_tiers_of_the_day(country, as_of, code):
    assert code in one(f"Alpha,{country},,,", as_of)


def test_a_good_mentioned_among_other_words_is_at_most_possible():
    assert one("Alpha,China,,,Cotton swab packaging machine").get("ilab-forced-labor-good") != "stated"


def test_goods_and_sectors_need_words_not_numbers():
    assessment = screened("Supplier name,Country,NAICS\nAlpha,China,721110\nBeta,China,315990\n")
    alpha = next(s for s in assessment.document.suppliers if s.name == "Alpha")
    assert alpha.commodities == ()
    assert not {c for c in codes(assessment, "Alpha") if c.startswith(("ilab", "cbp"))}


def test_every_listed_entity_fed_back_is_found():
    """By its name and each alias: a missed entity is a detained shipment."""
    day = as_date("2026-11-24")
    entities = [e for e in listed_entities(Reference.bundled(), day) if e.status != "inactive"]
    missed = [
        name
        for entity in entities
        for name in (entity.name, *entity.aliases, entity.name_zh)
        if name and entity.entity_id not in {m.entity.entity_id for m in scr.match(name.upper(), as_of=day)}
    ]
    assert len(entities) > 200
    assert missed == []


def test_an_ended_order_is_told_as_past_and_bars_nothing():
    sheet, name = "Supplier name,Country\nTop Glove Corporation Bhd,Malaysia\n", "Top Glove Corporation Bhd"
    now, then = codes(screened(sheet), name), codes(screened(sheet, "2020-12-31"), name)
    assert now["past-listed-entity"] == "stated"
    assert "cbp-order-entity" not in now
    assert "cbp-order-entity" in then


TAILS = [
    ("{} (China)", "potential match"),
    ("{} (Xinjiang)", "potential match"),
    ("{} / 和田泰达服饰", "potential match"),
    ("{} - Plant 2", "possible family match"),
    ("{}, Hotan Branch", "possible family match"),
]


@pytest.mark.parametrize(("tail", "outcome"), TAILS)
def test_a_listed_name_with_a_tail_is_seen(tail, outcome):
    found = scr.match(tail.format("Hetian Taida Apparel Co., Ltd."))
    assert {(m.entity.entity_id, m.outcome.value) for m in found} >= {("uflpa-004", outcome)}


def test_a_company_named_only_as_a_buyer_is_screened():
    sheet = 'Supplier name,Country,Supplies to\nMill One,India,"{0}"\nMill Two,India,"{0}"\n'
    listed = "Hetian Taida Apparel Co., Ltd."
    assert "uflpa-listed-entity" in codes(screened(sheet.format(listed)), listed)


@pytest.mark.parametrize("other", ["T1,Tarim,Germany,Berlin,", "T1,Tarim,Germany,Berlin,Cotton"])
def test_a_contradicting_row_does_not_switch_a_hold_off(other):
    head = "Supplier ID,Supplier name,Country,City,Product\n"
    assessment = screened(f"{head}T1,Tarim,Turkmenistan,,Cotton\n{other}\n")
    (supplier,) = assessment.document.suppliers
    assert supplier.due_diligence == "hold"
    assert supplier.country is None
    assert "cbp-order-origin" in codes(assessment, "Tarim")


def test_an_ambiguous_country_makes_findings_possible_not_stated():
    found = codes(screened("Supplier name,Country,Product\nAlpha,Congo,Cobalt ore\nBeta,Peru,\n"), "Alpha")
    assert found["ilab-forced-labor-good"] == "possible"


def test_a_day_before_the_tables_is_unknown_not_low():
    assessment = screened("Supplier name,Country,Sector,Product\nAlpha,China,Apparel,Garments\n", "2010-01-01")
    factors = {f.id: f for f in assessment.document.suppliers[0].structural.factors}
    assert factors["goods"].points_low < factors["goods"].points_high
    assert "no report that applies" in factors["country"].answer
