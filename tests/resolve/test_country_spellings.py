"""Spellings of countries as lists and public tables write them, each with its answer.

`country_spellings.csv` names for each spelling where it was met. The answer is the ISO code that stands beside it,
or a person's reading of the list; never this resolver's. `ambiguous`: several countries are meant by it; `unresolved`:
none.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from supplychain_risk.reference import Reference
from supplychain_risk.resolve.country import CountryResolver

RESOLVER = CountryResolver(Reference.bundled())
with (Path(__file__).parent / "country_spellings.csv").open(encoding="utf-8", newline="") as file:
    SPELLINGS = list(csv.DictReader(file))


def answer(text: str) -> str:
    found = RESOLVER.resolve(text)
    return found.code or found.method.value


def test_none_of_them_is_wrong():
    wrong = [(row["spelling"], row["expected"], answer(row["spelling"])) for row in SPELLINGS]
    assert [one for one in wrong if one[1] != one[2]] == []


def test_there_are_enough_and_each_says_where_it_was_met():
    assert len(SPELLINGS) >= 1500
    assert all(row["met"] for row in SPELLINGS)
    assert max(Counter(row["spelling"] for row in SPELLINGS).values()) == 1
    assert len({row["expected"] for row in SPELLINGS}) > 150


TRAPS = {
    "Niger": "NE",
    "Nigeria": "NG",
    "Republic of Niger": "NE",
    "Korea": "ambiguous",
    "Korea, Rep.": "KR",
    "Korea, Dem. Rep.": "KP",
    "Korea DPR": "KP",
    "Corea del Sur": "KR",
    "Congo": "ambiguous",
    "Congo, Rep.": "CG",
    "Congo, Dem. Rep.": "CD",
    "DRC": "CD",
    "RDC": "CD",
    "Congo DR": "CD",
    "Guinea": "GN",
    "Guinea Bissau": "GW",
    "Guinea Ecuatorial": "GQ",
    "Guinée": "GN",
    "New Guinea": "ambiguous",
    "Papua N. Guinea": "unresolved",
    "Dominica": "DM",
    "Dominican Rep.": "DO",
    "República Dominicana": "DO",
    "Georgia": "GE",
    "Georgia, USA": "US",
    "Atlanta, Georgia": "unresolved",
    "UK": "GB",
    "U.K": "GB",
    "Gt. Britain": "GB",
    "America": "US",
    "USA.": "US",
    "NA": "ambiguous",
    "N.A.": "unresolved",
    "n/a": "unresolved",
    "Virgin Islands": "ambiguous",
    "Islas Vírgenes, EE.UU.": "unresolved",
    "China, Hong Kong SAR": "HK",
    "China, Taiwan Province of China": "TW",
    "Côte d´Ivoire": "CI",
    "Samoa": "WS",
    "American Samoa": "AS",
    "Saint Martin": "ambiguous",
    "Macedonia": "MK",
    "Sudan": "SD",
    "South Sudan": "SS",
    "Ý": "IT",
    "Y": "unresolved",
    "Yes": "unresolved",
    "Micronesia": "FM",
    "Timor": "unresolved",
    "Austria": "AT",
    "Australia": "AU",
    "Slovakia": "SK",
    "Slovenia": "SI",
    "Iran": "IR",
    "Iraq": "IQ",
    "Mauritania": "MR",
    "Mauritius": "MU",
    "Gambia": "GM",
    "Zambia": "ZM",
}


@pytest.mark.parametrize(("text", "expected"), TRAPS.items())
def test_look_alikes_are_told_apart(text, expected):
    assert answer(text) == expected


WITHIN = {
    "Alabama (United States)": "US",
    "Georgia (United States)": "US",
    "West Virginia (United States)": "US",
    "Xinjiang (China)": "CN",
    "Inner Mongolia (China)": "CN",
    "Quebec (Canada)": "CA",
    "Ontario, Canada": "CA",
    "Dubai (United Arab Emirates)": "AE",
    "Macau (China)": "MO",
    "Hong Kong (China)": "HK",
    "Taiwan (China)": "TW",
    "China/Taiwan": "ambiguous",
    "Aruba (Netherlands)": "AW",
    "Netherlands/Aruba": "ambiguous",
    "Sint Maarten (Dutch part) (Netherlands)": "SX",
    "Bonaire, Sint Eustatius and Saba (Netherlands)": "BQ",
    "Réunion (France)": "RE",
    "Puerto Rico (United States)": "PR",
    "U.S. Virgin Islands (United States)": "VI",
    "Faroe Islands (Denmark)": "FO",
    "Cayman Islands (United Kingdom)": "KY",
    "Falkland Islands (Malvinas) (United Kingdom)": "FK",
    "Scotland (United Kingdom)": "GB",
    "Congo (Brazzaville)": "CG",
    "Kosovo (Serbia)": "ambiguous",
    "Palestine (Israel)": "ambiguous",
    "France (Japan)": "ambiguous",
}


@pytest.mark.parametrize(("text", "expected"), WITHIN.items())
def test_places_and_territories_with_their_country_behind_them(text, expected):
    assert answer(text) == expected
