"""Workbooks that would end or stall the process, and what calamine leaves out of a workbook."""

import contextlib
import gzip
import io
import struct
import time
import zipfile
from unittest import mock

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import write_ods
from layouts_xls import CONTENT, WITH_ERRORS
from layouts_xlsb import record, text_of, xlsb_of
from layouts_xlsx import TABLE, sheet_of, text_cell, xlsx_of
from small_lists import codes, column, names, read, write_xlsx

from supplychain_risk.errors import NoSupplierTable, UnreadableFile
from supplychain_risk.intake import extent, limits, xlsx
from supplychain_risk.intake.biff import scan_xls
from supplychain_risk.intake.compound import workbook_stream

BOTH = ["Acme Mills", "Beta"]
LAST = "XFD1048576"


@pytest.fixture
def raw(tmp_path):
    """Read a workbook whose sheet is given as its rows or whole."""

    def read_raw(rows="", content=None, name="list.xlsx"):
        path = tmp_path / name
        path.write_bytes(content if content is not None else xlsx_of({"S": sheet_of(rows)}))
        return read(path)

    return read_raw


def told(result):
    return [(problem.code, problem.where.cell) for problem in result.problems]


# --- cells far from the table -----------------------------------------------------------------------------------


def test_a_number_in_the_last_cell_of_a_sheet_does_not_end_the_process(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "stray.xlsx")
    sheet = book.add_worksheet("S")
    sheet.write_row(0, 0, ["Supplier", "Country"])
    sheet.write_row(1, 0, ["Acme Mills", "China"])
    sheet.write_number(1_048_575, 16_383, 1)
    book.close()
    result = read(tmp_path / "stray.xlsx")
    assert names(result) == ["Acme Mills"]
    assert told(result) == [("stray-cell", LAST)]
    assert "17,179,869,184 cells" in result.problems[0].message


@pytest.mark.parametrize(
    "stray",
    [
        f"<c r='{LAST}'><v>1</v></c>",
        f'<c r="{LAST.lower()}"><v>1</v></c>',
        f'<c s="1" r="{LAST}"><v>1</v></c>',
        f'<c\n\tr = "{LAST}" ><v>1</v></c >',
        f'<x:c r="{LAST}"><x:v>1</x:v></x:c>',
        f'<c r="A9" r="{LAST}"><v>1</v></c>',
        f'<c s=">" r="{LAST}"><v>1</v></c>',
        f'<c r="{LAST}" t="str"><v></v></c>',
        f'<!-- <c --><c r="{LAST}"><v>1</v></c>',
        f'<c r="{LAST}" t="str"><f>B1</f><v>x</v></c>',
    ],
)
def test_a_stray_cell_is_seen_however_its_tag_is_written(raw, stray):
    result = raw(TABLE + f'<row r="9">{stray}</row>')
    assert (names(result), told(result)) == (BOTH, [("stray-cell", LAST)])


@pytest.mark.parametrize("around", ['<z a="<c "/>', "<z <c ", '<c a="<"/>'])
def test_a_tag_that_could_hide_a_cell_is_damage(raw, around):
    with pytest.raises(UnreadableFile, match="a tag without an end"):
        raw(TABLE + f'<row r="9">{around}<c r="{LAST}"><v>1</v></c></row>')


def test_a_sheet_may_lie_under_any_name_in_the_archive(raw):
    stray = sheet_of(TABLE + f'<row r="9"><c r="{LAST}"><v>1</v></c></row>')
    assert told(raw(content=xlsx_of({"S": stray}, folder="other"))) == [("stray-cell", LAST)]


def test_cells_that_do_not_say_where_they_stand_follow_one_another(raw):
    rows = [("Supplier", "Country"), ("Acme Mills", "China"), ("Beta", "India")]
    cells = [[f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row] for row in rows]
    plain = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    assert names(raw(plain)) == BOTH
    result = raw(plain + '<row r="1048576"><c r="XFC1"/><c><v>1</v></c></row>')
    assert (names(result), told(result)) == (BOTH, [("stray-cell", LAST)])


def test_cells_without_a_place_keep_it_when_a_cell_before_them_is_left_out(raw):
    far = f'<row r="4"><c r="{LAST}"><v>1</v></c></row><row r="5">{text_cell("A5", "Gamma")}</row>'
    result = raw(TABLE + far + '<row><c t="inlineStr"><is><t>Delta</t></is></c></row>')
    assert names(result) == [*BOTH, "Gamma", "Delta"]
    assert [record.row for record in result.suppliers] == [2, 3, 5, 6]


def test_empty_cells_with_a_style_take_no_room(raw):
    empty = '<row r="9"><c r="XFD1048576" s="1"/><c r="XFD1048575" s="1"><v></v></c><c r="XFC1048575"><v/></c></row>'
    assert told(raw(TABLE + empty)) == []


def test_few_strays_are_left_out_and_many_are_refused_with_their_address(raw):
    def far(number):
        return "<row>" + "".join(f'<c r="XFD{900_001 + n}"><v>1</v></c>' for n in range(number)) + "</row>"

    assert codes(raw(TABLE + far(20))) == ["stray-cell"] * 20
    with pytest.raises(UnreadableFile, match=r"as far as XFD900021, .* farthest out lie XFD900021"):
        raw(TABLE + far(21))


@pytest.mark.slow
def test_a_table_in_itself_is_never_cut(raw):
    wide = "".join(f'<c r="{name}3"><v>1</v></c>' for name in ("CV", "GR", "KN", "OJ"))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(4, 12_000))
    assert "stray-cell" not in codes(raw(TABLE + f'<row r="3">{wide}</row>' + rows))


def test_what_lies_far_out_and_is_not_read_costs_no_memory(raw, monkeypatch):
    """Within the limit, and yet most of a gigabyte for one cell."""
    monkeypatch.setattr(limits, "SPARSE_FROM", 10_000)
    assert told(raw(TABLE + '<row r="2000"><c r="XFD2000"><v>1</v></c></row>')) == [("stray-cell", "XFD2000")]


@pytest.mark.parametrize("place", ["A1048577", "XFE1", "A4294967297", "AAAAAAAA1", "A99999999999"])
def test_cells_outside_of_any_sheet_are_damage(raw, place):
    with pytest.raises(UnreadableFile, match="outside of any sheet"):
        raw(TABLE + f'<row r="9"><c r="{place}"><v>1</v></c></row>')


@pytest.mark.parametrize(
    ("dimension", "readable"),
    [('ref="A1:A1"', True), (f'ref="A1:{LAST}"', True), ('ref="A1:nonsense"', True), ('ref=""', True), ("", True)],
)
def test_what_a_sheet_says_of_its_own_extent_does_not_count(raw, dimension, readable):
    result = raw(content=xlsx_of({"S": sheet_of(TABLE, f"<dimension {dimension}/>")}))
    assert (names(result), told(result)) == (BOTH, [])


@pytest.mark.parametrize(("row", "column", "says"), [(1_048_575, 16_383, ""), (3, 4_000_000_000, "outside")])
def test_a_stray_cell_of_a_binary_workbook(tmp_path, row, column, says):
    table = [(0, 0, "Supplier"), (0, 1, "Country"), (1, 0, "Acme Mills"), (1, 1, "China")]
    path = tmp_path / "list.xlsb"
    path.write_bytes(xlsb_of({"S": [*table, (row, column, 1.0)]}))
    if says:
        with pytest.raises(UnreadableFile, match=says):
            read(path)
    else:
        assert (names(read(path)), told(read(path))) == (["Acme Mills"], [("stray-cell", LAST)])


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>', "XFD"),
        ("<table:table-cell table:number-columns-repeated='99999999999' office:value-type='float'/>", "outside"),
        ('<table:table-cell table:formula="of:=1" table:number-columns-repeated="16384"/>', "XFD"),
        (
            '<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p>'
            "</table:table-cell>",
            "characters",
        ),
    ],
)
def test_repetitions_of_an_open_document_sheet(tmp_path, cell, says):
    whole = write_ods(tmp_path / "list.ods", {"S": [["Supplier", "Country"], ["Acme Mills", "China"]]}).read_bytes()
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></table:table>'
    path = tmp_path / "far.ods"
    path.write_bytes(changed(whole, "content.xml", lambda text: text.replace(b"</table:table>", rows.encode())))
    with pytest.raises(UnreadableFile, match=says) as caught:
        read(path)
    assert caught.value.hint


def changed(archive, member, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return out.getvalue()


# --- limits over a whole file -----------------------------------------------------------------------------------


def test_all_sheets_of_a_book_count_together(raw, limited):
    limited(cells=1_000)
    sheet = sheet_of(TABLE + '<row r="90"><c r="E90"><v>1</v></c></row>')
    assert names(raw(content=xlsx_of({"A": sheet, "B": sheet_of(TABLE)}))) == [*BOTH, *BOTH]
    with pytest.raises(UnreadableFile, match=r"sheets up to 'C' use 1,350 cells together"):
        raw(content=xlsx_of(dict.fromkeys("ABC", sheet)))


def test_one_shared_text_in_a_million_cells(raw, limited):
    limited(characters=100_000)
    cells = "".join(f'<row r="{n}"><c r="C{n}" t="s"><v>0</v></c></row>' for n in range(4, 40))
    shared = {"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 4_000}</t></si></sst>"}
    with pytest.raises(UnreadableFile, match="characters together"):
        raw(content=xlsx_of({"S": sheet_of(TABLE + cells)}, shared))


def test_shared_texts_are_counted_and_not_taken_at_their_word(raw):
    shared = {"xl/sharedStrings.xml": "<sst count='4000000000' uniqueCount='4000000000'><si><t>Gamma</t></si></sst>"}
    row = '<row r="4"><c r="A4" t="s"><v>0</v></c></row>'
    assert names(raw(content=xlsx_of({"S": sheet_of(TABLE + row)}, shared))) == [*BOTH, "Gamma"]


def test_a_cell_of_a_million_characters_is_refused_with_its_address(raw):
    with pytest.raises(UnreadableFile, match=r"cell A4 of sheet 'S' holds 1,000,001 characters"):
        raw(TABLE + f'<row r="4">{text_cell("A4", "a" * 1_000_001)}</row>')


def test_columns_beyond_the_last_that_is_read_are_told_of(csv):
    wide = "," * 100_000
    started = time.process_time()
    result = csv(f"Supplier,Country{wide}\nAcme Mills,China{wide}\n")
    assert time.process_time() - started < 5
    assert (names(result), told(result)) == (["Acme Mills"], [("columns-not-read", "BXY1")])
    assert "100,002 columns, and 2,000 are read" in result.problems[0].message


def test_a_wide_sheet_of_a_workbook_is_told_of_too(raw):
    assert told(raw(TABLE + '<row r="4"><c r="DDD4"><v>1</v></c></row>')) == [("columns-not-read", "BXY1")]


def test_text_files_beyond_what_memory_holds(tmp_path, csv, limited):
    limited(text_bytes=2_000_000)
    with pytest.raises(UnreadableFile, match=r"2,000,012 bytes, and 2,000,000 can be read"):
        csv("a,b\n" * 500_003)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * 500_003))
    with pytest.raises(UnreadableFile, match="unpacks to more bytes than can be read; 2,000,000 can be read"):
        read(path)
    limited(lines=400_000)
    with pytest.raises(UnreadableFile, match=r"450,000 lines, and 400,000 can be read"):
        csv("a,b\n" * 450_000)
    limited(cells=900_000)
    with pytest.raises(UnreadableFile, match=r"900,003 cells, and 900,000 can be read"):
        csv("a,,,\n" * 300_001)


def test_a_member_that_is_longer_than_the_archive_says(raw):
    content = bytearray(xlsx_of({"S": sheet_of(TABLE + "<row/>" * 5_000)}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = bytes(content).replace(struct.pack("<I", size), struct.pack("<I", size - 9_000))
    with pytest.raises(UnreadableFile, match="damaged"):
        raw(content=content)


# --- time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "<c " * 300_000,
        "<row " * 300_000,
        '<c t="e"' * 200_000,
        '<c t="e">' * 200_000,
        "<row><c " + 't="e" ' * 200_000 + "/></row>",
        '<c r="A4"><f>' * 200_000,
        '<c r="A4" \'"' * 200_000,
        '<col hidden="1" min="1" max="99999"/>' * 200_000,
        f'<c r="A4"{" " * 2_000_000}><v>1</v></c>',
    ],
    ids=range(9),
)
def test_no_text_of_a_sheet_takes_more_than_its_share_of_time(raw, rows):
    """8 KB of "<c " once took 83 seconds."""
    started = time.process_time()
    with contextlib.suppress(UnreadableFile):
        raw(TABLE + rows)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("tag", ["<Relationship ", "<sheet ", "<sst ", "<si "])
def test_nor_does_any_other_text_of_a_workbook(raw, tag):
    started = time.process_time()
    for member in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"):
        content = xlsx_of({"S": sheet_of(TABLE)}, {"xl/sharedStrings.xml": "<sst/>"})
        with contextlib.suppress(UnreadableFile):
            raw(content=changed(content, member, lambda text: text + tag.encode() * 200_000))
    assert time.process_time() - started < 10


def test_nor_does_an_open_document_sheet(tmp_path):
    whole = write_ods(tmp_path / "list.ods", {"S": [["Supplier", "Country"], ["Acme Mills", "China"]]}).read_bytes()
    path = tmp_path / "slow.ods"
    more = b"<table:table-cell " * 300_000
    path.write_bytes(changed(whole, "content.xml", lambda text: text.replace(b"</table:table>", more)))
    started = time.process_time()
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("end", [b"</table:tabl", b"", b"</table:table-row>"])
def test_a_table_without_an_end_is_not_looked_for_for_ever(tmp_path, end):
    whole = write_ods(tmp_path / "list.ods", {"S": [["Supplier", "Country"], ["Acme Mills", "China"]]}).read_bytes()
    path = tmp_path / "cut.ods"
    path.write_bytes(changed(whole, "content.xml", lambda text: text[: text.index(b"</table:table>")] + end))
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)


# --- old workbooks (.xls) ---------------------------------------------------------------------------------------


def test_a_chain_of_sectors_without_end_is_refused():
    (table,) = struct.unpack_from("<I", CONTENT, 0x4C)
    (folder,) = struct.unpack_from("<I", CONTENT, 0x30)
    at = 512 * (table + 1) + 4 * folder
    content = CONTENT[:at] + struct.pack("<I", folder) + CONTENT[at + 4 :]
    with pytest.raises(UnreadableFile, match="back into itself") as caught:
        scan_xls(content, "list.xls")
    assert caught.value.hint


def test_every_chain_of_sectors_is_looked_at(tmp_path):
    """A table of sectors in which each leads to itself: whatever calamine follows first has no end."""
    (table,) = struct.unpack_from("<I", CONTENT, 0x4C)
    start = 512 * (table + 1)
    content = CONTENT[:start] + struct.pack("<128I", *range(128)) + CONTENT[start + 512 :]
    path = tmp_path / "list.xls"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="back into itself"):
        read(path)


@pytest.mark.parametrize("at", [0x28, 0x2C, 0x40, 0x48])
def test_more_sectors_than_there_are_bytes(at):
    with pytest.raises(UnreadableFile, match="more sectors than it has"):
        scan_xls(CONTENT[:at] + b"\xff\xff\xff\x7f" + CONTENT[at + 4 :], "list.xls")


def test_sheets_of_an_old_workbook_count_together(limited):
    limited(cells=200)
    with pytest.raises(UnreadableFile, match="cells together"):
        scan_xls(CONTENT, "list.xls")


def test_sheets_of_an_old_workbook_that_lie_over_one_another():
    stream = workbook_stream(CONTENT, "list.xls")
    at = CONTENT.index(stream[:400])
    first = stream.index(b"\x85\x00\x09\x00")
    (start,) = struct.unpack_from("<I", stream, first + 4)
    content = bytearray(CONTENT)
    content[at + first + 4 + 13 : at + first + 8 + 13] = struct.pack("<I", start + 20)
    with pytest.raises(UnreadableFile, match="over one another"):
        scan_xls(bytes(content), "list.xls")


# --- what calamine leaves out -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.ods", "list.xlsb"])
def test_an_error_value_is_told_of_in_every_format(tmp_path, name):
    path = tmp_path / name
    rows = [["Supplier", "Country"], ["Acme Mills", "#N/A"], ["Beta", "India"]]
    if name == "list.xlsx":
        write_xlsx(path, {"S": rows})
    elif name == "list.xls":
        path.write_bytes(WITH_ERRORS)
    elif name == "list.xlsb":
        path.write_bytes(xlsb_of({"S": [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]}))
    else:
        write_ods(path, {"S": rows})
        plain = b'office:value-type="string"><text:p>#N/A'
        error = b'office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A'
        path.write_bytes(changed(path.read_bytes(), "content.xml", lambda text: text.replace(plain, error)))
    result = read(path)
    assert told(result) == [("cell-error", "B2")]
    assert [(p.value, str(p.fate)) for p in result.problems] == [("#N/A", "value not used")]
    assert len(result.suppliers) == 2


def test_not_available_is_an_error_of_a_formula_and_a_word_in_a_text_file(tmp_path, csv):
    rows = [["Supplier", "Country", "Product"], ["#N/A", "China", "Yarn"], ["Acme", "China", "#N/A"], ["B", "N/A", ""]]
    result = read(write_xlsx(tmp_path / "list.xlsx", {"S": rows}))
    assert told(result) == [("cell-error", "A2"), ("cell-error", "C3")]
    assert names(result) == ["Acme", "B"]
    assert told(csv("Supplier,Country,Product\nAcme,China,#N/A\n#N/A,China,Yarn\n")) == [("placeholder-name", "A3")]


def test_an_error_in_a_name_that_another_column_stands_in_for(tmp_path):
    rows = [["Tier 1 Supplier", "Tier 2 Supplier"], ["Acme", "#N/A"], ["#N/A", "Mill"], ["#REF!", "#N/A"]]
    result = read(write_xlsx(tmp_path / "list.xlsx", {"S": rows}))
    errors = [(p.where.cell, str(p.fate)) for p in result.problems if p.code == "cell-error"]
    assert errors == [("B2", "value not used"), ("A3", "value not used"), ("A4", "row set aside")]


def test_formulas_whose_values_were_never_stored(xlsx):
    rows = [["Supplier", "Country", "City"], *([f"Mill {n}", "=Lookup!A1", "Surat"] for n in range(5))]
    result = xlsx({"S": [*rows, ["=A2", "India", "Pune"]], "Lookup": [["=1"]]})
    assert [(p.where.cell, p.code, str(p.fate)) for p in result.problems if p.code == "formula-without-value"] == [
        ("A7", "formula-without-value", "value not used"),
        ("B2", "formula-without-value", "value not used"),
    ]
    one, several = (p for p in result.problems if p.code == "formula-without-value")
    assert "5 formulas" in several.message
    assert "B2, B3, B4 and 2 more" in several.message
    assert "calculate" in several.hint
    assert "a formula and not its value" in one.message


def test_formulas_with_a_value_or_an_empty_text_are_no_problem(raw):
    row = '<row r="4"><c r="A4" t="str"><f>A2</f><v>Gamma</v></c><c r="B4" t="str"><f>""</f><v></v></c></row>'
    assert (names(raw(TABLE + row)), told(raw(TABLE + row))) == ([*BOTH, "Gamma"], [])


def test_a_list_of_nothing_but_formulas_says_why_it_is_empty(xlsx):
    with pytest.raises(NoSupplierTable, match="4 formulas have no value") as caught:
        xlsx({"S": [["=A1", "=B1"], ["=A2", "=B2"]]})
    assert "calculate" in caught.value.hint


def test_a_formula_without_a_value_in_an_open_document_sheet(tmp_path):
    rows = [["Supplier", "Country"], ["Acme Mills", "of:=B1"]]
    whole = write_ods(tmp_path / "list.ods", {"S": rows}).read_bytes()
    cell = b'<table:table-cell office:value-type="string"><text:p>of:=B1</text:p></table:table-cell>'
    path = tmp_path / "list.ods"
    path.write_bytes(
        changed(whole, "content.xml", lambda t: t.replace(cell, b'<table:table-cell table:formula="of:=B1"/>'))
    )
    assert told(read(path)) == [("formula-without-value", "B2")]


# --- the parts ----------------------------------------------------------------------------------------------------


def test_a_binary_workbook_reads_like_any_other(tmp_path):
    cells = [
        (0, 0, "Supplier"),
        (0, 1, "Country"),
        (0, 2, "Spend"),
        (1, 0, "Acme Mills"),
        (1, 1, "China"),
        (1, 2, 12.5),
    ]
    path = tmp_path / "list.xlsb"
    path.write_bytes(xlsb_of({"S": cells}))
    assert (names(read(path)), column(read(path), "spend")) == (["Acme Mills"], [["12.5"]])


@pytest.mark.parametrize("short", [record(0), record(0, b"\1\2\3"), record(5, bytes(8)), record(2)])
def test_a_record_of_a_binary_workbook_that_is_cut_short(tmp_path, short):
    book = xlsb_of({"S": [(0, 0, "Supplier"), (1, 0, "Acme Mills")]})
    path = tmp_path / "list.xlsb"
    end = record(0x92)
    path.write_bytes(changed(book, "xl/worksheets/sheet1.bin", lambda data: data.replace(end, short + end)))
    with pytest.raises(UnreadableFile, match="cut short"):
        read(path)


def test_a_long_text_shared_in_a_binary_workbook(tmp_path, limited):
    limited(characters=10_000)
    shared = record(0x9F, struct.pack("<II", 9, 1)) + record(19, b"\0" + text_of("x" * 4_000)) + record(0xA0)
    book = xlsb_of({"S": [(n, 0, 1.0) for n in range(9)]})
    number = record(5, struct.pack("<IId", 0, 0, 1.0))
    text = record(7, struct.pack("<III", 0, 0, 0))
    book = changed(book, "xl/worksheets/sheet1.bin", lambda data: data.replace(number, text))
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", shared)
    path = tmp_path / "list.xlsb"
    path.write_bytes(out.getvalue())
    with pytest.raises(UnreadableFile, match="characters together"):
        read(path)


def test_columns_are_numbered_as_spreadsheets_do():
    assert [extent.column_number(letters) for letters in ("A", "z", "AA", "xfd")] == [1, 26, 27, 16_384]


WHOLE = ['<c r="B2"><v>1</v></c>', "<c><v>1</v></c>", '<c r="E4" t="str"><v></v></c>', "<row>", "</row>",
         '<row r="7">', "<c/>", "<!-- ", " -->", '<z a="', '"/>', '<c r="F11"><f>1</f><v>2</v></c>']  # fmt: skip
BROKEN = ["<c r='C7' >", "<c>", "<c", "<x:c ", ' r="D9"', ' t="str"', ' t="s"', "/>", ">", "<v>", "</v>", "<v/>",
          "</c>", "<f>1</f>", "<f/>", "<![CDATA[", "]]>", '"', "'", " ", "<z ", "<?p", "?>", "/", "="]  # fmt: skip
PARTS = st.one_of(*[st.sampled_from(WHOLE)] * 5, st.sampled_from(BROKEN))


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.lists(PARTS, max_size=14))
def test_calamine_sees_no_cell_that_was_not_seen_before(parts):
    content = xlsx_of({"S": sheet_of("".join(parts))})
    seen = Seen("list.xlsx")
    with mock.patch.object(xlsx, "Room", return_value=seen), contextlib.suppress(UnreadableFile):
        safe = xlsx.scan_xlsx(content, "list.xlsx").content
        with contextlib.suppress(python_calamine.CalamineError):
            sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(safe)).get_sheet_by_index(0)
            rows, columns = (at + 1 for at in sheet.end or (-1, -1))
            assert (rows <= seen.rows, columns <= seen.columns) == (True, True)


class Seen(extent.Room):
    """Remembers how far the last sheet reached."""

    rows = columns = 0

    def take(self, sheet, rows, columns, *rest):
        self.rows, self.columns = rows, columns
        return super().take(sheet, rows, columns, *rest)


@pytest.mark.parametrize("encoding", ["UTF-99999999999", "cp932", "base64", "utf-7"])
@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_member_in_an_encoding_that_there_is_not_is_read_or_refused(member, encoding, raw):
    """A fuzzer's find: the reader of XML then raises what is no error of XML."""
    book = xlsx_of({"S": sheet_of(TABLE)})
    stated = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    with contextlib.suppress(UnreadableFile):
        assert names(raw(content=changed(book, member, lambda data: stated + data))) in ([], BOTH)
