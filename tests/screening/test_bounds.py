"""An index must pass over nothing that a comparison would find."""

from dataclasses import replace
from datetime import date

import pytest
from name_pairs import Side, read_labelled

from supplychain_risk.naming.comparison import Kinship, Setting
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.screening import ListIndex, NameReader, Outcome, PairComparer, brand_aliases

REFERENCE = Reference.bundled()
READER = NameReader(REFERENCE)
POLICY = Policy.default().screening
ENTITIES = listed_entities(REFERENCE, date(2026, 11, 1))
SHARES = 16
INDEX = ListIndex(ENTITIES, READER, POLICY)
PAIRS = PairComparer(READER, POLICY, brand_aliases(ENTITIES, READER))


def written_otherwise(name):
    """Ways in which a clerk may write a name."""
    words = name.split()
    middle = max(words, key=len)
    yield name.upper()
    yield name.replace(middle, middle[:2] + middle[3:])
    yield name.replace(middle, middle[:1] + middle[2:3] + middle[1:2] + middle[3:])
    yield " ".join(words[1:])
    yield " ".join((*words[1:], words[0]))
    yield f"{name} - Plant 2"
    yield f"M/S {name} (China)"
    yield f"Old Brand Inc. (formerly {name})"


@pytest.mark.parametrize("entity", ENTITIES[::3], ids=lambda e: e.entity_id)
def test_the_index_finds_what_a_comparison_finds(entity):
    places = INDEX._places.of(entity.province, entity.location)
    for text in written_otherwise(entity.name):
        if entity.name in entity.exact_only:
            continue
        verdict = PAIRS.compare(text, entity.name, Setting("CN"), Setting(entity.country or None, places)).verdict
        found = {match.entity.entity_id for match in INDEX.match(text, "CN")}
        assert (entity.entity_id in found) or verdict.kinship is Kinship.DIFFERENT, text


def listed(number, side):
    return replace(
        ENTITIES[0], entity_id=str(number), name=side.name, aliases=(), name_zh="", country=side.country, province="",
        location="", identifiers=(), addresses=(), exact_only=(), open_ended="",
    )  # fmt: skip


def test_a_former_name_inside_a_listed_name_finds_it():
    entity = listed(1, Side("Beta Foods Inc. (formerly Lucky Star Trading Co., Ltd.)", "CN"))
    assert ListIndex([entity], READER, POLICY).match("Lucky Star Trading Co Ltd", "CN")


@pytest.mark.parametrize("share", range(SHARES))
def test_the_index_finds_the_labelled_pairs_that_a_comparison_finds(share):
    labelled = read_labelled()[share::SHARES]  # spread, since a word that many listed names share finds none of them
    index = ListIndex([listed(number, pair.one) for number, pair in enumerate(labelled)], READER, POLICY)
    passed_over = []
    for number, pair in enumerate(labelled):
        settings = Setting(pair.other.country or None), Setting(pair.one.country or None)
        verdict = index._pairs.compare(pair.other.name, pair.one.name, *settings).verdict
        found = index.match(pair.other.name, pair.other.country or None)
        is_listed = any(match.outcome is Outcome.LISTED for match in found)  # hides entries it merely resembles
        if verdict.kinship is not Kinship.DIFFERENT and not is_listed:
            passed_over += [] if str(number) in {m.entity.entity_id for m in found} else [(pair.other.name, verdict)]
    assert passed_over == []


def test_a_stricter_policy_finds_no_more():
    strict = POLICY.model_copy(update={"potential_from": POLICY.potential_from.model_copy(update={"value": 0.9})})
    index = ListIndex(ENTITIES, READER, strict)
    for entity in ENTITIES[::10]:
        for text in written_otherwise(entity.name):
            looser = {m.entity.entity_id for m in INDEX.match(text, "CN")}
            assert {m.entity.entity_id for m in index.match(text, "CN")} <= looser


def test_ended_entries_are_found_like_others():
    ended = [replace(entity, status="inactive") for entity in ENTITIES[:5]]
    index = ListIndex(ended, READER, POLICY)
    assert all(index.match(entity.name, entity.country or None) for entity in ended)
