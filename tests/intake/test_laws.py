"""Whatever a table looks like, it reads back the same and every row is accounted for."""

import csv
import io

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from small_lists import REFERENCE, is_country, names

from supplychain_risk import intake
from supplychain_risk.errors import NoSupplierTable
from supplychain_risk.intake import assembling
from supplychain_risk.intake.grid import Grid, Opened

FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

word = st.text(alphabet="abcdefghiklmnoprstuwäöüé株式会社公司", min_size=2, max_size=8).map(str.capitalize)
company = st.builds(
    lambda a, b, form: f"{a} {b} {form}", word, word, st.sampled_from(["Ltd", "GmbH", "有限公司", "S.A.", "Bhd"])
)
supplier = st.tuples(
    company, st.sampled_from(["China", "India", "Peru", "Vietnam"]), st.sampled_from(["Cotton", "Tea; Coffee", "Tin"])
)
HEADINGS = {
    "name": ["Supplier", "Vendor name", "供应商名称", "Lieferant"],
    "country": ["Country", "国家", "Land"],
    "commodity": ["Product", "产品", "Ware"],
}


def assemble(rows):
    grid = Grid(file="t.csv", name="t", rows=rows)
    return assembling.assemble([Opened("t.csv", "csv", "utf-8", "", (grid,))], REFERENCE, None, is_country)


@st.composite
def quirky_tables(draw):
    suppliers = draw(st.lists(supplier, min_size=1, max_size=8))
    fields = draw(st.permutations(["name", "country", "commodity"]))
    lead, inner = draw(st.integers(0, 2)), draw(st.booleans())

    def line(cells):
        spread = [c for cell in cells for c in ((cell, "") if inner else (cell,))]
        return [""] * lead + spread

    rows = [[draw(st.sampled_from(["", "Approved list 2026", "As of March"]))] for _ in range(draw(st.integers(0, 4)))]
    rows.append(line([draw(st.sampled_from(HEADINGS[f])) for f in fields]))
    header = len(rows)
    for name, country, goods in suppliers:
        rows += [[""] * draw(st.integers(0, 3)) for _ in range(draw(st.integers(0, 1)))]
        record = {"name": name, "country": country, "commodity": goods}
        rows.append(line([record[f] for f in fields]))
    rows += draw(st.sampled_from([[], [[""]], [["", "Page 3 of 3"]], [["Grand total", "", ""]]]))
    return suppliers, header, rows


@FEW
@given(quirky_tables())
def test_a_table_with_quirks_reads_back_to_the_same_records(table):
    suppliers, header, rows = table
    result = assemble(rows)
    (sheet,) = result.files[0].sheets
    assert sheet.header_row == header
    assert names(result) == [name for name, _, _ in suppliers]
    assert [r.first("country").text for r in result.suppliers] == [country for _, country, _ in suppliers]
    assert ["; ".join(v.text for v in r.values["commodity"]) for r in result.suppliers] == [g for _, _, g in suppliers]
    assert sheet.used_rows == len(suppliers)
    assert sheet.used_rows + sheet.problem_rows + sheet.blank_rows == sheet.rows_read


cell = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "Supplier",
            "Country",
            "Tier 1",
            "Tier 2 Supplier",
            "Buyer",
            "Name",
            "Total",
            "3",
            "#REF!",
            "N/A",
            "=A1",
            "From",
            "To",
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(cell, max_size=5), max_size=9))
@example([["Supplier", "Country"], [], ["", ""], ["A"], ["Supplier", "Country"], ["", "1"]])
@example(  # the header of the second table has two lines
    [
        ["", "Supplier", "Country"],
        ["", "Supplier"],
        [],
        ["", "Supplier"],
        ["", "", "Supplier", "Country"],
        ["", "Supplier"],
    ]
)
def test_rows_always_reconcile(rows):
    try:
        result = assemble(rows)
    except NoSupplierTable:
        return
    (sheet,) = result.files[0].sheets
    assert sheet.used_rows + sheet.problem_rows + sheet.blank_rows == sheet.rows_read
    last = max(i for i, row in enumerate(rows, start=1) if any(c.strip() for c in row))
    if "fact sheet" in sheet.reason:  # it has no header: its first line counts as well, and several make a supplier
        assert sheet.rows_read == last - sheet.header_row + 1
        return
    assert sheet.rows_read == last - sheet.header_row
    set_aside = [p for p in result.problems if p.fate == "row set aside"]
    assert len(set_aside) == sheet.problem_rows
    given_rows = {r.row for r in result.suppliers} | {link.row for link in result.links}
    assert len(given_rows) == sheet.used_rows
    for record in result.suppliers:
        for values in record.values.values():
            for value in values:
                assert value.text


@FEW
@given(
    st.lists(supplier, min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_text_files_in_every_dress_give_the_same(tmp_path_factory, suppliers, delimiter, encoding):
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["Supplier", "Country", "Product"])
    writer.writerows(suppliers)
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    result = intake.read([path], REFERENCE, is_country=is_country)
    assert names(result) == [name for name, _, _ in suppliers]
