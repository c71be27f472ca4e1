"""What a report says of what people wrote: an entry per verdict and task, and the limit that cleared matches are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supplychain_risk.domain import Finding
from supplychain_risk.report.models import DispositionEntry, TaskEntry
from supplychain_risk.review.register import Register, State
from supplychain_risk.review.rulings import Key
from supplychain_risk.review.tasklist import Placed
from supplychain_risk.risk.reviewed import Findings, Matches, is_cleared


def disposition_entries(register: Register, found: Findings, matches: Matches) -> tuple[DispositionEntry, ...]:
    """Every verdict that was given and could be read, applied or not, with what became of it and why."""
    ids = _finding_ids(found, matches)
    entries = []
    for settled in register.settled:
        ruling, row = settled.ruling, settled.ruling.row
        if ruling.verdict is None or ruling.day is None:
            continue
        entries.append(
            DispositionEntry(
                finding=ids.get(row.key, "") if settled.state is not State.NO_MATCH else "",
                verdict=ruling.verdict.value,
                reason=row.reason,
                person=row.person,
                date=ruling.day,
                expires=ruling.until,
                list_edition=row.edition,
                state=settled.state.value,
                why=settled.why,
                supplier=row.supplier,
                supplier_name=row.supplier_name,
                list_name=row.list_name,
                entry=row.entry,
                listed_name=row.listed_name,
                where=str(ruling.where),
            )
        )
    return tuple(entries)


def _finding_ids(found: Findings, matches: Matches) -> Mapping[Key, str]:
    """What a verdict is about → id of the finding as the report shows it."""
    by_row: dict[tuple[str, str, str], str] = {}
    for findings in found.values():
        for finding in findings:
            by_row.setdefault(_place(finding), finding.id)
    return {key: by_row[_place(finding)] for key, (finding, _) in matches.by_key.items()}


def _place(finding: Finding) -> tuple[str, str, str]:
    return finding.supplier, finding.citations[0].dataset, finding.citations[0].row


def task_entries(tasks: Iterable[Placed]) -> tuple[TaskEntry, ...]:
    """Every task that was given, with what became of it and why."""
    return tuple(
        TaskEntry(
            subject=one.task.subject.value,
            id=one.id or one.task.id,
            name=one.task.name,
            code=one.task.code,
            owner=one.task.owner,
            status=status.value if (status := one.task.known_status) else None,
            status_written=one.task.status,
            due=one.task.day,
            due_written=one.task.due,
            comment=one.task.comment,
            state=one.state.value,
            why=one.why,
            cells=tuple(map(str, one.task.cells)),
        )
        for one in tasks
    )


def limits_of_review(found: Findings) -> tuple[str, ...]:
    """That matches were cleared, in a sentence; empty where none was."""
    cleared = sum(is_cleared(finding) for findings in found.values() for finding in findings)
    if not cleared:
        return ()
    what = "1 match with a list entry was" if cleared == 1 else f"{cleared} matches with list entries were"
    return (f"{what} cleared by reviewers; each is shown with who decided, when and why.",)
