"""What the workbook of a supplier asks, and what its columns are called in which language.

Labels are words of the table `column_names`, by which sheets are read; the questions and notes are those of the table
`question_words`. The English stands first everywhere, and other languages behind or below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.errors import InputError

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

MARK = "supplychain_risk questions to a supplier 1"
"""First cell of the hidden sheet that says whom the questions were put to."""
ORDER_MARK = "supplychain_risk order of questions 1"
"""The same of the workbook that lists whom to ask first, which is no answer."""
REGISTER, QUESTIONS, UPSTREAM = "_asked", "Questions", "Your suppliers"
ANSWER, REF, SUPPLIER, PERSON, DATE = "Your answer", "Ref", "Supplier", "Answered by", "Date"
ROOM = 40
"""Rows for a supplier's own suppliers."""


BETWEEN = " / "
"""Stands between a word and the same in another language; what is read back is the word before the first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question of the form: the column that it fills, and what it is called in English.

    The question itself is the phrase of table `question_words` that bears the name of the column.
    """

    field: str
    label: str
    yes_no: bool = False


ABOUT: tuple[Row, ...] = (
    Row("country", "Country"),
    Row("region", "State or province"),
    Row("address", "Address"),
    Row("commodity", "Product"),
    Row("hs", "HS code"),
    Row("origin", "Country of origin"),
)
STEPS: tuple[Row, ...] = (
    Row("code_of_conduct", "Code of conduct", yes_no=True),
    Row("worker_voice", "Grievance mechanism", yes_no=True),
    Row("audit", "Social audit"),
    Row("audit_date", "Audit date"),
    Row("certificate", "Certificate"),
)
ASKED: tuple[Row, ...] = (*ABOUT, *STEPS)
OF_UPSTREAM: tuple[Row, ...] = (
    Row("name", "Supplier name"),
    Row("country", "Country"),
    Row("address", "Address"),
    Row("commodity", "Product"),
    Row("origin", "Country of origin"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a workbook is for, and what the user's own sheets state: field → texts as written."""

    supplier: str
    """Id in the network."""
    name: str
    stated: Mapping[str, tuple[str, ...]]
    upstream: tuple[Mapping[str, str], ...] = ()
    """Its own suppliers as stated: name, country, product, origin."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a workbook in the languages that were asked for, the English first.

    `labels` are of columns and questions by their English label ("Country / 国家"); `phrases` those of the table.
    """

    labels: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]

    def each(self, phrase: str, **filled: str) -> tuple[str, ...]:
        """A phrase in each language, filled in: `{name}` with `name`."""
        made = []
        for text in self.phrases[phrase]:
            for place, value in filled.items():
                text = text.replace(f"{{{place}}}", value)
            made.append(text)
        return tuple(dict.fromkeys(made))

    def line(self, phrase: str, **filled: str) -> str:
        """The same on one line: "Your answer / 贵公司的回答"."""
        return BETWEEN.join(self.each(phrase, **filled))

    def question(self, field: str, *, wanted: bool) -> str:
        """A question, each language on a line of its own; where it is `wanted`, with the request to answer it."""
        if not wanted:
            return "\n".join(self.each(field))
        asked = zip(self.phrases[field], self.phrases["please"], strict=True)
        return "\n".join(f"{question} — {please}" for question, please in asked)


@lru_cache(maxsize=4)
def languages(reference: Reference) -> tuple[str, ...]:
    """Codes of the languages that have a word for every column of the form and a text for every phrase."""
    words, phrases = _words(reference), _phrases(reference)
    wanted = [text for text, language in phrases if language == "en"]
    return tuple(
        language
        for language in sorted({language for _, language in words} - {"en"})
        if all((row.field, language) in words for row in (*ASKED, *OF_UPSTREAM))
        and all((phrase, language) in phrases for phrase in wanted)
    )


@lru_cache(maxsize=4)
def _words(reference: Reference) -> Mapping[tuple[str, str], str]:
    """(field, language) → the first word of the table."""
    found: dict[tuple[str, str], str] = {}
    for row in reference.table("column_names"):
        found.setdefault((row["field"], row["language"]), row["heading"])
    return found


@lru_cache(maxsize=4)
def _phrases(reference: Reference) -> Mapping[tuple[str, str], str]:
    """(phrase, language) → the text."""
    return {(row["phrase"], row["language"]): row["text"] for row in reference.table("question_words")}


def words_in(reference: Reference, wanted: Sequence[str]) -> Texts:
    """The words of the form in English and these languages.

    Raises:
        InputError: a language lacks some of them; the hint names those that have all.
    """
    known = languages(reference)
    for language in wanted:
        if language not in (*known, "en"):
            raise InputError(f"there are no words for '{language}'", hint=f"Languages are en, {', '.join(known)}.")
    words, phrases = _words(reference), _phrases(reference)
    others = [language for language in dict.fromkeys(wanted) if language != "en"]
    return Texts(
        labels={
            row.label: BETWEEN.join((row.label, *(words[row.field, language] for language in others)))
            for row in (*ASKED, *OF_UPSTREAM)
        },
        phrases={
            phrase: tuple(phrases[phrase, language] for language in ("en", *others))
            for phrase, language in phrases
            if language == "en"
        },
    )
