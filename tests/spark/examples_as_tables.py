"""A list in any layout as the two tables that a job takes: its rows as texts, and who supplies whom.

What the tables say need not be all that the list says: both engines are given the same two tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from supplychain_risk.intake.records import FIELDS, LinkRecord, SupplierRecord, Value
from supplychain_risk.intake.values import decimal_mark, parse_amount
from supplychain_risk.loading.describe import Describer
from supplychain_risk.loading.identity import group_records
from supplychain_risk.loading.loader import load_with_tables
from supplychain_risk.resolve.days import two_readings
from supplychain_risk.resolve.text import key

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
OF_LINES = ("commodity", "hs", "origin", "origin_region", "quantity", "unit", "line_date", "document", "payee")
OF_LINES += ("spend", "share")
AMOUNTS = ("quantity", "spend", "share")
_NOT_OF_SUPPLIERS = ("supplier_id", "buyer", "buyer_id", "supplier_ref", "part", "parent_part", "level", "relation")


def as_tables(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Suppliers, a row for each row that states one, and lines; ids begin with the name of the file."""
    loading = load_with_tables(path)
    read = loading.read
    describer = Describer(loading.resolvers, lambda problem: None, read)
    groups = group_records(read.suppliers, [describer.country_code(record) for record in read.suppliers])
    id_of = {id(record): f"{path.stem}-{number}" for number, rows in enumerate(groups) for record in rows}
    called: dict[str, set[str]] = {}
    for record in read.suppliers:
        for field in ("name", "other_name", "supplier_id"):
            for value in record.values.get(field, ()):
                called.setdefault(key(value.text), set()).add(id_of[id(record)])
    decimals = {
        field: decimal_mark(v.text for record in (*read.suppliers, *read.links) for v in record.values.get(field, ()))
        for field in AMOUNTS
    }
    suppliers: list[dict[str, object]] = []
    lines: list[dict[str, object]] = []
    for record in read.suppliers:
        buyers = record.values.get("buyer_id") or record.values.get("buyer") or ()
        fields = [f for f in FIELDS if f not in _NOT_OF_SUPPLIERS and not (buyers and f in OF_LINES)]
        own = {"supplier_id": id_of[id(record)], **_texts(record, fields, decimals), **_rest(record)}
        suppliers.append(own)
        sold = {"supplier": own["supplier_id"], **_texts(record, OF_LINES, decimals)}
        lines.extend({**sold, "buyer": _meant(buyer, called)} for buyer in buyers)
    for link in read.links:
        ends = {"supplier": _meant(link.supplier, called), "buyer": _meant(link.buyer, called)}
        lines.append({**ends, **_texts(link, OF_LINES, decimals)})
    return _table(suppliers), _table(lines)


def _meant(value: Value, called: Mapping[str, set[str]]) -> str:
    """The id of the one supplier that is called so, else the text."""
    ids = called.get(key(value.text), set())
    return next(iter(ids)) if len(ids) == 1 else value.text


def _texts(
    record: SupplierRecord | LinkRecord, fields: Iterable[str], decimals: Mapping[str, str]
) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields:
        values = record.values.get(field, ())
        if field in AMOUNTS:  # a job takes no text that all others of its column would explain
            found[field] = next((parse_amount(value.text, decimals[field]) for value in values), None)
        else:
            told = (value.text for value in values if field != "line_date" or not two_readings(value.text))
            found[field] = "; ".join(dict.fromkeys(told))
    return {field: value for field, value in found.items() if value not in ("", None)}


def _rest(record: SupplierRecord) -> dict[str, object]:
    """Answers under their questions, and columns that no rule reads under their headings."""
    answers = {one.question: one.value.text for one in record.answers if not two_readings(one.value.text)}
    extra = {heading: value.text for heading, value in record.extra}
    return {heading: text for heading, text in {**extra, **answers}.items() if heading not in FIELDS}


def _table(rows: list[dict[str, object]]) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    texts = [name for name in table.columns if name not in AMOUNTS]
    return table.assign(**{name: table[name].fillna("") for name in texts})
