"""What the headings of documents, days, quantities and origins say of the values below them."""

from __future__ import annotations

from collections.abc import Iterable

from supplychain_risk.account import FileReading
from supplychain_risk.domain import CellRef, DayKind, PaperKind
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.words import HeadingWords


class LineHeadings:
    """What the headings of documents, days, quantities and origins say of the values below them."""

    def __init__(self, files: Iterable[FileReading], words: HeadingWords) -> None:
        self._of = {
            (file.name, sheet.name, letters): heading_key(heading)
            for file in files
            for sheet in file.sheets
            for letters, heading in sheet.headings.items()
        }
        self._written = {
            (file.name, sheet.name, letters): heading
            for file in files
            for sheet in file.sheets
            for letters, heading in sheet.headings.items()
        }
        self._words = words

    def written(self, cell: CellRef) -> str:
        """The heading over a cell as it is written; empty where there is none."""
        return self._written.get(cell.column, "")

    def key(self, cell: CellRef) -> str:
        """The heading over a cell as headings are compared; empty where there is none."""
        return self._of.get(cell.column, "")

    def paper(self, cell: CellRef) -> PaperKind:
        """Which document a number is the number of."""
        said = self._said("paper_kind", cell)
        return PaperKind(said) if said else PaperKind.OTHER

    def day(self, cell: CellRef) -> DayKind:
        """What happened on a day."""
        said = self._said("day_kind", cell)
        return DayKind(said) if said else DayKind.NOT_SAID

    def unit(self, quantities: Iterable[Value]) -> str:
        """The unit that the heading of the quantity names: "kg" of "Net weight (kg)"."""
        for value in quantities:
            last = self._of.get(value.cell.column, "").split()[-1:]
            if last and last[0] in self._words["unit"]:
                return last[0]
        return ""

    def _said(self, kind: str, cell: CellRef) -> str:
        found = self._words.finds(kind).search(self._of.get(cell.column, ""))
        return self._words.values(kind)[found.group()] if found else ""
