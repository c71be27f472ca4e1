"""The columns of a table: the heading, whom and what it speaks of, and what the values look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.meaning import OTHER, Meaning
from supplychain_risk.intake.roles import Roles
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import clean, one_line, parse_amount
from supplychain_risk.intake.whose import GUESSED, UNSAID, Whose
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.resolve.answers import TICKS, is_an_answer
from supplychain_risk.resolve.text import is_placeholder, placeholders_among

SAMPLE = 400
"""Distinct values looked at per column; more changes no decision."""
LOOKED_AT = SAMPLE * 5
"""Rows, evenly spread over a table, that decide what its columns are; of one with fewer than twice as many, all."""
_MAY_BE_PLACES = ("name", "country", "region", "city", "city-country", OTHER)
"""Fields of headings over which places may stand."""
_SURE = 0.9
"""Weight from which on a heading as a whole says whose it is."""
UNNAMED = "column "
"""Begins what a column without a heading is called."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What the values of a column look like: shares of its distinct values, 0 to 1."""

    countries: float = 0.0
    """Names and codes of countries that can be nothing else."""
    country_names: float = 0.0
    """Of these, those that are no codes: of more than three letters, or of another script."""
    pairs: float = 0.0
    """Two letters, as the ISO codes of countries are."""
    iso: float = 0.0
    """ISO codes of countries, those that are states or units, too, among them."""
    units: float = 0.0
    """Units of quantity (`KG` is Kyrgyzstan, too)."""
    numbers: float = 0.0
    codes: float = 0.0
    """Short, with a digit, without a blank."""
    companies: float = 0.0
    """With a legal form where a company's name has one."""
    nobody: float = 0.0
    """Dates, phone numbers, mails and addresses of web pages."""
    ticks: float = 0.0
    """Yes, no, x and the like."""
    answers: float = 0.0
    """What answers a question: yes, no, signed, expired …"""
    meant_numbers: float = 0.0
    """Numbers with a sign, a currency or a word of magnitude ("EUR 1.2m")."""
    sentences: float = 0.0
    """Over a hundred characters."""
    commas: float = 0.0
    places: float = 0.0
    """With a digit and a comma, as addresses have."""
    ends: float = 0.0
    """Ending with the name of a country ("Penang, Malaysia"); looked at where the heading leaves that open."""
    world: float = 0.0
    """Parts of the world."""
    status: float = 0.0
    """Words for the state of a record or the kind of a relation."""
    own: float = 0.0
    """Words for what the company makes or owns itself."""
    external: float = 0.0
    """Words for what it does not: supplier, third party."""
    schemes: float = 0.0
    """Known schemes of audits and certificates."""
    long: float = 0.0
    """Over eight characters."""
    digits: float = 0.0
    """With a digit or a numeral."""
    counts: bool = False
    """Nothing but numbers of at most three digits."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, what the heading says, and what its values look like."""

    index: int
    heading: str
    """As written; "column L" where there is none. Headings that occur twice have " (2)" added."""
    meaning: Meaning | None
    sample: tuple[str, ...]
    """Distinct values, cleaned, without placeholders."""
    filled: int
    """Cells with a value among those looked at."""
    seen: int
    has_text: bool = True
    whose: Whose = UNSAID
    """Which of several companies of a row the heading speaks of."""
    looks: Looks = Looks()
    key: str = ""
    """The heading as headings are compared."""
    stem: str = ""
    """What the heading of a name column says without "name": "vendor" of "Vendor Name"."""
    lower: str = ""
    """The second line of its heading, where that is of two lines: "Cotton" of "Materials supplied Cotton"."""
    place: str = ""
    """The kind of place that the heading speaks of: production, seat, plain or ""."""
    of_company: bool = False
    """Whether the heading names the company that it speaks of ("Sub-supplier country", not "Sub-sector")."""
    of_others: bool = False
    """Whether the heading names somebody else than the supplier."""
    of_kin: bool = False
    """Whether the heading speaks of companies that belong with the supplier: "Subsidiary"."""
    above: bool = False
    """Whether the heading speaks of a part above, which this one goes into."""
    instead: bool = False
    """Whether the heading speaks of a part that may stand in for this one."""
    deep: bool = False
    """Whether the heading says how deep a part lies, or the tier of a supplier: "Level", "Stufe 2"."""
    makes: bool = False
    """Whether the heading names a company that makes the goods."""
    bare_plant: bool = False
    """Whether the heading is "Plant" and no more, whose values may be the company's own."""
    own_sites: bool = False
    """Whether the heading speaks of several sites of one company: "Production sites"."""
    tells_roles: bool = False
    """Whether the column tells customers from suppliers."""
    what_or_whom: bool = False
    """Whether the heading may say what a company supplies or whom: "Supplies"."""
    clerk: bool = False
    """Whether the heading names those who buy, who may be clerks of the company."""
    paid: bool = False
    """Whether the heading names who is paid: "Payee"."""
    sold: str = ""
    """The goods that companies of the heading's kind make, whatever they are called: cotton of a "Ginner"."""
    margin: float = 0.0
    """Lead, in bits, of what the column is taken for over the next best."""
    evidence: tuple[tuple[str, float], ...] = ()
    """What spoke for it, in words and bits."""
    second: str = ""
    """The next best field; "" where that is no use at all."""

    @property
    def field(self) -> str:
        """Field the column is taken for, or ""."""
        return self.meaning.field if self.meaning else ""

    @property
    def sense(self) -> str:
        """Sense of the heading, or ""."""
        return self.meaning.sense if self.meaning else ""

    @property
    def fill(self) -> float:
        """Share of rows with a value."""
        return self.filled / self.seen if self.seen else 0.0

    @property
    def tier(self) -> int | None:
        """The tier that the heading names."""
        return self.whose.value if self.whose.kind == "rank" else None

    @property
    def is_headed(self) -> bool:
        """Whether it has a heading of its own."""
        return not self.heading.startswith(UNNAMED)

    @property
    def all_countries(self) -> bool:
        """Whether nearly all values are names of countries; a column of two-letter codes alone does not count."""
        return self.looks.countries >= 0.8 and self.looks.country_names >= 0.5


_BUYERS = ("buyer", "buyer_id")
_OF_SUPPLIERS = Meaning("supplier_id", "", 1.0, "ids that another table refers to")
_OF_BUYERS = Meaning("buyer_id", "", 1.0, "ids that another table holds")
_OF_STAGES = Meaning("name", "site", GUESSED, "a stage of the chain, over names of companies")
_OF_NODES = Meaning("name", "vendor", 0.9, "what the rows that another table refers to are called")
_VESSEL = Whose("stage", 50, "vessel")
"""A vessel that fishes is the first of its chain; beside goods in transit a vessel only carries them."""


def describe_columns(
    grid: Grid, header: Header, end: int, vocabulary: Vocabulary, senses: Senses
) -> tuple[Column, ...]:
    """The columns of the table between the header and row `end` (exclusive), each as its own heading says."""
    looked_at = rows_looked_at(grid, header, end)
    width = max((len(row) for row in grid.rows[header.row + 1 : end]), default=0)
    width = max(width, len(header.headings))
    looker = _Looker(vocabulary, senses)
    # in a list of accounts the billing address is the account's own; elsewhere it is a seat like another
    accounts = any(heading_key(h) == "account name" for h in header.headings if h)
    vessels = vocabulary.vessels(header.headings)
    roles = Roles(vocabulary.words)
    stages = vocabulary.stages(header.headings)
    seen_headings: dict[str, int] = {}
    columns = []
    for index in range(width):
        written = header.headings[index] if index < len(header.headings) else ""
        heading = one_line(written) or f"{UNNAMED}{column_letters(index)}"
        seen_headings[heading] = seen_headings.get(heading, 0) + 1
        if seen_headings[heading] > 1:
            heading = f"{heading} ({seen_headings[heading]})"
        asked = re.sub(r"(?i)^billing\s+", "", written) if accounts else written
        whose, meaning = vocabulary.said(asked) if written else (UNSAID, None)
        key = heading_key(written)
        if key in vessels:
            whose, meaning = _VESSEL, Meaning("name", "site", 0.9, "a vessel that fishes")
        if index in stages:
            whose, meaning = stages[index], Meaning("name", "site", 0.85, "a stage of the chain, beside its country")
        if index in grid.stages:
            whose, meaning = Whose("stage", grid.stages[index], key), _OF_STAGES
        if index in grid.ids:
            whose, meaning = UNSAID, _OF_BUYERS if meaning and meaning.field in _BUYERS else _OF_SUPPLIERS
        if index == grid.label:
            whose, meaning = UNSAID, _OF_NODES
        column = looker.column(index, heading, looked_at, meaning)
        columns.append(
            replace(
                column,
                meaning=meaning,
                whose=whose,
                key=key,
                lower=one_line(header.lower[index]) if index < len(header.lower) else "",
                stem=" ".join(vocabulary.words.finds("name_noise").sub(" ", key).split()),
                place=vocabulary.place_kind(asked) if written else "",
                of_company=bool(whose) and vocabulary.names_company(key),
                of_others=(meaning is None or meaning.weight < _SURE) and vocabulary.speaks_of_others(asked),
                of_kin=bool(vocabulary.words.finds("kin").search(key)),
                above=bool(vocabulary.words.finds("part_above").search(key)),
                instead=bool(vocabulary.words.finds("part_instead").search(key)),
                deep=vocabulary.is_depth(key),
                makes=bool(vocabulary.words.finds("maker").search(key)),
                bare_plant=key in vocabulary.words["bare_plant"],
                own_sites=key in vocabulary.words["own_sites"],
                tells_roles=roles.tells(key, column.sample),
                what_or_whom=key in vocabulary.words["what_or_whom"],
                clerk=bool(vocabulary.words.finds("clerk").search(key)),
                paid=bool(vocabulary.words.finds("payee").search(key)),
                sold=_sold(key, vocabulary.words),
            )
        )
    return tuple(columns)


def _sold(key: str, words: HeadingWords) -> str:
    """The goods that the kind of company makes which a heading key names."""
    found = words.finds("stage_good").search(key)
    return words.values("stage_good")[found[0]] if found else ""


def rows_looked_at(grid: Grid, header: Header, end: int) -> list[Sequence[str]]:
    """The rows of a table that decide what its columns are: all of a short one, evenly spread ones of a long one."""
    body = grid.rows[header.row + 1 : end]
    step = max(1, len(body) // LOOKED_AT)
    return [row for row in body[::step] if any(row)]


class _Looker:
    """Looks at the values of columns."""

    def __init__(self, vocabulary: Vocabulary, senses: Senses) -> None:
        self._vocabulary = vocabulary
        self._rows = RowWords.of(vocabulary.words)
        self._senses = senses

    def column(self, index: int, heading: str, rows: Sequence[Sequence[str]], meaning: Meaning | None = None) -> Column:
        """A column with its values alone; `meaning` tells which looks matter."""
        raw = [row[index] for row in rows if index < len(row) and row[index]]
        distinct = dict.fromkeys(raw)
        sample = [
            text
            for text in (one_line(clean(t)) for t in list(distinct)[:SAMPLE])
            # "Total" under "Vendor" is no vendor
            if text and not is_placeholder(text) and not self._rows.is_total(text)
        ]
        if not sample:
            return Column(index, heading, None, (), 0, len(rows), any(not t.isspace() for t in distinct))
        nothing = {t for t in distinct if t.isspace()} | placeholders_among(distinct)
        filled = sum(t not in nothing for t in raw)
        placed = meaning is None or meaning.field in _MAY_BE_PLACES
        return Column(index, heading, None, tuple(sample), filled, len(rows), True, looks=self._looks(sample, placed))

    def _looks(self, sample: Sequence[str], placed: bool) -> Looks:
        words, senses = self._vocabulary.words, self._senses
        total = len(sample)
        keys = [heading_key(text) if len(text) < 60 else "" for text in sample]
        countries = [t for t in sample if len(t) <= 60 and not t.isdigit() and senses.country(t)]
        numbers = sum(1 for t in sample if parse_amount(t.rstrip("% ")) is not None) / total

        def share(found: Sequence[object] | int) -> float:
            return (found if isinstance(found, int) else len(found)) / total

        return Looks(
            countries=share(countries),
            country_names=share(sum(len(t) > 3 or not t.isascii() for t in countries)),
            pairs=share(sum(len(t) == 2 and t.isalpha() and t.isascii() for t in sample)),
            iso=share(sum(map(senses.code, sample))),
            units=share(sum(k in words["unit"] for k in keys)),
            numbers=numbers,
            codes=share(sum(len(t) <= 14 and any(map(str.isdigit, t)) and " " not in t for t in sample)),
            companies=share(sum(map(senses.company, sample))) if numbers < 0.5 else 0.0,
            nobody=share(sum(_NOBODY.fullmatch(t) is not None for t in sample)),
            ticks=share(sum(is_tick(t) for t in sample)),
            answers=share(sum(map(is_an_answer, sample))),
            meant_numbers=share(sum(_MEANT_AS_NUMBER.fullmatch(t) is not None for t in sample)),
            sentences=share(sum(len(t) > 100 for t in sample)),
            commas=share(sum("," in t for t in sample)),
            places=share(sum("," in t and any(map(str.isdigit, t)) for t in sample)),
            ends=share(sum(len(t) < 200 and senses.place(t) for t in sample)) if placed and numbers < 0.5 else 0.0,
            world=share(sum(k in words["world_region"] for k in keys)),
            status=share(sum(k in words["status"] for k in keys)),
            own=share(sum(k in words["own_production"] for k in keys)),
            external=share(sum(k in words["external_party"] for k in keys)),
            schemes=share(sum(map(self._vocabulary.is_scheme, keys))),
            long=share(sum(len(t) > 8 for t in sample)),
            digits=share(sum(_HAS_NUMERAL.search(t) is not None for t in sample)),
            counts=numbers > 0.9 and all(len(t) <= 3 for t in sample),
        )


_TICKS = {
    "yes",
    "no",
    "y",
    "n",
    "x",
    "true",
    "false",
    "ja",
    "nein",
    "oui",
    "non",
    "si",
    "sí",
    "sim",
    "não",
    "evet",
    "hayır",
} | {"是", "否", "はい", "いいえ", "예", "아니오"}


def is_tick(text: str) -> bool:
    """Whether a text is a tick or a plain yes or no."""
    return text in TICKS or text.casefold() in _TICKS


_HAS_NUMERAL = re.compile(r"\d|[一二三四五]|\b[IVX]+\b")
_NOBODY = re.compile(
    r"\S+@\S+\.\S+|(?:https?://|www\.)\S+"
    r"|\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\+?[\d()/. -]*\d[()/. -]+\d[\d()/. -]*"
)
_MEANT_AS_NUMBER = re.compile(
    r"[<>≈~+\-(]*\s*(?:[A-Z]{3}\b|[^\w\s])?\s*\d[\d.,'’ ]*\s*"
    r"(?:%|％|k|m|mn|mm|mio|mrd|bn|b|thousand|million|billion|lakh|crore|[万亿億])?\.?\)?(?:\s*[A-Z]{3})?",
    re.IGNORECASE,
)


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
