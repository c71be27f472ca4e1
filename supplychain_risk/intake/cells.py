"""The cells of a row as values: cleaned, split where they list several, each with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.values import (
    clean,
    is_cell_error,
    is_name_placeholder,
    one_line,
    plain_amount,
    split_list,
    split_parents,
)
from supplychain_risk.resolve.text import is_placeholder

_LISTS = {
    "sector": True,
    "commodity": True,
    "hs": True,
    "buyer": False,
    "buyer_id": False,
    "other_name": False,
    "tier": False,
}
"""Fields whose cells may list several values, and whether "/" separates them there."""
_LONGEST_PLACEHOLDER = 40
_new_tuple = tuple.__new__
_NOT_FILLED_DOWN = ("spend", "share")
"""A merged amount belongs to its rows together; counting it for each would multiply it."""


@dataclass(slots=True)
class Yield:
    """What a table gives, and the account of its rows."""

    suppliers: list[SupplierRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    ownership: list[OwnershipRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: int = 0
    set_aside: int = 0
    blank: int = 0

    def add(self, other: Yield) -> None:
        """Append what a further table of the same sheet gives."""
        self.suppliers += other.suppliers
        self.links += other.links
        self.ownership += other.ownership
        self.problems += other.problems
        self.used += other.used
        self.set_aside += other.set_aside
        self.blank += other.blank


class RowCells:
    """Reads the cells of one row after another as a plan says; what is wrong with a cell goes to `out`."""

    def __init__(self, grid: Grid, plan: Plan) -> None:
        self._grid = grid
        self._plan = plan
        self._cleaned: dict[str, str] = {}
        self._placeholders: set[str] = set()
        self._letters = [column_letters(i) for i in range(max((len(row) for row in grid.rows), default=0))]
        self._extra = tuple((c.index, c.heading) for c in plan.columns if c.index not in plan.used)
        self.out = Yield()

    def _texts(self, row: Sequence[str]) -> list[str]:
        """The row, cleaned; each distinct text is cleaned once."""
        cleaned = self._cleaned
        texts = []
        for raw in row:
            if not raw:
                texts.append("")
                continue
            text = cleaned.get(raw)
            if text is None:
                text = cleaned[raw] = clean(raw)
                if len(text) <= _LONGEST_PLACEHOLDER and is_placeholder(text):
                    self._placeholders.add(text)
            texts.append(text)
        return texts

    def _value(
        self, number: int, column: int, raw: Sequence[str], texts: Sequence[str], text: str | None = None
    ) -> Value:
        shown = texts[column] if text is None else text
        if "\n" in shown:
            shown = shown.replace("\n", " ")
        grid = self._grid
        if grid.merged or grid.origin:
            return Value(shown, raw[column], grid.cell(number, column))
        # The same as grid.cell(), without its look-ups: this line runs for every value of a sheet.
        cell = _new_tuple(CellRef, (grid.file, grid.name, f"{self._letters[column]}{number + 1}"))
        return Value(shown, raw[column], cell)

    def _values(
        self, number: int, raw: Sequence[str], texts: Sequence[str], fields: Mapping[str, tuple[int, ...]]
    ) -> dict[str, tuple[Value, ...]]:
        """Values by field for one supplier in a row."""
        found: dict[str, tuple[Value, ...]] = {}
        for name, columns in fields.items():
            values: list[Value] = []
            for column in columns:
                text = texts[column] if column < len(texts) else ""
                if not text or text in self._placeholders:
                    continue
                if text[0] == "#" and is_cell_error(text):
                    self._note(
                        number,
                        column,
                        raw,
                        "cell-error",
                        "an error value of a formula",
                        "Correct the formula.",
                        Fate.VALUE_NOT_USED,
                    )
                    continue
                if name in _NOT_FILLED_DOWN and (number, column) in self._grid.merged:
                    continue
                if name == "parent":
                    values += [self._value(number, column, raw, texts, one_line(p)) for p, _ in split_parents(text)]
                elif name in _LISTS:
                    parts = split_list(text, slash=_LISTS[name])
                    values += [
                        self._value(number, column, raw, texts, p)
                        for p in parts
                        if len(parts) == 1 or not is_placeholder(p)
                    ]
                elif name == "spend":
                    values.append(self._value(number, column, raw, texts, plain_amount(text, self._plan.decimal)))
                else:
                    values.append(self._value(number, column, raw, texts))
                if name == "country" and values:
                    break  # the second country column only fills gaps
            if values:
                found[name] = tuple(values)
        return found

    def _name(
        self, number: int, raw: Sequence[str], texts: Sequence[str], columns: Sequence[int]
    ) -> tuple[Value | None, str]:
        """The name of a supplier in a row, or why there is none: "", placeholder-name or cell-error."""
        why = ""
        for column in columns:
            text = texts[column] if column < len(texts) else ""
            if not text:
                continue
            if is_name_placeholder(text):
                why = why or "placeholder-name"
            elif is_cell_error(text):
                why = why or "cell-error"
            else:
                return self._value(number, column, raw, texts), ""
        return None, why

    def _extras(self, number: int, raw: Sequence[str], texts: Sequence[str]) -> tuple[tuple[str, Value], ...]:
        return tuple(
            (heading, self._value(number, i, raw, texts)) for i, heading in self._extra if i < len(texts) and texts[i]
        )

    def _note(
        self, number: int, column: int, raw: Sequence[str], code: str, message: str, hint: str, fate: Fate
    ) -> None:
        where: CellRef = self._grid.cell(number, column)
        self.out.problems.append(
            Problem(where=where, code=code, value=raw[column], message=message, hint=hint, fate=fate)
        )
