"""What a text of the input could do to who opens a report, by the ending of the file: one check per kind of file.

A check gets a report full of the worst names and one without, and tells what would run, be computed, or drive a
terminal. A format whose file ending has no check here fails `test_formats.py`, which names it.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import openpyxl

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What can drive a terminal."""
FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True)
class Check:
    """How the text of a file is read back, and what in it does harm, as sentences."""

    text: Callable[[bytes], str]
    harm: Callable[[bytes, bytes], Iterator[str]]


def _decoded(content: bytes) -> str:
    return content.decode("utf-8")


def _controls(content: bytes, plain: bytes) -> Iterator[str]:
    for found in sorted(set(CONTROL.findall(_decoded(content)))):
        yield f"the control character {found!r} stands in it as it is"


class _Tags(HTMLParser):
    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.shapes: set[tuple[str, ...]] = set()
        self.links: set[str] = set()
        self.scripts: list[str] = []
        self._in_script = False
        self.policy = ""
        self.feed(_decoded(content))
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.shapes |= {(tag,), *((tag, name) for name in given)}
        self.links |= {given[name] or "" for name in ("href", "src", "action") if name in given}
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self._in_script = tag == "script" and given.get("type") != "application/json"
        if self._in_script:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data


def _markup(content: bytes, plain: bytes) -> Iterator[str]:
    yield from _controls(content, plain)
    page, usual = _Tags(content), _Tags(plain)
    for shape in sorted(page.shapes - usual.shapes):
        yield f"a text became markup: <{' '.join(shape)}>"
    for link in sorted(page.links):
        if not link.startswith(("https://", "#")):
            yield f"a text became a link: {link}"
    for script in page.scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        if script not in usual.scripts or digest not in page.policy:
            yield f"a script that is not the page's own: {script[:40]}"


def _cells(content: bytes) -> Iterator[tuple[str, object, str]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and not (cell.hyperlink.target or "https://").startswith("https://"):
                    yield "link", cell.hyperlink.target, sheet.title
                if cell.value is not None:
                    yield cell.data_type, cell.value, sheet.title


def _workbook(content: bytes, plain: bytes) -> Iterator[str]:
    for kind, value, sheet in _cells(content):
        if kind in ("f", "link"):
            yield f"a text became a {'formula' if kind == 'f' else 'link'} on sheet {sheet}: {str(value)[:40]}"
        elif isinstance(value, str) and CONTROL.search(value):
            yield f"a control character stands in a cell of sheet {sheet}"


def _separated(separator: str) -> Callable[[bytes, bytes], Iterator[str]]:
    def harm(content: bytes, plain: bytes) -> Iterator[str]:
        yield from _controls(content, plain)
        for row in csv.reader(io.StringIO(_decoded(content), newline=""), delimiter=separator):
            for cell in row:
                if FORMULA.match(cell) and not re.fullmatch(r"-\d+(\.\d+)?", cell):
                    yield f"a spreadsheet program would compute a cell: {cell[:40]}"

    return harm


def _of_markdown(content: bytes, plain: bytes) -> Iterator[str]:
    yield from _controls(content, plain)
    for found in re.findall(r"(?<!\\)<[a-z!/]\w*", _decoded(content), re.IGNORECASE):
        yield f"a text became markup: {found}"


def _of_lines(content: bytes) -> str:
    return "\n".join(str(value) for line in content.splitlines() for value in json.loads(line).values())


def _of_parquet(content: bytes) -> str:
    from pyarrow import parquet

    return "\n".join(
        str(value) for column in parquet.read_table(io.BytesIO(content)).to_pydict().values() for value in column
    )


def _typed(content: bytes, plain: bytes) -> Iterator[str]:
    """Columns are plain values: nothing that a reader would unpickle, and nothing that drives a terminal."""
    from pyarrow import parquet

    schema = parquet.read_schema(io.BytesIO(content))
    if schema.metadata:
        yield f"the file carries metadata for one program: {sorted(schema.metadata)}"
    for name in schema.names:
        if not re.search("string|int64|double|date32|bool", str(schema.field(name).type)):
            yield f"the column {name} is of type {schema.field(name).type}"
    for found in sorted(set(CONTROL.findall(_of_parquet(content)))):
        yield f"the control character {found!r} stands in it as it is"


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_ACTIVE = ("/JavaScript", "/JS", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/ImportData", "/OpenAction", "/AA")
_ATTACHED = ("/EmbeddedFile", "/EmbeddedFiles", "/Filespec", "/FileAttachment", "/RichMedia", "/AcroForm", "/XFA")


def of_pdf(content: bytes) -> str:
    """The text of all pages. What a page breaks over lines is joined."""
    import pypdf

    pages = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    lines = pages.replace("\u200b\n", "").replace("\u200b", "").splitlines()
    # pypdf gives the words of a line that runs right to left in the order in which they stand on the page
    turned = (" ".join(reversed(line.split())) for line in lines if _RIGHT_TO_LEFT.search(line))
    return " ".join([*lines, *turned])


def _read_as_drawn(content: bytes) -> str:
    """The text of a PDF, with the signs that no font of this machine has and that are spelled there: `[U+8FDC]`."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), of_pdf(content))


_SPELLED = re.compile(r"\[U\+([0-9A-F]{4,6})\]")


def _parts(held: object) -> Iterator[str]:
    """Keys and names in an object of a PDF, but not in others that it refers to."""
    from pypdf.generic import NameObject

    if isinstance(held, dict):
        for key, value in held.items():
            yield str(key)
            yield from _parts(value)
    elif isinstance(held, list):
        for value in held:
            yield from _parts(value)
    elif isinstance(held, NameObject):
        yield str(held)


def _document(content: bytes, plain: bytes) -> Iterator[str]:
    """No object of the file acts, leads out of the document or carries a file."""
    import pypdf
    from pypdf.generic import IndirectObject, NullObject

    reader = pypdf.PdfReader(io.BytesIO(content))
    held = set(_parts(reader.trailer))
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if found is not None and not isinstance(found, NullObject):
            held |= set(_parts(found))
    for name in (*_ACTIVE, *_ATTACHED):
        if name in held:
            yield f"the document holds {name}"
    for found in sorted(set(CONTROL.findall(of_pdf(content))) - {"\n"}):
        yield f"the control character {found!r} stands in it as it is"


CHECKS: Mapping[str, Check] = {
    "jsonl": Check(_of_lines, _controls),
    "parquet": Check(_of_parquet, _typed),
    "json": Check(_decoded, _controls),
    "txt": Check(_decoded, _controls),
    "html": Check(lambda content: html.unescape(_decoded(content)), _markup),
    "xlsx": Check(lambda content: "\n".join(str(value) for _, value, _ in _cells(content)), _workbook),
    "csv": Check(_decoded, _separated(",")),
    "tsv": Check(_decoded, _separated("\t")),
    "pdf": Check(_read_as_drawn, _document),
    "md": Check(_decoded, _of_markdown),
}
"""File ending → check."""
