"""Commands about the reference tables and lists of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import AsJson, Lists, day_of, print_json, progress_of, today
from supplychain_risk.cli.pages import Commands
from supplychain_risk.dates import as_date
from supplychain_risk.errors import InputError

if TYPE_CHECKING:
    from supplychain_risk.reference.user_lists import ListKind

reference_app = Commands(help="The reference tables: editions, age, completeness, rows.")


@reference_app.command("list")
def reference_list(
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Day at which ages are told; today if left out.")
    ] = None,
    lists: Lists = None,
    as_json: AsJson = False,
) -> None:
    """List the tables with edition, age, completeness and gaps; with --lists those of your own, too."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.overview import NO_CLEARANCE, overview, overview_of
    from supplychain_risk.reference.user_lists import read_user_lists

    day = day_of(as_of) or today()
    own = tuple(overview_of(one.table, day) for one in read_user_lists(lists or ()))
    tables = (*overview(Reference.bundled(), day), *own)
    if as_json:
        print_json(
            {"as_of": day.isoformat(), "note": NO_CLEARANCE, "tables": [consoles.table_entry(t) for t in tables]}
        )
    else:
        consoles.print_tables(tables, day, NO_CLEARANCE)


@reference_app.command("show")
def reference_show(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Table name as `reference list` shows it.")],
    where: Annotated[str, typer.Option("--where", metavar="TEXT", help="Only rows that contain this text.")] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="NUMBER", min=0, help="Rows to print; 0 for all.")] = 20,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Day at which the age is told; today if left out.")
    ] = None,
    lists: Lists = None,
    as_json: AsJson = False,
) -> None:
    """Show what a table is, how old, where it comes from, and its rows."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.overview import overview_of
    from supplychain_risk.reference.user_lists import read_user_lists

    reference = Reference.bundled()
    own = {one.name: one.table for one in read_user_lists(lists or ())}
    if table not in reference.names() and table not in own:
        raise InputError(f"no table '{table}'", hint=f"Tables: {', '.join((*reference.names(), *own))}.")
    shown = own.get(table) or reference.table(table)
    rows = [row for row in shown if where.casefold() in " ".join(row.values()).casefold()]
    day = day_of(as_of) or today()
    told = overview_of(shown, day)
    if as_json:
        age = {"as_of": day.isoformat(), "age_days": told.age_days, "renewal": told.renewal}
        print_json(
            {"about": dict(shown.about), **age, "rows": [dict(row) for row in (rows[:limit] if limit else rows)]}
        )
    else:
        consoles.print_table(shown, rows, limit or len(rows), told)


@reference_app.command("import")
def reference_import(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Saved web page, workbook, CSV, targets.simple.csv, or FtM JSON lines."),
    ],
    name: Annotated[
        str,
        typer.Option("--name", metavar="NAME", help="What citations call the list; from the file name if left out."),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            "--kind",
            metavar="KIND",
            help="uflpa, cbp, positive (companies it speaks for), or other: what the list counts as.",
        ),
    ] = "other",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What findings call the list.")] = "",
    licence: Annotated[
        str, typer.Option("--licence", "--license", metavar="TEXT", help="Terms under which you hold the list.")
    ] = "",
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who publishes the list.")] = "",
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day whose state the list shows, if it does not say.")
    ] = None,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Folder for imported lists.")] = Path(
        "supplychain_risk_lists"
    ),
    name_column: Annotated[
        str, typer.Option("--name-column", metavar="HEADING", help="Heading of the column with names.")
    ] = "",
    persons: Annotated[bool, typer.Option("--persons", help="Keep rows about persons.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Import even if the list has shrunk by half.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a list of entities, to be screened against with --lists."""
    from supplychain_risk.lists import import_list

    with progress_of(as_json) as progress:
        imported = import_list(
            file,
            name=name,
            kind=_list_kind(kind),
            title=title,
            licence=licence,
            publisher=publisher,
            day=as_date(day) if day else None,
            today=today(),
            to=to,
            force=force,
            persons=persons,
            name_column=name_column,
            progress=progress,
        )
    if as_json:
        print_json(consoles.import_entry(imported))
    else:
        consoles.print_import(imported)


@reference_app.command("diff")
def reference_diff(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="Earlier edition: an imported list's folder, a list file, a bundled list."),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Later edition, given in the same ways.")],
    kind: Annotated[
        str, typer.Option("--as", "--kind", metavar="KIND", help="What list files count as; as the other if left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Say what changed between two editions of a list: entities added, gone, renamed, moved in time. Writes nothing."""
    from supplychain_risk.lists import diff_lists

    found = diff_lists(old, new, today=today(), kind=_list_kind(kind) if kind else None)
    if as_json:
        print_json(consoles.list_difference_entry(found))
    else:
        consoles.print_list_difference(found)


@reference_app.command("validate")
def reference_validate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A table folder or a folder of them; the bundled ones.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check table folders: schema, hashes, counts, ids, dates. Exits with 1 if something is wrong."""
    from dataclasses import asdict

    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.validate import validate

    checked = validate(folder or Reference.bundled().folder)
    if as_json:
        print_json([asdict(one) for one in checked])
    else:
        consoles.print_checked(checked)
    if any(one.faults for one in checked):
        raise typer.Exit(1)


def _list_kind(text: str) -> ListKind:
    from supplychain_risk.reference.user_lists import KINDS

    chosen = next((known for known in KINDS if known == text), None)
    if chosen is None:
        raise InputError(f"no kind of list '{text}'", hint=f"Kinds are {', '.join(KINDS)}.")
    return chosen
