"""The UFLPA Entity List and the targets of CBP orders, as of a day.

Sources: DHS, UFLPA Entity List (page saved 2026-07-09) and its Federal Register notices; CBP, Withhold Release Orders
and Findings (file of 2026-06-23) and CBP releases on changes.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import CBP_LIST, UFLPA_LIST, listed_entities
from supplychain_risk.reference.names import listed_names
from supplychain_risk.reference.overview import is_verified

BUNDLED = Reference.bundled()
TODAY = date(2026, 8, 31)


def uflpa(reference, day):
    return [x for x in listed_entities(reference, day) if x.kind == "UFLPA"]


def one(reference, day, entity_id):
    found = [x for x in listed_entities(reference, day) if x.entity_id == entity_id]
    assert len(found) <= 1
    return found[0] if found else None


def test_counts_of_the_tables(reference):
    """144 entities as of 2025-01-15, 8 of the 43 of 2026-08-03; 96 CBP targets in 82 orders."""
    assert len(reference.table("uflpa_entities")) == 152
    assert len(reference.table("cbp_orders")) == 96
    assert len({row["order_number"] for row in reference.table("cbp_orders")}) == 82


@pytest.mark.parametrize(
    ("effective", "total"),
    [  # running totals; published ones: 65, 68, 75, 107, 144 (DHS counts each subsidiary since May 2024)
        (date(2022, 6, 21), 20),
        (date(2023, 6, 12), 30),
        (date(2023, 8, 2), 33),
        (date(2023, 9, 27), 36),
        (date(2023, 12, 11), 39),
        (date(2024, 5, 17), 65),
        (date(2024, 6, 12), 68),
        (date(2024, 8, 9), 73),
        (date(2024, 10, 3), 75),
        (date(2024, 11, 1), 78),
        (date(2024, 11, 25), 107),
        (date(2025, 1, 15), 144),
    ],
)
def test_the_list_had_its_published_length_after_each_batch(reference, effective, total):
    assert len(uflpa(reference, effective)) == total
    assert len(uflpa(reference, effective - timedelta(days=1))) < total


def test_in_2021_there_was_no_uflpa_entity(reference):
    """The list began on 2022-06-21."""
    assert uflpa(reference, date(2021, 12, 31)) == []
    assert uflpa(reference, date(2022, 6, 20)) == []


@pytest.mark.parametrize(
    ("entity_id", "name", "shown"),
    [
        ("uflpa-108", "Aksu Huafu Color Spinning Co., Ltd.", "2025-01-15"),
        ("uflpa-071", "Changhong Meiling Co., Ltd.", "2024-10-03"),
        ("uflpa-103", "Xinjiang East Hope Nonferrous Metals Co., Ltd.", "2024-11-25"),
        ("uflpa-073", "Changji Esquel Textile Co., Ltd.", "2024-11-01"),
    ],
)
def test_four_entities_dhs_redated_are_listed_since_2022(reference, entity_id, name, shown):
    """DHS shows the day of a correction; the batches of that day have no room for them, the first batch of 20 has."""
    row = reference.table("uflpa_entities").by_id[entity_id]
    assert row["effective_date"] == shown
    assert row["listed_from_note"]
    entity = one(reference, date(2022, 6, 21), entity_id)
    assert entity is not None
    assert (entity.name, entity.date_from) == (name, date(2022, 6, 21))
    assert one(reference, date(2022, 6, 20), entity_id) is None


def test_no_other_entity_is_dated_back(reference):
    rows = reference.table("uflpa_entities")
    assert sum(row["listed_from"] != row["effective_date"] for row in rows) == 5
    assert all(row["listed_from"] <= row["effective_date"] for row in rows)


def test_a_region_or_good_is_never_an_entity(reference):
    """Turkmenistan cotton, DRC gold, Marange diamonds, Malawi tobacco, Xinjiang cotton and tomatoes."""
    rules = {row["id"] for row in reference.table("cbp_orders") if row["target_kind"] == "region_rule"}
    assert rules == {"wro-033", "wro-035", "wro-038", "wro-040", "wro-057"}
    assert not rules & {x.entity_id for x in listed_entities(reference, TODAY)}
    names = [name for x in listed_entities(reference, TODAY) for name in (x.name, *x.aliases)]
    assert not [name for name in names if "all producers" in name or name in ("XUAR", "Marange Diamond Fields")]


def test_all_targets_but_the_rules_are_entities(reference):
    found = Counter(x.list_name for x in listed_entities(reference, TODAY))
    assert found == {UFLPA_LIST: 152, CBP_LIST: 96 - 5}


def test_top_glove_was_under_order_in_december_2020_and_is_not_today(reference):
    """WRO of 2020-07-15; CBP modified the Finding of 2021-03-29 in September 2021 (Law360, 2021-09-10)."""
    assert one(reference, date(2020, 7, 14), "wro-044") is None
    assert one(reference, date(2020, 12, 1), "wro-044").status == "active"
    assert one(reference, date(2021, 4, 1), "wro-058").kind == "Finding"
    for order in ("wro-044", "wro-058"):
        today = one(reference, TODAY, order)
        assert (today.status, today.date_to) == ("inactive", date(2021, 9, 10))


@pytest.mark.parametrize(
    ("entity_id", "last_day"),
    [
        ("wro-052", date(2026, 1, 14)),  # FGV, modified 2026-01-15
        ("wro-063", date(2023, 9, 17)),  # Supermax, 2023-09-18
        ("wro-067", date(2023, 2, 2)),  # Sime Darby, 88 FR 7451 of 2023-02-03
        ("wro-073", date(2025, 9, 22)),  # Kingtom Aluminio, Finding vacated 2025-09-23
        ("wro-027e", date(2021, 7, 22)),  # Annapurna Carpet, released 2021-07-23
    ],
)
def test_an_ended_order_was_in_force_until_the_day_before(reference, entity_id, last_day):
    assert one(reference, last_day, entity_id).status in ("active", "modified")
    assert one(reference, last_day, entity_id).date_to is None, "nobody knew the end then"
    assert one(reference, last_day + timedelta(days=1), entity_id).status == "inactive"


def test_an_end_known_to_the_month_only_keeps_the_order_until_its_last_day(reference):
    """Central Romana: sources differ about the day in March 2025. WRP Asia Pacific: March 2020."""
    assert one(reference, date(2025, 3, 30), "wro-070").status == "active"
    ended = one(reference, date(2025, 3, 31), "wro-070")
    assert (ended.status, ended.date_to_precision) == ("inactive", "month")
    assert one(reference, date(2020, 3, 30), "wro-039").status == "active"


def test_a_carve_out_modifies_an_order_from_its_day(reference):
    """Viscose and rayon fiber left the order on Tangshan Sanyou on 2016-10-12."""
    assert one(reference, date(2016, 10, 11), "wro-029").status == "active"
    assert one(reference, date(2016, 10, 12), "wro-029").status == "modified"


def test_statuses_on_the_day_of_the_cbp_file(reference):
    """CBP's file of 2026-06-23: every row's own status is what the dates give for that day."""
    rows = reference.table("cbp_orders").by_id
    for entity in listed_entities(reference, date(2026, 6, 23)):
        if entity.dataset == "cbp_orders":
            assert entity.status == rows[entity.entity_id]["status"], entity.entity_id


def test_short_names_are_for_exact_comparison_only(reference):
    marked = {name for x in listed_entities(reference, TODAY) for name in x.exact_only}
    listed = {"Da Wang", "FGV", "GSweet", "XPCC", "VSETC", "Meike Co.", "Union Biotech", "Valley Carpet", "特变电工"}
    further = {one.name for names in listed_names(reference).values() for one in names if one.exact}
    assert marked == listed | further
    for entity in listed_entities(reference, TODAY):
        assert set(entity.exact_only) <= {entity.name, entity.name_zh, *entity.aliases}, (
            "a marked name is one of the entity's names"
        )


def test_vessels_keep_the_bare_name_as_an_alias(reference):
    vessels = [x for x in listed_entities(reference, TODAY) if x.target_kind == "vessel"]
    assert len(vessels) == 7
    assert all(x.name.removesuffix(" (fishing vessel)") in x.aliases for x in vessels)


def test_open_ended_entries_say_so(reference):
    assert one(reference, TODAY, "uflpa-005").open_ended == "and subsidiaries"
    assert one(reference, TODAY, "wro-060").open_ended == "and subsidiaries"
    assert "subordinate" in one(reference, TODAY, "uflpa-015").open_ended


def test_chinese_names_are_only_those_read_in_a_source(reference):
    of_lists = [row for row in reference.table("uflpa_entities") if row["name_zh"]]
    assert len(of_lists) == 8
    assert sum(bool(x.name_zh) for x in listed_entities(reference, TODAY)) == 8 + 16


def test_every_entity_cites_a_verified_row_and_names_the_law(reference):
    for entity in listed_entities(reference, TODAY):
        assert is_verified(entity.citation)
        assert entity.citation.row == entity.entity_id
        assert entity.jurisdiction == "US"
        law = "Uyghur Forced Labor Prevention Act" if entity.kind == "UFLPA" else "19 U.S.C. 1307"
        assert law in entity.instrument


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2030, 1, 1)))
def test_nothing_is_listed_before_its_day_nor_ended_before_its_end(day):
    for entity in listed_entities(BUNDLED, day):
        assert entity.date_from <= day
        assert (entity.date_to is not None) == (entity.status == "inactive")
        assert entity.date_to is None or entity.date_from < entity.date_to <= day
