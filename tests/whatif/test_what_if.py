"""What would change: suppliers dropped, replaced, added, moved to another country; a match confirmed."""

import hashlib
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from ready import assessed

import supplychain_risk as scr
from supplychain_risk.consoles import print_what_if
from supplychain_risk.whatif import Add, Confirm, Drop, NewSupplier, Replace, SetCountry, new_supplier

SHEET = """
Supplier ID,Supplier name,Country,Sector,Product,Supplies to (ID),Annual spend
M1,Alpha Garments,Bangladesh,Apparel,Garments,,600
M2,Beta Garments,Portugal,Apparel,Garments,,400
W1,Gamma Weaving,India,Textiles,Textiles,M1,50
G1,Delta Gin,Turkmenistan,Agriculture,Cotton,W1,20
P1,"Hetian Taida Apparel Co., Ltd. - Plant 2",China,Apparel,Garments,M2,10
"""


def screened(text: str = SHEET) -> scr.Assessment:
    frame = pd.read_csv(io.StringIO(text.strip()), dtype=str, keep_default_na=False)
    return assessed(scr.load(frame, company="Acme"))


@pytest.fixture(scope="module")
def assessment():
    return screened()


def due(document, supplier):
    return next(s.due_diligence.value for s in document.suppliers if s.id == supplier)


def moved(outcome, supplier):
    change = next(c for c in outcome.differences.suppliers if c.id == supplier)
    return {m.what: (m.before, m.after) for m in change.moved}


def test_dropping_a_supplier_takes_those_behind_it_along(assessment):
    outcome = assessment.what_if(Drop("W1"))
    assert [s.id for s in outcome.after.suppliers] == ["P1", "M1", "M2"]
    assert outcome.changes == (
        "Gamma Weaving (W1) is dropped.",
        "No longer linked to the company, left out: Delta Gin.",
    )
    assert moved(outcome, "M1")["due diligence"] == ("review", "enhanced")
    assert moved(outcome, "M1")["holds upstream"] == (1, 0)
    assert {c.id: c.kind for c in outcome.differences.suppliers} == {
        "G1": "removed", "M1": "changed", "W1": "removed",
    }  # fmt: skip
    assert (
        "upstream: -2 suppliers, -1 on hold" in next(c for c in outcome.differences.suppliers if c.id == "M1").because
    )


def test_a_supplier_with_another_way_to_the_company_stays():
    both = screened(SHEET + "G1,Delta Gin,Turkmenistan,Agriculture,Cotton,M2,5\n")
    outcome = both.what_if(Drop("W1"))
    assert due(outcome.after, "G1") == "hold"
    assert due(outcome.after, "M2") == "review"


def test_a_supplier_never_linked_is_not_left_out():
    loose = screened(
        SHEET.replace("Annual spend", "Annual spend,Tier").replace("\nM1", "\nX9,Loose Ltd,Peru,,,,,3\nM1")
    )
    assert not loose.network.is_connected("X9")
    assert "X9" in {s.id for s in loose.what_if(Drop("W1")).after.suppliers}


def test_replacing_by_a_new_supplier_keeps_links_goods_and_amounts(assessment):
    outcome = assessment.what_if(Replace("G1", NewSupplier("Ege Gin", country="Türkiye")))
    new = next(s for s in outcome.after.suppliers if s.name == "Ege Gin")
    assert (new.country, new.commodities, new.tier, new.cells) == ("TR", ("cotton",), 3, ())
    assert "assumed in a what-if" in new.resolved[0].rule
    (link,) = [k for k in outcome.after.links if k.supplier == new.id]
    assert (link.buyer, link.spend) == ("W1", 20.0)
    assert outcome.after.summary.by_due_diligence["hold"] == 0
    assert moved(outcome, "W1")["due diligence"][0] == "review"


def test_replacing_by_a_supplier_of_the_input_moves_the_links(assessment):
    outcome = assessment.what_if(Replace("Alpha Garments", "M2"))
    assert [s.id for s in outcome.after.suppliers] == ["P1", "M2"]
    (exposure,) = outcome.after.company_exposure
    assert (exposure.upstream, exposure.share_exposed) == (2, exposure.share_exposed)


def test_adding_a_supplier_changes_shares(assessment):
    outcome = assessment.what_if(Add(NewSupplier("Zeta Garments", "Portugal", "Apparel", "Garments", spend=1000.0)))
    figures = {m.what: (m.before, m.after) for m in outcome.differences.companies["Acme"]}
    assert figures["suppliers upstream"] == (5, 6)
    assert "shares by" not in figures
    without = assessment.what_if(Add(NewSupplier("Zeta Garments", "Portugal", "Apparel", "Garments")))
    figures = {m.what: (m.before, m.after) for m in without.differences.companies["Acme"]}
    assert figures["shares by"] == ("spend", "equal split")


def test_another_country_brings_its_own_findings_and_sets_the_region_aside():
    there = screened(
        "Supplier ID,Supplier name,Country,Province,Sector,Product\n"
        "W1,Gamma Weaving,China,Xinjiang,Textiles,Textiles\nM1,Alpha,Portugal,,Apparel,Garments\n"
    )
    assert due(there.document, "W1") == "hold"
    outcome = there.what_if(SetCountry("W1", "VN"))
    assert outcome.changes == ("Gamma Weaving (W1): country China → Vietnam. Its region, Xinjiang, is set aside.",)
    after = next(s for s in outcome.after.suppliers if s.id == "W1")
    assert (after.country, after.region) == ("VN", None)
    kinds = {f.kind for f in outcome.differences.findings if f.supplier == "W1"}
    assert kinds >= {"removed"}
    change = next(c for c in outcome.differences.suppliers if c.id == "W1")
    assert any(reason.startswith("country 5 → ") for reason in change.because)


def test_confirming_a_match_makes_it_a_hold(assessment):
    match = next(f for f in assessment.document.findings if f.id.endswith("match:P1:uflpa-004"))
    outcome = assessment.what_if(Confirm(match.id))
    confirmed = next(f for f in outcome.after.findings if f.id == match.id)
    assert (confirmed.certainty.value, confirmed.calls_for.value) == ("stated", "hold")
    assert confirmed.statement.startswith("Taken as confirmed: ")
    # what is shown beforehand of the verdict `true_match` is what it becomes
    expected = next(r for r in assessment.document.reasons if r.id == match.reason.id).verdicts.confirmed
    assert confirmed.code == expected.code == "uflpa-listed-entity"
    assert (confirmed.next_step, confirmed.steps) == (expected.next_step, expected.steps)
    assert due(outcome.after, "P1") == "hold"
    assert due(outcome.after, "M2") == "review"
    about = {f.id: f.kind for f in outcome.differences.findings}
    assert about[match.id] == "changed"


CARRIED = """
Supplier ID,Supplier name,Country,Product,Supplies to (ID)
T1,Alpha Spinning,Portugal,Cotton yarn,
G1,Delta Gin,Turkmenistan,Cotton,T1
"""


def test_a_finding_that_follows_a_good_is_confirmed_at_its_source():
    assessment = screened(CARRIED)
    carried = [f for f in assessment.document.findings if f.code == "carried-order"]
    assert carried
    for finding in carried:
        with pytest.raises(scr.errors.InputError, match="is confirmed at its source") as caught:
            assessment.what_if(Confirm(finding.id))
        assert "cbp-order-origin:G1:" in caught.value.hint


@pytest.mark.parametrize("spend", [-5.0, float("inf"), float("nan")])
def test_a_spend_that_is_none_is_refused(assessment, spend):
    with pytest.raises(scr.errors.InputError, match="is no spend on Zeta"):
        assessment.what_if(Add(NewSupplier("Zeta", "Portugal", spend=spend)))


def test_one_of_a_thing_is_told_in_the_singular(assessment, capsys):
    outcome = assessment.what_if(Drop("P1"))
    reasons = {c.id: c.because for c in outcome.differences.suppliers}
    assert "upstream: -1 supplier, +0 on hold" in reasons["M2"]
    assert not any("1 suppliers" in r or "1 findings" in r for many in reasons.values() for r in many)
    print_what_if(scr.screen(assessment.network, as_of="2026-06-30").what_if(Add(NewSupplier("Zeta", "Peru"))))
    told = capsys.readouterr().out
    assert "1 suppliers" not in told
    assert "1 findings" not in told


def test_what_is_tried_leaves_the_assessment_as_it_is(assessment):
    before = assessment.document.plain()
    assessment.what_if(Drop("W1"), SetCountry("M1", "China"))
    assert assessment.document.plain() == before
    assert len(assessment.network) == 5


def test_no_real_change_changes_nothing(assessment):
    outcome = assessment.what_if(SetCountry("M2", "Portugal"))
    assert outcome.differences.suppliers == outcome.differences.findings == ()
    assert "Nothing changes." in outcome.explain()


def test_the_outcome_is_a_frame_a_text_and_json(assessment):
    outcome = assessment.what_if(Drop("G1"))
    assert set(outcome.suppliers["id"]) == {"G1", "W1", "M1"}
    assert "Delta Gin (G1) is dropped." in outcome.explain()
    assert "due diligence: review → enhanced" in outcome.explain()
    assert json.loads(json.dumps(outcome.as_dict()))["differences"]["suppliers"][0]["id"] == "G1"


def test_the_function_takes_what_screen_takes():
    network = screened().network
    outcome = scr.what_if(network, scr.changes.Drop("G1"), as_of="2026-06-30")
    assert outcome.after.summary.by_due_diligence["hold"] == 0


@pytest.mark.parametrize(
    ("change", "says", "hint"),
    [
        (Drop("ZZ"), "no supplier 'ZZ'", "Ids stand"),
        (Drop("Garments"), "no supplier 'Garments'", "Did you mean M1, M2"),
        (SetCountry("M1", "Atlantis"), "'Atlantis' is no country", "ISO code"),
        (
            SetCountry("M1", "Congo"),
            "'Congo' may be 2 countries: Congo",
            "meant: CD or CG",
        ),
        (Replace("M1", "M1"), "would replace itself", "another"),
        (Confirm("nothing"), "no possible finding 'nothing'", "match:P1:uflpa-004"),
    ],
)
def test_a_change_that_cannot_be_made_is_said(assessment, change, says, hint):
    with pytest.raises(scr.errors.SupplyChainRiskError, match=says) as caught:
        assessment.what_if(change)
    assert hint in caught.value.hint


def test_without_a_change_there_is_nothing_to_tell(assessment):
    with pytest.raises(scr.errors.InputError, match="no change"):
        assessment.what_if()


def test_a_new_supplier_from_words():
    made, buyer = new_supplier(" Serra Malhas ; country = Portugal;spend=1,500;to=M1")
    assert (made, buyer) == (NewSupplier("Serra Malhas", country="Portugal", spend=1500.0), "M1")
    for text in ("", "country=Portugal", "A;land=Portugal", "A;spend=much"):
        with pytest.raises(scr.errors.InputError) as caught:
            new_supplier(text)
        assert "Serra Malhas" in caught.value.hint


def test_the_workbook_that_was_read_is_not_written(tmp_path: Path):
    path = tmp_path / "s.csv"
    path.write_text(SHEET.strip(), encoding="utf-8")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    scr.what_if(path, Drop("W1"), as_of="2026-06-30")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [p.name for p in tmp_path.iterdir()] == ["s.csv"]
