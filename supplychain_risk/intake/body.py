"""The rows of a table as columns: what is asked of a text is asked once of each distinct one.

Long lists repeat themselves: a country, a good or "n/a" stands in thousands of rows. And what stands in one row alone
(a name, an address) can be asked of all rows together: a column in which no text speaks of a total has no row that
does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import cached_property

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.values import clean

_BETWEEN = "~"
"""Stands between texts that are asked together: it belongs to no word, parts no list and ends no amount."""
_MOST_ROOM = 4
"""Places of a table as columns for each cell that its rows have: more, and few rows are far wider than the others."""
_ROOM = 100_000
"""Places that any table may take."""


class Texts:
    """The texts of one column from the top, "" where a row ends before it."""

    def __init__(self, raw: Sequence[str]) -> None:
        self.raw = raw
        self._distinct = dict(zip(raw, raw, strict=True))
        self._distinct.pop("", None)
        self.distinct: Collection[str] = self._distinct.keys()
        """Each text once, as it stands, in the order of the rows."""

    @cached_property
    def joined(self) -> str:
        """All distinct texts in one, to ask what is true of none of them."""
        return _BETWEEN.join(self.distinct)

    @cached_property
    def is_clean(self) -> bool:
        """Whether no text changes by being cleaned; it may be wrongly no."""
        joined = self.joined
        return (
            joined.isascii()
            and joined.isprintable()
            and not any(blanks in joined for blanks in ("  ", f"{_BETWEEN} ", f" {_BETWEEN}"))
            and not joined.startswith(" ")
            and not joined.endswith(" ")
        )

    @cached_property
    def cleaned(self) -> Mapping[str, str]:
        """Each distinct text → cleaned."""
        if self.is_clean:
            return self._distinct
        return {text: clean(text) for text in self.distinct}

    @cached_property
    def all_cleaned(self) -> str:
        """All distinct texts cleaned, in one."""
        return self.joined if self.is_clean else _BETWEEN.join(self.cleaned.values())

    @cached_property
    def texts(self) -> Sequence[str]:
        """The text of each row, cleaned."""
        if self.is_clean:
            return self.raw
        return list(map({"": "", **self.cleaned}.__getitem__, self.raw))

    @cached_property
    def is_full(self) -> bool:
        """Whether no row leaves it blank."""
        return all(self.texts)

    def rows_where(self, asked: Callable[[str], object]) -> list[int]:
        """The rows whose cleaned text is such that the answer is yes; blank ones are not asked."""
        return self.rows_of({raw for raw, text in self.cleaned.items() if text and asked(text)})

    def rows_saying(self, wanted: Set[str]) -> list[int]:
        """The rows whose cleaned text is one of some."""
        if self.is_clean:
            return self.rows_of({text for text in wanted if text in self.distinct})
        return self.rows_of({raw for raw, text in self.cleaned.items() if text in wanted})

    def rows_of(self, wanted: Set[str]) -> list[int]:
        """The rows that hold one of some texts, as they stand."""
        return [row for row, text in enumerate(self.raw) if text in wanted] if wanted else []


class Body:
    """The rows below a header as columns; rows are counted from the first of them."""

    def __init__(self, grid: Grid, first: int, end: int) -> None:
        """`first`: the row of the sheet (0-based) below the header; `end`: exclusive."""
        self.grid = grid
        self.first = first
        self.rows = grid.rows[first:end]
        widths = set(map(len, self.rows))
        self.width = max(widths, default=0)
        self._is_even = len(widths) == 1
        self._columns: dict[int, Texts] = {}

    @property
    def numbers(self) -> range:
        """The rows of the sheet (0-based)."""
        return range(self.first, self.first + len(self.rows))

    @cached_property
    def filled(self) -> Sequence[int]:
        """The rows of the sheet (0-based) that have anything but blanks in them."""
        if self.is_handy and any(column.is_full for column in map(self.column, range(self.width))):
            return self.numbers
        return [number for number, row in zip(self.numbers, self.rows, strict=True) if any(map(str.strip, row))]

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def is_handy(self) -> bool:
        """Whether its columns take no more room than its rows do, or little; a row far wider than all others has many
        columns that are blank but for one cell."""
        area = self.width * len(self.rows)
        return area <= _ROOM or area <= _MOST_ROOM * sum(map(len, self.rows))

    @cached_property
    def _turned(self) -> Sequence[Sequence[str]]:
        return tuple(zip(*self.rows, strict=True))

    def column(self, index: int) -> Texts:
        """The texts of a column of the sheet."""
        found = self._columns.get(index)
        if found is None:
            raw: Sequence[str]
            if self._is_even and index < self.width:
                raw = self._turned[index]
            else:
                raw = [row[index] if index < len(row) else "" for row in self.rows]
            found = self._columns[index] = Texts(raw)
        return found

    def blank_in(self, columns: Iterable[int]) -> Collection[int]:
        """The rows that leave all of some columns blank; with no column, all rows."""
        every = [self.column(index) for index in columns]
        if any(column.is_full for column in every):
            return ()
        rows: Collection[int] = range(len(self.rows))
        for column in every:
            texts = column.texts
            rows = [row for row in rows if not texts[row]]
            if not rows:
                break
        return rows
