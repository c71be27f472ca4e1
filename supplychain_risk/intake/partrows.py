"""The rows of a list of parts as records of parts: which part, what it goes into, how much of it."""

from __future__ import annotations

from collections.abc import Mapping

from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.records import PartRecord, Value
from supplychain_risk.intake.values import split_list

OF_PARTS = ("share", "quantity", "unit", "origin", "hs")
"""What a row may say of a part besides what it is and what it goes into."""


def is_of_parts(plan: Plan, above: Mapping[int, tuple[int, ...]]) -> bool:
    """Whether a table is one of parts: it numbers them, or says which goes into which."""
    return bool(above or plan.fields.get("part") or plan.fields.get("parent_part"))


class PartRows:
    """Reads rows of parts, whoever supplies them; records go to the yield of the cells."""

    def __init__(self, cells: RowCells, above: Mapping[int, tuple[int, ...]]) -> None:
        """`above`: row → the rows of the part above (0-based)."""
        fields = cells.plan.fields
        self._cells, self._above = cells, above
        self._numbers = fields.get("part", ())
        self._names = fields.get("name", ())
        self._said = {field: fields[field] for field in (*OF_PARTS, "commodity", "parent_part") if field in fields}

    def read(self, row: Row) -> None:
        """Read a row; one that states neither a part nor who supplies it gives nothing."""
        number = self._first(row, self._numbers)
        maker = self._first(row, self._names)
        values = self._cells.values(row, self._said)
        goods = values.pop("commodity", ())
        if number is None and not goods and maker is None:
            return
        grid = self._cells.grid
        record = PartRecord(
            grid.file,
            grid.name,
            row.number + 1,
            number,
            goods,
            tuple(self._parents(values.pop("parent_part", ()))),
            tuple(at + 1 for at in self._above.get(row.number, ()) if at != row.number),
            maker,
            values,
        )
        self._cells.out.parts.append(record)

    def _first(self, row: Row, columns: tuple[int, ...]) -> Value | None:
        """The first filled cell of some columns, whatever it says: what stands in the place of a name, too."""
        column = next((c for c in columns if row.text(c)), None)
        return None if column is None else self._cells.value(row, column)

    @staticmethod
    def _parents(stated: tuple[Value, ...]) -> list[Value]:
        return [Value(text, value.raw, value.cell) for value in stated for text in split_list(value.text)]


__all__ = ["OF_PARTS", "PartRows", "is_of_parts"]
