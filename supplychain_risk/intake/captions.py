"""Captions between the rows of a table: a country or a tier that stands for the rows below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from supplychain_risk.intake.cells import Row, RowCells
from supplychain_risk.intake.fates import Fates
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.records import Value
from supplychain_risk.intake.senses import IsCountry
from supplychain_risk.intake.values import one_line
from supplychain_risk.patterns import pattern

_HEADS = pattern(r"[:：]\s*$")
_KINDS = frozenset(("supplier", "suppliers", "vendor", "vendors", "factories", "facilities", "sites", "direct"))
_CAPTION = pattern(
    r"(?:(?:country|land|pays|país|region|国家)\s*[:：]\s*)?(?P<place>[^:：()（）\[\]\d]+?)"
    r"\s*(?:[-–—:：]?\s*[(（\[]?\s*\d+[^()]{0,25}[)）\]]?)?\s*[:：]?",
    re.IGNORECASE,
)
"""A place as a caption: "India", "INDIA (12 factories)", "Country: India", "India - 12"."""


class Captions:
    """Reads the captions of a table and gives their country and tier to the rows below."""

    def __init__(
        self,
        cells: RowCells,
        fates: Fates,
        first: int,
        is_country: IsCountry,
        vocabulary: Vocabulary,
        is_good: Callable[[str], bool] = lambda text: False,
    ) -> None:
        """`first`: the row (0-based) below the header."""
        self._vocabulary = vocabulary
        plan = cells.plan
        self._cells = cells
        self._fates = fates
        self._first = first
        self._is_country = is_country
        filled = {c.index for c in plan.columns if c.filled}
        self._captioned = plan.combined is None and filled.isdisjoint(plan.fields.get("country", ()))
        self._section: Value | None = None
        self._section_used = False
        self._tier: Value | None = None
        self._goods: Value | None = None
        self._states_goods = not filled.isdisjoint((*plan.fields.get("commodity", ()), *plan.fields.get("hs", ())))
        self._is_good = is_good
        self._is_outline: bool | None = None

    def read(self, row: Row) -> bool:
        """Whether a row's only cell is a caption of the rows below, whose country or tier it may be."""
        plan = self._cells.plan
        column, text = next((i, t) for i, t in enumerate(row.texts) if t)
        tier = self._vocabulary.tier_of(text)
        if tier and not set(re.findall(r"\w+", tier[1].casefold())) - _KINDS and "tier" not in plan.fields:
            self._tier = self._cells.value(row, column, str(tier[0]))
            return True
        if _HEADS.search(text) and self._fates.heads(text):  # no company's name ends so
            return self._of_goods(row, column, one_line(text).rstrip(" :：").strip())
        match = _CAPTION.fullmatch(one_line(text))
        place = match["place"].strip() if match else ""
        if heading_key(place) in self._vocabulary.words["world_region"]:
            self._section = None
            return True
        return len(place) > 3 and self._is_country(place) and self._of_place(row, column, place)

    def _of_place(self, row: Row, column: int, place: str) -> bool:
        """Whether a country heads the rows below, and is theirs."""
        plan = self._cells.plan
        in_column = column in plan.fields.get("country", ())
        if in_column and not self._speaks_for_next(row.number, column):
            return False
        stands = self._captioned or in_column
        self._section = self._cells.value(row, column, place) if stands else None
        self._section_used = False
        return True

    def _of_goods(self, row: Row, column: int, text: str) -> bool:
        """A text with a colon heads the rows below; if it is of goods ("COTTON:"), they sell these."""
        if self._is_country(text):
            return self._of_place(row, column, text)
        told = self._is_good(text) and not self._states_goods
        self._goods = self._cells.value(row, column, text) if told else None
        return True

    @property
    def is_open(self) -> bool:
        """Whether a caption above says something of the next row."""
        return self._section is not None or self._tier is not None or self._goods is not None

    def give(self, values: dict[str, tuple[Value, ...]]) -> None:
        """Give a row the country and the tier of the captions above it; its own country goes before."""
        if self._section is None or "country" in values:
            self._section = None
        else:
            values["country"] = (self._section,)
            if not self._section_used:
                self._section_used = True
                self._cells.note(
                    "country-from-section",
                    self._section,
                    "no column states the country; the rows below this caption take it from there",
                    "Add a column with the country if a row below differs from the caption.",
                )
        if self._tier:
            values["tier"] = (self._tier,)
        if self._goods and "commodity" not in values:
            values["commodity"] = (self._goods,)

    def _speaks_for_next(self, number: int, column: int) -> bool:
        """Whether a country alone in its column speaks for the rows below: in an outline no named row has a country.

        Where one has, a row without a name is a row without a name, and its country is nobody else's.
        """
        rows = self._cells.grid.rows
        below = next((row for row in rows[number + 1 : number + 4] if any(map(str.strip, row))), ())
        if self._is_outline is None:  # one look at the table answers for all its captions
            self._is_outline = not any(
                self._is_named(r) and column < len(r) and r[column].strip() for r in rows[self._first :]
            )
        return self._is_outline and self._is_named(below)

    def _is_named(self, row: Sequence[str]) -> bool:
        return any(i < len(row) and row[i].strip() for i in self._cells.plan.fields.get("name", ()))
