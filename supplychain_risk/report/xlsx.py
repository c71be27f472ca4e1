"""The report as a workbook. Equal documents give equal bytes: dates are fixed, and XlsxWriter dates its parts 1980."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from supplychain_risk.report import xlsx_network, xlsx_pages, xlsx_regimes, xlsx_since, xlsx_tables, xlsx_tasks
from supplychain_risk.report.models import Document
from supplychain_risk.report.xlsx_places import places
from supplychain_risk.review.tasks import EARLIER_SHEET, State
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.sheet import Sheet, Styles
from supplychain_risk.workbooks.text import printable

_MADE_OF = ("code", "policy", "parameters", "inputs", "lists", "dispositions", "tasks", "mapping", "since")
"""Parts of the manifest that stand in the workbook's properties; the sheet Sources and method has all of it."""


def _made_of(document: Document) -> Iterator[tuple[str, str]]:
    """What a program that reads properties, and opens no sheet, finds of the manifest."""
    tables = json.dumps(document.manifest.get("tables"), sort_keys=True).encode()
    yield "manifest tables", f"sha256:{hashlib.sha256(tables).hexdigest()}"
    for part in _MADE_OF:
        for key, value in xlsx_pages.flattened(document.manifest.get(part)):
            yield printable(f"manifest {part}{f' {key}' if key else ''}"[:255]), printable(value)


def render(document: Document) -> bytes:
    """`report.xlsx`: a sheet per subject, from Summary to Sources and method."""
    about = document.about
    at = places(document)

    def fill(book: Any) -> None:
        styles = Styles(book)
        for key, value in _made_of(document):
            if value:  # 255 characters are what Excel holds of one
                book.set_custom_property(key, value[:255], "text")
        running_head = f"{about.company} · as of {about.as_of}"

        def sheet(name: str, pages_tall: int = 0) -> Sheet:
            return Sheet(book, styles, name, running_head, pages_tall)

        xlsx_pages.summary(book, sheet("Summary", pages_tall=1), document, at)
        if document.since:
            xlsx_since.new_since(sheet(xlsx_since.NAME), document.since)
        xlsx_tables.groups(sheet("Groups"), document, at)
        xlsx_tables.by_reason(sheet("By reason"), document, at)
        xlsx_tables.reasons(sheet("Reasons"), document, at)
        xlsx_tables.suppliers(sheet("Suppliers"), document, at)
        xlsx_tables.findings(sheet("Findings"), document, at)
        if any(not State(task.state).stands for task in document.tasks):
            xlsx_tasks.earlier(sheet(EARLIER_SHEET), document)
        if document.dispositions:
            xlsx_tables.dispositions(sheet("Dispositions"), document)
        if document.lines:
            xlsx_tables.lines(sheet("Lines"), document, at)
        xlsx_network.engagement(sheet("Engagement"), document, at)
        xlsx_network.concentration(sheet("Concentration"), document, at.names)
        if document.regimes:
            xlsx_regimes.regimes(sheet(xlsx_regimes.NAME), document)
        xlsx_tables.problems(sheet("Problems"), document)
        xlsx_pages.coverage(sheet("Coverage"), document, at.names)
        xlsx_pages.sources(sheet(xlsx_tables.SOURCES_SHEET), document)

    properties = {
        "title": "Supply chain screening",
        "subject": printable(f"{about.company}, as of {about.as_of}")[:250],
        "author": f"{about.tool} {about.version}",
        "comments": about.limits[0],
    }
    return workbook_of(fill, properties)
