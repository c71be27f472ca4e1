"""Commands about disclosure and due-diligence regimes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import (
    Answers,
    AsJson,
    ReportPlace,
    day_of,
    print_json,
    refuse_existing,
    today,
    write_new,
)
from supplychain_risk.cli.pages import Commands

if TYPE_CHECKING:
    from supplychain_risk.report.json_format import ReportFile

regime_app = Commands(help="Disclosure and due-diligence regimes: what they ask, and what a report answers of it.")


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

    day = day_of(as_of) or today()
    known = regimes(Reference.bundled(), day)
    if as_json:
        print_json(
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

    consoles.print_text("\n".join(lines(regime(Reference.bundled(), regime_id, day_of(as_of) or today()))))


@regime_app.command("fill")
def regime_fill(
    regime_id: Annotated[str, typer.Argument(metavar="ID", help="Regime as `regime list` shows it.")],
    report: ReportPlace,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE.docx", help="New .docx file; in the pack's folder it joins the pack.")
    ],
    answers: Answers = None,
) -> None:
    """Write a document in which each item is filled from the report, asked, or told as not supportable."""
    from supplychain_risk.reference.regimes import regime
    from supplychain_risk.regimes.document import fill
    from supplychain_risk.regimes.packs import opened_with

    refuse_existing(out)
    reference, opened, told = opened_with(report, answers)
    chosen = regime(reference, regime_id, opened.document.about.as_of)
    joined = _put(fill(opened.document, reference, chosen, opened.sha256, told), out, opened)
    consoles.print_text(f"Wrote {out}{', which now belongs to the pack' if joined else ''}.")


@regime_app.command("questions")
def regime_questions(
    report: ReportPlace,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.toml", help="New .toml file.")],
    regime_ids: Annotated[
        list[str] | None, typer.Option("--regime", metavar="ID", help="Only these regimes; all if left out.")
    ] = None,
    answers: Answers = None,
) -> None:
    """Write the questions that only people can answer, each once whichever regimes ask it, to be filled in."""
    from supplychain_risk.reference.regimes import regime, regimes
    from supplychain_risk.regimes.coverage import Coverage, asked
    from supplychain_risk.regimes.packs import opened_with
    from supplychain_risk.regimes.told import questions_file

    refuse_existing(out)
    reference, opened, told = opened_with(report, answers)
    day = opened.document.about.as_of
    chosen = tuple(regime(reference, one, day) for one in regime_ids) if regime_ids else regimes(reference, day)
    found = asked(Coverage(opened.document, reference, told), chosen)
    write_new(out, questions_file(found, told).encode())  # a working file: it belongs to no pack wherever it stands
    consoles.print_text(f"Wrote {len(found)} questions to {out}.")


@regime_app.command("coverage")
def regime_coverage(
    report: ReportPlace,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.xlsx", help="New .xlsx file with every item.")
    ] = None,
    answers: Answers = None,
) -> None:
    """Say of every regime how many items the report fills, how many need a human, and how many it cannot support."""
    from supplychain_risk.reference.regimes import regimes
    from supplychain_risk.regimes.coverage import Coverage, counted
    from supplychain_risk.regimes.matrix import matrix
    from supplychain_risk.regimes.packs import opened_with

    if out is not None:
        refuse_existing(out)
    reference, opened, told = opened_with(report, answers)
    coverage, known = Coverage(opened.document, reference, told), regimes(reference, opened.document.about.as_of)
    for one in known:
        counts = {status.value: n for status, n in counted(coverage.of(one)).items() if n}
        said = "; ".join(f"{what}: {n}" for what, n in counts.items()) or f"no duty on the day ({one.state.value})"
        consoles.print_text(f"{one.id:<20} {said}")
    if out is not None:
        _put(matrix(coverage, known, opened.sha256), out, opened)
        consoles.print_text(f"Wrote {out}.")


@regime_app.command("verify")
def regime_verify(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="A document that `regime fill` wrote.")],
    report: ReportPlace,
    answers: Answers = None,
) -> None:
    """Make a filled document again and compare it, byte by byte. Exits with 3 if it differs."""
    from supplychain_risk.regimes.packs import opened_with, verify_document

    _, opened, told = opened_with(report, answers)
    faults = verify_document(file, opened, told)
    for fault in faults:
        consoles.print_text(fault)
    if faults:
        raise typer.Exit(3)
    consoles.print_text(f"{file.name} is as this report, the tables and the answers make it.")


def _put(content: bytes, out: Path, report: ReportFile) -> bool:
    """Write a new file; True where it now belongs to the pack of the report."""
    from supplychain_risk.regimes.packs import join, joins

    if not joins(out, report):
        write_new(out, content)
        return False
    join(content, out, report)
    return True
