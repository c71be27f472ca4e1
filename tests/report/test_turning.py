"""What would change what a supplier calls for: it follows from the report, and it is what then comes true."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.report.turning import CONTROLS, Turning

sys.path.insert(0, str(Path(__file__).parent.parent / "screening"))
from reviewing import CLEARED, file_of, rule, screened

EXAMPLES = Path(__file__).parents[2] / "examples"


def of(assessment, supplier):
    return Turning(assessment.document).of(assessment[supplier].supplier)


def small(text, as_of="2026-06-30"):
    frame = pd.read_csv(io.StringIO(text.strip()), dtype=str, keep_default_na=False)
    return scr.screen(scr.load(frame, company="Acme"), as_of=as_of)


@pytest.mark.parametrize(
    "name",
    ["apparel_suppliers.xlsx", "solar_chain_with_faults.xlsx", "tiers_side_by_side.csv", "bill_of_materials.csv"],
)
def test_levels_worked_out_from_the_report_are_those_of_the_assessment(name):
    """The rules are those of `risk.due_diligence`, read off the document; a rule that changes there fails here."""
    document = scr.screen(EXAMPLES / name, as_of="2026-06-30").document
    turning = Turning(document)
    assert {s.id: turning.level(s) for s in document.suppliers} == {s.id: s.due_diligence for s in document.suppliers}
    for supplier in document.suppliers:
        *told, last = turning.of(supplier)
        assert told
        assert last == CONTROLS


@pytest.mark.slow
def test_a_verdict_does_what_is_said_of_it(tmp_path):
    before = screened()
    (told, *_) = of(before, "P")
    assert told == (
        "Match “Possible match with a list”: with a reviewer's verdict that it is another company "
        "(false_positive) the level goes from review to enhanced."
    )
    after = screened(dispositions=rule(file_of(before, tmp_path), "P", **CLEARED))
    assert after["P"].supplier.due_diligence == "enhanced"


@pytest.mark.slow
def test_an_input_that_is_not_known_bounds_the_band_and_the_level_at_both_ends():
    sheet = "id,name,country,sector,product\nU,Unknown Works,{},Textiles,Yarn\n"
    unknown = small(sheet.format("Atlantis"))
    document = unknown.document
    assert document.suppliers[0].due_diligence == "not_assessed"
    told = of(unknown, "U")
    assert told[0] == (
        "Stating the country, or the origin of its goods would let it be assessed; what it then calls for is not known "
        "before."
    )
    span = re.search(r"between ([\d.]+) and ([\d.]+), in a band from ([\w ]+) to ([\w ]+);", " ".join(told))
    assert span, told
    for country in ("Portugal", "China", "Brazil"):
        score = small(sheet.format(country))["U"].supplier.structural
        assert float(span[1]) <= score.low <= score.high <= float(span[2])


def test_who_is_on_hold_upstream_and_decides_is_told_with_what_is_left_without():
    sheet = (
        'id,name,country,sector,supplies to\nL,"Hetian Taida Apparel Co., Ltd.",China,Apparel,B\n'
        "B,Plain Works Ltd,Portugal,Textiles,Acme\n"
    )
    one = small(sheet)
    assert (one["B"].supplier.due_diligence, one["B"].supplier.ground) == ("review", "upstream")
    (told, *_) = of(one, "B")
    assert told.startswith("1 supplier on hold upstream decides, and no finding of its own.")
    without = small(sheet.replace('L,"Hetian Taida Apparel Co., Ltd.",China,Apparel,B\n', ""))
    assert told.endswith(f"from review to {without['B'].supplier.due_diligence.value}.")


def test_where_nothing_would_change_it_that_is_said_and_why():
    one = small(
        'id,name,country,sector\nL,"Hetian Taida Apparel Co., Ltd.",China,Apparel\nC,Quiet Ltd,Portugal,Textiles\n'
    )
    held, quiet = of(one, "L")[0], of(one, "C")
    assert held.startswith("Nothing that this report holds would by itself change the level: ")
    assert "stated finding" in held
    assert any(line.startswith("Nothing that this report holds") for line in quiet)


def test_each_match_and_possible_finding_that_is_said_to_decide_alone_does():
    document = scr.screen(EXAMPLES / "apparel_suppliers.xlsx", as_of="2026-06-30").document
    turning = Turning(document)
    titles = {kind.code: kind.title for kind in document.kinds}
    checked = 0
    for supplier in document.suppliers:
        own = [f for f in document.findings if f.supplier == supplier.id]
        for told in turning.of(supplier):
            named = re.match("(?:Match|Finding) “(.+?)”", told)
            if named is None:
                continue
            left = [[f for f in own if f.reason.id != one.reason.id] for one in own if titles[one.code] == named[1]]
            new = re.search(r"from (\w+) to ([\w ]+)\.$", told)
            assert new[1] == supplier.due_diligence
            assert new[2].replace(" ", "_") in {turning.level(supplier, rest).value for rest in left}
            checked += 1
    assert checked


def test_a_report_that_does_not_hold_the_band_of_the_low_end_is_not_taken_to_stay_in_its_band():
    document = small("id,name,country,sector,product\nU,Unknown Works,Atlantis,Textiles,Yarn\n").document
    (supplier,) = document.suppliers
    older = supplier.structural.changed(score=supplier.structural.score.changed(band_low=None))
    told = Turning(document).of(supplier.changed(structural=older))
    assert any("which band its low end is in, this report does not hold" in line for line in told)
    assert not any("as now" in line for line in told)
