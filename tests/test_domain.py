"""The nouns: what is declared once here is what everything else uses."""

import re
from pathlib import Path

import pytest

import supplychain_risk
from supplychain_risk import consoles
from supplychain_risk.domain import DueDiligence
from supplychain_risk.report import charts, words
from supplychain_risk.workbooks import sheet

ROOT = Path(supplychain_risk.__file__).parent


def test_levels_stand_in_the_order_of_urgency():
    assert [level.urgency for level in DueDiligence] == [0, 1, 2, 3, 4]
    assert DueDiligence.HOLD.at_least(DueDiligence.REVIEW)
    assert DueDiligence.REVIEW.at_least(DueDiligence.REVIEW)
    assert not DueDiligence.STANDARD.at_least(DueDiligence.ENHANCED)
    assert [level for level in DueDiligence if level.is_a_persons] == [DueDiligence.HOLD, DueDiligence.REVIEW]
    assert DueDiligence.most_urgent([DueDiligence.STANDARD, DueDiligence.REVIEW]) is DueDiligence.REVIEW
    assert DueDiligence.most_urgent([]) is DueDiligence.STANDARD


@pytest.mark.parametrize(
    ("what", "by_level"),
    [
        ("words.LEVELS: symbol and word", words.LEVELS),
        ("words.MEANING", words.MEANING),
        ("charts.COLORS", charts.COLORS),
        ("consoles._STYLES", consoles._STYLES),
        ("workbooks.sheet: a style of cells", sheet.FILLS),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_level_has_what_shows_it(what, by_level):
    missing = [level.value for level in DueDiligence if level not in by_level]
    assert missing == [], f"{what} lacks a level of due diligence: {missing}"


def test_no_other_order_of_levels_is_written_down():
    """Lists such as ["hold", "review", …] go out of step with the enumeration, which is the only order."""
    told = re.compile(r"""[\[(,]\s*(?:["']hold["']|DueDiligence\.HOLD)\s*,\s*(?:["']review["']|DueDiligence\.REVIEW)""")
    files = [p for ending in ("*.py", "*.js", "*.j2") for p in ROOT.rglob(ending)]
    found = [str(p.relative_to(ROOT)) for p in files if told.search(p.read_text(encoding="utf-8"))]
    assert found == [], "sort and compare by DueDiligence.urgency instead"
