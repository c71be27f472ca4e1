"""Headings that say what is supplied or whom ("Supplies", "Поставляет"): their values tell."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import OTHER, Meaning
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.whose import UNSAID
from supplychain_risk.resolve.text import key

_MOSTLY = 0.5
_WITH_LEGAL_FORM = 0.3
"""Share of the values with a legal form from which on they are companies, where none is a good."""
_MAY_BE_EITHER = ("", OTHER, "commodity", "buyer")


def names_in(plan: Plan) -> frozenset[str]:
    """The names of companies that a table lists, as names are compared."""
    columns = {
        i for fields in (plan.fields, *({"name": p.names} for p in plan.parties)) for i in fields.get("name", ())
    }
    return frozenset(key(text) for c in plan.columns if c.index in columns for text in c.sample)


def settle_what_or_whom(columns: Sequence[Column], named: Set[str], senses: Senses) -> tuple[Column, ...]:
    """The columns with each "Supplies" as the buyers or the goods that it holds.

    `named`: companies that tables above list; those of this table count, too.
    """
    own = {key(text) for c in columns if c.field == "name" for text in c.sample}
    return tuple(_settled(c, named | own, senses) for c in columns)


def _settled(column: Column, named: Set[str], senses: Senses) -> Column:
    if not column.what_or_whom or not column.sample or column.field not in _MAY_BE_EITHER:
        return column
    listed = sum(key(text) in named for text in column.sample)
    goods = sum(map(senses.good, column.sample))
    total = len(column.sample)
    if listed >= _MOSTLY * total or (not goods and column.looks.companies >= _WITH_LEGAL_FORM):
        meaning = Meaning("buyer", "", 0.9, "its values are companies")
    elif goods >= _MOSTLY * total and not listed:
        meaning = Meaning("commodity", "", 0.9, "its values are goods")
    else:
        return column
    return replace(column, meaning=meaning, whose=UNSAID)
