"""What a job on Spark does not do it refuses, in words that say where and what to do; nothing is answered otherwise."""

from __future__ import annotations

import pytest
from made import made
from test_equal import AS_OF, frame

from supplychain_risk.assess.screening import Screening
from supplychain_risk.errors import InputError
from supplychain_risk.spark import screen
from supplychain_risk.spark.run import Run
from supplychain_risk.spark.sheets import sheet_of
from supplychain_risk.spark.work import records

pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark's own

SUPPLIERS = ("supplier_id", "name", "country", "commodity", "lei", "spend", "audit_date")
LINES = ("supplier", "buyer", "commodity", "spend", "line_date")
GOOD = ("S1", "Alpha Mills", "China", "Cotton", "", 1.0, "")


@pytest.fixture(scope="module")
def run():
    return Run(Screening.prepare(as_of=AS_OF))


def read(run, name, headings, *rows):
    """Rows of a table as a worker reads them."""
    sheet = sheet_of("DataFrames", name, headings, rows, run.reading, as_links=name == "lines")
    given = Run(run.screening, (sheet,))
    return list(records(given, sheet, rows, range(2, len(rows) + 2)))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "Beta Mills", "China", "Cotton", "", 1.0, ""), "no id in this row"),
        (("1.23E+11", "Beta Mills", "China", "Cotton", "", 1.0, ""), "was cut by a spreadsheet"),
        (("S2", "Beta Mills", "China", "Cotton", "", 1.0, "03/04/2025"), "may be two days"),
        (("S2", "Beta Mills", "China", "Cotton", "", "1.055,12", ""), "may be two amounts"),
    ],
    ids=["no id", "cut id", "day", "amount"],
)
def test_a_row_that_only_the_others_could_tell_is_refused(run, row, why):
    rows = read(run, "suppliers", SUPPLIERS, GOOD, row)
    good, bad = (one["refused"] for one in rows)
    assert good == ""
    assert why in bad


def test_a_line_without_a_buyer_is_refused(run):
    rows = read(run, "lines", LINES, ("S1", "Acme", "Cotton", 1.0, ""), ("S2", "", "Cotton", 1.0, ""))
    refused = {one["row"]: one["refused"] for one in rows if one["kind"] != "problem"}
    assert refused == {2: "", 3: "the line names no buyer"}


@pytest.mark.parametrize(
    ("name", "headings", "row", "why"),
    [
        ("suppliers", ("name", "country"), ("Alpha Mills", "China"), "no column holds the ids"),
        ("suppliers", (*SUPPLIERS, "buyer"), (*GOOD, "Acme"), "belongs into `lines`"),
        ("suppliers", ("one", "two"), ("a", "b"), "are no table that a job can read"),
        ("lines", ("supplier_id", "name", "country"), ("S1", "Alpha Mills", "China"), "are no table of lines"),
    ],
    ids=["no ids", "buyers", "nothing known", "no lines"],
)
def test_a_table_without_what_a_job_needs_is_refused(run, name, headings, row, why):
    with pytest.raises(InputError, match=why) as refused:
        sheet_of("DataFrames", name, headings, [row], run.reading, as_links=name == "lines")
    assert refused.value.hint


def test_the_cells_of_a_part_are_those_of_the_whole(run):
    """Rows 7 and 900 of a table, read alone, say that they stand in rows 7 and 900."""
    sheet = sheet_of("DataFrames", "suppliers", SUPPLIERS, [GOOD, GOOD], run.reading, as_links=False)
    found, _, _, _ = run.reading.records(sheet, [GOOD, GOOD], [7, 900])
    assert [str(record.values["country"][0].cell) for record in found] == [
        "DataFrames!suppliers!C7",
        "DataFrames!suppliers!C900",
    ]


def test_one_identifier_under_two_ids_is_refused(spark):
    suppliers, lines = made(12, 4)
    suppliers["lei"] = ""
    suppliers.loc[[0, 1], "lei"] = "5493001KJTIIGC8Y1R12"
    assert len(set(suppliers.loc[[0, 1], "supplier_id"])) == 2
    with pytest.raises(InputError, match="bear one identifier") as refused:
        screen(frame(spark, suppliers), frame(spark, lines), as_of=AS_OF)
    assert "one supplier_id" in refused.value.hint


def test_ids_that_differ_by_their_zeros_only_are_refused(spark):
    suppliers, lines = made(12, 4)
    suppliers.loc[0, "supplier_id"] = "00003"
    lines.loc[0, "supplier"] = "00003"
    assert screen(frame(spark, suppliers), frame(spark, lines), as_of=AS_OF) is not None
    lines.loc[0, "supplier"] = "3"
    with pytest.raises(InputError, match="the ids '00003' and '3' may be one") as refused:
        screen(frame(spark, suppliers), frame(spark, lines), as_of=AS_OF)
    assert "alike in both tables" in refused.value.hint


def test_a_chain_larger_than_a_worker_may_judge_is_refused(spark):
    suppliers, lines = made(12, 4)
    with pytest.raises(InputError, match="suppliers hang together in one chain, and 3 may") as refused:
        screen(frame(spark, suppliers), frame(spark, lines), as_of=AS_OF, largest_chain=3)
    assert "largest_chain" in refused.value.hint
