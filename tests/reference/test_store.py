"""Reading the tables: refused when they are not what they state, read once, text kept as text."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.reference import Reference
from supplychain_risk.reference.industries import priority_sectors
from supplychain_risk.reference.store import day, parts


@pytest.fixture
def folder(tmp_path, reference):
    """A copy of two tables that a test may damage."""
    for name in ("cbp_orders", "uflpa_priority_sectors"):
        shutil.copytree(reference.folder / name, tmp_path / name)
    return tmp_path


def describe(folder, name, change):
    path = folder / name / "datapackage.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    change(about)
    path.write_text(json.dumps(about), encoding="utf-8")


def test_a_table_whose_content_was_changed_is_refused(folder):
    path = folder / "uflpa_priority_sectors" / "uflpa_priority_sectors.csv"
    path.write_bytes(path.read_bytes().replace(b"Steel", b"Stool"))
    with pytest.raises(ReferenceDataError, match="differs from its stated hash") as refused:
        Reference.at(folder).table("uflpa_priority_sectors")
    assert str(path) in str(refused.value)
    assert "Rebuild" in refused.value.hint


@pytest.mark.parametrize("span", [{"min": 13, "max": 30}, {"min": 1, "max": 11}])
def test_a_list_that_shrank_or_grew_out_of_its_range_is_refused(folder, span):
    describe(folder, "uflpa_priority_sectors", lambda about: about["resources"][0].update(expected_rows=span))
    with pytest.raises(ReferenceDataError, match=r"12 rows, expected"):
        Reference.at(folder).table("uflpa_priority_sectors")


def test_a_missing_file_a_broken_description_and_an_unknown_name_are_explained(folder):
    (folder / "cbp_orders" / "cbp_order_rules.csv").unlink()
    (folder / "uflpa_priority_sectors" / "datapackage.json").write_text("{", encoding="utf-8")
    tables = Reference.at(folder)
    assert len(tables.table("cbp_orders")) == 96, "the other resource can still be read"
    for ask in (
        lambda: tables.table("cbp_orders", "cbp_order_rules"),
        lambda: tables.table("cbp_orders", "no_such_resource"),
        lambda: tables.table("uflpa_priority_sectors"),
        lambda: tables.table("no_such_table"),
        lambda: Reference.at(folder / "cbp_orders"),
        lambda: Reference.at(folder / "nowhere"),
    ):
        with pytest.raises(ReferenceDataError) as refused:
            ask()
        assert refused.value.hint


def forget(key):
    def change(about):
        del about[key]

    return change


@pytest.mark.parametrize(
    "change",
    [
        *(forget(key) for key in ("title", "edition", "data_date", "publisher", "licenses", "resources")),
        lambda about: about.update(data_date="last year"),
        lambda about: about.update(licenses=[]),
        lambda about: about.update(resources=[]),
        lambda about: about.update(resources="none"),
        lambda about: about["resources"][0].pop("hash"),
        lambda about: about["resources"][0].update(expected_rows={"min": "many"}),
    ],
)
def test_a_description_that_lacks_what_reports_cite_is_refused(folder, change):
    describe(folder, "uflpa_priority_sectors", change)
    with pytest.raises(ReferenceDataError, match="lacks") as refused:
        Reference.at(folder).table("uflpa_priority_sectors")
    assert "datapackage.json" in str(refused.value)


def test_a_description_that_is_a_list_is_refused(folder):
    (folder / "uflpa_priority_sectors" / "datapackage.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="lacks"):
        Reference.at(folder).table("uflpa_priority_sectors")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"id,source_url\n" + b"a,\xff\n" * 12, "no UTF-8 CSV"),
        (b"id,source_url\n" + b'"a,x\n' * 12, "no UTF-8 CSV"),
        (b"id,address\n" + b"a,x\n" * 12, "has no column read_in"),
        (b"id,source_url\n" + b"a,x\n" * 11 + b"a,x,y\n", "row 13 has too few or too many cells"),
        (b"id,source_url\n" + b"a,x\n" * 11 + b"a\n", "row 13 has too few or too many cells"),
        (b"", "has no column id, read_in"),
    ],
)
def test_a_file_that_is_no_table_is_refused(folder, content, complaint):
    (folder / "uflpa_priority_sectors" / "uflpa_priority_sectors.csv").write_bytes(content)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    describe(folder, "uflpa_priority_sectors", lambda about: about["resources"][0].update(hash=digest))
    with pytest.raises(ReferenceDataError, match=complaint):
        Reference.at(folder).table("uflpa_priority_sectors")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (b"date_from", b"since", "has no column 'date_from'"),
        (b"2025-08-19", b"last summer", "row 'uflpa-caustic-soda'"),
    ],
)
def test_a_table_of_your_own_that_a_view_cannot_read_is_explained(folder, old, new, complaint):
    path = folder / "uflpa_priority_sectors" / "uflpa_priority_sectors.csv"
    path.write_bytes(path.read_bytes().replace(old, new))
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    describe(folder, "uflpa_priority_sectors", lambda about: about["resources"][0].update(hash=digest))
    with pytest.raises(ReferenceDataError, match=complaint) as refused:
        priority_sectors(Reference.at(folder), date(2026, 1, 1))
    assert refused.value.hint


def test_tables_of_your_own_are_listed_with_their_resources(folder):
    tables = Reference.at(folder)
    assert tables.names() == ("cbp_orders", "uflpa_priority_sectors")
    assert tables.resources("cbp_orders") == ("cbp_orders", "cbp_order_rules", "cbp_order_changes")


def test_a_table_is_read_once(folder):
    tables = Reference.at(folder)
    first = tables.table("cbp_orders")
    shutil.rmtree(folder / "cbp_orders")
    assert tables.table("cbp_orders") is first
    assert tables.table("cbp_orders", "cbp_orders") is first


def test_the_hash_of_a_table_moves_with_each_of_its_resources(folder):
    main, whole, other = _hashes(folder)
    path = folder / "cbp_orders" / "cbp_order_rules.csv"
    path.write_bytes(path.read_bytes().replace(b"rule-033", b"rule-933"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    describe(folder, "cbp_orders", lambda about: about["resources"][1].update(hash=f"sha256:{digest}"))
    after = _hashes(folder)
    assert after[0] == main
    assert after[1] != whole
    assert after[2] == other


def _hashes(folder):
    tables = Reference.at(folder)
    return tables.table("cbp_orders").sha256, tables.sha256("cbp_orders"), tables.sha256("uflpa_priority_sectors")


def test_the_hash_of_a_table_with_one_file_is_that_of_the_file(reference):
    content = (reference.folder / "uflpa_entities" / "uflpa_entities.csv").read_bytes()
    assert reference.sha256("uflpa_entities") == hashlib.sha256(content).hexdigest()


def test_codes_stay_text(reference):
    """Namibia's NA is no missing value, HS 0801 no number (both are what spreadsheet readers make of them)."""
    assert "NA" in {row["country"] for row in reference.table("tip_tiers")}
    headings = reference.table("hs_headings")
    assert headings.by_id["0801"]["parent"] == "08"
    assert all(len(row["code"]) == {"chapter": 2, "heading": 4}.get(row["level"], len(row["code"])) for row in headings)
    assert {row["level"] for row in headings} == {"section", "chapter", "heading"}
    assert reference.table("isic_rev4").by_id["0111"]["parent"] == "011"


def test_hs_codes_of_goods_keep_their_leading_zero(reference):
    """Cashews are HS 0801, coffee 0901: without the zero they would be other chapters."""
    codes = {row["id"]: row["hs_codes"].split(";") for row in reference.table("ilab_goods_crosswalk")}
    assert all(code.startswith("0901") for code in codes["coffee"] if code.startswith("09"))
    assert any(code.startswith("0901") for code in codes["coffee"])
    chapters = {row["code"] for row in reference.table("hs_headings") if row["level"] == "chapter"}
    for good, given_codes in codes.items():
        assert all(code[:2] in chapters for code in given_codes if code), good


def test_every_parent_code_exists(reference):
    for name in ("isic_rev4", "hs_headings", "naics_2022"):
        table = reference.table(name)
        assert all(not row["parent"] or row["parent"] in table.by_id for row in table), name


def test_importing_the_reference_floor_loads_no_heavy_library():
    code = (
        "import sys, supplychain_risk.reference.store; print([m for m in ('pandas', 'networkx') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_month_means_its_last_day_and_a_year_its_last():
    assert day("2020-03") == date(2020, 3, 31)
    assert day("2024-02") == date(2024, 2, 29)
    assert day("2021-12") == day("2021") == date(2021, 12, 31)
    assert day("") is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_a_month_never_ends_before_any_of_its_days(some_day):
    assert day(some_day.isoformat()) == some_day
    last = day(some_day.isoformat()[:7])
    assert last is not None
    assert last >= some_day
    assert (last.year, last.month) == (some_day.year, some_day.month)


def test_parts_of_a_cell():
    assert parts("cotton; tomatoes;;") == ("cotton", "tomatoes")
    assert parts("") == ()
