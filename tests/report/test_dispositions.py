"""The dispositions workbook takes the worst names, and reads back what it was given."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from supplychain_risk.review.rulings import HEADINGS, Row, fault_of, read_rows, read_rulings
from supplychain_risk.review.workbook import render_dispositions

MARKS = {"supplier_mark": "names=a identifiers=none country=CN", "entry_mark": "names=b status=active"}


def test_names_are_text_and_nothing_is_a_formula_or_a_link(worst_names, tmp_path):
    rows = [
        Row(supplier=name, supplier_name=name, listed_name=name, list_name="L", entry=name, why=name, reason=name)
        for name in worst_names
    ]
    content = render_dispositions(rows, rows)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            text = archive.read(member)
            assert b"<f>" not in text
            assert b"<hyperlink" not in text
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(cell.data_type in ("s", "n") for sheet in book for row in sheet.iter_rows() for cell in row)


def test_what_is_written_is_read_back(worst_names, tmp_path):
    said = {"verdict": "in_review", "person": "A", "day": "2026-05-01"}
    rows = [Row(supplier=f"S{n}", list_name="L", entry=x, reason=x, **said, **MARKS) for n, x in enumerate(worst_names)]
    path = tmp_path / "d.xlsx"
    path.write_bytes(render_dispositions(rows))
    found = {ruling.row.supplier: ruling for ruling in read_rulings(path).rulings}
    assert {row.supplier: row.key for row in rows} == {supplier: ruling.row.key for supplier, ruling in found.items()}


def test_equal_rows_give_equal_bytes():
    rows = [Row(supplier="S", list_name="L", entry="e", **MARKS)]
    assert render_dispositions(rows) == render_dispositions(rows)


@pytest.mark.parametrize("name", ["verdict", "reason", "person", "day", "until"])
def test_only_answers_are_open(name):
    content = render_dispositions([Row(supplier="S", list_name="L", entry="e", **MARKS)])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Dispositions"]
    assert sheet.protection.sheet
    open_ones = {list(HEADINGS)[cell.column - 1] for cell in sheet[2] if not cell.protection.locked}
    assert name in open_ones
    assert open_ones == {"verdict", "reason", "person", "day", "until"}


def test_all_rows_are_read_back_decided_or_not_with_those_of_earlier_verdicts(tmp_path):
    said = {"verdict": "in_review", "reason": "x", "person": "A", "day": "2026-05-01"}
    rows = (Row(supplier="S1", list_name="L", entry="1", **MARKS), Row(supplier="S2", list_name="L", entry="2", **said))
    earlier = (Row(supplier="S3", list_name="L", entry="3", **said, **MARKS),)
    path = tmp_path / "d.xlsx"
    path.write_bytes(render_dispositions(rows, earlier))
    assert read_rows(path) == (rows, earlier)


def test_what_is_wrong_with_a_verdict_is_said_before_it_is_written():
    whole = Row(supplier="S", list_name="L", entry="1", verdict="true_match", reason="x", person="A", day="2026-05-01")
    assert fault_of(Row(**{**as_dict(whole), **MARKS})) == ""
    assert "fingerprint" in fault_of(whole)
    for name in ("reason", "person", "day"):
        assert fault_of(Row(**{**as_dict(whole), **MARKS, name: ""})) != ""


def as_dict(row):
    return {name: getattr(row, name) for name in HEADINGS}
