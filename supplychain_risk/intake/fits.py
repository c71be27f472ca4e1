"""How well the cells of a row stand under their headings: countries, codes, amounts and names know their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import parse_amount
from supplychain_risk.intake.weights import bits
from supplychain_risk.resolve.text import is_placeholder

_CODE = re.compile(r"[\w./-]{1,24}")
_HS = re.compile(r"[\d. ]{4,14}")
_SURE = 0.8
"""Weight of a heading from which on it says what its cells look like."""
_NUMBERS = ("spend", "share", "quantity")
_CODES = ("supplier_id", "duns", "lei", "part")
_NAMES = ("name", "buyer", "parent", "supplier_ref")
_TEXTS = ("commodity", "sector", "city", "address", "region")

Fit = Callable[[str], int]
"""1 for a text that belongs under a heading, -1 for one that does not, 0 where it may."""


class Fits:
    """Weighs rows against the headings of a table, in bits."""

    def __init__(self, headings: Sequence[str], vocabulary: Vocabulary, senses: Senses) -> None:
        self._senses = senses
        self._typed = dict(self._of_headings(headings, vocabulary))
        self.ids = frozenset(c for c, (field, _) in self._typed.items() if field == "supplier_id")

    def __bool__(self) -> bool:
        """Whether any heading says what its cells look like."""
        return bool(self._typed)

    def row(self, cells: Sequence[str]) -> float:
        """The bits for the cells of a row standing under their headings; blanks say nothing."""
        total = 0
        for column, (_, fit) in self._typed.items():
            text = cells[column].strip() if column < len(cells) else ""
            if text and not is_placeholder(text):
                total += fit(text)
        return total * bits("realign.fits")

    def is_form(self, text: str) -> bool:
        """Whether a text is a legal form and nothing else, as behind a comma that parts it from its company."""
        words = text.strip()
        return 0 < len(words) <= 12 and self._senses.company(f"Xx Yy, {words}") and not self._senses.company(words)

    def _of_headings(self, headings: Sequence[str], vocabulary: Vocabulary) -> Mapping[int, tuple[str, Fit]]:
        looks: Mapping[str, Fit] = {
            "country": self._country,
            "origin": partial(self._country, coded=False),
            "hs": lambda text: 1 if _HS.fullmatch(text) else -1,
            "tier": lambda text: 1 if any(map(str.isdigit, text)) and len(text) < 12 else -1,
            **dict.fromkeys(_NUMBERS, lambda text: 1 if parse_amount(text.rstrip("% ")) is not None else -1),
            **dict.fromkeys(_CODES, lambda text: 1 if _CODE.fullmatch(text) else -1),
            **dict.fromkeys(_NAMES, self._name),
            **dict.fromkeys(_TEXTS, self._text),
        }
        found: dict[int, tuple[str, Fit]] = {}
        for column, heading in enumerate(headings):
            _, meaning = vocabulary.said(heading) if heading else (None, None)
            if meaning and meaning.field in looks and meaning.weight >= _SURE:
                found[column] = (meaning.field, looks[meaning.field])
        return found

    def _country(self, text: str, *, coded: bool = True) -> int:
        if self._senses.country(text) or (coded and self._senses.code(text)):
            return 1
        return 0 if coded and re.fullmatch(r"[A-Z]{2,3}|\d{3}", text) else -1

    def _name(self, text: str) -> int:
        if self.is_form(text) or self._senses.country(text) or parse_amount(text) is not None or len(text) < 2:
            return -1
        is_code = _CODE.fullmatch(text) is not None and any(map(str.isdigit, text))
        return -1 if is_code and not self._senses.company(text) else 1

    def _text(self, text: str) -> int:
        """Goods and places: anything but the name of a company with its form, a country or a bare number."""
        if self._senses.company(text) or parse_amount(text) is not None:
            return -1
        return -1 if self._senses.country(text) and len(text) > 3 else 0
