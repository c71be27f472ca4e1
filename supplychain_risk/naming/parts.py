"""The part of a name: a word or phrase and what it says."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A word or phrase of a name as compared: its text, kind and value.

    `kind` is brand, place, industry, activity, branch, descriptor, ordinal, number or code; `value` a place code,
    concept or number; of a brand it is empty, unless the brand is that of an institution with several names.
    """

    text: str
    kind: str
    value: str


Said = tuple[str, str]
"""What a word says: kind and value."""
SAYING = frozenset(("place", "industry", "activity"))
"""Kinds of parts that say something of the company that another name can say in other words."""
