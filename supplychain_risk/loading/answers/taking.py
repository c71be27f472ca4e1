"""Taking suppliers' answers into the rows of the input: what is new is taken, what contradicts these is told.

An answer completes what the user's own rows leave open. Where these state something else, theirs stands, and a problem
names both cells: which of the two is right only a person can say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from supplychain_risk.account import Correction
from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.records import ANSWERS, Answer, SupplierRecord, Value
from supplychain_risk.loading.answers.form import ASKED, QUESTIONS, UPSTREAM
from supplychain_risk.loading.answers.reading import Form
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.resolve.text import key

Rows = tuple[SupplierRecord, ...]
_LABELS = {row.field: row.label for row in ASKED}


@dataclass(slots=True)
class Taken:
    """What was taken of all forms."""

    completing: dict[int, list[SupplierRecord]] = field(default_factory=dict)
    """Id of the first record of a supplier → records that complete it and state no sale of it."""
    upstream: list[SupplierRecord] = field(default_factory=list)
    """Suppliers that suppliers named, each with whom it supplies."""
    corrections: dict[CellRef, Correction] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def rows(self, group: Rows) -> Rows:
        """The rows of a supplier with its answers behind them."""
        if not self.completing:
            return group
        return (*group, *(record for row in group for record in self.completing.get(id(row), ())))


Groups = Callable[[Sequence[SupplierRecord]], Mapping[str, Rows]]
"""Further records of suppliers → id of each supplier with its rows, those of the user's own sheets and these."""


def take(forms: Sequence[Form], groups: Groups, resolvers: Resolvers) -> Taken:
    """Take the answers of forms: of suppliers of the input first, then of those that these name, and so on.

    Args:
        forms: as they were read, in the order of the input; of two answers to one question the first is taken.
        groups: which rows are one supplier.
        resolvers: to compare answers by what they mean.
    """
    taken = Taken()
    left = list(forms)
    while left:
        known = groups(taken.upstream)
        found = [form for form in left if _is_of(form, known.get(form.supplier, ()))]
        if not found:
            break
        for form in found:
            _complete(form, taken, known[form.supplier], resolvers)
            _name(form, taken, known, resolvers)
        left = [form for form in left if form not in found]
    taken.problems += map(_for_nobody, left)
    return taken


def _is_of(form: Form, rows: Rows) -> bool:
    """Whether rows are of the supplier that a form was put to."""
    return key(form.name) in {key(v.text) for row in rows for f in _NAMES for v in row.values.get(f, ())}


_NAMES = ("name", "other_name", "supplier_id")


def _complete(form: Form, taken: Taken, rows: Rows, resolvers: Resolvers) -> None:
    known = taken.rows(rows)
    values: dict[str, tuple[Value, ...]] = {}
    answers: list[Answer] = []
    for column, value in form.answers:
        stated = _stated(known, column)
        against = [v for v in stated if not _agree(column, v.text, value.text, resolvers)]
        if stated and len(against) == len(stated):
            taken.problems.append(_contradicts(column, value, against[0]))
        elif not stated or column in _ADDED:
            if column in ANSWERS:
                answers.append(Answer(column, _LABELS[column], value, form.day))
            else:
                values[column] = (*values.get(column, ()), value)
            taken.corrections[value.cell] = form.correction(value)
    if "origin" in values and "commodity" not in values and (goods := _stated(known, "commodity")):
        values["commodity"] = tuple(goods)  # the question was about these goods
    record = SupplierRecord(
        form.file, QUESTIONS, 0, {"name": (form.name_cell,), **values}, answers=tuple(answers), completes=True
    )
    taken.completing.setdefault(id(rows[0]), []).append(record)


_ADDED = ("commodity", "hs", "certificate")
"""Fields of which a supplier may have several, so that a further one that fits is added."""


def _name(form: Form, taken: Taken, groups: Mapping[str, Rows], resolvers: Resolvers) -> None:
    """The suppliers that a supplier names, each supplying it."""
    for entry in form.upstream:
        name = entry["name"][0]
        namesakes = [rows for rows in groups.values() if _is_called(rows, name.text)]
        values = dict(entry)
        if len(namesakes) == 1:
            for column in ("country", "origin"):
                stated = _stated(namesakes[0], column)
                for value in values.get(column, ()):
                    if stated and not any(_agree(column, v.text, value.text, resolvers) for v in stated):
                        taken.problems.append(_contradicts(column, value, stated[0]))
                        del values[column]
        for given in values.values():
            for value in given:
                taken.corrections[value.cell] = form.correction(value)
        row = int("".join(c for c in name.cell.cell if c.isdigit()) or 0)
        values["buyer"] = (form.name_cell,)
        taken.upstream.append(SupplierRecord(form.file, UPSTREAM, row, values))


def _is_called(rows: Rows, text: str) -> bool:
    return any(key(v.text) == key(text) for r in rows for v in r.values.get("name", ()))


def _stated(rows: Iterable[SupplierRecord], column: str) -> list[Value]:
    """What rows state under a column."""
    if column in ANSWERS:
        return [a.value for row in rows for a in row.answers if a.column == column]
    return [value for row in rows for value in row.values.get(column, ())]


def _agree(column: str, stated: str, answered: str, resolvers: Resolvers) -> bool:
    """Whether two texts may both be right: they mean the same, or what the first means is not known."""
    if key(stated) == key(answered):
        return True
    meaning = _MEANINGS.get(column)
    if meaning is None:
        return False
    one, other = meaning(stated, resolvers), meaning(answered, resolvers)
    if column == "hs":
        return any(a.startswith(b) or b.startswith(a) for a in one for b in other)
    return not one or bool(one & other)


def _countries(text: str, resolvers: Resolvers) -> frozenset[str]:
    found = resolvers.countries.resolve(text, codes=True).code
    found = found or resolvers.countries.resolve(text.rpartition(",")[2].strip()).code
    return frozenset((found,)) if found else frozenset()


def _goods(text: str, resolvers: Resolvers) -> frozenset[str]:
    return frozenset(r.code for r in resolvers.commodities.resolve(text) if r.code)


def _digits(text: str, _: Resolvers) -> frozenset[str]:
    return frozenset(("".join(c for c in text if c.isdigit()),))


_MEANINGS: Mapping[str, Callable[[str, Resolvers], frozenset[str]]] = {
    "country": _countries,
    "origin": _countries,
    "commodity": _goods,
    "hs": _digits,
}


def _contradicts(column: str, value: Value, stated: Value) -> Problem:
    return Problem(
        where=value.cell,
        code="answer-contradicts",
        value=value.raw,
        message=f"the supplier answers '{value.text}' where {stated.cell} states '{stated.text}' "
        f"({_LABELS[column].lower()}); the answer is not used",
        hint="Find out which is right. Correct your own cell if the answer is, and give the answers again.",
        fate=Fate.VALUE_NOT_USED,
    )


def _for_nobody(form: Form) -> Problem:
    return Problem(
        where=form.name_cell.cell,
        code="answer-for-nobody",
        value=form.name,
        message=f"this workbook was put to '{form.name}' ({form.supplier}), which is no supplier of the input; "
        "none of its answers is used",
        hint="Give the list that it was asked about, or ask anew: an id may have changed with the supplier's country.",
        fate=Fate.VALUE_NOT_USED,
    )
