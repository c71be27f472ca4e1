"""The base of the report document's parts."""

from __future__ import annotations

from supplychain_risk.domain import Frozen


class Entry(Frozen, frozen=True, kw_only=True):
    """Base of the document's parts: immutable, closed to unknown keys, texts and plain numbers only."""
