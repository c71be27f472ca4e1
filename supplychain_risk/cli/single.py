"""Commands about one name, one supplier, one shipment: match, explain, dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from supplychain_risk.errors import InputError


def match(
    names: Annotated[list[str], typer.Argument(help="Company names, in any script.")],
    country: Annotated[str, typer.Option("--country", help="Country of the company: name or ISO code.")] = "",
    as_of: AsOf = None,
    lists: Lists = None,
    as_json: AsJson = False,
) -> None:
    """Look names up in the entity lists, one off."""
    import supplychain_risk as scr

    day = day_of(as_of)
    say_how_old_the_lists_are(day, lists)
    found = {name: scr.match(name, country=country, as_of=day, lists=lists or ()) for name in names}
    if as_json:
        print_json({name: [consoles.match_entry(m) for m in matches] for name, matches in found.items()})
    else:
        consoles.print_matches(found)


def explain(
    report: Annotated[Path, typer.Argument(help="A report.json that `screen` wrote.")],
    supplier: Annotated[str, typer.Argument(help="Supplier id, or a name that only one supplier bears.")],
) -> None:
    """Explain one supplier of a report: score, findings, cells, citations, paths."""
    from supplychain_risk.explanation import Explanation, find_supplier
    from supplychain_risk.report import read_document

    document = read_document(report)
    consoles.print_text(Explanation(document, find_supplier(document, supplier)).explain())


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
