from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver

REFERENCE = Reference.bundled()
GOODS = CommodityResolver(REFERENCE)
TABLE = REFERENCE.table("commodities")
WORDS = REFERENCE.table("commodities", "commodity_aliases")
IDS = sorted(TABLE.by_id)


def goods(text: str) -> dict[str, Method]:
    """Goods of the lists; classes of products that no list names are left out."""
    return {a.code: a.method for a in GOODS.resolve(text) if a.code in TABLE.by_id}


def only(text: str) -> Resolution:
    (answer,) = GOODS.resolve(text)
    return answer


COTTON = [
    "Cotton",
    "棉花",
    "algodón",
    "coton",
    "Baumwolle",
    "algodão",
    "cotone",
    "pamuk",
    "コットン",
    "면화",
    "kapas",
    "bông vải",
]


@pytest.mark.parametrize("word", COTTON)
def test_cotton_has_many_names(word):
    assert only(word).code == "cotton"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("raw cotton", "cotton"),
        ("PV modules", "solar-modules"),
        ("Solar Panels", "solar-modules"),  # ILAB names the same good twice
        ("光伏组件", "solar-modules"),
        ("多晶硅", "polysilicon"),
        ("rubber gloves", "rubber-gloves"),
        ("nitrile gloves", "rubber-gloves"),
        ("Work Gloves", "work-gloves"),
        ("Prawns", "shrimp"),
        ("frozen shrimp", "shrimp"),
        ("CPO", "crude-palm-oil"),
        ("palm oil", "palm-oil"),
        ("PVC", "polyvinyl-chloride"),
        ("tomato paste", "tomato-products"),
        ("番茄酱", "tomato-products"),
        ("fresh tomatoes", "tomatoes"),
        ("T-Shirts", "garments"),
        ("APPAREL", "garments"),
        ("Aluminium extrusions", "aluminum"),
        ("Gold", "gold"),
        ("Tin", "tin"),
        ("Tungsten", "tungsten-ore-wolframite"),
        ("Tantalum", "tantalum-ore-coltan"),
        ("Açaí Berries", "acai-berries"),
        ("acai", "acai-berries"),
        ("red dates", "jujubes"),
        ("烧碱", "caustic-soda"),
        ("Holzkohle", "charcoal"),
        ("azúcar", "sugar"),
        ("caña de azúcar", "sugarcane"),
    ],
)
def test_a_word_for_a_good_is_that_good(text, good):
    found = goods(text)
    assert found == {good: Method.EXACT} or found == {good: Method.ALIAS}


def test_a_lists_own_name_is_exact_and_a_trade_word_is_an_alias():
    assert only("Lithium-Ion Batteries").method is Method.EXACT
    assert only("Li-ion batteries").method is Method.ALIAS


def test_a_cotton_shirt_is_a_garment_and_cotton_only_its_material():
    assert goods("Cotton T-shirts") == {"cotton-garments": Method.ALIAS, "cotton": Method.PHRASE}
    assert goods("纯棉T恤") == {"cotton-garments": Method.ALIAS, "cotton": Method.PHRASE}
    assert goods("camisetas de algodón")["cotton-garments"] is Method.ALIAS


def test_a_good_named_among_other_words_is_a_phrase():
    assert goods("Turkish cotton towels") == {"cotton-textiles": Method.PHRASE, "cotton": Method.PHRASE}
    assert goods("Polo shirts, 100% cotton") == {"garments": Method.PHRASE, "cotton": Method.PHRASE}
    assert goods("冷冻番茄酱罐头") == {"tomato-products": Method.PHRASE}


def test_goods_joined_by_and_are_all_named():
    assert goods("Shoes & apparel") == {"footwear": Method.ALIAS, "garments": Method.ALIAS}


NOT_THE_GOOD = [
    ("cottage cheese", "cotton"),
    ("Goldman", "gold"),
    ("goldfish bowls", "gold"),
    ("tin-free solder", "tin"),
    ("tin cans", "tin"),
    ("无锡电缆", "tin"),
    ("coal tar dye", "coal"),
    ("silicone sealant", "polysilicon"),
    ("silicone sealant", "metallurgical-grade-silicon"),
    ("ironing board", "iron"),
    ("waffle iron", "iron"),
    ("fishing rods", "fish"),
    ("sugar-free gum", "sugar"),
    ("brick-and-mortar retail", "bricks"),
    ("faux leather handles", "leather"),
    ("人造革", "leather"),
    ("rice cooker", "rice"),
    ("coffee machines", "coffee"),
    ("garment hangers", "garments"),
    ("nail polish", "nails"),
    ("copper sulfate", "copper"),
    ("óxido de zinc", "zinc"),
    ("cemento quirúrgico", "cement"),
    ("glasses", "glass"),
    ("carpet cleaning services", "carpets"),
    ("棉花糖", "cotton"),
    ("rubber stamp", "rubber"),
    ("synthetic rubber hoses", "rubber"),
    ("gold plated connectors", "gold"),
    ("tea towels", "tea"),
    ("cuero sintético", "leather"),
    ("used in an office", "garments"),
]


@pytest.mark.parametrize(("text", "good"), NOT_THE_GOOD)
def test_a_text_that_only_sounds_like_a_good_is_not_that_good(text, good):
    assert good not in goods(text)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("gloves", {"gloves", "rubber-gloves", "work-gloves", "disposable-gloves"}),
        ("手套", {"gloves", "rubber-gloves", "work-gloves", "disposable-gloves"}),
        ("silicon", {"metallurgical-grade-silicon", "polysilicon"}),
        ("oil", {"palm-oil", "cooking-oils", "fish-oil"}),
        ("beans", {"beans", "beans-green-beans", "beans-green-soy-yellow"}),
        ("conflict minerals", {"gold", "tin", "tantalum-ore-coltan", "tungsten-ore-wolframite"}),
        ("safety gloves, size L", {"gloves", "rubber-gloves", "work-gloves", "disposable-gloves"}),
    ],
)
def test_an_ambiguous_word_is_said_to_be_ambiguous(text, candidates):
    answer = only(text)
    assert answer.method is Method.AMBIGUOUS
    assert answer.code is None
    assert set(answer.candidates) == candidates


@pytest.mark.parametrize("text", ["", "N/A", "Miscellaneous", "widgets", "-"])
def test_what_no_list_names_is_unresolved_and_says_so(text):
    assert only(text).method is Method.UNRESOLVED
    assert only(text).rule


# --- HS codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["HS 5201", "520100", "5201.00", "HS Code: 5201.00", "HTS 5201.00.1200"])
def test_hs_5201_is_cotton(text):
    assert goods(text) == {"cotton": Method.EXACT}


def test_a_bare_number_of_four_digits_may_be_something_else():
    assert goods("5201") == {"cotton": Method.PHRASE}
    assert goods("2024") == {}  # no HS heading


def test_leading_zeros_count():
    assert set(goods("HS 0801")) == {"cashews", "coconuts", "brazil-nuts-chestnuts"}
    lost = only("801")
    assert lost.code is None
    assert "zero" in lost.rule
    assert "cashews" in lost.candidates


def test_a_heading_wider_than_the_good_is_a_phrase():
    assert {a.code: a.method for a in GOODS.resolve_hs("0801")}["cashews"] is Method.PHRASE
    assert {a.code: a.method for a in GOODS.resolve_hs("080131")}["cashews"] is Method.EXACT


def test_a_code_that_does_not_tell_goods_apart_makes_none_of_them_sure():
    stones = {a.code: a.method for a in GOODS.resolve_hs("7103.10")}
    assert stones["gems"] is Method.EXACT
    assert stones["rubies"] is stones["emeralds"] is Method.PHRASE


def test_raw_cotton_is_no_textile_and_flax_is_no_jute():
    assert "textiles" not in {a.code for a in GOODS.resolve_hs("5201")}
    assert "jute-textiles" not in {a.code for a in GOODS.resolve_hs("5301")}


def test_a_chapter_of_many_goods_is_ambiguous():
    (answer,) = GOODS.resolve_hs("07")
    assert answer.method is Method.AMBIGUOUS
    assert "tomatoes" in answer.candidates


@pytest.mark.parametrize("code", ["9901", "00", "abc", "52O1", "1", "12345678901234"])
def test_what_is_no_hs_code_is_unresolved(code):
    assert [a.method for a in GOODS.resolve_hs(code)] == [Method.UNRESOLVED]


def test_words_and_a_code_in_one_cell_are_both_read():
    assert goods("Tomato paste (HS 2002.90)") == {"tomato-products": Method.EXACT}
    assert set(goods("Rice, HS 5201")) == {"rice", "cotton"}


def test_no_hs_code_lost_its_zero():
    prefixes = [p for row in TABLE for p in row["hs"].split(";") if p]
    headings = {row["code"] for row in REFERENCE.table("hs_headings")}
    assert all(p.isdigit() and len(p) >= 2 and p[:4] in headings for p in prefixes)
    assert TABLE.by_id["tomatoes"]["hs"] == "0702"


# --- the table ----------------------------------------------------------------------------------------------------


def test_every_word_gives_its_own_good():
    wrong = [
        row["alias"]
        for row in WORDS
        if row["reading"] == "is" and row["commodity"] not in {a.code for a in GOODS.resolve(row["alias"])}
    ]
    assert wrong == []


def test_no_word_names_two_goods_unless_it_is_ambiguous():
    named: dict[str, set[str]] = {}
    for row in WORDS:
        named.setdefault(row["key"], set()).add(f"{row['reading']}:{row['commodity']}")
    mixed = [k for k, says in named.items() if len(says) > 1 and not all(s.startswith("one-of:") for s in says)]
    assert mixed == []


def test_ambiguous_words_and_traps_never_give_a_good():
    silent = [row["alias"] for row in WORDS if row["reading"] in ("one-of", "not")]
    assert [word for word in silent if goods(word)] == []


def test_words_for_products_made_of_a_good_never_state_it():
    products = [row for row in WORDS if row["reading"] == "made-of"]
    assert products
    assert [r["alias"] for r in products if goods(r["alias"]) != {r["commodity"]: Method.PHRASE}] == []


def test_every_isic_class_and_every_relation_exists():
    classes = {row["code"] for row in REFERENCE.table("isic_rev4")}
    for row in TABLE:
        assert set(filter(None, row["isic"].split(";"))) <= classes, row["id"]
        assert {x for c in ("broader", "same_as", "material") for x in row[c].split(";") if x} <= set(IDS), row["id"]


@pytest.mark.parametrize("table", ["ilab_goods", "eo13126"])
def test_every_good_of_a_list_is_in_the_table(table):
    assert {row["commodity"] for row in REFERENCE.table(table)} <= set(IDS)


def test_every_good_can_be_named_in_words():
    silent = [row["id"] for row in TABLE if not any(a.code or a.candidates for a in GOODS.resolve(row["name"]))]
    assert silent == []


# --- relations ----------------------------------------------------------------------------------------------------


def test_relations_of_near_duplicates():
    assert GOODS.relation("bricks-clay", "bricks") == "narrower"
    assert GOODS.relation("bricks", "bricks-clay") == "wider"
    assert GOODS.relation("solar-panels", "solar-modules") == "same"
    assert GOODS.relation("cattle", "bovines") == "narrower"
    assert GOODS.relation("cotton-garments", "garments") == "narrower"
    assert GOODS.relation("cotton-garments", "cotton") is None
    assert GOODS.relation("rubber-gloves", "rubber") is None
    assert GOODS.relation("tuna", "seafood") == "narrower"
    assert GOODS.broader("tuna") == ("fish", "seafood")


@given(st.sampled_from(IDS), st.sampled_from(IDS))
def test_wider_and_narrower_are_two_sides_of_one_relation(one, other):
    mirror = {"same": "same", "narrower": "wider", "wider": "narrower", None: None}
    assert GOODS.relation(other, one) == mirror[GOODS.relation(one, other)]


@given(st.sampled_from(IDS))
def test_no_good_is_wider_than_itself(good):
    assert good not in GOODS.broader(good)
    assert GOODS.relation(good, good) == "same"


def test_an_unknown_good_has_its_id_as_name_and_no_relation():
    assert GOODS.name("unobtainium") == "unobtainium"
    assert GOODS.broader("unobtainium") == ()
    assert GOODS.relation("unobtainium", "gold") is None


# --- answers ------------------------------------------------------------------------------------------------------


@given(st.text(max_size=40))
def test_any_text_gets_an_answer_that_is_complete(text):
    answers = GOODS.resolve(text)
    assert answers
    for a in answers:
        assert a.raw == text
        assert a.rule
        assert (a.code is None) == (a.method in (Method.AMBIGUOUS, Method.UNRESOLVED))
        assert a.citation or not a.code
    codes = [a.code for a in answers if a.code]
    assert len(codes) == len(set(codes))


@given(st.sampled_from([row["alias"] for row in WORDS if row["alias"].isascii()]))
def test_case_and_blanks_do_not_matter(word):
    assert [a.code for a in GOODS.resolve(f"  {word.upper()} ")] == [a.code for a in GOODS.resolve(word)]


def test_looks_like_commodity_needs_the_whole_text():
    assert GOODS.looks_like_commodity("Raw cotton")
    assert GOODS.looks_like_commodity("gloves")
    assert not GOODS.looks_like_commodity("Golden Cotton Trading Co., Ltd.")
    assert not GOODS.looks_like_commodity("5201")
    assert not GOODS.looks_like_commodity("")


def test_the_citation_leads_to_the_word():
    answer = only("Baumwolle")
    assert answer.citation
    assert answer.citation.dataset == "commodity_aliases"
    assert WORDS.by_id[answer.citation.row]["alias"] == "Baumwolle"


@pytest.mark.parametrize(
    ("text", "good"),
    [("PVC pipes", "polyvinyl-chloride"), ("cobalt sulfate", "cobalt-ore-heterogenite"), ("铜线", "copper")],
)
def test_a_product_made_of_a_good_is_not_the_good_for_sure(text, good):
    assert goods(text) == {good: Method.PHRASE}


@pytest.mark.parametrize(
    "text",
    ["COTTON, RAW", "Raw cotton, baled", "Cotton (in bales)", "Baumwolle, roh", "Хлопок", "хлопок-сырец", "Bawełna"],
)
def test_the_order_of_its_words_and_its_packing_leave_a_good_what_it_is(text):
    assert goods(text)["cotton"] in (Method.EXACT, Method.ALIAS)
    assert GOODS.looks_like_commodity(text)


def test_a_word_behind_the_comma_may_make_another_good_of_it():
    assert set(goods("Palm oil, crude")) == {"crude-palm-oil"}
    assert goods("Rice, cooker") == {}
    assert goods("Raw") == {}
    assert goods("Leather, imitation") != {"leather": Method.EXACT}
