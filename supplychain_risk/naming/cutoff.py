"""Names cut off by a field of a system that holds 20, 25, 30, 35 or 40 signs, or by "…"."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.naming.names import CompanyName

SHORTEST = 16
"""Letters of a beginning that tell a name: what a field of 20 signs leaves, blanks and signs aside."""
_FIELDS = frozenset(size - blank for size in (20, 25, 30, 35, 40) for blank in (0, 1))
"""Signs of the fields of systems and banks; a blank at the end of one is lost."""


def is_cut_off(text: str, name: CompanyName, longer: CompanyName) -> bool:
    """Whether a text looks like the beginning of another name: cut within a word, with "…", or at a field's end.

    A name of whole words is cut off only where its length is that of a field, or a mark says so; where it has a brand;
    and where the rest is no number and no branch.
    """
    size = len(name.letters)
    if size < SHORTEST or size >= len(longer.letters) or not longer.letters.startswith(name.letters):
        return False
    text = text.strip()
    if text.endswith(("…", "...")):
        return True
    if size not in accumulate(map(len, longer.words)):
        return True
    is_of_field = len(text) in _FIELDS and bool(name.brand)
    return is_of_field and name.numbers == longer.numbers and name.is_branch == longer.is_branch


def stem(letters: str) -> str | None:
    """The first letters by which a listed name is found where it is cut off; None for one too short to be cut off."""
    return letters[:SHORTEST] if len(letters) > SHORTEST else None
