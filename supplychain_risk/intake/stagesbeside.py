"""Stages of a chain side by side and nothing else: "Garment | Fabric | Yarn", with the names of companies below.

Such headings are as well those of what a product is made of, so the values decide: none is a good, and most look like
names of companies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.leftnames import is_named
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import clean, one_line
from supplychain_risk.resolve.text import is_placeholder, key

_FEWEST = 3
_MOST = 0.5
"""Share of the values of each column that have to look like names of companies."""
_OF_SOMEBODY = ("name", "supplier_ref", "buyer", "supplier_id", "other_name", "parent")


def with_stages_beside(opened: Sequence[Opened], vocabulary: Vocabulary, senses: Senses) -> tuple[Opened, ...]:
    """The files, with the columns of stages marked (`Grid.stages`) that no other heading of their sheet names."""
    return tuple(
        replace(file, grids=tuple(replace(g, stages=_stages(g, vocabulary, senses)) for g in file.grids))
        for file in opened
    )


def _stages(grid: Grid, vocabulary: Vocabulary, senses: Senses) -> Mapping[int, int]:
    """Column → stage, where the first filled row of a sheet heads stages that rise from left to right, or fall."""
    header = grid.first_filled
    if header is None:
        return {}
    values = vocabulary.words.values("party_stage")
    keys = [heading_key(text) for text in grid.rows[header]]
    stages = {n: int(values[text]) for n, text in enumerate(keys) if text in values}
    if len(stages) < _FEWEST or not _is_monotone(list(stages.values())):
        return {}
    others = [text for n, text in enumerate(grid.rows[header]) if text.strip() and n not in stages]
    if any((found := vocabulary.said(text)[1]) and found.field in _OF_SOMEBODY for text in others):
        return {}
    texts = [(n, one_line(clean(row[n]))) for row in grid.rows[header + 1 :] for n in stages if n < len(row)]
    cells = dict.fromkeys((n, text) for n, text in texts if text and not is_placeholder(text))
    if any(senses.good(text) or senses.country(text) or key(text).isdecimal() for _, text in cells):
        return {}
    named = [n for n, t in cells if senses.company(t) or is_named(t, senses) or _is_of_its_stage(t, keys[n])]
    held = [n for n, _ in cells]
    return stages if all(held.count(n) and named.count(n) >= _MOST * held.count(n) for n in stages) else {}


def _is_monotone(values: Sequence[int]) -> bool:
    pairs = list(pairwise(values))
    return all(a < b for a, b in pairs) or all(a > b for a, b in pairs)


def _is_of_its_stage(text: str, heading: str) -> bool:
    """Whether a text is a word of its own before the word of its heading: "Cedar Cathode" under "Cathode"."""
    words = key(text).split()
    return len(words) > 1 and text[0].isupper() and words[-1].rstrip("s") == heading.split()[-1].rstrip("s")
