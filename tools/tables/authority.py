"""Whose fact a row is, and where it was read: what the builder adds to every row of every table.

Rules are in `authorities.toml`. A transform gives `source_url` (where the row was read) and, where it knows better than
the rules, `authority_url`.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Row = dict[str, str]
OURS = "supplychain_risk"
NONE = "none"
"""A transform's `authority_url` of a row whose place of reading is an authority's page for other rows of the table."""
CURATED = ("curated vocabulary", "Headings of public supplier lists")
"""A column `source` that begins with one of these says that the row is the project's own."""
FIELDS = {
    "authority_url": "A page of the authority whose fact it is; empty where none is known or the row is our own",
    "read_in": "Where the row was read",
}
"""What the two columns mean, where a table does not say more."""


@functools.cache
def rules() -> dict[str, Any]:
    """`authorities.toml`."""
    return tomllib.loads((Path(__file__).parent / "authorities.toml").read_text(encoding="utf-8"))


def is_authority(address: str, resource: str) -> bool:
    """Whether an address is on a page of an authority for this resource."""
    if not address.startswith(("https://", "http://")):
        return False
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.")
    for entry in rules()["authority"]:
        if resource not in entry.get("tables", [resource]):
            continue
        for known in entry["hosts"]:
            name, _, path = known.partition("/")
            if (host == name or host.endswith(f".{name}")) and parts.path.lstrip("/").startswith(path):
                return True
    return False


def with_sources(resource: str, row: Row) -> Row:
    """The row with `authority_url` and `read_in` in the place of `source_url`."""
    read_in = _read_in(resource, row)
    authority = _authority(resource, row, read_in)
    out: Row = {}
    for column, value in row.items():
        if column in ("source_url", "read_in"):
            out |= {"authority_url": authority, "read_in": read_in}
        elif column != "authority_url":
            out[column] = value
    if out.get("confidence") == "verified" and not _read_at_its_source(resource, read_in):
        out["confidence"] = "single-secondary"
    return out


def _read_at_its_source(resource: str, read_in: str) -> bool:
    """Whether `verified` holds: on a page of the authority, or in a copy of its text."""
    strict = rules()["strict"]
    if resource not in strict["resources"]:
        return True
    return is_authority(read_in, resource) or read_in.startswith(tuple(strict["copies"]))


def _read_in(resource: str, row: Row) -> str:
    stated = row["source_url"] if "source_url" in row else row["read_in"]
    own = rules()["own"].get(resource)
    if own and row.get("source", "") != "ILO booklet":
        return f"{OURS}: {own}"
    if row.get("source", "").startswith(CURATED):
        return f"{OURS}: curated vocabulary"
    if row.get("confidence") == "recalled" and stated.startswith("http"):
        return f"general knowledge, not read in a source (about the list: {stated})"
    return stated


def _authority(resource: str, row: Row, read_in: str) -> str:
    if row.get("confidence") == "recalled" or read_in.startswith(OURS):
        return ""
    if row.get("authority_url"):
        return row["authority_url"].removeprefix(NONE)
    page = rules()["pages"].get(resource, "")
    return page.format(**row) if page else read_in if is_authority(read_in, resource) else ""
