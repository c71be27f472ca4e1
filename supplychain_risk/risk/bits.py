"""Sums over unions of large sets, as sets of bits: level by level where levels are wide, one by one where not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from supplychain_risk.numbers import Beside, Ints, Places

CHUNK = 32768
"""Members that are followed together where sets are made one by one: 4 KiB per set."""

CACHED = 2**21
"""Bytes of a level that are followed together: they should stay near the processor."""

ROOM = 2**27
"""Bytes of all sets that are followed together."""

BLOCK = 4096
"""Sets of a level that are put together at a time."""

WIDE = 16
"""Sets of a level, on average, from which on it is faster to take each level at once."""

MANY = 32
"""Sets that go into one, above which it is made by itself."""

_Words = npt.NDArray[np.uint64]
_ONE = np.uint64(1)


class _Step(NamedTuple):
    """Sets at places next to each other, and of each one that goes into it."""

    start: int
    end: int
    others: Places


class _Terms(NamedTuple):
    """How bits count: bits of one word that weigh alike."""

    words: Places
    masks: _Words
    weights: Places
    """A row per weighting."""


class Bits:
    """Sets, each the union of some before it and of members of its own.

    Sets are numbered level by level; only sets of lower levels go into a set.
    """

    def __init__(
        self,
        *,
        levels: Sequence[int],
        ends: Sequence[int],
        inputs: Beside,
        owners: Ints,
        members: Ints,
        weights: Places,
    ) -> None:
        """Sets by number.

        Args:
            levels: where each level begins, and the number of sets.
            ends: of each level, above which no member is in one of its sets.
            inputs: the sets that go into each.
            owners: sets that have members of their own.
            members: these members, in step with `owners`.
            weights: of the members, a row per weighting.
        """
        self._levels = levels
        self._ends = ends
        self._inputs = inputs
        self._owners = owners
        self._members = members
        self._weights = weights
        self._count = levels[-1]

    def sums(self) -> Places:
        """The sums over each set: a row per weighting."""
        return self._by_level() if self._count >= WIDE * len(self._ends) else self._one_by_one()

    def _by_level(self) -> Places:
        # Sets of a level are put in the order of how many go into them, so that the nth of these is added to the first.
        level = np.repeat(np.arange(len(self._ends)), np.diff(self._levels))
        order = np.lexsort((-self._inputs.many, level))
        place = np.empty(self._count, np.int64)
        place[order] = np.arange(self._count)
        widest = int(np.diff(self._levels).max())
        words = -(-self._weights.shape[1] // 64)
        wide = max(4, min(CACHED // 8 // widest, ROOM // 8 // self._count, words))
        keys, values = self._words(place, wide)
        plan = [self._steps(place, order, start, end) for start, end in pairwise(self._levels)]
        terms = _terms(self._weights)
        sets: _Words = np.zeros((self._count, wide), np.uint64)
        room: _Words = np.empty((min(BLOCK, widest), wide), np.uint64)
        flat = sets.reshape(-1)
        found = np.zeros((len(self._weights), self._count), np.int64)
        bounds = np.array(self._levels) * wide
        for first in range(0, words, wide):
            base = first * self._count
            counting = _of_words(terms, first, first + wide)
            cuts = np.searchsorted(keys, base + bounds).tolist()
            for number, (start, end) in enumerate(pairwise(self._levels)):
                if self._ends[number] <= first * 64:
                    sets[start:end] = 0
                    continue
                _unite(sets, plan[number], start, end, room)
                chosen = slice(cuts[number], cuts[number + 1])
                flat[keys[chosen] - base] |= values[chosen]
                found[:, start:end] += _counted(sets[start:end], counting)
        return found[:, place]

    def _words(self, place: Places, wide: int) -> tuple[Places, _Words]:
        """The entries as words: where they are, by portions of `wide` words, then by set; and the words."""
        members = self._members.astype(np.int64)
        keys = place[self._owners] * wide
        keys += members // (64 * wide) * (self._count * wide) + members // 64 % wide
        keys <<= 6
        keys |= members & 63
        keys.sort()
        bits = _ONE << (keys & 63).astype(np.uint64)
        keys >>= 6
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        return keys[starts], np.bitwise_or.reduceat(bits, starts) if len(starts) else bits

    def _steps(self, place: Places, order: Places, start: int, end: int) -> Sequence[_Step]:
        """How the sets of a level are made, in portions."""
        begins, many = self._inputs.starts[order[start:end]], self._inputs.many[order[start:end]]
        others = self._inputs.others
        alone = int(np.searchsorted(-many, -MANY, "left"))
        steps = [
            _Step(start + row, start + row + 1, place[others[begins[row] : begins[row] + many[row]]])
            for row in range(alone)
        ]
        for block in range(alone, end - start, BLOCK):
            last = min(block + BLOCK, end - start)
            for number in range(int(many[block])):
                reached = block + int(np.searchsorted(-many[block:last], -number, "left"))
                steps.append(_Step(start + block, start + reached, place[others[begins[block:reached] + number]]))
        return steps

    def _one_by_one(self) -> Places:
        found = [[0] * self._count for _ in self._weights]
        members = self._members.astype(np.int64)
        keys = (members // CHUNK * self._count + self._owners) * CHUNK + members % CHUNK
        keys.sort()
        sorting = np.argsort(self._inputs.others, kind="stable")
        targets = np.repeat(np.arange(self._count), self._inputs.many)[sorting]
        onward = list(Beside(self._count, self._inputs.others[sorting], targets).each())
        for portion in range(-(-self._weights.shape[1] // CHUNK)):
            planes = [tuple(_planes(row[portion * CHUNK :][:CHUNK])) for row in self._weights]
            cuts = np.searchsorted(keys, (portion * self._count + np.arange(self._count + 1)) * CHUNK).tolist()
            inherited: dict[int, int] = {}
            for one, (start, end) in enumerate(pairwise(cuts)):
                held = inherited.pop(one, 0)
                if start < end:
                    held |= _as_bits(keys[start:end] % CHUNK)
                if not held:
                    continue
                for row, of_weight in zip(found, planes, strict=True):
                    for power, mask in of_weight:
                        row[one] += (held if mask is None else held & mask).bit_count() << power
                for other in onward[one]:
                    inherited[other] = inherited.get(other, 0) | held
        return np.array(found, np.int64)


def _unite(sets: _Words, steps: Sequence[_Step], start: int, end: int, room: _Words) -> None:
    """Make the sets of a level, as far as others go into them."""
    made = start
    for step in steps:
        if step.start >= made:
            into = sets[step.start : step.end]
            if len(step.others) == len(into):
                np.take(sets, step.others, axis=0, out=into, mode="clip")  # any other mode makes a copy first
            else:
                np.bitwise_or.reduce(sets[step.others], axis=0, out=into[0])
            made = step.end
        else:
            more = room[: len(step.others)]
            np.take(sets, step.others, axis=0, out=more, mode="clip")
            into = sets[step.start : step.end]
            np.bitwise_or(into, more, out=into)
    sets[made:end] = 0


def _terms(weights: Places) -> _Terms:
    """Runs of members of one word that weigh alike."""
    numbers = np.arange(weights.shape[1])
    new = np.ones(len(numbers), np.bool_)
    new[1:] = (weights[:, 1:] != weights[:, :-1]).any(axis=0) | (numbers[1:] % 64 == 0)
    starts = np.flatnonzero(new)
    masks = np.bitwise_or.reduceat(_ONE << (numbers % 64).astype(np.uint64), starts)
    return _Terms(starts // 64, masks, weights[:, starts])


def _of_words(terms: _Terms, first: int, last: int) -> _Terms:
    """The terms of some words, which are numbered from the first of them."""
    start, end = np.searchsorted(terms.words, (first, last))
    return _Terms(terms.words[start:end] - first, terms.masks[start:end], terms.weights[:, start:end])


def _counted(sets: _Words, terms: _Terms) -> Places:
    """The sums over some sets: a row per weighting."""
    words, weights = len(terms.words), terms.weights
    alike = words == int(terms.words[-1]) + 1  # all bits of a word weigh alike
    many = _ones(sets[:, :words] if alike else sets[:, terms.words] & terms.masks)
    # Whole numbers are added exactly as floats where none comes near the digits of one, and much faster.
    most = float(np.abs(weights).sum(axis=1, dtype=np.float64).max()) * 64
    exact = np.float32 if most < 2**24 else np.float64 if most < 2**53 else np.int64
    summed: Places = (many.astype(exact) @ weights.T.astype(exact)).T.astype(np.int64)
    return summed


def _ones(words: _Words) -> npt.NDArray[np.uint8]:
    """How many bits of each word are set."""
    by_numpy: Callable[[_Words], npt.NDArray[np.uint8]] | None = getattr(np, "bitwise_count", None)  # from 2.0 on
    return (by_numpy or _ones_by_hand)(words)


def _ones_by_hand(words: _Words) -> npt.NDArray[np.uint8]:
    """The same, added up: bits in pairs, in fours, in eights, and these by a multiplication."""
    one, two, four = (np.uint64(number) for number in (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F))
    halves = words - ((words >> _ONE) & one)
    fours = (halves & two) + ((halves >> np.uint64(2)) & two)
    eights = (fours + (fours >> np.uint64(4))) & four
    ones: npt.NDArray[np.uint8] = ((eights * np.uint64(0x0101010101010101)) >> np.uint64(56)).astype(np.uint8)
    return ones


def _as_bits(members: Places) -> int:
    """Numbers in order, each once or more, as bits."""
    if len(members) < 4:
        bits = 0
        for member in members.tolist():
            bits |= 1 << member
        return bits
    held = np.zeros(int(members[-1]) + 1, np.bool_)
    held[members] = True
    return int.from_bytes(np.packbits(held, bitorder="little").tobytes(), "little")


def _planes(weights: Places) -> Iterable[tuple[int, int | None]]:
    """Binary digits of the weights: (power of two, the members whose weight has that digit as bits, None for all)."""
    for power in range(int(weights.max(initial=0)).bit_length()):
        digit = weights >> power & 1 == 1
        if digit.any():
            yield power, None if digit.all() else _as_bits(np.flatnonzero(digit))
