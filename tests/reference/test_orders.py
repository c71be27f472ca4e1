"""CBP orders on origins and goods, as of a day (CBP file of 2026-06-23; carve-outs from CBP releases)."""

from __future__ import annotations

from datetime import date

import pytest

from supplychain_risk.reference.orders import order_changes, order_rules
from supplychain_risk.reference.overview import is_verified

TODAY = date(2026, 6, 30)


def rules(reference, day):
    return {rule.order_id: rule for rule in order_rules(reference, day)}


@pytest.mark.parametrize(
    ("order", "origin", "commodity", "since"),
    [
        ("wro-033", "TM", "cotton", date(2018, 5, 18)),
        ("wro-035", "CD", "gold", date(2019, 9, 30)),
        ("wro-038", "ZW", "diamonds", date(2019, 9, 30)),
        ("wro-040", "MW", "tobacco", date(2019, 11, 1)),
        ("wro-057", "CN", "tomatoes", date(2021, 1, 13)),
    ],
)
def test_origins_and_goods_under_order(reference, order, origin, commodity, since):
    rule = rules(reference, TODAY)[order]
    assert rule.origin_country == origin
    assert commodity in rule.commodities
    assert rule.date_from == since
    assert rule.status in ("active", "modified")
    assert rule.statement
    assert is_verified(rule.citation)
    assert order not in rules(reference, date.fromordinal(since.toordinal() - 1))


def test_the_xinjiang_order_is_about_the_region_and_reaches_downstream(reference):
    """Husch Blackwell on the order of 2021-01-13: cotton and tomato products wherever they are made."""
    rule = rules(reference, TODAY)["wro-057"]
    assert (rule.origin_region, rule.includes_downstream) == ("CN-XJ", True)


def test_the_other_orders_name_no_region_code(reference):
    assert [r.order_id for r in order_rules(reference, TODAY) if r.origin_region] == ["wro-057"]


@pytest.mark.parametrize(
    ("day", "status", "let_in"),
    [
        (date(2020, 6, 2), "active", ()),
        (date(2020, 6, 3), "modified", ("Alliance One",)),
        (date(2020, 7, 31), "modified", ("Alliance One", "Limbe Leaf")),
        (date(2021, 5, 20), "modified", ("Alliance One", "Limbe Leaf")),
        (date(2021, 5, 21), "modified", ("Alliance One", "Limbe Leaf", "Premium Tobacco Malawi")),
    ],
)
def test_malawi_tobacco_lets_in_what_had_been_released_by_the_day(reference, day, status, let_in):
    """Alliance One released on 2020-06-03, Limbe Leaf on 2020-07-31, Premium Tobacco Malawi on 2021-05-21."""
    rule = rules(reference, day)["wro-040"]
    assert rule.status == status
    released = [n for n in ("Alliance One", "Limbe Leaf", "Premium Tobacco Malawi") if n in rule.exceptions]
    assert tuple(released) == let_in


def test_gold_of_the_chambers_federation_is_let_in_since_28_may_2020(reference):
    """CBP's release on the Chambers Federation."""
    assert rules(reference, date(2020, 5, 27))["wro-035"].exceptions == ""
    assert "Chambers Federation" in rules(reference, date(2020, 5, 28))["wro-035"].exceptions


def test_every_change_is_of_an_order_in_force_and_no_change_is_from_the_future(reference):
    known = reference.table("cbp_orders").by_id
    for order, changes in order_changes(reference, TODAY).items():
        assert known[order]["status"] == "modified"
        assert next(change.day.isoformat() for change in changes) == known[order]["modified_from"]
    assert all(c.day <= date(2020, 6, 3) for cs in order_changes(reference, date(2020, 6, 3)).values() for c in cs)


def test_every_commodity_of_a_rule_is_in_the_commodities_table(reference):
    known = reference.table("commodities").by_id
    assert sorted({c for rule in order_rules(reference, TODAY) for c in rule.commodities} - set(known)) == []


def test_before_the_first_order_there_is_no_rule(reference):
    assert order_rules(reference, date(2018, 5, 17)) == ()
