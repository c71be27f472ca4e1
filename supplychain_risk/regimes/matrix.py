"""The coverage matrix: every regime, and each of its items, with what a report answers of it, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supplychain_risk.reference.regimes import Regime, Standing
from supplychain_risk.regimes.coverage import MEANING, Coverage, Status, counted
from supplychain_risk.regimes.document import ASKS, BASIS, NO_ADVICE
from supplychain_risk.report import words
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

_REGIMES = (
    Column("Regime", 18, "bold"),
    Column("Jurisdiction", 11),
    Column("Instrument", 46),
    Column("On the day of the report", 22),
    Column("Applies from", 13),
    *(Column(status.value.capitalize(), 12, "number") for status in Status),
    Column("Apart: proposed or in doubt", 13, "number"),
    Column("Not checked, not told", 12, "number"),
)
_ITEMS = (
    Column("Regime", 18),
    Column("Item", 12, "bold"),
    Column("What is asked, in short", 52),
    Column("Article", 26),
    Column("Kind", 22),
    Column("Status", 24, "bold"),
    Column("From the report", 60),
    Column("What is behind it", 40),
    Column("Questions that are left", 46),
    Column("Why nothing is told", 36),
    Column("How the item was read", 26),
    Column("Where", 40),
)


def matrix(coverage: Coverage, regimes: Sequence[Regime], report_sha256: str) -> bytes:
    """The matrix of all regimes. Equal reports, tables and answers give equal bytes."""
    about = coverage.document.about
    head = f"{about.company} · regimes · as of {about.as_of}"

    def fill(book: Any) -> None:
        styles = Styles(book)
        overview = Sheet(book, styles, "Regimes", head)
        overview.table(_REGIMES, len(regimes), frozen=1)
        for regime in regimes:
            counts = counted(coverage.of(regime))
            apart = len(regime.standing(Standing.PROPOSED, Standing.IN_DOUBT))
            since = regime.applies_from.isoformat() if regime.applies_from else None
            row: list[str | float | None] = [
                regime.id,
                regime.jurisdiction,
                regime.instrument,
                regime.state.value,
                since,
            ]
            row += [*(counts[status] for status in Status), apart, len(regime.standing(Standing.NOT_CHECKED))]
            overview.line(row, [c.style for c in _REGIMES], [c.width for c in _REGIMES])
        items = [(regime, one) for regime in regimes for one in coverage.of(regime)]
        sheet = Sheet(book, styles, "Items", head)
        sheet.table(_ITEMS, len(items), frozen=2)
        for regime, one in items:
            item = one.item
            standing = "" if item.standing is Standing.APPLIES else f"{item.standing.value}; "
            sheet.line(
                [
                    *(regime.id, item.id, item.text, item.article, f"{standing}{ASKS[item.asks]}", one.status.value),
                    "\n".join(statement.text for statement in one.statements[:_SHOWN]),
                    "\n".join(statement.behind for statement in one.statements[:_SHOWN]),
                    "\n".join(question.text for question in one.open),
                    "\n".join(one.why),
                    BASIS[item.basis],
                    words.place(item.citation),
                ],
                [c.style for c in _ITEMS],
                [c.width for c in _ITEMS],
            )
        note = Sheet(book, styles, "About", head)
        note.widths([30, 100])
        note.wide(NO_ADVICE, 1)
        note.wide(f"Made from report.json, SHA-256 {report_sha256}, by {about.tool} {about.version}.", 1)
        note.wide(f"Of each item the first {_SHOWN} statements stand here; `regime fill` writes all that are told.", 1)
        for status in Status:
            note.line([status.value, MEANING[status]], ["bold", "text"], [30, 100])
        overview.sheet.activate()

    return workbook_of(fill, {"title": head, "subject": "Coverage of regimes", "author": about.tool})


_SHOWN = 5
"""Statements of an item that a cell of the matrix holds."""
