"""Names as cells hold them: every listed name is written in each way of the benchmark, and must still be found.

The shares are those of docs/name-matching.md, a little lower; `python tests/bench/bench_transforms.py` measures them.
"""

import csv
from collections import Counter

import pytest
from listed_entities import entity_called
from name_pairs import LABELLED
from name_transforms import HAN, LATIN, WAYS, found_as, listed

import supplychain_risk as scr
from supplychain_risk.naming.besides import each_of_several, head_before_address
from supplychain_risk.naming.inside import Role
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.screening import ListIndex, NameReader

READER = NameReader(Reference.bundled())
POLICY = Policy.default().screening
NAMES = list(listed())
ONE_COMPANY = ("listed", "potential match")
WANTED = {
    "address": 0.92,
    "for another": 0.97,
    "two names": 0.95,
    "cut off": 0.95,
    "branch": 0.95,
    "optional words": 0.95,
    "unreadable": 0.9,
    "read by a machine": 0.93,
    "words": 0.95,
}
"""Least share of listed names that are found, by kind."""
AS_FAMILIES = frozenset(("branch", "optional words"))
"""Kinds of which a family is what is wanted: the text names a branch, a plant or a body elsewhere."""
IN_PART = {
    "the last sign before the form cut": 0.8,
    "one sign lost: ?": 0.85,
    "one sign lost: \ufffd": 0.85,
    "the first sign of the brand lost: □": 0.72,
    "the last sign of the brand lost: □": 0.7,
}
"""Ways of which a part cannot be found, since too little of the name is left; docs/name-matching.md says so."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.label)
def test_every_listed_name_is_found_as_cells_hold_it(way):
    counts, lost = Counter(), []
    for entity, name, _ in NAMES:
        text = way.write(name) if bool(HAN.search(name)) == way.is_han else None
        if text is not None:
            outcome = found_as(text, entity)
            found = outcome in ONE_COMPANY or (way.kind in AS_FAMILIES and outcome != "lost")
            counts[found] += 1
            lost += [] if found else [text]
    assert counts.total() >= 20
    assert counts[True] / counts.total() >= IN_PART.get(way.label, WANTED[way.kind]), lost


def innocent():
    with (LABELLED.parent / "innocent_suppliers.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)][::7]


@pytest.mark.parametrize("way", [way for way in LATIN if way[0] != "cut off"], ids=lambda way: way[1])
def test_innocent_names_written_so_raise_next_to_no_alarm(way):
    texts = [text for name in innocent() if (text := way[2](name))]
    alarms = [text for text in texts if scr.match(text)]
    assert len(alarms) <= max(1, len(texts) // 100), alarms


LOOK_ALIKES = [
    ("Mangalore Ganesh Sweets", "IN"),
    ("Xinjiang Cotton", ""),
    ("Xinjiang Cotton Cafe", "US"),
    ("苏果超市有限公司", "CN"),
    ("Western Gold Casino", "US"),
    ("Century Sunshine Apartments", "US"),
    ("恰恰食品股份有限公司", "CN"),
    ("Smart Solutions Technologies SL", "ES"),
]


@pytest.mark.parametrize(("name", "country"), LOOK_ALIKES)
def test_what_only_looks_like_a_listed_name_is_no_match(name, country):
    assert scr.match(name, country=country) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("中国建设银行", "中国银行"), ("中国石油化工", "中国石油"), ("China Cotton", "China Cotton Group")],
)
def test_the_country_is_a_place_and_no_brand(one, other):
    assert scr.compare_names(one, other).outcome == "different"


def test_a_place_in_brackets_stays_with_its_name():
    assert scr.compare_names("湖景物流(武汉)", "湖景物流(长沙)").outcome == "family"
    assert scr.compare_names("Hengxin Electronics (Shenzhen)", "Hengxin Electronics (Suzhou)").outcome == "family"
    assert scr.compare_names("Hengxin Electronics (Shenzhen)", "Hengxin Electronics Shenzhen").outcome == "same name"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Alder Mills Ltd., 12 Lakeview Road", "Alder Mills Ltd."),
        ("Alder Mills No. 88-2 West Lake Rd.", "Alder Mills"),
        ("Alder Mills, 5/F Harbour Centre", "Alder Mills"),
        ("Alder Mills, P.O. Box 7", "Alder Mills"),
        ("Alder Mills 3rd Floor, Tower B", "Alder Mills"),
        ("Alder Mills Tel. +44 20 5555 0000", "Alder Mills"),
        ("Alder Mills info@example.com", "Alder Mills"),
        ("绿原贸易 电话：0991-5555123", "绿原贸易"),
        ("Alder Mills No. 4", None),
        ("Alder Mills Unit 2", None),
        ("8th Division Mills", None),
        ("3M Company", None),
    ],
)
def test_the_head_before_an_address_is_the_name(text, head):
    assert head_before_address(text) == head


def test_several_names_are_looked_at_one_by_one():
    assert list(each_of_several("Alder & Birch, Cedar Ltd")) == [
        "Alder",
        "Alder & Birch",
        "Birch",
        "Birch, Cedar Ltd",
        "Cedar Ltd",
    ]
    assert list(each_of_several("Alder Co., Ltd.")) == []
    assert "乙丙贸易有限公司" in list(each_of_several("甲甲贸易有限公司和乙丙贸易有限公司"))


@pytest.mark.parametrize(
    ("text", "role", "said"),
    [
        ("c/o {}", Role.FOR, "must be asked"),
        ("Attn: {}", Role.FOR, "must be asked"),
        ("Meadow Mills f/b/o {}", Role.FOR, "must be asked"),
        ("Meadow Mills and {}", Role.ONE_OF_SEVERAL, "several names"),
        ("{}, 12 Lakeview Road", Role.BEFORE_ADDRESS, "read as an address"),
        ("Meadow Mills (a subsidiary of {})", Role.BELONGS, "belongs with"),
    ],
)
def test_a_match_says_in_which_role_the_text_has_the_name(text, role, said):
    name = "Hetian Taida Apparel Co., Ltd."
    written = text.format(name)
    assert {part.role for part in READER.others(written) if part.text == name} >= {role}
    sentences = [match.why for match in scr.match(written) if match.listed_name == name]
    assert sentences
    assert all(said in sentence for sentence in sentences)


def test_a_text_read_in_a_wrong_encoding_is_told_so():
    name = "新疆生产建设兵团"
    (match, *_) = scr.match(name.encode("gbk").decode("latin-1"))
    assert f"taken for '{name}'" in match.why


def test_two_places_are_no_slips_of_one_name():
    assert scr.compare_names("Guangxi Cotton Textile Works", "Jiangxi Cotton Textile Works").outcome != "possible"


@pytest.mark.parametrize("mark", ["?", "？", "\ufffd", "□"])
@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("和田泰{}服饰有限公司", "Hetian Taida Apparel Co., Ltd."),
        ("和田{}达服饰有限公司", "Hetian Taida Apparel Co., Ltd."),
        ("和田泰达服{}有限公司", "Hetian Taida Apparel Co., Ltd."),  # of the trade
        ("阿克{}华孚色纺有限公司", "Aksu Huafu Color Spinning Co., Ltd."),  # of the place
        ("新疆大{}新能源股份有限公司", "Xinjiang Daqo New Energy Co., Ltd."),  # a name that the list has in Han
        ("新疆生{}建设兵团", "Xinjiang Production and Construction Corporation"),  # an institution
        ("{}田泰达服饰有限公司", "Hetian Taida Apparel Co., Ltd."),
    ],
)
def test_a_name_with_one_sign_lost_is_a_potential_match_and_told_so(text, listed, mark):
    found = [match for match in scr.match(text.format(mark)) if match.entity.name == listed]
    assert {match.outcome for match in found} == {"potential match"}
    assert "One sign of the text is lost" in found[0].why
    assert not any("\U00030000" in piece.one + piece.other for piece in found[0].evidence)


@pytest.mark.parametrize(
    "text",
    [
        "和田泰达服饰有限公?",  # of the legal form alone
        "和田泰达服饰有�公司",
    ],
)
def test_a_sign_lost_of_the_legal_form_changes_nothing(text):
    assert scr.match(text)[0].entity.name == scr.match("和田泰达服饰有限公司")[0].entity.name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("泰?服饰有限公司", "one sign of the brand and no place"),
        ("和田泰?有限公司", "one sign of the brand and no trade"),
        ("和田泰?煤矿有限公司", "another trade"),
        ("乌鲁木齐泰?服饰有限公司", "another place"),
        ("和田??服饰有限公司", "two signs are lost"),
        ("和田泰?达服饰有限公司", "a brand of three signs"),
    ],
)
def test_what_a_lost_sign_leaves_open_is_no_match(text, reason):
    assert not [m for m in scr.match(text) if m.entity.name.startswith("Hetian Taida")], reason


def test_a_sign_lost_is_told_only_where_the_rest_leaves_one_company():
    taida, taihua = (entity_called(name) for name in ("Hetian Taida Apparel Co., Ltd.", "Hetian Taihua Apparel Inc."))
    alone, both = (ListIndex(listed, READER, POLICY) for listed in ([taida], [taida, taihua]))
    text = "和田泰□服饰有限公司"
    assert [match.entity for match in alone.match(text)] == [taida]
    assert both.match(text) == ()
    assert [match.entity for match in both.match(text + " / Hetian Taida Apparel")] == [taida]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("和田泰达服", "Hetian Taida Apparel Co., Ltd."),
        ("新疆大全新能", "Xinjiang Daqo New Energy Co., Ltd."),
        ("合肥宝龙达信息技", "Hefei Bitland Information Technology Co., Ltd."),
        ("新疆紫金锌", "Xinjiang Zijin Zinc Industry Co., Ltd."),
    ],
)
def test_a_chinese_name_cut_off_within_its_trade_is_a_potential_match_and_told_so(text, listed):
    found = [match for match in scr.match(text) if match.entity.name == listed]
    assert {match.outcome for match in found} == {"potential match"}
    assert "cut off within a word" in found[0].why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("和田泰达服有限公司", "a legal form stands behind it"),
        ("和田泰达煤", "it begins another trade"),
        ("和田泰华服", "another brand"),
        ("泰服", "no brand is left"),
    ],
)
def test_what_is_not_cut_off_within_the_trade_is_no_other_spelling(text, reason):
    found = [m for m in scr.match(text) if m.entity.name.startswith("Hetian Taida")]
    assert not any("cut off" in match.why for match in found), reason


HAN_ONLY = ["和田泰达服饰有限公司", "和田天达服饰有限公司", "和田泰华服饰有限公司", "阿克苏华孚色纺有限公司"]


def test_names_of_han_that_are_different_are_ranked_below_every_threshold():
    near, far = scr.compare_names(*HAN_ONLY[:2]), scr.compare_names(HAN_ONLY[0], HAN_ONLY[3])
    assert (near.outcome, far.outcome) == ("different", "different")
    assert 0.0 < far.score < near.score < 0.25
    assert near.score == scr.compare_names(*reversed(HAN_ONLY[:2])).score
    assert scr.compare_names(HAN_ONLY[0], "Hetian Tianda Apparel").score < 0.25


def test_a_lost_sign_is_a_finding_and_the_row_is_told():
    rows = [{"Supplier ID": "A", "Supplier": "和田泰□服饰有限公司", "Country": "China"}]
    document = scr.screen(scr.load(rows), as_of="2026-06-30").document
    matches = [finding for finding in document.findings if finding.code == "potential-match"]
    assert matches
    assert all("One sign of the text is lost" in finding.statement for finding in matches)
    assert "name-unreadable" in {problem.code for problem in document.problems}
