"""The list of tasks of a run: which of the tasks that were given stand beside a supplier or reason of today.

A supplier is the same where id and name agree, else where one supplier alone bears the name. A reason is the same where
its id is, else where one reason alone has its code and statement. No task is ever dropped: one that stands beside
nothing is kept with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.resolve.text import key
from supplychain_risk.review.rulings import plain
from supplychain_risk.review.tasks import State, Subject, Task


@dataclass(frozen=True, slots=True)
class Placed:
    """A task and what became of it: the id of its supplier or reason today ("" where there is none), and why."""

    task: Task
    state: State
    id: str
    why: str = ""


class Today:
    """The suppliers and reasons of a report, by id and by what they are called."""

    def __init__(self, suppliers: Mapping[str, Iterable[str]], reasons: Mapping[str, tuple[str, str]]) -> None:
        """`suppliers`: id → its names. `reasons`: id → code and statement."""
        self._suppliers = {plain(id_): (id_, {_name(name) for name in names}) for id_, names in suppliers.items()}
        self._reasons = set(reasons)
        self._by_name: dict[tuple[str, ...], list[str]] = {}
        for id_, names in self._suppliers.values():
            for name in sorted(names):
                self._by_name.setdefault((name,), []).append(id_)
        for id_, (code, statement) in reasons.items():
            self._by_name.setdefault((code, plain(statement)), []).append(id_)

    def place(self, task: Task) -> Placed:
        """Where a task belongs today, whatever other tasks there are."""
        return self._supplier(task) if task.subject is Subject.SUPPLIER else self._reason(task)

    def _supplier(self, task: Task) -> Placed:
        id_, names = self._suppliers.get(plain(task.id), ("", set[str]()))
        if id_ and _name(task.name) in names:
            return Placed(task, State.KEPT, id_)
        others = self._by_name.get((_name(task.name),), []) if task.name else []
        if len(others) == 1:
            why = f"it was written for id {task.id or 'none'}, and only {others[0]} bears the name today."
            return Placed(task, State.MOVED, others[0], why)
        if others:
            return Placed(task, State.SEVERAL, "", f"{', '.join(others[:5])} bear its supplier's name today.")
        if id_:
            return Placed(task, State.OTHER_NAME, "", f"the id {id_} is not called {task.name} in this report.")
        return Placed(task, State.GONE, "", "its supplier is not in this report.")

    def _reason(self, task: Task) -> Placed:
        if task.id in self._reasons:
            return Placed(task, State.KEPT, task.id)
        others = self._by_name.get((task.code, plain(task.name)), []) if task.code else []
        if len(others) == 1:
            why = f"it was written for reason {task.id or 'none'}, and {others[0]} has its code and statement."
            return Placed(task, State.MOVED, others[0], why)
        if others:
            return Placed(task, State.SEVERAL, "", f"{', '.join(others[:5])} have its code and statement.")
        return Placed(task, State.GONE, "", "its reason is not in this report.")


def _name(text: str) -> str:
    """A name as it is compared: case and punctuation aside; one of signs alone as it is written."""
    return key(plain(text)) or plain(text)


def place(tasks: Sequence[Task], today: Today) -> tuple[tuple[Placed, ...], tuple[Problem, ...]]:
    """What becomes of each task, and the notes on those that do not simply stay where they were.

    Of several tasks about one supplier or reason the last counts; one from a sheet of earlier tasks counts only where
    no other does, and one that another had replaced stays there.
    """
    once = {task.content: task for task in (*filter(_is_earlier, tasks), *_later(tasks))}
    placed: list[Placed] = []
    standing: dict[tuple[Subject, str], int] = {}
    for task in once.values():
        one = today.place(task)
        if task.state == State.SUPERSEDED:
            one = Placed(task, State.SUPERSEDED, "", "another task stood beside its supplier or reason.")
        elif one.state.stands:
            about = (task.subject, one.id)
            if about in standing:
                before = placed[standing[about]]
                why = f"the task in {task.cells[0]} counts for {one.id}."
                placed[standing[about]] = Placed(before.task, State.SUPERSEDED, "", why)
            standing[about] = len(placed)
        placed.append(one)
    return tuple(placed), tuple(_note(one) for one in placed if one.state not in (State.KEPT, one.task.state))


def _is_earlier(task: Task) -> bool:
    return bool(task.state)


def _later(tasks: Sequence[Task]) -> Iterable[Task]:
    return (task for task in tasks if not task.state)


_CODES: Mapping[State, str] = {
    State.MOVED: "task-under-another-id",
    State.GONE: "task-without-subject",
    State.OTHER_NAME: "task-other-name",
    State.SEVERAL: "task-name-not-unique",
    State.SUPERSEDED: "task-superseded",
}


def _note(one: Placed) -> Problem:
    task = one.task
    where = "stands beside it" if one.state.stands else "stands on the sheet Earlier tasks"
    return Problem(
        where=task.cells[0],
        code=_CODES[one.state],
        value=task.name,
        message=f"a task about the {task.subject.value} {where}: {one.why.rstrip('.')}",
        hint="Check that it belongs there." if one.state.stands else "Write it beside another, or delete it there.",
        fate=Fate.NOTE,
    )
