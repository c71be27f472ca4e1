"""What each item of a regime is for a report: filled, open, not supportable; and the questions that are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import Item, Regime, Standing, questions
from supplychain_risk.regimes.answers import ANSWERS
from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import Answer, Statement
from supplychain_risk.regimes.told import NONE, AnswersFile, Told
from supplychain_risk.report.models import Document
from supplychain_risk.report.regime_models import Status

MEANING: Mapping[Status, str] = {
    Status.FILLED: "What the report holds of it is told below, and no question is left by our table.",
    Status.ANSWERED: "Every question is answered in the file of answers; what the report holds of it stands with it.",
    Status.PARTLY: "The report holds something of it; a question is left.",
    Status.HUMAN: "The report holds nothing of it; a person must answer.",
    Status.UNSUPPORTED: "No such data can answer it, or this input holds none.",
    Status.INFORMATION: "Nothing is asked to be written: a clock, a consequence, what an authority weighs.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the item asks, and the answer if somebody gave one."""

    id: str
    text: str
    told: Told | None


@dataclass(frozen=True, slots=True)
class Covered:
    """An item with what answers it. `why` says why there is nothing, where there is nothing."""

    item: Item
    status: Status
    statements: tuple[Statement, ...]
    questions: tuple[Question, ...]
    why: tuple[str, ...]

    @property
    def open(self) -> tuple[Question, ...]:
        """Questions that nobody has answered."""
        return tuple(question for question in self.questions if question.told is None)


class Coverage:
    """What a report, and people, answer of regimes. Each answer is worked out once, whichever items ask for it."""

    def __init__(self, document: Document, reference: Reference, told: AnswersFile = NONE) -> None:
        self.document = document
        self.told = told
        self.questions = questions(reference)
        sight = Sight(document)
        self._answer = cache(lambda name: ANSWERS[name](sight))

    def of(self, regime: Regime) -> tuple[Covered, ...]:
        """The items of a regime that apply, or are adopted and will; proposals and what is in doubt are no duties."""
        return tuple(map(self._covered, regime.standing(Standing.APPLIES, Standing.LATER)))

    def _covered(self, item: Item) -> Covered:
        given: list[Answer] = [self._answer(name) for name in item.answers]
        # a finding may be of two kinds that one item asks for; it is told once
        statements = tuple(dict.fromkeys(statement for answer in given for statement in answer.statements))
        asked = tuple(Question(id_, self.questions[id_], self.told.answers.get(id_)) for id_ in item.questions)
        why = tuple(answer.why_none for answer in given if answer.why_none)
        if item.unsupported:
            why = (item.unsupported, *why)
        return Covered(item, _status(item, statements, asked), statements, asked, why)


def _status(item: Item, statements: tuple[Statement, ...], asked: tuple[Question, ...]) -> Status:
    if item.asks == "informs":
        return Status.INFORMATION
    if any(question.told is None for question in asked):
        return Status.PARTLY if statements else Status.HUMAN
    if asked:
        return Status.ANSWERED
    return Status.FILLED if statements else Status.UNSUPPORTED


def counted(covered: Iterable[Covered]) -> dict[Status, int]:
    """How many items are what; every status is present."""
    counts = Counter(one.status for one in covered)
    return {status: counts[status] for status in Status}


def asked(coverage: Coverage, regimes: Iterable[Regime]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Every question of the regimes once, in the order of the table: id, text, and the items that ask it."""
    by_id: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for regime in regimes:
        for one in coverage.of(regime):
            for question in one.questions:
                by_id.setdefault(question.id, []).append(f"{regime.id} {one.item.id}")
                texts[question.id] = question.text
    return tuple((id_, texts[id_], tuple(by_id[id_])) for id_ in coverage.questions if id_ in by_id)
