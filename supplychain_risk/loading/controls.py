"""What a supplier's rows say of audits, certificates, questionnaires and worker voice.

A control is what the input states, no more: whether it is in place is None where the answer says neither yes nor no,
and False where it says that the control is absent, past or only planned. Nothing here judges how good a control is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from supplychain_risk.domain import CellRef, Control, EvidenceClass, Problem
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.records import Answer, SupplierRecord
from supplychain_risk.intake.values import split_list
from supplychain_risk.loading.answerdays import AnswerDays
from supplychain_risk.loading.reported import ASKED
from supplychain_risk.resolve.answers import asks_for_a_control, is_doubtful, says, says_none
from supplychain_risk.resolve.days import Span, two_readings
from supplychain_risk.resolve.text import is_placeholder, key

_GROUPS = {
    EvidenceClass.AUDIT: ("audit", "audit_date", "audit_result", "audit_valid_until"),
    EvidenceClass.CERTIFICATE: ("certificate", "certificate_date", "", "certificate_valid_until"),
}
"""Class → the columns of its names, days, results and ends."""
_SINGLE = {
    "code_of_conduct": EvidenceClass.QUESTIONNAIRE,
    "questionnaire": EvidenceClass.QUESTIONNAIRE,
    "due_diligence": EvidenceClass.QUESTIONNAIRE,
    "worker_voice": EvidenceClass.WORKER_VOICE,
}
"""Columns that are a control each. A supplier's signature or answer is its own word."""
_NO_SCHEME = re.compile(
    r"\b(?:last|next|audit(?:s|ed)?|assessment|certifi(?:cate|cates|cation|ed)|date|result|rating|grade|score|status"
    r"|valid|until|expiry|expiration)\b|\([^)]*\)",
    re.IGNORECASE,
)
"""Words of headings such as "SMETA audit date" that do not belong to the scheme's name."""
_NUMBERED = re.compile(
    r"\b(?:audit|certificate|certification)[ _]?#?(\d{1,2})\b|[^\d ][ _]?#?(\d{1,2})$|\((\d{1,2})\)$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"[\s,(\[-]*\b(?:valid (?:until|to|thru|through)|exp(?:ir(?:es|y|ing|ation))?(?: date)?|until|gültig bis"
    r"|vigente hasta|válido hasta|valable jusqu'?au)[\s.:]*(?:on )?(?P<day>[^()\[\];]{4,24}?)[)\]\s]*$"
    r"|[\s,(（]*(?:有效期至|有效期到|有效期)[:：\s]*(?P<day2>[^()（）;]{4,24}?)[)）\s]*$",
    re.IGNORECASE,
)
_PLACES = re.compile(r"\([^)]*\)|（[^）]*）")


@dataclass(slots=True)
class _About:
    """What a row says of one scheme, or of audits or certificates in general."""

    names: list[Answer] = field(default_factory=list)
    days: list[Answer] = field(default_factory=list)
    results: list[Answer] = field(default_factory=list)
    ends: list[Answer] = field(default_factory=list)

    @property
    def all(self) -> list[Answer]:
        return [*self.names, *self.days, *self.results, *self.ends]


_Case = tuple[tuple[Control, tuple[int, ...]], ...]
"""The controls of some answers, each with the numbers of those whose cells it has."""
_Mark = tuple[object, ...]
"""What makes two cases one."""
_MOST_CASES, _MOST_IN_CASE = 1 << 14, 8
"""Distinct cases that are remembered; answers of a row of which others are likely to be the same."""


class Controls:
    """Controls of rows; what cannot be read of them goes to `report`."""

    def __init__(self, report: Callable[[Problem], None], records: Iterable[SupplierRecord]) -> None:
        self._report = report
        self._told = 0
        """Problems told so far."""
        self._days = AnswerDays(self._tell, records)
        self._cases: dict[_Mark, _Case] = {}

    def read(self, rows: Sequence[SupplierRecord]) -> tuple[Control, ...]:
        """The controls of a supplier, each once with all its cells."""
        found = [one for row in rows if row.answers for one in self._of_row(row.answers)]
        return _once(found) if found else ()

    def known(self, rows: Sequence[SupplierRecord]) -> tuple[Control, ...] | None:
        """What `read` says of rows whose answers were read before in the same columns, and of which there was nothing
        to tell, not even of a sign of forced labor; None where they were not."""
        found: list[Control] = []
        for row in rows:
            if row.answers:
                known = self._known(row.answers, self._mark(row.answers))
                if known is None or not ASKED.isdisjoint([answer.column for answer in row.answers]):
                    return None
                found += known
        return tuple(found) if len(rows) == 1 else _once(found)

    def _known(self, answers: Sequence[Answer], mark: _Mark | None) -> list[Control] | None:
        known = None if mark is None else self._cases.get(mark)
        if known is None:
            return None
        cells = [answer.value.cell for answer in answers]
        return [control.changed(cells=tuple([cells[at] for at in places])) for control, places in known]

    def _of_row(self, answers: Sequence[Answer]) -> Sequence[Control]:
        """The controls of a row; answers that were read before, and of which there was nothing to tell, say the same
        again."""
        mark = self._mark(answers)
        known = self._known(answers, mark)
        if known is not None:
            return known
        if mark is None:
            return self._read(answers)
        told = self._told
        found = _once(self._read(answers))
        if told == self._told:
            cells = [answer.value.cell for answer in answers]
            if len(self._cases) >= _MOST_CASES:
                self._cases.clear()
            self._cases[mark] = tuple([(one, tuple(map(cells.index, one.cells))) for one in found])
        return found

    @staticmethod
    def _mark(answers: Sequence[Answer]) -> _Mark | None:
        """What answers say and in which columns; None where no others are likely to say the same."""
        if len(answers) > _MOST_IN_CASE:
            return None
        mark: list[object] = []
        for answer in answers:
            if answer.dated is not None:
                return None
            value = answer.value
            raw = value.raw
            mark += (answer.column, answer.question, answer.of_scheme, value.text, "\n" in raw and raw)
            mark.append(value.cell.column)
        if len(answers) > 1 and len({answer.value.cell for answer in answers}) < len(answers):
            return None  # one cell under several headings
        return tuple(mark)

    def _tell(self, problem: Problem) -> None:
        self._told += 1
        self._report(problem)

    def _read(self, answers: Sequence[Answer]) -> list[Control]:
        controls: list[Control] = []
        asked = {answer.column for answer in answers}
        for evidence, columns in _GROUPS.items():
            if not asked.isdisjoint(columns):
                controls += self._group(answers, evidence, columns)
        for column in _SINGLE:
            if column in asked:
                controls += self._singles([answer for answer in answers if answer.column == column])
        return controls

    # --- audits and certificates -------------------------------------------------------------------------------------

    def _group(self, answers: Sequence[Answer], evidence: EvidenceClass, columns: Sequence[str]) -> list[Control]:
        """The audits (or certificates) of a row: those of a scheme's own columns apart from the others."""
        of: dict[str, _About] = {}
        for answer in answers:
            if answer.column in columns:
                about = of.setdefault(
                    _scheme(answer.question) if answer.of_scheme else _turn(answer.question), _About()
                )
                place = (about.names, about.days, about.results, about.ends)[columns.index(answer.column)]
                if place is about.names and not answer.of_scheme and self._days.is_day(answer):
                    place = about.days  # "Last audit: 2025-03-01" beside "Audit type: SMETA" is one audit
                place.append(answer)
        general = of.get("")
        if general and not general.names:  # "SMETA" beside a bare "Audit date": the day is that of the one scheme named
            named = [about for scheme, about in of.items() if scheme and about.names]
            if len(named) == 1:
                for part in ("days", "results", "ends"):
                    if not getattr(named[0], part):
                        setattr(named[0], part, getattr(general, part))
                        setattr(general, part, [])
                if not general.all:
                    del of[""]
        return [control for about in of.values() for control in self._of_scheme(evidence, about)]

    def _of_scheme(self, evidence: EvidenceClass, about: _About) -> list[Control]:
        named = [part for answer in about.names for part in self._parts(answer)]
        dated, no_days = self._days.spans(about.days)
        ends, no_ends = self._days.spans(about.ends)
        result = about.results[0].value if about.results else None
        if not named:
            heading = _what((about.days or about.results or about.ends)[0])
            happened = dated or any(two_readings(a.value.text) for a in no_days)  # on the one day or on the other
            named = [_Named(heading, "", True if happened and not result else None, None, None, ())]
        made = []
        for number, one in enumerate(named):
            day, day_cells = _of(dated, number, len(named))
            end, end_cells = _of(ends, number, len(named))
            in_place, answer = one.in_place, one.answer
            if result is not None:
                # a failed audit took place and is no control; a grade that we do not know leaves it open
                in_place = False if one.in_place is False else says(result.text)
                answer = f"{answer}; {result.text}" if answer else result.text
            unread = [*no_days, *no_ends]
            answer = "; ".join((*((answer,) if answer else ()), *(f"{a.question}: {a.value.text}" for a in unread)))
            cells = (*one.cells, *day_cells, *((result.cell,) if result else ()), *end_cells)
            made.append(
                Control(
                    evidence=evidence,
                    what=one.what,
                    answer=answer,
                    in_place=in_place,
                    dated=one.dated or (day.first if day else None),
                    valid_until=one.ends or (end.last if end else None),
                    cells=_cells((*cells, *(a.value.cell for a in unread))) or _cells(a.value.cell for a in about.all),
                )
            )
        if len(named) > 1:
            for answers, spans in ((about.days, dated), (about.ends, ends)):
                if len(spans) not in (0, 1, len(named)):
                    self._days.unmatched(answers[0], len(named), len(spans))
        return made

    def _parts(self, answer: Answer) -> list[_Named]:
        """The audits or certificates that a cell names, or the one that its heading does."""
        text, cells = answer.value.text, (answer.value.cell,)
        if says_none(text):
            return [_Named(_what(answer), text, False, None, None, cells)]
        said = says(text)
        if said is not None or is_placeholder(text):
            return [_Named(_what(answer), text, said, None, None, cells)]
        day = self._days.day(answer.value, text)
        if day:
            self._days.note_assumed(answer.value, day)
            return [_Named(_what(answer), text, True, day.first, None, cells)]
        named = []
        for part in _names_in(answer.value.raw if "\n" in answer.value.raw else text):
            until = _UNTIL.search(part)
            end = self._days.day(answer.value, (until["day"] or until["day2"]).strip()) if until else None
            what = part[: until.start()].strip(" ,;-(（") if until and end else part
            bare = what if end else part
            if answer.of_scheme and _scheme(answer.question) not in heading_key(bare):
                what = _what(answer)  # "RSPO certification: IP" is a kind of RSPO, no scheme named IP
            named.append(
                _Named(
                    what or part,
                    part if part != what else "",
                    None if is_doubtful(bare) else True,
                    None,
                    end.last if end else None,
                    cells,
                )
            )
        return named

    # --- one answer, one control -------------------------------------------------------------------------------------

    def _singles(self, answers: Sequence[Answer]) -> list[Control]:
        """A control per answer; "SAQ status" beside "SAQ date" is one, with its day."""
        days = [a for a in answers if self._days.is_day(a)]
        rest = [a for a in answers if a not in days]
        if len(days) == len(rest) == 1 and not rest[0].dated:
            return [self._single(rest[0].changed(dated=days[0].value), days[0].question)]
        return [self._single(answer) for answer in answers]

    def _single(self, answer: Answer, asks_day: str = "") -> Control:
        value = answer.value
        own = [answer] if self._days.is_day(answer) else []
        dated = [answer.changed(question=asks_day, value=answer.dated)] if answer.dated else []
        days, unread = self._days.spans(own or dated)
        said: bool | None = True if own else False if says_none(value.text) else says(value.text)
        if answer.column == "due_diligence" and not asks_for_a_control(answer.question):
            said = None
        besides = (f"{a.question}: {a.value.text}" for a in unread if asks_day)
        return Control(
            evidence=_SINGLE[answer.column],
            what=answer.question,
            answer="; ".join((value.text, *besides)),
            in_place=said,
            dated=days[0][0].first if days else None,
            cells=_cells((value.cell, *(cell for _, cell in days), *(a.value.cell for a in unread))),
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """An audit or certificate that a cell names."""

    what: str
    answer: str
    in_place: bool | None
    dated: date | None
    ends: date | None
    cells: tuple[CellRef, ...]


@lru_cache(maxsize=4096)
def _turn(heading: str) -> str:
    """Which of several audits or certificates side by side a heading speaks of: "Audit 2 date" → "2"."""
    found = _NUMBERED.search(heading)
    return next(filter(None, found.groups())) if found else ""


@lru_cache(maxsize=4096)
def _scheme(heading: str) -> str:
    """What a heading names besides the words that any audit's or certificate's heading has: "SMETA audit date"
    → "smeta"."""
    return " ".join(_NO_SCHEME.sub(" ", heading_key(heading)).split())


def _what(answer: Answer) -> str:
    """What a control is called by its heading: the scheme that the heading names, else the heading."""
    if not answer.of_scheme:
        return answer.question
    bare = " ".join(_NO_SCHEME.sub(" ", answer.question).split()).strip(" -–—:/,")
    return bare if any(map(str.isalnum, bare)) else answer.question


def _names_in(text: str) -> list[str]:
    """Certificates of a cell: on ; | line breaks and commas, but not on commas within brackets."""
    parts = []
    for part in split_list(text):
        held = _PLACES.sub(lambda found: found[0].replace(",", "\x00").replace("，", "\x00"), part)
        parts += [piece.replace("\x00", ",").strip() for piece in re.split(r"\s*[,，、]\s*", held)]
    return list(dict.fromkeys(part for part in parts if any(map(str.isalnum, part))))


def _of(spans: Sequence[tuple[Span, CellRef]], number: int, names: int) -> tuple[Span | None, tuple[CellRef, ...]]:
    """The day of one of several names: its own where there are as many, the only one, or none."""
    if len(spans) == names:
        return spans[number][0], (spans[number][1],)
    if len(spans) == 1:
        return spans[0][0], (spans[0][1],)
    if names == 1 and spans:  # one audit, several days: the last of them
        last = max(spans, key=lambda s: s[0].first)
        return last[0], tuple(cell for _, cell in spans)
    return None, ()


def _cells(cells: Iterable[CellRef]) -> tuple[CellRef, ...]:
    return tuple(dict.fromkeys(cells))


def _once(controls: Iterable[Control]) -> tuple[Control, ...]:
    """Equal statements of several rows as one control with all their cells, in the order of first appearance."""
    controls = tuple(controls)
    if len(controls) < 2:
        return controls
    found: dict[tuple[object, ...], Control] = {}
    for one in controls:
        mark = (one.evidence, key(one.what), key(one.answer), one.in_place, one.dated, one.valid_until)
        known = found.get(mark)
        found[mark] = one if known is None else known.changed(cells=_cells((*known.cells, *one.cells)))
    return tuple(found.values())
