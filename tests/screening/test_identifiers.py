"""A shared identifier decides, a different one of the same kind argues against, anything else says nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import CellRef, Citation, Identifier
from supplychain_risk.reference.entities import ListedEntity
from supplychain_risk.screening.identifiers import (
    Relation,
    compare_identifiers,
    identifier_keys,
    is_organization_code,
)

USCC = "91110000600037341L"  # the example of python-stdnum
LEI = "213800KUD8LAJWSQ9D15"  # the example of python-stdnum
OTHER_LEI = "5493001KJTIIGC8Y1R12"


def entity(*identifiers: tuple[str, str], country: str = "CN") -> ListedEntity:
    cite = Citation(dataset="a_list", edition="1", row="e-1", publisher="P", url="https://example.org", licence="L")
    return ListedEntity(
        list_name="A list",
        dataset="a_list",
        entity_id="e-1",
        name="Listed Mills",
        aliases=(),
        name_zh="",
        country=country,
        province="",
        location="",
        merchandise="",
        kind="UFLPA",
        target_kind="entity",
        status="active",
        date_from=date(2024, 1, 1),
        date_to=None,
        date_to_precision="",
        note="",
        instrument="",
        jurisdiction="",
        exact_only=(),
        open_ended="",
        citation=cite,
        identifiers=identifiers,
    )


def relation(own: tuple[str, str], listed: tuple[str, str], country: str | None = "CN", theirs: str = "CN") -> Relation:
    scheme, value = own
    return compare_identifiers(
        [Identifier(scheme=scheme, value=value)], country, entity(listed, country=theirs)
    ).relation


@pytest.mark.parametrize(
    ("own", "listed", "why"),
    [
        (("lei", "2138 00KU D8LA JWSQ 9D15"), ("lei", LEI), "spaces"),
        (("lei", LEI.lower()), ("lei", LEI), "case"),
        (("uscc", "9111 0000 6000 3734 1l"), ("uscc", USCC), "spaces and case"),
        (("registration", USCC), ("uscc", USCC), "a code in the column of another is recognized by its form"),
        (("vat", USCC), ("uscc", USCC), "the tax number of a company in China is its social credit code"),
        (("registration", "60003734-1"), ("uscc", USCC), "the old organization code is part of the code"),
        (("uscc", USCC), ("registration", "600037341"), "and the other way round"),
        (("duns", "01-234-5678"), ("duns", "012345678"), "punctuation"),
        (("duns", "12345678"), ("duns", "012345678"), "a spreadsheet took the leading zero"),
        (("registration", "0012345678"), ("registration", "12345678"), "leading zeros"),
        (("registration", "HRB 12345"), ("registration", "hrb12345"), "blank and case"),
        (("vat", "123456789"), ("registration", "123456789"), "tax and registration number in one column"),
        (("registration", "12345678"), ("other", "12345678"), "a list that does not say what its numbers are"),
        (("registration", "01234567-1"), ("uscc", "911100000123456714"), "an organization code that begins with 0"),
    ],
)
def test_shared(own, listed, why):
    assert relation(own, listed) is Relation.SHARED, why


@pytest.mark.parametrize(
    ("own", "listed", "country", "theirs", "expected", "why"),
    [
        (("lei", LEI), ("lei", OTHER_LEI), "CN", "CN", Relation.CONFLICTING, "two LEIs are two companies"),
        (("lei", LEI), ("lei", OTHER_LEI), None, "", Relation.CONFLICTING, "wherever they are"),
        (("registration", "12345678"), ("registration", "12345679"), "GB", "GB", Relation.CONFLICTING, "one register"),
        (("registration", "12345678"), ("registration", "12345679"), "GB", "IE", Relation.NONE, "two registers"),
        (("registration", "12345678"), ("registration", "12345679"), None, "GB", Relation.NONE, "register not known"),
        (("registration", "12345678"), ("registration", "12345678"), "GB", "IE", Relation.NONE, "two registers"),
        (("registration", "12345678"), ("registration", "12345678"), None, "GB", Relation.SHARED, "long enough"),
        (("registration", "123456"), ("registration", "123456"), None, "GB", Relation.NONE, "too short for that"),
        (("registration", "12345678"), ("registration", "A1234567"), "GB", "GB", Relation.NONE, "another register"),
        (("registration", "12345678"), ("other", "12345679"), "GB", "GB", Relation.NONE, "not known what it is"),
        (("vat", "PT501964843"), ("other", "PT501964843"), None, "", Relation.SHARED, "its letters name the country"),
        (("vat", "PT501964843"), ("registration", "501964843"), "PT", "PT", Relation.SHARED, "with and without them"),
        (("duns", "123456789"), ("duns", "987654321"), "CN", "CN", Relation.NONE, "a company has one DUNS per site"),
        (("lei", LEI), ("uscc", USCC), "CN", "CN", Relation.NONE, "different schemes"),
        (("lei", LEI[:-1] + "6"), ("lei", LEI[:-1] + "6"), "CN", "CN", Relation.NONE, "the check digit is wrong"),
        (("uscc", "9.13E+17"), ("uscc", "9.13E+17"), "CN", "CN", Relation.NONE, "digits are lost"),
        (
            ("supplier_id", "V-12345678"),
            ("registration", "V-12345678"),
            "CN",
            "CN",
            Relation.NONE,
            "the sheet's own id",
        ),
        (("registration", "00000000"), ("registration", "00000000"), "CN", "CN", Relation.NONE, "nobody's number"),
        (("registration", "n/a"), ("registration", "n/a"), "CN", "CN", Relation.NONE, "no number"),
    ],
)
def test_conflicting_or_nothing(own, listed, country, theirs, expected, why):
    assert relation(own, listed, country, theirs) is expected, why


def test_a_shared_one_outweighs_a_conflicting_one():
    own = [Identifier(scheme="registration", value="99999999X"), Identifier(scheme="lei", value=LEI)]
    found = compare_identifiers(own, "CN", entity(("registration", "12345678"), ("lei", LEI)))
    assert found.relation is Relation.SHARED
    assert found.own is own[1]


def test_the_sentence_names_both_and_the_cells_travel():
    cell = CellRef("v.xlsx", "Vendors", "F2")
    own = Identifier(scheme="registration", value="60003734-1", cells=(cell,))
    found = compare_identifiers([own], "CN", entity(("uscc", USCC)))
    assert found.why == f"'60003734-1' and '{USCC}' of 'Listed Mills' hold the same organization code 600037341."
    assert found.own is not None
    assert found.own.cells == (cell,)


def test_organization_codes_have_a_check_character():
    assert is_organization_code("600037341")
    assert not is_organization_code("600037342")
    assert not is_organization_code("60003734")


@given(st.text(alphabet="0123456789ABCDEFXYZ -/", min_size=1, max_size=20), st.sampled_from(["CN", "GB", None]))
def test_comparing_is_symmetric_and_an_index_finds_what_is_shared(text, country):
    for scheme in ("registration", "vat", "uscc", "duns"):
        for other in ("registration", "uscc", "other"):
            there = relation((scheme, text), (other, text), country, country or "")
            assert there is relation((other, text), (scheme, text), country, country or "")
            if there is Relation.SHARED:
                assert set(identifier_keys(scheme, text, country)) & set(identifier_keys(other, text, country))
