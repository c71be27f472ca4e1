"""A mapping: header row and columns stated by a person, where recognition needs help.

["Vendors 2026"]          # a sheet, or "file.xlsx!Vendors 2026", or "*" for every sheet
header_row = 4
[ "Vendors 2026".columns ]
name = "Firm"
country = "Seat"
address = ["Street", "Town"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.records import FIELDS

SheetMapping = Mapping[str, Any]
"""`header_row` (1-based), `columns` (field → heading or headings), `ignore` (true: the sheet is not read)."""
Mappings = Mapping[str, SheetMapping]
_KEYS = ("header_row", "columns", "ignore")


def load_mapping(path: Path) -> Mappings:
    """Read a mapping from a TOML file.

    Raises:
        MissingFile: there is no such file.
        InputError: it is no TOML, or has an unknown key or value; the message names the key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise MissingFile("there is no such file", where=str(path), hint="Check the path of the mapping.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"the mapping cannot be read ({error})", where=str(path), hint="A mapping is a TOML file in UTF-8."
        ) from error
    check_mapping(data, str(path))
    return data


def check_mapping(mapping: Mapping[str, Any], where: str) -> None:
    """Raise InputError, naming the key, for anything in a mapping that we do not understand."""

    def refuse(key: str, message: str, hint: str) -> None:
        raise InputError(f"{key}: {message}", where=where, hint=hint)

    for sheet, entry in mapping.items():
        if not isinstance(entry, Mapping):
            refuse(sheet, "is not a table", 'Write ["sheet name"] and below it header_row and columns.')
        for key in entry:
            if key not in _KEYS:
                refuse(f"{sheet}.{key}", "unknown key", f"Known keys: {', '.join(_KEYS)}.")
        row = entry.get("header_row")
        if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
            refuse(f"{sheet}.header_row", f"{row!r} is no row number", "Rows are counted from 1.")
        columns = entry.get("columns", {})
        if not isinstance(columns, Mapping):
            refuse(f"{sheet}.columns", "is not a table", 'Write columns as name = "Heading".')
        for field, heading in columns.items():
            if field not in FIELDS:
                refuse(f"{sheet}.columns.{field}", "unknown column", f"Known columns: {', '.join(FIELDS)}.")
            if not headings_of(heading):
                refuse(f"{sheet}.columns.{field}", "names no heading", "Give a heading or a list of headings.")


def headings_of(value: Any) -> tuple[str, ...]:
    """The headings an entry of `columns` names; empty if it is neither a text nor a list of texts."""
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if isinstance(value, Sequence) and value and all(isinstance(item, str) and item.strip() for item in value):
        return tuple(value)
    return ()


def for_sheet(mapping: Mappings | None, grid: Grid) -> SheetMapping | None:
    """What the mapping says of a sheet: "file!sheet" before the sheet's name before "*"."""
    if not mapping:
        return None
    for key in (f"{grid.file}!{grid.name}", grid.name, grid.name.strip(), "*"):
        if key in mapping:
            return mapping[key]
    return None
