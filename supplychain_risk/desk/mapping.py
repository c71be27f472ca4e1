"""Changing how a sheet is read: each change is a change of the mapping file, checked before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from supplychain_risk.desk.folder import Change, Folder, read_if_there
from supplychain_risk.desk.reading import ColumnView, SheetView
from supplychain_risk.errors import InputError
from supplychain_risk.intake.mapping import FOR_ALL, check_mapping, headings_of, load_mapping, stated_text
from supplychain_risk.intake.plan import SEVERAL
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.loading.loader import check_for_all
from supplychain_risk.loading.resolvers import Resolvers

Entry = dict[str, Any]


def take_column(folder: Folder, view: SheetView, index: int, field: str, resolvers: Resolvers) -> Change:
    """State what a column is; "" states that it is not used, "?" that it is recognized again.

    Raises:
        InputError: there is no such column, or no such field.
    """
    column = next((one for one in view.columns if one.index == index), None)
    if column is None:
        raise InputError("there is no such column any more", where=view.key, hint="Load the page anew.")
    if field not in ("", "?", *FIELDS):
        raise InputError(f"'{field}' is no column we know", where=view.key, hint="Choose one from the menu.")

    if not view.header_row:
        raise InputError(
            "the sheet has no row of headings, so a mapping cannot name its columns",
            where=view.key,
            hint="Choose the row with the headings, or add one to the sheet itself.",
        )

    def change(entry: Entry) -> None:
        _forget(entry, column)
        entry["header_row"] = view.header_row
        if field == "":
            entry["unused"] = [*headings_of(entry.get("unused")), column.heading]
        elif field != "?":
            columns = entry.setdefault("columns", {})
            there = headings_of(columns.get(field)) if field in SEVERAL else ()
            if field in SEVERAL and not there:  # those that were recognized stay beside it
                there = tuple(c.heading for c in view.columns if c.field == field and c.index != index)
            columns[field] = [*there, column.heading] if there else column.heading

    what = {"": "is not used", "?": "is recognized again"}.get(field, f"is {field}")
    return _changed(folder, view, f"'{column.heading}' {what}", change, resolvers)


def take_header(folder: Folder, view: SheetView, row: int, resolvers: Resolvers) -> Change:
    """State in which row the headings stand, and recognize the columns anew.

    Raises:
        InputError: the sheet has no such row, or nothing stands in it.
    """
    if not 1 <= row <= len(view.grid.rows) or not any(text.strip() for text in view.grid.rows[row - 1]):
        raise InputError(f"row {row} holds nothing", where=view.key, hint="Choose the row with the headings.")

    def change(entry: Entry) -> None:
        for key in ("columns", "unused", "ignore"):
            entry.pop(key, None)
        entry["header_row"] = row

    return _changed(folder, view, f"row {row} of '{view.grid.name}' holds the headings", change, resolvers)


def take_for_all(folder: Folder, view: SheetView, field: str, text: str, resolvers: Resolvers) -> Change:
    """State what holds for every row of a sheet that does not say otherwise; "" takes it back.

    Raises:
        InputError: it cannot be stated for all rows, or is in none of our tables.
    """
    if field not in FOR_ALL:
        raise InputError(f"'{field}' cannot be stated for all rows", where=view.key, hint="Choose one from the menu.")
    text = " ".join(text.split())

    def change(entry: Entry) -> None:
        said = dict(entry.get("all", {}))
        said.pop(field, None)
        entry["all"] = {**said, field: text} if text else said

    told = f"{field} of all rows of '{view.grid.name}' is {text}" if text else f"{field} is stated row by row again"
    return _changed(folder, view, told, change, resolvers)


def ignore(folder: Folder, view: SheetView, is_ignored: bool, resolvers: Resolvers) -> Change:
    """State that a sheet is not read, or that it is."""

    def change(entry: Entry) -> None:
        entry.pop("ignore", None)
        if is_ignored:
            entry["ignore"] = True

    told = f"'{view.grid.name}' is {'not read' if is_ignored else 'read again'}"
    return _changed(folder, view, told, change, resolvers)


def _forget(entry: Entry, column: ColumnView) -> None:
    """Take a column's heading out of what was stated of the sheet."""
    kept: Entry = {}
    for name, value in entry.get("columns", {}).items():
        left = [heading for heading in headings_of(value) if heading != column.heading]
        if left:
            kept[name] = left
    entry["columns"] = kept
    left = [heading for heading in headings_of(entry.get("unused")) if heading != column.heading]
    entry.pop("unused", None)
    if left:
        entry["unused"] = left


def _changed(
    folder: Folder, view: SheetView, told: str, change: Callable[[Entry], None], resolvers: Resolvers
) -> Change:
    with folder.changing():
        before = read_if_there(folder.mapping)
        mapping = dict(load_mapping(folder.mapping)) if before is not None else {}
        own = mapping.get(view.key, mapping.get(view.grid.name, mapping.get("*", {})))
        entry = {key: _copied(value) for key, value in own.items()}
        change(entry)
        entry = {key: value for key, value in entry.items() if value not in ({}, [])}
        after = {**mapping, view.key: entry}
        if not entry and view.grid.name not in mapping and "*" not in mapping:
            del after[view.key]
        check_mapping(after, folder.mapping.name)
        check_for_all(after, resolvers)
        contents = {folder.mapping: stated_text(after).encode("utf-8", "replace") if after else None}
        kept = folder.kept_mapping
        if before is not None and before != stated_text(mapping).encode("utf-8", "replace") and not kept.exists():
            contents[kept] = before
        return folder.change(told, contents)


def _copied(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value
