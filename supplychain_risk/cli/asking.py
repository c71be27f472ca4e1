"""The command that asks suppliers: ask."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import (
    AsOf,
    Company,
    Dispositions,
    Fixes,
    ForAll,
    Inputs,
    Lists,
    Mapping,
    Quiet,
    day_of,
    for_all_of,
    progress_of,
)


def ask(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", help="New folder for the workbooks.")],
    language: Annotated[
        str, typer.Option("--language", metavar="CODES", help="Languages beside English, e.g. zh,es,tr,vi.")
    ] = "",
    most: Annotated[
        int, typer.Option("--most", min=0, help="Workbooks to write, for the first suppliers; 0 for all.")
    ] = 200,
    as_of: AsOf = None,
    company: Company = "",
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    dispositions: Dispositions = None,
    lists: Lists = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="TOML file with the numbers you chose.")] = None,
    quiet: Quiet = False,
) -> None:
    """Rank suppliers by what their answers would settle, and write each a workbook of questions to be read back."""
    import supplychain_risk as scr
    from supplychain_risk.asking import in_short, question_files
    from supplychain_risk.dossier import write_dossier
    from supplychain_risk.loading import load_with_tables

    with progress_of(quiet) as progress:
        loading = load_with_tables(
            inputs, company=company, mapping=mapping, fixes=fixes or (), for_all=for_all_of(for_all), progress=progress
        )
        assessment = scr.screen(
            loading.network,
            as_of=day_of(as_of),
            policy=scr.Policy.read(policy) if policy else None,
            dispositions=dispositions or (),
            lists=lists or (),
            progress=progress,
        )
    languages = [code for part in language.split(",") if (code := part.strip().lower())]
    files, order = question_files(loading, assessment.network, assessment.document, languages, most)
    write_dossier(files, out)
    if not quiet:
        consoles.print_text(f"{in_short(order, len(files) - 1)} Begin with {out / 'order.xlsx'}.")
        consoles.print_text("Give the returned workbooks as further inputs: screen YOUR-LIST RETURNED.xlsx …")
