"""What a dossier says: facts of the input with the cells behind them, questions where one is missing, and our "
"own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from supplychain_risk.reference.dossier_items import DossierItem


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of what the input or the report states. `behind`: cells, or ids of findings of the report.

    Raises:
        ValueError: nothing is behind it.
    """

    text: str
    behind: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.behind:
            raise ValueError(f"no cell or report id is behind: {self.text}")


@dataclass(frozen=True, slots=True)
class Slot:
    """What is missing, as a question to be answered; whoever fills it in writes over it."""

    question: str


@dataclass(frozen=True, slots=True)
class Said:
    """Our own words: what the dossier is, what it took for granted."""

    text: str


Cell = Fact | Slot | Said
Block = Fact | Slot | Said


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: headings with widths in cm, and its rows."""

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(slots=True)
class Part:
    """A part of the dossier: what CBP asks for there, and what answers it."""

    title: str
    items: tuple[DossierItem, ...] = ()
    blocks: list[Block | Rows | str] = field(default_factory=list)
    """A text is a heading within the part."""

    def cells(self) -> Sequence[Cell]:
        """Every fact, slot and word of it, those of tables too."""
        found: list[Cell] = []
        for block in self.blocks:
            if isinstance(block, Rows):
                found += [cell for row in block.rows for cell in row]
            elif not isinstance(block, str):
                found.append(block)
        return found
