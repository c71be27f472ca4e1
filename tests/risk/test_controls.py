"""Controls lower a number that orders work, by class and age; they remove nothing."""

from datetime import date, timedelta

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import supplychain_risk as scr
from supplychain_risk.assess import screen
from supplychain_risk.domain import Control, EvidenceClass, Method, Named, Reading, Resolution, Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.schemes import control_schemes
from supplychain_risk.resolve.scheme import SchemeResolver
from supplychain_risk.risk.controls import effect, residual

POLICY = Policy.default().controls
DAY = date(2026, 6, 30)


def control(evidence=EvidenceClass.AUDIT, age=100, **more) -> Control:
    dated = None if age is None else DAY - timedelta(days=age)
    return Control(**{"evidence": evidence, "what": "SMETA", "in_place": True, "dated": dated, **more})


def left(*controls: Control, low=6.0, high=8.0):
    return residual(low, high, controls, POLICY, DAY)


def test_without_controls_there_is_no_residual():
    assert left() is None


def test_a_fresh_audit_takes_off_its_class_value():
    found = left(control(age=365))
    assert (found.low, found.high) == pytest.approx((6.0 * 0.8, 8.0 * 0.8))


def test_it_falls_evenly_to_nothing_between_one_and_three_years():
    """730 days: half way between 365 and 1095, so 0.2 × 0.5."""
    assert effect(control(age=730), POLICY, DAY).high == pytest.approx(0.1)
    assert effect(control(age=1094), POLICY, DAY).high > 0
    assert effect(control(age=1095), POLICY, DAY).high == 0


def test_classes_add_up_as_layers_and_each_counts_once():
    """1 − (1 − 0.35)(1 − 0.2) = 0.48; a second audit adds nothing."""
    two = left(control(EvidenceClass.WORKER_VOICE), control())
    three = left(control(EvidenceClass.WORKER_VOICE), control(), control(what="BSCI"))
    assert two.effect_high == pytest.approx(0.48)
    assert (three.low, three.high) == (two.low, two.high)


def test_all_classes_together_stop_at_the_cap():
    """1 − 0.65 × 0.8 × 0.85 × 0.95 = 0.5801, capped at 0.5."""
    found = left(*(control(evidence) for evidence in EvidenceClass))
    assert found.effect_high == 0.5
    assert found.high == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"in_place": None}, "does not say whether it is in place"),
        ({"in_place": False}, "says that it is not in place"),
        ({"valid_until": DAY - timedelta(days=1)}, "valid until 2026-06-29"),
        ({"dated": DAY + timedelta(days=1)}, "after 2026-06-30"),
    ],
)
def test_what_counts_for_nothing(more, why):
    found = effect(control(**more), POLICY, DAY)
    assert (found.low, found.high) == (0, 0)
    assert why in found.why


def test_a_control_without_a_date_widens_the_interval_and_lowers_nothing_for_sure():
    found = left(control(age=None))
    assert found.high == 8.0
    assert found.low == pytest.approx(6.0 * 0.8)


controls = st.builds(
    control,
    st.sampled_from(list(EvidenceClass)),
    st.none() | st.integers(-100, 3000),
    in_place=st.sampled_from([True, False, None]),
)
scores = st.tuples(st.floats(0, 10), st.floats(0, 10)).map(sorted)


@given(scores, st.lists(controls, min_size=1, max_size=6))
def test_laws(score, given_controls):
    low, high = score
    found = residual(low, high, given_controls, POLICY, DAY)
    assert 0 <= found.low <= found.high + 1e-12
    assert found.high <= high
    assert found.low >= low * (1 - POLICY.cap.value) - 1e-12
    fewer = residual(low, high, given_controls[:-1], POLICY, DAY)
    if fewer:
        assert found.high <= fewer.high + 1e-12, "one more control never raises it"
    undated = [c.changed(dated=None, valid_until=None) for c in given_controls]
    less = residual(low, high, undated, POLICY, DAY)
    assert less.low <= found.low + 1e-12, "less knowledge: a wider interval"
    assert less.high >= found.high - 1e-12


@given(st.lists(controls, min_size=1, max_size=5), st.randoms())
def test_the_order_of_controls_does_not_matter(given_controls, random):
    shuffled = list(given_controls)
    random.shuffle(shuffled)
    one, other = (residual(2.0, 9.0, c, POLICY, DAY) for c in (given_controls, shuffled))
    assert (one.low, one.high) == (other.low, other.high)


def reading(code: str, label: str = "") -> Reading:
    return Reading(resolution=Resolution(raw=code, method=Method.EXACT, code=code, label=label or code))


def supplier(name: str, *given_controls: Control, country="CN", good="garments") -> Supplier:
    return Supplier(
        id=name,
        name=name,
        names=(Named(text=name),),
        country=reading(country),
        region=reading("CN-XJ") if name.endswith("Kashgar") else None,
        sectors=(reading("14"),),
        commodities=(reading(good),),
        controls=given_controls,
    )


def screened(*suppliers: Supplier):
    links = [SupplyLink(supplier=s.id, buyer=COMPANY) for s in suppliers]
    return screen(SupplyNetwork(suppliers, links, company="Acme"), as_of=DAY)


def test_controls_order_suppliers_of_one_level_and_change_no_level_and_no_finding():
    with_voice = supplier("Alpha", control(EvidenceClass.WORKER_VOICE), control())
    plain = supplier("Beta")
    document = screened(with_voice, plain).document
    assert [s.id for s in document.suppliers] == ["Beta", "Alpha"]
    alpha, beta = (next(s for s in document.suppliers if s.id == name) for name in ("Alpha", "Beta"))
    assert alpha.due_diligence == beta.due_diligence
    assert alpha.structural.high == beta.structural.high == 10
    assert alpha.structural.residual.high == pytest.approx(5.2)
    assert [i.split(":")[0] for i in alpha.findings] == [i.split(":")[0] for i in beta.findings]


def test_no_control_lifts_a_hold():
    held = supplier("Plant Kashgar", *(control(evidence) for evidence in EvidenceClass))
    found = screened(held).document.suppliers[0]
    assert found.due_diligence.value == "hold"
    assert found.structural.residual.high < found.structural.high


def test_the_residual_is_told_in_every_format(tmp_path):
    assessment = screened(supplier("Alpha", control(what="SMETA 4-pillar", age=400)))
    told = "takes off 0.19: 0.2 × 0.95: 400 days old on 2026-06-30"
    assert told in assessment["Alpha"].explain()
    json_file, workbook, page = assessment.write(tmp_path, formats=["json", "xlsx", "html"])
    assert "SMETA 4-pillar" in json_file.read_text(encoding="utf-8")
    assert told in page.read_text(encoding="utf-8")
    import openpyxl

    sheet = openpyxl.load_workbook(workbook)["Suppliers"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any(told in text for text in cells)
    assert "After controls, high" in cells


# --- schemes --------------------------------------------------------------------------------------------------------

SCHEMES = SchemeResolver(Reference.bundled())


def of_scheme(what, evidence=EvidenceClass.CERTIFICATE, answer=""):
    one = control(evidence, what=what, answer=answer)
    return effect(one, POLICY, DAY, SCHEMES.named(one.what, one.answer))


@pytest.mark.parametrize(
    ("what", "answer", "scheme"),
    [
        ("SMETA 4-pillar", "", "smeta"),
        ("Sedex audit", "", "smeta"),
        ("Last audit", "amfori BSCI", "amfori-bsci"),
        ("SA 8000:2014", "", "sa8000"),
        ("RESPECT", "", "respect"),
        ("STANDARD 100 by OEKO-TEX®", "", "oeko-tex-standard-100"),
        ("Oeko-Tex", "", "oeko-tex"),
    ],
)
def test_a_control_that_names_a_scheme_says_what_it_covers_and_where_that_was_read(what, answer, scheme):
    made = of_scheme(what, answer=answer)
    assert [c.row for c in made.citations] == [scheme]
    assert len(made.covers) == 1
    assert made.citations[0].read_in.startswith("http")


@pytest.mark.parametrize("what", ["We respect our workers", "ISO 9001", "Vendor audit", "Company code"])
def test_what_names_no_scheme_of_the_table_says_nothing_of_one(what):
    assert of_scheme(what).covers == ()


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("Stronger Together", "is a training"),
        ("FLA", "is a membership"),
        ("Sedex member", "is a membership"),
        ("OEKO-TEX Standard 100", "forced labor is not the subject"),
    ],
)
def test_memberships_trainings_and_labels_of_products_take_off_nothing(what, why):
    made = of_scheme(what)
    assert (made.low, made.high) == (0, 0)
    assert why in made.why
    assert of_scheme("SA8000").high > 0
    assert of_scheme(f"{what}; SA8000").high > 0


def test_what_a_scheme_covers_changes_no_number_of_one_that_counts():
    one = control(what="SMETA")
    with_scheme, without = effect(one, POLICY, DAY, SCHEMES.named("SMETA")), effect(one, POLICY, DAY)
    assert (with_scheme.low, with_scheme.high, with_scheme.why) == (without.low, without.high, without.why)


def test_coverage_that_no_source_states_is_said_to_be_not_stated():
    unknown = [s for s in control_schemes(Reference.bundled()) if s.forced_labor == "not stated"]
    assert "rspo" in {s.id for s in unknown}
    assert all("not stated by our source" in s.words for s in unknown)


def test_every_report_shows_the_scheme_beside_its_control_and_as_no_clearance(tmp_path):
    frame = pd.DataFrame(
        {"Supplier": ["Alpha"], "Country": ["India"], "Audit": ["SMETA"], "Audit date": ["2026-01-10"]}
    )
    assessment = scr.screen(scr.load(frame), as_of="2026-06-30")
    (entry,) = assessment.document.suppliers[0].structural.residual.controls
    assert [c.row for c in entry.citations] == ["smeta"]
    assessment.write(tmp_path, formats=("json", "html", "xlsx"))
    said = "its source says that it covers forced labor. It is no clearance."
    assert "SMETA (Sedex Members Ethical Trade Audit), audit." in (tmp_path / "report.json").read_text(encoding="utf-8")
    assert said in (tmp_path / "report.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert any(said in cell for cell in cells)
    assert said in assessment[assessment.document.suppliers[0].id].explain()
