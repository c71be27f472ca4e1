from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.domain import DueDiligence, Exposure
from supplychain_risk.report import PROMISE, Assessed, Document, build_document


def test_keys_that_others_rely_on_are_there(document):
    assert Document.__struct_fields__[:12] == (
        "about", "summary", "groups", "reasons", "suppliers", "findings", "problems", "coverage", "dispositions",
        "methodology", "sources", "manifest",
    )  # fmt: skip


def test_suppliers_come_most_urgent_first_then_by_score(document):
    assert [(s.id, s.due_diligence.value) for s in document.suppliers] == [
        ("V-003", "hold"),
        ("V-004", "review"),
        ("V-002", "review"),
        ("V-005", "enhanced"),
        ("V-001", "enhanced"),
        ("V-006", "standard"),
        ("V-007", "not_assessed"),
    ]


def test_findings_come_by_urgency_then_code(document):
    assert [f.id for f in document.findings] == ["F-1", "F-3", "F-2"]


def test_findings_that_rest_on_one_row_of_a_list_each_keep_what_they_say(assessed):
    """A supplier's own place and the origin of its goods may fall under the same order: one id, two statements."""
    one = assessed.findings[0]
    other = one.changed(cells=(), path_count=one.path_count + 7)
    found = build_document(replace(assessed, findings=(*assessed.findings, other))).findings
    assert len(found) == len(assessed.findings) + 1
    assert sorted(f.path_count for f in found if f.id == one.id) == [one.path_count, one.path_count + 7]
    assert [len(f.cells) for f in found if f.id == one.id and f.path_count > one.path_count] == [0]


def test_problems_come_in_the_order_of_rows_not_of_letters(document):
    assert [p.where.rpartition("!")[2] for p in document.problems] == ["B3", "C6", "A10"]


def test_the_order_of_the_input_does_not_matter(assessed, document):
    turned = replace(
        assessed,
        suppliers=assessed.suppliers[::-1],
        findings=assessed.findings[::-1],
        problems=assessed.problems[::-1],
        links=assessed.links[::-1],
        sources=assessed.sources[::-1],
        sheet_counts=dict(reversed(assessed.sheet_counts.items())),
    )
    assert build_document(turned) == document


def test_the_promise_is_the_first_limit_and_stands_once(assessed):
    about = build_document(replace(assessed, limits=("Lists have gaps.", PROMISE))).about
    assert about.limits == (PROMISE, "Lists have gaps.")


def test_scores_have_two_decimals_and_shares_four(document):
    by_id = {s.id: s for s in document.suppliers}
    assert by_id["V-003"].structural.high == 8.0
    assert by_id["V-001"].exposure.worst == 6.4
    assert by_id["V-001"].exposure.share_exposed == 0.6235
    assert by_id["V-003"].exposure.share_exposed == 0.3333


def test_missing_is_not_low(document):
    unknown = next(s for s in document.suppliers if s.id == "V-005")
    assert unknown.country is None
    assert (unknown.structural.low, unknown.structural.high, unknown.structural.unknown) == (4.0, 8.0, ("country",))
    assert document.summary.by_band["not_scored"] == 1
    assert document.summary.by_tier["unknown"] == 1
    assert document.summary.by_country["unknown"] == 2
    pool = next(s for s in document.suppliers if s.id == "V-007")
    assert pool.structural is None
    assert pool.exposure.worst is None


def test_a_supplier_keeps_its_findings_problems_and_the_rule_that_read_its_cells(document):
    lotus = next(s for s in document.suppliers if s.id == "V-002")
    assert lotus.findings == ("F-3",)
    assert lotus.problems == ("Vendors_2026 FINAL v3.xlsx!Vendors!B3",)
    country = lotus.resolved[0]
    assert (country.field, country.raw, country.code) == ("country", "Bangladesh", "BD")
    assert country.rule == "alias 'Bangladesh' of Bangladesh (example_countries)"
    assert country.cells == ("Vendors_2026 FINAL v3.xlsx!Vendors!C3",)


def test_an_unresolved_country_keeps_what_was_written(document):
    dye_works = next(s for s in document.suppliers if s.id == "V-005")
    assert [(r.raw, r.code) for r in dye_works.resolved if r.field == "country"] == [("Ruritania", None)]


def test_counts_add_up(document):
    summary, coverage = document.summary, document.summary.coverage
    assert sum(summary.by_due_diligence.values()) == summary.suppliers == 7
    assert sum(summary.by_band.values()) == sum(summary.by_tier.values()) == sum(summary.by_country.values()) == 7
    assert coverage.rows_read == coverage.used_rows + coverage.problem_rows + coverage.blank_rows == 9
    assert list(summary.by_due_diligence) == [level.value for level in DueDiligence]
    vendors = document.coverage.files[0].sheets[0]
    assert (vendors.suppliers, vendors.links, vendors.countries) == (7, 6, 5)


def test_paths_can_be_read_as_names(document):
    names = document.node_names()
    assert [names[n] for n in document.findings[0].paths[0]] == [
        "远山纺织有限公司", "Lotus Garments Ltd.", "Brightwater Apparel GmbH", "Acme Outdoor",
    ]  # fmt: skip


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_nan_has_no_way_in(assessed, bad):
    with pytest.raises(ValueError, match="finite"):
        build_document(replace(assessed, unmapped_share=bad))
    with pytest.raises(ValueError, match="finite"):
        build_document(replace(assessed, manifest={"a": [{"b": bad}]}))


@given(st.floats(min_value=-0.004, max_value=10))
def test_rounding_never_gives_a_negative_zero(worst):
    from supplychain_risk.report.outlook_entries import exposure_entry

    assert not str(exposure_entry(Exposure(worst=worst)).worst).startswith("-0.0")


def test_an_empty_assessment_is_a_document(assessed):
    empty = build_document(
        Assessed(
            company="", as_of=assessed.as_of, version="0", suppliers=(), tiers={}, scores={}, exposures={},
            decisions={}, findings=(), problems=(), files=(), sheet_counts={},
        )
    )  # fmt: skip
    assert empty.summary.suppliers == 0
    assert empty.summary.coverage.unmapped_share is None
