"""Making small files, reading them, and a stand-in for the country resolver."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from supplychain_risk import intake
from supplychain_risk.account import SheetReading
from supplychain_risk.intake.records import IntakeResult
from supplychain_risk.reference.package import Table, read_table

TABLES = Path(__file__).resolve().parents[2] / "reference_data"
COUNTRIES = frozenset(
    """china|vietnam|viet nam|india|bangladesh|germany|deutschland|france|turkey|türkiye|italy|spain|peru|portugal
mexico|us|usa|uk|united states|united kingdom|japan|korea, republic of|congo, democratic republic of the|cn|vn|de|in
bd|tr|georgia|中国|越南|德国|日本|中國|namibia|na|côte d'ivoire|singapore|malaysia|indonesia
brazil""".replace("\n", "|").split("|")
)


class BundledHeadings:
    """Only what intake asks of a Reference."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str | None], Table] = {}
        self._made: dict[Callable[[Any], Any], Any] = {}

    def table(self, name: str, resource: str | None = None) -> Table:
        mark = (name, resource)
        if mark not in self._tables:
            self._tables[mark] = read_table(TABLES / name, resource)
        return self._tables[mark]

    def once(self, make: Callable[[Any], Any]) -> Any:
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]


REFERENCE: Any = BundledHeadings()


def is_country(text: str) -> bool:
    return text.strip().casefold() in COUNTRIES


def read(*paths: Path, **options: Any) -> IntakeResult:
    result = intake.read(list(paths), REFERENCE, is_country=is_country, **options)
    for file in result.files:
        for sheet in file.sheets:
            assert sheet.used_rows + sheet.problem_rows + sheet.blank_rows == sheet.rows_read, sheet
    return result


def write_xlsx(path: Path, sheets: dict[str, list[list[Any]]], prepare: Callable[[Any], None] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if prepare:
        prepare(book)
    book.save(path)
    return path


def names(result: IntakeResult) -> list[str]:
    return [value.text for record in result.suppliers if (value := record.first("name"))]


def column(result: IntakeResult, field: str) -> list[list[str]]:
    return [[value.text for value in record.values.get(field, ())] for record in result.suppliers]


def codes(result: IntakeResult) -> list[str]:
    return [problem.code for problem in result.problems]


def only_sheet(result: IntakeResult) -> SheetReading:
    (file,) = result.files
    (sheet,) = [s for s in file.sheets if s.header_row is not None]
    return sheet


def countries(result: IntakeResult) -> dict[str, str]:
    """Supplier → its country as written, "" where its rows state none."""
    found: dict[str, str] = {}
    for record in result.suppliers:
        name, country = record.first("name"), record.first("country")
        if name:
            found[name.text] = found.get(name.text) or (country.text if country else "")
    return found


def supplies(result: IntakeResult) -> set[tuple[str, str]]:
    """Who supplies whom: (supplier, buyer), stated by a supplier's row or by a link."""
    rows = {
        (name.text, buyer.text)
        for record in result.suppliers
        if (name := record.first("name"))
        for buyer in record.values.get("buyer", ())
    }
    return rows | {(link.supplier.text, link.buyer.text) for link in result.links}


def told(result: IntakeResult, code: str) -> list[str]:
    """The values that problems of a code are about."""
    return [problem.value for problem in result.problems if problem.code == code]
