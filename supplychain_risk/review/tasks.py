"""Tasks: who sees to a supplier or a reason, how far it is, until when. Written into `report.xlsx` and read back.

The columns stand on the sheets of suppliers and of reasons; the sheet Earlier tasks holds those whose supplier or
reason is not there any more. An empty row is no task.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import InputError
from supplychain_risk.files import file_content
from supplychain_risk.intake import limits
from supplychain_risk.intake.filledin import columns_of, grids_of, heading_row, rows_below
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.resolve.text import key
from supplychain_risk.review.given import given_as
from supplychain_risk.review.rulings import day_of, plain


class Status(StrEnum):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    ACCEPTED = "accepted"
    """Nothing more is done about it, by decision; the comment says why."""


class Subject(StrEnum):
    """What a task is about. One about a supplier stands above one about a reason of that supplier."""

    SUPPLIER = "supplier"
    REASON = "reason"


class State(StrEnum):
    """What became of a task that was given to a run."""

    KEPT = "kept"
    """It stands beside its supplier or reason."""
    MOVED = "kept under another id"
    """Its supplier was found by its name, or its reason by code and statement."""
    GONE = "gone"
    """No supplier or reason of this report is the one it was written for."""
    OTHER_NAME = "same id, another name"
    """The id belongs to another company in this report."""
    SEVERAL = "several of the name"
    SUPERSEDED = "another task counts"
    """Another task about the same supplier or reason stands beside it."""

    @property
    def stands(self) -> bool:
        """Whether the task stands beside its supplier or reason, and not on the sheet of earlier tasks."""
        return self in (State.KEPT, State.MOVED)


HEADINGS: Mapping[str, str] = {"owner": "Owner", "status": "Status", "due": "Due", "comment": "Comment"}
"""Field of a task → heading of its column: what an analyst fills in."""
SUPPLIER_HEADINGS: Mapping[str, str] = {"id": "Id", "name": "Name"}
REASON_HEADINGS: Mapping[str, str] = {"id": "Reason", "code": "Code", "name": "Statement"}
EARLIER_HEADINGS: Mapping[str, str] = {
    "subject": "About",
    "id": "Id",
    "code": "Code",
    "name": "Name or statement",
    **HEADINGS,
    "state": "What became of it",
}
EARLIER_SHEET = "Earlier tasks"
_KINDS: tuple[tuple[Subject | None, Mapping[str, str]], ...] = (
    (None, EARLIER_HEADINGS),
    (Subject.REASON, {**REASON_HEADINGS, **HEADINGS}),
    (Subject.SUPPLIER, {**SUPPLIER_HEADINGS, **HEADINGS}),
)
_HINT = "Give the report.xlsx that `screen` wrote, with its columns of tasks."


class NoTasks(InputError):
    """A workbook without columns of tasks: of an older release, or no report."""


@dataclass(frozen=True, slots=True)
class Task:
    """A row with anything in its columns of tasks, as written, and what it is about."""

    subject: Subject
    id: str
    name: str
    """Of a supplier its name, of a reason its statement."""
    code: str
    """Of a reason its code; "" for a supplier."""
    owner: str
    status: str
    due: str
    comment: str
    cells: tuple[CellRef, ...]
    """Those that are filled in."""
    state: str = ""
    """What became of it in an earlier run, if it stood on the sheet of earlier tasks."""

    @property
    def content(self) -> tuple[str, ...]:
        """What it says of what; two rows with equal content are one task."""
        about = (self.subject.value, plain(self.id), plain(self.name), self.code)
        return (*about, self.owner, self.status, self.due, self.comment)

    @property
    def known_status(self) -> Status | None:
        """Its status; None where it has none, or one that nobody knows."""
        said = key(self.status)
        return next((status for status in Status if key(status) == said), None)

    @property
    def day(self) -> date | None:
        """Its day; None where it has none, or one that cannot be read."""
        return day_of(self.due)


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A report workbook: its tasks, and the problems of their cells."""

    name: str
    sha256: str
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]


def read_tasks(path: Path) -> TaskFile:
    """Read the tasks of a report workbook.

    Raises:
        MissingFile: there is no such file.
        InputError: it is no workbook, or has no sheet with the columns of tasks.
    """
    content = file_content(path, _HINT, most=limits.most("file_bytes"), what="the tasks")
    known = {heading for _, headings in _KINDS for heading in headings.values()}
    grids = grids_of(content, given_as(path), known, "report with tasks", _HINT)
    tables = [(grid, *found) for grid in grids if (found := _kind(grid)) is not None]
    if not tables:
        wanted = ", ".join(HEADINGS.values())
        raise NoTasks(
            f"this is no report with tasks: no sheet of suppliers or reasons has the columns {wanted}",
            where=path.name,
            hint=_HINT,
        )
    tasks = tuple(task for table in tables for task in _tasks(*table))
    problems = tuple(problem for task in tasks for problem in _problems(task))
    return TaskFile(given_as(path).name, hashlib.sha256(content).hexdigest(), tasks, problems)


def task_columns(grid: Grid) -> dict[int, str]:
    """Number of each column of tasks of a report's sheet → its field; empty where the first row has not all of them."""
    found = _kind(grid)
    if found is None or found[2] != 0:
        return {}
    fields = {key(heading): name for name, heading in HEADINGS.items()}
    return {number: fields[key(text)] for number, text in enumerate(grid.rows[0]) if key(text) in fields}


def _kind(grid: Grid) -> tuple[Subject | None, Mapping[str, str], int] | None:
    for subject, headings in _KINDS:
        row = heading_row(grid, headings.values())
        if row is not None:
            return subject, headings, row
    return None


def _tasks(grid: Grid, subject: Subject | None, headings: Mapping[str, str], start: int) -> Iterator[Task]:
    columns = columns_of(grid, start, headings)
    for number, values in rows_below(grid, start, columns):
        filled = [name for name in HEADINGS if values[name]]
        if not filled:
            continue
        about = subject or (Subject.REASON if key(values["subject"]) == key(Subject.REASON) else Subject.SUPPLIER)
        yield Task(
            subject=about,
            id=values["id"],
            name=values["name"],
            code=values.get("code", ""),
            **{name: values[name] for name in HEADINGS},
            cells=tuple(
                CellRef(grid.file, grid.name, f"{column_letters(columns[name])}{number + 1}") for name in filled
            ),
            state=values.get("state", ""),
        )


def _problems(task: Task) -> Iterator[Problem]:
    filled = [name for name in HEADINGS if getattr(task, name)]
    where = dict(zip(filled, task.cells, strict=True))
    kept = "it is kept as it is written"
    if task.status and task.known_status is None:
        yield Problem(
            where=where["status"],
            code="task-status-unknown",
            value=task.status,
            message=f"this is no status of a task; {kept}",
            hint=f"Write one of: {', '.join(Status)}.",
            fate=Fate.VALUE_NOT_USED,
        )
    if task.due and task.day is None:
        yield Problem(
            where=where["due"],
            code="task-date-unclear",
            value=task.due,
            message=f"this is no date; {kept}",
            hint="Write it as YYYY-MM-DD.",
            fate=Fate.VALUE_NOT_USED,
        )


def all_tasks(files: Sequence[TaskFile]) -> tuple[Task, ...]:
    """The tasks of several files, in order."""
    return tuple(task for file in files for task in file.tasks)
