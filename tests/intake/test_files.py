"""What a file really is; and files that are hostile, broken or mislabelled."""

import contextlib
import csv
import gzip
import io
import os
import random
import struct
import threading
import time
import tracemalloc
import zipfile

import pandas as pd
import pytest
from layouts import write_ods
from layouts_xls import CONTENT
from small_lists import REFERENCE, codes, column, is_country, names, only_sheet, read, write_xlsx

from supplychain_risk import intake
from supplychain_risk.errors import InputError, MissingFile, NoSupplierTable, UnreadableFile
from supplychain_risk.intake import limits, textfile
from supplychain_risk.intake.biff import scan_xls
from supplychain_risk.intake.panics import unheard
from supplychain_risk.intake.textfile import _PIECE, _fields_up_to, _rows

LIST = "Supplier,Country\nAcme,China\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refused(path, content, error=UnreadableFile):
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        read(path)
    assert caught.value.hint
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("utf-8", "Supplier,Country\nÉlan,France\n", "Élan"),
        ("utf-8-sig", "Supplier,Country\nÉlan,France\n", "Élan"),
        ("utf-16", "Supplier\tCountry\nÅngström\tGermany\n", "Ångström"),
        ("utf-16-le", "Supplier\tCountry\nAcme\tGermany\n", "Acme"),
        ("cp1252", "Fournisseur;Pays\nSociété “Élan” d’Énergie;France\n", "Société “Élan” d’Énergie"),
        ("mac_roman", "Supplier,Country,Note\nCafé Société,France,a – b\n", "Café Société"),
        ("cp1254", "Tedarikçi Adı;Ülke;Şehir\nŞahin Tekstil A.Ş.;Türkiye;İstanbul\n", "Şahin Tekstil A.Ş."),
        ("gb18030", "供应商名称,国家\n合盛硅业股份有限公司,中国\n", "合盛硅业股份有限公司"),
        ("big5", "供應商名稱,國家\n鴻海精密工業股份有限公司,中國\n", "鴻海精密工業股份有限公司"),
        ("cp932", "仕入先名,国\n株式会社トヨタ,日本\n", "株式会社トヨタ"),
        ("cp949", "공급업체명,국가\n삼성전자 주식회사,한국\n", "삼성전자 주식회사"),
    ],
)
def test_encodings(csv, encoding, text, name):
    result = csv(text, encoding=encoding)
    assert names(result) == [name]
    assert result.files[0].encoding == encoding
    guessed = not encoding.startswith("utf")
    assert codes(result) == (["encoding-guessed"] if guessed else [])


def test_one_byte_decides_between_windows_and_mac(tmp_path):
    path = tmp_path / "march.csv"
    path.write_bytes(b"Supplier,Country,Remarks\r\nAcme,China,Phase 2 \xd0 variation\r\n")
    result = read(path)
    assert result.files[0].encoding == "mac_roman"
    assert result.suppliers[0].extra[0][1].text == "Phase 2 – variation"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(csv, delimiter):
    result = csv(delimiter.join(["Supplier", "Country", "Amount"]) + "\n" + delimiter.join(["A", "China", "12"]) + "\n")
    assert names(result) == ["A"]


def test_a_stated_separator_counts_as_a_record(csv):
    assert only_sheet(csv("sep=;\nSupplier;Country\nAcme;China\n")).header_row == 2


def test_one_column_has_no_delimiter(csv):
    assert names(csv("Supplier name\nAcme Co., Ltd.\nFoo, Inc.\n")) == ["Acme Co., Ltd.", "Foo, Inc."]


def test_rows_are_records_where_line_breaks_are_quoted(csv):
    result = csv('Supplier,Note,Country\nA,"two\nlines",China\nB,,India\n')
    assert [r.row for r in result.suppliers] == [2, 3]


def test_an_unclosed_quote_does_not_swallow_the_rest(csv):
    result = csv('Supplier,Country\n"Acme,China\nBeta,India\nGamma,Peru\n')
    assert column(result, "country") == [["China"], ["India"], ["Peru"]]
    assert codes(result) == ["unclosed-quote"]


def test_gzip_and_text_that_holds_nul_bytes(tmp_path):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress(b"Supplier,Country\nAc\x00me,China\n"))
    result = read(path)
    assert names(result) == ["Acme"]
    assert (result.files[0].format, result.files[0].sheets[0].name) == ("csv.gz", "list")
    refused(path, path.read_bytes()[:-9])


def test_the_content_decides_not_the_ending(tmp_path):
    made = write_xlsx(tmp_path / "made.xlsx", {"S": [["Supplier", "Country"], ["A", "China"]]})
    lying = tmp_path / "list.csv"
    lying.write_bytes(made.read_bytes())
    assert (read(lying).files[0].format, names(read(lying))) == ("xlsx", ["A"])
    text = tmp_path / "list.xls"
    text.write_text(LIST)
    assert read(text).files[0].format == "csv"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xls", b"<html><table><tr><td>Supplier</td></tr></table></html>", "web page"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "Excel 2003",
        ),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"  \n\n", "empty"),
        ("a.json", b'[{"name": "A"}]', "JSON"),
        ("a.csv", bytes(range(256)) * 20, "neither"),
        ("a.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le") + b"\x01" * 2000, "damaged"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le") + bytes(600), "Word"),
    ],
)
def test_what_is_no_table_is_refused_with_a_hint(tmp_path, name, content, says):
    assert says in refused(tmp_path / name, content)


@pytest.mark.parametrize("member", ["content.xml", "encrypted-package"])
def test_an_open_document_sheet_with_a_password_is_not_called_damaged(tmp_path, member):
    """Each member encrypted, as office programs have long written it, and all of them in one, as newer ones do."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="{member}" manifest:size="900">'
        '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
    )
    content = zipped(
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (member, random.Random(1).randbytes(900)),
        ("META-INF/manifest.xml", manifest.encode()),
    )
    told = refused(tmp_path / "list.ods", content)
    assert "protected with a password" in told
    assert "damaged" not in told


def test_truncated_workbooks(tmp_path):
    made = write_xlsx(tmp_path / "made.xlsx", {"S": [["Supplier", "Country"], ["A", "China"]]}).read_bytes()
    for length in (10, 100, len(made) // 2, len(made) - 30):
        refused(tmp_path / "cut.xlsx", made[:length])


def test_damage_inside_a_workbook(tmp_path):
    made = write_xlsx(tmp_path / "made.xlsx", {"S": [["Supplier", "Country"], ["A", "China"]]}).read_bytes()
    for place in range(40, len(made), 211):
        path = tmp_path / "hurt.xlsx"
        path.write_bytes(made[:place] + b"\xff" * 8 + made[place + 8 :])
        with contextlib.suppress(InputError):
            assert names(read(path)) in (["A"], [])


def zipped(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_zip_bombs_are_refused_before_they_are_opened(tmp_path):
    bomb = zipped(("xl/workbook.xml", "x"), ("xl/worksheets/sheet1.xml", bytes(limits.RATIO_COUNTS_FROM + 1)))
    assert "unpacks to" in refused(tmp_path / "bomb.xlsx", bomb)


def test_a_line_without_end_is_refused_at_once(tmp_path):
    endless = gzip.compress(LIST.encode() + b"a" * (limits.most("cell_characters") + 1))
    assert "a line of" in refused(tmp_path / "bomb.csv.gz", endless)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_long_files_of_short_lines_are_read_whatever_ends_their_lines(tmp_path, line_end, limited):
    limited(cell_characters=60_000)
    rows = [f"Mill {number:06d} of the north,China" for number in range(limits.most("cell_characters") // 30)]
    path = tmp_path / "long.csv"
    path.write_bytes(line_end.join(["Supplier,Country", *rows]).encode())
    assert path.stat().st_size > limits.most("cell_characters")
    assert len(read(path).suppliers) == len(rows)


def test_archives_and_documents_are_named(tmp_path):
    assert "Word" in refused(tmp_path / "a.xlsx", zipped(("word/document.xml", "x")))
    assert "tables inside" in refused(tmp_path / "a.zip", zipped(("list.csv", LIST)))


def test_a_stray_cell_at_the_end_of_the_sheet(tmp_path):
    rows = [["Supplier", "Country"], ["A", "China"]]
    far = write_xlsx(tmp_path / "far.xlsx", {"S": rows}, lambda b: b["S"].cell(1_000_000, 12_000, "x"))
    (problem,) = read(far).problems
    assert (problem.code, problem.where.cell) == ("stray-cell", "QSN1000000")
    below = write_xlsx(tmp_path / "below.xlsx", {"S": rows}, lambda b: b["S"].cell(200_000, 2, " "))
    assert only_sheet(read(below)).rows_read == 1


def test_error_values_of_formulas_are_problems(tmp_path):
    path = write_xlsx(tmp_path / "e.xlsx", {"S & T": [["Supplier", "Country"], ["#REF!", "China"], ["OK", "#NAME?"]]})
    result = read(path)
    assert names(result) == ["OK"]
    assert [(p.where.cell, p.code) for p in result.problems] == [("A2", "cell-error"), ("B3", "cell-error")]


def test_external_entities_are_not_followed(tmp_path):
    made = write_xlsx(tmp_path / "made.xlsx", {"S": [["Supplier", "Country"], ["A", "China"]]})
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    members = []
    with zipfile.ZipFile(made) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "xl/sharedStrings.xml":
                content = (
                    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://'
                    + str(secret).encode()
                    + b'">]>'
                    + content.replace(b"<t>A</t>", b"<t>A&e;</t>")
                )
            members.append((name, content))
    path = tmp_path / "xxe.xlsx"
    path.write_bytes(zipped(*members))
    try:
        result = read(path)
    except InputError:
        return
    assert not any("SECRET" in v.text for r in result.suppliers for vs in r.values.values() for v in vs)


BOMB = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11)) + "]>"


@pytest.mark.parametrize("name", ["list.xlsx", "list.ods"])
def test_entities_that_would_grow_to_ten_billion_are_refused_or_left_alone(tmp_path, name):
    rows = {"S": [["Supplier", "Country"], ["Acme Mills", "China"]]}
    made = (write_ods if name.endswith("ods") else write_xlsx)(tmp_path / "made", rows).read_bytes()

    def armed(text):
        head, _, rest = text.partition(b"?>")
        return head + b"?>" + BOMB.encode() + rest.replace(b"Acme Mills", b"&a10;")

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        members = [(one, archive.read(one)) for one in archive.namelist()]
    assert any(b"Acme Mills" in content for _, content in members)
    path = tmp_path / name
    path.write_bytes(zipped(*((one, armed(text) if b"Acme Mills" in text else text) for one, text in members)))
    with contextlib.suppress(InputError):
        assert all(len(text) < 100 for text in names(read(path)))


def test_macros_and_links_to_other_workbooks_are_neither_run_nor_followed(tmp_path):
    """The value that is stored beside a link to another workbook is read; the other workbook is not."""
    made = write_xlsx(tmp_path / "made.xlsx", {"S": [["Supplier", "Country"], ["Acme Mills", "China"]]})
    with zipfile.ZipFile(made) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members["xl/vbaProject.bin"] = OLE + bytes(600)
    members["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    members["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        b'<Relationships><Relationship Id="rId1" Target="file:///dev/zero" TargetMode="External"/></Relationships>'
    )
    path = tmp_path / "list.xlsm"
    path.write_bytes(zipped(*members.items()))
    assert (read(path).files[0].format, names(read(path))) == ("xlsm", ["Acme Mills"])


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf\xef\xbb\xbf" + LIST.encode(),
        b"\xef\xbb\xbf" + LIST.replace("Acme", "\ufeffAcme").encode(),
        b"\xff\xfe" + ("\ufeff" + LIST).encode("utf-16-le"),
        b"\xfe\xff" + LIST.encode("utf-16-be"),
    ],
    ids=["twice", "in a cell", "twice in UTF-16", "big-endian"],
)
def test_marks_of_byte_order_wherever_they_stand(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert names(read(path)) == ["Acme"]


def test_two_threads_may_read_long_fields_at_once():
    """The csv module has one limit for all threads: who was done first took it from who was still reading."""
    tried, first_is_done, read_by_second = threading.Event(), threading.Event(), []

    def second():
        tried.set()
        with _fields_up_to(600_000):
            first_is_done.wait(10)
            read_by_second.extend(csv.reader(["x" * 500_000]))

    thread = threading.Thread(target=second)
    with _fields_up_to(500_000):
        thread.start()
        tried.wait(10)
        time.sleep(0.05)
    first_is_done.set()
    thread.join(20)
    assert [len(row[0]) for row in read_by_second] == [500_000]
    assert csv.field_size_limit() == 131_072


def test_a_header_without_rows_is_no_table(tmp_path):
    path = write_xlsx(tmp_path / "h.xlsx", {"Vendors": [["Supplier", "Country"]], "Other": [["x", "y"]]})
    with pytest.raises(NoSupplierTable) as caught:
        read(path)
    assert "has no suppliers yet: the sheet 'Vendors' has headings in row 1 and nothing below" in str(caught.value)
    assert "on another sheet" in caught.value.hint


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(MissingFile):
        read(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableFile, match="folder"):
        read(tmp_path)


def test_one_file_without_suppliers_among_others_is_no_error(tmp_path):
    (tmp_path / "a.csv").write_text(LIST)
    (tmp_path / "b.csv").write_text("x,y\n1,2\n")
    result = read(tmp_path / "a.csv", tmp_path / "b.csv")
    assert names(result) == ["Acme"]
    assert result.files[1].sheets[0].header_row is None


def test_two_files_of_one_name_stay_apart(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text(LIST)
    result = read(tmp_path / "x" / "list.csv", tmp_path / "y" / "list.csv")
    assert [r.file for r in result.suppliers] == ["list.csv", "y/list.csv"]


def test_numbers_dates_and_codes_of_a_workbook(tmp_path):
    rows = [
        ["Vendor No", "Vendor Name", "Country", "Since", "HS code"],
        [100234.0, "A", "China", pd.Timestamp("2026-01-02"), "0801"],
    ]
    (record,) = read(write_xlsx(tmp_path / "n.xlsx", {"S": rows})).suppliers
    assert record.first("supplier_id").text == "100234"
    assert record.first("hs").text == "0801"
    assert record.extra[0][1].text == "2026-01-02"


def test_a_data_frame_counts_its_headings_as_row_one():
    frame = pd.DataFrame({"Supplier": ["A", None], "Country": ["China", "India"], "Spend": [1.0, float("nan")]})
    result = intake.read_frame(frame, "vendors", REFERENCE, is_country=is_country)
    assert str(result.suppliers[0].first("name").cell) == "vendors!vendors!A2"
    assert result.suppliers[0].first("spend").text == "1"
    assert codes(result) == ["no-supplier-name"]
    assert result.files[0].format == "dataframe"


def test_reading_twice_gives_the_same(tmp_path):
    path = write_xlsx(tmp_path / "s.xlsx", {"S": [["Supplier", "Country"], ["A", "China"]]})
    assert read(path) == read(path)


def test_progress_is_reported(tmp_path):
    (tmp_path / "a.csv").write_text(LIST)
    seen = []
    read(tmp_path / "a.csv", progress=lambda *step: seen.append(step))
    assert seen == [
        ("Reading files", 0, 1),
        ("Reading files", 1, 1),
        ("Finding suppliers", 0, 2),
        ("Finding suppliers", 1, 2),
        ("Finding suppliers", 2, 2),
    ]


def test_binary_excel_header_alone_is_damaged(tmp_path):
    refused(tmp_path / "old.xls", struct.pack("<4H", 0x0809, 16, 0x0600, 5) + bytes(40))


DIMENSIONS = b"\x00\x02\x0e\x00"


@pytest.mark.parametrize(
    ("at", "number"),
    [(0, b"\xff\x00\x00\x00"), (7, b"\x67"), (8, b"\xff\xff"), (11, b"\x7f")],
    ids=["first row after the last", "last row", "first column", "last column"],
)
def test_old_workbooks_that_state_an_impossible_range_are_refused_before_they_are_opened(at, number):
    found = CONTENT.index(DIMENSIONS) + len(DIMENSIONS) + at
    scan_xls(CONTENT, "list.xls")
    with pytest.raises(UnreadableFile, match="outside of any sheet"):
        scan_xls(CONTENT[:found] + number + CONTENT[found + len(number) :], "list.xls")


def test_a_panic_of_the_library_is_told_in_our_words_and_prints_nothing(tmp_path, capfd):
    """Its text and the place in its code went to standard error, before and within our message."""
    told = refused(tmp_path / "list.xls", CONTENT[:-100])
    assert told == "list.xls: the workbook is damaged or not one after all"
    os.write(2, b"heard again")
    assert capfd.readouterr() == ("", "heard again")


def test_standard_error_comes_back_when_the_last_of_several_threads_is_done(capfd):
    with unheard():
        with unheard():
            os.write(2, b"lost")
        os.write(2, b"lost, too")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def test_what_is_no_old_workbook_is_left_to_its_reader():
    for content in (b"", OLE, OLE + bytes(600), OLE + b"\xff" * 4096, CONTENT[:2000]):
        scan_xls(content, "list.xls")


def test_a_damaged_open_document_sheet(tmp_path):
    whole = write_ods(
        tmp_path / "list.ods", {"S": [["Supplier", "Country"], *([f"Mill {n}", "China"] for n in range(90))]}
    )
    content = whole.read_bytes()
    start = content.index(b"content.xml") + len(b"content.xml")  # where the packed text begins
    for damage in (b"\xff", bytes(40)):
        refused(tmp_path / "damaged.ods", content[:start] + damage + content[start + len(damage) :])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r"])
def test_a_text_taken_apart_in_pieces_has_the_rows_of_the_whole(monkeypatch, end):
    text = "".join(f'Mill {number},"{number} Road{end}{end}Hanoi"{end}' for number in range(30)) + "Last,one"
    whole = _rows(text, ",")
    for piece in range(1, 60):
        monkeypatch.setattr(textfile, "_PIECE", piece)
        assert _rows(text, ",") == whole


def test_a_long_text_is_not_held_again_at_four_bytes_a_letter():
    text = ("a" * 999 + "\n") * (8 * _PIECE // 1000)
    tracemalloc.start()
    rows = _rows(text, ",")
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(rows) == text.count("\n")
    assert peak - held < len(text)
