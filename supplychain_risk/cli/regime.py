"""Commands about disclosure and due-diligence regimes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from supplychain_risk import consoles
from supplychain_risk.cli.options import Answers, AsJson, ReportPlace, day_of, print_json, today
from supplychain_risk.cli.pages import Commands

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
    out: Annotated[Path, typer.Option("--out", metavar="FILE.toml", help="New .toml file.")],
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
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.xlsx", help="New .xlsx file with every item.")
    ] = None,
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
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="A document that `regime fill` wrote.")],
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
