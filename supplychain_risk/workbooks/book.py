"""A new workbook: no text becomes a formula, a link or a number, and equal content gives equal bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

FIXED = datetime(2000, 1, 1)
"""Stands for the creation time: a clock would make equal workbooks differ. XlsxWriter dates the parts 1980."""
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_of(fill: Callable[[Any], None], properties: Mapping[str, str]) -> bytes:
    """The bytes of a workbook with what `fill` writes into it; `properties` are its title, subject and so on."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **_AS_TEXT}) as book:
        book.set_properties({**properties, "created": FIXED})
        fill(book)
    return target.getvalue()
