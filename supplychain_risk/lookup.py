"""One-off look-ups without a workbook: a name against the lists, a name against a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from supplychain_risk.dates import as_date
from supplychain_risk.errors import InputError
from supplychain_risk.policy import Policy
from supplychain_risk.reference import Reference
from supplychain_risk.reference.user_lists import UserList, entities_to_screen, newest_day, read_user_lists
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.screening import Agreement, ListIndex, Match, NameReader


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two company names compared: score 0 to 1, outcome and why."""

    score: float
    outcome: str
    why: str


def match(
    name: str,
    *,
    country: str = "",
    as_of: date | str | None = None,
    reference: Reference | None = None,
    policy: Policy | None = None,
    lists: Sequence[str | Path] = (),
) -> tuple[Match, ...]:
    """Listed entities whose names agree with `name`, best first, each explained. No match is not a clearance.

    Args:
        name: a company name in any script.
        country: name or ISO code; a different country than the list's makes a match potential.
        as_of: the day whose lists apply; by default the newest day the entity lists show.
        reference: the tables; the bundled ones by default.
        policy: scores given to weaker agreements.
        lists: folders with lists of your own, as `reference import` writes them.

    Raises:
        InputError: the country is not recognized, or `as_of` is no date.
    """
    reference = reference or Reference.bundled()
    code = _country_code(country, reference) if country else None
    own = read_user_lists(lists)
    day = as_date(as_of) if as_of is not None else newest_day(reference, own)
    return _index(reference, policy or Policy.default(), day, own).match(name, code)


def compare_names(one: str, other: str) -> Comparison:
    """Compare two company names: equal, equal but for the legal form, the same words rearranged, or different."""
    how = NameReader(Reference.bundled()).compare(one, other)
    chosen = Policy.default().screening
    score = {
        Agreement.EQUAL: 1.0,
        Agreement.CORE: chosen.name_without_legal_form.value,
        Agreement.WORDS: chosen.same_words_other_order.value,
        Agreement.NONE: 0.0,
    }[how]
    outcome = "same name" if how is Agreement.EQUAL else "possible" if score else "different"
    return Comparison(score, outcome, f"'{one}' and '{other}': {how.value}.")


@cache
def _index(reference: Reference, policy: Policy, day: date, lists: tuple[UserList, ...]) -> ListIndex:
    entities = entities_to_screen(reference, lists, day).entities
    return ListIndex(entities, NameReader(reference), policy.screening)


def _country_code(text: str, reference: Reference) -> str:
    resolution = CountryResolver(reference).resolve(text, codes=True)
    if resolution.code is None:
        raise InputError(f"'{text}' is no country we know", hint="Give a country name or its ISO code, for example CN.")
    return resolution.code
