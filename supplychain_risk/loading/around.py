"""What stands around the rows of a sheet: its title, its name, its notes ("Xinjiang suppliers 2026")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from supplychain_risk.account import SheetReading
from supplychain_risk.domain import CellRef, Method
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.records import IntakeResult, Value
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.region import XINJIANG, RegionResolver

TITLE = "title of the sheet"
"""The heading under which a row carries what the sheet as a whole says of its place."""
_NOTES = ("note-row", "no-supplier-name")
"""Rows that give no supplier and may say something of those of others."""
_MOST_ROWS, _LONGEST = 30, 300
_OF_A_LIST = pattern(
    r"\b(?:suppliers?|vendors?|factor(?:y|ies)|mills?|farms?|producers?|manufacturers?|sites?|lists?|of|in|from|all|our"
    r"|the|approved|active|current|lieferanten|fournisseurs|proveedores|fornecedores|fornitori|liste|lista"
    r"|fy|q[1-4]|v\d+|final|\d+)\b|供应商|供應商|名单|名單|清单|工厂|企业|[\W_]+",
    re.IGNORECASE,
)
"""Words of a title beside a place that leave it a list of what is there."""


def with_places_of_sheets(
    read: IntakeResult, opened: Sequence[Opened], resolvers: Resolvers
) -> tuple[IntakeResult, tuple[Value, ...]]:
    """The rows, each with the title or name of its sheet where that is a place of Xinjiang and nothing more; and the
    other titles and notes, which may name it among other words."""
    grids = {(grid.file, grid.name): grid for file in opened for grid in file.grids}
    places: dict[tuple[str, str], Value] = {}
    others: list[Value] = []
    for file in read.files:
        for sheet in file.sheets:
            mark = (file.name, sheet.name)
            if sheet.header_row is None or mark not in grids:
                continue
            for value in (*_names(file.name, sheet.name), *_titles(grids[mark], sheet)):
                if _is_place(value.text, resolvers.regions):
                    places.setdefault(mark, value)
                elif value.text not in (sheet.name, PurePath(file.name).stem):
                    others.append(value)
    others += [Value(p.value, p.value, p.where) for p in read.problems if p.code in _NOTES]
    return _carried(read, places), tuple(others)


def _carried(read: IntakeResult, places: Mapping[tuple[str, str], Value]) -> IntakeResult:
    if not places:
        return read
    suppliers = tuple(
        record.changed(extra=(*record.extra, (TITLE, places[record.file, record.sheet])))
        if (record.file, record.sheet) in places
        else record
        for record in read.suppliers
    )
    return replace(read, suppliers=suppliers)


def _names(file: str, sheet: str) -> Iterator[Value]:
    for name in dict.fromkeys((sheet, PurePath(file).stem)):
        yield Value(name, name, CellRef(file, sheet, "A1"))


def _titles(grid: Grid, sheet: SheetReading) -> Iterator[Value]:
    """The texts of the rows above the header."""
    for number in range(min((sheet.header_row or 1) - 1, _MOST_ROWS)):
        for column, text in enumerate(grid.rows[number]):
            if text.strip() and len(text) <= _LONGEST:
                yield Value(text.strip(), text, grid.cell(number, column))


def _is_place(text: str, regions: RegionResolver) -> bool:
    """Whether a title is a place of Xinjiang and words for a list of suppliers, and nothing else."""
    if regions.mentioned(text.replace("_", " ")) is None:
        return False
    bare = " ".join(_OF_A_LIST.sub(" ", text.replace("_", " ")).split())
    found = regions.resolve("CN", region=bare) if bare else None
    return found is not None and found.code == XINJIANG and found.method in (Method.EXACT, Method.ALIAS)
