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


def test_a_place_without_a_country_is_stated_where_no_other_bears_its_name():
    assert one('Alpha,,,"Urumqi, Xinjiang",').get("uflpa-xinjiang-origin") == "stated"
    assert one("Alpha,,Aksu,,").get("uflpa-xinjiang-possible") == "possible"


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


UNPLACED = [
    ("Xinjiang Dolphin Cotton Co Ltd,China,,,Cotton", "only its name points to the region"),
    ("Alpha,,Aksu,,Cotton", "the country is not given, and others bear the name"),
    ('Alpha,Hong Kong,,"Industrial Park, Kashgar Prefecture, Xinjiang 844000, China",Cotton', "another country"),
]


@pytest.mark.parametrize(("row", "why"), UNPLACED, ids=[u[1] for u in UNPLACED])
def test_an_order_on_a_region_is_possible_where_the_sheet_only_points_there(row, why):
    """The order on cotton from Xinjiang is of 2021-01-13: before the presumption it is the only one that reaches."""
    assessment = screened(HEAD + row, "2021-06-01")
    (finding,) = [f for f in assessment.document.findings if f.code == "cbp-order-origin"]
    assert (finding.certainty, finding.calls_for) == ("possible", "review")
    assert "without placing the supplier there" in finding.statement
    assert len(finding.cells) >= 2, "the good and what points to the region"
    assert assessment.document.suppliers[0].due_diligence == "review"


def test_an_order_on_a_region_is_stated_where_the_sheet_places_the_supplier_there():
    told = statements("Alpha,China,Aksu,,Cotton", "2021-06-01")["cbp-order-origin"]
    assert "without placing" not in told
    assert "cbp-order-origin" not in one("Alpha,China,Hangzhou,,Cotton", "2021-06-01")


def test_one_act_is_written_one_way():
    """As table `legal_instruments` has it: by the presumption, the Entity List and the reader alike."""
    assessment = screened(HEAD + "Xinjiang Daqo New Energy Co. Ltd.,China,Shihezi,,Polysilicon")
    acts = {f.code: f.instrument for f in assessment.document.findings if "Prevention Act" in f.instrument}
    assert {"uflpa-xinjiang-origin", "uflpa-listed-entity"} <= set(acts)
    assert set(acts.values()) == {"Uyghur Forced Labor Prevention Act (Pub. L. 117-78, 135 Stat. 1525)"}


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


def test_what_is_possible_already_also_says_that_the_country_is_ambiguous():
    """The order is on gold of eastern DR Congo; "Congo" may be the other one."""
    told = statements("Alpha,Congo,,,Gold", "2026-06-30")["cbp-order-origin"]
    assert told.startswith("Only if the ambiguous country is the one meant: ")
    assert "ambiguous" not in statements("Alpha,DR Congo,,,Gold", "2026-06-30")["cbp-order-origin"]


def test_a_day_before_the_tables_is_unknown_not_low():
    assessment = screened("Supplier name,Country,Sector,Product\nAlpha,China,Apparel,Garments\n", "2010-01-01")
    factors = {f.id: f for f in assessment.document.suppliers[0].structural.factors}
    assert factors["goods"].points_low < factors["goods"].points_high
    assert "no report that applies" in factors["country"].answer


def statements(row: str, as_of: str) -> dict[str, str]:
    assessment = screened(HEAD + row, as_of)
    return {f.code: f.statement for f in assessment.document.findings}


def test_the_trend_of_a_tier_is_told():
    """Viet Nam: Tier 2 Watch List in 2021, Tier 3 in 2022, Watch List in 2023, Tier 2 in 2024 (CIA; The Diplomat)."""
    assert (
        "was lowered: in 2021 it was on the Tier 2 Watch List"
        in statements("Alpha,Viet Nam,,,", "2022-12-31")["tip-tier-3"]
    )
    assert (
        "was raised: in 2022 it was on Tier 3" in statements("Alpha,Viet Nam,,,", "2023-12-31")["tip-tier-2-watch-list"]
    )
    assert "tip-tier-2-watch-list" not in statements("Alpha,Viet Nam,,,", "2024-12-31")


def test_a_country_lowered_from_tier_1_is_an_indicator():
    """Namibia: Tier 1 until the 2022 report, Tier 2 in 2023."""
    assert one("Alpha,Namibia,,,", "2023-12-31").get("tip-tier-lowered") == "stated"
    assert "tip-tier-lowered" not in one("Alpha,Namibia,,,", "2024-12-31")


def test_the_limit_on_the_watch_list_is_told_with_its_statute_and_without_guessing_a_waiver():
    """Hong Kong: Watch List in 2024 and 2025. Republic of the Congo: 2023, 2024 and 2025."""
    two = statements("Alpha,Hong Kong,,,", "2026-01-01")["tip-tier-2-watch-list"]
    three = statements("Alpha,Congo-Brazzaville,,,", "2026-01-01")["tip-tier-2-watch-list"]
    once = statements("Alpha,Hong Kong,,,", "2024-12-31")["tip-tier-2-watch-list"]
    assert "2 reports in a row" in two
    assert "7107(b)(2)(D)" in two
    assert "does not hold waivers" in two
    assert "3 reports in a row" in three
    assert "only with a waiver" in three
    assert "in a row" not in once


@pytest.mark.parametrize(
    ("row", "start"),
    [
        (
            "Alpha,Turkmenistan,,,Cotton fleece blend",
            "The sheet's goods are possibly cotton from Turkmenistan, and then covered by CBP's withhold release order "
            "of 2018-05-18, in force: ",
        ),
        (
            "Alpha,Zimbabwe,,,Diamonds",
            "The sheet's goods (diamonds from Zimbabwe) are covered by CBP's withhold release order of 2019-09-30, in "
            "force, as far as the origin is Marange Diamond Fields: ",
        ),
        (
            "Alpha,Malawi,,,Tobacco",
            "The sheet's goods (tobacco from Malawi) are covered by CBP's withhold release order of 2019-11-01, in "
            "force as modified: ",
        ),
    ],
)
def test_doubt_is_about_the_goods_and_never_about_the_order(row, start):
    assert statements(row, "2026-06-30")["cbp-order-origin"].startswith(start)


def test_what_was_let_in_later_is_not_told_earlier():
    first = statements("Alpha,Malawi,,,Tobacco", "2020-06-10")["cbp-order-origin"]
    last = statements("Alpha,Malawi,,,Tobacco", "2021-06-10")["cbp-order-origin"]
    assert "Alliance One" in first
    assert "Limbe Leaf" not in first
    assert "Premium Tobacco Malawi" in last
    assert "as modified" not in statements("Alpha,Malawi,,,Tobacco", "2020-06-02")["cbp-order-origin"]


WORLD_OF_2021 = "2021-06-30"


@pytest.mark.parametrize(
    "row",
    [
        "Alpha,China,Aksu,,Cotton",
        'Alpha,China,,"Kashgar, Xinjiang",Polysilicon',
        "Xinjiang Daqo New Energy Co. Ltd.,China,,,Polysilicon",
    ],
)
def test_a_run_as_of_2021_knows_no_uflpa(row):
    """The presumption, the Entity List and the priority sectors are of June 2022 (Pub. L. 117-78)."""
    assessment = screened(HEAD + row, WORLD_OF_2021)
    text = " ".join(f.statement + f.instrument + f.code for f in assessment.document.findings)
    assert "uflpa" not in text.lower()
    assert "uyghur forced labor" not in text.lower()


def test_no_citation_is_of_a_row_from_after_the_day():
    rows = "\n".join(f"S{n},{row.split(',', 1)[1]}" for n, row in enumerate([o[0] for o in ORDERS]))
    for as_of in ("2019-12-31", "2021-01-12", "2022-09-27", "2024-09-04"):
        assessment = screened(HEAD + rows, as_of)
        tables = Reference.bundled()
        factors = [f for s in assessment.document.suppliers for f in s.structural.factors]
        assert assessment.document.findings
        for part in (*assessment.document.findings, *factors):
            for cited in part.citations:
                for name in tables.names():
                    for resource in tables.resources(name):
                        row = tables.table(name, resource).by_id.get(cited.row) if resource == cited.dataset else None
                        for column in ("listed_from", "date_from", "date"):
                            assert not row or row.get(column, "") <= as_of, (as_of, cited.row)


def test_lists_of_industries_count_from_the_end_of_their_year():
    """The ILO estimate is of 2022; a run as of 2021 does not know it."""

    def lists(as_of):
        supplier = screened(HEAD.replace("Product", "Sector") + "Alpha,China,,,Apparel", as_of).document.suppliers[0]
        return next(f.answer for f in supplier.structural.factors if f.id == "sector")

    assert "ILO" not in lists("2021-12-31")
    assert "ILO" in lists("2022-12-31")


def test_an_end_known_to_the_month_is_told_as_a_month():
    """Central Romana: modified in March 2025; sources differ about the day."""
    told = statements("Central Romana Corporation Limited,Dominican Republic,,,Sugar", "2025-04-30")[
        "past-listed-entity"
    ]
    assert "which CBP modified in 2025-03, on a day that our table does not have" in told
    assert "cbp-order-entity" in statements("Central Romana,Dominican Republic,,,Sugar", "2025-03-30")
