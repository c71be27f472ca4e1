"""The base of the stored parts, and how they name cells."""

from __future__ import annotations

from supplychain_risk.domain import Frozen

Cells = tuple[str, ...]
"""Cells as `0!B17`: the number of the sheet in `sheets`, counted from 0, and the address."""


class Stored(Frozen, frozen=True, kw_only=True, omit_defaults=True):
    """Base of the stored parts: a key that holds its default is not written."""
