"""What the table transforms share: slugs, country codes, lists inside a cell, and row ids."""

from __future__ import annotations

import csv
import functools
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

TABLES = Path(__file__).resolve().parent

Row = dict[str, str]


def slug(text: str) -> str:
    """NFKD, ASCII only, lower case; every run of other characters than letters and digits becomes one hyphen.

    `slug("Cobalt ore (heterogenite)") == "cobalt-ore-heterogenite"`.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


@functools.cache
def iso3_to_alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-3 → alpha-2, from `iso3_alpha2.csv` (each row names its source); Kosovo is XKX → XK."""
    with (TABLES / "iso3_alpha2.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["alpha2"] for row in csv.DictReader(file)}


def alpha2(iso3: str) -> str:
    """The alpha-2 code of an alpha-3 code.

    Raises:
        KeyError: the code is not in `iso3_alpha2.csv`; a table with an unknown country must not be built.
    """
    return iso3_to_alpha2()[iso3]


@functools.cache
def _countries() -> Callable[[str], str | None]:
    sys.path.insert(0, str(TABLES.parent.parent))
    from supplychain_risk.reference import Reference
    from supplychain_risk.resolve.country import CountryResolver

    resolver = CountryResolver(Reference.bundled())
    return lambda name: resolver.resolve(name).code


def country(name: str) -> str:
    """The alpha-2 code of a country's name as a source writes it, by the project's own table of names.

    Raises:
        KeyError: no name or several are meant; a table with an unknown country must not be built.
    """
    code = {"West Bank and the Gaza Strip": "PS"}.get(name) or _countries()(name)
    if not code:
        raise KeyError(name)
    return code


def confidence(said: str) -> str:
    """The word of the tables for what a source file says of itself: official, other, research …"""
    if said.startswith("official"):
        return "verified"
    return "two-source" if "two independent files" in said or "+ research" in said else "single-secondary"


def items(cell: str) -> list[str]:
    """The parts of a semicolon-separated cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def joined(parts: Iterable[str]) -> str:
    """Parts as one semicolon-separated cell, each once, in the given order."""
    return ";".join(dict.fromkeys(parts))


def numbered(base: str, taken: set[str]) -> str:
    """`base`, or `base-2`, `base-3`… if it is taken; the answer is then taken too."""
    candidate, n = base, 1
    while candidate in taken:
        n += 1
        candidate = f"{base}-{n}"
    taken.add(candidate)
    return candidate


def sibling(source: Path | None, name: str) -> list[Row]:
    """Rows of a file that lies beside the source, or else beside the other committed sources."""
    beside = (source.parent if source else TABLES / "sources") / name
    path = beside if beside.exists() else TABLES / "sources" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]
