"""The report as a workbook. Equal documents give equal bytes: dates are fixed, and XlsxWriter dates its parts 1980."""

from __future__ import annotations

import io
from datetime import datetime

from supplychain_risk.report import xlsx_network, xlsx_pages, xlsx_tables
from supplychain_risk.report.models import Document
from supplychain_risk.report.words import printable
from supplychain_risk.report.xlsx_sheet import Sheet, Styles

FIXED = datetime(2000, 1, 1)
"""Stands for the creation time: a clock would make equal reports differ."""


def render(document: Document) -> bytes:
    """`report.xlsx`: a sheet per subject, from Summary to Sources and method."""
    import xlsxwriter

    target = io.BytesIO()
    about = document.about
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {"in_memory": True, **as_text}) as book:
        book.set_properties(
            {
                "title": "Supply chain screening",
                "subject": printable(f"{about.company}, as of {about.as_of}")[:250],
                "author": f"{about.tool} {about.version}",
                "comments": about.limits[0],
                "created": FIXED,
            }
        )
        styles = Styles(book)
        running_head = f"{about.company} · as of {about.as_of}"

        def sheet(name: str, pages_tall: int = 0) -> Sheet:
            return Sheet(book, styles, name, running_head, pages_tall)

        xlsx_pages.summary(book, sheet("Summary", pages_tall=1), document)
        xlsx_tables.suppliers(sheet("Suppliers"), document)
        xlsx_tables.findings(sheet("Findings"), document)
        if document.dispositions:
            xlsx_tables.dispositions(sheet("Dispositions"), document)
        if document.lines:
            xlsx_tables.lines(sheet("Lines"), document)
        xlsx_network.engagement(sheet("Engagement"), document)
        xlsx_network.concentration(sheet("Concentration"), document)
        xlsx_tables.problems(sheet("Problems"), document)
        xlsx_pages.coverage(sheet("Coverage"), document)
        xlsx_pages.sources(sheet("Sources and method"), document)
    return target.getvalue()
