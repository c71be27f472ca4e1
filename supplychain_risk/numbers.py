"""Who supplies whom as arrays of numbers, for what is asked of every company of a large network at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from supplychain_risk.domain import SupplyLink

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]


class Beside:
    """What stands beside each of some things, by number: beside thing n are `others[starts[n]:starts[n + 1]]`."""

    def __init__(self, count: int, of: npt.NDArray[np.integer], others: npt.NDArray[np.integer]) -> None:
        """Beside `count` things; `others` in step with `of`, which ascends."""
        self.starts: Places = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(of, minlength=count), out=self.starts[1:])
        self.others: Ints = others.astype(np.int32, copy=False)

    @property
    def many(self) -> Places:
        """How many others each has."""
        return np.diff(self.starts)

    def each(self) -> Iterator[list[int]]:
        """The others of each, one after the other."""
        others = self.others.tolist()
        return (others[start:end] for start, end in pairwise(self.starts.tolist()))

    def named(self, names: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The same in names; who has nobody beside is left out."""
        others = [names[number] for number in self.others.tolist()]
        bounds = zip(names, pairwise(self.starts.tolist()), strict=True)
        return {name: tuple(others[start:end]) for name, (start, end) in bounds if start < end}


class Numbers:
    """The nodes of a network, numbered by their ids in order, and its links in these numbers.

    So numbers compare as ids do. A link that a company has to itself is left out; links stated twice are one pair.
    """

    def __init__(self, nodes: Sequence[str], links: Sequence[SupplyLink]) -> None:
        """`nodes` and `links` are sorted."""
        self.nodes = tuple(nodes)
        self.of: Mapping[str, int] = {node: number for number, node in enumerate(self.nodes)}
        count = len(links)
        suppliers, buyers = (
            np.fromiter(map(self.of.__getitem__, map(attrgetter(end), links)), np.int32, count)
            for end in ("supplier", "buyer")
        )
        self.selves: Sequence[int] = np.unique(suppliers[suppliers == buyers]).tolist()
        """Who has a link to itself."""
        (kept,) = np.nonzero(suppliers != buyers)
        suppliers, buyers = suppliers[kept], buyers[kept]
        by_buyer = np.argsort(buyers, kind="stable")
        self.inbound = Beside(len(nodes), buyers[by_buyer], kept[by_buyer])
        """Of each buyer the places of its links."""
        # Links are sorted, so the same pair comes again at once or not at all.
        first = np.ones(len(kept), np.bool_)
        first[1:] = (suppliers[1:] != suppliers[:-1]) | (buyers[1:] != buyers[:-1])
        by_buyer = by_buyer[first[by_buyer]]
        self.buyers = Beside(len(nodes), suppliers[first], buyers[first])
        self.suppliers = Beside(len(nodes), buyers[by_buyer], suppliers[by_buyer])

    @cached_property
    def upstream_first(self) -> Sequence[int] | None:
        """The nodes so that each comes before all its buyers, as networkx sorts them; None if any supply each other.

        Most networks have no circle, and looking for them so takes a tenth of the time of condensing the graph.
        """
        missing = self.suppliers.many.tolist()
        onward = list(self.buyers.each())
        order = [node for node, count in enumerate(missing) if count == 0]
        for node in order:
            for buyer in onward[node]:
                missing[buyer] -= 1
                if missing[buyer] == 0:
                    order.append(buyer)
        return order if len(order) == len(missing) else None
