import pytest
from small_lists import REFERENCE

from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.meaning import COMBINED, OTHER
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver

VOCABULARY = Vocabulary.of(REFERENCE)


def field(heading):
    meaning = VOCABULARY.meaning(heading)
    return meaning.field if meaning else None


def test_every_heading_of_the_table_means_a_known_column():
    table = REFERENCE.table("column_names")
    assert len(table) > 400
    assert {row["field"] for row in table} <= {*FIELDS, OTHER, COMBINED}
    assert {row["language"] for row in table} >= {"en", "zh", "es", "fr", "de", "pt", "it", "tr", "vi", "ja", "ko"}
    for row in table:
        assert row["key"] == heading_key(row["heading"]), row["id"]


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("SUPPLIER NAME", "name"),
        ("supplier_name", "name"),
        ("SupplierName", "name"),
        ("3. Supplier Name (*)", "name"),
        ("Supplier\nName", "name"),
        ("供应商名称 Supplier Name", "name"),
        ("Supplier / Fournisseur", "name"),
        ("Supplier Name (as registered with the authorities)", "name"),
        ("Full legal supplier name", "name"),
        ("冶炼厂查找 (*)", "other_name"),
        ("冶炼厂地址：国家或地区", "country"),
        ("Country / Region", "country"),
        ("Country/Region of production", "country"),
        ("LAND1", "country"),
        ("國家/地區", "country"),
        ("Länderschlüssel", "country"),
        ("City, Country", COMBINED),
        ("Lieferanten-Nr.", "supplier_id"),
        ("供应商 ID", "supplier_id"),
        ("Supplier #", "supplier_id"),
        ("D-U-N-S® Number", "duns"),
        ("统一社会信用代码", "uscc"),
        ("NIF ADJUDICATARIO", "vat"),
        ("Annual spend (USD)", "spend"),
        ("Einkaufsvolumen [EUR]", "spend"),
        ("% of spend", "share"),
        ("Nike, Inc. Brand(s)", "buyer"),
        ("Supplier Group", "parent"),
        ("HS-Code", "hs"),
        ("Quốc gia", "country"),
        ("Tedarikçi Adı", "name"),
        ("仕入先名", "name"),
        ("공급업체명", "name"),
        ("Address line 2", "address"),
        ("txtFornecedor", "name"),
        ("txtCNPJCPF", "vat"),
        ("vlrDocumento", "spend"),
        ("Umsatz 2024 EUR", "spend"),
        ("Spend Last 12 Months", "spend"),
        ("Last Audit Type", "audit"),
        ("Audit Next Due", "audit_valid_until"),
        ("Location City", "city"),
        ("Factory State", "region"),
        ("KvK-nummer", "registration"),
        ("Prov.", "region"),
        ("税务登记证号", "vat"),
        ("仕入先名カナ", "other_name"),
        ("거래품목", "commodity"),
        ("Intitulé du marché", "commodity"),
        ("ชื่อผู้ขาย", "name"),
        ("اسم المورد", "name"),
        ("Назва постачальника", "name"),
        ("Προμηθευτής", "name"),
    ],
)
def test_headings_people_write(heading, meant):
    assert field(heading) == meant


@pytest.mark.parametrize(
    "heading",
    [
        "Supplier contact name",
        "Contact person",
        "Previous supplier name",
        "Buyer country",
        "Bank name",
        "Parent country",
        "Contact city",
        "2024",
    ],
)
def test_headings_about_somebody_else_are_not_the_supplier(heading):
    assert field(heading) in (None, OTHER)


def test_a_single_letter_beside_other_words_is_no_part_of_a_heading():
    """ "Müller" of a German file misread as Chinese: its M is no meter, and no reason to take the file for Chinese."""
    assert field("U.M.") == "unit"
    assert field("M") is None
    assert field("M黮ler S鰄ne") is None


def test_a_sentence_is_no_heading():
    assert (
        field("Please list every supplier that delivered goods to your company during the last year, name and country")
        is None
    )


@pytest.mark.parametrize(
    ("heading", "tier"),
    [
        ("Tier 2 Country", (2, "Country")),
        ("Tier-3 (raw material)", (3, "raw material")),
        ("T2 Supplier", (2, "Supplier")),
        ("Tier1", (1, "")),
        ("一级供应商", (1, "供应商")),
        ("2nd tier supplier", (2, "supplier")),
        ("Fournisseur rang 2", (2, "Fournisseur")),
        ("Tier", None),
        ("Tier (1-4)", None),
        ("Tier 1/2/3", None),
        ("NAME1", None),
        ("Address 2", None),
    ],
)
def test_tiers_in_headings(heading, tier):
    assert VOCABULARY.tier_of(heading) == tier


@pytest.mark.parametrize(
    "heading",
    [
        *("Herkomst katoen", "Kraj pochodzenia bawełny", "Страна происхождения хлопка", "Asal kapas", "綿花の産地"),
        *("แหล่งกำเนิดฝ้าย", "कपास का मूल देश", "بلد منشأ القطن", "Origin of lining material"),
    ],
)
def test_the_origin_of_goods_that_a_heading_names_is_an_origin_in_any_language(heading):
    assert field(heading) == "origin"


@pytest.mark.parametrize("heading", ["Origin port", "Origin of the complaint", "Cotton"])
def test_not_everything_beside_origin_is_the_origin_of_goods(heading):
    assert field(heading) != "origin"


@pytest.mark.parametrize("heading", ["Process", "Contract"])
def test_what_is_done_is_nobody_who_does_it(heading):
    assert field(heading) != "name"


@pytest.mark.parametrize("heading", ["Tier 1 - Garment", "Tier 2: Fabric", "Tier 4 (Cotton)", "Stufe 2 - Konfektion"])
def test_a_tier_and_what_is_made_there_names_a_company(heading):
    whose, meaning = VOCABULARY.said(heading)
    assert whose.kind == "rank"
    assert meaning.field == "name"


def test_stages_head_companies_where_places_follow_several_of_them():
    assert set(VOCABULARY.stages(["Weaving", "Country", "Bleachworks", "Country", "Ginning", "Country"])) == {0, 2, 4}
    assert VOCABULARY.stages(["Supplier", "Cotton", "Country"]) == {}
    assert VOCABULARY.stages(["Weaving", "Spinning", "Country"]) == {}


def test_what_headings_and_cells_are_read_by_is_made_once_for_all_lists():
    reference = Reference.bundled()
    assert Vocabulary.of(reference) is Vocabulary.of(reference)
    assert HeadingWords.of(reference) is HeadingWords.of(reference)
    assert RowWords.of(HeadingWords.of(reference)) is RowWords.of(HeadingWords.of(reference))
    assert CommodityResolver(reference).words is CommodityResolver(reference).words


def test_a_vocabulary_that_serves_many_lists_does_not_grow_with_their_headings(monkeypatch):
    monkeypatch.setattr("supplychain_risk.intake.headings._REMEMBERED", 2)
    reference = Reference.bundled()
    made = Vocabulary(reference.table("column_names").rows, HeadingWords.of(reference), reference)
    texts = ("Supplier", "Country", "Product", "Our own column")
    for _ in range(2):
        assert [made.meaning(text) for text in texts] == [Vocabulary.of(reference).meaning(text) for text in texts]
        assert [made.said(text) for text in texts] == [Vocabulary.of(reference).said(text) for text in texts]
    assert len(made._known) == len(made._said) == 2
