"""What a run into the folder of a pack was given of it is kept; what people wrote and it was not given is not lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from supplychain_risk.audit.statement import REPORT, hashes_in_order, read_statement
from supplychain_risk.domain import Json
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.files import LARGEST, content_of, sha256_of
from supplychain_risk.report.json_format import refers_to_tables
from supplychain_risk.review.given import kept_name
from supplychain_risk.review.rulings import FILE_NAME as VERDICTS
from supplychain_risk.review.rulings import RulingFile
from supplychain_risk.review.tasks import NoTasks, Task, TaskFile, all_tasks, read_tasks

WORKBOOK = "report.xlsx"
_FILLED_IN = {"dispositions": VERDICTS, "tasks": WORKBOOK}
"""Part of a manifest that names files which people filled in → the workbook of a pack in which they do."""


def given_and_written_over(
    folder: Path, given: Iterable[RulingFile | TaskFile], manifest: Mapping[str, Json]
) -> dict[str, bytes]:
    """The files of a folder that a run was given and writes anew, as they are: name to keep them under → content.

    What the pack of an earlier run kept counts as well: it goes when that pack goes. An earlier report that refers to
    tables is not kept: it cannot be read without them.

    Args:
        folder: that the run writes into.
        given: workbooks of verdicts and tasks.
        manifest: of the run; it names the report that it was compared with.
    """
    wanted = {(file.name, file.sha256) for file in given if file.name in _FILLED_IN.values()}
    if compared := compared_with(manifest):
        wanted.add((REPORT, compared))
    kept = {}
    for name, digest in wanted:
        for path in (folder / name, folder / kept_name(name)):
            if path.is_file() and sha256_of(content := content_of(path, LARGEST)) == digest:
                kept[kept_name(name)] = content
    return {name: kept[name] for name in sorted(kept) if name != kept_name(REPORT) or not refers_to_tables(kept[name])}


def compared_with(manifest: Mapping[str, Json]) -> str:
    """The SHA-256 of the earlier report that a run was compared with; "" where it was with none."""
    part = manifest.get("since")
    return str(part.get("report")).removeprefix("sha256:") if isinstance(part, dict) else ""


def report_as_given(folder: Path, manifest: Mapping[str, Json], report: Path | None) -> Path | None:
    """The earlier report to make a pack again with: for that of its own folder, which it wrote anew, the one it kept.

    Args:
        folder: of the pack.
        manifest: of its run; it names the report that it was compared with.
        report: the one that a person names; None for none.
    """
    kept, wanted = folder / kept_name(REPORT), compared_with(manifest)
    is_its_own = report is None or report.resolve() in (folder.resolve(), (folder / REPORT).resolve())
    if is_its_own and wanted and kept.is_file() and sha256_of(content_of(kept, LARGEST)) == wanted:
        return kept
    return report


def as_given(folder: str | Path, part: str, files: Iterable[str | Path]) -> tuple[Path, ...]:
    """Files to make a pack again with: for a workbook of the pack that it wrote anew, the one that its run was given.

    A pack that kept such a workbook is made of it, so it is among them where nobody names it, too.

    Args:
        folder: of the pack.
        part: `dispositions` or `tasks`.
        files: those that a person names.

    Raises:
        MissingFile: the folder has no manifest.
        InputError: the manifest is none.
    """
    folder = Path(folder)
    paths = tuple(map(Path, files))
    workbook, kept = folder / _FILLED_IN[part], folder / kept_name(_FILLED_IN[part])
    stated = hashes_in_order(read_statement(folder).predicate, part)
    if not kept.is_file() or (digest := sha256_of(content_of(kept, LARGEST))) not in stated:
        return paths
    others = [path for path in paths if path.resolve() not in (workbook.resolve(), kept.resolve())]
    others.insert(stated.index(digest), kept)
    return tuple(others)


def kept_verdicts(*reports: Path) -> tuple[Path, ...]:
    """The files of verdicts that packs kept as their runs were given them.

    Args:
        reports: folders of packs; what is no folder has none.
    """
    paths = (report / kept_name(VERDICTS) for report in reports)
    return tuple(path for path in paths if path.is_file())


def refuse_to_lose_tasks(folder: Path, given: Sequence[TaskFile]) -> None:
    """Refuse a folder whose workbook holds tasks that a run was not given.

    A workbook that is as its manifest says is not opened: it holds the tasks that its run was given, and no other.

    Raises:
        InputError: there are such tasks, or the workbook was changed and cannot be read to keep them.
    """
    path = folder / WORKBOOK
    if not path.is_file():
        return
    digest = sha256_of(content_of(path, LARGEST))
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
    return set(hashes_in_order(stated.predicate, "tasks"))


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
