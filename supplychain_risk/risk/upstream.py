"""What lies upstream of every node at once: sums over it, the first few of it. Each supplier once.

Asking each node for its upstream one by one takes time in the square of the network; these passes go over the links a
fixed number of times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from supplychain_risk.network import SupplyNetwork
from supplychain_risk.numbers import Beside, Places
from supplychain_risk.risk.unions import Unions

PLAIN = 64
"""Sets, up to which they are made one by one."""


class Reach:
    """Sums over everything upstream of each node, each supplier once.

    Nodes are taken in groups: companies that supply each other in a circle are one, every other is one by itself. What
    a group passes on to its buyers is the set of groups upstream of it, and itself. Most sets need not be made:

    * Who has one buyer only is upstream of others just where that buyer is, so it counts with that buyer there.
    * Where all that a group's suppliers pass on comes from one of them, it has what that one passes on.

    What is left of a list of suppliers and their own suppliers is nothing at all; of a network in which companies have
    several buyers it is sets of some, and `Unions` makes these.
    """

    def __init__(self, network: SupplyNetwork) -> None:
        self._network = network
        circles = network.circle_of
        self._nodes = nodes = np.array(network.numbers_upstream_first, np.int64)
        """Numbers of the nodes, suppliers before buyers; those of a circle stand together."""
        first = np.ones(len(nodes), np.bool_)
        if circles:
            groups = [circles.get(node) for node in network.upstream_first]
            first[1:] = [one is None or one is not other for one, other in pairwise(groups)]
        self._starts = np.flatnonzero(first)
        """Where in the nodes each group begins."""
        self._group = np.empty(len(nodes), np.int64)
        self._group[self._nodes] = np.cumsum(first) - 1
        """Number of a node → its group."""

    @cached_property
    def _pairs(self) -> tuple[Places, Places]:
        """Groups that supply others, and these, each pair once; ordered by who is supplied, then who supplies."""
        suppliers = self._network.numbers.suppliers
        buying = np.repeat(self._group, suppliers.many)
        supplying = self._group[suppliers.others]
        many = len(self._starts)
        keys = (buying * many + supplying)[buying != supplying]
        keys.sort()
        if many < len(self._nodes):
            keys = keys[np.diff(keys, prepend=-1) > 0]
        return keys % max(many, 1), keys // max(many, 1)

    @cached_property
    def _inward(self) -> Beside:
        """The groups that supply each group."""
        supplying, buying = self._pairs
        return Beside(len(self._starts), buying, supplying)

    @cached_property
    def _onward(self) -> Beside:
        """The groups that buy from each group."""
        supplying, buying = self._pairs
        order = np.argsort(supplying, kind="stable")
        return Beside(len(self._starts), supplying[order], buying[order])

    def sums(self, *weights: Mapping[str, int]) -> tuple[Mapping[str, int], ...]:
        """For each of several weightings (supplier → whole number, at least 0): node → sum over its upstream.

        A node with nothing upstream is left out; a node is not upstream of itself, whatever circle it is in.
        """
        nodes = self._network.numbers.nodes
        told = np.array([[weight.get(node, 0) for node in nodes] for weight in weights], np.int64)
        rows = self.counted(told).tolist()
        return tuple({node: many for node, many in zip(nodes, row, strict=True) if many} for row in rows)

    def counted(self, weights: Places) -> Places:
        """The same in arrays: a row per weighting, a column per number of a node."""
        rows = weights.tolist()
        first = [rows.index(row) for row in rows]
        telling = [number for number, row in enumerate(first) if number == row and any(rows[number])]
        found = np.zeros_like(weights)
        if telling:
            found[telling] = self._counted(weights[telling])
        return found[first]

    def _counted(self, weights: Places) -> Places:
        of_group = np.add.reduceat(weights[:, self._nodes], self._starts, axis=1)
        found = self._of_groups(of_group)[:, self._group]
        if len(self._starts) < len(self._nodes):
            # Companies of a circle are upstream of each other, and none of itself.
            sizes = np.diff(self._starts, append=len(self._nodes))
            inside = (sizes > 1)[self._group]
            found[:, inside] += of_group[:, self._group[inside]] - weights[:, inside]
        return found

    def _of_groups(self, weights: Places) -> Places:
        """Sums over the groups upstream of each."""
        buyers = self._onward.many
        together = _with_only_buyers(weights, self._onward)
        carrying = together.any(axis=0) & (buyers > 1)
        passing: list[int] = []
        """Group → the group whose set it passes on, -1 if it passes on nothing."""
        level: list[int] = []
        made: list[int] = []
        inputs: list[Collection[int]] = []
        for group, (suppliers, itself) in enumerate(zip(self._inward.each(), carrying.tolist(), strict=True)):
            behind = {passing[supplier] for supplier in suppliers} if suppliers else set()
            behind.discard(-1)
            if itself or len(behind) > 1:
                level.append(1 + max([level[other] for other in behind], default=-1))
                made.append(group)
                inputs.append(behind)
                passing.append(group)
            else:
                level.append(-1)
                passing.append(behind.pop() if behind else -1)
        # Whoever has one buyer only counts there at once, not by a set.
        found = together - weights
        if made:
            passed = np.zeros((len(weights), len(passing) + 1), np.int64)
            if len(made) <= PLAIN:
                passed[:, made] = _plain_sums(made, inputs, carrying, together)
            else:
                passed[:, made] = Unions(made, [level[group] for group in made], inputs, carrying, together).sums()
            found += passed[:, passing]
            found[:, carrying] -= together[:, carrying]
        return found

    def first(self, chosen: Collection[str], limit: int) -> Mapping[str, tuple[str, ...]]:
        """Node → the first `limit` of the chosen suppliers upstream of it, by id; nodes without any are left out."""
        numbers = self._network.numbers
        names = [numbers.nodes[number] for number in self._nodes.tolist()]
        bounds = pairwise([*self._starts.tolist(), len(names)])
        kept: dict[int, tuple[str, ...]] = {}
        found: dict[str, tuple[str, ...]] = {}
        for place, ((start, end), buyers) in enumerate(zip(bounds, self._onward.each(), strict=True)):
            before = kept.pop(place, ())
            mine = [node for node in names[start:end] if node in chosen]
            # One more than asked for, because a node in a circle leaves itself out.
            everything = _smallest((*before, *mine), limit + 1) if mine else before
            if not everything:
                continue
            for node in names[start:end]:
                upstream = before if end - start == 1 else tuple(n for n in everything if n != node)
                if upstream:
                    found[node] = upstream[:limit]
            for onward in buyers:
                known = kept.get(onward)
                kept[onward] = _smallest((*known, *everything), limit + 1) if known else everything
        return found


def _with_only_buyers(weights: Places, onward: Beside) -> Places:
    """The weights, each added to that of the only buyer where there is one, and so on."""
    only = np.full(len(onward.many), -1, np.int64)
    single = onward.many == 1
    only[single] = onward.others[onward.starts[:-1][single]]
    senders = np.flatnonzero(single).tolist()
    buyers = only[senders].tolist()
    together = []
    for row in weights.tolist():
        for group, buyer in zip(senders, buyers, strict=True):
            row[buyer] += row[group]
        together.append(row)
    return np.array(together, np.int64)


def _plain_sums(
    made: Sequence[int], inputs: Sequence[Collection[int]], member: npt.NDArray[np.bool_], weights: Places
) -> list[list[int]]:
    """As `Unions`, of few sets: arrays would cost a small network more than they save."""
    held: dict[int, frozenset[int]] = {}
    for one, into in zip(made, inputs, strict=True):
        itself = (one,) if member[one] else ()
        held[one] = frozenset(itself).union(*(held[other] for other in into))
    return [[sum([row[number] for number in held[one]]) for one in made] for row in weights.tolist()]


def _smallest(names: Iterable[str], limit: int) -> tuple[str, ...]:
    return tuple(sorted(set(names))[:limit])
