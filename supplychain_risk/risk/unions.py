"""Sums over unions of sets, thousands of them made of each other: by number while they are small, by bits after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from supplychain_risk.numbers import Beside, Ints, Places
from supplychain_risk.risk.bits import Bits

FEW = 64
"""Numbers that go into a set, up to which it is always made of numbers."""

SPARSE = 2048
"""One in so many of all members takes about as long to go into a set as a number as all take as bits."""

ROWS = 16384
"""One in so many of all members takes as long to become a bit as bits of all members take to go into a set."""

HELD = 2**25
"""Numbers held, above which only sets that `FEW` go into are made of numbers: 128 MiB."""

AT_ONCE = 2**22
"""Numbers that are put together at a time: 32 MiB as they are sorted."""

_LOW = np.int64(2**32 - 1)


class Unions:
    """Sets of which each is the union of some that were made before, and itself where it is a member.

    Sets are taken level by level, each level at once: a set's level is one above those of the sets that go into it.
    """

    def __init__(
        self,
        made: Sequence[int],
        levels: Sequence[int],
        inputs: Sequence[Collection[int]],
        member: npt.NDArray[np.bool_],
        weights: Places,
    ) -> None:
        """The sets of `made`, ascending, their levels, and which of them go into each.

        `member` and `weights` are by the same numbers as `made`; `weights` has a row per weighting.
        """
        level = np.array(levels, np.int64)
        numbers = np.array(made, np.int64)
        many = np.fromiter(map(len, inputs), np.int64, len(inputs))
        # Members alike in weight and near in level stand together, so that bits of one word count alike.
        self._order = np.lexsort((*weights[:, numbers], level))
        place = np.empty(int(numbers[-1]) + 1, np.int64)
        place[numbers[self._order]] = np.arange(len(made))
        flat = np.fromiter(chain.from_iterable(inputs), np.int64, int(many.sum()))
        of = np.repeat(place[numbers], many)
        flat = place[flat]
        sorting = np.argsort(of, kind="stable")
        self._inputs = Beside(len(made), of[sorting], flat[sorting])
        """The sets by their places: by level, then weight."""
        self._levels = np.flatnonzero(np.diff(level[self._order], prepend=-1)).tolist()
        self._levels.append(len(made))
        """Where each level begins."""
        ordered = numbers[self._order]
        self._member = member[ordered]
        self._bit: Places = np.cumsum(self._member) - self._member
        """Place of a set → its number among the members, where it is one."""
        self._weights = weights[:, ordered[self._member]]
        self._used = np.zeros(len(made), np.bool_)
        self._used[self._inputs.others] = True
        self._few = max(FEW, self._weights.shape[1] // SPARSE)
        self._held = 0
        self._pool: Ints = np.empty(1024, np.int32)
        """Members of all sets that are passed on as numbers, one set after the other."""
        self._begins = np.zeros(len(made), np.int64)
        self._sizes = np.zeros(len(made), np.int64)
        """Of sets passed on as numbers."""
        self._sums = np.zeros((len(weights), len(made)), np.int64)

    def sums(self) -> Places:
        """The sums over each set, itself included where it is a member: a row per weighting, in step with `made`."""
        by_bits = np.zeros(len(self._used), np.bool_)
        starts = self._inputs.starts
        for start, end in pairwise(self._levels):
            places = np.arange(start, end)
            if start:
                sizes = self._sizes[self._inputs.others[starts[start] : starts[end]]]
                into = starts[start:end] - starts[start]
                many = FEW if self._held > HELD else self._few
                by_bits[start:end] = np.add.reduceat(sizes, into) > many
                by_bits[start:end] |= np.logical_or.reduceat(sizes == 0, into)
                places = places[~by_bits[start:end]]
            for chosen in self._batches(places):
                self._by_number(chosen)
        if by_bits.any():
            self._by_bits(np.flatnonzero(by_bits))
        found = np.empty_like(self._sums)
        found[:, self._order] = self._sums
        return found

    def _into(self, chosen: Places) -> tuple[Places, Places]:
        """What goes into the sets at these places: for each of it which of the chosen, and its own place."""
        many = self._inputs.many[chosen]
        inputs = self._inputs.others[_ranges(self._inputs.starts[chosen], many)]
        return np.repeat(np.arange(len(chosen)), many), inputs.astype(np.int64)

    def _batches(self, chosen: Places) -> Sequence[Places]:
        """These places in portions whose inputs have about `AT_ONCE` numbers, or a place by itself."""
        _, inputs = self._into(chosen)
        ends = np.append(0, np.cumsum(self._sizes[inputs]))[np.cumsum(self._inputs.many[chosen])]
        cuts = np.searchsorted(ends, np.arange(AT_ONCE, ends[-1] if len(ends) else 0, AT_ONCE), "right")
        return [batch for batch in np.split(chosen, np.unique(cuts)) if len(batch)]

    def _members(self, chosen: Places, owners: Places, inputs: Places) -> tuple[Places, Places]:
        """Themselves and the numbers of what goes into them: which of the chosen, and which member.

        Each pair once, in order.
        """
        sizes = self._sizes[inputs]
        (own,) = np.nonzero(self._member[chosen])
        keys = np.empty(int(sizes.sum()) + len(own), np.int64)
        rest = keys[len(own) :]
        np.left_shift(own, 32, out=keys[: len(own)])
        keys[: len(own)] |= self._bit[chosen[own]]
        np.left_shift(np.repeat(owners, sizes), 32, out=rest)
        rest |= self._pool[_ranges(self._begins[inputs], sizes)]
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) > 0]
        return keys >> 32, keys & _LOW

    def _by_number(self, chosen: Places) -> None:
        """Make sets of others that are all known by number."""
        owners, members = self._members(chosen, *self._into(chosen))
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self._sums[:, chosen] = np.add.reduceat(self._weights[:, members], starts, axis=1)
        used = self._used[chosen]
        places, sizes = chosen[used], np.diff(starts, append=len(owners))[used]
        self._sizes[places] = sizes
        self._begins[places] = self._held + np.cumsum(sizes) - sizes
        members = members[used[owners]]
        end = self._held + len(members)
        if end > len(self._pool):
            self._pool = np.concatenate((self._pool[: self._held], np.empty(end, np.int32)))
        self._pool[self._held : end] = members
        self._held = end

    def _by_bits(self, places: Places) -> None:
        """Make the other sets, of each other and of those known by number."""
        owners, inputs = self._into(places)
        sizes, uses = self._sizes, np.bincount(inputs, minlength=len(self._used))
        as_row = sizes * uses > sizes + (1 + uses) * (self._weights.shape[1] / ROWS)
        known = np.flatnonzero(as_row)
        as_row[places] = True
        by_row = (sizes == 0) | as_row
        rows, row_of = np.flatnonzero(as_row), np.cumsum(as_row) - 1
        owned = [np.repeat(row_of[known], sizes[known]).astype(np.int32)]
        entries = [self._pool[_ranges(self._begins[known], sizes[known])]]
        for chosen in self._batches(places):
            some, others = self._into(chosen)
            direct = ~by_row[others]
            some, members = self._members(chosen, some[direct], others[direct])
            owned.append(row_of[chosen[some]].astype(np.int32))
            entries.append(members.astype(np.int32))
        counts = np.searchsorted(rows, self._levels)
        ends = np.append(0, np.cumsum(self._member))[self._levels]
        filled = np.flatnonzero(np.diff(counts))
        to_row = by_row[inputs]
        bits = Bits(
            levels=[*counts[filled].tolist(), len(rows)],
            ends=ends[filled + 1].tolist(),
            inputs=Beside(len(rows), row_of[places[owners[to_row]]], row_of[inputs[to_row]]),
            owners=np.concatenate(owned),
            members=np.concatenate(entries),
            weights=self._weights,
        )
        self._sums[:, rows] = bits.sums()


def _ranges(begins: Places, sizes: Places) -> Places:
    """The numbers from each of `begins` on, so many as `sizes` says, one range after the other."""
    ends = np.cumsum(sizes)
    found = np.arange(ends[-1] if len(ends) else 0)
    found += np.repeat(begins - ends + sizes, sizes)
    return found
