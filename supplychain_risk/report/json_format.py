"""The report as JSON: sorted keys, UTF-8, two spaces, a line feed at the end. Equal documents give equal bytes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.report.models import Document


def render(document: Document) -> bytes:
    """`report.json`."""
    text = to_json(_in_key_order(document), indent=2) + b"\n"
    return _CONTROL.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), text)


_CONTROL = re.compile(b"\x7f|\xc2[\x80-\x9f]")
"""DEL and U+0080 to U+009F in UTF-8: JSON allows them as they are, but they can drive the terminal that shows them."""


def _in_key_order(value: Any) -> Any:
    """Models as dicts with sorted keys. One pass of our own: `json.dumps` takes far longer to sort."""
    if isinstance(value, BaseModel):
        fields = value.__dict__
        return {key: _in_key_order(fields[name]) for key, name in _keys(type(value))}
    if isinstance(value, list | tuple):
        return [_in_key_order(item) for item in value]
    if isinstance(value, dict):
        return {key: _in_key_order(value[key]) for key in sorted(value)}
    return value


@cache
def _keys(model: type[BaseModel]) -> list[tuple[str, str]]:
    """(key in the document, field name), sorted by key."""
    return sorted((field.alias or name, name) for name, field in model.model_fields.items())


def read(content: bytes, where: str = "report.json") -> Document:
    """The document of a `report.json`.

    Raises:
        InputError: the content is no report document of a version this release knows; the message names the key.
    """
    try:
        return Document.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"is not a report of this tool ({key + ': ' if key else ''}{first['msg']})",
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
