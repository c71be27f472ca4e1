"""Reading in two steps, for callers that bring tables of their own or correct cells in between: open, then assemble."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.intake.columns import IsCountry
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.mapping import Mappings
from supplychain_risk.intake.read import _assemble, _frame_column, _label, _open, _own_name, _vocabulary
from supplychain_risk.intake.records import IntakeResult

if TYPE_CHECKING:
    import pandas as pd

    from supplychain_risk.reference import Reference

Progress = Callable[[str, int, int], None]
Rows = Sequence[Sequence[str]]
Opener = Callable[[Path, str], Opened]
"""Opens one file under the name it goes by."""


def open_files(
    paths: Sequence[Path], reference: Reference, progress: Progress, openers: dict[str, Opener] | None = None
) -> tuple[Opened, ...]:
    """Open spreadsheets and text files; `openers` open files with certain endings (".json") instead.

    Raises:
        MissingFile: a file does not exist or cannot be opened.
        UnreadableFile: a file is empty, encrypted, damaged or no table.
    """
    vocabulary = _vocabulary(reference)
    opened: list[Opened] = []
    names: set[str] = set()
    for number, path in enumerate(paths):
        progress(f"Reading {path.name}", number, len(paths))
        name = _own_name(path, names)
        own = (openers or {}).get(path.suffix.lower())
        opened.append(own(path, name) if own else _open(path, name, vocabulary))
    return tuple(opened)


def open_tables(name: str, form: str, tables: dict[str, Rows], sha256: str = "") -> Opened:
    """Tables from code as one file: sheet name → rows, of which the first holds the headings.

    Without `sha256` the hash is that of the texts.
    """
    grids = tuple(Grid(file=name, name=sheet, rows=rows) for sheet, rows in tables.items())
    return Opened(name, form, "", sha256 or _digest(tables), grids)


def frame_rows(frame: pd.DataFrame) -> Rows:
    """A DataFrame as rows of text: its columns are the headings; an index that has a name is the first column."""
    if any(label is not None for label in frame.index.names):
        frame = frame.reset_index()
    columns = [_frame_column(frame.iloc[:, i].tolist()) for i in range(frame.shape[1])]
    return [[_label(c) for c in frame.columns.tolist()], *(list(row) for row in zip(*columns, strict=True))]


def assemble(
    opened: Sequence[Opened], reference: Reference, mapping: Mappings | None, is_country: IsCountry
) -> IntakeResult:
    """Find the supplier tables of opened files and read their rows; see `read()` for what it raises."""
    return _assemble(opened, _vocabulary(reference), mapping, is_country)


def why_columns(reference: Reference) -> Callable[[str, str], str]:
    """(column, heading) → why the heading is taken for the column, with the confidence of the words alone."""
    vocabulary = _vocabulary(reference)

    def explain(column: str, heading: str) -> str:
        meaning = vocabulary.meaning(heading)
        if meaning is None or meaning.field != column:
            return "by its values and its place among the others"
        return f"by its words: {meaning.rule}, {meaning.weight:.2f}"

    return explain


def _digest(tables: dict[str, Rows]) -> str:
    digest = hashlib.sha256()
    for sheet, rows in tables.items():
        digest.update(f"\x1d{sheet}\x1e".encode("utf-8", "surrogatepass"))
        for row in rows:
            digest.update(("\x1f".join(row) + "\x1e").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
