"""Lists as published become packages that say what they are; what cannot be used is named, nothing is dropped."""

from __future__ import annotations

import gzip
from datetime import date
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import openpyxl
import pytest
from frictionless import Package
from list_files import (
    CBP_CSV,
    FTM,
    OPENSANCTIONS,
    TODAY,
    UFLPA_PAGE,
    by_name,
    codes,
    ftm_lines,
    imported,
    put,
)

from supplychain_risk.errors import InputError, MissingFile, ReferenceDataError, UnreadableFile
from supplychain_risk.lists import import_list
from supplychain_risk.reference.user_lists import read_user_list, read_user_lists
from supplychain_risk.reference.validate import validate

# --- the UFLPA Entity List ------------------------------------------------------------------------------------------


@pytest.fixture
def uflpa(tmp_path):
    return imported(put(tmp_path, "page.html", UFLPA_PAGE), tmp_path / "lists", kind="uflpa", force=True)


def test_the_page_with_the_entity_list(uflpa):
    assert (uflpa.rows, uflpa.entries, uflpa.joined, uflpa.problems, uflpa.left_out) == (8, 6, 2, (), ())
    rows = by_name(uflpa.list)
    assert rows["Hetian Taida Apparel Co., Ltd"]["aliases"] == "Hetian TEDA Garment"
    new = rows["Wholly New Mills Co., Ltd."]
    assert new["aliases"] == "Wholly New Spinning Co.;Entirely New Spinning Co."
    assert (new["listed_from"], new["country"], new["id"]) == ("2026-08-20", "CN", "uflpa-wholly-new-mills-co-ltd")
    assert new["source_cell"] == "page.html!table 2!A5"
    assert "Junan Jinsheng Import & Export Co., Ltd." in rows
    assert not any("Not An Entity" in name for name in rows)


def test_an_entity_in_two_tables_is_one_entry_from_its_first_day(uflpa):
    rows = by_name(uflpa.list)
    assert len([name for name in rows if name.startswith("Hoshine")]) == 1
    corps = rows["Xinjiang Production and Construction Corps"]
    assert corps["aliases"] == "XPCC;Xinjiang Corps;Bingtuan"
    assert corps["match_exactly"] == "XPCC"
    assert corps["open_ended"] == "and its subordinate and affiliated entities"


def test_what_the_bundled_table_knows_is_kept(uflpa):
    rows = by_name(uflpa.list)
    assert rows["Hetian Taida Apparel Co., Ltd"]["id"] == "uflpa-004"
    assert rows["Xinjiang Production and Construction Corps"]["name_zh"] == "新疆生产建设兵团"


def test_the_list_says_of_which_day_it_is_and_under_what_terms(uflpa):
    table = uflpa.list.table
    assert table.data_date == date(2026, 8, 20)
    assert table.edition == "2026-08-20 (the newest day of an entry)"
    assert table.licence == "Public domain (US government work)"
    assert table.about["sources"][0]["path"] == "https://www.dhs.gov/uflpa-entity-list"


def test_a_copy_in_a_workbook_gives_the_same_entries(tmp_path, uflpa):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["UFLPA Entity List, copied"])
    sheet.append(["Name of Entity", "Effective Date"])
    sheet.append(["Hetian Taida Apparel Co., Ltd (and one alias: Hetian TEDA Garment)", date(2022, 6, 21)])
    book.save(tmp_path / "copy.xlsx")
    copy = imported(tmp_path / "copy.xlsx", tmp_path / "others", kind="uflpa", force=True)
    given = by_name(copy.list)["Hetian Taida Apparel Co., Ltd"]
    expected = by_name(uflpa.list)["Hetian Taida Apparel Co., Ltd"]
    assert given | {"source_cell": ""} == expected | {"source_cell": ""}


def test_a_page_saved_as_one_file_gives_the_same_entries(tmp_path, uflpa):
    page = MIMEText(UFLPA_PAGE, "html", "utf-8")
    archive = MIMEMultipart("related", type="text/html")
    archive.attach(page)
    archive.attach(MIMEText("body {}", "css"))
    path = tmp_path / "page.mhtml"
    path.write_bytes(archive.as_bytes())
    saved = imported(path, tmp_path / "others", kind="uflpa", force=True)
    cells = {"source_cell": ""}
    assert [dict(r) | cells for r in saved.list.table] == [dict(r) | cells for r in uflpa.list.table]


def test_a_list_that_looks_like_it_is_not_taken_for_it(tmp_path):
    result = imported(put(tmp_path, "page.html", UFLPA_PAGE), tmp_path / "lists")
    assert result.list.kind == "other"
    assert "import it with --as uflpa" in result.hint


# --- CBP's orders ---------------------------------------------------------------------------------------------------


@pytest.fixture
def cbp(tmp_path):
    path = put(tmp_path, "withhold-release-orders-findings-fy26-2026-09-29.csv", CBP_CSV)
    return imported(path, tmp_path / "lists", kind="cbp", force=True)


def test_rows_of_several_companies_are_taken_apart(cbp):
    rows = by_name(cbp.list)
    assert {"Fuchu Prison", "Union Kogyo Co., Ltd.", "Fresh Farms Ltd", "Newer Farms Ltd"} <= set(rows)
    assert rows["Valley Carpet"]["status"] == "modified"
    assert rows["Norsang Carpet Industries Pvt., Ltd."]["status"] == "inactive"
    assert rows["Norsang Carpet Industries Pvt., Ltd."]["date_to"] == "1998-10-06"
    assert not any("Kathmandu" in name for name in rows)


def test_an_order_and_a_finding_on_one_company_are_two_entries(cbp):
    vessels = [row for row in cbp.list.table if row["name"].startswith("Da Wang")]
    assert sorted((row["id"], row["kind"]) for row in vessels) == [("wro-046", "WRO"), ("wro-066", "Finding")]
    assert {row["match_exactly"] for row in vessels} == {"Da Wang"}


def test_orders_on_goods_are_no_companies(cbp):
    assert cbp.left_out == (("orders on goods or an origin, which the bundled rules cover", 1),)
    assert codes(cbp) == [("list-row-is-a-rule", "C10")]
    assert cbp.problems[0].value == "All Kenyan sugar"


def test_dates_are_american_and_the_day_stands_in_the_file_name(cbp):
    assert by_name(cbp.list)["Fresh Farms Ltd"]["listed_from"] == "2026-09-15"
    assert cbp.list.table.data_date == date(2026, 9, 29)
    assert by_name(cbp.list)["Kingtom Aluminio S.R.L."]["status"] == "inactive"


# --- open formats ---------------------------------------------------------------------------------------------------


def test_opensanctions_simple_csv(tmp_path):
    result = imported(put(tmp_path, "targets.simple.csv", OPENSANCTIONS), tmp_path / "lists")
    row = by_name(result.list)["Quiet Mills Ltd"]
    assert row["id"] == "a-list-NK-1"
    assert row["aliases"] == "Silent Mills;Mills, Quiet"
    assert (row["country"], row["addresses"]) == ("PT", "1 Rua; Lisboa")
    assert row["identifiers"] == "lei:213800KUD8LAJWSQ9D15;other:501964843"
    assert row["listed_from"] == "2022-04-01"
    assert by_name(result.list)["SHIP ONE"]["match_exactly"] == "SHIP ONE"
    assert result.left_out == (("rows about persons", 1),)
    assert codes(result) == [("list-row-without-name", "C5"), ("list-country-unknown", "C4")]
    assert result.list.table.data_date == date(2026, 5, 2)
    assert result.list.table.licence.startswith("not stated by the file")
    assert result.list.table.gaps == (
        "Rows that could not be used (list-row-without-name): 1.",
        "Left out: rows about persons (1).",
    )


def test_persons_are_kept_if_wanted(tmp_path):
    result = imported(put(tmp_path, "targets.simple.csv", OPENSANCTIONS), tmp_path / "lists", persons=True)
    assert "Jane Doe" in by_name(result.list)


def test_ftm_json_lines(tmp_path):
    result = imported(put(tmp_path, "entities.ftm.json", ftm_lines()), tmp_path / "lists")
    row = by_name(result.list)["Quiet Mills Ltd"]
    assert row["aliases"] == "安静纺织;QM Lda;QM"
    assert row["match_exactly"] == "QM"
    assert row["identifiers"] == "lei:213800KUD8LAJWSQ9D15;uscc:91110000600037341L"
    assert row["source_url"] == "https://example.org/nk-9"
    assert row["source_cell"] == "entities.ftm.json!lines!A1"
    assert result.rows == len(FTM) + 1
    assert dict(result.left_out) == {
        "rows about things that are no company": 1,
        "rows about persons": 1,
        "entities that are only related to a listed one": 1,
    }
    assert codes(result) == [("list-row-without-name", "A5"), ("list-line-unreadable", "A6")]


def test_a_packed_file_is_unpacked(tmp_path):
    path = tmp_path / "entities.ftm.json.gz"
    path.write_bytes(gzip.compress(ftm_lines().encode()))
    assert imported(path, tmp_path / "lists").entries == 1


# --- any table ------------------------------------------------------------------------------------------------------

PLAIN = """Our watch list of 2026
Company,Other names,Country,LEI,Since,Why
"Acme (USA) Inc",ACME; Acme Mills,Germany,213800KUD8LAJWSQ9D15,2026-03-01,owner
Beta Works (formerly known as Alpha Works),,Nowhere,,03/04/2026,
Beta Works,Beta 2,Nowhere,,,
"""


def test_any_table_with_a_column_of_names(tmp_path):
    text = PLAIN.replace("Since", "Date listed").replace("Why", "Reason")
    result = imported(put(tmp_path, "watch.csv", text), tmp_path / "lists", title="Watch list", licence="internal")
    rows = by_name(result.list)
    assert rows["Acme (USA) Inc"]["aliases"] == "ACME;Acme Mills"
    assert rows["Acme (USA) Inc"]["match_exactly"] == "ACME"
    assert (rows["Acme (USA) Inc"]["identifiers"], rows["Acme (USA) Inc"]["country"]) == (
        "lei:213800KUD8LAJWSQ9D15",
        "DE",
    )
    assert rows["Beta Works"]["aliases"] == "Alpha Works;Beta 2"
    assert rows["Beta Works"]["listed_from"] == ""
    assert sorted(codes(result)) == [
        ("list-country-unknown", "A4"),
        ("list-date-unclear", "E4"),
    ]
    assert {p.code: p.cells for p in result.problems} == {"list-country-unknown": 2, "list-date-unclear": 1}
    assert (result.list.title, result.list.table.licence) == ("Watch list", "internal")
    assert "the day of import stands for it" in result.list.table.gaps[-1]
    assert result.list.table.data_date == TODAY


def test_the_column_of_names_can_be_named(tmp_path):
    path = put(tmp_path, "odd.csv", "Wer,Land\nAlpha,DE\n")
    with pytest.raises(InputError, match="no column of names") as error:
        imported(path, tmp_path / "lists")
    assert "'Wer'" in error.value.hint
    assert by_name(imported(path, tmp_path / "lists", name_column="wer").list).keys() == {"Alpha"}


def test_ids_stay_when_rows_move_or_others_come(tmp_path):
    first = imported(put(tmp_path, "a.csv", "name,country\nAlpha,DE\nBeta,FR\n"), tmp_path / "one")
    other = imported(put(tmp_path, "b.csv", "name,country\nGamma,DE\nBeta,FR\nAlpha,DE\nAlpha,US\n"), tmp_path / "two")
    ids = {(row["name"], row["country"]): row["id"] for row in other.list.table}
    assert {(row["name"], row["country"]): row["id"] for row in first.list.table}.items() <= ids.items()
    assert len(set(ids.values())) == 4


def test_equal_files_give_equal_bytes(tmp_path):
    path = put(tmp_path, "page.html", UFLPA_PAGE)
    for folder in ("one", "two"):
        imported(path, tmp_path / folder)
    for name in ("a-list.csv", "datapackage.json"):
        assert (tmp_path / "one/a-list" / name).read_bytes() == (tmp_path / "two/a-list" / name).read_bytes()


def test_others_tools_accept_the_package(tmp_path, uflpa):
    report = Package(str(uflpa.folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])


# --- refusals: what was there stays ----------------------------------------------------------------------------------


def test_a_list_that_shrinks_by_half_is_refused_unless_forced(tmp_path):
    folder = tmp_path / "lists"
    imported(put(tmp_path, "a.csv", "name\nAlpha\nBeta\nGamma\nDelta\n"), folder)
    half = put(tmp_path, "b.csv", "name\nAlpha\nBeta\n")
    with pytest.raises(InputError, match="2 entries, the earlier edition 4: it has shrunk by half or more"):
        imported(half, folder)
    assert len(read_user_list(folder / "a-list").table) == 4
    assert imported(half, folder, force=True).entries == 2
    assert len(read_user_list(folder / "a-list").table) == 2


def test_the_first_import_of_a_legal_list_is_measured_against_the_bundled_one(tmp_path):
    with pytest.raises(InputError, match="6 entries, the earlier edition 152"):
        imported(put(tmp_path, "page.html", UFLPA_PAGE), tmp_path / "lists", kind="uflpa")
    assert not (tmp_path / "lists").exists()


@pytest.mark.parametrize("name", ["uflpa_entities", "../out", "A List", ""])
def test_names_that_cannot_be(tmp_path, name):
    path = put(tmp_path, "!!.csv" if not name else "a.csv", "name\nAlpha\n")
    if not name:
        assert import_list(path, to=tmp_path, today=TODAY).list.name == "list"
        return
    with pytest.raises(InputError):
        imported(path, tmp_path / "lists", name=name)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.csv", b"", UnreadableFile),
        ("page.html", b"<html><body><p>no table</p></body></html>", InputError),
        ("names.csv", b"name\n\n", InputError),
        ("paper.pdf", b"%PDF-1.7 ...", UnreadableFile),
        ("cut.xlsx", b"PK\x03\x04 cut off", UnreadableFile),
    ],
)
def test_files_that_are_no_list(tmp_path, name, content, error):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error):
        imported(path, tmp_path / "lists")
    assert not (tmp_path / "lists").exists()


def test_a_missing_file_and_a_folder_of_something_else(tmp_path):
    with pytest.raises(MissingFile):
        imported(tmp_path / "none.csv", tmp_path / "lists")
    (tmp_path / "lists/a-list").mkdir(parents=True)
    put(tmp_path / "lists/a-list", "mine.txt", "do not touch")
    with pytest.raises(InputError, match="something else"):
        imported(put(tmp_path, "a.csv", "name\nAlpha\n"), tmp_path / "lists")
    assert (tmp_path / "lists/a-list/mine.txt").exists()


def test_names_are_hostile(tmp_path):
    worst = ['=HYPERLINK("http://x","y")', "<script>alert(1)</script>", "A\x07B", "‮Reversed", "semi;colon", "a|b"]
    lines = "\n".join('"' + name.replace('"', '""') + '"' for name in worst)
    result = imported(put(tmp_path, "a.csv", f"name\n{lines}\n"), tmp_path / "lists")
    assert result.entries == len(worst)
    assert all(name.isprintable() for name in by_name(result.list))


# --- validation ------------------------------------------------------------------------------------------------------


def test_a_fresh_import_has_no_fault(uflpa):
    (checked,) = validate(uflpa.folder)
    assert (checked.name, checked.rows, checked.faults) == ("a-list", 6, ())


def test_a_changed_file_is_found_out(uflpa):
    path = uflpa.folder / "a-list.csv"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("2022-06-21", "21 June")]) + "\n", encoding="utf-8")
    messages = " / ".join(fault.message for fault in validate(uflpa.folder.parent)[0].faults)
    assert "differs from its stated hash" in messages
    assert "7 rows, expected 6 to 6" in messages
    assert "ids used twice: uflpa-004" in messages
    assert "column listed_from, line 8 ('21 June'): no day" in messages
    with pytest.raises(ReferenceDataError):
        read_user_lists([uflpa.folder.parent])


def test_validating_what_is_no_table(tmp_path):
    with pytest.raises(ReferenceDataError, match="no table here"):
        validate(tmp_path)
    put(tmp_path, "datapackage.json", "{}")
    assert validate(tmp_path)[0].faults[0].message.startswith("lacks")
