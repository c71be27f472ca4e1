"""The empty supplier workbook: what intake reads best, with drop-downs and an explanation of every column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supplychain_risk.errors import InputError, ReferenceDataError
from supplychain_risk.files import write_new
from supplychain_risk.workbooks.book import workbook_of


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of the template: its heading (one that intake knows), width in characters, and what belongs there."""

    heading: str
    width: int
    comment: str
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def explained(self) -> str:
        """What belongs there, and whether it must be filled."""
        return f"Required. {self.comment}" if self.required else self.comment


TIERS = ("1", "2", "3", "4", "5")
YES_NO = ("Yes", "No")
SUPPLIERS: tuple[TemplateColumn, ...] = (
    TemplateColumn(
        "Supplier ID", 14, "Your own number or code of the supplier. Links may refer to it. Text: zeros stay."
    ),
    TemplateColumn("Supplier name", 38, "The registered name of the company or site, one per row.", required=True),
    TemplateColumn("Other names", 30, "Name in local script, trading name, former name. Several: separate them with ;"),
    TemplateColumn("Country", 20, "Country of production or seat: a name in any language or an ISO 3166 code."),
    TemplateColumn("State / Province", 20, "State, province or region. It matters: some laws single out regions."),
    TemplateColumn("City", 18, "City, town, county or district."),
    TemplateColumn("Address", 40, "Postal address of the place of production."),
    TemplateColumn("Sector", 24, "Industry in words, or an ISIC, NACE or NAICS code. Several: separate them with ;"),
    TemplateColumn("Commodity", 28, "Goods or materials it supplies. Several: separate them with ;"),
    TemplateColumn("HS code", 14, "Tariff code of the goods, if known. Text: 0801 keeps its zero."),
    TemplateColumn("Tier", 8, "1 sells to you directly, 2 sells to a tier 1 supplier, and so on.", TIERS),
    TemplateColumn(
        "Supplies to", 30, "ID or name of the company it supplies. Empty: it supplies you. More in sheet Links."
    ),
    TemplateColumn("Parent company", 34, "Owner, with the share if known: Group A [70%]; Group B [30%]"),
    TemplateColumn("Annual spend", 16, "What you pay it per year, in one currency throughout."),
    TemplateColumn("LEI", 24, "Legal Entity Identifier, 20 characters."),
    TemplateColumn("DUNS", 14, "DUNS number, 9 digits."),
    TemplateColumn("Unified Social Credit Code", 24, "For companies in China, 18 characters."),
    TemplateColumn("OS ID", 20, "Open Supply Hub id of the site."),
    TemplateColumn("Audit type", 22, "Social audit, e.g. SMETA or amfori BSCI. Several: use a row of their own."),
    TemplateColumn("Last audit date", 15, "Day of that audit: YYYY-MM-DD, or a date."),
    TemplateColumn("Audit result", 18, "Passed, failed, or the grade as the auditor wrote it."),
    TemplateColumn("Certifications", 26, "Certificates held, e.g. SA8000; Fairtrade. Several: separate them with ;"),
    TemplateColumn(
        "Certificate valid until", 15, "Day on which the certificate runs out; several in the same order, with ;"
    ),
    TemplateColumn("Code of conduct signed", 15, "Yes, No, or the day: YYYY-MM-DD.", YES_NO),
    TemplateColumn("Self-assessment questionnaire completed", 17, "Yes, No, or the day: YYYY-MM-DD.", YES_NO),
    TemplateColumn("Grievance mechanism", 15, "Whether workers have a hotline or channel of their own.", YES_NO),
    TemplateColumn(
        "ILO indicators",
        34,
        "Indicators of forced labor reported there, in the ILO's words. Several: separate them with ;",
    ),
    TemplateColumn("Notes", 30, "Anything else. It travels with the supplier into the report."),
)
LINKS: tuple[TemplateColumn, ...] = (
    TemplateColumn("Supplier (name or ID)", 34, "Who supplies: an ID or name from sheet Suppliers.", required=True),
    TemplateColumn("Buyer (name or ID)", 34, "Who is supplied: an ID or name, or your own company.", required=True),
    TemplateColumn("Commodity", 28, "What is supplied on this link."),
    TemplateColumn("Annual spend", 16, "What the buyer pays per year for it, if known."),
    TemplateColumn("Share of supply", 16, "Share of the buyer's supply of it, e.g. 25%, if known."),
)
ROWS = 2000
"""Rows that have drop-downs and text format; more may be filled in."""
_AS_TEXT = ("Supplier ID", "HS code", "LEI", "DUNS", "Unified Social Credit Code", "OS ID", "Tier")
_ABOUT = (
    "How to fill in this workbook",
    "",
    "One row per company or site on the sheet Suppliers. Only the name is required; the country matters most after it.",
    "Leave a cell empty where you do not know: an empty cell is reported as not assessed, never as low risk.",
    "Use the sheet Links where a company supplies more than one buyer, or to map deeper tiers. It may stay empty.",
    "You may add columns, move columns and rename the sheets. What is not recognized travels along as an attribute.",
    "Nothing in this workbook is sent anywhere: it is read on your own machine.",
    "",
    "Columns",
)


def example_workbook() -> bytes:
    """A workbook of an invented chain of suppliers, to try things on; its sheet Read me says what is invented.

    Raises:
        ReferenceDataError: it is missing, so the installation is incomplete.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "examples", package.parent / "examples"):  # in a wheel, and in a checkout
        if (folder / _EXAMPLE).is_file():
            return (folder / _EXAMPLE).read_bytes()
    raise ReferenceDataError(
        "the example workbook is missing",
        where=str(package / "examples" / _EXAMPLE),
        hint="Reinstall supplychain_risk; the workbook is part of it.",
    )


_EXAMPLE = "apparel_suppliers.xlsx"


def write_template(path: Path, *, countries: Sequence[str] = ()) -> Path:
    """Write the empty supplier workbook and return its path. The same arguments give the same bytes.

    Args:
        path: where to write it; an existing file is replaced.
        countries: names offered as a drop-down under "Country"; other spellings stay allowed.

    Raises:
        InputError: the file cannot be written.
    """
    names = sorted(set(countries))
    content = workbook_of(lambda book: _fill(book, names), {"title": "Supplier list"})
    try:
        write_new(path, content, over=True)
    except OSError as error:
        raise InputError(
            f"the workbook cannot be written ({error})",
            where=str(path),
            hint="Choose a folder that exists and is yours.",
        ) from error
    return path


def _fill(book: Any, countries: Sequence[str]) -> None:
    styles = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        ),
        "must": book.add_format(
            {"bold": True, "bg_color": "#8A2D1C", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        ),
        "text": book.add_format({"num_format": "@"}),
        "bold": book.add_format({"bold": True}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _write_sheet(book.add_worksheet("Suppliers"), SUPPLIERS, styles, len(countries))
    _write_sheet(book.add_worksheet("Links"), LINKS, styles, 0)
    _write_about(book.add_worksheet("Read me"), styles, countries)


def _write_sheet(sheet: Any, columns: Sequence[TemplateColumn], styles: dict[str, Any], countries: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, styles["text"] if column.heading in _AS_TEXT else None)
        sheet.write_string(0, number, column.heading, styles["must" if column.required else "head"])
        sheet.write_comment(0, number, column.explained, {"x_scale": 2, "author": ""})
        choices: dict[str, Any] | None = None
        if column.choices:
            choices = {"validate": "list", "source": list(column.choices)}
        elif column.heading == "Country" and countries:
            choices = {"validate": "list", "source": f"='Read me'!$D$2:$D${countries + 1}"}
        if choices:
            sheet.data_validation(
                1, number, ROWS, number, {**choices, "error_type": "information", "ignore_blank": True}
            )
    sheet.autofilter(0, 0, ROWS, len(columns) - 1)


def _write_about(sheet: Any, styles: dict[str, Any], countries: Sequence[str]) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90, styles["wrap"])
    for row, line in enumerate(_ABOUT):
        sheet.write_string(row, 0, line, styles["bold"] if row in (0, len(_ABOUT) - 1) else None)
    row = len(_ABOUT)
    for name, columns in (("Suppliers", SUPPLIERS), ("Links", LINKS)):
        for column in columns:
            sheet.write_string(row, 0, f"{name}: {column.heading}")
            sheet.write_string(row, 1, column.explained)
            row += 1
    if countries:
        sheet.set_column(3, 3, 34)
        sheet.write_string(0, 3, "Choices for the drop-down", styles["bold"])
        for number, country in enumerate(countries, start=1):
            sheet.write_string(number, 3, country)
