"""High-risk industries and UFLPA high-priority sectors (DHS release of 2024-07-09, USTR release of 2025-08-19)."""

from __future__ import annotations

from datetime import date

import pytest

from supplychain_risk.reference.industries import priority_sectors, risk_industries
from supplychain_risk.reference.overview import is_verified


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2022, 6, 16), 0),
        (date(2022, 6, 17), 4),
        (date(2024, 7, 8), 4),
        (date(2024, 7, 9), 7),
        (date(2025, 8, 18), 7),
        (date(2025, 8, 19), 12),
    ],
)
def test_priority_sectors_by_day(reference, day, count):
    assert len(priority_sectors(reference, day)) == count


def test_the_five_sectors_of_2025(reference):
    new = {s.sector for s in priority_sectors(reference, date(2026, 1, 1)) if s.date_from.year == 2025}
    assert new == {"Caustic soda", "Copper", "Lithium", "Red dates (jujubes)", "Steel"}


def test_each_priority_sector_has_known_goods_and_divisions(reference):
    goods, isic = reference.table("commodities").by_id, reference.table("isic_rev4").by_id
    for sector in priority_sectors(reference, date(2026, 1, 1)):
        assert sector.commodities, sector.sector
        assert set(sector.commodities) <= set(goods), sector.sector
        assert sector.isic_divisions, sector.sector
        assert all(isic[code]["level"] == "division" for code in sector.isic_divisions)


def test_each_risk_industry_maps_to_isic_divisions(reference):
    isic = reference.table("isic_rev4").by_id
    assert len(risk_industries(reference)) == 66
    for industry in risk_industries(reference):
        assert industry.isic_divisions
        assert all(isic[code]["level"] == "division" for code in industry.isic_divisions)


def test_rows_from_general_knowledge_say_so(reference):
    unverified = [x for x in risk_industries(reference) if not is_verified(x.citation)]
    assert len(unverified) == 26
    assert "Construction" not in {x.industry for x in unverified if x.published_in == "Responsible Sourcing Tool"}


def industries_of_division(reference, division):
    return tuple(industry for industry in risk_industries(reference) if division in industry.isic_divisions)


def test_apparel_is_named_by_several_lists(reference):
    names = {x.list_name for x in industries_of_division(reference, "14")}
    assert {"KnowTheChain benchmark sectors", "UFLPA Strategy high-priority sectors"} <= names
    assert industries_of_division(reference, "65") == (), "insurance is on none of them"


def test_lists_of_one_survey_count_once(reference):
    """The Responsible Sourcing Tool has the eleven sectors of Verité's report; KnowTheChain is one publisher."""
    by_list = {x.published_in: x.list_name for x in risk_industries(reference)}
    assert by_list["Responsible Sourcing Tool"] == by_list["Verite federal supply chains report (11 sectors)"]
    for division in {d for x in risk_industries(reference) for d in x.isic_divisions}:
        counted = {(x.publisher, x.list_name) for x in industries_of_division(reference, division)}
        assert len({publisher for publisher, _ in counted}) == len(counted), "one publisher counts once"
    transport = industries_of_division(reference, "49")
    assert len({x.published_in for x in transport}) == len({x.list_name for x in transport}) + 1


def test_the_five_us_industries_of_the_policy_circle(reference):
    """Domestic work, agriculture, traveling sales, food service, health and beauty services; the brief has no date."""
    named = [x for x in risk_industries(reference) if x.publisher == "The Policy Circle"]
    assert {x.isic_divisions for x in named} == {("97",), ("01",), ("47",), ("56",), ("96",)}
    assert all(is_verified(x.citation) and "policycircle.org" in x.citation.url for x in named)
    assert all(x.list_name.startswith("National Human Trafficking Hotline") for x in named), "one survey"


def test_american_spelling(reference):
    assert not [x for x in risk_industries(reference) if "labour" in " ".join((x.list_name, *x.drivers)).lower()]
