"""What belongs to one product: its parts, the companies of its rows, and everybody who may supply these.

The product's network is a part of the whole and judged with it: a company's level and findings are those of the whole
report, whichever product is asked about. A company falls out only where every row that connects it states that its part
goes into something else; those are listed with their levels.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from supplychain_risk.domain import CellRef
from supplychain_risk.errors import InputError
from supplychain_risk.intake.records import IntakeResult
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.product.tree import Node, PartTree, Row, part_tree, row_of
from supplychain_risk.resolve.text import key

_SHOWN = 10
"""Products that an error names."""


class Place(StrEnum):
    """Why a company belongs to the product, the closest reason first."""

    PART = "a row of the product or of a part of it names it"
    GOODS = "a row that calls its goods by this name names it"
    NAMESAKE = "it bears the name of one that belongs to the product, and may be the same"
    UPSTREAM = "it supplies one that belongs to the product; whether its goods go into the product, the rows do not say"


@dataclass(frozen=True, slots=True)
class Scope:
    """One product within the whole network."""

    called: str
    """The product as the input writes it."""
    tree: PartTree
    tops: tuple[Node, ...]
    parts: frozenset[Node]
    """The product and every part of it."""
    rows: frozenset[Row]
    """The rows about it: of its parts, and those that call their goods by its name."""
    companies: Mapping[str, Place]
    """Id → why it belongs to the product, for each supplier that does."""
    suppliers_of_part: Mapping[Node, tuple[str, ...]]
    buyers: Mapping[str, tuple[str, ...]]
    """Id → those of the product, or ends of the chain, whom it supplies."""
    left_out: tuple[str, ...]
    """Suppliers upstream of these whose rows all state that their part goes into something else."""


def scope_of(read: IntakeResult, network: SupplyNetwork, product: str) -> Scope:
    """What belongs to a product.

    Args:
        read: the rows that the network was made of.
        network: the whole network.
        product: number of the product, or of a part, as the rows write it; else its name.

    Raises:
        InputError: no row bears it; the hint names the products that there are, the nearest first.
    """
    tree = part_tree(read.parts)
    tops = tree.called(product)
    parts = tree.within(tops)
    at_cell = {cell: s.id for s in network.suppliers.values() for cell in s.cells}
    by_row = _by_row(read, network, at_cell)
    named, worded = _rows_called(read, product)
    rows = {row_of(r) for node in parts for r in tree.records.get(node, ())}
    if not tops and not worded:
        raise _unknown(product, read, tree)
    companies: dict[str, Place] = {}
    for found, place in ((rows, Place.PART), (worded, Place.GOODS)):
        for row in sorted(found):
            for supplier in by_row.get(row, ()):
                companies.setdefault(supplier, place)
    elsewhere = _elsewhere(read, tree, parts, worded)
    links = [link for link in network.links if link.supplier != link.buyer and link.cells not in elsewhere]
    upstream: dict[str, set[str]] = {}
    for link in links:
        if link.supplier in network.suppliers:
            upstream.setdefault(link.buyer, set()).add(link.supplier)
    _complete(companies, upstream, network)
    inside = set(companies)
    buyers: dict[str, set[str]] = {}
    for link in links:
        if link.supplier in inside and (link.buyer in inside or link.buyer in network.ends):
            buyers.setdefault(link.supplier, set()).add(link.buyer)
    return Scope(
        called=tree.labels[tops[0]] if tops else named,
        tree=tree,
        tops=tops,
        parts=parts,
        rows=frozenset(rows | worded),
        companies=companies,
        suppliers_of_part={
            node: tuple(dict.fromkeys(s for r in tree.records.get(node, ()) for s in by_row.get(row_of(r), ())))
            for node in parts
        },
        buyers={s: tuple(sorted(found)) for s, found in sorted(buyers.items())},
        left_out=tuple(sorted(_all_upstream(network, inside) - inside)),
    )


def products(read: IntakeResult, tree: PartTree) -> tuple[str, ...]:
    """How products of the input are called: parts that go into no other, then goods as rows write them."""
    tops = [tree.labels[node] for node in tree.tops()]
    goods = [value.text for row in read.suppliers for value in row.values.get("commodity", ())]
    goods += [value.text for row in read.links for value in row.values.get("commodity", ())]
    goods += [value.text for row in read.suppliers for value in row.possible.get("commodity", ())]
    return tuple({key(text): text for text in reversed((*tops, *sorted(goods)))}.values())


def _unknown(product: str, read: IntakeResult, tree: PartTree) -> InputError:
    wanted = key(product)
    known = sorted(products(read, tree), key=lambda text: (-SequenceMatcher(None, wanted, key(text)).ratio(), text))
    if not known:
        hint = "Add a column with the number or name of the product, such as 'Part number', 'SKU' or 'Product'."
    else:
        more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
        hint = f"Products of the input, the nearest first: {', '.join(known[:_SHOWN])}{more}."
    return InputError(f"no row bears the product '{product}'", hint=hint)


def _by_row(
    read: IntakeResult, network: SupplyNetwork, at_cell: Mapping[CellRef, str]
) -> Mapping[Row, tuple[str, ...]]:
    """Row → the suppliers that it names."""
    called: dict[str, list[str]] = {}
    for s in network.suppliers.values():
        for text in dict.fromkeys((key(s.id), *(key(named.text) for named in s.names))):
            called.setdefault(text, []).append(s.id)
    found: dict[Row, dict[str, None]] = {}
    for record in read.suppliers:
        name = record.first("name") or record.first("supplier_id")
        if name is not None and name.cell in at_cell:
            found.setdefault((record.file, record.sheet, record.row), {})[at_cell[name.cell]] = None
    for link in read.links:
        for value in (link.supplier, link.buyer):
            ids = [at_cell[value.cell]] if value.cell in at_cell else called.get(key(value.text), [])
            found.setdefault((link.file, link.sheet, link.row), {}).update(dict.fromkeys(ids))
    return {row: tuple(ids) for row, ids in found.items()}


def _rows_called(read: IntakeResult, product: str) -> tuple[str, frozenset[Row]]:
    """The rows that call the goods they are about by this name, and how the first of them writes it."""
    wanted = key(product)
    named = ""
    rows: set[Row] = set()
    for record in read.suppliers:
        values = (*record.values.get("commodity", ()), *record.possible.get("commodity", ()))
        for value in values:
            if key(value.text) == wanted:
                named = named or value.text
                rows.add((record.file, record.sheet, record.row))
    for link in read.links:
        for value in link.values.get("commodity", ()):
            if key(value.text) == wanted:
                named = named or value.text
                rows.add((link.file, link.sheet, link.row))
    return named or product, frozenset(rows)


def _elsewhere(
    read: IntakeResult, tree: PartTree, parts: frozenset[Node], worded: frozenset[Row]
) -> set[tuple[CellRef, ...]]:
    """Cells of the links whose rows all state that their part goes into something that is no part of the product."""
    gone: set[tuple[CellRef, ...]] = set()
    kept: set[tuple[CellRef, ...]] = set()

    def state(cells: tuple[CellRef, ...], row: Row) -> None:
        node = tree.at.get(row)
        goes = node is not None and node not in parts and row not in worded and bool(tree.above.get(node))
        (gone if goes else kept).add(cells)

    for record in read.suppliers:
        name = record.first("name") or record.first("supplier_id")
        for buyer in record.values.get("buyer_id") or record.values.get("buyer") or ():
            if name is not None:
                state((name.cell, buyer.cell), (record.file, record.sheet, record.row))
    for link in read.links:
        state((link.supplier.cell, link.buyer.cell), (link.file, link.sheet, link.row))
    return gone - kept


def _complete(companies: dict[str, Place], upstream: Mapping[str, Iterable[str]], network: SupplyNetwork) -> None:
    """Add everybody who supplies a company of the product, and every company of the same name."""
    of_name: dict[str, list[str]] = {}
    for s in network.suppliers.values():
        for text in dict.fromkeys(key(named.text) for named in s.names):
            of_name.setdefault(text, []).append(s.id)
    unclear: dict[str, list[str]] = {}
    """Name → buyers of that name: where two suppliers bear it, a link goes to neither, but to a buyer called so."""
    for node, name in network.buyers.items():
        unclear.setdefault(key(name), []).append(node)
    queue = deque(companies)
    while queue:
        here = queue.popleft()
        called = [key(named.text) for named in network.suppliers[here].names]
        same = [s for text in called for s in of_name[text]]
        nodes = [here, *(node for text in called for node in unclear.get(text, ()))]
        supplying = {s for node in nodes for s in upstream.get(node, ())}
        for others, place in ((same, Place.NAMESAKE), (supplying, Place.UPSTREAM)):
            for supplier in sorted(others):
                if supplier not in companies:
                    companies[supplier] = place
                    queue.append(supplier)


def _all_upstream(network: SupplyNetwork, inside: Iterable[str]) -> set[str]:
    found: set[str] = set(inside)
    queue = deque(sorted(found))
    while queue:
        for supplier in network.suppliers_of.get(queue.popleft(), ()):
            if supplier not in found:
                found.add(supplier)
                queue.append(supplier)
    return found
