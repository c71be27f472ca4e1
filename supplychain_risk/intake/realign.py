"""Rows wider than their header: a comma that was not quoted has cut a cell in two and moved the others to the right.

The cells are put back where the types of the columns (countries, codes, amounts, names of companies) fit better than as
they stand. Where they fit nowhere, the row is set aside: read as it stands, every value of it would be another's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import parse_amount
from supplychain_risk.resolve.text import is_placeholder

Fits = Callable[[str], bool]
_CLEAR = 1
"""Columns by which another place must fit better to be believed."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A sheet whose rows have their cells under their headings, what was moved, and rows that fit nowhere."""

    grid: Grid
    notes: tuple[Problem, ...] = ()
    aside: frozenset[int] = field(default_factory=frozenset)


def realigned(grid: Grid, header: Header, end: int, vocabulary: Vocabulary, senses: Senses) -> Aligned:
    """The sheet with the cells of too wide rows put back; as it is where none is too wide or nothing tells."""
    width = max((c + 1 for c, text in enumerate(header.headings) if text), default=0)
    wide = [n for n in range(header.row + 1, end) if any(text.strip() for text in grid.rows[n][width:])]
    if not wide or grid.origin:
        return Aligned(grid)
    typed = _typed(header, vocabulary, senses)
    if not typed:
        return Aligned(grid)
    rows: list[Sequence[str]] = list(grid.rows)
    places: dict[tuple[int, int], CellRef] = {}
    moved: list[int] = []
    aside: list[int] = []
    usual: Counter[int] = Counter()
    best: dict[int, list[int]] = {}
    for number in wide:
        extra = _filled(grid.rows[number]) - width
        stands = _score(grid.rows[number], typed)
        scores = {at: _score(_merged(grid.rows[number], at, extra), typed) for at in range(width)}
        top = max(scores.values())
        if top >= stands + _CLEAR and top > 0:
            best[number] = [at for at, score in scores.items() if score == top]
            usual.update(best[number])
        elif stands < 0:
            aside.append(number)
    for number, fitting in best.items():
        extra = _filled(grid.rows[number]) - width
        cut = {at: _cuts(grid.rows[number], at, extra) for at in fitting}
        at = max(fitting, key=lambda place: (cut[place], usual[place], -place))
        rows[number] = _merged(grid.rows[number], at, extra)
        places.update({(number, c): grid.cell(number, c + extra) for c in range(at + 1, width)})
        moved.append(number)
    if not moved and not aside:
        return Aligned(grid)
    notes = (_moved(grid, moved),) if moved else ()
    return Aligned(replace(grid, rows=rows, elsewhere=places), notes, frozenset(aside))


def _filled(row: Sequence[str]) -> int:
    return max((c + 1 for c, text in enumerate(row) if text.strip()), default=0)


def _cuts(row: Sequence[str], at: int, extra: int) -> int:
    """How many of the cells that would be put back begin with a blank, as the words behind a comma do."""
    return sum(text.startswith(" ") for text in row[at + 1 : at + extra + 1])


def _merged(row: Sequence[str], at: int, extra: int) -> list[str]:
    """A row whose cell `at` was cut into `extra` more."""
    cells = list(row[: _filled(row)])
    return [*cells[:at], ",".join(cells[at : at + extra + 1]), *cells[at + extra + 1 :]]


def _typed(header: Header, vocabulary: Vocabulary, senses: Senses) -> Mapping[int, Fits]:
    """Columns of which a look tells whether a value belongs there."""

    def number(text: str) -> bool:
        return parse_amount(text.rstrip("% ")) is not None

    def code(text: str) -> bool:
        return re.fullmatch(r"[\w./-]{1,24}", text) is not None

    def country(text: str) -> bool:
        """A name or code; "Ltd", which a comma often cuts off, is none."""
        coded = re.fullmatch(r"[A-Z]{2}|[a-z]{2}|\d{3}", text) is not None
        return coded or senses.country(text) or senses.country(text.upper())

    looks: Mapping[str, Fits] = {
        "country": country,
        "origin": lambda text: senses.country(text),
        "hs": lambda text: re.fullmatch(r"[\d. ]{4,14}", text) is not None,
        "spend": number,
        "share": number,
        "quantity": number,
        "tier": lambda text: any(map(str.isdigit, text)) and len(text) < 12,
        "supplier_id": code,
        "duns": code,
        "lei": code,
        "name": lambda text: senses.company(text) or not (code(text) and any(map(str.isdigit, text))),
    }
    found: dict[int, Fits] = {}
    for column, heading in enumerate(header.headings):
        _, meaning = vocabulary.said(heading) if heading else (None, None)
        if meaning and meaning.field in looks and meaning.weight >= 0.8:
            found[column] = looks[meaning.field]
    return found


def _score(row: Sequence[str], typed: Mapping[int, Fits]) -> int:
    """How many typed columns a row fits, less those it does not; blanks say nothing."""
    total = 0
    for column, fits in typed.items():
        text = row[column].strip() if column < len(row) else ""
        if text and not is_placeholder(text):
            total += 1 if fits(text) else -1
    return total


def _moved(grid: Grid, rows: Sequence[int]) -> Problem:
    many = f"{len(rows)} rows have" if len(rows) > 1 else "a row has"
    return Problem(
        where=grid.cell(rows[0], 0),
        code="rows-realigned",
        value=",".join(grid.rows[rows[0]])[:200],
        message=f"{many} more cells than there are headings: a comma or the like has cut a cell in two; the cells "
        "were put back where they fit their headings",
        hint="Check these rows. Put texts with commas in quotation marks when the file is written.",
        fate=Fate.NOTE,
        cells=len(rows),
    )
