"""What a person could settle about a line: its origin and its quantity."""

from __future__ import annotations

import pandas as pd
import pytest

from supplychain_risk.loading import load_with_tables

HEADINGS = ["Supplier", "Country", "Product", "Country of origin", "Quantity", "Unit"]


@pytest.mark.parametrize(
    ("origin", "quantity", "kind", "code", "suggested"),
    [
        ("Turkmenistann", "40", "Countries", "origin-unresolved", ("Turkmenistan",)),
        ("Korea", "40", "Countries", "origin-ambiguous", ("North Korea", "South Korea")),
        ("Turkmenistan", "12 to 15", "Amounts", "quantity-unreadable", ()),
    ],
)
def test_what_cannot_be_read_of_a_line_is_told_and_asked_about(origin, quantity, kind, code, suggested):
    row = ["Alpha Trading GmbH", "Germany", "Cotton", origin, quantity, "kg"]
    other = ["Beta SARL", "France", "Cotton", "India", "1,200", "kg"]
    loading = load_with_tables(pd.DataFrame([row, other], columns=HEADINGS, dtype=str))
    assert [p.code for p in loading.network.account.problems] == [code]
    (asked,) = loading.questions()
    assert (asked.kind, asked.suggestions) == (kind, suggested)
    assert asked.now in row


@pytest.mark.parametrize(
    ("day", "code", "suggested"),
    [("03/04/2026", "date-ambiguous", ("2026-04-03", "2026-03-04")), ("next spring", "date-unreadable", ())],
)
def test_a_day_of_a_line_that_cannot_be_read_is_told_and_asked_about(day, code, suggested):
    headings = ["Supplier", "Country", "Product", "Country of origin", "Order date"]
    rows = [["Alpha", "Germany", "Cotton", "India", day], ["Beta", "France", "Cotton", "India", "2026-05"]]
    loading = load_with_tables(pd.DataFrame(rows, columns=headings, dtype=str))
    assert [p.code for p in loading.network.account.problems] == [code]
    (asked,) = loading.questions()
    assert (asked.kind, set(asked.suggestions)) == ("Dates", set(suggested))
