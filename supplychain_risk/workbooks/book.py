"""A new workbook: no text becomes a formula, a link or a number, and equal content gives equal bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

FIXED = datetime(2000, 1, 1)
"""Stands for the creation time: a clock would make equal workbooks differ. XlsxWriter dates the parts 1980."""
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_of(fill: Callable[[Any], None], properties: Mapping[str, str], *, large: bool = False) -> bytes:
    """The bytes of a workbook with what `fill` writes into it; `properties` are its title, subject and so on.

    Of a large one each row is put away on disk when the next begins, so that memory holds one row and not all. It must
    be filled row by row, and its charts hold no copy of their figures: they are drawn from the sheet when it is opened.
    """
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory" if large else "in_memory": True, **_AS_TEXT}) as book:
        book.set_properties({**properties, "created": FIXED})
        fill(book)
    return target.getvalue()
