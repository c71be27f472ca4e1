"""Cell values: what a person reads in a cell, cleaned; placeholders, lists in a cell, amounts and shares.

Everything here is a pure function of one text. The text as it stood is kept by the caller (`Value.raw`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from supplychain_risk.resolve.text import PLACEHOLDERS, Beginnings, is_placeholder

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\s*(?:\r\n|[\r\n\x0b\x0c\u2028\u2029])\s*")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NEEDS_CLEANING = re.compile("[^\x20-\x7e]|  |^ | $")

_NAME_PLACEHOLDER_WORDS = """
na|various|various suppliers|various vendors|multiple|multiple suppliers|misc|miscellaneous|others|other
supplier unknown|unknown supplier|supplier tbd|supplier tbc|no supplier|smelter not listed|smelter not yet identified
supplier not listed|supplier not yet identified|same as supplier|same as vendor|same supplier|same vendor
same company|wie lieferant|identisch mit lieferant|mismo proveedor|igual que proveedor|même fournisseur|同供应商
not identified|confidential|redacted|withheld|anonymous
varios|diversos|diverse|divers|verschiedene|其他|其它|多家|その他|기타|diğer|autres|otros|altri|outros
"""
_NAME_PLACEHOLDERS = frozenset(w for w in _NAME_PLACEHOLDER_WORDS.replace("\n", "|").split("|") if w)

_EXCEL_ERRORS = frozenset(
    (
        "#REF!",
        "#N/A",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
    )
)


def cell_text(value: Any) -> str:
    """A cell as a person sees it: 2146874.0 → "2146874", a midnight datetime → its ISO date, True → "TRUE".

    Floats are shown with 15 significant digits, which is what Excel keeps, so that 60110413.53999998 is read as
    60110413.54.
    """
    if isinstance(value, str):
        return value
    if type(value) is float and value == value:
        text = format(value, ".15g")
        return "0" if text == "-0" else text
    if value is None or value != value:  # NaN and NaT differ from themselves
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return cell_text(float(value))
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time() and value.tzinfo is None
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def clean(raw: str) -> str:
    """Text without control, zero-width and direction characters; full-width forms and runs of blanks made plain.

    Line breaks stay, as single ones, because they separate values in a cell.
    """
    if not _NEEDS_CLEANING.search(raw):
        return raw
    text = _INVISIBLE.sub("", raw.translate(_FULL_WIDTH))
    return _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)).strip()


def tidy(raw: str) -> str:
    """A heading as written, without invisible characters; line breaks stay, full-width forms stay."""
    if not _NEEDS_CLEANING.search(raw):
        return raw
    return _BLANKS.sub(" ", _LINE_ENDS.sub("\n", _INVISIBLE.sub("", raw))).strip()


def one_line(text: str) -> str:
    """Cleaned text with its line breaks turned into blanks."""
    return text.replace("\n", " ") if "\n" in text else text


@lru_cache(maxsize=1 << 16)
def is_name_placeholder(text: str) -> bool:
    """Whether a whole cell names no company: a placeholder, "various suppliers", "Smelter not listed" …"""
    bare = text.strip().casefold().strip("()[]<>{}\"'.* ")
    return bare in _NAME_PLACEHOLDERS or is_placeholder(text) or _ELSEWHERE.fullmatch(bare) is not None


_ELSEWHERE = re.compile(
    r"(?:see|refer to|siehe|s\.|voir|véase|ver|vedi|zie|patrz|bkz\.?) +(?:the +|in +)?(?:foot-?notes?|notes?|below"
    r"|above|comments?|remarks?|attached|attachment|annex|appendix|(?:separate |other )?(?:list|tab|sheet)|row|line"
    r"|bemerkung(?:en)?|anmerkung(?:en)?|fußnote|anhang|anlage|unten|oben|annexe|remarques?|ci-dessous|notas?|abajo"
    r"|anexo|nota|allegato|opmerking(?:en)?|bijlage)[ .#:]*\d{0,3}"
)
"""A cell that says where the name stands instead of giving it: "see note 3"."""
_SEE = ("see", "refer", "siehe", "s.", "voir", "véase", "ver", "vedi", "zie", "patrz", "bkz")
_NAME_BEGINNINGS = Beginnings((*_NAME_PLACEHOLDERS, *PLACEHOLDERS, "x", *_SEE))


def name_placeholders_among(texts: Iterable[str]) -> set[str]:
    """Those of some texts that name no company: the same as `is_name_placeholder` of each, and quicker of many."""
    return set(filter(is_name_placeholder, _NAME_BEGINNINGS.among(texts)))


def is_cell_error(text: str) -> bool:
    """Whether the text is a spreadsheet's error value (#REF! …). #N/A counts as a placeholder first."""
    return text.startswith("#") and text.upper() in _EXCEL_ERRORS


# --- several values in one cell ----------------------------------------------------------------------------------

_LIST_MARKS = re.compile(r"\s*[;；|\n]\s*")
_MAY_BE_LIST = re.compile("[;；|\n/]")
_SLASH = re.compile(r"\s*/\s*")
_NOT_A_LIST = re.compile(r"\b(?:and|y|et|und|e)\s*/\s*(?:or|o|ou|oder)\b|\bn\s*/\s*a\b|\bw/|\d/\d|://", re.IGNORECASE)


def may_be_list(text: str) -> bool:
    """Whether anything in a text may part it into several; if not, `split_list` gives it as it stands."""
    return _MAY_BE_LIST.search(text) is not None


@lru_cache(maxsize=1 << 16)
def split_list(text: str, *, slash: bool = False) -> tuple[str, ...]:
    """The values of a cell that lists several: on ; | and line breaks, with `slash` also on "/".

    "and/or", fractions and addresses of web pages are left whole; commas never split.
    """
    if not _MAY_BE_LIST.search(text):
        return (text,) if text else ()
    parts = _LIST_MARKS.split(text)
    if slash:
        parts = [p for part in parts for p in (_SLASH.split(part) if not _NOT_A_LIST.search(part) else [part])]
    kept = [part.strip() for part in parts]
    return tuple(part for part in dict.fromkeys(kept) if part)


_SEVERAL = 2
_LETTERS_OF_A_NAME = 3
_NUMBERED = re.compile(r"\(?1[.)]\s+\S.*[\s;,]\(?2[.)]\s+\S", re.DOTALL)
_NUMBER = re.compile(r"(?:^|[\s;,])\(?\d{1,2}[.)]\s+")


def may_be_numbered(texts: str) -> bool:
    """Whether a text may list companies by numbers, or any of several with line breaks between them: quick."""
    return _NUMBERED.search(texts) is not None


def listed_companies(text: str) -> tuple[str, ...]:
    """The names that a cell lists by numbers ("1) Alder 2) Birch") or semicolons; () where it lists none."""
    if ";" not in text and not _NUMBERED.match(text):
        return ()
    parts = _NUMBER.split(text) if _NUMBERED.match(text) else text.split(";")
    names = tuple(dict.fromkeys(name for part in parts if (name := part.strip(" ;,\n"))))
    named = all(sum(map(str.isalpha, name)) >= _LETTERS_OF_A_NAME for name in names)
    return names if named and len(names) >= _SEVERAL else ()


_CODES = re.compile(r"(?:\d[\d. ]{2,13}\d)(?:\s*[,;]\s*(?:\d[\d. ]{2,13}\d))+")


def split_codes(text: str) -> tuple[str, ...]:
    """The codes of goods in a cell, parted by commas too ("5201, 5205"); other texts as `split_list` parts them."""
    if _CODES.fullmatch(text):
        return tuple(dict.fromkeys(part.strip() for part in re.split("[,;]", text)))
    return split_list(text, slash=True)


_SHARE = r"(?P<share>[<>≈~]?\s*\d+(?:[.,]\d+)?\s*[%％])"
_SHARE_END = re.compile(rf"^(?P<name>.*?)(?:\s*[\[(（]\s*|\s*[:：,–-]\s*|\s+){_SHARE}\s*[\])）]?\s*$", re.DOTALL)
_SHARE_FIRST = re.compile(rf"^{_SHARE}\s*[:：–-]?\s+(?P<name>\D.*)$", re.DOTALL)
_NOBODY = re.compile(
    r"(?:other|others|unknown|unspecified|undisclosed|public|free float|small shareholders?|various|natural persons?)"
    r"(?: (?:shareholders?|investors?|owners?|parties|entities|float|minority))*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def split_parents(text: str) -> tuple[tuple[str, str], ...]:
    """Owners in a cell with their shares as written: "A [69.9%]; B 25.7%; Other [4.4%]" → A and B.

    "Other", "unknown" and the like are no parent. A share that is not given is "".
    """
    found: dict[str, str] = {}
    for part in split_list(text):
        match = _SHARE_END.match(part) or _SHARE_FIRST.match(part)
        name, share = (match["name"].strip(), match["share"]) if match else (part, "")
        if name and not _NOBODY.fullmatch(name) and not is_name_placeholder(name):
            found.setdefault(name, share)
    return tuple(found.items())


LEGAL_END = re.compile(
    r"(?:ltd|limited|inc|llc|llp|corp|co|company|gmbh|kg|ag|s\.?a|s\.?l|s\.?r\.?l|s\.?p\.?a|s\.?a\.?s|bv|b\.v|nv|plc|pte"
    r"|bhd|jsc|oy|ab|ltda|a\.?ş|公司|株式会社|社|厂|廠)\W*$",
    re.IGNORECASE,
)
"""A name that ends in a legal form."""


# --- numbers -----------------------------------------------------------------------------------------------------

_CURRENCY = re.compile(r"(?:\b[A-Z]{3}\b|\b(?:Rs|kr|zł|R\$|US\$|HK\$|S/)\.?|[$€£¥₹₩₫₺₽元円원]|RMB|CNY)", re.IGNORECASE)
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")


_GROUP = 3
"""Digits between two marks of thousands; the last group has as many where all others have two, too."""
_DIGITS = 15
"""Digits of a whole number that are kept."""


def _digits(text: str) -> tuple[str, bool] | None:
    """The number part of an amount and whether it is negative; None where there is other text."""
    if not _DIGIT.search(text):
        return None
    bare = text.strip().replace("\u2212", "-")
    negative = bare.startswith("(") and bare.endswith(")")
    bare = _CURRENCY.sub("", bare.strip("()")).strip()
    if bare.startswith(("-", "+")) or bare.endswith("-"):
        negative = negative or "-" in (bare[0], bare[-1])
        bare = _CURRENCY.sub("", bare.strip("+- ")).strip()
    return (bare, negative) if _AMOUNT.fullmatch(bare) else None


def decimal_mark(texts: Iterable[str], beside: Iterable[str] = ()) -> str:
    """The decimal mark of a column of amounts, "." or ",", from the amounts that leave no doubt; "." if none does.

    "1.055,12" and "891,24" speak for the comma, "64,226.95" and "606.76" for the point; "1,234" alone says nothing.

    `beside`: amounts of the sheet's other columns, which decide where these leave it open.
    """
    points, commas = _votes(texts)
    if points == commas:
        points, commas = _votes(beside)
    return "," if commas > points else "."


def _votes(texts: Iterable[str]) -> tuple[int, int]:
    """How many amounts leave no doubt that their decimal mark is the point, and how many that it is the comma."""
    votes = {".": 0, ",": 0}
    for text in texts:
        found = _digits(text)
        if found is None:
            continue
        bare = found[0]
        point, comma = bare.rfind("."), bare.rfind(",")
        if point >= 0 and comma >= 0:
            votes["." if point > comma else ","] += 1
        elif point >= 0 or comma >= 0:
            mark = "." if point >= 0 else ","
            if bare.count(mark) > 1:
                votes["," if mark == "." else "."] += 1
            elif len(bare) - max(point, comma) - 1 != _GROUP or bare.startswith("0"):
                votes[mark] += 1
    return votes["."], votes[","]


def parse_amount(text: str, decimal: str | None = None) -> float | None:
    """An amount of money as a number, or None where the text is none.

    `decimal` is the column's decimal mark (see `decimal_mark`); without it the text alone decides. Currency signs,
    grouping marks, "(12.50)" and "12.50-" for negative amounts are understood.
    """
    if decimal != "," and _PLAIN.fullmatch(text):
        return float(text)
    found = _digits(text)
    if found is None:
        return None
    bare, negative = found
    bare = re.sub(r"['’ \u00a0\u202f]", "", bare)
    if not _PLAIN.fullmatch(bare) or decimal == ",":
        mark = decimal or decimal_mark((bare,))
        other = "," if mark == "." else "."
        if decimal and not _may_group(other, mark, bare):  # a row pasted from elsewhere: "1.055,12" among points
            mark, other = other, mark
            if not _may_group(other, mark, bare):
                return None
        if bare.count(mark) > 1:
            return None
        bare = bare.replace(other, "").replace(mark, ".").rstrip(".")
    try:
        number = float(bare)
    except ValueError:
        return None
    return -number if negative else number


def _may_group(sign: str, mark: str, number: str) -> bool:
    """Whether a sign may part the thousands of a number with a decimal mark: "1,234.5" and "12,34,567", not "1,5"."""
    if sign not in number:
        return True
    whole = number.rpartition(mark)[0] if mark in number else number
    return not whole.startswith("0") and len(whole.rpartition(sign)[2]) == _GROUP and sign not in number[len(whole) :]


def plain_amount(text: str, decimal: str) -> str:
    """An amount written plainly ("1.055,12" → "1055.12"), or the text as it is where it is no amount."""
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS and text[0] != "0":
        return text
    number = parse_amount(text, decimal)
    return text if number is None else format(number, ".15g")


def _without_about(text: str) -> str:
    """The text without a mark in front that its number is a bound or about right: "~25%" → "25%"."""
    return re.sub(r"^[<>≈~]\s*", "", text.strip())


def parse_share(text: str, *, whole_percents: bool = False) -> float | None:
    """A share between 0 and 1: "69.9%" → 0.699, "0.25" → 0.25, "25" → 0.25; None where it is none or out of range.

    Args:
        text: the cell.
        whole_percents: the cell's column holds percentages without a sign, so that "1" is 1% and not all of it.
    """
    bare = _without_about(text)
    percent = bare.endswith(("%", "％"))
    number = parse_amount(bare.rstrip("%％ "))
    if number is None or number < 0:
        return None
    share = number / 100 if percent or whole_percents or number > 1 else number
    return share if share <= 1 else None


def is_whole_percent(text: str) -> bool:
    """Whether a share can only be a percentage written without its sign: "25", "100", not "1", "0.25" or "25%"."""
    number = parse_amount(_without_about(text))
    return number is not None and 1 < number <= 100
