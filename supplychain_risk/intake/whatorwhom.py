"""Headings that say what is supplied or whom ("Supplies", "Поставляет", "Name" beside a vendor): their values tell."""

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
_OF_COMPANIES = ("vendor", "site")
_MAY_BE_EITHER = ("", OTHER, "commodity", "buyer")


def names_in(plan: Plan) -> frozenset[str]:
    """The names of companies that a table lists, as names are compared."""
    columns = {
        i for fields in (plan.fields, *({"name": p.names} for p in plan.parties)) for i in fields.get("name", ())
    }
    return frozenset(key(text) for c in plan.columns if c.index in columns for text in c.sample)


def settle_what_or_whom(columns: Sequence[Column], named: Set[str], senses: Senses) -> tuple[Column, ...]:
    """The columns with each "Supplies" as the buyers or the goods that it holds, and each "Name" that is one of goods.

    `named`: companies that tables above list; those of this table count, too.
    """
    own = {key(text) for c in columns if c.field == "name" for text in c.sample}
    listed = any(c.field == "name" and c.sense in _OF_COMPANIES and c.filled for c in columns)
    columns = [_of_items(c, senses) if listed else c for c in columns]
    return tuple(_settled(c, named | own, senses) for c in columns)


def _of_items(column: Column, senses: Senses) -> Column:
    """ "Display Name" in a list of items, beside their vendors: what the item is called."""
    plain = (column.field, column.sense) == ("name", "plain") and column.sample and not column.looks.companies
    if not plain or sum(map(senses.good, column.sample)) < _MOSTLY * len(column.sample):
        return column
    return replace(column, meaning=Meaning("commodity", "", 0.9, "its values are goods"), whose=UNSAID)


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
