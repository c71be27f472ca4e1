"""Writing an imported list: rows, what the list says of itself, and the folder, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from supplychain_risk.errors import InputError
from supplychain_risk.lists.entry import Entry
from supplychain_risk.lists.formats import Source
from supplychain_risk.reference.entities import CBP_LIST, UFLPA_LIST
from supplychain_risk.reference.entity_lists import PAGES
from supplychain_risk.reference.user_lists import FIELDS, POSITIVE, ListKind

UNSTATED = "not stated by the file; ask its publisher"
_PUBLIC = "Public domain (US government work)"
_ABOUT = {
    "uflpa": (
        UFLPA_LIST,
        "US Department of Homeland Security, Forced Labor Enforcement Task Force",
        PAGES["uflpa"],
        "Goods of a listed entity are presumed made with forced labor and barred from entry to the United States "
        "(Pub. L. 117-78; 19 U.S.C. 1307) from the day of listing.",
    ),
    "cbp": (
        CBP_LIST,
        "US Customs and Border Protection",
        PAGES["cbp"],
        "Merchandise named in an order is detained (WRO) or may be seized (Finding) at US ports of entry (19 U.S.C. "
        "1307).",
    ),
}


_OWN = "None that we know of: a list of the user's own choosing."
_POSITIVE = "None: shown beside the suppliers that are on it. It raises nothing, and lowers no score and no level."
_STATED_BY = {
    (True, True): "As given at import",
    (True, False): "As given at import",
    (False, True): "As the file states",
    (False, False): "By the kind of list; the file states none",
}
"""(given at import, stated by the file) → who says so."""


def row_of(entry: Entry, source: Source, kind: ListKind) -> dict[str, str]:
    """An entry as a row of the package."""
    address = entry.url or source.address
    if not address.startswith(("http://", "https://")):
        address = _ABOUT[kind][2] if kind in _ABOUT else ""
    return {
        "id": entry.id,
        "name": one_line(entry.name),
        "aliases": _many(entry.aliases),
        "name_zh": one_line(entry.name_zh),
        "country": entry.country,
        "countries": _many(entry.countries),
        "addresses": " | ".join(one_line(text).replace("|", "/") for text in entry.addresses),
        "identifiers": _many(f"{scheme}:{value}" for scheme, value in entry.identifiers),
        "kind": one_line(entry.kind),
        "merchandise": one_line(entry.merchandise),
        "status": entry.status,
        "listed_from": entry.listed_from,
        "date_to": entry.date_to,
        "note": one_line(entry.note),
        "open_ended": one_line(entry.open_ended),
        "match_exactly": _many(entry.exact),
        "source_cell": str(entry.where),
        "source_url": address,
        "confidence": "user-list",
    }


def _many(texts: Iterable[str]) -> str:
    return ";".join(one_line(text).replace(";", ",") for text in texts)


def one_line(text: str) -> str:
    """Text on one line, encodable, without control characters."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def about_list(
    source: Source,
    name: str,
    kind: ListKind,
    title: str,
    licence: str,
    publisher: str,
    shown: date,
    how: str,
    today: date,
) -> dict[str, Any]:
    """The descriptor of the package, resources apart: who publishes the list, of which day it is, what it lacks."""
    reading = source.reading
    known = _ABOUT.get(kind)
    title = title or (known[0] if known else source.title or name)
    set_aside = Counter(p.code for p in reading.problems if p.fate == "row set aside")
    gaps = [f"Rows that could not be used ({code}): {count}." for code, count in sorted(set_aside.items())]
    gaps += [f"Left out: {reason} ({count})." for reason, count in sorted(reading.left_out.items())]
    if not source.day:
        gaps.append("The file does not say of which day it is; the day of import stands for it.")
    where = source.address or (known[2] if known else "")
    # A file of another's format, whoever made it, has terms of its own, even with a public list in it.
    public = known is not None and source.format not in ("opensanctions", "ftm")
    terms = licence or source.licence or (_PUBLIC if public else UNSTATED)
    return {
        "name": name,
        "profile": "tabular-data-package",
        "title": one_line(title)[:200],
        "description": f"Imported from {one_line(source.name)} ({source.format}); entries as the file states them.",
        "list_kind": kind,
        "edition": f"{shown} ({how})",
        "data_date": shown.isoformat(),
        "retrieved": today.isoformat(),
        "publisher": one_line(publisher) or (known[1] if known else "not stated"),
        "legal_effect": known[3] if known else _POSITIVE if kind == POSITIVE else _OWN,
        "completeness": "partial" if gaps else "complete",
        "gaps": gaps,
        "blind_spots": ["No match is not a clearance.", "Nobody has checked the entries against their publisher."],
        "licenses": [{"name": one_line(terms), "title": _STATED_BY[bool(licence), bool(source.licence)]}],
        "sources": [
            {"title": f"{one_line(source.name)}, sha256:{source.sha256}", **({"path": where} if where else {})}
        ],
        "rows_read": reading.rows,
    }


def write_list(target: Path, name: str, rows: Sequence[dict[str, str]], about: dict[str, Any]) -> None:
    """The package, whole or not at all; an earlier edition stays until the new one is in its place."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(FIELDS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    content = out.getvalue().encode("utf-8")
    about = dict(about)
    about["resources"] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "rows": len(rows),
            "expected_rows": {"min": len(rows), "max": len(rows)},
            "schema": {
                "fields": [{"name": f, "type": "string", "description": text} for f, text in FIELDS.items()],
                "primaryKey": "id",
                "missingValues": [""],
            },
        }
    ]
    text = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not (target / "datapackage.json").is_file() and any(target.iterdir()):
            hint = "Name another folder with --to, or another list with --name."
            raise InputError("this folder holds something else", where=str(target), hint=hint)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".importing-") as temporary:
            made = Path(temporary) / "new"
            made.mkdir()
            (made / f"{name}.csv").write_bytes(content)
            (made / "datapackage.json").write_bytes(text.encode("utf-8"))
            old = Path(temporary) / "old"
            if target.exists():
                target.rename(old)
            try:
                made.rename(target)
            except OSError:
                if old.exists():
                    old.rename(target)
                raise
    except OSError as error:
        raise InputError(
            f"the list cannot be written here ({error.strerror or error})",
            where=str(target),
            hint="Name a folder that is yours with --to.",
        ) from error
