"""`verify` names what keeps a reader from seeing a cell of a pack's workbook, though its cells read as they did."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from copy import copy

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle

import supplychain_risk as scr
from supplychain_risk.review.filled import filled
from supplychain_risk.review.sight import unseen

SHEET = """id,name,country,product,spend
V-1,Alpha Cotton Works,Turkmenistan,Cotton,100
V-2,Beta Weaving,Portugal,,33.3
V-3,Gamma Trading,Turkmenistan,Cotton,
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    (folder / "s.csv").write_text(SHEET, encoding="utf-8")
    assessment = scr.screen(scr.load(folder / "s.csv", company="Acme"), as_of="2026-06-30")
    assessment.write(folder / "pack", formats=("json", "xlsx"))
    return folder / "pack"


@pytest.fixture(scope="module")
def made(pack):
    return (pack / "report.xlsx").read_bytes()


def changed(content, change):
    """The workbook after a person, or somebody who hides something, was at it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(content, part, change):
    """The workbook with the text of one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if re.fullmatch(part, name):
                other = change(text)
                assert other != text, name
                text = other
            new.writestr(name, text)
    return out.getvalue()


def resaved(content, folder):
    """As LibreOffice saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here: install libreoffice-calc to see what it makes of the workbook")
    path = folder / "report.xlsx"
    path.write_bytes(content)
    call = [office, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to"]
    subprocess.run(
        [*call, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(path)],
        check=True,
        timeout=120,
        capture_output=True,
    )
    return (folder / "saved" / "report.xlsx").read_bytes()


def font(cell, **parts):
    cell.font = Font(**{"name": cell.font.name, "sz": cell.font.sz, **parts})


def a_row(book):
    book["Suppliers"].row_dimensions[2].hidden = True


def rows_by_a_filter(book):
    sheet = book["Suppliers"]
    sheet.tables["Suppliers"].autoFilter.add_filter_column(0, ["standard"])
    for row in (2, 3):
        sheet.row_dimensions[row].hidden = True


def a_column(book):
    book["Suppliers"].column_dimensions["A"].hidden = True


def a_column_of_no_width(book):
    book["Suppliers"].column_dimensions["A"].width = 0.5


def a_row_of_no_height(book):
    book["Suppliers"].row_dimensions[2].height = 1


def rows_by_default(book):
    book["Problems"].sheet_format.zeroHeight = True


def white_on_white(book):
    cell = book["Suppliers"]["A2"]
    cell.fill = PatternFill()
    font(cell, color="FFFFFF")  # as it was, on dark


def white_of_the_theme(book):
    cell = book["Suppliers"]["B2"]
    cell.font = Font(color=openpyxl.styles.colors.Color(theme=0))


def nearly_the_same_color(book):
    cell = book["Suppliers"]["A2"]
    cell.fill = PatternFill("solid", fgColor="8C2D04")
    font(cell, color="9C3D14")


def text_too_small(book):
    font(book["Reasons"]["C2"], sz=1)


def struck_out(book):
    font(book["Suppliers"]["A2"], strike=True, color="000000")


def letters_as_symbols(book):
    font(book["Findings"]["B2"], name="Wingdings")


def a_number_format_that_shows_nothing(book):
    book["Suppliers"]["A2"].number_format = ";;;"


def a_number_format_that_shows_another_word(book):
    book["Suppliers"]["A2"].number_format = '"standard";"standard";"standard";"standard"'


def a_rule_that_shows_nothing(book):
    style = DifferentialStyle(font=Font(color="FFFFFF"))
    rule = FormulaRule(formula=["TRUE"])
    rule.dxf = style
    book["Suppliers"].conditional_formatting.add("A2:A9", rule)


def a_rule_that_shows_another_word(book):
    rule = FormulaRule(formula=["TRUE"])
    rule.dxf = DifferentialStyle(numFmt=openpyxl.styles.numbers.NumberFormat(numFmtId=190, formatCode=';;;"fine"'))
    book["Suppliers"].conditional_formatting.add("A2:A9", rule)


def bars_for_values(book):
    bars = DataBarRule("min", None, "max", None, color="FF0000", showValue=False)
    book["Suppliers"].conditional_formatting.add("N2:N9", bars)


def a_picture(book):
    content = io.BytesIO()
    pytest.importorskip("PIL.Image").new("RGB", (400, 400), "white").save(content, "PNG")
    book["Suppliers"].add_image(Image(content), "A2")


def panes_out_of_reach(book):
    sheet = book["Suppliers"]
    sheet.freeze_panes = "C4"
    sheet.sheet_view.topLeftCell = "A3"


def a_link_that_leads_elsewhere(book):
    sheet = book["Reasons"]
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target]
    one, other = links[0], next(cell for cell in links if cell.hyperlink.target != links[0].hyperlink.target)
    one.hyperlink.target = other.hyperlink.target


def a_link_within_that_leads_elsewhere(book):
    sheet = book["Groups"]
    (cell, *_) = [c for row in sheet.iter_rows() for c in row if c.hyperlink and c.hyperlink.location]
    cell.hyperlink.location = "'Sources and method'!A1"


def less_printed(book):
    book["Suppliers"].print_area = "A3:R4"


def without_tabs(book):
    book.views[0].showSheetTabs = False


def no_zeros(book):
    book["Coverage"].sheet_view.showZeros = False


TAMPERED = {
    a_row: "Row 2 of Suppliers is hidden.",
    rows_by_a_filter: "Rows 2 to 3 of Suppliers are hidden by a filter.",
    a_column: "Column A of Suppliers is hidden.",
    a_column_of_no_width: "Column A of Suppliers is too narrow to be read.",
    a_row_of_no_height: "Row 2 of Suppliers is too low to be read.",
    rows_by_default: "Rows of Problems are hidden or too low to be read unless each says otherwise.",
    white_on_white: "What stands in Suppliers!A2 is in the color of its ground, or nearly.",
    white_of_the_theme: "What stands in Suppliers!B2 is in the color of its ground, or nearly.",
    nearly_the_same_color: "What stands in Suppliers!A2 is in the color of its ground, or nearly.",
    text_too_small: "What stands in Reasons!C2 is 1 points high.",
    struck_out: "What stands in Suppliers!A2 is struck out.",
    letters_as_symbols: "What stands in Findings!B2 is in a font of symbols (Wingdings).",
    a_number_format_that_shows_nothing: "What stands in Suppliers!A2 has the number format ';;;', which may show "
    "something else.",
    a_number_format_that_shows_another_word: "What stands in Suppliers!A2 has the number format "
    '\'"standard";"standard";"standard";"standard"\', which may show something else.',
    a_rule_that_shows_nothing: "By a conditional format, what stands in Suppliers!A2:A9 is in the color of its ground, "
    "or nearly.",
    a_rule_that_shows_another_word: "By a conditional format, what stands in Suppliers!A2:A9 is shown as "
    "';;;\"fine\"'.",
    bars_for_values: "By a conditional format, Suppliers!N2:N9 shows a picture in place of what stands there.",
    a_picture: "On Suppliers lie 1 more charts, pictures or shapes than in the report.",
    panes_out_of_reach: "Panes of Suppliers are frozen so that rows or columns may be out of reach.",
    a_link_that_leads_elsewhere: "The link of Reasons!",
    a_link_within_that_leads_elsewhere: "The link of Groups!",
    less_printed: "Of Suppliers A3:R4 is printed; of the report ",
    without_tabs: "The names of its sheets are not shown.",
    no_zeros: "The sheet Coverage does not show zeros.",
}
"""What somebody does → how what is told begins."""


@pytest.mark.parametrize("change", TAMPERED, ids=lambda change: change.__name__)
def test_what_hides_a_cell_is_named_and_nothing_else_is(made, change):
    found = filled(made, changed(made, change), "report.xlsx")
    assert len(found.unseen) == 1
    assert found.unseen[0].startswith(TAMPERED[change])
    assert found.cells == found.tasks == found.more == ()


SAVED_ALIKE = [
    one
    for one in TAMPERED
    # LibreOffice keeps neither: what it saves shows zeros, and panes from the first row on
    if one not in (no_zeros, panes_out_of_reach)
]


@pytest.mark.slow
def test_what_hides_cells_is_named_still_when_libreoffice_has_saved_it(made, tmp_path):
    def all_of_them(book):
        for change in SAVED_ALIKE:
            if change not in (a_row, white_on_white, nearly_the_same_color, a_number_format_that_shows_nothing):
                change(book)  # those left out are about a cell or row that another of them is about, too

    found = filled(made, resaved(changed(made, all_of_them), tmp_path), "report.xlsx")
    told = "\n".join(found.unseen)
    for part in (
        "hidden by a filter",
        "is struck out",
        "the color of its ground",
        "By a conditional format",
        "points high",
        "a font of symbols",
        "the number format",
        "more charts, pictures or shapes",
        "a picture in place",
        "unless each says otherwise",
        "sheets are not shown",
        "The link of Reasons!",
        "The link of Groups!",
        "is printed",
    ):
        assert part in told, part


def test_cells_that_lie_under_a_merged_one_are_named_though_they_read_alike(made):
    """A program drops what stands under a merged cell; a file may keep it."""

    def merge(text):
        return text.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>')

    found = filled(made, rewritten(made, r"xl/worksheets/sheet6\.xml", merge), "report.xlsx")
    assert found.cells == ()
    assert found.unseen == ("Cells from Findings!A2 on are merged, so that only the first is shown.",)


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        (
            r"xl/sharedStrings\.xml",
            "What stands in Findings!I2, Findings!I4, Findings!I6 and 1 more cell is in the color of its ground, "
            "or nearly.",
        ),
        (r"xl/worksheets/sheet5\.xml", "Cells of Suppliers hold texts that are formatted in part."),
    ],
)
def test_a_text_that_is_white_in_part_is_named(made, part, seen):
    """Among the texts that cells share, and in the cell itself."""

    def whiten(text):
        run = rb'<r><rPr><color rgb="FFFFFFFF"/></rPr><t>\1</t></r>'
        return re.sub(rb"<t>(V-1)</t>", run, text)

    found = filled(made, rewritten(made, part, whiten), "report.xlsx")
    assert found.unseen == (seen,)


def test_a_sheet_that_is_not_well_formed_is_not_taken_for_one_that_shows_all(made):
    sheet = rewritten(made, r"xl/worksheets/sheet5\.xml", lambda text: text.replace(b"</worksheet>", b"</worksheets>"))
    found = filled(made, sheet, "report.xlsx")
    assert found.unseen or found.more


def as_people_work(book):
    """Rows marked in yellow, columns made wider, comments in red and struck out, another font."""
    sheet = book["Suppliers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor="FFFF00")
        look = copy(cell.font)
        cell.font = Font(name="Arial", sz=12, b=True, color="1B2A3A" if look.color is None else None)
    done = sheet.cell(2, at["Comment"])
    done.value = "asked on Monday"
    done.font = Font(strike=True, color="FFFF00", sz=2)
    done.number_format = ";;;"
    sheet.column_dimensions["B"].width = 60
    sheet.row_dimensions[2].height = 90
    sheet.sheet_view.zoomScale = 150
    sheet.tables["Suppliers"].autoFilter.add_filter_column(0, ["V-1", "V-2", "V-3"])


def test_marks_of_people_at_work_are_no_tampering_and_tasks_are_told_apart(made):
    found = filled(made, changed(made, as_people_work), "report.xlsx")
    assert found.unseen == ()
    assert found.is_tasks_only


@pytest.mark.slow
def test_nor_is_what_libreoffice_writes_anew(made, tmp_path):
    found = filled(made, resaved(changed(made, as_people_work), tmp_path), "report.xlsx")
    assert found.unseen == ()
    assert found.is_tasks_only


def test_verify_tells_tasks_and_what_is_hidden_beside_them(pack, made, tmp_path):
    folder = shutil.copytree(pack, tmp_path / "pack")

    def filter_and_fill(book):
        rows_by_a_filter(book)
        at = {cell.value: cell.column for cell in book["Suppliers"][1]}
        book["Suppliers"].cell(4, at["Owner"]).value = "A. Analyst"

    (folder / "report.xlsx").write_bytes(changed(made, filter_and_fill))
    _, *told = scr.verify(folder)
    assert told[0].startswith("  Of the cells, only columns of tasks were filled in or changed (Owner, Status, Due, ")
    assert told[1] == "  Rows 2 to 3 of Suppliers are hidden by a filter."
    assert "Show all again" in told[2]
    assert "--tasks" in told[3]
    (folder / "report.xlsx").write_bytes(changed(made, a_column))
    _, *told = scr.verify(folder)
    assert told == [
        "  Every cell reads as it was made, but not all is shown as it was made:",
        "  Column A of Suppliers is hidden.",
    ]


def test_rows_that_are_folded_in_the_report_may_be_unfolded_and_no_others_may_be_folded(made):
    def unfold(book):
        for row in book["By reason"].row_dimensions.values():
            row.hidden = False

    def fold(book):
        book["By reason"].row_dimensions[2].hidden = True

    assert filled(made, changed(made, unfold), "report.xlsx").unseen == ()
    assert filled(made, changed(made, fold), "report.xlsx").unseen == ("Row 2 of By reason is hidden.",)


def test_a_workbook_is_shown_as_itself(made):
    assert unseen(made, made, {}, {}, "report.xlsx") == ()
    assert filled(made, made, "report.xlsx").unseen == ()
