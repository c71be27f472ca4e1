"""Xinjiang and the other provinces of China: what must be found, and what must never be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.region import ONE_IN_CHINA, RegionResolver
from supplychain_risk.resolve.text import key

REFERENCE = Reference.bundled()
REGIONS = RegionResolver(REFERENCE)
ALIASES = REFERENCE.table("regions", "region_aliases")
PLACES = REFERENCE.table("regions")


def code(found):
    return found.code if found else None


OWN_NAMES = """
Xinjiang|XINJIANG|Xin Jiang|Sinkiang|XUAR|Xinjiang Uygur Autonomous Region|Xinjiang Uyghur Autonomous Region|CN-XJ|XJ
Xinjiang Uighur Autonomous Region|Xinjiang Province|Xīnjiāng|新疆|新疆维吾尔自治区|新疆維吾爾自治區
新疆 |Xinjiang, China
""".strip().replace("\n", "|")


@pytest.mark.parametrize("text", OWN_NAMES.split("|"))
def test_the_region_s_own_names(text):
    found = REGIONS.resolve("CN", region=text)
    assert found is not None
    assert found.code == "CN-XJ"
    assert found.method in (Method.EXACT, Method.ALIAS)
    assert found.citation is not None


@pytest.mark.parametrize("country", ["CN", None])
@pytest.mark.parametrize("column", ["region", "city", "address"])
def test_the_iso_code_of_the_province_counts_wherever_it_stands(country, column):
    """A column of countries may hold CN-XJ, too; it is read like an address."""
    found = REGIONS.resolve(country, **{column: "cn-xj"})
    assert code(found) == "CN-XJ"
    assert code(REGIONS.resolve(None, **{column: "XJ"})) is None


CITIES = """
Hotan|Hetian|Khotan|Hé tián|和田|和田地区|Kashgar|Kashi|喀什|Kashgar Prefecture|Ürümqi|Urumchi|Wulumuqi|乌鲁木齐市
烏魯木齊|Aksu|Akesu|阿克苏|Turpan|Tulufan|Kuqa|Kuche|库车|Yarkant|Shache|莎车县|Korla|Kuerle|库尔勒|Karamay|Kelamayi
Shihezi|石河子|Kumul|Hami|哈密|Changji|Ili|Yili|伊犁|Bortala|Bayingolin|Altay|Tacheng|Kizilsu|Artux|Yecheng|Kargilik|Lop|Luopu
Luopu County|洛浦县|Moyu|Karakax|墨玉县|Alar|阿拉尔市|Tumxuk|Wujiaqu|五家渠市|Tiemenguan|Kokdala|Huyanghe|胡杨河市
北屯市
双河市|昆玉市|新星市|Aksu Diqu|Urumqi 830000|Hotan City
""".strip().replace("\n", "|")


@pytest.mark.parametrize("text", CITIES.split("|"))
def test_cities_and_prefectures_of_xinjiang(text):
    found = REGIONS.resolve("CN", city=text)
    assert found is not None
    assert (found.code, found.method) == ("CN-XJ", Method.ALIAS)
    assert "GB/T 2260 code 65" in found.rule


def test_the_rule_names_the_word_the_place_and_its_code():
    found = REGIONS.resolve("CN", city="和田地区")
    assert found is not None
    assert found.rule == "'和田地区' is Hotan Prefecture, Xinjiang (regions, GB/T 2260 code 6532)"


ADDRESSES = [
    ("No. 1 Beijing Road, Urumqi", "CN-XJ"),
    ("新疆乌鲁木齐市北京路5号", "CN-XJ"),
    ("中国新疆哈密市", "CN-XJ"),
    ("Beijing Industrial Park, Hetian County", "CN-XJ"),
    ("和田地区洛浦县北京工业园区", "CN-XJ"),
    ("Guangdong Industrial Park, Kashgar, Xinjiang 844000", "CN-XJ"),
    ("Shihezi Development Zone", "CN-XJ"),
    ("Xinjiang Road, Shanghai", "CN-SH"),
    ("上海市新疆路5号", "CN-SH"),
    ("上海市新疆大厦", "CN-SH"),
    ("Urumqi North Road, Shanghai", "CN-SH"),
    ("Xinjiang County, Yuncheng, Shanxi", "CN-SX"),
    ("Xinjiang Zhong Lu 12, Qingdao, Shandong", "CN-SD"),
    ("Room 5, Hetian, Changting, Fujian", "CN-FJ"),
    ("Fukang, Taizhou, Zhejiang", "CN-ZJ"),
    ("江苏省苏州市", "CN-JS"),
    ("陕西省西安市", "CN-SN"),
]


@pytest.mark.parametrize(("address", "province"), ADDRESSES)
def test_addresses(address, province):
    found = REGIONS.resolve("CN", address=address)
    assert found is not None
    assert (found.code, found.method) == (province, Method.PHRASE)


STREETS = """
Xinjiang Road|新疆路|乌鲁木齐北路|乌鲁木齐中路12号|Urumqi Road 5|Xinjiang East 2nd Road|哈密瓜市场|Xinjiang County
28 Xinjianglu|Rue Xinjiang|Kashgar Hotel|Qinghe Industrial Park|新疆办事处|喀什 Road
""".strip().replace("\n", "|")


@pytest.mark.parametrize("address", STREETS.split("|"))
def test_streets_buildings_fruit_and_namesakes_are_not_xinjiang(address):
    assert REGIONS.resolve("CN", address=address) is None
    assert code(REGIONS.resolve("CN", region=address)) is None


@pytest.mark.parametrize("country", ["JP", "KZ", "US", "TR", "TW", "HK"])
@pytest.mark.parametrize("text", ["和田市", "Aksu", "Xinjiang", "Altai", "Urumqi, Xinjiang"])
def test_other_countries_have_no_xinjiang(country, text):
    for field in ("region", "city", "address", "name"):
        assert REGIONS.resolve(country, **{field: text}) is None


def test_without_a_country_only_sure_words_tell_and_weakly():
    found = REGIONS.resolve(None, city="Urumqi")
    assert found is not None
    assert (found.code, found.method) == ("CN-XJ", Method.PHRASE)
    assert "country is not given" in found.rule
    assert REGIONS.resolve(None, city="Aksu") is None
    assert REGIONS.resolve(None, city="Hetian") is None


def test_a_name_is_only_a_hint_and_only_where_nothing_else_tells():
    for name in ("Xinjiang Daqo New Energy Co., Ltd.", "新疆大全新能源股份有限公司", "Urumqi Trading Co."):
        found = REGIONS.resolve("CN", name=name)
        assert found is not None
        assert (found.code, found.method) == ("CN-XJ", Method.PHRASE)
        assert "name" in found.rule
    assert code(REGIONS.resolve("CN", region="Shanghai", name="Xinjiang Trading")) == "CN-SH"


@pytest.mark.parametrize(
    "name", ["Shihezi Silicon", "Korla Pear Fruit Co", "Aksu Morning Tomato", "Kuqa Textile", "石河子市天富集团"]
)
def test_the_name_of_a_company_in_china_may_name_a_place_below_a_prefecture(name):
    found = REGIONS.resolve("CN", name=name)
    assert found is not None
    assert (found.code, found.method) == ("CN-XJ", Method.PHRASE)
    assert "only the company's name says so" in found.rule
    assert REGIONS.resolve(None, name=name) is None, "Aksu is in Türkiye and Kazakhstan, too"


def test_what_is_taken_for_one_place_in_china_is_one_there_by_the_table():
    for word in ONE_IN_CHINA:
        (row,) = [row for row in ALIASES if row["key"] == word]
        assert row["region"] == "CN-XJ"
        assert "(CN" not in row["also"]


@pytest.mark.parametrize(
    "name", ["Ningbo Shanshan", "Yili Group", "哈密瓜公司", "Shanghai Xinjiang Road Hotel", "New Star"]
)
def test_names_that_only_sound_like_it(name):
    assert REGIONS.resolve("CN", name=name) is None


OTHERS = """
Guangdong=CN-GD|Shaanxi=CN-SN|Shanxi=CN-SX|Tibet=CN-XZ|Inner Mongolia=CN-NM|JS=CN-JS|广东省=CN-GD
"""


@pytest.mark.parametrize(("region", "province"), [pair.split("=") for pair in OTHERS.strip().split("|")])
def test_other_provinces_are_known_not_to_be_xinjiang(region, province):
    assert code(REGIONS.resolve("CN", region=region)) == province


@pytest.mark.parametrize(("city", "provinces"), [("Yiwu", ("CN-ZJ",)), ("Yi Wu", ("CN-ZJ",)), ("Fu Yuan", ("CN-HL",))])
def test_a_city_is_meant_before_a_county_of_xinjiang_that_is_called_so(city, provinces):
    found = REGIONS.resolve("CN", city=city)
    assert found is not None
    assert (found.method, found.candidates) == (Method.AMBIGUOUS, provinces)


def test_contradictions_are_said_and_not_decided():
    found = REGIONS.resolve("CN", region="Guangdong", address="Kashgar, Xinjiang")
    assert found is not None
    assert (found.method, found.candidates) == (Method.AMBIGUOUS, ("CN-GD", "CN-XJ"))
    found = REGIONS.resolve("CN", address="Shanghai, Xinjiang")
    assert found is not None
    assert (found.method, found.candidates) == (Method.AMBIGUOUS, ("CN-SH", "CN-XJ"))
    assert code(REGIONS.resolve("CN", region="Xinjiang", address="Shanghai")) == "CN-XJ"


def test_a_name_of_several_counties_does_not_decide():
    found = REGIONS.resolve("CN", city="Qinghe")
    assert found is not None
    assert found.method is Method.AMBIGUOUS
    assert "清河县" in found.rule
    assert code(REGIONS.resolve("CN", region="Hebei", city="Qinghe")) == "CN-HE"


def test_the_table_holds_china_and_all_of_xinjiang():
    assert sum(row["level"] == "province" for row in PLACES) == 31  # GB/T 2260 without Hong Kong, Macao and Taiwan
    xinjiang = [row for row in PLACES if row["region"] == "CN-XJ"]
    assert sum(row["level"] == "prefecture" for row in xinjiang) == 14
    assert all(row["gb2260"].startswith("65") for row in xinjiang)


def test_every_alias_names_its_source_and_one_province_at_most():
    places, keys = PLACES.by_id, set()
    for row in ALIASES:
        assert row["source"]
        assert row["key"] == key(row["alias"])
        assert row["key"] not in keys
        keys.add(row["key"])
        assert row["weight"] in ("decisive", "column", "weak", "people")
        if row["place"]:
            assert places[row["place"]]["region"] == row["region"]
        else:
            assert row["weight"] == "weak"


@pytest.mark.parametrize("row", [r for r in PLACES if r["level"] == "province"], ids=lambda r: r["id"])
def test_every_province_is_found_by_its_names(row):
    for text in (row["name"], row["name_zh"], row["id"], row["name"].upper()):
        assert code(REGIONS.resolve("CN", region=text)) == row["id"]


@pytest.mark.parametrize("row", [r for r in PLACES if r["region"] == "CN-XJ"], ids=lambda r: r["id"])
def test_every_division_of_xinjiang_is_found_by_its_han_name(row):
    assert code(REGIONS.resolve("CN", city=row["name_zh"])) == "CN-XJ"


SURE = [row for row in ALIASES if row["region"] == "CN-XJ" and row["weight"] == "decisive"]


@given(
    st.sampled_from(SURE), st.sampled_from(["Road", "North Road", "Zhong Lu"]), st.sampled_from(["路", "北路", "大道"])
)
def test_no_alias_is_xinjiang_when_it_names_a_street(row, latin, han):
    street = f"{row['alias']} {latin} 5" if row["key"][0] < "\u0500" else f"{row['alias']}{han}5号"
    assert code(REGIONS.resolve("CN", address=street)) is None


@given(st.text(max_size=40))
def test_any_address_gives_an_answer(text):
    found = REGIONS.resolve("CN", address=text)
    assert found is None or (found.code is None) == (found.method is Method.AMBIGUOUS)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("employs Uyghur workers", True),
        ("Uighurs were transferred to the site", True),
        ("Uyghur region", True),
        ("Uyghur cotton", True),
        ("no Uyghur workers", False),
        ("complies with the Uyghur Forced Labor Prevention Act", False),
    ],
)
def test_who_the_region_is_named_after_is_told_of_in_texts(text, named):
    assert (REGIONS.mentioned(text) is not None) == named


def test_the_people_are_no_place_of_an_address_or_a_name():
    assert code(REGIONS.resolve("CN", address="12 Uyghur Lane, Shanghai")) != "CN-XJ"
    assert code(REGIONS.resolve(None, name="Uyghur Kitchen Ltd")) is None


def test_places_of_xinjiang_that_are_called_like_others_are_named_by_texts_about_china():
    assert REGIONS.mentioned("cotton from Aksu gins") is None
    assert code(REGIONS.mentioned("cotton from Aksu gins", in_china=True)) == "CN-XJ"


@pytest.mark.parametrize("text", ["65", "650000", "6501", "650100"])
def test_a_bare_number_in_a_column_of_provinces_is_possibly_xinjiang(text):
    found = REGIONS.resolve("CN", region=text)
    assert (found.method, found.candidates) == (Method.AMBIGUOUS, ("CN-XJ",))
    assert REGIONS.resolve("CN", address=text) is None
    assert REGIONS.resolve(None, region=text) is None
    assert REGIONS.resolve("IN", region=text) is None
