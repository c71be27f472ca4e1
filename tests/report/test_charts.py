from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.report import charts
from supplychain_risk.report.charts import Bar, bar_chart, shortened

CHARTS = (charts.due_diligence_chart, charts.country_chart, charts.tier_chart, charts.score_chart)


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("which", ["document", "hostile_document", "big_document"])
def test_every_chart_is_sound_markup_with_a_title_and_a_text_alternative(chart, which, request):
    root = ElementTree.fromstring(chart(request.getfixturevalue(which)))
    assert root.get("role") == "img"
    labels = root.get("aria-labelledby").split()
    assert [child.get("id") for child in root[:2]] == labels
    assert all(child.text for child in root[:2])


def test_bars_are_in_proportion_and_zero_has_none():
    root = ElementTree.fromstring(bar_chart("c", "t", "d", [Bar("a", 4), Bar("b", 1), Bar("none", 0)]))
    drawn = [r.get("width") for r in root.iter("rect") if r.get("class") != "track"]
    assert drawn == ["100.00%", "25.00%"]


def test_an_unknown_input_is_a_line_from_low_to_high_and_a_known_one_is_a_dot(document):
    root = ElementTree.fromstring(charts.score_chart(document))
    groups = {g.find("title").text.split(":")[0]: g for g in root.findall("g")}
    unknown, known = groups["Ruritanian Dye Works"], groups["Lotus Garments Ltd."]
    line = unknown.find("line")
    assert (line.get("x1"), line.get("x2")) == ("40.40%", "78.80%")
    assert known.find("line") is None
    assert len(known.findall("circle")) == 1


def test_countries_beyond_the_limit_are_counted_together_and_unknown_comes_last(document):
    assert charts.top_countries(document, 2) == [
        ("Bangladesh", 1),
        ("China", 1),
        ("3 other countries", 3),
        ("Country unknown", 2),
    ]


@given(st.text(max_size=120))
def test_a_label_never_grows_and_never_exceeds_its_place(text):
    assert len(shortened(text)) <= charts.LABEL_WIDTH
