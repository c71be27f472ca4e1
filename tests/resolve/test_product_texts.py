"""What an importer's plain product texts are about: precision and recall over product_texts.csv, and each kind of trap.

`goods`: goods of the lists that are right (`|` between; `-`: none is right too); `never`: what would be wrong.
Set A was used while the words were made; set B was written afterwards. docs/resolving.md gives the figures.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver

REFERENCE = Reference.bundled()
GOODS = CommodityResolver(REFERENCE)
LISTED = REFERENCE.table("commodities").by_id
with (Path(__file__).parent / "product_texts.csv").open(encoding="utf-8", newline="") as file:
    TEXTS = list(csv.DictReader(file))


def listed(text: str) -> dict[str, Method]:
    return {a.code: a.method for a in GOODS.resolve(text) if a.code in LISTED}


def only(text: str):
    (answer,) = GOODS.resolve(text)
    return answer


def wanted(row) -> set[str]:
    return {good for good in row["goods"].split("|") if good != "-"}


def right(row) -> set[str]:
    return {c for c in listed(row["text"]) if any(GOODS.relation(c, good) for good in wanted(row))}


@pytest.mark.parametrize("chosen", ["A", "B"])
def test_precision_and_recall(chosen):
    rows = [row for row in TEXTS if row["set"] == chosen]
    hits = sum(bool(right(row)) for row in rows)
    wrong = sum(len(listed(row["text"]).keys() - right(row)) for row in rows)
    missed = sum(not right(row) for row in rows if wanted(row) and "-" not in row["goods"].split("|"))
    understood = sum(GOODS.resolve(row["text"])[0].method is not Method.UNRESOLVED for row in rows)
    assert hits / (hits + wrong) >= 0.97
    assert hits / (hits + missed) >= 0.95
    assert understood / len(rows) >= 0.9


@pytest.mark.parametrize("row", [r for r in TEXTS if r["never"]], ids=lambda row: row["text"])
def test_a_trap_is_not_the_good(row):
    assert not set(row["never"].split("|")) & listed(row["text"]).keys()


@pytest.mark.parametrize("row", [r for r in TEXTS if r["certainty"] == "firm"], ids=lambda row: row["text"])
def test_a_plain_name_is_stated(row):
    assert any(listed(row["text"])[good] is not Method.PHRASE for good in right(row))


@pytest.mark.parametrize("row", [r for r in TEXTS if r["certainty"] == "possible"], ids=lambda row: row["text"])
def test_what_a_thing_may_be_made_of_is_possible_at_most(row):
    assert set(listed(row["text"]).values()) <= {Method.PHRASE}


# --- kinds of phrases ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Brick ovens", "Oven, brick", "Hornos de ladrillo", "Ovens for bricks"])
def test_the_head_is_what_a_text_is_about_wherever_it_stands(text):
    assert listed(text) == {}
    assert only(text).code in ("cpv-39711360", "cpv-42942000", "hs-8417")
    assert "no list names" in only(text).rule


@pytest.mark.parametrize("text", ["COTTON, RAW", "Raw cotton, baled", "cotton, raw, bales"])
def test_a_good_and_its_state_is_the_good(text):
    assert only(text).code == "cotton"
    assert only(text).method in (Method.EXACT, Method.ALIAS)


@pytest.mark.parametrize("text", ["100% cotton", "Woven cotton", "Turkish cotton towels"])
def test_what_may_be_another_good_is_possible(text):
    assert listed(text)["cotton"] is Method.PHRASE


def test_a_material_before_a_known_thing_is_possible_and_before_a_machine_nothing():
    assert listed("Copper cable") == {"copper": Method.PHRASE}
    assert "copper" not in listed("Copper wire drawing machines")
    assert listed("Coffee tables") == {}


def test_a_guard_does_not_reach_over_a_comma():
    assert listed("Chairs, tables, and lamps") == {"furniture": Method.PHRASE}


def test_who_makes_a_good_names_it():
    assert listed("Brick kiln") == {"bricks": Method.PHRASE}
    assert listed("Garment factory") == {"garments": Method.PHRASE}


def test_a_thing_in_the_singular_before_a_word_that_no_table_knows_only_qualifies():
    assert only("Toy poodles").method is Method.UNRESOLVED
    assert "'toy' only qualifies" in only("Toy poodles").rule
    assert listed("Toy trains") == {"toys": Method.PHRASE}


def test_a_service_to_a_good_is_a_service():
    assert listed("Curtain wall installation") == {}
    assert only("Carpet cleaning").code.startswith("cpv-9")


def test_a_compound_ends_with_its_head():
    assert only("Edelstahlschrauben").code == "cpv-44531510"


def test_a_word_of_another_language_that_has_several_meanings_is_no_good():
    assert listed("Gas") == {}  # a goose in Swedish


def test_a_class_has_a_name_and_a_source():
    answer = only("Refrigerators")
    assert GOODS.name(answer.code) == answer.label
    assert answer.citation is not None
    assert answer.citation.dataset in ("product_words", "cpv_words")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Passata", "tomato-products"),
        ("SPC/LVT flooring", "polyvinyl-chloride"),
        ("Frozen cod", "fish"),
        ("Scarves", "garments"),
        ("Silicon wafers", "silica-based-products"),
    ],
)
def test_goods_that_need_a_second_look_are_the_listed_ones(text, good):
    assert good in listed(text)


@pytest.mark.parametrize("text", ["Wafers", "Tablets"])
def test_a_word_of_two_goods_is_told_and_not_chosen(text):
    assert only(text).method is Method.AMBIGUOUS


@pytest.mark.parametrize("text", ["Curtain walls", "Garment steamers", "Football helmets", "Refrigerators"])
def test_what_only_sounds_like_a_listed_good_is_none(text):
    assert listed(text) == {}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Wool scarves hand-rolled", "garments"),
        ("Wireless headphones ZX", "electronics"),
        ("Leather gloves xq", "gloves"),
    ],
)
def test_a_plural_before_words_that_no_table_knows_is_the_head(text, good):
    assert listed(text)[good] is Method.PHRASE


def test_a_plural_that_no_list_names_decides_nothing_before_unknown_words():
    assert only("Windows xqz").method is Method.UNRESOLVED


def test_a_singular_before_words_that_no_table_knows_is_no_head():
    assert listed("Headphone xqzs") == {}


def test_a_measure_at_the_end_names_no_good():
    assert "flowers" not in listed("Octopus flower type")


def test_several_activities_of_one_service_name_no_good():
    assert listed("Garment dyeing and washing service") == {}
    assert listed("Garment dyeing and sewing") == {"garments": Method.PHRASE}


@pytest.mark.parametrize("text", ["Syringes luer lock", "Boys' trunks", "Nylon trunks"])
def test_a_lock_that_joins_and_trunks_of_either_kind_are_no_listed_good(text):
    assert not {"locks", "leather-goods-accessories"} & set(listed(text))


def test_what_follows_a_buyers_w_is_what_it_comes_with():
    assert listed("Body lotion w/ vanilla")["cosmetics"] is Method.PHRASE
    assert "cosmetics" in listed("Nail polish")
    assert "nails" not in listed("Nail polish")


def test_packing_after_a_measure_leaves_the_good_and_right_after_it_is_the_head():
    assert listed("Palm oil bulk drums") == {"palm-oil": Method.PHRASE}
    assert listed("Coffee beans 60kg bags") == {"coffee": Method.PHRASE}
    assert listed("Coffee bags") == {}


@pytest.mark.parametrize("text", ["E-scooters, 350W", "Electric scooters", "Mats, non slip", "Electric blankets 230V"])
def test_scooters_are_not_all_toys_and_non_slip_is_no_garment(text):
    assert not {"toys", "garments", "furniture"} & set(listed(text))


def test_a_rubber_sheet_is_no_furniture():
    assert set(listed("Rubber sheet RSS1")) <= {"rubber"}
