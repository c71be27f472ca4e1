"""How results look in a notebook or at a prompt: a few lines of text, or a small table; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.workbooks.text import printable

LINES = 20
"""Lines that a result takes at a prompt, at most."""
GROUPS = 12
WIDTH = 200
"""Signs of a line at a prompt."""


def short(text: str, lines: int = LINES) -> str:
    """The first lines of a text, each cut where it is long, and how many more there are."""
    listed = [printable(line) for line in text.splitlines()]
    shown = listed if len(listed) <= lines else listed[: lines - 1]
    cut = [line if len(line) <= WIDTH else f"{line[: WIDTH - 2]} …" for line in shown]
    more = [f"… {len(listed) - len(shown)} more lines: print(….explain())"] if len(listed) > len(shown) else []
    return "\n".join((*cut, *more))


def paragraph(text: str) -> str:
    """Text as it is laid out, in HTML."""
    return f"<pre style='white-space: pre-wrap'>{escape(printable(text))}</pre>"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in HTML; every cell is text."""

    def cells(values: Iterable[object], tag: str) -> str:
        return "".join(f"<{tag} style='text-align: left'>{escape(printable(str(value)))}</{tag}>" for value in values)

    head = f"<tr>{cells(headings, 'th')}</tr>"
    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return f"<table>{head}{body}</table>"


def overview(document: Document) -> str:
    """A report in HTML: how many suppliers call for what, and the groups that decide."""
    about, summary = document.about, document.summary
    counts = ", ".join(f"{count} {level.replace('_', ' ')}" for level, count in summary.by_due_diligence.items())
    rows = [
        (
            words.level(group.due_diligence),
            len(group.suppliers),
            group.country_name or "",
            words.several(group.commodity_names, 5),
            group.why,
        )
        for group in document.groups[:GROUPS]
    ]
    more = len(document.groups) - len(rows)
    rest = f" And {more} more groups in <code>.groups</code>." if more > 0 else ""
    told = f"{about.company}: {words.counted(summary.suppliers, 'supplier')} as of {about.as_of}; {counts}."
    return (
        f"<p>{escape(printable(told))}</p>"
        f"{table(('Calls for', 'Suppliers', 'Country', 'Goods', 'Why'), rows)}"
        f"<p>{escape(about.limits[0])}{rest}</p>"
    )
