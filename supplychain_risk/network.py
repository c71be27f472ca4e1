"""SupplyNetwork: suppliers and links as a networkx graph, and the questions asked of it.

Goods travel supplier → buyer, so do edges. The reporting company is a node of its own (`COMPANY`); where the input
names several buyers that nobody supplies further (brands in a facility list) each of them is an end of the chain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from supplychain_risk.account import Account
from supplychain_risk.domain import CellRef, Named, OwnershipLink, Supplier, SupplyLink
from supplychain_risk.paths import Path, count_all, few_of_all, shortest_first

if TYPE_CHECKING:
    import networkx as nx

    from supplychain_risk.numbers import Numbers

COMPANY = "reporting-company"
"""Node id of the reporting company."""


class SupplyNetwork:
    """Who supplies whom, up to the reporting company.

    `suppliers` are keyed by id. `buyers` are companies that the input names only as buyers (id → name); those that
    supply nobody are ends of the chain, like the reporting company itself. `account` says how the network was read; it
    is empty for a network built in code.
    """

    def __init__(
        self,
        suppliers: Iterable[Supplier],
        links: Iterable[SupplyLink],
        *,
        ownership: Iterable[OwnershipLink] = (),
        buyers: Mapping[str, str] | None = None,
        company: str = "",
        account: Account | None = None,
    ) -> None:
        self.suppliers: Mapping[str, Supplier] = {s.id: s for s in sorted(suppliers, key=lambda s: s.id)}
        self.links: tuple[SupplyLink, ...] = tuple(sorted(links, key=lambda k: (k.supplier, k.buyer, k.cells)))
        self.ownership: tuple[OwnershipLink, ...] = tuple(sorted(ownership, key=lambda k: (k.parent, k.child)))
        self.buyers: Mapping[str, str] = dict(sorted((buyers or {}).items()))
        self.company = company
        self.account = account or Account()
        known = {COMPANY, *self.suppliers, *self.buyers}
        strangers = sorted({end for link in self.links for end in (link.supplier, link.buyer)} - known)
        if strangers:
            raise ValueError(f"links name nodes that are neither suppliers nor buyers: {', '.join(strangers[:5])}")

    def with_account(self, account: Account) -> SupplyNetwork:
        """The same network with the account of how it was read."""
        other = copy(self)
        other.account = account
        return other

    def with_suppliers(self, names: Iterable[str]) -> SupplyNetwork:
        """The same network in which these buyers are suppliers known by name only, selling to the reporting company.

        For companies that the input names only as buyers and that turn out to need a look of their own. `COMPANY` may
        be among them where its name was taken from the input: the links that name it then lead to that company.
        """
        chosen = {node: self.name(node) for node in names}
        moved = {node: f"{node}-named" if node == COMPANY else node for node in chosen}
        links = [
            link.changed(buyer=moved[link.buyer])
            if link.buyer in moved and (link.buyer != COMPANY or link.basis == "declared")
            else link
            for link in self.links
        ]
        suppliers = list(self.suppliers.values())
        for node, name in chosen.items():
            cells = tuple(link.cells[-1] for link in self.links if link.buyer == node and len(link.cells) > 1)
            named = (Named(text=name, cells=tuple(dict.fromkeys(cells))),)
            suppliers.append(Supplier(id=moved[node], name=name, names=named, cells=named[0].cells, described=False))
            links.append(SupplyLink(supplier=moved[node], buyer=COMPANY, basis="inferred"))
        return SupplyNetwork(
            suppliers,
            links,
            ownership=self.ownership,
            buyers={node: name for node, name in self.buyers.items() if node not in chosen},
            company="" if COMPANY in chosen else self.company,
            account=self.account,
        )

    def __len__(self) -> int:
        return len(self.suppliers)

    def __repr__(self) -> str:
        return f"SupplyNetwork({len(self.suppliers)} suppliers, {len(self.links)} links)"

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The networkx graph: nodes carry `kind` (supplier, buyer, company), `name` and, for suppliers, `supplier`;

        edges carry `link` and `kind` = "supply". Ownership is a graph apart: `ownership_graph`.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_node(COMPANY, kind="company", name=self.name(COMPANY))
        for node, name in self.buyers.items():
            graph.add_node(node, kind="buyer", name=name)
        for node, supplier in self.suppliers.items():
            graph.add_node(node, kind="supplier", name=supplier.name, supplier=supplier)
        for link in self.links:
            graph.add_edge(link.supplier, link.buyer, kind="supply", link=link)
        return graph

    @cached_property
    def ownership_graph(self) -> nx.DiGraph[str]:
        """Parent → child, with `share` where stated."""
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        for link in self.ownership:
            graph.add_edge(link.parent, link.child, share=link.share)
        return graph

    def name(self, node: str) -> str:
        """Name of any node: supplier, buyer or the reporting company."""
        if node == COMPANY:
            return self.company or "Reporting company"
        if node in self.suppliers:
            return self.suppliers[node].name
        return self.buyers[node]

    # --- neighbors -------------------------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> Numbers:
        """Nodes and links as arrays of numbers."""
        from supplychain_risk.numbers import Numbers

        return Numbers(sorted({COMPANY, *self.buyers, *self.suppliers}), self.links)

    @cached_property
    def buyers_of(self) -> Mapping[str, tuple[str, ...]]:
        """Node → distinct buyers, sorted; a self-link is left out."""
        return self.numbers.buyers.named(self.numbers.nodes)

    @cached_property
    def suppliers_of(self) -> Mapping[str, tuple[str, ...]]:
        """Node → distinct suppliers, sorted; a self-link is left out."""
        return self.numbers.suppliers.named(self.numbers.nodes)

    @cached_property
    def inbound(self) -> Mapping[str, tuple[SupplyLink, ...]]:
        """Buyer → its supply links, sorted, self-links left out."""
        numbers, links = self.numbers, self.links
        every = zip(numbers.nodes, numbers.inbound.each(), strict=True)
        return {node: tuple([links[place] for place in places]) for node, places in every if places}

    def links_from(self, supplier: str) -> tuple[SupplyLink, ...]:
        """The links of a supplier to its buyers, sorted; self-links too."""
        first = bisect_left(self.links, supplier, key=_supplier)  # links are sorted by supplier, then buyer
        return self.links[first : bisect_right(self.links, supplier, first, key=_supplier)]

    def cells_between(self, supplier: str, buyer: str) -> tuple[CellRef, ...]:
        """The cells of all links from a supplier to a buyer, each once; none where no link leads there."""
        ends = (supplier, buyer)
        first = bisect_left(self.links, ends, key=_ends)
        links = self.links[first : bisect_right(self.links, ends, first, key=_ends)]
        return tuple(dict.fromkeys(cell for link in links for cell in link.cells))

    # --- tiers -----------------------------------------------------------------------------------------------

    @cached_property
    def ends(self) -> frozenset[str]:
        """Where chains end: the reporting company and each buyer that supplies nobody."""
        return frozenset({COMPANY} | {b for b in self.buyers if b not in self.buyers_of})

    @cached_property
    def steps(self) -> Mapping[str, int]:
        """Fewest links from each connected node to an end of the chain."""
        steps = dict.fromkeys(self.ends, 0)
        queue = deque(sorted(self.ends))
        while queue:
            node = queue.popleft()
            for supplier in self.suppliers_of.get(node, ()):
                if supplier not in steps:
                    steps[supplier] = steps[node] + 1
                    queue.append(supplier)
        return steps

    def tier(self, supplier_id: str) -> int | None:
        """Fewest links to the reporting company; 1 is a direct supplier.

        A supplier that no link connects has the tier the sheet states, or None.
        """
        steps = self.steps.get(supplier_id)
        return steps if steps is not None else self.suppliers[supplier_id].stated_tier

    def is_connected(self, supplier_id: str) -> bool:
        """Whether links lead from the supplier to the reporting company."""
        return supplier_id in self.steps

    # --- paths -----------------------------------------------------------------------------------------------

    def paths(self, supplier_id: str, limit: int = 5) -> tuple[Path, ...]:
        """Up to `limit` shortest simple paths from the supplier to an end of the chain, shortest first.

        Ties are broken by node ids. Empty for a supplier that no link connects.
        """
        return tuple(islice(shortest_first(supplier_id, self.buyers_of, self.steps, self.ends), limit))

    def few_paths(self, limit: int, most: int) -> Mapping[str, tuple[Path, ...]]:
        """For each connected node up to `limit` shortest paths, of which those of more than `most` companies are cut.

        What is cut of a path stands in it as one text, "… 940 more companies …". As `paths` for each node, and in one
        pass over the links.
        """
        return few_of_all(self._downstream_first, self.buyers_of, self.steps, self.ends, self.circle_of, limit, most)

    def count_paths(self, supplier_id: str, cap: int = 1000) -> tuple[int, bool]:
        """Number of simple paths to an end of the chain, and whether that is all of them.

        Exact, however many, where no companies supply each other in circles on the way. Inside a circle counting stops
        at `cap` paths or after a fixed number of steps, and the number is a lower bound.
        """
        if cap not in self._path_counts:
            self._path_counts[cap] = self.path_counts(cap)
        return self._path_counts[cap].get(supplier_id, (0, True))

    def path_counts(self, cap: int = 1000) -> Mapping[str, tuple[int, bool]]:
        """As `count_paths`, for each connected node, in one pass over the links."""
        counts = count_all(self._downstream_first, self.buyers_of, self.ends, self.circle_of, cap)
        equal: dict[tuple[int, bool], tuple[int, bool]] = {}
        return {node: equal.setdefault(count, count) for node, count in counts.items()}

    @cached_property
    def _path_counts(self) -> dict[int, Mapping[str, tuple[int, bool]]]:
        """Paths to an end per node, by the cap of counting, where somebody asked for one."""
        return {}

    @cached_property
    def _downstream_first(self) -> tuple[str, ...]:
        """Nodes so that each comes after all its buyers (cycles broken arbitrarily but deterministically)."""
        if self._without_circles is not None:
            return tuple(reversed(self._without_circles))
        import networkx as nx

        order: list[str] = []
        for component in reversed(list(nx.topological_sort(self._condensed))):
            order.extend(sorted(self._condensed.nodes[component]["members"]))
        return tuple(order)

    # --- cycles and upstream ---------------------------------------------------------------------------------

    @cached_property
    def _without_circles(self) -> tuple[str, ...] | None:
        """The nodes so that each comes before all its buyers; None if any supply each other in a circle."""
        order = self.numbers.upstream_first
        return None if order is None else tuple([self.numbers.nodes[node] for node in order])

    @cached_property
    def _condensed(self) -> nx.DiGraph[int]:
        import networkx as nx

        plain: nx.DiGraph[str] = nx.DiGraph()
        plain.add_nodes_from([COMPANY, *self.buyers, *self.suppliers])
        plain.add_edges_from((a, b) for a, others in self.buyers_of.items() for b in others)
        components = sorted(nx.strongly_connected_components(plain), key=min)
        return nx.condensation(plain, components)

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Groups of companies that supply each other in a circle, and companies that supply themselves; sorted."""
        condensed = () if self._without_circles is not None else self._condensed.nodes(data=True)
        circles = {tuple(sorted(data["members"])) for _, data in condensed if len(data["members"]) > 1}
        selves = {(self.numbers.nodes[number],) for number in self.numbers.selves}
        inside = {node for circle in circles for node in circle}
        return tuple(sorted(circles | {s for s in selves if s[0] not in inside}))

    @cached_property
    def circle_of(self) -> Mapping[str, tuple[str, ...]]:
        """Node → the circle of several companies it belongs to."""
        return {node: circle for circle in self.cycles if len(circle) > 1 for node in circle}

    def in_one_circle(self, one: str, other: str) -> bool:
        """Whether two companies supply each other, directly or by way of others."""
        circle = self.circle_of.get(one)
        return circle is not None and circle is self.circle_of.get(other)

    @cached_property
    def upstream_first(self) -> tuple[str, ...]:
        """All nodes so that suppliers come before their buyers (within a circle by id)."""
        return tuple(reversed(self._downstream_first))

    @cached_property
    def numbers_upstream_first(self) -> Sequence[int]:
        """The same by their numbers."""
        order = self.numbers.upstream_first
        return [self.numbers.of[node] for node in self.upstream_first] if order is None else order

    def upstream(self, node: str) -> Mapping[str, int]:
        """Every supplier from which goods can reach `node`, with the fewest links between; `node` is left out."""
        distance = {node: 0}
        queue = deque([node])
        while queue:
            here = queue.popleft()
            for supplier in self.suppliers_of.get(here, ()):
                if supplier not in distance:
                    distance[supplier] = distance[here] + 1
                    queue.append(supplier)
        del distance[node]
        return distance

    def shortest_path(self, supplier_id: str, buyer: str) -> Path:
        """One shortest path supplier → … → buyer (by ids where several are equally short); empty if there is none."""
        before: dict[str, str] = {supplier_id: ""}
        queue = deque([supplier_id])
        while queue:
            here = queue.popleft()
            if here == buyer:
                path = [here]
                while before[path[-1]]:
                    path.append(before[path[-1]])
                return tuple(reversed(path))
            for following in self.buyers_of.get(here, ()):
                if following not in before:
                    before[following] = here
                    queue.append(following)
        return ()


def _supplier(link: SupplyLink) -> str:
    return link.supplier


def _ends(link: SupplyLink) -> tuple[str, str]:
    return link.supplier, link.buyer


def suppliers_first(nodes: Iterable[str], buyers: Callable[[str], Iterable[str]]) -> Sequence[tuple[str, ...]]:
    """Nodes, those together from which one comes back to each other, so that suppliers come before their buyers.

    For a part of the links of a network; `SupplyNetwork.upstream_first` is for all of them.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((node, buyer) for node in list(graph) for buyer in buyers(node))
    # networkx gives a component after all those that can be reached from it.
    return [tuple(sorted(group)) for group in nx.strongly_connected_components(graph)][::-1]
