"""A new workbook: no text becomes a formula, a link or a number, and equal content gives equal bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from supplychain_risk.workbooks.blocks import with_blocks

FIXED = datetime(2000, 1, 1)
"""Stands for the creation time: a clock would make equal workbooks differ. XlsxWriter dates the parts 1980."""


def workbook_of(fill: Callable[[Any], None], properties: Mapping[str, str]) -> bytes:
    """The bytes of a workbook with what `fill` writes into it; `properties` are its title, subject and so on.

    The rows of blocks (`Sheet.rows`) are made last and one part after the other, so that memory holds few of them.
    """
    from supplychain_risk.workbooks.writer import Book

    target = io.BytesIO()
    with Book(target) as book:
        book.set_properties({**properties, "created": FIXED})
        fill(book)
    return with_blocks(target.getvalue(), book.blocks) if book.blocks else target.getvalue()
