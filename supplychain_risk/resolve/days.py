"""Days as people write them in tables. What can be read in two ways is not read.

A number is never guessed to be a day, and 03/04/2025 is only read where its column says which part is the month.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

YEARS = range(1990, 2101)
"""Years that an audit, a certificate or an answer may bear; any other number is no year."""
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73415
"""Day numbers of 1 January 1990 and 31 December 2100 in the 1900 date system of spreadsheets."""


class Order(StrEnum):
    """Which part of 03/04/2025 is the month."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or the days of a stated month or year; `first` and `last` are equal for a day."""

    first: date
    last: date
    assumed: str = ""
    """What had to be assumed to read it; "" if nothing."""


_MONTH_WORDS = {
    1: "january jan januar jän januari enero ene janvier janv jan janeiro gennaio gen ocak января январь stycznia",
    2: "february feb februar februari febrero febr février févr fév fevereiro febbraio şubat февраля февраль lutego",
    3: "march mar märz mrz maart marzo mars março mart марта март marca",
    4: "april apr abril abr avril avr aprile nisan апреля апрель kwietnia",
    5: "may mai mei mayo maio maggio mag mayıs мая май maja",
    6: "june jun juni junio juin junho giugno giu haziran июня июнь czerwca",
    7: "july jul juli julio juillet juil julho luglio lug temmuz июля июль lipca",
    8: "august aug augustus agosto ago août aout ağustos августа август sierpnia",
    9: "september sep sept septiembre setiembre septembre setembro set settembre eylül сентября сентябрь września",
    10: "october oct oktober okt octubre octobre outubro out ottobre ott ekim октября октябрь października",
    11: "november nov noviembre novembre novembro kasım ноября ноябрь listopada",
    12: "december dec dezember dez diciembre dic décembre déc dezembro dicembre aralık декабря декабрь grudnia",
}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)).replace("ı", "i"))


_MONTHS = {_plain(word): number for number, words in _MONTH_WORDS.items() for word in words.split()}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\s*\d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일]?)?)?")
_REIWA = re.compile(r"(?:令和|r)\s*(\d{1,2}|元)\s*[年.]\s*(\d{1,2})\s*[月.]\s*(\d{1,2})\s*日?")
_WORDED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er|º|ª)?[\s./,-]*(?:de\s+|of\s+)?)?(?P<month>[^\W\d_]{3,})\.?[\s./,-]*"
    r"(?:(?P<late>\d{1,2})(?:st|nd|rd|th)?\s*,\s*|(?:de\s+|del\s+))?(?P<year>\d{4}|'?\d{2})"
)
_QUARTER = re.compile(r"(?:q([1-4])[\s/.-]*(\d{4})|(\d{4})[\s/.-]*q([1-4]))")
_YEAR = re.compile(r"(?:fy\s?)?(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")


def order_of(texts: Iterable[str]) -> Order | None:
    """Which part is the month in a column's dates, by those that leave no doubt; None if they differ."""
    votes = set()
    for text in texts:
        found = _PARTS.fullmatch(_plain(text).strip())
        if found:
            one, two = int(found[1]), int(found[2])
            if one > 12 >= two:
                votes.add(Order.DAY_FIRST)
            elif two > 12 >= one:
                votes.add(Order.MONTH_FIRST)
    return votes.pop() if len(votes) == 1 else None


def read_days(text: str, order: Order | None = None) -> Span | None:
    """The day, month, quarter or year a text states; None where it states none, or where it may be two different days.

    Args:
        text: a whole text; a time of day after the date is left out.
        order: the order of the column, for dates such as 03/04/2025. Dates with points (03.04.2025) are day first
            unless the column says otherwise: no country writes the month first with points.
    """
    plain = _plain(text).strip().strip(".,;")
    for form, parts in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_ASIAN, (1, 2, 3))):
        found = form.fullmatch(plain)
        if found:
            stated = [int(found[p]) if found[p] else None for p in parts]
            return _span(*stated)
    found = _REIWA.fullmatch(plain)
    if found:
        return _span(2018 + (1 if found[1] == "元" else int(found[1])), int(found[2]), int(found[3]))
    found = _PARTS.fullmatch(plain)
    if found:
        return _by_order(int(found[1]), int(found[2]), found[3], order, "." in plain[:5])
    for form, year_at, month_at in ((_MONTH_YEAR, 2, 1), (_YEAR_MONTH, 1, 2)):
        found = form.fullmatch(plain)
        if found:
            return _span(int(found[year_at]), int(found[month_at]), None)
    found = _QUARTER.fullmatch(plain)
    if found:
        quarter = int(found[1] or found[4])
        start = _span(int(found[2] or found[3]), 3 * quarter - 2, None)
        end = _span(int(found[2] or found[3]), 3 * quarter, None)
        return Span(start.first, end.last) if start and end else None
    found = _YEAR.fullmatch(plain)
    if found:
        return _span(int(found[1]), None, None)
    found = _WORDED.fullmatch(plain)
    if found and found["month"] in _MONTHS and not (found["day"] and found["late"]):
        day = found["day"] or found["late"]
        return _span(_full_year(found["year"].lstrip("'")), _MONTHS[found["month"]], int(day) if day else None)
    found = _SERIAL.fullmatch(plain)
    if found and _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        day_read = date(1899, 12, 30) + timedelta(days=int(found[1]))
        return Span(day_read, day_read, f"{found[1]} is read as a spreadsheet's day number, {day_read.isoformat()}")
    return None


def two_readings(text: str) -> tuple[date, date] | None:
    """The two days that 03/04/2025 may be, day first and month first; None where a text is no such date."""
    found = _PARTS.fullmatch(_plain(text).strip())
    if found is None:
        return None
    spans = [
        _span(_full_year(found[3]), *parts)
        for parts in ((int(found[2]), int(found[1])), (int(found[1]), int(found[2])))
    ]
    one, other = spans
    return (one.first, other.first) if one and other and one.first != other.first else None


def _by_order(one: int, two: int, year: str, order: Order | None, points: bool) -> Span | None:
    full = _full_year(year)
    day_first, month_first = _span(full, two, one), _span(full, one, two)
    if len(year) == 2 and _also_year_first(one, two, int(year), full):
        return None
    if day_first == month_first or not month_first:
        return day_first
    if not day_first:
        return month_first
    chosen = order or (Order.DAY_FIRST if points else None)
    return {Order.DAY_FIRST: day_first, Order.MONTH_FIRST: month_first}.get(chosen) if chosen else None


def _also_year_first(one: int, two: int, last: int, full: int) -> bool:
    """Whether 25/03/01 is likelier the first of March 2025 than a day of 2001."""
    return full < 2012 <= 2000 + one and _span(2000 + one, two, last) is not None


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _span(year: int | None, month: int | None, day: int | None) -> Span | None:
    if year is None or year not in YEARS or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Span(date(year, month, 1), date(year, month, last))
    if not 1 <= day <= last:
        return None
    return Span(date(year, month, day), date(year, month, day))
