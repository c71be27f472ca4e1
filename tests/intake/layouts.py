"""One list in many layouts, and how to write it down in many formats."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from small_lists import write_xlsx

Rows = Sequence[Sequence[str]]

SUPPLIERS = (("Müller & Söhne KG", "Germany"), ("Société Coton SARL", "France"), ("Alpha Mills Pvt Ltd", "India"))
HEAD = ["Supplier", "Country", "Product", "Spend"]
ONE, TWO, THREE = (
    [name, country, product, spend]
    for (name, country), product, spend in zip(
        SUPPLIERS, ("Screws", "Cotton", "Yarn"), ("100", "200", "300"), strict=True
    )
)
NO = ["", "", "", ""]

LAYOUTS: Mapping[str, Rows] = {
    "plain": [HEAD, ONE, TWO, THREE],
    "title and notes above": [
        ["Approved suppliers 2026", "", "", ""],
        ["Valid for all sites; ask purchasing before use.", "", "", ""],
        NO,
        HEAD,
        ONE,
        TWO,
        THREE,
    ],
    "blank rows and columns before": [["", "", *NO], ["", "", *NO], *(["", "", *r] for r in (HEAD, ONE, TWO, THREE))],
    "blank rows between": [HEAD, ONE, NO, TWO, NO, NO, THREE],
    "headings over two lines": [
        ["Supplier", "Country of", "Main", "Annual"],
        ["Name", "Production", "Product", "Spend"],
        ONE,
        TWO,
        THREE,
    ],
    "units below the header": [HEAD, ["(text)", "(ISO)", "(text)", "(EUR)"], ONE, TWO, THREE],
    "subtotals and total": [HEAD, ONE, TWO, ["Subtotal", "", "", "300"], THREE, ["Total", "", "", "600"]],
    "signature and source": [
        HEAD,
        ONE,
        TWO,
        THREE,
        NO,
        ["Source: ERP export", "", "", ""],
        ["Approved by: ____________", "", "", ""],
    ],
    "header again on each page": [
        HEAD,
        ONE,
        ["Page 1 of 2", "", "", ""],
        HEAD,
        TWO,
        THREE,
        ["Page 2 of 2", "", "", ""],
    ],
    "tables below one another": [
        HEAD,
        ONE,
        NO,
        ["Other suppliers", "", "", ""],
        ["Country", "Vendor name", "City", ""],
        ["France", "Société Coton SARL", "Lille", ""],
        ["India", "Alpha Mills Pvt Ltd", "Surat", ""],
    ],
    "tables side by side": [
        [*HEAD, "", *HEAD],
        [*ONE, "", *TWO],
        [*NO, "", *THREE],
    ],
    "countries as captions": [
        ["Factory name", "Address", "Product", "Workers"],
        ["Germany", "", "", ""],
        ["Müller & Söhne KG", "Hauptstr. 1", "Screws", "10"],
        ["France", "", "", ""],
        ["Société Coton SARL", "12 rue Haute", "Cotton", "20"],
        ["INDIA (1 factory)", "", "", ""],
        ["Alpha Mills Pvt Ltd", "Ring Rd", "Yarn", "30"],
    ],
    "fact sheets": [
        line
        for name, country, product, _ in (ONE, TWO, THREE)
        for line in (["Supplier name:", name], ["Country:", country], ["Products:", product], ["", ""])
    ],
    "a column per supplier": [
        ["Supplier name", ONE[0], TWO[0], THREE[0]],
        ["Country", ONE[1], TWO[1], THREE[1]],
        ["Product", ONE[2], TWO[2], THREE[2]],
        ["Payment terms", "30", "60", "90"],
    ],
    "no header": [[*row[:3]] for row in (ONE, TWO, THREE)],
}


NONE: Mapping[tuple[int, int], tuple[int, int]] = {}


def as_text(rows: Rows, delimiter: str, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def write_ods(path: Path, sheets: Mapping[str, Rows], spans: Mapping[tuple[int, int], tuple[int, int]] = NONE) -> Path:
    """The least that is an OpenDocument spreadsheet. `spans`: merged cells (row, column) → (rows, columns)."""

    def cell(row: int, column: int, text: str) -> str:
        down, right = spans.get((row, column), (1, 1))
        span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"' if down + right > 2 else ""
        covered = any(r <= row < r + d and c <= column < c + w for (r, c), (d, w) in spans.items()) and not span
        if text:
            return (
                f'<table:table-cell office:value-type="string"{span}><text:p>{escape(text)}</text:p></table:table-cell>'
            )
        return "<table:covered-table-cell/>" if covered else "<table:table-cell/>"

    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(
            "<table:table-row>"
            + "".join(cell(number, column, text) for column, text in enumerate(row))
            + "</table:table-row>"
            for number, row in enumerate(rows)
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    namespaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{namespaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return path


def write(rows: Rows, folder: Path, form: str) -> Path:
    """Write rows as a file of a format; the text formats are "ending delimiter encoding"."""
    if form == "xlsx":
        return write_xlsx(folder / "list.xlsx", {"S": [[text or None for text in row] for row in rows]})
    if form == "ods":
        return write_ods(folder / "list.ods", {"S": rows})
    ending, delimiter, encoding = form.split(" ")
    content = as_text(rows, {"tab": "\t"}.get(delimiter, delimiter), encoding)
    path = folder / f"list.{ending}"
    path.write_bytes(gzip.compress(content, mtime=0) if ending.endswith("gz") else content)
    return path
