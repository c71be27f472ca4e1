"""Long work of the desk, run in a process of its own: `python -m supplychain_risk.desk.work`.

It is told what to do as JSON on its standard input, and tells what it does as a line of JSON each on its standard
output: what is being done, how much of how much; at last what came of it. So a run that is called off is a process
that is ended, and leaves what a killed `supplychain-risk screen` leaves: the old pack or the new one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supplychain_risk.files import LARGEST, content_of

if TYPE_CHECKING:
    from supplychain_risk.assess import Assessment
    from supplychain_risk.audit.statement import Statement
    from supplychain_risk.desk.folder import Folder

_REPORT = "report.json"
Tell = Callable[[Mapping[str, Any]], None]


def main() -> int:
    """Do what standard input says."""
    from supplychain_risk.errors import SupplyChainRiskError

    told = json.loads(sys.stdin.read())
    out = sys.stdout

    def tell(what: Mapping[str, Any]) -> None:
        out.write(json.dumps(what) + "\n")
        out.flush()

    try:
        tell({"result": JOBS[told["job"]](Path(told["folder"]), told, tell)})
    except SupplyChainRiskError as error:
        tell({"error": str(error), "hint": error.hint})
        return 2
    except BrokenPipeError:  # the desk is gone, and nobody waits for this any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        return 2
    return 0


def _screen(root: Path, told: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Screen the inputs into the pack, and keep the pack that was there, for the comparison."""
    from supplychain_risk.desk.folder import Folder
    from supplychain_risk.desk.packs import content_of_pack, keep

    folder = Folder(root)
    assessment = _assessed(folder, told, tell, _verdicts_to_give(folder), _tasks_to_give(folder))
    tell({"what": "Writing the report", "done": 0, "total": 0})
    before = content_of_pack(folder.pack)
    notes: list[str] = []
    assessment.write(folder.pack, formats=told["formats"], force=bool(told.get("force")), tell=notes.append)
    if before and before.get(_REPORT) != content_of_pack(folder.pack).get(_REPORT):
        keep(before, folder.earlier)
    summary = assessment.document.summary
    return {
        "suppliers": summary.suppliers,
        "findings": summary.findings,
        "matches": len(assessment.register.rows),
        "levels": dict(summary.by_due_diligence),
        "notes": notes,
    }


def _verify(root: Path, told: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Make the pack again from its inputs, and compare it byte by byte."""
    import supplychain_risk as scr
    from supplychain_risk.audit.statement import read_statement
    from supplychain_risk.desk.folder import Folder
    from supplychain_risk.desk.packs import was_given

    folder = Folder(root)
    stated = read_statement(folder.pack)
    parameters = stated.predicate.get("parameters")
    made = parameters if isinstance(parameters, dict) else {}
    of_run = {"company": str(made.get("company", ""))}
    if made.get("as_of_basis") == "given":
        of_run["as_of"] = str(made.get("as_of"))
    tasks = [folder.given_tasks] if was_given(folder.given_tasks, stated, "tasks") else []
    again = _assessed(folder, of_run, tell, _verdicts_given(folder, stated), tasks)
    tell({"what": "Comparing with the pack", "done": 0, "total": 0})
    return {"differs": list(scr.verify(folder.pack, again))}


def _verdicts_to_give(folder: Folder) -> list[Path]:
    """The verdicts for a run, put aside as they are given to it; none where nobody has said anything."""
    from supplychain_risk.desk.folder import read_if_there, write_whole
    from supplychain_risk.desk.reviewing import has_verdicts

    with folder.changing():
        content = read_if_there(folder.dispositions) if has_verdicts(folder) else None
        if content is None:
            folder.given.unlink(missing_ok=True)
            return []
        folder.given.parent.mkdir(exist_ok=True)
        write_whole(folder.given, content)
    return [folder.given]


def _tasks_to_give(folder: Folder) -> list[Path]:
    """The tasks for a run, put aside as they are given to it; none where nobody has written any."""
    from supplychain_risk.desk.choosing import tasks_to_give
    from supplychain_risk.desk.folder import write_whole

    with folder.changing():
        path = tasks_to_give(folder)
        if path is None:
            folder.given_tasks.unlink(missing_ok=True)
            return []
        if path != folder.given_tasks:
            folder.given_tasks.parent.mkdir(exist_ok=True)
            write_whole(folder.given_tasks, content_of(path, LARGEST))
    return [folder.given_tasks]


def _verdicts_given(folder: Folder, stated: Statement) -> list[Path]:
    """The verdicts that the run of the pack was given, as far as they are still there."""
    from supplychain_risk.desk.packs import was_given

    for path in (folder.given, folder.dispositions):
        if was_given(path, stated, "dispositions"):
            return [path]
    return [folder.dispositions] if stated.predicate.get("dispositions") and folder.dispositions.is_file() else []


def _assessed(
    folder: Folder, told: Mapping[str, Any], tell: Tell, verdicts: list[Path], tasks: list[Path]
) -> Assessment:
    import supplychain_risk as scr
    from supplychain_risk.desk.choosing import list_folders, policy_of

    def progress(what: str, done: int, total: int) -> None:
        tell({"what": what, "done": done, "total": total})

    policy = policy_of(folder)
    network = scr.load(
        list(folder.paths()),
        company=str(told.get("company", "")),
        mapping=folder.mapping if folder.mapping.is_file() else None,
        fixes=[folder.fixes] if folder.fixes.is_file() else (),
        policy=policy,
        progress=progress,
    )
    return scr.screen(
        network,
        as_of=told.get("as_of") or None,
        policy=policy,
        lists=list_folders(folder),
        dispositions=verdicts,
        tasks=tasks,
        progress=progress,
    )


JOBS: Mapping[str, Callable[[Path, Mapping[str, Any], Tell], dict[str, Any]]] = {"screen": _screen, "verify": _verify}
"""What can be asked for."""


if __name__ == "__main__":
    sys.exit(main())
