"""The coverage matrix of regimes in the document: what each item is for this report. `regimes/` works it out.

It says where the report answers a duty and where a person must; it is no filing, and it does not say who is in scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from supplychain_risk.report.base import Entry


class Status(StrEnum):
    """What becomes of an item."""

    FILLED = "filled from your data"
    ANSWERED = "answered by a person"
    PARTLY = "filled in part; needs a human"
    HUMAN = "needs a human"
    UNSUPPORTED = "not supportable from this input"
    INFORMATION = "for information"


BASIS: Mapping[str, str] = {
    "statute": "read in the text of the law",
    "guidance": "read on a page of the authority",
    "secondary": "read in a secondary source; check it against the text",
}
ASKS: Mapping[str, str] = {
    "must": "asked of who is in scope",
    "may": "may be told; the instrument leaves it open",
    "guidance": "guidance or practice of an authority, not law",
    "informs": "for information",
}
NO_ADVICE = (
    "This is a working paper for counsel and no filing. Items are told in short words of our own, not in those of the "
    "law. Whether the company is in scope is not decided here. Nothing here states that a company uses forced "
    "labor, or that it does not."
)
NO_DOUBT = (
    "Only items that apply on the day of the report, or are adopted and will, stand here. Proposals and what sources "
    "leave in doubt are no duties: they are counted apart. Items that were read in no source are counted and not told."
)


class RegimeItem(Entry, frozen=True, kw_only=True):
    """One thing that a regime asks for, in short words of our own, and what the report holds of it."""

    id: str
    text: str
    article: str
    asks: Literal["must", "may", "guidance", "informs"]
    basis: Literal["statute", "guidance", "secondary"]
    """How the item was read."""
    applies: bool
    """Whether it applies on the day of the report; one that does not is adopted, and for preparation only."""
    status: Status
    statements: int = 0
    """Statements that the report makes about it; `regime fill` writes them."""
    open: int = 0
    """Questions that only people can answer; `regime questions` writes them."""
    why: tuple[str, ...] = ()
    """Why nothing is told, where nothing is."""
    source: str
    """Where it was read."""


class RegimeEntry(Entry, frozen=True, kw_only=True):
    """An instrument on the day of the report, and its items."""

    id: str
    instrument: str
    jurisdiction: str
    state: str
    """What it is on the day: applies, adopted and later, proposed, in doubt, not checked."""
    applies_from: date | None
    items: tuple[RegimeItem, ...] = ()
    apart: int = 0
    """Items that are proposed or in doubt, and so no duties."""
    not_checked: int = 0
    """Items that were read in no source."""

    def count(self, status: Status) -> int:
        """How many items are that."""
        return sum(item.status is status for item in self.items)
