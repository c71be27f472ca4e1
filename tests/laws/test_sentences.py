"""Sentences in front of counsel: each says what its source says, and no more."""

import io
import json

import openpyxl
import pandas as pd
import pytest
from ready import assessed

import supplychain_risk as scr
from supplychain_risk.laws import KINDS, LAWS
from supplychain_risk.reference import Reference
from supplychain_risk.reference.tip import tip_tier

HEAD = "Supplier,Country,Region,Product\n"
DAY = "2026-06-30"


def screened(rows, as_of=DAY):
    frame = pd.read_csv(io.StringIO(HEAD + rows + "\n"), dtype=str, keep_default_na=False)
    return assessed(scr.load(frame), as_of)


def findings(rows, as_of=DAY):
    return screened(rows, as_of).document.findings


def one(rows, code, as_of=DAY):
    return next(f for f in findings(rows, as_of) if f.code == code)


XINJIANG_COTTON = "Tarim Gin,China,Xinjiang,Cotton"
JUNGGAR = "Xinjiang Junggar Cotton and Linen Company Limited,China,,Cotton"


@pytest.mark.parametrize(
    ("rows", "code"),
    [(XINJIANG_COTTON, "cbp-order-origin"), (JUNGGAR, "cbp-order-entity"), (JUNGGAR, "cbp-order-origin")],
)
def test_orders_on_xinjiang_are_enforced_through_the_presumption_and_offer_no_proof_of_admissibility(rows, code):
    finding = one(rows, code)
    assert "Superseded in enforcement by the UFLPA presumption, as CBP marks it" in finding.statement
    assert "proof under 19 CFR 12.43 does not rebut its presumption" in finding.statement
    assert [s.citation.row for s in finding.steps] == ["uflpa-instead-of-proof"]
    assert "do not rebut its presumption" in finding.steps[0].text


def test_before_the_presumption_the_proof_was_the_way_out():
    finding = one(XINJIANG_COTTON, "cbp-order-origin", "2022-06-20")
    assert "presumption" not in finding.statement
    assert [s.citation.row for s in finding.steps] == ["wro-proof"]


def test_what_cbp_marked_later_is_not_told_earlier():
    told = one(XINJIANG_COTTON, "cbp-order-origin", "2023-06-30").statement
    assert "as CBP marks it" not in told
    assert "since 2022-06-21" in told


def test_a_good_carried_from_xinjiang_offers_no_proof_of_admissibility_either():
    text = (
        "Supplier,Country,Region,Product,Supplies to\nTarim Gin,China,Xinjiang,Cotton,Mill\n"
        "Mill,Vietnam,,Cotton yarn,Acme\n"
    )
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    document = assessed(scr.load(frame)).document
    carried = [f for f in document.findings if f.code == "carried-order"]
    assert carried
    assert all(step.citation.row != "wro-proof" for finding in carried for step in finding.steps)


@pytest.mark.parametrize("as_of", ["2025-09-23", DAY])
def test_a_vacated_finding_calls_for_review_and_says_that_it_may_come_back(as_of):
    finding = one("Kingtom Aluminio S.R.L.,Dominican Republic,,Aluminum profiles", "cbp-order-vacated", as_of)
    assert finding.calls_for == "review"
    assert "the trade court vacated and remanded to CBP on 2025-09-23" in finding.statement
    assert "may apply again" in finding.statement
    assert ("Inactive-Pending Litigation" in finding.statement) is (as_of == DAY)


def test_before_it_was_vacated_the_finding_bars():
    rows = "Kingtom Aluminio S.R.L.,Dominican Republic,,Aluminum profiles"
    assert one(rows, "cbp-order-entity", "2025-09-22").calls_for == "hold"


def test_a_confirmed_match_with_a_vacated_finding_stays_for_review():
    from supplychain_risk.risk.reviewed import as_confirmed

    world = scr.Screening.prepare(as_of=DAY).world
    kingtom = next(e for e in world.entities if e.entity_id == "wro-073")
    reason = scr.domain.Reason.of(
        code="potential-match",
        channel=scr.domain.Channel.LEGAL,
        certainty=scr.domain.Certainty.POSSIBLE,
        calls_for=scr.domain.DueDiligence.REVIEW,
        statement="'Kingtom' may be it.",
        instrument="",
        jurisdiction="US",
        citations=(kingtom.citation,),
    )
    finding = scr.domain.Finding(id="f", supplier="s", reason=reason)
    confirmed = as_confirmed(finding, kingtom, world)
    assert (confirmed.calls_for, confirmed.certainty) == ("review", "stated")
    assert as_confirmed(finding, None, world).calls_for == "hold"


@pytest.mark.parametrize(
    ("row", "how"),
    [
        (
            "FGV Holdings Berhad,Malaysia,,Palm oil",
            "which CBP modified on 2026-01-15; since then it does not bar goods",
        ),
        ("WRP Asia Pacific Sdn. Bhd.,Malaysia,,Gloves", "which CBP revoked in 2020-03, on a day that our table"),
        ("Annapurna Carpet,Nepal,,Carpets", "from which CBP released this target on 2021-07-23"),
    ],
)
def test_how_an_order_came_to_bar_nothing_is_told(row, how):
    assert how in one(row, "past-listed-entity").statement


def test_the_exception_is_asked_for_in_the_order_of_section_3b():
    finding = one(XINJIANG_COTTON, "uflpa-xinjiang-origin")
    step = next(s for s in finding.steps if s.citation.row == "uflpa-exception")
    for text in (step.text, KINDS["uflpa-xinjiang-origin"].does_not_mean):
        places = [text.index(word) for word in ("guidance to importers", "CBP", "clear and convincing")]
        assert places == sorted(places)
    assert "3(b)(1)(A), 3(b)(1)(B) and 3(b)(2)" in step.reference


def test_eo_13126_bars_no_import():
    stated = one("Alder,China,,Cotton", "eo13126-good").statement
    assert "binds those who sell to the US government; it bars no import" in stated
    assert not stated.startswith("Possibly")
    possible = one("Alder,China,,Cotton fleece blend", "eo13126-good")
    assert possible.certainty == "possible"
    assert possible.statement.startswith("Possibly: ")


@pytest.mark.parametrize(("goods", "verb"), [("Cotton", "goods fall in"), ("Cotton fleece blend", "goods may fall in")])
def test_what_is_only_possible_may_fall_in_a_sector(goods, verb):
    assert verb in one(f"Alder,China,,{goods}", "uflpa-priority-sector").statement


@pytest.mark.parametrize(
    ("goods", "words"),
    [
        ("Garments", "(garments) fall in a high-priority sector"),
        ("Cotton fleece blend", "(cotton) may fall in a high-priority sector"),
        ("Cotton shirts", "(cotton garments, cotton) fall, or may fall, in high-priority sectors"),
    ],
)
def test_goods_from_elsewhere_may_fall_in_a_sector_where_they_are_only_possible(goods, words):
    assert words in one(f"Alder,Vietnam,,{goods}", "uflpa-priority-input-unknown").statement


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("Alder,Turkmenistan,,Cotton", "cbp-order-origin", "covered by CBP's withhold release order of 2018-05-18"),
        (
            "Taepyung Salt Farm,South Korea,,Sea salt",
            "cbp-order-entity",
            "CBP's withhold release order of 2025-04-02 on",
        ),
        ("Da Wang,Vanuatu,,Tuna", "potential-match", "CBP's Finding of 2022-01-28 on 'Seafood'"),
    ],
)
def test_an_order_is_named_with_its_day(row, code, words):
    assert any(words in f.statement for f in findings(row) if f.code == code)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Alder,Malaysia,,Palm fruit", "(2022 edition, on the list since the 2022 edition)"),
        ("Alder,Turkmenistan,,Cotton", "(2022 edition, on the list at least since the 2016 edition)"),
        ("Alder,Bangladesh,,Garments", "at least since the 2016 edition, for the same labor since the 2022 edition)"),
    ],
)
def test_since_which_edition_a_good_is_listed(row, words):
    assert words in one(row, "ilab-forced-labor-good").statement


@pytest.mark.parametrize(
    ("country", "code", "efforts"),
    [
        ("Nepal", "tip-tier-2-watch-list", "is making significant efforts to comply, but"),
        ("China", "tip-tier-3", "is not making significant efforts to comply"),
    ],
)
def test_a_tier_means_what_the_act_says(country, code, efforts):
    finding = one(f"Alder,{country},,Toys", code)
    assert efforts in finding.statement
    assert "does not fully meet the minimum standards" in finding.statement
    assert any(c.row.startswith("tier-") for c in finding.citations), "the row that says what the tier means"


@pytest.mark.parametrize(
    ("country", "kind"), [("China", "forced labor (2022 report)"), ("Cuba", "labor export programs (2022 report)")]
)
def test_a_policy_or_pattern_of_forced_labor_is_part_of_the_tier(country, kind):
    finding = one(f"Alder,{country},,Toys", "tip-tier-3")
    assert f"names the government for a policy or pattern; as far as was read it is one of {kind}" in finding.statement
    assert "tip_policy_or_pattern" in {c.dataset for c in finding.citations}


@pytest.mark.parametrize("country", ["Iran", "South Sudan", "Afghanistan"])
def test_a_pattern_of_child_soldiers_or_of_what_was_not_read_is_not_told_as_one_of_forced_labor(country):
    assert "policy or pattern" not in one(f"Alder,{country},,Toys", "tip-tier-3").statement


def test_a_government_that_a_later_whole_list_leaves_out_is_not_named():
    assert "policy or pattern" in one("Alder,Belarus,,Toys", "tip-tier-3", "2024-07-01").statement
    told = [f.statement for f in findings("Alder,Belarus,,Toys", "2022-01-01") if f.code.startswith("tip-")]
    assert not [text for text in told if "policy or pattern" in text]


def test_child_soldiers_are_context_and_never_labor_in_goods():
    finding = one("Alder,Türkiye,,Toys", "tip-child-soldiers")
    assert (finding.calls_for, finding.channel) == ("standard", "indicator")
    assert finding.citations[0].dataset == "tip_child_soldiers"
    assert "not about labor in goods" in finding.statement
    assert "tip-child-soldiers" not in {f.code for f in findings("Alder,Germany,,Toys")}
    assert "tip-child-soldiers" not in {f.code for f in findings("Alder,Türkiye,,Toys", "2020-12-31")}


def test_a_name_listed_later_is_told_and_makes_no_finding():
    document = screened("Ninestar Corporation,China,,Toner", "2023-01-01").document
    later = next(text for text in document.about.limits if text.startswith("Listed later than 2023-01-01"))
    assert "Ninestar Corporation (UFLPA Entity List, 2023-06-12)" in later
    assert "uflpa-listed-entity" not in {f.code for f in document.findings}
    now = screened("Ninestar Corporation,China,,Toner", "2023-06-12").document
    assert not [text for text in now.about.limits if "Ninestar" in text]


def test_the_day_that_the_list_shows_today_is_explained_once_it_is_known():
    row = "Changhong Meiling Co., Ltd.,China,,Fridges".replace("Co., Ltd.", "Co. Ltd.")
    assert "DHS now shows the day of that correction, 2024-10-03" in one(row, "uflpa-listed-entity").statement
    assert "2024-10-03" not in one(row, "uflpa-listed-entity", "2024-10-02").statement


def test_what_a_kind_does_not_establish_stands_once_in_every_format(tmp_path):
    assessment = screened(f"{JUNGGAR}\nAlder,China,,Cotton")
    document = assessment.document
    codes = {f.code for f in document.findings}
    assert [k.code for k in document.kinds] == sorted(codes)
    listed = KINDS["uflpa-listed-entity"].does_not_mean
    assert "names are shared" in listed
    assessment.write(tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count(f"Not {listed}") == 1
    assert 'id="kind-uflpa-listed-entity"' in page
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert f"Not {listed}" in [k["does_not_mean"] for k in data["kinds"]]
    book = openpyxl.load_workbook(tmp_path / "report.xlsx", read_only=True)
    cells = [str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v]
    assert sum(f"Not {listed}" in cell for cell in cells) == 1
    assert f"Not {listed}" in assessment[next(iter(assessment))].explain()


def test_laws_that_are_not_looked_at_or_not_in_force_are_named():
    document = screened("Alder,Mexico,,Toys").document
    limits = "\n".join(document.about.limits)
    assert "Customs Tariff, item 9897.00.00 (CA), from 2020-07-01" in limits
    assert "labor ministry (MX), from 2023-05-18" in limits
    assert "proposed on 2026-06-02, as far as our sources of 2026-11-28 go" in limits
    assert {"laws-not-yet", "laws-not-looked-at"} <= {section.id for section in document.methodology}
    assert all(f.jurisdiction in ("US", "") for f in document.findings)


def test_every_law_that_a_finding_cites_is_declared_by_a_room():
    declared = {instrument for law in LAWS for instrument in law.instruments}
    assert declared <= set(Reference.bundled().table("legal_instruments").by_id)
    rows = f"{JUNGGAR}\nAlder,North Korea,,Cotton\nBeta,Nepal,,Carpets\n{XINJIANG_COTTON}\nGamma,Malaysia,,Palm oil"
    cited = {c.row for f in findings(rows) for c in f.citations if c.dataset == "legal_instruments"}
    assert cited <= declared
    assert {"caatsa-321", "tvpra-watch-list-limit", "eo-13126", "uflpa-presumption"} <= cited


def test_the_meanings_of_tiers_are_those_of_the_table():
    """Each tier has its words; none is told of a government without them."""
    meanings = Reference.bundled().table("tip_tiers", "tip_tier_meanings")
    from supplychain_risk.laws.tip import tier_meaning

    assert {row["tier"] for row in meanings} == {"1", "2", "2WL", "3", "SC"}
    for row in meanings:
        agree = ("is not making significant efforts" in row["definition"], row["tier"] == "3")
        assert agree[0] == agree[1] == ("is not making significant efforts" in tier_meaning(row["tier"]))
    assert tip_tier(Reference.bundled(), "DE", pd.Timestamp(DAY).date()) is not None


EXAMPLE = "examples/apparel_suppliers.xlsx"


def test_every_citation_of_the_example_report_names_an_authority_but_for_named_tables():
    """What goes into what has no authority beyond HS; three rows on industries are from general knowledge or a blog."""
    from pathlib import Path

    path = Path(__file__).parents[2] / EXAMPLE
    document = scr.screen(scr.load(path), as_of=DAY).document
    cited = [c for f in document.findings for c in (*f.citations, *(s.citation for s in f.steps))]
    assert len(cited) > 100
    silent = {(c.dataset, c.confidence) for c in cited if not c.authority_url}
    assert {dataset for dataset, _ in silent} <= {"commodity_inputs", "high_risk_industries"}
    of_law_or_list = [c for c in cited if c.dataset not in ("commodity_inputs", "high_risk_industries")]
    assert all(c.authority_url.startswith("https://") and c.url == c.authority_url for c in of_law_or_list)
    for finding in document.findings:
        if finding.channel == "legal":
            assert finding.citations[0].authority_url, finding.id


def test_a_list_that_nobody_read_is_marked_where_it_is_named():
    frame = pd.read_csv(io.StringIO("Supplier,Country,Sector\nAlder,Brazil,Agriculture\n"), dtype=str)
    document = assessed(scr.load(frame)).document
    told = next(f.statement for f in document.findings if f.code == "industry-named")
    assert "'Agriculture' (Responsible Sourcing Tool, 2024; from general knowledge, not read)" in told
    assert "2022; from general knowledge" not in told


def test_a_downstream_good_that_is_only_possible_says_so():
    stated = one("Alder,Vietnam,,Garments", "ilab-downstream-good")
    assert stated.statement.startswith("The US Department of Labor")
    assert "Whether these goods hold it, the sheet does not say" in stated.statement
    possible = one("Alder,Vietnam,,Garments and other goods of the season", "ilab-downstream-good")
    assert possible.certainty == "possible"
    assert possible.statement.startswith("Possibly: ")
