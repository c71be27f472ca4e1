"""One-off look-ups without a workbook: a name against the lists, a name against a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import overload

from rapidfuzz import fuzz, utils
from rapidfuzz.distance import OSA

from supplychain_risk.dates import as_date
from supplychain_risk.errors import InputError
from supplychain_risk.naming.comparison import Evidence, Kinship, Setting, Verdict
from supplychain_risk.naming.names import CompanyName
from supplychain_risk.naming.sentences import compared
from supplychain_risk.naming.words import LONGEST_TEXT
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.reference.overview import newest_list
from supplychain_risk.reference.user_lists import UserList, entities_to_screen, newest_day, read_user_lists
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.resolve.named_country import named_country
from supplychain_risk.screening import ListIndex, Match, NameReader, PairComparer, brand_aliases

_OUTCOMES = {
    Kinship.EQUAL: "same name",
    Kinship.SAME: "possible",
    Kinship.FAMILY: "family",
    Kinship.DIFFERENT: "different",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two company names compared.

    `score` (0 to 1) says how likely both are names of one company; where they are different it only sorts. `outcome`
    is "same name", "possible", "family" or "different"; `why` is a sentence; `evidence` what was compared, with its
    weight in bits.
    """

    score: float
    outcome: str
    why: str
    evidence: tuple[Evidence, ...] = ()


Name = str | tuple[str, str]
"""A company name in any script, or a pair of one and its country (name or ISO code; "" where it is not known)."""


@overload
def match(  # type: ignore[overload-overlap]  # a text is an iterable, too; as a name it is one
    name: str,
    *,
    country: str = "",
    as_of: date | str | None = None,
    reference: Reference | None = None,
    policy: Policy | None = None,
    lists: Sequence[str | Path] = (),
) -> tuple[Match, ...]: ...


@overload
def match(
    name: Iterable[Name],
    *,
    country: str = "",
    as_of: date | str | None = None,
    reference: Reference | None = None,
    policy: Policy | None = None,
    lists: Sequence[str | Path] = (),
) -> list[tuple[Match, ...]]: ...


def match(
    name: str | Iterable[Name],
    *,
    country: str = "",
    as_of: date | str | None = None,
    reference: Reference | None = None,
    policy: Policy | None = None,
    lists: Sequence[str | Path] = (),
) -> tuple[Match, ...] | list[tuple[Match, ...]]:
    """Listed entities whose names agree with `name`, best first, each explained. No match is not a clearance.

    Given several names, a list with the answer for each, in their order (as `match_many`, which shares the work among
    processes).

    Args:
        name: a company name in any script, or several: names, or pairs of a name and its country.
        country: name or ISO code, of a name that comes without one; a different country than the list's makes a match
            potential.
        as_of: the day whose lists apply; by default the newest day the entity lists show.
        reference: the tables; the bundled ones by default.
        policy: what doubt about a name costs, and from which score a match is potential.
        lists: folders with lists of your own, as `reference import` writes them.

    Raises:
        InputError: a name has no letter or digit, a country is not recognized, or `as_of` is no date.
    """
    if isinstance(name, str):
        return match_many([(name, country)], as_of=as_of, reference=reference, policy=policy, lists=lists)[0]
    pairs = [(each, country) if isinstance(each, str) else (each[0], each[1] or country) for each in name]
    return match_many(pairs, as_of=as_of, reference=reference, policy=policy, lists=lists)


def match_many(
    names: Iterable[Name],
    *,
    as_of: date | str | None = None,
    reference: Reference | None = None,
    policy: Policy | None = None,
    lists: Sequence[str | Path] = (),
    workers: int = 1,
) -> list[tuple[Match, ...]]:
    """`match` for many names, in their order; distinct ones are looked up once.

    Args:
        names: company names in any script, or pairs of a name and a country (name or ISO code; "" where not known).
        as_of: as for `match`, and so are `reference`, `policy` and `lists`.
        workers: processes that share the work, where the system can fork. The answers are the same.

    Raises:
        InputError: a name has no letter or digit, a country is not recognized, or `as_of` is no date.
    """
    known = reference or Reference.bundled()
    asked: list[tuple[str, str | None]] = []
    for each in names:
        name, country = (each, "") if isinstance(each, str) else each
        _name_or_error(name)
        asked.append((name, _country_code(country, known) if country else None))
    return _index_of(known, policy, as_of, lists).match_many(asked, workers=workers)


def _name_or_error(name: str) -> None:
    if not any(map(str.isalnum, name)):
        what = f"'{name}' is no company name: it has no letter and no digit" if name.strip() else "the name is empty"
        raise InputError(what, hint="Give the company's name as it stands on its papers, in any script.")


def _index_of(
    reference: Reference, policy: Policy | None, as_of: date | str | None, lists: Sequence[str | Path]
) -> ListIndex:
    """The index of listed names; kept for as long as the same lists are asked for, by their content."""
    own = _lists_of(tuple(_state(Path(folder)) for folder in lists))
    day = as_date(as_of) if as_of is not None else newest_day(reference, own)
    return _index(reference, policy or Policy.default(), day, own)


_State = tuple[str, tuple[tuple[str, int, int], ...]]
"""A folder, and its files with size and time of change."""


def _state(folder: Path) -> _State:
    """What tells whether a list has changed since it was read, without reading it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    facts = tuple((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return str(folder), facts


@lru_cache(maxsize=16)
def _lists_of(states: tuple[_State, ...]) -> tuple[UserList, ...]:
    """The lists in folders in this state; read and hashed once."""
    return read_user_lists([folder for folder, _ in states])


def compare_names(
    one: str, other: str, *, country: str = "", other_country: str = "", policy: Policy | None = None
) -> Comparison:
    """Compare two company names in any script; swapping them changes nothing but the order in the sentence.

    Brands that a bundled list gives to one entity (Hoshine, Hesheng) count as one.

    Raises:
        InputError: a country is given and not recognized.
    """
    reference = Reference.bundled()
    settings = [Setting(_country_code(c, reference) if c else None) for c in (country, other_country)]
    pair = _comparer(reference, policy or Policy.default()).compare(one, other, *settings)
    reader = _reader(reference)
    if reader.kept()[0] > _MOST_KEPT:
        reader.forget((0, 0, 0))
    verdict = pair.verdict
    score = verdict.score if verdict.kinship is not Kinship.DIFFERENT else _closeness(one, other, verdict, reader)
    return Comparison(score, _OUTCOMES[verdict.kinship], compared(one, other, pair), verdict.evidence)


_MOST_KEPT = 1 << 15
"""Names of which the reading is kept; listed names are read again where they are needed."""
_CLOSEST = 0.48
"""Of names that were found to be different, the closest in letters: below what any other outcome scores."""


_CLOSEST_IN_PINYIN = 0.2
"""The same of two brands in pinyin or Han: below names that share letters by more than chance."""
_BY_SYLLABLES = 0.5
"""What syllables that agree count for in that; letters and the other words share the rest."""
_WITHIN = 0.9
"""What letters that agree in part of a name count beside letters that agree in all of it."""


def _closeness(one: str, other: str, verdict: Verdict, reader: NameReader) -> float:
    """A number to sort different names by: how alike their letters are, all or those of a part (RapidFuzz WRatio).

    Two brands in pinyin are two brands, however alike; they are sorted among themselves, below the others.
    """
    names = [reader.read(text) for text in (one, other)]
    if not all(name.core for name in names):
        return min(verdict.score, _CLOSEST)
    if all(name.syllables for name in names):
        return round(max(min(verdict.score, _CLOSEST), _CLOSEST_IN_PINYIN * _alike_when_read(*names)), 4)
    letters = [utils.default_process(text[:LONGEST_TEXT]) for text in (one, other)]
    within = fuzz.WRatio(*letters) / 100 * _WITHIN
    alike = max(within, OSA.normalized_similarity(*(text.replace(" ", "") for text in letters)))
    return round(max(min(verdict.score, _CLOSEST), _CLOSEST * alike), 4)


def _alike_when_read(one: CompanyName, other: CompanyName) -> float:
    """How alike two brands in pinyin or Han are, 0 to 1: half by syllables, the rest by letters and what is said."""
    syllables = OSA.normalized_similarity(one.syllables, other.syllables)
    letters = fuzz.ratio("".join(one.syllables), "".join(other.syllables)) / 100
    beside = len(one.said & other.said) / max(1, len(one.said | other.said))
    return _BY_SYLLABLES * syllables + (1.0 - _BY_SYLLABLES) * (letters + beside) / 2


@cache
def _reader(reference: Reference) -> NameReader:
    return NameReader(reference)


@cache
def _comparer(reference: Reference, policy: Policy) -> PairComparer:
    reader = _reader(reference)
    listed = listed_entities(reference, newest_list(reference))
    return PairComparer(reader, policy.screening, brand_aliases(listed, reader))


@lru_cache(maxsize=8)
def _index(reference: Reference, policy: Policy, day: date, lists: tuple[UserList, ...]) -> ListIndex:
    return ListIndex(entities_to_screen(reference, lists, day).entities, _reader(reference), policy.screening)


@cache
def _countries(reference: Reference) -> CountryResolver:
    return CountryResolver(reference)


@cache
def _country_code(text: str, reference: Reference) -> str | None:
    return named_country(_countries(reference), text).code
