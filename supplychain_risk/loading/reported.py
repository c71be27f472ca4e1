"""Signs of forced labor that a supplier's rows report: the ILO's indicators, and those of laws (convict labor)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from supplychain_risk.domain import Fate, Problem, Reading, Resolution
from supplychain_risk.intake.records import Answer, SupplierRecord, Value
from supplychain_risk.intake.values import split_list
from supplychain_risk.loading.goods import merged
from supplychain_risk.loading.mentions import remarks, shortened
from supplychain_risk.resolve.answers import asks_for_a_control, says
from supplychain_risk.resolve.indicator import NORTH_KOREAN_WORKERS, SIGNS_IN_LAW, IndicatorResolver
from supplychain_risk.resolve.vocabulary import unresolved

COLUMN = "indicators"
QUESTIONS = "due_diligence"
"""Answers to questions, of which some ask for a sign: "Do you keep workers' passports?"."""
ASKED = frozenset((COLUMN, QUESTIONS))
"""Columns whose answers may report a sign."""
_HINT = "Write the ILO's name of it, e.g. 'Debt bondage'; several: separate them with ;"
_COUNT = re.compile(r"\d{1,6}")


class ReportedIndicators:
    """Signs in rows; what is none that we know is a problem of its cell and stays as an unresolved reading."""

    def __init__(self, indicators: IndicatorResolver, report: Callable[[Problem], None]) -> None:
        self._indicators = indicators
        self._report = report

    def read(self, rows: Sequence[SupplierRecord], remarking: Sequence[SupplierRecord]) -> tuple[Reading, ...]:
        """The signs that the rows of a supplier report, each once with all its cells.

        `remarking`: those of the rows in whose further columns a word for a sign may stand.
        """
        found: list[Reading] = []
        for row in rows:
            for answer in row.answers:
                if answer.column == COLUMN:
                    found += self._of(answer)
                elif answer.column == QUESTIONS:
                    found += self._yes_to(answer.question, answer.value)
            for heading, value in remarks(row) if row in remarking else ():
                found += self._remarked(heading, value)
        return merged(found)

    # --- columns of indicators ----------------------------------------------------------------------------------

    def _of(self, answer: Answer) -> list[Reading]:
        value = answer.value
        under = self._indicators.under(answer.question)
        if self._indicators.reports_nothing(value.text):
            return []
        if under and self._is_yes(value, under):
            return self._used(value, under, f"'{value.text}' under '{answer.question}'")
        if under and says(value.text) is True:
            told = "the answer also says something that may take it back"
            return self._used(
                value, (unresolved(value.text, told, _codes(under)),), f"'{value.text}' under '{answer.question}'"
            )
        found: list[Reading] = []
        for piece in self._pieces(value.text):
            found += self._used(value, self._indicators.resolve(piece), f"'{piece}'")
        return found

    def _is_yes(self, value: Value, under: Sequence[Resolution]) -> bool:
        """Whether a cell says yes to its heading; workers may be counted, too."""
        counted = any(r.code == NORTH_KOREAN_WORKERS for r in under) and _COUNT.fullmatch(value.text)
        return bool(counted) or (says(value.text) is True and self._indicators.is_open(value.text))

    def _pieces(self, text: str) -> Iterator[str]:
        for part in split_list(text):
            whole = self._indicators.resolve(part)
            pieces = [part] if any(r.code for r in whole) and "," not in part else re.split(r"\s*[,，、]\s*", part)
            yield from (piece for piece in pieces if piece and not self._indicators.reports_nothing(piece))

    def _used(self, value: Value, found: Sequence[Resolution], said: str) -> list[Reading]:
        if not any(r.code for r in found):
            meant = any(r.candidates for r in found)
            told = "is not counted as an indicator" if meant else "is no ILO indicator that we know"
            self._tell(value, f"{said} {told}: {found[0].rule}", _HINT, Fate.VALUE_NOT_USED)
        return [Reading(resolution=r, cells=(value.cell,)) for r in found]

    # --- elsewhere ----------------------------------------------------------------------------------------------

    def _yes_to(self, question: str, value: Value) -> list[Reading]:
        """A yes to a question that names a sign. Only signs of laws are counted; an indicator is told."""
        if says(value.text) is not True or asks_for_a_control(question):
            return []
        if not self._indicators.is_open(question):
            return []
        named = [r for r in self._indicators.resolve(question) if r.code]
        in_law = [r for r in named if r.code in SIGNS_IN_LAW]
        if named and not in_law:
            names = ", ".join(r.label for r in named)
            self._tell(
                value,
                f"'{value.text}' to '{question}' may report an ILO indicator ({names}); it is not "
                "counted, since a question may ask for more than that",
                "If it does, write the ILO's name of the indicator in a column 'ILO indicators'.",
                Fate.NOTE,
            )
        return [Reading(resolution=r, cells=(value.cell,)) for r in in_law]

    def _remarked(self, heading: str, value: Value) -> list[Reading]:
        """Signs in a column that is not used otherwise: a remark, or the workers' nationalities.

        Those of laws are counted, as what they bar is barred; an indicator is told, since nobody says that it is one.
        """
        of_korea = self._indicators.may_speak_of_north_korea(value.text)
        if of_korea and self._indicators.of_workers(heading) and self._indicators.is_open(heading):
            from_there = [self._indicators.nationality(piece) for piece in self._pieces(value.text)]
            return [Reading(resolution=r, cells=(value.cell,)) for r in from_there if r]
        if says(value.text) is True:
            return self._yes_to(heading, value)  # a column of which too few cells say yes or no to be one of answers
        named = self._indicators.named(value.text)
        if not (of_korea or named) or not self._indicators.may_report(heading):
            self._tell_unclear(heading, value)
            return []
        self._tell_indicators(heading, value, [r for r in named if r.code not in SIGNS_IN_LAW])
        found = self._indicators.resolve(value.text) if self._indicators.is_open(heading) else ()
        counted = [r for r in found if r.code in SIGNS_IN_LAW]
        spoken_of = {r.code for r in named} | {code for r in found for code in r.candidates}
        if not counted and SIGNS_IN_LAW & spoken_of and not self._indicators.denies(value.text):
            names = self._called(SIGNS_IN_LAW & spoken_of)
            self._tell(
                value,
                f"'{value.text}' speaks of {names} and does not clearly say that it is so here; it is not counted",
                f"If it is, write '{names}' in a column 'ILO indicators'.",
                Fate.NOTE,
            )
        return [Reading(resolution=r, cells=(value.cell,)) for r in counted]

    def _tell_unclear(self, heading: str, value: Value) -> None:
        """Neither yes nor no, under a heading that names a sign of a law: "12" under "Prison labor used?"."""
        if asks_for_a_control(heading) or not self._indicators.is_open(heading):
            return
        spoken_of = SIGNS_IN_LAW & {r.code for r in self._indicators.resolve(heading)}
        if spoken_of and not self._indicators.reports_nothing(value.text):
            names = self._called(spoken_of)
            self._tell(
                value,
                f"'{shortened(value.text)}' under '{heading}', which speaks of {names}, is neither yes nor no; it is "
                "not counted",
                "Write yes or no.",
                Fate.NOTE,
            )

    def _called(self, codes: Iterable[str]) -> str:
        return " and ".join(sorted(map(self._indicators.name, codes)))

    def _tell_indicators(self, heading: str, value: Value, named: Sequence[Resolution]) -> None:
        if not named:
            return
        names = " and ".join(dict.fromkeys(f"'{r.label}'" for r in named))
        several = len({r.code for r in named}) > 1
        self._tell(
            value,
            f"under '{heading}' the sheet says '{shortened(value.text)}', which {'are' if several else 'is'} or may be"
            f" {names}, {'indicators' if several else 'an indicator'} of the ILO; no column that is used says that the"
            " supplier has it, so it is not counted",
            "If it does, write the ILO's name of the indicator in a column 'ILO indicators'.",
            Fate.NOTE,
            "text-names-indicator",
        )

    def _tell(self, value: Value, message: str, hint: str, fate: Fate, code: str = "indicator-unresolved") -> None:
        self._report(Problem(where=value.cell, code=code, value=value.raw, message=message, hint=hint, fate=fate))


def _codes(found: Sequence[Resolution]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.code for r in found if r.code))
