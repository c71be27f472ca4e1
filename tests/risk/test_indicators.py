"""Reported ILO indicators are findings: any critical one, or a count of the others; never a mean."""

import json
import shutil
from datetime import date

import pytest
from test_controls import reading

from supplychain_risk.assess import screen
from supplychain_risk.domain import Method, Named, Reading, Resolution, Supplier, SupplyLink
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference

CRITICAL = Policy.default().indicators.critical.value
OTHERS = ("deception", "isolation", "withholding-of-wages", "excessive-overtime")


@pytest.fixture(scope="module")
def reference(tmp_path_factory) -> Reference:
    """The bundled tables, with the eleven indicators of the ILO booklet where they are not among them."""
    bundled = Reference.bundled()
    if "ilo_indicators" in bundled.names():
        return bundled
    folder = tmp_path_factory.mktemp("tables")
    shutil.copytree(bundled.folder, folder, dirs_exist_ok=True)
    ids = sorted({*CRITICAL, *OTHERS, "abuse-of-vulnerability", "abusive-working-and-living-conditions"})
    lines = "".join(f"{i},{i.replace('-', ' ').capitalize()},https://www.ilo.org,verified\n" for i in ids)
    content = f"id,name,source_url,confidence\n{lines}".encode()
    (folder / "ilo_indicators").mkdir()
    (folder / "ilo_indicators" / "ilo_indicators.csv").write_bytes(content)
    about = json.loads((folder / "legal_instruments" / "datapackage.json").read_text(encoding="utf-8"))
    import hashlib

    fields = [{"name": n, "type": "string", "description": n} for n in ("id", "name", "source_url", "confidence")]
    entry = about["resources"][0] | {
        "name": "ilo_indicators",
        "path": "ilo_indicators.csv",
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "bytes": len(content),
        "rows": len(ids),
        "expected_rows": {"min": 11, "max": 11},
        "schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]},
    }
    package = about | {"name": "ilo_indicators", "resources": [entry]}
    (folder / "ilo_indicators" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return Reference.at(folder)


def found(reference: Reference, *indicators: str, method: Method = Method.EXACT):
    readings = tuple(Reading(resolution=Resolution(raw=i, method=method, code=i, label=i)) for i in indicators)
    supplier = Supplier(
        id="A",
        name="Alpha",
        names=(Named(text="Alpha"),),
        country=reading("PT"),
        sectors=(reading("62"),),
        indicators=readings,
    )
    network = SupplyNetwork([supplier], [SupplyLink(supplier="A", buyer=COMPANY)], company="Acme")
    assessment = screen(network, as_of=date(2026, 6, 30), reference=reference)
    level = assessment.document.suppliers[0].due_diligence.value
    return level, [f for f in assessment.document.findings if f.code.startswith("ilo-")]


def test_every_critical_indicator_is_one_of_the_eleven(reference):
    known = reference.table("ilo_indicators").by_id
    assert len(known) == 11
    assert set(CRITICAL) < set(known)


@pytest.mark.parametrize("indicator", CRITICAL)
def test_a_critical_one_calls_for_review(reference, indicator):
    level, (finding,) = found(reference, indicator)
    assert level == "review"
    assert (finding.code, finding.channel.value) == ("ilo-indicator-critical", "indicator")
    assert finding.citations[0].row == indicator
    assert "not what anybody has established" in finding.statement


def test_two_of_the_others_call_for_enhanced_and_one_for_no_more(reference):
    assert found(reference, "deception", "isolation")[0] == "enhanced"
    level, (finding,) = found(reference, "deception")
    assert level == "standard"
    assert finding.code == "ilo-indicator-reported"


def test_more_of_the_others_do_not_thin_out_a_critical_one(reference):
    level, findings = found(reference, "debt-bondage", *OTHERS)
    assert level == "review"
    assert sorted(f.code for f in findings) == ["ilo-indicator-critical", "ilo-indicators-several"]
    assert "reports 4 ILO indicators" in next(f.statement for f in findings if f.code == "ilo-indicators-several")


def test_a_text_that_only_contains_an_indicator_is_possible(reference):
    _, (finding,) = found(reference, "debt-bondage", method=Method.PHRASE)
    assert finding.certainty.value == "possible"


def test_the_step_that_guidance_asks_for_is_with_it(reference):
    _, (finding,) = found(reference, "debt-bondage")
    assert [s.asked_by for s in finding.steps] == ["guidance"]
    assert "remedy" in finding.steps[0].text


def test_none_reported_makes_none(reference):
    level, findings = found(reference)
    assert (level, findings) == ("standard", [])
