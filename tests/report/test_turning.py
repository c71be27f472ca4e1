"""What would change what a supplier calls for: it follows from the report, and it is what then comes true."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.report import words
from supplychain_risk.report.turning import CONTROLS, Turning

sys.path.insert(0, str(Path(__file__).parent.parent / "screening"))
from reviewing import CLEARED, CONFIRMED, file_of, rule, screened

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
    cleared, confirmed, *_ = of(before, "P")
    match = "Match with “Geehy Semiconductor Co., Ltd.” (UFLPA Entity List): with a reviewer's verdict that "
    assert cleared == f"{match}it is another company (false_positive) the level goes from review to enhanced."
    assert confirmed == (
        f"{match}the supplier is the listed one, or one that the entry reaches (true_match) the level goes from review "
        "to hold."
    )
    for answers, level in ((CLEARED, "enhanced"), (CONFIRMED, "hold")):
        after = screened(dispositions=rule(file_of(before, tmp_path / level), "P", **answers))
        assert after["P"].supplier.due_diligence == level
        assert not any("Geehy" in line for line in of(after, "P"))


def test_a_stated_match_that_decides_alone_is_told_with_what_is_left_when_it_is_another_company(tmp_path):
    sheet = '\nid,name,country,sector\nB,"Geehy Semiconductor Co., Ltd.",China,Batteries\n'
    before = screened(sheet)
    (held,) = [f for f in before["B"].findings if f.calls_for == "hold"]
    assert held.certainty == "stated"
    told = of(before, "B")[0]
    assert told.endswith("it is another company (false_positive) the level goes from hold to review.")
    after = screened(sheet, dispositions=rule(file_of(before, tmp_path), "B", **CLEARED))
    assert after["B"].supplier.due_diligence == "review"


def test_explain_tells_what_would_change_it_and_what_a_verdict_would_make_of_a_match():
    one = screened()
    for supplier in one.document.suppliers:
        told = one[supplier.id].explain()
        assert all(f"    {line}\n" in told for line in of(one, supplier.id))
    (match,) = [f for f in one["P"].findings if f.open_to]
    confirmed = match.open_to.confirmed
    told = one["P"].explain()
    kind = "hold; On the UFLPA Entity List (uflpa-listed-entity), stated"
    assert (f"if it is {words.CONFIRMED}: {kind}; {match.instrument}\n          next: {confirmed.next_step}\n") in told
    assert confirmed.steps
    assert all(words.step(step) in told for step in confirmed.steps)
    assert f"if it is {words.REJECTED}: standard, as a cleared match\n" in told
    assert f"if it is {words.CONFIRMED}: it stays as it is\n" in one["L"].explain()
    assert words.REJECTED not in one["C"].explain()


def test_of_several_matches_each_that_would_change_the_level_is_named_in_one_sentence():
    one = screened("\nid,name,country,sector\nG,Esquel,China,Apparel\n")
    matches = {f.open_to.listed_name for f in one["G"].findings if f.open_to}
    assert len(matches) > 3
    told = [line for line in of(one, "G") if "true_match" in line]
    assert len(told) == 1
    assert "on any one of them" in told[0]
    assert f"and {len(matches) - 3} more" in told[0]


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
    quiet = of(one, "C")
    assert of(one, "L")[0] == (
        "2 findings that are matches, possible or inferred decide it together, and none of them alone. With all 2 "
        "ruled out the level goes from hold to review."
    )
    placed = small("id,name,country,region,sector\nW-1,Plain Works,China,Xinjiang,Apparel\n")
    held = of(placed, "W-1")[0]
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
