"""What Spark says is what the engine says in memory: row by row, of the examples and of made chains, in one job."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest
from examples_as_tables import AMOUNTS, EXAMPLES, as_tables
from made import made

import supplychain_risk as scr
from supplychain_risk.assess.screening import Screening
from supplychain_risk.report.tables import FINDINGS, LINES, PROBLEMS, REASONS, SUPPLIERS, run_columns
from supplychain_risk.spark import screen
from supplychain_risk.spark.job import _Job

AS_OF = "2026-06-30"
TABLES = (SUPPLIERS, LINES, FINDINGS, REASONS, PROBLEMS)
NOT_WORKED_OUT = ("rank", "rank_p5", "rank_p95", "top_decile")

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::FutureWarning"
)


def several_ends():
    """Every example, and a made network with circles, hubs, shared names and documents, in one input."""
    files = sorted(path for path in EXAMPLES.rglob("*") if path.suffix in (".csv", ".xlsx"))
    assert len(files) > 10
    return joined(made(90, 1, "M"), *map(as_tables, files))


def joined(*parts):
    """Several inputs as one: their suppliers and their lines, texts that one of them lacks empty."""

    def together(tables):
        whole = pd.concat([table for table in tables if len(table)], ignore_index=True)
        texts = [name for name in whole.columns if name not in AMOUNTS]  # days are texts in some, so in all
        return whole.assign(
            **{name: whole[name].map(lambda value: "" if pd.isna(value) else str(value)) for name in texts}
        )

    suppliers, lines = map(together, zip(*parts, strict=True))
    return suppliers, lines


def one_end():
    """A made network with one end, which is the reporting company."""
    return made(40, 2, "O", ends=("Acme Outdoor",))


@pytest.fixture(scope="module", params=[several_ends, one_end], ids=lambda make: make.__name__)
def both(request, spark):
    suppliers, lines = request.param()
    in_memory = scr.screen(scr.load({"suppliers": suppliers, "lines": lines}), as_of=AS_OF).document
    tables = screen(frame(spark, suppliers), frame(spark, lines), as_of=AS_OF)
    yield in_memory, tables
    tables.close()


def frame(spark, table):
    """A pandas table as a Spark one: what is missing is null, days are dates."""
    rows = [tuple(None if _is_missing(value) else value for value in row) for row in table.itertuples(index=False)]
    kinds = {float: "double", date: "date"}

    def kind(at):
        return next((kinds.get(type(row[at]), "string") for row in rows if row[at] is not None), "string")

    schema = ", ".join(f"`{name}` {kind(at)}" for at, name in enumerate(table.columns))
    return spark.createDataFrame(rows, schema)


def _is_missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value))


def rows(in_memory, tables, table):
    """The rows of a table as both tell them, in one order."""
    values = table.values(in_memory)
    values |= {name: [None] * len(values["id"]) for name in NOT_WORKED_OUT if name in values}
    wanted = sorted(map(repr, zip(*values.values(), strict=True)))
    assert wanted, "the input gives no row of this table, so nothing is compared"
    return wanted, sorted(repr(tuple(row)) for row in getattr(tables, table.name).select(*values).collect())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_row_is_the_same(both, table):
    wanted, found = rows(*both, table)
    assert found == wanted


def test_suppliers_without_lines_supply_the_company(spark):
    suppliers, _ = made(12, 6)
    tables = screen(frame(spark, suppliers), as_of=AS_OF)
    in_memory = scr.screen(scr.load({"suppliers": suppliers}), as_of=AS_OF).document
    assert {supplier.tier for supplier in in_memory.suppliers} >= {1}
    for table in (SUPPLIERS, FINDINGS):
        wanted, found = rows(in_memory, tables, table)
        assert found == wanted
    tables.close()


def test_what_is_compared_is_worth_comparing(both):
    """The input has what needs more than one row: goods that travel, holds upstream, doubts, inferred inputs."""
    in_memory, _ = both
    codes = {finding.code for finding in in_memory.findings}
    assert {"carried-order", "payee-differs", "document-used-twice"} & codes
    assert any(supplier.exposure.holds for supplier in in_memory.suppliers)
    assert in_memory.cycles
    repeated = {problem.code for problem in in_memory.problems if problem.cells > 1}
    assert {"commodity-unresolved", "commodity-class"} <= repeated


def test_the_columns_that_tell_the_run_are_the_same(both):
    in_memory, tables = both
    row = tables.suppliers.first()
    assert {name: row[name] for name in run_columns(in_memory)} == run_columns(in_memory)


def test_what_a_column_is_is_told_by_rows_of_the_whole_table(spark):
    """Of a long table the first rows are not enough: here they leave empty what only the others fill."""
    names = [f"Alder Mills {number}" for number in range(9_000)]
    countries = ["" if number < 5_000 else "India" for number in range(9_000)]
    table = pd.DataFrame({"supplier_id": names, "name": names, "Where": countries, "Land of them": countries})
    in_memory = scr.load({"suppliers": table}).account
    told = [problem for problem in in_memory.problems if problem.where.cell == "D1"]
    assert [problem.code for problem in told] == ["column-not-used"]
    job = _Job(frame(spark, table), None, Screening.prepare(as_of=AS_OF), "")
    numbered = job._numbered(frame(spark, table))
    assert (len(numbered.before), numbered.rows) == (2, len(table))
    sheet = job._sheet("suppliers", list(table.columns), numbered)
    assert list(sheet.notes) == told
    assert sheet.reading.mapping == in_memory.files[0].sheets[0].mapping
