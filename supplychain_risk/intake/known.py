"""Words that lists are full of, as they are written: headings, countries, forms of companies.

Beyond ASCII only, and with every accent: in the wrong encoding they read otherwise, so whoever finds them has the right
one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_SHORT = 3
"""Characters of the shortest form of companies that says something inside a text."""


class KnownWords:
    """Whether a text is a known word; the tables are read when the first one is asked about."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def __call__(self, text: str) -> bool:
        """Whether a text is a known word or ends or begins with a form of companies."""
        folded = _folded(text)
        return folded in self._words or any(form in folded for form in self._forms)

    @cached_property
    def _words(self) -> frozenset[str]:
        headings = self._reference.table("column_names").columns("heading")
        countries = self._reference.table("countries", "country_aliases").columns("alias")
        return frozenset(_folded(text) for (text,) in (*headings, *countries) if not text.isascii())

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        rows = self._reference.table("legal_forms").rows
        return tuple(form for row in rows if len(form := _folded(row["form"])) >= _SHORT and not form.isascii())


def _folded(text: str) -> str:
    return text.casefold().replace("i\u0307", "i")  # of the Turkish İ
