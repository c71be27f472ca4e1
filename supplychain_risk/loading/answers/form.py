"""What the workbook of a supplier asks, and what its columns are called in which language.

Words in other languages are those of the table `column_names`, by which sheets are read; none is translated here. The
questions themselves are in English.
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


@dataclass(frozen=True, slots=True)
class Row:
    """A question of the form: the column that it fills, what it is called in English, and the question."""

    field: str
    label: str
    question: str
    yes_no: bool = False


ABOUT: tuple[Row, ...] = (
    Row("country", "Country", "In which country is the site that makes the goods?"),
    Row("region", "State or province", "In which state, province or region is that site?"),
    Row("address", "Address", "What is the address of that site?"),
    Row("commodity", "Product", "Which goods do you supply? Several: separate them with ;"),
    Row("hs", "HS code", "Under which HS code are they exported? Several: separate them with ;"),
    Row("origin", "Country of origin", "From which country do these goods, or their main raw material, come?"),
)
STEPS: tuple[Row, ...] = (
    Row("code_of_conduct", "Code of conduct", "Have you signed a code of conduct that forbids forced labor?", True),
    Row("worker_voice", "Grievance mechanism", "Do workers have a hotline or grievance channel of their own?", True),
    Row("audit", "Social audit", "Which social audit was done at the site, by which scheme? Or: none."),
    Row("audit_date", "Audit date", "On which day? Write YYYY-MM-DD."),
    Row("certificate", "Certificate", "Which certificates does the site hold? Several: separate them with ;"),
)
ASKED: tuple[Row, ...] = (*ABOUT, *STEPS)
OF_UPSTREAM: tuple[Row, ...] = (
    Row("name", "Supplier name", "Who supplies you with the material or parts for these goods?"),
    Row("country", "Country", "In which country is its site?"),
    Row("address", "Address", "The address of its site"),
    Row("commodity", "Product", "What it supplies to you"),
    Row("origin", "Country of origin", "The country that these goods come from"),
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


@lru_cache(maxsize=4)
def languages(reference: Reference) -> tuple[str, ...]:
    """Codes of the languages in which the table `column_names` has a word for every column of the form."""
    words = _words(reference)
    known = sorted({language for _, language in words} - {"en"})
    return tuple(one for one in known if all((row.field, one) in words for row in (*ASKED, *OF_UPSTREAM)))


@lru_cache(maxsize=4)
def _words(reference: Reference) -> Mapping[tuple[str, str], str]:
    """(field, language) → the first word of the table."""
    found: dict[tuple[str, str], str] = {}
    for row in reference.table("column_names"):
        found.setdefault((row["field"], row["language"]), row["heading"])
    return found


def words_in(reference: Reference, wanted: Sequence[str]) -> Mapping[str, str]:
    """Label of the form → the same with the words of other languages behind it: "Country / 国家 / país".

    Raises:
        InputError: the table has no words of a language; the hint names those that it has.
    """
    known = languages(reference)
    for language in wanted:
        if language not in (*known, "en"):
            raise InputError(f"there are no words for '{language}'", hint=f"Languages are en, {', '.join(known)}.")
    words = _words(reference)
    others = [language for language in dict.fromkeys(wanted) if language != "en"]
    return {
        row.label: " / ".join((row.label, *(words[row.field, language] for language in others)))
        for row in (*ASKED, *OF_UPSTREAM)
    }
