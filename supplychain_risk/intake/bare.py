"""Lists without a header: a column of company names, alone or beside a column of countries, speaks for itself."""

from __future__ import annotations

from supplychain_risk.intake.columns import Column, describe_columns
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.senses import Senses


def bare_list(grid: Grid, vocabulary: Vocabulary, senses: Senses) -> tuple[Header, Plan] | None:
    """A header above the first row (row −1) and the plan of a list that starts with data, or None.

    Asked for: a country in every row, the first included (a header would not be one), and a column of names that differ
    from one another and read like names of companies; or nothing but names, nearly all of which end in a legal form.
    Hidden sheets are look-ups more often than lists.
    """
    if grid.hidden:
        return None
    header = Header(-1, 1, (), 0, 0.0, 0.0, 0.4, "no row has headings; the columns are told by their values", False)
    columns = describe_columns(grid, header, len(grid.rows), vocabulary, senses)
    countries = [c for c in columns if c.looks.countries == 1.0 and c.all_countries and c.fill == 1.0 and c.seen >= 2]
    names = [c for c in columns if _reads_like_companies(c)]
    filled = [c for c in columns if c.filled]
    if names and not countries and filled == names[:1] and names[0].seen >= 2 and names[0].looks.companies >= 0.8:
        return header, Plan(columns, {"name": (names[0].index,)})
    if len(countries) != 1 or not names:
        return None
    name = max(names, key=lambda c: (c.looks.companies, -c.index))
    return header, Plan(columns, {"name": (name.index,), "country": (countries[0].index,)})


def _reads_like_companies(column: Column) -> bool:
    sample = column.sample
    if (
        not sample
        or column.fill < 1.0
        or column.looks.numbers
        or column.looks.countries
        or len(sample) < 0.8 * column.filled
    ):
        return False
    if any("@" in text or "://" in text or len(text) > 90 for text in sample):
        return False
    words = sum(1 for text in sample if 2 <= len(text.split()) <= 9 and text[:1].isalpha()) / len(sample)
    addresses = sum(1 for text in sample if any(map(str.isdigit, text)) and "," in text) / len(sample)
    return addresses < 0.3 and (column.looks.companies >= 0.3 or (words >= 0.8 and len(sample) >= 2))
