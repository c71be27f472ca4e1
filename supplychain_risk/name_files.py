"""Names from a file: a line each, or a table whose headings say where names and countries stand."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from supplychain_risk.errors import InputError
from supplychain_risk.intake.encodings import decoded
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.known import KnownWords
from supplychain_risk.intake.textfile import read_text
from supplychain_risk.reference import Reference

_TABLES = (".csv", ".tsv")
"""Endings of files that are tables, whether or not their first row is known to be headings."""


class AskedName(NamedTuple):
    """A company name to be looked up, its country as written ("" where none is), and the line or row it stands in."""

    name: str
    country: str
    row: int


def read_names(content: bytes, file: str, reference: Reference) -> tuple[AskedName, ...]:
    """The names of a text file, in its order; empty lines are passed over.

    A first row with a heading for names ("name", "Supplier", in any language of the table `column_names`) makes the
    file a table, of which the columns of names and of countries are read. Otherwise each line is a name, commas and
    all. In any encoding that supplier sheets are read in.

    Args:
        content: the file.
        file: what messages call it; the ending .csv or .tsv says that it is a table.
        reference: where headings are known from.

    Raises:
        UnreadableFile: the content is no text.
        InputError: the file holds no name, a name has no letter or digit, or the file is a table of several
            columns and no heading says which holds names.
    """
    vocabulary, known = Vocabulary.of(reference), KnownWords(reference)

    def field(text: str) -> str:
        meaning = vocabulary.meaning(text)  # of a whole heading: "Bluebell Trading Co." ends like one, and is a name
        return meaning.field if meaning and meaning.weight >= 1 else ""

    grid, _, _, _ = read_text(content, file, "", lambda text: bool(field(text)), known)
    rows = [[cell.strip() for cell in row] for row in grid.rows]
    fields = [field(cell) for cell in next((row for row in rows if any(row)), [])]
    if "name" in fields:
        at, place = fields.index("name"), fields.index("country") if "country" in fields else None
        heading = next(number for number, row in enumerate(rows) if any(row))
        found = [
            AskedName(row[at], row[place] if place is not None and place < len(row) else "", number)
            for number, row in enumerate(rows, start=1)
            if number > heading + 1 and at < len(row) and row[at]
        ]
    elif Path(file).suffix.lower() in _TABLES and any(sum(map(bool, row)) > 1 for row in rows):
        raise InputError(
            "no heading says which column holds names",
            where=file,
            hint="Head the column of names with 'name', and that of countries, if there is one, with 'country'.",
        )
    else:
        lines = decoded(content, file, known).text.splitlines()
        found = [AskedName(line.strip(), "", number) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise InputError("holds no name", where=file, hint="Write a company name on each line, or a table with names.")
    for one in found:
        if not any(map(str.isalnum, one.name)):
            raise InputError(
                f"'{one.name}' is no company name: it has no letter and no digit",
                where=f"{file}, line {one.row}",
                hint="Give the company's name as it stands on its papers, or remove the line.",
            )
    return tuple(found)
