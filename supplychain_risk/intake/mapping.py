"""A mapping: header row and columns stated by a person, where recognition needs help.

["Vendors 2026"]          # a sheet, or "file.xlsx!Vendors 2026", or "*" for every sheet
header_row = 4
unused = ["Internal grade"]  # kept as an attribute, taken for nothing
[ "Vendors 2026".columns ]
name = "Firm"
country = "Seat"
address = ["Street", "Town"]
[ "Vendors 2026".all ]       # what holds for every row and stands in no cell
country = "GB"
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from supplychain_risk.account import FileReading, SheetReading
from supplychain_risk.domain import ALL_ROWS, CellRef
from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.files import from_toml, text_of
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.records import FIELDS, Value
from supplychain_risk.intake.values import one_line, tidy

SheetMapping = Mapping[str, Any]
"""`header_row` (1-based), `columns` (field → heading or headings), `unused` (headings of columns that are not used, and
travel as attributes), `ignore` (true: the sheet is not read), `all` (field → what holds for every row)."""
Mappings = Mapping[str, SheetMapping]
_KEYS = ("header_row", "columns", "unused", "ignore", "all")
FOR_ALL = ("country", "region", "sector", "commodity", "hs", "origin", "tier")
"""What can be stated for all rows of a sheet."""


def load_mapping(path: Path) -> Mappings:
    """Read a mapping from a TOML file.

    Raises:
        MissingFile: there is no such file.
        InputError: it is no TOML, or has an unknown key or value; the message names the key.
    """
    try:
        data = from_toml(text_of(path))
    except FileNotFoundError as error:
        raise MissingFile("there is no such file", where=str(path), hint="Check the path of the mapping.") from error
    except (OSError, ValueError) as error:
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
        stated = entry.get("all", {})
        if not isinstance(stated, Mapping):
            refuse(f"{sheet}.all", "is not a table", 'Write what holds for every row as country = "GB".')
        for field, text in stated.items():
            if field not in FOR_ALL:
                refuse(f"{sheet}.all.{field}", "cannot be stated for all rows", f"Possible: {', '.join(FOR_ALL)}.")
            if not isinstance(text, str | int) or not str(text).strip():
                refuse(f"{sheet}.all.{field}", "is no text", 'Write what holds for every row as country = "GB".')
        columns = entry.get("columns", {})
        if not isinstance(columns, Mapping):
            refuse(f"{sheet}.columns", "is not a table", 'Write columns as name = "Heading".')
        for field, heading in columns.items():
            if field not in FIELDS:
                refuse(f"{sheet}.columns.{field}", "unknown column", f"Known columns: {', '.join(FIELDS)}.")
            if not headings_of(heading):
                refuse(f"{sheet}.columns.{field}", "names no heading", "Give a heading or a list of headings.")
        if "unused" in entry:
            unused = headings_of(entry["unused"])
            if not unused:
                refuse(f"{sheet}.unused", "names no heading", "Give a heading or a list of headings.")
            for field, heading in columns.items():
                if both := sorted({*unused} & {*headings_of(heading)}):
                    refuse(f"{sheet}.unused", f"'{both[0]}' is also columns.{field}", "Take it out of one of them.")


def for_all_rows(stated: SheetMapping | None, grid: Grid) -> dict[str, Value]:
    """What a mapping states for all rows of a sheet, each value marked as standing in no cell."""
    said = (stated or {}).get("all", {})
    where = CellRef(grid.file, grid.name, ALL_ROWS)
    return {field: Value(str(text).strip(), str(text), where) for field, text in said.items()}


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


# --- writing what was recognized ---------------------------------------------------------------------------------


def recognized(sheet: SheetReading, grid: Grid) -> SheetMapping:
    """The mapping that says of a sheet what was recognized there; `sheet` has a header row."""
    row = grid.rows[sheet.header_row - 1] if sheet.header_row else ()
    headings = frozenset(headings_in(row))
    columns = {field: _parts(joined, headings) for field, joined in sheet.mapping.items()}
    return {"header_row": sheet.header_row, "columns": {f: p[0] if len(p) == 1 else p for f, p in columns.items()}}


def headings_in(row: Sequence[str]) -> tuple[str, ...]:
    """The headings of a row as readings name them: blank ones by their column, the second of a name with "(2)"."""
    seen: dict[str, int] = {}
    found = []
    for index, text in enumerate(row):
        heading = one_line(tidy(text)) or f"column {column_letters(index)}"
        seen[heading] = seen.get(heading, 0) + 1
        found.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(found)


def _parts(joined: str, headings: frozenset[str]) -> list[str]:
    """Headings that a reading joined with " + "; one that holds " + " itself stays whole."""
    parts = joined.split(" + ")
    found: list[str] = []
    while parts:
        whole = next((n for n in range(len(parts), 0, -1) if " + ".join(parts[:n]) in headings), 1)
        found.append(" + ".join(parts[:whole]))
        parts = parts[whole:]
    return found


def mapping_text(
    files: Sequence[FileReading],
    mapping: Mappings,
    faithful: frozenset[str],
    explain: Callable[[str, str], str],
) -> str:
    """What was recognized as the text of a mapping file, with the confidence and the reason of each part.

    Args:
        files: the readings, for what was found on each sheet.
        mapping: "file!sheet" → what `recognized` says of it.
        faithful: entries that read the sheet exactly as recognition does. The others are written as comments.
        explain: (column, heading) → why the heading is taken for the column.
    """
    lines = [
        "# How the sheets were read. Correct what is wrong and pass this file with --mapping.",
        "# header_row counts rows from 1. Columns: " + ", ".join(FIELDS) + ".",
        '# A column may have several headings: address = ["Street", "Town"]. To leave a sheet out: ignore = true.',
    ]
    for file in files:
        for sheet in file.sheets:
            key = f"{file.name}!{sheet.name}"
            lines.append("")
            if key in mapping:
                lines += _entry(key, mapping[key], sheet, key in faithful, explain)
            elif sheet.header_row is None and file.format != "fixes":
                lines.append(f"# [{_toml(key)}]")
                lines.append(f"# not used: {_comment(sheet.reason)}")
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(
    key: str, entry: SheetMapping, sheet: SheetReading, faithful: bool, explain: Callable[[str, str], str]
) -> Iterator[str]:
    yield f"# {_comment(sheet.reason)} (confidence {sheet.confidence:.2f})"
    mark = "" if faithful else "# "
    if not faithful:
        yield "# A mapping cannot say all that was recognized here, so these lines are comments and the sheet goes on"
        yield "# being recognized. Take out the '#' in front of them if the recognition is wrong."
    yield f"{mark}[{_toml(key)}]"
    yield f"{mark}header_row = {entry['header_row']}"
    yield f"{mark}[{_toml(key)}.columns]"
    for field, value in entry["columns"].items():
        yield f"{mark}{field} = {_texts(value)}  # {_comment('; '.join(explain(field, h) for h in headings_of(value)))}"
    for heading in sheet.unused:
        yield f"# not used, kept as an attribute: {_comment(heading)}"


def stated_text(mapping: Mappings) -> str:
    """A mapping as the text of a file: what a person stated and no more. Equal mappings give equal texts."""
    lines = ["# What was stated of how the sheets are read; pass this file with --mapping."]
    for sheet in sorted(mapping):
        entry = mapping[sheet]
        lines += ["", f"[{_toml(sheet)}]"]
        if "ignore" in entry:
            lines.append(f"ignore = {'true' if entry['ignore'] else 'false'}")
        if "header_row" in entry:
            lines.append(f"header_row = {entry['header_row']}")
        if "unused" in entry:
            lines.append(f"unused = {_texts(entry['unused'])}")
        if columns := entry.get("columns"):
            lines.append(f"[{_toml(sheet)}.columns]")
            lines += [f"{field} = {_texts(columns[field])}" for field in FIELDS if field in columns]
        if said := entry.get("all"):
            lines.append(f"[{_toml(sheet)}.all]")
            lines += [f"{field} = {_toml(str(said[field]))}" for field in FOR_ALL if field in said]
    return "\n".join(lines) + "\n"


def _texts(value: Any) -> str:
    headings = headings_of(value)
    return _toml(headings[0]) if len(headings) == 1 else "[" + ", ".join(map(_toml, headings)) + "]"


def _toml(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, except that TOML wants one more character escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
