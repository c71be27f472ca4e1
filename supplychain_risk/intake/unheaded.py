"""Headers whose words we do not know, told by what stands below: names of companies, or two ends and a relation."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.relations import twins
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import clean, one_line, parse_amount, tidy

_SEARCHED = 30
_LOOKED_AT = 200
_LONGEST = 60
_MOSTLY = 0.6
"""Share of the values below that must bear a legal form."""


def header_by_values(grid: Grid, vocabulary: Vocabulary, senses: Senses) -> Header | None:
    """The first row that reads like headings over a column of companies, or over the two ends of a relation."""
    for number, row in enumerate(grid.rows[:_SEARCHED]):
        texts = [one_line(tidy(text)) for text in row]
        filled = [text for text in texts if text]
        if len(filled) < 2 or len(set(filled)) < len(filled) or not all(map(_may_head, filled)):
            continue
        meanings = [vocabulary.said(text)[1] for text in texts]
        known = sum(m is not None for m in meanings)
        related = any(m and m.field == "relation" for m in meanings) and twins(texts) is not None
        named = next((c for c, text in enumerate(texts) if text and _over_companies(grid, number, c, senses)), None)
        data = any(map(senses.company, filled)) or any(map(senses.country, filled))
        if not related and (named is None or data or not known):
            continue
        what = "the two ends of a relation" if related else f"'{texts[named or 0]}' stands over names of companies"
        reason = f"row {number + 1} has headings that we do not know all of; {what}"
        return Header(number, 1, tuple(texts), max(known, 1), known / len(filled), 0.0, 0.45, reason, False)
    return None


def _may_head(text: str) -> bool:
    return len(text) <= _LONGEST and parse_amount(text) is None and any(map(str.isalpha, text))


def _over_companies(grid: Grid, header: int, column: int, senses: Senses) -> bool:
    values = [_value(row, column) for row in grid.rows[header + 1 : header + 1 + _LOOKED_AT]]
    filled = [text for text in dict.fromkeys(values) if text]
    return len(filled) >= 2 and sum(map(senses.company, filled)) >= _MOSTLY * len(filled)


def _value(row: Sequence[str], column: int) -> str:
    return one_line(clean(row[column])) if column < len(row) else ""
