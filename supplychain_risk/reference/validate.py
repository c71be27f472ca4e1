"""Checking table folders: schema, hashes, counts, ids, dates. Every fault is found and named, not only the first."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.files import LARGEST, content_of
from supplychain_risk.reference import entity_lists
from supplychain_risk.reference.entities import entities_of_list
from supplychain_risk.reference.package import read_about, read_table
from supplychain_risk.reference.user_lists import KINDS, read_user_list

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATES = re.compile(r"(^|_)(date|day|from|to|since|until)($|_)")
"""Columns whose names say that they hold days."""
_NO_DATES = ("_note", "_confidence", "_precision", "_from_hs", "_to_hs")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table folder, where, and what to do."""

    where: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One table folder: its name, rows of its files, and its faults."""

    name: str
    rows: int
    faults: tuple[Fault, ...]


def validate(folder: Path) -> tuple[Checked, ...]:
    """Check a table folder, or every table folder in a folder.

    Raises:
        ReferenceDataError: there is no table folder here.
    """
    one = (folder / "datapackage.json").is_file()
    folders = [folder] if one else sorted(path.parent for path in folder.glob("*/datapackage.json"))
    if not folders:
        hint = "Name a folder with a datapackage.json in it, or one that holds such folders."
        raise ReferenceDataError("there is no table here", where=str(folder), hint=hint)
    return tuple(_check(one) for one in folders)


def _check(folder: Path) -> Checked:
    try:
        about = read_about(folder)
    except ReferenceDataError as error:
        return Checked(folder.name, 0, (Fault(error.where, error.message, error.hint),))
    faults: list[Fault] = list(_of_descriptor(folder, about))
    rows = 0
    for entry in about["resources"]:
        count, found = _of_resource(folder, entry)
        rows += count
        faults.extend(found)
    if not faults:
        faults.extend(_as_it_is_read(folder, about))
    return Checked(folder.name, rows, tuple(faults))


def _of_descriptor(folder: Path, about: Mapping[str, Any]) -> Iterator[Fault]:
    where = str(folder / "datapackage.json")
    if about["name"] != folder.name:
        yield Fault(where, f"its name is '{about['name']}', the folder's '{folder.name}'", "Rename the folder.")
    retrieved = about.get("retrieved", "")
    if not _is_day(str(retrieved)) or len(str(retrieved)) != 10:
        yield Fault(where, f"retrieved is '{retrieved}', no day", "State the day on which the table was retrieved.")
    elif date.fromisoformat(about["data_date"]) > date.fromisoformat(retrieved):
        what = f"data_date {about['data_date']} is later than retrieved {retrieved}"
        yield Fault(where, what, "Correct one of the dates.")
    if about["completeness"] not in ("complete", "partial"):
        yield Fault(where, f"completeness is '{about['completeness']}'", "Write complete or partial.")
    if about["completeness"] == "partial" and not about.get("gaps"):
        yield Fault(where, "the table is partial and names no gaps", "Say in gaps what is missing.")
    yield from (Fault(where, message, hint) for message, hint in entity_lists.faults(about))
    if "list_kind" in about and about["list_kind"] not in KINDS:
        yield Fault(where, f"list_kind is '{about['list_kind']}'", f"Write one of: {', '.join(KINDS)}.")


def _of_resource(folder: Path, entry: Mapping[str, Any]) -> tuple[int, list[Fault]]:
    path = folder / Path(str(entry["path"])).name
    where = str(path)
    faults: list[Fault] = []

    def fault(message: str, hint: str = "Import or build the table again.") -> None:
        faults.append(Fault(where, message, hint))

    try:
        content = content_of(path, LARGEST)
        text = content.decode("utf-8")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        fault(f"cannot be read as UTF-8 CSV ({error})")
        return 0, faults
    columns = list(reader.fieldnames or ())
    if entry["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
        fault("its content differs from its stated hash: it was changed after it was made")
    stated = [field.get("name") for field in entry.get("schema", {}).get("fields", [])]
    if stated and stated != columns:
        odd = sorted({str(c) for c in stated} ^ set(columns)) or ["their order"]
        fault(f"its columns are not those of its schema: {', '.join(odd)}")
    low, high = entry["expected_rows"]["min"], entry["expected_rows"]["max"]
    if not low <= len(rows) <= high:
        fault(f"{len(rows)} rows, expected {low} to {high}")
    if entry.get("rows", len(rows)) != len(rows):
        fault(f"{len(rows)} rows, the descriptor states {entry['rows']}")
    uneven = [number for number, row in enumerate(rows, 2) if None in row or None in row.values()]
    if uneven:
        fault(f"line {_some(uneven)}: too few or too many cells")
        return len(rows), faults
    if "id" not in columns:
        fault("there is no column id")
    else:
        faults.extend(_of_ids(where, [row["id"] for row in rows]))
    faults.extend(_of_dates(where, columns, rows))
    return len(rows), faults


def _of_ids(where: str, ids: Sequence[str]) -> Iterator[Fault]:
    empty = [number for number, value in enumerate(ids, 2) if not value]
    if empty:
        yield Fault(where, f"line {_some(empty)}: the id is empty", "Give every row an id.")
    twice = sorted(value for value, count in Counter(ids).items() if count > 1 and value)
    if twice:
        yield Fault(where, f"ids used twice: {_some(twice)}", "Give every row an id of its own.")


def _of_dates(where: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Iterator[Fault]:
    for column in columns:
        if not _DATES.search(column) or column.endswith(_NO_DATES):
            continue
        texts = ((number, row[column]) for number, row in enumerate(rows, 2) if row[column])
        wrong = [f"{number} ('{text[:20]}')" for number, text in texts if not _is_day(text)]
        if wrong:
            hint = "Write days as YYYY-MM-DD; a month or a year alone where more is not known."
            yield Fault(where, f"column {column}, line {_some(wrong)}: no day", hint)
    if {"listed_from", "date_to"} <= set(columns):
        days = ((number, row["listed_from"], row["date_to"]) for number, row in enumerate(rows, 2))
        wrong = [str(number) for number, start, end in days if start and end and end < start[: len(end)]]
        if wrong:
            yield Fault(where, f"line {_some(wrong)}: ended before it was listed", "Correct one of the dates.")


def _as_it_is_read(folder: Path, about: Mapping[str, Any]) -> Iterator[Fault]:
    """What reading the table for a screening would refuse."""
    try:
        for entry in about["resources"]:
            read_table(folder, entry["name"])
        if (meaning := entity_lists.meaning_in(about)) is not None:
            entities_of_list(read_table(folder), meaning, date.max)
        if "list_kind" in about:
            read_user_list(folder).entities(date.fromisoformat(about["data_date"]))
    except ReferenceDataError as error:
        yield Fault(error.where, error.message, error.hint)


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (3 - len(text.split("-"))))
    except ValueError:
        return False
    return True


def _some(items: Sequence[object]) -> str:
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    return ", ".join(str(item) for item in items[:_SHOWN]) + more
