"""Whether a list will fit into memory: told when its tables are found, before their rows are read.

A process that takes more memory than there is ends without a word on most systems. So what cannot fit is refused, and
what may not fit is warned of. What is refused is only what takes more than the process could have if all others gave up
theirs, reckoned by the least that rows were measured to take; whether it fits is otherwise found by trying.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterable, Iterator

from supplychain_risk import memory
from supplychain_risk.errors import InputError, LittleMemory
from supplychain_risk.intake.survey import Found, Survey

LEAST_TO_READ = 500
"""Bytes that reading takes at least for a row that names a supplier, beyond its cells, which are in memory by then.
Measured: 800 where one link is stated 300,000 times, 1,470 in a list of names and countries."""
MAY_TAKE_PER_ROW = 2_000
"""Bytes that reading and screening a row may take beyond its cells."""
MAY_TAKE_PER_SUPPLIER = 4_000
"""Bytes that a supplier may take beside (measured on 1,000,000 suppliers in 1,500,000 rows: 6,500 with its rows)."""
_NAMING = ("name", "supplier_id", "supplier_ref")
_NEXT = (
    "Give fewer files or rows at a time, or screen where there is more memory. A table of suppliers and one of lines "
    "can be screened with --engine spark, which puts on disk what does not fit (docs/spark.md)."
)


def see_that_it_fits(sheets: Iterable[Survey]) -> None:
    """Refuse tables whose rows cannot all be held, and warn (`LittleMemory`) of those that may not be screened.

    Raises:
        InputError: reading the rows takes more memory than this process can have.
    """
    bounds = memory.bounds()
    named = [_names(found, table) for found in sheets for table in found.tables] if bounds else []
    rows = sum(1 for names in named for _ in names())
    if not rows:
        return
    sure = min((bound for bound in bounds if bound.most is not None), key=lambda bound: bound.most or 0, default=None)
    if sure and sure.most is not None and rows * LEAST_TO_READ > sure.most:
        raise InputError(
            f"reading {rows:,} rows that name suppliers takes at least {_size(rows * LEAST_TO_READ)} of memory beside "
            f"what is taken already, and {sure.name} leaves {_size(sure.most)}",
            hint=_NEXT,
        )
    tight = min(bounds, key=lambda bound: bound.free)
    if rows * (MAY_TAKE_PER_ROW + MAY_TAKE_PER_SUPPLIER) <= tight.free:
        return
    total = rows * MAY_TAKE_PER_ROW + len({text for names in named for text in names()}) * MAY_TAKE_PER_SUPPLIER
    if total > tight.free:
        warnings.warn(
            f"screening {rows:,} rows that name suppliers may take about {_size(total)} of memory beside what is "
            f"taken already, and of {tight.name} {_size(tight.free)} are free: the system may end the run without a "
            f"word. {_NEXT}",
            LittleMemory,
            stacklevel=2,
        )


def _names(found: Survey, table: Found) -> Callable[[], Iterator[str]]:
    """What gives the texts that name suppliers, row by row; none of a table that names them in other columns."""
    columns = [column for field in _NAMING for column in table.plan.fields.get(field, ())[:1]]
    grid = table.part or (found.facts.grid if found.facts else found.grid)

    def texts() -> Iterator[str]:
        for row in itertools.islice(grid.rows, table.header.row + 1, table.end):
            text = next((row[column] for column in columns if column < len(row) and row[column]), "")
            if text:
                yield text

    return texts


def _size(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.0f} MB"
