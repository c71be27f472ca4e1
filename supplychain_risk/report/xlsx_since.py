"""The sheet of what is new since an earlier report, and the column that marks it on the sheets of all suppliers."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.report.since_models import SinceEntry
from supplychain_risk.workbooks.sheet import Column, Sheet

NAME = "New since"
SINCE = Column("Since the earlier report", 12)
"""On the sheets of all suppliers and findings, where there is an earlier report."""
AS_BEFORE = "as before"
COLUMNS = (
    Column("What", 11, "bold"),
    Column("State", 10),
    Column("Supplier", 26, "bold"),
    Column("Supplier id", 12),
    Column("Before", 14),
    Column("Now", 14),
    Column("What it says", 60),
    Column("Lists that changed", 26),
    Column("Finding", 24),
)


def states(document: Document) -> dict[str, str]:
    """Id of a supplier or finding → new, changed or gone; empty where no earlier report was given."""
    entry = document.since
    if entry is None:
        return {}
    return {**{s.id: s.state for s in entry.suppliers}, **{f.id: f.state for f in entry.findings}}


def new_since(sheet: Sheet, entry: SinceEntry) -> None:
    """One row per supplier and finding that is new, changed or gone, and what must be looked at again."""
    rows = list(_rows(entry))
    sheet.table(COLUMNS, len(rows), frozen=3)
    styles, widths = [c.style for c in COLUMNS], [c.width for c in COLUMNS]
    for row in rows:
        if sheet.full(len(rows)):
            return
        sheet.line(row, styles, widths)


def _rows(entry: SinceEntry) -> Iterator[tuple[str, ...]]:
    yield ("Left out", "", "", "", "", "", entry.left_out, "", "")
    for part in entry.made_of:
        yield ("Made of", words.CAUSES[part.cause], "", "", "", "", part.text, "", "")
    for again in entry.look_again:
        yield ("Look again", "", again.name, again.supplier, "", "", again.why, "", again.finding)
    for s in entry.suppliers:
        before, now = (x.value if x else "not there" for x in (s.due_diligence_before, s.due_diligence))
        told = "\n".join((*s.figures, *s.why))
        yield ("Supplier", s.state, s.name, s.id, before, now, told, words.several(s.lists), "")
    for f in entry.findings:
        what = "Match" if f.is_match else "Finding"
        told = f"Calls for {f.calls_for.value}, {f.certainty.value}. {f.statement}"
        yield (what, f.state, f.name, f.supplier, "", "", told, words.several(f.lists), f.id)
    for one in entry.lists:
        told = (
            f"findings new: {one.findings_new}, changed: {one.findings_changed}, gone: {one.findings_gone}, "
            f"as before: {one.findings_as_before}"
        )
        editions = (one.edition_before or "not there", one.edition or "not there")
        yield ("List", one.state, "", "", *editions, told, one.name, "")
