"""The empty workbook and what intake makes of it."""

import openpyxl
import pytest
from small_lists import names, read

from supplychain_risk.errors import InputError, NoSupplierTable
from supplychain_risk.report.template import LINKS, SUPPLIERS, write_template


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    one = write_template(tmp_path / "one.xlsx", countries=["China", "India"]).read_bytes()
    two = write_template(tmp_path / "two.xlsx", countries=["India", "China"]).read_bytes()
    assert one == two


def test_an_empty_template_has_no_suppliers(tmp_path):
    with pytest.raises(NoSupplierTable):
        read(write_template(tmp_path / "t.xlsx", countries=["China", "India"]))


def test_a_filled_template_reads_back(tmp_path):
    path = write_template(tmp_path / "t.xlsx", countries=["China", "India"])
    book = openpyxl.load_workbook(path)
    filled = {c.heading: f"v {i}" for i, c in enumerate(SUPPLIERS)}
    filled |= {
        "Supplier ID": "S1",
        "Supplier name": "Acme",
        "Country": "China",
        "HS code": "0801",
        "Tier": 1,
        "Annual spend": 1200.5,
    }
    filled |= {"Parent company": "Group A [70%]; Group B [30%]", "Commodity": "Cotton; Yarn"}
    book["Suppliers"].append(list(filled.values()))
    book["Suppliers"].append(["S2", "Beta", None, "India"])
    book["Links"].append(["S2", "S1", "Yarn", 5, "25%"])
    book.save(path)
    result = read(path)
    first = result.suppliers[0]
    assert names(result) == ["Acme", "Beta"]
    assert [h for h, _ in first.extra] == ["Notes"]
    assert len(first.values) + len({a.column for a in first.answers}) == len(SUPPLIERS) - 1
    assert (first.first("hs").text, first.first("spend").text, first.first("tier").text) == ("0801", "1200.5", "1")
    assert [v.text for v in first.values["commodity"]] == ["Cotton", "Yarn"]
    (link,) = result.links
    assert (link.supplier.text, link.buyer.text, sorted(link.values)) == ("S2", "S1", ["commodity", "share", "spend"])
    assert [(o.parent.text, o.share.text) for o in result.ownership] == [("Group A", "70%"), ("Group B", "30%")]
    sheets = {s.name: s for s in result.files[0].sheets}
    assert sheets["Read me"].header_row is None
    assert len(sheets["Links"].mapping) == len(LINKS)


def test_it_has_a_frozen_header_comments_and_drop_downs(tmp_path):
    book = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx", countries=["China"]))
    assert book.sheetnames == ["Suppliers", "Links", "Read me"]
    sheet = book["Suppliers"]
    assert sheet.freeze_panes == "A2"
    assert all(cell.comment for cell in sheet[1])
    assert len(sheet.data_validations.dataValidation) == 5


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InputError) as caught:
        write_template(tmp_path / "none" / "t.xlsx")
    assert caught.value.hint
