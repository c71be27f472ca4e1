"""The two tables of a job: what their columns are, and their rows read as records with their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from supplychain_risk.account import SheetReading
from supplychain_risk.domain import CellRef, PaperKind, Problem
from supplychain_risk.errors import InputError
from supplychain_risk.intake.assembling import is_own
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.lineheadings import LineHeadings
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.sheet import read_sheet, sheet_notes
from supplychain_risk.intake.survey import survey
from supplychain_risk.intake.table import TableReader
from supplychain_risk.intake.values import cell_text, is_whole_percent
from supplychain_risk.loading.identity import joining_identifiers, slug
from supplychain_risk.resolve.days import two_readings
from supplychain_risk.resolve.identifier import is_scientific
from supplychain_risk.resolve.text import key
from supplychain_risk.risk.plausibility import number_as_compared

_AMOUNTS = ("spend", "share", "quantity")
_UNCLEAR_AMOUNT = re.compile(r"[,'’]|\d[ \u00a0\u202f]\d|\..*\.")
"""What writes an amount with thousands or a decimal comma, which all rows of a column decide, and not one alone."""
_NOT_HERE = {
    "buyer": "who is supplied belongs into `lines`",
    "buyer_id": "who is supplied belongs into `lines`",
    "part": "bills of materials are read on one machine only",
    "parent_part": "bills of materials are read on one machine only",
    "level": "bills of materials are read on one machine only",
    "relation": "sheets of relations are read on one machine only",
}
_PAPERS = (PaperKind.SHIPMENT, *(kind for kind in PaperKind if kind.is_of_one_delivery))
"""Documents that are compared between companies."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as the reader takes it: its headings, its plan, and what is said of it as a sheet."""

    file: str
    name: str
    headings: tuple[str, ...]
    header: Header
    plan: Plan
    reading: SheetReading
    as_links: bool
    notes: tuple[Problem, ...] = ()
    """What is told of its columns."""


def sheet_of(
    file: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], reading: Reading, *, as_links: bool
) -> Sheet:
    """What the columns of a table are, by its headings and rows of it, its first among them.

    Raises:
        InputError: it is no table of suppliers with ids, or of lines with supplier and buyer.
    """
    where = f"{file}!{name}"
    grid = Grid(file, name, [list(headings), *([cell_text(value) for value in row] for row in rows)])
    found = survey(grid, reading.vocabulary, reading.senses)
    columns = ", ".join(headings)
    if len(found.tables) != 1 or found.facts is not None or found.tables[0].header.row != 0:
        why = found.reason if not found.tables else "it reads like several tables"
        raise InputError(
            f"the columns ({columns}) are no table that a job can read: {why}",
            where=where,
            hint="Name the columns as docs/spark.md lists them, one row per supplier or line.",
        )
    table = found.tables[0]
    plan, fields = table.plan, table.plan.fields
    layout = plan.parties or plan.ticks or plan.stairs or plan.ownership is not None
    if layout or plan.is_links != as_links:
        what = "lines, with a column 'supplier' and a column 'buyer'" if as_links else "suppliers, one to a row"
        raise InputError(
            f"the columns ({columns}) are no table of {what}",
            where=where,
            hint="Name the columns as docs/spark.md lists them; other layouts are read by `supplychain_risk.load`.",
        )
    if not as_links:
        refused = next((field for field in _NOT_HERE if field in fields), None)
        if refused:
            raise InputError(
                f"the column '{headings[fields[refused][0]]}' is read as {refused}: {_NOT_HERE[refused]}",
                where=where,
                hint="Leave the column out, or screen the table on one machine.",
            )
        if "supplier_id" not in fields:
            raise InputError(
                "no column holds the ids of the suppliers",
                where=where,
                hint="Add a column 'supplier_id'; without it only one machine can tell which rows are one supplier.",
            )
    said, _ = read_sheet(found, reading.vocabulary, reading.senses, links_only=True)
    return Sheet(file, name, tuple(headings), table.header, plan, said, as_links, tuple(sheet_notes(found)))


class Reading:
    """What reading rows takes, made once per process."""

    def __init__(self, vocabulary: Vocabulary, senses: Senses) -> None:
        self.vocabulary = vocabulary
        self.senses = senses

    def records(
        self, sheet: Sheet, rows: Sequence[Sequence[Any]], numbers: Sequence[int]
    ) -> tuple[list[SupplierRecord], list[LinkRecord], list[OwnershipRecord], list[Problem]]:
        """The records of some rows of a sheet; `numbers` are their rows in it, 1-based below the header."""
        texts = [[cell_text(value) for value in row] for row in rows]
        grid = Grid(sheet.file, sheet.name, [list(sheet.headings), *texts], numbers=(1, *numbers))
        reader = TableReader(
            Body(grid, 1, len(grid.rows)),
            sheet.header,
            sheet.plan,
            self.vocabulary,
            self.senses,
            as_links=sheet.as_links,
        )
        found = reader.read()
        return found.suppliers, found.links, found.ownership, found.problems


def row_of(cell: CellRef) -> int:
    """The row of a cell, 1-based."""
    return int(cell.cell[len(cell.letters) :] or 0)


# --- records as rows of a Spark table ----------------------------------------------------------------------------


class Kept(msgspec.Struct, frozen=True):
    """What is kept of a record on its way: of a supplier with its owners, or of a link."""

    supplier: SupplierRecord | None = None
    link: LinkRecord | None = None
    owners: tuple[OwnershipRecord, ...] = ()


encode = msgspec.msgpack.Encoder().encode
decode_kept = msgspec.msgpack.Decoder(Kept).decode


def supplier_row(record: SupplierRecord, owners: Sequence[OwnershipRecord], headings: LineHeadings) -> dict[str, Any]:
    """A supplier's record as a row."""
    own = record.first("supplier_id")
    names = [value.text for field in ("name", "other_name") for value in record.values.get(field, ())]
    return {
        "kind": "supplier",
        "row": _number(record),
        "key": key(own.text) if own else "",
        "keys": sorted({key(text) for text in names} - {key(own.text) if own else ""}),
        "marks": _marks(record, headings),
        "payees": _payees(record),
        "identifiers": sorted({f"{scheme}:{value}" for scheme, value in joining_identifiers(record)}),
        "countries": [value.text for value in record.values.get("country", ())],
        "percents": _percents(record),
        "refused": _why_refused(record),
        "payload": encode(Kept(supplier=record, owners=tuple(owners))),
    }


def link_row(record: LinkRecord, headings: LineHeadings) -> dict[str, Any]:
    """A link's record as a row."""
    return {
        "kind": "link",
        "row": row_of(record.supplier.cell),
        "key": key(record.supplier.text),
        "slug": slug(record.supplier.text, None),
        "buyer": key(record.buyer.text),
        "buyer_slug": slug(record.buyer.text, None),
        "buyer_text": record.buyer.text,
        "marks": _marks(record, headings),
        "payees": _payees(record),
        "percents": _percents(record),
        "refused": _unclear(record.values, record.values.get("line_date", ())),
        "payload": encode(Kept(link=record)),
    }


def _number(record: SupplierRecord) -> int:
    return row_of(next(value.cell for values in record.values.values() for value in values))


def _marks(record: SupplierRecord | LinkRecord, headings: LineHeadings) -> list[str]:
    """What rows of several companies are compared by: the numbers of documents."""
    papers = {
        f"paper:{kind.value}:{number_as_compared(value.text)}"
        for value in record.values.get("document", ())
        if (kind := headings.paper(value.cell)) in _PAPERS
    }
    return sorted(papers)


def _payees(record: SupplierRecord | LinkRecord) -> list[str]:
    return sorted({key(value.text) for value in record.values.get("payee", ())})


def _percents(record: SupplierRecord | LinkRecord) -> list[str]:
    return sorted({v.cell.letters for v in record.values.get("share", ()) if is_whole_percent(v.text)})


def _why_refused(record: SupplierRecord) -> str:
    """Why a supplier's row cannot be taken apart from the others; "" where it can."""
    own = record.first("supplier_id")
    if own is None:
        return "no id in this row"
    if is_scientific(own.text):
        return f"the id '{own.text}' was cut by a spreadsheet"
    if is_own(record):
        return "tier 0: the row is the reporting company's own"
    days = [*record.values.get("line_date", ()), *(answer.value for answer in record.answers)]
    return _unclear(record.values, days)


def _unclear(values: Mapping[str, tuple[Value, ...]], days: Iterable[Value]) -> str:
    """Which text only the others of its column could tell; "" where there is none."""
    day = next((value.text for value in days if two_readings(value.text)), None)
    if day:
        return f"'{day}' may be two days"
    amounts = (value.raw for field in _AMOUNTS for value in values.get(field, ()))
    amount = next((text for text in amounts if _UNCLEAR_AMOUNT.search(text)), None)
    return f"'{amount}' may be two amounts" if amount else ""
