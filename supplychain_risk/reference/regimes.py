"""Disclosure and due-diligence regimes: what each asks item by item, as of a day (table `regimes`).

An item that was read in no source (`not checked`) is known by its id alone here: its text never leaves this module, so
that nothing can print it as law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, cast

from supplychain_risk.domain import Citation
from supplychain_risk.errors import InputError
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, day, each, parts

TABLE = "regimes"


class Standing(StrEnum):
    """What an item is on the day asked about."""

    APPLIES = "applies"
    LATER = "adopted, does not apply yet"
    PROPOSED = "proposed"
    IN_DOUBT = "in doubt"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a regime asks for, in short words of our own. It is no quotation of the law.

    `answers` are names of answers of a report, `questions` ids of questions that a person must answer; `unsupported`
    says why no supplier data can answer it. `text` and `article` are empty where the item was not checked. `since` and
    `known_since` are `applies_from` and `known_from` as precisely as they were read: a day, a month or a year.
    """

    id: str
    regime: str
    text: str
    article: str
    basis: Literal["statute", "guidance", "secondary", "not checked"]
    asks: Literal["must", "may", "guidance", "informs"]
    standing: Standing
    known_from: date | None
    applies_from: date | None
    since: str
    known_since: str
    threshold: str
    answers: tuple[str, ...]
    questions: tuple[str, ...]
    unsupported: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Regime:
    """An instrument with its items as of a day, in the order of the table.

    `jurisdiction` is ISO 3166-1 alpha-2 or 3166-2, or `EU`.
    """

    id: str
    instrument: str
    jurisdiction: str
    items: tuple[Item, ...]

    def standing(self, *standings: Standing) -> tuple[Item, ...]:
        """The items that stand so."""
        return tuple(item for item in self.items if item.standing in standings)

    @property
    def state(self) -> Standing:
        """Applies where any item that asks for something does; else what its first item that was checked is.

        Guidelines that are out do not make a regulation apply: items that only inform count where there are no others.
        """
        known = [item for item in self.items if item.standing is not Standing.NOT_CHECKED]
        checked = [item for item in known if item.asks != "informs"] or known
        if not checked or any(item.standing is Standing.APPLIES for item in checked):
            return Standing.APPLIES if checked else Standing.NOT_CHECKED
        return checked[0].standing

    @property
    def applies_from(self) -> date | None:
        """The first day from which an adopted item applies; None where none was read."""
        adopted = self.standing(Standing.APPLIES, Standing.LATER)
        asking = [item for item in adopted if item.asks != "informs"] or adopted
        return min((item.applies_from for item in asking if item.applies_from), default=None)

    @property
    def threshold(self) -> str:
        """Whom it is about, in short, as it was read."""
        return next((item.threshold for item in self.items if item.threshold and item.text), "")


def regimes(reference: Reference, as_of: date) -> tuple[Regime, ...]:
    """Every regime with what was known of it on the day; what came later is left out, and so are empty regimes."""
    found: dict[str, list[Item]] = {}
    for item in reference.once(_items):
        if (known := _on(item, as_of)) is not None:
            found.setdefault(item.regime, []).append(known)
    return tuple(
        Regime(row["id"], row["instrument"], row["jurisdiction"], tuple(found[row["id"]]))
        for row in reference.table(TABLE)
        if row["id"] in found
    )


def regime(reference: Reference, wanted: str, as_of: date) -> Regime:
    """The regime with this id, in any case of letters.

    Raises:
        InputError: there is none on the day; the hint lists the ids.
    """
    known = regimes(reference, as_of)
    for one in known:
        if one.id.casefold() == wanted.strip().casefold():
            return one
    ids = ", ".join(one.id for one in known)
    if any(row["id"].casefold() == wanted.strip().casefold() for row in reference.table(TABLE)):
        raise InputError(f"nothing was known of the regime '{wanted}' on {as_of}", hint=f"On that day: {ids}.")
    raise InputError(f"no regime '{wanted}'", hint=f"Regimes are {ids}.")


def questions(reference: Reference) -> Mapping[str, str]:
    """Id → question, in the order of the table. One answer serves every regime that asks the question."""
    return reference.once(_questions)


def _questions(reference: Reference) -> Mapping[str, str]:
    return {row["id"]: row["question"] for row in reference.table(TABLE, "regime_questions")}


def _on(item: Item, as_of: date) -> Item | None:
    """The item on a day; None where it was not known then."""
    if item.known_from and item.known_from > as_of:
        return None
    if item.standing is not Standing.APPLIES or item.applies_from is None or item.applies_from <= as_of:
        return item
    if item.asks == "guidance" or item.basis == "guidance":
        return None
    return Item(**{**{name: getattr(item, name) for name in Item.__slots__}, "standing": Standing.LATER})


_STANDING = {"adopted": Standing.APPLIES, "proposed": Standing.PROPOSED, "in doubt": Standing.IN_DOUBT}


def _items(reference: Reference) -> tuple[Item, ...]:
    table = reference.table(TABLE, "regime_items")

    def item(row: Row) -> Item:
        checked = row["basis"] != "not checked"
        return Item(
            id=row["id"],
            regime=row["regime"],
            text=row["text"] if checked else "",
            article=row["article"] if checked else "",
            basis=cast("Literal['statute', 'guidance', 'secondary', 'not checked']", row["basis"]),
            asks=cast("Literal['must', 'may', 'guidance', 'informs']", row["asks"]),
            standing=_STANDING[row["standing"]] if checked else Standing.NOT_CHECKED,
            known_from=day(row["known_from"]),
            applies_from=day(row["applies_from"]),
            since=row["applies_from"],
            known_since=row["known_from"],
            threshold=row["threshold"] if checked else "",
            answers=parts(row["answers"]),
            questions=parts(row["questions"]),
            unsupported=row["unsupported"],
            citation=table.cite(row),
        )

    return each(table, item)
