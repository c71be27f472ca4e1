"""What a report says: statements with what is behind them, or why there are none.

A statement about the user's supply chain always carries what is behind it: cells of the input, ids of findings or
reasons, or the part of `report.json` it is read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from supplychain_risk.report import words
from supplychain_risk.report.brief import Brief
from supplychain_risk.report.models import FindingEntry

MOST = 40
"""Statements told of one subject; a last one says how many more the report holds."""
MOST_CELLS = 4
"""Cells named behind a statement; the report holds all."""
MOST_HELD = 1_000
"""Cells, and ids, that a statement holds; of a larger list it is known how many more there are."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about the user's supply chain, and what is behind it.

    `cells` are `file!sheet!A1`; `ids` are ids of findings or reasons of the report; of both the first `MOST_HELD`.
    `parts` are paths into `report.json`, as `summary.suppliers`; `kinds` are codes of the kinds of finding in it.

    Raises:
        ValueError: nothing is behind it.
    """

    text: str
    cells: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    more_cells: int = field(default=0, init=False)
    """Cells behind it besides `cells`."""
    more_ids: int = field(default=0, init=False)
    """Ids behind it besides `ids`."""

    def __post_init__(self) -> None:
        for name, more in (("cells", "more_cells"), ("ids", "more_ids")):
            told = getattr(self, name)
            object.__setattr__(self, more, max(0, len(told) - MOST_HELD))
            object.__setattr__(self, name, told[:MOST_HELD])
        if not (self.cells or self.ids or self.parts):
            raise ValueError(f"nothing is behind the statement: {self.text}")

    @property
    def behind(self) -> str:
        """What is behind it, in short."""
        told = list(self.cells[:MOST_CELLS])
        if (cells := len(self.cells) + self.more_cells - MOST_CELLS) > 0:
            told.append(f"and {words.counted(cells, 'more cell')}")
        told += [f"id {id_}" for id_ in self.ids[:MOST_CELLS]]
        if (ids := len(self.ids) + self.more_ids - MOST_CELLS) > 0:
            told.append(f"and {words.counted(ids, 'more id')}")
        told += [f"report.json: {part}" for part in self.parts]
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says to a subject: statements, or why there are none."""

    statements: tuple[Statement, ...] = ()
    why_none: str = ""


Told = TypeVar("Told")


def bounded(
    told: Sequence[Told],
    tell: Callable[[Told], Statement],
    part: str,
    why_none: str,
    count: int | None = None,
) -> Answer:
    """Statements of the first, and how many more the report holds; `count` of them all, where these are the first."""
    if not told:
        return Answer(why_none=why_none)
    statements = tuple(map(tell, told[:MOST]))
    if (more := (len(told) if count is None else count) - MOST) > 0:
        return Answer((*statements, Statement(f"{more:,} more stand in the report.", parts=(part,))))
    return Answer(statements)


def on_cells(text: str, cells: tuple[str, ...], part: str) -> Statement:
    """A statement with the cells behind it; with the part of the report where the input has none."""
    return Statement(text, cells=cells, parts=() if cells else (part,))


def cells_of(entries: Iterable[Brief | FindingEntry]) -> tuple[str, ...]:
    """The cells behind some entries, each once."""
    return tuple(dict.fromkeys(cell for entry in entries for cell in entry.cells))


def names_and_more(first: Sequence[str], count: int) -> str:
    """The first names of companies, which may hold commas, and how many more there are than these."""
    more = f"; and {count - len(first):,} more" if count > len(first) else ""
    return "; ".join(first) + more
