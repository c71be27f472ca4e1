"""The list index: supplier names and identifiers looked up among listed entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from supplychain_risk.memory import no_garbage_collection
from supplychain_risk.naming.addresses import is_same_address
from supplychain_risk.naming.bounds import Traits
from supplychain_risk.naming.comparison import Evidence, Kinship, Setting, Verdict, are_two_countries
from supplychain_risk.naming.inside import Role
from supplychain_risk.naming.names import CompanyName, NameReader
from supplychain_risk.naming.pairs import Pair, PairComparer
from supplychain_risk.naming.places import PlaceCodes
from supplychain_risk.naming.sentences import why
from supplychain_risk.naming.workers import spread
from supplychain_risk.screening.candidates import Candidates
from supplychain_risk.screening.identifiers import Key, Relation, compare_identifiers, identifier_keys

if TYPE_CHECKING:
    from supplychain_risk.domain import CellRef, Identifier
    from supplychain_risk.policy import ScreeningPolicy
    from supplychain_risk.reference.entities import ListedEntity
    from supplychain_risk.reference.names import ListedRelation


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
    cells: tuple[CellRef, ...] = ()
    """Cells of the identifier that decided."""
    relation: ListedRelation | None = None
    """The source that names the company as an affiliate of the entity, where that is what agrees."""
    other_form: bool = False
    """Whether the names are equal but for the legal form."""

    @property
    def is_by_identifier(self) -> bool:
        """Whether an identifier decided, and not the name."""
        return any(piece.what == "identifier" and piece.bits > 0 for piece in self.evidence)


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """A name of an entity; names that differ in the legal form alone are one entry, each form with its text."""

    text: str
    entity: ListedEntity
    setting: Setting
    by_forms: Mapping[tuple[str, ...], str]

    in_han: frozenset[tuple[str, str]] = frozenset()
    """How the brands of the entity's names in Han are read, and the brands, where this is a name in letters."""
    relation: ListedRelation | None = None
    """Why it is an affiliate of the entity, where it is the name of one."""

    def is_of_another_in_han(self, name: CompanyName) -> bool:
        """Whether the list has other characters for what a name in Han is read as: 恰恰 is not 洽洽, but Chacha is."""
        alike = {han for spelling, han in self.in_han if spelling in name.spellings}
        return bool(alike) and "".join(name.brand) not in alike

    def text_with(self, forms: tuple[str, ...]) -> str:
        """The name with these legal forms, or else the first."""
        return self.by_forms.get(forms, self.text)


class ListIndex:
    """Listed entities by every comparable form of their names."""

    @no_garbage_collection()
    def __init__(self, entities: Iterable[ListedEntity], reader: NameReader, policy: ScreeningPolicy) -> None:
        listed = tuple(entities)
        self._reader = reader
        self._policy = policy
        self._places = PlaceCodes(reader.vocabulary)
        aliases = brand_aliases(listed, reader)
        self._pairs = PairComparer(reader, policy, aliases)
        self._candidates = Candidates(reader, self._pairs.word_bits)
        self._bounds = self._pairs.bounds
        self._entries: list[_Entry] = []
        """By the numbers of the candidates; an entry has one for its text and one for each name inside it."""
        self._names: list[CompanyName] = []
        self._first_words: set[str] = set()
        self._traits: dict[int, Traits] = {}
        self._seen: dict[tuple[str, str | None, frozenset[str]], tuple[Match, ...]] = {}
        self._may_match: Callable[[str, str | None, tuple[str, ...]], bool] | None = None
        self._listed = listed
        self._of_country = lru_cache(maxsize=_COUNTRIES)(Setting)
        self._by_identifier: dict[Key, list[int]] = {}
        for number, entity in enumerate(listed):
            for scheme, value in entity.identifiers:
                for key in identifier_keys(scheme, value, entity.country or None):
                    self._by_identifier.setdefault(key, []).append(number)
            setting = Setting(entity.country or None, self._places.of(entity.province, entity.location))
            own = reader.read(entity.name).core
            by_core: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
            for text in dict.fromkeys((entity.name, *entity.aliases, entity.name_zh)):
                name = reader.read(text)
                if name.core:
                    by_core.setdefault(name.core, {}).setdefault(name.forms, text)
            in_han = frozenset(
                (spelling, "".join(name.brand))
                for core, by_forms in by_core.items()
                if not core[0].isascii() and (name := reader.read(next(iter(by_forms.values())))).is_han
                for spelling in name.spellings[:1]
            )
            for core, by_forms in by_core.items():
                first = next(iter(by_forms.values()))
                # an order names the members of a group wherever they are; the row has the group's country
                is_member = entity.names_members and core != own
                read = in_han if core[0].isascii() else frozenset[tuple[str, str]]()
                self._add(_Entry(first, entity, Setting() if is_member else setting, by_forms, read), aliases)
            for relation in entity.affiliates:
                text = relation.child
                self._add(_Entry(text, entity, Setting(), {reader.read(text).forms: text}, relation=relation), aliases)
        self._kept = reader.kept()

    def __reduce__(self) -> tuple[type[ListIndex], tuple[object, ...]]:
        """Pickled as what it was built over; it is built again where it is unpickled."""
        return ListIndex, (self._listed, self._reader, self._policy)

    def knowing(self, may_match: Callable[[str, str | None, tuple[str, ...]], bool]) -> ListIndex:
        """The same index for names that were looked up before, which spares looking most of them up again.

        `may_match` takes a name, a country and places, as `match` does; False says that they agree with no entity.
        """
        other = copy(self)
        other._may_match = may_match
        return other

    def _add(self, entry: _Entry, aliases: Mapping[str, frozenset[str]]) -> None:
        inside = (p.text for p in self._reader.others(entry.text) if p.role is not Role.ONE_OF_SEVERAL)
        for text in (entry.text, *inside):
            name = self._reader.read(text)
            self._candidates.add(name, {a for s in name.spellings for a in aliases.get(s, ())})
            self._entries.append(entry)
            self._names.append(name)
            self._first_words.update(name.words[:1])

    def match(self, name: str, country: str | None = None, places: Sequence[str] = ()) -> tuple[Match, ...]:
        """Entities that agree with the name, best first; one match per entity.

        `country` is ISO 3166-1 alpha-2. The same full name in another country than the list's is a potential match.
        `places` are names of the supplier's region and city; what is in no table is passed over.
        """
        if self._may_match is not None and not self._may_match(name, country, tuple(places)):
            return ()
        setting = Setting(country, self._places.of(*places)) if places else self._of_country(country)
        key = (name, country, setting.places)
        seen = self._seen.get(key)
        if seen is None:
            if len(self._seen) >= _MOST_SEEN:  # a process that asks for ever must not grow for ever
                self._seen.clear()
                self._reader.forget(self._kept)
            found = list(self._look_up(name, setting))
            seen = self._seen[key] = _ranked(_best(found)) if found else ()
        return seen

    def match_supplier(
        self,
        names: Sequence[str],
        country: str | None = None,
        *,
        places: Sequence[str] = (),
        identifiers: Sequence[Identifier] = (),
        addresses: Sequence[str] = (),
    ) -> tuple[Match, ...]:
        """The best match per entity, by identifier first and by name; addresses and identifiers speak for or against.

        A shared identifier makes a match listed, whatever the name. A different identifier of one kind and country
        speaks against a match by name: full-name equality is then a potential match.
        """
        by_name = self.match_all(names, country, places)
        if not by_name and not identifiers:
            return ()
        found = {_mark(m): m for m in by_name}
        for mark, match in list(found.items()):
            weighed = self._weighed(match, country, identifiers, addresses)
            if weighed is None:
                del found[mark]
            else:
                found[mark] = weighed
        for entity in self._sharing(identifiers, country):
            evidence = compare_identifiers(identifiers, country, entity)
            if evidence.relation is Relation.SHARED:
                piece = Evidence(
                    "identifier", evidence.own.value if evidence.own else "", evidence.listed, "the same", IDENTITY_BITS
                )
                cells = evidence.own.cells if evidence.own else ()
                match = Match(entity, Outcome.LISTED, 1.0, names[0], entity.name, evidence.why, (piece,), cells)
                found[_mark(match)] = match
        return _ranked(found.values())

    def _sharing(self, identifiers: Sequence[Identifier], country: str | None) -> Iterator[ListedEntity]:
        """Entities that may share an identifier, each once, in the order of the lists."""
        keys = {key for i in identifiers for key in identifier_keys(i.scheme, i.value, country)}
        numbers = sorted({number for key in keys for number in self._by_identifier.get(key, ())})
        yield from (self._listed[number] for number in numbers)

    def _weighed(
        self, match: Match, country: str | None, identifiers: Sequence[Identifier], addresses: Sequence[str]
    ) -> Match | None:
        """A match by name with what identifiers and addresses say; None where they leave nothing of it."""
        pieces = list(match.evidence)
        said: list[str] = []
        conflict = compare_identifiers(identifiers, country, match.entity)
        if conflict.relation is Relation.CONFLICTING:
            own = conflict.own.value if conflict.own else ""
            bits = self._policy.identifier_conflict.value
            pieces.append(Evidence("identifier", own, conflict.listed, "two identifiers", bits))
            said.append(conflict.why)
        pairs = ((one, other) for one in addresses for other in match.entity.addresses)
        same = next(((one, other) for one, other in pairs if is_same_address(one, other)), None)
        if same:
            pieces.append(Evidence("address", *same, "the same", self._policy.address_agrees.value))
            said.append("The addresses agree.")
        if not said:
            return match
        verdict = self._pairs.weighed(match.outcome is not Outcome.FAMILY, pieces)
        if match.outcome is not Outcome.LISTED and verdict.kinship is Kinship.DIFFERENT:
            return None
        outcome, score = match.outcome, verdict.score
        if match.outcome is Outcome.LISTED:
            against = conflict.relation is Relation.CONFLICTING
            outcome = Outcome.POTENTIAL if against else Outcome.LISTED
            score = min(score, self._policy.same_name_other_country.value) if against else 1.0
        return replace(match, outcome=outcome, score=score, why=" ".join((match.why, *said)), evidence=tuple(pieces))

    @no_garbage_collection()
    def match_many(self, names: Iterable[tuple[str, str | None]], *, workers: int = 1) -> list[tuple[Match, ...]]:
        """`match` for many (name, country) pairs, in their order; distinct pairs are looked up once.

        With more than one worker the distinct pairs are shared out to forked processes where the system can fork, so
        that the index need not be built again; elsewhere one process does all. The answers are the same.
        """
        asked = list(names)
        distinct = list(dict.fromkeys(asked))
        found = spread(self._match_each, distinct, workers)
        answers = dict(zip(distinct, found, strict=True))
        return [answers[pair] for pair in asked]

    def _match_each(self, pairs: Sequence[tuple[str, str | None]]) -> list[tuple[Match, ...]]:
        answers = []
        kept = self._reader.kept()
        for at, (name, country) in enumerate(pairs, start=1):
            setting = Setting(country)
            answers.append(_ranked(_best(self._look_up(name, setting))))
            if at % _FORGET_AFTER == 0:
                self._reader.forget(kept)
        self._reader.forget(kept)
        return answers

    def match_all(
        self, names: Sequence[str], country: str | None = None, places: Sequence[str] = ()
    ) -> tuple[Match, ...]:
        """The best match per entity over several names of one supplier."""
        found = [match for name in names for match in self.match(name, country, places)]
        return _ranked(_best(found)) if found else ()

    def _look_up(self, text: str, setting: Setting) -> Iterator[Match]:
        name = self._reader.read(text)
        if not name.core:
            return
        numbers = self._worth_comparing(name, setting)
        others = self._reader.others(text)
        if not numbers and not others:
            return
        for part in others:
            if part.role is not Role.ONE_OF_SEVERAL:
                numbers |= self._worth_comparing(self._reader.read(part.text), setting)
            elif not part.first or part.first in self._first_words:
                one = self._reader.read(part.text)
                numbers |= self._worth_comparing(one, setting) if one.is_han_in_full else self._candidates.same(one)
        possible: list[tuple[tuple[str, ...], Match]] = []
        with_lost: list[Match] = []
        for entry in dict.fromkeys(self._entries[number] for number in sorted(numbers)):
            if name.is_han and entry.is_of_another_in_han(name):
                continue
            pair = self._pairs.compare(text, entry.text, setting, entry.setting, in_full=False)
            if pair.verdict.kinship is Kinship.DIFFERENT and entry.entity.is_group and setting.country:
                # families have members abroad: another country never takes away a match with one
                abroad = self._pairs.compare(text, entry.text, Setting(), Setting(), in_full=False)
                trade = next((piece for piece in abroad.verdict.evidence if piece.what == "trade"), None)
                is_of_trade = trade is None or trade.bits > 0.0
                pair = abroad if abroad.verdict.kinship is Kinship.FAMILY and is_of_trade else pair
            if pair.verdict.kinship is not Kinship.DIFFERENT:
                found = self._match(text, pair, entry, setting)
                if found is None:
                    continue
                if found.outcome is not Outcome.FAMILY:
                    possible.append((self._reader.read(pair.other).spellings[:1], found))
                if pair.verdict.sign_lost:
                    with_lost.append(found)
                else:
                    yield found
        # with a sign lost, a name is told only where the rest leaves one listed company
        if with_lost and _are_of_one_company(possible):
            yield from (found for found in with_lost if found.outcome is Outcome.POTENTIAL)

    def _worth_comparing(self, name: CompanyName, setting: Setting) -> set[int]:
        alike, sharing, near, near_by_word = self._candidates.find(name)
        if not (sharing or near or near_by_word):
            return alike
        own = self._bounds.traits(name, setting.places)
        found = alike
        for number in sharing:
            if not self._bounds.are_apart(own, self._traits_of(number)):
                found.add(number)
        for numbers, by_word in ((near, False), (near_by_word, True)):
            for number in numbers:
                entry = self._entries[number]
                two = not entry.entity.is_group and are_two_countries(setting.country, entry.setting.country)
                theirs = self._traits_of(number)
                if not self._bounds.is_hopeless_with_a_slip(own, theirs, two_countries=two, by_word=by_word):
                    found.add(number)
        return found

    def _traits_of(self, number: int) -> Traits:
        """The traits of a listed name; worked out once."""
        found = self._traits.get(number)
        if found is None:
            setting = self._entries[number].setting
            found = self._traits[number] = self._bounds.traits(self._names[number], setting.places)
        return found

    def _match(self, text: str, pair: Pair, entry: _Entry, setting: Setting) -> Match | None:
        part, verdict = pair.one, pair.verdict
        outcome = self._outcome(part, entry, verdict, setting)
        if outcome is Outcome.NONE:
            return None
        cap = self._policy.family_cap if outcome is Outcome.FAMILY else self._policy.potential_cap
        score = 1.0 if outcome is Outcome.LISTED else min(verdict.score, cap.value)
        listed = entry.text_with(self._reader.read(part).forms)
        said = why(text, pair, listed, entry.entity.name)
        if entry.relation:
            said = f"'{text}' is the name of a company that a source names as an affiliate: {entry.relation.evidence}"
        form = verdict.other_form
        return Match(
            entry.entity, outcome, score, text, listed, said, verdict.evidence, other_form=form, relation=entry.relation
        )

    def _outcome(self, part: str, entry: _Entry, verdict: Verdict, setting: Setting) -> Outcome:
        name = self._reader.read(part)
        if entry.relation:
            return Outcome.FAMILY if verdict.kinship is Kinship.EQUAL else Outcome.NONE
        short = entry.text_with(name.forms) in entry.entity.exact_only
        if verdict.kinship is Kinship.EQUAL:
            is_bare = len(name.core) == 1 and not name.is_han and name.forms not in entry.by_forms
            known = setting.country is not None and setting.country == entry.entity.country
            return Outcome.POTENTIAL if short or (is_bare and not known) else Outcome.LISTED
        listed = self._reader.read(entry.text)
        if short and listed.is_han_in_full and _begins_with(name.compact, listed.compact):
            return Outcome.FAMILY  # 骆驼集团二厂 of 骆驼集团股份有限公司: all of its name but the form stands in front
        if short:
            # "XPCC, 8th Division": the entry reaches its parts, and no other company calls itself so
            is_part = bool(entry.entity.open_ended) and all(piece.what != "country" for piece in verdict.evidence)
            return Outcome.FAMILY if is_part else Outcome.NONE
        return Outcome.POTENTIAL if verdict.kinship is Kinship.SAME else Outcome.FAMILY


def _begins_with(name: str, listed: str) -> bool:
    """Whether a name in Han begins with a listed one, both without legal forms, that is long enough to tell it."""
    return len(listed) >= _SHORTEST_HAN_BEGINNING and name.removeprefix(_CHINA_BEFORE).startswith(listed)


def brand_aliases(entities: Iterable[ListedEntity], reader: NameReader) -> Mapping[str, frozenset[str]]:
    """Spelling of a brand → other brands that a list gives to the same entity (Hoshine, Hesheng)."""
    found: dict[str, set[str]] = {}
    for entity in entities:
        short = set(entity.exact_only)
        names = [reader.read(n) for n in (entity.name, *entity.aliases, entity.name_zh) if n and n not in short]
        brands = dict.fromkeys(name.spellings for name in names if _has_one_brand(name))
        for one, other in permutations(brands, 2):
            for spelling in one:
                found.setdefault(spelling, set()).update(set(other) - set(one))
    return {spelling: frozenset(others) for spelling, others in found.items()}


def _has_one_brand(name: CompanyName) -> bool:
    """Whether a name has a brand long enough to stand for its entity elsewhere: an alias "JWD" is none."""
    return any(len(spelling) >= _SHORTEST_ALIAS for spelling in name.spellings)


_SHORTEST_ALIAS = 4
_COUNTRIES = 512
"""Countries of which the setting without places is kept."""
_MOST_SEEN = 1 << 14
"""Answers of single look-ups that are kept."""
_SHORTEST_HAN_BEGINNING = 4
_CHINA_BEFORE = "中国"
"""What may stand before a Chinese name and says nothing of another company."""
_FORGET_AFTER = 500
"""Names after which what was read of them is given back, in a look-up of many."""
IDENTITY_BITS = 60.0
"""What a shared identifier weighs: more than any name."""


def _are_of_one_company(matches: Sequence[tuple[tuple[str, ...], Match]]) -> bool:
    """Whether matches, each with the brand of the listed name, are of one entity or of entities that share a brand."""
    known: set[tuple[str, ...]] = set()
    left = [({brand, _mark(match)}) for brand, match in matches]
    while left:
        joined = [marks for marks in left if not known or not known.isdisjoint(marks)]
        if not joined:
            return False
        known.update(*(joined if known else joined[:1]))
        left = [marks for marks in left if not known >= marks]
    return True


def _mark(match: Match) -> tuple[str, str]:
    return match.entity.dataset, match.entity.entity_id


def _best(matches: Iterable[Match]) -> Iterable[Match]:
    """Of several matches of one entity the one that says most."""
    best: dict[tuple[str, str], Match] = {}
    for found in matches:
        mark = _mark(found)
        if mark not in best or (_RANK[found.outcome], found.score) > (_RANK[best[mark].outcome], best[mark].score):
            best[mark] = found
    return best.values()


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Best first. Where a name is that of an entry, other entries of the list that it merely resembles are left out.

    They are sisters with names of their own on the same list; entries that reach further ("and subsidiaries") stay.
    """
    every = list(matches)
    if not every:
        return ()
    settled = {m.entity.dataset for m in every if m.outcome is Outcome.LISTED}
    kept = [m for m in every if m.outcome is Outcome.LISTED or m.entity.dataset not in settled or m.entity.open_ended]
    order = sorted(kept, key=lambda m: (-_RANK[m.outcome], -m.score, m.entity.dataset, m.entity.entity_id))
    return tuple(order)
