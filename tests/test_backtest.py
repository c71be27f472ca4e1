"""The look back: what is counted, how it is measured, and that the page says what the script says."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.laws.ilab import by_country
from supplychain_risk.laws.industries import industries
from supplychain_risk.laws.uflpa import priority

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def backtest():
    spec = importlib.util.spec_from_file_location("backtest", ROOT / "tools" / "backtest.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["backtest"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def result(backtest):
    return backtest.whole()


def test_the_page_says_what_the_script_says(backtest, result):
    page = backtest.PAGE.read_text(encoding="utf-8")
    assert backtest.with_result(page, result) == page


def test_the_summary_of_the_page_quotes_the_result(backtest, result):
    page = backtest.PAGE.read_text(encoding="utf-8").partition("## What was asked")[0]
    quoted = re.findall(r"(\d\.\d\d) \((\d\.\d\d) to (\d\.\d\d)\)", page)
    assert len(quoted) == 4
    rows = {tuple(re.findall(r"\d+\.\d\d", line)[:3]) for line in result if line.startswith("| ")}
    assert set(quoted) <= rows


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (("MY", "disposable-gloves"), "wro-064"),  # Smart Glove, 4 November 2021
        (("DO", "sugar"), "wro-070"),  # Central Romana, 23 November 2022
        (("CN", "cotton"), "wro-057"),  # the region order of 13 January 2021
        (("CN", "steel"), "uflpa-steel"),  # priority sector since 19 August 2025
    ],
)
def test_what_was_named_after_2020(backtest, key, why):
    assert why in backtest.named(after=True)[key]


@pytest.mark.parametrize("key", [("TM", "cotton"), ("MW", "tobacco"), ("CD", "gold")])
def test_what_was_named_before_is_no_positive(backtest, key):
    assert key not in backtest.named(after=True)
    assert key in backtest.named(after=False)


def test_no_measure_but_the_leaky_ones_knows_a_later_list(backtest):
    case = backtest.by_division().case(("CN", "14"))
    then = backtest.world(backtest.THEN)
    assert {x.edition_year for listings in then.view(by_country).values() for x in listings} == {2020}
    assert not then.view(priority)
    assert {i.list_year for i in then.view(industries)} == {2015, 2017, 2019}
    measures = backtest.measures()
    strict = measures["score, strict: country + sector"](case)
    assert strict == measures["TIP tier alone"](case) + measures["sector lists alone"](case)
    assert [name for name in measures if "ILAB" in name] == [name for name in measures if "leaky" in name]


ranks = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30).filter(
    lambda pairs: {positive for _, positive in pairs} == {True, False}
)


@given(ranks)
def test_auc_is_the_share_of_pairs_in_order(backtest, pairs):
    counts = np.zeros((2, 1, 6))
    for value, positive in pairs:
        counts[int(positive), 0, value] += 1
    high = [v for v, positive in pairs if positive]
    low = [v for v, positive in pairs if not positive]
    brute = sum((h > n) + (h == n) / 2 for h in high for n in low) / (len(high) * len(low))
    assert backtest._auc(counts[1], counts[0])[0] == pytest.approx(brute)


def test_lift_of_a_perfect_and_of_a_blind_measure(backtest):
    """One positive in ten keys: alone on top, lift 10; all tied, lift 1."""
    perfect = np.array([[0.0, 1.0]]), np.array([[9.0, 0.0]])
    blind = np.array([[1.0]]), np.array([[9.0]])
    assert backtest._lift(*perfect)[0] == pytest.approx(10)
    assert backtest._lift(*blind)[0] == pytest.approx(1)
