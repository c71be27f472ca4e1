"""`report.json` that refers to tables instead of holding its long lists, and those tables, written some rows at a time.

The tables are those that the formats `parquet` and `jsonl` write, with one column more: `record`, the item as
`report.json` would hold it. So nothing is left out of them that a report holds, whatever is added to its models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from supplychain_risk.files import Content, Spooled, Writable
from supplychain_risk.report.formats import Form
from supplychain_risk.report.json_format import written
from supplychain_risk.report.models import Document
from supplychain_risk.report.stored import StoredTables, Storing, TableFile
from supplychain_risk.report.table_formats import Row, json_lines, parquet
from supplychain_risk.report.tables import REFERRED, Column, run_columns

WRITERS: Mapping[Form, Callable[[Sequence[Column], Mapping[str, str], Iterable[Row], Writable], None]] = {
    "parquet": parquet,
    "jsonl": json_lines,
}


def report_and_tables(document: Document, form: Form, report: str) -> dict[str, Content]:
    """`report.json` and the tables that it refers to: name → content. A list without items stays in `report.json`.

    Args:
        document: the report.
        form: of the tables.
        report: name of the report's own file.

    Raises:
        MissingExtra: the tables are to be Parquet files, and pyarrow is not installed.
    """
    storing = Storing(document)
    run = run_columns(document)
    encode = msgspec.json.Encoder(order="deterministic").encode
    made: dict[str, Content] = {}
    told: list[TableFile] = []
    empty: list[str] = []
    for part, items, records in storing.lists():
        if not items:
            empty.append(part)
            continue
        table, columns = REFERRED[part]
        name = f"{table}.{form}"
        target = Spooled()
        WRITERS[form](columns, run, zip(items, map(encode, records), strict=True), target)
        made[name] = target
        told.append(TableFile(part=part, file=name, rows=len(items), sha256=target.sha256))
    stands = StoredTables(note=_note(document, told), format=form, files=tuple(told))
    return {report: written(storing.rest(dict.fromkeys(empty, ()), stands)), **made}


def _note(document: Document, told: Sequence[TableFile]) -> str:
    parts = ", ".join(table.part for table in told)
    return (
        f"This report is about {len(document.suppliers):,} suppliers. These of its lists are not in this file: "
        f"{parts}. Each is in the table of this folder that `files` names for it, a row per item, and the column "
        "`record` of a row is the item as this file would hold it. Keep report and tables together."
    )
