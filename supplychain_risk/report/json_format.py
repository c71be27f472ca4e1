"""The report as JSON: UTF-8, keys in the order of the schema, one record per line. Equal documents give equal bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import UNSET

from supplychain_risk.audit.statement import REPORT
from supplychain_risk.errors import InputError
from supplychain_risk.files import LARGEST, file_content
from supplychain_risk.report.excerpt import about
from supplychain_risk.report.models import SCHEMA_VERSION, Document
from supplychain_risk.report.referred import Referred
from supplychain_risk.report.stored.document import StoredDocument
from supplychain_risk.report.stored.restoring import restored
from supplychain_risk.report.stored.storing import stored


def render(document: Document) -> bytes:
    """`report.json` that holds all of the report."""
    return written(stored(document))


def written(content: StoredDocument) -> bytes:
    """A stored document as `report.json`; a list that it does not hold has no key."""
    values = content.fields()
    names = [name for name, value in values.items() if value is not UNSET and (value or name not in _ASKED_FOR)]
    parts = (f'  "{name}": '.encode() + _value(values[name]) for name in names)
    return without_controls(b"{\n" + b",\n".join(parts) + b"\n}\n")


_ASKED_FOR = ("tables", "since", "tasks", "regimes")
"""Parts that stand in a report only where there is anything that they are about."""


def refers_to_tables(content: bytes) -> bool:
    """Whether a `report.json` that `written` made leaves lists to tables beside it."""
    return b'\n  "tables": ' in content  # a line break in a text is written as \\n


def without_controls(text: bytes) -> bytes:
    """JSON in which the characters that can drive a terminal are escaped."""
    if text.isascii() and b"\x7f" not in text:
        return text
    return _CONTROL.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), text)


def _value(value: object) -> bytes:
    """A list with each item on a line of its own, so that reports can be compared line by line; all else on one."""
    if isinstance(value, tuple) and value:
        return b"[\n    " + b",\n    ".join(map(_ENCODER.encode, value)) + b"\n  ]"
    return _ENCODER.encode(value)


_ENCODER = msgspec.json.Encoder(order="deterministic")
_CONTROL = re.compile(b"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
"""DEL, U+0080 to U+009F, and what turns the reading direction, in UTF-8: JSON allows them as they are, but they can
drive the terminal that shows them, or show a text as another."""


def read(content: bytes, where: str = "report.json", folder: Path | None = None) -> Document:
    """The document of a `report.json`.

    Args:
        content: of the file.
        where: how messages name it.
        folder: where it stands, and with it the tables that it may refer to.

    Raises:
        InputError: the content is no report document of a version this release knows, and the message names the key; or
            a table that it refers to is missing or not the one that it names.
        MissingExtra: a table is a Parquet file, and the extra `parquet` is not installed.
    """
    return _read(content, where, folder, lambda told, referred: restored(told, referred.records))


def _read(
    content: bytes, where: str, folder: Path | None, make: Callable[[StoredDocument, Referred], Document]
) -> Document:
    try:
        told = msgspec.json.decode(content, type=StoredDocument)
        return make(told, Referred(told, folder))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
        what = f"is not a report of this tool ({error})"
        hint = "Pass the report.json that `supplychain-risk screen --out DIR` wrote, unchanged."
        if (other := _version(content)) not in ("", SCHEMA_VERSION):
            what = f"is a report of schema {other}, and this release reads {SCHEMA_VERSION}"
            hint = "Screen the input again with this release."
        raise InputError(what, where=where, hint=hint) from error


class _Versioned(msgspec.Struct):
    about: dict[str, object]


def _version(content: bytes) -> str:
    """The schema version that a report states; "" where it states none."""
    try:
        return str(msgspec.json.decode(content, type=_Versioned).about.get("schema", ""))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def read_document(path: Path) -> Document:
    """The document of a `report.json` file; raises as `read_file`."""
    return read_file(path).document


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A stored report as it was read: document and hash are of the same bytes, whoever writes meanwhile."""

    path: Path
    document: Document
    sha256: str


def read_file(place: str | Path) -> ReportFile:
    """The report that is named, or the `report.json` of the folder that is named.

    Raises:
        MissingFile: the file, or a table that it refers to, cannot be opened.
        InputError: it is no report of this tool, or of another version of the schema, or a table is not the one that it
            refers to.
        MissingExtra: it refers to Parquet files, and the extra `parquet` is not installed.
    """
    path = report_in(place)
    content, document = _of_one_run(path, lambda told, referred: restored(told, referred.records))
    return ReportFile(path, document, hashlib.sha256(content).hexdigest())


def read_about(place: str | Path, wanted: str) -> Document:
    """As `read_file`, but of a report that refers to tables only what is about one supplier is taken out of them.

    Suppliers, findings, lines and reasons are then those of the suppliers that are called so and of those that their
    paths name; problems, links, groups and ownership are left out. All else is as in the report.

    Args:
        place: the report, or its folder.
        wanted: id or name of the supplier. If it is neither, suppliers with it in their name are taken.
    """
    return _of_one_run(report_in(place), lambda told, referred: restored(told, about(told, referred, wanted)))[1]


def _of_one_run(path: Path, make: Callable[[StoredDocument, Referred], Document]) -> tuple[bytes, Document]:
    """The bytes of a report, and what is made of it and its tables, all of one run whoever writes meanwhile."""
    content = content_of(path)
    for _ in range(_TRIES):
        try:
            return content, _read(content, path.name, path.parent, make)
        except InputError:
            now = content_of(path)
            if now == content:
                raise
            content = now  # another run replaced the pack while its tables were read
    raise InputError(
        "is replaced by another again and again while its tables are read",
        where=path.name,
        hint="Wait until no run writes into the folder, or read a copy.",
    )


_TRIES = 20
"""How often a report is read anew that another run replaces meanwhile."""


def report_in(place: str | Path) -> Path:
    """The path itself, or the `report.json` of the folder that it names."""
    path = Path(place)
    return path / REPORT if path.is_dir() else path


def content_of(path: Path) -> bytes:
    """The bytes of a `report.json` file, all of one run whoever writes meanwhile.

    Raises:
        MissingFile: the file cannot be opened.
    """
    hint = "Name the report.json that `supplychain-risk screen` wrote."
    return file_content(path, hint, most=LARGEST, where=path.name)
