"""`report.json` that refers to tables instead of holding its long lists, and those tables, written some rows at a time.

The tables are those that the formats `parquet` and `jsonl` write, with one column more: `record`, the item as
`report.json` would hold it. So nothing is left out of them that a report holds, whatever is added to its models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from supplychain_risk.audit.statement import REPORT
from supplychain_risk.files import Content, Spooled, Writable, opened
from supplychain_risk.report.formats import Form
from supplychain_risk.report.json_format import render, written
from supplychain_risk.report.models import Document
from supplychain_risk.report.referred import parquet_library
from supplychain_risk.report.stored.document import StoredTables, TableFile
from supplychain_risk.report.stored.storing import Storing
from supplychain_risk.report.table_formats import ROW_GROUP, Row, json_lines, parquet
from supplychain_risk.report.tables import REFERRED, Column, run_columns

WRITERS: Mapping[Form, Callable[[Sequence[Column], Mapping[str, str], Iterable[Row], Writable], None]] = {
    "parquet": parquet,
    "jsonl": json_lines,
}


def report_and_tables(document: Document, form: Form, report: str, columns: bool = True) -> dict[str, Content]:
    """`report.json` and the tables that it refers to: name → content. A list without items stays in `report.json`.

    Args:
        document: the report.
        form: of the tables.
        report: name of the report's own file.
        columns: whether rows have the columns of the format, too, and not their record alone.

    Raises:
        MissingExtra: the tables are to be Parquet files, and pyarrow is not installed.
    """
    made = _Written(document, form, columns)
    return {report: made.report(made.told), **made.tables}


class _Written:
    """The tables of a report, and the report that refers to them."""

    def __init__(self, document: Document, form: Form, columns: bool) -> None:
        self._document = document
        self._form = form
        self._columns = columns
        self._storing = Storing(document)
        self._empty: list[str] = []
        self.tables: dict[str, Spooled] = {}
        self.told: list[TableFile] = []
        run = run_columns(document) if columns else {}
        encode = msgspec.json.Encoder(order="deterministic").encode
        for part, size, pairs in self._storing.lists():
            if not size:
                self._empty.append(part)
                continue
            table, plain = REFERRED[part]
            name = f"{table}.{form}"
            self.tables[name] = target = Spooled()
            rows = ((item, encode(record)) for item, record in pairs)
            WRITERS[form](plain if columns else (), run, rows, target)
            self.told.append(TableFile(part=part, file=name, rows=size, sha256=target.sha256))

    def report(self, told: Sequence[TableFile]) -> bytes:
        """`report.json` that says this of its tables."""
        note = _note(self._document, told)
        tables = StoredTables(note=note, format=self._form, columns=self._columns, files=tuple(told))
        return written(self._storing.rest(dict.fromkeys(self._empty, ()), tables))


def made_otherwise(content: bytes, document: Document, folder: Path) -> tuple[str, ...]:
    """Names of those files, of a `report.json` and its tables, that a document would not be written as.

    Parquet files are compared by what stands in them, where only that they are other files tells the reports apart:
    another release of pyarrow may write the same rows in other bytes.

    Args:
        content: of the `report.json`.
        document: the report, made again.
        folder: of the tables.

    Raises:
        MissingExtra: the tables are Parquet files, and pyarrow is not installed.
    """
    try:
        before = msgspec.json.decode(content, type=_Referring).tables
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return (REPORT,)
    if before is None:
        return () if content == render(document) else (REPORT,)
    again = _Written(document, before.format, before.columns)
    if again.report(again.told) == content:
        return ()
    hashed = {table.part: table.sha256 for table in before.files}
    vouched = tuple(table.changed(sha256=hashed.get(table.part, "")) for table in again.told)
    if before.format != "parquet" or again.report(vouched) != content:
        return (REPORT,)
    return tuple(table.file for table in vouched if not _same_rows(folder / table.file, again.tables[table.file]))


class _Referring(msgspec.Struct):
    tables: StoredTables | None = None


def _same_rows(path: Path, content: Spooled) -> bool:
    """Whether a Parquet file has the columns and rows of another."""
    files = parquet_library("to compare Parquet files needs pyarrow")
    try:
        with opened(path) as file:
            one, other = files.ParquetFile(file), files.ParquetFile(content.opened())
            if one.schema_arrow != other.schema_arrow or one.metadata.num_rows != other.metadata.num_rows:
                return False
            both = zip(one.iter_batches(ROW_GROUP), other.iter_batches(ROW_GROUP), strict=True)
            return all(a.equals(b) for a, b in both)
    except (OSError, ValueError):  # pyarrow's own errors are among them
        return False


def _note(document: Document, told: Sequence[TableFile]) -> str:
    parts = ", ".join(table.part for table in told)
    return (
        f"This report is about {len(document.suppliers):,} suppliers. These of its lists are not in this file: "
        f"{parts}. Each is in the table of this folder that `files` names for it, a row per item, and the column "
        "`record` of a row is the item as this file would hold it. Keep report and tables together."
    )
