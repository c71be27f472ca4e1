"""The columns of tasks on Suppliers and Reasons, to be filled in and read back, and the sheet Earlier tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from supplychain_risk.report import words
from supplychain_risk.report.models import Document, TaskEntry
from supplychain_risk.review.tasks import EARLIER_HEADINGS, HEADINGS, State, Status, Subject
from supplychain_risk.workbooks.cells import Value
from supplychain_risk.workbooks.sheet import Column, Sheet

_SHAPES: Mapping[str, tuple[float, str]] = {
    "owner": (14, "answer"),
    "status": (11, "answer"),
    "due": (11, "answer day"),
    "comment": (24, "answer"),
    "subject": (10, "bold"),
    "id": (15, "text"),
    "code": (24, "text"),
    "name": (50, "text"),
    "state": (18, "text"),
}
"""Field → width and style of its column."""
COLUMNS = tuple(Column(HEADINGS[name], *_SHAPES[name]) for name in HEADINGS)
EMPTY: tuple[Value, ...] = (None,) * len(COLUMNS)
_EARLIER = (*(Column(text, *_SHAPES[name]) for name, text in EARLIER_HEADINGS.items()), Column("Why", 50))
_CELLS = Column("Cells", 40)
_FIRST_DUE = date(2000, 1, 1)
"""Excel asks for a bound; no task is older."""


def beside(document: Document, subject: Subject) -> dict[str, tuple[Value, ...]]:
    """Id of a supplier or reason → what its columns of tasks hold, as far as it has a task."""
    return {
        task.id: _values(task) for task in document.tasks if task.subject == subject.value and State(task.state).stands
    }


def _values(task: TaskEntry) -> tuple[Value, ...]:
    return (task.owner, task.status or task.status_written, task.due or task.due_written, task.comment)


def open_columns(sheet: Sheet, columns: Sequence[Column], rows: int) -> None:
    """Make the columns of tasks of a sparse table ready to be filled in: their look, the words of status, the days."""
    at = {column.title: number for number, column in enumerate(columns)}
    first = at[HEADINGS["owner"]]
    last = max(1, rows)
    for number, column in enumerate(COLUMNS, first):
        sheet.sheet.set_column(number, number, column.width, sheet.styles[f"{column.style} typed"])
    status, due = at[HEADINGS["status"]], at[HEADINGS["due"]]
    words_known = ", ".join(Status)
    sheet.sheet.data_validation(
        1,
        status,
        last,
        status,
        {
            "validate": "list",
            "source": [known.value for known in Status],
            "error_title": "No status",
            "error_message": f"Pick one of: {words_known}.",
        },
    )
    sheet.sheet.data_validation(
        1,
        due,
        last,
        due,
        {
            "validate": "date",
            "criteria": ">=",
            "value": _FIRST_DUE,
            "error_title": "No date",
            "error_message": "Write a date, as YYYY-MM-DD.",
        },
    )


def earlier(sheet: Sheet, document: Document) -> None:
    """One row per task whose supplier or reason is not there, or beside which another stands. It is read back, too."""
    left = [task for task in document.tasks if not State(task.state).stands]
    columns = (*_EARLIER, _CELLS)
    styles, widths = [column.style for column in columns], [column.width for column in columns]
    sheet.table(columns, len(left), frozen=1, printed=len(_EARLIER))
    for task in left:
        if sheet.full(len(left)):
            return
        about = (task.subject, task.id, task.code, task.name)
        sheet.line((*about, *_values(task), task.state, task.why, words.several(task.cells)), styles, widths)
