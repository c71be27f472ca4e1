"""Labelled pairs of names and the half each belongs to."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LABELLED = Path(__file__).resolve().parent.parent / "screening" / "pairs"
CELLS = LABELLED.parent / "cell_pairs.csv"
"""Names beside cells that hold them; `make_cell_pairs.py` writes them."""
EXPECTED = ("same", "different", "family")


@dataclass(frozen=True, slots=True)
class Side:
    """A name as written and the country it came with (ISO 3166-1 alpha-2, "" if none)."""

    name: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and what a person, or their maker, said they are."""

    id: str
    one: Side
    other: Side
    expected: str
    category: str = ""
    reason: str = ""

    @property
    def held(self) -> bool:
        """Whether the pair is kept back when thresholds are chosen; half of all pairs are."""
        return bool(zlib.crc32(self.id.encode()) & 1)


def read_labelled(folder: Path = LABELLED) -> list[Pair]:
    """All pairs of the CSV files of a folder, file by file."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += read_pairs(file)
    return found


def read_cells() -> list[Pair]:
    """The pairs of names and cells."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        return read_pairs(file)


def read_pairs(lines: Iterable[str]) -> list[Pair]:
    """The pairs of one CSV file."""
    return [
        Pair(
            id=row["id"],
            one=Side(row["name1"], row["country1"]),
            other=Side(row["name2"], row["country2"]),
            expected=row["expected"],
            category=row["category"],
            reason=row["reason"],
        )
        for row in csv.DictReader(lines)
    ]
