"""Inferred inputs: where the upstream is not known, what ILAB names; marked, counted apart, switched off."""

import io

import pandas as pd
import pytest
from screened import codes, screened

import supplychain_risk as scr
from supplychain_risk.errors import PolicyError
from supplychain_risk.policy import Policy

HEAD = "Supplier name,Country,Product,Buyer\n"


def one(row: str, **more):
    return screened(HEAD + row, **more)


def level(assessment, name: str) -> str:
    return next(s.due_diligence.value for s in assessment.document.suppliers if s.name == name)


def inferred(assessment):
    return [f for f in assessment.document.findings if f.code == "inferred-listed-input"]


@pytest.mark.parametrize(
    ("row", "cited", "calls_for"),
    [
        # ILAB, 2022: electric vehicles may contain cobalt from DR Congo (forced labor flag since the 2024 edition)
        ("Alpha,Germany,Electric vehicles,Acme", "CD-cobalt-ore-heterogenite-electric-vehicles", "enhanced"),
        # ILAB, 2024: candy may contain cocoa from Côte d'Ivoire and Ghana (forced labor)
        ("Alpha,Belgium,Candy,Acme", "CI-cocoa-candy", "enhanced"),
        # a component: solar cells are listed for China as made with polysilicon
        ("Alpha,Malaysia,Solar modules,Acme", "CN-polysilicon-solar-cells", "standard"),
    ],
)
def test_inputs_that_ilab_names(row, cited, calls_for):
    found = {f.citations[0].row: f for f in inferred(one(row))}
    assert cited in found
    finding = found[cited]
    assert finding.calls_for.value == calls_for
    assert finding.statement.startswith("Inferred, not stated:")
    assert finding.channel.value == "indicator"
    assert finding.code == "inferred-listed-input"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Alpha,Portugal,Garments,Acme", "ILAB names garments made with Chinese cotton for Viet Nam only"),
        ("Alpha,China,Lithium-ion batteries,Acme", "listed for China: the stated listing says it already"),
        ("Alpha,Germany,Steel,Acme", "ILAB names no input of steel"),
        ("Alpha,Germany,Electronics,Acme", "phones and LEDs are electronics, but not all electronics are those"),
    ],
)
def test_nothing_is_inferred(row, why):
    assert not inferred(one(row)), why


def test_where_somebody_upstream_sells_the_input_nothing_is_inferred():
    rows = "Alpha,Germany,Electric vehicles,Acme\nBeta,Japan,Lithium-ion batteries,Alpha\n"
    assert "inferred-listed-input" in codes(one(rows), "Alpha"), "batteries do not tell where the cobalt is from"
    assert "inferred-listed-input" not in codes(one(rows), "Beta"), "ILAB names batteries for China only"
    told = [f.statement for f in inferred(one(rows + "Gamma,Australia,Cobalt ore,Beta\n"))]
    assert not any("cobalt" in words for words in told), "copper is still not mapped"


def test_a_risky_source_in_the_place_of_an_inferred_one_calls_for_no_less():
    before = one("Alpha,Germany,Electric vehicles,Acme\n")
    after = one("Alpha,Germany,Electric vehicles,Acme\nMine,DR Congo,Cobalt ore,Alpha\n")
    assert [level(a, "Alpha") for a in (before, after)] == ["enhanced", "enhanced"]


def test_a_maker_that_names_only_suppliers_of_other_things_is_inferred_about():
    """Steel is mapped, cobalt is not."""
    assessment = one("Alpha,Germany,Electric vehicles,Acme\nBeta,Germany,Steel,Alpha\n")
    assert codes(assessment, "Alpha").get("inferred-listed-input") == "inferred"


def test_a_supplier_whose_goods_are_not_stated_maps_nothing():
    assessment = one("Alpha,Germany,Electric vehicles,Acme\nBeta,Germany,,Alpha\n")
    assert "inferred-listed-input" in codes(assessment, "Alpha")


def test_the_call_may_switch_it_on_over_the_policy(tmp_path):
    file = tmp_path / "p.toml"
    file.write_text('[inferred]\nenabled = { value = false, reason = "we map first" }\n')
    on = one("Alpha,Germany,Electric vehicles,Acme", policy=Policy.read(file), inferred=True)
    assert inferred(on)


def test_it_is_switched_off_by_the_call_and_by_the_policy_and_the_report_says_so(tmp_path):
    frame = pd.read_csv(io.StringIO(HEAD + "Alpha,Germany,Electric vehicles,Acme\n"), dtype=str)
    off = scr.screen(scr.load(frame), as_of="2026-06-30", inferred=False)
    file = tmp_path / "p.toml"
    file.write_text('[inferred]\nenabled = { value = false, reason = "we map first" }\n')
    by_policy = scr.screen(scr.load(frame), as_of="2026-06-30", policy=Policy.read(file))
    for assessment in (off, by_policy):
        assert not inferred(assessment)
        assert assessment.document.summary.findings_inferred == 0
        assert "inferred.enabled is off instead of on" in str(assessment.document.manifest["policy"])


def test_they_are_counted_apart_and_so_is_whom_they_raise():
    summary = one("Alpha,Germany,Electric vehicles,Acme\nBeta,China,Garments,Acme\n").document.summary
    assert summary.findings_inferred == 2, "cobalt, named for the vehicles, and copper, named for their batteries"
    assert summary.findings_by_certainty["inferred"] == 2
    assert summary.raised_by_inferred == 1, "Alpha is standard without it; Beta is not about it"


def test_they_are_no_triggers_of_the_buyer():
    assessment = one("Alpha,Germany,Electric vehicles,Beta\nBeta,Germany,Electric vehicles,Acme\n")
    beta = next(s for s in assessment.document.suppliers if s.name == "Beta")
    assert beta.exposure.triggers == 0


def test_no_policy_lets_an_inferred_finding_call_for_hold(tmp_path):
    file = tmp_path / "p.toml"
    file.write_text('[inferred]\nnamed_product = { value = "hold", reason = "x" }\n')
    with pytest.raises(PolicyError, match=r"inferred\.named_product"):
        Policy.read(file)


def test_an_earlier_day_infers_nothing_from_a_later_list():
    """Cocoa in candy was named on 2024-09-05, cobalt in electric vehicles on 2022-09-28."""
    assert not inferred(one("Alpha,Belgium,Candy,Acme", as_of="2024-09-04"))
    assert not inferred(one("Alpha,Germany,Electric vehicles,Acme", as_of="2022-09-27"))
