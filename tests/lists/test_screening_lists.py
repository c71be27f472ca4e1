"""Suppliers against a user's lists: indicators under the list's own name; editions of legal lists keep their effect."""

from __future__ import annotations

import io
import json
from datetime import date

import pandas as pd
import pytest
from commands import run
from list_files import CBP_CSV, OPENSANCTIONS, UFLPA_PAGE, imported, put
from reviewing import CLEARED, rule

import supplychain_risk as scr
from supplychain_risk.errors import ReferenceDataError

SHEET = """
id,name,country,sector
Q,Quiet Mills Ltd,Portugal,Textiles
S,Silent Mills,Portugal,Textiles
N,"Wholly New Mills Co., Ltd.",China,Textiles
H,"Hetian Taida Apparel Co., Ltd.",China,Apparel
C,Geehy Semiconducter Ltd,China,Chips
F,Fresh Farms Ltd,Kenya,Food
"""


def screened(lists=(), as_of: str | None = "2026-11-01", text: str = SHEET) -> scr.Assessment:
    frame = pd.read_csv(io.StringIO(text.strip()), dtype=str, keep_default_na=False)
    return scr.screen(scr.load(frame), as_of=as_of, lists=lists)


def found(assessment: scr.Assessment, supplier: str) -> dict[str, object]:
    return {f.code: f for f in assessment[supplier].findings}


@pytest.fixture
def watch(tmp_path):
    path = put(tmp_path, "targets.simple.csv", OPENSANCTIONS)
    return imported(path, tmp_path / "lists", name="eu", title="EU list, by OpenSanctions").folder.parent


@pytest.fixture
def uflpa(tmp_path):
    path = put(tmp_path, "page.html", UFLPA_PAGE)
    return imported(path, tmp_path / "legal", name="entity-list", kind="uflpa", force=True).folder


def test_a_name_on_a_users_list_is_an_indicator_that_calls_for_review(watch):
    after = screened([watch])
    finding = found(after, "Q")["user-list-entity"]
    assert (finding.channel, finding.certainty, finding.calls_for) == ("indicator", "stated", "review")
    assert finding.instrument == "EU list, by OpenSanctions"
    assert finding.jurisdiction == ""
    assert finding.statement == (
        "'Quiet Mills Ltd' is the name of an entry of the list 'EU list, by OpenSanctions' (listed since 2022-04-01; "
        "it says: Reg 1; EU-X; eu_fsf)."
    )
    cited = finding.citations[0]
    assert (cited.dataset, cited.edition, cited.row) == ("eu", "2026-05-02 (the newest last_seen)", "eu-NK-1")
    assert cited.licence.startswith("not stated by the file")


def test_an_alias_counts_as_the_name(watch):
    assert found(screened([watch]), "S").keys() & {"user-list-entity", "potential-match"}


def test_the_report_names_the_list_its_licence_and_its_hash(watch):
    document = screened([watch]).document
    source = next(s for s in document.sources if s.name == "eu")
    assert source.licence.startswith("not stated by the file")
    assert source.rows == 2
    assert document.manifest["lists"] == {"eu": f"sha256:{source.sha256}"}
    assert "lists" not in screened().document.manifest


def test_without_lists_nothing_changes(watch):
    assert "user-list-entity" not in found(screened(), "Q")
    others = [f for f in screened([watch]).document.findings if f.supplier not in ("Q", "S")]
    assert others == [f for f in screened().document.findings if f.supplier not in ("Q", "S")]


def test_a_day_before_the_listing_finds_nothing_and_an_unstated_day_always_counts(tmp_path, watch):
    assert "user-list-entity" not in found(screened([watch], as_of="2022-03-31"), "Q")
    path = put(tmp_path, "plain.csv", "name\nQuiet Mills Ltd\n")
    undated = imported(path, tmp_path / "plain", name="plain").folder
    assert "user-list-entity" in found(screened([undated], as_of="2022-03-31"), "Q")


def test_a_newer_edition_of_a_legal_list_takes_the_place_of_the_bundled_one(uflpa):
    after = screened([uflpa])
    new = found(after, "N")["uflpa-listed-entity"]
    assert new.instrument == "Uyghur Forced Labor Prevention Act (Pub. L. 117-78, 135 Stat. 1525)"
    assert (new.channel, new.calls_for, new.jurisdiction) == ("legal", "hold", "US")
    assert "an entity on the UFLPA Entity List, since 2026-08-20" in new.statement
    assert new.citations[0].dataset == "entity-list"
    assert "uflpa-listed-entity" in found(after, "H")
    assert "potential-match" in found(screened(), "C")
    assert "potential-match" not in found(after, "C")
    note = next(limit for limit in after.document.about.limits if "entity-list" in limit)
    assert "in the place of the bundled edition of 2026-08-03" in note
    assert "no longer screened" in note


def test_a_verdict_survives_a_new_edition_that_leaves_the_entry_as_it_was(tmp_path, uflpa):
    text = 'id,name,country\nA,"Junan Jinsheng Import & Export Co., Ltd.",Germany\n'
    first = screened(text=text)
    first.write(tmp_path, formats=["json"])
    path = rule(tmp_path / "dispositions.xlsx", "A", **CLEARED)
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    for lists in ((), (uflpa,)):
        after = scr.screen(scr.load(frame), as_of="2026-11-01", lists=lists, dispositions=path)
        (finding,) = (f for f in after["A"].findings if f.code == "potential-match")
        assert finding.disposition == "false_positive"
        assert finding.citations[0].dataset == ("entity-list" if lists else "uflpa_entities")


def test_an_owner_on_a_users_list_is_a_possible_family_match(watch):
    text = "id,name,country,parent\nO7,Far Away Spinners,Kenya,Quiet Mills Ltd\n"
    finding = found(screened([watch], text=text), "O7")["user-list-possible-family"]
    assert (finding.channel, finding.certainty, finding.calls_for) == ("indicator", "possible", "review")
    assert finding.instrument == "EU list, by OpenSanctions"


def test_an_older_edition_is_not_used_and_said(tmp_path):
    path = put(tmp_path, "page.html", UFLPA_PAGE)
    old = imported(path, tmp_path / "old", kind="uflpa", force=True, day=date(2026, 1, 1)).folder
    after = screened([old])
    assert "uflpa-listed-entity" not in found(after, "N")
    assert any("older than the bundled one" in limit for limit in after.document.about.limits)


def test_without_a_day_a_run_is_about_the_newest_edition(uflpa):
    after = screened([uflpa], as_of=None)
    assert after.document.about.as_of == date(2026, 8, 20)
    assert "uflpa-listed-entity" in found(after, "N")


def test_an_edition_of_cbps_orders_keeps_the_rules_and_the_ended_orders(tmp_path):
    path = put(tmp_path, "wro-2026-09-29.csv", CBP_CSV)
    folder = imported(path, tmp_path / "cbp", name="wro", kind="cbp", force=True).folder
    text = SHEET + 'T,Turkmen Cotton Mill,Turkmenistan,Cotton\nG,"Top Glove Corporation Bhd",Malaysia,Gloves\n'
    after = screened([folder], text=text)
    assert found(after, "F")["cbp-order-entity"].calls_for == "hold"
    assert "withhold release order of 2026-09-15" in found(after, "F")["cbp-order-entity"].statement
    assert {f.code for f in after["T"].findings} >= {"cbp-order-origin"}
    assert "past-listed-entity" in found(after, "G")
    assert "cbp-order-entity" in found(after, "H")


def test_match_looks_into_lists_too(watch):
    (best, *_) = scr.match("Quiet Mills Ltd", country="PT", lists=[watch])
    assert (best.entity.dataset, best.outcome.value) == ("eu", "listed")
    assert best.entity.identifiers == (("lei", "213800KUD8LAJWSQ9D15"), ("other", "501964843"))
    assert scr.match("Quiet Mills Ltd", country="PT") == ()


def test_folders_without_lists_and_two_lists_of_one_name(tmp_path, watch):
    with pytest.raises(ReferenceDataError, match="no imported list here"):
        screened([tmp_path / "nothing"])
    path = put(tmp_path, "a.csv", "name\nOther\n")
    other = imported(path, tmp_path / "others", name="eu").folder
    with pytest.raises(ReferenceDataError, match="two lists are called 'eu'"):
        screened([watch, other])
    assert len(screened([watch, watch / "eu"]).document.findings) == len(screened([watch]).document.findings)


# --- the command line -------------------------------------------------------------------------------------------------


def test_import_list_match_and_screen_from_the_command_line(tmp_path):
    put(tmp_path, "targets.simple.csv", OPENSANCTIONS)
    put(tmp_path, "s.csv", SHEET.strip())
    done = run("reference", "import", "targets.simple.csv", "--name", "eu", "--licence", "our own", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for part in ("4 rows read, 2 entries", "2026-05-02", "our own", "rows about persons (1)", "targets.simple.csv!"):
        assert part in done.stdout
    listed = run("reference", "list", "--lists", "supplychain_risk_lists", "--json", cwd=tmp_path)
    assert "eu" in [table["name"] for table in json.loads(listed.stdout)["tables"]]
    shown = run("reference", "show", "eu", "--lists", "supplychain_risk_lists", cwd=tmp_path)
    assert "Quiet Mills Ltd" in shown.stdout
    assert run("reference", "validate", "supplychain_risk_lists", cwd=tmp_path).returncode == 0
    matched = run("match", "Quiet Mills Ltd", "--lists", "supplychain_risk_lists", "--json", cwd=tmp_path)
    assert json.loads(matched.stdout)["Quiet Mills Ltd"][0]["list"] == "eu"
    screen = ("screen", "s.csv", "--lists", "supplychain_risk_lists", "--format", "json", "--as-of", "2026-11-01")
    assert run(*screen, cwd=tmp_path).returncode == 0
    codes = {f["code"] for f in json.loads((tmp_path / "audit/report.json").read_text(encoding="utf-8"))["reasons"]}
    assert "user-list-entity" in codes


def test_wrong_calls_say_what_to_do(tmp_path):
    put(tmp_path, "a.csv", "name\nAlpha\nBeta\n")
    assert run("reference", "import", "a.csv", cwd=tmp_path).returncode == 0
    put(tmp_path, "a.csv", "name\nAlpha\n")
    for args, said in (
        (("a.csv",), "--force"),
        (("a.csv", "--as", "ofac"), "uflpa, cbp, other"),
        (("a.csv", "--date", "yesterday"), "YYYY-MM-DD"),
        (("none.csv",), "Check the path"),
    ):
        done = run("reference", "import", *args, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    path = tmp_path / "supplychain_risk_lists/a/a.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Beta", "Gamma"), encoding="utf-8")
    done = run("reference", "validate", "supplychain_risk_lists", cwd=tmp_path)
    assert done.returncode == 1
    assert "differs from its stated hash" in " ".join(done.stdout.split())


def test_many_names_give_what_each_gives_alone(watch):
    names = ["Quiet Mills Ltd", ("Hetian Taida Apparel Co., Ltd.", "China"), "Wholly Unknown Works", "Quiet Mills Ltd"]
    many = scr.match_many(names, as_of="2026-11-01", lists=[watch])
    one = [
        scr.match(name, country=country, as_of="2026-11-01", lists=[watch])
        for name, country in ((n, "") if isinstance(n, str) else n for n in names)
    ]
    assert many == one
    assert [bool(found) for found in many] == [True, True, False, True]


def test_a_list_is_read_once_until_it_changes(watch, tmp_path, monkeypatch):
    from supplychain_risk import lookup

    reads = []
    real = lookup.read_user_lists
    monkeypatch.setattr(lookup, "read_user_lists", lambda folders: (reads.append(1), real(folders))[1])
    lookup._lists_of.cache_clear()
    for _ in range(3):
        assert scr.match("Quiet Mills Ltd", lists=[watch])
    assert len(reads) == 1
    path = put(tmp_path, "more.csv", "name\nNever Heard Mills\n")
    imported(path, watch, name="more")
    assert scr.match("Never Heard Mills", lists=[watch]), "a list that was added is seen"
    assert len(reads) == 2


def test_lists_of_the_same_rows_and_another_title_are_told_apart_in_one_process(tmp_path):
    text = "name\nQuiet Mills Ltd\n"
    titles = ("First title", "Second title")
    for title in titles:
        imported(put(tmp_path, "watch-2026-06-01.csv", text), tmp_path / title, name="watch", title=title)
    matched = [scr.match("Quiet Mills Ltd", lists=[tmp_path / title]) for title in titles]
    assert [found[0].entity.list_name for found in matched] == list(titles)
