"""Tables that join by id: suppliers, materials, who supplies which, orders, each in a sheet or file of its own.

A column of ids ("material_id") that another table holds once per row ("material_id", or "id" of a sheet called
materials) completes the rows of the first with what the second says of that id. A completed cell refers to where its
text stands. Only tables that speak of suppliers, themselves or by what is joined to them, are completed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.grid import Grid, Opened, with_changes
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.values import one_line, tidy
from supplychain_risk.resolve.text import key

_IDS_OF_HAN = re.compile(r"(?:编号|编码|代码|号|コード|番号|번호|코드)$")
_OF_IDS = ("supplier_id", "buyer_id", "part")
"""Fields of headings that stand over ids, whatever their words are: LIFNR, Lieferantennummer, code article."""
_SURE = 0.85
"""Weight of a heading's meaning from which on it tells of what its ids are."""
_LETTERS_OF_A_STEM = 6
_ALIKE = 0.8
"""Share of the ids that must be found where the two headings are other words for the same."""
_OVERLAP = 0.5
"""Share of the ids of one table that the other must hold."""
_FEWEST_COLUMNS = 2


def id_key(text: str) -> str:
    """An id as ids are compared: a spreadsheet takes zeros from the front of a number, and may write 1010 as 1010.0."""
    whole = text.removesuffix(".0")
    return without_zeros(whole if whole.isdecimal() else key(text))


def without_zeros(text: str) -> str:
    """A text as texts are compared without the zeros in front, if it is a number."""
    return text.lstrip("0") or text if text.isdecimal() else text


class Ids:
    """Tells headings of ids, by their words and by what the vocabulary says."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words = vocabulary.words["id_word"]

    def is_one(self, heading: str) -> bool:
        """Whether a heading key is one of ids."""
        return self.subject(heading) != heading or heading in self._words or bool(self.field(heading))

    def field(self, heading: str) -> str:
        """The kind of ids that the vocabulary knows a heading for: of suppliers, buyers or parts; "" for none."""
        meaning = self._vocabulary.said(heading)[1]
        return meaning.field if meaning and meaning.field in _OF_IDS and meaning.weight >= _SURE else ""

    def names_the_kind(self, heading: str) -> bool:
        """Whether ids are of parts, or of suppliers in so many words: those of sites are others."""
        return self.field(heading) == "part" or self.of_suppliers(heading)

    def of_suppliers(self, heading: str) -> bool:
        """Whether a heading key is of ids of suppliers, in so many words: "supplier id", "lieferantennummer"."""
        if self.field(heading) != "supplier_id":
            return False
        words = self._vocabulary.words
        if words.finds("suppliers").search(heading):
            return True
        # in one word with what follows, as German, Dutch and Swedish write it
        return any(heading.startswith(word) for word in words["suppliers"] if len(word) >= _LETTERS_OF_A_STEM)

    def is_bare(self, heading: str) -> bool:
        """Whether a heading says id and no more."""
        return heading in self._words or (bool(heading) and not _IDS_OF_HAN.sub("", heading))

    def subject(self, heading: str) -> str:
        """What the ids of a heading tell apart: "material" of "material id", "article" of "code article"."""
        words = heading.split()
        while len(words) > 1 and words[-1] in self._words:
            words.pop()
        while len(words) > 1 and words[0] in self._words:
            words.pop(0)
        return _IDS_OF_HAN.sub("", " ".join(words)).strip()


@dataclass(slots=True)
class _Table:
    """A sheet with a heading row, while joins are looked for."""

    file: int
    sheet: int
    grid: Grid
    header: int
    headings: list[str]
    keys: list[str]
    ids: Ids

    @property
    def body(self) -> Sequence[Sequence[str]]:
        return self.grid.rows[self.header + 1 :]

    def column(self, index: int) -> list[str]:
        """The ids of a column, as they are compared."""
        return [id_key(row[index]) if index < len(row) else "" for row in self.body]


@dataclass(frozen=True, slots=True)
class _Join:
    """Column `here` of a table holds ids of the rows of another, which holds them in column `there`."""

    here: int
    other: _Table
    there: int


def joined(
    opened: Sequence[Opened], vocabulary: Vocabulary, spent: Container[tuple[str, str]] = ()
) -> tuple[tuple[Opened, ...], Mapping[tuple[str, str], str]]:
    """The files with the rows of tables completed that join by id, and per sheet that was joined to another, how.

    Files come back as they are where nothing joins. `spent`: sheets (file, name) that are read into others already.
    """
    ids = Ids(vocabulary)
    tables = [
        table
        for f, file in enumerate(opened)
        for s, grid in enumerate(file.grids)
        if (grid.file, grid.name) not in spent and (table := _table(f, s, grid, ids))
    ]
    if len(tables) < 2:
        return tuple(opened), {}
    joins = _one_way(tables, {id(t): list(_joins(t, tables)) for t in tables}, vocabulary)
    told: dict[tuple[str, str], str] = {}
    changed: dict[tuple[int, int], Grid] = {}
    notes: dict[int, list[Problem]] = {}
    done: dict[int, _Table] = {}
    for table in tables:
        found = joins[id(table)]
        if not found or not _of_suppliers(table, found, vocabulary):
            continue
        whole, _ = _completed(table, joins, done, ())
        changed[table.file, table.sheet] = whole.grid
        for join in found:
            notes.setdefault(table.file, []).extend(_notes(table, join))
            where = f"{table.grid.file}!{table.grid.name}"
            mark = (join.other.grid.file, join.other.grid.name)
            told.setdefault(mark, f"joined to {where} by '{table.headings[join.here]}'")
    return with_changes(opened, changed, notes), told


def _table(file: int, sheet: int, grid: Grid, ids: Ids) -> _Table | None:
    """A sheet whose first filled row reads like headings: several different texts, one of them of ids."""
    if grid.hidden or grid.origin:
        return None
    header = grid.first_filled
    if header is None or header + 1 >= len(grid.rows):
        return None
    headings = [one_line(tidy(text)) for text in grid.rows[header]]
    keys = [heading_key(text) for text in headings]
    named = [k for k in keys if k]
    if len(named) < _FEWEST_COLUMNS or len(set(named)) < len(named) or any(k.isdecimal() for k in named):
        return None
    return _Table(file, sheet, grid, header, headings, keys, ids) if any(map(ids.is_one, keys)) else None


def _joins(table: _Table, tables: Sequence[_Table]) -> Iterator[_Join]:
    """What completes the rows of a table: per column of ids the one other table that holds them once each."""
    for here, heading in enumerate(table.keys):
        if not heading or not table.ids.is_one(heading):
            continue
        own = {text for text in table.column(here) if text}
        best: tuple[float, _Join] | None = None
        for other in tables:
            if other is table:
                continue
            there = _column_of(heading, other)
            least = _OVERLAP
            if there is None:
                there, least = _column_of_same_kind(heading, other), _ALIKE
            if there is None or len([k for k in other.keys if k]) < _FEWEST_COLUMNS:
                continue
            theirs = [text for text in other.column(there) if text]
            if not own or len(set(theirs)) < len(theirs):
                continue
            share = len(own & set(theirs)) / len(own)
            if share >= least and (best is None or share > best[0]) and _adds(table, other):
                best = (share, _Join(here, other, there))
        if best is not None:
            yield best[1]


def _one_way(
    tables: Sequence[_Table], joins: Mapping[int, Sequence[_Join]], vocabulary: Vocabulary
) -> dict[int, list[_Join]]:
    """Leave out joins by which amounts would count twice.

    Of two tables that complete each other by the same ids only one is completed: the one that names nobody, else the
    first; by ids of something else than suppliers (codes of countries, of materials), the one that names them. And a
    table that names suppliers takes nothing from one whose rows are of suppliers by their ids: those rows are read
    themselves.
    """
    place = {id(t): n for n, t in enumerate(tables)}
    named = {id(t): any(_names(heading, vocabulary) for heading in t.headings) for t in tables}

    def kept(table: _Table, join: _Join) -> bool:
        other = join.other
        if named[id(table)] and not named[id(other)] and other.ids.of_suppliers(other.keys[join.there]):
            return False
        if (join.there, join.here) not in ((j.here, j.there) for j in joins[id(other)] if j.other is table):
            return True
        by_suppliers = table.ids.of_suppliers(table.keys[join.here]) or other.ids.of_suppliers(other.keys[join.there])
        first = {id(t): (named[id(t)] == by_suppliers, place[id(t)]) for t in (table, other)}
        return first[id(table)] < first[id(other)]

    return {id(table): [join for join in joins[id(table)] if kept(table, join)] for table in tables}


def _names(heading: str, vocabulary: Vocabulary) -> bool:
    meaning = vocabulary.said(heading)[1]
    return meaning is not None and meaning.field == "name"


def _column_of(heading: str, other: _Table) -> int | None:
    """The column of another table that holds the ids of a heading: of the same name, or its bare "id"."""
    if heading in other.keys:
        return other.keys.index(heading)
    bare = next((c for c, k in enumerate(other.keys) if other.ids.is_bare(k)), None)
    if bare is None:
        return None
    subject = other.ids.subject(heading)
    names = {heading_key(other.grid.name), heading_key(re.sub(r"\.\w+$", "", other.grid.file))}
    own = {name.rstrip("s") for name in names} | {name.split()[-1].rstrip("s") for name in names if name}
    return bare if subject and subject.rstrip("s") in own else None


def _column_of_same_kind(heading: str, other: _Table) -> int | None:
    """The one column of another table whose heading is another word for the same ids: "vendor no" of "supplier id"."""
    field = other.ids.field(heading)
    if not field or not other.ids.names_the_kind(heading):
        return None
    found = [c for c, k in enumerate(other.keys) if other.ids.field(k) == field and other.ids.names_the_kind(k)]
    return found[0] if len(found) == 1 else None


def _adds(table: _Table, other: _Table) -> bool:
    """Whether the other table says something that this one does not."""
    return bool({k for k in other.keys if k and not other.ids.is_one(k)} - set(table.keys))


def _of_suppliers(table: _Table, joins: Sequence[_Join], vocabulary: Vocabulary) -> bool:
    """Whether a table speaks of suppliers, by its own headings or by those of what is joined to it."""
    headings = [*table.headings, *(h for join in joins for h in join.other.headings)]
    for heading in headings:
        _, meaning = vocabulary.said(heading)
        named = meaning is not None and meaning.field == "name" and meaning.sense in ("vendor", "site")
        if named or table.ids.of_suppliers(heading_key(heading)):
            return True
    return False


def _completed(
    table: _Table, joins: Mapping[int, Sequence[_Join]], done: dict[int, _Table], seen: tuple[int, ...]
) -> tuple[_Table, bool]:
    """A table with the columns of what joins to it, which is completed first itself, and whether that is all of it.

    Two tables may complete each other ("suppliers" and "audits", a row per supplier in both): on the way from the one
    to the other what leads back is left out, and such a half is not kept as the other's own answer.
    """
    if id(table) in done:
        return done[id(table)], True
    is_whole = True
    headings, keys = list(table.headings), list(table.keys)
    width = max((len(row) for row in table.grid.rows), default=0)
    rows = [[*row, *([""] * (width - len(row)))] for row in table.grid.rows]
    elsewhere: dict[tuple[int, int], CellRef] = dict(table.grid.elsewhere)
    headings += [""] * (width - len(headings))
    keys += [""] * (width - len(keys))
    for join in joins[id(table)]:
        if id(join.other) in seen:
            is_whole = False
            continue
        other, all_of_it = _completed(join.other, joins, done, (*seen, id(table)))
        is_whole = is_whole and (all_of_it or not seen)
        at = {text: n for n, text in enumerate(other.column(join.there), other.header + 1) if text}
        ids = table.column(join.here)
        for column, heading in enumerate(other.headings):
            name = _own_heading(heading, other, join)
            if not heading or column == join.there or heading_key(name) in keys:
                continue
            rows[table.header].append(name)
            elsewhere[table.header, len(headings)] = other.grid.cell(other.header, column)
            for number, text in enumerate(ids, table.header + 1):
                source = at.get(text) if text else None
                cells = other.grid.rows[source] if source is not None else ()
                held = cells[column] if column < len(cells) else ""
                rows[number].append(held)
                if held and source is not None:
                    elsewhere[number, len(headings)] = other.grid.cell(source, column)
            for number in (*range(table.header),):
                rows[number].append("")
            headings.append(name)
            keys.append(heading_key(name))
    whole = replace(table, grid=replace(table.grid, rows=rows, elsewhere=elsewhere), headings=headings, keys=keys)
    if is_whole:
        done[id(table)] = whole
    return whole, is_whole


def _own_heading(heading: str, other: _Table, join: _Join) -> str:
    """The heading of a joined column: "name" of materials becomes "material name"."""
    own = other.keys[join.there]
    subject = other.grid.name.rstrip("s") if other.ids.is_bare(own) else other.ids.subject(own)
    return f"{subject} {heading}" if heading_key(heading) in ("name", "description", "type", "category") else heading


def _notes(table: _Table, join: _Join) -> Iterator[Problem]:
    """How a table was completed, and the ids that the other one lacks."""
    theirs = set(join.other.column(join.there))
    own = [text for text in table.column(join.here) if text]
    lacking = [n for n, text in enumerate(table.column(join.here), table.header + 1) if text and text not in theirs]
    heading = table.headings[join.here]
    where = f"{join.other.grid.file}, sheet '{join.other.grid.name}'"
    yield Problem(
        where=table.grid.cell(table.header, join.here),
        code="joined-by-id",
        value=heading,
        message=f"the rows are completed by '{heading}' from {where}: {len(own) - len(lacking)} of {len(own)} ids are "
        "there",
        hint="Nothing needs to be done. If these ids are not the same, give one of the columns another heading.",
        fate=Fate.NOTE,
        cells=len(own),
    )
    if lacking:
        first = lacking[0]
        yield Problem(
            where=table.grid.cell(first, join.here),
            code="id-not-found",
            value=table.grid.rows[first][join.here],
            message=f"{len(lacking)} ids under '{heading}' are not in {where}; what it says of them is not known",
            hint="Add the rows there, or correct the ids.",
            fate=Fate.VALUE_NOT_USED,
            cells=len(lacking),
        )


__all__ = ["Ids", "id_key", "joined"]
