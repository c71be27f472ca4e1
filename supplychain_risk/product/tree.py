"""Which parts go into which, over all lists of parts of the input: by numbers of parts, and by rows above rows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from supplychain_risk.intake.joining import id_key
from supplychain_risk.intake.records import PartRecord
from supplychain_risk.resolve.text import key

Node = tuple[str, ...]
"""A part: its number wherever it stands, or the sheet and row of one that has none."""
Row = tuple[str, str, int]
"""File, sheet, 1-based row."""
_RUNNING = re.compile(r"\d{1,2}")
"""A number so short may count the rows of a sheet: it is the same part within its sheet only."""


def row_of(record: PartRecord) -> Row:
    """Where a row stands."""
    return record.file, record.sheet, record.row


@dataclass(frozen=True)
class PartTree:
    """The parts of an input. Equal numbers are one part in every file; rows without a number are parts of their own."""

    records: Mapping[Node, tuple[PartRecord, ...]]
    """Part → its rows; none for one that is only named as the part that others go into."""
    below: Mapping[Node, frozenset[Node]]
    """Part → the parts that go straight into it."""
    at: Mapping[Row, Node]
    labels: Mapping[Node, str]
    """How a part is called: its number as first written, or its words."""

    @cached_property
    def above(self) -> Mapping[Node, frozenset[Node]]:
        """Part → the parts that it goes straight into."""
        found: dict[Node, set[Node]] = {}
        for parent, children in self.below.items():
            for child in children:
                found.setdefault(child, set()).add(parent)
        return {node: frozenset(parents) for node, parents in found.items()}

    def called(self, text: str) -> tuple[Node, ...]:
        """The parts of this number; where no part has it, those of these words. Sorted, none if there are none."""
        number = id_key(text)
        by_number = {n for n in self.labels if n[-1] == number and n[0] in _NUMBERED}
        if by_number:
            return tuple(sorted(by_number))
        words = key(text)
        return tuple(
            sorted(n for n, rs in self.records.items() if any(key(g.text) == words for r in rs for g in r.goods))
        )

    def within(self, tops: Iterable[Node]) -> frozenset[Node]:
        """These parts and all that go into them, straight or by way of others."""
        found = set(tops)
        queue = deque(sorted(found))
        while queue:
            for child in sorted(self.below.get(queue.popleft(), ())):
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return frozenset(found)

    def tops(self) -> tuple[Node, ...]:
        """Parts that go into no other, and have parts or stand in a list of parts; sorted."""
        return tuple(sorted(node for node in self.labels if node not in self.above))


_NUMBERED = ("number", "number in")


def part_tree(parts: Sequence[PartRecord]) -> PartTree:
    """The parts of an input from the rows of its lists of parts."""
    numbers = {id_key(record.number.text) for record in parts if record.number is not None}
    at: dict[Row, Node] = {}
    labels: dict[Node, str] = {}
    records: dict[Node, list[PartRecord]] = {}
    before: tuple[PartRecord, Node] | None = None
    for record in parts:
        node = _node(record, numbers)
        bare = record.number is None and not record.goods
        if bare and before is not None and _same_place(before[0], record):
            node = before[1]  # a further supplier of the part above it, and nothing else
        elif not bare:
            before = (record, node)
        at[row_of(record)] = node
        labels.setdefault(node, _label(record))
        records.setdefault(node, []).append(record)
    worded: dict[tuple[str, str, str], set[Node]] = {}
    for record in parts:
        for good in record.goods:
            worded.setdefault((record.file, record.sheet, key(good.text)), set()).add(at[row_of(record)])
    below: dict[Node, set[Node]] = {}
    for record in parts:
        child = at[row_of(record)]
        above = {at[place] for row in record.above if (place := (record.file, record.sheet, row)) in at}
        for parent in record.parents:
            node = _numbered(record, parent.text)
            by_words = (
                worded.get((record.file, record.sheet, key(parent.text)), set()) if node not in records else set()
            )
            if not by_words:
                labels.setdefault(node, parent.text)
            above |= by_words or {node}
        for node in above - {child}:
            below.setdefault(node, set()).add(child)
    return PartTree(
        {node: tuple(rows) for node, rows in records.items()},
        {node: frozenset(children) for node, children in below.items()},
        at,
        labels,
    )


def _node(record: PartRecord, numbers: set[str]) -> Node:
    """The part of a row; what stands under a heading of goods may be a number that another table gives its parts."""
    if record.number is not None:
        return _numbered(record, record.number.text)
    if len(record.goods) == 1 and id_key(record.goods[0].text) in numbers:
        return _numbered(record, record.goods[0].text)
    return "row", record.file, record.sheet, str(record.row)


def _numbered(record: PartRecord, text: str) -> Node:
    number = id_key(text)
    if _RUNNING.fullmatch(number):
        return "number in", record.file, record.sheet, number
    return "number", number


def _same_place(one: PartRecord, other: PartRecord) -> bool:
    return (one.file, one.sheet, one.above) == (other.file, other.sheet, other.above) and not other.parents


def _label(record: PartRecord) -> str:
    if record.number is not None:
        return record.number.text
    return ", ".join(good.text for good in record.goods) or f"row {record.row} of {record.sheet}"
