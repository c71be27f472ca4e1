import pytest
from small_lists import column, names, only_sheet

from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.intake import load_mapping
from supplychain_risk.intake.mapping import stated_text

ODD = "List of 2026\nFirm,Seat,Stuff,Remark\nA,China,Cotton,raw\nB,India,Tea,y\n"


def test_a_mapping_says_where_the_header_and_the_columns_are(csv):
    mapping = {
        "list": {"header_row": 2, "columns": {"name": "Firm", "country": "Seat", "commodity": ["Stuff", "Remark"]}}
    }
    result = csv(ODD, mapping=mapping)
    assert names(result) == ["A", "B"]
    assert column(result, "commodity") == [["Cotton", "raw"], ["Tea", "y"]]
    assert only_sheet(result).mapping == {"commodity": "Stuff + Remark", "country": "Seat", "name": "Firm"}
    assert only_sheet(result).header_row == 2


def test_the_star_stands_for_every_sheet_and_the_header_is_found_by_its_headings(csv):
    assert names(csv(ODD, mapping={"*": {"columns": {"name": "firm"}}})) == ["A", "B"]


def test_a_mapping_overrules_what_would_be_recognized(csv):
    result = csv("Supplier,Trade name,Country\nA,Alpha,China\n", mapping={"*": {"columns": {"name": "Trade name"}}})
    assert names(result) == ["Alpha"]
    assert only_sheet(result).unused == ("Supplier",)


def test_sheets_can_be_left_out(xlsx):
    sheets = {"Keep": [["Supplier", "Country"], ["A", "China"]], "Old": [["Supplier", "Country"], ["Z", "Peru"]]}
    assert names(xlsx(sheets, mapping={"list.xlsx!Old": {"ignore": True}})) == ["A"]


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        ({"*": {"colums": {}}}, r"\*\.colums"),
        ({"*": {"header_row": 0}}, r"\*\.header_row"),
        ({"*": {"header_row": "2"}}, r"\*\.header_row"),
        ({"*": {"columns": {"nome": "Firm"}}}, r"\*\.columns\.nome"),
        ({"*": {"columns": {"name": 3}}}, r"\*\.columns\.name"),
        ({"*": {"header_row": 2, "columns": {"name": "Company"}}}, "no heading 'Company'"),
        ({"*": {"header_row": 99}}, "header_row 99"),
        ({"*": {"header_row": 2, "unused": "Company"}}, "no heading 'Company'"),
        ({"*": {"unused": ["Firm"], "columns": {"name": "Firm"}}}, r"\*\.unused.*columns\.name"),
        ({"*": {"unused": []}}, r"\*\.unused"),
        ({"*": 1}, r"\*"),
    ],
)
def test_errors_name_the_key(csv, mapping, key):
    with pytest.raises(InputError, match=key) as caught:
        csv(ODD, mapping=mapping)
    assert caught.value.hint


def test_a_mapping_from_a_file(tmp_path, csv):
    path = tmp_path / "mapping.toml"
    path.write_text('["*"]\nheader_row = 2\n["*".columns]\nname = "Firm"\n')
    assert names(csv(ODD, mapping=load_mapping(path))) == ["A", "B"]
    path.write_text("[broken")
    with pytest.raises(InputError, match="cannot be read"):
        load_mapping(path)
    path.write_text('["*"]\nrow = 2\n')
    with pytest.raises(InputError, match=r"\*\.row"):
        load_mapping(path)
    with pytest.raises(MissingFile):
        load_mapping(tmp_path / "none.toml")


def test_a_running_number_is_no_id_unless_the_mapping_says_so(csv):
    rows = "No,Supplier,Country\n1,A,China\n2,B,India\n"
    assert "supplier_id" not in only_sheet(csv(rows, mapping={"*": {"columns": {"name": "Supplier"}}})).mapping
    said = {"*": {"columns": {"name": "Supplier", "supplier_id": "No"}}}
    assert column(csv(rows, mapping=said), "supplier_id") == [["1"], ["2"]]


def test_a_column_can_be_stated_to_be_of_no_use(csv):
    text = "Supplier,Country,Grade\nA,China,7\nB,India,8\n"
    assert only_sheet(csv(text)).mapping["country"] == "Country"
    result = csv(text, mapping={"*": {"header_row": 1, "unused": "Country"}})
    assert "Country" in only_sheet(result).unused
    assert "country" not in only_sheet(result).mapping
    assert names(result) == ["A", "B"]


def test_the_header_is_found_by_the_headings_of_unused_columns_too(csv):
    result = csv(ODD, mapping={"*": {"columns": {"name": "Firm"}, "unused": "Stuff"}})
    assert only_sheet(result).header_row == 2
    assert "Stuff" in only_sheet(result).unused


def test_what_was_stated_is_written_as_it_is_read(tmp_path):
    """Names that TOML must escape; several headings; each key."""
    stated = {
        'v.xlsx!A "b" \\ c': {
            "ignore": True,
            "header_row": 4,
            "unused": ["Grade\x7f", "Ünused"],
            "columns": {"name": "Firm", "address": ["Street", "Town"]},
            "all": {"country": "GB", "commodity": "Cotton"},
        },
        "*": {"ignore": False},
    }
    path = tmp_path / "mapping.toml"
    path.write_text(stated_text(stated), encoding="utf-8")
    assert load_mapping(path) == stated
    assert stated_text(load_mapping(path)) == stated_text(stated)


def test_a_reading_says_of_each_column_what_it_was_taken_for_why_and_how_sure(csv):
    text = "Supplier,Country,Grade,Seat\nA Ltd,China,7,Lima\nB Ltd,India,8,Quito\n"
    sheet = only_sheet(csv(text, mapping={"*": {"header_row": 1, "columns": {"city": "Seat"}}}))
    by_heading = {one.heading: one for one in sheet.columns}
    assert [one.letters for one in sheet.columns] == ["A", "B", "C", "D"]
    assert {h: one.field for h, one in by_heading.items()} == {
        "Supplier": "name",
        "Country": "country",
        "Grade": "",
        "Seat": "city",
    }
    assert by_heading["Country"].margin > 10
    assert any("countries" in what for what, _ in by_heading["Country"].evidence)
    assert [one.heading for one in sheet.columns if one.is_stated] == ["Seat"]


def test_columns_of_tiers_side_by_side_are_told_by_their_place(csv):
    head = "Tier 1 supplier,Tier 1 country,Tier 2 supplier,Tier 2 country\n"
    text = f"{head}A Ltd,China,B Ltd,India\nC Ltd,Peru,D Ltd,Chad\n"
    assert [one.field for one in only_sheet(csv(text)).columns] == ["name", "country", "name", "country"]
