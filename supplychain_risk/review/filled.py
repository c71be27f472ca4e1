"""Which cells of a report's workbook were filled in or changed since it was made.

What people write into its columns of tasks is expected; a level, a sentence or any other cell that reads otherwise is
not, and is told apart from it. Cells are compared by what they read as; what hides, covers or shows them otherwise is
told besides (`sight`). Rows may stand in another order on sheets with columns of tasks, since tables are there to be
sorted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from urllib.parse import urldefrag

from supplychain_risk.errors import SupplyChainRiskError
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.workbook import read_workbook
from supplychain_risk.review.sight import unseen
from supplychain_risk.review.tasks import EARLIER_SHEET, HEADINGS, task_columns


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that reads otherwise; `where` as `Suppliers!A2`."""

    where: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.where} read {_quoted(self.before)} and reads {_quoted(self.now)}"


@dataclass(frozen=True, slots=True)
class Filled:
    """What of a workbook is not as it was made."""

    tasks: tuple[str, ...]
    """Cells in columns of tasks that read otherwise."""
    sorted: tuple[str, ...]
    """Sheets whose rows are the same, in another order."""
    earlier_deleted: int
    """Rows that are gone from the sheet of earlier tasks, where rows may be deleted."""
    cells: tuple[Change, ...]
    """All other cells that read otherwise."""
    more: tuple[str, ...]
    """What else is not as it was made, in sentences: sheets, rows, formulas, addresses, parts of the file."""
    unseen: tuple[str, ...] = ()
    """What is hidden, covered, unreadable or led elsewhere, in sentences."""

    @property
    def is_tasks_only(self) -> bool:
        """Whether nothing but columns of tasks was written in, and rows at most sorted; some may be hidden."""
        return bool(self.tasks or self.earlier_deleted) and not self.cells and not self.more


def filled(made: bytes, found: bytes, name: str) -> Filled:
    """What of a workbook is not as it was made.

    Args:
        made: the workbook as it was written.
        found: as it is now; one that cannot be read says so in `more`.
        name: of the file, for messages.
    """
    before, _ = read_workbook(made, "xlsx", name)
    try:
        now, problems = read_workbook(found, "xlsx", name)
        more = [f"{problem.where}: {problem.message}." for problem in problems]
        more += _parts(made, found)
        there, here = ({grid.name: grid for grid in grids} for grids in (before, now))
        hidden = unseen(made, found, there, here, name)
    except (SupplyChainRiskError, zipfile.BadZipFile, OSError, ValueError) as error:
        said = error.message if isinstance(error, SupplyChainRiskError) else str(error)
        return Filled((), (), 0, (), (f"It cannot be read, so that what was changed cannot be told ({said}).",))
    more += [f"The sheet {sheet} is gone." for sheet in there if sheet not in here]
    more += [f"The sheet {sheet} is not of this report." for sheet in here if sheet not in there]
    tasks: list[str] = []
    ordered: list[str] = []
    cells: list[Change] = []
    deleted = 0
    for sheet, grid in there.items():
        if sheet not in here:
            continue
        if grid.hidden != here[sheet].hidden:
            more.append(f"The sheet {sheet} is {'hidden' if here[sheet].hidden else 'no longer hidden'}.")
        one = _Sheet(grid, here[sheet])
        tasks += one.tasks
        ordered += [sheet] * one.is_sorted
        cells += one.cells
        deleted += one.deleted
    return Filled(tuple(tasks), tuple(ordered), deleted, tuple(cells), tuple(more), hidden)


class _Sheet:
    """A sheet as it was made and as it is, compared."""

    def __init__(self, made: Grid, found: Grid) -> None:
        self.is_sorted = False
        self.deleted = 0
        self.cells: list[Change] = []
        self.tasks: list[str] = []
        columns = task_columns(made)
        changes = list(_changes(made.rows, found.rows))
        others = [change for change in changes if change[1] not in columns or change[0] == 0]
        if others and columns:
            before, now = (Counter(_row(row, columns) for row in grid.rows[1:]) for grid in (made, found))
            before[()], now[()] = 0, 0  # rows in which nothing but a task stands are none of the report's
            gone, new = before - now, now - before
            if not new and (not gone or made.name == EARLIER_SHEET) and not any(row == 0 for row, *_ in others):
                self.deleted = gone.total()
                self.is_sorted = not gone
                self.tasks = list(_moved(made, found, columns))
                return
        self.cells = [Change(_at(made.name, row, column), one, other) for row, column, one, other in others]
        self.tasks = [_at(made.name, row, column) for row, column, *_ in changes if column in columns and row]


def _moved(made: Grid, found: Grid, columns: Mapping[int, str]) -> Iterator[str]:
    """Cells of tasks that are not as they were made in the row that says the same otherwise."""
    there: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for row in made.rows[1:]:
        there.setdefault(_row(row, columns), []).append(_tasks(row, columns))
    for number, row in enumerate(found.rows[1:], 1):
        known = there.get(_row(row, columns), [])
        task = _tasks(row, columns)
        if task in known:
            known.remove(task)
            continue
        before = known.pop(0) if known else ("",) * len(columns)
        for column, one, other in zip(columns, before, task, strict=True):
            if one != other:
                yield _at(found.name, number, column)


def _tasks(row: Sequence[str], columns: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(row[column] if column < len(row) else "" for column in columns)


def _row(row: Sequence[str], columns: Mapping[int, str]) -> tuple[str, ...]:
    """What a row says beside its columns of tasks, without empty cells at its end; long fractions rounded."""
    kept = ["" if number in columns else _rounded(text) for number, text in enumerate(row)]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _changes(made: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str, str]]:
    for number in range(max(len(made), len(found))):
        before = made[number] if number < len(made) else ()
        now = found[number] if number < len(found) else ()
        if before == now:
            continue
        for column in range(max(len(before), len(now))):
            one = before[column] if column < len(before) else ""
            other = now[column] if column < len(now) else ""
            if one != other and not _is_same_fraction(one, other):
                yield number, column, one, other


_FRACTION = re.compile(r"-?\d+\.\d{11,}")
"""A number with more digits than a program that saves the workbook again need keep."""


def _is_same_fraction(one: str, other: str) -> bool:
    return bool(_FRACTION.fullmatch(one) and _FRACTION.fullmatch(other)) and isclose(
        float(one), float(other), rel_tol=1e-11
    )


def _rounded(text: str) -> str:
    return f"{float(text):.11g}" if _FRACTION.fullmatch(text) else text


def _at(sheet: str, row: int, column: int) -> str:
    return f"{sheet}!{column_letters(column)}{row + 1}"


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"'{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}'" if text else "nothing"


_SHOWN = 60
"""Characters of a cell that a message shows."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_TARGET = re.compile(rb'Target="([^"]*)"[^>]*TargetMode="External"|TargetMode="External"[^>]*Target="([^"]*)"')
_ACTS: Mapping[str, str] = {
    "vbaproject": "macros",
    "macrosheets": "macros",
    "externallinks": "links to other workbooks",
    "connections": "connections to data",
    "querytables": "connections to data",
    "embeddings": "embedded files",
    "activex": "controls",
    "ctrlprops": "controls",
    "comments": "notes on cells",
    "threadedcomments": "notes on cells",
}
"""How the name of a part, or of its folder, begins → what it brings in. No workbook of ours has any of them."""


def _parts(made: bytes, found: bytes) -> Iterator[str]:
    """What the file holds that reads as no cell: formulas, addresses of links, parts that act."""
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(io.BytesIO(found)) as now:
        steps = {step for name in now.namelist() for step in name.lower().split("/")}
        words = {word for part, word in _ACTS.items() if any(step.startswith(part) for step in steps)}
        yield from (f"It holds {word}." for word in sorted(words))
        sheets = [name for name in now.namelist() if name.lower().startswith("xl/worksheets/")]
        if any(_FORMULA.search(now.read(name)) for name in sheets if name.lower().endswith(".xml")):
            yield "It holds formulas; the report has none."
        for address in sorted(_addresses(now) - _addresses(before)):
            yield f"A link leads to {address}; no link of the report does."


def _addresses(archive: zipfile.ZipFile) -> set[str]:
    """Addresses outside the workbook to which links of its sheets lead, without what stands behind `#`."""
    found = set()
    for name in archive.namelist():
        if name.lower().startswith("xl/worksheets/_rels/"):
            for pair in _TARGET.findall(archive.read(name)):
                found.add(urldefrag(b"".join(pair).decode("utf-8", "replace"))[0].rstrip("/"))
    return found


def told(found: Filled) -> Iterator[str]:
    """What of a workbook is not as it was made, and what to do, in sentences."""
    columns = ", ".join(HEADINGS.values())
    if found.is_tasks_only:
        only = f"Only columns of tasks were filled in or changed ({columns}): {_counted(found)}."
        if found.unseen:
            yield f"Of the cells, {only[0].lower()}{only[1:]} But not all is shown as it was made:"
            yield from _first(found.unseen)
            yield "Show all again, or open report.html, before anybody relies on what this workbook shows."
        else:
            yield only
            yield f"Every other cell reads as it was made. {_LOOKED_AT}"
        yield (
            "To keep the tasks, copy the workbook to another folder and screen again with --tasks and the copy: they "
            "then stand in the new pack, and are part of what it verifies."
        )
    elif found.cells or found.more:
        if found.cells:
            shown = "; ".join(map(str, found.cells[:_NAMED]))
            rest = f"; and {len(found.cells) - _NAMED:,} more" if len(found.cells) > _NAMED else ""
            yield f"Cells that are no tasks read otherwise: {len(found.cells):,}. {shown}{rest}."
        yield from _first(found.more)
        yield from _first(found.unseen)
        if found.tasks or found.earlier_deleted:
            yield f"Columns of tasks ({columns}) differ, too: {_counted(found)}."
    elif found.unseen:
        yield "Every cell reads as it was made, but not all is shown as it was made:"
        yield from _first(found.unseen)
    else:
        yield f"Every cell reads as it was made; the file was saved again. {_LOOKED_AT}"
    for sheet in found.sorted:
        yield f"The rows of {sheet} are the same and stand in another order."


_LOOKED_AT = (
    "Nothing was found that hides or covers cells, shows them otherwise or leads their links elsewhere; other formats "
    "were not compared."
)


def _first(sentences: Sequence[str]) -> Iterator[str]:
    """The first sentences, and how many more there are."""
    yield from sentences[:_NAMED]
    if len(sentences) > _NAMED:
        yield f"And {len(sentences) - _NAMED:,} more of the kind."


_NAMED = 10
"""Changes that are named one by one."""


def _counted(found: Filled) -> str:
    said = []
    if found.tasks:
        number = len(found.tasks)
        first = f", the first in {found.tasks[0]}" if number > 1 else f", {found.tasks[0]}"
        said.append(f"{number:,} cell{'' if number == 1 else 's'}{first}")
    if found.earlier_deleted:
        number = found.earlier_deleted
        said.append(f"{number:,} row{'' if number == 1 else 's'} deleted on the sheet {EARLIER_SHEET}")
    return "; ".join(said)
