from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.sector import SectorResolver

REFERENCE = Reference.bundled()
SECTORS = SectorResolver(REFERENCE)
TABLE = REFERENCE.table("sectors")
WORDS = REFERENCE.table("sectors", "sector_aliases")
CODES = sorted(TABLE.by_id)


def codes(text: str, scheme: str | None = None) -> tuple[str | None, ...]:
    return tuple(a.code for a in SECTORS.resolve(text, scheme))


def only(text: str, scheme: str | None = None) -> Resolution:
    (answer,) = SECTORS.resolve(text, scheme)
    return answer


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Apparel", "14"),
        ("GARMENTS", "14"),
        ("Footwear", "152"),
        ("Textile mill", "13"),
        ("Electronics", "26"),
        ("EMS", "26"),
        ("Solar Panels", "2610"),
        ("Agriculture", "01"),
        ("Seafood processing", "102"),
        ("Construction", "F"),
        ("Mining", "B"),
        ("Logistics", "H"),
        ("Steel", "241"),
        ("Chemicals", "20"),
        ("IT services", "62"),
        ("Consulting", "70"),
        ("Batteries", "272"),
        ("Facilities/cleaning", "81"),
        ("Staffing", "78"),
        ("Palm oil mill", "104"),
        ("Manufacturing", "C"),
        ("服装", "14"),
        ("confección", "14"),
        ("habillement", "14"),
        ("Bekleidung", "14"),
        ("vestuário", "14"),
        ("abbigliamento", "14"),
        ("hazır giyim", "14"),
        ("may mặc", "14"),
        ("アパレル", "14"),
        ("의류", "14"),
        ("garmen", "14"),
        ("电子", "26"),
        ("Bauwesen", "F"),
        ("pesca", "03"),
        ("物流", "H"),
    ],
)
def test_a_word_gives_the_level_it_supports(text, code):
    assert only(text).code == code
    assert only(text).method in (Method.EXACT, Method.ALIAS)


def test_a_cell_that_names_two_sectors_gives_two():
    assert codes("Apparel & Footwear") == ("14", "152")
    assert codes("Food & Beverage") == ("10", "11")
    assert codes("dệt may") == ("13", "14")


def test_a_wider_word_beside_a_narrower_one_adds_nothing():
    assert codes("Manufacturing - Apparel") == ("14",)


def test_a_sector_among_other_words_is_a_phrase():
    assert only("Apparel factory in Dhaka").method is Method.PHRASE


@pytest.mark.parametrize("text", ["Services", "Equipment", "Packaging", "Solar", "Consumer goods"])
def test_a_word_that_is_too_wide_is_ambiguous(text):
    assert only(text).method is Method.AMBIGUOUS
    assert len(only(text).candidates) > 1


@pytest.mark.parametrize(
    "text",
    [
        "FINISHED GOODS",
        "FINISHED GOODS - COMPONENTS",
        "COMPONENTS",
        "MATERIALS",
        "Tier 1",
        "N/A",
        "电子商务",
        "trade union",
    ],
)
def test_roles_and_ranks_are_no_sectors(text):
    assert only(text).method is Method.UNRESOLVED


@pytest.mark.parametrize("text", ["Food service equipment", "non-food", "cotton candy"])
def test_a_word_for_what_serves_a_sector_is_not_the_sector(text):
    assert codes(text) == (None,)


# --- codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "method"),
    [
        ("14", "14", Method.EXACT),
        ("1410", "1410", Method.EXACT),
        ("0111", "0111", Method.EXACT),
        ("C14", "14", Method.EXACT),
        ("ISIC 1410", "1410", Method.EXACT),
        ("ISIC Rev.4 1410", "1410", Method.EXACT),
        ("1410 - Manufacture of wearing apparel", "1410", Method.EXACT),
        ("Section C", "C", Method.EXACT),
        ("C14.1", "14", Method.ALIAS),
        ("NACE C14.1", "14", Method.ALIAS),
        ("NACE 14.13", "14", Method.ALIAS),
        ("NAICS 315", "14", Method.ALIAS),
        ("NAICS 315250", "14", Method.ALIAS),
        ("NAICS 23", "F", Method.ALIAS),
        ("NAICS 31-33", "C", Method.ALIAS),
    ],
)
def test_a_code_is_read_by_the_classification_it_names(text, code, method):
    assert (only(text).code, only(text).method) == (code, method)


def test_a_bare_number_is_isic_or_nothing():
    answer = only("315")
    assert answer.code is None
    assert "NAICS" in answer.rule
    assert "14" in answer.candidates
    assert codes("315250") == (None,)
    assert codes("C") == (None,)  # a letter alone may be a grade


def test_the_heading_can_name_the_classification():
    assert codes("315250", scheme="NAICS code") == ("14",)
    assert codes("315", scheme="naics") == ("14",)
    assert codes("14.13", scheme="NACE") == ("14",)
    assert codes("315250", scheme="Primary NAICS") == ("14",)
    assert codes("C", scheme="ISIC section") == codes("C", scheme="NACE") == ("C",)
    assert codes("2300", scheme="SIC") == (None,)


def test_a_code_of_an_earlier_naics_is_weaker():
    answer = only("NAICS 315220")  # NAICS 2017
    assert (answer.code, answer.method) == ("14", Method.PHRASE)
    assert "2022" in answer.rule


def test_a_naics_code_over_unlike_divisions_is_not_guessed():
    assert only("NAICS 312").method is Method.AMBIGUOUS
    assert set(only("NAICS 312").candidates) == {"11", "12"}
    assert only("NAICS 81").method is Method.UNRESOLVED


def test_a_letter_that_contradicts_the_number_is_refused():
    assert only("A14").method is Method.UNRESOLVED


def test_words_beside_a_code_of_an_unknown_classification_decide():
    assert set(codes("2511 Wood furniture")) >= {"31"}  # US SIC 2511; ISIC 2511 is structural metal
    assert "2511" not in codes("2511 Wood furniture")


def test_a_lost_zero_is_suggested_and_not_assumed():
    assert only("111").code is None
    assert "0111" in only("111").candidates


# --- the table ----------------------------------------------------------------------------------------------------


def test_every_code_of_the_table_is_in_isic():
    isic = {row["code"]: row for row in REFERENCE.table("isic_rev4")}
    assert {r["id"] for r in TABLE} == set(isic)
    assert {r["code"] for r in WORDS if r["code"]} <= set(isic)
    naics = REFERENCE.table("sectors", "naics_sectors")
    assert {c for r in naics for c in r["isic"].split(";")} <= set(isic)


def test_every_word_gives_its_own_codes():
    meant: dict[str, set[str]] = {}
    for row in WORDS:
        if row["reading"] == "is":
            meant.setdefault(row["alias"], set()).add(row["code"])
    wrong = [alias for alias, wanted in meant.items() if set(codes(alias)) != wanted]
    assert wrong == []


def test_a_word_has_one_reading():
    readings: dict[str, set[str]] = {}
    for row in WORDS:
        readings.setdefault(row["key"], set()).add(row["reading"])
    assert [word for word, of in readings.items() if len(of) > 1] == []


def test_every_isic_title_and_code_is_known():
    for row in TABLE:
        assert any(set(SECTORS.divisions(row["id"])) & set(SECTORS.divisions(c or "")) for c in codes(row["title"])), (
            row
        )
        if row["level"] != "section":
            assert codes(row["id"]) == (row["id"],)


# --- divisions ----------------------------------------------------------------------------------------------------


def test_divisions_of_any_level():
    assert SECTORS.divisions("F") == ("41", "42", "43")
    assert SECTORS.divisions("14") == SECTORS.divisions("141") == SECTORS.divisions("1410") == ("14",)
    assert SECTORS.divisions("ZZ") == ()
    assert SECTORS.title("14") == "Manufacture of wearing apparel"


@given(st.sampled_from(CODES))
def test_a_code_lies_within_the_divisions_of_its_parent(code):
    parent = TABLE.by_id[code]["parent"]
    assert set(SECTORS.divisions(code)) <= set(SECTORS.divisions(parent or code))


# --- answers ------------------------------------------------------------------------------------------------------


@given(st.text(max_size=40), st.sampled_from([None, "NAICS", "NACE", "SIC", "ISIC"]))
def test_any_text_gets_an_answer_that_is_complete(text, scheme):
    answers = SECTORS.resolve(text, scheme)
    assert answers
    for a in answers:
        assert a.raw == text
        assert a.rule
        assert (a.code is None) == (a.method in (Method.AMBIGUOUS, Method.UNRESOLVED))
        assert a.code is None or (a.code in TABLE.by_id and a.citation and a.label)


@given(st.from_regex(r"(ISIC |NACE |NAICS )?[A-U]?\d{1,7}(\.\d{1,2})?( [a-z]{1,8})?", fullmatch=True))
def test_no_number_breaks_the_resolver(text):
    assert all(a.code is None or a.code in TABLE.by_id for a in SECTORS.resolve(text))
