"""Texts in a province column of China that no table knows are told, with what is spelt nearly so; never resolved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.region import RegionResolver

REFERENCE = Reference.bundled()
REGIONS = RegionResolver(REFERENCE)
PROVINCES = [row for row in REFERENCE.table("regions") if row["level"] == "province"]

MISSPELT = """
Xinjian CN-XJ|XINJIAN CN-XJ|Xinjing CN-XJ|Sinkang CN-XJ|Xinjian Province CN-XJ|新彊 CN-XJ|Gaungdong CN-GD|Guandong CN-GD
Zhejang CN-ZJ|Jangsu CN-JS|Shangdong CN-SD|Fujain CN-FJ|Hubie CN-HB|Shenzen CN-4403|Kashgr CN-6531|广洞 CN-GD
""".strip().replace("\n", "|")


@pytest.mark.parametrize("case", MISSPELT.split("|"))
def test_a_misspelt_province_is_told_with_the_nearest_spelling(case):
    text, meant = case.rsplit(" ", 1)
    found = REGIONS.unknown(text)
    assert (found.method, found.code, found.candidates[0]) == (Method.UNRESOLVED, None, meant)
    assert REGIONS.name(meant) in found.rule
    assert REGIONS.resolve("CN", region=text) is None, "a near spelling resolves nothing"


@pytest.mark.parametrize("text", ["Keqiao", "Vietnam", "Ho Chi Minh", "Hong Kong", "Zzyzx", "长三角"])
def test_what_is_like_no_region_is_told_without_a_hint(text):
    found = REGIONS.unknown(text)
    assert (found.method, found.candidates) == (Method.UNRESOLVED, ())


NOT_UNKNOWN = """
Xinjiang|XUAR|XJ|CN-XJ|CN-65|新疆|Guangdong|GD|广东省|Zhejiang Prov.|Inner Mongolia AR|Shenzhen|Jiangsu/Zhejiang||-|N/A
523000|China|中国|P.R. China|APAC|Asia|Greater China|South China|Northeast China|华东|East|Province|???
""".strip().replace("\n", "|")


@pytest.mark.parametrize("text", NOT_UNKNOWN.split("|"))
def test_what_is_known_or_names_no_place_is_not_told(text):
    assert REGIONS.unknown(text) is None


@pytest.mark.parametrize(("text", "meant"), [("Kashgr", "CN-6531"), ("Urumqui", "CN-6501"), ("Xinjian", "CN-XJ")])
def test_a_city_is_told_where_it_may_be_in_xinjiang(text, meant):
    assert REGIONS.unknown(text, city=True).candidates[0] == meant


@pytest.mark.parametrize(
    "text", ["Keqiao", "Humen", "Haining", "Nanjin", "Shenzen", "Honan", "Kashgar", "Urumqi", "Aksu"]
)
def test_other_cities_are_not_told_since_the_table_has_not_all_of_them(text):
    assert REGIONS.unknown(text, city=True) is None


def test_a_place_is_named_with_its_province():
    assert REGIONS.label("CN-6531") == "Kashgar Prefecture, Xinjiang"
    assert REGIONS.label("CN-GD") == "Guangdong"


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_known_or_told_and_never_resolved(text, city):
    found = REGIONS.unknown(text, city=city)
    assert found is None or (found.code is None and found.method is Method.UNRESOLVED and found.raw == text)


@pytest.mark.parametrize(
    "row", [r for r in REFERENCE.table("regions") if r["level"] == "province"], ids=lambda r: r["id"]
)
def test_no_province_is_unknown_and_each_is_suggested_for_a_slip(row):
    for text in (row["name"], row["name"].upper(), row["name_zh"], row["id"]):
        assert REGIONS.unknown(text) is None, text
    name = row["name"]
    slip = f"{name[:3]}q{name[3:]}"
    assert row["id"] in REGIONS.unknown(slip).candidates, slip
