"""Where the table is: the header row of a sheet, with a confidence and a reason in words.

Every row near the top is scored as a heading row: how many different columns we know it names, how much of the row
that is, whether it reads like headings rather than data, and whether suppliers stand below. Two lines are tried
together where headings are split over them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.meaning import OTHER, Meaning
from supplychain_risk.intake.values import tidy

SEARCHED_ROWS = 120
"""Rows searched for a header. Templates put up to about 60 rows of instructions above their table."""
_HALF = 0.5
"""Weight of a heading of which only the last word is known."""
_LONG = 70
"""Characters; a cell longer than this is prose, unless it is a heading we know."""
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:[/-]\d\d)?")
ANCHORS = ("name", "supplier_ref", "buyer", "supplier_id", "other_name", "cid", "os_id")
"""Fields of which a header of suppliers has at least one."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: `row` is the 0-based index of its last line; `headings` has a text per column, perhaps ""."""

    row: int
    lines: int
    headings: tuple[str, ...]
    known: int
    """Columns whose heading we know and use."""
    share: float
    """Share of its headings that we know, used or not."""
    score: float
    confidence: float
    reason: str
    sure: bool
    """Whether the headings speak of suppliers; other lists of names are read only if there is nothing better."""
    lower: tuple[str, ...] = ()
    """With two lines: the texts of the second alone, "Cotton" of "Materials supplied Cotton"."""


_LABEL_AND_VALUE = 2
_LEAST_SCORE = 2.5


def meaning_of(vocabulary: Vocabulary, heading: str) -> tuple[int | None, Meaning | None]:
    """Tier and meaning of a heading; a heading that is a tier and nothing else ("Tier 2") names the supplier there."""
    whose, meaning = vocabulary.said(heading)
    return (whose.value if whose.kind == "rank" else None), meaning


def find_header(
    grid: Grid, vocabulary: Vocabulary, start: int = 0, stop: int | None = None, *, needs_rows: bool = True
) -> Header | None:
    """The best header row from `start` on, or None if no row names a column of suppliers.

    `needs_rows`: only a row with something below it counts.
    """
    best: Header | None = None
    rows = grid.rows
    if (grid.ids or grid.stages) and not start:
        return _by_its_first_row(grid, vocabulary, needs_rows)
    for row in range(start, min(len(rows), stop if stop is not None else start + SEARCHED_ROWS)):
        for lines in (1, 2):
            found = _candidate(grid, vocabulary, row, lines, needs_rows)
            if found and (best is None or found.score > best.score):
                best = found
    return best


def _by_its_first_row(grid: Grid, vocabulary: Vocabulary, needs_rows: bool) -> Header | None:
    """The first filled row, by which another table was seen to refer to this one (ids such as "N1" below it read like
    headings of tiers), or which heads stages."""
    row = grid.first_filled or 0
    texts = _texts(grid.rows[row])
    known = len(grid.ids) or len(grid.stages)
    heads = "ids by which another table refers to the rows, or these to those of another"
    if grid.stages:
        heads = "stages of a chain, over names of companies"
    reason = f"row {row + 1} heads {heads}"
    told = Header(row, 1, tuple(texts), known, known / len(texts), _LEAST_SCORE, 0.7, reason, True)
    return _candidate(grid, vocabulary, row, 1, needs_rows) or told


def _texts(row: Sequence[str]) -> list[str]:
    return [tidy(text) if text else "" for text in row]


def _candidate(grid: Grid, vocabulary: Vocabulary, row: int, lines: int, needs_rows: bool) -> Header | None:
    texts = _texts(grid.rows[row])
    if lines == 2:
        if row == 0:
            return None
        below = texts
        joined = _joined(grid, row, _texts(grid.rows[row - 1]), below)
        if joined is None:
            return None
        texts = joined
    return _scored(grid, vocabulary, row, lines, texts, needs_rows)


def _joined(grid: Grid, row: int, above: list[str], below: list[str]) -> list[str] | None:
    """Headings over two lines joined; a heading above several columns counts for each of them."""
    years = [text for text in below if _YEAR.fullmatch(text)]
    if not any(above) or not any(below) or sum(map(_numeric, below)) > (len(years) if len(years) > 1 else 0):
        return None  # numbers are data, except for the years of one heading ("Purchases": 2024, 2025)
    above += [""] * (len(below) - len(above))
    below += [""] * (len(above) - len(below))
    if sum(map(bool, above)) == 1 and sum(map(bool, below)) > 3 and not _merged_part(grid, row - 1, above):
        return None  # a title, not a group of columns
    filled = list(above)
    spans = {(top, left): right for top, left, _, right in grid.header_merges if top == row - 1}
    for column, text in enumerate(above):
        if not text:
            continue
        end = spans.get((row - 1, column))
        last = end if end is not None else _blank_until(above, below, column)
        for other in range(column + 1, min(last, len(above) - 1) + 1):
            filled[other] = filled[other] or text
    return [merge_lines(a, b) for a, b in zip(filled, below, strict=True)]


def _merged_part(grid: Grid, row: int, above: list[str]) -> bool:
    return any(top == row and right - left + 1 < sum(map(bool, above)) for top, left, _, right in grid.header_merges)


def _blank_until(above: list[str], below: list[str], column: int) -> int:
    last = column
    while last + 1 < len(above) and not above[last + 1] and below[last + 1] and below[column]:
        last += 1
    return last


def merge_lines(above: str, below: str) -> str:
    """A heading over two lines as one text."""
    if not above or not below:
        return above or below
    return above if above == below else f"{above} {below}"


def _numeric(text: str) -> bool:
    return bool(text) and text[0].isdigit() and not any(map(str.isalpha, text))


def _scored(
    grid: Grid, vocabulary: Vocabulary, row: int, lines: int, texts: list[str], needs_rows: bool
) -> Header | None:
    filled = [text for text in texts if text]
    if not filled:
        return None
    if len(filled) == _LABEL_AND_VALUE and filled[0].endswith((":", "：")) and not filled[1].endswith((":", "：")):
        return None  # "Consignee: | Alder Trading" above a table is a label with its value
    meanings = [(text, *meaning_of(vocabulary, text)) for text in filled]
    meanings += [("", None, Meaning("name", "site", 0.85, "stages")) for _ in list(vocabulary.stages(filled))[:1]]
    meanings += [
        ("", None, Meaning("name", "site", 0.9, "vessels that fish")) for _ in list(vocabulary.vessels(filled))[:1]
    ]
    known: dict[tuple[int | None, str], Meaning] = {}
    for _, tier, m in meanings:
        if m and m.field != OTHER and ((tier, m.field) not in known or m.weight >= known[tier, m.field].weight):
            known[tier, m.field] = m
    anchors = [m for (_, field), m in known.items() if field in ANCHORS]
    if not anchors:
        return None
    other = sum(1 for _, _, m in meanings if m and m.field == OTHER)
    prose = sum(1 for text, _, m in meanings if len(text) > _LONG and (m is None or m.weight < 0.8))
    years = sum(1 for text in filled if _YEAR.fullmatch(text))  # columns of amounts per year
    numbers = sum(map(_numeric, filled)) - years
    recognised = sum(1 for _, _, m in meanings if m) + years
    weight = sum(m.weight for m in known.values())
    share = recognised / len(filled)
    name = max(anchors, key=lambda m: (m.field in ("name", "supplier_ref"), m.sense != "plain", m.weight))
    strong = name.field in ("name", "supplier_ref") and name.sense not in ("plain", "pair")
    # "Flooring supplier" is half a heading that we know; beside a country it heads suppliers
    placed = strong and name.weight >= _HALF and any(field == "country" for _, field in known)
    if len(known) <= 2 and (
        (name.weight < 0.8 and not placed) or prose or (share < 1 and _is_one_of_many(grid, row, texts, lines))
    ):
        return None
    if len(known) == 1 and re.search(r"[:：]\s*\S", filled[0]):
        return None  # "Supplier: a company that …"
    if (
        _is_form(grid, vocabulary, row, texts)
        or _is_labelled_form(grid, row, texts)
        or _is_form_in_pairs(grid, vocabulary, row, texts)
    ):
        return None
    if needs_rows and not _data_below(grid, row, texts):
        return None
    sure = (strong and name.weight >= 0.8) or (
        len(known) >= 2 and name.field in ("name", "supplier_ref", "cid", "os_id", "supplier_id", "other_name")
    )
    score = 2.0 * weight + 0.6 * other + 2.0 * share + (1.0 if strong else 0.0) - 1.5 * numbers - 1.0 * prose
    score -= 0.02 * min(row, 50) + (0.35 if lines == 2 else 0.0)
    if score < _LEAST_SCORE:
        return None
    confidence = round(min(0.99, 0.35 + 0.12 * weight + 0.25 * share + (0.1 if strong else 0.0)), 2)
    reason = (
        f"row {row + 1} names {len(known)} column{'s' if len(known) > 1 else ''} we know"
        f" ({recognised} of its {len(filled)} headings are known)"
        + (", over two lines" if lines == 2 else "")
        + ("" if sure else "; no heading says supplier, so the names found there are taken for suppliers")
    )
    return Header(row, lines, tuple(texts), len(known), share, score, confidence, reason, sure)


def _is_one_of_many(grid: Grid, row: int, texts: list[str], lines: int) -> bool:
    """Whether the row above fills the same columns: then this is no first line of a table (a glossary, a list)."""
    if lines == 2 or row == 0:
        return False
    here = {c for c, text in enumerate(texts) if text}
    above = {c for c, text in enumerate(grid.rows[row - 1]) if text.strip()}
    return here <= above


def unnumbered(text: str) -> str:
    """A text without its trailing number: "Mill 1" and "Mill 2" are two mills, not two headings."""
    return re.sub(r"\W*\d+$", "", text)


def _is_form(grid: Grid, vocabulary: Vocabulary, row: int, texts: list[str]) -> bool:
    """Whether known headings stand below one another in a column (a form or a glossary), not side by side."""
    first = next((c for c, text in enumerate(texts) if text and vocabulary.meaning(text)), None)
    if first is None:
        return False
    seen: set[str] = set()
    used = 0
    for below in grid.rows[row + 1 : row + 9]:
        text = tidy(below[first]) if first < len(below) else ""
        if not text:
            continue
        used += 1
        meaning = vocabulary.meaning(text)
        if meaning and meaning.rule.startswith("heading") and text != texts[first]:
            seen.add(meaning.field + unnumbered(text))
    return len(seen) >= 3 and len(seen) >= 0.5 * used


def _is_labelled_form(grid: Grid, row: int, texts: list[str]) -> bool:
    """Whether the row is a line of a form: a label with a colon, as most of the lines around it are."""
    first = next(c for c, text in enumerate(texts) if text)
    if not _is_label(texts[first]) or sum(map(bool, texts)) > 4:
        return False
    around = [tidy(r[first]) for r in grid.rows[max(row - 4, 0) : row + 9] if first < len(r) and r[first].strip()]
    return len(around) >= 3 and sum(map(_is_label, around)) >= 0.5 * len(around)


def _is_form_in_pairs(grid: Grid, vocabulary: Vocabulary, row: int, texts: list[str]) -> bool:
    """Whether labels and values alternate ("Company | Acme | Country | India") and do so again in the next line."""
    known = [c for c, text in enumerate(texts) if text and _certain(vocabulary, text)]
    if len(known) < 2 or len(known) * 2 > sum(map(bool, texts)) or row + 1 >= len(grid.rows):
        return False
    below = _texts(grid.rows[row + 1])
    again = [c for c in known if c < len(below) and below[c]]
    return len(again) >= 2 and all(_certain(vocabulary, below[c]) and below[c] != texts[c] for c in again)


def _certain(vocabulary: Vocabulary, text: str) -> bool:
    found = vocabulary.meaning(text)
    return found is not None and found.weight >= 0.85


def _is_label(text: str) -> bool:
    return text.rstrip("* ").endswith((":", "："))


def _data_below(grid: Grid, row: int, texts: list[str]) -> bool:
    columns = [c for c, text in enumerate(texts) if text]
    for below in grid.rows[row + 1 :]:
        if any(c < len(below) and below[c] and not below[c].isspace() for c in columns):
            return True
    return False


def looks_like_header(row: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a row in the midst of data is the header of a further table: nearly all its cells are known headings."""
    filled = [text for text in _texts(row) if text]
    if len(filled) < 2:
        return False
    meanings = [meaning_of(vocabulary, text)[1] for text in filled]
    certain = [m for m in meanings if m and m.weight >= 0.85]
    fields = {m.field for m in certain if m.field != OTHER}
    return len(certain) >= 0.7 * len(filled) and len(fields) >= 2 and bool(fields & set(ANCHORS))
