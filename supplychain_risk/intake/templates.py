"""Known templates, told by their titles, sheets and headings; and sheets that only serve other sheets.

Recognition explains a reading, it does not replace one: the columns are found as on any sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.survey import Survey
from supplychain_risk.intake.values import one_line, tidy
from supplychain_risk.intake.words import found_in

_TITLE_ROWS = 6
_WORDS_OF_A_SHEET = 5


@dataclass(frozen=True, slots=True)
class Template:
    """A template: what it is called, and what gives it away (any title, or all sheets, or all headings)."""

    name: str
    title: str = ""
    """Found in a cell of the first rows of any sheet, compared as a heading."""
    sheets: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    """Heading keys that a table of it has; the template is then told table by table."""


TEMPLATES: tuple[Template, ...] = (
    Template("the Slavery & Trafficking Risk Template (STRT)", title="slavery and trafficking risk template"),
    Template("the RMI Extended Minerals Reporting Template (EMRT)", title="extended minerals reporting template"),
    Template("the RMI Additional Minerals Reporting Template (AMRT)", title="additional minerals reporting template"),
    Template("the RMI Conflict Minerals Reporting Template (CMRT)", title="conflict minerals reporting template"),
    Template(
        "an RMI minerals reporting template",
        sheets=frozenset(("declaration", "smelter list", "smelter look up", "checker")),
    ),
    Template(
        "a download from Open Supply Hub", headings=frozenset(("os id", "name", "country code", "country name", "lat"))
    ),
    Template(
        "this tool's own template",
        headings=frozenset(
            ("supplier id", "supplier name", "other names", "supplies to", "unified social credit code")
        ),
    ),
    Template(
        "the Open Supply Hub contribution template",
        headings=frozenset(("country", "name", "address", "facility type processing type")),
    ),
)

_SERVES_OTHERS = re.compile(
    r"look[ -]?up|drop[ -]?downs?|pick ?lists?|valid values|list of values|validation"
    r"|ref(?:erence)? (?:list|data)|listen?werte|auswahllisten?|列表|下拉",
    re.IGNORECASE,
)


def recognized(sheets: Sequence[Survey]) -> list[Survey]:
    """The surveys of one file; tables of a known template say so in their reason."""
    of_file = next((t.name for t in TEMPLATES if not t.headings and _is_file_of(t, sheets)), "")
    named: list[Survey] = []
    for found in sheets:
        name = of_file or _by_headings(found)
        if name and found.tables:
            found = replace(found, reason=f"recognized as {name}; {found.reason}")
        named.append(found)
    return named


def is_declaration(sheets: Sequence[Survey]) -> bool:
    """Whether a file is a minerals declaration: the smelters it lists supply the company that declares."""
    return any("RMI" in t.name and _is_file_of(t, sheets) for t in TEMPLATES if not t.headings)


def without_lookups(sheets: Sequence[Survey]) -> list[Survey]:
    """Sheets called "Look-up" and the like are no lists of suppliers where another sheet of the file is one.

    Without this a filled-in minerals template would give every smelter of the world as a supplier.
    """
    serving = [bool(_SERVES_OTHERS.search(found.grid.name)) for found in sheets]
    filled = any(
        found.tables and found.sure and not serves and _has_suppliers(found)
        for found, serves in zip(sheets, serving, strict=True)
    )
    if not filled:
        return list(sheets)
    return [
        Survey(found.grid, (), "its name says that it is for look-up, and another sheet lists suppliers")
        if found.tables and serves
        else found
        for found, serves in zip(sheets, serving, strict=True)
    ]


def without_examples(sheets: Sequence[Survey], vocabulary: Vocabulary) -> list[Survey]:
    """Sheets that show how to fill in another ("Example") are no lists where that other one lists suppliers."""
    shows = [found.tables != () and _is_example(found.grid.name, vocabulary) for found in sheets]
    filled = any(
        found.tables and found.sure and not example and _has_suppliers(found)
        for found, example in zip(sheets, shows, strict=True)
    )
    if not filled:
        return list(sheets)
    return [_as_example(found) if example else found for found, example in zip(sheets, shows, strict=True)]


def _is_example(name: str, vocabulary: Vocabulary) -> bool:
    """Whether the name of a sheet is that of an example: "Example", "Sample data", "Beispiel (bitte löschen)"."""
    words = vocabulary.words
    examples = (w for w, what in words.values("not_suppliers").items() if what == "an example")
    key = heading_key(name)
    return found_in(examples).search(key) is not None and len(key.split()) <= _WORDS_OF_A_SHEET


def _as_example(found: Survey) -> Survey:
    header = found.tables[0].header
    column = next((c for c, text in enumerate(header.headings) if text), 0)
    reason = "its name says that it is an example, and another sheet lists suppliers"
    told = Problem(
        where=found.grid.cell(max(header.row, 0), column),
        code="example-sheet",
        value=found.grid.name,
        message=f"the sheet is not read: {reason}",
        hint="Give the sheet another name if its rows are suppliers of yours.",
        fate=Fate.NOTE,
    )
    return Survey(found.grid, (), reason, notes=(told,))


def _has_suppliers(found: Survey) -> bool:
    for table in found.tables:
        for column in table.plan.columns:
            if column.index in table.plan.fields.get("name", ()) and column.filled:
                return True
    return False


def _is_file_of(template: Template, sheets: Sequence[Survey]) -> bool:
    if template.sheets:
        return template.sheets <= {heading_key(found.grid.name) for found in sheets}
    return any(
        template.title in heading_key(one_line(tidy(text)))
        for found in sheets
        for row in found.grid.rows[:_TITLE_ROWS]
        for text in row
        if text and len(text) < 300
    )


def _by_headings(found: Survey) -> str:
    for table in found.tables:
        keys = {heading_key(text) for text in table.header.headings if text}
        for template in TEMPLATES:
            if template.headings and template.headings <= keys:
                return template.name
    return ""
