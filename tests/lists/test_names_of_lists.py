"""Printed names taken apart. The examples are entries of the UFLPA Entity List and of CBP's file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.lists.names import listed_name


@pytest.mark.parametrize(
    ("text", "name", "aliases", "open_ended"),
    [
        (
            "Changzhou Guanghui Food Ingredients Co., Ltd. (also known as GSweet; Changzhou Guanghui Food Additive "
            "Co., Ltd.; and Changzhou Guanghui Food Technology Co., Ltd.; and formerly known as Changzhou Guanghui "
            "Biotechnology Co., Ltd.)",
            "Changzhou Guanghui Food Ingredients Co., Ltd.",
            (
                "GSweet",
                "Changzhou Guanghui Food Additive Co., Ltd.",
                "Changzhou Guanghui Food Technology Co., Ltd.",
                "Changzhou Guanghui Biotechnology Co., Ltd.",
            ),
            "",
        ),
        (
            "Jiangsu Meike Solar Technology Co., Ltd. (also known as Meike Co. and formerly known as Jiangsu Gaozhao "
            "New Energy Development Co., Ltd.)",
            "Jiangsu Meike Solar Technology Co., Ltd.",
            ("Meike Co.", "Jiangsu Gaozhao New Energy Development Co., Ltd."),
            "",
        ),
        (
            "Jiangyin Lianyun Co. Ltd. (also known as Jiangyin Intermodal Transport Co. and Jiangyin United "
            "Transport Co.)",
            "Jiangyin Lianyun Co. Ltd.",
            ("Jiangyin Intermodal Transport Co.", "Jiangyin United Transport Co."),
            "",
        ),
        (
            "Junan Jinsheng Import & Export Co., Ltd. (also known as Junan County Jinsheng Import and Export Co., "
            "Ltd.)",
            "Junan Jinsheng Import & Export Co., Ltd.",
            ("Junan County Jinsheng Import and Export Co., Ltd.",),
            "",
        ),
        (
            "The TNN Development Limited (also known as Dehui (Dalian) International Trade Co., Ltd.)",
            "The TNN Development Limited",
            ("Dehui (Dalian) International Trade Co., Ltd.",),
            "",
        ),
        (
            "Hoshine Silicon Industry (Shanshan) Co., Ltd (including one alias: Hesheng Silicon Industry (Shanshan) "
            "Co.) and subsidiaries",
            "Hoshine Silicon Industry (Shanshan) Co., Ltd",
            ("Hesheng Silicon Industry (Shanshan) Co.",),
            "and subsidiaries",
        ),
        (
            "No. 4 Vocation Skills Education Training Center (VSETC)",
            "No. 4 Vocation Skills Education Training Center (VSETC)",
            ("VSETC",),
            "",
        ),
        ("Yunnan Machinery, a/k/a Yunnan 1st Prison", "Yunnan Machinery", ("Yunnan 1st Prison",), ""),
        ("Fishing Vessel: Da Wang", "Da Wang", (), ""),
        (
            "Kashgar Construction Engineering (Group) Co., Ltd.",
            "Kashgar Construction Engineering (Group) Co., Ltd.",
            (),
            "",
        ),
        ("Acme (USA) Inc", "Acme (USA) Inc", (), ""),
        ("Ann Aka Mills Ltd", "Ann Aka Mills Ltd", (), ""),
    ],
)
def test_names(text, name, aliases, open_ended):
    found = listed_name(text)
    assert (found.name, found.aliases, found.open_ended) == (name, aliases, open_ended)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Fishing Vessel: Da Wang", ("Da Wang",)),
        ("Kashgar Cotton (also known as KC Co.)", ("KC Co.",)),
        ("合盛硅业", ()),
        ("Xinjiang Production and Construction Corps (XPCC)", ("XPCC",)),
    ],
)
def test_names_too_short_to_compare_loosely(text, exact):
    assert listed_name(text).exact == exact


@given(st.text(max_size=60))
def test_no_name_breaks_it_and_a_plain_name_stays_itself(text):
    found = listed_name(text)
    assert listed_name(found.name).name == found.name or "(" in text
