"""The rows that pass between the steps of a job, as Arrow schemas."""

from __future__ import annotations

from datetime import date
from typing import Any

from supplychain_risk.report.tables import FINDINGS, LINES, REASONS, SUPPLIERS, Table


def read_rows() -> Any:
    """Rows of the tables as they were read."""
    import pyarrow as pa

    texts = pa.list_(pa.string())
    return pa.schema(
        [
            ("kind", pa.string()),
            ("row", pa.int64()),
            ("key", pa.string()),
            ("slug", pa.string()),
            ("keys", texts),
            ("buyer", pa.string()),
            ("buyer_slug", pa.string()),
            ("buyer_text", pa.string()),
            ("marks", texts),
            ("payees", texts),
            ("identifiers", texts),
            ("countries", texts),
            ("percents", texts),
            ("refused", pa.string()),
            ("payload", pa.binary()),
            ("problem", _problem()),
        ]
    )


def described_rows() -> Any:
    """Suppliers, their lines and problems, as they were described."""
    import pyarrow as pa

    texts = pa.list_(pa.string())
    name = pa.struct([("name", pa.string()), ("country", pa.string()), ("places", texts)])
    return pa.schema(
        [
            ("kind", pa.string()),
            ("owner", pa.string()),
            ("id", pa.string()),
            ("row", pa.int64()),
            ("readings", pa.list_(pa.binary())),
            ("scored", pa.binary()),
            ("names", pa.list_(name)),
            ("name", pa.string()),
            ("called", pa.string()),
            ("country", pa.string()),
            ("look", pa.string()),
            ("cell", texts),
            ("payload", pa.binary()),
            ("line", _of_table(LINES)),
            ("problem", _problem()),
        ]
    )


def judged_rows() -> Any:
    """Rows of the tables that come out."""
    import pyarrow as pa

    return pa.schema(
        [
            ("kind", pa.string()),
            ("supplier", _of_table(SUPPLIERS)),
            ("finding", _of_table(FINDINGS)),
            ("spend", pa.float64()),
            ("reason", _of_table(REASONS)),
            ("problem", _problem()),
        ]
    )


def names() -> Any:
    """Marks of names that agree with an entity."""
    import pyarrow as pa

    return pa.schema([("mark", pa.int64())])


def ends() -> Any:
    """Ends of the chain that agree with an entity."""
    import pyarrow as pa

    return pa.schema([("key", pa.string())])


def problems() -> Any:
    """Problems alone."""
    import pyarrow as pa

    return pa.schema([("problem", _problem())])


def _problem() -> Any:
    import pyarrow as pa

    texts = ("file", "sheet", "cell", "code", "value", "message", "hint", "fate", "about")
    numbers = ("cells", "stage", "row", "place")
    kinds = [*((name, pa.string()) for name in texts), *((name, pa.int64()) for name in numbers)]
    return pa.struct([*kinds, ("counted", pa.bool_())])


def _of_table(table: Table) -> Any:
    import pyarrow as pa

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
    return pa.struct([(column.name, types[column.kind]) for column in table.columns])
