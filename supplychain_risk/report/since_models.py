"""What is new in a report since an earlier one: `since` of the document, there only where a run was asked for it.

It is a reading aid. The document beside it is whole: what stands as before is counted here and told there.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from supplychain_risk.domain import Certainty, DueDiligence
from supplychain_risk.report.base import Entry

State = Literal["new", "changed", "gone"]
Cause = Literal["input", "tables", "policy", "dispositions", "day", "code"]
"""What a run is made of. `tables`: the bundled ones, lists and figures of one's own; `input`: also how it was read."""


class EarlierReport(Entry, frozen=True, kw_only=True):
    """The report that this one is compared with."""

    company: str
    as_of: date
    version: str
    sha256: str
    """Of its `report.json`."""


class SincePart(Entry, frozen=True, kw_only=True):
    """Something that the two runs were made of and that is not the same."""

    cause: Cause
    text: str


class SinceList(Entry, frozen=True, kw_only=True):
    """A table or list that is not the same, and the findings that cite it."""

    name: str
    state: State
    edition_before: str
    edition: str
    findings_new: int
    findings_changed: int
    findings_gone: int
    findings_as_before: int


class SinceSupplier(Entry, frozen=True, kw_only=True):
    """A supplier that is new, gone, or judged otherwise."""

    id: str
    name: str
    state: State
    due_diligence_before: DueDiligence | None
    due_diligence: DueDiligence | None
    figures: tuple[str, ...]
    """Each figure that moved, before and after."""
    why: tuple[str, ...]
    lists: tuple[str, ...] = ()
    """Tables and lists that are not the same and that its new, changed or gone findings cite."""


class SinceFinding(Entry, frozen=True, kw_only=True):
    """A finding that is new, gone, or says something else."""

    id: str
    supplier: str
    name: str
    """Of the supplier."""
    state: State
    code: str
    is_match: bool
    """Whether it is a possible match with a list."""
    certainty: Certainty
    calls_for: DueDiligence
    statement: str
    lists: tuple[str, ...] = ()
    """Tables and lists that are not the same and that it cites."""


class LookAgain(Entry, frozen=True, kw_only=True):
    """What a person must look at again, and why."""

    supplier: str
    name: str
    finding: str
    """Id of the finding, in this report or the earlier one; "" where a verdict is about no finding any more."""
    why: str


class SinceEntry(Entry, frozen=True, kw_only=True):
    """What is new for who has read the earlier report."""

    report: EarlierReport
    made_of: tuple[SincePart, ...]
    lists: tuple[SinceList, ...]
    suppliers: tuple[SinceSupplier, ...]
    """The most urgent, before or after, first."""
    findings: tuple[SinceFinding, ...]
    look_again: tuple[LookAgain, ...]
    suppliers_as_before: int
    findings_as_before: int

    @property
    def left_out(self) -> str:
        """What the part on what is new leaves out, in a sentence that stands wherever that part is shown."""
        return (
            f"Only what is new since the report as of {self.report.as_of} stands here. Left out: "
            f"suppliers that stand as before: {self.suppliers_as_before:,}; findings that stand as before: "
            f"{self.findings_as_before:,}. They call for what they called for then; the whole report holds them."
        )

    @property
    def counts(self) -> tuple[tuple[str, int, int, int], ...]:
        """What, how many are new, changed, gone."""
        states: tuple[State, ...] = ("new", "changed", "gone")
        suppliers = [sum(s.state == state for s in self.suppliers) for state in states]
        findings = [sum(f.state == state for f in self.findings) for state in states]
        return (("suppliers", *suppliers), ("findings", *findings))  # type: ignore[return-value]
