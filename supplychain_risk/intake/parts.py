"""Lists of parts: which column numbers the parts, which names the part above, and which tells how deep a part lies.

Headings propose; values decide. A column refers to the parts above if its values stand in another column of the table,
whatever the two are called; a column tells depths if its values are those of an outline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import OF_COMPANIES, OTHER, Meaning
from supplychain_risk.intake.outlines import depths_of, goes_down_step_by_step, is_outline
from supplychain_risk.intake.values import clean
from supplychain_risk.intake.whose import UNSAID
from supplychain_risk.resolve.text import is_placeholder, key

Rows = Sequence[Sequence[str]]
_MAY_NUMBER = ("part", "commodity", "document", "level", OTHER, "")
"""Fields of headings under which numbers of parts or of lines stand; ids of no certain company may, too."""
_FEWEST = 2
_MOST = 0.6
"""Share of the values of a column that must be parts of the list for it to name parts above, where no word says so."""
_ALMOST_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns with what they are in a list of parts."""

    columns: tuple[Column, ...]
    stairs: tuple[int, ...] = ()
    """Columns for one depth each, of which every row fills one."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """Columns of which something should be told (a key of `planning.NOTES`)."""


def settle_parts(columns: Sequence[Column], rows: Rows) -> Parts:
    """Find the columns of a list of parts; tables of no parts come back as they are."""
    found, stairs = _stairs(columns, rows)
    found = _names_of_parts(_parents(_numbers(found), rows))
    found, notes = _depths(found, rows)
    return Parts(tuple(found), stairs, {**notes, **dict.fromkeys(stairs[:1], "read-as-depth")})


def _as(column: Column, name: str, sense: str, rule: str) -> Column:
    return replace(column, meaning=Meaning(name, sense, 0.8, rule), whose=UNSAID)


# --- numbers of parts --------------------------------------------------------------------------------------------


def _numbers(columns: Sequence[Column]) -> list[Column]:
    """A column of codes under "Part" or "Item" beside one of words numbers the parts; codes are no goods."""
    goods = [c for c in columns if c.field == "commodity" and c.filled]
    if not any(not _is_coded(c) for c in goods):
        return list(columns)
    return [_as(c, "part", "", "codes beside words") if c in goods and _is_coded(c) else c for c in columns]


def _is_coded(column: Column) -> bool:
    """Whether values are codes: "T-10", "A2"; or short words in capitals alone, as "BAG" is in a table of parts."""
    if column.looks.codes >= _ALMOST_ALL:
        return True
    return bool(column.sample) and all(t.isupper() and t.isascii() and " " not in t for t in column.sample)


def _names_of_parts(columns: list[Column]) -> list[Column]:
    """A bare "Name" between the numbers of parts and those who supply them is what the parts are called."""
    numbers = [c.index for c in columns if c.field == "part" and c.filled]
    vendors = [c.index for c in columns if c.field == "name" and c.sense in ("vendor", "site") and c.filled]
    return [
        _as(c, "commodity", "component", "a name behind the number of a part")
        if c.field == "name" and c.sense == "plain" and not c.looks.companies and c.index - 1 in numbers and vendors
        else c
        for c in columns
    ]


def _parents(columns: list[Column], rows: Rows) -> list[Column]:
    """The column of the parts above, and the column that its values refer to."""
    parents = [c for c in columns if c.filled and (c.field == "parent_part" or (c.above and _is_free(c)))]
    parents = [c for c in parents if not c.instead]
    told = [(c, held) for c in parents if (held := _held(c, columns, 0.0, rows)) is not None]
    if not told and not parents:
        found = [(c, h) for c in columns if _may_refer(c) and (h := _held(c, columns, _MOST, rows)) is not None]
        told = [(_as(c, "parent_part", "values", "its values are parts of the list"), h) for c, h in found[:1]]
    settled = {c.index: c for c, _ in told}
    for parent, held in told:
        if parent.field != "parent_part":
            settled[parent.index] = _as(parent, "parent_part", "", "words for the part above")
        others = [c for c in columns if c.field == "commodity" and c.filled and c.index not in (held.index, *settled)]
        if held.field != "part" and (held.field != "commodity" or (_is_coded(held) and others)):
            settled.setdefault(held.index, _as(held, "part", "", "the parts above are among its values"))
    return [settled.get(c.index, c) for c in columns]


def _is_free(column: Column) -> bool:
    """Whether a heading that speaks of a part above may be one: it is not that of another column."""
    return column.meaning is None or column.field in ("part", "commodity") or _is_weak_id(column)


def _is_weak_id(column: Column) -> bool:
    return column.field == "supplier_id" and column.sense == "weak"


def _may_refer(column: Column) -> bool:
    """Whether a column without words for it may name parts above: telling codes, whatever its heading is."""
    telling = column.looks.codes >= _ALMOST_ALL and not column.looks.counts
    free = column.field in (*_MAY_NUMBER, "parent_part", "parent", "sector") or _is_weak_id(column)
    return telling and free and not column.of_others and not column.instead and len(column.sample) >= _FEWEST


def _held(parent: Column, columns: Sequence[Column], least: float, rows: Rows) -> Column | None:
    """The column that holds most of the values of one of parts above; None where none holds enough."""
    wanted = {key(text) for text in parent.sample}
    best: tuple[float, bool, int, Column] | None = None
    for c in columns:
        if (
            c.index == parent.index
            or not c.filled
            or not (c.field in _MAY_NUMBER or _is_weak_id(c))
            or c.above
            or c.instead
        ):
            continue
        held = wanted & {key(text) for text in c.sample}
        share = len(held) / len(wanted) if wanted else 0.0
        enough = share > least if least == 0 else share >= least and len(held) >= _FEWEST
        if enough and (least == 0 or not _in_circles(parent.index, c.index, rows)):
            rank = (share, c.field == "part", -c.index, c)
            best = max(best, rank, key=lambda r: r[:3]) if best else rank
    return best[3] if best else None


def _in_circles(parent: int, part: int, rows: Rows) -> bool:
    """Whether a row names itself as the part above, or parts go into one another: then the column says else."""
    above = {key(row[part]): key(row[parent]) for row in rows if len(row) > max(parent, part) and row[part].strip()}
    for start in above:
        seen = {start}
        step = above[start]
        while step:
            if step in seen:
                return True
            seen.add(step)
            step = above.get(step, "")
    return False


# --- depths ------------------------------------------------------------------------------------------------------


def _depths(columns: list[Column], rows: Rows) -> tuple[list[Column], dict[int, str]]:
    """The column of depths: a level beside parts, the numbers of an outline, or depths left of goods and names."""
    parts = any(c.field in ("part", "parent_part") or c.sense == "component" for c in columns if c.filled)
    goods = parts or any(c.field == "commodity" and c.filled for c in columns)
    settled: dict[int, Column] = {}
    notes: dict[int, str] = {}
    for c in columns:
        if c.field == "tier" and (c.sense == "weak" or c.deep):
            if parts or _leads(c, columns, rows):
                settled[c.index] = replace(_as(c, "level", c.sense, "depth of a part"), second="tier")
                if not parts:
                    notes[c.index] = "read-as-depth"
            elif _is_of_a_chain(c, columns, rows):
                settled[c.index] = replace(_as(c, "level", OF_COMPANIES, "depth in a chain"), second="tier")
                notes[c.index] = "read-as-chain"
        elif _may_number(c) and c.sample and is_outline(c.sample[:20]) and is_outline(_texts(c.index, rows)):
            settled[c.index] = _as(c, "level", "outline", "numbers of an outline")
            if not goods:
                notes[c.index] = "read-as-outline"
    return [settled.get(c.index, c) for c in columns], notes


def _may_number(column: Column) -> bool:
    """Whether the heading of a column may be that of numbers of lines: "Pos.", "No.", "序号", or unknown."""
    return column.field in ("part", "document", OTHER, "") or _is_weak_id(column)


def _leads(depth: Column, columns: Sequence[Column], rows: Rows) -> bool:
    """Whether a row is about a part: depth, then what it is, then who makes it, and the depths are an outline's."""
    goods = min((c.index for c in columns if c.field == "commodity" and c.filled), default=-1)
    names = min((c.index for c in columns if c.field == "name" and c.filled), default=-1)
    stated = depths_of(dict(enumerate(_texts(depth.index, rows))))
    return depth.index < goods < names and goes_down_step_by_step(stated.values())


_RELATED = ("buyer", "buyer_id", "supplier_ref", "relation", "parent_part")


def _is_of_a_chain(depth: Column, columns: Sequence[Column], rows: Rows) -> bool:
    """Whether depths stand before the one company of each row, are an outline's, and no column says who supplies whom.

    Tiers are listed one after the other, or in no order; an outline never goes down by two.
    """
    filled = [c for c in columns if c.filled]
    names = [c.index for c in filled if c.field == "name"]
    if not names or depth.index > min(names) or any(c.whose or c.field in _RELATED for c in filled if c is not depth):
        return False
    named = [row for row in rows if any(i < len(row) and row[i].strip() for i in names)]
    stated = depths_of(dict(enumerate(_texts(depth.index, named))))
    return len(stated) == len(named) and goes_down_step_by_step(stated.values())


def _texts(column: int, rows: Rows) -> list[str]:
    texts = [clean(row[column]) for row in rows if column < len(row)]
    return [text for text in texts if text and not is_placeholder(text)]


# --- a column per depth ------------------------------------------------------------------------------------------

_NUMBERED = re.compile(r"(?P<stem>.*?\D)?(?P<number>\d)")


def _stairs(columns: Sequence[Column], rows: Rows) -> tuple[list[Column], tuple[int, ...]]:
    """Columns for one depth each ("Level 1 | Level 2 | Level 3"), whose values are parts and no companies."""
    names = [c for c in columns if c.field == "name" and not c.whose and c.filled]
    if not names:
        return list(columns), ()
    for run in _runs(columns, names[0].index):
        if not _are_companies(run, names) and _is_staircase([c.index for c in run], rows, loose=_is_of_depths(run)):
            indexes = tuple(c.index for c in run)
            found = [_as(c, "commodity", "component", "a depth of parts") if c in run else c for c in columns]
            return found, indexes
    return list(columns), ()


def _runs(columns: Sequence[Column], name: int) -> list[list[Column]]:
    """Columns side by side, left of the names, that may hold parts."""
    runs: list[list[Column]] = [[]]
    for c in columns[:name]:
        ranked = c.whose.kind == "rank" and c.field == "name"
        if c.has_text and (ranked or c.meaning is None or c.field in ("commodity", "part", "parent_part")):
            runs[-1].append(c)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= _FEWEST]


def _is_of_depths(run: Sequence[Column]) -> bool:
    """Whether the headings are one word for a depth with a number each."""
    return all(c.deep and _NUMBERED.search(c.key) for c in run)


def _are_companies(run: Sequence[Column], names: Sequence[Column]) -> bool:
    """Whether the values of columns are the names of suppliers rather than of what they make."""
    own = {key(text) for c in names for text in c.sample}
    return any(c.looks.companies > 0.2 or own & {key(text) for text in c.sample} for c in run)


def _is_staircase(run: Collection[int], rows: Rows, *, loose: bool) -> bool:
    """Whether each row fills one of some columns, and goes down by one at most; `loose`: or all up to its own."""
    depths: list[int] = []
    alone = True
    for row in rows:
        filled = [at for at, c in enumerate(run) if c < len(row) and row[c].strip()]
        if not filled:
            continue
        depths.append(filled[-1])
        alone = alone and len(filled) == 1
    used = len(set(depths)) >= _FEWEST
    steady = bool(depths) and depths[0] == 0 and all(after <= before + 1 for before, after in pairwise(depths))
    return (used and steady and alone) or (loose and bool(depths))
