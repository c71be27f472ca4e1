"""The rows of one table → records and problems. Each row has exactly one fate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake import fates
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.captions import Captions
from supplychain_risk.intake.cells import Row, RowCells, Yield
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.leftnames import dated_names
from supplychain_risk.intake.levels import hierarchy
from supplychain_risk.intake.linkrows import LinkRows
from supplychain_risk.intake.mojibake import name_columns
from supplychain_risk.intake.partrows import PartRows, is_of_parts
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.relations import Relations
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.supplierrows import SupplierRows
from supplychain_risk.intake.totals import Totals
from supplychain_risk.intake.values import clean, one_line

_NEAR = 2
"""Rows below the header that may explain it."""
_KNOWN = 0.85
"""Weight of a text that is a known heading as a whole."""


class TableReader:
    """Reads the rows of one table as its plan says."""

    def __init__(
        self,
        body: Body,
        header: Header,
        plan: Plan,
        vocabulary: Vocabulary,
        senses: Senses,
        *,
        as_links: bool,
        captions: frozenset[int] = frozenset(),
        sections: frozenset[int] = frozenset(),
        given: Mapping[str, Value] | None = None,
        for_all: Mapping[str, Value] | None = None,
    ) -> None:
        words = RowWords.of(vocabulary.words)
        self._body, grid = body, body.grid
        self._meaning = vocabulary.meaning
        self._totals = Totals(body, plan, words, senses)
        self._grid = grid
        self._plan = plan
        self._header = header
        self._captions = captions
        self._sections = sections
        self._header_texts = frozenset(clean(h) for h in header.headings if h)
        self._header_keys = {i: heading_key(h) for i, h in enumerate(header.headings) if h}
        above = [[clean(t) for t in row if t] for row in grid.rows[: max(header.row, 0)]]
        self._titles = frozenset(texts[0] for texts in above if len(texts) == 1)
        filled = {c.index for c in plan.columns if c.filled}
        said = {k: (v,) for k, v in (given or {}).items() if filled.isdisjoint(plan.fields.get(k, ()))}
        self._signed = False
        """Whether the letter in which the table stands has ended: who signs it is no supplier."""
        self._cells = cells = RowCells(grid, plan, vocabulary.words, for_all or {})
        self._out = cells.out
        self._out.problems += dated_names(body, name_columns(plan))
        told = fates.Fates(words)
        self._rows: LinkRows | SupplierRows
        self._parts: PartRows | None = None
        if as_links:
            self._rows = LinkRows(cells, told, Relations.of(vocabulary.words))
        else:
            over = Captions(cells, told, header.row + 1, senses.country, vocabulary, senses.good)
            alone = len(self._header_keys) < 2
            parts = hierarchy(body, plan)
            self._parts = PartRows(cells, parts.above) if is_of_parts(plan, parts.above) else None
            self._out.problems += parts.notes
            self._rows = SupplierRows(
                cells, told, over, senses.country, header.row, said, alone=alone, above=parts.above
            )

    def read(self, joined: frozenset[int] = frozenset(), shifted: frozenset[int] = frozenset()) -> Yield:
        """Read the rows of the table.

        `joined` ones went into the row above; `shifted` ones have more cells than headings and fit nowhere.
        """
        self._read_usual(joined | shifted)
        for number in self._body.numbers:
            if number in joined or self._rows.take(number):
                self._out.used += 1
                continue
            row = self._cells.row(number)
            if not any(row.texts):
                self._out.blank += 1
                continue
            code = ("row-shifted" if number in shifted else "") or self._what_else(row)
            if not code:
                if self._parts is not None:
                    self._parts.read(row)
                code = self._rows.read(row)
            if code:
                self._set_aside(row, code)
            else:
                self._out.used += 1
        return self._out

    def _read_usual(self, apart: frozenset[int]) -> None:
        """Read the rows of which nothing is to be told or asked, column by column."""
        body = self._body
        if self._parts is not None or self._grid.origin or not body.is_handy:
            return
        unusual = self._rows.unusual(body)
        if unusual is None:
            return
        unusual |= {row - body.first for row in (*apart, *self._captions, *self._sections)}
        unusual |= self._cells.unusual(body) | self._totals.possible(body)
        frame = self._header_texts | self._titles
        for index in range(body.width):
            unusual.update(body.column(index).rows_saying(frame))
        for row in set(range(min(_NEAR, len(body)))) - unusual:
            if self._explains(self._cells.row(body.first + row)):
                unusual.add(row)
        self._rows.prepare(body, [row for row in range(len(body)) if row not in unusual])

    def _what_else(self, row: Row) -> str:
        """What a row is that belongs to the frame of the table, "" if it may be data."""
        if self._is_header_again(row.texts):
            return "repeated-header"
        if row.number <= self._header.row + _NEAR and self._explains(row):
            return "units-row"
        if row.number in self._sections:
            return "section-row"
        if len(row.filled) == 1 and len(self._header_keys) > 1:
            self._signed = self._signed or fates.ends_letter(row.filled[0])
            if self._signed:
                return "note-row"
        if row.number in self._captions or self._is_title_again(row):
            return "note-row"
        return "total-row" if self._totals.is_total(row) else ""

    def _explains(self, row: Row) -> bool:
        """Whether a row right below the header explains it."""
        return fates.is_units_row(row.filled) or self._says_headings_again(row)

    def _says_headings_again(self, row: Row) -> bool:
        """Whether a row below the header says in other words what each column is: "Kreditor" below LIFNR."""
        meant = [
            (column.field, found.field)
            for column in self._plan.columns
            if (text := row.text(column.index)) and (found := self._meaning(text)) and found.weight >= _KNOWN
        ]
        return len(meant) >= 2 and len(meant) == len(row.filled) and 2 * sum(a == b for a, b in meant) > len(meant)

    def _is_title_again(self, row: Row) -> bool:
        """Whether the row is a line from above the table, as print-outs repeat it on each page."""
        if self._titles.isdisjoint(row.texts):
            return False
        return len(row.filled) == 1 and len(self._header_keys) > 1

    def _is_header_again(self, texts: Sequence[str]) -> bool:
        if self._header_texts.isdisjoint(texts):
            return False
        same = other = 0
        for column, key in self._header_keys.items():
            text = texts[column] if column < len(texts) else ""
            if not text:
                continue
            if len(text) < 200 and heading_key(text) == key:
                same += 1
            else:
                other += 1
                if other > 2:
                    return False
        return (same >= 2 and same > other) or (same == 1 and not other and len(self._header_keys) == 1)

    def _set_aside(self, row: Row, code: str) -> None:
        shown = " | ".join(map(one_line, row.filled))
        self._out.set_aside += 1
        self._out.problems.append(
            Problem(
                where=self._grid.cell(row.number, self._where(code, row.texts)),
                code=code,
                value=shown if len(shown) <= 200 else shown[:199] + "…",
                message=fates.MESSAGES[code],
                hint=fates.HINTS[code],
                fate=Fate.ROW_SET_ASIDE,
            )
        )

    def _where(self, code: str, texts: Sequence[str]) -> int:
        """The column to point at: the empty name cell where a name is missing, else the first filled cell."""
        if code == fates.CUSTOMER and self._plan.roles is not None:
            return self._plan.roles
        names = self._plan.fields.get("name", ())
        if code in ("no-supplier-name", "placeholder-name", "cell-error") and names:
            return next((i for i in names if i < len(texts) and texts[i]), names[0])
        return next(i for i, text in enumerate(texts) if text)
