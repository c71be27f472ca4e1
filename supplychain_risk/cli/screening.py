"""Commands that read supplier sheets: screen, check, template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import (
    LEVELS,
    AsJson,
    AsOf,
    Company,
    Context,
    Dispositions,
    Fixes,
    ForAll,
    Inputs,
    Lists,
    Mapping,
    Quiet,
    Tasks,
    day_of,
    for_all_of,
    level_of,
    new_file,
    print_json,
    progress_of,
    refuse_existing,
    say_how_old_the_lists_are,
    write_new,
)
from supplychain_risk.cli.pages import completing
from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import InputError
from supplychain_risk.report import DEFAULT_FORMATS, FORMATS, TABLES_ABOVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supplychain_risk.loading import Loading, Question


def screen(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Folder for the report.")] = Path("audit"),
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAMES",
            autocompletion=completing(tuple(known.name for known in FORMATS)),
            help=f"Comma-separated: {', '.join(known.name for known in FORMATS)}.",
        ),
    ] = ",".join(DEFAULT_FORMATS),
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE.toml", help="TOML file with the numbers you chose.")
    ] = None,
    as_of: AsOf = None,
    company: Company = "",
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    dispositions: Dispositions = None,
    tasks: Tasks = None,
    lists: Lists = None,
    context: Context = None,
    no_inferred: Annotated[
        bool, typer.Option("--no-inferred", help="Leave out findings about inputs that nobody stated.")
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            autocompletion=completing(LEVELS),
            help="Exit with 1 if a supplier calls for hold, review or enhanced; with --product, one of that product.",
        ),
    ] = None,
    product: Annotated[
        str,
        typer.Option(
            "--product",
            metavar="SKU",
            help="Write the answer for one product, too: its parts, chain, steps taken and gaps; needs [docs].",
        ),
    ] = "",
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="OLD", help="Mark what is new since an earlier report.json or its folder."),
    ] = None,
    fail_on_new: Annotated[
        str | None,
        typer.Option(
            "--fail-on-new",
            metavar="LEVEL",
            autocompletion=completing((*LEVELS, "any")),
            help="With --since: exit with 1 if a supplier or finding newly calls for LEVEL or more, or something must "
            "be looked at again; any: if anything is new, changed or gone.",
        ),
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option("--sign", metavar="KEY.pem", help="Sign the manifest with this Ed25519 key; needs [sign]."),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole",
            help=f"Let report.json hold all of the report. With more than {TABLES_ABOVE:,} suppliers it else refers to "
            "tables beside it (Parquet, or JSON Lines), unless --format json is all that is asked for.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the pack of another company in --out.")] = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help="memory, or spark for a table of suppliers and one of lines on any store Spark reads; needs [spark].",
        ),
    ] = "memory",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Screen supplier spreadsheets and write the report."""
    if engine != "memory":
        in_memory_alone: dict[str, object] = {
            "--mapping": mapping,
            "--all": for_all,
            "--fixes": fixes,
            "--dispositions": dispositions,
            "--tasks": tasks,
            "--context": context,
            "--no-inferred": no_inferred,
            "--product": product,
            "--since": since,
            "--fail-on-new": fail_on_new,
            "--sign": sign,
            "--whole": whole,
            "--force": force,
            "--format": formats not in ("parquet", ",".join(DEFAULT_FORMATS)),
        }
        _screen_on(engine, inputs, out, policy, as_of, company, lists, fail_on, in_memory_alone, quiet, as_json)
        return
    import supplychain_risk as scr
    from supplychain_risk import Policy, screen
    from supplychain_risk.assess.keeping import refuse_to_lose_tasks
    from supplychain_risk.audit.folder import refuse_anothers
    from supplychain_risk.audit.signing import Signing
    from supplychain_risk.documents.paper import refuse_without_docs
    from supplychain_risk.loading import load_with_tables
    from supplychain_risk.product import Product, in_short, product_files, scope_of
    from supplychain_risk.reference import Reference
    from supplychain_risk.report import known_formats
    from supplychain_risk.report.formats import form_of_tables
    from supplychain_risk.review.tasks import read_tasks
    from supplychain_risk.whatif import calls_for_attention

    wanted = known_formats(formats.split(","))
    level = level_of(fail_on)
    if fail_on_new and not since:
        raise InputError("--fail-on-new compares with an earlier report", hint="Give that report with --since.")
    new_level = None if fail_on_new == "any" else level_of(fail_on_new, "--fail-on-new")
    # what could stop the run stops it before the work is done
    earlier_report = scr.read(since) if since else None
    if sign:
        Signing(sign)
    if product:
        refuse_without_docs()
    to_do = [read_tasks(path) for path in tasks or ()]
    refuse_to_lose_tasks(out, to_do)
    chosen = Policy.read(policy) if policy else Policy.default()
    day = day_of(as_of)
    say_how_old_the_lists_are(day, lists, quiet)
    with progress_of(quiet) as progress:
        loading = load_with_tables(
            inputs,
            company=company,
            mapping=mapping,
            fixes=fixes or (),
            for_all=for_all_of(for_all),
            policy=chosen,
            progress=progress,
        )
        if not force:  # before the work is done that could not be written
            refuse_anothers(out, loading.network.company)
        if product:
            scope_of(loading.read, loading.network, product)
        assessment = screen(
            loading.network,
            as_of=day,
            policy=chosen,
            inferred=False if no_inferred else None,
            dispositions=dispositions or (),
            tasks=to_do,
            lists=lists or (),
            context=context or (),
            progress=progress,
        )
        if earlier_report:
            assessment = assessment.since(earlier_report)
        waiting = assessment.waiting(out)
        earlier: list[str] = []
        asked = Product.of(loading, assessment.network, assessment.document, product) if product else None
        documents = (
            product_files(asked, Reference.bundled(), assessment.sha256_as(wanted, whole or None)) if asked else {}
        )
        paths = assessment.write(
            out,
            formats=wanted,
            force=force,
            tell=earlier.append,
            sign=sign,
            documents=documents,
            progress=progress,
            whole=whole or None,
        )
    if form_of_tables(assessment.document, wanted, whole or None):
        earlier.append("report.json refers to tables beside it; keep them together, or have one file with --whole.")
    for sentence in earlier if not quiet else ():
        consoles.print_note(sentence)
    if as_json:
        told = {"since": assessment.document.since.plain()} if assessment.document.since else {}
        print_json({"summary": assessment.document.summary.plain(), "files": [str(p) for p in paths], **told})
    elif not quiet:
        if assessment.document.since:
            consoles.print_since(assessment.document, paths)
        else:
            consoles.print_summary(assessment.document, paths)
        if asked is not None:
            consoles.print_text(in_short(asked))
        consoles.print_list_ages(assessment.lists)
        consoles.print_tasks(assessment.document)
        consoles.print_matches_to_decide(assessment.register, waiting, out)
    if level is not None:
        looked_at = [s for s in assessment.document.suppliers if asked is None or s.id in asked.scope.companies]
        if any(s.due_diligence.at_least(level) for s in looked_at):
            raise typer.Exit(1)
    new = assessment.document.since
    if fail_on_new and new and calls_for_attention(new, new_level):
        raise typer.Exit(1)


def _screen_on(
    engine: str,
    inputs: list[Path],
    out: Path,
    policy: Path | None,
    as_of: str | None,
    company: str,
    lists: list[Path] | None,
    fail_on: str | None,
    in_memory_alone: dict[str, object],
    quiet: bool,
    as_json: bool,
) -> None:
    """Screen on another engine than the one in memory; options that it does not take are refused."""
    from supplychain_risk import Policy
    from supplychain_risk.spark.files import screen_files

    if engine != "spark":
        raise InputError(f"there is no engine '{engine}'", hint="Choose memory or spark.")
    level = level_of(fail_on)
    done = screen_files(
        inputs,
        out,
        policy=Policy.read(policy) if policy else None,
        as_of=day_of(as_of),
        company=company,
        lists=lists or (),
        not_taken=in_memory_alone,
    )
    if as_json:
        print_json({"summary": {"by_due_diligence": dict(done.by_due_diligence)}, "files": list(done.files)})
    elif not quiet:
        counts = ", ".join(f"{name} {count:,}" for name, count in done.by_due_diligence.items())
        consoles.print_text(f"Suppliers by what they call for: {counts}.")
        consoles.print_text(f"Wrote {', '.join(done.files)}.")
    if level is not None and any(
        count and DueDiligence(n).at_least(level) for n, count in done.by_due_diligence.items()
    ):
        raise typer.Exit(1)


def check(
    inputs: Inputs,
    company: Company = "",
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    fix_it: Annotated[
        Path | None,
        typer.Option(
            "--fix-it", metavar="FILE.xlsx", help="Write the cells that need a person's answer to a workbook."
        ),
    ] = None,
    write_mapping: Annotated[
        Path | None,
        typer.Option("--write-mapping", metavar="FILE.toml", help="Write how the sheets were read, to be corrected."),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Say what could be read, how, and what could not be assessed; only --fix-it and --write-mapping write a file."""
    from supplychain_risk.loading import load_with_tables
    from supplychain_risk.report import file_coverage, problem_entries
    from supplychain_risk.report.readiness import readiness

    new_file(fix_it, ".xlsx", "the fix-it workbook")
    new_file(write_mapping, ".toml", "the mapping")
    with progress_of(quiet) as progress:
        loading = load_with_tables(
            inputs, company=company, mapping=mapping, fixes=fixes or (), for_all=for_all_of(for_all), progress=progress
        )
    network = loading.network
    counts = {at: (c.suppliers, c.links, c.countries) for at, c in network.account.counts.items()}
    files = file_coverage(network.account.files, counts)
    problems = problem_entries(network.account.problems, network.account.files)
    ready, notes = readiness(network), loading.notes()
    read_files = network.account.files
    said: list[str] = []
    if write_mapping:
        write_new(write_mapping, loading.mapping_file().encode("utf-8", "replace"))
        said.append(f"Wrote {write_mapping}. Correct it, then pass it with --mapping {write_mapping}")
    if fix_it:
        asked = loading.questions()
        write_new(fix_it, _fix_it_workbook(loading, asked))
        lines = "1 line" if len(asked) == 1 else f"{len(asked)} lines"
        said.append(f"Wrote {fix_it} with {lines} to answer. Then pass it with --fixes {fix_it}")
    if as_json:
        dumped = {
            "files": [f.plain() for f in files],
            "problems": [p.plain() for p in problems],
            "suppliers": ready.plain(),
            "notes": list(notes),
            "close_columns": {f"{f.name}!{s.name}": list(s.doubts) for f in read_files for s in f.sheets if s.doubts},
        }
        print_json(dumped)
    elif not quiet:
        consoles.print_check(
            files, problems, ready, notes, {(f.name, s.name): s.doubts for f in read_files for s in f.sheets}
        )
        for text in said:
            consoles.print_text(text)


def _fix_it_workbook(loading: Loading, asked: Sequence[Question]) -> bytes:
    from supplychain_risk.loading.fixes.workbook import render_fix_it

    countries = [row["name"] for row in loading.resolvers.reference.table("countries")]
    return render_fix_it(asked, countries, loading.notes())


def template(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="Where to write the workbook, e.g. suppliers.xlsx.")
    ],
    example: Annotated[
        bool, typer.Option("--example", help="Write an invented chain of suppliers instead, to try things on.")
    ] = False,
) -> None:
    """Write an empty supplier workbook with the columns we read best, or an example."""
    from supplychain_risk.report.template import example_workbook, write_template

    if file.suffix.lower() != ".xlsx":
        raise InputError(
            "the template is an .xlsx workbook", where=file.name, hint="Give a file name that ends in .xlsx."
        )
    refuse_existing(file)
    if example:
        write_new(file, example_workbook())
        consoles.print_text(f"Wrote {file}, an invented example. Try: supplychain-risk screen {file}")
        return
    write_template(file)
    consoles.print_text(f"Wrote {file}. Fill in the sheet Suppliers, then run: supplychain-risk screen {file}")
