"""The workbook's coverage matrix: regimes × items, and below it how many items of each regime are what."""

from __future__ import annotations

from supplychain_risk.report.models import Document
from supplychain_risk.report.regime_models import ASKS, BASIS, NO_ADVICE, NO_DOUBT, Status
from supplychain_risk.workbooks.sheet import Column, Sheet

NAME = "Regimes"
ITEMS = (
    Column("Regime", 20, "bold"),
    Column("Item", 10),
    Column("Status", 24, "bold"),
    Column("What is asked, in short", 56),
    Column("Article", 24),
    Column("On the day of the report", 20),
    Column("Kind", 22),
    Column("Statements of this report", 11, "count"),
    Column("Questions for people", 10, "count"),
    Column("Why nothing is told", 44),
    Column("How the item was read", 26),
    Column("Where it was read", 40),
    Column("Instrument", 46),
    Column("Jurisdiction", 11),
)
PRINTED = 10
COUNTS = (
    Column("Regime", 20, "bold"),
    Column("Jurisdiction", 10),
    Column("On the day of the report", 24),
    Column("Instrument", 56),
    Column("Applies from", 24, "date"),
    *(Column(status.value.capitalize(), 20, "count") for status in Status if status is not Status.ANSWERED),
    Column("Apart: proposed or in doubt", 20, "count"),
    Column("Not checked, not told", 20, "count"),
)
"""Set below the items, whose widths it shares. Nobody has answered anything when a report is made."""


def regimes(sheet: Sheet, document: Document) -> None:
    """One row per item that applies or will, in the order of the table; then one per regime."""
    rows = [(regime, item) for regime in document.regimes for item in regime.items]
    widths = [column.width if n < PRINTED else 0.0 for n, column in enumerate(ITEMS)]
    sheet.table(ITEMS, len(rows), frozen=2, printed=PRINTED)
    for regime, item in rows:
        sheet.line(
            (
                *(regime.id, item.id, item.status.value, item.text, item.article),
                "applies" if item.applies else "adopted, does not apply yet",
                *(ASKS[item.asks], item.statements, item.open, "\n".join(item.why)),
                *(BASIS[item.basis], item.source, regime.instrument, regime.jurisdiction),
            ),
            [column.style for column in ITEMS],
            widths,
        )
    if not rows:
        sheet.put(0, "none")
        sheet.row += 1
    sheet.row += 1
    last = PRINTED - 1
    sheet.wide("Items by regime", last, "section")
    sheet.listed("Items by regime", COUNTS, len(document.regimes))
    sheet.heading(COUNTS)
    sheet.sheet.set_row(sheet.row - 1, 45)
    shown = [status for status in Status if status is not Status.ANSWERED]
    for regime in document.regimes:
        sheet.line(
            (
                *(regime.id, regime.jurisdiction, regime.state, regime.instrument, regime.applies_from),
                *(regime.count(status) for status in shown),
                *(regime.apart, regime.not_checked),
            ),
            [column.style for column in COUNTS],
            [ITEMS[n].width for n in range(len(COUNTS))],
        )
    sheet.row += 1
    for text in (
        NO_ADVICE,
        NO_DOUBT,
        "`supplychain-risk regime fill ID` writes what this report says of each item as a document, `regime questions` "
        "the questions that only people can answer, and `regime coverage --out` this matrix with every sentence.",
    ):
        sheet.wide(text, last)
    sheet.sheet.print_area(0, 0, sheet.row - 1, last)  # with the notes: the items are not to be read without them
