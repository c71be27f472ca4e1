"""What should be told of the columns of a table: those that were close, guessed, or known and left out."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.planning import NOTES
from supplychain_risk.intake.records import FIELDS
from supplychain_risk.intake.weights import bits

_WATCHED = ("name", "supplier_ref", "country", "origin", "origin_region", "commodity", "hs", "region")
"""Columns that may not be left out without a word: a screening without them can be wrong."""


def column_notes(grid: Grid, header: Header, plan: Plan) -> Iterator[Problem]:
    """A problem per column that was guessed about, or that is filled, known and not used."""
    used = plan.used
    for column in plan.columns:
        why = plan.notes.get(column.index)
        if not column.filled and why is None:
            continue
        if why is not None:
            yield _note(
                grid, header, column, "column-guessed" if column.index in used else "column-not-used", NOTES[why]
            )
        elif column.index not in used and column.field in _WATCHED and not column.of_others:
            what = f"it reads like the {FIELDS[column.field].split(':')[0]}, and another column is used for that"
            yield _note(grid, header, column, "column-not-used", what)
        elif column.index not in used and not column.field and not column.of_others and column.all_countries:
            yield _note(grid, header, column, "column-not-used", "its values are countries; whose, is not known")
        elif column.second == "country" and not column.field and "country" not in plan.fields and not column.of_others:
            what = "its heading speaks of countries, and its values are no names or codes of countries"
            yield _note(grid, header, column, "column-not-used", what)
        elif column.index not in used and not column.is_headed and header.row >= 0 and _says_something(column):
            yield _note(grid, header, column, "column-not-used", "it has no heading; its values are kept as attributes")


def _says_something(column: Column) -> bool:
    """Whether the values of a column are texts, and no numbers of rows or ticks."""
    return column.looks.numbers < 0.5 and column.looks.ticks < 0.5 and column.looks.long > 0


def _note(grid: Grid, header: Header, column: Column, code: str, why: str) -> Problem:
    left_out = code == "column-not-used"
    return Problem(
        where=grid.cell(max(header.row, 0), column.index),
        code=code,
        value=column.heading,
        message=f"'{column.heading}' is not used: {why}" if left_out else f"'{column.heading}' {why}",
        hint="Say with --mapping what the column is, if it is something else; check --write-mapping writes one.",
        fate=Fate.VALUE_NOT_USED if left_out else Fate.NOTE,
        cells=column.filled,
    )


def close_columns(plan: Plan) -> Iterator[str]:
    """The columns whose evidence leaves doubt, each with what spoke for what it is taken for."""
    for column in plan.columns:
        if not column.evidence or column.margin >= bits("choice.close") or not column.filled:
            continue
        pieces = "; ".join(f"{what} {count:+.1f}" for what, count in column.evidence)
        if column.field:
            instead = f" rather than {column.second}" if column.second else ""
            yield f"'{column.heading}' is taken for {column.field}{instead}, by {column.margin:.1f} bits: {pieces}"
        elif column.second:
            yield f"'{column.heading}' is not taken for {column.second}: {pieces}"
