"""Matrices: a row per supplier, a column per good or country, a tick where the supplier has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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
_NO = frozenset("nhf")
"""Letters that stand for no beside one for yes: no, nein, non, hayır, false, falso."""
_MOSTLY = 0.5
"""Share of the different texts of a column that must be ticks; the others say more than yes ("organic", "20% rec.")."""


def matrix(columns: Sequence[Column], senses: Senses) -> tuple[list[Column], tuple[Tick, ...]]:
    """The columns, those of a matrix without a meaning of their own, and the ticks; no matrix where fewer than two."""
    ticks = {t.index: t for t in (*_ticks(columns, "origin", senses), *_ticks(columns, "commodity", senses))}
    plain = [replace(c, meaning=None) if c.index in ticks else c for c in columns]
    return plain, tuple(ticks[c.index] for c in columns if c.index in ticks)


def _ticks(columns: Sequence[Column], field: str, senses: Senses) -> Iterator[Tick]:
    known = senses.good if field == "commodity" else senses.country
    headed = [c for c in columns if c.is_headed and not _means_more(c) and known(good_of(c))]
    ticked = [c for c in columns if c.is_headed and (_is_ticked(c) or not c.has_text)]
    found = [c for c in headed if c in ticked]
    if field == "commodity":
        found += [c for c in ticked if c.lower and c.field == "commodity" and c not in found]
        told = any(c.field in ("commodity", "hs") and c.filled and c not in ticked for c in columns)
        if found and (len(found) >= _FEWEST or not told):
            found = _with_those_between(found, ticked)
    if len(found) >= _FEWEST and any(map(_is_ticked, found)):
        # among columns of ticks "organic" under "Cotton" is one, too
        more = [c for c in headed if c not in found and c.looks.long < 0.5]
        yield from (Tick(c.index, field, good_of(c)) for c in (*found, *more))


def _with_those_between(headed: list[Column], ticked: Sequence[Column]) -> list[Column]:
    """The columns of known goods with those ticked beside and between them, whose goods we do not know.

    "Cotton | Wool | Silk": wool is in none of our tables and a good all the same. A column with a meaning of its own
    ("Audited") ends the run.
    """
    free = {c.index for c in ticked if c.meaning is None or c.field == "commodity"}
    run = {c.index for c in headed}
    for start in sorted(run):
        for step in (-1, 1):
            place = start + step
            while place in free:
                run.add(place)
                place += step
    return [c for c in ticked if c.index in run]


def ticks_not_read(columns: Sequence[Column], used: Collection[int]) -> Mapping[int, str]:
    """The first of several columns of ticks that nothing is made of, in a table that says of no supplier what it
    supplies: the headings may be goods that we do not know."""
    unknown = [c for c in columns if c.is_headed and c.meaning is None and c.index not in used and _is_ticked(c)]
    return {unknown[0].index: "ticks-not-read"} if len(unknown) >= _FEWEST else {}


def is_turned(columns: Sequence[Column], names: Column, senses: Senses) -> bool:
    """Whether the suppliers of a matrix are its headings, and what stands where their names should are the goods."""
    goods = sum(map(senses.good, names.sample))
    headed = [c for c in columns if c.index != names.index and c.is_headed]
    companies = [c for c in headed if c.meaning is None and senses.company(c.heading)]
    return goods >= _FEWEST and 2 * len(companies) > len(headed)


def good_of(column: Column) -> str:
    """The good that the heading of a column of a matrix names: "Cotton (Y/N)" → "Cotton"."""
    return one_line(re.sub(r" \(\d+\)$", "", _NOT_ASKED.sub("", column.lower or column.heading)))


def is_ticked(text: str) -> bool:
    """Whether a cell of a matrix says that the supplier has what the heading names."""
    if _is_mark(text):
        return True
    if not text or is_placeholder(text):
        return False
    amount = parse_amount(text.rstrip("% "))
    if amount is not None:
        return amount > 0
    return says(text) is not False and text.casefold() not in _NO


def _is_mark(text: str) -> bool:
    """Whether a text is a mark set by hand; elsewhere a bare x or a sign holds a place."""
    return text.casefold() in _MARKS or (text in TICKS and says(text) is True)


def _is_ticked(column: Column) -> bool:
    """Whether the values are ticks, a plain yes or no, or numbers (how much of it)."""
    values = column.sample
    if not values:
        return column.has_text  # nothing but crosses and dashes
    return sum(_is_mark(t) or _is_tick(t) for t in values) > _MOSTLY * len(values)


def _is_tick(text: str) -> bool:
    one_letter = len(text) == 1 and text.isascii() and text.isalpha()
    return is_tick(text) or one_letter or parse_amount(text.rstrip("% ")) is not None or says(text) is not None


def _means_more(column: Column) -> bool:
    """Whether the heading is that of another column ("Metal", "Fabric" over texts), and no good."""
    return column.meaning is not None and column.meaning.field != "commodity" and column.meaning.weight >= 0.85
