"""Rows of suppliers, whole and together, as suppliers: what a worker does with a part of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from supplychain_risk.domain import Problem, Supplier
from supplychain_risk.intake.records import IntakeResult, LinkRecord, OwnershipRecord, SupplierRecord
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.listed import names_to_look_up
from supplychain_risk.loading.describe import Describer
from supplychain_risk.loading.identity import identifier_problems, linked_rows, supplier_ids
from supplychain_risk.loading.repeats import counts_cells
from supplychain_risk.report.entries import Shared, line_entries
from supplychain_risk.report.tables import LINES, Table
from supplychain_risk.resolve.text import key
from supplychain_risk.spark.run import Run
from supplychain_risk.spark.sheets import decode_kept, encode, row_of
from supplychain_risk.workbooks.text import printable

AT_ONCE = 5_000
"""Suppliers that a worker describes together: their rows are in memory."""
_OF_LINKS = ("supplier_id", "name", "other_name", "spend", "share", "commodity")
"""What connecting a supplier asks of its rows."""


class Described(msgspec.Struct, frozen=True):
    """A supplier with what connecting it asks of its rows."""

    supplier: Supplier
    rows: tuple[SupplierRecord, ...]
    owners: tuple[OwnershipRecord, ...] = ()


decode_described = msgspec.msgpack.Decoder(Described).decode
decode_case = msgspec.msgpack.Decoder(Case).decode


def described(rows: Iterable[Mapping[str, Any]], run: Run, as_codes: frozenset[tuple[str, str]]) -> Iterator[Any]:
    """Rows about suppliers, their lines and problems, of rows that come supplier by supplier (`owner`).

    Args:
        rows: of kind supplier or link, each with its owner: the key of the supplier that it is about.
        run: what the job was given.
        as_codes: sheets whose countries are written as codes.
    """
    owner, part = "", list[Mapping[str, Any]]()
    owners = 0
    for row in rows:
        if row["owner"] != owner:
            if owners >= AT_ONCE:
                yield from _part(part, run, as_codes)
                part, owners = [], 0
            owner, owners = row["owner"], owners + 1
        part.append(row)
    if part:
        yield from _part(part, run, as_codes)


def _part(rows: Sequence[Mapping[str, Any]], run: Run, as_codes: frozenset[tuple[str, str]]) -> Iterator[Any]:
    by_owner: dict[str, list[tuple[int, SupplierRecord, tuple[OwnershipRecord, ...]]]] = {}
    found_links: list[tuple[int, LinkRecord]] = []
    for row in rows:
        kept = decode_kept(row["payload"])
        if kept.supplier is not None:
            by_owner.setdefault(row["owner"], []).append((row["row"], kept.supplier, kept.owners))
        elif kept.link is not None:
            found_links.append((row["row"], kept.link))
    # In the order of the sheet, by which it is decided where a text that stands in many cells is told.
    sorted_groups = {owner: sorted(group, key=lambda one: one[0]) for owner, group in by_owner.items()}
    owners_in_order = sorted(sorted_groups, key=lambda owner: sorted_groups[owner][0][0])
    ordered = [sorted_groups[owner] for owner in owners_in_order]
    groups = [tuple(record for _, record, _ in group) for group in ordered]
    links = tuple(link for _, link in sorted(found_links, key=lambda one: one[0]))
    read = IntakeResult(tuple(r for group in groups for r in group), links, (), (), run.files)
    told: list[Problem] = []
    describer = Describer(run.resolvers, told.append, read, as_codes)
    # As load() does: before any supplier is described, row by row.
    in_order = sorted(((row, r) for group in ordered for row, r, _ in group), key=lambda one: one[0])
    for number, record in in_order:
        describer.country_code(record)
        for place, problem in enumerate((*told, *identifier_problems(record))):
            yield {"kind": "problem", **problem_row(problem, 1, number, place)}
        told.clear()
    ids = supplier_ids((group, _name(group), describer.country_code(group[0])) for group in groups)
    linked = linked_rows(groups, links)
    shared = Shared()
    for at, (owner, supplier_id, rows_of) in enumerate(zip(owners_in_order, ids, groups, strict=True)):
        group = sorted_groups[owner]
        told.clear()
        supplier = describer.supplier(supplier_id, rows_of, linked.get(at, ()))
        owners = tuple(one for _, _, some in group for one in some)
        first = group[0][0]
        yield {"kind": "supplier", "owner": owner, **_supplier(supplier, rows_of, owners, first, run)}
        for entry in line_entries(supplier, shared.of_next_supplier()):
            yield {"kind": "line", "line": table_row(LINES, entry)}
        for place, problem in enumerate(told):
            yield {"kind": "problem", **problem_row(problem, 2, first, place)}


def _name(rows: Sequence[SupplierRecord]) -> str:
    found = (row.first("name") or row.first("other_name") or row.first("supplier_id") for row in rows)
    return next((value.text for value in found if value), "")


def _supplier(
    supplier: Supplier, rows: Sequence[SupplierRecord], owners: tuple[OwnershipRecord, ...], first: int, run: Run
) -> dict[str, Any]:
    case = Case.of(supplier)
    slim = tuple(
        row.changed(values={f: v for f, v in row.values.items() if f in _OF_LINKS}, extra=(), answers=(), possible={})
        for row in rows
    )
    where = supplier.names[0].cells[0] if supplier.names and supplier.names[0].cells else supplier.cells[0]
    return {
        "id": supplier.id,
        "row": first,
        "readings": [encode(one) for one in case.readings(supplier)],
        "scored": encode(case.scored()),
        "names": [
            {"name": name, "country": country, "places": list(places)}
            for name, country, places in names_to_look_up(supplier, [owner.parent.text for owner in owners])
        ],
        "name": supplier.name,
        "called": key(supplier.name),
        "country": supplier.country_code or "",
        "look": run.look_alikes.mark(supplier.name, supplier.country_code or ""),
        "cell": list(where),
        "payload": encode(Described(supplier, slim, owners)),
    }


# --- rows of the tables that come out ----------------------------------------------------------------------------


def table_row(table: Table, entry: Any) -> dict[str, Any]:
    """A row of a table of the report."""
    row = {column.name: column.of(entry) for column in table.columns}
    return {name: printable(value) if isinstance(value, str) else value for name, value in row.items()}


def problem_row(problem: Problem, stage: int, row: int, place: int) -> dict[str, Any]:
    """A problem with what brings it in order: the stage of reading, the supplier's first row, its place there."""
    where = problem.where
    return {
        "problem": {
            "file": where.file,
            "sheet": where.sheet,
            "cell": where.cell,
            "code": problem.code,
            "value": printable(problem.value),
            "message": printable(problem.message),
            "hint": printable(problem.hint),
            "fate": problem.fate.value,
            "cells": problem.cells,
            "about": problem.about,
            "stage": stage,
            "row": row,
            "place": place,
            "counted": counts_cells(problem) and where.sheet == "suppliers",
        }
    }


def read_problem_row(problem: Problem, place: int) -> dict[str, Any]:
    """A problem of a row that gave no record, or of a value in it."""
    return problem_row(problem, 0, row_of(problem.where), place)
