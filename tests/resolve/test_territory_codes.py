"""Codes of FollowTheMoney beyond ISO 3166-1: mapped where they stand for one country, told otherwise, never lost."""

from __future__ import annotations

import pytest

from supplychain_risk import load
from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.country import CountryResolver

REFERENCE = Reference.bundled()
COUNTRIES = CountryResolver(REFERENCE)
TABLE = REFERENCE.table("territory_codes")

MAPPED = """
gb-sct GB|gb-wls GB|gb-nir GB|GB-ENG GB|us-ca US|us-ga US|ca-qc CA|cn-xz CN|CN-XJ CN|cn-hk HK|ru-mow RU|ru-ce RU
ae-du AE|iq-kr IQ|de-by DE|in-ga IN|ic ES|gg-srk GG|dd DE|ddde DE|zr CD|zrcd CD|tptl TL|byaa BY|su-ua UA|us-pr PR
""".strip().replace("\n", "|")


@pytest.mark.parametrize("case", MAPPED.split("|"))
def test_a_code_that_stands_for_one_country_is_that_country(case):
    text, code = case.split()
    found = COUNTRIES.resolve(text, codes=True)
    assert (found.code, found.citation is None) == (code, False), found.rule


SEVERAL = {
    "suhh": "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ",
    "su": "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ",
    "yucs": "BA HR ME MK RS SI XK",
    "csxx": "ME RS",
    "cshh": "CZ SK",
    "anhh": "BQ CW SX",
    "cy-trnc": "CY TR",
    "md-pmr": "MD RU",
    "ua-cri": "RU UA",
    "x-so": "GE RU",
    "az-nk": "AM AZ",
    "ge-ab": "GE",
    "so-som": "SO",
}


@pytest.mark.parametrize("text", SEVERAL)
def test_former_states_and_disputed_territories_are_not_guessed(text):
    found = COUNTRIES.resolve(text, codes=True)
    assert (found.code, found.method) == (None, Method.AMBIGUOUS)
    assert found.candidates == tuple(SEVERAL[text].split())
    assert all(COUNTRIES.name(code) in found.rule for code in found.candidates)


@pytest.mark.parametrize(("text", "name"), [("eu", "European Union"), ("zz", "Global"), ("un", "United Nations")])
def test_groups_are_no_country_and_say_what_they_are(text, name):
    found = COUNTRIES.resolve(text, codes=True)
    assert (found.code, found.method) == (None, Method.UNRESOLVED)
    assert name in found.rule


@pytest.mark.parametrize("text", ["eu", "ic", "ta", "ac"])
def test_two_letters_are_such_a_code_only_where_the_column_is_one_of_codes(text):
    found = COUNTRIES.resolve(text)
    assert found.code is None
    assert found.rule == "no country has this name or code"


def test_every_row_is_mapped_or_told():
    known = set(REFERENCE.table("countries").by_id)
    for row in TABLE:
        found = COUNTRIES.resolve(row["id"], codes=True)
        assert bool(row["country"]) == (found.code is not None), row
        assert {row["country"], *row["candidates"].split(";")} - {""} <= known
        assert (row["kind"] in ("same", "part")) <= bool(row["country"])
        assert row["id"].upper() not in known, "a code of ISO 3166-1 is in the table of countries"


def test_a_column_of_small_codes_is_read_as_codes():
    """The sheet as exported from FollowTheMoney: one column of codes, some of them words in other languages."""
    wanted = {"my": "MY", "bi": "BI", "ao": "AO", "in": "IN", "is": "IS", "gb-sct": "GB", "cn-xj": "CN", "suhh": None}
    rows = [{"Supplier": f"Works {n} Ltd", "Country": text} for n, text in enumerate(wanted)]
    network = load(rows)
    assert {s.name: s.country_code for s in network.suppliers.values()} == {
        f"Works {n} Ltd": code for n, code in enumerate(wanted.values())
    }
    (problem,) = network.account.problems
    assert (problem.code, problem.value) == ("country-ambiguous", "suhh")
    xinjiang = next(s for s in network.suppliers.values() if s.name == "Works 6 Ltd")
    assert xinjiang.region_code == "CN-XJ", "the code of the province in a column of countries is the province, too"
