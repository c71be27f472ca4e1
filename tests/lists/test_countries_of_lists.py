"""Countries of imported lists: codes as FollowTheMoney writes them are countries or told, never dropped in silence."""

from __future__ import annotations

import json

import pytest
from list_files import by_name, codes, imported, put

FTM_CODES = {
    "Malay": ["my"],
    "Burundi": ["bi"],
    "Angola": ["ao"],
    "Kosovo": ["xk"],
    "Scotland": ["gb-sct"],
    "Tibet": ["cn-xz"],
    "Moscow": ["ru-mow"],
    "California": ["us-ca"],
    "East": ["ddde"],
    "Soviet": ["suhh", "ru"],
    "Yugoslav": ["yucs"],
    "Sukhumi": ["ge-ab"],
    "Union": ["eu"],
    "Strange": ["qqqq"],
}
COUNTRY = {
    "Malay": "MY",
    "Burundi": "BI",
    "Angola": "AO",
    "Kosovo": "XK",
    "Scotland": "GB",
    "Tibet": "CN",
    "Moscow": "RU",
    "California": "US",
    "East": "DE",
    "Soviet": "RU",
}
TOLD = {
    "suhh": ("list-country-ambiguous", "Soviet Union, a former state"),
    "yucs": ("list-country-ambiguous", "Bosnia"),
    "ge-ab": ("list-country-ambiguous", "a territory whose status is disputed"),
    "eu": ("list-country-unknown", "European Union, no one country"),
    "qqqq": ("list-country-unknown", "no country is known by this name"),
}


def ftm(name: str, countries: list[str]) -> str:
    properties = {"name": [f"{name} Works Ltd"], "country": countries}
    return json.dumps({"id": f"NK-{name}", "schema": "Company", "properties": properties, "target": True})


@pytest.fixture
def from_ftm(tmp_path):
    lines = "\n".join(ftm(name, countries) for name, countries in FTM_CODES.items()) + "\n"
    return imported(put(tmp_path, "entities.ftm.json", lines), tmp_path / "lists")


@pytest.fixture
def from_opensanctions(tmp_path):
    heads = ("id", "schema", "name", "aliases", "countries", "identifiers", "first_seen", "last_seen")
    rows = [f"NK-{n},Company,{n} Works Ltd,,{';'.join(c)},,2022-04-01,2026-05-01" for n, c in FTM_CODES.items()]
    text = "\n".join((",".join(heads), *rows)) + "\n"
    return imported(put(tmp_path, "targets.simple.csv", text), tmp_path / "lists")


@pytest.mark.parametrize("source", ["from_ftm", "from_opensanctions"])
def test_small_codes_are_countries_and_others_are_told(source, request):
    result = request.getfixturevalue(source)
    rows = by_name(result.list)
    assert {name: rows[f"{name} Works Ltd"]["country"] for name in FTM_CODES} == {
        name: COUNTRY.get(name, "") for name in FTM_CODES
    }
    told = {p.value: (p.code, p.message) for p in result.problems}
    assert set(told) == set(TOLD)
    for text, (code, said) in TOLD.items():
        assert told[text][0] == code
        assert said in told[text][1]
    stated = {rows[f"{name} Works Ltd"]["countries"] for name in ("Soviet", "Yugoslav", "Sukhumi", "Union")}
    assert stated == {"suhh;ru", "yucs", "ge-ab", "eu"}, "the text stays with the entry"


def test_a_text_of_many_entries_is_told_once_with_their_number(tmp_path):
    lines = "\n".join(ftm(f"Red {n}", ["suhh"]) for n in range(30)) + "\n"
    (problem,) = imported(put(tmp_path, "e.ftm.json", lines), tmp_path / "lists").problems
    assert (problem.cells, problem.where.cell) == (30, "A1")


def test_in_a_list_of_names_na_is_no_certain_country(tmp_path):
    names = put(tmp_path, "names.csv", "name,country\nAlpha,Germany\nBeta,NA\nGamma,Peru\n")
    result = imported(names, tmp_path / "one")
    assert codes(result) == [("list-country-ambiguous", "A3")]
    in_codes = put(tmp_path, "codes.csv", "name,country\nAlpha,de\nBeta,NA\nGamma,my\n")
    rows = by_name(imported(in_codes, tmp_path / "two").list)
    assert [rows[name]["country"] for name in ("Alpha", "Beta", "Gamma")] == ["DE", "NA", "MY"]
