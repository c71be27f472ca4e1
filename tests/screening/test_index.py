"""Suppliers against lists: identifiers first, then names; addresses and families; many at once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychain_risk.domain import CellRef, Identifier
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.screening import ListIndex, NameReader, Outcome

REFERENCE = Reference.bundled()
READER = NameReader(REFERENCE)
ENTITIES = listed_entities(REFERENCE, date(2026, 11, 1))
INDEX = ListIndex(ENTITIES, READER, Policy.default().screening)
TAIDA = next(e for e in ENTITIES if e.name.startswith("Hetian Taida"))
LEI, OTHER_LEI = "529900T8BM49AURSDO55", "213800D1EI4B9WTWWD28"
CELL = CellRef("suppliers.xlsx", "Vendors", "F2")


def index(**fields):
    return ListIndex([replace(TAIDA, **fields)], READER, Policy.default().screening)


def outcomes(matches):
    return [(match.outcome, match.score) for match in matches]


MISSPELLED = [
    ("Xinwjiang Corps", "Xinjiang Production and Construction Corps"),
    ("Tianjn No. 2 Prisbon", "Tianjin Malleable Iron Factory"),
    ("Zhuhai G&G Digital Technolgy Co., Ltd.", "Zhuhai G&G Digital Technology Co., Ltd."),
    ("Zhuhi G & G Digital Technology", "Zhuhai G&G Digital Technology Co., Ltd."),
    ("Changji Es quel Textle Co., Ltd.", "Changji Esquel Textile Co., Ltd."),
    ("Hos hine Selicon Industry Co. Ltd.", "Hoshine Silicon Industry Co. Ltd."),
    ("Hefei Bit land Infromation Technology Co., Ltd.", "Hefei Bitland Information Technology Co., Ltd."),
    ("Xinjiang Shengchan Jianshe Bingtuan", "Xinjiang Production and Construction Corps"),
]


@pytest.mark.parametrize(("written", "listed"), MISSPELLED)
def test_a_listed_name_is_found_through_slips(written, listed):
    assert listed in {match.entity.name for match in INDEX.match(written, "CN")}


def test_a_name_of_nothing_but_places_and_words_of_trade_is_found_with_its_place_in_another_spelling():
    listed = index(name="China Bridge Construction Department", aliases=(), name_zh="")
    (found,) = listed.match("P.R. China Bridge Construction Department", TAIDA.country)
    assert "the same words, a place in another spelling" in {piece.how for piece in found.evidence}
    assert listed.match("China Cotton Construction Department", TAIDA.country) == ()


def test_names_of_one_institution_are_told_as_such():
    (found, *_) = INDEX.match("Xinjiang Shengchan Jianshe Bingtuan", "CN")
    assert "names of one institution" in {piece.how for piece in found.evidence}


@pytest.mark.parametrize("brand", ["Maccorhampton", "Cheltenthaler", "Brandenwalder"])
def test_two_slips_at_the_ends_of_a_long_brand_are_found(brand):
    listed = index(name=f"{brand} Textile Ltd", aliases=(), name_zh="")
    written = f"{brand[:2]}{brand[3:-2]}{brand[-1]}{brand[-2]}"
    assert listed.match(f"{written} Textile Ltd", TAIDA.country)


@pytest.mark.parametrize("front", ["AB", "NV", "Oy", "PT", "UAB"])
def test_a_legal_form_behind_changes_nothing_of_what_stands_in_front(front):
    bare, longer = READER.read(f"{front} Spintex"), READER.read(f"{front} Spintex Ltd")
    assert (bare.core, bare.brand) == (longer.core, longer.brand)


def test_a_process_that_asks_for_ever_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr("supplychain_risk.screening.index._MOST_SEEN", 10)
    few = index()
    before = few.match(TAIDA.name, TAIDA.country)
    kept = READER.kept()
    for number in range(100):
        few.match(f"Alpha {number} Textile Ltd")
    assert sum(READER.kept()) < sum(kept) + 100
    assert few.match(TAIDA.name, TAIDA.country) == before


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.entity_id)
def test_every_listed_name_is_found(entity):
    for name in (entity.name, *entity.aliases, entity.name_zh):
        if name:
            expected = Outcome.POTENTIAL if name in entity.exact_only else Outcome.LISTED
            found = {m.entity.entity_id: m.outcome for m in INDEX.match(name, entity.country or None)}
            assert found[entity.entity_id] is expected, name


def test_a_shared_identifier_decides_whatever_the_name():
    found = index(identifiers=(("lei", LEI),)).match_supplier(
        ["Sunshine Garments"], "CN", identifiers=[Identifier(scheme="lei", value=LEI, cells=(CELL,))]
    )
    assert outcomes(found) == [(Outcome.LISTED, 1.0)]
    assert found[0].cells == (CELL,)
    assert LEI in found[0].why


def test_another_identifier_argues_against_the_same_name():
    lists = index(identifiers=(("lei", LEI),))
    (found,) = lists.match_supplier([TAIDA.name], "CN", identifiers=[Identifier(scheme="lei", value=OTHER_LEI)])
    assert found.outcome is Outcome.POTENTIAL
    assert "another than" in found.why
    assert lists.match_supplier(["Hotan Taida Garments"], "CN")
    assert not lists.match_supplier(["Taida Garments"], "CN", identifiers=[Identifier(scheme="lei", value=OTHER_LEI)])


def test_a_shared_address_speaks_for_a_match():
    lists = index(addresses=("No. 18 Beijing West Road, Hotan, Xinjiang",))
    (without,) = lists.match_supplier(["Hotan Taida Garments"], "CN")
    (with_it,) = lists.match_supplier(
        ["Hotan Taida Garments"], "CN", addresses=["18 Beijing West Road, Hotan City, Xinjiang, China"]
    )
    assert with_it.score > without.score
    assert [piece.what for piece in with_it.evidence][-1] == "address"


def test_the_same_name_in_another_country_is_a_potential_match():
    (found,) = [m for m in INDEX.match(TAIDA.name, "VN") if m.entity.entity_id == TAIDA.entity_id]
    assert found.outcome is Outcome.POTENTIAL


def test_one_name_without_its_form_needs_its_country():
    assert INDEX.match("Supermax")[0].outcome is Outcome.POTENTIAL
    assert INDEX.match("Supermax", "MY")[0].outcome is Outcome.LISTED


def test_brands_that_a_list_gives_to_one_entity_are_one():
    found = {m.entity.name for m in INDEX.match("合盛硅业股份有限公司", "CN")}
    assert "Hoshine Silicon Industry Co. Ltd." in found


def test_a_listed_name_is_not_also_called_its_sisters():
    found = INDEX.match("Aksu Huafu Color Spinning Co., Ltd.", "CN")
    assert [(m.entity.name, m.outcome) for m in found] == [("Aksu Huafu Color Spinning Co., Ltd.", Outcome.LISTED)]


def test_many_at_once_are_the_same_as_one_by_one_with_one_worker_or_two():
    names = [("阿克苏华孚纺织", "CN"), ("Nobody Knows This GmbH", None), ("Top Glove Corporation Bhd", "MY")] * 3
    one, two = INDEX.match_many(names), INDEX.match_many(names, workers=2)
    assert one == two == [INDEX.match(name, country) for name, country in names]


PLAUSIBLE = [
    ("Xinjiang Production and Construction Corps 8th Division", "uflpa-015", Outcome.FAMILY),
    ("XPCC 8th Division", "uflpa-015", Outcome.FAMILY),
    ("新疆生产建设兵团第八师", "uflpa-015", Outcome.FAMILY),
    ("新疆生产建设兵团第一师棉麻公司", "uflpa-015", Outcome.FAMILY),
    ("HefeiBitlandInformationTechnologyCo.,Ltd.", "uflpa-002", Outcome.POTENTIAL),
    ("Baoding_LYSZD_Trade_and_Business_Co.,_Ltd.", "uflpa-001", Outcome.LISTED),
    ("KTK Group KTK Group", "uflpa-006", Outcome.LISTED),
    ("CN-1001 Hetian Taida Apparel Co., Ltd.", "uflpa-004", Outcome.LISTED),
    ("f/k/a Hetian Taida Apparel Co., Ltd.", "uflpa-004", Outcome.POTENTIAL),
    ("Lucky Star Inc (a subsidiary of Hetian Taida Apparel Co., Ltd.)", "uflpa-004", Outcome.FAMILY),
    ("no. 4 vocation skills education training center (vsetc)", "uflpa-010", Outcome.LISTED),
    ("Hоshinе Silicon Industry (Shanshan) Co., Ltd.", "uflpa-005", Outcome.LISTED),  # Cyrillic о and е
    ("和田浩林发饰品有限公司", "uflpa-003", Outcome.POTENTIAL),
    ("Jiangsu Gaaozhao New Energy Development Co., Ltd.", "uflpa-116", Outcome.POTENTIAL),
    ("Akesu Huafu Melange Yaarn Co., Ltd.", "uflpa-108", Outcome.POTENTIAL),
    ("Heze Cottno and Linen Co., Ltd.", "uflpa-045", Outcome.POTENTIAL),
]


@pytest.mark.parametrize(("text", "entity", "outcome"), PLAUSIBLE)
def test_plausible_spellings_are_found(text, entity, outcome):
    assert {m.entity.entity_id: m.outcome for m in INDEX.match(text, "CN")}.get(entity) is outcome


@pytest.mark.parametrize("text", ["长行重" * 700, "华" * 20_000, "华孚" + "1" * 5_000, "a" * 100_000, "x " * 9_000])
def test_long_texts_are_neither_slow_nor_an_error(text):
    assert INDEX.match(text, "CN") == ()


listed_names = st.sampled_from([e.name for e in ENTITIES if e.name not in e.exact_only])
forms = st.sampled_from(["Co., Ltd.", "Company Limited", "Ltd", "Inc.", "LLC", "有限公司"])


def best(name, country="CN"):
    found = INDEX.match(name, country)
    return (found[0].entity.entity_id, found[0].outcome) if found else None


@settings(max_examples=60, deadline=None)
@given(listed_names, forms)
def test_adding_a_legal_form_changes_no_answer(name, form):
    bare = " ".join(READER.read(name).core)
    if len(READER.read(name).core) > 1:  # one word needs its form or its country, see above
        assert best(f"{bare} {form}") == best(bare)


@settings(max_examples=60, deadline=None)
@given(listed_names)
def test_case_and_full_width_change_no_answer(name):
    wide = "".join(chr(ord(c) + 0xFEE0) if 0x21 <= ord(c) <= 0x7E else c for c in name)
    assert best(name.upper()) == best(name) == best(wide)


@settings(max_examples=60, deadline=None)
@given(listed_names, st.sampled_from(["Qwertzberg", "Zenklomax", "Vorblund"]))
def test_replacing_the_brand_always_changes_the_answer(name, other):
    read = READER.read(name)
    if len(read.brand) == 1 and read.brand[0] in read.core:  # an institution's several names are not one word
        replaced = " ".join(other if word == read.brand[0] else word for word in read.core)
        assert best(replaced) != best(name)
