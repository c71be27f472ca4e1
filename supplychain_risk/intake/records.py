"""What intake hands down: rows as text with their cells, and what became of every row.

No value here is interpreted: a country is still the words in the cell. Each row below a header has exactly one
fate: it gave records (`used`), it was set aside with a problem, or it was blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from supplychain_risk.account import FileReading
from supplychain_risk.domain import CellRef, Frozen, Problem

FIELDS: Mapping[str, str] = {
    # who
    "supplier_id": "the sheet's own id of the supplier",
    "name": "name of the supplier or site",
    "other_name": "another name of the same supplier: local script, trading name, former name, alias",
    "lei": "Legal Entity Identifier",
    "duns": "DUNS number",
    "uscc": "Unified Social Credit Code",
    "vat": "VAT or tax number",
    "registration": "company registration number",
    "os_id": "Open Supply Hub id",
    "cid": "RMI smelter id",
    "gln": "Global Location Number",
    # where
    "country": "country or territory",
    "region": "state or province",
    "city": "city, town, county or district",
    "address": "postal address, whole or in part",
    "postal_code": "postal code",
    # what
    "sector": "industry or sector, in words or as an ISIC/NACE/NAICS/SIC code",
    "commodity": "product, good, material or commodity",
    "hs": "HS or tariff code",
    "origin": "country of origin of the goods; not the supplier's country",
    "origin_region": "state, province or place of origin of the goods",
    "part": "number of a part or article",
    "parent_part": "number of the part above, which it goes into",
    "level": "depth in a bill of materials, 0 for the finished good",
    "quantity": "quantity of the goods",
    "unit": "unit of the quantity",
    "line_date": "day of the order, invoice or shipment",
    "document": "number of the order, invoice, contract or shipment",
    "payee": "who is paid for the goods, where the row names the supplier besides",
    # to whom
    "tier": "tier number",
    "buyer": "who is supplied: name or id of the buyer, customer or brand",
    "buyer_id": "id of the buyer",
    "supplier_ref": "in a sheet of links: name or id of the supplier",
    "parent": "parent company or owner",
    "parent_share": "share that the parent holds, in percent or as a fraction",
    "relation": "in a sheet of relations: what the first company is to the second",
    "spend": "spend or amount paid",
    "share": "share of the buyer's supply, in percent or as a fraction",
    # what is done against forced labor there, and what was found: one answer or several per supplier
    "audit": "social audit: its scheme, its result, or whether there was one",
    "audit_date": "day of the last social audit",
    "audit_result": "result, grade or status of the social audit",
    "audit_valid_until": "day on which the audit runs out or the next one is due",
    "certificate": "certificates or certification schemes held",
    "certificate_date": "day on which the certificate was issued",
    "certificate_valid_until": "day on which the certificate runs out",
    "code_of_conduct": "whether, or when, the code of conduct was signed",
    "questionnaire": "whether, or when, the self-assessment questionnaire was filled in",
    "worker_voice": "grievance mechanism, worker hotline, interviews or surveys of workers",
    "due_diligence": "answer to a question on policy, training or due diligence",
    "indicators": "reported indicators of forced labor, red flags",
}
"""The canonical columns: what a heading can mean. `reference_data/column_names` maps headings to these."""

ANSWERS = (
    "audit",
    "audit_date",
    "audit_result",
    "audit_valid_until",
    "certificate",
    "certificate_date",
    "certificate_valid_until",
    "code_of_conduct",
    "questionnaire",
    "worker_voice",
    "due_diligence",
    "indicators",
)
"""Columns whose heading is a question and whose cells are answers; a sheet may have several of each."""


class Value(Frozen, frozen=True, kw_only=False):
    """A cell's text, cleaned, with the text as it stood and the cell."""

    text: str
    raw: str
    cell: CellRef


class Answer(Frozen, frozen=True, kw_only=False):
    """What a cell says under a heading that asks something of the supplier; placeholders are answers too."""

    column: str
    """One of ANSWERS."""
    question: str
    """The heading or question as written."""
    value: Value
    dated: Value | None = None
    """The cell that says when a whole questionnaire was answered."""
    of_scheme: bool = False
    """Whether the heading names one audit scheme or certificate ("SMETA audit date"), so that others are not meant."""


class SupplierRecord(Frozen, frozen=True, kw_only=False):
    """What one row says of one supplier. A row with tier columns side by side gives several."""

    file: str
    sheet: str
    row: int
    """1-based sheet row."""
    values: Mapping[str, tuple[Value, ...]]
    """By canonical column (keys of FIELDS); a multi-valued cell gives several values with the same cell."""
    extra: tuple[tuple[str, Value], ...] = ()
    """Columns that are not used: heading and value; they travel with the supplier."""
    answers: tuple[Answer, ...] = ()
    declares: bool = False
    """Whether it is the company that filled in a questionnaire, and no row of a list."""
    possible: Mapping[str, tuple[Value, ...]] = msgspec.field(default_factory=dict)
    """What the row says of its chain as a whole, and so perhaps of this company: goods and HS codes."""
    bare: bool = False
    """Whether the row only names it, beside the company that it is about."""
    completes: bool = False
    """Whether it is what the supplier answered: it completes the supplier's own rows and states no sale."""

    def first(self, column: str) -> Value | None:
        """The first value of a column, or None."""
        values = self.values.get(column)
        return values[0] if values else None


class LinkRecord(Frozen, frozen=True, kw_only=False):
    """Supplier → buyer as written (names or ids), with spend, share and commodity of that row in `values`."""

    file: str
    sheet: str
    row: int
    supplier: Value
    buyer: Value
    values: Mapping[str, tuple[Value, ...]] = msgspec.field(default_factory=dict)


class PartRecord(Frozen, frozen=True, kw_only=False):
    """What one row of a list of parts says of a part; who supplies it say the records of the same row, if anybody."""

    file: str
    sheet: str
    row: int
    """1-based sheet row."""
    number: Value | None
    """Number of the part or article."""
    goods: tuple[Value, ...]
    """What it is, in words."""
    parents: tuple[Value, ...] = ()
    """Numbers or words of the parts that it goes into, as written."""
    above: tuple[int, ...] = ()
    """1-based rows of the same sheet that are the part it goes into, however the sheet tells it."""
    maker: Value | None = None
    """What stands under the heading of its supplier, a name or none ("In-house", "tbd")."""
    values: Mapping[str, tuple[Value, ...]] = msgspec.field(default_factory=dict)
    """Its share, quantity, unit, origin and HS code, by canonical column."""

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells that state it: number and words, else what stands in the place of its supplier."""
        stated = (*((self.number,) if self.number else ()), *self.goods)
        return tuple(value.cell for value in (stated or ((self.maker,) if self.maker else ())))


class OwnershipRecord(Frozen, frozen=True, kw_only=False):
    """Parent → child as written."""

    parent: Value
    child: Value
    share: Value | None = None


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """Everything that was read: records in input order, problems, and the account of every row."""

    suppliers: tuple[SupplierRecord, ...]
    links: tuple[LinkRecord, ...]
    ownership: tuple[OwnershipRecord, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileReading, ...]
    own: tuple[SupplierRecord, ...] = ()
    """Rows that describe the reporting company itself (tier 0); it is no supplier."""
    parts: tuple[PartRecord, ...] = ()
    """Rows of lists of parts, those that name no supplier too."""
