"""The main job on the example workbook: what an analyst must find in it, and what must not be there."""

import json
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.network import COMPANY
from supplychain_risk.report import FORMATS

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parent.parent / "examples" / "apparel_suppliers.xlsx"
AS_OF = "2026-06-30"


@pytest.fixture(scope="module")
def assessment():
    return scr.screen(scr.load(EXAMPLE, company="Larkfield Outdoor"), as_of=AS_OF)


def findings(assessment, supplier: str) -> dict[str, object]:
    return {f.code: f for f in assessment[supplier].findings}


def supplier(assessment, supplier_id: str):
    return assessment[supplier_id].supplier


def test_every_row_is_accounted_for(assessment):
    (file,) = assessment.document.coverage.files
    for sheet in file.sheets:
        assert sheet.rows_read == sheet.used_rows + sheet.problem_rows + sheet.blank_rows
    suppliers = next(s for s in file.sheets if s.name == "Suppliers")
    assert (suppliers.header_row, suppliers.used_rows, suppliers.suppliers) == (4, 16, 16)
    assert next(s for s in file.sheets if s.name == "Read me").header_row is None


def test_the_listed_entity_is_found_at_tier_3_with_its_full_path(assessment):
    found = findings(assessment, "V-201")["uflpa-listed-entity"]
    assert supplier(assessment, "V-201").tier == 3
    assert found.paths == (("V-201", "V-101", "V-001", COMPANY),)
    assert found.calls_for == "hold"
    assert found.citations[0].dataset == "uflpa_entities"
    assert found.citations[0].row == "uflpa-108"
    assert any(cell.endswith("!Suppliers!B15") for cell in found.cells)


def test_a_listed_entity_with_its_legal_form_spelled_out_is_found(assessment):
    found = findings(assessment, "V-202")
    assert {"uflpa-listed-entity", "cbp-order-entity"} <= set(found)


def test_xinjiang_origin_from_a_city_alone(assessment):
    found = findings(assessment, "V-203")
    assert supplier(assessment, "V-203").region == "CN-XJ"
    assert found["uflpa-xinjiang-origin"].certainty == "stated"
    assert "uflpa-listed-entity" not in found


def test_the_order_on_turkmen_cotton(assessment):
    found = findings(assessment, "V-204")["cbp-order-origin"]
    assert found.citations[0].dataset.startswith("cbp_order")
    assert "2018-05-18" in found.statement
    assert (found.certainty, found.calls_for) == ("stated", "hold")
    assert found.paths == (("V-204", "V-103", "V-002", COMPANY),)


def test_the_look_alike_is_not_called_listed(assessment):
    assert not {c for c in findings(assessment, "V-205") if "entity" in c or c == "potential-match"}


def test_turkish_cotton_is_not_turkmen_cotton(assessment):
    assert "cbp-order-origin" not in findings(assessment, "V-206")


def test_a_missing_country_is_not_assessed_which_is_not_low(assessment):
    workwear = supplier(assessment, "V-005")
    assert workwear.due_diligence == "not_assessed"
    assert "country is missing" in workwear.why
    assert workwear.structural.low < workwear.structural.high
    assert assessment.document.coverage.not_assessed == {"country is missing": 1}


def test_those_who_buy_from_a_hold_are_reviewed(assessment):
    garments = supplier(assessment, "V-001")
    assert garments.due_diligence == "review"
    assert "Aksu Huafu" in garments.why


def test_the_unmapped_share_is_a_headline(assessment):
    coverage = assessment.document.summary.coverage
    assert 0 < coverage.unmapped_share < 1
    assert supplier(assessment, "V-004").exposure.unmapped_share == 1


def test_factors_sum_to_the_score_and_carry_cells(assessment):
    for entry in assessment.document.suppliers:
        low = sum(f.points_low for f in entry.structural.factors)
        high = sum(f.points_high for f in entry.structural.factors)
        assert entry.structural.low == pytest.approx(low)
        assert entry.structural.high == pytest.approx(high)
        for factor, cells in zip(entry.structural.factors, entry.structural.cells, strict=True):
            if factor.citations and factor.id == "country":
                assert cells, f"{entry.id}: a country factor without its cell"


def test_every_finding_has_a_citation_a_cell_and_a_next_step(assessment):
    for finding in assessment.document.findings:
        assert finding.citations, finding.id
        assert finding.cells, finding.id
        assert finding.next_step, finding.id
        assert finding.citations[0].url, finding.id


def test_nobody_is_said_to_use_forced_labor(assessment):
    text = json.dumps(assessment.document.plain()).lower()
    for claim in ("uses forced labor.", "is a violator", "guilty", "is using forced labor"):
        assert claim not in text.replace("never states that a company uses forced labor.", "")


def test_a_run_as_of_2021_knows_no_uflpa(assessment):
    then = scr.screen(scr.load(EXAMPLE), as_of="2021-06-30")
    codes = {f.code for f in then.document.findings}
    assert not {c for c in codes if c.startswith("uflpa")}
    assert "cbp-order-origin" in codes
    assert "cbp-order-entity" in codes


def test_two_runs_write_the_same_bytes(assessment, tmp_path):
    again = scr.screen(scr.load(EXAMPLE, company="Larkfield Outdoor"), as_of=AS_OF)
    one, other = assessment.write(tmp_path / "one"), again.write(tmp_path / "other")
    usual = [name for format_ in FORMATS if format_.is_default for name in format_.file_names]
    assert [p.name for p in one] == [*usual, "dispositions.xlsx"]
    for a, b in zip(one, other, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


def test_frames_have_a_row_per_supplier_and_finding(assessment):
    assert len(assessment.suppliers) == len(assessment) == 16
    assert len(assessment.findings) == assessment.document.summary.findings
    assert assessment.suppliers.iloc[0].due_diligence == "hold"


def test_explain_tells_cells_citations_and_paths(assessment):
    text = assessment["V-204"].explain()
    for part in ("Turkmenistan", "cbp_order", "!Suppliers!C18", "Bosphorus Thread & Needle", "next:"):
        assert part in text


def test_an_unknown_supplier_is_said():
    with pytest.raises(scr.errors.UnknownSupplier, match="V-999"):
        scr.screen(scr.load(EXAMPLE), as_of=AS_OF)["V-999"]


def test_tiers_side_by_side_give_the_same_chain():
    net = scr.load(EXAMPLE.parent / "tiers_side_by_side.csv")
    by_name = {s.name: s for s in net.suppliers.values()}
    deep = by_name["Ahal Morning Cotton Enterprise"]
    assert net.tier(deep.id) == 3
    assert [net.name(n) for n in net.paths(deep.id)[0]][:3] == [
        "Ahal Morning Cotton Enterprise",
        "Meghna Meadow Spinning Mills Ltd.",
        "Padma Crest Garments Ltd.",
    ]
    assert net.tier(by_name["Sông Xanh Apparel JSC"].id) == 1


def test_the_fewest_suppliers_on_every_way_from_a_hold(assessment):
    engagement = assessment.document.engagement
    assert [g.supplier for g in engagement.smallest_set] == ["V-003", "V-001", "V-002"]
    assert not engagement.only_one
    assert len(engagement.alternative) == 3
    assert set(engagement.holds) == {"V-201", "V-202", "V-203", "V-204"}
    assert list(assessment.priorities.supplier[:4]) == ["V-202", "V-203", "V-201", "V-204"]
    assert set(assessment.priorities[assessment.priorities.smallest_set].supplier) == {"V-001", "V-002", "V-003"}


def test_the_company_sees_its_exposure_and_what_it_depends_on(assessment):
    (company,) = assessment.document.company_exposure
    assert (company.id, company.share_basis, company.holds, company.upstream) == (COMPANY, "spend", 4, 16)
    cotton = assessment.concentration[assessment.concentration.commodity == "cotton"]
    assert set(cotton[cotton.kind == "country"].code) == {"CN", "TM", "TR"}


def test_dropping_what_is_in_the_smallest_set_leaves_no_hold(assessment):
    dropped = [scr.changes.Drop(g.supplier) for g in assessment.document.engagement.smallest_set]
    after = assessment.what_if(*dropped).after
    assert after.summary.by_due_diligence["hold"] == 0
    assert after.engagement.statement == "No supplier calls for hold."
