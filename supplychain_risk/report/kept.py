"""Suppliers, findings, lines and links of a large report, held as bytes and made again when somebody asks for them.

As objects a supplier of a report takes 2.6 kB with its findings and links, as compressed bytes 0.3 kB; making it again
takes some 10 µs (measured with 100,000 suppliers). What many share (reasons, scores, readings) is held once, as it is,
so that what is made again is made of the same objects.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar, overload

import msgspec

from supplychain_risk.domain import Frozen
from supplychain_risk.report.brief import Brief, Kind, Kinds
from supplychain_risk.report.models import (
    FindingEntry,
    LineEntry,
    LinkEntry,
    ReadingEntry,
    ReasonEntry,
    ResidualEntry,
    Resolved,
    ScoreEntry,
    StructuralEntry,
    SupplierEntry,
)
from supplychain_risk.report.outlook_models import PriorityEntry

MANY = 100_000
"""Suppliers and findings from which on a report is held so; below, objects are little and quicker."""
BLOCK = 500
"""Parts that are made again together."""

Part = TypeVar("Part")


class Kept(Sequence[Part]):
    """A sequence of parts that are made again whenever they are asked for; equal to the tuple of them.

    One pass over all is cheap, and so is one part; many parts here and there are not: take them in one pass, or ask
    `in_brief` which they are.
    """

    def __init__(
        self,
        blocks: Iterable[bytes],
        size: int,
        made: Callable[[bytes], Sequence[Part]],
        marks: Iterable[Set[str]] = (),
    ) -> None:
        """What it holds.

        Args:
            blocks: of `BLOCK` parts each, but for the last.
            made: the parts of one, from its bytes.
            marks: what the parts of each are marked with, where somebody asks for some of them.
        """
        self._blocks = tuple(blocks)
        self._size = size
        self._made = made
        self._marks = tuple(marks)
        self._last: tuple[int, Sequence[bytes]] = (-1, ())

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Part: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...

    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(self._size)))
        at = index + self._size if index < 0 else index
        if not 0 <= at < self._size:
            raise IndexError(f"there are {self._size} parts and none at {index}")
        number, place = divmod(at, BLOCK)
        held, parts = self._last
        if held != number:
            parts = tuple(map(bytes, _EACH.decode(zlib.decompress(self._blocks[number]))))
            self._last = (number, parts)
        return self._made(_OF_ONE + parts[place])[0]

    def __iter__(self) -> Iterator[Part]:
        for block in self._blocks:
            yield from self._parts(block)

    def near(self, marks: Set[str]) -> Iterator[Part]:
        """The parts with one of some marks, and others beside them, in their order: blocks without any are not made."""
        for block, held in zip(self._blocks, self._marks, strict=True):
            if not held.isdisjoint(marks):
                yield from self._parts(block)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Kept | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._size:,} parts)"

    def __getstate__(self) -> dict[str, object]:
        return self.__dict__ | {"_last": (-1, ())}

    def _parts(self, block: bytes) -> Sequence[Part]:
        return self._made(zlib.decompress(block))


class KeptSuppliers(Kept[SupplierEntry]):
    """Suppliers that are made again, and the same in brief."""

    def __init__(
        self,
        blocks: Iterable[bytes],
        size: int,
        made: Callable[[bytes], Sequence[SupplierEntry]],
        brief: Sequence[Brief],
    ) -> None:
        super().__init__(blocks, size, made)
        self.brief = brief


def in_brief(suppliers: Sequence[SupplierEntry]) -> Sequence[Brief]:
    """The suppliers of a report in brief, in its order: cheap for those held as bytes, one pass over others."""
    return suppliers.brief if isinstance(suppliers, KeptSuppliers) else Kinds().briefs(suppliers)


class Keeper:
    """Keeps the parts of one report; what they share is held once."""

    def __init__(self, reasons: Iterable[ReasonEntry]) -> None:
        """`reasons`: of all findings of the report."""
        self._reasons = {reason.id: reason for reason in reasons}
        self._readings: dict[str, ReadingEntry] = {}
        self._scores: dict[str, ScoreEntry] = {}
        self._texts: dict[str, int] = {}
        self._numbered: list[str] = []

    def suppliers(self, parts: Iterable[SupplierEntry]) -> Sequence[SupplierEntry]:
        """Suppliers, taken one by one."""
        whole, brief, kinds = _Blocks(), _Blocks(), Kinds()
        for some in _by_blocks(parts):
            whole.add(tuple(map(self._keep_supplier, some)))
            brief.add(tuple([(s.id, s.name, s.cells, kinds.number(s)) for s in some]))
        briefs = Kept(brief.held, brief.size, partial(_briefs, kinds.all))
        return KeptSuppliers(whole.held, whole.size, self._suppliers, briefs)

    def findings(self, parts: Iterable[FindingEntry]) -> Sequence[FindingEntry]:
        """Findings, taken one by one."""
        return _keep(parts, _keep_finding, self._findings, _REASON_OF_KEPT)

    def lines(self, parts: Iterable[LineEntry]) -> Sequence[LineEntry]:
        """Lines of goods, taken one by one."""
        return _keep(parts, _itself, _lines)

    def links(self, parts: Iterable[LinkEntry]) -> Sequence[LinkEntry]:
        """Links, taken one by one."""
        return _keep(parts, _itself, _links)

    def priorities(self, parts: Iterable[PriorityEntry]) -> Sequence[PriorityEntry]:
        """Places in the order of action, taken one by one."""
        return _keep(parts, _itself, _priorities)

    def _keep_supplier(self, supplier: SupplierEntry) -> tuple[Any, ...]:
        structural = supplier.structural
        if structural:
            self._scores.setdefault(structural.score.id, structural.score)
        for one in supplier.resolved:
            self._readings.setdefault(one.reading.id, one.reading)
        said = self._texts.get(supplier.why)
        if said is None:
            said = self._texts[supplier.why] = len(self._numbered)
            self._numbered.append(supplier.why)
        return (
            supplier.changed(why="", structural=None, resolved=()),
            said,
            structural.score.id if structural else None,
            structural.cells if structural else (),
            structural.residual if structural else None,
            tuple((one.reading.id, one.cells) for one in supplier.resolved),
        )

    def _suppliers(self, block: bytes) -> Sequence[SupplierEntry]:
        readings, scores, said = self._readings, self._scores, self._numbered
        made: list[SupplierEntry] = []
        for supplier, why, score, cells, residual, resolved in _SUPPLIERS.decode(block):
            # nobody else has the supplier yet, and to copy it would take as long as to make it
            _set(supplier, "why", said[why])
            _set(supplier, "resolved", tuple([Resolved(reading=readings[id_], cells=own) for id_, own in resolved]))
            if score is not None:
                structural = StructuralEntry(score=scores[score], cells=cells, residual=residual)
                _set(supplier, "structural", structural)
            made.append(supplier)
        return made

    def _findings(self, block: bytes) -> Sequence[FindingEntry]:
        reasons = self._reasons
        return tuple(
            FindingEntry(
                id=id_,
                supplier=supplier,
                reason=reasons[reason],
                cells=cells,
                paths=paths,
                path_count=count,
                path_count_exact=exact,
                score=score,
                disposition=disposition,
                disposition_why=why,
            )
            for id_, supplier, reason, cells, paths, count, exact, score, disposition, why in _FINDINGS.decode(block)
        )


_set = msgspec.structs.force_setattr
_Cells = tuple[str, ...]
_SUPPLIERS = msgspec.msgpack.Decoder(
    tuple[
        tuple[
            SupplierEntry,
            int,
            str | None,
            tuple[_Cells, ...],
            ResidualEntry | None,
            tuple[tuple[str, _Cells], ...],
        ],
        ...,
    ]
)
_FINDINGS = msgspec.msgpack.Decoder(
    tuple[
        tuple[str, str, str, _Cells, tuple[tuple[str, ...], ...], int, bool, float | None, str | None, str],
        ...,
    ]
)
_LINES = msgspec.msgpack.Decoder(tuple[LineEntry, ...])
_LINKS = msgspec.msgpack.Decoder(tuple[LinkEntry, ...])
_PRIORITIES = msgspec.msgpack.Decoder(tuple[PriorityEntry, ...])


_BRIEFS = msgspec.msgpack.Decoder(tuple[tuple[str, str, _Cells, int], ...])
_EACH = msgspec.msgpack.Decoder(tuple[msgspec.Raw, ...])
_OF_ONE = b"\x91"
"""What the bytes of a list begin with that has one part."""


def _keep_finding(f: FindingEntry) -> tuple[Any, ...]:
    return (
        *(f.id, f.supplier, f.reason.id, f.cells, f.paths),
        *(f.path_count, f.path_count_exact, f.score, f.disposition, f.disposition_why),
    )


_REASON_OF_KEPT = itemgetter(2)


def _lines(block: bytes) -> Sequence[LineEntry]:
    return _LINES.decode(block)


def _links(block: bytes) -> Sequence[LinkEntry]:
    return _LINKS.decode(block)


def _priorities(block: bytes) -> Sequence[PriorityEntry]:
    return _PRIORITIES.decode(block)


def _briefs(kinds: Sequence[Kind], block: bytes) -> Sequence[Brief]:
    return tuple([Brief(id_, name, cells, kinds[kind]) for id_, name, cells, kind in _BRIEFS.decode(block)])


def _itself(part: Frozen) -> Frozen:
    return part


class _Blocks:
    """Parts on their way to bytes, some at a time."""

    def __init__(self) -> None:
        self.held: list[bytes] = []
        self.size = 0
        self._encode = msgspec.msgpack.Encoder().encode

    def add(self, some: tuple[Any, ...]) -> None:
        """A block more."""
        self.size += len(some)
        self.held.append(zlib.compress(self._encode(some), 1))


def _by_blocks(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    left = iter(parts)
    while some := tuple(islice(left, BLOCK)):
        yield some


def _keep(
    parts: Iterable[Part],
    kept: Callable[[Part], Any],
    made: Callable[[bytes], Sequence[Part]],
    mark: Callable[[Any], str] | None = None,
) -> Sequence[Part]:
    blocks, marks = _Blocks(), list[Set[str]]()
    for some in _by_blocks(parts):
        held = tuple(map(kept, some))
        blocks.add(held)
        if mark:
            marks.append(frozenset(map(mark, held)))
    return Kept(blocks.held, blocks.size, made, marks)


def findings_for(reasons: Set[str], findings: Sequence[FindingEntry]) -> Iterator[FindingEntry]:
    """The findings of a report for some reasons, by their ids."""
    some = findings.near(reasons) if isinstance(findings, Kept) else findings
    return (finding for finding in some if finding.reason.id in reasons)
