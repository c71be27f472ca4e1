"""What people answer: a TOML file with each question once, whichever regimes ask it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from supplychain_risk.errors import InputError
from supplychain_risk.files import file_content, from_toml

_KEYS = ("question", "asked_by", "answer", "by", "day")
MOST_BYTES = 5_000_000
"""Of a file of answers; more is not one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A person's answer to a question: who gave it, when, and in which file it stands."""

    question: str
    answer: str
    by: str
    day: date | None
    file: str


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """The answers of a file, by id of the question; `sha256` is of the whole file."""

    name: str
    sha256: str
    answers: Mapping[str, Told]


NONE = AnswersFile("", "", {})
"""Where nobody has answered anything."""


def read_answers(path: Path, questions: Mapping[str, str]) -> AnswersFile:
    """The answers of a file; what is left empty is not answered.

    Raises:
        MissingFile: it cannot be opened.
        InputError: it is no TOML, names a question that there is not, or an answer says not who gave it.
    """
    hint = "Write one with `supplychain-risk regime questions REPORT --out answers.toml`."
    content = file_content(path, hint, most=MOST_BYTES, where=path.name)
    try:
        given = from_toml(content.decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(
            f"is no TOML ({error})",
            where=path.name,
            hint="Write answers between the three quotation marks, and a backslash as two.",
        ) from error
    found = {}
    for id_, entry in given.items():
        where = f"{path.name} [{id_}]"
        if id_ not in questions or not isinstance(entry, dict):
            raise InputError(
                "there is no such question",
                where=where,
                hint="Keep the names in brackets as `regime questions` wrote them.",
            )
        told = _told(id_, entry, where, path.name)
        if told:
            found[id_] = told
    return AnswersFile(path.name, hashlib.sha256(content).hexdigest(), found)


def _told(id_: str, entry: Mapping[str, Any], where: str, file: str) -> Told | None:
    unknown = sorted(set(entry) - set(_KEYS))
    if unknown:
        raise InputError(f"'{unknown[0]}' is not known", where=where, hint=f"Keys are {', '.join(_KEYS)}.")
    answer, by, day = entry.get("answer", ""), entry.get("by", ""), entry.get("day")
    if not isinstance(answer, str) or not isinstance(by, str):
        raise InputError("answer and by are texts", where=where, hint="Write them between quotation marks.")
    if not answer.strip():
        return None
    if not by.strip():
        raise InputError("who gave the answer is not stated", where=where, hint='Add by = "General Counsel" or such.')
    if isinstance(day, str) and day.strip():
        try:
            day = date.fromisoformat(day.strip())
        except ValueError:
            raise InputError(f"'{day}' is no day", where=where, hint="Write it as in 2026-06-30.") from None
    return Told(id_, " ".join(answer.split()), by.strip(), day if type(day) is date else None, file)


def questions_file(asked: Iterable[tuple[str, str, Sequence[str]]], known: AnswersFile = NONE) -> str:
    """A file to fill in: id, question and the items that ask it; answers that are known are in it."""
    blocks = [
        "# Questions that no supplier data answers. Each is asked once; the answer serves every regime that asks it.\n"
        "# Fill in answer and by (a role is enough: what stands here is printed), and if you like day = 2026-06-30.\n"
        "# Leave empty what you do not answer. Then call `fill`.\n"
    ]
    for id_, question, items in asked:
        told = known.answers.get(id_)
        lines = [f"[{id_}]", f"question = {_quoted(question)}", f"asked_by = {_quoted(', '.join(items))}"]
        lines += [f"answer = {_quoted(told.answer if told else '')}", f"by = {_quoted(told.by if told else '')}"]
        if told and told.day:
            lines.append(f"day = {told.day.isoformat()}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    """Text as a TOML string: quotation marks, backslashes and control characters escaped."""
    made = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04X}" for c in made) + '"'
