"""The report as JSON: sorted keys, UTF-8, two spaces, a line feed at the end. Equal documents give equal bytes."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.report.models import Document


def render(document: Document) -> bytes:
    """`report.json`."""
    text = msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n"
    return _CONTROL.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), text)


_CONTROL = re.compile(b"\x7f|\xc2[\x80-\x9f]")
"""DEL and U+0080 to U+009F in UTF-8: JSON allows them as they are, but they can drive the terminal that shows them."""


def read(content: bytes, where: str = "report.json") -> Document:
    """The document of a `report.json`.

    Raises:
        InputError: the content is no report document of a version this release knows; the message names the key.
    """
    try:
        return msgspec.json.decode(content, type=Document)
    except msgspec.DecodeError as error:
        raise InputError(
            f"is not a report of this tool ({error})",
            where=where,
            hint="Pass the report.json that `supplychain-risk screen --out DIR` wrote, unchanged.",
        ) from error


def read_document(path: Path) -> Document:
    """The document of a `report.json` file.

    Raises:
        MissingFile: the file cannot be opened.
        InputError: it is no report of this tool.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingFile(
            f"cannot be opened ({error.strerror or error})",
            where=path.name,
            hint="Name the report.json that `supplychain-risk screen` wrote.",
        ) from error
    return read(content, path.name)
