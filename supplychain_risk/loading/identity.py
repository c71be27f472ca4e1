"""Which rows are the same supplier.

Rows are the same supplier when they share an identifier (LEI, USCC, OS ID, …) or the sheet's own supplier id, or, where
neither speaks against it, name and country. An identifier whose check digit is wrong says nothing. The id given to a
supplier does not depend on the order of rows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from supplychain_risk.domain import Fate, Identifier, Problem
from supplychain_risk.intake.joining import id_key, without_zeros
from supplychain_risk.intake.records import LinkRecord, SupplierRecord, Value
from supplychain_risk.network import COMPANY
from supplychain_risk.resolve.identifier import Recognized, is_scientific, recognize
from supplychain_risk.resolve.text import key

STRONG = ("lei", "uscc", "os_id", "cid", "gln", "duns", "registration", "vat")
"""Identifiers that name one company or site wherever they stand; a supplier id does so only in its own input."""
_STRONG = frozenset(STRONG)

_RUNNING = re.compile(r"\d{1,2}")
"""An id so short may number the rows of a sheet and no other."""


class Groups:
    """Disjoint groups of row numbers (union-find); the smallest number names the group."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self.any_joined = False
        """Whether any group has two members."""

    def find(self, item: int) -> int:
        """The number that names the item's group."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        a, b = self.find(one), self.find(other)
        if a != b:
            self.any_joined = True
            self._parent[max(a, b)] = min(a, b)


def strong_identifiers(record: SupplierRecord) -> tuple[Identifier, ...]:
    """The strong identifiers a row states, each under the scheme that its form shows; faulty ones too."""
    if _STRONG.isdisjoint(record.values):
        return ()
    return tuple(
        Identifier(scheme=found.scheme, value=found.value, cells=(value.cell,)) for value, found in _stated(record)
    )


def identifiers_of(rows: Iterable[SupplierRecord]) -> tuple[Identifier, ...]:
    """The strong identifiers that the rows of a supplier state, each once."""
    found = {(one.scheme, one.value): one for row in rows for one in strong_identifiers(row)}
    return tuple([found[mark] for mark in sorted(found)]) if found else ()


def may_be_faulty(record: SupplierRecord) -> bool:
    """Whether a row may have `identifier_problems`; quick, since every row is asked."""
    own = record.values.get("supplier_id")
    if own and ("+" in own[0].text or len(own) > 1):
        return True
    return not _STRONG.isdisjoint(record.values)


def identifier_problems(record: SupplierRecord) -> Iterator[Problem]:
    """Identifiers of a row that cannot be what their column says, and ids that a spreadsheet has cut."""
    for value, found in _stated(record):
        if not found.joins:
            meant = (found.suggestion,) if found.suggestion else ()
            yield _problem(value, found.standing.value, found.why, meant)
    for value in record.values.get("supplier_id", ()):
        if is_scientific(value.text):
            yield _problem(value, "identifier-damaged", "a spreadsheet has cut this supplier id to a rounded number")


def _problem(value: Value, code: str, why: str, suggestions: tuple[str, ...] = ()) -> Problem:
    hint = f"It may have been {suggestions[0]}. " if suggestions else ""
    return Problem(
        where=value.cell,
        code=code,
        value=value.raw,
        message=f"{why}; it is kept as text and not used to find rows of the same supplier",
        hint=f"{hint}Write the identifier anew, in a cell formatted as text.",
        suggestions=suggestions,
        fate=Fate.VALUE_NOT_USED,
    )


def _stated(record: SupplierRecord) -> Iterator[tuple[Value, Recognized]]:
    values = record.values
    if _STRONG.isdisjoint(values):
        return
    for scheme in STRONG:
        for value in values.get(scheme, ()):
            yield value, recognize(scheme, value.text)


def _sure(record: SupplierRecord) -> Iterator[Recognized]:
    return (found for _, found in _stated(record) if found.joins)


def joining_identifiers(record: SupplierRecord) -> Iterator[tuple[str, str]]:
    """Scheme and value of the identifiers of a row that make it one supplier with any other row that has them."""
    for found in _sure(record):
        if found.scheme not in (
            "vat",
            "registration",
        ):  # a group of companies may share one; compared, not used to join
            yield found.scheme, found.value


def _own_ids(record: SupplierRecord) -> tuple[str, ...]:
    own = record.values.get("supplier_id")
    return (own[0].text,) if own and not is_scientific(own[0].text) else ()


class _Stated:
    """What the rows of an input are called; their names and ids normalized."""

    def __init__(self, records: Sequence[SupplierRecord]) -> None:
        self.records = records
        ids = [own[0].text if (own := record.values.get("supplier_id")) else None for record in records]
        self.ids = [None if own is None or is_scientific(own) else own for own in ids]
        """The id of each row as written, None where it has none or one that a spreadsheet has cut."""
        self.id_keys = [None if own is None else id_key(own) for own in self.ids]
        """As ids are compared: a number without the zeros before it."""
        names = [named[0].text if (named := record.values.get("name")) else None for record in records]
        self.names = [None if name is None else key(name) for name in names]
        self.identified = [number for number, record in enumerate(records) if not _STRONG.isdisjoint(record.values)]
        """The rows with strong identifiers."""
        self._identified = frozenset(self.identified)

    def marks(self, number: int) -> tuple[str, ...]:
        """What tells a row from its namesakes: its ids."""
        if number in self._identified:
            return _marks(self.records[number])
        own = self.id_keys[number]
        return () if own is None else (own,)


def group_records(
    records: Sequence[SupplierRecord], countries: Sequence[str | None]
) -> tuple[tuple[SupplierRecord, ...], ...]:
    """Groups of rows that are one supplier, in order of first appearance.

    `countries` are the resolved codes of the rows, in the same order.
    """
    groups = Groups(len(records))
    stated = _Stated(records)
    _join_by_identifier(stated, groups)
    _join_by_supplier_id(stated, groups)
    _join_by_name(stated, countries, groups)
    if not groups.any_joined:
        return tuple((record,) for record in records)
    members: dict[int, list[SupplierRecord]] = {}
    for number, record in enumerate(records):
        members.setdefault(groups.find(number), []).append(record)
    return tuple(tuple(group) for group in members.values())


def named_by_id(records: Sequence[SupplierRecord]) -> tuple[SupplierRecord, ...]:
    """The rows, those that call a supplier by the id that another row gives it with that row's id and name.

    "S1" in a list of links or audits is the supplier S1 of the supplier list, and no company called S1.
    """
    asked = {id_key(said.text) for record in records if not _own_ids(record) and (said := record.first("name"))}
    called: dict[str, dict[str, str]] = {}
    for record in records if asked else ():
        name = record.first("name")
        if name is not None:
            for own in filter(_has_digit, _own_ids(record)):
                if (mark := id_key(own)) in asked:
                    called.setdefault(mark, {})[key(name.text)] = name.text
    if not called:
        return tuple(records)
    return tuple(_with_name(record, called) for record in records)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _with_name(record: SupplierRecord, called: Mapping[str, Mapping[str, str]]) -> SupplierRecord:
    said = record.first("name")
    names = called.get(id_key(said.text), {}) if said is not None and not _own_ids(record) else {}
    if said is None or len(names) != 1 or key(said.text) in names:
        return record
    name = said.changed(text=next(iter(names.values())))
    return record.changed(values={**record.values, "name": (name,), "supplier_id": (said,)})


def _sharing(marks: Sequence[str | None]) -> Iterable[list[int]]:
    """The numbers of those that share a mark with another, mark by mark; None is shared with nobody."""
    if len(set(marks)) == len(marks):
        return ()
    first: dict[str, int] = {}
    found: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark is not None and (known := first.setdefault(mark, number)) != number:
            found.setdefault(known, [known]).append(number)
    return found.values()


def _join_by_identifier(stated: _Stated, groups: Groups) -> None:
    first: dict[tuple[str, str], int] = {}
    for number in stated.identified:
        for identifier in joining_identifiers(stated.records[number]):
            groups.join(number, first.setdefault(identifier, number))


def _join_by_supplier_id(stated: _Stated, groups: Groups) -> None:
    """Within a sheet an id names one supplier. Across sheets and files only if the name agrees too or is left out.

    A running number (1, 2, 3 …) in two workbooks must not make one supplier of two. "00123" and "123" are one id that
    lost its zeros if the name agrees, and may be two ids if not.
    """
    for numbers in _sharing(stated.id_keys):
        first: dict[tuple[str, ...], int] = {}
        for number in numbers:
            record, name = stated.records[number], stated.names[number]
            groups.join(number, first.setdefault((record.file, record.sheet, key(stated.ids[number] or "")), number))
            if name is not None:
                groups.join(number, first.setdefault((name,), number))
    _join_nameless(stated, groups)


def _join_nameless(stated: _Stated, groups: Groups) -> None:
    """Join rows that give an id and no name to the one named supplier that has it, wherever it is described."""
    ids, names = stated.id_keys, stated.names
    nameless = [number for number, name in enumerate(names) if name is None and ids[number] is not None]
    named: dict[str, set[int]] = {}
    for number, (own, name) in enumerate(zip(ids, names, strict=True)) if nameless else ():
        if own is not None and name is not None:
            named.setdefault(key(stated.ids[number] or ""), set()).add(groups.find(number))
    for number in nameless:
        own = stated.ids[number] or ""
        found = {groups.find(other) for other in named.get(key(own), ())}
        if len(found) == 1 and not _RUNNING.fullmatch(own):
            groups.join(number, found.pop())


def _join_by_name(stated: _Stated, countries: Sequence[str | None], groups: Groups) -> None:
    """Join rows of one name and country unless their identifiers differ; a bare row joins its only namesake."""
    for numbers in _sharing(stated.names):
        _join_namesakes(numbers, stated, countries, groups)


def _join_namesakes(numbers: Sequence[int], stated: _Stated, countries: Sequence[str | None], groups: Groups) -> None:
    if len({groups.find(number) for number in numbers}) == 1:
        return  # as their ids say already
    by_country: dict[str | None, dict[tuple[str, ...], int]] = {}
    for number in numbers:
        marks = by_country.setdefault(countries[number], {})
        groups.join(number, marks.setdefault(stated.marks(number), number))
    for marks in by_country.values():
        named = [number for mark, number in marks.items() if mark]
        if () in marks and len({groups.find(n) for n in named}) == 1:
            groups.join(marks[()], named[0])
    known = [c for c in by_country if c is not None]
    if None in by_country and len(known) == 1:
        there = {groups.find(n) for n in by_country[known[0]].values()}
        bare = by_country[None].get(())
        if bare is not None and len(there) == 1 and stated.records[bare].first("country") is None:
            groups.join(bare, there.pop())


def _marks(record: SupplierRecord) -> tuple[str, ...]:
    """What tells namesakes apart: their ids."""
    return tuple(sorted({f"{i.scheme}:{i.value}" for i in _sure(record)} | set(map(id_key, _own_ids(record)))))


def supplier_ids(groups: Iterable[tuple[Sequence[SupplierRecord], str, str | None]]) -> tuple[str, ...]:
    """One id per group of (rows, name, country code): the sheet's own id where it is unique, else name and country.

    Where two suppliers would get the same id, each gets a short hash of what tells it apart, so that the order of rows
    does not matter.
    """
    items = list(groups)
    wanted = [_wanted(rows, name, country) for rows, name, country in items]
    taken = Counter(wanted)
    if len(taken) == len(wanted):
        return tuple(wanted)
    made: list[str] = []
    for want, (rows, name, country) in zip(wanted, items, strict=True):
        made.append(want if taken[want] == 1 else f"{want}-{_digest(rows, name, country)}")
    counts: dict[str, int] = {}
    for number, one in enumerate(made):
        counts[one] = counts.get(one, 0) + 1
        if counts[one] > 1:  # the same in every respect we compare, yet kept apart: number them
            made[number] = f"{one}-{counts[one]}"
    return tuple(made)


def _wanted(rows: Sequence[SupplierRecord], name: str, country: str | None) -> str:
    stated = rows[0].values.get("supplier_id", ())
    if len(rows) == len(stated) == 1:
        wanted = stated[0].text
    else:
        own = [value.text for row in rows for value in row.values.get("supplier_id", ())]
        wanted = min(own) if own else slug(name, country)
    return f"{wanted}-supplier" if wanted == COMPANY or wanted.startswith("buyer-") else wanted


def _digest(rows: Sequence[SupplierRecord], name: str, country: str | None) -> str:
    marks = sorted({m for row in rows for m in _marks(row)})
    text = "\x1f".join(
        [key(name), country or "", *marks, *([] if marks else sorted({key(_address(row)) for row in rows}))]
    )
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _address(row: SupplierRecord) -> str:
    parts: list[Value] = [v for c in ("address", "city", "region", "country") for v in row.values.get(c, ())]
    return " ".join(part.text for part in parts)


def slug(name: str, country: str | None) -> str:
    """A readable id from name and country, as in "hetian-taida-apparel-co-ltd-cn"; a hash where no words are Latin."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if len(re.sub(r"[^a-z]", "", words)) < 2 or len(words) < len(name) / 3:
        words = "s-" + hashlib.sha256(key(name).encode()).hexdigest()[:8]
    return f"{words}-{country.lower()}" if country else words


def linked_rows(
    groups: Sequence[Sequence[SupplierRecord]], links: Sequence[LinkRecord]
) -> Mapping[int, tuple[LinkRecord, ...]]:
    """The rows of sheets of links by the group whose goods they tell; what two groups may be called is nobody's.

    A link between companies of one row says nothing that the row's own records do not say.
    """
    if not any(link.values for link in links):
        return {}
    own = {v.cell for rows in groups for row in rows for f in ("name", "supplier_id") for v in row.values.get(f, ())}
    told = [link for link in links if link.supplier.cell not in own and link.values]
    if not told:
        return {}
    known: dict[str, set[int]] = {}
    by_number: dict[str, set[int]] = {}
    for number, rows in enumerate(groups):
        for row in rows:
            for field in ("name", "other_name", "supplier_id"):
                for value in row.values.get(field, ()):
                    mark = key(value.text)
                    known.setdefault(mark, set()).add(number)
                    if mark.isdecimal():
                        by_number.setdefault(without_zeros(mark), set()).add(number)
    found: dict[int, list[LinkRecord]] = {}
    for link in told:
        called = key(link.supplier.text)
        numbers = known.get(called) or by_number.get(without_zeros(called), set())
        if len(numbers) == 1:
            found.setdefault(next(iter(numbers)), []).append(link)
    return {number: tuple(some) for number, some in found.items()}


def by_reference(names: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """Normalized name or id → ids of the suppliers that bear it; `names` is id → the names of a supplier."""
    found: dict[str, set[str]] = {}
    for supplier, texts in names.items():
        for text in texts:
            found.setdefault(key(text), set()).add(supplier)
    return {text: tuple(sorted(ids)) for text, ids in found.items()}
