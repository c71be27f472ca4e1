from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

import supplychain_risk as scr
from supplychain_risk.domain import DueDiligence
from supplychain_risk.report import build_document, html, xlsx
from supplychain_risk.review.tasks import HEADINGS
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.cells import CUT, MAX_UNITS, fitted, lines_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

SHEETS = [
    "Summary",
    "Groups",
    "By reason",
    "Reasons",
    "Suppliers",
    "Findings",
    "Lines",
    "Engagement",
    "Concentration",
    "Problems",
    "Coverage",
    "Sources and method",
]


@pytest.fixture(scope="module")
def content(document):
    return xlsx.render(document)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def hostile_content(hostile_document):
    return xlsx.render(hostile_document)


def column(sheet, title):
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(title)].value for row in sheet.iter_rows(min_row=2)]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_the_sheets(book):
    assert book.sheetnames == SHEETS


def test_lines_say_where_goods_come_from_and_what_cannot_be_read(book):
    sheet = book["Lines"]
    assert (column(sheet, "Origin of the goods")[0], column(sheet, "Origin code")[0]) == ("Uzbekistan", "UZ")
    assert column(sheet, "Origin of the goods")[1] == "unknown"
    assert column(sheet, "Origin as written") == ["Uzbekistan", "Atlantis"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Groups", 8),
        ("Reasons", 4),
        ("Suppliers", 8),
        ("Findings", 4),
        ("Lines", 3),
        ("Problems", 4),
        ("Coverage", 3),
    ],
)
def test_tables_have_filters_frozen_headings_and_print_well(book, name, rows):
    sheet = book[name]
    table = sheet.tables[name.replace(" ", "_")]
    assert table.ref == table.autoFilter.ref
    assert table.ref.startswith("A1:")
    assert int(re.search(r"(\d+)$", table.ref)[1]) == rows
    assert sheet.auto_filter.ref is None, "Excel takes two filters over one range for a broken file"
    assert int(re.search(r"(\d+)$", sheet.freeze_panes)[1]) == 2
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "Acme Outdoor" in sheet.oddHeader.left.text
    assert "Page &P of &N" in sheet.oddFooter.right.text


def test_suppliers_in_the_order_of_the_document_with_values_alone_in_their_cells(book):
    sheet = book["Suppliers"]
    assert column(sheet, "Id") == ["V-003", "V-004", "V-002", "V-005", "V-001", "V-006", "V-007"]
    assert column(sheet, "Due diligence")[:2] == ["hold", "review"]
    assert (column(sheet, "Band")[3], column(sheet, "Band, because")[3]) == ("very high", "country unknown")
    assert (column(sheet, "Country")[0], column(sheet, "Country code")[0]) == ("China", "CN")
    assert (column(sheet, "Country")[3], column(sheet, "Country code")[3]) == ("unknown", None)
    assert (column(sheet, "Sectors")[0], column(sheet, "ISIC")[0]) == ("Manufacture of textiles", "13")
    assert (column(sheet, "Commodities")[0], column(sheet, "Commodity ids")[0]) == ("Cotton", "cotton")
    assert column(sheet, "Score high")[-1] is None
    assert column(sheet, "Tier")[-1] == "unknown"
    assert column(sheet, "Factors")[0].startswith("country 5: rated 3 of 3")
    assert column(sheet, "Cells")[0].startswith("Vendors_2026 FINAL v3.xlsx!Vendors!A4")


def test_days_are_days_and_nothing_else_stands_in_a_cell_with_a_level(book, document):
    dates = column(book["Sources and method"], "Data date")[: len(document.sources)]
    assert [day.date() for day in dates] == [source.data_date for source in document.sources]
    days = column(book["Lines"], "Day")
    assert [day and day.date() for day in days] == [line.dated for line in document.lines]
    assert any(days)
    levels = {level.value for level in DueDiligence}
    for name, title in (("Groups", "Calls for"), ("Reasons", "Calls for"), ("Findings", "Calls for")):
        assert set(column(book[name], title)) <= levels


@pytest.mark.parametrize("name", ["Suppliers", "Findings", "Lines"])
def test_each_empty_cell_of_a_long_table_is_drawn_by_one_rule_and_those_to_fill_in_are_shaded(book, name):
    sheet = book[name]
    drawn = {}
    for at in sheet.conditional_formatting:
        (rule,) = at.rules
        assert rule.type == "containsBlanks"
        for row in sheet[str(at.sqref)]:
            for cell in row:
                assert cell.coordinate not in drawn
                drawn[cell.coordinate] = rule.dxf.fill is not None
    assert set(drawn) == {cell.coordinate for row in sheet[sheet.tables[name].ref][1:] for cell in row}
    shaded = {sheet.cell(1, sheet[at].column).value for at, is_shaded in drawn.items() if is_shaded}
    assert shaded == (set(HEADINGS.values()) if name == "Suppliers" else set())


def test_levels_are_told_apart_without_color(book):
    """By weight, pattern and border of the cell, and by how light its fill is."""
    sheet = book["Summary"]
    looks = {}
    for (cell,) in sheet.iter_rows(max_col=1):
        if cell.value in set(DueDiligence):
            channels = [int(cell.fill.fgColor.rgb[at : at + 2], 16) for at in (2, 4, 6)]
            gray = round(sum(channels) / 3 / 32) if cell.fill.fill_type else None
            looks[cell.value] = (gray, cell.fill.fill_type, cell.font.b, cell.border.left.style)
    assert set(looks) == set(DueDiligence)
    assert len(set(looks.values())) == len(DueDiligence)


def test_a_day_that_excel_cannot_count_is_text_and_a_row_without_text_has_a_height():
    def fill(book):
        sheet = Sheet(book, Styles(book), "Days", "head")
        for day in (date(1900, 2, 28), date(1900, 3, 1), date(2026, 6, 30)):
            sheet.line((day, 1), ("date", "count"), (11, 5))

    (sheet,) = openpyxl.load_workbook(io.BytesIO(workbook_of(fill, {})))
    assert [cell.value for cell in sheet["A"]] == ["1900-02-28", datetime(1900, 3, 1), datetime(2026, 6, 30)]


def test_findings_show_path_citation_and_link(book):
    sheet = book["Findings"]
    first = "远山纺织有限公司 → Lotus Garments Ltd. → Brightwater Apparel GmbH → Acme Outdoor"
    assert column(sheet, "Path to the company")[0] == first
    assert list(zip(column(sheet, "Paths shown"), column(sheet, "Paths"), strict=True)) == [(1, 1), (2, 7), (1, 1)]
    reasons = book["Reasons"]
    for row, cell in enumerate((c for c in sheet["E"][1:]), 2):
        target = cell.hyperlink.location
        assert target.startswith("Reasons!A"), "each finding leads to its reason"
        at = int(target.removeprefix("Reasons!A"))
        assert reasons.cell(at, [c.value for c in reasons[1]].index("Reason") + 1).value == sheet.cell(row, 5).value
    assert "example_entities 2026-01, row e-17 (verified)" in column(reasons, "Citation")
    links = [cell.hyperlink for row in reasons.iter_rows() for cell in row if cell.hyperlink]
    assert {(link.target, link.location) for link in links if link.target} == {
        ("https://lists.example.org/entities", "e-17"),
        ("https://lists.example.org/goods?id=g-3&x=1", None),
    }


def leads_to(book, cell):
    """The sheet and the row that a link within the workbook leads to."""
    sheet, _, address = cell.hyperlink.location.replace("'", "").rpartition("!")
    cells = zip(book[sheet][1], book[sheet][int(address.removeprefix("A"))], strict=True)
    return sheet, {heading.value: found.value for heading, found in cells}


def test_suppliers_findings_reasons_and_sources_lead_to_each_other():
    example = Path(__file__).parents[2] / "examples" / "apparel_suppliers.xlsx"
    document = scr.screen(example, as_of="2026-06-30").document
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))
    at = {name: [cell.value for cell in book[name][1]].index for name in ("Suppliers", "Findings", "Reasons")}
    findings = {f.id: f for f in document.findings}
    for row, supplier in zip(book["Suppliers"].iter_rows(min_row=2), document.suppliers, strict=True):
        cell = row[at["Suppliers"]("Id")]
        assert (cell.hyperlink is not None) is bool(supplier.findings)
        if cell.hyperlink:
            sheet, led = leads_to(book, cell)
            assert (sheet, led["Supplier id"]) == ("Findings", supplier.id)
            first = min((findings[i] for i in supplier.findings), key=lambda f: f.calls_for.urgency)
            assert led["Calls for"] == first.calls_for.value
    for row in book["Findings"].iter_rows(min_row=2):
        cell = row[at["Findings"]("Supplier id")]
        sheet, led = leads_to(book, cell)
        assert (sheet, led["Id"]) == ("Suppliers", cell.value)
        cell = row[at["Findings"]("Reason")]
        sheet, led = leads_to(book, cell)
        assert (sheet, led["Reason"]) == ("Reasons", cell.value)
    led_to_source = 0
    for row, reason in zip(book["Reasons"].iter_rows(min_row=2), document.reasons, strict=True):
        sheet, led = leads_to(book, row[at["Reasons"]("Reason")])
        assert (sheet, led["Reason"]) == ("Findings", reason.id)
        cell = row[at["Reasons"]("Citation")]
        if cell.hyperlink:
            sheet, led = leads_to(book, cell)
            assert (sheet, led["Edition"]) == ("Sources and method", reason.citations[0].edition)
            led_to_source += 1
    assert led_to_source == len(document.reasons)


def test_groups_hold_each_supplier_once_and_lead_to_the_first(book, document):
    groups, suppliers = book["Groups"], book["Suppliers"]
    assert sum(column(groups, "Suppliers")) == len(document.suppliers)
    assert sorted(set(column(suppliers, "Group"))) == sorted(column(groups, "Group"))
    for cell in groups["J"][1:]:
        at = int(cell.hyperlink.location.removeprefix("Suppliers!A"))
        assert suppliers.cell(at, 2).value == cell.value


def test_a_sentence_stands_once_however_many_suppliers_it_is_true_of(big_document):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(big_document)), read_only=True)
    rows = list(book["Reasons"].iter_rows(values_only=True))
    statements = [row[rows[0].index("Statement")] for row in rows[1:]]
    assert len(statements) == len(set(statements)) == len(big_document.reasons) < len(big_document.findings)


def test_the_summary_has_native_charts_over_its_own_figures(book, content):
    assert len(book["Summary"]._charts) == 2
    charts = [text for name, text in parts(content).items() if name.startswith("xl/charts/chart")]
    assert any("Summary!$B$" in text for text in charts)


def test_method_limits_and_manifest_are_in(book):
    text = "\n".join(str(c.value) for row in book["Sources and method"].iter_rows() for c in row if c.value)
    for expected in (
        "It never states that a company uses forced labor",
        "own = C + S + G",
        "policy › sha256: " + "d" * 64,
        "Rates governments, not companies.",
        "Subsidiaries are not listed.",
    ):
        assert expected in text


def test_equal_documents_give_equal_bytes_whatever_the_clock_says(document, content, monkeypatch):
    import time

    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert xlsx.render(document) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+Z", parts(content)["docProps/core.xml"])) == {
        "2000-01-01T00:00:00Z"
    }


def test_the_worst_names_are_text_and_never_formulas_or_links(hostile_content, worst_names):
    for name, text in parts(hostile_content).items():
        if name.startswith("xl/worksheets/sheet"):
            assert not re.search(r"<f[ >]", text)
    book = openpyxl.load_workbook(io.BytesIO(hostile_content))
    names = set(column(book["Suppliers"], "Name"))
    assert {fitted(name) for name in worst_names} <= names
    found = [c.hyperlink for sheet in book for row in sheet.iter_rows() for c in row if c.hyperlink]
    links = [link.target for link in found if link.target]
    own = re.compile(r"(Reasons|Suppliers|Findings|'Sources and method')!(A|B)\d+")
    assert all(own.fullmatch(link.location) for link in found if not link.target)
    assert links
    assert all(link.startswith("https://lists.example.org/") for link in links)
    assert "javascript:alert(1)" in column(book["Reasons"], "Source")
    assert all(c.data_type in ("s", "n", "d", "inlineStr") for sheet in book for row in sheet.iter_rows() for c in row)


def test_a_company_name_cannot_write_header_codes(hostile_content):
    assert "&amp;&amp;P" in parts(hostile_content)["xl/worksheets/sheet1.xml"]


def test_what_a_cell_cannot_hold_is_cut_with_a_note():
    assert fitted("x" * 40_000).endswith(CUT)
    for text in ("x" * 40_000, "😀" * 20_000, "x" * MAX_UNITS, "字" * 33_000):
        assert len(fitted(text).encode("utf-16-le")) // 2 <= MAX_UNITS
    assert fitted("x" * MAX_UNITS) == "x" * MAX_UNITS
    assert fitted("a\x00b\x1f\ufffec\ud800\td") == "abc\td"


def test_rows_are_tall_enough_for_their_text():
    assert lines_of("short", 20) == 1
    assert lines_of("two\nlines", 20) == 2
    assert lines_of("x" * 100, 20) == 5
    assert lines_of("合" * 30, 20) == lines_of("x" * 60, 20) == 3


def test_no_supplier_no_finding_is_still_a_workbook(assessed):
    empty = build_document(replace(assessed, suppliers=(), findings=(), problems=(), files=(), outlook=None))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(empty)))
    assert book.sheetnames == [name for name in SHEETS if name != "Lines"]
    assert book["Findings"]["A2"].value == "none"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("very high (because country, sector, commodity unknown)", 12, 6),
        ("medium (because exact good not certain)", 16, 3),
        ("high", 12, 1),
        ("Donaudampfschifffahrtsgesellschaft", 10, 4),
        ("one\ntwo", 10, 2),
    ],
)
def test_rows_are_tall_enough_for_text_that_wraps_at_words(text, width, lines):
    assert lines_of(text, width) == lines


def test_each_excel_table_is_as_xlsxwriter_itself_would_make_it(content):
    """`Sheet.listed` says what `add_table` would; a release of XlsxWriter that says it otherwise fails here."""
    columns = (Column("Name", 10), Column("<Tier> & more", 10))

    def ours(book):
        sheet = Sheet(book, Styles(book), "My table", "head")
        sheet.table(columns, 2)
        for name in ("a", "b"):
            sheet.line((name, name), ("text", "text"))

    def theirs(book):
        titles = [{"header": column.title} for column in columns]
        options = {"name": "My_table", "columns": titles, "style": None, "banded_rows": False}
        book.add_worksheet("My table").add_table(0, 0, 2, 1, options)

    one, other = (parts(workbook_of(fill, {}))["xl/tables/table1.xml"] for fill in (ours, theirs))
    assert one == other
    assert len([name for name in parts(content) if name.startswith("xl/tables/")]) == 11


def test_every_heading_of_an_excel_table_is_what_its_table_says_and_names_are_plain(hostile_content):
    book = openpyxl.load_workbook(io.BytesIO(hostile_content))
    names = [table.name for sheet in book for table in sheet.tables.values()]
    assert len(set(names)) == len(names) >= 10
    assert all(re.fullmatch("[A-Za-z_]+", name) for name in names)
    for sheet in book:
        for table in sheet.tables.values():
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert heads == [column.name for column in table.tableColumns]
            assert sheet.auto_filter.ref is None


def test_two_columns_of_one_heading_are_refused_before_excel_calls_the_file_broken():
    def fill(book):
        Sheet(book, Styles(book), "Twice", "head").table((Column("Name", 9), Column("NAME", 9)), 1)

    with pytest.raises(ValueError, match="two columns of one heading"):
        workbook_of(fill, {})


def test_the_outline_holds_each_supplier_once_under_what_decides_its_level(book, document):
    sheet = book["By reason"]
    assert not sheet.tables
    assert sheet.sheet_properties.outlinePr.summaryBelow is False
    under = {}
    for number, row in enumerate(sheet.iter_rows(min_row=2), 2):
        held = sheet.row_dimensions[number]
        if not held.outlineLevel:
            assert (held.hidden, held.collapsed) == (False, True)
            group = row[9].value
            under[group] = (row[1].value, [])
        else:
            assert held.hidden
            assert row[9].value == group
            under[group][1].append(row[8].value)
            target = row[1].hyperlink.location
            assert book["Suppliers"][target.removeprefix("Suppliers!")].value == row[1].value
    assert under == {f"G{n}": (group.why, list(group.suppliers)) for n, group in enumerate(document.groups, 1)}


@pytest.mark.slow
def test_libreoffice_opens_the_worst_names_and_keeps_tables_outline_and_texts(hostile_content, worst_names, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here: install libreoffice-calc to see that it opens the workbook")
    (tmp_path / "report.xlsx").write_bytes(hostile_content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    call = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*call, str(tmp_path / "out"), str(tmp_path / "report.xlsx")], check=True, timeout=120)
    one = openpyxl.load_workbook(io.BytesIO(hostile_content))
    other = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")
    assert other.sheetnames == one.sheetnames
    for sheet in one:
        tables, kept = (
            {table.name: (table.ref, [c.name for c in table.tableColumns]) for table in each.tables.values()}
            for each in (sheet, other[sheet.title])
        )
        assert kept == tables
    assert {fitted(name) for name in worst_names} <= set(column(other["Suppliers"], "Name"))
    assert other["By reason"].row_dimensions[3].outlineLevel == 1
    assert not any(cell.data_type == "f" for sheet in other for row in sheet.iter_rows() for cell in row)


class Counted(tuple):
    """Parts that tell how often somebody went over all of them."""

    passes = 0

    def __iter__(self):
        self.passes += 1
        return super().__iter__()


def test_workbook_and_page_go_over_the_suppliers_of_a_document_few_times(document):
    """A large document makes them again each time."""
    for render, most in ((xlsx.render, 2), (html.render, 1)):
        suppliers, findings = Counted(document.suppliers), Counted(document.findings)
        counted = document.changed(suppliers=suppliers, findings=findings)
        assert render(counted) == render(document)
        assert 1 <= suppliers.passes <= most
        assert 1 <= findings.passes <= most
