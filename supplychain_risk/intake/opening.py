"""Opening files, and tables from code: what is in them as grids of text, before anything is made of it."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.errors import MissingFile, UnreadableFile
from supplychain_risk.files import content_of
from supplychain_risk.intake import limits
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.known import KnownWords
from supplychain_risk.intake.sniff import sniff
from supplychain_risk.intake.textfile import read_text, unpack_gzip
from supplychain_risk.intake.values import cell_text
from supplychain_risk.intake.workbook import read_workbook

if TYPE_CHECKING:
    import pandas as pd

    from supplychain_risk.reference import Reference

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""
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
    vocabulary = Vocabulary.of(reference)
    known = KnownWords(reference)
    opened: list[Opened] = []
    names: set[str] = set()
    for number, path in enumerate(paths):
        progress("Reading files", number, len(paths))
        name = _own_name(path, names)
        own = (openers or {}).get(path.suffix.lower())
        with limits.timed(name):
            opened.append(own(path, name) if own else _open(path, name, vocabulary, known))
    progress("Reading files", len(paths), len(paths))
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


def _label(column: object) -> str:
    return " ".join(map(str, column)) if isinstance(column, tuple) else str(column)


def _frame_column(values: Sequence[object]) -> list[str]:
    import pandas as pd

    return ["" if value is None or value is pd.NA or value is pd.NaT else cell_text(value) for value in values]


def _written(name: str) -> str:
    """A file name that any report can hold: bytes that are no text are shown as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _own_name(path: Path, taken: set[str]) -> str:
    """The file's name; with its folder where two files of the input have the same name."""
    name = _written(path.name)
    if name in taken:
        name = _written(f"{path.parent.name}/{path.name}")
    number = 2
    while name in taken:
        name = _written(f"{path.name} ({number})")
        number += 1
    taken.add(name)
    return name


def _open(path: Path, name: str, vocabulary: Vocabulary, known: KnownWords) -> Opened:
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    form = sniff(content, name)
    packed = form == "gzip"
    if packed:
        content = unpack_gzip(content, name)
        form = sniff(content, name)
    stem = _written(path.name.removesuffix(".gz") if packed else path.name)
    sheet = Path(stem).stem
    if form == "text":
        grid, encoding, form, problems = read_text(
            content, name, sheet, lambda t: vocabulary.meaning(t.strip()) is not None, known
        )
        return Opened(name, form + (".gz" if packed else ""), encoding, digest, (grid,), problems)
    grids, problems = read_workbook(content, form, name)
    return Opened(name, form + (".gz" if packed else ""), "", digest, grids, problems)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile("this is a folder", where=str(path), hint="Name the files in it.")
        return content_of(path, limits.most("file_bytes"))
    except FileNotFoundError as error:
        raise MissingFile("there is no such file", where=str(path), hint="Check the path and the spelling.") from error
    except OSError as error:
        if error.errno == errno.EFBIG:
            hint = "Save only the sheets with suppliers, split the file, or raise limits.file_bytes of the policy."
            raise UnreadableFile(str(error.strerror), where=path.name, hint=hint) from error
        reason = error.strerror or str(error)
        raise MissingFile(
            f"the file cannot be opened ({reason})", where=str(path), hint="Check that you may read it and try again."
        ) from error


def _digest(tables: dict[str, Rows]) -> str:
    digest = hashlib.sha256()
    for sheet, rows in tables.items():
        digest.update(f"\x1d{sheet}\x1e".encode("utf-8", "surrogatepass"))
        for row in rows:
            digest.update(("\x1f".join(row) + "\x1e").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
