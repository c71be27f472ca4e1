"""What workers do with the batches that Spark hands them: thin functions around the engine, one per step of a job."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from supplychain_risk.domain import CellRef, Method, Named, Problem, Reading, Resolution, Supplier
from supplychain_risk.intake.records import OwnershipRecord
from supplychain_risk.spark.described import described, problem_row, read_problem_row
from supplychain_risk.spark.judged import judged
from supplychain_risk.spark.run import Run
from supplychain_risk.spark.sheets import Sheet, link_row, supplier_row

_ROWS_OF_A_BATCH = 2_000
PARTITION_BITS = 33
"""Spark's `monotonically_increasing_id` has the partition above so many bits and the row in it below."""

Batches = Iterable[Any]


def name_mark(name: str, country: str | None, places: Sequence[str]) -> int:
    """A number that names that are looked up alike share; two others may, too, which costs a look-up and no more."""
    text = "\x1f".join((name, country or "", *places))
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def read(run: Any, sheet: Sheet, before: Mapping[int, int], schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Rows of a table → records. `before`: partition → rows of the partitions before it."""

    def work(batches: Batches) -> Iterator[Any]:
        given: Run = run.value
        for batch in batches:
            columns = [column.to_pylist() for column in batch.columns]
            ids, rows = columns[-1], list(zip(*columns[:-1], strict=True))
            numbers = [before[i >> PARTITION_BITS] + (i & ((1 << PARTITION_BITS) - 1)) + 2 for i in ids]
            yield from _batches(records(given, sheet, rows, numbers), schema)

    return work


def records(run: Run, sheet: Sheet, rows: Sequence[Sequence[Any]], numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Rows of a table, of which `numbers` are the rows in its sheet, as rows of what was read."""
    suppliers, links, owners, problems = run.reading.records(sheet, rows, numbers)
    of_cell: dict[CellRef, list[OwnershipRecord]] = {}
    for owner in owners:
        of_cell.setdefault(owner.child.cell, []).append(owner)
    for record in suppliers:
        if sheet.as_links:
            yield {"kind": "supplier", "refused": "the line names no buyer", "row": numbers[record.row - 2]}
            continue
        own = {v.cell for f in ("name", "supplier_id") for v in record.values.get(f, ())}
        yield supplier_row(record, [one for cell in sorted(own) for one in of_cell.get(cell, ())], run.headings)
    for link in links:
        yield link_row(link, run.headings)
    for place, problem in enumerate(problems):
        yield {"kind": "problem", **read_problem_row(problem, place)}


def describe(run: Any, as_codes: frozenset[tuple[str, str]], schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Rows that come supplier by supplier → suppliers."""

    def work(batches: Batches) -> Iterator[Any]:
        yield from _batches(described(_rows(batches), run.value, as_codes), schema)

    return work


def look_up(run: Any, schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Distinct names → marks of those that agree with an entity."""

    def work(batches: Batches) -> Iterator[Any]:
        index = run.value.screening.index
        found = (
            {"mark": name_mark(row["name"], row["country"], row["places"])}
            for row in _rows(batches)
            if index.match(row["name"], row["country"], row["places"])
        )
        yield from _batches(found, schema)

    return work


def look_up_ends(run: Any, schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Ends of the chain → keys of those whose name agrees with an entity."""

    def work(batches: Batches) -> Iterator[Any]:
        index = run.value.screening.index
        yield from _batches(({"key": r["key"]} for r in _rows(batches) if index.match(r["text"])), schema)

    return work


def judge(run: Any, known: Any, schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Whole chains → rows of the tables."""

    def work(batches: Batches) -> Iterator[Any]:
        yield from _batches(judged(_rows(batches), run.value, known.value), schema)

    return work


def tell_look_alikes(run: Any, schema: Any) -> Callable[[Batches], Iterator[Any]]:
    """Suppliers with what those that look alike have in common, together → problems."""

    def work(batches: Batches) -> Iterator[Any]:
        told: list[Problem] = []
        run.value.look_alikes.tell((_named(row) for row in _rows(batches)), told.append)
        rows = ({**problem_row(problem, 3, 0, place)} for place, problem in enumerate(told))
        yield from _batches(rows, schema)

    return work


def _named(row: Mapping[str, Any]) -> Supplier:
    """A supplier as far as its name and country."""
    cell = CellRef(*row["cell"])
    country = Reading(resolution=Resolution(raw=row["country"], method=Method.EXACT, code=row["country"]))
    return Supplier(
        id=row["id"],
        name=row["name"],
        names=(Named(text=row["name"], cells=(cell,)),),
        country=country if row["country"] else None,
        cells=(cell,),
    )


def _rows(batches: Batches) -> Iterator[Mapping[str, Any]]:
    return chain.from_iterable(batch.to_pylist() for batch in batches)


def _batches(rows: Iterable[Mapping[str, Any]], schema: Any) -> Iterator[Any]:
    import pyarrow as pa

    held: list[Mapping[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS_OF_A_BATCH:
            yield pa.RecordBatch.from_pylist(held, schema=schema)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=schema)
