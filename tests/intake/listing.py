"""A list as people keep it, and what a careful reader finds in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Sheets = Mapping[str, list[list[Any]]]


@dataclass(frozen=True)
class Listing:
    """`suppliers`: name and country as written (or the origin of its goods), in reading order, each pair once."""

    id: str
    suppliers: tuple[tuple[str, str], ...]
    text: str = ""
    sheets: Sheets = field(default_factory=dict)
    file: str = "list.csv"
    encoding: str = "utf-8"
    prepare: Callable[[Any], None] | None = None
    aside: int = 0
    """Rows that are no suppliers: totals, captions, headers of print-outs."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Columns that must be read as said; others may be used or not."""
    not_used: tuple[str, ...] = ()
    """Headings that must not be taken for anything."""
    links: tuple[tuple[str, str], ...] = ()
    """Supplier and buyer as written, from links and from buyer columns."""
    codes: tuple[str, ...] = ()
    """Problem codes that must be among those reported."""
