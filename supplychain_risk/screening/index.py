"""The list index: supplier names and identifiers looked up among listed entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from typing import TYPE_CHECKING

from supplychain_risk.screening.candidates import Candidates
from supplychain_risk.screening.comparison import Evidence, Kinship, Setting, Verdict
from supplychain_risk.screening.names import CompanyName, NameReader
from supplychain_risk.screening.pairs import PairComparer
from supplychain_risk.screening.places import PlaceCodes
from supplychain_risk.screening.sentences import why

if TYPE_CHECKING:
    from supplychain_risk.policy import ScreeningPolicy
    from supplychain_risk.reference.entities import ListedEntity


class Outcome(StrEnum):
    """What a comparison comes to."""

    LISTED = "listed"
    """Full-name or alias equality, or a shared identifier, and the country does not speak against it."""
    POTENTIAL = "potential match"
    """It may be the listed entity: close enough that a person must decide."""
    FAMILY = "possible family match"
    """It is not the listed entity by its name, but may belong with it: a branch, a subsidiary, a sister, its mother."""
    NONE = "no match"


_RANK = {Outcome.LISTED: 3, Outcome.POTENTIAL: 2, Outcome.FAMILY: 1, Outcome.NONE: 0}


@dataclass(frozen=True, slots=True)
class Match:
    """A supplier name and a listed entity that agree: score 0 to 1, what was compared, and why, in a sentence."""

    entity: ListedEntity
    outcome: Outcome
    score: float
    name: str
    listed_name: str
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    entity: ListedEntity
    setting: Setting


class ListIndex:
    """Listed entities by every comparable form of their names."""

    def __init__(self, entities: Iterable[ListedEntity], reader: NameReader, policy: ScreeningPolicy) -> None:
        listed = tuple(entities)
        self._reader = reader
        self._policy = policy
        self._places = PlaceCodes(reader.vocabulary)
        self._pairs = PairComparer(reader, policy, brand_aliases(listed, reader))
        self._candidates = Candidates(reader)
        self._entries: list[_Entry] = []
        self._seen: dict[tuple[str, str | None, frozenset[str]], tuple[Match, ...]] = {}
        for entity in listed:
            setting = Setting(entity.country or None, self._places.of(entity.province, entity.location))
            for name in dict.fromkeys((entity.name, *entity.aliases, entity.name_zh)):
                if name:
                    self._candidates.add(reader.read(name))
                    self._entries.append(_Entry(name, entity, setting))

    def match(self, name: str, country: str | None = None, places: Sequence[str] = ()) -> tuple[Match, ...]:
        """Entities that agree with the name, best first; one match per entity.

        `country` is ISO 3166-1 alpha-2. The same full name in another country than the list's is a potential match.
        `places` are names of the supplier's region and city; what is in no table is passed over.
        """
        setting = Setting(country, self._places.of(*places) if places else frozenset())
        key = (name, country, setting.places)
        seen = self._seen.get(key)
        if seen is None:
            seen = self._seen[key] = _ranked(_best(self._look_up(name, setting)))
        return seen

    def match_all(
        self, names: Sequence[str], country: str | None = None, places: Sequence[str] = ()
    ) -> tuple[Match, ...]:
        """The best match per entity over several names of one supplier."""
        return _ranked(_best(found for name in names for found in self.match(name, country, places)))

    def _look_up(self, text: str, setting: Setting) -> Iterator[Match]:
        name = self._reader.read(text)
        if not name.core:
            return
        numbers = set(self._candidates.find(name))
        for part in self._pairs.parts(text):
            numbers.update(self._candidates.find(self._reader.read(part)))
        for number in sorted(numbers):
            entry = self._entries[number]
            pair = self._pairs.compare(text, entry.text, setting, entry.setting)
            if pair.verdict.kinship is not Kinship.DIFFERENT:
                found = self._match(text, pair.one, entry, pair.verdict, setting)
                if found is not None:
                    yield found

    def _match(self, text: str, part: str, entry: _Entry, verdict: Verdict, setting: Setting) -> Match | None:
        outcome = self._outcome(part, entry, verdict, setting)
        if outcome is Outcome.NONE:
            return None
        score = 1.0 if outcome is Outcome.LISTED else min(verdict.score, self._policy.potential_cap.value)
        said = why(text, part, entry.text, entry.entity.name, outcome.value, verdict)
        return Match(entry.entity, outcome, score, text, entry.text, said, verdict.evidence)

    def _outcome(self, part: str, entry: _Entry, verdict: Verdict, setting: Setting) -> Outcome:
        short = entry.text in entry.entity.exact_only
        if verdict.kinship is Kinship.EQUAL:
            one, other = self._reader.read(part), self._reader.read(entry.text)
            is_bare = len(one.core) == 1 and not one.is_han and one.forms != other.forms
            known = setting.country is not None and setting.country == entry.entity.country
            return Outcome.POTENTIAL if short or (is_bare and not known) else Outcome.LISTED
        if short:
            return Outcome.NONE
        return Outcome.POTENTIAL if verdict.kinship is Kinship.SAME else Outcome.FAMILY


def brand_aliases(entities: Iterable[ListedEntity], reader: NameReader) -> Mapping[str, frozenset[str]]:
    """Spelling of a brand → other brands that a list gives to the same entity (Hoshine, Hesheng)."""
    found: dict[str, set[str]] = {}
    for entity in entities:
        short = set(entity.exact_only)
        names = [reader.read(n) for n in (entity.name, *entity.aliases, entity.name_zh) if n and n not in short]
        for one, other in permutations((name.spellings for name in names if _has_one_brand(name)), 2):
            for spelling in one:
                found.setdefault(spelling, set()).update(set(other) - set(one))
    return {spelling: frozenset(others) for spelling, others in found.items()}


def _has_one_brand(name: CompanyName) -> bool:
    """Whether a name has a brand long enough to stand for its entity elsewhere: an alias "JWD" is none."""
    return any(len(spelling) >= _SHORTEST_ALIAS for spelling in name.spellings)


_SHORTEST_ALIAS = 4


def _best(matches: Iterable[Match]) -> Iterable[Match]:
    """Of several matches of one entity the one that says most."""
    best: dict[tuple[str, str], Match] = {}
    for found in matches:
        mark = (found.entity.dataset, found.entity.entity_id)
        if mark not in best or (_RANK[found.outcome], found.score) > (_RANK[best[mark].outcome], best[mark].score):
            best[mark] = found
    return best.values()


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    order = sorted(matches, key=lambda m: (-_RANK[m.outcome], -m.score, m.entity.dataset, m.entity.entity_id))
    return tuple(order)
