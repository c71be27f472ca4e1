"""Comparable forms of company names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.reference import Reference
from supplychain_risk.screening import Agreement, NameReader

READER = NameReader(Reference.bundled())

SAME = [
    ("Hetian Taida Apparel Co., Ltd.", "HETIAN TAIDA APPAREL CO LTD", "case and punctuation"),
    ("Hetian Taida Apparel Co., Ltd.", "Hetian Taida Apparel Company Limited", "the legal form spelled out"),
    ("Yili Zhuowan Garment Manufacturing Co., Ltd.", "Yili  Zhuowan Garment Manufacturing Co.,Ltd", "blanks"),
    ("Sichuan Yuan’an Pharmaceutical Co., Ltd.", "Sichuan Yuan'an Pharmaceutical Co., Ltd.", "apostrophes"),
    ("WRP Asia Pacific Sdn. Bhd.", "WRP ASIA PACIFIC SDN BHD", "Malaysian form"),
    ("Kingtom Aluminio S.R.L.", "KINGTOM ALUMINIO SRL", "dotted form"),
    ("新疆大全新能源股份有限公司", "新疆大全新能源 股份有限公司", "Han with a blank"),
    ("Bonechar Carvão Ativado do Brasil Ltda", "BONECHAR CARVAO ATIVADO DO BRASIL LTDA.", "accents"),
]
CORE = [
    ("Hetian Taida Apparel Co., Ltd.", "Hetian Taida Apparel", "form left out"),
    ("新疆大全新能源股份有限公司", "新疆大全新能源有限公司", "another Han form"),
    ("Needle Craft Ltd", "Needle Craft LLC", "another form"),
]
WORDS = [
    ("Xinjiang Junggar Cotton and Linen Co., Ltd.", "Junggar Xinjiang Cotton and Linen Co., Ltd.", "word order"),
    ("Zigong Machinery Factory", "Zi Gong Machinery Factory", "split syllables"),
]
DIFFERENT = [
    ("Hetian Taida Apparel Co., Ltd.", "Hetian Tianda Apparel Co., Ltd.", "one syllable of the brand"),
    ("Aksu Huafu Color Spinning Co., Ltd.", "Aksu Huarong Color Spinning Co., Ltd.", "another brand"),
    ("Camel Group Co., Ltd.", "Camel Co., Ltd.", "group is part of the name"),
    ("Western Gold Co., Ltd.", "Western Gold Hami Gold Mine Co., Ltd.", "another company of the family"),
    ("Co., Ltd.", "Company Limited Inc", "nothing but forms"),
]


@pytest.mark.parametrize(("one", "other", "reason"), SAME)
def test_equal(one, other, reason):
    assert READER.compare(one, other) is Agreement.EQUAL, reason


@pytest.mark.parametrize(("one", "other", "reason"), CORE)
def test_equal_but_for_the_legal_form(one, other, reason):
    assert READER.compare(one, other) is Agreement.CORE, reason


@pytest.mark.parametrize(("one", "other", "reason"), WORDS)
def test_same_words_rearranged(one, other, reason):
    assert READER.compare(one, other) is Agreement.WORDS, reason


@pytest.mark.parametrize(("one", "other", "reason"), DIFFERENT)
def test_different(one, other, reason):
    assert READER.compare(one, other) is Agreement.NONE, reason


names = st.text(alphabet="abc déÉ新疆公司,.()& ltdco", max_size=25)


@given(names, names)
def test_comparison_is_symmetric(one, other):
    assert READER.compare(one, other) is READER.compare(other, one)


@given(names)
def test_a_name_equals_itself_in_any_case(name):
    if READER.read(name).core:
        assert READER.compare(name, name.upper()) in (Agreement.EQUAL, Agreement.NONE)
        assert READER.compare(name, name) is Agreement.EQUAL
