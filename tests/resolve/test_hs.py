"""HS codes: every code of `commodities` is one of HS 2022, and what a code leads to."""

from __future__ import annotations

import pytest

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.hs import short

REFERENCE = Reference.bundled()
CODES = CommodityResolver(REFERENCE)
GOODS = REFERENCE.table("commodities")
NOMENCLATURE = REFERENCE.table("hs_2022").by_id
HEADINGS = REFERENCE.table("hs_headings").by_id


def prefixes(column: str) -> list[tuple[str, str]]:
    return [(row["id"], prefix) for row in GOODS for prefix in row[column].split(";") if prefix]


def found(code: str) -> dict[str | None, Method]:
    return {a.code: a.method for a in CODES.resolve_hs(code)}


@pytest.mark.parametrize(("good", "prefix"), prefixes("hs"))
def test_every_code_of_a_good_is_one_of_hs_2022(good, prefix):
    shared = prefix[:6]
    assert shared[:4] in HEADINGS or len(shared) == 2
    whole = shared in NOMENCLATURE
    part = len(shared) == 5 and any(code.startswith(shared) for code in NOMENCLATURE)
    assert whole or part, f"{good}: HS 2022 has no {shared}; put what took its place into vocab/commodity_hs.csv"


@pytest.mark.parametrize(("good", "prefix"), prefixes("hs_earlier"))
def test_codes_of_earlier_editions_are_gone_from_hs_2022(good, prefix):
    assert prefix[:6] not in NOMENCLATURE, f"{good}: HS 2022 has {prefix[:6]}; it belongs into column hs"


def test_the_headings_of_both_tables_are_the_same():
    assert {code for code in NOMENCLATURE if len(code) == 4} - set(HEADINGS) <= {"9999"}
    assert {code for code in HEADINGS if code.isdigit() and len(code) == 4} <= set(NOMENCLATURE)


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("4015.12", "rubber-gloves"),  # surgical gloves
        ("4015.11", "rubber-gloves"),  # as of HS 2017, which sheets still state
        ("7403.11", "copper"),
        ("7408", "copper"),
        ("2825.20", "lithium"),
        ("2836.91", "lithium"),
        ("8541.42", "solar-cells"),
        ("8541.43", "solar-modules"),
        ("7106.91", "silver"),
        ("0303.42", "tuna"),
    ],
)
def test_a_code_of_2022_is_its_good(code, good):
    assert found(code)[good] is Method.EXACT


def test_a_subheading_that_2022_does_not_have_is_read_by_its_heading():
    answers = found("8541.40")
    assert {"solar-cells", "solar-modules", "leds"} <= answers.keys()
    assert set(answers.values()) == {Method.PHRASE}
    assert all("no subheading 854140" in a.rule for a in CODES.resolve_hs("8541.40"))


def test_a_code_that_no_list_names_is_understood():
    (answer,) = CODES.resolve_hs("8418.10.00")
    assert (answer.code, answer.method) == ("hs-841810", Method.EXACT)
    assert answer.label.startswith("Refrigerators and freezers")
    assert "no clearance" in answer.rule
    assert CODES.name("hs-841810") == answer.label
    assert CODES.relation("hs-841810", "steel") is None


@pytest.mark.parametrize("code", ["9999.99", "7700", "12345", "machine"])
def test_what_is_no_code_is_unresolved(code):
    assert found(code) == {None: Method.UNRESOLVED}


def test_descriptions_are_cut_at_a_comma():
    assert short("Cotton; not carded or combed") == "Cotton; not carded or combed"
    assert short("Rubber; vulcanised (other than hard rubber), gloves") == "Rubber; vulcanised, gloves"
    long = "Refrigerators, freezers and other refrigerating or freezing equipment, electric or other; heat pumps"
    assert short(long) == "Refrigerators, freezers and other refrigerating or freezing equipment"


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("3604.1", "fireworks"),
        ("8541.43.001", "solar-modules"),
        ("520100.0", "cotton"),
        ("9405.3", "christmas-decorations"),
    ],
)
def test_a_code_that_a_cell_kept_as_a_number_has_its_zeros_again(code, good):
    assert good in found(code)


@pytest.mark.parametrize("code", ["702.1", "401.5", "401.50"])
def test_a_heading_of_three_digits_before_its_dot_lost_a_zero_in_front(code):
    (answer,) = CODES.resolve_hs(code)
    assert answer.code is None
    assert "leading zero" in answer.rule


@pytest.mark.parametrize(
    ("code", "good"),
    [
        ("7615.10", "aluminum"),
        ("3917.23", "polyvinyl-chloride"),
        ("8544.11", "copper"),
        ("3910.00", "silica-based-products"),
        ("8506.50", "lithium"),
    ],
)
def test_what_hs_describes_as_made_of_a_good_is_possibly_it(code, good):
    assert found(code)[good] is Method.PHRASE


@pytest.mark.parametrize(("good", "prefix"), prefixes("hs_made_of"))
def test_every_code_of_things_made_of_a_good_is_one_of_hs_2022(good, prefix):
    assert prefix in NOMENCLATURE
    assert all(not prefix.startswith(own) for own in GOODS.by_id[good]["hs"].split(";") if own), good
