"""Goods that suppliers sell, and the quantities and documents that rows state."""

from __future__ import annotations

from supplychain_risk.regimes.answers.suppliers import whose
from supplychain_risk.regimes.sight import Answering, Sight
from supplychain_risk.regimes.statements import Answer, Statement, bounded, on_cells
from supplychain_risk.report import words
from supplychain_risk.report.models import LineEntry


def of_goods(what: str, *parts_of_ids: str) -> Answering:
    """Suppliers whose goods are read as these."""
    return whose(
        lambda kind: any(part in code.split("-") for code in kind.commodities for part in parts_of_ids),
        f"The input states no goods that are read as {what}.",
    )


def goods(sight: Sight) -> Answer:
    """The goods of direct suppliers with their country."""
    suppliers = sight.document.suppliers

    def tell(place: int) -> Statement:
        s = suppliers[place]
        return on_cells(
            f"{s.name} ({s.country_name or 'country not known'}): {words.several(s.commodity_names)}.",
            s.cells,
            "suppliers",
        )

    return bounded(
        sight.where(lambda kind: kind.tier == 1 and bool(kind.commodities)),
        tell,
        "suppliers",
        "The input states no goods of direct suppliers.",
    )


def quantities(sight: Sight) -> Answer:
    """The quantities that rows state, as written."""
    names = sight.names
    return bounded(
        [(line, line.quantity) for line in sight.document.lines if line.quantity is not None],
        lambda pair: Statement(
            f"{names.get(pair[0].supplier, pair[0].supplier)}: {words.several(pair[0].goods) or 'goods not stated'}, "
            f"{_amount(pair[1])} {pair[0].unit}".rstrip()
            + ".",
            cells=pair[0].cells,
            parts=("lines",),
        ),
        "lines",
        "The input states no quantities.",
    )


def _amount(quantity: float) -> str:
    """A quantity as people write it: `62,000`, `4.25`."""
    return f"{quantity:,.2f}".rstrip("0").rstrip(".")


def _papers(line: LineEntry) -> str:
    """The documents of a row by what they are: `order PO-6601, invoice BH-260601`; as written where none is told."""
    return words.several(f"{paper.kind} {paper.number}" for paper in line.papers) or f"document {line.document}"


def documents(sight: Sight) -> Answer:
    """The numbers of orders, invoices, contracts or shipments that rows state."""
    names = sight.names
    return bounded(
        [line for line in sight.document.lines if line.document],
        lambda line: Statement(
            f"{names.get(line.supplier, line.supplier)}: {_papers(line)}"
            f"{f', dated {line.dated}' if line.dated else ''}"
            f"{f', for {words.several(line.goods)}' if line.goods else ''}.",
            cells=line.cells,
            parts=("lines",),
        ),
        "lines",
        "The input names no order, invoice, contract or shipment.",
    )
