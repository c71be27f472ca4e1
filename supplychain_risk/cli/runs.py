"""Commands that compare runs: what-if, diff, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
    Tasks,
    day_of,
    for_all_of,
    level_of,
    pair,
    print_json,
    progress_of,
    refuse_existing,
    say_how_old_the_lists_are,
    write_new,
)
from supplychain_risk.cli.pages import completing
from supplychain_risk.errors import InputError


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
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE.toml", help="TOML file with the numbers you chose.")
    ] = None,
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
    changes += [SetCountry(*pair(text, "--country", "V-101=VN")) for text in country or ()]
    for text in replace or ():
        old, other = pair(text, "--replace", "V-101=V-102")
        changes.append(Replace(old, new_supplier(other)[0] if ";" in other else other))
    changes += [Drop(text) for text in drop or ()]
    changes += [Confirm(text) for text in confirm or ()]
    if not changes:
        raise InputError("no change is given", hint="Give --drop, --replace, --add, --country or --confirm.")
    chosen = Policy.read(policy) if policy else Policy.default()
    day = day_of(as_of)
    say_how_old_the_lists_are(day, lists, as_json)
    with progress_of(as_json) as progress:
        network = load(
            inputs,
            company=company,
            mapping=mapping,
            fixes=fixes or (),
            for_all=for_all_of(for_all),
            policy=chosen,
            progress=progress,
        )
        ruled, more = dispositions or (), lists or ()
        assessment = screen(network, as_of=day, policy=chosen, dispositions=ruled, lists=more, progress=progress)
        outcome = assessment.what_if(*changes)
    if as_json:
        print_json(outcome.as_dict())
    else:
        consoles.print_what_if(outcome)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A report, or the folder that `screen --out` wrote.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later report of the same company, or its folder.")],
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
            autocompletion=completing((*LEVELS, "any")),
            help="Exit with 1 if a supplier newly calls for LEVEL or more; any: if anything changed.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what differs between two reports, and what it comes of: input, tables, policy, dispositions, day or code."""
    import supplychain_risk as scr
    from supplychain_risk.assess.keeping import kept_verdicts

    level = None if fail_on == "any" else level_of(fail_on)
    if out and out.suffix.lower() not in (".html", ".txt"):
        raise InputError(
            "--out writes .html or .txt", where=out.name, hint="Give a file name that ends in one of them."
        )
    if out:
        refuse_existing(out)
    rest = (policy, mapping, for_all, fixes, dispositions, lists, context, old_tables)
    if not inputs and any(rest):
        raise InputError("only runs that are made again need these files", hint="Give the inputs, too, with --input.")
    material = scr.Material(
        inputs=inputs or (),
        policies=policy or (),
        dispositions=(*(dispositions or ()), *kept_verdicts(old, new)),
        lists=lists or (),
        context=context or (),
        mapping=mapping,
        fixes=fixes or (),
        for_all=for_all_of(for_all),
        tables=old_tables,
    )
    outcome = scr.diff(old, new, material if inputs else None)
    if out:
        text = f"{outcome.explain()}\n{outcome.after.about.limits[0]}\n"
        write_new(out, outcome.page() if out.suffix.lower() == ".html" else text.encode("utf-8", "replace"))
    if as_json:
        print_json(outcome.as_dict())
    else:
        consoles.print_what_if(outcome)
    if fail_on == "any" and (outcome.differences.suppliers or outcome.differences.findings):
        raise typer.Exit(1)
    if level is not None:
        before = {s.id: s.due_diligence for s in outcome.before.suppliers}
        reached = [s for s in outcome.after.suppliers if s.due_diligence.at_least(level)]
        if any(s.id not in before or not before[s.id].at_least(level) for s in reached):
            raise typer.Exit(1)


def verify(
    folder: Annotated[Path, typer.Argument(metavar="PACK", help="The folder that `screen --out` wrote.")],
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="INPUT", help="The inputs, to screen them anew on the report's day and compare."),
    ] = None,
    policy: Annotated[Path | None, typer.Option("--policy", metavar="FILE.toml", help="The policy of the run.")] = None,
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
    from supplychain_risk.assess.keeping import as_given, report_as_given
    from supplychain_risk.audit.signing import is_signed
    from supplychain_risk.audit.statement import company_of, read_statement

    again = None
    if inputs:
        made = read_statement(folder).predicate
        parameters = made.get("parameters")
        stated = parameters if isinstance(parameters, dict) else {}
        compared = made.get("since")
        chosen = scr.Policy.read(policy) if policy else None
        with progress_of(quiet=False) as progress:
            network = scr.load(
                inputs,
                company=company_of(made),
                mapping=mapping,
                fixes=fixes or (),
                for_all=for_all_of(for_all),
                policy=chosen,
                progress=progress,
            )
            again = scr.screen(
                network,
                as_of=str(stated.get("as_of")) if stated.get("as_of_basis") == "given" else None,
                policy=chosen,
                inferred=False if no_inferred else None,
                dispositions=as_given(folder, "dispositions", dispositions or ()),
                tasks=as_given(folder, "tasks", tasks or ()),
                lists=lists or (),
                context=context or (),
                progress=progress,
            )
        if earlier := report_as_given(folder, made, since):
            again = again.since(earlier)
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
    if again is not None and (since_then := again.waiting(folder)):
        verdicts = "1 verdict that this run was" if since_then == 1 else f"{since_then} verdicts that this run was"
        consoles.print_text(f"dispositions.xlsx in it holds {verdicts} not given.")
