from __future__ import annotations

import pytest

from supplychain_risk.domain import DueDiligence
from supplychain_risk.report import words
from supplychain_risk.workbooks.text import web_address


def test_every_level_has_its_own_symbol_word_and_meaning():
    assert set(words.LEVELS) == set(words.MEANING) == set(DueDiligence)
    assert len(set(words.LEVELS.values())) == len({symbol for symbol, _ in words.LEVELS.values()}) == 5


def test_the_legend_names_what_brings_a_supplier_to_a_level():
    for word in ("match", "order", "hold upstream", "indicator"):
        assert word in words.MEANING[DueDiligence.REVIEW]
    for word in ("listed good", "Tier 3", "band high"):
        assert word in words.MEANING[DueDiligence.ENHANCED]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("https:///nohost", False),
        ("https://exa mple.org", False),
        ("https://example.org/\n", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url, linked):
    assert (web_address(url) is not None) is linked


def test_not_known_is_not_zero():
    assert words.percent(None) == "not known"
    assert words.percent(0) == "0.0%"
    assert words.interval(4, 8) == "4–8"
    assert words.interval(6.5, 6.5) == "6.5"
    assert words.number(10) == "10"


def test_names_that_run_right_to_left_do_not_turn_the_arrows():
    assert words.route(("a", "b"), {"a": "شركة", "b": "Acme"}) == "\u2068شركة\u2069 → Acme"
