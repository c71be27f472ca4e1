"""Names of companies in columns that no rule reads, and names that a spreadsheet made dates of: both are told.

Under a heading that we do not know, names of companies look like names of anything else; most of them bear a legal
form, or a word of trade beside words of their own ("Birch Yarn"). What they are to the supplier is not said, so nobody
is screened by them; a person has to say it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.senses import Senses
from supplychain_risk.resolve.text import key

NAMES_LEFT = "names-left"
"""Key of `planning.NOTES` for such a column."""
_MOST = 0.5
"""Share of the distinct values that have to look like names of companies."""
_FEWEST = 2
_WORDS_OF_A_NAME = 8
_DATE = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\d(?: \d\d:\d\d:\d\d)?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
    r"|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}-\d{2}"
)


def names_left(columns: Sequence[Column], used: Container[int], senses: Senses) -> dict[int, str]:
    """The columns that are not used and hold names of companies: column → why that is told."""
    left = (c for c in columns if c.index not in used and not c.field and (c.of_kin or not c.of_others))
    return {c.index: NAMES_LEFT for c in left if _holds_names(c, senses)}


def _holds_names(column: Column, senses: Senses) -> bool:
    looks = column.looks
    if len(column.sample) < _FEWEST or looks.numbers > 0 or looks.ticks > 0 or looks.countries > 0 or looks.world > 0:
        return False
    if looks.sentences:
        return False
    named = sum(senses.company(text) or is_named(text, senses) for text in column.sample)
    return named >= _MOST * len(column.sample)


def is_named(text: str, senses: Senses) -> bool:
    """Whether a text is a few words of its own beside one of trade: "Birch Yarn", and neither "Cotton yarn" nor
    "Trading"."""
    words = key(text).split()
    own = senses.own(text)
    return 0 < len(own) < len(words) <= _WORDS_OF_A_NAME and text[0].isupper() and not senses.good(text)


def dated_names(body: Body, names: Sequence[int]) -> Iterator[Problem]:
    """What is told of dates in the columns of names: a spreadsheet makes dates of names such as "March 1"."""
    for index in names if body.is_handy else ():
        texts = body.column(index)
        for row in texts.rows_where(_DATE.fullmatch) if any(map(str.isdigit, texts.joined)) else ():
            yield Problem(
                where=body.grid.cell(body.first + row, index),
                code="name-is-a-date",
                value=texts.raw[row],
                message="the name is a date: a spreadsheet may have made it of a name, and lists cannot be searched "
                "for that",
                hint="Write the name as text (in Excel with an apostrophe before it).",
                fate=Fate.NOTE,
            )
