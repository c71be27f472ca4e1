"""`read()`: spreadsheets → records, problems and the account of every row."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.errors import InputError, MissingFile, NoSupplierTable, UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.intake.cells import Yield
from supplychain_risk.intake.columns import IsCountry
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.mapping import Mappings, check_mapping, for_sheet
from supplychain_risk.intake.records import FileReading, IntakeResult, SheetReading
from supplychain_risk.intake.sheet import read_sheet
from supplychain_risk.intake.sniff import sniff
from supplychain_risk.intake.surroundings import given_by_names, notes_on
from supplychain_risk.intake.survey import Survey, headings_seen, survey
from supplychain_risk.intake.templates import recognized, without_lookups
from supplychain_risk.intake.textfile import read_text, unpack_gzip
from supplychain_risk.intake.values import cell_text
from supplychain_risk.intake.workbook import read_workbook

if TYPE_CHECKING:
    import pandas as pd

    from supplychain_risk.reference import Reference

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


def read(
    paths: Sequence[Path],
    reference: Reference,
    *,
    mapping: Mappings | None = None,
    is_country: IsCountry,
    progress: Progress | None = None,
) -> IntakeResult:
    """Read supplier tables from files.

    Args:
        paths: spreadsheets and text files; several are read as one input, in the order given.
        reference: where the table `column_names` comes from.
        mapping: header row and columns per sheet, where recognition needs help.
        is_country: whether a text names a country; decides between candidate columns.
        progress: called before each file.

    Raises:
        MissingFile: a file does not exist or cannot be opened.
        UnreadableFile: a file is empty, encrypted, damaged or no table.
        NoSupplierTable: no sheet of any file has a supplier table.
        InputError: the mapping has an error.
    """
    vocabulary = _vocabulary(reference)
    tick = progress or (lambda what, done, total: None)
    opened: list[Opened] = []
    names: set[str] = set()
    for number, path in enumerate(paths):
        tick(f"Reading {path.name}", number, len(paths))
        opened.append(_open(path, _own_name(path, names), vocabulary))
    tick("Finding suppliers", len(paths), len(paths))
    return _assemble(opened, vocabulary, mapping, is_country)


def read_frame(
    frame: pd.DataFrame,
    name: str,
    reference: Reference,
    *,
    mapping: Mappings | None = None,
    is_country: IsCountry,
) -> IntakeResult:
    """Read a DataFrame: its columns are the headings (row 1), its rows are rows 2 and on of a sheet called `name`.

    An index that has a name counts as the first column.

    Raises:
        NoSupplierTable: no column holds suppliers.
        InputError: the mapping has an error.
    """
    if any(label is not None for label in frame.index.names):
        frame = frame.reset_index()
    headings = [_label(c) for c in frame.columns.tolist()]
    rows: list[list[str]] = [headings]
    columns = [_frame_column(frame.iloc[:, i].tolist()) for i in range(frame.shape[1])]
    rows += [list(row) for row in zip(*columns, strict=True)]
    digest = hashlib.sha256("\x1e".join("\x1f".join(row) for row in rows).encode("utf-8", "surrogatepass")).hexdigest()
    grid = Grid(file=name, name=name, rows=rows)
    opened = Opened(name, "dataframe", "", digest, (grid,))
    return _assemble([opened], _vocabulary(reference), mapping, is_country)


def _label(column: object) -> str:
    return " ".join(map(str, column)) if isinstance(column, tuple) else str(column)


def _frame_column(values: Sequence[object]) -> list[str]:
    import pandas as pd

    return ["" if value is None or value is pd.NA or value is pd.NaT else cell_text(value) for value in values]


def _vocabulary(reference: Reference) -> Vocabulary:
    return Vocabulary(reference.table("column_names").rows)


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


def _open(path: Path, name: str, vocabulary: Vocabulary) -> Opened:
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
            content, name, sheet, lambda t: vocabulary.meaning(t.strip()) is not None
        )
        return Opened(name, form + (".gz" if packed else ""), encoding, digest, (grid,), problems)
    grids, problems = read_workbook(content, form, name)
    return Opened(name, form + (".gz" if packed else ""), "", digest, grids, problems)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableFile("this is a folder", where=str(path), hint="Name the files in it.")
        size = path.stat().st_size
        if size > limits.MAX_FILE_BYTES:
            raise UnreadableFile(
                f"the file has {size:,} bytes, more than a supplier list needs",
                where=path.name,
                hint="Save only the sheets with suppliers, or split the file.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFile("there is no such file", where=str(path), hint="Check the path and the spelling.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MissingFile(
            f"the file cannot be opened ({reason})", where=str(path), hint="Check that you may read it and try again."
        ) from error


def _assemble(
    opened: Sequence[Opened], vocabulary: Vocabulary, mapping: Mappings | None, is_country: IsCountry
) -> IntakeResult:
    if mapping is not None:
        check_mapping(mapping, "mapping")
    country = _remembered(is_country)
    surveys = [[survey(g, vocabulary, country, for_sheet(mapping, g)) for g in file.grids] for file in opened]
    surveys = _only_the_sure([recognized(without_lookups(sheets)) for sheets in surveys])
    described = any(
        table.plan.tiers or not table.plan.is_links for file in surveys for found in file for table in found.tables
    )
    total = Yield()
    files: list[FileReading] = []
    with _no_garbage_collection():
        for file, sheets in zip(opened, surveys, strict=True):
            readings: list[SheetReading] = []
            total.problems += file.problems
            for found, said in zip(sheets, given_by_names(sheets, country), strict=True):
                reading, given = read_sheet(found, country, links_only=described, given=said)
                readings.append(reading)
                total.add(given)
                total.problems += notes_on(said) if reading.header_row is not None else []
            files.append(FileReading(file.name, file.format, file.encoding, file.sha256, tuple(readings)))
    if not total.suppliers and not total.links:
        raise _no_table(opened, files)
    return IntakeResult(
        tuple(total.suppliers), tuple(total.links), tuple(total.ownership), tuple(total.problems), tuple(files)
    )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Millions of small values are made and none of them form cycles: looking for cycles would take half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _only_the_sure(surveys: list[list[Survey]]) -> list[list[Survey]]:
    """Leave out sheets that only might list suppliers where others certainly do."""
    if not any(found.tables and found.sure for file in surveys for found in file):
        return surveys
    return [
        [
            found
            if found.sure or not found.tables
            else Survey(found.grid, (), "its headings do not speak of suppliers, and another sheet's do")
            for found in file
        ]
        for file in surveys
    ]


def _remembered(is_country: IsCountry) -> IsCountry:
    known: dict[str, bool] = {}

    def ask(text: str) -> bool:
        answer = known.get(text)
        if answer is None:
            answer = known[text] = is_country(text)
        return answer

    return ask


def _no_table(opened: Sequence[Opened], files: Sequence[FileReading]) -> InputError:
    lines = []
    for file, reading in zip(opened, files, strict=True):
        for grid, sheet in zip(file.grids, reading.sheets, strict=True):
            seen = headings_seen(grid)
            lines.append(f"{sheet.name}: {sheet.reason}" + (f" (seen: {seen})" if seen else ""))
    found = "; ".join(lines[:12]) + (f"; and {len(lines) - 12} more sheets" if len(lines) > 12 else "")
    return NoSupplierTable(
        f"no sheet has a table with a supplier column. {found}",
        where=", ".join(file.name for file in opened),
        hint="Give the column of supplier names a heading such as 'Supplier name', or say with --mapping which row "
        "is the header and which column holds the names.",
    )
