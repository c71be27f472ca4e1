"""Company names taken apart: place, brand, trade, number, legal form; in Latin letters, Han and pinyin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplychain_risk.reference import Reference
from supplychain_risk.screening import NameReader

READER = NameReader(Reference.bundled())
UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
"""Bytes that Windows-1252 lacks."""

TAKEN_APART = [
    ("Hetian Taida Apparel Co., Ltd.", "hetian=place taida=brand apparel=industry"),
    ("和田泰达服饰有限公司", "和田=place 泰达=brand 服饰=industry"),
    ("阿克蘇華孚色紡有限公司", "阿克苏=place 华孚=brand 色纺=industry"),
    ("Xin Jiang Da Quan Xin Neng Yuan You Xian Gong Si", "xinjiang=place daquan=brand xinnengyuan=industry"),
    ("xinjiangrunxinxinnengyuanyouxiangongsi", "xinjiang=place runxin=brand xinnengyuan=industry"),
    ("Zigong Jixie Chang", "zigong=place jixie=industry chang=activity"),
    ("Linxi County Fangpei Cotton", "linxi=place fangpei=brand cotton=industry"),
    ("重庆长风机械制造厂", "重庆=place 长风=brand 机械=industry 制造厂=activity"),
    ("宝武集团新疆八一钢铁有限公司", "宝武=brand 集团=activity 新疆=place 八一=brand 钢铁=industry"),
    ("巨野棉麻有限公司", "巨野=brand 棉麻=industry"),
    ("Shaya Jinhua Cotton", "shaya=place jinhua=brand cotton=industry"),
    ("SiemensAG", "siemens=brand"),
    ("AksuYongnuoli Garment", "aksu=place yongnuoli=brand garment=industry"),
    ("No. 4 Vocation Skills Education Training Center (VSETC)", None),
    ("Blackstone Partners VII L.P.", "blackstone=brand partners=activity vii=number"),
    ("V00421 Northfield Inc", "v00421=code northfield=brand"),
    ("EstÃ©e MÃ¼ller GmbH", "estee=brand muller=brand"),
    ("Fahey\x18Inc", "fahey=brand"),
    ("Northfield?Ltd", "northfield=brand"),
    ("Soci?t? Alpha", "socixt=brand alpha=brand"),
    ("AB Electrolux", "ab=brand electrolux=brand"),
    ("AB Textiles", "ab=brand textiles=industry"),
    ("Brigade Forty-Four", "brigade=branch forty four=number"),
    ("Three Gorges Cotton", "three=brand gorges=brand cotton=industry"),
    ("NESTLÉ® S.A.", "nestle=brand"),
    ("ANDRÉ’S TEXTILE", "andres=brand textile=industry"),
    ("PERÚ–CHINA TRADING", "peru=place china=place trading=activity"),
    ("ALIFAX SPAIN SL ALIFAX SPAIN SL", "alifax=brand spain=place"),
    ("Dong A Joint Stock Company - Branch 2", "dong=brand a=brand branch=branch 2=number"),
    ("Nakayama Steel Works", "nakayama=brand steel works=industry"),
    ("Kiat Sian Seafood", "kiat=brand sian=brand seafood=industry"),
    ("Luntai Cotton", "luntai=place cotton=industry"),
    ("Xinjiang Tianshan Wool Textile Co., Ltd.", "xinjiang=place tianshan=brand wool textile=industry"),
    ("Gejiu City Fuxiang Industry and Trade Co., Ltd.", "gejiu=place fuxiang=brand industry and trade=activity"),
    ("Baoding Diyi Jichuang Chang", "baoding=place diyi=number jichuang=industry chang=activity"),
    ("库尔勒永启和家具股份有限公司", "库尔勒=place 永启和=brand 家具=industry"),
    (
        "Xinjiang Production and Construction Corporation",
        "xinjiang=place production and construction corporation=brand",
    ),
    ("xinjiangshengchanjianshebingtuan", "xinjiang=place shengchanjianshebingtuan=brand"),
    (
        "Xinjiang Production and Construction Corporation 有限公司",
        "xinjiang=place production and construction corporation=brand",
    ),
    ("Kwikstitch Apparel Proprietary Limited", "kwikstitch=brand apparel=industry"),
    ("青岛海信食品加工厂", "青岛=place 海信=brand 食品=industry 加工厂=activity"),
    ("个旧市富祥工贸有限公司", "个旧市=place 富祥=brand 工贸=activity"),
    ("Co., Ltd.", ""),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_APART)
def test_a_name_is_taken_apart(text, expected):
    parts = READER.read(text).parts
    if expected is None:
        assert not READER.read(text).brand
        assert READER.read(text).numbers == ("4",)
    else:
        assert " ".join(f"{part.text}={part.kind}" for part in parts) == expected


def test_of_words_that_sound_alike_the_one_that_says_least_is_read():
    meanings = READER.vocabulary.meanings
    assert (meanings["zhizao"].value, meanings["shiye"].value) == ("manufacturing", "industry")
    assert READER.read("Hetian Taida Fuzhuang Zhizao Chang").trades == READER.read("和田泰达服装厂").trades


def test_spellings_of_a_place_are_one_place():
    spellings = ("Hetian", "Hotan", "Khotan", "Ho-t'ien", "和田", "Hotan")
    assert len({READER.read(f"{place} Taida Apparel").places for place in spellings}) == 1


def test_a_name_misread_byte_by_byte_is_read_as_it_was_meant():
    for name in ("和田泰达服饰有限公司", "Đồng Nai Dệt May", "Müller & Söhne", "Тульский завод"):
        misread = "".join(bytes((b,)).decode("cp1252") if b not in UNDEFINED else chr(b) for b in name.encode())
        assert READER.read(misread).core == READER.read(name).core


def test_an_institution_is_one_however_it_is_called():
    called = ("XPCC", "新疆生产建设兵团", "Xinjiang Production and Construction Corporation",
              "Xinjiang Shengchan Jianshe Bingtuan", "xinjiangshengchanjianshebingtuan")  # fmt: skip
    assert {READER.read(name).spellings for name in called} == {("xpcc",)}


def test_older_spellings_are_of_the_place_they_were_used_for():
    places = {"Hsuchow": "CN-3203", "Honan": "CN-41", "Harbin": "CN-2301", "Lhasa": "CN-5401"}
    assert {name: set(READER.read(f"{name} Taida Textile").places) for name in places} == {
        name: {code} for name, code in places.items()
    }


def test_a_brand_in_han_is_read_in_pinyin():
    assert "huafu" in READER.read("阿克苏华孚色纺有限公司").spellings
    assert READER.read("Aksu Hua Fu Textile").spellings == ("huafu",)


def test_an_older_spelling_is_read_as_pinyin():
    assert "xingang" in READER.read("Hsin Kang Asbestos Mine").spellings


def inside(text):
    return [part.text for part in READER.others(text)]


def test_names_inside_a_text_are_found():
    assert "Alpha Trading Co., Ltd." in inside("Beta Foods Inc. (formerly Alpha Trading Co., Ltd.)")
    assert "Hetian Taida Apparel" in inside("Hetian Taida Apparel 和田泰达服饰")
    assert READER.others("Alpha Trading Co., Ltd.") == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Beta {words} Alpha Co., Ltd."
        for words in (
            "formerly", "formerly known as", "(former name", "previously", "f/k/a", "F.K.A.", "fka", "a/k/a", "ex-",
            "ex", "was", "name changed from", "old name", "c/o", "o/b/o", "on behalf of", "to the order of", "via",
            "owned by", "subsidiary of", "member of", "do not use", "P.O. 12345", "PO#12345", "also known as",
            "now known as", "(now", "dba", "d.b.a.", "doing business as", "trading as", "t/a", "/", " - ", "|", "\n",
            "；", "(",
        )
    ],
)  # fmt: skip
def test_every_way_to_name_another_company_is_seen(text):
    assert any("Alpha" in other and "Beta" not in other for other in inside(text))


@given(st.lists(st.sampled_from(sorted(READER.scripts._known)), min_size=1, max_size=6))
def test_joined_syllables_are_pinyin(syllables):
    assert READER.scripts.syllables("".join(syllables))


FORM_WORDS = [*sorted({word for form in READER.vocabulary.forms for word in form if word.isascii()}), "alpha", "corps"]

names = st.text(alphabet="abc déÉ新疆公司华孚,.()&0123456789 ltdco", max_size=25)


@given(names)
def test_parts_stand_in_the_name_in_order_and_do_not_overlap(text):
    rest = READER.read(text).compact
    for part in READER.read(text).parts:
        _, found, rest = rest.partition(part.text.replace(" ", ""))
        assert found


@settings(max_examples=300)
@given(st.lists(st.sampled_from(FORM_WORDS), min_size=1, max_size=7))
def test_words_of_forms_in_any_order_are_read(words):
    written = set(" ".join(words).split())
    for word in READER.read(" ".join(words)).core:
        assert word in written or set(word) <= written  # letters that stand apart are one word: m e r c u r y


@given(names)
def test_case_changes_nothing(text):
    assert READER.read(text).core == READER.read(text.upper()).core or any(c.upper().lower() != c.lower() for c in text)


def test_what_rests_on_the_tables_alone_is_made_once_for_all_readers():
    one, other = NameReader(Reference.bundled()), NameReader(Reference.bundled())
    assert one.vocabulary is other.vocabulary
    assert one.scripts is other.scripts
    assert one.misspellings is other.misspellings
