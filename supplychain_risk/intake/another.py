"""A company that a heading we do not know names, given away by a country of its own.

"Supplier | Country | Dodaje mu | Krajina": a second column of countries that says something else than the first in many
rows is not about the supplier. Where a column of what may be names stands before it, it is that company's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import OTHER
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import clean, one_line

_DIFFERENT = 0.3
"""Share of rows with two countries that differ, from which on the columns are about two things. Typing errors and moved
sites of one company are rarer; two companies of a chain are in one country less often than not."""
_DISTINCT = 0.5
"""Share of cells with a value of their own: names repeat less than kinds and states do."""


@dataclass(frozen=True, slots=True)
class Another:
    """A column of countries that is not the supplier's, and the column of names before it, if there is one."""

    country: int
    name: int | None


def another_company(
    first: Column, others: Sequence[Column], columns: Sequence[Column], rows: Sequence[Sequence[str]], senses: Senses
) -> tuple[Another, ...]:
    """Those of some country columns that are about another company than the first one is."""
    found = []
    for column in others:
        if column.sense == "code" or not _differ(first, column, rows, senses):
            continue
        between = [c for c in columns if first.index < c.index < column.index and _may_name(c, senses)]
        if between:
            found.append(Another(column.index, between[-1].index))
    return tuple(found)


def _differ(one: Column, other: Column, rows: Sequence[Sequence[str]], senses: Senses) -> bool:
    width = max(one.index, other.index)
    texts = Counter((row[one.index], row[other.index]) for row in rows if len(row) > width)
    both = different = 0
    for (a, b), count in texts.items():
        mine, theirs = senses.country_of(one_line(clean(a))), senses.country_of(one_line(clean(b)))
        if mine and theirs:
            both += count
            different += count if mine != theirs else 0
    return both > 0 and different >= _DIFFERENT * both


def _may_name(column: Column, senses: Senses) -> bool:
    """Whether the values of a column without a known meaning may be names of companies."""
    looks = column.looks
    if column.field not in ("", OTHER) or column.of_others or not column.sample:
        return False
    kinds = (looks.numbers, looks.codes, looks.countries, looks.nobody, looks.ticks, looks.sentences, looks.ends)
    few = len(column.sample) < _DISTINCT * column.filled
    goods = sum(map(senses.good, column.sample)) / len(column.sample)
    return not few and max(kinds) < 0.5 and goods < 0.5 and looks.long > 0.5
