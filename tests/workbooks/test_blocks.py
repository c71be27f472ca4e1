"""Rows that are written beside XlsxWriter are what XlsxWriter itself would have written."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from supplychain_risk.workbooks import blocks, sheet
from supplychain_risk.workbooks.blocks import FOLDED, HEADS, Row, Shown, Texts
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

COLUMNS = (
    Column("Level", 9),
    Column("Name", 12, "bold"),
    Column("Same for all", 8),
    Column("Amount", 9, "amount"),
    Column("Day", 11, "date"),
    Column("Empty", 9, "count"),
    Column("Fill in", 9, "answer"),
)
NAMES = (
    "plain",
    "two\nlines",
    " blanks around ",
    "tab\tand\rreturn",
    "_x000D_ and _x0041_ and _x00_",
    "=1+1",
    "http://evil.example/",
    "</t></is></c><c><f>1+1</f></c>",
    "&amp; < > ' \"",
    "合盛硅业 字",
    "bell\x07 and \ufffe",
    "a long text that takes more than one line of its column",
    "x" * 40_000,
    "\x00",
    "😀" * 10,
)
VALUES = [
    (
        "hold",
        name,
        "the same everywhere",
        (0, 1.5, 98_000.125, 1 / 3, 1e20, -2, None)[at % 7],
        (date(1900, 2, 28), date(2026, 6, 30), None)[at % 3],
        None,
        "",
    )
    for at, name in enumerate(NAMES * 3)
]


def written(fill, **properties):
    return openpyxl.load_workbook(io.BytesIO(workbook_of(fill, properties)))


def by_line(book):
    here = Sheet(book, Styles(book), "Here", "head")
    here.plain(COLUMNS)
    for at, values in enumerate(VALUES, 2):
        styles = ["hold", *(column.style for column in COLUMNS[1:])]
        here.line(values, styles, [c.width for c in COLUMNS], inside={1: f"Here!A{at}"} if at % 2 else None)
    here.wide("what follows", 3)


def in_block(book):
    here = Sheet(book, Styles(book), "Here", "head")
    here.plain(COLUMNS)

    def made():
        for at, (level, name, *rest) in enumerate(VALUES, 2):
            yield Row((Shown(level, "hold"), Shown(name, "text", f"Here!A{at}") if at % 2 else name, *rest))

    here.rows(COLUMNS, len(VALUES), made)
    here.wide("what follows", 3)


def told(workbook):
    """Each cell with its look and link, and how tall each row is."""
    (only,) = workbook
    cells = {
        cell.coordinate: (
            cell.value,
            cell.number_format,
            *map(repr, (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)),
            cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.display),
        )
        for row in only.iter_rows()
        for cell in row
    }
    return only.dimensions, cells, {row: held.height for row, held in only.row_dimensions.items()}


@pytest.mark.parametrize("at_once", [1, 4, 1000])
def test_a_block_is_what_xlsxwriter_writes(at_once, monkeypatch):
    monkeypatch.setattr(blocks, "_CHUNK", at_once)
    one, other = told(written(by_line)), told(written(in_block))
    assert one[0] == other[0]
    for at, cell in one[1].items():
        assert other[1][at] == cell
    assert other[2] == pytest.approx(one[2], abs=0.375)  # earlier releases of it do not round to whole pixels


def parts(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_texts_that_rows_share_stand_once_and_those_of_one_row_in_their_cells():
    made = parts(workbook_of(in_block, {}))
    shared, cells = made["xl/sharedStrings.xml"].decode(), made["xl/worksheets/sheet1.xml"].decode()
    assert shared.count("the same everywhere") == 1
    assert "the same everywhere" not in cells
    count, unique = map(int, re.search(r' count="(\d+)" uniqueCount="(\d+)"', shared).groups())
    assert (count, unique) == (cells.count(' t="s"'), shared.count("<si>"))
    unshared = [(*row[:1], f"{at} {row[1]}", *row[2:]) for at, row in enumerate(VALUES)]

    def fill(book):
        here = Sheet(book, Styles(book), "Here", "head")
        here.plain(COLUMNS)
        here.rows(COLUMNS, len(unshared), lambda: (Row(row) for row in unshared))

    made = parts(workbook_of(fill, {}))
    assert "0 plain" not in made["xl/sharedStrings.xml"].decode()
    assert "0 plain" in made["xl/worksheets/sheet1.xml"].decode()


def test_the_empty_cells_of_a_sparse_table_are_left_out():
    def fill(book, sparse):
        here = Sheet(book, Styles(book), "Here", "head")
        here.table(COLUMNS, len(VALUES), sparse=sparse)
        here.rows(COLUMNS, len(VALUES), lambda: (Row(row) for row in VALUES))

    full, sparse = (
        parts(workbook_of(lambda book, s=s: fill(book, s), {}))["xl/worksheets/sheet1.xml"] for s in (False, True)
    )
    assert b'<c r="F2"' in full
    assert b'<c r="F2"' not in sparse


def test_an_outline_is_folded_under_its_heads():
    def fill(book):
        here = Sheet(book, Styles(book), "Here", "head")
        here.plain(COLUMNS[:1])
        rows = [Row(("head",), HEADS), Row(("one",), FOLDED), Row(("two",), FOLDED)]
        here.rows(COLUMNS[:1], len(rows), lambda: rows, outlined=True)

    (here,) = written(fill)
    held = here.row_dimensions
    assert [(held[n].outlineLevel, held[n].hidden, held[n].collapsed) for n in (2, 3, 4)] == [
        (0, False, True),
        (1, True, False),
        (1, True, False),
    ]
    assert here.sheet_format.outlineLevelRow == 1


def test_no_more_cells_lead_elsewhere_than_a_sheet_takes_and_the_others_are_texts(monkeypatch):
    monkeypatch.setattr(blocks, "MAX_LINKS", 6)
    monkeypatch.setattr(blocks, "_CHUNK", 2)

    def fill(book):
        here = Sheet(book, Styles(book), "Here", "head")
        here.plain(COLUMNS[:3])
        here._link(3, "https://lists.example.org/")
        here.row += 1
        rows = [Row((Shown(f"a{n}", "bold", "Here!A1"), n, Shown(f"b{n}", "text", "Here!A2"))) for n in range(5)]
        here.rows((COLUMNS[0], COLUMNS[3], COLUMNS[2]), len(rows), lambda: rows)

    (here,) = written(fill)
    leading = [cell.coordinate for row in here.iter_rows() for cell in row if cell.hyperlink]
    assert leading == ["D2", "A3", "C3", "A4", "C4", "A5"]
    assert [(here[at].value, here[at].font.b) for at in ("A5", "C5", "A6")] == [
        ("a2", False),
        ("b2", False),
        ("a3", True),
    ]


def test_what_a_sheet_has_no_room_for_is_told_in_its_last_row(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_ROWS", 6)

    def fill(book):
        here = Sheet(book, Styles(book), "Here", "head")
        here.table(COLUMNS[:1], 9)
        here.rows(COLUMNS[:1], 9, lambda: (Row((f"row {n}",)) for n in range(9)))

    (here,) = written(fill)
    assert [cell.value for cell in here["A"]] == [
        "Level",
        "row 0",
        "row 1",
        "row 2",
        "row 3",
        "5 more are in report.json",
    ]


def test_several_blocks_of_one_sheet_each_stand_in_their_place():
    def fill(book):
        here = Sheet(book, Styles(book), "Here", "head")
        for name in ("first", "second"):
            here.heading(COLUMNS[:2])
            here.rows(COLUMNS[:2], 2, lambda name=name: [Row((name, 1)), Row((name, 2))])
            here.wide(f"after the {name}", 1)
        here.rows(COLUMNS[:2], 0, list)

    (here,) = written(fill)
    assert [cell.value for cell in here["A"]] == [
        *("Level", "first", "first", "after the first"),
        *("Level", "second", "second", "after the second"),
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", 1)], "2 rows were stated and 1 were made"),
        ([("a", 1, 2), ("b", 1, 2)], "2 columns were stated and 3 were made"),
        ([("a", float("nan")), ("b", 1)], "no cell holds nan"),
    ],
)
def test_rows_that_are_not_as_stated_are_refused(rows, message):
    def fill(book):
        here = Sheet(book, Styles(book), "Here", "head")
        here.heading(COLUMNS[:2])
        here.rows(COLUMNS[:2], 2, lambda: map(Row, rows))

    with pytest.raises(ValueError, match=message):
        workbook_of(fill, {})


def test_a_column_of_web_links_is_refused():
    def fill(book):
        Sheet(book, Styles(book), "Here", "head").rows((Column("Source", 9, "link"),), 1, lambda: [Row(("x",))])

    with pytest.raises(ValueError, match="write its rows by `line`"):
        workbook_of(fill, {})


@pytest.mark.parametrize(
    "read",
    [
        lambda: Texts("<sst></sst>"),
        lambda: blocks._around("<sheetData></sheetData>", 2),
        lambda: blocks._numbers('<row r="2"><c r="A2"/></row>', ("text",)),
        lambda: blocks._with_links("</sheetData></worksheet>", ("<hyperlink/>",)),
    ],
)
def test_another_way_of_writing_of_xlsxwriter_is_told_and_not_guessed_about(read):
    with pytest.raises(ValueError, match="in another way than it did: use an earlier release"):
        read()


def test_a_sheet_of_any_length_is_one_that_programs_open(monkeypatch):
    monkeypatch.setattr(blocks, "_HUGE", 1)
    assert told(written(in_block))[1] == told(written(by_line))[1]


def test_equal_rows_give_equal_bytes_in_any_process():
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests/workbooks')\n"
        "from test_blocks import in_block, workbook_of\nprint(hashlib.sha256(workbook_of(in_block, {})).hexdigest())"
    )
    root = Path(__file__).parents[2]
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
