"""The chain of one shipment or product: its companies as numbered steps, raw material first."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from supplychain_risk.domain import PaperKind
from supplychain_risk.errors import InputError
from supplychain_risk.report.models import Document, FindingEntry, LineEntry, SupplierEntry
from supplychain_risk.resolve.text import key


@dataclass(frozen=True, slots=True)
class Step:
    """One company of the chain with what the rows state of its goods."""

    number: int
    supplier: SupplierEntry
    lines: tuple[LineEntry, ...]
    buyers: tuple[str, ...]
    """Ids of those of the chain, or of its end, to whom it sells."""
    depth: int
    """Fewest links to the end of the chain."""

    def of_its_rows(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Those of some cells that stand in the rows of its lines; all of them where none does."""
        rows = {_row(cell) for line in self.lines for cell in line.cells}
        every = tuple(dict.fromkeys(cells))
        return tuple(cell for cell in every if _row(cell) in rows) or every

    @property
    def name_cells(self) -> tuple[str, ...]:
        """Where it is named."""
        return self.of_its_rows(self.supplier.cells)

    @property
    def place_cells(self) -> tuple[str, ...]:
        """Where its address and country are stated."""
        country = (c for r in self.supplier.resolved if r.field == "country" for c in r.cells)
        return self.of_its_rows((*self.supplier.address_cells, *country)) or self.name_cells

    @property
    def line_cells(self) -> tuple[str, ...]:
        """Where its deliveries are stated; where it is named if there are none."""
        return tuple(dict.fromkeys(c for line in self.lines for c in line.cells)) or self.name_cells


@dataclass(frozen=True)
class DossierChain:
    """The chain, what it is the chain of, and what was taken for granted in drawing it."""

    document: Document
    subject: str
    """`shipment LS-2601`."""
    steps: tuple[Step, ...]
    assumed: tuple[str, ...]

    def number_of(self, supplier: str) -> int | None:
        """The number of the step of a company."""
        return self._numbers.get(supplier)

    def sellers_to(self, supplier: str) -> tuple[Step, ...]:
        """The steps that sell to a company."""
        return self._sellers.get(supplier, ())

    def findings(self, supplier: str) -> tuple[FindingEntry, ...]:
        """The findings of the report about a company."""
        return self._findings.get(supplier, ())

    def name_of(self, company: str) -> str:
        """The name of a company of the report; its id where the report has no such company."""
        return self._names.get(company, company)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self.document.node_names()

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {step.supplier.id: step.number for step in self.steps}

    @cached_property
    def _sellers(self) -> Mapping[str, tuple[Step, ...]]:
        return _grouped((buyer, step) for step in self.steps for buyer in step.buyers)

    @cached_property
    def _findings(self) -> Mapping[str, tuple[FindingEntry, ...]]:
        return _grouped((finding.supplier, finding) for finding in self.document.findings)


def of_shipment(document: Document, number: str) -> DossierChain:
    """The chain of the rows that bear the number of a shipment.

    Raises:
        InputError: no row bears it; the hint names some that are there.
    """
    wanted = key(number)
    marked = [(line, {key(p.number): p.number for p in line.papers if _is_shipment(p.kind)}) for line in document.lines]
    lines = [line for line, marks in marked if wanted in marks]
    if not lines:
        known = list(dict.fromkeys(mark for _, marks in marked for mark in marks.values()))
        hint = (
            f"Shipments in the input: {', '.join(known[:10])}."
            if known
            else "No column is read as the number of a shipment; head it 'Shipment no.', or ask for --product."
        )
        raise InputError(f"no row bears the shipment '{number}'", hint=hint)
    sells = _sales(document, lines)
    written = next(marks[wanted] for _, marks in marked if wanted in marks)
    assumed = (f"The rows that bear the shipment number '{written}' are taken as one chain.",)
    return chain_of(document, f"shipment {written}", {line.supplier for line in lines}, lines, sells, assumed)


def of_product(document: Document, product: str) -> DossierChain:
    """The chain of a product: who sells it to the company, and everybody upstream of them.

    Raises:
        InputError: nobody sells it to the end of a chain; the hint names goods that are sold there.
    """
    wanted = key(product)
    ends = set(document.companies)
    links: dict[str, set[str]] = {}
    for link in document.links:
        if link.supplier != link.buyer:
            links.setdefault(link.supplier, set()).add(link.buyer)
    direct = [s for s in document.suppliers if links.get(s.id, set()) & ends]
    of = _grouped((line.supplier, line) for line in document.lines)
    goods = {s.id: _goods(s, of.get(s.id, ())) for s in direct}
    sellers = [s.id for s in direct if wanted in goods[s.id]]
    if not sellers:
        known = sorted({written for one in goods.values() for written in one.values()})
        hint = f"Goods sold to the company: {', '.join(known[:10])}." if known else "Add a column with the goods."
        raise InputError(f"nobody sells '{product}' to the company", hint=hint)
    sells_to = _sellers(links)
    chosen, queue = set(sellers), deque(sellers)
    while queue:
        for supplier in sells_to.get(queue.popleft(), ()):
            if supplier not in chosen:
                chosen.add(supplier)
                queue.append(supplier)
    last = set(sellers)
    lines = [
        line
        for line in document.lines
        if line.supplier in chosen
        and (line.supplier not in last or wanted in {key(g) for g in (*line.goods, *line.commodities)})
    ]
    written = goods[sellers[0]][wanted]
    assumed = (
        f"Everybody upstream of those who sell '{written}' is in this chain. Whether the goods of each went into this "
        "product, the rows do not say.",
    )
    return chain_of(document, f"product {written}", chosen, lines, links, assumed)


def chain_of(
    document: Document,
    subject: str,
    chosen: set[str],
    lines: Iterable[LineEntry],
    sells: Mapping[str, Collection[str]],
    assumed: tuple[str, ...],
) -> DossierChain:
    """The chain of chosen suppliers, raw material first.

    Args:
        document: the report.
        subject: what it is the chain of: `shipment LS-2601`.
        chosen: ids of suppliers.
        lines: what rows state of their goods.
        sells: id → ids of those whom it supplies.
        assumed: what was taken for granted.
    """
    sellers: dict[str, list[str]] = {}
    for supplier in sorted(chosen):
        for buyer in sells.get(supplier, ()):
            sellers.setdefault(buyer, []).append(supplier)
    depth: dict[str, int] = {}
    queue = deque(sorted(buyer for buyer in sellers if buyer not in chosen))
    depth.update(dict.fromkeys(queue, 0))
    while queue:
        here = queue.popleft()
        for supplier in (s for s in sellers.get(here, ()) if s not in depth):
            depth[supplier] = depth[here] + 1
            queue.append(supplier)
    deepest = max(depth.values(), default=0) + 1
    by_id = {s.id: s for s in document.suppliers}
    ordered = sorted(chosen & by_id.keys(), key=lambda s: (-depth.get(s, deepest), s))
    of: dict[str, list[LineEntry]] = {}
    for line in lines:
        of.setdefault(line.supplier, []).append(line)
    steps = tuple(
        Step(
            number=number,
            supplier=by_id[s],
            lines=tuple(of.get(s, ())),
            buyers=tuple(sorted(sells.get(s, ()))),
            depth=depth.get(s, deepest),
        )
        for number, s in enumerate(ordered, start=1)
    )
    return DossierChain(document, subject, steps, assumed)


T = TypeVar("T")


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """What belongs to each id, in order."""
    found: dict[str, list[T]] = {}
    for id_, one in pairs:
        found.setdefault(id_, []).append(one)
    return {id_: tuple(many) for id_, many in found.items()}


def _sellers(sells: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """Buyer → suppliers, from supplier → buyers."""
    return _grouped((buyer, supplier) for supplier, buyers in sells.items() for buyer in buyers)


def _row(cell: str) -> tuple[str, str]:
    """Sheet and number of the row of a cell."""
    sheet, _, address = cell.rpartition("!")
    return sheet, address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _is_shipment(kind: str) -> bool:
    return kind == PaperKind.SHIPMENT.value


def _goods(supplier: SupplierEntry, lines: Iterable[LineEntry]) -> Mapping[str, str]:
    """How the goods of a supplier, of whom these are the lines, are called: as compared → as written."""
    raw = [r.raw for r in supplier.resolved if r.field == "commodity"]
    own = [good for line in lines for good in line.goods]
    return {key(text): text for text in (*supplier.commodities, *supplier.commodity_names, *raw, *own)}


def _sales(document: Document, lines: Iterable[LineEntry]) -> dict[str, set[str]]:
    """Supplier → buyers of its lines."""
    known = {key(name): node for node, name in document.companies.items()}
    for s in document.suppliers:
        known |= {key(text): s.id for text in (s.id, *s.names, s.name)}
    links: dict[str, list[str]] = {}
    for link in document.links:
        links.setdefault(link.supplier, []).append(link.buyer)
    sells: dict[str, set[str]] = {}
    for line in lines:
        buyers = list(dict.fromkeys(links.get(line.supplier, ())))
        named = known.get(key(line.buyer)) if line.buyer else (buyers[0] if len(buyers) == 1 else None)
        if named is not None and named != line.supplier:
            sells.setdefault(line.supplier, set()).add(named)
    return sells
