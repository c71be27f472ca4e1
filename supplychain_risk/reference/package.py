"""Reading one table: a Frictionless Data Package folder (`datapackage.json` + CSV), checked before it is believed.

Text stays text: the standard `csv` module is used because it never turns Namibia's `NA` into a missing value nor
HS `0801` into 801.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from supplychain_risk.domain import Citation
from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.files import LARGEST, content_of, from_json, text_of

D = TypeVar("D")

_Line = str | tuple[str, ...]
"""A row as a line without quotes, or taken apart."""

Row = Mapping[str, str]
"""The cells of a row by the names of their columns."""


class _Cells(Row):
    """A row as its line of the file, until one of its cells is asked for, and the places of the columns, which all
    rows of a table share.

    Of the 115,000 rows that a run reads, few are ever asked for but by one column of all: dictionaries of them took
    three times the time and four times the memory, in every run.
    """

    __slots__ = ("_places", "line")

    def __init__(self, places: Mapping[str, int], line: _Line) -> None:
        self._places = places
        self.line = line

    def _cells(self) -> Sequence[str]:
        line = self.line
        if isinstance(line, str):
            line = self.line = tuple(line.split(","))
        return line

    def __getitem__(self, column: str) -> str:
        at = self._places[column]
        line = self.line
        return line[at] if type(line) is tuple else self._cells()[at]

    def __contains__(self, column: object) -> bool:
        return column in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def get(self, column: str, /) -> str | None: ...
    @overload
    def get(self, column: str, /, default: str | D) -> str | D: ...
    def get(self, column: str, /, default: D | None = None) -> str | D | None:
        at = self._places.get(column)
        return default if at is None else self._cells()[at]

    def __repr__(self) -> str:
        return repr(dict(self))


STATED = ("name", "title", "edition", "data_date", "publisher", "legal_effect", "completeness")
"""What every descriptor states, as text."""
READ_IN, SOURCE_URL = "read_in", "source_url"
"""Column that says where a row was read: in the bundled tables, and in lists that a user imports."""


@dataclass(frozen=True)
class Table:
    """One reference table in one edition. Rows are text, in file order; each has `id` and where it was read."""

    name: str
    about: Mapping[str, Any]
    """The descriptor: title, edition, publisher, licenses, sources, legal_effect, completeness, gaps, blind_spots…"""
    rows: tuple[Row, ...]
    sha256: str
    folder: Path = field(compare=False)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self, *names: str) -> Iterator[tuple[str, ...]]:
        """The cells of some columns, row by row: for what is made of one or two cells of every row of a long table.

        Raises:
            KeyError: there is no such column.
        """
        at = {column: place for place, column in enumerate(self.rows[0] if self.rows else names)}
        places = [at[name] for name in names]
        last = max(places) + 1
        for row in self.rows:
            if type(row) is _Cells:
                line = row.line
                cells = line.split(",", last) if type(line) is str else line
                yield tuple([cells[place] for place in places])
            else:
                yield tuple([row[name] for name in names])

    @property
    def edition(self) -> str:
        """Edition of the publication, as its publisher or we name it."""
        return str(self.about["edition"])

    @property
    def data_date(self) -> date:
        """The day whose state of the world the table shows."""
        return date.fromisoformat(self.about["data_date"])

    @property
    def completeness(self) -> str:
        """`complete` or `partial`; `gaps` says what is missing."""
        return str(self.about["completeness"])

    @property
    def gaps(self) -> tuple[str, ...]:
        """What the table is known to lack."""
        return tuple(self.about.get("gaps", ()))

    @property
    def blind_spots(self) -> tuple[str, ...]:
        """What a number from this table does not say."""
        return tuple(self.about.get("blind_spots", ()))

    @property
    def licence(self) -> str:
        """Name of the licence of the table's content."""
        return str(self.about["licenses"][0]["name"])

    def age_days(self, as_of: date) -> int:
        """Days from `data_date` to `as_of`; negative when the table is younger than the day asked about."""
        return (as_of - self.data_date).days

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        """Rows by their id."""
        return {id_: row for (id_,), row in zip(self.columns("id"), self.rows, strict=True)}

    def cite(self, row: Row) -> Citation:
        """The citation of one of this table's rows."""
        authority, read_in = row.get("authority_url", ""), row[READ_IN if READ_IN in row else SOURCE_URL]
        return Citation(
            dataset=self.name,
            edition=self.edition,
            row=row["id"],
            publisher=row.get("publisher") or str(self.about["publisher"]),
            url=authority or (read_in if read_in.startswith(("https://", "http://")) else ""),
            licence=self.licence,
            confidence=row.get("confidence", ""),
            authority_url=authority,
            read_in=read_in,
        )


def read_about(folder: Path) -> dict[str, Any]:
    """The descriptor of a Data Package folder, checked for what every table must state.

    Raises:
        ReferenceDataError: it is missing, no JSON, or leaves out what reports cite.
    """
    descriptor = folder / "datapackage.json"
    try:
        about = from_json(text_of(descriptor))
    except (OSError, ValueError) as error:
        raise ReferenceDataError(
            f"no readable datapackage.json ({error})",
            where=str(folder),
            hint="Reinstall supplychain_risk, or name a table that `supplychain-risk reference list` shows.",
        ) from error
    try:
        missing = [key for key in STATED if not isinstance(about[key], str)]
        date.fromisoformat(about["data_date"])
        licences = [str(licence["name"]) for licence in about["licenses"]]
        entries = [
            (r["name"], r["path"], r["hash"], r["expected_rows"]["min"] <= r["expected_rows"]["max"])
            for r in about["resources"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        missing, licences, entries = [f"a usable {error}"], [], []
    if missing or not licences or not entries:
        raise ReferenceDataError(
            f"lacks {', '.join(missing) or 'a licence or a resource'}",
            where=str(descriptor),
            hint="Build the table with tools/build_reference.py, which states all that is needed.",
        )
    return cast("dict[str, Any]", about)


def read_table(folder: Path, resource: str | None = None, about: dict[str, Any] | None = None) -> Table:
    """Read and check one resource of a Data Package folder (its first one by default).

    `about` is the folder's descriptor, where `read_about` gave it before.

    Raises:
        ReferenceDataError: the folder or file is missing, the content does not have the stated hash, it is no CSV with
            columns `id` and `read_in` (or `source_url`), or the number of rows lies outside `expected_rows` (a list
            that suddenly halves must not pass for the world).
    """
    about = about or read_about(folder)
    entry = next((r for r in about["resources"] if resource in (None, r["name"])), None)
    if entry is None:
        raise ReferenceDataError(
            f"no resource '{resource}'",
            where=str(folder / "datapackage.json"),
            hint=f"Resources are: {', '.join(r['name'] for r in about['resources'])}.",
        )
    path = folder / Path(entry["path"]).name
    try:
        content = content_of(path, LARGEST)
    except OSError as error:
        raise ReferenceDataError(
            f"cannot be read ({error})", where=str(path), hint="Reinstall supplychain_risk, or build the table again."
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    if entry["hash"] != f"sha256:{digest}":
        raise ReferenceDataError(
            "content differs from its stated hash",
            where=str(path),
            hint="Rebuild the table with tools/build_reference.py, or reinstall supplychain_risk.",
        )
    rows = _rows(content, path)
    low, high = entry["expected_rows"]["min"], entry["expected_rows"]["max"]
    if not low <= len(rows) <= high:
        raise ReferenceDataError(
            f"{len(rows)} rows, expected {low} to {high}",
            where=str(path),
            hint="A list that suddenly shrinks or doubles is refused. Check the source, then correct expected_rows.",
        )
    return Table(name=entry["name"], about=about, rows=rows, sha256=digest, folder=folder)


def _rows(content: bytes, path: Path) -> tuple[Row, ...]:
    try:
        lines = _lines(content.decode("utf-8"))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReferenceDataError(
            f"is no UTF-8 CSV ({error})", where=str(path), hint="Build the table with tools/build_reference.py."
        ) from error
    first = lines.pop(0) if lines else ()
    columns = tuple(first.split(",")) if isinstance(first, str) else first
    lacking = [column for column in ("id", READ_IN) if column not in columns]
    if SOURCE_URL in columns:
        lacking = [column for column in lacking if column != READ_IN]
    sizes = [line.count(",") + 1 if type(line) is str else len(line) for line in lines]
    uneven = set(sizes) - {len(columns)}
    if lacking or uneven:
        row = next((number for number, size in enumerate(sizes, 2) if size in uneven), 0)
        what = f"has no column {', '.join(lacking)}" if lacking else f"row {row} has too few or too many cells"
        raise ReferenceDataError(what, where=str(path), hint="Build the table with tools/build_reference.py.")
    places = {column: at for at, column in enumerate(columns)}
    return tuple([_Cells(places, line) for line in lines])


def _lines(text: str) -> list[_Line]:
    """The lines of a CSV that are not empty, as `csv` reads them: those with quotes taken apart, others as they are."""
    lines = text.split("\n")
    if '"' not in text and "\r" not in text:
        return [line for line in lines if line]
    quoted = [line for line in lines if '"' in line]
    try:
        taken_apart = list(csv.reader(quoted, strict=True))
    except csv.Error:
        taken_apart = []
    if "\r" in text or len(taken_apart) != len(quoted):  # a cell may have several lines, or it is no CSV
        return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    rows = iter(taken_apart)
    return [tuple(next(rows)) if '"' in line else line for line in lines if line]
