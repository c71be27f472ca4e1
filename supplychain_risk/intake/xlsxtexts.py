"""The shared texts of an .xlsx file: one text may stand in a million cells, and calamine copies it into each."""

from __future__ import annotations

import re
from itertools import pairwise

_TEXT = re.compile(rb"<(?>(?:[^\s<>:/]*+:)?)si(?=[\s/>])")
_NUMBER = re.compile(rb"[\"']s[\"'][^<>]*+>\s*+<(?>(?:[^\s<>:/]*+:)?)v(?>(?:\s[^<>]*+)?)>(\d{1,9})<")
_TABLE = re.compile(rb"(<(?>(?:[^\s<>:/]*+:)?)sst)(?=[\s/>])((?>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*))")
_COUNT = re.compile(rb"uniqueCount\s*+=\s*+[\"'](\d++)")
_LONG_NUMBER, _TOO_MANY = 10, 1_000_000


class Texts:
    """How many characters the cells of a sheet hold, as far as they are shared texts."""

    def __init__(self, shared: bytes) -> None:
        self._shared = shared
        starts = [match.start() for match in _TEXT.finditer(shared)]
        self._lengths = [end - start for start, end in pairwise((*starts, len(shared)))]
        self._longest = max(self._lengths, default=0)

    def characters(self, sheet: bytes, cells: int, few: int) -> int:
        """Characters in the cells of a sheet. At most `few`, they are not counted one by one: a bound will do."""
        bound = cells * self._longest
        if bound <= few:
            return bound
        known = len(self._lengths)
        numbers = (int(match[1]) for match in _NUMBER.finditer(sheet))
        return sum(self._lengths[number] for number in numbers if number < known)

    def with_true_count(self) -> bytes:
        """The shared texts without a number of them that is far too large: calamine reserves memory for as many."""
        stated = [digits for table in _TABLE.findall(self._shared) for digits in _COUNT.findall(table[1])]
        if all(len(each) < _LONG_NUMBER and int(each) <= len(self._lengths) + _TOO_MANY for each in stated):
            return self._shared
        return _TABLE.sub(rb"\1", self._shared)
