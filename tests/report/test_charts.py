from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.report import charts
from supplychain_risk.report.charts import Bar, bar_chart

CHARTS = (charts.country_chart, charts.tier_chart, charts.score_chart, charts.rank_chart)


def labels(root):
    return ["".join(li.find("span[@class='label']").itertext()) for li in root if li.get("class") != "scale"]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("which", ["document", "hostile_document", "big_document"])
def test_every_chart_is_a_list_with_a_name_whose_drawings_say_nothing_that_the_text_does_not(chart, which, request):
    root = ElementTree.fromstring(chart(request.getfixturevalue(which)))
    assert (root.tag, bool(root.get("aria-label"))) == ("ol", True)
    for row in root:
        assert row.find("svg").get("aria-hidden") == "true"
        assert row.get("class") == "scale" or all("".join(row.find(f"span[@class='{c}']").itertext()) for c in CLASSES)


CLASSES = ("label", "figure")


def test_bars_are_in_proportion_and_zero_has_none():
    root = ElementTree.fromstring(bar_chart("t", [Bar("a", 4), Bar("b", 1), Bar("none", 0)]))
    drawn = [r.get("width") for r in root.iter("rect") if r.get("class") != "track"]
    assert drawn == ["100.00%", "25.00%"]
    assert labels(root) == ["a", "b", "none"]


def test_an_unknown_input_is_a_line_from_low_to_high_and_a_known_one_is_a_dot(document):
    root = ElementTree.fromstring(charts.score_chart(document))
    rows = dict(zip((label[2:] for label in labels(root)), root, strict=False))
    unknown, known = (
        [line for line in rows[name].iter("line") if line.get("class") != "grid"]
        for name in ("Ruritanian Dye Works", "Lotus Garments Ltd.")
    )
    assert [(line.get("x1"), line.get("x2")) for line in unknown] == [("40.40%", "78.80%")]
    assert known == []
    assert len(list(rows["Lotus Garments Ltd."].iter("circle"))) == 1


def test_countries_beyond_the_limit_are_counted_together_and_unknown_comes_last(document):
    assert charts.top_countries(document, 2, {s.country: s.country_name for s in document.suppliers}) == [
        ("Bangladesh", 1),
        ("China", 1),
        ("3 other countries", 3),
        ("Country unknown", 2),
    ]


@given(st.text(max_size=300))
def test_a_label_is_whole_up_to_its_longest_and_never_markup(text):
    root = ElementTree.fromstring(bar_chart("t", [Bar(text, 1)]))
    (label,) = labels(root)
    assert len(label) <= charts.LONGEST
    if text.isalnum() and text.isascii():
        assert label == text[: charts.LONGEST] or label.endswith("…")
