"""Identifiers: check digits hold, forms are recognized in any column, and what a spreadsheet has cut is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.resolve.identifier import Standing, compact, is_scientific, recognize

LEI = "5493001KJTIIGC8Y1R12"
USCC = "91110000600037341L"
OS_ID = "CN2021250D1DTN7"


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("lei", LEI),
        ("lei", "5493 001K JTII GC8Y 1R12"),
        ("lei", LEI.lower()),
        ("uscc", USCC),
        ("gln", "4000001000005"),
        ("os_id", OS_ID),
        ("os_id", "CN-2021250-D1DTN-7"),
        ("cid", "CID001234"),
        ("duns", "12-345-6789"),
        ("vat", "DE 136695976"),
    ],
)
def test_right_identifiers(scheme, text):
    found = recognize(scheme, text)
    assert (found.scheme, found.standing, found.value) == (scheme, Standing.VALID, compact(text))
    assert found.joins


@pytest.mark.parametrize(
    ("scheme", "text", "why"),
    [
        ("lei", "5493001KJTIIGC8Y1R13", "check digit"),
        ("lei", "applied for", "20 letters and digits"),
        ("uscc", "91110000600037341A", "check digit"),
        ("uscc", "110000600037341", "18 letters"),
        ("gln", "4000001000006", "check digit"),
        ("os_id", "CN2021250D1DTN8", "check digit"),
        ("cid", "CID12", "six digits"),
        ("duns", "1234567890", "9 digits"),
        ("vat", "DE136695978", "check digit of this DE VAT number"),
    ],
)
def test_wrong_identifiers_join_nothing_and_say_why(scheme, text, why):
    found = recognize(scheme, text)
    assert found.standing is Standing.INVALID
    assert why in found.why
    assert not found.joins


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("registration", "HRB 12345"),
        ("registration", "4000001000006"),  # thirteen digits need be no GLN
        ("vat", "27AAPFU0939F1ZV"),  # India
        ("vat", "ESA850101AB1"),  # a Mexican tax number that begins like a Spanish one
        ("vat", "12.345.678/0001-95"),
        ("vat", "pending"),
    ],
)
def test_free_text_raises_no_false_alarm(scheme, text):
    found = recognize(scheme, text)
    assert (found.scheme, found.standing) == (scheme, Standing.FREE)


@pytest.mark.parametrize(
    ("column", "text", "scheme"),
    [("vat", LEI, "lei"), ("registration", USCC, "uscc"), ("lei", OS_ID, "os_id"), ("duns", LEI, "lei")],
)
def test_an_identifier_in_the_wrong_column_is_known_by_its_form(column, text, scheme):
    found = recognize(column, text)
    assert (found.scheme, found.standing) == (scheme, Standing.VALID)


@pytest.mark.parametrize(
    ("scheme", "text", "suggestion"),
    [("duns", "12345678", "012345678"), ("duns", "1234567", "001234567"), ("uscc", "9.13E+17", "")],
)
def test_what_a_spreadsheet_has_cut(scheme, text, suggestion):
    found = recognize(scheme, text)
    assert (found.standing, found.suggestion) == (Standing.DAMAGED, suggestion)
    assert not found.joins


@pytest.mark.parametrize("text", ["9.13E+17", "9.13101157867226e+17", "9,13E+17", "1E+05"])
def test_scientific(text):
    assert is_scientific(text)


@pytest.mark.parametrize("text", ["1E5", "E+12", "12E3", "913101157867226123", "9.13", "A1E+5", ""])
def test_codes_with_an_e_are_codes(text):
    assert not is_scientific(text)


@given(st.sampled_from(["lei", "uscc", "gln", "os_id", "cid", "duns", "vat", "registration"]), st.text(max_size=30))
def test_any_text_has_a_standing(scheme, text):
    found = recognize(scheme, text)
    assert found.joins or found.why


@given(st.sampled_from([("lei", LEI), ("os_id", OS_ID), ("gln", "4000001000005")]), st.data())
def test_a_changed_digit_is_noticed(known, data):
    scheme, text = known
    places = [i for i, ch in enumerate(text) if ch.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert recognize(scheme, text[:place] + digit + text[place + 1 :]).standing is Standing.INVALID
