"""What people wrote into a report's workbook is not written over."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from supplychain_risk.audit.statement import read_statement
from supplychain_risk.domain import Json
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.files import LARGEST, content_of
from supplychain_risk.review.tasks import NoTasks, Task, TaskFile, all_tasks, read_tasks

WORKBOOK = "report.xlsx"


def refuse_to_lose_tasks(folder: Path, given: Sequence[TaskFile]) -> None:
    """Refuse a folder whose workbook holds tasks that a run was not given.

    A workbook that is as its manifest says is not opened: it holds the tasks that its run was given, and no other.

    Raises:
        InputError: there are such tasks, or the workbook was changed and cannot be read to keep them.
    """
    path = folder / WORKBOOK
    if not path.is_file():
        return
    digest = hashlib.sha256(content_of(path, LARGEST)).hexdigest()
    known = {file.sha256 for file in given}
    if digest in known or _written_with(folder, digest) <= known:
        return
    others = _missing(path, given)
    if not others:
        return
    what = "1 task that was" if len(others) == 1 else f"{len(others)} tasks that were"
    raise InputError(
        f"holds {what} not given to this run, and would be written over (the first in {others[0].cells[0]})",
        where=str(path),
        hint=f"Give it with --tasks {path}, so that they are carried on; or move it away, or name another --out.",
    )


def _written_with(folder: Path, digest: str) -> set[str]:
    """Hashes of the task files that went into the workbook, if it is as its manifest says; else what none can have."""
    try:
        stated = read_statement(folder)
    except SupplyChainRiskError:
        return {""}
    if all(one.name != WORKBOOK or one.digest.get("sha256") != digest for one in stated.subject):
        return {""}
    part: Json = stated.predicate.get("tasks")
    files = part if isinstance(part, list) else []
    return {str(one.get("sha256")).removeprefix("sha256:") for one in files if isinstance(one, dict)}


def _missing(path: Path, given: Sequence[TaskFile]) -> list[Task]:
    """Tasks of a workbook that are not among those given; none where it has no columns of tasks."""
    try:
        there = read_tasks(path).tasks
    except InputError as error:
        if isinstance(error, NoTasks):
            return []
        raise InputError(
            f"would be written over, and cannot be read to keep the tasks in it ({error.message})",
            where=str(path),
            hint="Move it away, or name another folder with --out.",
        ) from error
    known = {task.content for task in all_tasks(given)}
    return [task for task in there if task.content not in known]
