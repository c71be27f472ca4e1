"""Further names of listed entities and who owns whom (securities data, notices, research notes)."""

from __future__ import annotations

from datetime import date

import pytest

from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.reference.names import listed_names, listed_relations

TODAY = date(2026, 8, 3)


@pytest.fixture(scope="module")
def entities(reference):
    return {entity.entity_id: entity for entity in listed_entities(reference, TODAY)}


@pytest.mark.parametrize(
    ("entity", "name"),
    [
        ("uflpa-018", "纳思达"),
        ("uflpa-027", "骆驼股份"),
        ("uflpa-034", "中粮糖业"),
        ("uflpa-144", "紫金矿业"),
        ("uflpa-151", "特变电工"),
        ("wro-060", "合盛硅业"),
        ("uflpa-018", "Pantum Technology Co., Ltd."),
        ("uflpa-145", "Chacha Food Company, Limited"),
        ("wro-052", "Felda Global Ventures Holdings Berhad"),
    ],
)
def test_a_listed_entity_goes_by_its_further_names(entities, entity, name):
    found = entities[entity]
    assert name in (found.name_zh, *found.aliases)


SHORT = "exchange short name"


def test_han_short_names_are_compared_exactly_only(reference, entities):
    for entity, names in listed_names(reference).items():
        short = {one.name for one in names if one.language == "zh" and (one.kind == SHORT or len(one.name) <= 6)}
        assert short <= set(entities[entity].exact_only)


def test_each_further_name_is_of_a_listed_entity_and_cites_its_source(reference, entities):
    for entity, names in listed_names(reference).items():
        assert entity in entities
        assert all(one.citation.read_in and one.kind for one in names)


def test_the_name_of_2026_and_both_earlier_ones(entities):
    goens = entities["uflpa-013"]
    assert goens.name == "Xinjiang Goens Energy Technology Co., Ltd."
    assert any("GCL New Energy Materials Technology" in alias for alias in goens.aliases)
    assert goens.date_from == date(2022, 6, 21)


def test_the_additions_of_august_2026_that_were_read(entities):
    added = {e.name: e for e in entities.values() if e.kind == "UFLPA" and e.date_from == TODAY}
    assert len(added) == 8
    assert {"TBEA Co., Ltd.", "SDIC Xinjiang Lithium Industry Co., Ltd."} <= set(added)
    assert all(e.citation.confidence in ("single-secondary", "two-source") for e in added.values())
    assert {e.citation.authority_url for e in added.values()} == {"https://www.federalregister.gov/d/2026-15628"}


def test_relations_point_to_rows_that_exist(reference, entities):
    relations = listed_relations(reference)
    assert len(relations) == 15
    for one in relations:
        for row, name in ((one.parent_id, one.parent), (one.child_id, one.child)):
            assert not row or row in entities, name
            assert row or "Serbia" not in name
    children = {one.child_id for one in relations if one.parent_id == "uflpa-074"}
    assert children == {"uflpa-073", "uflpa-075", "uflpa-076"}, "89 FR 87391: Esquel Group and three subsidiaries"
