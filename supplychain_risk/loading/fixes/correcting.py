"""Applying the answers of fix-it workbooks to the cells they are about.

A correction is applied only where the cell still holds what it held when the question was asked. What the cell held,
who corrected it and when travel on as a `Correction`; the input file itself is never changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from supplychain_risk.account import Correction, FileReading, SheetReading
from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.grid import Grid, Opened
from supplychain_risk.loading.fixes.reading import LEAVE, Fixes, Line, fingerprint, position


@dataclass(slots=True)
class Applied:
    """Opened files with the corrections in place, and the account of every line of the fix-it workbooks."""

    opened: tuple[Opened, ...]
    corrections: dict[CellRef, Correction] = field(default_factory=dict)
    left: set[CellRef] = field(default_factory=set)
    """Cells that a person chose to leave as they are."""
    problems: list[Problem] = field(default_factory=list)
    readings: list[FileReading] = field(default_factory=list)


def apply_fixes(opened: Sequence[Opened], fixes: Sequence[Fixes]) -> Applied:
    """Put answers into the cells they are about; several fix-it workbooks are applied one after the other."""
    result = Applied(tuple(opened))
    taken = {file.name for file in opened}
    for one in fixes:
        outcome: dict[str, Counter[str]] = {}
        people: dict[str, set[str]] = {}
        work = _Work(result)
        for line in one.lines:
            what = work.apply(line)
            outcome.setdefault(line.kind, Counter())[what] += 1
            if what == "applied":
                who = ", ".join(part for part in (line.person, line.date) if part)
                people.setdefault(line.kind, set()).add(who or "no name given")
        result.opened = work.finished()
        name = one.name
        while name in taken:
            name = f"fixes/{name}"
        taken.add(name)
        sheets = tuple(_account(kind, counts, people.get(kind, set())) for kind, counts in outcome.items())
        result.readings.append(FileReading(name, "fixes", "", one.sha256, sheets))
    return result


def _account(kind: str, counts: Counter[str], people: set[str]) -> SheetReading:
    words = (
        ("applied", "applied"),
        ("same", "already so in the input"),
        ("left", "to be left as they are"),
        ("old", "out of date and not applied"),
        ("open", "not answered"),
    )
    said = ", ".join(f"{counts[what]} {text}" for what, text in words if counts[what])
    by = f" (by {'; '.join(sorted(people))})" if people else ""
    return SheetReading(kind, None, {}, (), 0, 0, 0, 0, f"corrections, no supplier table: {said}{by}")


class _Work:
    """One fix-it workbook being applied; rows are copied only where they change."""

    def __init__(self, result: Applied) -> None:
        self._result = result
        self._grids = {(grid.file, grid.name): grid for file in result.opened for grid in file.grids}
        self._rows: dict[tuple[str, str], list[Sequence[str]]] = {}
        self._below: dict[tuple[str, str], Mapping[tuple[int, int], list[tuple[int, int]]]] = {}

    def apply(self, line: Line) -> str:
        """What became of a line: applied, same, left, old or open."""
        if not line.answer:
            return "open"
        if line.answer.strip().casefold() == LEAVE:
            self._result.left.update(line.where)
            return "left"
        applied = 0
        old: list[tuple[CellRef, str]] = []
        for cell in line.where:
            text = self._text(cell)
            if text == line.answer:
                continue
            if text is None or fingerprint(text) != line.fingerprint:
                old.append((cell, text or ""))
                continue
            self._write(cell, line.answer)
            known = self._result.corrections.get(cell)
            self._result.corrections[cell] = Correction(
                cell, known.was if known else text, line.answer, line.person, line.date
            )
            applied += 1
        if old:
            self._result.problems.append(_out_of_date(line, old))
        return "applied" if applied else "old" if old else "same"

    def finished(self) -> tuple[Opened, ...]:
        """The files with the corrections in place."""
        return tuple(
            replace(file, grids=tuple(replace(g, rows=self._rows.get((g.file, g.name), g.rows)) for g in file.grids))
            for file in self._result.opened
        )

    def _text(self, cell: CellRef) -> str | None:
        """What a cell holds, "" where it is empty, None where there is no such sheet."""
        grid = self._grids.get((cell.file, cell.sheet))
        return None if grid is None else text_at(replace(grid, rows=self._rows.get(cell.place, grid.rows)), cell.cell)

    def _write(self, cell: CellRef, text: str) -> None:
        grid = self._grids[cell.place]
        rows = self._rows.setdefault(cell.place, list(grid.rows))
        at = position(cell.cell)
        for number, column in (at, *self._merged_into(grid).get(at, ())):
            rows.extend([] for _ in range(number + 1 - len(rows)))
            row = list(rows[number])
            row.extend("" for _ in range(column + 1 - len(row)))
            row[column] = text
            rows[number] = row

    def _merged_into(self, grid: Grid) -> Mapping[tuple[int, int], list[tuple[int, int]]]:
        """Cell that holds the text of a merged range → the cells below it that repeat it."""
        mark = (grid.file, grid.name)
        if mark not in self._below:
            found: dict[tuple[int, int], list[tuple[int, int]]] = {}
            for below, above in grid.merged.items():
                found.setdefault(above, []).append(below)
            self._below[mark] = found
        return self._below[mark]


def text_at(grid: Grid, cell: str) -> str:
    """What a cell of a sheet holds, "" where it is empty or lies outside."""
    number, column = position(cell)
    row = grid.rows[number] if number < len(grid.rows) else ()
    return row[column] if column < len(row) else ""


def _out_of_date(line: Line, old: Sequence[tuple[CellRef, str]]) -> Problem:
    cell, text = old[0]
    more = f" and {len(old) - 1} more cells" if len(old) > 1 else ""
    return Problem(
        where=cell,
        code="fix-out-of-date",
        value=text,
        message=f"the answer '{line.answer}' is not applied: this cell{more} no longer holds what it held when "
        f"line {line.ref} of the fix-it workbook asked about it",
        hint="Run check with --fix-it again and answer there, or correct the cell itself.",
        fate=Fate.NOTE,
    )
