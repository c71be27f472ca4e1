"""Reviewing matches: verdicts are rows of the dispositions workbook that `--dispositions` reads.

Where a second reviewer is required, each of the two has a dispositions file of their own, and a verdict reaches the
workbook that is applied only when both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from supplychain_risk.desk.folder import Change, Folder, refuse_long
from supplychain_risk.errors import InputError
from supplychain_risk.resolve.text import key as plain
from supplychain_risk.review.rulings import Key, Row, Verdict, fault_of, read_rows
from supplychain_risk.review.workbook import render_dispositions

FINAL = (Verdict.TRUE_MATCH, Verdict.FALSE_POSITIVE)


@dataclass(frozen=True, slots=True)
class Match:
    """A match with what was said of it."""

    number: int
    """Its place in the workbook."""
    row: Row
    said: tuple[Row, ...] = ()
    """Where two reviewers are required: their rows, that of the first one first."""

    @property
    def is_decided(self) -> bool:
        """Whether a final verdict stands in the workbook that is applied."""
        return self.row.verdict in FINAL and not fault_of(self.row)

    @property
    def is_disputed(self) -> bool:
        """Whether two reviewers say the opposite."""
        final = {row.verdict for row in self.said if row.verdict in FINAL}
        return not self.is_decided and len(final) > 1

    def waits_for(self, person: str) -> bool:
        """Whether this person is asked: it is not decided, and this person has not said a final word on it."""
        if self.is_decided:
            return False
        own = [row for row in self.said if row.verdict in FINAL and same_person(row.person, person)]
        return not own and sum(row.verdict in FINAL for row in self.said) < 2


@dataclass(frozen=True, slots=True)
class Review:
    """All matches of the last run, and what was said of them."""

    matches: tuple[Match, ...]
    earlier: tuple[Row, ...]
    needs_two: bool

    def waiting(self, person: str) -> tuple[Match, ...]:
        """Matches that this person is asked about."""
        return tuple(match for match in self.matches if match.waits_for(person))

    @property
    def decided(self) -> tuple[Match, ...]:
        """Matches with a final verdict."""
        return tuple(match for match in self.matches if match.is_decided)

    @property
    def disputed(self) -> tuple[Match, ...]:
        """Matches of which two reviewers say the opposite."""
        return tuple(match for match in self.matches if match.is_disputed)

    def match(self, number: int) -> Match:
        """A match by its place.

        Raises:
            InputError: there is none.
        """
        if not 0 <= number < len(self.matches):
            raise InputError("there is no such match any more", hint="Load the page anew; there was another run.")
        return self.matches[number]


def same_person(one: str, other: str) -> bool:
    """Whether two names are those of one person, but for case and blanks."""
    return plain(one) == plain(other)


def review_of(folder: Folder) -> Review:
    """The matches of the last run; none before the first."""
    rows, earlier = read_rows(folder.dispositions) if folder.dispositions.is_file() else ((), ())
    needs_two = needs_second(folder)
    said: list[Mapping[Key, Row]] = [
        {row.key: row for row in (read_rows(path)[0] if path.is_file() else ()) if row.verdict}
        for path in (folder.reviewers if needs_two else ())
    ]
    matches = tuple(
        Match(number, row, tuple(found for of in said if (found := of.get(row.key)) and _is_about(found, row)))
        for number, row in enumerate(rows)
    )
    return Review(matches, earlier, needs_two)


def _is_about(said: Row, row: Row) -> bool:
    """Whether what a reviewer said is about the match as it is today."""
    return (said.supplier_mark, said.entry_mark, said.code) == (row.supplier_mark, row.entry_mark, row.code)


def needs_second(folder: Folder) -> bool:
    """Whether a second reviewer is required: then there is a file of theirs."""
    return folder.reviewers[1].is_file()


def has_verdicts(folder: Folder) -> bool:
    """Whether anybody has said anything that a run should be given."""
    rows, earlier = read_rows(folder.dispositions) if folder.dispositions.is_file() else ((), ())
    return any(row.is_answered for row in (*rows, *earlier))


def require_second(folder: Folder) -> Change:
    """Require a second reviewer from now on; verdicts that stand in the workbook stay."""
    with folder.changing():
        contents = {path: render_dispositions(()) for path in folder.reviewers if not path.is_file()}
        return folder.change("a second reviewer is required", contents)


def decide(
    folder: Folder, key: Sequence[str], verdict: str, reason: str, person: str, day: date, until: str = ""
) -> Change:
    """Write a verdict.

    Args:
        folder: the working folder.
        key: the match, as `Row.key` names it, and its two fingerprints: what was on the screen.
        verdict: a `Verdict`.
        reason: what tells the two apart, or shows that they are one.
        person: who says so.
        day: when.
        until: last day on which it holds; "" without end.

    Raises:
        InputError: the match is gone or has changed, is decided already, or the verdict is not whole.
    """
    person = " ".join(person.split())
    refuse_long(reason, person, until)
    with folder.changing(pack=True):
        review = review_of(folder)
        marks: dict[tuple[str, ...], Match] = {
            (*m.row.key, m.row.supplier_mark, m.row.entry_mark): m for m in review.matches
        }
        match = marks.get(tuple(key))
        if match is None:
            raise InputError("this match is not there any more", hint="Load the page anew; there was another run.")
        if not match.waits_for(person):
            raise InputError(
                "there is a verdict on this match",
                where=match.row.supplier_name,
                hint="Undo it or open the match again from the list of verdicts first.",
            )
        row = replace(
            match.row, verdict=verdict, reason=reason.strip(), person=person, day=day.isoformat(), until=until.strip()
        )
        if fault := fault_of(row):
            raise InputError(fault.rstrip("."), where=row.supplier_name, hint="Complete the verdict.")
        told = f"{row.supplier_name} and {row.listed_name}: {verdict.replace('_', ' ')}"
        if not review.needs_two:
            return folder.change(told, {folder.dispositions: _with(review, match.number, row)})
        return folder.change(told, _of_two(folder, review, match, row))


def _of_two(folder: Folder, review: Review, match: Match, row: Row) -> dict[Path, bytes | None]:
    """The files after one of two reviewers has said something."""
    final = [said for said in match.said if said.verdict in FINAL]
    place = folder.reviewers[1 if final else 0]
    contents: dict[Path, bytes | None] = {place: _file_with(place, row)}
    if final and row.verdict in FINAL and final[0].verdict == row.verdict:
        both = replace(
            row,
            reason=f"{final[0].person}: {final[0].reason.rstrip('. ')}. {row.person}: {row.reason}",
            person=f"{final[0].person}; {row.person}",
            until=min(filter(None, (final[0].until, row.until)), default=""),
        )
        contents[folder.dispositions] = _with(review, match.number, both)
    return contents


def open_again(folder: Folder, key: Sequence[str]) -> Change:
    """Take back what was said of a match, by one or by both, so that it is asked about again.

    Raises:
        InputError: the match is gone.
    """
    with folder.changing(pack=True):
        review = review_of(folder)
        match = next((m for m in review.matches if m.row.key == tuple(key)), None)
        if match is None:
            raise InputError("this match is not there any more", hint="Load the page anew; there was another run.")
        contents: dict[Path, bytes | None] = {}
        if match.row.verdict:
            bare = replace(match.row, verdict="", reason="", person="", day="", until="")
            contents[folder.dispositions] = _with(review, match.number, bare)
        for path in folder.reviewers if review.needs_two else ():
            rows, earlier = read_rows(path)
            left = [row for row in rows if row.key != match.row.key]
            if len(left) < len(rows):
                contents[path] = render_dispositions(left, earlier)
        return folder.change(f"{match.row.supplier_name} and {match.row.listed_name}: open again", contents)


def _with(review: Review, number: int, row: Row) -> bytes:
    rows = [row if match.number == number else match.row for match in review.matches]
    return render_dispositions(rows, review.earlier)


def _file_with(path: Path, row: Row) -> bytes:
    rows, earlier = read_rows(path) if path.is_file() else ((), ())
    return render_dispositions([*(one for one in rows if one.key != row.key), row], earlier)
