"""A pattern that is compiled when first used is the pattern that `re.compile` gives."""

import re
import subprocess
import sys

import pytest

from supplychain_risk.patterns import pattern

TEXT = "B2 and c33"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("findall", (TEXT,)), ("split", (TEXT,)), ("sub", ("-", TEXT)), ("subn", ("-", TEXT)), ("finditer", (TEXT,))],
)
def test_every_method_answers_the_same(method, arguments):
    made, compiled = pattern(r"[bc]\d", re.IGNORECASE), re.compile(r"[bc]\d", re.IGNORECASE)
    answers = [getattr(one, method)(*arguments) for one in (made, compiled, made)]
    if method == "finditer":
        answers = [[found.span() for found in answer] for answer in answers]
    assert answers[0] == answers[1] == answers[2]


def test_places_groups_and_flags_are_those_of_the_pattern():
    made = pattern(r"(?P<sign>[bc])\d", re.IGNORECASE)
    assert made.search(TEXT, 1)["sign"] == "c"
    assert made.match(TEXT).span() == (0, 2)
    assert made.fullmatch(TEXT) is None
    assert (made.pattern, made.groups, dict(made.groupindex)) == (r"(?P<sign>[bc])\d", 1, {"sign": 1})
    assert made.flags == re.compile(r"b", re.IGNORECASE).flags


def test_a_text_that_is_no_pattern_fails_when_it_is_used():
    with pytest.raises(re.error):
        pattern("(").search(TEXT)


def test_what_a_list_in_english_needs_not_is_not_imported():
    code = (
        "import sys, supplychain_risk as scr\n"
        "scr.screen(scr.load('examples/apparel_suppliers.xlsx'), as_of='2026-06-30')\n"
        "unneeded = {'pandas', 'openpyxl', 'pypinyin', 'supplychain_risk.lists.importing', 'supplychain_risk.whatif'}\n"
        "print(*sorted(unneeded & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
