"""What a workbook's own bytes tell of its sheets and calamine does not; each format has a reader that finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supplychain_risk.domain import Problem

Cell = tuple[int, int]
"""Row and column, 0-based."""
Ranges = tuple[tuple[int, int, int, int], ...]
"""Ranges of cells as (first row, first column, last row, last column), 0-based."""

ERROR_NAMES: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The error values of the binary formats."""


@dataclass(frozen=True, slots=True)
class Details:
    """What calamine leaves out of one sheet."""

    errors: Mapping[Cell, str] = field(default_factory=dict)
    """Cells that hold an error value; calamine reads them as empty."""
    uncalculated: tuple[Cell, ...] = ()
    """Cells with a formula whose value was never stored; calamine reads them as empty."""
    merged: Ranges = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    indents: Mapping[Cell, int] = field(default_factory=dict)
    """Cells whose format moves their text to the right, and by how many steps."""
    outline: Mapping[int, int] = field(default_factory=dict)
    """Rows that are grouped under another, and how deep."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A workbook that is safe to read: its bytes, and what they tell beside the values."""

    content: bytes
    """What calamine shall read: the file, or the file without cells that lie far from any table."""
    details: Mapping[str, Details] = field(default_factory=dict)
    """By name of the sheet."""
    problems: tuple[Problem, ...] = ()
