"""A regime filled from a report, as a .docx to read, complete and sign off: a rendering of `coverage`, which decides.

What applies, what is adopted and applies later, and what is a proposal or in doubt stand apart. Items that were read in
no source are named by id and never by text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from supplychain_risk.documents.paper import Paper, Run
from supplychain_risk.domain import DueDiligence
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import Item, Regime, Standing
from supplychain_risk.regimes.coverage import MEANING, Coverage, Covered, counted
from supplychain_risk.regimes.statements import Statement
from supplychain_risk.regimes.told import NONE, AnswersFile
from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.report.regime_models import ASKS, BASIS, NO_ADVICE, Status


def fill(
    document: Document, reference: Reference, regime: Regime, report_sha256: str, told: AnswersFile = NONE
) -> bytes:
    """The regime filled from the report. Equal reports, tables and answers give equal bytes.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    about = document.about
    paper = Paper(f"{regime.id} · {about.company} · as of {about.as_of}")
    covered = Coverage(document, reference, told).of(regime)
    now = [one for one in covered if one.item.standing is Standing.APPLIES]
    later = [one for one in covered if one.item.standing is Standing.LATER]
    written = _Written()
    _head(paper, document, reference, regime, report_sha256, told)
    _summary(paper, covered)
    if now:
        paper.heading("Items, one by one")
        _items(paper, now, written)
    if later:
        paper.heading("Adopted, but not applying on the day of the report: for preparation only")
        _items(paper, later, written)
    _apart(paper, regime, written)
    _open(paper, covered)
    _kinds(paper, document, written)
    written.sources.list(paper)
    return paper.content(
        {
            "title": f"{regime.instrument}: {about.company}",
            "subject": regime.id,
            "identifier": f"sha256:{report_sha256}",
            "author": f"{about.tool} {about.version}",
        }
    )


class _Sources:
    """The places where items were read: each has a number, and stands once at the end."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, item: Item) -> str:
        """How the item was read, and the number of the place."""
        number = self._numbers.setdefault(words.place(item.citation), len(self._numbers) + 1)
        return f"{BASIS[item.basis]} (source {number})"

    def list(self, paper: Paper) -> None:
        """The places by number."""
        if self._numbers:
            paper.heading("Sources: where the items were read")
            rows = [(str(number), place) for place, number in self._numbers.items()]
            paper.table((("No.", 1.2), ("Where", 15.8)), rows)


class _Written:
    """What the document holds so far: under which item each statement stands, and the sources."""

    def __init__(self) -> None:
        self.under: dict[Statement, str] = {}
        self.sources = _Sources()


def _jurisdiction(reference: Reference, code: str) -> str:
    """Where it is law, by name; the code stands behind one that is a part of a country."""
    country, _, part = code.partition("-")
    name = next((row["name"] for row in reference.table("countries") if row["id"] == country), _UNION.get(code, code))
    return f"{name} ({code})" if part else name


_UNION = {"EU": "European Union"}
"""Jurisdictions that are no country."""


def _head(
    paper: Paper, document: Document, reference: Reference, regime: Regime, report_sha256: str, told: AnswersFile
) -> None:
    about = document.about
    paper.title(regime.instrument)
    paper.paragraph(
        [
            Run(f"{about.company}, as of {words.day(about)}.", bold=True),
            f" Jurisdiction: {_jurisdiction(reference, regime.jurisdiction)}.",
        ]
    )
    paper.paragraph(_state(regime, document))
    if regime.threshold:
        paper.paragraph(f"Whom it is about, in short, as read: {regime.threshold}.")
    paper.paragraph(NO_ADVICE)
    paper.paragraph(
        Run(f"Made from report.json, SHA-256 {report_sha256}, by {about.tool} {about.version}.", quiet=True)
    )
    if told.name:
        paper.paragraph(Run(f"Answers of people: {told.name}, SHA-256 {told.sha256}.", quiet=True))


def _state(regime: Regime, document: Document) -> str:
    """Whether the regime is law on the day of the report."""
    day, since = document.about.as_of, regime.applies_from
    if regime.state is Standing.APPLIES:
        return f"Items of it apply on {day}{f', the earliest of them since {since}' if since else ''}."
    if regime.state is Standing.LATER:
        return (
            f"It is adopted and does not apply on {day}: it applies from {since}. Nothing below is a duty on that day."
        )
    if regime.state is Standing.PROPOSED:
        return f"It is a proposal as far as it was read, and no law on {day}. Nothing below is a duty."
    return "No item of it that was read in a source is known to apply."


def _summary(paper: Paper, covered: Sequence[Covered]) -> None:
    if not covered:
        return
    counts = counted(covered)
    rows = [(status.value, str(counts[status]), MEANING[status]) for status in Status if counts[status]]
    paper.table((("What becomes of an item", 5.0), ("Items", 1.5), ("Meaning", 10.5)), rows)


def _items(paper: Paper, covered: Iterable[Covered], written: _Written) -> None:
    """Each item with its status, statements and questions. What stands under an item above is referred to."""
    for one in covered:
        item = one.item
        paper.heading(f"{item.id}  {item.text}", 3)
        about = _about(item, written.sources.of(item))
        paper.paragraph([Run(one.status.value, bold=True), Run(f" · {about}", quiet=True)])
        again = Counter(written.under[s] for s in one.statements if s in written.under)
        for under, count in again.items():
            paper.paragraph(f"See {words.counted(count, 'statement')} under {under} above.")
        for statement in one.statements:
            if written.under.setdefault(statement, item.id) == item.id:
                paper.bullet([statement.text, Run(f" [{statement.behind}]", quiet=True)])
        for why in one.why:
            paper.paragraph(Run(why, italic=True))
        for question in one.questions:
            if question.told:
                day = f" on {question.told.day}" if question.told.day else ""
                source = f" [{question.told.file}, {question.id}; answered by {question.told.by}{day}]"
                paper.paragraph([Run(f"{question.text} ", italic=True), question.told.answer, Run(source, quiet=True)])
            else:
                paper.paragraph(
                    [Run("To be answered: ", bold=True), question.text, Run(f" [{question.id}]", quiet=True)]
                )


def _about(item: Item, read: str) -> str:
    """Article, what kind of item it is, since when, and how it was read."""
    since = f"; from {item.since}" if item.since else ""
    asks = "" if item.asks == "informs" else f"; {ASKS[item.asks]}"
    return f"{_article(item)}{asks}{since}; {read}"


def _informs(item: Item) -> str:
    """Where no status says so: that the item asks for nothing."""
    return f"; {ASKS[item.asks]}" if item.asks == "informs" else ""


def _article(item: Item) -> str:
    return item.article or "no article read"


def _read(item: Item) -> str:
    """How the item was read, and where."""
    return f"{BASIS[item.basis]}: {words.place(item.citation)}"


def _apart(paper: Paper, regime: Regime, written: _Written) -> None:
    """What is no law: proposals, what is in doubt, what was not checked."""
    for standing, heading in (
        (Standing.PROPOSED, "Apart: bills and proposals. They are not law on the day of the report"),
        (Standing.IN_DOUBT, "Apart: in doubt. Sources leave open whether it holds"),
    ):
        items = regime.standing(standing)
        if items:
            paper.heading(heading)
            for item in items:
                known = f"; known from {item.known_since}" if item.known_since else ""
                source = f" [{_article(item)}{known}; {written.sources.of(item)}]"
                paper.bullet([f"{item.id}  {item.text}", Run(source, quiet=True)])
    unchecked = regime.standing(Standing.NOT_CHECKED)
    if unchecked:
        paper.heading("Not checked, and so not told")
        paper.paragraph(
            f"Of {words.counted(len(unchecked), 'further item')} nothing was read in any source: "
            f"{', '.join(item.id for item in unchecked)}. The list of items is therefore not complete; "
            "read the instrument."
        )


def _open(paper: Paper, covered: Iterable[Covered]) -> None:
    """Each open question once."""
    left: dict[str, tuple[str, list[str]]] = {}
    for one in covered:
        for question in one.open:
            left.setdefault(question.id, (question.text, []))[1].append(one.item.id)
    if left:
        paper.heading("Questions that are left")
        rows = [(text, ", ".join(items), id_) for id_, (text, items) in left.items()]
        paper.table((("Question", 10.5), ("Asked by", 3.5), ("Id in the file of answers", 3.0)), rows)


LEVELS_TOLD = "summary.by_due_diligence"
"""Part of the report behind a statement that names levels of due diligence."""


def _kinds(paper: Paper, document: Document, written: _Written) -> None:
    """What each level and each kind of finding that is named means, and what a kind does not establish."""
    if any(LEVELS_TOLD in statement.parts for statement in written.under):
        paper.heading("What the levels of due diligence mean")
        levels = [(words.LEVELS[level][1], words.MEANING[level]) for level in DueDiligence]
        paper.table((("Level", 4.0), ("What calls for it", 13.0)), levels)
    named = {code for statement in written.under for code in statement.kinds}
    rows = [(f"{k.title} ({k.code})", k.means, k.does_not_mean) for k in document.kinds if k.code in named]
    if rows:
        paper.heading("What the findings named here mean, and what they do not")
        paper.table((("Kind of finding", 4.0), ("It means", 6.5), ("It does not establish", 6.5)), rows)


def lines(regime: Regime) -> tuple[str, ...]:
    """The regime as lines to read on a terminal: what applies, what will, and apart what is no law."""
    since = f"; first item from {regime.applies_from}" if regime.applies_from else ""
    told = [f"{regime.id}: {regime.instrument} ({regime.jurisdiction}); {regime.state.value}{since}"]
    if regime.threshold:
        told.append(f"Whom it is about, in short, as read: {regime.threshold}")
    for standing in (Standing.APPLIES, Standing.LATER, Standing.PROPOSED, Standing.IN_DOUBT):
        items = regime.standing(standing)
        if items:
            law = "" if standing in (Standing.APPLIES, Standing.LATER) else " (no law)"
            told += ["", f"{standing.value.capitalize()}{law}:"]
            told += [f"  {item.id}  {item.text}\n      {_about(item, _read(item))}{_informs(item)}" for item in items]
    unchecked = regime.standing(Standing.NOT_CHECKED)
    if unchecked:
        told += ["", f"Not checked, and so not told: {', '.join(item.id for item in unchecked)}"]
    return tuple(told)
