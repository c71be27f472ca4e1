"""What a column is, by evidence in bits: the heading proposes, the values speak for or against.

Every candidate (what the heading says, what else such a heading may mean, what the values alone look like) is weighed
with the named weights of `weights.toml`; the best one that has enough is taken. Its lead over the next best is the
column's margin, and what spoke for it travels along, so that a reader can see why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import EVERYDAY, Meaning
from supplychain_risk.intake.weights import bits
from supplychain_risk.resolve.answers import asks_for_a_control

_NAMES = ("name", "buyer", "parent", "other_name", "supplier_ref")
_AMOUNTS = ("spend", "share", "quantity", "parent_share")
_QUESTION = re.compile(
    r"[?？]|^(?:\W*\w{1,3}[.)] )?(?:does|do|has|have|is|are|did) (?:your|the|you|this|there)\b", re.IGNORECASE
)
_YES_OR_NO = re.compile(r"\b(?:y(?:es)?|t(?:rue)?) ?/ ?(?:n(?:o)?|f(?:alse)?)\b", re.IGNORECASE)
_ISO_NUMBERS = re.compile(r"\bISO\b|numeric|3166|\bM49\b", re.IGNORECASE)

_MOST = 0.6
"""Share of values from which on a look says something of the column."""
Piece = tuple[str, float]
"""What was seen, in words, and the bits it counts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a column may be, with what speaks for and against it."""

    meaning: Meaning
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> float:
        """All its bits."""
        return sum(count for _, count in self.pieces)


def decided(column: Column, *, has_country: bool = False) -> Column:
    """The column with the meaning its evidence gives it, and without one where none has enough.

    `has_country`: whether another column is the country's; "Xinjiang" is also written where a country belongs.
    """
    if not column.sample:
        return column
    if column.meaning is None:
        return _place(_question(column))
    found = sorted(_candidates(column, has_country=has_country), key=lambda c: -c.total)
    best = found[0]
    if best.total < bits("choice.least"):
        return replace(column, meaning=None, second=best.meaning.field, evidence=best.pieces, margin=-best.total)
    other = next((c for c in found[1:] if c.meaning.field != best.meaning.field), None)
    runner_up = max(other.total if other else 0.0, 0.0)
    second = other.meaning.field if other and other.total > 0 else ""
    return replace(column, meaning=best.meaning, margin=best.total - runner_up, evidence=best.pieces, second=second)


def _question(column: Column) -> Column:
    """A heading that we do not know and that asks something of the supplier, over answers."""
    asks = _QUESTION.search(column.heading) or (
        _YES_OR_NO.search(column.heading) and asks_for_a_control(column.heading)
    )
    if asks and column.looks.answers >= 0.8:
        return replace(column, meaning=Meaning("due_diligence", "question", 0.5, "a question"))
    return column


def _place(column: Column) -> Column:
    """A heading that we do not know over texts that end with a country: "CM location", "Dónde está"."""
    if column.meaning is not None or column.of_others or column.looks.ends < _MOST or column.looks.companies > 0.2:
        return column
    pieces = ((f"{column.looks.ends:.0%} of its values end with a country", bits("values.address.ends")),)
    meaning = Meaning("address", "values", 0.5, "values end with countries")
    return replace(column, meaning=meaning, evidence=pieces, margin=bits("values.address.ends"))


def _candidates(column: Column, *, has_country: bool) -> Iterator[Candidate]:
    meaning = column.meaning
    if meaning is None:
        return
    heading = list(_of_heading(column, meaning))
    yield Candidate(meaning, (*heading, *_of_values(column, meaning, has_country=has_country)))
    for other, why in _also(column, meaning):
        pieces = (*heading, (f"read as {other.field} instead", bits(why)))
        yield Candidate(other, (*pieces, *_of_values(column, other, has_country=has_country)))


def _of_heading(column: Column, meaning: Meaning) -> Iterator[Piece]:
    yield f"its heading '{column.heading}' ({meaning.rule})", bits("heading.weight") * meaning.weight
    if meaning.sense in ("weak", "plain"):
        yield "a word of several meanings", bits(f"heading.{meaning.sense}")


def _also(column: Column, meaning: Meaning) -> Iterator[tuple[Meaning, str]]:
    """What else a heading may mean, and the weight of that."""
    if (meaning.field, meaning.sense) in (("country", "weak"), ("name", "site")):
        yield Meaning("address", "", 0.5, "places"), "also.address"
    elif meaning.field in ("city", "address") or (meaning.field == "region" and meaning.sense == "weak"):
        yield Meaning("country", "values", 0.6, "values are countries"), "also.country"
    elif meaning.field == "tier" and meaning.sense == "weak":
        yield Meaning("level", "weak", meaning.weight, meaning.rule), "also.level"


Weigh = Callable[[Column, Meaning, bool], Iterator[Piece]]


def _of_values(column: Column, meaning: Meaning, *, has_country: bool) -> Iterator[Piece]:
    weigh = _WEIGHERS.get(meaning.field)
    if weigh is not None:
        yield from weigh(column, meaning, has_country)
    elif meaning.field in ("sector", "commodity"):
        yield from _words(column, meaning, has_country)


def _name(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    looks = column.looks
    if looks.ticks == 1.0 or looks.counts or looks.nobody > 0.8 or (column.tier is not None and looks.numbers > 0.8):
        yield "ticks, dates, numbers or mails name nobody", bits("values.name.nobody")
    if column.all_countries:
        yield "its values are countries", bits("values.name.countries")
    if looks.numbers > 0.8 and meaning.weight <= 0.6:
        yield "its values are numbers", bits("values.name.numbers")
    # branches are called after their country ("Nike Vietnam"); beside a column of countries that is no address, nor is
    # it under "Supplier", which heads no places ("Alder Mills (India)")
    is_of_vendors = has_country or (meaning.sense == "vendor" and meaning.weight == 1.0)
    if looks.ends >= _MOST and (meaning.sense in ("site", "plain") or not is_of_vendors):
        yield f"{looks.ends:.0%} of its values end with a country", bits("values.name.ends") * looks.ends
    if looks.companies:
        yield f"{looks.companies:.0%} of its values bear a legal form", bits("values.name.companies") * looks.companies


def _country(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    looks = column.looks
    coded = _ISO_NUMBERS.search(column.heading) and all(re.fullmatch(r"\d{1,3}", text) for text in column.sample)
    if looks.numbers > 0.8 and not coded:
        yield "its values are numbers", bits("values.country.numbers")
    yield f"{looks.countries:.0%} of its values are countries", bits("values.country.countries") * looks.countries
    if meaning.sense == "weak" and looks.countries < 0.5:
        yield "most of its values are no country", bits("values.country.others") * (1 - looks.countries)
    if meaning.sense == "values" and not column.all_countries:
        yield "its values are not all countries", bits("values.country.numbers")
    if meaning.sense == "values" and has_country and column.field == "region":
        yield "another column is the country's", bits("values.country.numbers")


def _origin(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if meaning.sense == "weak":
        share = column.looks.countries
        yield f"{share:.0%} of its values are countries", bits("values.country.countries") * share
        if share == 0:
            yield "none of its values is a country", bits("values.country.numbers")


def _address(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if column.all_countries:
        yield "its values are countries", bits("values.address.countries")
    if column.looks.ends >= _MOST:
        yield (
            f"{column.looks.ends:.0%} of its values end with a country",
            bits("values.address.ends") * column.looks.ends,
        )
    if column.field == "country" and column.looks.numbers < 0.5:
        spread = 1.0 if column.looks.countries == 0 else column.looks.commas
        yield "its values read like places", bits("values.address.places") * spread


def _region(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if meaning.sense == "code" and column.looks.pairs < _MOST:
        yield "no codes of states", bits("values.region.others")
    if column.looks.world + column.looks.status > 0.5:
        yield "parts of the world, or the state of a record", bits("values.region.world")
    if column.all_countries and meaning.sense == "weak" and not has_country:
        yield "its values are countries", bits("values.region.countries")


def _amount(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    # "1.2m" is an amount that we cannot read: the column is used, and each such cell is told
    if column.looks.numbers < 0.5 and column.looks.meant_numbers < 0.5:
        yield "its values are no numbers", bits("values.amount.words")


def _tier(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if column.looks.digits == 0:
        yield "no value holds a number", bits("values.tier.none")
    if meaning.sense == "weak" and column.looks.long > 0:
        yield "values of more than eight characters", bits("values.tier.long")


def _words(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if meaning.weight <= 0.5 and column.looks.numbers > 0.8:
        yield "its values are numbers", bits("values.words.numbers")
    if meaning.field == "sector" and meaning.sense == "weak" and column.looks.status > 0.5:
        yield "its values tell the state of a record", bits("values.sector.status")


def _certificate(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if meaning.sense == "weak" and not column.looks.schemes:
        yield "its values name no known scheme", bits("values.certificate.unknown")


def _indicators(column: Column, meaning: Meaning, has_country: bool) -> Iterator[Piece]:
    if meaning.sense == EVERYDAY and column.looks.answers < 0.8:
        yield "an everyday word, and its values are no answers", bits("values.indicators.everyday")


_WEIGHERS: Mapping[str, Weigh] = {
    **dict.fromkeys(_NAMES, _name),
    **dict.fromkeys(_AMOUNTS, _amount),
    **dict.fromkeys(("tier", "level"), _tier),
    "country": _country,
    "origin": _origin,
    "address": _address,
    "city": _address,
    "region": _region,
    "certificate": _certificate,
    "indicators": _indicators,
}


def unheaded_names(columns: Sequence[Column]) -> Column | None:
    """The column of company names under a heading that we do not know, if one stands out; its evidence says why."""
    best: Column | None = None
    for column in columns:
        if column.meaning is not None or column.of_others or not column.sample or column.whose:
            continue
        looks = column.looks
        pieces: list[Piece] = [
            (f"{looks.companies:.0%} of its values bear a legal form", bits("values.name.companies") * looks.companies)
        ]
        if looks.places:
            pieces.append(("addresses", bits("values.name.places") * looks.places))
        if looks.sentences:
            pieces.append(("sentences", bits("values.name.sentences") * looks.sentences))
        if len(column.sample) < 0.2 * column.filled:
            pieces.append(("few different values", bits("values.name.alike")))
        total = sum(count for _, count in pieces)
        if total >= bits("choice.least") and (best is None or total > best.margin):
            meaning = Meaning("name", "plain", 0.5, "values bear legal forms")
            best = replace(column, meaning=meaning, margin=total, evidence=tuple(pieces))
    return best
