"""The files of `ask`: a workbook of questions per supplier, and one that says whom to ask first and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from supplychain_risk.asking.ranking import UPSTREAM, Asked, Order, order
from supplychain_risk.intake.records import ANSWERS, IntakeResult, SupplierRecord
from supplychain_risk.loading import Loading
from supplychain_risk.loading.answers import Known, order_mark, question_workbook, words_in
from supplychain_risk.loading.answers.form import ASKED
from supplychain_risk.loading.identity import slug
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.report import Document, words
from supplychain_risk.risk.shares import EQUAL
from supplychain_risk.workbooks.book import workbook_of
from supplychain_risk.workbooks.sheet import Column, Sheet, Styles

ORDER = "order.xlsx"
MOST = 200
"""Workbooks that are written where nobody says how many."""
_NAMES = {"commodity": "goods", "origin": "origin of the goods", UPSTREAM: "who supplies it"}
_COLUMNS = (
    *(Column("No.", 6, "count"), Column("Supplier", 36, "bold"), Column("Id in the report", 26), Column("Country", 16)),
    *(
        Column("Share of direct supply", 12, "percent"),
        Column("Adds", 10, "percent"),
        Column("With all before", 12, "percent"),
    ),
    *(Column("Not known", 40), Column("Findings possible or inferred", 14, "count"), Column("Workbook", 40)),
)
HOW = (
    "Suppliers in the order in which their answers may settle most: the first settles most of all that is not known, "
    "each next one most of what is left. What is not known is a country, the goods, their origin, who supplies a "
    "supplier, and each finding that is possible or inferred. Each weighs as much as the share of direct supply that "
    "is the supplier, or may come through it.",
    "The order is a guide and no proof that fewer would not do. A supplier may not know, an answer may be wrong, and a "
    "true answer may bring findings of its own.",
)


def question_files(
    loading: Loading,
    network: SupplyNetwork,
    document: Document,
    languages: Sequence[str] = (),
    most: int = MOST,
) -> tuple[Mapping[str, bytes], Order]:
    """The files by name, and the order of asking. Equal inputs give equal bytes.

    Args:
        loading: what was read.
        network: the network that was screened.
        document: the report about it.
        languages: codes of languages whose words stand behind the English ones.
        most: workbooks to write, those of the first suppliers; 0 for all.

    Raises:
        InputError: there are no words for a language.
    """
    reference = loading.resolvers.reference
    texts = words_in(reference, languages)
    found = order(network, document)
    chosen = found.asked[: most or None]
    countries = sorted({row["name"] for row in reference.table("countries")})
    company = network.company and network.name(COMPANY)
    rows = _rows(loading.read, network)
    names = {s.supplier.id: f"{n:03}-{slug(s.supplier.name, None)}.xlsx" for n, s in enumerate(chosen, start=1)}
    files = {
        names[one.supplier.id]: question_workbook(_known(one, network, rows), one.fields, texts, countries, company)
        for one in chosen
    }
    files[ORDER] = _order_workbook(found, names, document)
    return files, found


def _rows(read: IntakeResult, network: SupplyNetwork) -> Mapping[str, tuple[SupplierRecord, ...]]:
    """Supplier → the rows that it was read from."""
    at_cell = {cell: s.id for s in network.suppliers.values() for cell in s.cells}
    found: dict[str, list[SupplierRecord]] = {}
    for record in read.suppliers:
        name = record.first("name") or record.first("supplier_id")
        if name is not None and name.cell in at_cell:
            found.setdefault(at_cell[name.cell], []).append(record)
    return {s: tuple(records) for s, records in found.items()}


def _known(one: Asked, network: SupplyNetwork, rows: Mapping[str, tuple[SupplierRecord, ...]]) -> Known:
    """What the user's own rows state of a supplier and of its suppliers."""
    own = rows.get(one.supplier.id, ())
    stated: dict[str, tuple[str, ...]] = {}
    for row in ASKED:
        if row.field in ANSWERS:
            texts = [a.value.text for record in own for a in record.answers if a.column == row.field]
        else:
            columns = ("address", "city") if row.field == "address" else (row.field,)
            texts = [v.text for record in own for column in columns for v in record.values.get(column, ())]
        if texts:
            stated[row.field] = tuple(dict.fromkeys(texts))
    further = network.suppliers_of.get(one.supplier.id, ())
    return Known(
        one.supplier.id,
        one.supplier.name,
        stated,
        tuple({"name": network.name(s)} for s in further),
    )


def unknown(one: Asked) -> str:
    """What is not known of a supplier, in words."""
    return ", ".join(_NAMES.get(field, field) for field in one.fields)


def _first(one: Asked) -> str:
    return unknown(one) or words.counted(len(one.findings), "finding")


def _order_workbook(found: Order, names: Mapping[str, str], document: Document) -> bytes:
    about = document.about
    head = f"{about.company} · whom to ask first · as of {about.as_of.isoformat()}"

    def fill(book: Any) -> None:
        styles = Styles(book)
        sheet = Sheet(book, styles, "Order", head)
        sheet.table(_COLUMNS, len(found.asked), frozen=2)
        for number, one in enumerate(found.asked, start=1):
            s = one.supplier
            sheet.line(
                [
                    *(number, s.name, s.id, s.country_name, one.share, one.settles, one.settled),
                    *(unknown(one), len(one.findings), names.get(s.id, "")),
                ],
                [c.style for c in _COLUMNS],
                [c.width for c in _COLUMNS],
            )
        note = Sheet(book, styles, "About", head)
        note.widths([30, 100])
        for text in HOW:
            note.wide(text, 1)
        note.wide(f"The shares rest on {basis(found)}.", 1)
        note.wide("Send each supplier its own workbook only: this one lists all of them.", 1)
        order_mark(book)

    return workbook_of(fill, {"title": head, "subject": "Whom to ask first", "author": about.tool})


def basis(found: Order) -> str:
    """What the shares of direct supply rest on, in words."""
    if found.basis == EQUAL:
        return f"an equal split ({found.note})"
    return found.basis or "nothing: no supplier is linked to the company"


def in_short(found: Order, written: int) -> str:
    """How many suppliers there are to ask, and how far the first of them lead."""
    if not found.asked:
        return "Nothing that a supplier could answer is missing."
    half = next((n for n, one in enumerate(found.asked, start=1) if one.settled >= 0.5), len(found.asked))
    first = found.asked[0]
    return (
        f"{words.counted(len(found.asked), 'supplier')} to ask, {words.counted(written, 'workbook')} written. "
        f"The first {half} may settle half of what is not known, by {basis(found)}. "
        f"First: {first.supplier.name} ({_first(first)})."
    )


__all__ = ["HOW", "MOST", "ORDER", "in_short", "question_files"]
