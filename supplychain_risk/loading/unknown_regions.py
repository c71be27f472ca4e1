"""Provinces of China that no table knows, told: a misspelt Xinjiang must not pass as any other province."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import CellRef, Fate, Problem, Supplier
from supplychain_risk.intake.records import SupplierRecord, Value
from supplychain_risk.loading.repeats import Repeats, about
from supplychain_risk.resolve.region import RegionResolver
from supplychain_risk.resolve.text import key

Report = Callable[[Problem], None]
FIELDS = ("region", "city")


class UnknownRegions:
    """Reports each unknown text of a sheet once, at its first cell, with the number of cells that hold it.

    Args:
        regions: the resolver.
        report: takes the problems.
    """

    def __init__(self, regions: RegionResolver, report: Report) -> None:
        self._regions = regions
        self._report = report
        self._repeats = Repeats(FIELDS)
        self._told: set[tuple[str, str, str, str]] = set()

    def add(self, record: SupplierRecord) -> None:
        """Count the texts of a row of a supplier in China; those of others are no matter of these tables."""
        self._repeats.add((record,))

    def is_any(self, record: SupplierRecord) -> bool:
        """Whether there is anything to report of a row of a supplier in China, or was of another with its texts."""
        return any(
            self._regions.unknown(value.text, city=field == "city") is not None
            for field in FIELDS
            for value in record.values.get(field, ())
        )

    def tell(self, record: SupplierRecord) -> None:
        """Report what is not known of the province and city of a row of a supplier in China."""
        for field in FIELDS:
            for value in record.values.get(field, ()):
                self._tell(field, value)

    def _tell(self, field: str, value: Value) -> None:
        found = self._regions.unknown(value.text, city=field == "city")
        if found is None:
            return
        mark = (field, value.cell.file, value.cell.sheet, key(value.text))
        if mark in self._told:
            return
        self._told.add(mark)
        what = "province" if field == "region" else "city"
        meant = " or ".join(self._regions.label(place) for place in found.candidates)
        self._report(
            Problem(
                where=value.cell,
                code="region-unresolved",
                value=value.raw,
                message=f"this is no {what} of China that our tables know, so no rule about Xinjiang sees it",
                hint=f"{f'Did you mean {meant}? ' if meant else ''}Write the province of the production site.",
                fate=Fate.VALUE_NOT_USED,
                cells=self._repeats.cells(field, value),
                about=about(field, value),
            )
        )


@dataclass(frozen=True, slots=True)
class UnknownText:
    """A text that a problem was told about once, and all its cells of that column in rows of suppliers in China."""

    problem: Problem
    field: str
    text: str
    cells: tuple[CellRef, ...]


def everywhere(
    problems: Sequence[Problem], suppliers: Iterable[Supplier], records: Iterable[SupplierRecord]
) -> Iterator[UnknownText]:
    """Each problem with all cells it stands for."""
    in_china = {c for s in suppliers if s.country_code == "CN" for named in s.address for c in named.cells}
    stated: dict[CellRef, tuple[str, Value]] = {}
    alike: dict[tuple[str, ...], list[CellRef]] = {}
    for record in records:
        for field in FIELDS:
            for value in record.values.get(field, ()):
                stated.setdefault(value.cell, (field, value))
                if value.cell in in_china:
                    alike.setdefault((*value.cell.column, key(value.text)), []).append(value.cell)
    for problem in problems:
        if problem.where in stated:
            field, value = stated[problem.where]
            cells = alike.get((*value.cell.column, key(value.text)), [problem.where])
            yield UnknownText(problem, field, value.text, tuple(dict.fromkeys(cells)))
