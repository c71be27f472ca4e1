"""The tables of a report as files for warehouses: JSON Lines, and Parquet (extra `[parquet]`, which brings pyarrow)."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from supplychain_risk.errors import MissingExtra
from supplychain_risk.report.json_format import without_controls
from supplychain_risk.report.models import Document
from supplychain_risk.report.tables import Kind, Table, run_columns
from supplychain_risk.workbooks.text import printable

ROW_GROUP = 100_000
"""Rows that a Parquet file holds together; a reader takes in one such group at a time."""


def json_lines(table: Table, document: Document) -> bytes:
    """One JSON object per row, with the columns that tell the run."""
    run = run_columns(document)
    names = tuple(column.name for column in table.columns)
    encode = msgspec.json.Encoder().encode
    lines = (
        encode(run | dict(zip(names, row, strict=True))) for row in zip(*table.values(document).values(), strict=True)
    )
    return without_controls(b"".join(line + b"\n" for line in lines))


def parquet(table: Table, document: Document) -> bytes:
    """A Parquet file with the columns that tell the run. Equal documents and one version of pyarrow give equal bytes.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise MissingExtra(
            "the format 'parquet' needs pyarrow", hint="Install it with: pip install 'supplychain-risk[parquet]'"
        ) from error
    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        date: pyarrow.date32(),
    }
    values = table.values(document)
    count = len(next(iter(values.values())))
    columns: dict[str, Any] = {
        name: pyarrow.DictionaryArray.from_arrays(
            pyarrow.array([0] * count, pyarrow.int32()), pyarrow.array([printable(text)], pyarrow.string())
        )
        for name, text in run_columns(document).items()
    }
    for column in table.columns:
        columns[column.name] = pyarrow.array(_clean(values[column.name], column.kind), types[column.kind])
    target = pyarrow.BufferOutputStream()
    files.write_table(pyarrow.table(columns), target, row_group_size=ROW_GROUP, compression="zstd")
    return bytes(target.getvalue())


def _clean(values: list[Any], kind: Kind) -> list[Any]:
    return [printable(value) if value else value for value in values] if kind is str else values
