"""Reported indicators are resolved to the ILO's eleven, and what denies them is not read as a report."""

import pytest

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.indicator import IndicatorResolver

RESOLVER = IndicatorResolver(Reference.bundled())


def codes(text):
    return [r.code for r in RESOLVER.resolve(text) if r.code]


def test_there_are_eleven_and_each_name_is_itself():
    table = Reference.bundled().table("ilo_indicators")
    assert len(table) == 11
    for row in table:
        (found,) = RESOLVER.resolve(row["name"])
        assert (found.code, found.method) == (row["id"], Method.EXACT)
        assert found.citation.confidence == "two-source"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("passport retention", "retention-of-identity-documents"),
        ("servidumbre por deudas", "debt-bondage"),
        ("扣押护照", "retention-of-identity-documents"),
        ("ENGAÑO", "deception"),
        ("unpaid wages", "withholding-of-wages"),
    ],
)
def test_words_for_them(text, code):
    assert codes(text) == [code]


def test_named_in_a_sentence():
    (found,) = RESOLVER.resolve("Auditor noted passport retention by the labor agent")
    assert (found.code, found.method) == ("retention-of-identity-documents", Method.PHRASE)


@pytest.mark.parametrize(
    "text", ["No debt bondage found", "policy against debt bondage", "Debt bondage: not observed",
    "未发现扣押护照", "late delivery",
             "in isolation from other findings", "worker training on excessive overtime"]
)  # fmt: skip
def test_what_is_not_clearly_reported_is_not_read(text):
    assert codes(text) == []


@pytest.mark.parametrize("text", ["None", "no", "N/A", "0", "None identified", "无", "-"])
def test_nothing_reported(text):
    assert RESOLVER.reports_nothing(text)


def test_no_word_for_north_korean_workers_is_missed_by_the_quick_look():
    reference = Reference.bundled()
    named = [row["alias"] for row in reference.table("labor_signs") if row["code"] == "north-korean-workers"]
    named += [r["alias"] for r in reference.table("labor_signs", "worker_nationalities") if r["kind"] == "nationality"]
    missed = [word for word in named if not RESOLVER.may_speak_of_north_korea(word)]
    assert missed == []
