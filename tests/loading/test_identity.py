"""Ids and groups."""

from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.loading.identity import Groups, slug


def test_ids_are_readable():
    assert slug("Hetian Taida Apparel Co., Ltd.", "CN") == "hetian-taida-apparel-co-ltd-cn"
    assert slug("Çukurova Pamuk A.Ş.", None) == "cukurova-pamuk-a-s"


def test_han_names_get_a_stable_hash():
    assert slug("合盛硅业", "CN").startswith("s-")
    assert slug("合盛硅业", "CN") == slug(" 合盛硅业 ", "CN")
    assert slug("合盛硅业", "CN") != slug("大全能源", "CN")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_groups_do_not_depend_on_the_order_of_joining(pairs):
    one, other = Groups(10), Groups(10)
    for a, b in pairs:
        one.join(a, b)
    for a, b in reversed(pairs):
        other.join(b, a)
    assert [one.find(i) for i in range(10)] == [other.find(i) for i in range(10)]
