"""What the formats for reading gather from the document: ways to the company, problems by code, ages of the lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from supplychain_risk.domain import DueDiligence, Ground
from supplychain_risk.report.models import Document, FindingEntry, ProblemEntry, SupplierEntry
from supplychain_risk.report.page_groups import PageGroup


class Ways:
    """The way of each supplier to the company that best shows why it calls for what it does."""

    def __init__(self, document: Document) -> None:
        self._findings = {f.id: f for f in document.findings}
        self._held = _ways_from_holds(document, self._findings)

    def of(self, supplier: SupplierEntry, group: PageGroup) -> tuple[str, ...]:
        """Ids from a supplier to the company; where a hold upstream decides, from that hold. Empty where none is known.

        Args:
            supplier: one of the group's.
            group: what decides its level; the shortest path of that finding is taken, else of any of its findings.
        """
        held = self._held.get(supplier.id) if group.ground is Ground.UPSTREAM else None
        return held or _shortest(supplier, group.reasons, self._findings)


def _shortest(
    supplier: SupplierEntry, reasons: Collection[str], findings: Mapping[str, FindingEntry]
) -> tuple[str, ...]:
    own = [findings[i] for i in supplier.findings]
    deciding = [f for f in own if f.reason.id in reasons] or own
    paths = [path for f in deciding for path in f.paths]
    return min(paths, key=len) if paths else supplier.exposure.worst_path


def _ways_from_holds(document: Document, findings: Mapping[str, FindingEntry]) -> dict[str, tuple[str, ...]]:
    """Id → the shortest known way from a supplier on hold to the company that leads through it."""
    found: dict[str, tuple[str, ...]] = {}
    for supplier in document.suppliers:
        if supplier.due_diligence is not DueDiligence.HOLD:
            continue
        paths = {path for i in supplier.findings for path in findings[i].paths if path[0] == supplier.id}
        for path in sorted(paths, key=lambda path: (len(path), path)):
            for node in path[1:]:
                if node not in found or len(path) < len(found[node]):
                    found[node] = path
    return found


@dataclass(frozen=True)
class Lists:
    """Age and completeness of the tables, in numbers; the days are empty where no table was read."""

    count: int
    oldest: str
    newest: str
    incomplete: int


def lists(document: Document) -> Lists:
    """Of the tables that the report was made with."""
    dated = sorted(t.data_date for t in document.sources)
    return Lists(
        count=len(dated),
        oldest=dated[0].isoformat() if dated else "",
        newest=dated[-1].isoformat() if dated else "",
        incomplete=sum(t.completeness != "complete" for t in document.sources),
    )


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one code with one fate."""

    code: str
    fate: str
    cells: int
    examples: tuple[ProblemEntry, ...]
    more: int
    """How many are no examples."""


def problem_groups(problems: Iterable[ProblemEntry], examples: int) -> tuple[ProblemGroup, ...]:
    """Problems by code and fate, those of most cells first, each with a few examples."""
    groups: dict[tuple[str, str], list[ProblemEntry]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.fate.value), []).append(problem)
    made = (
        ProblemGroup(*key, sum(p.cells for p in found), tuple(found[:examples]), len(found[examples:]))
        for key, found in groups.items()
    )
    return tuple(sorted(made, key=lambda group: (-group.cells, group.code, group.fate)))
