"""The tables of a report as files for warehouses: JSON Lines, and Parquet (extra `[parquet]`, which brings pyarrow).

They are written some rows at a time. Rows of a table that `report.json` refers to carry their record, as `report.json`
would hold it, in the column `record`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import msgspec

from supplychain_risk.files import Writable
from supplychain_risk.report.json_format import without_controls
from supplychain_risk.report.referred import RECORD, parquet_library
from supplychain_risk.report.tables import Column, Kind
from supplychain_risk.workbooks.text import printable

ROW_GROUP = 20_000
"""Rows that are in memory at a time, and that a Parquet file holds together: a reader takes in one such group."""

Row = tuple[Any, bytes | None]
"""What the columns of a table read from, and its record as JSON where the table carries records."""


def json_lines(columns: Sequence[Column], run: Mapping[str, str], rows: Iterable[Row], target: Writable) -> None:
    """One JSON object per row, with the columns that tell the run.

    Args:
        columns: of the table.
        run: columns that tell the run, with the one value of each.
        rows: of the table; all have a record, or none has.
        target: what is written to.
    """
    names = tuple(column.name for column in columns)
    encode = msgspec.json.Encoder().encode
    begun = encode(run).removesuffix(b"}") + b"," if run else b"{"  # the same in every line
    for batch in _batches(rows):
        lines = []
        for row, record in batch:
            told: dict[str, Any] = {name: column.of(row) for name, column in zip(names, columns, strict=True)}
            lines.append(encode(told if record is None else {**told, RECORD: msgspec.Raw(record)}))
        target.write(without_controls(b"".join([b"%b%b\n" % (begun, line[1:]) for line in lines])))


def parquet(columns: Sequence[Column], run: Mapping[str, str], rows: Iterable[Row], target: Writable) -> None:
    """A Parquet file with the columns that tell the run. Equal rows and one version of pyarrow give equal bytes.

    Args:
        columns: of the table.
        run: columns that tell the run, with the one value of each.
        rows: of the table; all have a record, or none has.
        target: what is written to.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    files = parquet_library("the format 'parquet' needs pyarrow")
    import pyarrow

    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        date: pyarrow.date32(),
    }
    batches = _batches(rows)
    first = next(batches, [])
    carries = bool(first) and first[0][1] is not None
    told = [(name, pyarrow.dictionary(pyarrow.int32(), pyarrow.string())) for name in run]
    own = [(column.name, types[column.kind]) for column in columns]
    schema = pyarrow.schema([*told, *own, *([(RECORD, pyarrow.string())] if carries else [])])
    repeated = [name for name in schema.names if name != RECORD]  # no two records are alike

    def group(batch: Sequence[Row]) -> Any:
        entries = [row for row, _ in batch]
        values: list[Any] = [
            pyarrow.DictionaryArray.from_arrays(
                pyarrow.array([0] * len(batch), pyarrow.int32()), pyarrow.array([printable(text)], pyarrow.string())
            )
            for text in run.values()
        ]
        values += (
            pyarrow.array(_clean(map(column.of, entries), column.kind), types[column.kind]) for column in columns
        )
        if carries:
            records = [without_controls(record or b"") for _, record in batch]  # pyarrow takes UTF-8 as it is
            values.append(pyarrow.array(records, pyarrow.string()))
        return pyarrow.Table.from_arrays(values, schema=schema)

    with files.ParquetWriter(target, schema, compression="zstd", use_dictionary=repeated) as writer:
        writer.write_table(group(first), row_group_size=ROW_GROUP)
        for batch in batches:
            writer.write_table(group(batch), row_group_size=ROW_GROUP)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, ROW_GROUP)):
        yield batch


def _clean(values: Iterable[Any], kind: Kind) -> list[Any]:
    """The values of a column; texts without what no table can hold, looked at one by one only where some need it."""
    told = list(values)
    if kind is not str or "".join(filter(None, told)).isprintable():
        return told
    clean = {text: text and printable(text) for text in set(told)}
    return [clean[text] for text in told]
