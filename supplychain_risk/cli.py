"""The command line: parse arguments, call the public API, print, return an exit code.

Exit codes: 0 done; 1 done, and something is at or above --fail-on; 2 the input or the call is unusable. Results go to
stdout, everything else to stderr.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.dates import as_date
from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import InputError, SupplyChainRiskError
from supplychain_risk.report import DEFAULT_FORMATS, FORMATS

if TYPE_CHECKING:
    from supplychain_risk.loading import Loading, Question
    from supplychain_risk.reference.user_lists import ListKind

app = typer.Typer(
    name="supplychain-risk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Screens supply chains for forced-labor risk, offline: your supplier workbook in, a cited audit pack out.",
)
reference_app = typer.Typer(no_args_is_help=True, help="The reference tables: editions, age, completeness, rows.")
app.add_typer(reference_app, name="reference")
regime_app = typer.Typer(
    no_args_is_help=True, help="Disclosure and due-diligence regimes: what they ask, and what a report answers of it."
)
app.add_typer(regime_app, name="regime")

Inputs = Annotated[list[Path], typer.Argument(help="Supplier spreadsheets: .xlsx .xls .ods .csv and their like.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Day whose tables and laws apply: YYYY-MM-DD, or today; if left out, the newest day that the lists show.",
    ),
]
Company = Annotated[str, typer.Option("--company", help="Name of the reporting company.")]
Mapping = Annotated[Path | None, typer.Option("--mapping", help="TOML file with header row and columns per sheet.")]
ForAll = Annotated[
    list[str] | None,
    typer.Option(
        "--all", metavar="FIELD=TEXT", help="What holds for all rows that do not say otherwise, e.g. country=GB."
    ),
]
Lists = Annotated[
    list[Path] | None,
    typer.Option("--lists", metavar="FOLDER", help="Lists of your own that `reference import` wrote; may be repeated."),
]
Context = Annotated[
    list[Path] | None,
    typer.Option(
        "--context", metavar="FILE.csv", help="Figures of your own about countries, shown and never scored; repeatable."
    ),
]
Dispositions = Annotated[
    list[Path] | None,
    typer.Option("--dispositions", metavar="FILE", help="Reviewers' verdicts on matches; may be given several times."),
]
Tasks = Annotated[
    list[Path] | None,
    typer.Option("--tasks", metavar="REPORT.xlsx", help="Workbook of an earlier report with your tasks; repeatable."),
]
Fixes = Annotated[
    list[Path] | None,
    typer.Option("--fixes", metavar="FILE.xlsx", help="Fix-it workbook with your answers; may be given several times."),
]


@app.command()
def screen(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", help="Folder for the report.")] = Path("audit"),
    formats: Annotated[
        str, typer.Option("--format", help=f"Comma-separated: {', '.join(known.name for known in FORMATS)}.")
    ] = ",".join(DEFAULT_FORMATS),
    policy: Annotated[Path | None, typer.Option("--policy", help="TOML file with the numbers you chose.")] = None,
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
            "--fail-on", metavar="LEVEL", help="Exit with 1 if a supplier calls for hold, review or enhanced."
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="OLD", help="Mark what is new since an earlier report.json or its folder."),
    ] = None,
    fail_on_new: Annotated[
        str | None,
        typer.Option(
            "--fail-on-new",
            metavar="LEVEL",
            help="With --since: exit with 1 if a supplier or finding newly calls for LEVEL or more, or something must "
            "be looked at again; any: if anything is new, changed or gone.",
        ),
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option("--sign", metavar="KEY.pem", help="Sign the manifest with this Ed25519 key; needs [sign]."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the pack of another company in --out.")] = False,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
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
            "--since": since,
            "--fail-on-new": fail_on_new,
            "--sign": sign,
            "--force": force,
            "--format": formats not in ("parquet", ",".join(DEFAULT_FORMATS)),
        }
        _screen_on(engine, inputs, out, policy, as_of, company, lists, fail_on, in_memory_alone, quiet, as_json)
        return
    import supplychain_risk as scr
    from supplychain_risk import Policy, load, screen
    from supplychain_risk.assess.keeping import refuse_to_lose_tasks
    from supplychain_risk.audit.folder import refuse_anothers
    from supplychain_risk.audit.signing import Signing
    from supplychain_risk.report import known_formats
    from supplychain_risk.review.tasks import read_tasks
    from supplychain_risk.whatif import calls_for_attention

    wanted = known_formats(formats.split(","))
    level = _level(fail_on)
    if fail_on_new and not since:
        raise InputError("--fail-on-new compares with an earlier report", hint="Give that report with --since.")
    new_level = None if fail_on_new == "any" else _level(fail_on_new, "--fail-on-new")
    # what could stop the run stops it before the work is done
    earlier_report = scr.read(since) if since else None
    if sign:
        Signing(sign)
    to_do = [read_tasks(path) for path in tasks or ()]
    refuse_to_lose_tasks(out, to_do)
    chosen = Policy.read(policy) if policy else Policy.default()
    day = _day(as_of)
    _say_how_old_the_lists_are(day, lists, quiet)
    with _progress(quiet) as progress:
        network = load(
            inputs, company=company, mapping=mapping, fixes=fixes or (), for_all=_for_all(for_all), progress=progress
        )
        if not force:  # before the work is done that could not be written
            refuse_anothers(out, network.company)
        assessment = screen(
            network,
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
        progress("Writing the report", 0, 0)
        waiting = assessment.waiting(out)
        earlier: list[str] = []
        paths = assessment.write(out, formats=wanted, force=force, tell=earlier.append, sign=sign)
    for sentence in earlier if not quiet else ():
        consoles.print_note(sentence)
    if as_json:
        told = {"since": assessment.document.since.plain()} if assessment.document.since else {}
        _print_json({"summary": assessment.document.summary.plain(), "files": [str(p) for p in paths], **told})
    elif not quiet:
        if assessment.document.since:
            consoles.print_since(assessment.document, paths)
        else:
            consoles.print_summary(assessment.document, paths)
        consoles.print_list_ages(assessment.lists)
        consoles.print_tasks(assessment.document)
        consoles.print_matches_to_decide(assessment.register, waiting, out)
    if level is not None:
        reached = [s for s in assessment.document.suppliers if s.due_diligence.at_least(level)]
        if reached:
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
    level = _level(fail_on)
    done = screen_files(
        inputs,
        out,
        policy=Policy.read(policy) if policy else None,
        as_of=_day(as_of),
        company=company,
        lists=lists or (),
        not_taken=in_memory_alone,
    )
    if as_json:
        _print_json({"summary": {"by_due_diligence": dict(done.by_due_diligence)}, "files": list(done.files)})
    elif not quiet:
        counts = ", ".join(f"{name} {count:,}" for name, count in done.by_due_diligence.items())
        consoles.print_text(f"Suppliers by what they call for: {counts}.")
        consoles.print_text(f"Wrote {', '.join(done.files)}.")
    if level is not None and any(
        count and DueDiligence(n).at_least(level) for n, count in done.by_due_diligence.items()
    ):
        raise typer.Exit(1)


@app.command()
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

    _new_file(fix_it, ".xlsx", "the fix-it workbook")
    _new_file(write_mapping, ".toml", "the mapping")
    with _progress(quiet) as progress:
        loading = load_with_tables(
            inputs, company=company, mapping=mapping, fixes=fixes or (), for_all=_for_all(for_all), progress=progress
        )
    network = loading.network
    counts = {at: (c.suppliers, c.links, c.countries) for at, c in network.account.counts.items()}
    files = file_coverage(network.account.files, counts)
    problems = problem_entries(network.account.problems, network.account.files)
    ready, notes = readiness(network), loading.notes()
    read_files = network.account.files
    said: list[str] = []
    if write_mapping:
        _write_new(write_mapping, loading.mapping_file().encode("utf-8", "replace"))
        said.append(f"Wrote {write_mapping}. Correct it, then pass it with --mapping {write_mapping}")
    if fix_it:
        asked = loading.questions()
        _write_new(fix_it, _fix_it_workbook(loading, asked))
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
        _print_json(dumped)
    elif not quiet:
        consoles.print_check(
            files, problems, ready, notes, {(f.name, s.name): s.doubts for f in read_files for s in f.sheets}
        )
        for text in said:
            consoles.print_text(text)


@app.command()
def match(
    names: Annotated[list[str], typer.Argument(help="Company names, in any script.")],
    country: Annotated[str, typer.Option("--country", help="Country of the company: name or ISO code.")] = "",
    as_of: AsOf = None,
    lists: Lists = None,
    as_json: AsJson = False,
) -> None:
    """Look names up in the entity lists, one off."""
    import supplychain_risk as scr

    day = _day(as_of)
    _say_how_old_the_lists_are(day, lists)
    found = {name: scr.match(name, country=country, as_of=day, lists=lists or ()) for name in names}
    if as_json:
        _print_json({name: [consoles.match_entry(m) for m in matches] for name, matches in found.items()})
    else:
        consoles.print_matches(found)


@app.command()
def explain(
    report: Annotated[Path, typer.Argument(help="A report.json that `screen` wrote.")],
    supplier: Annotated[str, typer.Argument(help="Supplier id, or a name that only one supplier bears.")],
) -> None:
    """Explain one supplier of a report: score, findings, cells, citations, paths."""
    from supplychain_risk.explanation import Explanation, find_supplier
    from supplychain_risk.report import read_document

    document = read_document(report)
    consoles.print_text(Explanation(document, find_supplier(document, supplier)).explain())


@app.command()
def dossier(
    inputs: Annotated[
        list[Path], typer.Argument(help="A report.json or the folder that `screen --out` wrote, or supplier sheets.")
    ],
    out: Annotated[Path, typer.Option("--out", help="New folder for the dossier.")],
    shipment: Annotated[str, typer.Option("--shipment", help="Number of the shipment, as the rows bear it.")] = "",
    product: Annotated[str, typer.Option("--product", help="Product that is sold to the company, as written.")] = "",
    review: Annotated[
        str,
        typer.Option("--review", help="applicability (UFLPA), or admissibility (withhold release order or Finding)."),
    ] = "applicability",
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
    """Write a folder for CBP about one shipment or product: facts with their cells, and slots for what is missing."""
    import supplychain_risk as scr
    from supplychain_risk.dossier import dossier_files, of_product, of_shipment, write_dossier
    from supplychain_risk.reference import Reference

    if bool(shipment) == bool(product):
        raise InputError("a dossier is about one shipment or one product", hint="Give --shipment or --product.")
    if len(inputs) == 1 and (inputs[0].is_dir() or inputs[0].name.endswith("report.json")):
        document = scr.read(inputs[0]).document
    else:
        with _progress(quiet) as progress:
            network = scr.load(
                inputs,
                company=company,
                mapping=mapping,
                fixes=fixes or (),
                for_all=_for_all(for_all),
                progress=progress,
            )
            document = scr.screen(
                network,
                as_of=_day(as_of),
                policy=scr.Policy.read(policy) if policy else None,
                dispositions=dispositions or (),
                lists=lists or (),
                progress=progress,
            ).document
    chain = of_shipment(document, shipment) if shipment else of_product(document, product)
    paths = write_dossier(dossier_files(chain, review, Reference.bundled()), out)
    if not quiet:
        steps = "1 step" if len(chain.steps) == 1 else f"{len(chain.steps)} steps"
        consoles.print_text(f"Wrote {len(paths)} files to {out}: {chain.subject}, {steps}. Begin with dossier.docx.")
        for text in chain.assumed:
            consoles.print_text(text)


@app.command("what-if")
def what_if(
    inputs: Inputs,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="ID", help="Stop buying from a supplier.")] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="ID=COUNTRY", help="Take a supplier to be elsewhere.")
    ] = None,
    replace: Annotated[
        list[str] | None,
        typer.Option(
            "--replace",
            metavar="ID=OTHER",
            help='Buy from another: the id of a supplier, or a new one as in "V-101=Serra Malhas;country=Portugal".',
        ),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="NAME;...",
            help='Buy from a new supplier, too: "Serra Malhas;country=Portugal;goods=Garments;spend=5000;to=V-001".',
        ),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", metavar="FINDING", help="Take a possible finding (its id) to be confirmed."),
    ] = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="TOML file with the numbers you chose.")] = None,
    as_of: AsOf = None,
    company: Company = "",
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    dispositions: Dispositions = None,
    lists: Lists = None,
    as_json: AsJson = False,
) -> None:
    """Say what would change, and why, if suppliers were dropped, replaced or added. Writes nothing.

    Suppliers are named by id or name. Changes are made in this order: add, country, replace, drop, confirm. Each option
    may be given several times.
    """
    from supplychain_risk import Policy, load, screen
    from supplychain_risk.whatif import Add, Change, Confirm, Drop, Replace, SetCountry, new_supplier

    changes: list[Change] = [Add(*new_supplier(text)) for text in add or ()]
    changes += [SetCountry(*_pair(text, "--country", "V-101=VN")) for text in country or ()]
    for text in replace or ():
        old, other = _pair(text, "--replace", "V-101=V-102")
        changes.append(Replace(old, new_supplier(other)[0] if ";" in other else other))
    changes += [Drop(text) for text in drop or ()]
    changes += [Confirm(text) for text in confirm or ()]
    if not changes:
        raise InputError("no change is given", hint="Give --drop, --replace, --add, --country or --confirm.")
    chosen = Policy.read(policy) if policy else Policy.default()
    day = _day(as_of)
    _say_how_old_the_lists_are(day, lists, as_json)
    with _progress(as_json) as progress:
        network = load(
            inputs, company=company, mapping=mapping, fixes=fixes or (), for_all=_for_all(for_all), progress=progress
        )
        ruled, more = dispositions or (), lists or ()
        assessment = screen(network, as_of=day, policy=chosen, dispositions=ruled, lists=more, progress=progress)
        outcome = assessment.what_if(*changes)
    if as_json:
        _print_json(outcome.as_dict())
    else:
        consoles.print_what_if(outcome)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A report, or the folder that `screen --out` wrote.")],
    new: Annotated[Path, typer.Argument(help="A later report of the same company, or its folder.")],
    inputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--input",
            metavar="FILE",
            help="Input files of both runs, to work out what each change comes of; repeat it. Which run each belongs "
            "to is told by its hash; so it is for the options below.",
        ),
    ] = None,
    policy: Annotated[
        list[Path] | None, typer.Option("--policy", metavar="FILE", help="Policies of the runs; may be repeated.")
    ] = None,
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    dispositions: Dispositions = None,
    lists: Lists = None,
    context: Context = None,
    old_tables: Annotated[
        Path | None,
        typer.Option(
            "--old-tables",
            metavar="FOLDER",
            help="The reference tables of the first run, where you kept them: tells code and tables apart.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write what differs to a new .html or .txt file, too.")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            help="Exit with 1 if a supplier newly calls for LEVEL or more; any: if anything changed.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what differs between two reports, and what it comes of: input, tables, policy, dispositions, day or code."""
    import supplychain_risk as scr

    level = None if fail_on == "any" else _level(fail_on)
    if out and out.suffix.lower() not in (".html", ".txt"):
        raise InputError(
            "--out writes .html or .txt", where=out.name, hint="Give a file name that ends in one of them."
        )
    if out:
        _refuse_existing(out)
    rest = (policy, mapping, for_all, fixes, dispositions, lists, context, old_tables)
    if not inputs and any(rest):
        raise InputError("only runs that are made again need these files", hint="Give the inputs, too, with --input.")
    material = scr.Material(
        inputs=inputs or (),
        policies=policy or (),
        dispositions=dispositions or (),
        lists=lists or (),
        context=context or (),
        mapping=mapping,
        fixes=fixes or (),
        for_all=_for_all(for_all),
        tables=old_tables,
    )
    outcome = scr.diff(old, new, material if inputs else None)
    if out:
        text = f"{outcome.explain()}\n{outcome.after.about.limits[0]}\n"
        _write_new(out, outcome.page() if out.suffix.lower() == ".html" else text.encode("utf-8", "replace"))
    if as_json:
        _print_json(outcome.as_dict())
    else:
        consoles.print_what_if(outcome)
    if fail_on == "any" and (outcome.differences.suppliers or outcome.differences.findings):
        raise typer.Exit(1)
    if level is not None:
        before = {s.id: s.due_diligence for s in outcome.before.suppliers}
        reached = [s for s in outcome.after.suppliers if s.due_diligence.at_least(level)]
        if any(s.id not in before or not before[s.id].at_least(level) for s in reached):
            raise typer.Exit(1)


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="The folder that `screen --out` wrote.")],
    inputs: Annotated[
        list[Path] | None, typer.Argument(help="The inputs, to screen them anew on the report's day and compare.")
    ] = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="The policy of the run.")] = None,
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    dispositions: Dispositions = None,
    tasks: Tasks = None,
    lists: Lists = None,
    context: Context = None,
    no_inferred: Annotated[bool, typer.Option("--no-inferred", help="If the run left them out.")] = False,
    since: Annotated[
        Path | None, typer.Option("--since", metavar="OLD", help="The earlier report that the run was compared with.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="KEY.pub.pem", help="Public key of who must have signed it."),
    ] = None,
) -> None:
    """Check that a pack is unchanged and, given its inputs, can be made again. Exits with 3 where it differs."""
    import supplychain_risk as scr
    from supplychain_risk.audit.signing import is_signed
    from supplychain_risk.audit.statement import read_statement

    again = None
    if inputs:
        made = read_statement(folder).predicate
        parameters = made.get("parameters")
        stated = parameters if isinstance(parameters, dict) else {}
        compared = made.get("since")
        network = scr.load(
            inputs,
            company=str(stated.get("company", "")),
            mapping=mapping,
            fixes=fixes or (),
            for_all=_for_all(for_all),
        )
        again = scr.screen(
            network,
            as_of=str(stated.get("as_of")) if stated.get("as_of_basis") == "given" else None,
            policy=scr.Policy.read(policy) if policy else None,
            inferred=False if no_inferred else None,
            dispositions=dispositions or (),
            tasks=tasks or (),
            lists=lists or (),
            context=context or (),
        )
        if since:
            again = again.since(since)
        elif isinstance(compared, dict):
            raise InputError(
                f"was compared with a report as of {compared.get('as_of')}, and cannot be made again without it",
                where=str(folder),
                hint=f"Give it with --since; its report.json has the hash {compared.get('report')}.",
            )
    told = scr.verify(folder, again, key=key)
    if told:
        for line in told:
            consoles.print_text(line)
        raise typer.Exit(3)
    checked = "unchanged, and made again byte by byte" if inputs else "unchanged"
    if key:
        checked += f", and signed with the key of {key.name}"
    elif is_signed(folder):
        checked += "; it is signed, and --key would say whether with the key you have"
    consoles.print_text(f"{folder}: {checked}.")


def _for_all(stated: list[str] | None) -> dict[str, str]:
    """What --all states, field by field; "goods" is another word for commodity."""
    pairs = (_pair(text, "--all", "country=GB") for text in stated or ())
    return {{"goods": "commodity", "product": "commodity"}.get(field, field): text for field, text in pairs}


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    one, equals, other = (part.strip() for part in text.partition("="))
    if not equals or not one or not other:
        raise InputError(f"{option} does not understand '{text}'", hint=f"Write it as in {option} {example}.")
    return one, other


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="Where to write the empty workbook, e.g. suppliers.xlsx.")],
) -> None:
    """Write an empty supplier workbook with the columns we read best."""
    from supplychain_risk.report.template import write_template

    if file.suffix.lower() != ".xlsx":
        raise InputError(
            "the template is an .xlsx workbook", where=file.name, hint="Give a file name that ends in .xlsx."
        )
    _refuse_existing(file)
    write_template(file)
    consoles.print_text(f"Wrote {file}. Fill in the sheet Suppliers, then run: supplychain-risk screen {file}")


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

    day = _day(as_of) or _today()
    own = tuple(overview_of(one.table, day) for one in read_user_lists(lists or ()))
    tables = (*overview(Reference.bundled(), day), *own)
    if as_json:
        _print_json(
            {"as_of": day.isoformat(), "note": NO_CLEARANCE, "tables": [consoles.table_entry(t) for t in tables]}
        )
    else:
        consoles.print_tables(tables, day, NO_CLEARANCE)


@reference_app.command("show")
def reference_show(
    table: Annotated[str, typer.Argument(help="Table name as `reference list` shows it.")],
    where: Annotated[str, typer.Option("--where", help="Only rows that contain this text.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="Rows to print; 0 for all.")] = 20,
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
    day = _day(as_of) or _today()
    told = overview_of(shown, day)
    if as_json:
        age = {"as_of": day.isoformat(), "age_days": told.age_days, "renewal": told.renewal}
        _print_json(
            {"about": dict(shown.about), **age, "rows": [dict(row) for row in (rows[:limit] if limit else rows)]}
        )
    else:
        consoles.print_table(shown, rows, limit or len(rows), told)


@reference_app.command("import")
def reference_import(
    file: Annotated[Path, typer.Argument(help="Saved web page, workbook, CSV, targets.simple.csv, or FtM JSON lines.")],
    name: Annotated[
        str, typer.Option("--name", help="What citations call the list; from the file name if left out.")
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
    title: Annotated[str, typer.Option("--title", help="What findings call the list.")] = "",
    licence: Annotated[str, typer.Option("--licence", "--license", help="Terms under which you hold the list.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who publishes the list.")] = "",
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Day whose state the list shows, if it does not say.")
    ] = None,
    to: Annotated[Path, typer.Option("--to", help="Folder for imported lists.")] = Path("supplychain_risk_lists"),
    name_column: Annotated[str, typer.Option("--name-column", help="Heading of the column with names.")] = "",
    persons: Annotated[bool, typer.Option("--persons", help="Keep rows about persons.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Import even if the list has shrunk by half.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a list of entities, to be screened against with --lists."""
    from supplychain_risk.lists import import_list

    with _progress(as_json) as progress:
        imported = import_list(
            file,
            name=name,
            kind=_list_kind(kind),
            title=title,
            licence=licence,
            publisher=publisher,
            day=as_date(day) if day else None,
            today=_today(),
            to=to,
            force=force,
            persons=persons,
            name_column=name_column,
            progress=progress,
        )
    if as_json:
        _print_json(consoles.import_entry(imported))
    else:
        consoles.print_import(imported)


@reference_app.command("diff")
def reference_diff(
    old: Annotated[
        str, typer.Argument(help="Earlier edition: an imported list's folder, a list file, a bundled list.")
    ],
    new: Annotated[str, typer.Argument(help="Later edition, given in the same ways.")],
    kind: Annotated[
        str, typer.Option("--as", "--kind", metavar="KIND", help="What list files count as; as the other if left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Say what changed between two editions of a list: entities added, gone, renamed, moved in time. Writes nothing."""
    from supplychain_risk.lists import diff_lists

    found = diff_lists(old, new, today=_today(), kind=_list_kind(kind) if kind else None)
    if as_json:
        _print_json(consoles.list_difference_entry(found))
    else:
        consoles.print_list_difference(found)


@reference_app.command("validate")
def reference_validate(
    folder: Annotated[Path | None, typer.Argument(help="A table folder or a folder of them; the bundled ones.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check table folders: schema, hashes, counts, ids, dates. Exits with 1 if something is wrong."""
    from dataclasses import asdict

    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.validate import validate

    checked = validate(folder or Reference.bundled().folder)
    if as_json:
        _print_json([asdict(one) for one in checked])
    else:
        consoles.print_checked(checked)
    if any(one.faults for one in checked):
        raise typer.Exit(1)


# --- regimes ---------------------------------------------------------------------------------------------------

Answers = Annotated[
    Path | None, typer.Option("--answers", help="TOML file with people's answers, as `regime questions` writes it.")
]
ReportPlace = Annotated[Path, typer.Argument(help="A report.json, or the folder that `screen --out` wrote.")]


@regime_app.command("list")
def regime_list(
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Day on which they are looked at; today if left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the regimes with what each is on a day: law, law later, or a proposal."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.regimes import Standing, regimes

    day = _day(as_of) or _today()
    known = regimes(Reference.bundled(), day)
    if as_json:
        _print_json(
            [
                {
                    "id": one.id,
                    "instrument": one.instrument,
                    "jurisdiction": one.jurisdiction,
                    "state": one.state.value,
                    "applies_from": one.applies_from.isoformat() if one.applies_from else None,
                    "items": {standing.value: len(one.standing(standing)) for standing in Standing},
                }
                for one in known
            ]
        )
        return
    for one in known:
        since = f" since {one.applies_from}" if one.applies_from and one.state is Standing.APPLIES else ""
        later = f" from {one.applies_from}" if one.applies_from and one.state is Standing.LATER else ""
        consoles.print_text(f"{one.id:<20} {one.jurisdiction:<6} {one.instrument}\n    {one.state.value}{since}{later}")
    consoles.print_text(f"As of {day}. Items are paraphrases and no legal advice; most were read in secondary sources.")


@regime_app.command("show")
def regime_show(
    regime_id: Annotated[str, typer.Argument(metavar="ID", help="Regime as `regime list` shows it.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Day on which it is looked at; today if left out.")
    ] = None,
) -> None:
    """Show what a regime asks, item by item, with article and source; what is no law stands apart."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.regimes import regime
    from supplychain_risk.regimes.document import lines

    consoles.print_text("\n".join(lines(regime(Reference.bundled(), regime_id, _day(as_of) or _today()))))


@regime_app.command("fill")
def regime_fill(
    regime_id: Annotated[str, typer.Argument(metavar="ID", help="Regime as `regime list` shows it.")],
    report: ReportPlace,
    out: Annotated[Path, typer.Option("--out", help="New .docx file; in the pack's folder it joins the pack.")],
    answers: Answers = None,
) -> None:
    """Write a document in which each item is filled from the report, asked as a question, or told as not "
    "supportable."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.regimes import questions, regime
    from supplychain_risk.regimes.document import fill
    from supplychain_risk.regimes.packs import put, report_in, sha256_of
    from supplychain_risk.regimes.told import NONE, read_answers
    from supplychain_risk.report import read_document

    reference, place = Reference.bundled(), report_in(report)
    document = read_document(place)
    told = read_answers(answers, questions(reference)) if answers else NONE
    chosen = regime(reference, regime_id, document.about.as_of)
    joined = put(fill(document, reference, chosen, sha256_of(place), told), out, place)
    consoles.print_text(f"Wrote {out}{', which now belongs to the pack' if joined else ''}.")


@regime_app.command("questions")
def regime_questions(
    report: ReportPlace,
    out: Annotated[Path, typer.Option("--out", help="New .toml file.")],
    regime_ids: Annotated[
        list[str] | None, typer.Option("--regime", metavar="ID", help="Only these regimes; all if left out.")
    ] = None,
    answers: Answers = None,
) -> None:
    """Write the questions that only people can answer, each once whichever regimes ask it, to be filled in."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.regimes import questions, regime, regimes
    from supplychain_risk.regimes.coverage import Coverage, asked
    from supplychain_risk.regimes.packs import put, report_in
    from supplychain_risk.regimes.told import NONE, questions_file, read_answers
    from supplychain_risk.report import read_document

    reference, place = Reference.bundled(), report_in(report)
    document = read_document(place)
    day = document.about.as_of
    told = read_answers(answers, questions(reference)) if answers else NONE
    chosen = tuple(regime(reference, one, day) for one in regime_ids) if regime_ids else regimes(reference, day)
    found = asked(Coverage(document, reference, told), chosen)
    put(questions_file(found, told).encode(), out, place, joins=False)
    consoles.print_text(f"Wrote {len(found)} questions to {out}.")


@regime_app.command("coverage")
def regime_coverage(
    report: ReportPlace,
    out: Annotated[Path | None, typer.Option("--out", help="New .xlsx file with every item.")] = None,
    answers: Answers = None,
) -> None:
    """Say of every regime how many items the report fills, how many need a human, and how many it cannot support."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.regimes import questions, regimes
    from supplychain_risk.regimes.coverage import Coverage, counted
    from supplychain_risk.regimes.matrix import matrix
    from supplychain_risk.regimes.packs import put, report_in, sha256_of
    from supplychain_risk.regimes.told import NONE, read_answers
    from supplychain_risk.report import read_document

    reference, place = Reference.bundled(), report_in(report)
    document = read_document(place)
    told = read_answers(answers, questions(reference)) if answers else NONE
    coverage, known = Coverage(document, reference, told), regimes(reference, document.about.as_of)
    for one in known:
        counts = {status.value: n for status, n in counted(coverage.of(one)).items() if n}
        said = "; ".join(f"{what}: {n}" for what, n in counts.items()) or f"no duty on the day ({one.state.value})"
        consoles.print_text(f"{one.id:<20} {said}")
    if out is not None:
        put(matrix(coverage, known, sha256_of(place)), out, place)
        consoles.print_text(f"Wrote {out}.")


@regime_app.command("verify")
def regime_verify(
    file: Annotated[Path, typer.Argument(help="A document that `regime fill` wrote.")],
    report: ReportPlace,
    answers: Answers = None,
) -> None:
    """Make a filled document again and compare it, byte by byte. Exits with 3 if it differs."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.regimes import questions
    from supplychain_risk.regimes.packs import report_in, verify_document
    from supplychain_risk.regimes.told import NONE, read_answers

    told = read_answers(answers, questions(Reference.bundled())) if answers else NONE
    faults = verify_document(file, report_in(report), told)
    for fault in faults:
        consoles.print_text(fault)
    if faults:
        raise typer.Exit(3)
    consoles.print_text(f"{file.name} is as this report, the tables and the answers make it.")


def _list_kind(text: str) -> ListKind:
    from supplychain_risk.reference.user_lists import KINDS

    chosen = next((known for known in KINDS if known == text), None)
    if chosen is None:
        raise InputError(f"no kind of list '{text}'", hint=f"Kinds are {', '.join(KINDS)}.")
    return chosen


def _fix_it_workbook(loading: Loading, asked: Sequence[Question]) -> bytes:
    from supplychain_risk.loading.fixes.workbook import render_fix_it

    countries = [row["name"] for row in loading.resolvers.reference.table("countries")]
    return render_fix_it(asked, countries, loading.notes())


def _new_file(path: Path | None, ending: str, what: str) -> None:
    """Refuse a file that exists, before any work is done: answers or corrections may stand in it."""
    if path is None:
        return
    if path.suffix.lower() != ending:
        hint = f"Give a file name that ends in {ending}."
        raise InputError(f"{what} is a file of type {ending}", where=path.name, hint=hint)
    _refuse_existing(path)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise InputError("this file exists and is not overwritten", where=path.name, hint="Choose another name.")


def _write_new(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise InputError(
            f"the file cannot be written ({error.strerror or error})",
            where=str(path),
            hint="Choose a folder that exists and is yours, and a new name.",
        ) from error


def _level(text: str | None, option: str = "--fail-on") -> DueDiligence | None:
    if text is None:
        return None
    allowed = [level.value for level in DueDiligence if level.at_least(DueDiligence.ENHANCED)]
    if text not in allowed:
        raise InputError(f"{option} does not know '{text}'", hint=f"Use one of: {', '.join(allowed)}.")
    return DueDiligence(text)


def _today() -> date:
    """The only clock in the package."""
    return datetime.now(UTC).date()


def _day(text: str | None) -> date | None:
    """What --as-of names; None where it is left out, which stands for the newest day that the lists show."""
    if not text:
        return None
    return _today() if text.strip().casefold() == "today" else as_date(text)


OLD_DAYS = 90
"""Lists that are older than this are told to be old."""


def _say_how_old_the_lists_are(asked: date | None, lists: Sequence[Path] | None, quiet: bool = False) -> None:
    """A line on stderr where all lists are old; not where the question is about a day that they reach."""
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.user_lists import newest_day, read_user_lists

    newest = newest_day(Reference.bundled(), read_user_lists(lists or ()))
    days = (_today() - newest).days
    if not quiet and days > OLD_DAYS and (asked is None or asked > newest):
        consoles.print_note(
            f"The newest day that a list of entities or orders shows is {newest}, {days} days ago; what changed since "
            "is not in them. Load a newer edition with `supplychain-risk reference import`."
        )


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def _progress(quiet: bool) -> AbstractContextManager[Callable[[str, int, int], None]]:
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda what, done, total: None)
    return consoles.progress()


def main() -> None:
    """Entry point of the `supplychain-risk` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console in cp1252 must not stop a Chinese name
            stream.reconfigure(errors="replace")
    try:
        app()
    except SupplyChainRiskError as error:
        consoles.print_error(str(error), error.hint)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SUPPLYCHAIN_RISK_DEBUG"):
            raise
        consoles.print_error(
            f"unexpected {type(error).__name__}: {error}",
            "This is a bug in supplychain_risk; nothing was written. Please report it with what the command prints "
            "under SUPPLYCHAIN_RISK_DEBUG=1.",
        )
        sys.exit(2)


if __name__ == "__main__":
    main()
