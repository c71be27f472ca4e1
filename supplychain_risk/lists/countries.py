"""Countries of list entries: each text a code, or told once for all the entries that state it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import CellRef, Method, Problem, Resolution
from supplychain_risk.lists.entry import Entry, problem
from supplychain_risk.resolve.country import CountryResolver


@dataclass(frozen=True, slots=True)
class Placed:
    """Entries with the first of their countries that is known, and what could not be used."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def with_countries(entries: Sequence[Entry], countries: CountryResolver, *, in_codes: bool) -> Placed:
    """Resolve the countries of entries.

    Args:
        entries: as they were read.
        countries: the resolver.
        in_codes: whether the format writes countries as codes; of any other list, most of its texts decide.
    """
    stated = [text for entry in entries for text in entry.countries]
    codes = in_codes or _mostly_codes(stated)
    found = {text: countries.resolve(text, codes=codes) for text in dict.fromkeys(stated)}
    counts = Counter(text for text in stated if found[text].code is None)
    first = {text: entry.where for entry in reversed(entries) for text in entry.countries}
    placed = []
    for entry in entries:
        known = [code for text in entry.countries if (code := found[text].code)]
        placed.append(replace(entry, country=known[0]) if known else entry)
    unknown = [text for text in found if text in counts]
    problems = [_told(first[text], text, found[text], countries, counts[text]) for text in unknown]
    return Placed(tuple(placed), tuple(problems))


def _mostly_codes(texts: Iterable[str]) -> bool:
    bare = [text.strip() for text in texts]
    said = [text for text in bare if text.casefold() != "na"]
    codes = sum((len(t) == 2 and t.isalpha() and t.isascii()) or (len(t) == 3 and t.isdecimal()) for t in said)
    return 2 * codes > len(said)


def _told(where: CellRef, text: str, found: Resolution, countries: CountryResolver, count: int) -> Problem:
    if found.method is Method.AMBIGUOUS:
        hint = "Write which one is meant; until then such an entry has no country, and its text stays with it."
        told = problem(where, "list-country-ambiguous", text, found.rule, hint, used=True)
    else:
        names = " or ".join(f"{countries.name(code)} ({code})" for code in found.candidates)
        message = found.rule if found.citation else "no country is known by this name"
        hint = f"{f'Did you mean {names}? ' if names else ''}Write the country's name or its ISO code."
        told = problem(where, "list-country-unknown", text, message, hint, used=True)
    return told.changed(cells=count)
