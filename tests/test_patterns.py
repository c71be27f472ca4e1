"""A pattern that is compiled when first used is the pattern that `re.compile` gives."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import supplychain_risk
from supplychain_risk.patterns import pattern

ROOT = Path(supplychain_risk.__file__).parent
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


def test_no_group_is_repeated_possessively():
    """On Python 3.11.2, which Debian 12 has, "(?:ab?c)*+" matches all of "aca"; "(?>(?:ab?c)*)" is right on it, too."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
        if re.search(r"\)[*+?]\+", node.value if isinstance(node.value, str) else node.value.decode("latin-1"))
    ]
    assert found == [], "write an atomic group around it instead: (?>(?:...)*)"
