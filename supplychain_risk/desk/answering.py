"""Answering questions about cells: each answer is a line of the fix-it workbook that `--fixes` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supplychain_risk.desk.folder import Change, Folder, refuse_long
from supplychain_risk.domain import CellRef
from supplychain_risk.errors import InputError
from supplychain_risk.loading import Question
from supplychain_risk.loading.fixes.reading import LEAVE, Line, fingerprint, position, read_fixes
from supplychain_risk.loading.fixes.workbook import line_of, render_answered

SHOWN = 20
"""Questions on a page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is shown."""

    id: str
    question: Question

    @property
    def rows(self) -> int:
        """Rows of the sheet that an answer touches."""
        return len({position(cell)[0] for cell in self.question.cells})


def asked(questions: Sequence[Question]) -> tuple[Asked, ...]:
    """Questions with the ids by which the browser names them."""
    return tuple(Asked(_id(one), one) for one in questions)


def without_answer(folder: Folder, questions: Sequence[Question]) -> tuple[Asked, ...]:
    """Those that the workbook answers not yet, though the lists have not been read with its answers."""
    answered = {cell for line in given(folder) for cell in line.where}
    return tuple(
        one
        for one in asked(questions)
        if not all(CellRef(one.question.file, one.question.sheet, cell) in answered for cell in one.question.cells)
    )


def _id(question: Question) -> str:
    mark = "\x1f".join((question.kind, question.file, question.sheet, *question.cells, fingerprint(question.now)))
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def given(folder: Folder) -> tuple[Line, ...]:
    """Answers that were given, in the order in which they are applied."""
    if not folder.fixes.is_file():
        return ()
    return tuple(line for line in read_fixes(folder.fixes).lines if line.answer)


def answer(folder: Folder, questions: Sequence[Asked], question_id: str, text: str, person: str, day: date) -> Change:
    """Write an answer into the workbook; `leave` keeps the cells as they are and asks no more.

    Raises:
        InputError: the question is gone, or the answer or the name is empty.
    """
    found = next((one.question for one in questions if one.id == question_id), None)
    if found is None:
        raise InputError("this is not asked any more", hint="Load the page anew; the files have changed.")
    text, person = text.strip(), " ".join(person.split())
    refuse_long(text, person)
    if not text:
        raise InputError("the answer is empty", hint=f"Write what the cell should say, or '{LEAVE}' to keep it.")
    if not person:
        raise InputError("an answer needs a name", hint="Write your name above; the report says who corrected a value.")
    with folder.changing():
        lines = [*given(folder), line_of(found, text, person, day.isoformat())]
        kept = "kept as it is" if text.casefold() == LEAVE else f"'{text}'"
        told = (
            f"'{found.now or 'empty'}' in {len(found.cells):,} {'cell' if len(found.cells) == 1 else 'cells'}: {kept}"
        )
        return folder.change(told, {folder.fixes: render_answered(lines)})


def take_back(folder: Folder, number: int) -> Change:
    """Take an answer back, by its place in the workbook (from 0).

    Raises:
        InputError: there is no such answer.
    """
    with folder.changing():
        lines = list(given(folder))
        if not 0 <= number < len(lines):
            raise InputError("there is no such answer any more", hint="Load the page anew.")
        gone = lines.pop(number)
        content = render_answered(lines) if lines else None
        return folder.change(f"the answer '{gone.answer}' was taken back", {folder.fixes: content})
