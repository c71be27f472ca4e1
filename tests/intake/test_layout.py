"""Where the table is."""

from layouts import write_ods
from small_lists import codes, column, names, only_sheet, read

HEAD = ["Supplier", "Country", "Product"]


def test_title_rows_notes_and_trailing_lines(xlsx):
    result = xlsx(
        {
            "S": [
                ["Supplier list 2026"],
                [],
                ["Prepared by: X", None, "Date: 2026"],
                [],
                HEAD,
                ["A", "China", "Cotton"],
                [],
                ["B", "India", "Yarn"],
                ["Total: 2"],
                ["Signature ________"],
                ["Page 1 of 2"],
            ]
        }
    )
    sheet = only_sheet(result)
    assert (sheet.header_row, sheet.rows_read, sheet.used_rows, sheet.problem_rows, sheet.blank_rows) == (5, 6, 2, 3, 1)
    assert names(result) == ["A", "B"]
    assert codes(result) == ["total-row", "note-row", "page-break"]


def test_leading_blank_rows_and_columns(xlsx):
    result = xlsx({"S": [[], [], [None, None, *HEAD], [None, None, "A", "China", "Cotton"]]})
    assert only_sheet(result).header_row == 3
    assert str(result.suppliers[0].first("name").cell) == "list.xlsx!S!C4"


def test_headings_in_two_lines_under_merged_groups(xlsx):
    def merge(book):
        book["S"].merge_cells("A1:C1")
        book["S"].merge_cells("D1:E1")

    rows = [
        ["Supplier", None, None, "Buyer", None],
        ["Name", "Country", "ID", "Name", "Country"],
        ["A", "China", "S1", "Acme", "US"],
    ]
    result = xlsx({"S": rows}, merge)
    sheet = only_sheet(result)
    assert sheet.header_row == 2
    assert sheet.mapping == {
        "buyer": "Buyer Name",
        "country": "Supplier Country",
        "name": "Supplier Name",
        "supplier_id": "Supplier ID",
    }
    assert sheet.unused == ("Buyer Country",)


def test_headings_wrapped_over_two_lines(csv):
    result = csv("Supplier,Country of,Annual\nName,Production,Spend\nA,China,100\n")
    assert only_sheet(result).mapping == {
        "country": "Country of Production",
        "name": "Supplier Name",
        "spend": "Annual Spend",
    }


def test_merged_body_cells_keep_the_cell_that_holds_the_text(xlsx):
    def merge(book):
        book["S"].merge_cells("A2:A3")
        book["S"].merge_cells("B2:B3")

    result = xlsx({"S": [HEAD, ["A", "China", "Cotton"], [None, None, "Yarn"]]}, merge)
    assert names(result) == ["A", "A"]
    assert [r.first("name").cell.cell for r in result.suppliers] == ["A2", "A2"]
    assert result.suppliers[1].first("commodity").cell.cell == "C3"


def test_merged_body_cells_of_open_document_sheets(tmp_path):
    rows = [HEAD, ["A", "China", "Cotton"], ["", "", "Yarn"], ["B", "Peru", "Wool"]]
    result = read(write_ods(tmp_path / "list.ods", {"S": rows}, {(1, 0): (2, 1), (1, 1): (2, 1)}))
    assert [(r.row, r.values["name"][0].cell.cell) for r in result.suppliers] == [(2, "A2"), (3, "A2"), (4, "A4")]
    assert [r.values["country"][0].text for r in result.suppliers] == ["China", "China", "Peru"]


def test_a_merged_amount_is_counted_once(xlsx):
    rows = [["Supplier", "Country", "Spend"], ["A", "China", 100], ["A", "China", None]]
    result = xlsx({"S": rows}, lambda book: book["S"].merge_cells("C2:C3"))
    assert column(result, "spend") == [["100"], []]


def test_a_note_merged_across_a_row_does_not_fill_its_columns(xlsx):
    rows = [HEAD, ["A", "China", "Cotton"], ["* as of 2025, according to the annual report", None, None]]
    result = xlsx({"S": rows}, lambda book: book["S"].merge_cells("A3:C3"))
    assert names(result) == ["A"]
    assert codes(result) == ["note-row"]


def test_several_tables_in_one_sheet(xlsx):
    result = xlsx(
        {
            "S": [
                HEAD,
                ["A", "China", "Cotton"],
                [],
                ["Europe"],
                ["Country", "Supplier", "City"],
                ["Germany", "C", "Bonn"],
            ]
        }
    )
    assert names(result) == ["A", "C"]
    assert column(result, "country") == [["China"], ["Germany"]]
    assert column(result, "city") == [[], ["Bonn"]]
    assert codes(result) == ["note-row", "next-table"]


def test_headers_repeated_by_a_print_out(csv):
    result = csv("Supplier,Country\nA,China\nSupplier,Country\nB,India\n\nSupplier,Country\nC,Peru\n")
    assert names(result) == ["A", "B", "C"]
    assert codes(result) == ["repeated-header", "repeated-header"]


def test_units_and_examples_below_the_header(csv):
    result = csv("Supplier,Country,Spend\n(text),(ISO),(USD)\ne.g. Acme,China,1\nExample Textiles Ltd,China,2\n")
    assert names(result) == ["Example Textiles Ltd"]
    assert codes(result) == ["units-row", "example-row"]


def test_country_captions_between_the_rows(csv):
    result = csv("Supplier,Country\nChina,\nA,China\nIndia,\nB,India\n")
    assert names(result) == ["A", "B"]
    assert codes(result) == ["section-row", "section-row"]


def test_page_numbers_and_an_unlabelled_grand_total(csv):
    result = csv("Date,Supplier,Transaction,Amount\n2021,A,12,5\n,,,\n,,3,\n,,,60110413.54\n")
    sheet = only_sheet(result)
    assert (sheet.rows_read, sheet.used_rows, sheet.problem_rows, sheet.blank_rows) == (4, 1, 2, 1)
    assert codes(result) == ["page-break", "total-row"]


def test_a_company_called_total_is_a_company(csv):
    result = csv("Supplier,Country,Amount\nTotal,France,100\nAcme,China,200\nTotal,,300\n")
    assert names(result) == ["Total", "Acme"]
    assert codes(result) == ["total-row"]


def test_placeholder_names_are_set_aside(csv):
    result = csv("Supplier,Country\n???,India\nN/A,N/A\nN/A Textiles Ltd,China\n,Peru\n")
    assert names(result) == ["N/A Textiles Ltd"]
    assert codes(result) == ["placeholder-name", "placeholder-name", "no-supplier-name"]


def test_decoy_sheets_have_a_reason_and_no_rows(xlsx):
    result = xlsx(
        {
            "Read me": [["How to fill in"], ["Supplier: a company that sells to you"], ["Country: where it is"]],
            "Definitions": [["Term", "Definition"], ["Supplier", "A company which supplies"], ["Tier", "The distance"]],
            "Revisions": [["Version", "Date", "Author", "Comment"], ["1", "2020", "X", "first"]],
            "Codes": [["Country", "Code"], ["China", "CN"], ["India", "IN"]],
            "Names": [["Code", "Full name"], ["CN", "China"], ["IN", "India"]],
            "Suppliers": [HEAD, ["A", "China", "Cotton"]],
            "Empty": [],
            "Form": [["Supplier", "Country", "Product"]],
        }
    )
    sheets = {s.name: s for s in result.files[0].sheets}
    assert [name for name, s in sheets.items() if s.header_row] == ["Suppliers"]
    for name, sheet in sheets.items():
        assert sheet.reason
        if name != "Suppliers":
            assert (sheet.rows_read, dict(sheet.mapping), sheet.unused) == (0, {}, ())
    assert names(result) == ["A"]


def test_hidden_supplier_sheets_are_read_and_hidden_look_ups_are_not(xlsx):
    def hide(book):
        book["Old"].sheet_state = "hidden"
        book["Lists"].sheet_state = "veryHidden"

    result = xlsx(
        {
            "New": [HEAD, ["A", "China", "Cotton"]],
            "Old": [HEAD, ["Z", "Peru", "Tea"]],
            "Lists": [["Name", "Code"], ["Guangdong", "CN-GD"], ["Hebei", "CN-HE"]],
        },
        hide,
    )
    sheets = {s.name: s for s in result.files[0].sheets}
    assert names(result) == ["A", "Z"]
    assert sheets["Old"].hidden
    assert sheets["Lists"].hidden
    assert sheets["Lists"].header_row is None


def test_brands_count_as_suppliers_only_where_nothing_better_is_there(xlsx):
    brands = [
        ["Legend"],
        ["H1", "First half"],
        [],
        ["Consumer Brand", "Lists as of", "Comments"],
        ["Acme", "2017", ""],
        ["Beta", "???", "x"],
    ]
    alone = xlsx({"Sheet1": brands})
    assert names(alone) == ["Acme", "Beta"]
    assert only_sheet(alone).header_row == 4
    assert "no heading says supplier" in only_sheet(alone).reason
    beside = xlsx({"Sheet1": brands, "S": [HEAD, ["A", "China", "Cotton"]]})
    assert names(beside) == ["A"]
