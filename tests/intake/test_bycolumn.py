"""Rows that are read column by column give what they give one by one; and a question put to many texts is the same."""

import re
from unittest import mock

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lists_of_sheets import SHEETS
from lists_of_text import TEXTS
from small_lists import REFERENCE, is_country, write_xlsx

from supplychain_risk import intake
from supplychain_risk.errors import NoSupplierTable
from supplychain_risk.intake import assembling, xlsx
from supplychain_risk.intake.body import Texts
from supplychain_risk.intake.dittos import Dittos
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.headingkeys import KeyStarts, heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.linkrows import LinkRows
from supplychain_risk.intake.outlines import begins_indented
from supplychain_risk.intake.supplierrows import SupplierRows
from supplychain_risk.intake.table import TableReader
from supplychain_risk.intake.values import (
    cell_text,
    clean,
    is_name_placeholder,
    name_placeholders_among,
    plain_amount,
)
from supplychain_risk.resolve.text import PLACEHOLDERS, is_placeholder, placeholders_among

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VOCABULARY = Vocabulary.of(REFERENCE)


def one_by_one():
    """Every row is read for itself."""
    return mock.patch.object(TableReader, "_read_usual", return_value=None)


# --- the same records -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("listing", [*TEXTS, *SHEETS], ids=lambda listing: listing.id)
def test_a_real_looking_list_is_the_same_by_column_and_row_by_row(listing, tmp_path):
    path = tmp_path / listing.file
    if listing.sheets:
        write_xlsx(path, dict(listing.sheets), listing.prepare)
    else:
        path.write_bytes(listing.text.encode(listing.encoding))
    by_column = intake.read([path], REFERENCE, is_country=is_country)
    with one_by_one():
        assert intake.read([path], REFERENCE, is_country=is_country) == by_column


def test_most_rows_of_plain_lists_are_read_by_column(tmp_path):
    """So that the comparisons compare anything."""
    taken = []
    for rows in (SupplierRows, LinkRows):
        take = rows.take
        patch = mock.patch.object(rows, "take", lambda self, n, take=take: taken.append(take(self, n)) or taken[-1])
        with patch:
            for number, listing in enumerate(TEXTS):
                path = tmp_path / f"{number}-{listing.file}"
                path.write_bytes(listing.text.encode(listing.encoding))
                intake.read([path], REFERENCE, is_country=is_country)
    assert sum(taken) > 0.5 * len(taken) > 50


CELLS = {
    "Vendor id": ["S1", "S2", "S3", "", "#N/A", "Total"],
    "Supplier": [
        *(
            "Alpha Mills",
            "Beta & Sons",
            "Gamma (Asia) Ltd",
            "MÃ¼ller GmbH",
            "Soci?t? X",
            "甲公司",
            "",
            "n/a",
            "tbd",
            "-",
        ),
        *("various", "In-house", "own production", "Total", "Total Alpha Mills", "e.g. Acme", "Acme; Beta", "A\nB Co"),
        *("Supplier", "Note: see below", "India", "Page 2", "do.", "#REF!", " Alpha  Mills ", "Alpha Mills Subtotal"),
    ],
    "Also known as": ["", "Alpha Mills", "ALPHA MILLS; AM", "n/a"],
    "Parent company": ["", "Omega [60%]; Psi [40%]", "Omega", "unknown", "alpha mills"],
    "Group": ["", "Big Group", "Omega"],
    "Country": ["China", "India", "TR", "", "n/a", '"', "ditto", "Country"],
    "City": ["", "Izmir", "Ä°zmir", "Port\nCity"],
    "Product": ["Cotton", "Cotton; Tea / Tin", "", "x", "Tea | -", "合计"],
    "Spend (EUR)": ["", "1.055,12", "100", "007", "1e5", "(12.50)", "500 EUR", "300"],
    "Share": ["", "25%", "0.5"],
    "Code of conduct": ["", "yes", "-", "✓", "#N/A", "signed"],
    "Training on forced labor?": ["", "yes", "?", "no"],
    "Date of response": ["", "2026-01-05", "n/a"],
    "Supplies to": ["", "Acme", "Acme; Zeta", "Alpha Mills"],
    "Remarks": ["", "note", "two\r\nlines", "\u200bzero", "Total"],
}


@st.composite
def tables(draw):
    headings = draw(st.lists(st.sampled_from(list(CELLS)), min_size=3, unique=True))
    rows = draw(
        st.lists(st.tuples(*(st.one_of(st.just(CELLS[h][0]), st.sampled_from(CELLS[h])) for h in headings)), max_size=9)
    )
    lines = [list(row[: draw(st.integers(len(row) - 1, len(row)))]) for row in rows]
    between = draw(st.sampled_from([None, [], ["", "Turkey"], ["Tier 2"], headings]))
    if between is not None:
        lines.insert(draw(st.integers(0, len(lines))), between)
    every = [*draw(st.sampled_from([[], [["Approved list"]]])), headings, *lines]
    changes = draw(st.sampled_from([{}, {"numbers": range(1, 7 * len(every) + 1, 7)}]))
    row, column = draw(st.integers(1, len(every))), draw(st.integers(0, len(headings) - 1))
    changed = draw(st.sampled_from(["", "errors", "merged"]))
    if changed == "errors":
        changes = {**changes, "errors": frozenset({(row, column)})}
    elif changed:
        changes = {**changes, "merged": {(row, column): (row - 1, column)}}
    return Grid("t.csv", "t", every, **changes)


def assembled(grid):
    try:
        return assembling.assemble([Opened("t.csv", "csv", "utf-8", "", (grid,))], REFERENCE, None, is_country)
    except NoSupplierTable as none:
        return str(none)


@MANY
@given(tables())
def test_any_table_is_the_same_by_column_and_row_by_row(grid):
    by_column = assembled(grid)
    with one_by_one():
        assert assembled(grid) == by_column


@pytest.mark.parametrize(
    "changes",
    [
        {"errors": frozenset({(3, 2)})},
        {"merged": {(3, 3): (2, 3), (4, 1): (3, 1)}},
        {"numbers": (1, 40, 41, 80, 81, 90)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_cells_that_are_more_than_their_text(changes):
    """An error value, a merged amount, a row out of a longer sheet; and owners with a share in a column of its own."""
    rows = [
        ["Supplier", "Country", "City", "Spend", "Parent company", "Shareholding", "Ultimate parent"],
        ["Alpha Mills", "China", "Aksu", "10", "Omega", "25%", "Big Group"],
        ["Beta Mills", "China", "Hotan", "20", "Psi [60%]; Omega", "50%", ""],
        ["Gamma Mills", "India", "N/A", "20", "n/a", "", "Big Group"],
        ["Delta Mills", "India", "Pune", "40", "delta mills", "", "Omega"],
        ["Zeta Mills", "Peru", "Ica", "50", "", "", ""],
    ]
    grid = Grid("t.csv", "t", rows, **changes)
    by_column = assembled(grid)
    assert len(by_column.suppliers) == 5
    assert len(by_column.ownership) > 3
    with one_by_one():
        assert assembled(grid) == by_column


def test_a_row_far_wider_than_the_others_makes_no_wide_columns(csv):
    """A list of 3,000 rows, one of them with 2,000 cells, has not 6,000,000 places."""
    rows = [f"Mill {n},China" for n in range(3_000)]
    rows[1_500] += "," * 1_998
    with mock.patch.object(SupplierRows, "prepare") as prepare:
        assert len(csv("\n".join(["Supplier,Country", *rows])).suppliers) == 3_000
    prepare.assert_not_called()


# --- the same answers -----------------------------------------------------------------------------------------------

SHORT = st.text(alphabet='naNA/xX.?-–( )*"tbd#u1é无', max_size=6)


@MANY
@given(st.lists(st.one_of(SHORT, st.sampled_from(sorted(PLACEHOLDERS)), st.text(max_size=12))))
@example(["x.", "xy", "N/A.", "[n/a]", "na\u0303o", "“n/a”"])
def test_placeholders_among_many_are_those_of_each(texts):
    assert placeholders_among(texts) == {text for text in texts if is_placeholder(text)}
    assert name_placeholders_among(texts) == {text for text in texts if is_name_placeholder(text)}


@MANY
@given(st.lists(st.one_of(st.text(alphabet="doDOit.\"' eméQ1)#", max_size=8), st.text(max_size=8))))
@example(["doIt", "D.o", "a) ditto", "Ditto", "id.", '"'])
def test_dittos_are_among_those_that_may_be(texts):
    dittos = Dittos(VOCABULARY.words, VOCABULARY.languages, ("Supplier", "Country"))
    words = VOCABULARY.words.values("ditto")
    starts = KeyStarts(words, digits=any(map(str.isdigit, "".join(words))))
    kept = set(starts.among(texts))
    assert not [text for text in texts if text not in kept and dittos.is_ditto(text)]


@MANY
@given(st.lists(st.text(alphabet="abcDE ()-.", max_size=5)))
def test_texts_with_a_key_are_among_those_that_may_have_it(texts):
    keys = ["ab", "c de", "de"]
    kept = set(KeyStarts(keys).among(texts))
    assert not [text for text in texts if text not in kept and heading_key(text) in keys]


@MANY
@given(st.lists(st.text(alphabet="ab ~\n\té\u00a0\u200b", max_size=5)))
@example(["a", " b"])
@example(["a~", "b "])
def test_texts_that_are_clean_do_not_change(texts):
    column = Texts(texts)
    assert not column.is_clean or [clean(text) for text in texts] == texts
    assert column.texts == [clean(text) for text in texts]


@MANY
@given(st.one_of(st.floats(), st.integers(-(10**17), 10**17).map(float)))
@example(-0.0)
@example(999_999_999_999_999.0)
@example(1e15)
def test_a_number_is_spelled_as_a_whole_one_where_it_is_one(value):
    whole = value.is_integer() and abs(value) < 1e15
    shown = "" if value != value else str(int(value)) if whole else format(value, ".15g")
    assert cell_text(value) == shown


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize(
    ("text", "plain"), [("403224", "403224"), ("007", "7"), ("0", "0"), ("1234567890123456", "1.23456789012346e+15")]
)
def test_a_whole_amount_is_spelled_plainly(text, mark, plain):
    assert plain_amount(text, mark) == plain


@pytest.mark.parametrize(("text", "may_be"), [("..2", True), ("  Cloth", True), ("└ Cloth", True), ("A", False)])
def test_an_indentation_begins_with_no_letter(text, may_be):
    assert begins_indented(text) is may_be


# --- the same sheet -------------------------------------------------------------------------------------------------

XML = st.lists(
    st.sampled_from(
        [
            *('<row r="1">', '<row r="2" spans="1:3">', '<row r="3"/>', "</row>", "<row>", '<row r="2" t="e">'),
            *(
                '<c r="A1"><v>1</v></c>',
                '<c r="B2" t="s"><v>0</v></c>',
                '<c r="C1" s="1"/>',
                '<c r="AA2" t="e"><v>#N/A</v></c>',
            ),
            *(
                '<c r="B1" t="inlineStr"><is><t>x</t></is></c>',
                '<c r="A2"><f>1</f></c>',
                "<c><v>1</v></c>",
                '<c r="A1"',
            ),
            *(
                '<c r="A1" r="D9"><v>1</v></c>',
                '<x:c r="D4"><v>1</v></x:c>',
                "<!--",
                "-->",
                '<cfRule t="e"/>',
                '">',
                "<",
            ),
        ]
    ),
    max_size=14,
)


@MANY
@given(XML)
@example(['<row r="1">', '<c r="B1"><v>1</v></c>', '<c r="A1"><v>1</v></c>', "</row>"])
@example(['<row r="1">', '<c r="A1"', '<c r="C1" s="1"/>', "><v>1</v></c>", "</row>"])
def test_a_sheet_reaches_as_far_by_its_rows_as_by_its_cells(parts):
    text = f"<sheetData>{''.join(parts)}</sheetData>".encode()
    plain = xlsx._Sheet.__new__(xlsx._Sheet)
    plain.text, plain._name, plain._file = text, "S", "list.xlsx"
    if plain._is_plain():
        with mock.patch.object(xlsx._Sheet, "_is_plain", return_value=False):
            other = xlsx._Sheet(text, "S", "list.xlsx")
        found = [(s.cells, s.rows, s.columns, s._has_errors) for s in (plain, other)]
        assert found[0] == found[1]
        assert other.text == text


def test_a_sheet_as_programs_write_it_is_measured_by_its_rows():
    cells = '<c r="A{0}" t="s"><v>1</v></c><c r="AB{0}"><v>2</v></c>'
    rows = "".join(f'<row r="{n}" spans="1:28">{cells.format(n)}</row>' for n in range(1, 12))
    with mock.patch.object(xlsx._Sheet, "_measured") as measured:
        sheet = xlsx._Sheet(f"<sheetData>{rows}</sheetData>".encode(), "S", "list.xlsx")
    measured.assert_not_called()
    assert (sheet.cells, sheet.rows, sheet.columns) == (22, 11, 28)


@pytest.mark.parametrize(("columns", "beyond"), [(1, "B AA"), (26, "AA"), (28, "AC BA ZZ AAA"), (702, "AAA")])
def test_the_letters_beyond_a_column(columns, beyond):
    letters = re.compile(xlsx._beyond(columns) + rb"\d")
    assert all(letters.match(f"{one}1".encode()) for one in beyond.split())
    assert not letters.match(xlsx.column_letters(columns - 1).encode() + b"1")
