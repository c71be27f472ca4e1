"""One entry of a list as it was read, before it becomes a row; and how entries that are one are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.lists.names import without_initials
from supplychain_risk.resolve.text import key

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is (0: not known)."""


def unwatched(what: str, done: int, total: int) -> None:
    """The progress of an import that nobody watches."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the file states it. Dates are ISO or empty; `countries` are texts or codes as stated."""

    where: CellRef
    name: str
    own_id: str = ""
    aliases: tuple[str, ...] = ()
    name_zh: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2, once it is resolved."""
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    merchandise: str = ""
    status: str = "active"
    listed_from: str = ""
    date_to: str = ""
    note: str = ""
    open_ended: str = ""
    exact: tuple[str, ...] = ()
    url: str = ""
    id: str = ""
    """Id within all lists, once it is given."""

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two rows one entry: the list's own id, else name, country, kind of order and its day."""
        if self.own_id:
            return ("id", self.own_id)
        order = (self.kind, self.listed_from) if self.kind in ("WRO", "Finding") else ()
        return (name_key(self.name), self.country, *order)


def name_key(name: str) -> str:
    """The form in which the names of entries are compared; initials in brackets do not count."""
    return key(without_initials(name)) or key(name)


def joined(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries, each once: a list may print one in several of its tables, or in a row per alias.

    Names become aliases, the earliest day counts.
    """
    found: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        known = found.get(entry.identity)
        found[entry.identity] = _both(known, entry) if known else entry
    return tuple(found.values())


def _both(one: Entry, other: Entry) -> Entry:
    names = {name_key(one.name)}
    aliases: list[str] = []
    for name in (*one.aliases, other.name, *other.aliases):
        if name_key(name) not in names:
            names.add(name_key(name))
            aliases.append(name)
    days = sorted(day for day in (one.listed_from, other.listed_from) if day)
    return replace(
        one,
        aliases=tuple(aliases),
        name_zh=one.name_zh or other.name_zh,
        country=one.country or other.country,
        countries=_union(one.countries, other.countries),
        addresses=_union(one.addresses, other.addresses),
        identifiers=_union(one.identifiers, other.identifiers),
        merchandise=one.merchandise or other.merchandise,
        listed_from=days[0] if days else "",
        note=one.note if other.note in one.note else f"{one.note}; {other.note}".strip("; "),
        open_ended=one.open_ended or other.open_ended,
        exact=_union(one.exact, other.exact),
        url=one.url or other.url,
    )


def _union(one: Sequence[T], other: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def problem(where: CellRef, code: str, value: str, message: str, hint: str, *, used: bool = False) -> Problem:
    """A row or value of a list that could not be used; `used` where the row itself was."""
    fate = Fate.VALUE_NOT_USED if used else Fate.ROW_SET_ASIDE
    return Problem(where=where, code=code, value=value[:200], message=message, hint=hint, fate=fate)


_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%Y.%m.%d")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def iso_day(text: str, *, american: bool) -> str | None:
    """A printed date as ISO 8601; "" for an empty text, None for one that is no date or may be two.

    A month or a year alone means its first day. `american`: month before day where only numbers are given, as US
    agencies write; otherwise such a date counts only if it can be read in one way.
    """
    text = " ".join(text.replace("\u00a0", " ").split()).removesuffix(" 00:00:00")
    if not text:
        return ""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}(T.*)?", text):
        bare = text.partition("T")[0]
        text = bare + "-01" * (3 - len(bare.split("-")))
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    if found := _NUMBERS.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        month, day = (first, second) if american or second > 12 else (second, first)
        if not american and first <= 12 and second <= 12 and first != second:
            return None
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None


class Period(NamedTuple):
    """From when to when an entry is listed, ISO 8601; no end where it is listed still."""

    start: str
    end: str


_PERIOD = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})(?:\s*(?:a|até|-|–)\s*(\d{1,2}/\d{1,2}/\d{4}))?")


def last_period(text: str) -> Period | None:
    """The last of the periods that Brazil's register states: "05/04/2024 a 10/05/2024, 09/04/2025", day before month.

    An employer whose entry a court suspended stands there with the period before and the day of the new inclusion.
    None for a text that is anything else.
    """
    rest = re.sub(r"[\s,;e]+", "", _PERIOD.sub("", text))
    found = list(_PERIOD.finditer(text))
    if rest or not found:
        return None
    periods = []
    for one in found:
        days = [_brazilian(day) if day else "" for day in one.groups()]
        if None in days:
            return None
        periods.append(Period(*(day or "" for day in days)))
    return max(periods)


def _brazilian(text: str) -> str | None:
    day, month, year = (int(part) for part in text.split("/"))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
