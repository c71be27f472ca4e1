"""The files of the answer for one product: data, a document to complete, a workbook, a page, a picture of the chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from supplychain_risk.dossier import word
from supplychain_risk.dossier.flow import flow_chart
from supplychain_risk.dossier.parts import Fact, Part, Rows, Slot
from supplychain_risk.product import page
from supplychain_risk.product.content import REGIME, Product, parts
from supplychain_risk.product.models import (
    CompanyEntry,
    ControlStated,
    Differing,
    LeftOut,
    PartEntry,
    ProductAnswer,
    Stated,
)
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import regime
from supplychain_risk.report import words
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.cells import Value
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

FILES = ("product.json", "product.docx", "product.xlsx", "product.html", "product-chain.svg")


def product_files(product: Product, reference: Reference, report_sha256: str) -> Mapping[str, bytes]:
    """The files by name; equal inputs give equal bytes.

    Args:
        product: from `Product.of`.
        reference: the tables with what a regulation asks.
        report_sha256: of the `report.json` that it is taken from.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    told = parts(product, regime(reference, REGIME, product.document.about.as_of))
    answer = answer_of(product, report_sha256)
    title = f"One product: {product.scope.called}"
    made = (
        msgspec.json.format(msgspec.json.encode(answer, order="sorted"), indent=2) + b"\n",
        word.render(product.chain, title, told),
        _workbook(product, answer, told),
        page.render(product, answer, told),
        flow_chart(product.chain).encode(),
    )
    return dict(zip(FILES, made, strict=True))


def answer_of(product: Product, report_sha256: str) -> ProductAnswer:
    """The answer as data."""
    about, scope, tree = product.document.about, product.scope, product.scope.tree
    by_id = {s.id: s for s in product.document.suppliers}
    return ProductAnswer(
        product=scope.called,
        company=about.company,
        as_of=about.as_of,
        report_sha256=report_sha256,
        tool=about.tool,
        version=about.version,
        assumed=product.chain.assumed,
        parts=tuple(_part(product, depth, node) for depth, node in product.ordered_parts),
        companies=tuple(_company(product, step) for step in product.chain.steps),
        parts_without_supplier=tuple(tree.labels[node] for node, _ in product.without_supplier()),
        stated_in_two_ways=tuple(
            Differing(
                about=one.about,
                field=one.field,
                statements=tuple(Stated(field=one.field, written=s.written, cells=s.cells) for s in one.statements),
            )
            for one in product.contradictions
        ),
        left_out=tuple(
            LeftOut(supplier=s.id, name=s.name, due_diligence=s.due_diligence, findings=s.findings, cells=s.cells)
            for s in sorted(
                (by_id[one] for one in scope.left_out if one in by_id), key=lambda s: (s.due_diligence.urgency, s.id)
            )
        ),
    )


def _part(product: Product, depth: int, node: tuple[str, ...]) -> PartEntry:
    scope, tree = product.scope, product.scope.tree
    records = tree.records.get(node, ())
    stated: dict[tuple[str, str], list[str]] = {}
    for record in records:
        for field, values in record.values.items():
            for value in values:
                stated.setdefault((field, value.text), []).append(str(value.cell))
        if record.maker is not None and not scope.suppliers_of_part.get(node):
            stated.setdefault(("in the place of a supplier", record.maker.text), []).append(str(record.maker.cell))
    return PartEntry(
        part=tree.labels[node],
        depth=depth,
        goods=tuple(dict.fromkeys(v.text for r in records for v in r.goods)),
        goes_into=tuple(sorted(tree.labels[n] for n in tree.above.get(node, ()) if n in scope.parts)),
        suppliers=scope.suppliers_of_part.get(node, ()),
        stated=tuple(
            Stated(field=field, written=text, cells=tuple(dict.fromkeys(cells)))
            for (field, text), cells in stated.items()
        ),
        cells=tuple(dict.fromkeys(str(c) for r in records for c in r.cells)),
    )


def _company(product: Product, step: Any) -> CompanyEntry:
    s = step.supplier
    return CompanyEntry(
        supplier=s.id,
        name=s.name,
        step=step.number,
        why_here=product.scope.companies[s.id].value,
        sells_to=step.buyers,
        due_diligence=s.due_diligence,
        why=s.why,
        findings=s.findings,
        steps_taken=tuple(
            ControlStated(
                evidence=c.evidence,
                what=c.what,
                answer=c.answer,
                in_place=c.in_place,
                dated=c.dated,
                valid_until=c.valid_until,
                cells=tuple(map(str, c.cells)),
            )
            for c in product.controls(s.id)
        ),
        not_known=product.unknown(step),
        cells=s.cells,
    )


# --- the workbook -------------------------------------------------------------------------------------------------

_PARTS = (
    *(Column("Depth", 7, "count"), Column("Part", 18, "bold"), Column("Goods", 26), Column("Goes into", 18)),
    *(Column("Suppliers", 34), Column("As stated", 34), Column("Cells", 40)),
)
_COMPANIES = (
    *(Column("No.", 6, "count"), Column("Company", 34, "bold"), Column("Id in the report", 24), Column("Country", 14)),
    *(Column("Address", 34), Column("Goes to", 30), Column("Why it is here", 34), Column("Calls for", 14)),
    *(Column("Why", 50), Column("Steps taken, as stated", 40), Column("Not known", 50), Column("Cells", 34)),
)
_FINDINGS = (
    *(Column("Company", 30, "bold"), Column("Calls for", 14), Column("Certainty", 12), Column("Channel", 12)),
    *(Column("What is found", 70), Column("Instrument", 34), Column("Id in the report", 34), Column("Cells", 40)),
)
_TWICE = (Column("About", 34, "bold"), Column("What", 14), Column("Stated as", 40), Column("Cells", 50))
_OUT = (Column("Company", 34, "bold"), Column("Calls for", 14), Column("Id in the report", 30), Column("Cells", 50))
_ASKED = (Column("Part of the document", 34), Column("Question", 80, "bold"), Column("Your answer", 60, "answer"))


def _workbook(product: Product, answer: ProductAnswer, told: Sequence[Part]) -> bytes:
    names = product.document.node_names()
    entries = {s.id: s for s in product.document.suppliers}
    head = f"{answer.company} · product {answer.product} · as of {answer.as_of.isoformat()}"
    found = [(step.supplier, f) for step in product.chain.steps for f in product.chain.findings(step.supplier.id)]
    slots = [(part.title, cell.question) for part in told for cell in part.cells() if isinstance(cell, Slot)]
    asked = {question: title for title, question in reversed(slots)}  # each once, where it is asked first
    tables: tuple[tuple[str, tuple[Column, ...], list[list[Value]]], ...] = (
        (
            "Parts",
            _PARTS,
            [
                [
                    *(p.depth, p.part, ", ".join(p.goods), ", ".join(p.goes_into)),
                    "\n".join(names.get(s, s) for s in p.suppliers),
                    "\n".join(f"{s.field}: {s.written}" for s in p.stated),
                    "\n".join(dict.fromkeys((*p.cells, *(c for s in p.stated for c in s.cells)))),
                ]
                for p in answer.parts
            ],
        ),
        (
            "Companies",
            _COMPANIES,
            [
                [
                    *(c.step, c.name, c.supplier, entries[c.supplier].country_name),
                    "\n".join(entries[c.supplier].address),
                    "\n".join(names.get(b, b) for b in c.sells_to),
                    *(c.why_here, words.level(c.due_diligence.value), c.why),
                    "\n".join(f"{s.what}: {s.answer} [{', '.join(s.cells)}]" for s in c.steps_taken),
                    *("\n".join(c.not_known), "\n".join(c.cells)),
                ]
                for c in answer.companies
            ],
        ),
        (
            "Findings",
            _FINDINGS,
            [
                [
                    *(s.name, words.level(f.calls_for.value), f.certainty.value, f.channel.value, f.statement),
                    *(f.instrument, f.id, "\n".join(f.cells)),
                ]
                for s, f in found
            ],
        ),
        (
            "Stated in two ways",
            _TWICE,
            [
                [one.about, one.field, side.written, "\n".join(side.cells)]
                for one in answer.stated_in_two_ways
                for side in one.statements
            ],
        ),
        ("Questions", _ASKED, [[title, question, None] for question, title in reversed(asked.items())]),
        (
            "Left out",
            _OUT,
            [
                [o.name, words.level(o.due_diligence.value), o.supplier, "\n".join((*o.findings, *o.cells))]
                for o in answer.left_out
            ],
        ),
    )

    def fill(book: Any) -> None:
        styles = Styles(book)
        about = Sheet(book, styles, "About", head)
        about.widths([30, 100])
        about.wide(f"One product: {answer.product}", 1, "title")
        for part in told[:2]:
            for block in part.blocks:
                if isinstance(block, Rows | str):
                    continue
                text = block.question if isinstance(block, Slot) else block.text
                behind = f" ({', '.join(block.behind)})" if isinstance(block, Fact) else ""
                about.wide(f"{text}{behind}", 1)
        about.wide(f"Taken from report.json, SHA-256 {answer.report_sha256}.", 1)
        for title, columns, rows in tables:
            sheet = Sheet(book, styles, title, head)
            sheet.table(columns, len(rows), frozen=2 if len(columns) > 4 else 1)
            for row in rows:
                sheet.line(row, [c.style for c in columns], [c.width for c in columns])

    return workbook_of(fill, {"title": head, "subject": "One product", "author": answer.tool})
