"""Figures of the user's own about countries, such as a prevalence table: shown beside a factor, never scored."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from supplychain_risk.domain import Citation
from supplychain_risk.errors import InputError
from supplychain_risk.files import WRITTEN_BY_HAND, file_content
from supplychain_risk.reference.context import Figure
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.resolve.named_country import named_country
from supplychain_risk.workbooks.text import web_address

COLUMNS = ("country", "figure", "source", "licence")
"""What each row must state; `year` and `url` may be there, too."""
_HINT = f"Give a CSV file in UTF-8 with the columns {', '.join(COLUMNS)}, and year and url where there are any."


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """A file of figures: its name, hash, and each figure with the code of its country."""

    name: str
    sha256: str
    figures: tuple[tuple[str, Figure], ...]


def read_country_figures(paths: Sequence[str | Path], countries: CountryResolver) -> tuple[CountryFigures, ...]:
    """The figures of these files. A row without its source or licence is refused: nobody could check or pass it on.

    Raises:
        MissingFile: a file cannot be opened.
        InputError: a file is no such table, or a row lacks something or names no country; the message has the row.
    """
    return tuple(_read(Path(path), countries) for path in paths)


def _read(path: Path, countries: CountryResolver) -> CountryFigures:
    content = file_content(path, _HINT, most=WRITTEN_BY_HAND)
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"is no table of figures ({error})", where=path.name, hint=_HINT) from error
    headings = [text.strip().lower() for text in lines[0]] if lines else []
    if missing := [column for column in COLUMNS if column not in headings]:
        raise InputError(f"has no column {', '.join(missing)}", where=path.name, hint=_HINT)
    found = []
    for number, line in enumerate(lines[1:], 2):
        row = dict(zip(headings, (text.strip() for text in line), strict=False))
        if any(row.values()):
            found.append(_figure(path.name, number, row, countries))
    return CountryFigures(path.name, hashlib.sha256(content).hexdigest(), tuple(found))


def _figure(file: str, number: int, row: dict[str, str], countries: CountryResolver) -> tuple[str, Figure]:
    where = f"{file}, row {number}"
    if lacking := [column for column in COLUMNS if not row.get(column)]:
        raise InputError(f"states no {' and no '.join(lacking)}", where=where, hint=_HINT)
    year = row.get("year", "")
    if year and not (year.isdigit() and len(year) == 4):
        raise InputError(f"'{year}' is no year", where=where, hint="Write the year as four digits, or leave it empty.")
    try:
        country = named_country(countries, row["country"])
    except InputError as error:
        raise InputError(error.message, where=where, hint=error.hint) from error
    address = web_address(row.get("url", "")) or ""
    citation = Citation(
        dataset=file,
        edition=year or "undated",
        row=str(number),
        publisher=row["source"],
        url=address,
        licence=row["licence"],
        read_in=f"{file}, a file of the user's own",
    )
    text = f"{country.label}: {row['figure']}"
    figure = Figure(f"{file}-{number}", "country", int(year) if year else None, row["source"], text, citation)
    return str(country.code), figure
