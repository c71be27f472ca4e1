"""Matrices: a row per supplier, a column per good or country, a tick where the supplier has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from supplychain_risk.intake.columns import Column, is_tick
from supplychain_risk.intake.plan import Tick
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import one_line, parse_amount
from supplychain_risk.resolve.answers import TICKS, says
from supplychain_risk.resolve.text import is_placeholder

_NOT_ASKED = re.compile(
    r"\s*[(\[（]\s*(?:y(?:es)?|x|✓|t(?:rue)?|1|是|ja)\s*/?\s*(?:n(?:o)?|f(?:alse)?|0|否|nein)?\s*[)\]）]\s*$", re.I
)
_MARKS = frozenset(("x", "v", "+", "*", "•", "■"))
_FEWEST = 2
"""Columns of goods that make a matrix; a single one may be a remark."""


def matrix(columns: Sequence[Column], senses: Senses) -> tuple[list[Column], tuple[Tick, ...]]:
    """The columns, those of a matrix without a meaning of their own, and the ticks; no matrix where fewer than two."""
    found: dict[int, str] = {}
    for field, known in (("commodity", senses.good), ("origin", senses.country)):
        headed = [c for c in columns if c.is_headed and not _means_more(c) and known(good_of(c.heading))]
        ticked = [c for c in headed if _is_ticked(c)]
        blank = [c for c in headed if not c.has_text]
        if ticked and len(ticked) + len(blank) >= _FEWEST:
            found |= {c.index: field for c in (*ticked, *blank)}
    ticks = tuple(Tick(c.index, found[c.index]) for c in columns if c.index in found)
    return [replace(c, meaning=None) if c.index in found else c for c in columns], ticks


def good_of(heading: str) -> str:
    """The good that a heading of a matrix names: "Cotton (Y/N)" → "Cotton"."""
    return one_line(re.sub(r" \(\d+\)$", "", _NOT_ASKED.sub("", heading)))


def is_ticked(text: str) -> bool:
    """Whether a cell of a matrix says that the supplier has what the heading names."""
    if _is_mark(text):
        return True
    if not text or is_placeholder(text):
        return False
    amount = parse_amount(text.rstrip("% "))
    if amount is not None:
        return amount > 0
    return says(text) is True


def _is_mark(text: str) -> bool:
    """Whether a text is a mark set by hand; elsewhere a bare x or a sign holds a place."""
    return text.casefold() in _MARKS or (text in TICKS and says(text) is True)


def _is_ticked(column: Column) -> bool:
    """Whether the values are ticks, a plain yes or no, or numbers (how much of it)."""
    values = column.sample
    if not values:
        return column.has_text  # nothing but crosses and dashes
    return all(is_tick(t) or _is_mark(t) or parse_amount(t.rstrip("% ")) is not None for t in values)


def _means_more(column: Column) -> bool:
    """Whether the heading is that of another column ("Metal", "Fabric" over texts), and no good."""
    return column.meaning is not None and column.meaning.field != "commodity" and column.meaning.weight >= 0.85
