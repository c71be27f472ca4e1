"""How it was found: the screening, its lists, reviews and limits, as the report records them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import Answer, Statement, bounded
from supplychain_risk.report import words
from supplychain_risk.report.models import Document


def screened(sight: Sight) -> Answer:
    """That the suppliers were screened, against how much, as of which day."""
    about, sources, count = sight.document.about, sight.document.sources, sight.document.summary.suppliers
    return Answer(
        (
            Statement(
                f"{words.counted(count, 'supplier')} named by the input {'was' if count == 1 else 'were'} "
                f"screened with {about.tool} {about.version} as "
                f"of {about.as_of}. The method, and the {words.counted(len(sources), 'table')} that it rests on, stand "
                "in the report.",
                parts=("summary.suppliers", "about.as_of", "about.version", "sources", "methodology"),
            ),
        )
    )


def lists_used(sight: Sight) -> Answer:
    """The edition and age of the UFLPA Entity List that was screened against."""
    return bounded(
        [table for table in sight.document.sources if table.name == "uflpa_entities"],
        lambda table: Statement(
            f"List screened against: {table.title}, edition {table.edition}, state of {table.data_date}, "
            f"{table.rows:,} rows, {table.completeness}."
            f"{_left_out(table.data_date, sight.document)}{''.join(f' {gap}' for gap in table.gaps[:1])}",
            parts=("sources",),
        ),
        "sources",
        "The UFLPA Entity List is not among the tables of the report.",
    )


def _left_out(state: date, document: Document) -> str:
    """That entries of later than the day of the report are left out, where the table has such."""
    day = document.about.as_of
    return f" Entries that took effect after {day}, the day of this report, were left out." if state > day else ""


def record(sight: Sight) -> Answer:
    """What was screened when, by hash, so that the record can be shown to be unchanged."""
    inputs = sight.document.manifest.get("inputs")
    files = (
        ", ".join(f"{name} ({digest})" for name, digest in sorted(inputs.items())) if isinstance(inputs, dict) else ""
    )
    said = f"The report of {sight.document.about.as_of} records the screening" + (f" of {files}" if files else "")
    return Answer((Statement(f"{said}; its hashes show whether it is unchanged.", parts=("about.as_of", "manifest")),))


def verdicts(sight: Sight) -> Answer:
    """How many matches were reviewed, and with which result. Who reviewed stands in the report only."""
    counted = Counter(d.verdict for d in sight.document.dispositions)
    if not counted:
        return Answer(why_none="The report holds no reviewer's verdict on a match.")
    told = ", ".join(f"{verdict.replace('_', ' ')} {n}" for verdict, n in sorted(counted.items()))
    cells = tuple(d.where for d in sight.document.dispositions if d.where)
    return Answer((Statement(f"Reviewers' verdicts on matches: {told}.", cells=cells, parts=("dispositions",)),))


def limits(sight: Sight) -> Answer:
    """How many limits the report names of itself. They stand in it: they are about the report, not the company."""
    count = len(sight.document.about.limits)
    if not count:
        return Answer(why_none="The report names no limit of its own.")
    return Answer(
        (
            Statement(
                f"The report names {words.counted(count, 'limit')} of what it says, such as lists that are incomplete "
                "and laws that it does not look at. Read them before a statement is taken from it.",
                parts=("about.limits",),
            ),
        )
    )
