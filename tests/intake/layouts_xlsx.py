"""Workbooks (.xlsx) whose sheets are given as they stand in the archive, for what no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


TABLE = "".join(
    f'<row r="{row}">{text_cell(f"A{row}", name)}{text_cell(f"B{row}", country)}</row>'
    for row, (name, country) in enumerate((("Supplier", "Country"), ("Acme Mills", "China"), ("Beta", "India")), 1)
)
"""Acme Mills in China and Beta in India."""


def sheet_of(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{_SPREADSHEET}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_of(sheets: Mapping[str, str], others: Mapping[str, str] | None = None, folder: str = "worksheets") -> bytes:
    """A workbook of sheets by name; `others`: further members by path."""
    numbered = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="{folder}/sheet{n}.xml"/>' for n, _ in numbered
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        **{f"xl/{folder}/sheet{n}.xml": sheets[name] for n, name in numbered},
        **(others or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in members.items():
            archive.writestr(path, text)
    return out.getvalue()
