"""`read()`: spreadsheets → records, problems and the account of every row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from supplychain_risk.intake.assembling import assemble
from supplychain_risk.intake.mapping import Mappings
from supplychain_risk.intake.opening import Progress, frame_rows, open_files, open_tables
from supplychain_risk.intake.records import IntakeResult
from supplychain_risk.intake.senses import IsCountry

if TYPE_CHECKING:
    import pandas as pd

    from supplychain_risk.reference import Reference


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
        progress: called as files and sheets are read.

    Raises:
        MissingFile: a file does not exist or cannot be opened.
        UnreadableFile: a file is empty, encrypted, damaged or no table.
        NoSupplierTable: no sheet of any file has a supplier table.
        InputError: the mapping has an error.
    """
    tick = progress or (lambda what, done, total: None)
    opened = open_files(paths, reference, tick)
    return assemble(opened, reference, mapping, is_country, tick)


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
    opened = open_tables(name, "dataframe", {name: frame_rows(frame)})
    return assemble([opened], reference, mapping, is_country)
