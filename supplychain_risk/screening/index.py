"""The list index: supplier names and identifiers looked up among listed entities.

Each distinct name costs three dictionary look-ups, whatever the length of the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from supplychain_risk.screening.names import Agreement, CompanyName, NameReader, agreement

if TYPE_CHECKING:
    from supplychain_risk.policy import ScreeningPolicy
    from supplychain_risk.reference.entities import ListedEntity

_SAME_CUSTOMS_HOME = frozenset({"CN", "HK", "MO"})
"""The lists give no country for most entities; groups listed with China are registered in Hong Kong and Macau too."""


_SHORTEST_PART = 5
"""Letters a part of a name must have to be looked up by itself; "Da Wang / Lee" must not find a vessel."""


class Outcome(StrEnum):
    """What a comparison comes to."""

    LISTED = "listed"
    """Full-name or alias equality, and the country does not speak against it."""
    POTENTIAL = "potential match"
    """Close enough that a person must decide."""
    NONE = "no match"


@dataclass(frozen=True, slots=True)
class Match:
    """A supplier name and a listed entity that agree: score 0 to 1, what was compared, and why, in a sentence."""

    entity: ListedEntity
    outcome: Outcome
    score: float
    name: str
    listed_name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Entry:
    name: CompanyName
    entity: ListedEntity
    is_alias: bool


class ListIndex:
    """Listed entities by every comparable form of their names."""

    def __init__(self, entities: Iterable[ListedEntity], reader: NameReader, policy: ScreeningPolicy) -> None:
        self._reader = reader
        self._policy = policy
        self._by_core: dict[str, list[_Entry]] = {}
        self._by_compact: dict[str, list[_Entry]] = {}
        self._by_bag: dict[str, list[_Entry]] = {}
        self._seen: dict[tuple[str, str | None], tuple[Match, ...]] = {}
        for entity in entities:
            for name in dict.fromkeys((entity.name, *entity.aliases, entity.name_zh)):
                if name:
                    self._add(_Entry(reader.read(name), entity, is_alias=name != entity.name))

    def _add(self, entry: _Entry) -> None:
        self._by_core.setdefault(" ".join(entry.name.core), []).append(entry)
        self._by_compact.setdefault(entry.name.compact, []).append(entry)
        self._by_bag.setdefault(entry.name.bag, []).append(entry)

    def match(self, name: str, country: str | None = None) -> tuple[Match, ...]:
        """Entities that agree with the name, best first; one match per entity.

        `country` is ISO 3166-1 alpha-2. The same full name in another country than the list's is a potential match.
        """
        seen = self._seen.get((name, country))
        if seen is None:
            seen = self._seen[(name, country)] = self._look_up(name, country)
        return seen

    def match_all(self, names: Sequence[str], country: str | None = None) -> tuple[Match, ...]:
        """The best match per entity over several names of one supplier."""
        best: dict[tuple[str, str], Match] = {}
        for name in names:
            for found in self.match(name, country):
                mark = (found.entity.dataset, found.entity.entity_id)
                if mark not in best or found.score > best[mark].score:
                    best[mark] = found
        return _ranked(best.values())

    def _look_up(self, text: str, country: str | None) -> tuple[Match, ...]:
        name = self._reader.read(text)
        if not name.core:
            return ()
        entries = [
            *self._by_core.get(" ".join(name.core), ()),
            *self._by_compact.get(name.compact, ()),
            *self._by_bag.get(name.bag, ()),
        ]
        best: dict[tuple[str, str], Match] = {}
        for found in (*self._judged(name, entries, country), *self._within(text, country)):
            mark = (found.entity.dataset, found.entity.entity_id)
            if mark not in best or found.score > best[mark].score:
                best[mark] = found
        return _ranked(best.values())

    def _judged(self, name: CompanyName, entries: Iterable[_Entry], country: str | None) -> Iterator[Match]:
        for entry in entries:
            found = self._judge(name, entry, country)
            if found:
                yield found

    def _within(self, text: str, country: str | None) -> Iterator[Match]:
        """Potential matches of parts of a name: before brackets, between slashes and dashes, up to the legal form."""
        for part in self._reader.parts(text):
            name = self._reader.read(part)
            if len(name.compact) < _SHORTEST_PART:
                continue
            for found in self._judged(name, self._by_core.get(" ".join(name.core), ()), country):
                if found.listed_name in found.entity.exact_only:
                    continue
                score = round(found.score * self._policy.name_with_addition.value, 4)
                as_if_whole = f"'{part}' is "
                why = f"'{text}' contains '{part}', {found.why.removeprefix(as_if_whole)}"
                yield replace(found, outcome=Outcome.POTENTIAL, score=score, name=text, why=why)

    def _judge(self, name: CompanyName, entry: _Entry, country: str | None) -> Match | None:
        how = agreement(name, entry.name)
        entity, listed = entry.entity, entry.name.text
        what = "an alias of" if entry.is_alias else "the listed name of"
        if listed in entity.exact_only and how is not Agreement.EQUAL:
            return None
        elsewhere = _elsewhere(country, entity.country)
        if how is Agreement.EQUAL and not elsewhere and listed not in entity.exact_only:
            return Match(entity, Outcome.LISTED, 1.0, name.text, listed, f"'{name.text}' is {what} '{entity.name}'.")
        score = {
            Agreement.EQUAL: 1.0 if elsewhere else self._policy.name_without_legal_form.value,
            Agreement.CORE: self._policy.name_without_legal_form.value,
            Agreement.WORDS: self._policy.same_words_other_order.value,
            Agreement.NONE: 0.0,
        }[how]
        if not score:
            return None
        why = f"'{name.text}' and '{listed}', {what} '{entity.name}', are {_IN_WORDS[how]}"
        if how is Agreement.EQUAL and not elsewhere:
            why += ", but the name is so short that others may bear it"
        if elsewhere:
            score *= self._policy.same_name_other_country.value
            why += f"; the list points to {entity.country}, the sheet to {country}"
        return Match(entity, Outcome.POTENTIAL, round(score, 4), name.text, listed, why + ".")


_IN_WORDS = {
    Agreement.EQUAL: "the same",
    Agreement.CORE: "the same but for the legal form",
    Agreement.WORDS: "the same words in another order, or joined and split differently",
    Agreement.NONE: "different",
}


def _elsewhere(country: str | None, listed: str | None) -> bool:
    if not country or not listed or country == listed:
        return False
    return not {country, listed} <= _SAME_CUSTOMS_HOME


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=lambda m: (-m.score, m.entity.dataset, m.entity.entity_id)))
