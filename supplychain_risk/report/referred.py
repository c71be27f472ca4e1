"""The lists of a report that stand in tables beside it, read record by record.

A table counts only if it is what `report.json` says: the hash of the whole file is compared before a row is used, and
the number of rows after the last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PureWindowsPath
from typing import Any, BinaryIO

import msgspec

from supplychain_risk.errors import InputError, MissingExtra, MissingFile
from supplychain_risk.files import LARGEST, digest_of, opened
from supplychain_risk.report.stored.document import RECORDS, StoredDocument, TableFile, held

RECORD = "record"
"""The column that holds the record of a row."""
HINT = "Keep a report and its tables together as they were written; take them from the pack again, or screen anew."


class Referred:
    """Where the lists of a stored document are: in itself, or in tables of its folder."""

    def __init__(self, content: StoredDocument, folder: Path | None) -> None:
        """Of a stored document that stands in a folder.

        Args:
            content: the stored document.
            folder: None where nobody knows it; the document must then hold all of its lists.

        Raises:
            ValueError: a list is neither in the document nor in a table, or in two places.
            InputError: it refers to tables, and there is no folder, or a name is not that of a file beside it.
        """
        self._content = content
        self._folder = folder
        files = content.tables.files if content.tables else ()
        self.tables = {table.part: table for table in files}
        for key in RECORDS:
            if (held(content, key) is None) != (key in self.tables):
                raise ValueError(
                    f"Object missing required field `{key}`"
                    if key not in self.tables
                    else f"it holds `{key}` and refers to a table for it"
                )
        if len(self.tables) != len(files) or self.tables.keys() - RECORDS.keys():
            raise ValueError("`tables` names a part twice, or one that no table holds")
        for table in files:
            # by the rules of Windows, which take all for a path that others do, and drives and backslashes too
            if table.file in ("", "..") or PureWindowsPath(table.file).name != table.file or folder is None:
                raise InputError(
                    f"refers to '{table.file}', which is no file beside it",
                    where="report.json",
                    hint="Read it from the folder into which `supplychain-risk screen --out DIR` wrote it.",
                )

    def chosen(self, key: str, field: str, values: Collection[str]) -> Iterator[Any]:
        """The records of a list whose field has one of these values; of all others only that field is decoded.

        Args:
            key: of the list, in `RECORDS`.
            field: of its records.
            values: to be chosen.

        Raises as `records`.
        """
        part = msgspec.defstruct("Part", [(field, str)])
        whole = msgspec.json.Decoder(RECORDS[key]).decode
        if key not in self.tables:
            yield from (record for record in self.records(key) if getattr(record, field) in values)
            return
        told = msgspec.json.Decoder(part).decode
        for record in self.records(key, msgspec.Raw):
            if getattr(told(record), field) in values:
                yield whole(record)

    def records(self, key: str, kind: type | None = None) -> Iterator[Any]:
        """The records of a list, one after the other.

        Args:
            key: of the list, in `RECORDS`.
            kind: what each is decoded as where it stands in a table; as what it is if left out.

        Raises:
            MissingFile: its table cannot be opened.
            InputError: its table is not the one that the report refers to, or cannot be read.
            MissingExtra: it is a Parquet file, and pyarrow is not installed.
        """
        table = self.tables.get(key)
        if table is None:
            yield from held(self._content, key) or ()
            return
        assert self._content.tables is not None
        read = _READERS[self._content.tables.format]
        with self._checked(table) as file:
            rows = 0
            try:
                for record in read(file, kind or RECORDS[key]):
                    rows += 1
                    yield record
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError, LookupError, ValueError) as error:
                raise InputError(
                    f"cannot be read as a table of this report ({error})", where=table.file, hint=HINT
                ) from error
        if rows != table.rows:
            raise InputError(
                f"has {rows:,} rows, and report.json refers to {table.rows:,}", where=table.file, hint=HINT
            )

    def _checked(self, table: TableFile) -> BinaryIO:
        """The table, open at its beginning, if its bytes are those that the report refers to."""
        assert self._folder is not None
        try:
            file = opened(self._folder / table.file)
        except OSError as error:
            raise MissingFile(
                f"holds the {table.part} of report.json and cannot be opened ({error.strerror or error})",
                where=table.file,
                hint=HINT,
            ) from error
        found = digest_of(file)
        if found != table.sha256:
            file.close()
            raise InputError(
                f"is not the table that report.json refers to: its SHA-256 is {found}, the report states another",
                where=table.file,
                hint=HINT,
            )
        file.seek(0)
        return file


def json_lines(file: BinaryIO, kind: type) -> Iterator[Any]:
    """The records of a table in JSON Lines."""
    row = msgspec.defstruct("Row", [(RECORD, kind)])
    decode = msgspec.json.Decoder(row).decode
    for line in file:
        yield getattr(decode(line), RECORD)


def parquet(file: BinaryIO, kind: type) -> Iterator[Any]:
    """The records of a table in Parquet.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    files = parquet_library("this report refers to Parquet files, and to read them needs pyarrow")
    decode: Callable[[str], Any] = msgspec.json.Decoder(kind).decode
    table = files.ParquetFile(file)
    groups = range(table.metadata.num_row_groups)
    size = sum(table.metadata.row_group(number).total_byte_size for number in groups)
    if size > LARGEST:  # a small file can be made to unpack to more than any memory
        raise ValueError(f"its rows take {size:,} bytes unpacked, and {LARGEST:,} can be read")
    for batch in table.iter_batches(batch_size=_AT_A_TIME, columns=[RECORD]):
        yield from map(decode, batch.column(RECORD).to_pylist())


def parquet_library(what: str) -> Any:
    """`pyarrow.parquet`, or what to do where it is not installed."""
    try:
        from pyarrow import parquet as files
    except ImportError as error:
        raise MissingExtra(what, hint="Install it with: pip install 'supplychain-risk[parquet]'") from error
    return files


_READERS = {"jsonl": json_lines, "parquet": parquet}
_AT_A_TIME = 5_000
"""Records that are taken out of a Parquet file at a time."""
