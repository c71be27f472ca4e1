"""XlsxWriter's workbook, with the rows that are written beside it."""

from __future__ import annotations

from typing import Any

import xlsxwriter

from supplychain_risk.workbooks.blocks import Block

_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book(xlsxwriter.Workbook):  # type: ignore[misc]  # it ships no types
    """A workbook in which no text becomes a formula, a link or a number, and its blocks of rows."""

    def __init__(self, target: Any) -> None:
        super().__init__(target, {"in_memory": True, **_AS_TEXT})
        self.blocks: list[Block] = []
