"""Lists of business partners that hold customers, too: a column says of each company what it is ("BP type: Vendor").

A customer among suppliers is nobody of the chain. Only a heading that asks what a company is counts, and only where
the same column says of others that they supply: under "Material paid by", "Customer" is no role of the row's company.
"""

from __future__ import annotations

from collections.abc import Iterable

from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.words import HeadingWords

_CODED = "coded"
"""Value of headings and of single letters ("V", "C") that mean roles only together."""
_COUNTED = "counted"
"""Value of headings that ask whether, or how often, a company has supplied ("supplier_rank")."""
_NEVER = frozenset(("0", "0 0", "false", "no", "n", "f"))
_MOSTLY = 0.5
"""Share of the values that must be roles; banks, staff and what is both may stand beside them."""


class Roles:
    """Reads which rows of a list are customers."""

    def __init__(self, words: HeadingWords) -> None:
        self._words = words

    def is_customer(self, heading: str, text: str) -> bool:
        """Whether a text below a heading (as headings are compared) says that its company is a customer alone."""
        if self._is_counted(heading):
            return heading_key(text) in _NEVER
        return heading_key(text) in self._of("customer_role", heading)

    def tells(self, heading: str, sample: Iterable[str]) -> bool:
        """Whether values below a heading tell customers from suppliers."""
        if heading not in self._words["role_heading"]:
            return False
        keys = [heading_key(text) for text in sample]
        if self._is_counted(heading):
            return not _NEVER.isdisjoint(keys) and not _NEVER.issuperset(keys)
        supply = sum(key in self._of("supplier_role", heading) for key in keys)
        buy = sum(key in self._of("customer_role", heading) for key in keys)
        return supply > 0 and buy > 0 and supply + buy >= _MOSTLY * len(keys)

    def _is_counted(self, heading: str) -> bool:
        return self._words.values("role_heading").get(heading) == _COUNTED

    def _of(self, kind: str, heading: str) -> frozenset[str]:
        coded = self._words.values("role_heading").get(heading) == _CODED
        return frozenset(word for word, value in self._words.values(kind).items() if coded or value != _CODED)
