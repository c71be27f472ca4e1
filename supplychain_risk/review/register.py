"""Dispositions: which rulings hold today. A verdict holds for what it was made about, and reopens when that changes.

It is compared with the match of today: the supplier's names, identifiers and country, the list entry's names,
identifiers and status, what kind of match it is, and the day on which the verdict expires. No verdict is ever dropped:
one that does not hold is kept with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.review.marks import differences
from supplychain_risk.review.rulings import ANSWERS, Key, Row, Ruling, Verdict


class State(StrEnum):
    """What became of a ruling."""

    APPLIED = "applied"
    REOPENED = "reopened"
    """What it was about has changed, or it has expired: the match is open again."""
    CONTRADICTED = "contradicted"
    """Another row says the opposite of the same match: neither is applied."""
    SUPERSEDED = "superseded"
    """Another row about the same match counts."""
    NO_MATCH = "no match"
    """There is no such match today: the supplier or the entry is gone, or their names no longer agree."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A sound ruling, what became of it, and why."""

    ruling: Ruling
    state: State
    why: str = ""


@dataclass(frozen=True)
class Register:
    """Every match of today as a row for the reviewer, with the rulings that were given and what became of them."""

    rows: tuple[Row, ...]
    """One per supplier and list entry, as found today; marks and edition are today's."""
    as_of: date
    settled: tuple[Settled, ...] = ()
    faulty: tuple[Ruling, ...] = ()
    """Rows of the files that could not be used; their problems say why."""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def with_rulings(self, rulings: Iterable[Ruling]) -> Register:
        """The register with these rulings settled."""
        rulings = tuple(rulings)
        settled, problems = settle([r for r in rulings if r.is_sound], {row.key: row for row in self.rows}, self.as_of)
        return replace(self, settled=settled, faulty=tuple(r for r in rulings if not r.is_sound), problems=problems)

    @cached_property
    def _counting(self) -> Mapping[Key, Settled]:
        counting = [settled for settled in self.settled if settled.state in _COUNTS]
        return {settled.ruling.row.key: settled for settled in reversed(counting)}

    @cached_property
    def _faulty(self) -> Mapping[Key, Ruling]:
        return {ruling.row.key: ruling for ruling in reversed(self.faulty)}

    def of(self, key: Key) -> Settled | None:
        """What counts for a match: the ruling applied, reopened or contradicted; None where nobody has ruled."""
        return self._counting.get(key)

    def to_correct(self, key: Key) -> Ruling | None:
        """The faulty ruling on a match, to be corrected; None where there is none."""
        return self._faulty.get(key)

    def is_decided(self, key: Key) -> bool:
        """Whether a verdict on a match holds and is final."""
        found = self.of(key)
        return found is not None and found.state is State.APPLIED and found.ruling.verdict is not Verdict.IN_REVIEW

    def unknown(self, others: Iterable[Ruling]) -> tuple[Ruling, ...]:
        """Those of other rulings that this register was not given."""
        known = {_content(ruling) for ruling in (*(s.ruling for s in self.settled), *self.faulty)}
        return tuple(ruling for ruling in others if _content(ruling) not in known)

    def to_write(self, others: Iterable[Ruling] = ()) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The rows of a new file with the verdicts that hold, and all other verdicts as they were written.

        Args:
            others: rulings found elsewhere (in the file that is written over); they fill in where nobody has ruled.
        """
        new = self.unknown(others)
        more = Register(self.rows, self.as_of).with_rulings(new)
        filled: list[Row] = []
        used: set[tuple[str, ...]] = set()
        for row in self.rows:
            written, ruling = _filled(row, (self, more))
            filled.append(written)
            if ruling:
                used.add(_content(ruling))
        everything = (*(s.ruling for s in self.settled), *self.faulty, *new)
        kept = {_content(r): r.row for r in everything if _content(r) not in used}
        said = {_content(s.ruling): s for s in (*self.settled, *more.settled)}
        left = tuple(
            replace(
                row, earlier=f"{found.state}: {found.why}" if (found := said.get(mark)) and found.why else row.earlier
            )
            for mark, row in kept.items()
        )
        return tuple(filled), left


_COUNTS = (State.APPLIED, State.REOPENED, State.CONTRADICTED)


def _filled(row: Row, registers: Sequence[Register]) -> tuple[Row, Ruling | None]:
    """A row with the verdict that holds, or with the faulty one to be corrected; and the ruling that stands in it."""
    for register in registers:
        found = register.of(row.key)
        if found and found.state is State.APPLIED:
            given = found.ruling.row
            kept = {name: getattr(given, name) for name in (*ANSWERS, "supplier_mark", "entry_mark", "edition")}
            return replace(row, **kept), found.ruling
        if found:
            return replace(row, earlier=f"{found.state}: {found.why}"), None
    for register in registers:
        ruling = register.to_correct(row.key)
        if ruling:
            return replace(row, **{name: getattr(ruling.row, name) for name in ANSWERS}), ruling
    return row, None


def _content(ruling: Ruling) -> tuple[str, ...]:
    row = ruling.row
    return (*row.key, *(getattr(row, name) for name in ANSWERS), row.supplier_mark, row.entry_mark)


def settle(
    rulings: Sequence[Ruling], today: Mapping[Key, Row], as_of: date
) -> tuple[tuple[Settled, ...], tuple[Problem, ...]]:
    """What becomes of each sound ruling, and the problems of those that stand in each other's way.

    Args:
        rulings: sound rulings, in the order of the files.
        today: the matches as they are found today.
        as_of: the day for which expiry counts; on the day it names a verdict still holds.
    """
    by_key: dict[Key, list[Ruling]] = {}
    for ruling in rulings:
        by_key.setdefault(ruling.row.key, []).append(ruling)
    settled: list[Settled] = []
    problems: list[Problem] = []
    for key, about in by_key.items():
        row = today.get(key)
        if row is None:
            settled.extend(Settled(ruling, State.NO_MATCH, _gone(ruling)) for ruling in about)
            continue
        made, found = _settle_one(about, row, as_of)
        settled.extend(made)
        problems.extend(found)
    return tuple(settled), tuple(problems)


def _settle_one(about: Sequence[Ruling], row: Row, as_of: date) -> tuple[list[Settled], list[Problem]]:
    changes = {id(ruling): _changes(ruling, row, as_of) for ruling in about}
    holding = [ruling for ruling in about if not changes[id(ruling)]]
    if not holding:
        last = max(about, key=_newest)
        why = f"it was {last.in_words}; but {' and '.join(changes[id(last)])}."
        return [
            Settled(r, State.REOPENED, why) if r is last else Settled(r, State.SUPERSEDED, "a newer verdict counts.")
            for r in about
        ], []
    final = [ruling for ruling in holding if ruling.verdict is not Verdict.IN_REVIEW] or holding
    if len({ruling.verdict for ruling in final}) > 1:
        return _contradiction(about, final, changes)
    last = max(final, key=_newest)
    made: list[Settled] = []
    problems: list[Problem] = []
    for ruling in about:
        if ruling is last:
            made.append(Settled(ruling, State.APPLIED, f"{ruling.in_words[0].upper()}{ruling.in_words[1:]}."))
            continue
        old = changes[id(ruling)]
        why = f"{' and '.join(old)}; a newer verdict counts." if old else "a newer verdict on the same match counts."
        made.append(Settled(ruling, State.SUPERSEDED, why))
        if not old and ruling.where.file == last.where.file and ruling.verdict is last.verdict:
            problems.append(_problem(ruling, "disposition-duplicate", f"{last.where} says the same of this match"))
    return made, problems


def _contradiction(
    about: Sequence[Ruling], final: Sequence[Ruling], changes: Mapping[int, tuple[str, ...]]
) -> tuple[list[Settled], list[Problem]]:
    cells = ", ".join(f"{ruling.where} ({ruling.verdict})" for ruling in final)
    why = f"verdicts on this match contradict each other: {cells}; none is applied."
    made = [
        Settled(ruling, State.CONTRADICTED, why)
        if ruling in final
        else Settled(ruling, State.SUPERSEDED, " and ".join(changes[id(ruling)]) or "a later verdict was made")
        for ruling in about
    ]
    return made, [_problem(ruling, "disposition-contradiction", why.rstrip(".")) for ruling in final]


def _problem(ruling: Ruling, code: str, message: str) -> Problem:
    return Problem(
        where=ruling.where,
        code=code,
        value=ruling.row.verdict,
        message=message,
        hint="Delete the verdict that does not count.",
        fate=Fate.NOTE if code == "disposition-duplicate" else Fate.ROW_SET_ASIDE,
    )


def _newest(ruling: Ruling) -> tuple[date, str]:
    return (ruling.day or date.min, str(ruling.where))


def _changes(ruling: Ruling, row: Row, as_of: date) -> tuple[str, ...]:
    """What has changed since a ruling, in words; empty where it holds."""
    given = ruling.row
    changes = [_SUPPLIER.get(part, part) for part in differences(given.supplier_mark, row.supplier_mark)]
    changes += [_ENTRY.get(part, part) for part in differences(given.entry_mark, row.entry_mark)]
    if given.code and given.code != row.code:
        changes.append(f"the match was '{given.code}' and is now '{row.code}'")
    if ruling.until is not None and as_of > ruling.until:
        changes.append(f"the verdict expired on {ruling.until}")
    return tuple(changes)


_SUPPLIER = {
    "names": "the supplier's names have changed",
    "identifiers": "the supplier's identifiers have changed",
    "country": "the supplier's country has changed",
    "owners": "the supplier's stated owners have changed",
}
_ENTRY = {
    "names": "the names of the list entry have changed",
    "identifiers": "the identifiers of the list entry have changed",
    "status": "the status of the list entry has changed",
}


def _gone(ruling: Ruling) -> str:
    row = ruling.row
    return (
        f"supplier '{row.supplier}' and entry '{row.entry}' of {row.list_name} do not match in this input: the "
        "supplier is not in it under this id, the entry is not on the list, or their names no longer agree."
    )
