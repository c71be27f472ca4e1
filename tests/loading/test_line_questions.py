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
