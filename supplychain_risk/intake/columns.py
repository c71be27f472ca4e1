"""What each column is: the heading proposes, the values decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.intake.fates import TOTAL
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.headings import Meaning, Vocabulary, heading_key
from supplychain_risk.intake.layout import Header, meaning_of
from supplychain_risk.intake.values import clean, one_line, parse_amount
from supplychain_risk.intake.words import found_in
from supplychain_risk.resolve.answers import asks_for_a_control, is_an_answer
from supplychain_risk.resolve.text import is_placeholder

SAMPLE = 400
"""Distinct values looked at per column; more changes no decision."""
IsCountry = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, what the heading means, and what its values look like."""

    index: int
    heading: str
    """As written; "column L" where there is none. Headings that occur twice have " (2)" added."""
    tier: int | None
    meaning: Meaning | None
    sample: tuple[str, ...]
    """Distinct values, cleaned, without placeholders."""
    filled: int
    """Cells with a value among those looked at."""
    seen: int
    has_text: bool = True
    countries: float = 0.0
    numbers: float = 0.0
    codes: float = 0.0
    of_others: bool = False
    """Whether the heading names somebody else than the supplier."""
    makes: bool = False
    """Whether the heading names a company that makes the goods."""
    world: float = 0.0
    """Share of parts of the world among the values."""
    status: float = 0.0
    """Share of words for the state of a record or the kind of a relation."""
    stem: str = ""
    """What the heading of a name column says without "name": "vendor" of "Vendor Name"."""

    @property
    def field(self) -> str:
        """Field proposed by the heading, or ""."""
        return self.meaning.field if self.meaning else ""

    @property
    def sense(self) -> str:
        """Sense of the heading, or ""."""
        return self.meaning.sense if self.meaning else ""

    @property
    def fill(self) -> float:
        """Share of rows with a value."""
        return self.filled / self.seen if self.seen else 0.0


def describe_columns(
    grid: Grid, header: Header, end: int, vocabulary: Vocabulary, is_country: IsCountry
) -> tuple[Column, ...]:
    """The columns of the table between the header and row `end` (exclusive)."""
    body = grid.rows[header.row + 1 : end]
    width = max((len(row) for row in body), default=0)
    width = max(width, len(header.headings))
    step = max(1, len(body) // (SAMPLE * 5))
    looked_at = [row for row in body[::step] if any(row)]
    # in a list of accounts the billing address is the account's own; elsewhere it is the buyer's
    accounts = any(heading_key(h) == "account name" for h in header.headings if h)
    seen_headings: dict[str, int] = {}
    columns = []
    for index in range(width):
        written = header.headings[index] if index < len(header.headings) else ""
        heading = one_line(written) or f"column {column_letters(index)}"
        seen_headings[heading] = seen_headings.get(heading, 0) + 1
        if seen_headings[heading] > 1:
            heading = f"{heading} ({seen_headings[heading]})"
        asked = re.sub(r"(?i)^billing\s+", "", written) if accounts else written
        tier, meaning = meaning_of(vocabulary, asked) if written else (None, None)
        column = _column(index, heading, tier, meaning, looked_at, is_country)
        columns.append(_worded(column, vocabulary))
    return tuple(columns)


def _column(
    index: int,
    heading: str,
    tier: int | None,
    meaning: Meaning | None,
    rows: Sequence[Sequence[str]],
    is_country: IsCountry,
) -> Column:
    raw = [row[index] for row in rows if index < len(row) and row[index]]
    distinct = dict.fromkeys(raw)
    sample = [
        text
        for text in (one_line(clean(t)) for t in list(distinct)[:SAMPLE])
        if text and not is_placeholder(text) and not TOTAL.fullmatch(text)  # "Total" under "Vendor" is no vendor
    ]
    if not sample:
        return Column(index, heading, tier, meaning, (), 0, len(rows), any(not t.isspace() for t in distinct))
    total = len(sample)
    numbers = sum(1 for t in sample if parse_amount(t.rstrip("% ")) is not None)
    short = sum(1 for t in sample if len(t) <= 14 and any(map(str.isdigit, t)) and " " not in t)
    countries = sum(1 for t in sample if len(t) <= 60 and not t.isdigit() and is_country(t))
    filled = sum(1 for t in raw if not t.isspace() and not is_placeholder(t))
    return Column(
        index,
        heading,
        tier,
        meaning,
        tuple(sample),
        filled,
        len(rows),
        True,
        countries / total,
        numbers / total,
        short / total,
    )


def _worded(column: Column, vocabulary: Vocabulary) -> Column:
    """The column with what the words of its heading and values say beside their meaning."""
    words, key = vocabulary.words, heading_key(column.heading)
    keys = [heading_key(text) for text in column.sample if len(text) < 40]
    among = max(len(column.sample), 1)
    return replace(
        column,
        of_others=vocabulary.speaks_of_others(column.heading),
        makes=bool(words.maker.search(key)),
        world=sum(k in words["world_region"] for k in keys) / among,
        status=sum(k in words["status"] for k in keys) / among,
        stem=" ".join(found_in(words["name_noise"]).sub(" ", key).split()),
    )


def corrected(column: Column, *, has_country: bool = False) -> Column:
    """The meaning of a column after a look at its values; `has_country` is whether another column is the country's.

    "Xinjiang" is also written where a country belongs: under "Region" beside a column of countries it is a region.
    """
    meaning = column.meaning
    if not column.sample:
        return column
    if meaning is None:
        asks = _QUESTION.search(column.heading) or (
            _YES_OR_NO.search(column.heading) and asks_for_a_control(column.heading)
        )
        asked = asks and _is_answered(column)
        return replace(column, meaning=Meaning("due_diligence", "question", 0.5, "a question")) if asked else column
    new: Meaning | None = meaning
    if column.tier is not None and meaning.field == "name" and (column.numbers > 0.8 or _is_flag(column)):
        return replace(column, meaning=None, tier=None)  # a "Tier 1" column of ticks or amounts
    if meaning.field in ("name", "buyer", "parent", "other_name", "supplier_ref") and _names_nobody(column):
        return replace(column, meaning=None, tier=None)  # "Supplier approved": yes; "Vendor": a date
    if meaning.field in ("name", "buyer", "parent", "city", "address", "other_name") and all_countries(column):
        new = (
            Meaning("country", "values", 0.6, "values are countries") if meaning.field in ("city", "address") else None
        )
    elif _says_nothing(meaning, column):
        new = None
    elif meaning.field == "region" and meaning.sense == "weak" and all_countries(column) and not has_country:
        new = Meaning("country", "values", 0.6, "values are countries")
    elif meaning.field == "country" and meaning.sense == "weak" and column.countries < 0.5:
        places = sum("," in text for text in column.sample) / len(column.sample)
        is_place = re.search(r"locat|place|where|based", column.heading, re.IGNORECASE) and column.numbers < 0.5
        new = Meaning("address", "", 0.5, "places") if is_place and (places > 0.3 or column.countries == 0) else None
    elif _contradicted(meaning, column):
        new = None
    return replace(column, meaning=new)


_QUESTION = re.compile(
    r"[?？]|^(?:\W*\w{1,3}[.)] )?(?:does|do|has|have|is|are|did) (?:your|the|you|this|there)\b", re.IGNORECASE
)


_YES_OR_NO = re.compile(r"\b(?:y(?:es)?|t(?:rue)?) ?/ ?(?:n(?:o)?|f(?:alse)?)\b", re.IGNORECASE)


def _is_answered(column: Column) -> bool:
    """Whether nearly all values answer a question of yes or no."""
    return sum(map(is_an_answer, column.sample)) >= 0.8 * len(column.sample)


def _is_flag(column: Column) -> bool:
    return {text.casefold() for text in column.sample} <= {
        "yes",
        "no",
        "y",
        "n",
        "true",
        "false",
        "ja",
        "nein",
        "是",
        "否",
    }


_NO_NAME = re.compile(
    r"\S+@\S+\.\S+|(?:https?://|www\.)\S+"
    r"|\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\+?[\d()/. -]*\d[()/. -]+\d[\d()/. -]*"
)


def _names_nobody(column: Column) -> bool:
    """Whether the values are ticks, dates, phone numbers or addresses of mails and web pages."""
    nobody = sum(1 for text in column.sample if _NO_NAME.fullmatch(text))
    # "Suppliers" with 12, 7, 30: how many there are, not their numbers
    counts = column.numbers > 0.9 and all(len(text) <= 3 for text in column.sample)
    return _is_flag(column) or counts or nobody > 0.8 * len(column.sample)


def _says_nothing(meaning: Meaning, column: Column) -> bool:
    """Parts of the world under "Region", "active" under "State", "direct" under "Type"."""
    if meaning.field == "region":
        return column.world + column.status > 0.5
    return meaning.field == "sector" and meaning.sense == "weak" and column.status > 0.5


_ISO_NUMBERS = re.compile(r"\bISO\b|numeric|3166|\bM49\b", re.IGNORECASE)


_MEANT_AS_NUMBER = re.compile(
    r"[<>≈~+\-(]*\s*(?:[A-Z]{3}\b|[^\w\s])?\s*\d[\d.,'’ ]*\s*"
    r"(?:%|％|k|m|mn|mm|mio|mrd|bn|b|thousand|million|billion|lakh|crore|[万亿億])?\.?\)?(?:\s*[A-Z]{3})?",
    re.IGNORECASE,
)


def _is_meant_as_number(text: str) -> bool:
    """Whether a text is a number with a sign, a currency or a word of magnitude ("EUR 1.2m", "120%")."""
    return _MEANT_AS_NUMBER.fullmatch(text) is not None


def _contradicted(meaning: Meaning, column: Column) -> bool:
    """Whether the values cannot be what the heading says."""
    if meaning.field == "country":
        # 356 and 040 are ISO's where the heading says so; customs offices number countries in other ways
        coded = _ISO_NUMBERS.search(column.heading) and all(re.fullmatch(r"\d{3}", text) for text in column.sample)
        return column.numbers > 0.8 and not coded
    if meaning.field in ("spend", "share"):
        # "1.2m" is an amount that we cannot read: the column is used, and each such cell is told
        return column.numbers < 0.5 and sum(map(_is_meant_as_number, column.sample)) < 0.5 * len(column.sample)
    if meaning.field == "tier":
        no_number = not any(re.search(r"\d|[一二三四五]|\b[IVX]+\b", text) for text in column.sample)
        return no_number or (meaning.sense == "weak" and any(len(text) > 8 for text in column.sample))
    return meaning.field in ("sector", "commodity") and meaning.weight <= 0.5 and column.numbers > 0.8


def all_countries(column: Column) -> bool:
    """Whether nearly all values are names of countries; a column of two-letter codes alone does not count."""
    named = [t for t in column.sample if len(t) > 3]
    return column.countries >= 0.8 and len(named) >= 0.5 * len(column.sample)


def best(candidates: Sequence[Column]) -> Column:
    """The column to use for a field that takes one: heading strength, then how much is filled in, then the leftmost."""
    return max(
        candidates,
        key=lambda c: (
            c.filled > 0,
            c.sense not in ("weak", "values", "pair", "origin"),
            round((c.meaning.weight if c.meaning else 0.0) + c.fill, 2),
            -c.index,
        ),
    )
