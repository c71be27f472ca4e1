"""Commands about one name, one supplier, one shipment: match, explain, dossier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import (
    AsJson,
    AsOf,
    Company,
    Dispositions,
    Fixes,
    ForAll,
    Lists,
    Mapping,
    Quiet,
    day_of,
    for_all_of,
    print_json,
    progress_of,
    say_how_old_the_lists_are,
)
from supplychain_risk.cli.pages import completing
from supplychain_risk.errors import InputError

if TYPE_CHECKING:
    from supplychain_risk.name_files import AskedName


FAILING = {"listed": ("listed",), "potential": ("listed", "potential match"), "any": None}
"""What `match --fail-on` takes, and the outcomes that each means; None for all."""


def match(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Company names, in any script; or give --from.")
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Names from a text file, a line each, or a table with headings such as name, country; - is stdin.",
        ),
    ] = "",
    country: Annotated[
        str,
        typer.Option("--country", metavar="COUNTRY", help="Country of the companies: name or ISO code."),
    ] = "",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="OUTCOME",
            autocompletion=completing(tuple(FAILING)),
            help="Exit with 1 if a name is listed; potential: listed or a potential match; any: any match.",
        ),
    ] = "",
    as_of: AsOf = None,
    lists: Lists = None,
    as_json: AsJson = False,
) -> None:
    """Look names up in the entity lists, one off or many from a file."""
    import supplychain_risk as scr

    if fail_on and fail_on not in FAILING:
        raise InputError(f"--fail-on does not know '{fail_on}'", hint=f"Use one of: {', '.join(FAILING)}.")
    asked = [(name, country) for name in names or ()]
    if source:
        asked += [(one.name, one.country or country) for one in _names_of(source)]
    if not asked:
        raise InputError("no name is given", hint='Give names, as in match "Alpha Mills", or a file with --from.')
    day = day_of(as_of)
    say_how_old_the_lists_are(day, lists)
    told = scr.match(asked, as_of=day, lists=lists or ())
    countries: dict[str, set[str]] = {}
    for name, of in asked:
        countries.setdefault(name, set()).add(of)
    found = {
        name if len(countries[name]) == 1 else f"{name} ({of or 'no country'})": matches
        for (name, of), matches in zip(asked, told, strict=True)
    }
    if as_json:
        print_json({name: [consoles.match_entry(m) for m in matches] for name, matches in found.items()})
    else:
        consoles.print_matches(found)
    outcomes = FAILING[fail_on] if fail_on else ()
    if any(outcomes is None or m.outcome.value in outcomes for matches in told for m in matches):
        raise typer.Exit(1)


def _names_of(source: str) -> tuple[AskedName, ...]:
    from supplychain_risk.files import file_content
    from supplychain_risk.intake import limits
    from supplychain_risk.name_files import read_names
    from supplychain_risk.reference import Reference

    if source == "-":
        return read_names(sys.stdin.buffer.read(), "stdin", Reference.bundled())
    path = Path(source)
    hint = "Name a text file with a company name on each line, or a .csv file."
    content = file_content(path, hint, most=limits.most("file_bytes"), where=path.name)
    return read_names(content, path.name, Reference.bundled())


def explain(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A report.json, or the folder that `screen --out` wrote.")
    ],
    supplier: Annotated[
        str, typer.Argument(metavar="SUPPLIER", help="Supplier id, or a name that only one supplier bears.")
    ],
) -> None:
    """Explain one supplier of a report: score, findings, cells, citations, paths."""
    from supplychain_risk.explanation import Explanation, find_supplier
    from supplychain_risk.report.json_format import read_about

    document = read_about(report, supplier)
    consoles.print_text(Explanation(document, find_supplier(document, supplier)).explain())


def dossier(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT", help="A report.json or the folder that `screen --out` wrote, or supplier sheets."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="New folder for the dossier.")],
    shipment: Annotated[
        str, typer.Option("--shipment", metavar="NUMBER", help="Number of the shipment, as the rows bear it.")
    ] = "",
    product: Annotated[
        str, typer.Option("--product", metavar="TEXT", help="Product that is sold to the company, as written.")
    ] = "",
    review: Annotated[
        str,
        typer.Option(
            "--review",
            metavar="KIND",
            help="applicability (UFLPA), or admissibility (withhold release order or Finding).",
        ),
    ] = "applicability",
    as_of: AsOf = None,
    company: Company = "",
    mapping: Mapping = None,
    for_all: ForAll = None,
    fixes: Fixes = None,
    dispositions: Dispositions = None,
    lists: Lists = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE.toml", help="TOML file with the numbers you chose.")
    ] = None,
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
        with progress_of(quiet) as progress:
            chosen = scr.Policy.read(policy) if policy else None
            network = scr.load(
                inputs,
                company=company,
                mapping=mapping,
                fixes=fixes or (),
                for_all=for_all_of(for_all),
                policy=chosen,
                progress=progress,
            )
            document = scr.screen(
                network,
                as_of=day_of(as_of),
                policy=chosen,
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
